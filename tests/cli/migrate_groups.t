What people said of a session goes with its runs to another layout:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn note results/*_tiny 'the lamp was changed on Tuesday' | normalise
  noted on results/<date>_tiny
  $ cairn tag results/*_tiny lamp | normalise
  tagged results/<date>_tiny: lamp
  $ cairn note results/*_tiny/corn 'from the old lamp' | normalise
  noted on results/<date>_tiny/corn
  $ cd .. && snapshot tiny/results > before
  $ cairn migrate --from nirs4all --to projects tiny there 2>/dev/null | normalise | sed -E 's/[0-9.]+ kB/<size>/'
  tiny (nirs4all) → there
    4 runs to copy, <size> in 20 files
    what was said of 'results/<date>_tiny/corn' stays behind: no group of the layout projects holds its runs and no others
  4 runs migrated, every byte verified; the source is as it was
  $ snapshot tiny/results | diff before - && echo the same
  the same
  $ cd there && cat results/projects/tiny/project.yaml | sed -n '/^description/,/^datasets/p'
  description: a tiny experiment
  objectives: []
  notes: the lamp was changed on Tuesday
  tags: [lamp]
  datasets: [corn, wheat]

To the same layout all of it goes, and a second call changes nothing:

  $ cd .. && cairn migrate --from nirs4all --to nirs4all tiny copy 2>/dev/null | normalise | sed -E 's/[0-9.]+ kB/<size>/'
  tiny (nirs4all) → copy
    4 runs to copy, <size> in 20 files
  4 runs migrated, every byte verified; the source is as it was
  $ cairn migrate --from nirs4all --to nirs4all tiny copy 2>/dev/null | normalise | sed -E 's/[0-9.]+ kB/<size>/'
  tiny (nirs4all) → copy
    0 runs to copy, 0 B in 0 files
    4 runs are there already
  0 runs migrated, every byte verified; the source is as it was
  $ (cd copy/results/*_tiny && cat RUN.yaml corn/.run/group.json) | grep -E '"?(description|notes|created)' | normalise
  created: "<datetime>"
  description: a tiny experiment
  notes: the lamp was changed on Tuesday
    "created": "<datetime>",
    "description": "",
    "notes": "from the old lamp",
  $ diff <(grep created tiny/results/*_tiny/.run/group.json) <(grep created copy/results/*_tiny/.run/group.json) && echo the day when it was made
  the day when it was made

What is said there already stays:

  $ (cd copy && cairn note --replace results/*_tiny/corn 'another word') | normalise
  noted on results/<date>_tiny/corn
  $ rm -rf copy/results/*_tiny/corn/PLS2_* && cairn migrate --from nirs4all --to nirs4all tiny copy 2>&1 | normalise | sed -E 's/[0-9.]+ kB/<size>/'
  tiny (nirs4all) → copy
    1 run to copy, <size> in 5 files
    3 runs are there already
  cairn: warning: results/<date>_tiny/corn: its own note stays; 'results/<date>_tiny/corn' said something else
  1 run migrated, every byte verified; the source is as it was
  $ grep notes copy/results/*_tiny/corn/.run/group.json
    "notes": "another word",
