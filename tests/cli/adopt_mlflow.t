Runs that were deleted in MLflow are hidden there, and are not taken in; how many is told:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/mlflow-filestore.tar.gz" && mv mlflow-filestore old
  $ printf 'stages: {}\n' > cairn.yaml
  $ cairn adopt old
  $ cairn best --by m
  $ cairn ls --columns name --csv | grep -c deleted
  [1]

One that is restored is there at the next look:

  $ meta=$(grep -l 'lifecycle_stage: deleted' old/mlruns/[0-9]*/*/meta.yaml)
  $ sed -i 's/lifecycle_stage: deleted/lifecycle_stage: active/' "$meta"
  $ cairn adopt old
  $ cairn best --by m
