#!/usr/bin/env bash
# A study over HTTP, with curl alone.
#     examples/api/study.sh http://127.0.0.1:8090
set -euo pipefail
service=${1:-http://127.0.0.1:8090}

# The first "id" of an answer, without a JSON tool.
id_of() { sed 's/.*"id":"\([^"]*\)".*/\1/'; }

study=$(curl --retry 5 -fsS -X POST "$service/v1/studies" -H 'content-type: application/json' -d '{"scenario":"tutorial","replications":500,"seed":"curl"}' | id_of)
# The stream of progress ends when the study has ended.
curl --retry 5 -fsSN "$service/v1/studies/$study/events" -H 'accept: text/event-stream' | grep -c '^event: ended'
curl --retry 5 -fsS "$service/v1/studies/$study/tables/assets.csv?sort=-failure_probability&limit=3" | cut -d, -f1,3,6
