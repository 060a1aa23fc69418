A small working project of a layout's shape:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cairn init --layout lambda-hat hat
  wrote README.md
  wrote cairn.yaml
  wrote hat.py
  wrote requirements.txt
  next: cd hat && pip install -r requirements.txt && cairn run
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
  next: cd pls && pip install -r requirements.txt && python get_data.py && cairn run
  layout: timeline

A data set that is not there yet is said to be one, with the line that tells where it comes from:

  $ cd pls && cairn run -n
  cairn: error: cairn.yaml:34:45: stage 'fit' depends on 'data/glucose', and there is no such file or folder
    hint: the data set 'glucose' has to be there before its runs; see cairn.yaml:16:12
  [3]
  $ sed -n 14,16p cairn.yaml
  # What `{dataset.path}` stands for, below.  `python get_data.py` makes these folders, once.
  datasets:
    glucose: {path: data/glucose}
  $ cd ..

The same scripts, filed in another way:

  $ cairn init --layout lambda-hat-store store
  wrote README.md
  wrote cairn.yaml
  wrote hat.py
  wrote requirements.txt
  next: cd store && pip install -r requirements.txt && cairn run
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
  next: cd older && pip install -r requirements.txt && cairn run
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
