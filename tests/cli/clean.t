What is not needed any more goes to the trash: it is shown first, and comes back as it was.
Three sessions, of 40 days ago, of 20 days ago and of today:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project
  $ normal() { normalise | sed -E 's/[0-9.]+ kB/<size>/g; s/[0-9]{8}-[0-9]{6}-/<stamp>-/g'; }
  $ day=86400
  $ CAIRN_CLOCK=$((-40 * day)) run_tiny -e old dataset=corn
  $ CAIRN_CLOCK=$((-20 * day)) run_tiny -e middle dataset=wheat n=2
  $ run_tiny -e new dataset=wheat n=5
  $ before=$(cd results && find . -type f | sort | xargs sha256sum | sha256sum)
  $ cairn clean --older-than 30d --dry-run | normal
  2 runs (1 group as a whole) go: <size> in files; the disk gets <size> back once they are purged
    results/<date>_old  2 runs  40 d 00 h old
  Stays:
    <id>  results/<date>_new/wheat/PLS5_28ef02  the newest
    1 run: not old enough
  $ cairn clean --older-than 30d </dev/null 2>&1 | normal
  2 runs (1 group as a whole) go: <size> in files; the disk gets <size> back once they are purged
    results/<date>_old  2 runs  40 d 00 h old
  Stays:
    <id>  results/<date>_new/wheat/PLS5_28ef02  the newest
    1 run: not old enough
  cairn: error: nobody is there to answer: Move them to the trash?
    hint: say --yes to go on, or --dry-run to only look
  $ cairn clean --older-than 30d --yes | normal
  2 runs (1 group as a whole) go: <size> in files; the disk gets <size> back once they are purged
    results/<date>_old  2 runs  40 d 00 h old
  Stays:
    <id>  results/<date>_new/wheat/PLS5_28ef02  the newest
    1 run: not old enough
  moved to the trash; back with: cairn restore <stamp>-<date>_old
  $ ls results | normal
  <date>_middle
  <date>_new
  $ cairn ls --columns id,experiment --sort id
  id      experiment
  88sca7  middle
  nuxjie  new
  $ cairn render --json | grep -E 'written|problems'
    "written": 0,
    "problems": [],
  $ cairn trash ls --json | grep -E '"(kind|path|reason)"' | normal
        "kind": "group",
        "path": "results/<date>_old",
        "reason": "clean --older-than 30d",
            "path": "results/<date>_old/corn/PLS2_d27e47",
            "path": "results/<date>_old/corn/PLS5_28ef02",

It comes back, byte for byte:

  $ cairn restore $(ls .cairn/trash) | normal
  restored 2 runs to results/<date>_old
  $ test "$before" = "$(cd results && find . -type f | sort | xargs sha256sum | sha256sum)" && echo as it was
  as it was
  $ cairn render --json | grep -E 'written|problems'
    "written": 0,
    "problems": [],
  $ cairn ls --columns id,experiment --sort id
  id      experiment
  7tht4c  old
  88sca7  middle
  nuxjie  new
  o2a5oj  old
  $ cairn trash ls
  the trash is empty

Nothing is guessed:

  $ cairn clean
  cairn: error: which runs?
    hint: say --older-than 30d, --keep-best 5 --by rmse, --status failed,lost, --where FILTER, or name them
  [2]
  $ for age in 0 -1d 30 '' 99999999999y 99999999999999999999d; do cairn clean --older-than "$age"; done
  cairn: error: '0' is no age: every run would be older
    hint: as in 30d, 12h, 90m, 45s or 2w
  cairn: error: '-1d' is no age: it is less than nothing
    hint: as in 30d, 12h, 90m, 45s or 2w
  cairn: error: '30' is no age: its unit is missing
    hint: as in 30d, 12h, 90m, 45s or 2w
  cairn: error: '' is no age: it is empty
    hint: as in 30d, 12h, 90m, 45s or 2w
  cairn: error: '99999999999y' is no age: its unit is not known
    hint: as in 30d, 12h, 90m, 45s or 2w
  cairn: error: '99999999999999999999d' is no age: it is too long
    hint: as in 30d, 12h, 90m, 45s or 2w
  [2]
  $ cairn clean '*'
  cairn: error: there is no run '*'
    hint: list them with: cairn ls
  [3]
  $ cairn clean ''
  cairn: error: '' is no run or group
    hint: name it by id, name or path
  [2]
  $ cairn clean results/
  cairn: error: 'results/' is the folder of all results
    hint: name runs or groups, or choose by --status, --where, --older-than; to take all: --where "id != ''"
  [2]
  $ cairn clean .
  cairn: error: '.' is the whole project
    hint: name runs or groups, or choose by --status, --where, --older-than; to take all: --where "id != ''"
  [2]
  $ cairn clean --keep-best 2
  cairn: error: --keep-best needs the metric
    hint: as in: cairn clean --keep-best 5 --by rmse
  [2]
  $ cairn clean --by rmse
  cairn: error: which runs?
    hint: say --older-than 30d, --keep-best 5 --by rmse, --status failed,lost, --where FILTER, or name them
  [2]
  $ cairn clean --status failed --older-than ''
  cairn: error: '' is no age: it is empty
    hint: as in 30d, 12h, 90m, 45s or 2w
  [2]
  $ cairn clean --where 'val.rmse < 0' --yes
  Nothing goes.

