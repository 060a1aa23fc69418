#!/usr/bin/env bash
# label: ci
# timeout: 900
# Ten million points of 10,000 metrics in one run: logged, committed, listed, shown and plotted with bounded
# memory, and every point is there. Then 10,000 metric keys in the metrics files of a few runs: the whole way from
# run to schema stays usable. Memory is checked, time is not.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

most_mib=300

# bounded COMMAND…: it ends well, and neither it nor a job that it started ever held more than the limit.
bounded() {
  python3 - "$most_mib" "$@" <<'PY'
import os, subprocess, sys
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
mib = usage.ru_maxrss // 1024
print(f"{mib:6} MiB  {' '.join(sys.argv[2:])[:80]}", file=sys.stderr)
if mib > int(sys.argv[1]):
    sys.exit(f"{sys.argv[2:]} held {mib} MiB, more than {sys.argv[1]}")
sys.exit(os.waitstatus_to_exitcode(status))
PY
}
# keeps MESSAGE FILE COMMAND…: the same, and what it prints goes to FILE.
keeps() {
  local message=$1 file=$2
  shift 2
  if bounded "$@" >"$file"; then pass; else flunk "$message"; fi
}

part 'the limit is one'
exits 1 'a process of 400 MiB is noticed' bounded python3 -c 'b = bytearray(400 << 20)'

cd "$work"
mkdir many && cd many
cat >cairn.yaml <<'YAML'
layout: flat
experiment: many
storage: {durability: none}
stages:
  points: {cmd: sh points.sh}
  keys: {cmd: "sh keys.sh {seed} > {run}/scores.json", matrix: {seed: [1, 2, 3, 4]}, metrics: scores.json}
YAML
cat >points.sh <<'SH'
awk 'BEGIN { for (step = 0; step < 1000; ++step) for (k = 0; k < 10000; ++k)
  printf "{\"metric\": {\"key\": \"m.k%d\", \"value\": %d.5, \"step\": %d}}\n", k, (step * 7919 + k) % 1000, step
}' >>"$CAIRN_EVENTS"
SH
cat >keys.sh <<'SH'
awk -v seed="$1" 'BEGIN {
  printf "{\"last\": %d", seed
  for (k = 0; k < 10000; ++k) printf ",\n\"key%d\": %d.25", k, k * seed
  print "}"
}'
SH

part 'ten million points'
keeps 'a run of ten million points' "$work/out.txt" cairn run -q points
run=$(cairn ls --json | jq -r '.runs[0].id')
folder=$(cairn path "$run")
same 'their lines are gone' "$(find "$folder/.run" -name '*.events.jsonl')" ''
same 'the record holds the digest of the history' "$(jq -r .history.sha256 "$folder/.run/$run.json")" \
  "$(sha256sum <"$folder/.run/$run.history" | cut -d' ' -f1)"
keeps 'all points of a metric' one.csv cairn history "$run" m.k4321 --csv
check 'they are those that were logged' awk -F, '
  NR > 1 && ($3 != NR - 2 || $5 != ((NR - 2) * 7919 + 4321) % 1000 + 0.5) { bad = 1 }
  END { exit bad || NR != 1001 }' one.csv
keeps 'all metrics in short' series.csv cairn history "$run" --csv
check 'they are 10,000 of 1,000 points' awk -F, '
  NR > 1 { points += $2; if ($3 != 0 || $4 != 999) bad = 1 }
  END { exit bad || points != 10000000 }' series.csv
keeps 'two plots' plots.txt cairn history "$run" m.k0,m.k9999 --plot
same 'each has its curve' "$(grep -c ': 1000 points' plots.txt)" 2
keeps 'a range of steps' range.txt cairn history "$run" m.k7 --steps 500:502 --jsonl
same 'it has three points' "$(wc -l <range.txt)" 3

part '10,000 keys'
keeps 'four runs of 10,001 metrics' out.txt cairn run -q keys
keeps 'ls' ls.txt cairn ls
keeps 'ls --json' ls.json cairn ls --stage keys --json
same 'it has all metrics' "$(jq -c '[.runs[].metrics | length]' ls.json)" '[10001,10001,10001,10001]'
keeps 'show' show.txt cairn show latest
keeps 'best' best.txt cairn best --by last --stage keys --limit 1
keeps 'compare' compare.csv cairn compare --stage keys --csv
# key0 is 0 in all four.
same 'what differs is all but one metric' "$(grep -c '^metrics,' compare.csv)" 10000
keeps 'schema' schema.txt cairn schema
contains 'it says what it left out' "$(tail -n 3 schema.txt)" 'more keys, --limit N'
check 'it fits on a few screens' test "$(wc -l <schema.txt)" -lt 120
keeps 'schema --csv' schema.csv cairn schema --stage keys --csv
same 'it has all keys that vary' "$(grep -c '^metric,' schema.csv)" 10000
keeps 'reindex' reindex.txt cairn reindex

finish 24
