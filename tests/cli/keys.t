One way to name keys everywhere: in filters, columns, sort keys, groups and rankings. A model is fitted
from prepared data, and an ensemble from several models:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir keys && cd keys
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > experiment: keys
  > stages:
  >   prepare:
  >     params: {crop: 8}
  >     matrix: {crop: [8, 16]}
  >     cmd: echo {crop} >{run}/data.txt
  >     outs: {data: data.txt}
  >   fit:
  >     needs: {data: prepare}
  >     params: {lr: 0.1}
  >     matrix: {lr: [0.1, 0.2]}
  >     cmd: sh fit.sh {lr} {data.crop}
  >   blend:
  >     needs: {models: {stage: fit, by: []}}
  >     cmd: "true"
  > YAML
  $ cat >fit.sh <<'SH'
  > awk -v lr=$1 -v crop=$2 'BEGIN { for (step = 1; step <= 3; ++step)
  >   printf "{\"metric\": {\"key\": \"val.acc\", \"step\": %d, \"value\": %g}}\n",
  >          step, lr * crop - (step - 2) ^ 2 / 10 }' >>"$CAIRN_EVENTS"
  > echo "{\"metric\": {\"key\": \"val.acc\", \"child\": \"fold0\", \"value\": 0.5}}" >>"$CAIRN_EVENTS"
  > echo "{\"metric\": {\"key\": \"val.acc\", \"child\": \"fold1\", \"value\": $1}}" >>"$CAIRN_EVENTS"
  > SH
  $ cairn run -j 1 -q 2>&1
  $ cairn ls --columns stage,crop,lr --sort stage
  stage    crop   lr
  blend       -    -
  fit         -  0.2
  fit         -  0.1
  fit         -  0.2
  fit         -  0.1
  prepare    16    -
  prepare     8    -

Shown: what runs upstream have, all that differ; of a metric its best value:

  $ cairn ls --stage fit --columns lr,parent.crop,val.acc,'val.acc[max]','val.acc[min]' --sort '-val.acc[max]'
   lr  parent.crop  val.acc  val.acc[max]  val.acc[min]
  0.2           16   3.100         3.200         3.100
  0.1           16   1.500         1.600         1.500
  0.2            8   1.500         1.600         1.500
  0.1            8   0.7000        0.8000        0.7000
  $ cairn ls --stage blend --columns stage,parent.lr,parent.val.acc,parent.stage,parent.status
  stage  parent.lr        parent.val.acc  parent.stage  parent.status
  blend  0.1, 0.2   0.7000, 1.500, 3.100  fit           finished
  $ cairn ls --stage blend --columns stage,parent.lr,parent.stage --csv
  stage,parent.lr,parent.stage
  blend,"[0.1,0.2]",fit
  $ cairn ls --stage blend --columns parent.lr,parent.id --json | jq -c '.rows[0]["parent.lr"]'
  [0.1,0.2]
  $ cairn ls --stage fit --columns lr,child.val.acc --sort child.acc --jsonl
  {"lr":0.1,"child.val.acc":[0.1,0.5]}
  {"lr":0.1,"child.val.acc":[0.1,0.5]}
  {"lr":0.2,"child.val.acc":[0.2,0.5]}
  {"lr":0.2,"child.val.acc":[0.2,0.5]}
  $ cairn ls --stage fit --columns lr,parent.crop --sort -parent.crop,lr --md
  | lr | parent.crop |
  | --- | --- |
  | 0.1 | 16 |
  | 0.2 | 16 |
  | 0.1 | 8 |
  | 0.2 | 8 |
  $ cairn ls --columns stage,parent.lr,run_name --sort parent.lr --limit 2 --csv
  stage,parent.lr,name
  blend,"[0.1,0.2]",blend
  fit,,fit
  $ cairn ls --children --columns name,child.name,child.val.acc,parent.crop --sort parent.crop --limit 1
  name       child.name  child.val.acc  parent.crop
  fit/fold0  fold0              0.5000            8
  1 of 8 children

The same in filters:

  $ cairn ls --where "val.acc[max] > 1 AND parent.crop = 16" --columns lr,parent.crop
   lr  parent.crop
  0.2           16
  0.1           16

