Undoing a migration leaves nothing that tells of runs which are gone. In place:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/mlflow-filestore.tar.gz" && cd mlflow-filestore
  $ printf 'project: u\nlayout: nirs4all\nstages: {}\n' > cairn.yaml
  $ tree_of . > ../before
  $ cairn migrate --from mlflow --to nirs4all . . 2>/dev/null | tail -1
  $ find results -name RUN.yaml | wc -l
  $ cairn migrate --undo --yes . . | tail -1
  $ tree_of . | grep -v '^\.cairn' | diff ../before -
  $ cairn ls
  $ cairn verify | normalise

Into a project of its own, with folders that runs share:

  $ cd .. && tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz"
  $ cairn migrate --from lambda-hat --to lambda-hat lambda-hat-runs new | tail -1
  $ cairn migrate --undo --yes lambda-hat-runs new | tail -1
  $ tree_of new | grep -v '^\.cairn'

A group that holds another run stays, and tells of that one alone:

  $ cairn migrate --from lambda-hat --to lambda-hat lambda-hat-runs new | tail -1
  $ cd new && cairn pin tgt_899d6808f6ed && wc -l < runs/targets/_catalog.jsonl
  $ cairn migrate --undo --yes ../lambda-hat-runs . 2>&1 | tail -2
  [1]
  $ wc -l < runs/targets/_catalog.jsonl
