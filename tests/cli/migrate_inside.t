The source is never changed, so nothing can be migrated into it:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/dynvision-seed.tar.gz" && mv dynvision-seed src
  $ snapshot src > before
  $ cairn migrate --from dynvision --to nirs4all src src/new 2>&1 | normalise
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
