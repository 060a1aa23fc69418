The source is never changed, so nothing can be migrated into it:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/dynvision-seed.tar.gz" && mv dynvision-seed src
  $ snapshot src > before
  $ cairn migrate --from dynvision --to nirs4all src src/new 2>&1 | normalise
  cairn: error: '<here>/src/new' lies in the source, which is never changed
    hint: name a folder beside the source
  $ cairn migrate --from dynvision --to nirs4all src src/new 2>/dev/null
  [4]
  $ cairn migrate --from dynvision --to nirs4all src src 2>/dev/null
  [4]
  $ ln -s src way && cairn migrate --from dynvision --to nirs4all src way/new 2>/dev/null
  [4]
  $ snapshot src | diff before -

Where no run has a place, equal reasons are one line:

  $ tar xzf "$TESTDIR/../data/trees/mlflow-filestore.tar.gz"
  $ cairn migrate --from mlflow --to hpo mlflow-filestore new
  cairn: warning: 2 runs were deleted in MLflow: left out until `mlflow runs restore` or `mlflow experiments restore` brings them back
  mlflow-filestore (mlflow) → new
    0 runs to copy, 0 B in 0 files
    11 runs of kind trial (the first: mlruns/385817896737577887/55cce25fd7a84298a2d392da42fa0dbc) have no place: layout 'hpo', kind 'trial': no value for the field 'model' of 'outputs/hpo/{env}/{model}/(study-{study}|{study_name})/(trial-{trial}|trial_{trial_number}_{time})'
  no run was migrated: none has a place
  [1]
