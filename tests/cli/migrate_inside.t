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

Nor is a project that is a source, which gets no catalog either; a dry run leaves all projects as they are:

  $ mkdir made && (cd made && printf 'layout: flat\nstages: {s: {params: {x: {type: int}}, matrix: {x: [1, 2]}, cmd: "echo {x} > {run}/o"}}\n' > cairn.yaml && cairn run -q && cairn export latest -o ../one.zip >/dev/null && rm .cairn/catalog.db)
  $ snapshot made > before
  $ cairn migrate --from flat --to nirs4all made told -n
  made (flat) → told
    2 runs to copy, 4 B in 2 files
  nothing was written (--dry-run)
  $ cairn migrate --from flat --to nirs4all made told | tail -1
  2 runs migrated, every byte verified; the source is as it was
  $ snapshot made | diff before -
  $ rm told/.cairn/catalog.db && snapshot told > before
  $ cairn migrate --from flat --to nirs4all made told -n
  made (flat) → told
    0 runs to copy, 0 B in 0 files
    2 runs are there already
  nothing was written (--dry-run)
  $ cairn migrate --undo made told -n | tail -1
  nothing was written (--dry-run)
  $ cd told && cairn adopt ../src -n 2>/dev/null | tail -1
  nothing was written (--dry-run)
  $ cd .. && snapshot told | diff before - && snapshot made > before
  $ cd made && cairn import ../one.zip -n | normalise
  already present: 1 run
    <id>  results/s-<id>
  $ cd .. && snapshot made | diff before -

Where no run has a place, equal reasons are one line:

  $ tar xzf "$TESTDIR/../data/trees/mlflow-filestore.tar.gz"
  $ cairn migrate --from mlflow --to hpo mlflow-filestore new
  cairn: warning: 2 runs were deleted in MLflow: left out until `mlflow runs restore` or `mlflow experiments restore` brings them back
  mlflow-filestore (mlflow) → new
    0 runs to copy, 0 B in 0 files
    11 runs of kind trial (the first: mlruns/385817896737577887/55cce25fd7a84298a2d392da42fa0dbc) have no place: layout 'hpo', kind 'trial': no value for the field 'model' of 'outputs/hpo/{env}/{model}/(study-{study}|{study_name})/(trial-{trial}|trial_{trial_number}_{time})'
  no run was migrated: none has a place
  [1]

Where nothing has a place, nothing is written, and another layout can be tried at the same place:

  $ test -e new || echo nothing
  nothing
  $ cairn migrate --from mlflow --to nirs4all mlflow-filestore new 2>/dev/null | tail -1
  11 runs migrated, every byte verified; the source is as it was
