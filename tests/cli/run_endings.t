A clock that is set while a job runs, an hour ahead or back, neither ends it nor makes it long or short:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir clock && cd clock
  $ for look in 2 4 6 8 10 12 14 16 20 24 30; do
  >   for by in 3600 -3600; do
  >     mkdir at$by-$look && echo 'stages: {nap: {cmd: sleep 0.7, resources: {time: 10m}}}' >at$by-$look/cairn.yaml
  >     CAIRN_CLOCK=$by:$look cairn -C at$by-$look run -q &
  >   done
  > done; wait
  $ for p in *; do cairn -C $p sql 'SELECT status, duration BETWEEN 0.7 AND 60 AS fits FROM runs' --csv | tail -n 1; done | uniq -c | squeeze
   22 finished,1

A command that is asked to end has 5 s to do so, also where a shell waits for it, which dies of the signal at once:

  $ cd .. && mkdir grace && cd grace
  $ cat >job.sh <<'SH'
  > trap 'sleep 0.5; echo saved >"$1/checkpoint"; exit 1' TERM
  > touch "begun-$2"; sleep 30 & wait
  > SH
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   text: {cmd: "sh job.sh {run} text; true", resources: {time: 1s}}
  >   words: {cmd: [sh, job.sh, "{run}", words], resources: {time: 1s}}
  > YAML
  $ cairn run -j 2 -k -q 2>&1 | normalise | sort; cat results/text-*/checkpoint results/words-*/checkpoint
  failed: text <id>: it ran out of time (<duration>)
  failed: words <id>: it ran out of time (<duration>)
  saved
  saved
  $ rm begun-* && sed -i 's/1s/10m/' cairn.yaml
  $ cairn run -j 2 -q >said 2>&1 & until test -e begun-text && test -e begun-words; do sleep 0.02; done; kill -TERM $!; wait $!
  [130]
  $ normalise <said | sort; cat results/text-*/checkpoint results/words-*/checkpoint
  ending the running jobs
  failed: text <id>: it was interrupted
  failed: words <id>: it was interrupted
  saved
  saved

Whoever starts cairn may ignore that children end, or have closed its standard streams:

  $ cd .. && mkdir starter && cd starter
  $ echo 'stages: {fit: {cmd: "echo said >&2; test {ok} = 1", params: {ok: {default: 1}}}}' >cairn.yaml
  $ bash -c "trap '' CHLD; exec cairn run" 2>/dev/null | normalise | head -n 1
  Ran 1 job in <duration>: 1 finished.
  $ cairn run --force ok=0 2>&- | normalise | head -n 1
  Ran 1 job in <duration>: 0 finished, 1 failed.
  $ cairn run --force ok=0 <&- >&- 2>&-
  [1]
  $ cairn run --force ok=0 2>/dev/full >/dev/null
  [1]
  $ cairn logs latest
  said

A signal that ended what a shell had waited for ended the run; a shell tells of it by its status:

  $ cd .. && mkdir signals && cd signals
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   text: {cmd: "sh kill.sh || exit $?", retries: 1}
  >   words: {cmd: [sh, kill.sh], retries: 1}
  >   plain: {cmd: [sh, -c, "exit 137"]}
  >   other: {cmd: "exit 145"}
  > YAML
  $ echo 'kill -9 $$' >kill.sh
  $ cairn run -k 2>&1 | normalise | grep -v '^  ' | sort
  4 runs: 4 missing
  Ran 4 jobs in <duration>: 0 finished, 4 failed.
  Results: results
  See `cairn ls --status failed,killed`; `cairn run` runs what is not finished again.
  failed: other <id>: the command exited with 145
  failed: plain <id>: the command exited with 137
  failed: text <id>: signal 9 (Killed) ended it, says its shell (status 137)
  failed: words <id>: signal 9 (Killed) ended it
  $ cairn sql 'SELECT stage, status, attempt, exit_code, signal FROM runs ORDER BY stage' --csv
  stage,status,attempt,exit_code,signal
  other,failed,1,145,
  plain,failed,1,137,
  text,killed,1,,9
  words,killed,1,,9

Of a long log the end is shown:

  $ cd .. && mkdir long && cd long
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   many: {cmd: "seq 100000; exit 1"}
  >   one: {cmd: "head -c 200000 /dev/zero | tr '\\0' x; echo; echo end; exit 1"}
  > YAML
  $ cairn run -j 1 -k -q 2>&1 | normalise | cut -c 1-40
  failed: many <id>: the command exited wi
    log: results/many-<id>/.run/<id>.log
    | 99989
    | 99990
    | 99991
    | 99992
    | 99993
    | 99994
    | 99995
    | 99996
    | 99997
    | 99998
    | 99999
    | 100000
  failed: one <id>: the command exited wit
    log: results/one-<id>/.run/<id>.log
    | … xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
    | end

A dep that is edited while a command runs may have been read before or after: the run has finished, but never counts as
made from what lies there:

  $ cd .. && mkdir deps && cd deps
  $ echo 'stages: {s: {deps: [t.sh, data], cmd: "touch begun; until test -e go; do sleep 0.02; done; sh t.sh {run}"}}' >cairn.yaml
  $ mkdir data && echo 'echo old >$1/o' >t.sh
  $ cairn run -q 2>said & until test -e begun; do sleep 0.02; done; echo 'echo new >$1/o' >t.sh; touch go; wait
  $ normalise <said
  cairn: warning: s <id>: its dep t.sh was changed while it ran; the next run makes it again
  $ cairn run -n | tail -n 3
        1 × t.sh: changed while it ran  (cairn.yaml:1:21)
  Would run 1 of 1 run.
  Replaces 1 finished attempt; what is replaced goes to the trash.
  $ echo 'echo old >$1/o' >t.sh && cairn run -n | tail -n 3
        1 × t.sh: changed while it ran  (cairn.yaml:1:21)
  Would run 1 of 1 run.
  Replaces 1 finished attempt; what is replaced goes to the trash.
  $ cairn run -q && cairn cat latest o && cairn run -n | tail -n 1
  old
  Nothing to run: 1 run cached.

What Python keeps beside the sources that a command imports is no change of them:

  $ cd .. && mkdir -p imports/src && cd imports && echo 'x = 1' >src/part.py
  $ echo 'stages: {s: {matrix: {n: [1, 2]}, deps: [src], cmd: "env -u PYTHONDONTWRITEBYTECODE PYTHONPATH=src python3 -c \"import part; print({n})\""}}' >cairn.yaml
  $ cairn run -q -j1; ls src; cairn run
  __pycache__
  part.py
  Nothing to run: all 2 runs are cached.

A command that removes its run folder has failed, and the record says so, whatever it made in its place:

  $ cd .. && mkdir emptied && cd emptied
  $ echo 'stages: {s: {cmd: "rm -r {run}; mkdir {run}; echo 1 >{run}/o", outs: o}}' >cairn.yaml
  $ cairn run 2>&1 | normalise
  1 run: 1 missing
  failed: s <id>: the command removed its run folder (with .run); let it remove what is in it, not the folder itself
  Ran 1 job in <duration>: 0 finished, 1 failed.
  Results: results/<date>_run_001
  See `cairn ls --status failed`; `cairn run` runs what is not finished again.
  $ cairn ls --status failed --csv | cut -d, -f2
  name
  s
