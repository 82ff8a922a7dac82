"""Deletes a comment."""

import http.client
import os
from urllib.parse import urlsplit

base_url = urlsplit(os.environ["CASE_COMMENTS_BASE_URL"])

connect = http.client.HTTPSConnection if base_url.scheme == "https" else http.client.HTTPConnection
connection = connect(base_url.netloc, timeout=60)
connection.request(
    "DELETE",
    f"/api/v1/cases/{os.environ['CASE_ID']}/comments/{os.environ['COMMENT_ID']}",
    headers={"cv-api-key": os.environ["CV_API_KEY"]},
)
print(connection.getresponse().status)
