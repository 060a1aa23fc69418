What another cairn makes at this moment is said, left out, and no failure; the rest is run:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir p && cd p && cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit:
  >     matrix: {i: [1, 2]}
  >     cmd: "sh fit.sh {i}"
  >   sum: {needs: {fit: fit}, cmd: "true"}
  > YAML
  $ echo 'test $1 = 2 && exit; touch started; until test -e go; do sleep 0.02; done' >fit.sh
  $ cairn run fit i=1 >/dev/null 2>&1 & while ! test -e started; do sleep 0.02; done
  $ cairn run -n | normalise
  stage    cached   missing     stale     retry    forced  upstream   running
  fit           -         1         -         -         -         -         1
  sum           -         2         -         -         -         -         -
  why:
        3 × it has never run
        1 × attempt 1 is running
  Would run 3 of 4 runs.
  $ cairn run -n fit i=1
  stage    cached   missing     stale     retry    forced  upstream   running
  fit           -         -         -         -         -         -         1
  why:
        1 × attempt 1 is running
  Nothing to run: 0 runs cached, 1 running already.
  $ cairn run 2>&1 | normalise; cairn run -q
  4 runs: 3 missing, 1 running
  Ran 2 jobs in <duration>: 2 finished, 1 not started, 1 running already.
  Results: results
  Another cairn makes what is running; `cairn run` runs what is then left (run --wait waits for it).
  [5]
  $ cairn run fit i=1 2>&1
  Nothing to run: 0 runs cached, 1 running already.
  [5]
  $ cairn run fit -R fit i=1 2>&1 | normalise | sed 's/process [0-9]*/process <pid>/'
  1 run: 1 forced
  left out: fit di82bs: run di82bs is running already (host <host>, process <pid>) (wait for it, or stop that process, then run this again)
  Ran 0 jobs in <duration>: 0 finished, 1 running already.
  Results: results
  Another cairn makes what is running; `cairn run fit i=1` runs what is then left (run --wait waits for it).
  $ cairn why --json | grep -c '"state": "running"'
  1
  $ touch go; wait
  $ cairn run 2>/dev/null | normalise
  Ran 1 job in <duration>: 1 finished; 3 cached.
  Results: results

Tasks of an array that need one run, all begun at once: one makes it, the others wait for it.

  $ cd .. && mkdir array && cd array && cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   prepare: {cmd: "echo x >>count; touch started; until test -e go; do sleep 0.02; done; echo data >{run}/d", outs: {d: d}}
  >   train:
  >     needs: prepare
  >     matrix: {seed: {range: [0, 4]}}
  >     cmd: "cat {prepare.d} >{run}/m"
  >     outs: {m: m}
  > YAML
  $ cairn run train seed=0 -q & while ! test -e started; do sleep 0.02; done
  $ cairn run train seed=1 -q
  [5]
  $ for seed in 1 2 3; do cairn run train seed=$seed --wait >log.$seed 2>&1 & done; sleep 1.2; touch go; wait
  $ grep -hE 'waiting|Ran' log.1 | normalise
  waiting for 1 run that another cairn makes: prepare <id>
  Ran 1 job in <duration>: 1 finished; 1 cached.
  $ cairn ls --columns stage,seed,status --sort stage,seed
  stage    seed  status
  prepare     -  finished
  train       0  finished
  train       1  finished
  train       2  finished
  train       3  finished
  $ cat count
  x
