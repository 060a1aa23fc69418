What is old goes out of the way, and stays a run like any other. Three sessions, of 100 days ago, of 95 days ago
and of today:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project
  $ normal() { normalise | sed -E 's/[0-9.]+ kB/<size>/g; s/[0-9]{4}-[0-9]{2}_/<month>_/g; s/[0-9]{8}-[0-9]{6}-/<stamp>-/g'; }
  $ day=86400
  $ CAIRN_CLOCK=$((-100 * day)) run_tiny -e old dataset=corn
  $ CAIRN_CLOCK=$((-95 * day)) run_tiny -e middle dataset=wheat n=2
  $ run_tiny -e new dataset=wheat n=5
  $ cairn note results/*_old "the first look" >/dev/null
  $ files() { (cd results && find . -type f ! -name '*.yaml' | sed 's#.*/##' | sort; find . -type f ! -name '*.yaml' | xargs sha256sum | cut -c1-64 | sort) | sha256sum; }
  $ before=$(files)
  $ cairn archive --older-than 90d --dry-run | normal
  3 runs (2 groups as a whole) go to the archive: <size> in files
    results/<date>_old  2 runs  100 d 00 h old
      to results/archive/<month>_old/<date>_old
    results/<date>_middle  run <id>  95 d 00 h old
      to results/archive/<month>_middle/<date>_middle
  Stays:
    <id>  results/<date>_new/wheat/PLS5_28ef02  the newest
  $ cairn archive --older-than 90d </dev/null 2>&1 | normal
  3 runs (2 groups as a whole) go to the archive: <size> in files
    results/<date>_old  2 runs  100 d 00 h old
      to results/archive/<month>_old/<date>_old
    results/<date>_middle  run <id>  95 d 00 h old
      to results/archive/<month>_middle/<date>_middle
  Stays:
    <id>  results/<date>_new/wheat/PLS5_28ef02  the newest
  cairn: error: nobody is there to answer: Move them to the archive?
    hint: say --yes to go on, or --dry-run to only look
  $ ls results | normal
  <date>_old
  <date>_middle
  <date>_new
  $ cairn archive --older-than 90d --yes | normal
  3 runs (2 groups as a whole) go to the archive: <size> in files
    results/<date>_old  2 runs  100 d 00 h old
      to results/archive/<month>_old/<date>_old
    results/<date>_middle  run <id>  95 d 00 h old
      to results/archive/<month>_middle/<date>_middle
  Stays:
    <id>  results/<date>_new/wheat/PLS5_28ef02  the newest
  moved to the archive; back with: cairn restore
  $ (cd results && find . -maxdepth 4 -type d ! -name .run | sort) | normal
  .
  ./<date>_new
  ./<date>_new/wheat
  ./<date>_new/wheat/PLS5_28ef02
  ./<date>_new/wheat/PLS5_28ef02/logs
  ./<date>_new/wheat/PLS5_28ef02/models
  ./archive
  ./archive/<month>_middle
  ./archive/<month>_middle/<date>_middle
  ./archive/<month>_middle/<date>_middle/wheat
  ./archive/<month>_old
  ./archive/<month>_old/<date>_old
  ./archive/<month>_old/<date>_old/corn
  $ test "$before" = "$(files)" && echo as it was
  as it was
  $ cairn archive --older-than 90d --yes | normal
  Nothing goes.
  Stays:
    <id>  results/<date>_new/wheat/PLS5_28ef02  the newest
    3 runs: in the archive

