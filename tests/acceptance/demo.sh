#!/usr/bin/env bash
# timeout: 900
# The example from nothing: it runs and ends with a leaderboard; a second run does nothing and touches nothing;
# every score is what the predictions say; every key of system 003 is there; one pipeline folder carries all
# that its record names; `cairn render` restores all its views.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

part 'the example, from nothing'
project=$work/spectra
example_project "$project"
cd "$project"
exits 0 'cairn run' cairn run
contains 'it says what it ran' "$out" 'Ran 26 jobs in '
contains 'and that all finished' "$out" ': 26 finished.'
lacks 'it warns of nothing' "$err" warning
exits 0 'cairn best' cairn best --by rmse --per dataset
same 'the leaderboard has a row for each fit' "$(grep -cE '^(ethanol|glucose) +[0-9]+ ' "$work/out")" 24
best_of() { awk -v d="$1" '$1 == d && $2 == 1 { print $5 }' "$work/out"; }
at_least 'the best of each data set has a score' "$(($(best_of glucose | wc -w) + $(best_of ethanol | wc -w)))" 2
check 'every committed byte is as recorded' python "$here/check_store.py" . --records 26

part 'every rank, score and n, from the predictions'
cairn best --by rmse --per dataset --json >"$work/best.json"
exits 0 'check_scores.py' python "$here/check_scores.py" . --best-json "$work/best.json" --pipelines 24
printf '%s\n' "$out" | tail -n 1

part 'a second run does nothing and touches nothing'
snapshot . >"$work/before"
exits 0 'the second run' cairn run
same 'it says so' "$out$err" 'Nothing to run: all 26 runs are cached.'
snapshot . | cmp - "$work/before" >/dev/null && pass || flunk "the second run touched: $(
  snapshot . | diff "$work/before" - | head -n 5)"
one=$(cairn ls --jsonl --limit 1 --stage fit | python -c 'import json, sys; print(json.load(sys.stdin)["id"])')
cairn ls >/dev/null
cairn ls --children --json >/dev/null
cairn best --by test.r2 --max >/dev/null
cairn show "$one" >/dev/null
cairn path "$one" >/dev/null
cairn cat "$one" log >/dev/null
cairn explain "$one" >/dev/null
cairn run -n >/dev/null
(cd results && cairn ls . >/dev/null)
snapshot . | cmp - "$work/before" >/dev/null && pass || flunk "looking touched: $(
  snapshot . | diff "$work/before" - | head -n 5)"
exits 0 'a third run, after looking' cairn run
same 'nothing to do' "$out" 'Nothing to run: all 26 runs are cached.'
snapshot . | cmp - "$work/before" >/dev/null && pass || flunk 'the third run touched something'
at_least 'the snapshot saw the whole tree' "$(wc -l <"$work/before")" 800

part "every key of system 003's files"
check 'all keys but the exceptions' python "$here/system_003_keys.py" .

part 'JSON of the reading verbs'
for verb in "ls --json --children" "best --by rmse --json" "show $one --json" "explain $one --json"; do
  # shellcheck disable=SC2086
  cairn $verb >"$work/json"
  check "no key stands twice in 'cairn $verb'" python - "$work/json" <<'PY'
import collections, json, sys
def once(pairs):
    twice = [key for key, n in collections.Counter(key for key, _ in pairs).items() if n > 1]
    assert not twice, twice
    return dict(pairs)
assert json.load(open(sys.argv[1]), object_pairs_hook=once)["format"] == 1
PY
done
same 'the name that a scheme made stands under the scheme' "$(cairn show "$one" --json | python -c '
import json, sys
run = json.load(sys.stdin)["run"]
print(run["path"].endswith("_" + run["names"]["nirs4all.pipeline@1"]))')" True

part 'a pipeline folder by itself'
folder=$(cairn path "$one")
(cd "$(dirname "$folder")" && zip -q -r "$work/one.zip" "$(basename "$folder")")
mkdir "$work/elsewhere"
(cd "$work/elsewhere" && unzip -q "$work/one.zip")
check 'the archive holds the record and every file that it names' \
  python "$here/check_store.py" "$work/elsewhere" --records 1
same 'and every other file of the folder' "$(digests "$work/elsewhere/$(basename "$folder")")" "$(digests "$folder")"
at_least 'which are many' "$(digests "$folder" | wc -l)" 25

part 'the checks can fail'
printf x >>"$(find "$work/elsewhere" -name 'pls_model.joblib' | head -n 1)"
exits 1 'a longer artifact is found' python "$here/check_store.py" "$work/elsewhere"
rm "$(find "$work/elsewhere" -name 'scores.json')"
exits 1 'a missing one too' python "$here/check_store.py" "$work/elsewhere"
mkdir "$work/spoilt"
cp -a results "$work/spoilt"
sed -i '/^total_size/d' "$work"/spoilt/results/*/RUN.yaml
exits 1 'a key that is gone is found' python "$here/system_003_keys.py" "$work/spoilt"
contains 'and named' "$out" 'total_size is missing'
exits 1 'a file that is gone is found' python "$here/check_store.py" "$work/elsewhere"
same 'two failures' "$(tail -n 1 <<<"$out" | grep -o '[0-9]* failures')" '2 failures'

part 'render restores every view of all of it'
CAIRN_FINISHED_PROJECT=$project bash "$here/render.sh" && pass || flunk 'render.sh'

finish 32
