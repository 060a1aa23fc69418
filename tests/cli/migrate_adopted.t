A tree that was adopted and then migrated into the same project: the project's own copy is the run.

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && mkdir p && cd p && echo 'stages: {fit: {cmd: "true"}}' >cairn.yaml
  $ cairn adopt ../nirs4all-v5-uuid 2>&1 | tail -1 && cairn migrate --from nirs4all-v5 --to nirs4all ../nirs4all-v5-uuid . 2>&1 | tail -1
  adopted; not a byte was written into it
  3 runs migrated, every byte verified; the source is as it was
  $ cairn ls --all --columns id,copy,path | normalise
  id      copy  path
  <id>     1  <tmp>/migrate_adopted.t/nirs4all-v5-uuid/results/pipelines/5dc93cea-607b-447c-b2e4-d1a5de7d9bba
  <id>     0  results/<date>_migrated/wheat/Q1_c20f9b
  <id>     1  <tmp>/migrate_adopted.t/nirs4all-v5-uuid/results/pipelines/7a306dda-63b5-45f9-9893-5db704b436e5
  <id>     0  results/<date>_migrated/regression/Q2_0d1e2f
  <id>     1  <tmp>/migrate_adopted.t/nirs4all-v5-uuid/results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d
  <id>     0  results/<date>_migrated/regression/Q1_c20f9b
  $ cairn migrate --from nirs4all-v5 --to nirs4all ../nirs4all-v5-uuid . 2>&1 | tail -1
  0 runs migrated, every byte verified; the source is as it was
  $ cairn reindex | normalise && cairn migrate --undo ../nirs4all-v5-uuid . -y 2>&1 | tail -1 && cairn ls --columns id,copy,path | normalise
  3 runs, 3 copies, 0 problems, in <duration>
  3 runs were moved to the trash; the source is as it was
  id      copy  path
  <id>     0  <tmp>/migrate_adopted.t/nirs4all-v5-uuid/results/pipelines/5dc93cea-607b-447c-b2e4-d1a5de7d9bba
  <id>     0  <tmp>/migrate_adopted.t/nirs4all-v5-uuid/results/pipelines/7a306dda-63b5-45f9-9893-5db704b436e5
  <id>     0  <tmp>/migrate_adopted.t/nirs4all-v5-uuid/results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d

Files that were merged into objects are copied from there; no name of an object is given away:

  $ mkdir ../r && cd ../r && cat >cairn.yaml <<'YAML'
  > stages: {fit: {params: {lr: 1}, cmd: "echo same > {run}/a; cp {run}/a {run}/b", outs: {a: a, b: b}}}
  > YAML
  $ cairn run -q lr=1,2 && cairn deduplicate --auto --link symlink | tail -1 && for means in copy hardlink; do
  >   cairn migrate --from nirs4all --to timeline . ../by-$means --link $means | tail -1; cairn -C ../by-$means verify --deep | normalise | cut -d' ' -f1-3
  >   find ../by-$means/results -name a -printf '%M %n %f\n' | sort | uniq -c
  > done
  merged 4 files, 15 B saved; they are links to an object now (symlink)
  2 runs migrated, every byte verified; the source is as it was
  2 runs, 4
        2 -rw-r--r-- 1 a
  2 runs migrated, every byte verified; the source is as it was
  2 runs, 4
        2 -rw-r--r-- 1 a
