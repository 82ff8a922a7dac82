import json

from keeping import is_signed, keep_once, serve


def receive(body, signature):
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        return 400
    if not is_signed(json.dumps(event).encode(), signature):
        return 401
    payload = event.get("payload") or {}
    comment = payload.get("comments") or payload.get("comment")
    if event.get("event") == "ADD_CASE_COMMENT" and comment:
        keep_once(comment)
    return 204


serve(receive)
