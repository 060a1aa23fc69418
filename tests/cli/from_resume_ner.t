The session of docs/guide/from-resume-ner.md:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/resume-ner.tar.gz" && mv resume-ner old
  $ printf 'project: ner\nstages: {}\n' > cairn.yaml
  $ cairn adopt old 2>&1 | normalise
  cairn: warning: mlruns/670734675340393009/64a6563019ee43779d5fe1a410918939: refit 'local_distilbert_hpo_refit_study-10bc5f35_trial-9b541ee4_t01_1' has no link to its trial (tag code.refit.of_trial_run_id)
  cairn: warning: mlruns/670734675340393009/4505e3417ffc4e04a59cf9200b1f6ee4: trial 'local_distilbert_hpo_trial_study-0000000f_t01_1' has the study hash 0000000f, its study has 10bc5f35
  old: resume-ner (by outputs/hpo beside mlruns/670734675340393009/0137af2cf1494f6fb469462a8052baac/meta.yaml)
    25 runs: 9 trial, 6 fold, 4 study, 2 refit, 2 training, 1 benchmark, 1 final_training
    371 kB in 641 files, 68 of them of runs
    2 problems
  adopted; not a byte was written into it
  $ cairn ls --where 'kind="trial"' --columns name,macro-f1,learning_rate,batch_size --sort name
  name                                                macro-f1  learning_rate  batch_size
  local_distilbert_hpo_trial_study-0000000f_t01_1       0.8375        5e-05             8
  local_distilbert_hpo_trial_study-10bc5f35_t00_1       0.8100        2e-05             4
  local_distilbert_hpo_trial_study-d4beb0db_t00_1       0.6410        2.1e-05           4
  local_distilbert_hpo_trial_study-d4beb0db_t01_1       0.8203        4.9e-05           8
  local_distilbert_hpo_trial_study-d4beb0db_t02_1       0.7379        1e-05             4
  local_distilroberta_hpo_trial_study-13f12778_t00_1         -              -           -
  local_distilroberta_hpo_trial_study-13f12778_t01_1         -              -           -
  trial_0_20260101_161725                               0.8100              -           -
  trial_1_20260101_161725                               0.8375              -           -
  $ cairn best --by macro-f1 --max --where 'kind="refit"' --csv | cut -d, -f1-4
  rank,id,name,macro-f1
  1,1cwnur,local_distilbert_hpo_refit_study-d4beb0db_trial-002b392b_t01_1,0.876433
  2,8pfadp,local_distilbert_hpo_refit_study-10bc5f35_trial-9b541ee4_t01_1,0.85
  $ cairn show 5c0ae15ca61c49ebb0396f1e37a97a5d --json | python3 -c '
  > import json, sys
  > run = json.load(sys.stdin)["run"]
  > print([(l["type"], l["name"]) for l in run["links"]])
  > print(*sorted(a["path"] for a in run["artifacts"]), sep="\n")'
  [('parent', 'ilccgf'), ('refit_of', 'kse4ao')]
  ../../../outputs/hpo/local/distilbert/study-d4beb0db/trial-002b392b/refit/checkpoint/config.json
  ../../../outputs/hpo/local/distilbert/study-d4beb0db/trial-002b392b/refit/checkpoint/model.safetensors
  ../../../outputs/hpo/local/distilbert/study-d4beb0db/trial-002b392b/refit/checkpoint/tokenizer.json
  ../../../outputs/hpo/local/distilbert/study-d4beb0db/trial-002b392b/refit/checkpoint/tokenizer_config.json
  ../../../outputs/hpo/local/distilbert/study-d4beb0db/trial-002b392b/refit/metrics.json
  ../../../outputs/hpo/local/distilbert/study-d4beb0db/trial-002b392b/refit/output_placeholder.txt
  artifacts/best_trial_checkpoint.tar.gz/checkpoint__1zwn4f5.tar.gz
  artifacts/best_trial_checkpoint_manifest.json/best_trial_checkpoint_manifest.json
  $ cairn show 002b392b --json | python3 -c 'import json,sys; r=json.load(sys.stdin)["run"]; print(r["name"], r["kind"], r["names"])'
  local_distilbert_hpo_trial_study-d4beb0db_t01_1 trial {'hpo.run_key@1': '482f5b56', 'hpo.run_key@1 in full': '482f5b56a2e2cb2de358c94d0162c828c325a11b20aacbc1b6e3d6284340f69b', 'hpo.trial@1': '002b392b', 'hpo.trial@1 in full': '002b392bd89c0093397a6a38efe364fa37ba6f9c218b843a6b6995d6869d8773', 'resume-ner': '1e8915d5622d44bb86319afc4727104e'}

A checkpoint is a folder, valid while config.json lies beside the weights. Migrated into its own layout it stays one, and
the study's database lies where it lay:

  $ cairn migrate --from hpo --to hpo old new 2>/dev/null | tail -1
  25 runs migrated, every byte verified; the source is as it was
  $ cd new/outputs/hpo/local/distilbert/study-d4beb0db && find . -name study.db; cd trial-002b392b/refit && find . -path ./.run -prune -o -path ./logs -prune -o -type f -print | LC_ALL=C sort
  ./study.db
  ./artifacts/best_trial_checkpoint.tar.gz/checkpoint__1zwn4f5.tar.gz
  ./artifacts/best_trial_checkpoint_manifest.json/best_trial_checkpoint_manifest.json
  ./checkpoint/config.json
  ./checkpoint/model.safetensors
  ./checkpoint/tokenizer.json
  ./checkpoint/tokenizer_config.json
  ./metrics.json
  ./output_placeholder.txt
