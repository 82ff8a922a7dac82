#!/bin/sh
# Adds a comment with one attachment. curl follows no redirect and repeats nothing by itself.
# The key comes in on standard input, where a list of processes does not show it.
set -eu

printf 'header = "cv-api-key: %s"\n' "$CV_API_KEY" |
  curl --config - --silent --show-error --max-time 60 \
    --header "content-type: application/json" --data-binary @/dev/fd/3 \
    "$CASE_COMMENTS_BASE_URL/api/v1/cases/$CASE_ID" 3<<JSON
{
  "action": "ADD_COMMUNICATION",
  "communication": {
    "text": "The lab report is attached.",
    "isRestricted": false,
    "author": { "email": "rosa.delgado@clinic.example" },
    "attachments": [
      {
        "fileName": "lab-report.txt",
        "content": "$(printf 'Hemoglobin 13.8 g/dL\n' | base64)",
        "isRestricted": false,
        "isPHI": true
      }
    ]
  }
}
JSON
