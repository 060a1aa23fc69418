`--layout` says whose files a tree holds. What does not fit is refused, and what is adopted stays:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz" && mv lambda-hat-runs old
  $ printf 'stages: {}\n' > cairn.yaml
  $ cairn adopt old | head -2
  $ cairn adopt --layout ssvae old
  $ cairn adopt old
  $ cairn adopt --layout auto old
  $ cairn adopt --layout lambda-hat old
  $ cairn ls --columns id | wc -l

What was asked for once is asked for again when the tree changes; `auto` looks anew:

  $ rm old/runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76/trace.nc
  $ cairn adopt old | head -2

A tree of two programs can be read as either: Resume-NER logs into MLflow.

  $ tar xzf "$TESTDIR/../data/trees/resume-ner.tar.gz"
  $ cairn adopt --layout mlflow resume-ner 2>/dev/null
  $ touch resume-ner/new && cairn adopt resume-ner 2>/dev/null | head -1
  $ cairn adopt --layout auto resume-ner 2>/dev/null | head -1

A system is no reader; those that read its trees are named:

  $ cairn adopt --layout hpo old
  $ cairn adopt --layout nirs4all old
