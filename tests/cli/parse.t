What a path says, by each of the layouts. Nothing has to exist.

  $ . "$TESTDIR/../support/transcript.sh"
  $ cairn parse --layout dynvision models/DyRCNNx8:tsteps=20+dt=2_42/imagenette/trained.pt
  run model of layout dynvision
    model      DyRCNNx8
    args       tsteps=20+dt=2
      tsteps   20
      dt       2
    seed       42
    dataset    imagenette
    file       trained.pt
    folder     models/DyRCNNx8:tsteps=20+dt=2_42/imagenette
  $ cairn parse --layout dynvision models/DyRCNNx8:hash=f74854f1/imagenette
  run model of layout dynvision
    model      DyRCNNx8
    hash       f74854f1
    dataset    imagenette
  $ cairn parse --layout lambda-hat /data/runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76/analysis.json
  run sampler of layout lambda-hat
    target     tgt_899d6808f6ed
    sampler    hmc
    run        89db9e76
    file       analysis.json
    folder     runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76
    before     /data
  $ cairn parse --layout lambda-hat-store experiments/dev/runs/20251123T121640Z-hmc-tgt_ec90-6257a6
  run * of layout lambda-hat-store
    experiment dev
    time       20251123T121640Z
    algo       hmc
    tag        tgt_ec90
    random     6257a6
  $ cairn parse --layout hpo outputs/hpo/local/distilbert/study-350a79aa/trial-747428f2/refit/checkpoint
  run refit of layout hpo
    env        local
    model      distilbert
    study      350a79aa
    trial      747428f2
    file       checkpoint
    folder     outputs/hpo/local/distilbert/study-350a79aa/trial-747428f2/refit
  $ cairn parse --layout hpo outputs/hpo/local/distilbert/hpo_distilbert_smoke/trial_0_20260101_161725
  run trial of layout hpo
    env        local
    model      distilbert
    study_name hpo_distilbert_smoke
    trial_number 0
    time       20260101_161725

Names that the original program reads wrongly:

  $ cairn parse --layout ssvae legacy_test_20241112_143027
  run experiment of layout ssvae
    name       legacy_test
    time       20241112_143027
  $ cairn parse --layout ssvae a__b__mix10__20241112_143027 --json
  {
    "format": 1,
    "path": "a__b__mix10__20241112_143027",
    "ambiguous": false,
    "readings": [
      {
        "layout": "ssvae",
        "what": "run",
        "name": "experiment",
        "folder": "a__b__mix10__20241112_143027",
        "before": null,
        "file": null,
        "fields": {
          "name": "a__b",
          "code": "mix10",
          "time": "20241112_143027"
        },
        "pairs": {},
        "cut": [],
        "id": null
      }
    ]
  }

Paths that its older versions made, and no run of cairn has:

  $ cairn parse --layout nirs4all results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d/manifest.yaml
  run uuid_pipeline of layout nirs4all
    uuid       2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d
    file       manifest.yaml
    folder     results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d
  $ cairn parse --layout nirs4all workspace/runs/2025-11-20_wheat/0001_pls_base_ab12cd/manifest.yaml
  run workspace_pipeline of layout nirs4all
    date       2025-11-20
    dataset    wheat
    number     0001
    name       pls_base
    hash6      ab12cd
    file       manifest.yaml
    folder     runs/2025-11-20_wheat/0001_pls_base_ab12cd
    before     workspace
  $ cairn parse --layout nirs4all /data/nirs/workspace/runs/2025-11-20_wheat/0002_ab12cd
  run workspace_pipeline of layout nirs4all
    date       2025-11-20
    dataset    wheat
    number     0002
    hash6      ab12cd
    before     /data/nirs/workspace
  $ cairn parse runs/2025-11-20_wheat/0012_pls_ab12cd | head -n 1
  run workspace_pipeline of layout nirs4all
  $ cairn parse /data/old/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d | tail -n 1
    before     /data/old
  $ cairn parse --layout hpo outputs/final_training/local/distilbert/spec_350a79aa11223344_exec_747428f255667788/v1
  run legacy_training of layout hpo
    env        local
    model      distilbert
    spec16     350a79aa11223344
    exec16     747428f255667788
    variant    1
  $ cairn parse --layout lambda-hat-store artifacts/store/objects/sha256/52/9d/529d4abe401d8a7dd386f35dd83ade9c39c0387db17fa4af09b7e75eece3bbff/payload
  run stored_object of layout lambda-hat-store
    object2    52
    object4    9d
    object     529d4abe401d8a7dd386f35dd83ade9c39c0387db17fa4af09b7e75eece3bbff
    file       payload
    folder     artifacts/store/objects/sha256/52/9d/529d4abe401d8a7dd386f35dd83ade9c39c0387db17fa4af09b7e75eece3bbff
  $ cairn parse --layout lambda-hat-store artifacts/experiments/dev/targets/529d4abe401d
  run stored_target of layout lambda-hat-store
    experiment dev
    object12   529d4abe401d
  $ cairn parse --layout lambda-hat-store artifacts/experiments/dev/tb/20251123T121640Z-hmc-tgt_ec90-6257a6
  run linked_tb of layout lambda-hat-store
    experiment dev
    time       20251123T121640Z
    algo       hmc
    tag        tgt_ec90
    random     6257a6

