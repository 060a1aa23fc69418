The catalog is an index: it can be built anew from the files.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn ls --json > before
  $ rm .cairn/catalog.db
  $ cairn reindex | normalise
  4 runs, 0 copies, 0 problems, in <duration>
  $ cairn ls --json | cmp - before
  $ cairn reindex --json | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["format"], d["runs"], d["copies"], d["problems"])'
  1 4 0 []

A record that is damaged is named, skipped and counted:

  $ chmod u+w results/*/corn/PLS2_*/.run/*.json
  $ echo '{}' > "$(ls results/*/corn/PLS2_*/.run/*.json)"
  $ cairn reindex 2>&1 | normalise | sed 's/_[0-9a-f]\{6\}\//_<hash>\//'
  cairn: warning: <here>/results/<date>_tiny/corn/PLS2_<hash>/.run/<id>.json: field 'format' is missing
  3 runs, 0 copies, 1 problem, in <duration>
  $ cairn reindex > log 2>&1
  [1]
  $ cairn ls --columns name,dataset --sort dataset,n 2>/dev/null
  name  dataset
  PLS5  corn
  PLS2  wheat
  PLS5  wheat
  $ cairn ls --columns name,dataset --sort dataset,n 2>&1 >/dev/null | normalise | sed 's/_[0-9a-f]\{6\}\//_<hash>\//'
  cairn: warning: <here>/results/<date>_tiny/corn/PLS2_<hash>/.run/<id>.json: field 'format' is missing

A catalog that is no catalog is moved aside:

  $ echo rubbish > .cairn/catalog.db
  $ cairn ls --columns name --sort dataset,n 2>/dev/null
  name
  PLS5
  PLS2
  PLS5
  $ ls .cairn | grep catalog
  catalog.db
  catalog.db.corrupt-1

Outside of a project:

  $ cd .. && cairn reindex 2>&1 | normalise
  cairn: error: there is no cairn.yaml in '<here>' or above it
    hint: go to the folder of a project, or make one here: cairn init; to adopt results, a cairn.yaml with the line 'stages: {}' is enough

A catalog of a newer cairn is refused by every verb and never rewritten:

  $ cd - > /dev/null && cairn reindex > /dev/null 2>&1
  [1]
  $ python3 - <<'EOP'
  > import sqlite3
  > db = sqlite3.connect(".cairn/catalog.db")
  > db.execute("PRAGMA user_version = 1000000")
  > EOP
  $ sha256sum .cairn/catalog.db > sum
  $ cairn ls 2>&1 | normalise | sed 's/knows [0-9]*/knows <n>/'
  cairn: error: catalog '<here>/.cairn/catalog.db' was made by a newer cairn (format 1000000, this one knows <n>)
    hint: use that cairn, or remove the file: it is an index and is rebuilt from the records
  $ cairn reindex 2>&1 | normalise | sed 's/knows [0-9]*/knows <n>/'
  cairn: error: catalog '<here>/.cairn/catalog.db' was made by a newer cairn (format 1000000, this one knows <n>)
    hint: use that cairn, or remove the file: it is an index and is rebuilt from the records
  $ cairn run -n 2>&1 | normalise | sed 's/knows [0-9]*/knows <n>/'
  cairn: error: catalog '<here>/.cairn/catalog.db' was made by a newer cairn (format 1000000, this one knows <n>)
    hint: use that cairn, or remove the file: it is an index and is rebuilt from the records
  $ cairn doctor 2>&1 | normalise | grep -A 1 'newer cairn' | sed 's/knows [0-9]*/knows <n>/'
  problem  index          catalog '<here>/.cairn/catalog.db' was made by a newer cairn (format 1000000, this one knows <n>)
                          use that cairn, or remove the file: it is an index and is rebuilt from the records
  problem  lost runs      the catalog cannot tell: catalog '<here>/.cairn/catalog.db' was made by a newer cairn (format 1000000, this one knows <n>)
                          use that cairn, or remove the file: it is an index and is rebuilt from the records
  $ cairn ls > /dev/null 2>&1
  [4]
  $ sha256sum --quiet -c sum && ls .cairn | grep catalog
  catalog.db
  catalog.db.corrupt-1