The newest are those of what is chosen, whatever else there is:

  $ cairn clean --dataset corn --keep-newest 1 --dry-run | normal
  1 run goes: <size> in files; the disk gets <size> back once they are purged
    <id>  results/<date>_old/corn/PLS2_d27e47  40 d 00 h old
  Stays:
    <id>  results/<date>_old/corn/PLS5_28ef02  the newest
  $ cairn clean --dataset corn --keep-newest 2 --dry-run | normal
  Nothing goes.
  Stays:
    <id>  results/<date>_old/corn/PLS2_d27e47  the newest
    <id>  results/<date>_old/corn/PLS5_28ef02  the newest

The best are kept, of single runs or of sessions; a run without the metric is never ranked:

  $ cairn clean --keep-best 1 --by rmse --dry-run | normal
  2 runs (2 groups as a whole) go: <size> in files; the disk gets <size> back once they are purged
    results/<date>_middle  1 run  rank 3 by val.rmse, 20 d 00 h old
    results/<date>_new  1 run  rank 2 by val.rmse, <duration> old
  Best by val.rmse:
    1. results/<date>_old (0.3900)
  Stays:
    2 runs: among the best
  $ cairn clean --keep-best 1 --by rmse --per dataset --unit run -n | normal
  2 runs (1 group as a whole) go: <size> in files; the disk gets <size> back once they are purged
    <id>  results/<date>_old/corn/PLS2_d27e47  rank 2 by val.rmse, 40 d 00 h old
    results/<date>_middle  1 run  rank 2 by val.rmse, 20 d 00 h old
  Best by val.rmse:
    1. results/<date>_new/wheat/PLS5_28ef02 (0.4000)
    1. results/<date>_old/corn/PLS5_28ef02 (0.3900)
  Stays:
    2 runs: among the best
  $ cairn pin 7tht4c
  pinned 7tht4c (PLS5)
  $ cairn clean --keep-best 1 --by rmse --max --unit run -n --json | grep -E '"(id|reason)"'
            "id": "o2a5oj",
            "reason": "goes",
            "id": "nuxjie",
            "reason": "goes",
        "id": "88sca7",
        "reason": "best",
        "id": "7tht4c",
        "reason": "pinned",