A path that can be read in two ways is said to be so, and none is chosen:

  $ cairn parse --layout dynvision reports/x/A_7/d:all_trained/deadbeef/test_data.csv
  run test of layout dynvision
    experiment x
    model      A
    seed       7
    dataset    d
    group      all
    status     trained
    loader     deadbeef
    file       test_data.csv
    folder     reports/x/A_7/d:all_trained/deadbeef
  run test of layout dynvision
    experiment x
    model      A
    seed       7
    dataset    d
    group      all
    status     trained
    test_hash  deadbeef
    file       test_data.csv
    folder     reports/x/A_7/d:all_trained/deadbeef
  ambiguous: 2 readings
  [1]
  $ cairn parse --layout timeline runs/2024-10-14_00h22_corn_x_y_pb8yky
  run pipeline of layout timeline
    time       2024-10-14_00h22
    dataset    corn
    name       x_y
    id         pb8yky
  run pipeline of layout timeline
    time       2024-10-14_00h22
    dataset    corn_x
    name       y
    id         pb8yky
  ambiguous: 2 readings
  [1]

What the layout itself calls a file or a folder is that, and no data set, summary or child of the name:

  $ cairn parse --layout nirs4all results/2025-10-14_wheat/RUN.yaml results/2025-10-14_wheat/corn/COMPARISON.yaml
  group session of layout nirs4all
    date       2025-10-14
    experiment wheat
    file       RUN.yaml
    folder     results/2025-10-14_wheat
  group dataset of layout nirs4all
    date       2025-10-14
    experiment wheat
    dataset    corn
    file       COMPARISON.yaml
    folder     results/2025-10-14_wheat/corn
  $ cairn parse --layout nirs4all results/2025-10-14_wheat/corn/DATASET.yaml
  group dataset of layout nirs4all
    date       2025-10-14
    experiment wheat
    dataset    corn
    file       DATASET.yaml
    folder     results/2025-10-14_wheat/corn
  $ cairn parse --layout nirs4all results/2025-10-14_wheat/corn/PLS_d27e47/models/shared | head -n 8
  run pipeline of layout nirs4all
    date       2025-10-14
    experiment wheat
    dataset    corn
    name       PLS
    hash6      d27e47
    file       models/shared
    folder     results/2025-10-14_wheat/corn/PLS_d27e47
  $ cairn parse --layout projects results/projects/p/comparisons/all_runs_comparison.csv
  group project of layout projects
    experiment p
    file       comparisons/all_runs_comparison.csv
    folder     results/projects/p
  $ cairn parse --layout timeline results/datasets/ethanol.yaml
  group all of layout timeline
    dataset    ethanol
    file       datasets/ethanol.yaml
    folder     results

What is no such path, and what is not there:

  $ cairn parse --layout ssvae x__y
  cairn: error: 'x__y' is no path of the layout ssvae
    hint: another one: --layout NAME
  [3]
  $ cairn parse --layout hpo outputs/hpo/local/distilbert/study-350A79AA/trial-747428f2
  cairn: error: 'outputs/hpo/local/distilbert/study-350A79AA/trial-747428f2' is no path of the layout hpo
    hint: another one: --layout NAME
  [3]
  $ cairn parse --layout dynvison models/x
  cairn: error: unknown layout 'dynvison'
    hint: did you mean 'dynvision'?
  [2]
  $ cairn parse
  cairn: error: a PATH is missing
    hint: cairn parse results/2026-11-20_wheat/corn/PLS2_d27e47
  [2]

