A dry run says what would run and why, and makes nothing:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project
  $ cairn run -n
  stage    cached   missing     stale     retry    forced  upstream
  fit           -         4         -         -         -         -
  why:
        4 × it has never run
  Would run 4 of 4 runs.
  $ ls -A
  cairn.yaml
  data
  fit.sh

The first run runs everything:

  $ cairn run -j 2 2>/dev/null | normalise
  Ran 4 jobs in <duration>: 4 finished.
  Results: results/<date>_tiny
  $ cairn run -n --list | normalise | squeeze | head -8
  stage cached missing stale retry forced upstream
  fit 4 - - - - -
  cached <id> results/<date>_tiny/corn/PLS2_d27e47 nothing changed
  cached <id> results/<date>_tiny/wheat/PLS2_d27e47 nothing changed
  cached <id> results/<date>_tiny/corn/PLS5_28ef02 nothing changed
  cached <id> results/<date>_tiny/wheat/PLS5_28ef02 nothing changed
  Nothing to run: 4 runs cached.

The second has nothing to do, and touches nothing:

  $ snapshot . >../before; cairn run; snapshot . >../after; cmp ../before ../after
  Nothing to run: all 4 runs are cached.

A part of the matrix, with a value that the file does not have:

  $ cairn run fit n=7 dataset=corn 2>/dev/null | normalise
  Ran 1 job in <duration>: 1 finished.
  Results: results/<date>_tiny
  $ cairn ls --dataset corn --csv | cut -d, -f2 | sort
  PLS2
  PLS5
  PLS7
  name

The code changed, so what used it is stale; a new parameter with a default makes nothing stale:

  $ echo '# a comment' >>fit.sh
  $ cairn run -n | squeeze
  stage cached missing stale retry forced upstream
  fit - - 4 - - -
  why:
   4 × fit.sh: line 15 added (cairn.yaml:10:12)
  Would run 4 of 4 runs.
  Replaces 4 finished attempts; what is replaced goes to the trash.
  $ sed -i '$d' fit.sh
  $ sed -i 's/n: {type: int, min: 1}/n: {type: int, min: 1}, extra: {default: 3}/' cairn.yaml
  $ cairn run -n | squeeze
  stage cached missing stale retry forced upstream
  fit 4 - - - - -
  Nothing to run: 4 runs cached.

Data changed:

  $ echo 3 >data/wheat/x.csv
  $ cairn run 2>/dev/null | normalise
  Ran 2 jobs in <duration>: 2 finished; 2 cached.
  Results: results/<date>_tiny
  $ cairn show --json $(cairn ls --dataset wheat --jsonl --limit 1 | python3 -c 'import json,sys; print(json.loads(sys.stdin.readline())["id"])') | python3 -c 'import json,sys; d=json.load(sys.stdin); print([a["reason"] for a in d["run"]["attempts"]] if "run" in d else sorted(d))'
  ['it has never run', 'data/wheat: changed (sha f7d0… → sha 4a82…); newer than attempt 1: x.csv']

Forced, by stage and altogether:

  $ cairn run -R fit dataset=corn n=2 -v 2>&1 | normalise
  1 run: 1 forced
  done: fit <id> PLS2 (corn) in <duration>
  Ran 1 job in <duration>: 1 finished.
  Results: results/<date>_tiny
  $ cairn run --force -q dataset=corn n=2

What is asked for must exist:

  $ cairn run fti
  cairn: error: there is no stage 'fti'
    hint: did you mean 'fit'?
  [2]
  $ cairn run m=3
  cairn: error: 'm=3': no stage that is run has a parameter 'm'
  [2]
  $ cairn run n=0
  cairn: error: stage 'fit': n = 0 is below its minimum 1 (declared at cairn.yaml:8:17)
  [2]
  $ cairn run dataset=crn
  cairn: error: stage 'fit': dataset = 'crn' is no dataset (declared at cairn.yaml:9:23)
    hint: did you mean 'corn'?
  [2]
  $ cairn run -j 0
  cairn: error: -j 0 is no number of jobs
    hint: write a whole number from 1 to 10000
  [2]
  $ cairn run 'n=range(0,1000000000)'
  cairn: error: 'n=range(0,1000000000)': this range has 1000000000 values; one axis may have 1000000
  [2]

