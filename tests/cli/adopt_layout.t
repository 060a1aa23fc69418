`--layout` says whose files a tree holds. What does not fit is refused, and what is adopted stays:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz" && mv lambda-hat-runs old
  $ printf 'stages: {}\n' > cairn.yaml
  $ cairn adopt old | head -2
  old: lambda-hat (by runs/targets/tgt_899d6808f6ed/meta.json)
    8 runs: 6 sampler, 2 target
  $ cairn adopt --layout ssvae old 2>&1 | normalise
  cairn: error: '<here>/old' does not look like what ssvae reads
    hint: see what it is with: cairn adopt DIR --dry-run
  $ cairn adopt old
  old: nothing changed; 8 runs, 12.9 kB in 27 files
  $ cairn adopt --layout auto old
  old: nothing changed; 8 runs, 12.9 kB in 27 files
  $ cairn adopt --layout lambda-hat old
  old: nothing changed; 8 runs, 12.9 kB in 27 files
  $ cairn adopt --layout ssvae old 2>/dev/null
  [2]
  $ cairn ls --columns id | wc -l
  9

What was asked for once is asked for again when the tree changes; `auto` looks anew:

  $ rm old/runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76/trace.nc
  $ cairn adopt old | head -2
  cairn: warning: runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76: 'runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76/trace.nc' is missing
  old: lambda-hat (by runs/targets/tgt_899d6808f6ed/meta.json)
    8 runs: 6 sampler, 2 target

A tree of two programs can be read as either: Resume-NER logs into MLflow.

  $ tar xzf "$TESTDIR/../data/trees/resume-ner.tar.gz"
  $ cairn adopt --layout mlflow resume-ner 2>/dev/null
  resume-ner: mlflow (by --layout mlflow)
    23 runs: 23 run
    371 kB in 641 files, 4 of them of runs
  adopted; not a byte was written into it
  $ touch resume-ner/new && cairn adopt resume-ner 2>/dev/null | head -1
  resume-ner: mlflow (by --layout mlflow)
  $ cairn adopt --layout auto resume-ner 2>/dev/null | head -1
  resume-ner: resume-ner (by outputs/hpo beside mlruns/670734675340393009/0137af2cf1494f6fb469462a8052baac/meta.yaml)

By the name of a system the reader that recognises the tree reads it:

  $ tar xzf "$TESTDIR/../data/trees/nirs4all-0.4.1-workspace.tar.gz" && cairn adopt --layout nirs4all nirs4all-0.4.1-workspace | head -1
  nirs4all-0.4.1-workspace: nirs4all-0.4.1 (by workspace/runs/2025-11-20_wheat/0001_pls_ab12cd/manifest.yaml)
  $ cairn adopt --layout nirs4all nirs4all-0.4.1-workspace | tail -1
  nirs4all-0.4.1-workspace: nothing changed; 4 runs, 6.36 kB in 26 files
  $ cairn migrate --from nirs4all --to nirs4all nirs4all-0.4.1-workspace new 2>&1 | tail -1
  4 runs migrated, every byte verified; the source is as it was
  $ cairn adopt --layout hpo old 2>&1 | sed "s#$PWD/##"
  cairn: error: 'old' does not look like what resume-ner reads
    hint: see what it is with: cairn adopt DIR --dry-run
