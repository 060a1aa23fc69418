The verbs that look, on terminals of 80 and 200 columns and in a pipe. (best, compare, history and schema have their
own transcripts.)

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project flat && run_tiny
  $ cairn note nrsc8a "a note that is longer than any terminal of eighty columns can show, and of two hundred, too, so that it is cut there and nowhere else: here comes the end of it"
  noted on nrsc8a (PLS2)
  $ columns=id,name,dataset,n,val.rmse,loss,path,notes

The list:

  $ on_terminal 80 cairn ls --sort id --columns $columns
  id      name  dataset  n  val.rmse    loss  path                notes
  0xt2ma  PLS2  wheat    2    0.4300  0.2500  results/fit-0xt2ma  -
  bdwat0  PLS5  corn     5    0.3900  0.2500  results/fit-bdwat0  -
  bfptgq  PLS5  wheat    5    0.4000  0.2500  results/fit-bfptgq  -
  nrsc8a  PLS2  corn     2    0.4200  0.2500  results/fit-nrsc8a  a note that is …
  long names are shortened, a wider terminal shows them whole
  $ on_terminal 200 cairn ls --sort id --columns $columns
  id      name  dataset  n  val.rmse    loss  path                notes
  0xt2ma  PLS2  wheat    2    0.4300  0.2500  results/fit-0xt2ma  -
  bdwat0  PLS5  corn     5    0.3900  0.2500  results/fit-bdwat0  -
  bfptgq  PLS5  wheat    5    0.4000  0.2500  results/fit-bfptgq  -
  nrsc8a  PLS2  corn     2    0.4200  0.2500  results/fit-nrsc8a  a note that is longer than any terminal of eighty columns can show, and of two hundred, too, so that it is cut there and nowhere else: …
  long names are shortened, a wider terminal shows them whole
  $ cairn ls --sort id --columns $columns
  id      name  dataset  n  val.rmse    loss  path                notes
  0xt2ma  PLS2  wheat    2    0.4300  0.2500  results/fit-0xt2ma  -
  bdwat0  PLS5  corn     5    0.3900  0.2500  results/fit-bdwat0  -
  bfptgq  PLS5  wheat    5    0.4000  0.2500  results/fit-bfptgq  -
  nrsc8a  PLS2  corn     2    0.4200  0.2500  results/fit-nrsc8a  a note that is longer than any terminal of eighty columns can show, and of two hundred, too, so that it is cut there and nowhere else: here comes the end of it
  $ cairn ls --sort id --columns id,name,val.rmse,notes --limit 2 --csv
  id,name,val.rmse,notes
  0xt2ma,PLS2,0.43,
  bdwat0,PLS5,0.39,
  $ cairn ls --sort id --columns id,name,val.rmse,notes --limit 2 --md
  | id | name | val.rmse | notes |
  | --- | --- | ---: | --- |
  | 0xt2ma | PLS2 | 0.4300 | - |
  | bdwat0 | PLS5 | 0.3900 | - |
  $ cairn ls --sort id --columns id,name,val.rmse --limit 2 --jsonl
  {"id":"0xt2ma","name":"PLS2","val.rmse":0.43}
  {"id":"bdwat0","name":"PLS5","val.rmse":0.39}
  $ cairn ls --sort id --columns id,name --limit 1 --json
  {
    "format": 1,
    "rows": [
      {
        "id": "0xt2ma",
        "name": "PLS2"
      }
    ],
    "notes": []
  }

One run. What is in a card is not cut; its tables are fitted, each by itself:

  $ on_terminal 80 cairn show nrsc8a | sed -n '/^Metrics/,/^Attempts/p'
  Metrics
    metric      value   first     min     max  points
    loss       0.2500  0.5000  0.2500  0.5000       2
    test.rmse  0.4800       -       -       -       1
    val.rmse   0.4200       -       -       -       1
  
  Children
    id      kind   name   val.rmse
    57p5ay  model  fold0    0.4600
  
  Artifacts
    artifact                role     child  size  sha256
    .run/nrsc8a.log         log      -      31 B  517f189ebc75
    models/57p5ay/fold.txt  model    fold0  13 B  2232b8806690
    scores.json             metrics  -      48 B  a4255c4fbf0f
    weights.txt             weights  -      18 B  3c5126825e16
  
  Steps
    step  operator  params  started  ended
    1     snv            -  -        -
  
  Dataset corn
    samples   10
    features  3
  
  Attempts
  $ for width in 80 200; do on_terminal $width cairn show nrsc8a; done | sed -n '/^Attempts/,/^$/p' | normalise | squeeze
  Attempts
   attempt ended as started duration host why it ran
   1 finished, exit 0 <date> <time> <duration> <host> it has never run
   +2 further columns that do not fit, a pipe or a wider terminal to show
  
  Attempts
   attempt ended as started duration cpu memory host why it ran
   1 finished, exit 0 <date> <time> <duration> <duration> - <host> it has never run
  
  $ for width in 80 200; do on_terminal $width cairn show nrsc8a | sed '/^Attempts/,/^$/d' >../$width; done; diff ../80 ../200
  $ on_terminal 200 cairn show nrsc8a >../200; cairn show nrsc8a | diff ../200 -

