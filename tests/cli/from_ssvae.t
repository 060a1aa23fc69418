The session of docs/guide/from-ssvae.md:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/ssvae-results.tar.gz" && mv ssvae-results old
  $ printf 'project: active\nstages: {}\n' > cairn.yaml
  $ cairn adopt old | normalise
  old: ssvae (by results/aborted__geo9-grid_head_plain__20251112_153633/config.yaml)
    8 runs: 8 run
    26.7 kB in 71 files, 71 of them of runs
  adopted; not a byte was written into it
  $ cairn ls --columns name,status,prior_type,classification.final_accuracy --sort name
  name                  status    prior_type     classification.final_accuracy
  aborted               pending   geometric_mog                              -
  baseline              finished  mixture                              0.08333
  baseline              finished  mixture                              0.2500
  default+conv+mixture  finished  mixture                              0.2500
  experiment            pending   -                                          -
  legacy_test           finished  standard                             0.2500
  my__double            finished  standard                             0.3333
  vamp_try              finished  vamp                                 0.3333
  $ cairn best --by classification.final_accuracy --max --limit 2 --csv | cut -d, -f1-4
  rank,id,name,classification.final_accuracy
  1,ghnt9h,my__double,0.3333333333333333
  1,5m8lzm,vamp_try,0.3333333333333333
  $ cairn show mix12_head_plain --json | python3 -c 'import json,sys; r=json.load(sys.stdin)["run"]; print(r["path"]); print(r["tags"]); print(r["metric_summaries"]["history.loss"])'
  old/results/default_conv_mixture__mix12_head_plain__20251112_153229
  {'clustering_metrics.reason': 'Diagnostics directory not available', 'clustering_metrics.status': 'skipped', 'tau_classifier_metrics.reason': 'use_tau_classifier=false', 'tau_classifier_metrics.status': 'disabled'}
  {'last': 93.0, 'step': 6, 'points': 7, 'first': 200.0, 'min': 93.0, 'max': 200.0}
  $ cairn cat my__double summary.json | head -3
  {
    "training": {
      "final_loss": 95.0,
  $ cairn logs vamp_try | head -2
  2026-11-20 11:46:09 [DEBUG   ] expvamp_try__vamp8-km_head_plain__20251112_153330 - Logging initialized: /data/al/use_cases/experiments/results/vamp_try__vamp8-km_head_plain__20251112_153330/logs
  2026-11-20 11:46:09 [DEBUG   ] expvamp_try__vamp8-km_head_plain__20251112_153330 - Console level: Level 60

A run whose files say another id is told:

  $ cp -r old/results/my__double__std_head_plain__20251112_153431 old/results/renamed__std_head_plain__20251112_153432
  $ cairn adopt old 2>&1 | normalise
  cairn: warning: results/renamed__std_head_plain__20251112_153432/config.yaml: it is that of run 'my__double__std_head_plain__20251112_153431'
  cairn: warning: results/renamed__std_head_plain__20251112_153432/summary.json: it is that of run 'my__double__std_head_plain__20251112_153431'
  old: ssvae (by results/aborted__geo9-grid_head_plain__20251112_153633/config.yaml)
    9 runs: 9 run
    30.6 kB in 81 files, 81 of them of runs
    2 problems
  adopted again; not a byte was written into it
