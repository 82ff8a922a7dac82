"""Adds a comment with one attachment, with nothing but the standard library."""

import base64
import http.client
import json
import os
from urllib.parse import urlsplit

base_url = urlsplit(os.environ["CASE_COMMENTS_BASE_URL"])
comment = {
    "action": "ADD_COMMUNICATION",
    "communication": {
        "text": "The lab report is attached.",
        "isRestricted": False,
        "author": {"email": "rosa.delgado@clinic.example"},
        "attachments": [
            {
                "fileName": "lab-report.txt",
                "content": base64.b64encode(b"Hemoglobin 13.8 g/dL\n").decode(),
                "isRestricted": False,
                "isPHI": True,
            }
        ],
    },
}

# http.client follows no redirect, so the key and the comment go nowhere else.
connect = http.client.HTTPSConnection if base_url.scheme == "https" else http.client.HTTPConnection
connection = connect(base_url.netloc, timeout=60)
connection.request(
    "POST",
    f"/api/v1/cases/{os.environ['CASE_ID']}",
    body=json.dumps(comment),
    headers={"cv-api-key": os.environ["CV_API_KEY"], "content-type": "application/json"},
)
print(json.load(connection.getresponse()))
