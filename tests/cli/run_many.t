Many short jobs: the catalog takes runs in while others are at work, so that little is left to do at the end. Here
cairn is killed when most of them are done:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   many:
  >     matrix: {i: {range: [0, 150]}}
  >     cmd: [sh, step.sh, "{i}"]
  > YAML
  $ cat >step.sh <<'SH'
  > cairn log metric done 1
  > if [ "$1" = 140 ] && [ -e deadly ]; then
  >   sleep 0.5
  >   kill -9 "$PPID"
  > fi
  > SH
  $ touch deadly
  $ sh -c 'cairn run -q; echo "exit status $?"' 2>/dev/null
  exit status 137
  $ records=$(ls results/*/.run/*.json | wc -l)
  $ taken=$(python3 -c 'import sqlite3; print(*sqlite3.connect(".cairn/catalog.db").execute("SELECT count(*) FROM runs").fetchone())')
  $ test "$records" -ge 135 && test $((records - taken)) -le 105 || echo "the catalog knows $taken of $records"

What the catalog holds and what it does not know yet is one answer:

  $ test "$(cairn ls --agg done:mean --csv | tail -1)" = "1.0,$records"

The next command does what is left, and nothing twice:

  $ rm deadly
  $ cairn run -q
  $ cairn ls --agg done:mean --csv
  done.mean,done.n
  1.0,150
  $ cairn ls --where 'attempt > 2'
  no runs
