Folds and models are children of their run. Groups are made of them where a key or a number is a child's.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir folds && cd folds
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > experiment: folds
  > stages:
  >   fit:
  >     name: "{model}-{n}"
  >     params: {model: pls, n: {type: int}}
  >     matrix: {model: [pls, ridge], n: [2, 5]}
  >     cmd: sh fit.sh {model} {n} {run}
  >     metrics: scores.json
  >     rank: {by: val.rmse, direction: min}
  > YAML
  $ cat >fit.sh <<'SH'
  > extra=$([ "$1" = pls ] && echo 0 || echo 3)
  > for fold in 0 1 2 3; do
  >   echo "{\"child\": {\"name\": \"fold$fold\", \"kind\": \"model\", \"params\": {\"part\": $((fold / 2))}}}" >>"$CAIRN_EVENTS"
  >   cairn log child fold$fold --metrics "{\"val\": {\"rmse\": 0.$((60 - 3 * $2 + extra + 2 * fold))}}"
  > done
  > cairn log child refit --kind model
  > echo "{\"val\": {\"rmse\": 0.$((63 - 3 * $2))}}" >"$3/scores.json"
  > SH
  $ cairn run -q -j1
  $ cairn ls --children --columns name,val.rmse --limit 1
  name           val.rmse
  ridge-5/fold0    0.4800
  1 of 20 children

They are sorted by what is their own, and by what their runs have where no child has it:

  $ cairn ls --children --columns name,val.rmse --sort val.rmse --limit 3
  name           val.rmse
  pls-5/fold0      0.4500
  pls-5/fold1      0.4700
  ridge-5/fold0    0.4800
  3 of 20 children
  $ cairn ls --children --columns name,child.val.rmse --sort=-child.val.rmse --limit 2
  name           child.val.rmse
  ridge-2/fold3          0.6300
  ridge-2/fold2          0.6100
  2 of 20 children
  $ cairn ls --children --columns name --sort=params.n,model,-val.rmse --limit 7
  name
  pls-2/fold3
  pls-2/fold2
  pls-2/fold1
  pls-2/fold0
  pls-2/refit
  ridge-2/fold3
  ridge-2/fold2
  7 of 20 children
  $ cairn ls --children --json --sort val.rmse --limit 1 | jq -r '.runs[] | .name, .children[0].name'
  ridge-5
  fold0

Groups are made of them, too:

  $ cairn ls --group-by model,n --over child.name --agg 'child.rmse: mean,std,min' --sort mean
  model  params.n  child.val.rmse ± std  child.val.rmse.min  tied  n
  pls           5         0.480 ± 0.026              0.4500  ┐     4
  ridge         5         0.510 ± 0.026              0.4800  ┘     4
  pls           2         0.570 ± 0.026              0.5400  ┐     4
  ridge         2         0.600 ± 0.026              0.5700  ┘     4
  tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)
  4 groups of 20 children of 4 runs, over child.name (5 values)
  children of one group also differ in child.part (2 values or none)
  4 children without child.val.rmse
  $ cairn ls --over child.name
  model  params.n  child.part  child.val.rmse ± std  n
  pls           2           0         0.550 ± 0.014  2
  pls           2           1         0.590 ± 0.014  2
  pls           2           -         -              0
  pls           5           0         0.460 ± 0.014  2
  pls           5           1         0.500 ± 0.014  2
  pls           5           -         -              0
  ridge         2           0         0.580 ± 0.014  2
  ridge         2           1         0.620 ± 0.014  2
  ridge         2           -         -              0
  ridge         5           0         0.490 ± 0.014  2
  ridge         5           1         0.530 ± 0.014  2
  ridge         5           -         -              0
  12 groups of 20 children of 4 runs, over child.name (5 values)
  4 children without child.val.rmse
  $ cairn ls --group-by child.name,model --over n --agg 'child.val.rmse: mean,max' --csv
  child.name,model,child.val.rmse.mean,child.val.rmse.max,child.val.rmse.n
  fold0,pls,0.495,0.54,2
  fold0,ridge,0.5249999999999999,0.57,2
  fold1,pls,0.515,0.56,2
  fold1,ridge,0.5449999999999999,0.59,2
  fold2,pls,0.5349999999999999,0.58,2
  fold2,ridge,0.565,0.61,2
  fold3,pls,0.5549999999999999,0.6,2
  fold3,ridge,0.585,0.63,2
  refit,pls,,,0
  refit,ridge,,,0
  $ cairn ls --group-by model --pivot child.part --agg 'child.rmse: mean,std'
  model       child.part=0       child.part=1  no child.part
  pls    0.505 ± 0.053 (4)  0.545 ± 0.053 (4)              -
  ridge  0.535 ± 0.053 (4)  0.575 ± 0.053 (4)              -
  cells: mean ± std of child.val.rmse (n), without n where it is 1
  6 groups of 20 children of 4 runs
  children of one group also differ in child.name (5 values), n (2 values)
  4 children without child.val.rmse
  $ cairn ls --group-by n --agg 'child.rmse: mean,n' --where "model = 'pls'" --json | jq -c '.groups[0], .runs, .children, .left_out'
  {"keys":{"params.n":2},"children":5,"measures":{"child.val.rmse":{"mean":0.5700000000000001,"n":4}}}
  2
  10
  {"child.val.rmse":{"without":2,"not_finite":0}}
  $ cairn ls --group-by child.kind --agg 'child.rmse: median' --sort -child.rmse.median
  child.kind  child.val.rmse.median  tied   n
  model                      0.5400        16
  1 group of 20 children of 4 runs
  children of one group also differ in child.name (5 values), model (2 values), n (2 values), child.part (2 values or none)
  4 children without child.val.rmse

