A stage may say how its models are used; the command is recorded with each run.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ export USER=ana
  $ tiny_project
  $ cat >>cairn.yaml <<'YAML'
  >     predict: sh predict.sh {n} {model} {data}
  > YAML
  $ cat >predict.sh <<'SH'
  > echo "n=$1 with $(cat "$2"/fold.txt) on $(cat "$3")"
  > SH
  $ run_tiny
  $ echo 'new samples' >'new data.csv'
  $ cairn predict o2a5oj 'new data.csv' -n 2>&1 | normalise
  in <here>: sh predict.sh 2 <here>/results/<date>_tiny/corn/PLS2_d27e47/models/v2yhhy '<here>/new data.csv'
  $ cairn predict o2a5oj 'new data.csv' 2>/dev/null
  n=2 with fold of corn on new samples
  $ cairn predict o2a5oj 'new data.csv' --model fold9
  cairn: error: run o2a5oj has no model 'fold9'
    hint: it has: fold0
  [3]
  $ cairn predict o2a5oj nothing.csv 2>&1 | normalise
  cairn: error: there is no file '<here>/nothing.csv'
  $ cairn cat o2a5oj log | head -1
  fitting corn with 2 components

A model that is not what was recorded is not used. Other files of the run are not looked at:

  $ fold=$(echo results/*_tiny/corn/PLS2_*/models/*/fold.txt)
  $ echo 'fold of horn' >$fold && cairn predict o2a5oj 'new data.csv' 2>&1 | normalise
  in <here>: sh predict.sh 2 <here>/results/<date>_tiny/corn/PLS2_d27e47/models/v2yhhy '<here>/new data.csv'
  cairn: error: '<here>/results/<date>_tiny/corn/PLS2_d27e47/models/v2yhhy/fold.txt' is not what was recorded
    hint: bring it back from an equal copy, where there is one: cairn verify --deep --repair
  $ cairn predict o2a5oj 'new data.csv' >/dev/null 2>&1
  [6]
  $ cairn predict o2a5oj 'new data.csv' -n 2>&1 | normalise
  in <here>: sh predict.sh 2 <here>/results/<date>_tiny/corn/PLS2_d27e47/models/v2yhhy '<here>/new data.csv'
  $ echo longer than the model was >$fold && cairn predict o2a5oj 'new data.csv' >/dev/null 2>&1
  [6]
  $ echo 'fold of corn' >$fold && echo x >${fold%/models/*}/weights.txt
  $ cairn predict o2a5oj 'new data.csv' 2>/dev/null
  n=2 with fold of corn on new samples
  $ echo 'weights of corn 2' >${fold%/models/*}/weights.txt

A command that fails says so:

  $ echo 'exit 3' >predict.sh
  $ cairn predict o2a5oj 'new data.csv' 2>&1 | normalise
  in <here>: sh predict.sh 2 <here>/results/<date>_tiny/corn/PLS2_d27e47/models/v2yhhy '<here>/new data.csv'
  cairn: error: the command ended with 3

The command of somebody else is not run without being asked:

  $ cairn export o2a5oj -o ../one.zip >/dev/null
  $ mkdir ../lab && cd ../lab && echo 'stages: {a: {cmd: "true"}}' >cairn.yaml && cairn import ../one.zip >/dev/null
  $ echo 'echo predicted by a stranger' >predict.sh
  $ cairn predict o2a5oj cairn.yaml 2>&1 | normalise
  in <here>: sh predict.sh 2 <here>/results/<date>_tiny/corn/PLS2_d27e47/models/v2yhhy <here>/cairn.yaml
  cairn: error: this command comes from the package one.zip of ana
    hint: read it; if you trust it and the files that it loads, say --yes-run-imported
  $ cairn predict o2a5oj cairn.yaml --yes-run-imported 2>/dev/null
  predicted by a stranger
  $ mkdir ../unpacked && unzip -q ../one.zip -d ../unpacked && cd ..
  $ cairn predict unpacked lab/cairn.yaml 2>&1 | normalise
  in <here>/unpacked/provenance/sources: sh predict.sh 2 <here>/unpacked/models/v2yhhy <here>/lab/cairn.yaml
  cairn: error: this command comes from '<here>/unpacked', which is none of this project's runs
    hint: read it; if you trust it and the files that it loads, say --yes-run-imported
  $ echo 'echo predicted in $PWD' >unpacked/provenance/sources/predict.sh
  $ cairn predict unpacked lab/cairn.yaml --yes-run-imported 2>/dev/null | normalise
  predicted in <here>/unpacked/provenance/sources

The code that the command names came along, and it is asked for also where a package was unpacked among the results:

  $ unzip -q -o one.zip -d unpacked && cairn -C tiny cat o2a5oj source:predict.sh
  echo "n=$1 with $(cat "$2"/fold.txt) on $(cat "$3")"
  $ cairn predict unpacked 'tiny/new data.csv' --yes-run-imported 2>/dev/null
  n=2 with fold of corn on new samples
  $ mkdir -p other/results/2026-01-01_s/all && cp -r unpacked other/results/2026-01-01_s/all/PLS2_d27e47 && cd other
  $ printf 'layout: nirs4all\nstages: {a: {cmd: "true"}}\n' >cairn.yaml && cairn predict latest '../tiny/new data.csv' 2>&1 | normalise
  in <here>/results/<date>_s/all/PLS2_d27e47/provenance/sources: sh predict.sh 2 <here>/results/<date>_s/all/PLS2_d27e47/models/v2yhhy '<tmp>/predict.t/tiny/new data.csv'
  cairn: error: this command comes from the package in '<here>/results/<date>_s/all/PLS2_d27e47'
    hint: read it; if you trust it and the files that it loads, say --yes-run-imported
  $ cairn predict latest '../tiny/new data.csv' --yes-run-imported 2>/dev/null
  n=2 with fold of corn on new samples
  $ cd ..

A run of a stage without one:

  $ cd tiny && sed -i '/predict:/d' cairn.yaml && cairn run -q -j 1 --force fit dataset=corn n=5
  $ cairn predict latest cairn.yaml 2>&1 | normalise
  cairn: error: run <id> recorded no command to predict with
    hint: give its stage one in cairn.yaml, as in predict: python predict.py {model} {data}; it holds for runs that are made from then on

Where the layout puts the files of a model elsewhere than its folder, the files say where it lies:

  $ cd .. && rm -r tiny && tiny_project projects
  $ echo '    predict: "cat {model}/* {data}"' >>cairn.yaml
  $ run_tiny dataset=corn n=2
  $ echo 'new samples' >new.csv
  $ cairn predict latest new.csv -n 2>&1 | normalise
  in <here>: cat <here>/results/projects/tiny/runs/run_o2a5oj/models/fold0/* <here>/new.csv
  $ cairn predict latest new.csv 2>/dev/null
  fold of corn
  new samples

A command that asks for {run} may read any file of it, so that all are looked at; those that are gone it will miss itself:

  $ sed -i 's/predict: .*/predict: "cat {run}\/weights.txt {data}"/' cairn.yaml && run_tiny dataset=corn n=5
  $ cairn predict latest new.csv 2>/dev/null
  weights of corn 5
  new samples
  $ cd "$(cairn path latest)" && echo tampered >weights.txt && cairn predict latest ~-/new.csv 2>&1 | normalise
  in <tmp>/predict.t/tiny: cat <here>/weights.txt <tmp>/predict.t/tiny/new.csv
  cairn: error: '<here>/weights.txt' is not what was recorded
    hint: bring it back from an equal copy, where there is one: cairn verify --deep --repair
  $ cairn predict latest ~-/new.csv >/dev/null 2>&1
  [6]
  $ echo 'weights of corn 5' >weights.txt && rm scores.json && cairn predict latest ~-/new.csv 2>/dev/null
  weights of corn 5
  new samples
