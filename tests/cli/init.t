A small working project of a layout's shape:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cairn init --layout lambda-hat hat
  $ cd hat && cairn run -n 2>&1 | normalise
  $ cairn init --layout lambda-hat
  $ cd .. && cairn init --layout hpo x
  $ cairn init --layout timeline pls | tail -n 1 && grep ^layout pls/cairn.yaml
  $ cd pls && cairn run -n 2>&1 | tail -n 2
