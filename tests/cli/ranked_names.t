`rank: {by: …}` names a metric by the rules of all bare names: the exact key, else `val.<name>`, else the
only key that ends so. Further metrics that end in the same word change nothing.

  $ . "$TESTDIR/../support/transcript.sh"
  $ project() {
  >   mkdir "$1" && cd "$1"
  >   printf "echo '%s' | sed s/N/\$1/ >\$2/m.json\n" "$3" >job.sh
  >   echo "{layout: flat, stages: {s: {matrix: {seed: [1, 2]}, rank: {by: $2, direction: max}, metrics: m.json," >cairn.yaml
  >   echo " cmd: 'sh job.sh {seed} {run}'}}}" >>cairn.yaml
  > }

Where nothing ran, no metric is the right one to name:

  $ project empty acc '{"acc": N}'
  $ cairn best 2>&1
  cairn: error: there are no runs to rank
    hint: make some: cairn run
  [3]
  $ cairn best --by val.rmse 2>&1
  cairn: error: there are no runs to rank
    hint: make some: cairn run
  [3]

The exact key:

  $ project ../exact acc '{"acc": N, "final": {"acc": 9}}' && cairn run -q -j1
  $ cairn best --csv | cut -d, -f1,4
  rank,acc
  1,2.0
  2,1.0
  $ cairn best --id | wc -l
  2
  $ cairn ls --over seed --csv
  acc.mean,acc.std,acc.n
  1.5,0.7071067811865476,2
  $ cairn ls --columns acc,final.acc --csv
  acc,final.acc
  2.0,9.0
  1.0,9.0
  $ cairn ls --csv | sed -n 1p
  id,name,experiment,dataset,stage,seed,status,attempt,created,duration,copy,acc,final.acc
  $ cairn compare results | sed -n '/^metrics/,/^$/p'
  metrics  tx7qrp s  iozcax s
  acc      2.000 *   1.000  (-1.00, -50 %)
  

Its end, with and without a longer one:

  $ project ../dotted val.rmse '{"val": {"rmse": N}, "final": {"val": {"rmse": 9}}}' && cairn run -q -j1
  $ cairn best | sed -n 1p
  by val.rmse, highest first
  $ project ../bare rmse '{"val": {"rmse": N}, "test": {"rmse": 9}}' && cairn run -q -j1
  $ cairn best | sed -n 1p
  by val.rmse, highest first
  $ cairn compare results | sed -n '/^metrics/,/^$/p'
  metrics   tx7qrp s  iozcax s
  val.rmse  2.000 *   1.000  (-1.00, -50 %)
  

Two that could be meant are refused, and either can be named:

  $ project ../two rmse '{"train": {"rmse": N}, "test": {"rmse": 9}}' && cairn run -q -j1
  $ cairn best 2>&1
  cairn: error: the runs are ranked by test.rmse or train.rmse, and --by METRIC is missing
    hint: cairn best --by test.rmse
  [2]
  $ cairn best --by train.rmse | sed -n 1p
  by train.rmse, highest first
