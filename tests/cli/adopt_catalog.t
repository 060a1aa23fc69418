The catalog that adopting leaves is the one that the files give: rows come from memory, and say what reading them back says:

  $ . "$TESTDIR/../support/transcript.sh"
  $ printf 'project: a\nstages: {}\n' > cairn.yaml
  $ rows() { cairn sql "SELECT r.id, v.$2 FROM $1 v JOIN runs r USING (run) ORDER BY 1, 2, 3" --csv; }
  $ all_rows() {
  >   cairn ls --json --all | sed 's/"run":[0-9]*,//'
  >   rows params "key, v.type, v.value"; rows tags "key, v.type, v.value"; rows names "scheme, v.name"
  >   rows metrics "key, v.value, v.step, v.points, v.first, v.min, v.max"; rows links "type, v.name, v.digest, v.version"
  >   rows artifacts "path, v.role, v.type, v.child, v.step, v.operator, v.size, v.sha256"
  >   rows children "name, v.id, v.digest, v.kind, v.path, v.size"
  >   cairn sql "SELECT status, path, record, attempt, seed, created, started, ended, duration, host, message, size, copy FROM runs ORDER BY path, id" --csv
  >   cairn sql "SELECT c.name, m.key, m.value FROM child_metrics m JOIN children c USING (child) ORDER BY 1, 2, 3" --csv
  > }
  $ for tree in "$TESTDIR"/../data/trees/*.tar.gz; do
  >   name=$(basename "$tree" .tar.gz); tar xzf "$tree"
  >   cairn adopt "$name" > /dev/null 2>&1 || echo "$name is not adopted"
  >   all_rows > adopted; wc -l < adopted | grep -q '^[0-9]$' && echo "$name: nothing to compare"
  >   cairn ls > /dev/null; cairn reindex > /dev/null 2>&1; all_rows | cmp adopted - && echo "$name: the same"
  >   cairn adopt --forget "$name" > /dev/null
  > done
  dynvision-later: the same
  dynvision-old-flat: the same
  dynvision-seed: the same
  lambda-hat-runs: the same
  lambda-hat-store: the same
  mlflow-filestore: the same
  nirs4all-0.4.1-workspace: the same
  nirs4all-sqlite-store: the same
  nirs4all-v5-uuid: the same
  resume-ner: the same
  ssvae-results: the same

Whether the tree is the larger part or the smaller one of what the project holds:

  $ for name in lambda-hat-runs nirs4all-v5-uuid; do cairn adopt $name > /dev/null 2>&1; done
  $ all_rows > adopted
  $ cairn reindex > /dev/null 2>&1; all_rows | cmp adopted - && echo the same
  the same

What a person said of a run of the tree is in the catalog again when the tree is adopted again:

  $ id=$(cairn ls --columns id --csv | sed -n 2p)
  $ cairn tag "$id" good=yes > /dev/null
  $ echo more >> "$(find lambda-hat-runs nirs4all-v5-uuid -name '*.md' -o -name '*.jsonl' | head -1)"
  $ for name in lambda-hat-runs nirs4all-v5-uuid; do cairn adopt $name > /dev/null 2>&1; done
  $ cairn ls --where "tags.good = 'yes'" --columns id --csv | grep -c "$id"
  1
  $ all_rows > adopted; cairn reindex > /dev/null 2>&1; all_rows | cmp adopted - && echo the same
  the same
