What a run was made from stays what it was, also when the run upstream is made again. Two models are evaluated, then trained
once more with other defaults, which are no part of their identity:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir models && cd models
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   train:
  >     matrix: {lr: [0.1, 0.2]}
  >     params: {epochs: 20}
  >     cmd: "echo {epochs} > {outs.weights}; echo {lr} > {outs.log}"
  >     outs: {weights: model.txt, log: lr.txt}
  >   evaluate:
  >     needs: train
  >     cmd: "echo acc: $(cat {train.weights}) > {run}/e.yaml"
  >     metrics: e.yaml
  > YAML
  $ cairn run -q
  $ cairn ls --stage evaluate --columns acc,parent.lr,parent.epochs --sort parent.lr
  acc  parent.lr  parent.epochs
   20        0.1             20
   20        0.2             20
  $ sed -i 's/epochs: 20/epochs: 30/' cairn.yaml
  $ cairn run -q train

The values that the runs upstream have now are not theirs:

  $ cairn ls --stage evaluate --columns acc,parent.lr,parent.epochs,parent.stage --sort id 2>&1
  acc  parent.lr  parent.epochs  parent.stage
   20          -              -  train
   20          -              -  train
  cairn: note: 2 runs were made from an earlier attempt of train: their parent. values are not shown (cairn why tells more)
  $ cairn ls --stage evaluate --where "parent.epochs = 20" 2>&1
  no runs
  cairn: note: 2 runs were made from an earlier attempt of train: their parent. values are not shown (cairn why tells more)
  $ cairn ls --stage evaluate --where "parent.epochs = 30" 2>&1
  no runs
  cairn: note: 2 runs were made from an earlier attempt of train: their parent. values are not shown (cairn why tells more)
  $ cairn ls --stage evaluate --where "parent.stage = 'train'" --columns stage 2>&1
  stage
  evaluate
  evaluate
  $ cairn ls --stage evaluate --group-by parent.epochs --agg acc 2>&1
  parent.epochs  acc ± std  n
              -  20.00 ± 0  2
  1 group of 2 runs
  runs of one group were made from different lr of train (2 values)
  cairn: note: 2 runs were made from an earlier attempt of train: their parent. values are not shown (cairn why tells more)
  $ cairn best --stage evaluate --by acc --columns acc,parent.epochs --csv 2>&1
  rank,acc,parent.epochs
  1,20.0,
  1,20.0,
  cairn: note: 2 runs were made from an earlier attempt of train: their parent. values are not shown (cairn why tells more)
  $ cairn show $(cairn ls --stage evaluate --columns id --csv | tail -1) | sed -n '/^Inputs/,/^$/p' | normalise
  Inputs and links
    link   name   run     version  made from
    input  train  <id>  -        an earlier attempt
  

Programs read the same of each link, and who packs such a run is told; a package that holds the run upstream as well says so in
its page, and one without it is the same as before that was made again:

  $ run=$(cairn id evaluate lr=0.1)
  $ cairn show $run --json | jq -c '.run.links' | normalise
  [{"type":"input","name":"train","digest":"<digest>","version":null,"made_again":true}]
  $ cairn show $(cairn id train lr=0.1) --json | jq -c '.run.links'
  []
  $ cairn export $run --dry-run --json | jq -c '.runs[] | [.id, .made_again]' | normalise
  cairn: warning: run gyj5c3 was made from an earlier attempt of train 538tjw
  ["<id>",["<id>"]]
  $ cairn export $run -o ../one.zip 2>&1 >/dev/null | normalise
  cairn: warning: run <id> was made from an earlier attempt of train <id>
  $ unzip -p ../one.zip index.html | grep -c 'made again'
  0
  [1]
  $ cairn export $run $(cairn id train lr=0.1) -o ../two.zip 2>&1 >/dev/null | normalise
  cairn: warning: run <id> was made from an earlier attempt of train <id>
  $ unzip -p ../two.zip index.html | grep 'made again' | normalise
  <p>Made from an earlier attempt of train <id>, which was made again since.</p>

One is evaluated anew; a catalog that is made anew says the same of both:

  $ cairn run -q evaluate lr=0.1
  $ cairn ls --stage evaluate --columns acc,parent.epochs --sort acc 2>&1
  acc  parent.epochs
   20              -
   30             30
  cairn: note: 1 run was made from an earlier attempt of train: its parent. values are not shown (cairn why tells more)
  $ cairn reindex >/dev/null 2>&1; cairn ls --stage evaluate --columns acc,parent.epochs --sort acc 2>&1
  acc  parent.epochs
   20              -
   30             30
  cairn: note: 1 run was made from an earlier attempt of train: its parent. values are not shown (cairn why tells more)

An upstream that comes out the same, or whose file changed that nobody read, is still what they were made from:

  $ cairn run -q evaluate
  $ cairn run -q --force train
  $ cairn ls --stage evaluate --columns acc,parent.epochs 2>&1
  acc  parent.epochs
   30             30
   30             30
  $ sed -i 's/echo {lr} >/echo lr {lr} >/' cairn.yaml
  $ cairn run -q train
  $ cairn ls --stage evaluate --columns acc,parent.epochs 2>&1
  acc  parent.epochs
   30             30
   30             30

One that failed has nothing that they could have read:

  $ sed -i 's/echo lr/false; echo lr/; s/echo {epochs}/exit 1; echo {epochs}/' cairn.yaml
  $ cairn run -q train lr=0.1 >/dev/null 2>&1
  [1]
  $ cairn ls --stage evaluate --columns acc,parent.epochs --sort -parent.epochs 2>&1
  acc  parent.epochs
   30             30
   30              -
  cairn: note: 1 run was made from an earlier attempt of train: its parent. values are not shown (cairn why tells more)
