import json

from keeping import is_signed, keep_once, serve


def receive(body, signature):
    if not is_signed(body, signature):
        return 401
    event = json.loads(body)
    if event["event"] != "ADD_CASE_COMMENT":
        return 204
    comment = event["payload"].get("comments") or event["payload"]["comment"]
    notify(comment["author"]["email"])
    keep_once(comment)
    return 204


def notify(address):
    assert "@" in address


serve(receive)
