A stage that fails shows the end of its log; what needs it is not started:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir p && cd p
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   good:
  >     matrix: {i: [1, 2]}
  >     cmd: ["sh", "-c", "echo good > $0", "{outs.out}"]
  >     outs: {out: out.txt}
  >   bad:
  >     cmd: echo 'Traceback, most recent call last'; echo 'ValueError, no data' >&2; exit 3
  >   after:
  >     needs: bad
  >     cmd: ["true"]
  > YAML
  $ cairn run -j 1 2>err >out; echo "exit $?"; normalise <err; normalise <out
  exit 1
  4 runs: 4 missing
  failed: bad <id>: the command exited with 3
    log: results/bad-<id>/.run/<id>.log
    | Traceback, most recent call last
    | ValueError, no data
  Ran 3 jobs in <duration>: 2 finished, 1 failed, 1 not started.
  Results: results
  See `cairn ls --status failed`; `cairn run` runs what is not finished again.
  $ cairn run -j 1 -k 2>/dev/null | normalise
  Ran 1 job in <duration>: 0 finished, 1 failed, 1 not started; 2 cached.
  Results: results
  See `cairn ls --status failed`; `cairn run` runs what is not finished again.
  $ cairn ls --status failed --csv | cut -d, -f2,3
  name,experiment
  bad,run_001
  $ cat results/bad-*/.run/*.log
  Traceback, most recent call last
  ValueError, no data

Without -k nothing starts after a failure; what failed is tried again after what never ran:

  $ mkdir ../s && cd ../s && cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages: {fit: {matrix: {i: [1, 2, 3, 4, 5, 6]}, cmd: "test {i} -gt 2"}}
  > YAML
  $ for i in 1 2 3; do cairn run -j 1 2>/dev/null | head -n 1 | normalise; done
  Ran 1 job in <duration>: 0 finished, 1 failed, 5 not started (stopped at the first failure; -k goes on).
  Ran 1 job in <duration>: 0 finished, 1 failed, 5 not started (stopped at the first failure; -k goes on).
  Ran 5 jobs in <duration>: 4 finished, 1 failed, 1 not started (stopped at the first failure; -k goes on).
  $ cairn ls --columns i,status --csv && cd ../p
  i,status
  1,failed
  6,finished
  5,finished
  4,finished
  3,finished
  2,failed

It is tried again by the next run, as the next attempt:

  $ cairn run bad 2>/dev/null >/dev/null
  [1]
  $ grep -o '"number":[0-9]*' results/bad-*/.run/*.json
  "number":1
  "number":2
  "number":3

A job that ends well without its declared out has failed:

  $ cd .. && mkdir q && cd q
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   liar: {cmd: ["true"], outs: {model: model.pkl}, metrics: scores.json}
  >   slow: {cmd: "sleep 20", resources: {time: 0.2s}}
  >   ghost: {cmd: ["no-such-program"]}
  >   twice: {cmd: "test $CAIRN_ATTEMPT = 2", retries: 1}
  >   torn: {cmd: "sh torn.sh"}
  > YAML
  $ cat >torn.sh <<'SH'
  > sleep 0.3  # The note of its start comes first.
  > printf '{"metric": {"key": "a", "value": 1}}\nnonsense\n' >>"$CAIRN_EVENTS"
  > printf '{"tag": {"key": "b", "value": 2}}\n{"met' >>"$CAIRN_EVENTS"
  > SH
  $ cairn run -j 1 -k 2>&1 | normalise | sed "s|events line [0-9]*|events line N|"
  5 runs: 5 missing
  failed: liar <id>: the command ended well, but its declared out is missing: model.pkl, scores.json (looked in results/liar-<id>)
  failed: slow <id>: it ran out of time (<duration>)
  failed: ghost <id>: cannot start 'no-such-program': no such program or folder
  cairn: warning: torn <id>: events line N: event:1:2: not JSON: while parsing value - invalid literal
  cairn: warning: torn <id>: events line N: the last line is torn and was cut
  Ran 5 jobs in <duration>: 2 finished, 3 failed.
  Results: results
  See `cairn ls --status failed`; `cairn run` runs what is not finished again.
  $ cairn ls --csv | cut -d, -f2,4 | sort
  ghost,
  liar,
  name,dataset
  slow,
  torn,
  twice,
  $ cairn show --json torn | python3 -c 'import json,sys; r=json.load(sys.stdin)["run"]; print(r["metrics"].keys(), r["tags"])'
  dict_keys(['a']) {'b': 2}

Ctrl-C once lets the running job end and starts no other; the next run goes on:

  $ cd .. && mkdir r && cd r
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   nap:
  >     matrix: {i: [1, 2, 3]}
  >     cmd: "touch started; sleep 0.6; echo {i} > {outs.out}"
  >     outs: {out: out.txt}
  > YAML
  $ cairn run -j 1 >out 2>err & while ! test -e started; do sleep 0.02; done; kill -INT $!; wait $!
  [130]
  $ normalise <err; normalise <out
  3 runs: 3 missing
  interrupted: waiting for the running jobs to end (Ctrl-C again ends them now)
  Ran 1 job in <duration>: 1 finished, 2 not started.
  Results: results
  `cairn run` runs what was not started.
  $ cairn run -j 3 2>/dev/null | normalise
  Ran 2 jobs in <duration>: 2 finished; 1 cached.
  Results: results

Twice ends it; what was cut off is run again:

  $ rm started; sed -i 's/sleep 0.6/sleep 30/' cairn.yaml
  $ cairn run -j 3 >out 2>err & while ! test -e started; do sleep 0.02; done; kill -INT $!; sleep 0.3; kill -INT $!; wait $!
  [130]
  $ normalise <err | sort; normalise <out
  3 runs: 3 stale
  ending the running jobs
  failed: nap <id>: it was interrupted
  failed: nap <id>: it was interrupted
  failed: nap <id>: it was interrupted
  interrupted: waiting for the running jobs to end (Ctrl-C again ends them now)
  Ran 3 jobs in <duration>: 0 finished, 3 killed.
  Results: results
  See `cairn ls --status killed`; `cairn run` runs what is not finished again.
  $ cairn ls --csv | cut -d, -f2,4 | sort | uniq -c | squeeze
   1 name,dataset
   3 nap,
  $ sed -i 's/sleep 30/true/' cairn.yaml; cairn run 2>/dev/null | normalise
  Ran 3 jobs in <duration>: 3 finished.
  Results: results

A damaged record is named as such in the plan, whether its size changed or not, and the run is done again:

  $ record=$(ls results/*/.run/*.json | head -n 1); chmod u+w $record; cp $record ../whole
  $ sed -i 's/finished/finishad/' $record; cairn run -n 2>/dev/null | grep ×
        1 × its record is damaged
  $ echo more >>$record; cairn run -n 2>/dev/null | grep ×
        1 × its record is damaged
  $ echo '{' >$record; cairn run -n 2>&1 | normalise | grep -E '×|warning'
  cairn: warning: <here>/results/nap-<id>/.run/<id>.json: not a record: <here>/results/nap-<id>/.run/<id>.json:2:1: not JSON: while parsing object key - unexpected end of input; expected string literal
        1 × its record is damaged
  $ cairn run 2>/dev/null | normalise | head -n 1
  Ran 1 job in <duration>: 1 finished; 2 cached.
  $ cairn run -n | tail -n 1
  Nothing to run: 3 runs cached.

One that cannot be read for a moment, or that a newer cairn wrote, says nothing against its run: that is not done again:

  $ record=$(ls results/*/.run/*.json | head -n 1); mv $record ../whole; mkdir $record
  $ cairn run >../said 2>&1
  [7]
  $ normalise <../said
  cairn: warning: cannot read '<here>/results/nap-<id>/.run/<id>.json': Is a directory
  cairn: error: cannot read '<here>/results/nap-<id>/.run/<id>.json': Is a directory
  $ rmdir $record; sed 's/"format":1,/"format":2,/' ../whole >$record
  $ cairn run >../said 2>&1
  [4]
  $ normalise <../said
  cairn: warning: <here>/results/nap-<id>/.run/<id>.json: the record has format 2; this cairn reads up to 1
  cairn: error: <here>/results/nap-<id>/.run/<id>.json: the record has format 2; this cairn reads up to 1
    hint: use the cairn that wrote it, or a newer one
  $ cp ../whole $record; cairn run -n | tail -n 1
  Nothing to run: 3 runs cached.

What to type next is what was typed, where that is no part of the matrix; without what does finished runs again:

  $ cd .. && mkdir v && cd v
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit:
  >     params: {lr: {type: float, default: 0.1}, crash: {type: int, default: 0}}
  >     cmd: exit {crash}
  > YAML
  $ cairn run --force fit lr=0.5 crash=3 -e 'my runs' 2>/dev/null | normalise
  Ran 1 job in <duration>: 0 finished, 1 failed.
  Results: results
  See `cairn ls --status failed`; `cairn run fit lr=0.5 crash=3 '--experiment=my runs'` runs what is not finished again.
  $ cairn rerun latest crash=2 2>/dev/null | normalise
  Ran 1 job in <duration>: 0 finished, 1 failed.
  Results: results
  See `cairn ls --status failed`; `cairn rerun <id> crash=2` runs what is not finished again.
  $ cairn ls --status failed,killed --csv | cut -d, -f2
  name
  fit
  fit
  $ cairn ls --status failed,klled
  cairn: error: there is no status 'klled'
    hint: did you mean 'killed'?
  [2]
  $ cairn best --by loss --status finished,failed
  cairn: error: a failed run has no rank
    hint: only finished runs are ranked; list the others with: cairn ls --status failed
  [2]

More jobs at a time than open files are allowed: as many are asked for as are needed, and refused before anything is made:

  $ cd .. && mkdir w && cd w
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   wait:
  >     matrix: {i: {range: [0, 20]}}
  >     cmd: sleep 0.3
  > YAML
  $ (ulimit -n 64; cairn run -j 20)
  20 runs: 20 missing
  cairn: error: 20 jobs at a time need 184 open files, and the system allows 64
    hint: -j 5, or raise the limit with: ulimit -n 184
  [2]
  $ ls -A
  cairn.yaml
  $ (ulimit -n 64; cairn run -j 5 -q wait i=0,1,2,3,4)
  $ (ulimit -Sn 64; cairn run -j 20 -q)
  $ cairn ls --agg i:max --csv
  i.max,i.n
  19.0,20

A command that was cut off finds what it left in CAIRN_RESUME_DIR. What an attempt that finished left is not there: code
or inputs have changed since, and whoever went on from its checkpoint would make the old result again:

  $ cd .. && mkdir resume && cd resume
  $ cat >cairn.yaml <<'YAML'
  > stages:
  >   train: {deps: step.txt, cmd: sh train.sh}
  > YAML
  $ cat >train.sh <<'SH'
  > echo "attempt $CAIRN_ATTEMPT goes on from '$(cat "$CAIRN_RESUME_DIR/checkpoint" 2>/dev/null)'" >&2
  > echo "epoch $CAIRN_ATTEMPT" >"$CAIRN_RUN_DIR/checkpoint"
  > test "$(cat step.txt)" != bad
  > SH
  $ said() { cairn run -q "$@" 2>/dev/null; cairn logs latest; }
  $ echo bad >step.txt && said
  attempt 1 goes on from ''
  $ said
  attempt 2 goes on from 'epoch 1'
  $ echo 1 >step.txt && said
  attempt 3 goes on from 'epoch 2'
  $ echo 2 >step.txt && said
  attempt 4 goes on from ''
  $ said --force
  attempt 5 goes on from ''

Points are not carried over, since only the command knows whether it went on. One that copies its rows has them all:

  $ cat >>cairn.yaml <<'YAML'
  >   curve: {cmd: sh curve.sh, metrics: rows.csv}
  > YAML
  $ cat >curve.sh <<'SH'
  > cp "$CAIRN_RESUME_DIR/rows.csv" "$CAIRN_RUN_DIR" 2>/dev/null || echo step,loss >"$CAIRN_RUN_DIR/rows.csv"
  > echo $CAIRN_ATTEMPT,0.$CAIRN_ATTEMPT >>"$CAIRN_RUN_DIR/rows.csv"
  > test $CAIRN_ATTEMPT = 3
  > SH
  $ for i in 1 2 3; do cairn run -q curve 2>/dev/null; done; cairn history latest loss --csv
  child,key,step,time,value
  ,loss,1,,0.1
  ,loss,2,,0.2
  ,loss,3,,0.3

While a finished run is made again it is running, and lost when its cairn is killed:

  $ cd .. && mkdir again && cd again
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   s: {deps: d, cmd: "touch begun; until test -e go; do sleep 0.02; done"}
  > YAML
  $ touch d go && cairn run -q && rm begun go && echo 2 >d
  $ cairn run -q & until test -e begun; do sleep 0.02; done
  $ cairn sql 'SELECT status, attempt FROM runs' --csv
  status,attempt
  running,2
  $ cairn why s 2>&1 | tail -1
  Nothing to run: 0 runs cached, 1 running already.
  $ { kill -9 $! && wait $!; } 2>/dev/null
  [137]
  $ until cairn ls --status lost --csv | grep -q lost; do sleep 0.1; done
  $ touch go && cairn run -q && cairn sql 'SELECT status, attempt FROM runs' --csv
  status,attempt
  finished,3

What needs a run that another cairn makes again meanwhile does not count with what it read, and does not begin:

  $ cd .. && mkdir inputs && cd inputs
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   p: {deps: v, cmd: "cat v >{run}/x", outs: x}
  >   a:
  >     needs: p
  >     matrix: {n: [1, 2]}
  >     cmd: "touch begun; until test -e go; do sleep 0.02; done; cat {p.x} >{run}/o"
  >     outs: o
  > YAML
  $ echo old >v && cairn run -q p && sleep 1.1
  $ cairn run -j1 -k >said 2>&1 & until test -e begun; do sleep 0.02; done
  $ echo new >v && cairn run -q p && echo old >v && touch go && wait
  $ sed -n 's/^failed: a ......: //p; s/ in [0-9.]* m\?s//p' said | sed 's/p ....../p <id>/'
  its input p <id> was made again while it ran
  Ran 1 job: 0 finished, 1 failed, 1 running already; 1 cached.
  $ cairn run -q && cat results/a-*/o
  old
  old

