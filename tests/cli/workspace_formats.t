What lies in a folder is recognised by what is in it, as nirs4all's inspect_workspace_format does; each form has its reader:

  $ . "$TESTDIR/../support/transcript.sh"
  $ printf 'project: old\nlayout: flat\nstages: {}\n' > cairn.yaml
  $ form() { cairn adopt "$1" --dry-run 2>&1 | grep -v '^cairn: warning' | head -n 1 | normalise; }

Nothing (new-or-empty):

  $ mkdir empty && form empty
  cairn: error: no reader recognises what is in '<here>/empty'

Folders of runs (fs-runs-legacy), which lie two levels deep:

  $ mkdir -p runs_legacy/runs/2024-10-14_x/0001_abc && echo '{uid: u, pipeline_id: 0001_abc, name: abc, dataset: x, pipeline: {steps: []}}' > runs_legacy/runs/2024-10-14_x/0001_abc/manifest.yaml
  $ form runs_legacy
  runs_legacy: nirs4all-0.4.1 (by runs/<date>_x/0001_abc/manifest.yaml)
  $ mkdir -p one_level/runs/x && cp runs_legacy/runs/2024-10-14_x/0001_abc/manifest.yaml one_level/runs/x
  $ form one_level
  cairn: error: no reader recognises what is in '<here>/one_level'

A store in SQLite, with its arrays in it (sqlite-workspace-legacy-arrays) or beside it:

  $ tar xzf "$TESTDIR/../data/trees/nirs4all-sqlite-store.tar.gz" && form nirs4all-sqlite-store/workspace
  nirs4all-sqlite-store/workspace: nirs4all-sqlite (by store.sqlite has runs, pipelines and chains)
  $ mkdir arrays && python3 - <<'PY'
  > import shutil, sqlite3
  > shutil.copy("nirs4all-sqlite-store/workspace/store.sqlite", "arrays/store.sqlite")
  > with sqlite3.connect("arrays/store.sqlite") as store: store.execute("CREATE TABLE prediction_arrays(a)")
  > PY
  $ form arrays
  arrays: nirs4all-sqlite (by store.sqlite has runs, pipelines and chains)
  $ ls arrays
  store.sqlite

The manifests by UUID of still older ones:

  $ tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && form nirs4all-v5-uuid/results
  nirs4all-v5-uuid/results: nirs4all-v5 (by pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d/manifest.yaml)

None of them is converted where it lies; `cairn migrate` makes a new project of one.
