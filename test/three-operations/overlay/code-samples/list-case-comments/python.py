"""Lists the comments of a case, oldest first."""

import http.client
import json
import os
from urllib.parse import urlencode, urlsplit

base_url = urlsplit(os.environ["CASE_COMMENTS_BASE_URL"])
query = urlencode({"limit": 50, "order": "oldest"})

connect = http.client.HTTPSConnection if base_url.scheme == "https" else http.client.HTTPConnection
connection = connect(base_url.netloc, timeout=60)
connection.request(
    "GET",
    f"/api/v1/cases/{os.environ['CASE_ID']}/comments?{query}",
    headers={"cv-api-key": os.environ["CV_API_KEY"]},
)
print(json.load(connection.getresponse()))
