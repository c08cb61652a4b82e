#!/bin/sh
# docs/examples/jq.sh: figures out of JSON with curl and jq
set -eu
url=${KOMPASS_URL:-http://127.0.0.1:8080}

# The total of each report, highest first, one revision after the other: only these may be compared.
curl -sSf "$url/api/v1/scores" |
  jq -r '.reports | group_by(.report.revision)[] | sort_by(-(.total // 0))[] |
         [.report.revision, .report.municipality.name, .report.year, .total] | @tsv'

# How many have it, of all and by county.
curl -sSf --get "$url/api/v1/who" --data-urlencode q=visselblåsarfunktion -d limit=0 |
  jq -r '.counts, .counties[] | "\(.county // "alla"): \(.has) har, \(.lacks) saknar"'

# Strengths by question, counted over the export.
curl -sSf --compressed "$url/api/v1/export?tag=strength" |
  jq -r '.question.id // "-"' | sort | uniq -c | sort -rn | head -3
