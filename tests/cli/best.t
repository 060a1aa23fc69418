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
  $ cairn best --by rmse --per dataset,n | normalise | squeeze
  by val.rmse, lowest first
  dataset n rank id name val.rmse test.rmse
  corn 2 1 <id> PLS2 0.4200 0.4800
  corn 5 1 <id> PLS5 0.3900 0.4500
  wheat 2 1 <id> PLS2 0.4300 0.4800
  wheat 5 1 <id> PLS5 0.4000 0.4500
  corn, 2: n = 1, lowest val.rmse first
  corn, 5: n = 1, lowest val.rmse first
  wheat, 2: n = 1, lowest val.rmse first
  wheat, 5: n = 1, lowest val.rmse first
  +4 constant columns, --all to show
  $ cairn best --by rmse --per params.n,dataset --limit 1 --csv | cut -d, -f1,2,3,5,6
  n,dataset,rank,name,val.rmse
  2,corn,1,PLS2,0.42
  2,wheat,1,PLS2,0.43
  5,corn,1,PLS5,0.39
  5,wheat,1,PLS5,0.4
  $ cairn best --by rmse --per dataset,n --json | jq -c '.per, .boards[0], (.rows[] | [.rank, .per, .value])'
  ["dataset","n"]
  {"n":1,"per":["corn",2]}
  [1,["corn",2],0.42]
  [1,["corn",5],0.39]
  [1,["wheat",2],0.43]
  [1,["wheat",5],0.4]
  $ cairn best --by rmse --per dataset,
  cairn: error: an empty name in the keys of --per 'dataset,'
    hint: write names with commas between them: id,params.lr,val.rmse[min],parent.lr
  [2]
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

Metric and direction are those of `rank:` in cairn.yaml where they are not given. Ids alone, for a shell:

  $ cairn best --dataset corn | head -2 | normalise | squeeze
  by val.rmse, lowest first
  rank id name val.rmse n test.rmse
  $ cairn best --by test.rmse --dataset corn | head -1
  by test.rmse, lowest first
  $ cairn best --by loss --dataset corn | head -1
  by loss, lowest first (--max for the highest)
  $ cairn best --id | wc -l
  4
  $ cairn show $(cairn best --id --limit 1) | grep -E ' name|dataset'
    name        PLS5
    dataset     corn
    names       28ef02 (nirs4all.pipeline@1), 28ef02f4 (nirs4all.pipeline@1 in full)
    id      kind   name   val.rmse
  $ cairn best --where "params.n = 2" --id --limit 1 | normalise
  <id>
  $ cairn best --by test.rmse --ties older --csv | cut -d, -f1,3,4
  rank,name,test.rmse
  1,PLS5,0.45
  1,PLS5,0.45
  3,PLS2,0.48
  3,PLS2,0.48
  $ cairn best --by test.rmse --ties newer --limit 1 --csv | cut -d, -f1,3,4
  rank,name,test.rmse
  1,PLS5,0.45

The word best names the run that stands first, of all runs, wherever a run is named:

  $ cairn best --id --limit 1
  7tht4c
  $ cairn id best
  7tht4c
  $ cairn show best | grep -E ' name|dataset'
    name        PLS5
    dataset     corn
    names       28ef02 (nirs4all.pipeline@1), 28ef02f4 (nirs4all.pipeline@1 in full)
    id      kind   name   val.rmse
  $ cairn path best@1 --relative | normalise
  results/<date>_tiny/corn/PLS5_28ef02
  $ cairn ls best latest --columns name,dataset | tail -n +2
  PLS9  corn
  PLS5  corn
  $ cairn compare best latest --csv | head -1
  section,key,7tht4c,n8xw63
  $ cairn show best@7 2>&1 | normalise
  cairn: error: run <id> has no attempt 7, but:
    <id>@1  results/<date>_tiny/corn/PLS5_28ef02

Children: the folds of the runs.

  $ cairn best --children --by rmse | normalise | squeeze
  by val.rmse, lowest first
  rank id name val.rmse dataset
   1 waecpq PLS5/fold0 0.4300 corn
   2 glq5ca PLS5/fold0 0.4400 wheat
   3 v2yhhy PLS2/fold0 0.4600 corn
   4 8jgeay PLS2/fold0 0.4700 wheat
  n = 4, lowest val.rmse first
  +3 constant columns, --all to show
  $ cairn best --children --by rmse --limit 1 --json | normalise
  {
    "format": 1,
    "by": "val.rmse",
    "direction": "min",
    "ranked": "children",
    "per": null,
    "boards": [
      {
        "n": 4
      }
    ],
    "rows": [
      {
        "rank": 1,
        "id": "waecpq",
        "name": "PLS5/fold0",
        "dataset": "corn",
        "seed": 1,
        "path": "results/<date>_tiny/corn/PLS5_28ef02/models/waecpq",
        "parent": "<id>",
        "value": 0.43,
        "metrics": {
          "val.rmse": 0.43
        },
        "params": {}
      }
    ],
    "skipped": {
      "without_metric": 0,
      "not_finite": 0,
      "not_finished": 0
    }
  }

