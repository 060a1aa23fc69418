Undoing a migration leaves nothing that tells of runs which are gone. In place:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/mlflow-filestore.tar.gz" && cd mlflow-filestore
  $ printf 'project: u\nlayout: nirs4all\nstages: {}\n' > cairn.yaml
  $ tree_of . > ../before
  $ cairn migrate --from mlflow --to nirs4all . . 2>/dev/null | tail -1
  11 runs migrated, every byte verified; the source is in legacy, as it was
  $ find results -name RUN.yaml | wc -l
  3
  $ cairn migrate --undo --yes . . | tail -1
  11 runs were moved to the trash; the source is as it was
  $ tree_of . | grep -v '^\.cairn' | diff ../before -
  $ cairn ls
  no runs
  $ cairn verify | normalise
  11 runs (11 in the trash), 12 files (4.69 kB), 0 objects, 0 views: all well, in <duration>; bytes were not read (--deep reads them)

Into a project of its own, with folders that runs share:

  $ cd .. && tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz"
  $ cairn migrate --from lambda-hat --to lambda-hat lambda-hat-runs new | tail -1
  8 runs migrated, every byte verified; the source is as it was
  $ cairn migrate --undo --yes lambda-hat-runs new | tail -1
  8 runs were moved to the trash; the source is as it was
  $ tree_of new | grep -v '^\.cairn'
  cairn.yaml f

A group that holds another run stays, and tells of that one alone:

  $ cairn migrate --from lambda-hat --to lambda-hat lambda-hat-runs new | tail -1
  8 runs migrated, every byte verified; the source is as it was
  $ cd new && cairn pin tgt_899d6808f6ed && wc -l < runs/targets/_catalog.jsonl
  pinned yz2co8 (tgt_899d6808f6ed)
  2
  $ cairn migrate --undo --yes ../lambda-hat-runs . 2>&1 | tail -2
  cairn: warning: runs/targets/tgt_899d6808f6ed: run yz2co8 is pinned, so it gets no new attempt
  7 runs were moved to the trash; not all could be undone: move away what is named, then say it again
  $ wc -l < runs/targets/_catalog.jsonl
  1