One run, or what failed:

  $ cairn clean o2a5oj --yes | normal
  1 run goes: <size> in files; the disk gets <size> back once they are purged
    <id>  results/<date>_old/corn/PLS2_d27e47  40 d 00 h old
  moved to the trash; back with: cairn restore <stamp>-<id>
  $ cat results/*_old/COMPARISON.yaml results/*_old/corn/COMPARISON.yaml | grep pipeline_name
  cat: 'results/*_old/COMPARISON.yaml': No such file or directory
      pipeline_name: PLS5
  $ cairn restore o2a | normal
  restored <id> to results/<date>_old/corn/PLS2_d27e47
  $ cairn clean --status failed,lost
  Nothing goes.
  $ cairn clean --status faild
  cairn: error: there is no status 'faild'
    hint: did you mean 'failed'?
  [2]

A group is asked for by itself in the interactive form; what a person keeps, stays:

  $ cairn unpin 7tht4c
  let go 7tht4c (PLS5)
  $ printf 'y\nn\n' | cairn clean --interactive 2>&1 | normal
  <date> <time>  results/<date>_old  2 runs, <size>, best val.rmse 0.3900
    Move it to the trash? [y/N/skip-all] <date> <time>  results/<date>_middle  1 run, <size>, best val.rmse 0.4300
    Move it to the trash? [y/N/skip-all] <date> <time>  results/<date>_new  1 run, <size>, best val.rmse 0.4000
    Move it to the trash? [y/N/skip-all] 2 runs (1 group as a whole) go: <size> in files; the disk gets <size> back once they are purged
    results/<date>_old  2 runs  40 d 00 h old
  Stays:
    <id>  results/<date>_middle/wheat/PLS2_d27e47  kept by your answer
    <id>  results/<date>_new/wheat/PLS5_28ef02  kept by your answer
  moved to the trash; back with: cairn restore <stamp>-<date>_old
  $ ls results | normal
  <date>_middle
  <date>_new

One run out of a group that is in the trash:

  $ cairn restore 7tht4c | normal
  restored <id> to results/<date>_old/corn/PLS5_28ef02
  $ find results -name group.json | sort | normal
  results/<date>_old/.run/group.json
  results/<date>_middle/.run/group.json
  results/<date>_new/.run/group.json
  $ cairn trash ls --json | grep -c '"id"'
  1

Purging removes for good, and says what the disk gets back:

  $ cairn purge
  nothing to purge
  $ cairn purge --older-than 1d
  nothing to purge
  $ cairn purge --all --dry-run | normal
  1 entry; the disk gets <size> back
    <stamp>-<date>_old  group of 1 run  results/<date>_old
  $ cairn purge --all </dev/null 2>&1 | normal
  1 entry; the disk gets <size> back
    <stamp>-<date>_old  group of 1 run  results/<date>_old
  cairn: error: nobody is there to answer: Remove them for good?
    hint: say --yes to go on, or --dry-run to only look
  $ cairn purge --all --yes | normal
  1 entry; the disk gets <size> back
    <stamp>-<date>_old  group of 1 run  results/<date>_old
  <size> freed
  $ ls -A .cairn/trash
  $ cairn restore 7tht4c
  cairn: error: '7tht4c' is neither in the trash nor in the archive
    hint: list what is there: cairn trash ls
  [3]

A clock that cannot be right decides nothing:

  $ CAIRN_CLOCK=$((-5 * day)) cairn clean --older-than 1d --dry-run 2>&1 | normal
  cairn: error: the clock says <datetime>, but the newest that is recorded here is of <datetime>
    hint: set the clock right; or, where the recorded time is wrong: --force
  $ CAIRN_CLOCK=$((3650 * day)) cairn clean --older-than 30d --dry-run 2>&1 | normal
  cairn: error: by the clock (<datetime>) all that is here is old: the newest is 3650 d 00 h old
    hint: if the clock is right: --force
  $ CAIRN_CLOCK=$((3650 * day)) cairn clean --older-than 30d --dry-run --force 2>&1 | grep -c results/
  3

Least of all what is removed for good:

  $ cairn clean --where 'n = 5' --yes >/dev/null
  $ CAIRN_CLOCK=$((3650 * day)) cairn purge --yes 2>&1 | normal
  cairn: error: by the clock (<datetime>) all that is here is old: the newest is 3650 d 00 h old
    hint: if the clock is right: --force
  $ CAIRN_CLOCK=$((3650 * day)) cairn purge --yes --force | tail -1 | normal
  <size> freed

Where the trash is to keep nothing, all that lies there is old by any clock, and age 0 is no reason to doubt it; a clock that runs behind is:

  $ cp cairn.yaml with-days.yaml && sed -i '/^cleanup:/d' cairn.yaml && echo 'cleanup: {trash_days: 0}' >>cairn.yaml
  $ cairn run -q && cairn clean latest --yes >/dev/null
  $ CAIRN_CLOCK=-86400 cairn purge --yes 2>&1 | normal
  cairn: error: the clock says <datetime>, but the newest that is recorded here is of <datetime>
    hint: set the clock right; or, where the recorded time is wrong: --force
  $ cairn purge --yes | tail -1 | normal
  <size> freed
  $ cairn purge --older-than 0d
  cairn: error: '0d' is no age: every run would be older
    hint: as in 30d, 12h, 90m, 45s or 2w
  [2]
  $ mv with-days.yaml cairn.yaml

A group goes as a whole only where nothing lies in it but its runs: what somebody put beside them stays. In some layouts
the folder of all results is a group as well, and that never goes:

  $ cd .. && mkdir beside && cd beside
  $ spec() { echo "{layout: $1, stages: {s: {matrix: {x: [1, 2]}, name: 's{x}', cmd: 'touch {run}/o'}}}" >cairn.yaml; }
  $ files() { find results -type f -not -path '*/.run/*' | normalise | sort; }
  $ spec nirs4all && cairn run -q && echo mine >results/$(ls results)/notes.txt
  $ cairn clean --where "id != ''" --no-trash --yes | grep -o 'results/.*runs' | normalise
  results/<date>_run_001/all  2 runs
  $ files
  results/<date>_run_001/RUN.yaml
  results/<date>_run_001/notes.txt
  $ cairn run -q && rm results/*/notes.txt && cairn clean --where "id != ''" --no-trash --yes >/dev/null && files
  $ spec timeline && cairn run -q && mkdir results/papers && echo mine >results/papers/draft.tex
  $ cairn clean --where "id != ''" --no-trash --yes >/dev/null && files
  results/papers/draft.tex
