A small working project of a layout's shape:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cairn init --layout lambda-hat hat
  wrote README.md
  wrote cairn.yaml
  wrote hat.py
  wrote requirements.txt
  next: cd hat && cairn run
  $ cd hat && cairn run -n 2>&1 | normalise
  stage     cached   missing     stale     retry    forced  upstream
  target         -         2         -         -         -         -
  sample         -         6         -         -         -         -
  why:
        8 × it has never run
  Would run 8 of 8 runs.
  $ cairn init --layout lambda-hat
  cairn: error: 'README.md' exists already
    hint: name another folder: cairn init --layout lambda-hat DIR
  [4]
  $ cd .. && cairn init --layout hpo x
  cairn: error: there is no example in the layout 'hpo'
    hint: there is one for dynvision, dynvision-flat, flat, lambda-hat, lambda-hat-store, nirs4all, projects, ssvae, timeline
  [2]
  $ cairn init --layout timeline pls | tail -n 1 && grep ^layout pls/cairn.yaml
  next: cd pls && python get_data.py && cairn run
  layout: timeline

The same scripts, filed in another way:

  $ cairn init --layout lambda-hat-store store
  wrote README.md
  wrote cairn.yaml
  wrote hat.py
  wrote requirements.txt
  next: cd store && cairn run
  $ cd store && cairn run sample algo=hmc -n 2>&1 | normalise
  stage     cached   missing     stale     retry    forced  upstream
  target         -         2         -         -         -         -
  sample         -         2         -         -         -         -
  why:
        4 × it has never run
  Would run 4 of 4 runs.
  $ cd .. && cairn init --layout dynvision-flat older
  wrote README.md
  wrote cairn.yaml
  wrote requirements.txt
  wrote tiny.py
  next: cd older && cairn run
  $ cd older && cairn run -n 2>&1 | normalise
  stage        cached   missing     stale     retry    forced  upstream
  init              -         4         -         -         -         -
  train             -         4         -         -         -         -
  test              -         8         -         -         -         -
  process           -         8         -         -         -         -
  aggregate         -         2         -         -         -         -
  plot              -         2         -         -         -         -
  why:
       28 × it has never run
  Would run 28 of 28 runs.
