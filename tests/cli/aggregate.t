Statistics of groups of runs. A project with two models, three depths and four seeds; one run of the
largest ridge model diverged:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir -p seeds/data && cd seeds && echo 1 >data/x.csv
  $ cat >cairn.yaml <<'YAML'
  > project: seeds
  > experiment: seeds
  > datasets: {corn: data}
  > stages:
  >   fit:
  >     name: "{model}{depth}"
  >     params: {model: pls, depth: 2, seed: {type: int, min: 0}}
  >     matrix: {dataset: [corn], model: [pls, ridge], depth: [2, 5, 10], seed: [1, 2, 3, 4]}
  >     cmd: sh fit.sh {model} {depth} {seed} {run}
  >     metrics: scores.json
  > YAML
  $ cat >fit.sh <<'SH'
  > rmse=0.$((4000 - $2 * 100 + $3 * $3 * 7 + ${#1} * 10))
  > [ "$1$2$3" != ridge104 ] || rmse='"NaN"'
  > echo "{\"val\": {\"rmse\": $rmse}, \"test\": {\"r2\": 0.9$3}}" >"$4/scores.json"
  > SH
  $ cairn run -j 1 -q

Over seeds: one row for each combination of all else that varies. The metric that ranks the runs is the
default, and n is always there:

  $ cairn ls --over seed
  depth  model   val.rmse ± std  n
      2  pls    0.3882 ± 0.0046  4
      2  ridge  0.3902 ± 0.0046  4
      5  pls    0.3583 ± 0.0046  4
      5  ridge  0.3603 ± 0.0046  4
     10  pls    0.3083 ± 0.0046  4
     10  ridge  0.3083 ± 0.0028  3
  6 groups of 24 runs, over seed (4 values)
  1 run left out: val.rmse is not a finite number

Sorted by a statistic of a metric, neighbours that Welch's test cannot tell apart are marked:

  $ cairn ls --over seed --agg 'rmse: mean,ci95,median' --sort mean
  depth  model  val.rmse ± ci95  val.rmse.median  tied  n
     10  pls    0.3083 ± 0.0073           0.3075  ┐     4
     10  ridge  0.3083 ± 0.0070           0.3078  ┘     3
      5  pls    0.3583 ± 0.0073           0.3576  ┐     4
      5  ridge  0.3603 ± 0.0073           0.3596  ┘     4
      2  pls    0.3882 ± 0.0073           0.3875  ┐     4
      2  ridge  0.3902 ± 0.0073           0.3895  ┘     4
  tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)
  6 groups of 24 runs, over seed (4 values)
  1 run left out: val.rmse is not a finite number
  $ cairn ls --over seed --agg 'rmse: mean' --sort -mean --limit 2
  depth  model  val.rmse.mean  tied  n
      2  ridge         0.3902  ┐     4
      2  pls           0.3882  ┘     4
  tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)
  2 of 6 groups of 24 runs, over seed (4 values)
  1 run left out: val.rmse is not a finite number

All statistics, of several metrics; each has its own n where they differ:

  $ cairn ls --group-by model --agg 'rmse: mean,std,ci95,median,q25,q75,min,max,n; r2: mean'
  model  val.rmse ± ci95  val.rmse.std  val.rmse.median  val.rmse.q25  val.rmse.q75  val.rmse.min  val.rmse.max  val.rmse.n  test.r2.mean  test.r2.n
  pls      0.352 ± 0.022       0.03471           0.3576        0.3130        0.3842        0.3037        0.3942          12        0.9250         12
  ridge    0.357 ± 0.023       0.03425           0.3613        0.3335        0.3867        0.3057        0.3962          11        0.9250         12
  2 groups of 24 runs
  runs of one group also differ in seed (4 values), depth (3 values)
  1 run left out: val.rmse is not a finite number
  $ cairn ls --agg 'rmse: sem,q2.5; duration: n' | squeeze
  val.rmse.sem val.rmse.q2.5 val.rmse.n duration.n
   0.007051 0.3048 23 24
  1 group of 24 runs
  runs of one group also differ in seed (4 values), depth (3 values), model (2 values)
  1 run left out: val.rmse is not a finite number

A grid:

  $ cairn ls --group-by model --over seed --pivot depth --agg rmse
  model              depth=2              depth=5             depth=10
  pls    0.3882 ± 0.0046 (4)  0.3583 ± 0.0046 (4)  0.3083 ± 0.0046 (4)
  ridge  0.3902 ± 0.0046 (4)  0.3603 ± 0.0046 (4)  0.3083 ± 0.0028 (3)
  cells: mean ± std of val.rmse (n), without n where it is 1
  6 groups of 24 runs, over seed (4 values)
  1 run left out: val.rmse is not a finite number
  $ cairn ls --group-by model --pivot depth --agg 'rmse: max' --where "seed = 4"
  model  depth=2  depth=5  depth=10
  pls     0.3942   0.3642    0.3142
  ridge   0.3962   0.3662    -
  cells: max of val.rmse (n), without n where it is 1
  6 groups of 6 runs
  1 run left out: val.rmse is not a finite number
  $ cairn ls --pivot depth --group-by model,seed --agg rmse --limit 2 --md
  | model | seed | depth=2 | depth=5 | depth=10 |
  | --- | --- | ---: | ---: | ---: |
  | pls | 1 | 0.3837 | 0.3537 | 0.3037 |
  | pls | 2 | 0.3858 | 0.3558 | 0.3058 |
  
  cells: mean ± std of val.rmse (n), without n where it is 1
  
  2 of 8 rows
  
  24 groups of 24 runs
  
  1 run left out: val.rmse is not a finite number

For machines every statistic has a column of its own, unrounded:

  $ cairn ls --over seed --agg 'rmse: mean,ci95' --sort mean --csv
  depth,model,val.rmse.mean,val.rmse.ci95,val.rmse.n,tied_with_next,p_next
  10,pls,0.30825,0.007304043601326452,4,true,0.995511852959883
  10,ridge,0.3082666666666667,0.0070276661252574495,3,false,1.2002982904481155e-05
  5,pls,0.35825,0.007304043601326491,4,true,0.5604056871881952
  5,ridge,0.36025,0.007304043601326491,4,false,0.00013359065412480594
  2,pls,0.38825,0.007304043601326491,4,true,0.5604056871881952
  2,ridge,0.39025,0.007304043601326491,4,,
  $ cairn ls --over seed --pivot model --agg 'rmse: mean' --csv
  depth,model=pls.mean,model=pls.n,model=ridge.mean,model=ridge.n
  2,0.38825,4,0.39025,4
  5,0.35825,4,0.36025,4
  10,0.30825,4,0.3082666666666667,3
  $ cairn ls --group-by model --over seed,depth --agg rmse --sort mean --json
  {
    "format": 1,
    "keys": [
      "model"
    ],
    "groups": [
      {
        "keys": {
          "model": "pls"
        },
        "runs": 12,
        "measures": {
          "val.rmse": {
            "mean": 0.35158333333333336,
            "std": 0.034714807774030354,
            "n": 12
          }
        },
        "tied_with_next": true,
        "p_next": 0.7113342141713654
      },
      {
        "keys": {
          "model": "ridge"
        },
        "runs": 12,
        "measures": {
          "val.rmse": {
            "mean": 0.3569818181818182,
            "std": 0.03425162239024066,
            "n": 11
          }
        },
        "tied_with_next": null,
        "p_next": null
      }
    ],
    "group_count": 2,
    "test": {
      "name": "Welch",
      "alpha": 0.05,
      "measure": "val.rmse"
    },
    "runs": 24,
    "over": [
      {
        "key": "seed",
        "values": 4,
        "some_lack": false,
        "asked_for": true
      },
      {
        "key": "depth",
        "values": 3,
        "some_lack": false,
        "asked_for": true
      }
    ],
    "upstream": [],
    "code": [],
    "left_out": {
      "val.rmse": {
        "without": 0,
        "not_finite": 1
      }
    },
    "repeats": 0,
    "not_finished": 0,
    "not_measured": 0
  }
  $ cairn ls --group-by model --sort mean --jsonl
  {"keys":{"model":"pls"},"runs":12,"measures":{"val.rmse":{"mean":0.35158333333333336,"std":0.034714807774030354,"n":12}},"tied_with_next":true,"p_next":0.7113342141713654}
  {"keys":{"model":"ridge"},"runs":12,"measures":{"val.rmse":{"mean":0.3569818181818182,"std":0.03425162239024066,"n":11}},"tied_with_next":null,"p_next":null}
  $ cairn ls --group-by model --pivot depth --agg 'rmse: max' --jsonl
  {"keys":{"model":"pls"},"cells":[{"max":0.3942,"n":4},{"max":0.3642,"n":4},{"max":0.3142,"n":4}]}
  {"keys":{"model":"ridge"},"cells":[{"max":0.3962,"n":4},{"max":0.3662,"n":4},{"max":0.3113,"n":3}]}
  $ cairn ls --over seed --pivot depth --json | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["keys"], d["pivot"], d["measure"], d["columns"], d["row_count"], d["rows"][1])'
  ['model'] depth val.rmse [2, 5, 10] 2 {'keys': {'model': 'ridge'}, 'cells': [{'mean': 0.39025, 'std': 0.004590206967011406, 'n': 4}, {'mean': 0.36025, 'std': 0.004590206967011406, 'n': 4}, {'mean': 0.3082666666666667, 'std': 0.0028290163190291635, 'n': 3}]}
  $ cairn ls --over seed --sort mean --md
  | depth | model | val.rmse ± std | tied | n |
  | --- | --- | ---: | --- | ---: |
  | 10 | pls | 0.3083 ± 0.0046 | ┐ | 4 |
  | 10 | ridge | 0.3083 ± 0.0028 | ┘ | 3 |
  | 5 | pls | 0.3583 ± 0.0046 | ┐ | 4 |
  | 5 | ridge | 0.3603 ± 0.0046 | ┘ | 4 |
  | 2 | pls | 0.3882 ± 0.0046 | ┐ | 4 |
  | 2 | ridge | 0.3902 ± 0.0046 | ┘ | 4 |
  
  tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)
  
  6 groups of 24 runs, over seed (4 values)
  
  1 run left out: val.rmse is not a finite number

