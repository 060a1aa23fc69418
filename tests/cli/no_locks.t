On a file system without locks whoever only asks gets an answer, with one line that says why it takes longer:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ export CAIRN_LOCKS=none
  $ cairn ls --columns name,dataset 2>&1 | normalise
  cairn: warning: '<here>/.cairn/catalog.db' lies on a file system without locks; the answer was made in memory
  name  dataset
  PLS5  wheat
  PLS5  corn
  PLS2  wheat
  PLS2  corn
  $ for verb in 'best' 'show latest' 'why latest' 'run -n' 'logs latest' 'sql select(1)' 'analyze storage' 'render'; do
  >   echo "$verb: $(cairn $verb 2>&1 >/dev/null | grep -c 'without locks; the answer was made in memory')"
  > done
  best: 1
  show latest: 1
  why latest: 1
  run -n: 1
  logs latest: 1
  sql select(1): 1
  analyze storage: 1
  render: 1
  $ cairn verify | grep -c 'all well'
  1
  $ cairn doctor | grep ' locks ' -A1 | normalise
  problem  locks          '<here>/.cairn/locks/attempts' lies on a file system without locks
                          mount the file system with locks; without them nothing may be written

Whoever writes is refused, before anything is made:

  $ snapshot >../before
  $ for verb in 'run -q -j 1 n=7' 'run -q --force' 'note latest good' 'pin latest' 'archive latest' 'reindex' 'clean --keep-best 1'; do
  >   cairn $verb >../out 2>&1; echo "$verb: $? $(grep -c 'error: .* lies on a file system without locks' ../out)"
  > done
  run -q -j 1 n=7: 7 1
  run -q --force: 7 1
  note latest good: 7 1
  pin latest: 7 1
  archive latest: 7 1
  reindex: 7 1
  clean --keep-best 1: 7 1
  $ snapshot | diff ../before -
  $ cairn note latest good 2>&1 | tail -2 | normalise
  cairn: error: '<here>/.cairn/locks/attempts' lies on a file system without locks
    hint: nothing is written there: mount it with locks, or work on another disk
  $ mkdir ../fresh && cp cairn.yaml fit.sh ../fresh && cp -r data ../fresh && cd ../fresh
  $ cairn ls
  no runs
  $ cairn run -q 2>&1 | normalise
  cairn: error: '<here>/.cairn/locks/attempts' lies on a file system without locks
    hint: nothing is written there: mount it with locks, or work on another disk
  $ ls
  cairn.yaml
  data
  fit.sh