Groups of runs are ranked by their means; here each has the runs of one n on two datasets:

  $ cairn best --by rmse --over dataset
  by val.rmse, lowest first
  rank  params.n  val.rmse ± ci95  val.rmse.std  tied  n
     1         5    0.395 ± 0.064      0.007071  ┐     2
     2         2    0.425 ± 0.064      0.007071  ┘     2
  tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)
  2 groups of 4 runs, over dataset (2 values)
  1 run left out: not finished
  $ cairn best --by rmse --group-by n --per dataset
  by val.rmse, lowest first
  dataset  rank  params.n  val.rmse ± ci95  val.rmse.std  tied  n
  corn        1         5           0.3900             -        1
  corn        2         2           0.4200             -        1
  wheat       1         5           0.4000             -        1
  wheat       2         2           0.4300             -        1
  4 groups not tested: n < 2
  4 groups of 4 runs
  1 run left out: not finished
  $ cairn best --by rmse --over seed --per dataset,n | squeeze
  by val.rmse, lowest first
  dataset params.n rank val.rmse ± ci95 val.rmse.std tied n
  corn 2 1 0.4200 - 1
  corn 5 1 0.3900 - 1
  wheat 2 1 0.4300 - 1
  wheat 5 1 0.4000 - 1
  4 groups not tested: n < 2
  4 groups of 4 runs
  1 run left out: not finished
  $ cairn best --by rmse --over seed --per n,dataset --json | jq -c '.per, .keys, (.groups[] | [.rank, .keys])'
  ["params.n","dataset"]
  ["params.n","dataset"]
  [1,{"params.n":2,"dataset":"corn"}]
  [1,{"params.n":2,"dataset":"wheat"}]
  [1,{"params.n":5,"dataset":"corn"}]
  [1,{"params.n":5,"dataset":"wheat"}]
  $ cairn best --by rmse --over dataset --csv
  rank,params.n,val.rmse.mean,val.rmse.ci95,val.rmse.std,val.rmse.n,tied_with_next,p_next
  1,5,0.395,0.0635310236808735,0.007071067811865481,2,true,0.051316701949486405
  2,2,0.425,0.0635310236808735,0.007071067811865481,2,,
  $ cairn best --by rmse --over dataset --limit 1 --json
  {
    "format": 1,
    "by": "val.rmse",
    "direction": "min",
    "per": null,
    "keys": [
      "params.n"
    ],
    "groups": [
      {
        "rank": 1,
        "keys": {
          "params.n": 5
        },
        "runs": 2,
        "measures": {
          "val.rmse": {
            "mean": 0.395,
            "ci95": 0.0635310236808735,
            "std": 0.007071067811865481,
            "n": 2
          }
        },
        "tied_with_next": true,
        "p_next": 0.051316701949486405
      }
    ],
    "group_count": 2,
    "test": {
      "name": "Welch",
      "alpha": 0.05,
      "measure": "val.rmse"
    },
    "runs": 4,
    "over": [
      {
        "key": "dataset",
        "values": 2,
        "some_lack": false,
        "asked_for": true
      }
    ],
    "upstream": [],
    "code": [],
    "left_out": {
      "val.rmse": {
        "without": 0,
        "not_finite": 0
      }
    },
    "repeats": 0,
    "not_finished": 1,
    "not_measured": 0
  }
  $ cairn best --by rmse --over dataset --jsonl
  {"rank":1,"keys":{"params.n":5},"runs":2,"measures":{"val.rmse":{"mean":0.395,"ci95":0.0635310236808735,"std":0.007071067811865481,"n":2}},"tied_with_next":true,"p_next":0.051316701949486405}
  {"rank":2,"keys":{"params.n":2},"runs":2,"measures":{"val.rmse":{"mean":0.425,"ci95":0.0635310236808735,"std":0.007071067811865481,"n":2}},"tied_with_next":null,"p_next":null}
  $ cairn best --by rmse --over dataset --md
  | rank | params.n | val.rmse ± ci95 | val.rmse.std | tied | n |
  | ---: | --- | ---: | ---: | --- | ---: |
  | 1 | 5 | 0.395 ± 0.064 | 0.007071 | ┐ | 2 |
  | 2 | 2 | 0.425 ± 0.064 | 0.007071 | ┘ | 2 |
  
  tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)
  
  2 groups of 4 runs, over dataset (2 values)
  
  1 run left out: not finished

