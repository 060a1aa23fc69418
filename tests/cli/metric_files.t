A metrics file that gives no metric, or not the one that counts, is told of:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir files && cd files
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   text: {cmd: "echo '{{\"acc\": \"0.93\", \"model\": \"pls\"}}' > {run}/m.json", metrics: m.json, rank: {by: acc, direction: max}}
  >   semicolons: {cmd: "printf 'acc;loss\\n0.9;0.1\\n' > {run}/c.csv", metrics: c.csv}
  >   list: {cmd: "echo '{{\"acc\": [0.9, 0.8]}}' > {run}/m.json", metrics: m.json}
  >   good: {cmd: "echo '{{\"val\": {{\"acc\": 0.9}}, \"model\": \"pls\"}}' > {run}/m.json", metrics: m.json, rank: {by: acc, direction: max}}
  >   epochs: {cmd: "printf 'Epoch,loss\\n1,0.9\\n2,0.5\\n' > {run}/c.csv", metrics: c.csv}
  > YAML
  $ cairn run -q -j 1 text semicolons list 2>&1 | normalise
  cairn: warning: text <id>: m.json: 'acc' is the text "0.93", no number
  cairn: warning: text <id>: m.json gave no metric
  cairn: warning: text <id>: the run has no 'acc', which rank: names
  cairn: warning: semicolons <id>: c.csv gave no metric
  cairn: warning: list <id>: m.json gave no metric
  $ cairn show text | sed -n '/^Problems/,$p'
  Problems
    m.json: 'acc' is the text "0.93", no number
    m.json gave no metric
    the run has no 'acc', which rank: names
  $ cairn run -q good epochs
  $ cairn ls --where "stage = 'good' OR stage = 'epochs'" --columns stage,val.acc,loss,'loss[max]' --sort stage
  stage   val.acc    loss  loss[max]
  epochs        -  0.5000     0.9000
  good     0.9000       -          -
