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

What was counted stays a whole number in the record and in what the layout makes of it, whether a line or a file says it; what was
measured does not become one:

  $ mkdir ../counted && cd ../counted && cat > cairn.yaml <<'YAML'
  > project: counted
  > layout: lambda-hat
  > stages:
  >   build:
  >     kind: target
  >     params: {model: {type: map, default: {width: 3, depth: 1, layers: [{b: 1, a: 2}]}}}
  >     cmd: >-
  >       echo 1 >{run}/params.npz;
  >       echo '{{"metric":{{"key":"dims.p","value":442}}}}' >>$CAIRN_EVENTS;
  >       echo '{{"metric":{{"value":5,"key":"dims.n","note":"x"}}}}' >>$CAIRN_EVENTS;
  >       echo '{{"metric":{{"key":"L0","value":2.0}}}}' >>$CAIRN_EVENTS;
  >       echo '{{"tag":{{"key":"package.jax","value":"0.4.35"}}}}' >>$CAIRN_EVENTS;
  >       echo '{{"dims": {{"d": 9, "wide": 9007199254740993}}, "half": 1e0}}' >{run}/more.json
  >     metrics: more.json
  > YAML
  $ cairn run -q && sed -n '/"dims"/,/}/p;/"L0"/p' runs/targets/tgt_*/meta.json
    "dims": {
      "d": 9,
      "n": 5,
      "p": 442,
      "wide": 9007199254740992.0
    },
      "L0": 2.0
  $ cat runs/targets/tgt_*/.run/*.json | grep '^"metrics"'
  "metrics":{"dims.p":{"last":442},"dims.n":{"last":5},"L0":{"last":2.0},"dims.d":{"last":9},"dims.wide":{"last":9007199254740992.0},"half":{"last":1.0}},
  $ sed 's/"created_at": [^,]*/"created_at": …/; s/"hostname": "[^"]*"/"hostname": …/; s/"python": "[^"]*"/"python": …/; s/tgt_[0-9a-f]*/tgt_…/' runs/targets/_catalog.jsonl
  {"code_sha": "unknown", "created_at": …, "dims": {"d": 9, "n": 5, "p": 442, "wide": 9007199254740992.0}, "hostname": …, "jax_enable_x64": true, "metrics": {"L0": 2.0}, "model_cfg": {"depth": 1, "layers": [{"a": 2, "b": 1}], "width": 3}, "pkg_versions": {"jax": "0.4.35"}, "target_id": "tgt_…", "teacher_cfg": null}

So does `cairn log metric`, and a CSV file:

  $ mkdir ../said && cd ../said && cat > cairn.yaml <<'YAML'
  > stages:
  >   said: {cmd: "cairn log metric a 7; cairn log metric b +7; cairn log metric c 7.0; cairn log metric d 1e3; cairn log metric e 9007199254740993"}
  >   table: {cmd: "printf 'a,b,c,d,e,f\\n7, +7,7.0,1e3,-0,9007199254740993\\n' > {run}/m.csv", metrics: m.csv}
  >   curve: {cmd: "printf 'epoch,a,c\\n1,6,6.0\\n2,7,7.0\\n' > {run}/m.csv", metrics: m.csv}
  > YAML
  $ for stage in said table curve; do cairn run -q $stage && cat $(cairn path latest)/.run/*.json | grep '^"metrics"'; done
  "metrics":{"a":{"last":7},"b":{"last":7},"c":{"last":7.0},"d":{"last":1000.0},"e":{"last":9007199254740992.0}},
  "metrics":{"a":{"last":7},"b":{"last":7},"c":{"last":7.0},"d":{"last":1000.0},"e":{"last":0},"f":{"last":9007199254740992.0}},
  "metrics":{"a":{"last":7,"step":2,"first":6.0,"min":6.0,"max":7.0,"count":2},"c":{"last":7.0,"step":2,"first":6.0,"min":6.0,"max":7.0,"count":2}},