Grouped and ranked:

  $ cairn ls --stage fit --group-by parent.crop --agg 'val.acc[max]: mean,std'
  parent.crop  val.acc[max] ± std  n
            8         1.20 ± 0.57  2
           16         2.4  ± 1.1   2
  2 groups of 4 runs
  runs of one group also differ in lr (2 values)
  $ cairn ls --stage fit --group-by lr --pivot parent.crop --agg 'val.acc[max]: mean'
   lr  parent.crop=8  parent.crop=16
  0.1         0.8000           1.600
  0.2         1.600            3.200
  cells: mean of val.acc[max] (n), without n where it is 1
  4 groups of 4 runs
  $ cairn ls --group-by parent.lr --agg 'duration: n'
  parent.lr  n
  0.1, 0.2   1
  -          6
  2 groups of 7 runs
  runs of one group also differ in stage (3 values), crop (2 values or none), lr (2 values or none)
  runs of one group were made from different crop of prepare (2 values)
  $ cairn best --by 'val.acc[max]' --max --columns lr,parent.crop,val.acc
  by val.acc[max], highest first
  rank   lr  parent.crop  val.acc
     1  0.2           16   3.100
     2  0.2            8   1.500
     2  0.1           16   1.500
     4  0.1            8   0.7000
  n = 4, highest val.acc[max] first
  3 runs without val.acc
  $ cairn best --by 'val.acc[min]' --per parent.crop --max
  by val.acc[min], highest first
  parent.crop  rank  id      name  val.acc[min]   lr  val.acc
            8     1  3o3bzk  fit         1.500   0.2   1.500
            8     2  u7gvnq  fit         0.7000  0.1   0.7000
           16     1  pb4ig0  fit         3.100   0.2   3.100
           16     2  pi4uuc  fit         1.500   0.1   1.500
  8: n = 2, highest val.acc[min] first
  16: n = 2, highest val.acc[min] first
  3 runs without val.acc
  +4 constant columns, --all to show
  $ cairn best --by 'acc[max]' --max --over lr
  by val.acc[max], highest first
  rank  val.acc[max] ± ci95  val.acc[max].std  tied  n
     1            1.8 ± 1.6             1.007        4
  1 group of 4 runs, over lr (2 values)
  runs of one group were made from different crop of prepare (2 values)
  3 runs left out: of stages without val.acc[max]
  $ cairn best --by child.acc --max --limit 2 --columns name,child.acc
  by val.acc, highest first
  rank  name       child.val.acc
     1  fit/fold0         0.5000
     1  fit/fold0         0.5000
  best 2 of n = 8, highest val.acc first
  $ cairn best --by 'acc[max]' --max --json --limit 1 | jq -c '[.by, .rows[0].value]'
  ["val.acc[max]",3.2]

What has no such value says what to type:

  $ cairn ls --columns 'val.acc[mean]' 2>&1
  cairn: error: 'mean' is no value of a metric
    hint: there are [last], [first], [min] and [max]
  [2]
  $ cairn ls --columns 'val.acc[at 2]' 2>&1
  cairn: error: 'val.acc[at 2]' asks for a single step, which only filters and histories have
    hint: cairn history RUN val.acc --steps 2
  [2]
  $ cairn ls --columns 'lr[max]' 2>&1
  cairn: error: 'lr' is no metric, so that it has one value only
    hint: leave the brackets out
  [2]
  $ cairn ls --columns 'child.val.acc[max]' 2>&1
  cairn: error: of a child only the last 'val.acc' is kept
    hint: cairn history RUN val.acc --children
  [2]
  $ cairn ls --columns parent.lrr 2>&1
  cairn: error: no run has a field, metric or param 'lrr'
    hint: did you mean 'lr'?
  [2]
  $ cairn best --by parent.val.acc 2>&1
  cairn: error: 'parent.val.acc' is no number of its own: several runs may be upstream of one
    hint: cairn ls --sort parent.val.acc --columns id,name,parent.val.acc
  [2]
  $ cairn ls --stage fit --agg 'parent.val.acc: mean' 2>&1
  cairn: error: 'parent.val.acc' is no number of its own: several runs may be upstream of one
    hint: measure those runs: cairn ls --agg 'val.acc: mean,std'
  [2]
  $ cairn ls --group-by parent.val.acc --agg 'val.acc: mean' 2>&1
  cairn: error: 'parent.val.acc' is a metric: runs are grouped by fields, params and tags
    hint: list it: --columns id,parent.val.acc
  [2]

