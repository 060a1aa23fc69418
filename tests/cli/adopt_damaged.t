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

A manifest of 0 bytes and one that was cut off are told, in each version; so is an index. What an index does not tell
is not taken for deleted:

  $ adopt() { cairn adopt "$1" 2>&1 | grep warning | sed 's/^cairn: warning: //'; }
  $ cairn adopt --forget nirs4all-v5-uuid >forgotten && rm -r nirs4all-v5-uuid && tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && mv nirs4all-v5-uuid v5
  $ : > v5/results/pipelines/7a306dda-*/manifest.yaml && : > v5/results/datasets/wheat/index.yaml
  $ adopt v5 | grep -v '/objects/' | sed -E 's/[0-9a-f]{8}-[0-9a-f]{4}-[-0-9a-f]*/<uuid>/'
  results/datasets/wheat/index.yaml: it is empty
  results/regression/Q2_0d1e2f: no pipeline names it, as far as their manifests can be read
  results/regression/old_111111: no pipeline names it, as far as their manifests can be read
  results/pipelines/<uuid>/manifest.yaml: it is empty
  results/pipelines/<uuid>: no index of its dataset names it
  $ cairn ls --where "path like 'v5/%'" --columns name,dataset,status --sort name,dataset | sed -E 's/^[0-9a-f]{8}-[-0-9a-f]* */<uuid>  /'
  name                                  dataset     status
  <uuid>  -           pending
  Q1_c20f9b                             regression  finished
  Q1_c20f9b                             wheat       finished
  $ rm v5/results/datasets/wheat/index.yaml && adopt v5 | grep index
  there is no file 'results/datasets/wheat/index.yaml'
  results/pipelines/5dc93cea-607b-447c-b2e4-d1a5de7d9bba: no index of its dataset names it
  $ tar xzf "$TESTDIR/../data/trees/nirs4all-0.4.1-workspace.tar.gz" && mv nirs4all-0.4.1-workspace v4
  $ cd v4/workspace/runs/2025-11-20_wheat && : > 0002_0f0f0f/manifest.yaml
  $ head -c 300 0001_pls_ab12cd/manifest.yaml > cut && mv cut 0001_pls_ab12cd/manifest.yaml && cd "$OLDPWD" && adopt v4
  workspace/runs/2025-11-20_wheat/0001_pls_ab12cd/manifest.yaml: it is cut off: its artifacts or predictions are missing
  workspace/runs/2025-11-20_wheat/0002_0f0f0f/manifest.yaml: it is empty
  $ cairn ls --where "path like 'v4/%'" --columns name,status,path --sort path
  name         status    path
  pls          pending   v4/workspace/runs/2025-11-20_wheat/0001_pls_ab12cd
  0002_0f0f0f  pending   v4/workspace/runs/2025-11-20_wheat/0002_0f0f0f
  reuse        finished  v4/workspace/runs/2025-11-20_wheat/0003_reuse_888888
  pls          finished  v4/workspace/runs/2025-11-21_wheat_quick/0001_pls_ab12cd

The configuration of an experiment that is empty, cut off or gone, and a summary that is gone:

  $ tar xzf "$TESTDIR/../data/trees/ssvae-results.tar.gz" && mv ssvae-results ssvae && cd ssvae/results
  $ : > vamp_try__*/config.yaml && rm my__double__*/config.yaml baseline__*_153128/summary.json
  $ head -n -3 baseline__*_143128/config.yaml > cut && mv cut baseline__*_143128/config.yaml
  $ ln -s .. up && ln -s my__double__std_head_plain__20251112_153431 latest && cd ../.. && adopt ssvae
  results/vamp_try__vamp8-km_head_plain__20251112_153330/config.yaml: it is empty
  results/my__double__std_head_plain__20251112_153431/config.yaml: it was not found, and summary.json is there
  results/baseline__mix10-dir_tau_ca-het__20251112_153128/summary.json: it was not found, and REPORT.md is there
  results/baseline__mix10-dir_tau_ca-het__20251112_143128/config.yaml: it is cut off: its run_id is missing

An analysis that is gone, though its line was written; weights, traces and tables of 0 bytes; a test without its table:

  $ tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz" && mv lambda-hat-runs hat && cd hat/runs/targets/tgt_899d6808f6ed
  $ rm run_hmc_89db9e76/analysis.json && : > params.npz && : > run_vi_109125a2/trace.nc
  $ echo '[1]' > run_sgld_bf9ea435/analysis.json && cd "$OLDPWD" && adopt hat | sort
  runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76/analysis.json: it was not found, and _runs.jsonl of its target has the run
  runs/targets/tgt_899d6808f6ed/run_sgld_bf9ea435/analysis.json: it holds no keys with values
  runs/targets/tgt_899d6808f6ed/run_vi_109125a2: 'runs/targets/tgt_899d6808f6ed/run_vi_109125a2/trace.nc' is empty
  runs/targets/tgt_899d6808f6ed: 'runs/targets/tgt_899d6808f6ed/params.npz' is empty
  $ tar xzf "$TESTDIR/../data/trees/dynvision-later.tar.gz" && mv dynvision-later dv
  $ tar xzf "$TESTDIR/../data/trees/dynvision-old-flat.tar.gz" && mv dynvision-old-flat dvf
  $ rm dv/reports/response/*rctype=full*_7000/*/12d979e/test_*.csv && : > dv/models/*/*rctype=none*_7000/*/trained.pt
  $ rm dvf/reports/StimulusDuration/*rctype=full*_7000_*/test_outputs.csv && adopt dv && adopt dvf
  models/DyRCNNx8/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=none+pattern=1+skip=true_7000/imagenette: 'models/DyRCNNx8/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=none+pattern=1+skip=true_7000/imagenette/trained.pt' is empty
  $ cairn ls --kind test --status pending --columns name,path --csv | sed 's/,\(dvf*\).*/ in \1/'
  name,path
  12d979e in dv
  StimulusDuration:dsteps=60+intro=1+stim=30+idle=20 in dvf

