import json
import time

from keeping import is_signed, keep_once, serve


def receive(body, signature):
    if not is_signed(body, signature):
        return 401
    try:
        event = json.loads(body)
    except ValueError:
        return 400
    payload = event.get("payload") or {}
    comment = payload.get("comments") or payload.get("comment")
    if event.get("event") == "ADD_CASE_COMMENT" and comment:
        for file in comment.get("attachments", []):
            fetch(file.get("url"))
        keep_once(comment)
    return 204


def fetch(url):
    """Takes as long as a large file from a slow store."""
    if url:
        time.sleep(20)


serve(receive)
