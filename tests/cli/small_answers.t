Answers and errors name the thing that was asked about.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir small && cd small
  $ cat >cairn.yaml <<'YAML'
  > layout: nirs4all
  > experiment: small
  > stages:
  >   fit:
  >     kind: pipeline
  >     name: "x{x}-{lr}"
  >     params: {lr: 0.1, prompt: a}
  >     matrix: {x: [1, "1"], lr: [0.1, 0.2]}
  >     cmd: sh job.sh {run} {lr}
  >     outs: {model: model.txt}
  >     metrics: m.json
  > YAML
  $ cat >job.sh <<'SH'
  > echo "{\"rmse\": $2}" >"$1/m.json" && echo m >"$1/model.txt"
  > f=$(cairn child --name fold0) && echo x >"$f/w.txt" && cairn log artifact "$f/w.txt" --role weights --child fold0
  > cairn log child fold0 --metrics '{"val": {"rmse": 0.5}}'
  > SH
  $ cairn run -q -j1
  $ run=$(cairn ls --where 'x = 1 AND lr = 0.2' --json | jq -r '.runs[] | select(.params.x == 1) | .id')
  $ child=$(cairn show "$run" --json | jq -r '.run.children[0].id')

A value of the command line stands there, also for a run that nothing asks for then:

  $ cairn why "$run" lr=3 | normalise
  fit <id> x1-0.2 is not asked for
    results/<date>_small/all/x1-0.2_95b4f9
    the nearest run that is asked for differs in
    lr: 0.2 → 3  lr=3 on the command line
  $ cairn why "$run" x=1 lr=0.1 | normalise
  fit <id> x1-0.2 is not asked for
    results/<date>_small/all/x1-0.2_95b4f9
    the nearest run that is asked for differs in
    lr: 0.2 → 0.1  lr=0.1 on the command line

A child's final metrics are its metrics:

  $ cairn history "$child"
  child  key       points  first_step  last_step   first    last     min     max
  fold0  val.rmse       1           -          -  0.5000  0.5000  0.5000  0.5000
  $ cairn history "$run" rmse --children --csv
  child,key,step,time,value
  ,rmse,,,0.2
  $ cairn history "$run" | tail -1
  1 metric of children, --children to show

The spelling that rankings take:

  $ cairn history "$run" metrics.rmse --csv
  child,key,step,time,value
  ,rmse,,,0.2
  $ cairn history "$run" metrics.rmze --csv 2>&1
  cairn: error: this run has no metric 'metrics.rmze'
    hint: there are: rmse
  [2]

What a child lacks may be its run's:

  $ cairn cat "$child" weights
  x
  $ cairn cat "$child" model 2>&1 | normalise
  cairn: error: child 'fold0' of run <id> has no artifact 'model'
    hint: its run has it: name <id> instead of the child
  $ cairn cat "$child" weigts 2>&1 | normalise
  cairn: error: child 'fold0' of run <id> has no artifact 'weigts'
    hint: did you mean 'weights'?

A group is no run:

  $ cairn show results/* 2>&1 | normalise
  cairn: error: 'results/<date>_small' is no run but a folder with 4 runs
    hint: list them with: cairn ls results/<date>_small
  $ cd results && cairn path * 2>&1 | normalise; cd ..
  cairn: error: '<date>_small' is no run but a folder with 4 runs
    hint: list them with: cairn ls <date>_small
  $ cairn show nobody 2>&1
  cairn: error: there is no run 'nobody'
    hint: list them with: cairn ls
  [3]

Values that read alike are told apart by their quotes:

  $ cairn ls --group-by x --agg rmse
  x       rmse ± std  n
  1    0.150 ± 0.071  2
  "1"  0.150 ± 0.071  2
  2 groups of 4 runs
  runs of one group also differ in lr (2 values)
  $ cairn ls --group-by x --pivot lr --agg rmse
  x    lr=0.1  lr=0.2
  1    0.1000  0.2000
  "1"  0.1000  0.2000
  cells: mean ± std of rmse (n), without n where it is 1
  4 groups of 4 runs
  $ cairn ls --group-by x --agg 'rmse: n' --csv
  x,rmse.n
  1,2
  """1""",2

A long value leaves room for what the table is about:

  $ cairn run -q fit x=1 prompt="a long text that says how the model is to answer and that goes on and on"
  $ on_terminal 80 cairn ls --group-by prompt --pivot lr --agg rmse
  prompt                              lr=0.1          lr=0.2
  a                           0.1000 ± 0 (2)  0.2000 ± 0 (2)
  a long text that says how…  0.1000          0.2000
  cells: mean ± std of rmse (n), without n where it is 1
  4 groups of 6 runs
  runs of one group also differ in x (2 values)
  long names are shortened, a wider terminal shows them whole
  $ on_terminal 80 cairn ls --over x --agg rmse
   lr  prompt                      rmse ± std  n
  0.1  a                           0.1000 ± 0  2
  0.1  a long text that says how…  0.1000      1
  0.2  a                           0.2000 ± 0  2
  0.2  a long text that says how…  0.2000      1
  4 groups of 6 runs, over x (2 values)
  long names are shortened, a wider terminal shows them whole
  $ cairn ls --group-by prompt --agg rmse
  prompt                                                                       rmse ± std  n
  a                                                                         0.150 ± 0.058  4
  a long text that says how the model is to answer and that goes on and on  0.150 ± 0.071  2
  2 groups of 6 runs
  runs of one group also differ in lr (2 values), x (2 values)
