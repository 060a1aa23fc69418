What is damaged in a tree is told as what it is. A database that was cut off:

  $ . "$TESTDIR/../support/transcript.sh"
  $ printf 'stages: {}\n' > cairn.yaml
  $ tar xzf "$TESTDIR/../data/trees/nirs4all-sqlite-store.tar.gz" && mv nirs4all-sqlite-store sq
  $ head -c 50000 sq/workspace/store.sqlite > cut && cp cut sq/workspace/store.sqlite
  $ cairn adopt sq
  cairn: error: workspace/store.sqlite: the database is damaged
    hint: put back a whole copy of it, then say it again
  [6]
  $ cairn adopt --layout nirs4all-sqlite sq
  cairn: error: workspace/store.sqlite: the database is damaged
    hint: put back a whole copy of it, then say it again
  [6]
  $ rm sq/workspace/store.sqlite && cairn adopt --layout nirs4all-sqlite sq 2>&1 | normalise
  cairn: error: '<here>/sq' does not look like what nirs4all-sqlite reads
    hint: see what it is with: cairn adopt DIR --dry-run

A manifest that was cut off is YAML still, but what nirs4all writes last is missing:

  $ tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz"
  $ cd nirs4all-v5-uuid/results/pipelines/2fbbbe6d-*
  $ head -c 200 manifest.yaml > cut && mv cut manifest.yaml && cd "$OLDPWD"
  $ cairn adopt nirs4all-v5-uuid | normalise
  cairn: warning: results/artifacts/objects/42/420ff7959f1d00a0e172664f622de6c6bab7f6d30acb7a774c056b802f7edf33.pkl: no pipeline has it, as far as their manifests can be read
  cairn: warning: results/artifacts/objects/ce/cee111b43b5c038787935806bc7da84c28ef1e534b652b178129b76e62d748b7.pkl: no pipeline has it, as far as their manifests can be read
  cairn: warning: results/regression/old_111111: no pipeline names it, as far as their manifests can be read
  cairn: warning: results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d/manifest.yaml: it is cut off: its artifacts or predictions are missing
  nirs4all-v5-uuid: nirs4all-v5 (by results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d/manifest.yaml)
    3 runs: 3 pipeline
    5.97 kB in 19 files, 13 of them of runs
    4 problems
  adopted; not a byte was written into it
  $ cairn ls --columns name,dataset,status --sort name,dataset
  name       dataset     status
  Q1_c20f9b  regression  pending
  Q1_c20f9b  wheat       finished
  Q2_0d1e2f  regression  finished

A text of a database that is no UTF-8 is no damage of the file: what has it is left out and named, the rest is taken.

  $ rm -r sq && tar xzf "$TESTDIR/../data/trees/nirs4all-sqlite-store.tar.gz" && mv nirs4all-sqlite-store sq
  $ python3 -c 'import sqlite3; store = sqlite3.connect("sq/workspace/store.sqlite"); store.execute(
  > "UPDATE runs SET name = CAST(x'"'66ff6f'"' AS TEXT) WHERE rowid = (SELECT min(rowid) FROM runs)"); store.commit()'
  $ cairn adopt sq | normalise
  cairn: warning: workspace: '72d17b85-c17f-40a2-9d90-4d32b78ec1cd' is left out: text is not valid UTF-8: "f\xffo"
  cairn: warning: workspace: 'db4f074a-8782-4877-af96-40ca63d05606' is left out: text is not valid UTF-8: "f\xffo"
  cairn: warning: workspace: 'e3e95c63-4782-4e65-b76f-509dff108a06' is left out: text is not valid UTF-8: "f\xffo"
  sq: nirs4all-sqlite (by workspace/store.sqlite has runs, pipelines and chains)
    4 runs: 2 pipeline, 2 run
    210 kB in 11 files, 6 of them of runs
    3 problems
  adopted; not a byte was written into it

A store that lacks a table is damaged, and so it is called:

  $ rm -r sq && tar xzf "$TESTDIR/../data/trees/nirs4all-sqlite-store.tar.gz" && mv nirs4all-sqlite-store sq
  $ python3 -c 'import sqlite3; sqlite3.connect("sq/workspace/store.sqlite").execute("DROP TABLE artifacts").connection.commit()'
  $ cairn adopt sq
  cairn: error: workspace/store.sqlite: it has no table 'artifacts'
    hint: bring the store back as nirs4all wrote it; what it lacks nobody can read
  [6]

Times and steps that no run can have count as not known, and are named where they are lost:

  $ tar xzf "$TESTDIR/../data/trees/mlflow-filestore.tar.gz" && mv mlflow-filestore ml
  $ curve=$(ls ml/mlruns/[0-9]*/*/metrics/* | head -1); meta=${curve%/metrics/*}/meta.yaml
  $ sed -i 's/^start_time: .*/start_time: 9223372036854775807/' $meta; echo '1795174952932 0.5 1e300' >>$curve
  $ cairn adopt ml 2>&1 | grep "$(basename $curve)" | sed 's/.*metrics/metrics/'
  metrics/best:2: it is no point of a metric
  $ cairn sql "SELECT count(*) AS long_ago FROM runs WHERE started < 0 OR duration < 0" --csv
  long_ago
  0