So is one that is a path of two kinds. The kind that says `ambiguous: report` in the layout gives way to the other:

  $ cairn parse --layout dynvision-flat reports/init/init_7_7_init_init_all | grep -v '^  '
  run test of layout dynvision-flat
  run aggregate of layout dynvision-flat
  ambiguous: 2 readings
  $ cat > two.yaml <<'YAML'
  > layout: two
  > default_kind: fit
  > fields: {hash6: hex 6, day: date %Y-%m-%d}
  > groups: {day: {path: "{day}"}}
  > kinds:
  >   fit: {in: day, path: "[runs]/{name}_{hash6}"}
  >   mean: {in: day, path: "runs/{name}"}
  > YAML
  $ cairn parse --layout two.yaml x
  cairn: error: two.yaml:7:25: 'results/1111-11-11/runs/a_aaaaaa' can be a path of the kind 'fit' and of the kind 'mean'
    hint: give one of them a word of its own, or say of 'mean': `ambiguous: report`; then parsing returns both
  [2]
  $ sed -i 's/mean: {/&ambiguous: report, /' two.yaml && cairn parse --layout two.yaml results/1111-11-11/runs/a_aaaaaa | grep -v '^  '
  run fit of layout two
  run mean of layout two
  ambiguous: 2 readings

In a project it is the project's layout:

  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project
  $ cairn parse results/2026-11-20_tiny/corn/PLS2_d27e47/scores.json
  run pipeline of layout nirs4all
    date       2026-11-20
    experiment tiny
    dataset    corn
    name       PLS2
    hash6      d27e47
    file       scores.json
    folder     results/2026-11-20_tiny/corn/PLS2_d27e47
  run summary of layout nirs4all
    date       2026-11-20
    experiment tiny
    dataset    corn
    name       PLS2_d27e47
    file       scores.json
    folder     results/2026-11-20_tiny/corn/PLS2_d27e47
  ambiguous: 2 readings
  [1]

There what lies in the folder tells which reading is meant:

  $ cairn run -q
  $ cairn parse results/*/corn/PLS2_d27e47/scores.json | normalise
  run pipeline of layout nirs4all
    date       <date>
    experiment tiny
    dataset    corn
    name       PLS2
    hash6      d27e47
    file       scores.json
    folder     results/<date>_tiny/corn/PLS2_d27e47
  $ (cd data && cairn parse ../results/*/corn/PLS2_d27e47 | head -n 1)
  run pipeline of layout nirs4all
  $ cairn parse results/2025-01-01_tiny/corn/PLS2_d27e47 | tail -n 1
  ambiguous: 2 readings

The name of a file that repeats what its folder says is read, too. Before DynVision had its hierarchy all stood there:

  $ cairn parse --layout dynvision-flat models/DyRCNNx8/DyRCNNx8:tsteps=20+dt=2_7001_imagenette_trained.pt
  run model of layout dynvision-flat
    model      DyRCNNx8
    args       tsteps=20+dt=2
      tsteps   20
      dt       2
    seed       7001
    dataset    imagenette
    status     trained
    file       DyRCNNx8:tsteps=20+dt=2_7001_imagenette_trained.pt
    folder     models/DyRCNNx8
  $ cairn parse --layout dynvision-flat models/DyRCNNx8/DyRCNNx9:tsteps=20_7001_imagenette_trained.pt
  run model of layout dynvision-flat
    model      DyRCNNx8
    file       DyRCNNx9:tsteps=20_7001_imagenette_trained.pt
    folder     models/DyRCNNx8
  $ cairn parse x__y/z 2>&1 | head -1
  cairn: error: 'x__y/z' is no path of the layout nirs4all (dated)

A path is read from the folder in which one stands:

  $ mkdir -p sub/deeper && cd sub/deeper
  $ cairn parse ../../models/DyRCNNx8:tsteps=20+dt=2_42/imagenette/trained.pt --layout dynvision | sed "s#$(cd ../.. && pwd -P)#<here>#"
  run model of layout dynvision
    model      DyRCNNx8
    args       tsteps=20+dt=2
      tsteps   20
      dt       2
    seed       42
    dataset    imagenette
    file       trained.pt
    folder     models/DyRCNNx8:tsteps=20+dt=2_42/imagenette
    before     <here>
