#!/bin/sh
# Lists the comments of a case, oldest first.
set -eu

printf 'header = "cv-api-key: %s"\n' "$CV_API_KEY" |
  curl --config - --silent --show-error --max-time 60 \
    "$CASE_COMMENTS_BASE_URL/api/v1/cases/$CASE_ID/comments?limit=50&order=oldest"
