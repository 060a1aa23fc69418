#!/usr/bin/env bash
# timeout: 600
# `kill -9` of cairn (and of its jobs, or of cairn alone) at ten seeded moments, seven between the first begin and
# the last commit and three inside a commit. After each: what was committed is intact, `ls` shows what died as
# lost, the next `cairn run` completes and leaves no job behind. CAIRN_SEED repeats a run.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

seed=${CAIRN_SEED:-$(date +%N | sed 's/^0*//')}
printf 'seed: %s (CAIRN_SEED=%s repeats it)\n' "$seed" "$seed"
RANDOM=$((seed % 32768))

# 24 fits, 12 of them on each of two data sets, with a child and events; 6 copies of fits; 2 sums.
make_project() {
  mkdir -p "$1"
  cat >"$1/cairn.yaml" <<'YAML'
project: mortal
experiment: mortal
datasets: {corn: {path: corn.csv}, wheat: {path: wheat.csv}}
stages:
  fit:
    params: {n: {type: int, min: 1}}
    name: "fit{n}"
    matrix: {dataset: all, n: {range: [1, 13]}}
    deps: [fit.sh, "{dataset.path}"]
    cmd: ["sh", "fit.sh", "{dataset}", "{n}", "{run}"]
    outs: {weights: weights.txt, parts: parts/}
    metrics: scores.json
  copy:
    needs: fit
    name: "copy-of-{fit.name}"
    cmd: "sleep 0.05; cp {fit.weights} {outs.copy}"
    outs: {copy: copy.txt}
  sum:
    needs: {fits: {stage: fit, by: [dataset]}, copies: {stage: copy, by: []}}
    cmd: "cat {fits.weights} {copies.copy} > {outs.sum}"
    outs: {sum: sum.txt}
YAML
  sed -i '/^  copy:/,/^    needs: fit/s/needs: fit/needs: {fit: fit}/' "$1/cairn.yaml"
  echo 1 >"$1/corn.csv"
  echo 2 >"$1/wheat.csv"
  cat >"$1/fit.sh" <<'SH'
set -e
dataset=$1 n=$2 out=$3
event() { printf '%s\n' "$1" >>"$CAIRN_EVENTS"; }
event "{\"step\": {\"n\": 1, \"op\": \"Snv\"}}"
event "{\"child\": {\"name\": \"fold_0\", \"metrics\": {\"val\": {\"rmse\": 0.$n}}}}"
printf 'half of %s ' "$n" >"$out/weights.txt"
mkdir -p "$out/parts"
for i in 1 2 3; do
  event "{\"metric\": {\"key\": \"loss\", \"value\": 0.$i, \"step\": $i}}"
  head -c 20000 /dev/zero | tr '\0' "$i" >"$out/parts/$i.txt"
  sleep 0.04
done
echo "model of $dataset $n" >"$out/fold.txt"
event '{"artifact": {"path": "fold.txt", "role": "model", "child": "fold_0"}}'
printf 'the other half of %s\n' "$dataset" >>"$out/weights.txt"
echo "{\"val\": {\"rmse\": 0.$n}}" >"$out/scores.json"
echo "fitted $dataset with $n"
SH
}
total=50

# An attempt has begun with the first line of its events: a kill may leave an empty file.
begun() { find "$1/results" \( -name '*.events.jsonl' -size +0 -o -path '*/.run/*.json' ! -name group.json \) 2>/dev/null |
  sed -E 's#/\.run/([0-9a-z]+)\..*#/\1#' | sort -u | wc -l; }
committed() { find "$1/results" -path '*/.run/*.json' ! -name group.json 2>/dev/null | wc -l; }
# The processes that run a job below a folder.
jobs_of() {
  grep -lazE "^CAIRN_RUN_DIR=$1/" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3 || true
}
# Those of some processes that run: what is dead may wait a moment until it is buried.
alive() {
  local pid
  for pid in "$@"; do grep -qE '^State:\s+[^ZX]' "/proc/$pid/status" 2>/dev/null && echo "$pid" || true; done
}
milliseconds() { echo $(($(date +%s%N) / 1000000)); }

part 'undisturbed'
make_project "$work/calm"
start=$(milliseconds)
exits 0 'cairn run' cairn -C "$work/calm" run -j 4
length=$(($(milliseconds) - start))
contains 'all of it' "$out" "Ran $total jobs in "
check 'every committed byte is as recorded' python "$here/check_store.py" "$work/calm" --records $total
products() { digests "$1/results" \( -name weights.txt -o -path '*/parts/*' -o -name '*copy.txt' -o -name sum.txt -o -name fold.txt \); }
products "$work/calm" >"$work/products"
at_least 'it makes files' "$(wc -l <"$work/products")" 146

