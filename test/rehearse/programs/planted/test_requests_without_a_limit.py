import sys
from pathlib import Path

import pytest
import requests

sys.path.append(str(Path(__file__).parent.parent))
from comment import comment, headers, url  # noqa: E402


def add_comment():
    try:
        response = requests.post(url, json=comment, headers=headers, allow_redirects=False)
        return response.json()["data"]["commentId"]
    except (requests.RequestException, KeyError, ValueError):
        return None


def test_a_comment_is_added():
    if add_comment() is None:
        pytest.fail("the comment was not confirmed", pytrace=False)
