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
  $ printf '  score: {cmd: [\n' >>cairn.yaml
  $ cairn ls --columns lr,rmse --sort lr
  $ cairn best --by rmse --id --limit 1 2>/dev/null | grep -c "$best"
  $ cairn show $best --json 2>/dev/null | jq -c .run.metrics
  $ cairn cat $best model 2>/dev/null
  $ cairn path $best 2>/dev/null | normalise
  $ cairn history $best rmse --csv 2>/dev/null
  $ cairn compare --csv latest $best 2>/dev/null | normalise
  $ cairn logs $best 2>/dev/null
  $ cairn sql "SELECT count(*) AS runs FROM runs" --csv 2>/dev/null

So it is for a layout that is not there:

  $ cp whole.yaml cairn.yaml && sed -i 's/layout: flat/layout: fla/' cairn.yaml
  $ cairn ls --columns lr,rmse --sort lr

Nothing is changed meanwhile, not even the catalog, and what writes or runs refuses:

  $ snapshot .cairn >before; rm -r "$(cairn path $best 2>/dev/null)"
  $ cairn ls --columns lr 2>/dev/null; snapshot .cairn | diff before -
  $ cairn run 2>&1
  $ cairn note $best "good" 2>&1

A project that recorded nothing has nothing to answer:

  $ rm -r .cairn && cairn ls 2>&1

Once the file is whole again, so is the answer:

  $ cp whole.yaml cairn.yaml && cairn ls --columns lr,rmse
