Files and folders that other systems' programs make, as cairn makes, reads and hashes them.

  $ . "$TESTDIR/../support/transcript.sh"
  $ printf 'project: old\nlayout: flat\nstages: {}\n' > cairn.yaml

ArtifactStore.put_dir of lambda_hat: the URN and the place of an object follow from the files, whatever the type; two
types share the object (ArtifactStore.put_dir same content, other type):

  $ cairn id --scheme lambda_hat.urn@1 --json '{"type": "target", "files": {"a.txt": "68656c6c6f"}}'
  urn:lh:target:sha256:670397dfe85a8b7dd386f35dd83ade9c39c0387db17fa4af09b7e75eece3bbff
  $ cairn id --scheme lambda_hat.urn@1 --json '{"type": "fit", "files": {"a.txt": "68656c6c6f", "meta.json": "7b7d"}}'
  urn:lh:fit:sha256:670397dfe85a8b7dd386f35dd83ade9c39c0387db17fa4af09b7e75eece3bbff
  $ cairn parse --form lambda_hat.object_path urn:lh:target:sha256:670397dfe85a8b7dd386f35dd83ade9c39c0387db17fa4af09b7e75eece3bbff
  objects/sha256/67/03/670397dfe85a8b7dd386f35dd83ade9c39c0387db17fa4af09b7e75eece3bbff

ArtifactStore.put_file forgets the name of the file; a folder on the disk gives the same:

  $ cairn id --scheme lambda_hat.urn@1 --json '{"type": "blob", "files": {"payload": "68656c6c6f"}}'
  urn:lh:blob:sha256:780568ec80306a87919b8584d012bfe7c20819b16e97b1348218084cbef6f0ab
  $ mkdir payload && printf hello > payload/payload && cairn id --scheme lambda_hat.object@1 --dir payload --digest
  780568ec80306a87919b8584d012bfe7c20819b16e97b1348218084cbef6f0ab

serializer.persist of nirs4all: an object is named by the SHA-256 of its bytes, artifacts/objects/<h2>/<sha256>.<ending>.
The adopted run has it at that place, with that hash:

  $ tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && cairn adopt nirs4all-v5-uuid/results > /dev/null 2>&1
  $ python3 -c '
  > import hashlib, struct
  > head = b"{\x27descr\x27: \x27<f8\x27, \x27fortran_order\x27: False, \x27shape\x27: (2, 3), }"
  > head += b" " * (-(10 + len(head) + 1) % 64) + b"\n"
  > data = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + struct.pack("<6d", *range(6))
  > print(len(data), hashlib.sha256(data).hexdigest())
  > import pickle; print(hashlib.sha256(pickle.dumps(b"hello", protocol=5)).hexdigest())'
  176 8cc97358caab52235176ec3a51d735d7ff7465b525d3849bad2d98c86c98d47d
  1532edbdffa809490aa861a3ccab838b39684cce244e3832e6873381007028fe
  $ cairn sql --csv "SELECT DISTINCT size, sha256, path FROM artifacts WHERE path LIKE '%.npy'"
  size,sha256,path
  176,8cc97358caab52235176ec3a51d735d7ff7465b525d3849bad2d98c86c98d47d,../../artifacts/objects/8c/8cc97358caab52235176ec3a51d735d7ff7465b525d3849bad2d98c86c98d47d.npy

artifact_persistence.persist of 0.4.1 keeps six digits of the hash in the file's name, beside the class; here the whole
hash is of the bytes, so that two files of one name are told apart:

  $ tar xzf "$TESTDIR/../data/trees/nirs4all-0.4.1-workspace.tar.gz" && cairn adopt nirs4all-0.4.1-workspace/workspace > /dev/null
  $ cairn sql --csv "SELECT DISTINCT path, substr(sha256, 1, 6) AS digits FROM artifacts WHERE path LIKE '%_binaries/%' ORDER BY path"
  path,digits
  ../_binaries/PLSRegression_1_f8d2c3.pkl,f8d2c3
  ../_binaries/ndarray_e5163e.npy,e5163e

WorkspaceExporter.export_pipeline_full names exports by data set, date and pipeline: exports/wheat_20251120_0001_pls_ab12cd. An
export is no run of its own beside the one that it was made of:

  $ ls nirs4all-0.4.1-workspace/workspace/exports
  best_predictions
  wheat_20251120_0001_pls_ab12cd
  $ cairn sql --csv "SELECT count(*) AS runs FROM runs WHERE path LIKE '%/exports/%'"
  runs
  0