An answer in SQL:

  $ query="SELECT id, name, path, notes, 1.0 / 3 AS third FROM runs ORDER BY id LIMIT 2"
  $ on_terminal 80 cairn sql "$query"
  id      name  path                notes               third
  0xt2ma  PLS2  results/fit-0xt2ma      -  0.3333333333333333
  bdwat0  PLS5  results/fit-bdwat0      -  0.3333333333333333
  $ on_terminal 200 cairn sql "$query"
  id      name  path                notes               third
  0xt2ma  PLS2  results/fit-0xt2ma      -  0.3333333333333333
  bdwat0  PLS5  results/fit-bdwat0      -  0.3333333333333333
  $ cairn sql "$query"
  id      name  path                notes               third
  0xt2ma  PLS2  results/fit-0xt2ma      -  0.3333333333333333
  bdwat0  PLS5  results/fit-bdwat0      -  0.3333333333333333
  $ cairn sql "SELECT id, 1.0 / 3 AS third FROM runs ORDER BY id LIMIT 2" --csv
  id,third
  0xt2ma,0.3333333333333333
  bdwat0,0.3333333333333333
  $ cairn sql "SELECT id, 1.0 / 3 AS third FROM runs ORDER BY id LIMIT 2" --md
  | id | third |
  | --- | --- |
  | 0xt2ma | 0.3333333333333333 |
  | bdwat0 | 0.3333333333333333 |
  $ cairn sql "SELECT id, 1.0 / 3 AS third FROM runs ORDER BY id LIMIT 2" --jsonl
  {"id":"0xt2ma","third":0.3333333333333333}
  {"id":"bdwat0","third":0.3333333333333333}
  $ cairn sql "SELECT id FROM runs ORDER BY id LIMIT 1" --json
  {
    "format": 1,
    "rows": [
      {
        "id": "0xt2ma"
      }
    ],
    "notes": []
  }

Why runs would run:

  $ sed -i 's/^echo "fitting/# a comment\necho "fitting/; s/with \$n/of \$n/' fit.sh
  $ on_terminal 80 cairn why --list | normalise
  state  stage  id      name  reason                     ended
  stale  fit    <id>  PLS2  fit.sh: lines 3–4 changed  <date> <time>
  stale  fit    <id>  PLS2  fit.sh: lines 3–4 changed  <date> <time>
  stale  fit    <id>  PLS5  fit.sh: lines 3–4 changed  <date> <time>
  stale  fit    <id>  PLS5  fit.sh: lines 3–4 changed  <date> <time>
  +2 constant columns, --all to show
  $ on_terminal 200 cairn why --list | normalise
  state  stage  id      name  reason                     ended
  stale  fit    <id>  PLS2  fit.sh: lines 3–4 changed  <date> <time>
  stale  fit    <id>  PLS2  fit.sh: lines 3–4 changed  <date> <time>
  stale  fit    <id>  PLS5  fit.sh: lines 3–4 changed  <date> <time>
  stale  fit    <id>  PLS5  fit.sh: lines 3–4 changed  <date> <time>
  +2 constant columns, --all to show
  $ cairn why --list | normalise
  state  stage  id      name  reason                     ended
  stale  fit    <id>  PLS2  fit.sh: lines 3–4 changed  <date> <time>
  stale  fit    <id>  PLS2  fit.sh: lines 3–4 changed  <date> <time>
  stale  fit    <id>  PLS5  fit.sh: lines 3–4 changed  <date> <time>
  stale  fit    <id>  PLS5  fit.sh: lines 3–4 changed  <date> <time>
  +2 constant columns, --all to show
  $ cairn why --list fit dataset=corn n=2 --csv | normalise
  state,stage,id,name,reason,place,attempt,ended
  stale,fit,<id>,PLS2,fit.sh: lines 3–4 changed,cairn.yaml:<time>,1,<datetime>
  $ cairn why --list fit dataset=corn n=2 --md | normalise
  | state | stage | id | name | reason | place | attempt | ended |
  | --- | --- | --- | --- | --- | --- | ---: | --- |
  | stale | fit | <id> | PLS2 | fit.sh: lines 3–4 changed | cairn.yaml:<time> | 1 | <date> <time> |
  $ cairn why --list fit dataset=corn n=2 --jsonl | normalise
  {"state":"stale","stage":"fit","id":"<id>","name":"PLS2","reason":"fit.sh: lines 3–4 changed","place":"cairn.yaml:<time>","attempt":1,"ended":"<datetime>"}