A command that removes its run folder is told so; what it wrote afterwards is kept:

  $ cd .. && mkdir sweeping && cd sweeping
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages: {fit: {cmd: 'rm -r {run} && mkdir {run} && echo 1 >{run}/model', outs: {model: model}}}
  > YAML
  $ cairn run >../said 2>&1
  [1]
  $ normalise <../said
  1 run: 1 missing
  failed: fit <id>: the command removed its run folder (with .run); let it remove what is in it, not the folder itself
  Ran 1 job in <duration>: 0 finished, 1 failed.
  Results: results
  See `cairn ls --status failed`; `cairn run` runs what is not finished again.
  $ cairn ls --status failed --columns name,status
  name  status
  fit   failed
  $ ls results/*/
  model

The tail of a log with a progress bar is what a terminal would show, and a very long line is cut:

  $ mkdir ../bar && cd ../bar
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages: {fit: {cmd: python3 job.py}}
  > YAML
  $ cat >job.py <<'PY'
  > import sys
  > sys.stderr.write("cut" + "\tx" * 20)
  > for i in range(30000): sys.stderr.write("\r%d it" % i)
  > sys.stderr.write("\n\033[31mloss\033[0m\t0.5\r\n" + "9 " * 300 + "\n")
  > raise SystemExit("boom \a")
  > PY
  $ cairn run 2>err >out; normalise <err | cut -c 1-60; grep '9 9' err | wc -m
  1 run: 1 missing
  failed: fit <id>: the command exited with 1
    log: results/fit-<id>/.run/<id>.log
    | 29999 it
    | loss\t0.5 (esc)
    | 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 
    | boom \x07
  405
  $ cairn logs latest | cut -c 1-20
  29999 it
  loss\t0.5 (esc)
  9 9 9 9 9 9 9 9 9 9 
  boom \x07