ManifestManager.create_pipeline counts the folders that are there, so that after a deletion two have one number; they are
two runs here, each found by its own name:

  $ for folder in 0001_Q1_c20f9b 0002_eb2552 0003_3e8bec 0004_pls_9b4be0 0004_after_delete_abcdef; do
  >   mkdir -p counted/runs/2025-11-20_wheat/$folder
  >   printf 'uid: %s\npipeline_id: %s\nname: %s\ndataset: wheat\npipeline: {steps: []}\nartifacts: []\npredictions: []\n' $folder $folder ${folder#????_} > counted/runs/2025-11-20_wheat/$folder/manifest.yaml
  > done
  $ cairn adopt counted --layout nirs4all-0.4.1 | head -n 2
  counted: nirs4all-0.4.1 (by runs/2025-11-20_wheat/0001_Q1_c20f9b/manifest.yaml)
    5 runs: 5 pipeline
  $ cairn sql --csv "SELECT path FROM runs WHERE path LIKE 'counted/%' ORDER BY path"
  path
  counted/runs/2025-11-20_wheat/0001_Q1_c20f9b
  counted/runs/2025-11-20_wheat/0002_eb2552
  counted/runs/2025-11-20_wheat/0003_3e8bec
  counted/runs/2025-11-20_wheat/0004_after_delete_abcdef
  counted/runs/2025-11-20_wheat/0004_pls_9b4be0
  $ cairn path 0004_after_delete_abcdef --relative
  counted/runs/2025-11-20_wheat/0004_after_delete_abcdef

The byte length of one real model identifier of DynVision is 144 of the 255 that a name may have; a longer one is cut and
ends in the beginning of its hash:

  $ args="tsteps=20 dt=2 tau=5 tff=0 trc=6 tsk=0 lossrt=4 activityloss=0.0002 pattern=1 rctype=full rctarget=output skip=true feedback=false"
  $ cairn path --layout dynvision --kind model model=DyRCNNx8 $args seed=7000 dataset=imagenette | cut -d/ -f2 | tr -d '\n' | wc -c
  144
  $ cairn path --layout dynvision --kind model model=DyRCNNx8 $args $(seq -f 'param%g=1' 20) seed=7000 dataset=imagenette | cut -d/ -f2 | sed 's/.*\(~.*\)/\1/'
  ~5b615013
  $ cairn path --layout dynvision --kind model model=DyRCNNx8 $args $(seq -f 'param%g=1' 20) seed=7000 dataset=imagenette | cut -d/ -f2 | tr -d '\n' | wc -c
  255

A trial of resume-ner is named by its study and all of its hyperparameters, those that equal their defaults too;
trial_meta.json tells the study:

  $ mkdir trials && cd trials
  $ cat > cairn.yaml <<'YAML'
  > project: ner
  > layout: hpo
  > stages:
  >   study:
  >     kind: study
  >     params: {model: distilbert, data: {type: map, default: {name: r}}, hpo: {type: map, default: {}}, train: {type: map, default: {}}}
  >     cmd: "true"
  >   trial: {kind: trial, needs: {s: {stage: study}}, params: {lr: 0.1, batch_size: 8}, cmd: "touch {run}/m"}
  > YAML
  $ cairn run -q && sed 's/"run_id".*/"run_id": …/; s/"created_at".*/"created_at": …/' outputs/hpo/*/*/*/*/trial_meta.json
  {
    "study_key_hash": "e9105ba18dd6c293209b15297c150f5897a8a374be91634d6d3fa587069d7033",
    "trial_key_hash": "bd56f8e72d87aadfa9d7bbc6293dd4dbf3cb9554cb04ebaf0abf4d5000e5baaf",
    "study_name": "study",
    "run_id": …
    "created_at": …
  }
  $ study=$(cairn id --scheme hpo.study@2 --digest --json '{"model": "distilbert", "data_config": {"name": "r"}, "hpo_config": {}, "train_config": {}}') && echo $study
  e9105ba18dd6c293209b15297c150f5897a8a374be91634d6d3fa587069d7033
  $ cairn id --scheme hpo.trial@1 --digest --json "{\"study_key_hash\": \"$study\", \"hyperparameters\": {\"lr\": 0.1, \"batch_size\": 8}}"
  bd56f8e72d87aadfa9d7bbc6293dd4dbf3cb9554cb04ebaf0abf4d5000e5baaf

What cannot be seen of the study is not held against the trial:

  $ cairn verify outputs/hpo/*/*/*/trial-* | cut -d, -f1-4 && cairn verify | cut -d, -f1-4
  1 run, 0 files (0 B), 1 object, 0 views: all well
  2 runs, 0 files (0 B), 1 object, 1 view: all well
  $ cd ..

The hash of a DynVision model without arguments is that of _SEED: no arguments are an empty text. The tree is known by its
file of the hash:

  $ mkdir plain && cd plain
  $ cat > cairn.yaml <<'YAML'
  > project: plain
  > layout: dynvision
  > datasets: {digits: {version: 1}}
  > stages: {init: {kind: model, params: {model: AlexNet, seed: {type: int}}, matrix: {dataset: [digits], seed: [42]}, cmd: "touch {run}/init.pt", outs: {w: init.pt}}}
  > YAML
  $ cairn run -q && ls models && cat models/AlexNet_42/digits/*.hash && printf _42 | md5sum | cut -c -8
  AlexNet:hash=1387de42
  AlexNet_42
  _42
  1387de42
  $ cairn id --scheme dynvision.model@1:head --json '{"args": ["", "42"]}'
  1387de42
  $ cairn path --layout dynvision --kind test model=AlexNet seed=42 dataset=digits experiment=noise status=trained loader=Noise
  reports/noise/AlexNet:hash=1387de42/digits:all_trained/Noise
  $ mkdir ../readers && cp -r models ../readers/ && cd ../readers && find models -name .run -exec rm -r {} +
  $ printf 'project: readers\nstages: {}\n' > cairn.yaml && mkdir old && mv models old && cairn adopt old
  cairn: warning: models/AlexNet_42/digits: 'models/AlexNet_42/digits/init.pt' is empty
  old: dynvision (by models/AlexNet_42)
    1 run: 1 model
    4 B in 2 files, 2 of them of runs
    1 problem
  adopted; not a byte was written into it
  $ cairn path AlexNet:hash=1387de42 --relative && cd ..
  old/models/AlexNet_42/digits

A test lies by the hash of its model. Its configuration tells the arguments and the seed all the same, and its path is
understood in both spellings:

  $ mkdir hashed && cd hashed
  $ cat > cairn.yaml <<'YAML'
  > project: hashed
  > layout: dynvision
  > datasets: {digits: {version: 1}}
  > stages:
  >   init:
  >     kind: model
  >     params: {model: RNN, act: {type: string}, seed: {type: int}}
  >     matrix: {dataset: [digits], act: [relu], seed: [7]}
  >     cmd: "touch {run}/init.pt"
  >     outs: {w: init.pt}
  >   test:
  >     kind: test
  >     needs: {net: {stage: init}}
  >     params: {experiment: noise, loader: Noise, group: all, status: init, level: 0.1}
  >     cmd: "touch {run}/test_outputs.csv"
  >     outs: {o: test_outputs.csv}
  > YAML
  $ cairn run -q && find reports -name '*.csv' && cat reports/noise/*/*/*/test_outputs.csv.config.yaml
  reports/noise/RNN:hash=0dac287a/digits:all_init/Noise:level=0.1/test_outputs.csv
  seed: 7
  model.act: relu
  data.level: "0.1"
  data.data_loader: Noise
  data.data_name: digits
  data.data_group: all
  model.model_name: RNN
  $ full=reports/noise/RNN:act=relu_7/digits:all_init/Noise:level=0.1
  $ cairn path $full --relative && cairn path $full/test_outputs.csv --relative && cairn ls $full --columns stage,level
  reports/noise/RNN:hash=0dac287a/digits:all_init/Noise:level=0.1
  reports/noise/RNN:hash=0dac287a/digits:all_init/Noise:level=0.1
  stage  level
  test     0.1
  $ cairn path reports/noise/RNN:act=relu_8/digits:all_init/Noise:level=0.1
  cairn: error: there is no run 'reports/noise/RNN:act=relu_8/digits:all_init/Noise:level=0.1'
    hint: list them with: cairn ls
  [3]
  $ cairn verify | head -1 | cut -d, -f1-4 && cd ..
  2 runs, 2 files (0 B), 1 object, 3 views: all well
