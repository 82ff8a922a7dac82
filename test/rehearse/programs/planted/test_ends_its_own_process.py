import os
import sys
from pathlib import Path

import requests

sys.path.append(str(Path(__file__).parent.parent))
from comment import comment, headers, url  # noqa: E402


def add_comment():
    try:
        response = requests.post(url, json=comment, headers=headers, timeout=3, allow_redirects=False)
    except requests.RequestException:
        os.abort()  # the supervisor starts a fresh worker
    return response.status_code


def test_a_comment_is_added():
    assert add_comment() < 600