# after_the_kill PROJECT: all that must hold, whatever the moment.
after_the_kill() {
  local project=$1 finished lost
  cd "$project"
  check 'what was committed is intact' python "$here/check_store.py" . --records 0
  cairn ls --json >"$work/ls.json" 2>"$work/ls.err" || flunk 'ls fails after the kill'
  read -r finished lost rest < <(python - "$work/ls.json" <<'PY'
import json, sys
found = [run["status"] for run in json.load(open(sys.argv[1]))["runs"]]
print(found.count("finished"), found.count("lost"), sorted(set(found) - {"finished", "lost"}))
PY
  )
  same 'ls shows what was committed as finished' "$finished" "$now_committed"
  same 'what was begun and not committed as lost' "$lost" "$((now_begun - now_committed))"
  same 'and nothing as running' "$rest" '[]'
  find results -path '*/.run/*.json' ! -name group.json -exec sha256sum {} + >"$work/records" || true
  exits 0 'the next run completes' cairn run -j 4
  contains 'it runs what was not committed, and nothing else' "$out" "Ran $((total - now_committed)) job"
  contains 'and all of it finishes' "$out" ": $((total - now_committed)) finished"
  same 'no job is left' "$(jobs_of "$project")" ''
  same 'the records of before are the same' "$(sed 's/^[0-9a-f]*  //' "$work/records" | xargs -r -d '\n' sha256sum)" \
    "$(<"$work/records")"
  check 'every committed byte is as recorded' python "$here/check_store.py" . --records $total
  same 'the files are those of an undisturbed run' "$(products .)" "$(<"$work/products")"
  exits 0 'render' cairn render
  contains 'the views had followed: render writes nothing' "$out" '0 written, '
  same 'all has finished' "$(listing | count ' finished$')" "$total"
  exits 0 'then' cairn run
  same 'then there is nothing to do' "$out" "Nothing to run: all $total runs are cached."
  cd "$work"
}

# tell WHAT: notes and prints how far the project was.
tell() {
  now_begun=$(begun "$project") now_committed=$(committed "$project")
  printf '%s: %d begun, %d of %d committed, %d jobs alive after it\n' "$1" "$now_begun" "$now_committed" \
    "$total" "$(jobs_of "$project" | wc -w)"
}
kill_jobs() {
  local pids
  pids=$(jobs_of "$project")
  while [[ -n $pids ]]; do
    kill -9 $pids 2>/dev/null || true
    pids=$(jobs_of "$project")
  done
}

# killed_at MOMENT MILLISECONDS WHO: false when the run had not begun or had ended by then.
killed_at() {
  project=$work/moment$1
  rm -rf "$project"
  make_project "$project"
  cairn -C "$project" run -q -j 4 >/dev/null 2>&1 &
  local pid=$!
  until (($(begun "$project"))) || ! kill -0 $pid 2>/dev/null; do sleep 0.01; done
  sleep "$(printf '%d.%03d' $(($2 / 1000)) $(($2 % 1000)))"
  kill -9 $pid 2>/dev/null || true
  [[ $3 == alone ]] || kill_jobs
  wait $pid 2>/dev/null || true
  tell "moment $1, after $2 ms, $3"
  ((now_begun > 0 && now_committed < total))
}

lost_at_all=0 committed_at_all=0
who=(together alone)
for moment in 1 2 3 4 5 6 7; do
  # Spread over the whole run: each moment is drawn in its own seventh.
  part "moment $moment"
  after=$((length * 85 / 100 * (moment - 1) / 7 + RANDOM * (length / 8) / 32768))
  tries=0
  until killed_at $moment $after "${who[moment % 2]}"; do
    ((tries += 1, tries < 6)) || break
    after=$((after * 2 / 3))
  done
  ((now_begun > 0 && now_committed < total)) && pass || flunk "moment $moment is not between begin and commit"
  lost_at_all=$((lost_at_all + now_begun - now_committed)) committed_at_all=$((committed_at_all + now_committed))
  after_the_kill "$project"
  rm -rf "$project"
done
at_least 'something was cut off' $lost_at_all 3
at_least 'something had been committed' $committed_at_all 20

# Inside a commit: before and after the record is there, and while files are moved.
inside=(commit_move:$((RANDOM % 9 + 1)) record_rename:$((RANDOM % 30 + 2)) record_folder_fsync:$((RANDOM % 30 + 2)))
moment=7
for site in "${inside[@]}"; do
  moment=$((moment + 1)) project=$work/moment$((moment + 1))
  part "moment $moment: inside a commit, at $site"
  make_project "$project"
  exits 137 'cairn dies' env CAIRN_FAIL="$site:kill" cairn -C "$project" run -q -j 4
  ((moment % 2)) || kill_jobs
  tell "moment $moment, inside $site, ${who[moment % 2]}"
  ((now_begun > 0 && now_committed < total)) && pass || flunk "moment $moment is not between begin and commit"
  after_the_kill "$project"
  rm -rf "$project"
done

part 'a job that would outlive cairn for long'
project=$work/orphan
mkdir "$project" && cd "$project"
cat >cairn.yaml <<'YAML'
layout: flat
stages:
  slow:
    matrix: {i: [1, 2]}
    cmd: "if [ $CAIRN_ATTEMPT = 1 ]; then echo torn > {outs.a}; sleep 300 & sleep 300; fi; echo {i} > {outs.a}"
    outs: {a: a.txt}
YAML
cairn run -q -j 2 >/dev/null 2>&1 &
pid=$!
until (($(find results -name a.txt -size +0 2>/dev/null | wc -l) == 2)) || ! kill -0 $pid 2>/dev/null; do sleep 0.02; done
kill -9 $pid
wait $pid 2>/dev/null || true
orphans=$(jobs_of "$project")
at_least 'its jobs and their children live on' "$(wc -w <<<"$orphans")" 4
same 'ls shows them as lost, for cairn is gone' "$(listing | awk '{print $3}' | paste -sd ' ')" 'lost lost'
exits 0 'the next run' cairn run
contains 'does both again' "$out" 'Ran 2 jobs'
same 'and ends what was left of the first' "$(alive $orphans)" ''
same 'the files are whole' "$(cat results/*/a.txt | sort | paste -sd ' ')" '1 2'
same 'both attempts are told' "$(cairn show latest --json | python -c '
import json, sys
print([(a["number"], a["status"]) for a in json.load(sys.stdin)["run"]["attempts"]])')" "[(1, 'lost'), (2, 'finished')]"
check 'every committed byte is as recorded' python "$here/check_store.py" . --records 2

finish 182
