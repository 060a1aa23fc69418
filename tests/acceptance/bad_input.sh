#!/usr/bin/env bash
# timeout: 300
# What people get wrong, and what breaks below them: the exit status says which kind of trouble it is, one clear
# message says what and where, nothing is made and nothing is lost.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

number=0
# fresh [NAME]: a new, empty folder, and goes there; cairn.yaml is on standard input.
fresh() {
  number=$((number + 1))
  mkdir -p "$work/${1:-p$number}"
  cd "$work/${1:-p$number}"
  cat >cairn.yaml
}
# refused STATUS MESSAGE TEXT… -- COMMAND…: it ends with STATUS, says every TEXT in one message, and touches nothing.
refused() {
  local status=$1 message=$2 texts=() before
  shift 2
  while [[ $1 != -- ]]; do texts+=("$1") && shift; done
  shift
  before=$(snapshot .)
  exits "$status" "$message" "$@"
  same "$message: one message" "$(grep -c '^cairn: error: ' "$work/err" || true)" 1
  same "$message: nothing on standard output" "$out" ''
  for text in "${texts[@]}"; do contains "$message" "$err" "$text"; done
  same "$message: nothing was made or touched" "$(snapshot .)" "$before"
}

part 'cairn.yaml'
fresh <<'YAML'
stages:
  fit:
    cmd: [echo, hello
    outs: {a: b}
YAML
refused 2 'malformed YAML' 'cairn.yaml:' -- cairn run
contains 'with line and column' "$(grep -oE 'cairn.yaml:[0-9]+:[0-9]+' "$work/err" | head -n 1)" 'cairn.yaml:'
refused 2 'malformed YAML, dry' 'cairn.yaml:' -- cairn run -n
fresh <<<$'stages: {fit: {cmd: "true"}}\nstages: {fit: {cmd: "false"}}'
refused 2 'a key that stands twice' 'cairn.yaml:2:1' stages -- cairn run
fresh <<<$'stages: {fit: {cmd: "true", depz: [x]}}'
refused 2 'an unknown key' 'cairn.yaml:1:' depz deps -- cairn run
fresh <<<$'stages:\n\tfit: {cmd: "true"}'
refused 2 'a tab' 'cairn.yaml:2' -- cairn run
fresh <<<$'stages: {fit: {cmd: "true"}}\nproject: \xff\xfe'
refused 2 'no UTF-8' 'cairn.yaml' -- cairn run
fresh </dev/null
refused 2 'an empty file' 'cairn.yaml' stages -- cairn run
rm cairn.yaml
refused 3 'no file' 'cairn.yaml' -- cairn run

fresh <<'YAML'
stages:
  one: {needs: three, cmd: ["true"]}
  two: {needs: one, cmd: ["true"]}
  three: {needs: two, cmd: ["true"]}
  bystander: {cmd: ["true"]}
YAML
refused 2 'a cycle' one two three 'cairn.yaml:' -- cairn run
lacks 'only those of the cycle' "$err" bystander
fresh <<<$'stages: {fit: {cmd: "echo {compnents}", params: {components: 3}}}'
refused 2 'an unknown placeholder' compnents components 'cairn.yaml:1:' -- cairn run
fresh <<<$'stages: {fit: {cmd: "true", needs: fti}, fit2: {cmd: "true"}}'
refused 2 'a need that is no stage' fti -- cairn run
fresh <<'YAML'
layout: shelf.yaml
stages:
  one: {cmd: "echo 1 > {run}/a.txt", outs: {a: a.txt}}
  two: {cmd: "echo 2 > {run}/a.txt", outs: {a: a.txt}}
YAML
cat >shelf.yaml <<'YAML'
layout: shelf
kinds: {thing: {path: shelf, shared: true}}
YAML
refused 4 'two stages that claim one output' a.txt one two -- cairn run
fresh <<<$'layout: flat\nstages: {fit: {cmd: "true", outs: {a: x/, b: x/y.txt}}}'
refused 4 'an out inside another' "stage 'fit'" /x -- cairn run
fresh <<<$'layout: flat\nstages: {fit: {cmd: "true", outs: {a: x/y.txt, b: x/}}}'
refused 4 'an out around another' "stage 'fit'" /x -- cairn run
fresh <<<$'layout: flat\nstages: {fit: {cmd: "true", outs: {a: ../../x}}}'
refused 2 'an out outside of the run' '../../x' -- cairn run
fresh <<'YAML'
stages:
  fit:
    matrix: {a: {range: [0, 1000]}, b: {range: [0, 1000]}, c: {range: [0, 1000]}}
    cmd: ["echo", "{a}", "{b}", "{c}"]
YAML
start=$(date +%s%N)
refused 2 'a matrix of a billion points' 1000000000 fit -- cairn run
refused 2 'a matrix of a billion points, dry' 1000000000 -- cairn run -n
refused 2 'one axis of a billion' 1000000000 -- cairn run 'a=range(0,1000000000)'
at_least 'at once (under 5 s for all three)' $((5000 - ($(date +%s%N) - start) / 1000000)) 1
fresh <<<$'stages: {fit: {cmd: "true", deps: [data/there.csv, data/gone.csv]}}'
mkdir data
touch data/there.csv
refused 3 'a missing dep' data/gone.csv fit -- cairn run
fresh <<<$'layout: nowhere\nstages: {fit: {cmd: "true"}}'
refused 2 'an unknown layout' nowhere nirs4all flat -- cairn run
fresh <<<$'stages: {fit: {params: {n: {type: int, max: 3}}, matrix: {n: [1, 5]}, cmd: "true"}}'
refused 2 'a parameter out of range' 5 3 'cairn.yaml:1:' -- cairn run
refused 2 'an unknown option' --frob -- cairn run --frob
refused 2 'an unknown verb' rnu run -- cairn rnu
refused 3 'no such run' zzzzzz -- cairn show zzzzzz

part 'a job that says it is well, and is not'
fresh <<'YAML'
layout: flat
stages:
  good: {cmd: "echo 1 > {outs.a}", outs: {a: a.txt}}
  liar: {cmd: "echo half > {outs.a}", outs: {a: a.txt, b: b.txt}, metrics: scores.json}
  after: {needs: liar, cmd: "cat {liar.a}"}
YAML
exits 1 'its outs are missing' cairn run -k -j 1
contains 'it is named' "$err" 'failed: liar'
contains 'with what is missing' "$err" 'b.txt, scores.json'
contains 'what needs it does not run' "$out" '1 not started'
same 'the good one is there, the liar failed' "$(listing | awk '{print $3}' | sort | paste -sd ' ')" 'failed finished'
same 'what it did write is kept as partial' \
  "$(cairn show --json "$(cairn ls --csv --columns id --status failed | tail -n 1)" | python -c '
import json, sys
print([(a["path"], a["role"]) for a in json.load(sys.stdin)["run"]["artifacts"]])')" "[('a.txt', 'partial')]"
fresh <<<$'layout: flat\nstages: {fit: {cmd: "echo \'{\\"a\\": tru\' > {run}/s.json", metrics: s.json}}'
sed -i 's/{\\"a/{{\\"a/' cairn.yaml
exits 1 'a metrics file that is not JSON' cairn run
contains 'it is named' "$err" 's.json'

part 'a PATH with folders that cannot be searched'
fresh <<<$'layout: flat\nstages: {fit: {cmd: ["sh", "-c", "echo well"]}, gone: {cmd: ["no-such-program"]}}'
ln -s loop loop
mkdir closed
chmod 0 closed
exits 1 'the next folder is looked at' env PATH="$PWD/loop:$PWD/cairn.yaml:$PWD/closed:$PATH" "$(command -v cairn)" run -k -j 1
contains 'one job ran' "$out" '1 finished, 1 failed'
contains 'the other was nowhere' "$err" "cannot start 'no-such-program'"
chmod 755 closed

part 'a read-only disk'
fresh <<<$'layout: flat\nstages: {fit: {matrix: {i: [1, 2]}, deps: [in.txt], cmd: "cat in.txt > {outs.a}", outs: {a: a.txt}}}'
echo 1 >in.txt
# Nobody may always write: root is, so the command runs as another user, with a copy of the program that it may read.
mkdir "$work/bin"
cp "$(command -v cairn)" "$work/bin/cairn"
chmod 755 "$work" "$work/bin" "$work/bin/cairn"
as_nobody=()
if ((EUID == 0)); then as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
limited=("${as_nobody[@]}" env HOME="$work" "$work/bin/cairn")
chmod -R a-w .
refused 7 'nothing may be written' 'ermission denied' "$PWD" -- "${limited[@]}" run
exits 0 'ls of a project without runs' "${limited[@]}" ls
chmod -R u+w .
exits 0 'with a disk that is writable' cairn run
listing >"$work/listing"
chmod -R a-w .
exits 0 'ls reads all the same' "${limited[@]}" ls --json
same 'and shows all' "$(grep -c '"finished"' <<<"$out")" 2
exits 0 'so does a run that has nothing to do' "${limited[@]}" run
contains 'it has nothing to do' "$out" 'Nothing to run'
exits 0 'show' "${limited[@]}" show latest
chmod u+w in.txt && echo 2 >in.txt && chmod u-w in.txt
refused 7 'the runs are stale, and nothing may be written' 'ermission denied' -- "${limited[@]}" run -j 1
chmod -R u+w .
same 'nothing was lost' "$(listing)" "$(<"$work/listing")"
check 'every committed byte is as recorded' python "$here/check_store.py" . --records 2
exits 0 'and with a writable disk it goes on' cairn run
contains 'both are run' "$out" 'Ran 2 jobs'
echo 3 >in.txt
exits 7 'a file system that is mounted read-only' env CAIRN_FAIL=trash_folder:0:EROFS cairn run -j 1
contains 'it says so' "$err" 'Read-only file system'
same 'nothing was lost' "$(listing)" "$(<"$work/listing")"
exits 7 'a disk that is full' env CAIRN_FAIL=record_write:0:ENOSPC cairn run -j 1
contains 'it says so' "$err" 'No space left on device'
check 'every committed byte is as recorded' python "$here/check_store.py" . --records 1
exits 0 'and with room it goes on' cairn run
same 'nothing was lost' "$(listing)" "$(<"$work/listing")"

part 'a catalog that is none'
fresh <<<$'layout: flat\nstages: {fit: {matrix: {i: [1, 2, 3]}, cmd: "echo {i} > {outs.a}", outs: {a: a.txt}}}'
exits 0 'three runs' cairn run -q
cairn ls --json >"$work/ls.json"
echo rubbish >.cairn/catalog.db
exits 0 'ls rebuilds it' cairn ls --json
same 'and tells the truth' "$out" "$(<"$work/ls.json")"
contains 'it says that it moved the old one' "$err" 'catalog.db.corrupt-1'
same 'once' "$(grep -c '' "$work/err")" 1
same 'the old one is kept' "$(<.cairn/catalog.db.corrupt-1)" rubbish
exits 0 'then all is well' cairn ls --json
same 'without a word' "$err" ''

part 'a record that is not JSON'
one=$(find results -path '*/.run/*.json' | sort | head -n 1)
chmod u+w "$one"
cp "$one" "$work/record"
echo '{"format": 1, "status": oops' >"$one"
rm .cairn/catalog.db
exits 0 'ls skips it' cairn ls --json
same 'two are left' "$(grep -c '"finished"' <<<"$out")" 2
contains 'it is named' "$err" "$one"
exits 1 'reindex counts it' cairn reindex
contains 'reindex counts it' "$out" '2 runs, 0 copies, 1 problem'
contains 'and names it' "$err" "$one"
exits 1 'render too' cairn render
same 'nobody touched it' "$(<"$one")" '{"format": 1, "status": oops'
cp "$work/record" "$one"
exits 0 'mended' cairn reindex
same 'all is well' "$(cairn ls --json)" "$(<"$work/ls.json")"
for damage in 's/finished/finishes/' 's/"format":1/"format":99/'; do
  sed -i "$damage" "$one"
  rm .cairn/catalog.db
  exits 0 "ls skips a record that was changed ($damage)" cairn ls --json
  same 'two are left' "$(grep -c '"finished"' <<<"$out")" 2
  contains 'it is named' "$err" "$one"
  cp "$work/record" "$one"
done
cairn reindex >/dev/null

part 'torn and damaged event lines'
fresh <<<$'layout: flat\nstages: {fit: {cmd: ["sh", "fit.sh"]}}'
cat >fit.sh <<'SH'
sleep 0.2 # until cairn has written that the job has started: lines would be counted differently
printf '{"metric": {"key": "a", "value": 1}}\nnonsense\n{"metric": {"key": "a"}}\n' >>"$CAIRN_EVENTS"
printf '{"tag": {"key": "b", "value": 2}}\n{"metric": {"key": "c", "val' >>"$CAIRN_EVENTS"
SH
exits 0 'the run is finished' cairn run
contains 'the torn line is named' "$err" 'torn'
at_least 'each damaged one too' "$(grep -c 'line [0-9]' "$work/err")" 3
same 'what is whole counts' "$(cairn show latest --json | python -c '
import json, sys
run = json.load(sys.stdin)["run"]
print(run["metrics"], run["tags"], len(run["problems"]))')" "{'a': 1.0} {'b': 2} 3"
check 'the damaged events file is kept and in the record' python "$here/check_store.py" .
same 'it is there' "$(find results -name '*.events.jsonl' | wc -l)" 1

part 'a path with spaces and letters that are not ASCII'
fresh 'Größe & "数据" (1) $(touch pwned)' <<'YAML'
project: größe
experiment: {name: "naïve 试验"}
datasets: {"maïs 1": {path: "données/maïs 1"}}
stages:
  fit:
    name: "été {dataset}"
    matrix: {dataset: all, seed: [1]}
    deps: ["{dataset.path}"]
    cmd: cp {dataset.path}/x.csv {outs.a}; pwd
    outs: {a: "résultat final.csv"}
  list:
    needs: fit
    name: "argv {fit.name}"
    cmd: ["cp", "{fit.a}", "{outs.b}"]
    outs: {b: "copie de {fit.seed}.csv"}
YAML
sed -i 's/needs: fit$/needs: {fit: fit}/; s/copie de {fit.seed}/copie/' cairn.yaml
mkdir -p "données/maïs 1"
echo 'ça va' >"données/maïs 1/x.csv"
exits 0 'cairn run' cairn run
contains 'two jobs' "$out" 'Ran 2 jobs'
same 'shell form' "$(cat "$(cairn path "$(cairn ls --csv --columns id --stage fit | tail -n 1)" a)")" 'ça va'
same 'argv form' "$(cat "$(cairn path "$(cairn ls --csv --columns id --stage list | tail -n 1)" b)")" 'ça va'
same 'the working folder' "$(cairn cat "$(cairn ls --csv --columns id --stage fit | tail -n 1)" log)" "$PWD"
check 'every committed byte is as recorded' python "$here/check_store.py" . --records 2
same 'nothing was expanded' "$(find "$work" -name pwned)" ''
exits 0 'a second run' cairn run
contains 'has nothing to do' "$out" 'Nothing to run: all 2 runs are cached.'
cairn ls --json >"$work/ls.json"
rm -r .cairn
same 'from the files alone' "$(cairn ls --json)" "$(<"$work/ls.json")"

part 'values that a shell would take apart'
fresh <<'YAML'
layout: nirs4all
stages:
  argv:
    name: "a {v}"
    params: {v: {type: string}}
    matrix: &axis
      v:
        - "it's"
        - 'say "hi"'
        - "two\nlines\n"
        - "$(touch pwned)"
        - "`touch pwned`"
        - "--help"
        - "-rf"
        - "$HOME ${HOME} ~ *"
        - "a; touch pwned"
        - "{braces} {{twice}}"
        - "tab\tand\\backslash\\"
        - " blanks around "
        - ""
        - "ünï 数 🙂"
        - "../../outside"
        - ".hidden"
        - "a/b"
    cmd: ["python", "-c", "import sys; open(sys.argv[2], 'w', newline='').write(sys.argv[1])", "{v}", "{outs.v}"]
    outs: {v: v.txt}
  shell:
    name: "s {v}"
    params: {v: {type: string}}
    matrix: *axis
    cmd: printf %s {v} > {outs.v}; printf %s {v} >> {outs.v}
    outs: {v: v.txt}
  variable:
    name: "e {v}"
    params: {v: {type: string}}
    matrix: *axis
    env: {VALUE: "{v}"}
    cmd: 'printf %s "$VALUE" > {outs.v}; cat "$CAIRN_PARAMS" > {outs.p}'
    outs: {v: v.txt, p: p.json}
YAML
exits 0 'cairn run' cairn run -k
contains 'all of them' "$out" 'Ran 51 jobs'
check 'every value reached its command, byte for byte' python - <<'PY'
import json, pathlib
import yaml
values = yaml.safe_load(open("cairn.yaml"))["stages"]["argv"]["matrix"]["v"]
seen = {"argv": [], "shell": [], "variable": []}
for path in pathlib.Path("results").glob("**/.run/*.json"):
    if path.name == "group.json":
        continue
    record = json.loads(path.read_text())
    value, folder = record["params"]["v"], path.parent.parent
    found = (folder / "v.txt").read_bytes()
    assert found == value.encode() * (2 if record["stage"] == "shell" else 1), (value, found)
    if record["stage"] == "variable":
        assert json.loads((folder / "p.json").read_text())["v"] == value, value
    assert folder.resolve().is_relative_to(pathlib.Path("results").resolve()) and len(folder.parts) == 4, folder
    seen[record["stage"]].append(value)
for stage, found in seen.items():
    assert sorted(found) == sorted(values) and len(values) == 17, (stage, found)
PY
same 'nothing was expanded' "$(find "$work" -name pwned)" ''
same 'nothing lies outside' "$(ls -A | LC_ALL=C sort | paste -sd ' ')" '.cairn cairn.yaml results'
check 'every committed byte is as recorded' python "$here/check_store.py" . --records 51
exits 0 'a second run' cairn run
contains 'has nothing to do' "$out" 'Nothing to run: all 51 runs are cached.'
exits 0 'a value on the command line' cairn run argv "v='--x \$(touch pwned)'"
same 'arrives as it is' "$(cat "$(cairn path latest v)")" '--x $(touch pwned)'
same 'nothing was expanded' "$(find "$work" -name pwned)" ''

finish 220
