Runs that were deleted in MLflow are hidden there, and are not taken in; how many is told:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/mlflow-filestore.tar.gz" && mv mlflow-filestore old
  $ printf 'stages: {}\n' > cairn.yaml
  $ cairn adopt old
  cairn: warning: 2 runs were deleted in MLflow: left out until `mlflow runs restore` or `mlflow experiments restore` brings them back
  old: mlflow (by mlruns/385817896737577887/55cce25fd7a84298a2d392da42fa0dbc/meta.yaml)
    11 runs: 11 run
    15.6 kB in 145 files, 12 of them of runs
    1 problem
  adopted; not a byte was written into it
  $ cairn best --by m
  by m, lowest first (--max for the highest)
  rank  id      name     m  experiment  dataset  stage  seed   lr
     1  zx1s7m  child-0  1  model-zoo   -        -         -  0.1
  n = 1, lowest m first
  7 runs without m
  3 runs not finished
  $ cairn ls --columns name --csv | grep -c deleted
  0
  [1]

One that is restored is there at the next look:

  $ meta=$(grep -l 'lifecycle_stage: deleted' old/mlruns/[0-9]*/*/meta.yaml)
  $ sed -i 's/lifecycle_stage: deleted/lifecycle_stage: active/' "$meta"
  $ cairn adopt old
  cairn: warning: 1 run was deleted in MLflow: left out until `mlflow runs restore` or `mlflow experiments restore` brings it back
  old: mlflow (by mlruns/385817896737577887/55cce25fd7a84298a2d392da42fa0dbc/meta.yaml)
    12 runs: 12 run
    15.6 kB in 145 files, 12 of them of runs
    1 problem
  adopted again; not a byte was written into it
  $ cairn best --by m
  by m, lowest first (--max for the highest)
  rank  id      name         m   lr  x
     1  zx1s7m  child-0      1  0.1  -
     2  9j8jp2  deleted run  2    -  1
  n = 2, lowest m first
  7 runs without m
  3 runs not finished
  +4 constant columns, --all to show
