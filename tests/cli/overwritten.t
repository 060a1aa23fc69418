Newer records copied over the old ones, as rsync does: no folder that is watched tells of it.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir here && cd here
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   s:
  >     matrix: {i: [1, 2]}
  >     deps: [v]
  >     cmd: cairn log metric m $(cat v)
  > YAML
  $ echo 1 >v && cairn run -q && cp -a . ../there
  $ (cd ../there && echo 2 >v && cairn run -q)

Each question is the first one after the copy:

  $ over() { rm -rf ../now && cp -a . ../now && cd ../now && cairn ls >/dev/null && cp -a ../there/results/. results/; "$@"; cd ../here; }
  $ over cairn ls --where 'm = 2' --columns i,m --sort i
  i  m
  1  2
  2  2
  $ over cairn ls --agg m:mean --csv
  m.mean,m.n
  2.0,2
  $ over cairn sql 'SELECT DISTINCT attempt, value FROM runs JOIN metrics USING (run)' --csv
  attempt,value
  2,2.0
  $ over cairn schema --csv --all | grep -w metric
  metric,m,float,2,1,2.000,

A record that was damaged in place is named:

  $ record=$(ls results/*/.run/*.json | head -1)
  $ sed -i 's/"format":1/"format":x/' $record
  $ cairn ls --columns i 2>&1 | sed 's/warning: .*json:2:10/warning: …:2:10/'
  cairn: warning: …:2:10: not JSON: while parsing value - invalid literal
  i
  1
