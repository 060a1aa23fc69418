Several stages, of which some have no metric: what ranks, what is counted, and names that no run has.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir stages && cd stages
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   prep: {cmd: "true"}
  >   fit:
  >     needs: prep
  >     matrix: {lr: [1, 2], seed: [1, 2]}
  >     cmd: cairn log metric val.acc {lr}.{seed}
  >     rank: {by: val.acc, direction: max}
  >   test:
  >     needs: fit
  >     cmd: cairn log metric e {fit.path}
  > YAML
  $ sed -i 's/e {fit.path}/e 1/' cairn.yaml
  $ cairn run -q

Only one stage says how it is ranked; the stages without that metric make no rows and no keys:

  $ cairn best --columns lr,seed
  by val.acc, highest first
  rank  lr  seed
     1   2     2
     2   2     1
     3   1     2
     4   1     1
  n = 4, highest val.acc first
  5 runs without val.acc
  $ cairn best --over seed
  by val.acc, highest first
  rank  lr  val.acc ± ci95  val.acc.std  tied  n
     1   2     2.15 ± 0.64      0.07071        2
     2   1     1.15 ± 0.64      0.07071        2
  2 groups of 4 runs, over seed (2 values)
  5 runs left out: of stages without val.acc
  $ cairn ls --over seed
  lr  val.acc ± std  n
   1  1.150 ± 0.071  2
   2  2.150 ± 0.071  2
  2 groups of 4 runs, over seed (2 values)
  5 runs left out: of stages without val.acc
  $ cairn best --over seed --json | jq -c '[.over, .not_measured]'
  [[{"key":"seed","values":2,"some_lack":false,"asked_for":true}],5]

A group that is asked for by name is shown whatever it has:

  $ cairn ls --group-by stage --agg val.acc:mean
  stage  val.acc.mean  n
  fit           1.650  4
  prep              -  0
  test              -  0
  3 groups of 9 runs
  runs of one group also differ in seed (2 values or none), lr (2 values or none)
  runs of one group were made from different lr of fit (2 values), seed of fit (2 values)
  5 runs without val.acc

Of several statuses groups are made, too:

  $ cairn ls --status finished,failed --agg val.acc:n --csv
  val.acc.n
  4

A misspelt name is told of:

  $ cairn ls --stage ftt
  cairn: note: no run has the stage 'ftt'; did you mean 'fit'?
  no runs
  $ cairn ls --dataset wheat --json 2>&1 | head -1
  cairn: note: no run has the dataset 'wheat'
