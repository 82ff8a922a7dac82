"""Adds a comment with one attachment, with nothing but the standard library."""

import base64
import http.client
import json
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

body = json.dumps(
    {
        "action": "ADD_COMMUNICATION",
        "communication": {
            "text": "The lab report is attached.",
            "isRestricted": False,
            "author": {"email": "rosa.delgado@clinic.example"},
            "attachments": [
                {
                    "fileName": "lab-report.pdf",
                    "content": base64.b64encode(Path("lab-report.pdf").read_bytes()).decode(),
                    "isRestricted": False,
                    "isPHI": True,
                },
            ],
        },
    }
).encode()
headers = {
    "cv-api-key": os.environ["CV_API_KEY"],
    "content-type": "application/json",
}

# http.client follows no redirect, so the key and the comment go nowhere else.
base_url = urlsplit(os.environ["CASE_COMMENTS_BASE_URL"])
connect = http.client.HTTPSConnection if base_url.scheme == "https" else http.client.HTTPConnection
connection = connect(base_url.netloc, timeout=60)
status = 0
is_created = False
try:
    connection.request(
        "POST",
        base_url.path + "/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11",
        body,
        headers,
    )
    response = connection.getresponse()
    status = response.status
    answer = response.read().decode(errors="replace")
    print(status, answer)
    is_created = status == 200 and json.loads(answer)["success"] is True
except Exception as error:
    print(type(error).__name__, file=sys.stderr)  # its text may hold the key
if not is_created:
    is_rejected = 400 <= status < 500 and status != 408
    sys.exit(
        "No comment was created."
        if is_rejected
        else "The comment may exist: look before you send it again."
    )
