Resume-NER named studies and trials by hashes of version 1, then of version 2. Both stay findable:

  $ . "$TESTDIR/../support/transcript.sh"
  $ run() { # run ID NAME KEY=VALUE…: one run of an MLflow file store, as the search writes it
  >   local run=old/mlruns/1/$1; shift
  >   mkdir -p $run/tags $run/params $run/metrics $run/artifacts
  >   printf 'run_id: %s\nrun_name: %s\nstatus: 3\nstart_time: 1795174960894\nend_time: 1795174960906\n' ${run##*/} $1 > $run/meta.yaml
  >   shift; for tag in "$@"; do printf %s "${tag#*=}" > $run/tags/${tag%%=*}; done; }
  $ study=4fac260c64adcf1405f4a42d55322017428d184a0976b4d5838ddec7459299e5
  $ tags="code.stage=hpo code.model=distilbert code.storage_env=local code.study_key_hash=$study"
  $ S=0000000000000000000000000000000a A=0000000000000000000000000000000b B=0000000000000000000000000000000c R=0000000000000000000000000000000d
  $ run $S study_1 $tags code.study.key_schema_version=1.0
  $ run $A trial_a $tags mlflow.parentRunId=$S code.trial_key_hash=8dcfad738bd9354420134b7b39f4b9d01378226a636444e49a8cbd8ac6521400
  $ printf 3e-05 > old/mlruns/1/$A/params/learning_rate; printf 8 > old/mlruns/1/$A/params/batch_size
  $ run $B trial_b $tags mlflow.parentRunId=$S code.trial_key_hash=8be8ba8fd7066b620d2dd17e9eb56f79c507afe33b084bb9768adbfecfd642d0
  $ run $R refit_a $tags code.stage=hpo_refit mlflow.parentRunId=$S code.refit.of_trial_run_id=$A
  $ folder=old/outputs/hpo/local/distilbert/study-4fac260c/trial-8dcfad73
  $ mkdir -p $folder/refit && echo weights > $folder/model.bin && echo 1 > $folder/refit/model.bin

A study gets its new id from the configuration that gives its old one; without one it is told:

  $ cairn migrate --to hpo --from-version 1 --to-version 2 old new --dry-run
  old (resume-ner) → new
    4 runs to copy, 10 B in 2 files
    0 studies and 0 trials get new ids; the old ones still find them
    study 'study_1' keeps its name: no configuration was given (--study-config)
    trial 'trial_a' keeps its name: its study 4fac260c does
    trial 'trial_b' keeps its name: its study 4fac260c does
  nothing was written (--dry-run)
  [1]
  $ cat > study.yaml <<'EOF'
  > data_config: {name: resume, version: v1, local_path: ../dataset, schema: {labels: [NAME, SKILL]}}
  > hpo_config:
  >   search_space: {learning_rate: {type: loguniform, min: 0.00001, max: 0.00005}, batch_size: {type: choice, values: [4, 8]}}
  >   objective: {metric: macro-f1, direction: maximize}
  >   k_fold: {enabled: true, n_splits: 5}
  >   sampling: {algorithm: random, max_trials: 10}
  >   early_termination: {policy: bandit}
  > train_config: {num_epochs: 3, eval: {metric: {name: macro-f1}}}
  > data_fingerprint: f49f14ebe7fcefcd3fd7bf6a00b45fd08dbbd03330939fef5a369d1dc6321ee7
  > eval_fingerprint: af3a4a53574cc6ad315b15ed294197ba62bc94e6f9fa87739be634c96b8cd59b
  > EOF
  $ sed 's/n_splits: 5/n_splits: 2/' study.yaml > other.yaml
  $ cairn migrate --to hpo --from-version 1 --to-version 2 --study-config other.yaml --study-config study.yaml old new
  old (resume-ner) → new
    4 runs to copy, 10 B in 2 files
    1 study and 1 trial get new ids; the old ones still find them
    trial 'trial_b' keeps its name: its hyperparameters do not give 8be8ba8f
  4 runs migrated, every byte verified; the source is as it was
  [1]
  $ cd new && cairn ls --columns name,kind,path --sort name
  name     kind   path
  refit_a  refit  outputs/hpo/local/distilbert/study-b5793ce1/trial-c65e68f4/refit
  study_1  study  outputs/hpo/local/distilbert/study-b5793ce1
  trial_a  trial  outputs/hpo/local/distilbert/study-b5793ce1/trial-c65e68f4
  trial_b  trial  outputs/hpo/local/distilbert/study-b5793ce1/trial-8be8ba8f

The new ids are those of the program itself, and the old ones find the same runs:

  $ cairn path b5793ce1 --relative
  outputs/hpo/local/distilbert/study-b5793ce1
  $ cairn path 4fac260c --relative
  outputs/hpo/local/distilbert/study-b5793ce1
  $ cairn path c65e68f4 --relative
  outputs/hpo/local/distilbert/study-b5793ce1/trial-c65e68f4
  $ cairn path 8dcfad73 --relative
  outputs/hpo/local/distilbert/study-b5793ce1/trial-c65e68f4
  $ cairn show trial_a --json | python3 -c 'import json,sys; print(*json.load(sys.stdin)["run"]["names"].items(), sep="\n")'
  ('hpo.trial@1 as old_trial', '8dcfad73')
  ('hpo.trial@1 as old_trial in full', '8dcfad738bd9354420134b7b39f4b9d01378226a636444e49a8cbd8ac6521400')
  ('hpo.trial@1 as trial', 'c65e68f4')
  ('hpo.trial@1 as trial in full', 'c65e68f44fc4f0c0c582f59b6681695248edbd307d72ea206262466345ab51d1')
  ('path', 'mlruns/1/0000000000000000000000000000000b')
  ('resume-ner', '0000000000000000000000000000000b')

What is no configuration of a study, and what is no step, is said:

  $ cd .. && echo 'hpo_config: {}' > bad.yaml
  $ cairn migrate --to hpo --from-version 1 --to-version 2 --study-config bad.yaml old new
  cairn: error: bad.yaml: it states no data_config
    hint: a study is {data_config, hpo_config, train_config} and, where it had one, benchmark_config
  [2]
  $ cairn migrate --to hpo --from-version 3 --to-version 4 old new
  cairn: error: no such step between versions is known
    hint: known are --from-version 5 --to-version 6 (nirs4all) and --to hpo --from-version 1 --to-version 2
  [2]
  $ cairn migrate --from hpo --to hpo --study-config study.yaml old new
  cairn: error: --study-config names studies anew
    hint: it goes with --to hpo --from-version 1 --to-version 2
  [2]