A param that is called as a field is has its whole name wherever it is shown, as the bare one is the field:

  $ mkdir ../fields && cd ../fields
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > experiment: fields
  > stages:
  >   fit:
  >     params: {size: 1, kind: a}
  >     matrix: {size: [3, 5], kind: [a, b]}
  >     cmd: cairn log metric val.rmse 0.{size}
  > YAML
  $ cairn run -j 1 -q 2>&1
  $ cairn ls --sort params.size,params.kind --csv | cut -d, -f1,11-
  id,copy,params.kind,params.size,val.rmse
  6ftkp1,false,a,3,0.3
  oshh15,false,b,3,0.3
  e82j6i,false,a,5,0.5
  tih5vz,false,b,5,0.5
  $ cairn ls --where 'params.size = 3 and params.kind = "a"' --json --columns params.size,params.kind | jq -c '.rows[0]'
  {"params.size":3,"params.kind":"a"}
  $ cairn ls --group-by params.size --agg rmse
  params.size  val.rmse ± std  n
            3      0.3000 ± 0  2
            5      0.5000 ± 0  2
  2 groups of 4 runs
  runs of one group also differ in params.kind (2 values)
  $ cairn ls --over params.kind --agg rmse --sort -params.size --json | jq -c '.keys, .groups[0].keys'
  ["params.size"]
  {"params.size":5}
  $ cairn ls --over params.kind --agg rmse --csv
  params.size,val.rmse.mean,val.rmse.std,val.rmse.n
  3,0.3,0.0,2
  5,0.5,0.0,2
  $ cairn ls --group-by params.kind --pivot params.size --agg 'rmse: mean'
  params.kind  params.size=3  params.size=5
  a                   0.3000         0.5000
  b                   0.3000         0.5000
  cells: mean of val.rmse (n), without n where it is 1
  4 groups of 4 runs
  $ cairn best --over params.kind --csv
  rank,params.size,val.rmse.mean,val.rmse.ci95,val.rmse.std,val.rmse.n,tied_with_next,p_next
  1,3,0.3,0.0,0.0,2,false,0.0
  2,5,0.5,0.0,0.0,2,,
  $ cairn best --per params.size --columns params.kind --csv
  params.size,rank,params.kind
  3,1,a
  3,1,b
  5,1,a
  5,1,b

Where the bare name was typed, a note says what else it might have been:

  $ cairn ls --group-by kind --pivot size --agg 'rmse: n'
  kind   size=0 B
  run   4.000 (4)
  cells: n of val.rmse (n), without n where it is 1
  1 group of 4 runs
  runs of one group also differ in params.kind (2 values), params.size (2 values)
  cairn: note: 'kind' is a field; did you mean params.kind?
  cairn: note: 'size' is a field; did you mean params.size?
  $ cairn ls --columns kind,params.kind --sort -size --limit 1
  kind  params.kind
  run   b
  1 of 4 runs
  cairn: note: 'size' is a field; did you mean params.size?
  $ cairn best --over kind --per dataset --csv
  dataset,rank,params.kind,params.size,val.rmse.mean,val.rmse.ci95,val.rmse.std,val.rmse.n,tied_with_next,p_next
  ,1,a,3,0.3,,,1,,
  ,1,b,3,0.3,,,1,,
  ,3,a,5,0.5,,,1,,
  ,3,b,5,0.5,,,1,,
  cairn: note: 'kind' is a field; did you mean params.kind?
  $ cairn best --per kind --limit 1 --columns stage
  by val.rmse, lowest first
  kind  rank  stage
  run      1  fit
  run: best 1 of n = 4, lowest val.rmse first
  cairn: note: 'kind' is a field; did you mean params.kind?
  $ cairn ls --columns attributes.kind --limit 1
  kind
  run
  1 of 4 runs
  $ cairn clean --keep-best 1 --by rmse --per kind -n | head -n 1 | sed 's/:.*//'
  cairn: note: 'kind' is a field; did you mean params.kind?
  3 runs go
