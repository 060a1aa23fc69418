What is archived stays as it is. A run there that has to run again gets its next attempt where a new run of its name
lies:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project
  $ normal() { normalise | sed -E 's/[0-9.]+ kB/<size>/g; s/[0-9]{4}-[0-9]{2}_/<month>_/g'; }
  $ records() { find results -path '*/.run/*.json' ! -name 'group.json' ! -name '*.user.json' | sort | normal; }
  $ day=86400
  $ CAIRN_CLOCK=$((-100 * day)) run_tiny -e old dataset=corn
  $ cairn note o2a5oj "the figure of the paper" >/dev/null
  $ cairn archive old --yes >/dev/null
  $ before=$(snapshot results/archive)
  $ sed -i 's/weights of/better weights of/' fit.sh
  $ cairn run -e old dataset=corn n=2 -n --list | normal
  stage    cached   missing     stale     retry    forced  upstream
  fit           -         -         1         -         -         -
  why:
        1 × fit.sh: line 12 changed  (cairn.yaml:<time>)
  stale     <id>  results/<date>_old/corn/PLS2_d27e47  fit.sh: line 12 changed
  Would run 1 of 1 run.
  $ cairn why o2a5oj | normal
  fit <id> PLS2 (corn) is stale
    results/<date>_tiny/corn/PLS2_d27e47
    fit.sh: line 12 changed  cairn.yaml:<time>
    compared with its attempt 1 of <date> <time>
  $ cairn run -j1 -q -e old dataset=corn n=2
  $ records
  results/<date>_old/corn/PLS2_d27e47/.run/<id>.json
  results/archive/<month>_old/<date>_old/corn/PLS2_d27e47/.run/<id>.json
  results/archive/<month>_old/<date>_old/corn/PLS5_28ef02/.run/<id>.json
  $ test "$before" = "$(snapshot results/archive)" && echo untouched
  untouched
  $ cairn cat o2a5oj weights
  better weights of corn 2
  $ cat results/archive/*/*/corn/PLS2_*/weights.txt
  weights of corn 2

It is the second attempt of the same run, with what was said of the first; that one is an older copy:

  $ cairn ls --columns id,attempt,archived,experiment,notes --sort id
  id      attempt  archived  experiment  notes
  7tht4c        1         1  old         -
  o2a5oj        2         0  old         the figure of the paper
  $ cairn ls --all --columns id,attempt,archived,copy --sort attempt
  id      attempt  archived  copy
  7tht4c        1         1     0
  o2a5oj        1         1     1
  o2a5oj        2         0     0
  $ cairn show o2a5oj --json | jq -c '.run.attempts[] | [.number, .status, .reason]'
  [1,"finished","it has never run"]
  [2,"finished","fit.sh: line 12 changed"]
  $ cairn run -e old dataset=corn n=2 -n | tail -1
  Nothing to run: 1 run cached.
  $ cairn render --json | grep -E 'written|problems'
    "written": 0,
    "problems": [],
  $ cairn verify --deep | normal
  3 runs, 15 files (<size>), 3 objects, 18 views: all well, in <duration>
  $ cairn reindex | normalise
  2 runs, 1 copy, 0 problems, in <duration>

From then on it is a run like any other:

  $ sed -i 's/better weights of/the best weights of/' fit.sh
  $ cairn run -j1 -q -e old dataset=corn n=2 && cairn ls --columns id,attempt,archived --sort id
  id      attempt  archived
  7tht4c        1         1
  o2a5oj        3         0
  $ records
  results/<date>_old/corn/PLS2_d27e47/.run/<id>.json
  results/archive/<month>_old/<date>_old/corn/PLS2_d27e47/.run/<id>.json
  results/archive/<month>_old/<date>_old/corn/PLS5_28ef02/.run/<id>.json

Who is killed at it leaves a lost run there, and the next command goes on:

  $ CAIRN_FAIL=begin_line:1:short sh -c 'cairn run -j1 -q -e old dataset=corn n=5; exit 3' >/dev/null 2>&1
  [3]
  $ cairn ls --columns id,attempt,status,archived --sort id 2>/dev/null
  id      attempt  status    archived
  7tht4c        2  lost             0
  o2a5oj        3  finished         0
  $ cairn run -j1 -q -e old dataset=corn n=5 && cairn ls --columns id,attempt,status,archived --sort id
  id      attempt  status    archived
  7tht4c        3  finished         0
  o2a5oj        3  finished         0
  $ cairn show 7tht4c --json | jq -c '.run.attempts[] | [.number, .status]'
  [2,"lost"]
  [3,"finished"]

A run that may have to run, and then is as it was, stays in the archive:

  $ cat >>cairn.yaml <<'YAML'
  >   count:
  >     needs: {fit: {stage: fit}}
  >     cmd: wc -c {fit.weights} > {outs.count}
  >     outs: {count: count.txt}
  > YAML
  $ cairn run -j1 -q -e counts dataset=wheat n=2 && cairn archive counts --yes >/dev/null
  $ echo '# a comment' >>fit.sh
  $ cairn run -j1 -e counts dataset=wheat n=2 2>&1 | normal
  2 runs: 1 stale, 1 upstream
  Ran 1 job in <duration>: 1 finished; 1 cached.
  Results: results/<date>_counts.2
  $ cairn ls --dataset wheat --columns stage,attempt,archived --sort stage
  stage  attempt  archived
  count        1         1
  fit          2         0

Where the layout has no dates the archive frees the place for it:

  $ cd .. && rm -r tiny && tiny_project flat && run_tiny dataset=corn n=2
  $ cairn archive --dataset corn --yes >/dev/null
  $ sed -i 's/weights of/better weights of/' fit.sh
  $ cairn run -j1 -q dataset=corn n=2 && records
  results/archive/<month>_tiny/fit-<id>/.run/<id>.json
  results/fit-<id>/.run/<id>.json
  $ cairn archive --dataset corn --yes | normal
  1 run goes to the archive: <size> in files
    results/fit-<id>  run <id>  <duration> old
      to results/archive/<month>_tiny.2/fit-<id>
  Stays:
    1 run: in the archive
  moved to the archive; back with: cairn restore
  $ cairn restore results/archive 2>&1 | normal
  cairn: error: 'results/fit-<id>' would come from two places of the archive
    hint: name the one that shall come first by its path there
  $ records
  results/archive/<month>_tiny.2/fit-<id>/.run/<id>.json
  results/archive/<month>_tiny/fit-<id>/.run/<id>.json
