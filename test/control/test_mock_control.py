"""Steers the mock from Python, with the standard library alone.

Run it under the mock: case-comments-mock --control 127.0.0.1:0 -- python3 -m unittest -v
"""

import json
import os
import threading
import unittest
import uuid
from urllib.error import HTTPError
from urllib.request import Request, urlopen

API = os.environ["CASE_COMMENTS_BASE_URL"]
CONTROL = os.environ["CASE_COMMENTS_MOCK_CONTROL"]
TOKEN = os.environ["CASE_COMMENTS_MOCK_CONTROL_TOKEN"]
CASE_ID = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11"


def ask(method, url, headers, body=None):
    """Sends a request, and gives the status, the headers and the body of the answer."""
    data = None if body is None else json.dumps(body).encode()
    sent = {**headers, "content-type": "application/json"}
    try:
        with urlopen(Request(url, data, sent, method=method), timeout=70) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


class MockControlTest(unittest.TestCase):
    def setUp(self):
        # A key of its own, so that tests that run at the same time never meet.
        self.key = f"python-{uuid.uuid4()}"

    def control(self, method, path, body=None):
        headers = {"case-comments-mock-token": TOKEN, "cv-api-key": self.key}
        status, _, answer = ask(method, CONTROL + path, headers, body)
        self.assertEqual(status, 200, answer)
        return json.loads(answer)

    def order(self, *answers):
        return self.control("POST", "/answers", {"answers": answers})

    def add_comment(self, text="Seen today.", restricted=False):
        communication = {"text": text, "isRestricted": restricted, "author": {"email": "rosa@clinic.example"}}
        body = {"action": "ADD_COMMUNICATION", "communication": communication}
        return ask("POST", f"{API}/api/v1/cases/{CASE_ID}", {"cv-api-key": self.key}, body)

    def test_answers_come_in_order(self):
        self.order({"fault": "503"}, {"response": "caseNotFound"}, {"response": "commentCreated"})
        self.assertEqual([self.add_comment()[0] for _ in range(4)], [503, 404, 200, 200])
        self.assertEqual(self.control("GET", "/answers")["answers"], [])

    def test_answers_go_to_the_calls_that_are_meant(self):
        note = {"in": "body", "pointer": "/communication/isRestricted", "value": True}
        self.order({"response": "permissionDenied", "match": [note]})
        self.assertEqual(self.add_comment(restricted=False)[0], 200)
        self.assertEqual(self.add_comment(restricted=True)[0], 403)

    def test_the_journal_has_what_came(self):
        self.add_comment("first")
        self.add_comment("second")
        journal = self.control("GET", "/requests")
        self.assertEqual(journal["count"], 2)
        texts = [request["body"]["communication"]["text"] for request in journal["requests"]]
        self.assertEqual(texts, ["first", "second"])
        self.assertEqual(journal["requests"][0]["response"], "commentCreated")
        self.assertEqual(journal["requests"][0]["path"], {"caseId": CASE_ID})

    def test_requests_are_waited_for(self):
        calls = threading.Thread(target=lambda: [self.add_comment() for _ in range(2)])
        calls.start()
        journal = self.control("GET", "/requests?count=2&timeout=60000")
        calls.join()
        self.assertEqual(journal["count"], 2)

    def test_a_wait_ends(self):
        self.assertEqual(self.control("GET", "/requests?count=1&timeout=10")["count"], 0)

    def test_a_reset_gives_what_was_never_used(self):
        self.add_comment()
        self.order({"fault": "stall"})
        self.assertEqual(self.control("POST", "/reset")["answers"], [{"fault": "stall"}])
        self.assertEqual(self.control("GET", "/requests")["count"], 0)
        self.assertEqual(self.add_comment()[0], 200)

    def test_a_success_is_never_forced(self):
        self.order({"response": "commentCreated"})
        refused = ask("POST", f"{API}/api/v1/cases/{CASE_ID}", {"cv-api-key": self.key}, {})
        self.assertEqual(refused[0], 400)
        self.assertEqual(self.control("GET", "/answers")["answers"], [{"response": "commentCreated"}])
        self.assertEqual(self.add_comment()[0], 200)

    def test_every_success_has_its_own_id(self):
        ids = {json.loads(self.add_comment()[2])["data"]["commentId"] for _ in range(5)}
        self.assertEqual(len(ids), 5)

    def test_what_cannot_be_meant_is_refused(self):
        headers = {"case-comments-mock-token": TOKEN, "cv-api-key": self.key}
        body = {"answers": [{"response": "noSuchAnswer"}]}
        status, fields, _ = ask("POST", f"{CONTROL}/answers", headers, body)
        self.assertEqual(status, 400)
        self.assertEqual(fields["case-comments-mock-hint"], "enum at body /answers/0/response")

    def test_nothing_is_answered_without_the_token(self):
        self.assertEqual(ask("GET", f"{CONTROL}/requests", {"case-comments-mock-token": "no token"})[0], 401)


if __name__ == "__main__":
    unittest.main()
