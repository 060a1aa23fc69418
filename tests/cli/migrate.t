Old results become runs of a project, in its layout:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && mv nirs4all-v5-uuid old
  $ snapshot old > before
  $ cairn migrate --from-version 5 --to-version 6 old new --dry-run 2>/dev/null | normalise
  old (nirs4all-v5) → new
    3 runs to copy, 5.73 kB in 15 files
  nothing was written (--dry-run)
  $ test -e new || echo nothing
  nothing
  $ cairn migrate --from v5 --to v6 old new -n 2>/dev/null
  old (nirs4all-v5) → new
    3 runs to copy, 5.73 kB in 15 files
  nothing was written (--dry-run)
  $ cairn migrate --from v5 --to v6
  cairn: error: SRC is missing
    hint: for instance: cairn migrate --from v5 --to v6 old/results new
  [2]
  $ cairn migrate --from v5 --to v7 old new
  cairn: error: no such step between versions is known
    hint: known are --from-version 5 --to-version 6 (nirs4all) and --to hpo --from-version 1 --to-version 2
  [2]
  $ cairn migrate --from-version 5 --to-version 6 old new 2>/dev/null | normalise
  old (nirs4all-v5) → new
    3 runs to copy, 5.73 kB in 15 files
  3 runs migrated, every byte verified; the source is as it was
  $ snapshot old | diff before - && echo the same
  the same
  $ cd new && tree_of results | normalise
  <date>_migrated d
  <date>_migrated/.run d
  <date>_migrated/.run/group.json f
  <date>_migrated/RUN.yaml f
  <date>_migrated/regression d
  <date>_migrated/regression/Q1_c20f9b d
  <date>_migrated/regression/Q1_c20f9b/.run d
  <date>_migrated/regression/Q1_c20f9b/.run/<id>.json f
  <date>_migrated/regression/Q1_c20f9b/PIPELINE.yaml f
  <date>_migrated/regression/Q1_c20f9b/SCORES.yaml f
  <date>_migrated/regression/Q1_c20f9b/charts d
  <date>_migrated/regression/Q1_c20f9b/charts/2D_Chart.png f
  <date>_migrated/regression/Q1_c20f9b/file d
  <date>_migrated/regression/Q1_c20f9b/file/report.txt f
  <date>_migrated/regression/Q1_c20f9b/logs d
  <date>_migrated/regression/Q1_c20f9b/logs/timing.yaml f
  <date>_migrated/regression/Q1_c20f9b/manifest.yaml f
  <date>_migrated/regression/Q1_c20f9b/metadata d
  <date>_migrated/regression/Q1_c20f9b/metadata/metadata.json f
  <date>_migrated/regression/Q1_c20f9b/metadata/pipeline.json f
  <date>_migrated/regression/Q1_c20f9b/models d
  <date>_migrated/regression/Q1_c20f9b/models/shared d
  <date>_migrated/regression/Q1_c20f9b/models/shared/MinMaxScaler_1.npy f
  <date>_migrated/regression/Q1_c20f9b/models/shared/PLS_2.pkl f
  <date>_migrated/regression/Q2_0d1e2f d
  <date>_migrated/regression/Q2_0d1e2f/.run d
  <date>_migrated/regression/Q2_0d1e2f/.run/<id>.json f
  <date>_migrated/regression/Q2_0d1e2f/PIPELINE.yaml f
  <date>_migrated/regression/Q2_0d1e2f/logs d
  <date>_migrated/regression/Q2_0d1e2f/logs/timing.yaml f
  <date>_migrated/regression/Q2_0d1e2f/manifest.yaml f
  <date>_migrated/regression/Q2_0d1e2f/metadata d
  <date>_migrated/regression/Q2_0d1e2f/metadata/metadata.json f
  <date>_migrated/regression/Q2_0d1e2f/metadata/pipeline.json f
  <date>_migrated/regression/Q2_0d1e2f/models d
  <date>_migrated/regression/Q2_0d1e2f/models/shared d
  <date>_migrated/regression/Q2_0d1e2f/models/shared/MinMaxScaler_1.npy f
  <date>_migrated/regression/Q2_0d1e2f/models/shared/Ridge.pkl f
  <date>_migrated/wheat d
  <date>_migrated/wheat/Q1_c20f9b d
  <date>_migrated/wheat/Q1_c20f9b/.run d
  <date>_migrated/wheat/Q1_c20f9b/.run/<id>.json f
  <date>_migrated/wheat/Q1_c20f9b/PIPELINE.yaml f
  <date>_migrated/wheat/Q1_c20f9b/SCORES.yaml f
  <date>_migrated/wheat/Q1_c20f9b/logs d
  <date>_migrated/wheat/Q1_c20f9b/logs/timing.yaml f
  <date>_migrated/wheat/Q1_c20f9b/manifest.yaml f
  <date>_migrated/wheat/Q1_c20f9b/metadata d
  <date>_migrated/wheat/Q1_c20f9b/metadata/metadata.json f
  <date>_migrated/wheat/Q1_c20f9b/metadata/pipeline.json f
  $ cairn ls --columns name,dataset,rmse,path --sort dataset,name
  name       dataset       rmse  path
  Q1_c20f9b  regression  0.2500  results/2026-11-20_migrated/regression/Q1_c20f9b
  Q2_0d1e2f  regression       -  results/2026-11-20_migrated/regression/Q2_0d1e2f
  Q1_c20f9b  wheat       1.500   results/2026-11-20_migrated/wheat/Q1_c20f9b

