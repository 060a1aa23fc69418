What was recorded is there, whatever somebody is just writing into cairn.yaml:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir editing && cd editing
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > experiment: editing
  > stages:
  >   fit:
  >     params: {lr: 0.1}
  >     matrix: {lr: [0.1, 0.2]}
  >     cmd: sh fit.sh {lr} {run}
  >     outs: {model: model.txt}
  >     metrics: scores.json
  > YAML
  $ cat >fit.sh <<'SH'
  > echo "model of $1" >"$2/model.txt"; echo "{\"rmse\": $1}" >"$2/scores.json"
  > SH
  $ cairn run -q -j 1 && cp cairn.yaml whole.yaml
  $ best=$(cairn best --by rmse --id --limit 1)

A stage that is half written, and a file that is no YAML at all:

  $ sed -i 's/cmd: .*/cmd: sh fit.sh {lrr} {run}/' cairn.yaml
  $ cairn ls --columns lr,rmse --sort lr
  cairn: warning: cairn.yaml:7:10: stage 'fit': {lrr} names nothing; this is what the last command recorded
   lr    rmse
  0.1  0.1000
  0.2  0.2000
  $ printf '  score: {cmd: [\n' >>cairn.yaml
  $ cairn ls --columns lr,rmse --sort lr
  cairn: warning: cairn.yaml:11:1: a value is missing here; this is what the last command recorded
   lr    rmse
  0.1  0.1000
  0.2  0.2000
  $ cairn best --by rmse --id --limit 1 2>/dev/null | grep -c "$best"
  1
  $ cairn show $best --json 2>/dev/null | jq -c .run.metrics
  {"rmse":0.1}
  $ cairn cat $best model 2>/dev/null
  model of 0.1
  $ cairn path $best 2>/dev/null | normalise
  <here>/results/fit-<id>
  $ cairn history $best rmse --csv 2>/dev/null
  child,key,step,time,value
  ,rmse,,,0.1
  $ cairn compare --csv latest $best 2>/dev/null | sed -n 2,3p
  params,lr,0.2,0.1
  metrics,rmse,0.2,0.1
  $ cairn logs $best 2>/dev/null
  $ cairn sql "SELECT count(*) AS runs FROM runs" --csv 2>/dev/null
  runs
  2

So it is for a layout that is not there:

  $ cp whole.yaml cairn.yaml && sed -i 's/layout: flat/layout: fla/' cairn.yaml
  $ cairn ls --columns lr,rmse --sort lr
  cairn: warning: cairn.yaml:1:9: unknown layout 'fla'; this is what the last command recorded
   lr    rmse
  0.1  0.1000
  0.2  0.2000

Nothing is changed meanwhile, not even the catalog, and what writes or runs refuses:

  $ snapshot .cairn >before; rm -r "$(cairn path $best 2>/dev/null)"
  $ cairn ls --columns lr 2>/dev/null; snapshot .cairn | diff before -
   lr
  0.2
  0.1
  $ cairn run 2>&1
  cairn: error: cairn.yaml:1:9: unknown layout 'fla'
    hint: did you mean 'flat'?
  [2]
  $ cairn note $best "good" 2>&1
  cairn: error: cairn.yaml:1:9: unknown layout 'fla'
    hint: did you mean 'flat'?
  [2]

A project that recorded nothing has nothing to answer:

  $ rm -r .cairn && cairn ls 2>&1
  cairn: error: cairn.yaml:1:9: unknown layout 'fla'
    hint: did you mean 'flat'?
  [2]

Once the file is whole again, so is the answer:

  $ cp whole.yaml cairn.yaml && cairn ls --columns lr,rmse
   lr    rmse
  0.2  0.2000
