#!/bin/sh
# Adds a comment with one attachment, with the terminal app. It finds the key in CV_API_KEY.
set -eu

# The text comes in on standard input, where a list of processes does not show it.
printf %s 'The lab report is attached.' |
  case-comments add 7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11 \
    --text - \
    --visible \
    --author-email rosa.delgado@clinic.example \
    --attach lab-report.pdf:phi:visible \
    --base-url "$CASE_COMMENTS_BASE_URL"