On a terminal of 80 columns, and of 200:

  $ on_terminal() { python3 -c 'import pty,sys; pty.spawn(sys.argv[1:])' "$@" </dev/null | tr -d '\r'; }
  $ on_terminal cairn best --by rmse | normalise | squeeze
  by val.rmse, lowest first
  rank id name val.rmse dataset n test.rmse
   1 <id> PLS5 0.3900 corn 5 0.4500
   2 <id> PLS5 0.4000 wheat 5 0.4500
   3 <id> PLS2 0.4200 corn 2 0.4800
   4 <id> PLS2 0.4300 wheat 2 0.4800
  n = 4, lowest val.rmse first
  1 run not finished
  +4 constant columns, --all to show
  $ COLUMNS=200 on_terminal cairn best --by rmse | normalise | squeeze
  by val.rmse, lowest first
  rank id name val.rmse dataset n test.rmse
   1 <id> PLS5 0.3900 corn 5 0.4500
   2 <id> PLS5 0.4000 wheat 5 0.4500
   3 <id> PLS2 0.4200 corn 2 0.4800
   4 <id> PLS2 0.4300 wheat 2 0.4800
  n = 4, lowest val.rmse first
  1 run not finished
  +4 constant columns, --all to show
  $ on_terminal cairn best --by rmse --over dataset
  by val.rmse, lowest first
  rank  params.n  val.rmse ± ci95  val.rmse.std  tied  n
     1         5    0.395 ± 0.064      0.007071  ┐     2
     2         2    0.425 ± 0.064      0.007071  ┘     2
  tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)
  2 groups of 4 runs, over dataset (2 values)
  1 run left out: not finished

A metric that no run has, and options that do not go together:

  $ cairn best --by val.rmsee
  cairn: error: no run has a metric 'val.rmsee'
    hint: did you mean 'val.rmse'?
  [2]
  $ cairn best --by val.rmse --min --max
  cairn: error: --min and --max exclude each other
  [2]
  $ cairn best --by val.rmse --per val.rmse
  cairn: error: 'val.rmse' is a metric: boards are made per field or param
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
  $ cairn best --ties loudest
  cairn: error: there is no tie rule 'loudest'
    hint: of equal ones first: name, older or newer
  [2]
  $ cairn best --id --json
  cairn: error: --id prints nothing but ids
    hint: leave it out: --json, --jsonl, --csv and --md have the ids, too
  [2]
  $ cairn best --over seed --id
  cairn: error: a group of runs has no id
    hint: leave out --id, or --over and --group-by
  [2]
  $ cairn best --over seed --children
  by val.rmse, lowest first
  rank  dataset  params.n  child.val.rmse ± ci95  child.val.rmse.std  tied  n
     1  corn            5                 0.4300                   -        1
     2  wheat           5                 0.4400                   -        1
     3  corn            2                 0.4600                   -        1
     4  wheat           2                 0.4700                   -        1
  4 groups not tested: n < 2
  4 groups of 4 children of 4 runs
  1 run left out: not finished
  $ cairn best --over seed --ties older
  cairn: error: --ties orders runs, not groups of runs
    hint: equal groups stand in the order of their keys
  [2]
  $ cairn best --children --by loss
  cairn: error: no child has a metric 'loss'
    hint: there are: val.rmse
  [2]
  $ cairn best --over sed
  cairn: error: no run has a field, metric or param 'sed'
    hint: did you mean 'seed'?
  [2]
  $ sed -i '/rank:/d' cairn.yaml && rm -r results && run_tiny >/dev/null 2>&1
  $ sed -i 's/val/valid/' fit.sh && run_tiny >/dev/null 2>&1; cairn best
  cairn: error: no run has a metric 'val.rmse'
    hint: did you mean 'valid.rmse'?
  [2]

Where nothing is ranked, or not by one metric, best names no run:

  $ mkdir ../none && cd ../none && printf 'layout: flat\nstages:\n  a: {cmd: "true"}\n' >cairn.yaml && cairn show best
  cairn: error: 'best' means no run: no finished run says what it is ranked by, and --by METRIC is missing
    hint: name one by its id: cairn best --by METRIC --id --limit 1
  [3]
  $ cairn run -q && cairn show best
  cairn: error: 'best' means no run: no run has a metric 'val.rmse'
    hint: name one by its id: cairn best --by METRIC --id --limit 1
  [3]
  $ sed -i 's/"true"/"cairn log metric loss 1"/; s/cmd/rank: {by: loss}, cmd/' cairn.yaml && cairn run -q && cairn id best
  1h56ao
  $ printf '  b: {rank: {by: acc, direction: max}, cmd: "cairn log metric acc 1"}\n' >>cairn.yaml && cairn run -q && cairn show best
  cairn: error: 'best' means no run: the runs are ranked by acc or loss, and --by METRIC is missing
    hint: name one by its id: cairn best --by METRIC --id --limit 1
  [3]
  $ printf '  c: {needs: {a: a}, cmd: "true"}\n' >>cairn.yaml && cairn run -q c a=best
  cairn: error: there is no run 'best'
    hint: name it by its id: cairn best --id --limit 1
  [3]
