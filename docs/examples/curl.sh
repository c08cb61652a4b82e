#!/bin/sh
# docs/examples/curl.sh: answers, tables and an ETag with curl
set -eu
url=${KOMPASS_URL:-http://127.0.0.1:8080}
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

# Who has a whistleblower function, and who lacks it? A letter such as å is encoded by curl.
curl -sSf --get "$url/api/v1/who" --data-urlencode q=visselblåsarfunktion >"$folder/who.json"

# The same filter again widens the choice: strengths and weaknesses of areas 1 and 4.
curl -sSf --get "$url/api/v1/search" --data-urlencode 'q="etiska riktlinjer"' -d area=1 -d area=4 -d tag=strength -d tag=weakness >"$folder/search.json"

# A workbook, and CSV for programs, under the names that the service gives them.
cd "$folder"
curl -sSf --remote-name --remote-header-name "$url/api/v1/scores?format=xlsx"
curl -sSf --remote-name --remote-header-name "$url/api/v1/scores?format=csv"

# All passages, compressed on the way, and only if the index has changed since.
curl -sSf --compressed --etag-save etag -o passages.jsonl "$url/api/v1/export"
status=$(curl -sSf --compressed --etag-compare etag -o /dev/null -w '%{http_code}' "$url/api/v1/export")
echo "$(wc -l <passages.jsonl) passages; asked again: $status"

# What is wrong is said with what is possible.
curl -sS --get "$url/api/v1/scores" -d county=Ankeborg | head -c 600
echo
ls