Of MLflow a metric without a point, a line that was cut off (its value or its step may be cut, too) and a run whose meta.yaml ends too
soon:

  $ rm -r ml && tar xzf "$TESTDIR/../data/trees/mlflow-filestore.tar.gz" && mv mlflow-filestore ml
  $ cd ml/mlruns && set -- $(find [0-9]* -path '*/metrics/*' -type f | sort | head -3) && : >$1
  $ printf '1795174952932 0.5 1\n1795174952933 0.1234' >$2
  $ printf '1795174952932 0.5 122\n1795174952933 0.75 12' >$3
  $ run=$(find [0-9]* -mindepth 2 -maxdepth 2 -name meta.yaml | sort | tail -1) && head -c 60 $run >cut && mv cut $run && cd ../..
  $ adopt ml | grep -E 'point|cut off' | sed -E 's#mlruns/[0-9]*/[0-9a-f]{32}#mlruns/…#'
  mlruns/…/metrics/val/acc:2: the line is cut off
  mlruns/…/meta.yaml: it is cut off: its status is missing
  mlruns/…/metrics/val/acc: it has no point
  mlruns/…/metrics/val/acc:2: the line is cut off

What may not be read is told, and the rest adopted:

  $ above=$PWD; while [[ $above == */cairn-t.* ]]; do chmod a+x "$above"; above=$(dirname "$above"); done
  $ user() { if [ "$(id -u)" = 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi; }
  $ cp "$(command -v cairn)" cairn && chmod a+rx cairn && mkdir denied && chmod a+rwx denied && cd denied
  $ user sh -c 'echo "stages: {}" >cairn.yaml' && user tar xz --no-same-owner <"$TESTDIR/../data/trees/lambda-hat-runs.tar.gz"
  $ cd lambda-hat-runs/runs/targets && user chmod 000 _catalog.jsonl tgt_899d6808f6ed/_runs.jsonl tgt_ec9030f732ba/run_vi_cba2b33d && cd ../../..
  $ user ../cairn adopt lambda-hat-runs 2>&1 | normalise
  cairn: warning: cannot open '<here>/lambda-hat-runs/runs/targets/_catalog.jsonl': Permission denied
  cairn: warning: cannot open '<here>/lambda-hat-runs/runs/targets/tgt_899d6808f6ed/_runs.jsonl': Permission denied
  cairn: warning: runs/targets/tgt_ec9030f732ba/run_vi_cba2b33d/analysis.json: it was not found, and _runs.jsonl of its target has the run
  cairn: warning: runs/targets/tgt_899d6808f6ed/run_sgld_bf9ea435: no line in _runs.jsonl of its target tells its parameters
  cairn: warning: runs/targets/tgt_899d6808f6ed/run_vi_109125a2: no line in _runs.jsonl of its target tells its parameters
  cairn: warning: runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76: no line in _runs.jsonl of its target tells its parameters
  cairn: warning: runs/targets/tgt_899d6808f6ed: 'runs/targets/tgt_899d6808f6ed/_runs.jsonl': cannot open '<here>/lambda-hat-runs/runs/targets/tgt_899d6808f6ed/_runs.jsonl': Permission denied
  cairn: warning: runs/targets/tgt_ec9030f732ba/run_vi_cba2b33d: Permission denied
  lambda-hat-runs: lambda-hat (by runs/targets/tgt_899d6808f6ed/meta.json)
    8 runs: 6 sampler, 2 target
    12.5 kB in 24 files, 22 of them of runs
    8 problems
  adopted; not a byte was written into it

It is taken in once it can be read, and only then there is something new:

  $ user ../cairn adopt lambda-hat-runs 2>&1 | normalise
  lambda-hat-runs: nothing changed; 8 runs, 12.5 kB in 24 files
  $ user chmod 644 lambda-hat-runs/runs/targets/tgt_899d6808f6ed/_runs.jsonl && user ../cairn adopt lambda-hat-runs 2>&1 | normalise
  cairn: warning: cannot open '<here>/lambda-hat-runs/runs/targets/_catalog.jsonl': Permission denied
  cairn: warning: runs/targets/tgt_ec9030f732ba/run_vi_cba2b33d/analysis.json: it was not found, and _runs.jsonl of its target has the run
  cairn: warning: runs/targets/tgt_ec9030f732ba/run_vi_cba2b33d: Permission denied
  lambda-hat-runs: lambda-hat (by runs/targets/tgt_899d6808f6ed/meta.json)
    8 runs: 6 sampler, 2 target
    12.5 kB in 24 files, 23 of them of runs
    3 problems
  adopted again; not a byte was written into it
  $ user chmod 644 lambda-hat-runs/runs/targets/_catalog.jsonl && user ../cairn adopt lambda-hat-runs 2>&1 | normalise | tail -3
    12.5 kB in 24 files, 23 of them of runs
    2 problems
  adopted again; not a byte was written into it
  $ user ../cairn adopt lambda-hat-runs 2>&1 | normalise
  lambda-hat-runs: nothing changed; 8 runs, 12.5 kB in 24 files
  $ user chmod 000 lambda-hat-runs/runs && user ../cairn adopt --forget lambda-hat-runs >/dev/null
  $ user ../cairn adopt lambda-hat-runs 2>&1 | normalise | head -1; user chmod 755 lambda-hat-runs/runs
  cairn: error: no reader recognises what is in '<here>/lambda-hat-runs' (runs: Permission denied)