On a terminal of 80 columns, and of 200:

  $ python3 -c 'import pty; pty.spawn(["cairn","ls","--over","seed","--agg","rmse: mean,std,ci95,median,q25,q75,min,max,n; r2: mean","--sort","rmse.mean"])' </dev/null | tr -d '\r'
  depth  model  val.rmse ± ci95  val.rmse.std  tied  val.rmse.n  test.r2.n
     10  pls    0.3083 ± 0.0073      0.004590  ┐              4          4
     10  ridge  0.3083 ± 0.0070      0.002829  ┘              3          4
      5  pls    0.3583 ± 0.0073      0.004590  ┐              4          4
      5  ridge  0.3603 ± 0.0073      0.004590  ┘              4          4
      2  pls    0.3882 ± 0.0073      0.004590  ┐              4          4
      2  ridge  0.3902 ± 0.0073      0.004590  ┘              4          4
  tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)
  6 groups of 24 runs, over seed (4 values)
  1 run left out: val.rmse is not a finite number
  +6 metric columns that do not fit, --agg or a wider terminal to show
  $ COLUMNS=200 python3 -c 'import pty; pty.spawn(["cairn","ls","--over","seed","--agg","rmse: mean,std,ci95,median,q25,q75,min,max,n; r2: mean","--sort","rmse.mean"])' </dev/null | tr -d '\r'
  depth  model  val.rmse ± ci95  val.rmse.std  val.rmse.median  val.rmse.q25  val.rmse.q75  val.rmse.min  val.rmse.max  tied  val.rmse.n  test.r2.mean  test.r2.n
     10  pls    0.3083 ± 0.0073      0.004590           0.3075        0.3053        0.3105        0.3037        0.3142  ┐              4        0.9250          4
     10  ridge  0.3083 ± 0.0070      0.002829           0.3078        0.3068        0.3095        0.3057        0.3113  ┘              3        0.9250          4
      5  pls    0.3583 ± 0.0073      0.004590           0.3576        0.3553        0.3605        0.3537        0.3642  ┐              4        0.9250          4
      5  ridge  0.3603 ± 0.0073      0.004590           0.3596        0.3573        0.3625        0.3557        0.3662  ┘              4        0.9250          4
      2  pls    0.3882 ± 0.0073      0.004590           0.3875        0.3853        0.3905        0.3837        0.3942  ┐              4        0.9250          4
      2  ridge  0.3902 ± 0.0073      0.004590           0.3895        0.3873        0.3925        0.3857        0.3962  ┘              4        0.9250          4
  tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)
  6 groups of 24 runs, over seed (4 values)
  1 run left out: val.rmse is not a finite number

