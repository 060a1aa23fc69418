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
