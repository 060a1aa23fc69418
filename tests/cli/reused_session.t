A session that asks for runs of another one lists them. Where that is all there is to do, its views
follow in the same command:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn archive --yes --where 'n = 2' > /dev/null
  $ cairn verify | sed 's/.*: all well.*/all well/'
  all well
  $ snapshot results > before
  $ cairn run
  Nothing to run: all 4 runs are cached.
  $ cairn verify | sed 's/.*: all well.*/all well/'
  all well

And nothing is written once more:

  $ snapshot results > after && cairn run
  Nothing to run: all 4 runs are cached.
  $ snapshot results | cmp - after
  $ cmp -s before after
  [1]

A session whose folder a killed cairn left behind is the one that is used, also when the next cairn is killed in it:

  $ cd .. && mkdir killed && cd killed
  $ cat >cairn.yaml <<'YAML'
  > stages:
  >   fit: {params: {n: {type: int}}, cmd: "true # {n}"}
  > YAML
  $ cairn run -q fit n=1 -e first
  $ CAIRN_FAIL=group_rename:1:kill sh -c 'cairn run -q fit n=2 -e twice; exit 3' >/dev/null 2>&1
  [3]
  $ cairn ls --columns n
  n
  1
  $ CAIRN_FAIL=begin_folder:2:kill sh -c 'cairn run -q fit n=2 -e twice; exit 3' >/dev/null 2>&1
  [3]
  $ cairn run -q fit n=2 -e twice
  $ ls results | normalise
  <date>_first
  <date>_twice

Several that start at once in a new experiment share its session, and nothing is made twice:

  $ cd .. && mkdir at_once && cd at_once
  $ cat >cairn.yaml <<'YAML'
  > stages:
  >   fit: {params: {seed: {type: int}}, cmd: "echo {seed} >>../made"}
  > YAML
  $ for e in 1 2 3 4 5; do seq ${e}1 ${e}4 | xargs -P 4 -I@ cairn run -q -e s$e seed=@; done
  $ ls results | normalise
  <date>_s1
  <date>_s2
  <date>_s3
  <date>_s4
  <date>_s5
  $ for e in 6 7 8; do cairn run -q -e s$e seed=${e}1,${e}2 & cairn run -q -e s$e seed=${e}1,${e}2; wait; done 2>/dev/null
  $ ls results | wc -l; wc -l <../made; sort ../made | uniq -d
  8
  26

Runs that are done again stay in the session that made them, and that is where the results are said to be:

  $ cd .. && mkdir again && cd again
  $ cat >cairn.yaml <<'YAML'
  > experiment: e1
  > stages:
  >   fit: {matrix: {n: [1, 2]}, cmd: "echo {n} > {run}/m", outs: {m: m}}
  > YAML
  $ cairn run -q && sed -i 's/echo {n}/echo {n} {n}/' cairn.yaml
  $ cairn run -e e2 -y 2>&1 | normalise
  2 runs: 2 stale
  Ran 2 jobs in <duration>: 2 finished.
  Results: results/<date>_e1
  $ sed -i 's/echo {n}/echo {n} {n}/; s/2]/2, 3]/' cairn.yaml
  $ cairn run -e e2 -y 2>&1 | normalise
  3 runs: 1 missing, 2 stale
  Ran 3 jobs in <duration>: 3 finished.
  Results: results/<date>_e1 results/<date>_e2
  $ ls results | normalise
  <date>_e1
  <date>_e2