The best groups of children:

  $ cairn best --over child.name --by rmse
  by val.rmse, lowest first
  rank  model  params.n  child.part  child.val.rmse ± ci95  child.val.rmse.std  tied  n
     1  pls           5           0            0.46 ± 0.13             0.01414  ┐     2
     2  ridge         5           0            0.49 ± 0.13             0.01414  ┤     2
     3  pls           5           1            0.50 ± 0.13             0.01414  ┤     2
     4  ridge         5           1            0.53 ± 0.13             0.01414  ┤     2
     5  pls           2           0            0.55 ± 0.13             0.01414  ┤     2
     6  ridge         2           0            0.58 ± 0.13             0.01414  ┤     2
     7  pls           2           1            0.59 ± 0.13             0.01414  ┤     2
     8  ridge         2           1            0.62 ± 0.13             0.01414  ┘     2
     -  pls           2           -            -                             -        0
     -  pls           5           -            -                             -        0
     -  ridge         2           -            -                             -        0
     -  ridge         5           -            -                             -        0
  tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)
  4 groups not tested: n < 2
  12 groups of 20 children of 4 runs, over child.name (5 values)
  4 children without child.val.rmse
  $ cairn best --children --over model,child.name --min --csv
  rank,params.n,child.part,child.val.rmse.mean,child.val.rmse.ci95,child.val.rmse.std,child.val.rmse.n,tied_with_next,p_next
  1,5,0,0.475,0.033123951344178545,0.020816659994661323,4,false,0.03475960661000924
  2,5,1,0.515,0.03312395134417858,0.020816659994661348,4,false,0.014552611854980942
  3,2,0,0.565,0.0331239513441785,0.020816659994661292,4,false,0.03475960661000913
  4,2,1,0.605,0.03312395134417858,0.020816659994661348,4,,
  ,2,,,,,0,,
  ,5,,,,,0,,
  $ cairn best --group-by model --per child.part --by child.rmse
  by val.rmse, lowest first
  child.part  rank  model  child.val.rmse ± ci95  child.val.rmse.std  tied  n
           0     1  pls            0.505 ± 0.085             0.05323  ┐     4
           0     2  ridge          0.535 ± 0.085             0.05323  ┘     4
           1     1  pls            0.545 ± 0.085             0.05323  ┐     4
           1     2  ridge          0.575 ± 0.085             0.05323  ┘     4
           -     -  pls            -                               -        0
           -     -  ridge          -                               -        0
  tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)
  2 groups not tested: n < 2
  6 groups of 20 children of 4 runs
  children of one group also differ in child.name (5 values), n (2 values)
  4 children without child.val.rmse
  $ cairn best --group-by model --per child.part --by rmse
  by val.rmse, lowest first
  child.part  rank  model  child.val.rmse ± ci95  child.val.rmse.std  tied  n
           0     1  pls            0.505 ± 0.085             0.05323  ┐     4
           0     2  ridge          0.535 ± 0.085             0.05323  ┘     4
           1     1  pls            0.545 ± 0.085             0.05323  ┐     4
           1     2  ridge          0.575 ± 0.085             0.05323  ┘     4
           -     -  pls            -                               -        0
           -     -  ridge          -                               -        0
  tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)
  2 groups not tested: n < 2
  6 groups of 20 children of 4 runs
  children of one group also differ in child.name (5 values), n (2 values)
  4 children without child.val.rmse

What a number of runs would be in a group of children is not guessed:

  $ cairn ls --group-by child.name --agg rmse
  cairn: error: 'val.rmse' is a number of runs, and the groups are made of children
    hint: measure the children: --agg 'child.val.rmse: mean,std'
  [2]
  $ cairn ls --group-by child.rmse
  cairn: error: 'child.val.rmse' is a metric: children are grouped by fields, params and tags
    hint: aggregate it: --agg 'child.val.rmse: mean,std'
  [2]
  $ cairn ls --group-by child.fold
  cairn: error: no child has a field, metric or param 'fold'
    hint: there are: val.rmse, part, id, name, kind, path, size
  [2]
  $ cairn ls --group-by model --over child.name,child.name,
  cairn: error: an empty name in the keys of --over 'child.name,child.name,'
    hint: write names with commas between them: id,params.lr,val.rmse[min],parent.lr
  [2]
