#!/bin/sh
# Deletes a comment.
set -eu

printf 'header = "cv-api-key: %s"\n' "$CV_API_KEY" |
  curl --config - --silent --show-error --max-time 60 --request DELETE \
    "$CASE_COMMENTS_BASE_URL/api/v1/cases/$CASE_ID/comments/$COMMENT_ID"