The plan says what it replaces. A run of many has neither the values of its members nor the versions of their
data in its key, so that it is made again in the place of the one over the others:

  $ mkdir -p ../../group/da && cd ../../group && cat > cairn.yaml <<'YAML'
  > project: group
  > datasets: {A: {path: da, version: 1}}
  > stages:
  >   fit: {matrix: {dataset: all}, params: {n: {type: int, default: 1}}, cmd: "echo {n} {dataset.version} > {run}/m", outs: {m: m}}
  >   all: {needs: {fits: {stage: fit, by: []}}, cmd: "cat {fits.m} > {run}/o", outs: {o: o}}
  > YAML
  $ cairn run -q && cairn run -n fit.n=2 --list | normalise
  stage    cached   missing     stale     retry    forced  upstream
  fit           -         1         -         -         -         -
  all           -         -         -         -         -         1
  why:
        1 × fit runs first: it has never run
        1 × it has never run
  missing   99bqe6  results/<date>_run_001/A/fit_02f3d2  it has never run
  upstream  <id>  results/<date>_run_001/A/all_452610  fit runs first: it has never run; may replace attempt 1 (to the trash)
  Would run 2 of 2 runs.
  May replace 1 finished attempt; what is replaced goes to the trash.
  $ cairn run -q fit fit.n=2 && cairn run -n fit.n=2 --list | normalise
  stage    cached   missing     stale     retry    forced  upstream
  fit           1         -         -         -         -         -
  all           -         -         1         -         -         -
  why:
        1 × <id> is a new member of fits (and 1 more)  (cairn.yaml:5:23)
  cached    <id>  results/<date>_run_001/A/fit_02f3d2  nothing changed
  stale     <id>  results/<date>_run_001/A/all_452610  <id> is a new member of fits (and 1 more); replaces attempt 1 (to the trash)
  Would run 1 of 2 runs.
  Replaces 1 finished attempt; what is replaced goes to the trash.
  $ cairn run -n fit.n=2 --json | jq -c '.counts, (.runs[] | [.stage, .state, .replaces])'
  {"cached":1,"missing":0,"stale":1,"retry":0,"forced":0,"upstream":0,"running":0,"trashed":0}
  ["fit","cached",null]
  ["all","stale",1]
  $ cairn why fit.n=2 --json | jq -c '.runs[] | [.stage, .state, .replaces]'
  ["fit","cached",null]
  ["all","stale",1]
  $ cairn why all fit.n=2 --json | jq -c '.runs[] | [.stage, .state, .replaces]'
  ["all","stale",1]
  $ sed -i 's/version: 1/version: 2/' cairn.yaml && cairn run -n | squeeze
  stage cached missing stale retry forced upstream
  fit - 1 - - - -
  all - - - - - 1
  why:
   1 × fit runs first: it has never run
   1 × it has never run
  Would run 2 of 2 runs.
  May replace 1 finished attempt; what is replaced goes to the trash.
  $ cairn run fit.n=2 --json
  cairn: error: --json tells of a plan, and has no meaning without -n
    hint: what came of runs: cairn ls --json
  [2]
  $ cairn run -e other -q fit.n=2 2>&1 | normalise
  cairn: error: 1 run of another session would be done again where it is (in results/<date>_run_001/A); that replaces attempt 1 of <id>
    hint: say --yes to allow it; their old results go to the trash
  $ cairn run -e other -q fit.n=2 --yes && cairn trash ls --json | jq -c '.entries[] | [.path, .reason]' | normalise
  ["results/<date>_run_001/A/all_452610","replaced by attempt 2"]
