What is damaged in a tree is told as what it is. A database that was cut off:

  $ . "$TESTDIR/../support/transcript.sh"
  $ printf 'stages: {}\n' > cairn.yaml
  $ tar xzf "$TESTDIR/../data/trees/nirs4all-sqlite-store.tar.gz" && mv nirs4all-sqlite-store sq
  $ head -c 50000 sq/workspace/store.sqlite > cut && cp cut sq/workspace/store.sqlite
  $ cairn adopt sq
  $ cairn adopt --layout nirs4all-sqlite sq
  $ rm sq/workspace/store.sqlite && cairn adopt --layout nirs4all-sqlite sq 2>&1 | normalise

A manifest that was cut off is YAML still, but what nirs4all writes last is missing:

  $ tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz"
  $ cd nirs4all-v5-uuid/results/pipelines/2fbbbe6d-*
  $ head -c 200 manifest.yaml > cut && mv cut manifest.yaml && cd "$OLDPWD"
  $ cairn adopt nirs4all-v5-uuid | normalise
  $ cairn ls --columns name,dataset,status --sort name,dataset
