A stage may say how its models are used; the command is recorded with each run.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ export USER=ana
  $ tiny_project
  $ cat >>cairn.yaml <<'YAML'
  >     predict: sh predict.sh {n} {model} {data}
  > YAML
  $ cat >predict.sh <<'SH'
  > echo "n=$1 with $(cat "$2"/*) on $(cat "$3")"
  > SH
  $ run_tiny
  $ echo 'new samples' >'new data.csv'
  $ cairn predict o2a5oj 'new data.csv' -n 2>&1 | normalise
  $ cairn predict o2a5oj 'new data.csv' 2>/dev/null
  $ cairn predict o2a5oj 'new data.csv' --model fold9
  $ cairn predict o2a5oj nothing.csv 2>&1 | normalise
  $ cairn cat o2a5oj log | head -1

A command that fails says so:

  $ echo 'exit 3' >predict.sh
  $ cairn predict o2a5oj 'new data.csv' 2>&1 | normalise

The command of somebody else is not run without being asked:

  $ cairn export o2a5oj -o ../one.zip >/dev/null
  $ mkdir ../lab && cd ../lab && echo 'stages: {a: {cmd: "true"}}' >cairn.yaml && cairn import ../one.zip >/dev/null
  $ echo 'echo predicted by a stranger' >predict.sh
  $ cairn predict o2a5oj cairn.yaml 2>&1 | normalise
  $ cairn predict o2a5oj cairn.yaml --yes-run-imported 2>/dev/null
  $ mkdir ../unpacked && unzip -q ../one.zip -d ../unpacked && cd ..
  $ cairn predict unpacked lab/cairn.yaml 2>&1 | normalise
  $ echo 'echo predicted in $PWD' >unpacked/provenance/sources/predict.sh
  $ cairn predict unpacked lab/cairn.yaml --yes-run-imported 2>/dev/null | normalise

A run of a stage without one:

  $ cd tiny && sed -i '/predict:/d' cairn.yaml && cairn run -q -j 1 --force fit dataset=corn n=5
  $ cairn predict latest cairn.yaml 2>&1 | normalise
