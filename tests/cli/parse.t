What a path says, by each of the layouts. Nothing has to exist.

  $ . "$TESTDIR/../support/transcript.sh"
  $ cairn parse --layout dynvision models/DyRCNNx8:tsteps=20+dt=2_42/imagenette/trained.pt
  $ cairn parse --layout dynvision models/DyRCNNx8:hash=f74854f1/imagenette
  $ cairn parse --layout lambda-hat /data/runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76/analysis.json
  $ cairn parse --layout lambda-hat-store experiments/dev/runs/20251123T121640Z-hmc-tgt_ec90-6257a6
  $ cairn parse --layout hpo outputs/hpo/local/distilbert/study-350a79aa/trial-747428f2/refit/checkpoint
  $ cairn parse --layout hpo outputs/hpo/local/distilbert/hpo_distilbert_smoke/trial_0_20260101_161725

Names that the original program reads wrongly:

  $ cairn parse --layout ssvae legacy_test_20241112_143027
  $ cairn parse --layout ssvae a__b__mix10__20241112_143027 --json

A path that can be read in two ways is said to be so, and none is chosen:

  $ cairn parse --layout dynvision reports/x/A_7/d:all_trained/deadbeef/test_data.csv
  $ cairn parse --layout timeline 2024-10-14_00h22_corn_x_y_pb8yky

What is no such path, and what is not there:

  $ cairn parse --layout ssvae x__y
  $ cairn parse --layout hpo outputs/hpo/local/distilbert/study-350A79AA/trial-747428f2
  $ cairn parse --layout dynvison models/x
  $ cairn parse

In a project it is the project's layout:

  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project
  $ cairn parse results/2026-11-20_tiny/corn/PLS2_d27e47/scores.json
