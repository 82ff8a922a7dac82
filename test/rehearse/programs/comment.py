"""What every program here posts, and where: the values that the rehearsal hands out."""

import base64
import os

env = os.environ
case_id = env["CASE_COMMENTS_CANARY_CASE_ID"]
url = f"{env['CASE_COMMENTS_BASE_URL']}/api/v1/cases/{case_id}"
headers = {"cv-api-key": env["CASE_COMMENTS_CANARY_KEY"]}
comment = {
    "action": "ADD_COMMUNICATION",
    "communication": {
        "text": env["CASE_COMMENTS_CANARY_TEXT"],
        "isRestricted": False,
        "author": {"email": env["CASE_COMMENTS_CANARY_EMAIL"]},
        "attachments": [
            {
                "fileName": env["CASE_COMMENTS_CANARY_FILE_NAME"],
                "content": base64.b64encode(env["CASE_COMMENTS_CANARY_FILE_CONTENT"].encode()).decode(),
                "isPHI": True,
                "isRestricted": False,
            }
        ],
    },
}
