import sys
from pathlib import Path

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

sys.path.append(str(Path(__file__).parent.parent))
from comment import comment, headers, url  # noqa: E402

retry = Retry(total=2, backoff_factor=0.05, status_forcelist=[502, 503, 504], allowed_methods=["POST"])
session = requests.Session()
session.mount("http://", HTTPAdapter(max_retries=retry))


def add_comment():
    try:
        response = session.post(url, json=comment, headers=headers, timeout=3, allow_redirects=False)
        return response.json()["data"]["commentId"]
    except (requests.RequestException, KeyError, ValueError):
        return None


def test_a_comment_is_added():
    if add_comment() is None:
        pytest.fail("the comment was not confirmed", pytrace=False)