Runs that did not finish are left out, and said to be, unless they are asked for:

  $ sed -i '1i [ "$3" != 9 ]  || exit 1' fit.sh
  $ cairn run fit model=pls depth=2 seed=9 -q >/dev/null 2>&1
  [1]
  $ cairn ls --group-by model --agg rmse
  model  val.rmse ± std   n
  pls     0.352 ± 0.035  12
  ridge   0.357 ± 0.034  11
  2 groups of 24 runs
  runs of one group also differ in seed (4 values), depth (3 values)
  1 run left out: val.rmse is not a finite number
  1 run left out: not finished
  $ cairn ls --group-by model --agg rmse --status failed
  model  val.rmse ± std  n
  pls                 -  0
  1 group of 1 run
  1 run without val.rmse
  $ cairn ls --group-by model --agg rmse --stage none
  cairn: note: no run has the stage 'none'
  0 groups of 0 runs

What has no meaning says what would have:

  $ cairn ls --over seed --agg 'rmse: meen'
  cairn: error: there is no statistic 'meen'
    hint: did you mean 'mean'?
  [2]
  $ cairn ls --over seed --agg 'rmze: mean'
  cairn: error: no run has a field, metric or param 'rmze'
    hint: did you mean 'val.rmse'?
  [2]
  $ cairn ls --over seed --agg 'model: mean'
  cairn: error: no run has a number under 'model'
    hint: group by it: --group-by model
  [2]
  $ cairn ls --group-by val.rmse
  cairn: error: 'val.rmse' is a metric: runs are grouped by fields, params and tags
    hint: aggregate it: --agg 'val.rmse: mean,std'
  [2]
  $ cairn ls --group-by seed --over seed
  cairn: error: 'seed' is both a group key and what to aggregate over
    hint: name it in one of them
  [2]
  $ cairn ls --group-by sed
  cairn: error: no run has a field, metric or param 'sed'
    hint: did you mean 'seed'?
  [2]
  $ cairn ls --over seed --sort val.rmse
  cairn: error: groups cannot be sorted by 'val.rmse'
    hint: did you mean 'val.rmse.n'?
  [2]
  $ cairn ls --over seed --agg 'rmse; r2' --sort mean
  cairn: error: 'mean' may mean val.rmse.mean or test.r2.mean
    hint: type one of: val.rmse.mean, test.r2.mean
  [2]
  $ cairn ls --pivot depth --agg 'rmse; r2'
  cairn: error: a pivot shows one measure, --agg names 2
    hint: try --agg 'val.rmse: mean,std'
  [2]
  $ cairn ls --over seed --children
  cairn: error: --children lists children, not groups
    hint: leave it out; groups of children have keys or metrics of children: --over child.name --agg 'child.rmse: mean,std'
  [2]
  $ cairn ls --group-by stage --agg 'size: mean,max' | sed 's/[0-9.]\+ B/<size>/g'
  stage  size.mean  size.max   n
  fit         <size>      <size>  24
  1 group of 24 runs
  runs of one group also differ in seed (4 values), depth (3 values), model (2 values)
  1 run left out: not finished
  $ cairn ls --over seed --columns id
  cairn: error: --columns names columns of runs, not of groups
    hint: choose keys with --group-by and statistics with --agg
  [2]
  $ cairn ls --over seed --limit -1
  cairn: error: --limit -1 is below 0
  [2]