In what two runs differ:

  $ on_terminal 80 cairn explain nrsc8a bfptgq
  leaf                    nrsc8a                       bfptgq
  params.n                2                            5
  params.dataset          corn                         wheat
  inputs.dataset.dataset  corn                         wheat
  deps.data/wheat         -                            f7d0b9aa1cdf9bdaa5ff9af05f…
  deps.data/corn          1ec4cc4f94aa3d0f2b00bef09e…  -
  long names are shortened, a wider terminal shows them whole
  $ on_terminal 200 cairn explain nrsc8a bfptgq
  leaf                    nrsc8a                                                            bfptgq
  params.n                2                                                                 5
  params.dataset          corn                                                              wheat
  inputs.dataset.dataset  corn                                                              wheat
  deps.data/wheat         -                                                                 f7d0b9aa1cdf9bdaa5ff9af05fe4daad9f5ff2cba3f7aee74401dd3b3efdc57f
  deps.data/corn          1ec4cc4f94aa3d0f2b00bef09e51a40f236bbd8dea4bb3a71dd6efaef71f306e  -
  $ on_terminal 200 cairn explain nrsc8a bfptgq | cmp - <(cairn explain nrsc8a bfptgq)
  $ cairn explain nrsc8a bfptgq --csv
  leaf,nrsc8a,bfptgq
  params.n,2,5
  params.dataset,corn,wheat
  inputs.dataset.dataset,corn,wheat
  deps.data/wheat,,f7d0b9aa1cdf9bdaa5ff9af05fe4daad9f5ff2cba3f7aee74401dd3b3efdc57f
  deps.data/corn,1ec4cc4f94aa3d0f2b00bef09e51a40f236bbd8dea4bb3a71dd6efaef71f306e,
  $ cairn explain nrsc8a bfptgq --md
  | leaf | nrsc8a | bfptgq |
  | --- | --- | --- |
  | params.n | 2 | 5 |
  | params.dataset | corn | wheat |
  | inputs.dataset.dataset | corn | wheat |
  | deps.data/wheat | - | f7d0b9aa1cdf9bdaa5ff9af05fe4daad9f5ff2cba3f7aee74401dd3b3efdc57f |
  | deps.data/corn | 1ec4cc4f94aa3d0f2b00bef09e51a40f236bbd8dea4bb3a71dd6efaef71f306e | - |
  $ cairn explain nrsc8a bfptgq --jsonl
  {"leaf":"params.n","nrsc8a":2,"bfptgq":5}
  {"leaf":"params.dataset","nrsc8a":"corn","bfptgq":"wheat"}
  {"leaf":"inputs.dataset.dataset","nrsc8a":"corn","bfptgq":"wheat"}
  {"leaf":"deps.data/wheat","nrsc8a":null,"bfptgq":"f7d0b9aa1cdf9bdaa5ff9af05fe4daad9f5ff2cba3f7aee74401dd3b3efdc57f"}
  {"leaf":"deps.data/corn","nrsc8a":"1ec4cc4f94aa3d0f2b00bef09e51a40f236bbd8dea4bb3a71dd6efaef71f306e","bfptgq":null}
  $ cairn explain nrsc8a bfptgq --json | head -n 12
  {
    "format": 1,
    "a": "nrsc8a",
    "b": "bfptgq",
    "equal": false,
    "differences": [
      {
        "leaf": "params.n",
        "a": 2,
        "b": 5
      },
      {

What stands below a table fits the terminal, and so do the values of a run:

  $ mkdir -p ../wide && cd ../wide
  $ python3 - <<'PY'
  > import json
  > params = {f"parameter_{i}": [i, i + 1] for i in range(14)}
  > stage = {"matrix": params, "cmd": "true", "params": {"text": "x" * 500}, "name": "n"}
  > json.dump({"layout": "flat", "stages": {"fit": stage}}, open("cairn.yaml", "w"))
  > PY
  $ cairn run -q $(seq -f 'parameter_%.0f=1' 0 13) && cairn run -q $(seq -f 'parameter_%.0f=2' 0 13)
  $ on_terminal 40 cairn ls | tail -n +4
  +7 constant columns, --all to show
  +3 further columns, 12 param columns
    that do not fit, --columns or a wider
    terminal to show
  $ on_terminal 80 cairn show latest | awk 'length > 100 {print "long"} / text /,/^$/'
    text          xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
    long values are cut, a pipe or --json has them whole
  
  $ cairn show latest | awk '/^  text/ {print length}'
  516

A long value that was asked for is cut as any other, and numbers beside it stay whole:

  $ cairn run -q $(seq -f 'parameter_%.0f=1' 0 13) text=$(printf 'y%.0s' $(seq 3000))
  $ on_terminal 80 cairn ls --columns id,text,parameter_3 --sort id
  id      text                                                         parameter_3
  4ijvyj  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…            2
  its059  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…            1
  vr2rf5  yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…            1
  long names are shortened, a wider terminal shows them whole
  $ on_terminal 80 cairn schema --counts | awk 'length > 90 {print "long"}'
  $ on_terminal 80 cairn explain vr2rf5 its059 | awk 'length > 90 {print "long"} /^params.text/'
  params.text  yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
  $ cairn ls --columns id,text | awk 'length > 3000 {print "whole"}' | sort -u
  whole

What tells rows apart stays beside the metric that counts; what repeats another column, or tells nothing, goes first:

  $ mkdir -p ../tables && cd ../tables
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > datasets: {corn: {path: .}, wheat: {path: .}}
  > stages:
  >   train_model:
  >     matrix: {dataset: [corn, wheat], learning_rate: [0.001, 0.01], seed: [1, 2]}
  >     cmd: "echo '{{\"accuracy\": 0.{seed}1, \"f1_macro\": 0.{seed}2, \"precision\": 0.{seed}3, \"recall\": 0.{seed}4, \"test_loss\": 1.{seed}}}' > {run}/m.json"
  >     metrics: m.json
  >     rank: {by: accuracy, direction: max}
  > YAML
  $ cairn run -q -j 1
  $ on_terminal 80 cairn ls
  id      name         dataset  seed  learning_rate  accuracy  f1_macro  precision
  mg5lb2  train_model  wheat       2          0.01     0.2100    0.2200     0.2300
  0akoqj  train_model  wheat       1          0.01     0.1100    0.1200     0.1300
  neupep  train_model  wheat       2          0.001    0.2100    0.2200     0.2300
  x23vzf  train_model  wheat       1          0.001    0.1100    0.1200     0.1300
  o9y1l6  train_model  corn        2          0.01     0.2100    0.2200     0.2300
  y1xuys  train_model  corn        1          0.01     0.1100    0.1200     0.1300
  nzmv1r  train_model  corn        2          0.001    0.2100    0.2200     0.2300
  rnqcva  train_model  corn        1          0.001    0.1100    0.1200     0.1300
  +4 constant columns, --all to show
  +3 further columns, 2 metric columns that do not fit, --columns or a wider
    terminal to show
  $ on_terminal 80 cairn ls --sort -test_loss | head -n 2
  id      name         dataset  seed  learning_rate  test_loss  accuracy  f1_macro
  mg5lb2  train_model  wheat       2          0.01       1.200    0.2100    0.2200
  $ on_terminal 80 cairn best
  by accuracy, highest first
  rank  id      name         accuracy  dataset  seed  learning_rate  f1_macro
     1  mg5lb2  train_model    0.2100  wheat       2          0.01     0.2200
     1  neupep  train_model    0.2100  wheat       2          0.001    0.2200
     1  nzmv1r  train_model    0.2100  corn        2          0.001    0.2200
     1  o9y1l6  train_model    0.2100  corn        2          0.01     0.2200
     5  0akoqj  train_model    0.1100  wheat       1          0.01     0.1200
     5  rnqcva  train_model    0.1100  corn        1          0.001    0.1200
     5  x23vzf  train_model    0.1100  wheat       1          0.001    0.1200
     5  y1xuys  train_model    0.1100  corn        1          0.01     0.1200
  n = 8, highest accuracy first
  +2 constant columns, --all to show
  +3 metric columns that do not fit, --columns or a wider terminal to show

The trash:

  $ cairn run -q --force seed=1 learning_rate=0.01 dataset=corn
  $ on_terminal 80 cairn trash ls | normalise | sed 's/[0-9]*-[0-9]*-</<when>-</; s/[0-9.]* k*B /<size> /' | squeeze
  entry what frees expires
  <when>-<id> attempt of <id> <size> <date> <time>
  +2 further columns that do not fit, --json or a wider terminal to show
  $ cairn run -q --force seed=2 learning_rate=0.01 dataset=corn
  $ cairn trash ls --limit 1 | tail -n 1
  1 of 2 entries
  $ cairn trash ls --limit 1 --jsonl | wc -l
  1
  $ cairn trash ls --limit -1
  cairn: error: --limit -1 is below 0
  [2]

One long value of a param takes a third at most, so that it does not push out all the others:

  $ mkdir ../long && cd ../long && cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit:
  >     params: {lr: 0.1, files: a}
  >     matrix: {lr: [0.1, 0.2]}
  >     cmd: cairn log metric acc {lr}; cairn log metric f1 {lr}
  > YAML
  $ cairn run -q 2>&1
  $ cairn run -q fit lr=0.3 "files=$(printf 'data/part%03d.csv_' $(seq 12))" 2>&1
  $ on_terminal 80 cairn ls --sort lr | normalise | squeeze
  id name status files lr acc f1
  <id> fit finished a 0.1 0.1000 0.1000
  <id> fit finished a 0.2 0.2000 0.2000
  <id> fit finished data/part001.csv_data/par… 0.3 0.3000 0.3000
  +6 constant columns, --all to show
  +2 further columns that do not fit, --columns or a wider terminal to show
  long names are shortened, a wider terminal shows them whole
  $ on_terminal 140 cairn ls --sort lr | normalise | squeeze
  id name status created duration files lr acc f1
  <id> fit finished <date> <time> <duration> a 0.1 0.1000 0.1000
  <id> fit finished <date> <time> <duration> a 0.2 0.2000 0.2000
  <id> fit finished <date> <time> <duration> data/part001.csv_data/part002.csv_data/part00… 0.3 0.3000 0.3000
  +6 constant columns, --all to show
  long names are shortened, a wider terminal shows them whole

A card of a run with many metrics of children, and steps of a program:

  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages: {fit: {cmd: sh fit.sh}}
  > YAML
  $ cat >fit.sh <<'SH'
  > for m in one two three four five six seven eight; do
  >   echo "{\"metric\": {\"key\": \"val.accuracy_of_class_$m\", \"child\": \"fold0\", \"value\": 0.5}}"
  >   echo "{\"metric\": {\"key\": \"val.accuracy_of_class_$m\", \"step\": 1, \"value\": 0.25}}"
  >   echo "{\"metric\": {\"key\": \"val.accuracy_of_class_$m\", \"step\": 2, \"value\": 0.5}}"
  > done >>"$CAIRN_EVENTS"
  > SH
  $ cairn run -q 2>&1
  $ on_terminal 80 cairn show latest | sed -n '/^Metrics/,$p' | sed '/^Provenance/,$d' | normalise | squeeze
  Metrics
   metric value first min max points
   val.accuracy_of_class_eight 0.5000 0.2500 0.2500 0.5000 2
   val.accuracy_of_class_five 0.5000 0.2500 0.2500 0.5000 2
   val.accuracy_of_class_four 0.5000 0.2500 0.2500 0.5000 2
   val.accuracy_of_class_one 0.5000 0.2500 0.2500 0.5000 2
   val.accuracy_of_class_seven 0.5000 0.2500 0.2500 0.5000 2
   val.accuracy_of_class_six 0.5000 0.2500 0.2500 0.5000 2
   val.accuracy_of_class_three 0.5000 0.2500 0.2500 0.5000 2
   val.accuracy_of_class_two 0.5000 0.2500 0.2500 0.5000 2
  
  Children
   id kind name val.accuracy_of_class_eight val.accuracy_of_class_five
   xb4xoe model fold0 0.5000 0.5000
   +6 metric columns that do not fit, a pipe or a wider terminal to show
  
  Attempts
   attempt ended as started duration why it ran
   1 finished, exit 0 <date> <time> <duration> it has never run
   2 finished, exit 0 <date> <time> <duration> command: cairn log met…
   +2 further columns, 1 field column that do not fit, a pipe or a wider
   terminal to show
   long names are shortened, a wider terminal shows them whole
  
  $ cairn show latest | sed -n '/^Children/,/^$/p' | head -n 2 | wc -L
  246