Its steps, its prediction and its models stand where the layout has them:

  $ cat results/*/regression/Q1_c20f9b/PIPELINE.yaml | sed -n '/^steps/,/^created/p' | normalise
  steps:
    - {step: 1, op: MinMaxScaler}
    - step: 2
      op: PLSRegression
      params:
        n_components: 17
  created: "<datetime>"
  $ sed -n '/^fold_results/,/^comparison/p' results/*/regression/Q1_c20f9b/SCORES.yaml
  fold_results:
    - {fold: 0, id: 686xh1, rmse: 0.25}
  comparison_table: |

The old name, id and path find the run:

  $ cairn path 2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d --relative
  results/2026-11-20_migrated/regression/Q1_c20f9b
  $ cairn path results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d --relative
  results/2026-11-20_migrated/regression/Q1_c20f9b
  $ cairn show results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d | normalise | squeeze | head -60
   id <id>
   name Q1_c20f9b
   status finished
   path results/<date>_migrated/regression/Q1_c20f9b
   kind pipeline
   experiment migrated
   dataset regression
   names 2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d (nirs4all-v5), c20f9b (nirs4all.pipeline@1), results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d (path)
   created <date> <time>
   size 2.79 kB
  
  Params
   steps ["MinMaxScaler",{"model":{"class":"PLSRegression","params":{"n_components":17}}}]
  
  Metrics
   metric value
   rmse 0.2500
  
  Tags
   author mara
   session_id ae99db96-da98-4b85-9623-a22f445d2917
  
  Children
   id kind name rmse
   686xh1 model a1b2c3 0.2500
  
  Artifacts
   artifact role child size sha256
   models/shared/MinMaxScaler_1.npy model - 176 B 8cc97358caab
   models/shared/PLS_2.pkl model - 29 B cee111b43b5c
   manifest.yaml metadata - 898 B 6f9396d26b15
   metadata/metadata.json metadata - 1.54 kB 5a7eb496739b
   metadata/pipeline.json metadata - 135 B 64162ac0be97
   charts/2D_Chart.png chart - 8 B 4c4b6a3be131
   file/report.txt file - 5 B b9e68e1bea3e
  
  Steps
   step operator params started ended
   1 MinMaxScaler - - -
   2 PLSRegression {"n_components":17} - -
  
  Attempts
   attempt ended as started duration cpu memory host why it ran
   1 finished <date> <time> - - -

It has the id that adopting gives it, and goes on where it was cut off:

  $ mkdir ../adopting && cd ../adopting && printf 'project: a\nstages: {}\n' > cairn.yaml && cairn adopt ../old > /dev/null 2>&1
  $ cairn ls --jsonl | python3 -c 'import json,sys; [print(json.loads(l)["id"]) for l in sys.stdin]' | sort > ids
  $ (cd ../new && cairn ls --jsonl) | python3 -c 'import json,sys; [print(json.loads(l)["id"]) for l in sys.stdin]' | sort | diff ids - && echo equal
  equal
  $ cd ../new && rm -rf results/*/wheat && cd .. && cairn migrate --from nirs4all-v5 --to nirs4all old new 2>/dev/null | normalise
  old (nirs4all-v5) → new
    1 run to copy, 651 B in 3 files
    2 runs are there already
  1 run migrated, every byte verified; the source is as it was
  $ (cd new && cairn reindex) | normalise
  3 runs, 0 copies, 0 problems, in <duration>

To another layout and back gives the same runs:

  $ facts() { cairn ls --jsonl | python3 -c '
  > import json, subprocess, sys
  > for line in sys.stdin:
  >     run = json.loads(subprocess.run(["cairn", "show", json.loads(line)["id"], "--json"], capture_output=True).stdout)["run"]
  >     keys = ["id", "digest", "params", "metrics", "links", "status", "dataset", "seed", "tags"]
  >     print(json.dumps([run[k] for k in keys] + [sorted(a["sha256"] for a in run["artifacts"])]))' | sort; }
  $ (cd new && facts) > facts
  $ cairn migrate --from nirs4all --to flat new flat 2>/dev/null | normalise
  new (nirs4all) → flat
    3 runs to copy, 5.73 kB in 15 files
  3 runs migrated, every byte verified; the source is as it was
  $ cairn migrate --from flat --to nirs4all flat back 2>/dev/null | normalise
  flat (flat) → back
    3 runs to copy, 5.73 kB in 15 files
  3 runs migrated, every byte verified; the source is as it was
  $ (cd back && facts) | diff facts - && echo equal
  equal

It can be undone:

  $ cairn migrate --undo --yes --from nirs4all-v5 old new | normalise
  to the trash of new: 3 runs from old
    <id>  results/<date>_migrated/regression/Q1_c20f9b
    <id>  results/<date>_migrated/wheat/Q1_c20f9b
    <id>  results/<date>_migrated/regression/Q2_0d1e2f
  3 runs were moved to the trash; the source is as it was
  $ cd new && cairn ls && ls .cairn/trash | wc -l
  no runs
  4

In its own layout a target of lambda_hat keeps what its catalog told of it, byte for byte:

  $ mkdir ../../hat && cd ../../hat && tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz"
  $ cairn migrate --from lambda-hat --to lambda-hat lambda-hat-runs new | tail -1
  8 runs migrated, every byte verified; the source is as it was
  $ grep -cxFf lambda-hat-runs/runs/targets/_catalog.jsonl new/runs/targets/_catalog.jsonl
  1
  $ wc -l < new/runs/targets/_catalog.jsonl
  2
