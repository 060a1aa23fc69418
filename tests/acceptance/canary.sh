#!/usr/bin/env bash
# label: ci
# timeout: 600
# A secret stands in variables, in tracked, untracked and dep files, in the name of an untracked file and of the
# branch, in the URL of the remote, in the command, in what the job says: in nothing that cairn writes or prints may it be found, but in the user's own files and in
# what the job itself wrote. A second text, which is no secret, goes the same ways and must be found: it proves
# that the search sees what is there.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

secret=cAnArY-7f3a9e51d2
plain=sParRoW-7f3a9e51d2
export CANARY_TOKEN=$secret SPARROW=$plain
export GIT_AUTHOR_NAME=Ana GIT_AUTHOR_EMAIL=ana@example.org GIT_COMMITTER_NAME=Ana GIT_COMMITTER_EMAIL=ana@example.org

part 'a project with a secret in every place'
project=$work/project
mkdir "$project" && cd "$project"
cat >cairn.yaml <<YAML
experiment: canary
stages:
  fit:
    name: "fit-{n}"
    matrix: {n: [1, 2]}
    deps: [fit.py, conf.yaml, src]
    env: {DB_PASSWORD: $secret-env, DB_NAME: $plain-env, CANARY_TOKEN: null}
    cmd: python3 fit.py --n {n} --token \$CANARY_TOKEN --key $secret --plain $plain --out {run}
    metrics: scores.json
  bad: {cmd: "echo $secret $plain; echo ERROR $secret $plain; exit 3"}
  ghost: {cmd: ["$plain-$secret-no-such-program"]}
YAML
cat >fit.py <<'PY'
import json, os, sys
out, secret, plain = sys.argv[-1], os.environ["CANARY_TOKEN"], os.environ["SPARROW"]
print("log", secret, plain)
with open(os.environ["CAIRN_EVENTS"], "a") as events:
    for event in ({"tag": {"key": "note", "value": f"{secret} {plain}"}}, {"param": {"key": "api_key", "value": secret}},
                  {"param": {"key": "seen", "value": f"{plain} {secret}"}}, {"step": {"n": 1, "op": "load", "params": {"token": secret, "p": plain}}},
                  {"dataset": {"name": "d", "source": f"db://{secret}@{plain}"}}, {"child": {"name": "c", "params": {"password": secret, "p": plain}}},
                  {"artifact": {"path": "scores.json", "role": f"{plain} {secret}"}}):
        events.write(json.dumps(event) + "\n")
    events.write(f"nonsense {secret} {plain}\n")
json.dump({"val": {"rmse": 1}}, open(out + "/scores.json", "w"))
PY
mkdir src new
# Known by its name alone: another value than that of the variable.
printf 'password: hidden-%s\nname: %s\nurl: https://ana:%s@example.org\n' "${secret/7f/8e}" "$plain" "$secret" >conf.yaml
printf 'API_KEY = "%s"  # %s\n' "${secret/7f/8e}" "$plain" >src/a.py
git init -q . && git add -A && git commit -qm first && git checkout -qb "try-$plain-$secret"
git remote add origin "https://ana:$secret@example.org/$plain.git"
printf '\n# %s %s\nSECRET = "%s"\n' "$secret" "$plain" "${secret/7f/8e}" >>fit.py
printf '%s %s\n' "$secret" "$plain" >new/notes.txt
touch "new/$plain-$secret"
printf '%s\n' "$secret" >.env

part 'runs that end well and badly'
exits 1 'cairn run' cairn run -k -v
mkdir "$work/printed"
cp "$work/out" "$work/err" "$work/printed"

part 'what is printed'
printed=$work/printed
cairn run -k -v >"$printed/run" 2>&1 || true
cairn run -n --list >"$printed/plan" 2>&1 || true
cairn ls --all >"$printed/ls" 2>&1
cairn ls --json >"$printed/ls.json" 2>&1
for id in $(cairn ls --columns id --csv | tail -n +2); do
  cairn show "$id" >"$printed/show.$id" 2>&1
  cairn show "$id" --json >"$printed/show.$id.json" 2>&1
  cairn explain "$id" >"$printed/explain.$id" 2>&1
  for text in git.diff git.untracked packages environment source:fit.py source:conf.yaml source:src/a.py; do
    cairn cat "$id" "$text" >"$printed/cat.$id.${text//\//.}" 2>&1 || true
  done
done

# found WORD FOLDER…: the files that hold it, as text and in the catalog (SQLite keeps texts as they are).
found() {
  local word=$1
  shift
  grep -rlaF -- "$word" "$@" 2>/dev/null || true
}
# Not the user's own files, and not what the job itself wrote: its log and its events.
kept() { found "$1" .cairn results "$work/package" | grep -v -e '/logs/' -e '\.events\.jsonl$' -e '\.log$' || true; }

part 'what is exported'
cairn export --experiment canary -o "$work/all.zip" >"$printed/export" 2>&1
mkdir "$work/package" && (cd "$work/package" && unzip -q "$work/all.zip")

for hidden in "$secret" "${secret/7f/8e}"; do
  same "no file that cairn wrote holds the secret" "$(kept "$hidden")" ''
  same "nothing that was printed holds the secret" "$(found "$hidden" "$printed")" ''
done

begins=$(find results -name '*.events.jsonl' -exec head -qn 1 {} +)
same 'no begin line holds the secret' "$(grep -cF "$secret" <<<"$begins" || true)" 0
check 'there are begin lines' grep -q '"begin"' <<<"$begins"

part 'the same search finds what is no secret'
for place in 'results/.*/\.run/.*\.json' '\.cairn/objects/' '\.cairn/catalog\.db'; do
  check "the search sees $place" grep -q "^$place" <<<"$(kept "$plain")"
done
check 'the search sees what was exported' grep -q "^$work/package/" <<<"$(kept "$plain")"
for place in run show\\. cat\\..*git\\.diff cat\\..*source:conf.yaml cat\\..*source:src.a.py ls\\.json; do
  check "the search sees what $place printed" grep -q "/$place" <<<"$(found "$plain" "$printed")"
done
check 'the log itself is as the job wrote it' test -n "$(found "$secret" results)"
check 'it is printed and exported so' test -n "$(cairn logs "$(cairn id fit-1)" | grep "$secret")" -a -n "$(found "$secret" "$work/package")"
untracked=$(cairn cat "$(cairn ls --where 'n = 1' --columns id --csv | tail -n 1)" git.untracked)
check 'an untracked text is kept' grep -q '"path":"new/notes.txt".*"object"' <<<"$untracked"
check 'a file of secrets is not' grep -q '"path":".env","size":[0-9]*,"sha256":"[0-9a-f]*"}' <<<"$untracked"

finish 21
