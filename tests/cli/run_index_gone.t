A catalog that cannot be written in the midst of a run: a job has put a folder in its place, as a full disk or another
program that holds it would. The jobs go on, and what was left behind is told:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   s:
  >     matrix: {i: {range: [0, 6]}}
  >     cmd: [sh, step.sh, "{i}"]
  > YAML
  $ cat >step.sh <<'SH'
  > [ "$1" != 0 ] || { rm -f .cairn/catalog.db*; mkdir .cairn/catalog.db; }
  > cairn log metric done 1
  > sleep 0.6
  > SH
  $ cairn run -j 1 2>&1 | normalise
  6 runs: 6 missing
  cairn: warning: catalog and views were left behind (catalog '<here>/.cairn/catalog.db': unable to open database file); the next command lets them follow
  Ran 6 jobs in <duration>: 6 finished.
  Results: results
  $ ls results/*/.run/*.json | wc -l
  6

The next command lets the catalog follow:

  $ rmdir .cairn/catalog.db
  $ cairn ls --agg done:mean --csv
  done.mean,done.n
  1.0,6

Wherever in a session that lists runs of another one a folder of .cairn cannot be made, the views come with the next run:

  $ cd .. && mkdir session && cd session
  $ cat >cairn.yaml <<'YAML'
  > stages:
  >   s: {params: {i: {type: int}}, cmd: cairn log metric done 1, rank: {by: done}}
  > YAML
  $ for n in $(seq 30); do
  >   rm -rf results .cairn && cairn run -q -e one i=1
  >   CAIRN_FAIL=project_folder:$n:EIO cairn run -q -e two i=1,2 >/dev/null 2>&1
  >   cairn run -q -e two i=1,2 && cairn verify | sed 's/.*: all well.*/all well/'
  > done | uniq
  all well