A metric and a param of one name are told apart, and what has a unit keeps it in a pivot:

  $ mkdir ../names && cd ../names
  $ echo '{layout: flat, stages: {s: {matrix: {loss: [1, 2], seed: [1, 2]}, cmd: "cairn log metric loss 0.{seed}; head -c 2048 /dev/zero >{run}/bytes", outs: {bytes: bytes}}}}' >cairn.yaml
  $ cairn run -q -j 1
  $ cairn ls --agg 'metrics.loss: mean; params.loss: mean' --jsonl
  {"keys":{},"runs":4,"measures":{"metrics.loss":{"mean":0.15000000000000002,"n":4},"params.loss":{"mean":1.5,"n":4}}}
  $ cairn ls --agg 'metrics.loss: mean; params.loss: mean' --csv
  metrics.loss.mean,metrics.loss.n,params.loss.mean,params.loss.n
  0.15000000000000002,4,1.5,4
  $ cairn ls --agg 'metrics.loss: mean; params.loss: mean' --group-by seed --sort loss.mean
  cairn: error: 'loss.mean' may mean metrics.loss.mean or params.loss.mean
    hint: type one of: metrics.loss.mean, params.loss.mean
  [2]
  $ cairn ls --agg 'metrics.loss: mean; params.loss: mean' --group-by seed --sort=-metrics.loss.mean | head -3
  seed  metrics.loss.mean  tied  n  params.loss.mean
     2             0.2000        2             1.500
     1             0.1000        2             1.500
  $ cairn ls --group-by seed --pivot params.loss --agg 'size: max'
  seed  loss=1   loss=2
     1  2.05 kB  2.05 kB
     2  2.05 kB  2.05 kB
  cells: max of size (n), without n where it is 1
  4 groups of 4 runs
  $ cairn ls --pivot size --group-by seed --agg 'metrics.loss: mean' | head -3
  seed  size=2.05 kB
     1    0.1000 (2)
     2    0.2000 (2)

What is so or not is true or false for programs:

  $ cairn ls --columns copy,pinned,archived,git_dirty --limit 1 --jsonl
  {"copy":false,"pinned":false,"archived":false,"git_dirty":null}
  $ cairn ls --group-by copy --agg 'size: max' --csv
  copy,size.max,size.n
  false,2048.0,4

A number and the text that spells it are two groups, and each has its own name:

  $ mkdir ../texts && cd ../texts
  $ echo '{layout: flat, stages: {s: {matrix: {a: [1, "1", x]}, cmd: "cairn log metric loss 0.5"}}}' >cairn.yaml
  $ cairn run -q -j 1
  $ cairn ls --group-by a --agg 'loss: mean' --csv
  a,loss.mean,loss.n
  1,0.5,1
  """1""",0.5,1
  x,0.5,1
  $ cairn ls --group-by a,name --agg 'loss: mean' --csv | cut -d, -f 1-2
  a,name
  1,s
  """1""",s
  x,s
  $ cairn best --by loss --group-by a --csv | cut -d, -f 1-2
  rank,a
  1,1
  1,"""1"""
  1,x
  $ cairn ls --columns a --sort a --csv
  a
  1
  1
  x
