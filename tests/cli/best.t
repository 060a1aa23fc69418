The runs ranked by a metric, the lowest first:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn best --by val.rmse | normalise | squeeze
  by val.rmse, lowest first
  rank id name val.rmse dataset n test.rmse
   1 <id> PLS5 0.3900 corn 5 0.4500
   2 <id> PLS5 0.4000 wheat 5 0.4500
   3 <id> PLS2 0.4200 corn 2 0.4800
   4 <id> PLS2 0.4300 wheat 2 0.4800
  n = 4, lowest val.rmse first
  +4 constant columns, --all to show
  $ cairn best --by rmse --per dataset --limit 1 | normalise | squeeze
  by val.rmse, lowest first
  dataset rank id name val.rmse
  corn 1 <id> PLS5 0.3900
  wheat 1 <id> PLS5 0.4000
  corn: best 1 of n = 2, lowest val.rmse first
  wheat: best 1 of n = 2, lowest val.rmse first
  +6 constant columns, --all to show
  $ cairn best --by test.rmse --max --limit 3 --csv | cut -d, -f1,3,4
  rank,name,test.rmse
  1,PLS2,0.48
  1,PLS2,0.48
  3,PLS5,0.45
  $ cairn best --by rmse --per dataset --json | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["format"], d["by"], d["direction"], d["per"], d["skipped"]); [print(r["rank"], r["name"], r["dataset"], r["value"], r["params"], sorted(r["metrics"])) for r in d["rows"]]'
  1 val.rmse min dataset {'without_metric': 0, 'not_finite': 0, 'not_finished': 0}
  1 PLS5 corn 0.39 {'n': 5} ['loss', 'test.rmse', 'val.rmse']
  2 PLS2 corn 0.42 {'n': 2} ['loss', 'test.rmse', 'val.rmse']
  1 PLS5 wheat 0.4 {'n': 5} ['loss', 'test.rmse', 'val.rmse']
  2 PLS2 wheat 0.43 {'n': 2} ['loss', 'test.rmse', 'val.rmse']
  $ cairn best --by rmse --limit 1 --jsonl | python3 -c 'import json,sys; print(sorted(json.loads(sys.stdin.read())))'
  ['dataset', 'id', 'metrics', 'name', 'params', 'path', 'rank', 'seed', 'value']

A run that failed is said to be left out:

  $ sed -i 's/^set -e/set -e; [ "$2" != 9 ]/' fit.sh
  $ run_tiny fit dataset=corn n=9 >/dev/null 2>&1
  [1]
  $ cairn best --by val.rmse --dataset corn | normalise | squeeze
  by val.rmse, lowest first
  rank id name val.rmse n test.rmse
   1 <id> PLS5 0.3900 5 0.4500
   2 <id> PLS2 0.4200 2 0.4800
  n = 2, lowest val.rmse first
  1 run not finished
  +5 constant columns, --all to show

A metric that no run has, and options that do not go together:

  $ cairn best --by val.rmsee
  cairn: error: no run has a metric 'val.rmsee'
    hint: did you mean 'val.rmse'?
  [2]
  $ cairn best
  cairn: error: --by METRIC is missing
    hint: cairn best --by val.rmse
  [2]
  $ cairn best --by val.rmse --min --max
  cairn: error: --min and --max exclude each other
  [2]
  $ cairn best --by val.rmse --per val.rmse
  cairn: error: 'val.rmse' is the metric 'val.rmse': boards are made per field or param
    hint: try --per dataset
  [2]
  $ cairn best --by val.rmse --status failed
  cairn: error: a failed run has no rank
    hint: only finished runs are ranked; list the others with: cairn ls --status failed
  [2]

Places narrow the ranking, as in ls:

  $ cairn best wheat --by val.rmse | normalise | squeeze
  by val.rmse, lowest first
  rank id name val.rmse n test.rmse
   1 <id> PLS5 0.4000 5 0.4500
   2 <id> PLS2 0.4300 2 0.4800
  n = 2, lowest val.rmse first
  +5 constant columns, --all to show
