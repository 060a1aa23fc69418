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