Listed, ranked, shown and filtered as before, and marked:

  $ cairn ls --columns id,experiment,archived --sort id
  id      experiment  archived
  7tht4c  old                1
  88sca7  middle             1
  nuxjie  new                0
  o2a5oj  old                1
  $ cairn ls --where 'archived = 1' --columns id --sort id
  id
  7tht4c
  88sca7
  o2a5oj
  $ cairn ls old --columns id --sort id
  id
  7tht4c
  o2a5oj
  $ cairn best --by rmse | squeeze
  by val.rmse, lowest first
  rank id name val.rmse experiment dataset archived n test.rmse
   1 7tht4c PLS5 0.3900 old corn 1 5 0.4500
   2 nuxjie PLS5 0.4000 new wheat 0 5 0.4500
   3 o2a5oj PLS2 0.4200 old corn 1 2 0.4800
   4 88sca7 PLS2 0.4300 middle wheat 1 2 0.4800
  n = 4, lowest val.rmse first
  +3 constant columns, --all to show
  $ cairn show 7tht4c | normal | squeeze | grep -E 'path|archived'
   path results/archive/<month>_old/<date>_old/corn/PLS5_28ef02
   archived yes; back with: cairn restore <id>
  $ cairn cat 7tht4c weights
  weights of corn 5
  $ cairn sql "SELECT count(*) AS n FROM runs WHERE archived"
  n
  3
  $ cat results/archive/*/*_old/RUN.yaml | grep notes
  notes: the first look

Every view says what the records say, and nothing is lost, with the catalog or without:

  $ cairn render --json | grep -E 'written|problems'
    "written": 0,
    "problems": [],
  $ cairn verify --deep | normal
  4 runs, 20 files (<size>), 2 objects, 25 views: all well, in <duration>
  $ rm .cairn/catalog.db
  $ cairn ls --columns id,archived --sort id
  id      archived
  7tht4c         1
  88sca7         1
  nuxjie         0
  o2a5oj         1
  $ cairn doctor | grep -v -E 'file system|clock' | normal
  fine     locks          work, and none is held
  fine     records        4 records read
  fine     leftovers      none
  fine     links          none leads nowhere
  fine     index          has all 4 of the runs
  fine     lost runs      none
  fine     adopted trees  none
  fine     damaged files  none is kept

The next run of the experiment begins a session of its own, and uses what is archived:

  $ cairn run -e old dataset=corn n=2 -n | normal
  stage    cached   missing     stale     retry    forced  upstream
  fit           1         -         -         -         -         -
  Nothing to run: 1 run cached.
  $ cairn run -j1 -q -e old dataset=corn n=7 && ls results | normal
  <date>_new
  <date>_old
  archive

Cleaning leaves the archive alone, unless it is asked for:

  $ cairn clean --older-than 30d --dry-run --force | normal
  Nothing goes.
  Stays:
    <id>  results/<date>_old/corn/PLS7_d5809f  the newest
    3 runs: in the archive
    1 run: not old enough
  $ cairn clean --older-than 30d --archived --dry-run | normal
  3 runs (2 groups as a whole) go: <size> in files; the disk gets <size> back once they are purged
    results/archive/<month>_middle/<date>_middle  1 run  95 d 00 h old
    results/archive/<month>_old/<date>_old  2 runs  100 d 00 h old
  Stays:
    <id>  results/<date>_old/corn/PLS7_d5809f  the newest
    1 run: not old enough

It comes back: one run, then the session that it was of, then all of a path:

  $ cairn restore 7tht4c | normal
  restored <id> to results/<date>_old/corn/PLS5_28ef02
  $ ls results/archive/*/ | normal
  results/archive/<month>_middle/:
  <date>_middle
  
  results/archive/<month>_old/:
  <date>_old
  $ cairn restore $(cd results/archive/*_old && ls) | normal
  restored <id> to results/<date>_old/corn/PLS2_d27e47
  $ cairn restore results/archive | normal
  restored <id> to results/<date>_middle
  $ ls results | normal
  <date>_old
  <date>_middle
  <date>_new
  <date>_old
  $ cairn render --json | grep -E 'written|problems'
    "written": 0,
    "problems": [],
  $ cairn verify --deep | normal
  5 runs, 25 files (<size>), 2 objects, 32 views: all well, in <duration>
  $ cairn ls --where 'archived = 1'
  no runs
  $ cairn trash ls --json | grep -E '"(kind|reason)"' | normal
        "kind": "group",
        "reason": "its runs have joined those of the same group elsewhere",
  $ cairn restore 7tht4c
  cairn: error: '7tht4c' is neither in the trash nor in the archive
    hint: list what is there: cairn trash ls
  [3]
  $ cairn restore results/nothing
  cairn: error: 'results/nothing' is neither in the trash nor in the archive
    hint: list what is there: cairn trash ls
  [3]

What is pinned stays; part of a session may go first, and the rest joins it:

  $ cairn pin 7tht4c
  pinned 7tht4c (PLS5)
  $ cairn archive --experiment old --dataset corn --yes | normal
  2 runs (1 group as a whole) go to the archive: <size> in files
    results/<date>_old/corn/PLS2_d27e47  run <id>  100 d 00 h old
      to results/archive/<month>_old/<date>_old/corn/PLS2_d27e47
    results/<date>_old  run <id>  <duration> old
      to results/archive/<month>_old/<date>_old
  Stays:
    <id>  results/<date>_old/corn/PLS5_28ef02  pinned
  moved to the archive; back with: cairn restore
  $ cairn unpin 7tht4c
  let go 7tht4c (PLS5)
  $ cairn archive --experiment old --older-than 90d --yes | normal
  1 run (1 group as a whole) goes to the archive: <size> in files
    results/<date>_old/corn/PLS5_28ef02  run <id>  100 d 00 h old
      to results/archive/<month>_old/<date>_old/corn/PLS5_28ef02
  Stays:
    2 runs: in the archive
  moved to the archive; back with: cairn restore
  $ (cd results/archive && find . -name '*.json' -path '*/.run/*' ! -name '*user*' | sort) | normal
  ./<month>_old/<date>_old/.run/group.json
  ./<month>_old/<date>_old/corn/PLS2_d27e47/.run/<id>.json
  ./<month>_old/<date>_old/corn/PLS5_28ef02/.run/<id>.json
  ./<month>_old/<date>_old/.run/group.json
  ./<month>_old/<date>_old/corn/PLS7_d5809f/.run/<id>.json
  $ cairn verify | normal
  5 runs, 25 files (<size>), 2 objects, 32 views: all well, in <duration>; bytes were not read (--deep reads them)
  $ cairn render --json | grep -E 'written|problems'
    "written": 0,
    "problems": [],

A file that deduplication made a link leads to its object from wherever it lies:

  $ cairn restore results/archive | normal
  restored 2 runs to results/<date>_old
  restored <id> to results/<date>_old
  $ cairn deduplicate --auto --link symlink | normal
  merged 5 files, 40 B saved; they are links to an object now (symlink)
  $ cairn archive --experiment old --yes | normal
  3 runs (2 groups as a whole) go to the archive: <size> in files
    results/<date>_old  2 runs  100 d 00 h old
      to results/archive/<month>_old/<date>_old
    results/<date>_old  run <id>  <duration> old
      to results/archive/<month>_old/<date>_old
  moved to the archive; back with: cairn restore
  $ cairn verify --deep | normal
  5 runs, 25 files (<size>), 4 objects, 32 views: all well, in <duration>
  $ cat results/archive/*/*_old/corn/PLS2_*/weights.txt
  weights of corn 2
  $ cairn restore results/archive | normal
  restored 2 runs to results/<date>_old
  restored <id> to results/<date>_old
  $ cat results/*_old/corn/PLS2_*/weights.txt
  weights of corn 2

Policies archive, too; so does an age that is written down:

  $ cat >> cairn.yaml <<'YAML'
  > cleanup:
  >   policies:
  >     - {name: put away, action: archive, older_than: 97d}
  > YAML
  $ cairn maintain --dry-run | normal
  put away (cairn.yaml:17:7):
  2 runs (1 group as a whole) go to the archive: <size> in files
    results/<date>_old  2 runs  100 d 00 h old
      to results/archive/<month>_old/<date>_old
  Stays:
    <id>  results/<date>_old/corn/PLS7_d5809f  the newest
    2 runs: not old enough
  older than 90d: 3 runs (2 groups as a whole); put them away with: cairn archive --older-than 90d
  $ cairn maintain --yes | normal
  put away (cairn.yaml:17:7):
  2 runs (1 group as a whole) go to the archive: <size> in files
    results/<date>_old  2 runs  100 d 00 h old
      to results/archive/<month>_old/<date>_old
  Stays:
    <id>  results/<date>_old/corn/PLS7_d5809f  the newest
    2 runs: not old enough
  moved to the archive; back with: cairn restore
  older than 90d: 1 run (1 group as a whole); put them away with: cairn archive --older-than 90d
  $ sed -i 's/^cleanup:/cleanup:\n  auto_archive_days: 90/' cairn.yaml
  $ cairn maintain --yes | normal
  put away (cairn.yaml:18:7):
  Nothing goes.
  Stays:
    <id>  results/<date>_old/corn/PLS7_d5809f  the newest
    2 runs: in the archive
    2 runs: not old enough
  cleanup.auto_archive_days (cairn.yaml:<time>):
  1 run (1 group as a whole) goes to the archive: <size> in files
    results/<date>_middle  run <id>  95 d 00 h old
      to results/archive/<month>_middle/<date>_middle
  Stays:
    <id>  results/<date>_old/corn/PLS7_d5809f  the newest
    2 runs: in the archive
    1 run: not old enough
  moved to the archive; back with: cairn restore
  $ cairn ls --columns id,archived --sort id
  id      archived
  7tht4c         1
  88sca7         1
  nuxjie         0
  o2a5oj         1
  vq1xv6         0

Nothing is guessed, and nothing happens by half:

  $ cairn archive
  cairn: error: which runs?
    hint: say --older-than 30d, --keep-best 5 --by rmse, --status failed,lost, --where FILTER, or name them
  [2]
  $ cairn archive --older-than 90
  cairn: error: '90' is no age: its unit is missing
    hint: as in 30d, 12h, 90m, 45s or 2w
  [2]
  $ cairn archive --keep-best 0 --by rmse
  cairn: error: --keep-best is a number from 1 on
    hint: to take all: cairn archive --where "id != ''"
  [2]
  $ CAIRN_CLOCK=$((-5 * day)) cairn archive --older-than 1d --dry-run 2>&1 | normal
  cairn: error: the clock says <datetime>, but the newest that is recorded here is of <datetime>
    hint: set the clock right; or, where the recorded time is wrong: --force

In a layout whose folder of results is a group as well, runs go and come one by one:

  $ cd .. && mkdir timeline && cd timeline
  $ cat >cairn.yaml <<'YAML'
  > layout: timeline
  > stages: {s: {matrix: {x: [1, 2]}, name: "s{x}", cmd: "touch {run}/o"}}
  > YAML
  $ cairn run -q && find results -type f -not -name '*.json' | sort >../lay
  $ cairn archive --where "id != ''" --yes | tail -1
  moved to the archive; back with: cairn restore
  $ cairn restore s1 | sed 's/ ...... to .*_s1_.*/ s1/' && cairn restore results/archive >/dev/null
  restored s1
  $ find results -type f -not -name '*.json' | sort | diff ../lay - && cairn verify | grep -o 'all well'
  all well

A job that is running finds its inputs where it was told, as long as it runs:

  $ cd .. && mkdir inputs && cd inputs
  $ cat >cairn.yaml <<'YAML'
  > stages:
  >   p: {cmd: "echo 1 > {run}/x", outs: x}
  >   a: {needs: p, cmd: "touch ../begun; until test -e ../go; do sleep 0.02; done; cat {p.x} > {run}/o", outs: o}
  > YAML
  $ begin() { rm -f ../begun ../go; cairn run -q a & until test -e ../begun; do sleep 0.02; done; }
  $ cairn run -q p && begin
  $ cairn archive --stage p --yes | normal | sed 's/run [a-z0-9]*$/run <id>/'
  Nothing goes.
  Stays:
    <id>  results/<date>_run_001/all/p_b8377e  input of the kept run <id>
  $ touch ../go; wait; cairn archive --stage p --yes | head -1 | normal
  1 run goes to the archive: <size> in files
  $ cairn clean --stage a --yes >/dev/null; begin
  $ cairn restore $(cairn ls --stage p --columns id --csv | tail -1) 2>&1 | normal | sed 's/run [a-z0-9]*,/run <id>,/'
  cairn: error: run <id> is an input of run <id>, which is running
    hint: bring it back once that has ended
  $ touch ../go; wait; cairn ls --columns stage,status,archived --sort stage
  stage  status    archived
  a      finished         0
  p      finished         1