A session ranks the runs that it reuses as its own, in its views and in what is asked of it:

  $ cd .. && mkdir ranked && cd ranked
  $ cat >cairn.yaml <<'YAML'
  > experiment: e1
  > datasets: {corn: {path: corn}, wheat: {path: wheat}}
  > stages:
  >   fit:
  >     matrix: {dataset: [corn, wheat], n: [1, 2]}
  >     cmd: cairn log metric rmse {n}
  >     rank: {by: rmse}
  > YAML
  $ cairn run -q -j1 && sed -i 's/n: .*]}/n: [1, 2, 3]}/' cairn.yaml && cairn run -q -e e2
  $ asked() { cairn ls "$@" --sort dataset,n --columns dataset,n,experiment --csv | paste -sd' '; }
  $ asked results/*_e2
  dataset,n,experiment corn,1,e1 corn,2,e1 corn,3,e2 wheat,1,e1 wheat,2,e1 wheat,3,e2
  $ asked e2
  dataset,n,experiment corn,1,e1 corn,2,e1 corn,3,e2 wheat,1,e1 wheat,2,e1 wheat,3,e2
  $ asked results/*_e2/corn
  dataset,n,experiment corn,1,e1 corn,2,e1 corn,3,e2
  $ asked results/*_e1
  dataset,n,experiment corn,1,e1 corn,2,e1 wheat,1,e1 wheat,2,e1
  $ cat results/*_e2/corn/COMPARISON.yaml | head -5
  best_pipeline: fit_4ff3cb
  rankings:
    - {rank: 1, pipeline: fit_4ff3cb, pipeline_name: fit, by: rmse, score: 1.0}
    - {rank: 2, pipeline: fit_02f3d2, pipeline_name: fit, by: rmse, score: 2.0}
    - {rank: 3, pipeline: fit_16ea44, pipeline_name: fit, by: rmse, score: 3.0}
  $ cairn best results/*_e2/corn --csv --columns n
  rank,n
  1,1
  2,2
  3,3
  $ cairn ls e2 --agg rmse:min --csv
  rmse.min,rmse.n
  1.0,6
  $ cairn compare results/*_e2/corn | head -2
  params  85c1v7 fit  tpqj6c fit  2pe0jc fit
  n       3           2           1
  $ cairn history e2 rmse --csv | wc -l
  7
  $ cairn history results/*_e2/corn rmse --csv | wc -l
  4
  $ cairn schema e2 --csv | cut -d, -f1,2,4
  kind,key,runs
  field,dataset,6
  param,n,6
  metric,rmse,6

What acts on a session acts on what lies in it:

  $ cairn verify results/*_e2 | cut -d, -f1
  2 runs
  $ cairn export results/*_e2 -o ../e2.zip 2>/dev/null | grep -o '[0-9]* runs'
  2 runs
  $ cairn clean results/*_e2 -n 2>&1 | grep -o '[0-9]* runs\?' | head -1
  2 runs

Its views follow when such a run is done again, wherever the folder of either session has gone:

  $ sed -i 's/rmse {n}/rmse $(( {n} * {n} - 4 * {n} ))/' cairn.yaml && cairn run -qy
  $ cat results/*_e2/corn/COMPARISON.yaml | sed -n '3,5s/.*score/score/p' | tr -d '}' | paste -sd' '
  score: -4.0 score: -3.0 score: -3.0
  $ mv results/*_e2 results/second && sed -i 's/4 \* {n}/5 * {n}/' cairn.yaml && cairn run -qy
  $ mv results/*_e1 results/first && sed -i 's/5 \* {n}/6 * {n}/' cairn.yaml && cairn run -qy
  $ sed -i 's/6 \* {n}/2 * {n}/' cairn.yaml && cairn run -qy
  $ cat results/second/corn/COMPARISON.yaml | sed -n '3,5s/.*score/score/p' | tr -d '}' | paste -sd' '
  score: -1.0 score: 0.0 score: 3.0
  $ cairn verify | sed 's/.*: all well.*/all well/'
  all well

What an experiment uses of another one is part of its folder, not of its name, and that is said:

  $ cd .. && mkdir names && cd names
  $ cat >cairn.yaml <<'YAML'
  > stages:
  >   fit: {params: {n: {type: int}}, cmd: "echo acc: {n} > {run}/m.yaml", metrics: m.yaml, rank: {by: acc, direction: max}}
  > YAML
  $ cairn run -q fit n=1,2 -e one && cairn run -q fit n=2,3 -e two
  $ cairn best --experiment two --columns n 2>&1 | normalise
  cairn: note: 1 run of other experiments that 'two' uses is not among these; name the folder for all: results/<date>_two
  by acc, highest first
  rank  n
     1  3
  n = 1, highest acc first
  $ cairn best results/*_two --columns n 2>&1
  by acc, highest first
  rank  n
     1  3
     2  2
  n = 2, highest acc first
  $ cairn ls --experiment one --columns n --sort n 2>&1
  n
  1
  2

Where everything is cached, a new name makes nothing; the results are where they were:

  $ cairn run fit n=1,3 -e three | normalise
  Nothing to run: all 2 runs are cached.
  Results: results/<date>_one results/<date>_two (nothing was made for 'three')
  $ cairn run fit n=1,2 -e one
  Nothing to run: all 2 runs are cached.
