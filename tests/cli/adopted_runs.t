What is not known of a run that another program made is said to be unknown, and what cannot be done with it is
refused in words that fit.

  $ . "$TESTDIR/../support/transcript.sh"
  $ for text in "" "{}" "layout: flat"; do
  >   echo "$text" > cairn.yaml
  >   cairn adopt lambda-hat-runs
  > done
  cairn: error: cairn.yaml:1:1: cairn.yaml must be a map with 'stages'
    hint: where runs are only adopted, imported or migrated, this is enough: stages: {}
  cairn: error: cairn.yaml:1:1: cairn.yaml needs 'stages', a map of name to stage
    hint: where runs are only adopted, imported or migrated, this is enough: stages: {}
  cairn: error: cairn.yaml:1:1: cairn.yaml needs 'stages', a map of name to stage
    hint: where runs are only adopted, imported or migrated, this is enough: stages: {}
  [2]
  $ printf 'project: a\nstages: {}\n' > cairn.yaml
  $ for tree in lambda-hat-runs mlflow-filestore; do
  >   tar xzf "$TESTDIR/../data/trees/$tree.tar.gz" && cairn adopt $tree > /dev/null 2>&1
  > done
  $ cairn show run_hmc_40307dad --json | jq -c '.attempts[0] | {pid, user_seconds, system_seconds, max_rss_bytes}'
  {"pid":null,"user_seconds":null,"system_seconds":null,"max_rss_bytes":null}
  $ cairn show run_hmc_40307dad | grep -A 2 ^Attempts | squeeze
  Attempts
   attempt ended as started duration cpu memory host why it ran
   1 finished 2025-11-16 13:34 12.5 s - -
  $ cairn sql "SELECT count(*) AS runs, count(cpu_time) AS known FROM runs" --csv
  runs,known
  19,0
  $ cairn why run_hmc_40307dad
   9s1vmr run_hmc_40307dad is not asked for
    lambda-hat-runs/runs/targets/tgt_ec9030f732ba/run_hmc_40307dad
    it was adopted from lambda-hat: cairn knows no command that makes it
  $ cairn rerun run_hmc_40307dad
  cairn: error: run 9s1vmr cannot be run again: it was adopted from lambda-hat: cairn knows no command that makes it
    hint: what is known of it: cairn show 9s1vmr
  [2]
  $ cairn explain run_hmc_40307dad | sed -n '/^Names/,$p'
  Names that schemes make of it:
    run = 40307dad by lambda_hat.run@1
    origin = run_hmc_40307dad by lambda-hat
  
  Another program made it, so no fingerprint was recorded.
  $ cairn explain run_hmc_40307dad --json | jq 'has("fingerprint")'
  false

Its params may be called as a field is, and a filter means the field:

  $ cairn ls --where 'seed = 1'
  cairn: note: 'seed' is a field; did you mean params.seed?
  no runs
  $ cairn ls --where 'seed = 1' --json | jq .runs
  cairn: note: 'seed' is a field; did you mean params.seed?
  []
  $ cairn ls --where "params.seed = '1'" --columns id --csv | wc -l
  2
  $ cairn ls --where "name = 'nobody'"
  cairn: note: 'name' is a field; did you mean params.name?
  no runs
  $ cairn ls --where "seed = 42" --columns name
  name
  tgt_ec9030f732ba
  $ cairn ls --where 'attributes.seed = 1'
  no runs

A run that is no input of this kind:

  $ cat > cairn.yaml <<'YAML'
  > project: a
  > layout: lambda-hat
  > stages:
  >   build: {kind: target, params: {seed: 7}, cmd: "true"}
  >   sample: {kind: sampler, params: {sampler: hmc}, needs: {target: build}, cmd: "true"}
  > YAML
  $ cairn run sample target=run_hmc_40307dad
  cairn: error: run 9s1vmr is a sampler that another program made, and target= takes a target of the stage 'build'
    hint: list the runs of a stage with: cairn ls --stage S, those of a kind with --kind K
  [2]
  $ cairn run -q sample && cairn run sample target=$(cairn ls --stage sample --columns id --csv | tail -1) 2>&1 | normalise
  cairn: error: run <id> is a sampler of the stage 'sample', and target= takes a target of the stage 'build'
    hint: list the runs of a stage with: cairn ls --stage S, those of a kind with --kind K

One of a stage that was renamed since is taken:

  $ sed -i 's/build/make/' cairn.yaml
  $ cairn run -q sample target=$(cairn ls --stage build --columns id --csv | tail -1)
