The names that other systems give are schemes. What is hashed can be seen:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cairn id --scheme nirs4all.pipeline@2 --json '[{"lr": 1e-3}]'
  6b746d
  $ cairn id --scheme nirs4all.pipeline@2 --json '[{"lr": 1e-3}]' --digest
  6b746d1413950ed3
  $ cairn id --scheme nirs4all.pipeline@2 --json '[{"lr": 1e-3}]' --text
  [{"lr":0.001}]
  $ echo '{"n": 1.0, "name": "Größe"}' > steps.json
  $ cairn id --scheme nirs4all.pipeline@1 --json steps.json --text
  {"n": 1.0, "name": "Gr\u00f6\u00dfe"}
  $ cairn id --schemes | squeeze | grep dynvision.model
  dynvision.model@1 a model by its arguments and seed, without the data that it was trained on; one that is a hash stays
  dynvision.model@1:compat a model by its arguments and seed, without the data that it was trained on; one that is a hash stays
  dynvision.model@1:head a model by its arguments and seed, without the data that it was trained on; one that is a hash stays
  dynvision.model@1:head-compat a model by its arguments and seed, without the data that it was trained on; one that is a hash stays

A model of DynVision; what already is a hash stays, and a parameter that only ends in "hash" does not
stop it, as it did in the original:

  $ cairn id --scheme dynvision.model@1 --json '{"args": [":tsteps=20+dt=2+tau=5", 42]}'
  :hash=81c1c795
  $ cairn id --scheme dynvision.model@1 --json '{"args": [":hash=81c1c795", 42]}'
  :hash=81c1c795
  $ cairn id --scheme dynvision.model@1 --json '{"args": [":rehash=1", 42]}'
  :hash=31b02a5b
  $ cairn id --scheme dynvision.model@1:compat --json '{"args": [":rehash=1", 42]}'
  :rehash=1

The tests of an experiment, as it hashes them:

  $ cairn parse --form dynvision.arguments --input '{"ssnr": [0.2, 1.0], "idle": 20}'
  [":ssnr=0.2+idle=20", ":ssnr=1.0+idle=20"]
  $ cairn id --scheme dynvision.test@1 --json '{"data_loader": "StimulusNoise", "data_args": ":dsteps=20+noisetype=uniform+ssnr=0.2+tempmode=dynamic+idle=20"}'
  0d6bacd6
  $ cairn id --scheme dynvision.test@1 --json '{"data_loader": "StimulusDuration", "data_args": ":dsteps=60+intro=1+stim=30+idle=20"}'
  a12d979e
  $ cairn id --scheme dynvision.test@1:compat --json '{"data_loader": "StimulusDuration", "data_args": ":dsteps=60+intro=1+stim=30+idle=20"}'
  12d979e

An architecture code, what it refuses, and its legend:

  $ cairn id --scheme ssvae.architecture@2 --json '{"prior_type": "mixture", "dirichlet_alpha": 1.0, "use_tau_classifier": true}'
  mix10-dir_tau_plain
  $ cairn id --scheme ssvae.architecture@2 --json '{"prior_type": "flow"}'
  cairn: error: the argument:1:16: scheme 'ssvae.architecture@2': unknown prior_type 'flow'
  [2]
  $ cairn id --scheme ssvae.architecture@1 --json '{"prior_type": "mixture", "num_labeled": 50}'
  mix10_tau_ca
  $ cairn id --scheme ssvae.architecture@1:strict --json '{"prior_type": "mixture", "num_labeled": 50}'
  cairn: error: the argument:1:42: scheme 'ssvae.architecture@1:strict': unknown key 'num_labeled'
  [2]
  $ cairn id --scheme lambda_hat.problem@1 --json '{"a": [1, NaN]}'
  cairn: error: the argument:1:11: scheme 'lambda_hat.problem@1': 'a[1]' is NaN or infinite, which equals nothing and cannot be part of a name
    hint: write it as a text, or leave it out
  [2]
  $ cairn id --scheme lambda_hat.problem@1:compat --json '{"a": [1, NaN, -Infinity, "NaN"]}' --text
  {"a": [1, NaN, -Infinity, "NaN"]}
  $ cairn id --scheme ssvae.architecture@2 --json '{"prior_typo": "flow"}'
  cairn: error: the argument:1:16: scheme 'ssvae.architecture@2': unknown key 'prior_typo'
    hint: did you mean 'prior_type'?
  [2]
  $ cairn id --scheme ssvae.architecture@2 --legend | head -n 10
  # ssvae.architecture@2: the architecture of a model, as it stands in the name of a run
  
  Form: `<prior>_<classifier>_<decoder>`
  
  ## prior
  
  Tokens that hold are joined by `-`.
  
  | token | means | when |
  |---|---|---|

All tests of an experiment (get_test_specs_for_experiment, an excerpt of TEST_SPEC_HASH_MAP), and the way back from a hash to
its test, which parse_test_identifier finds in that table:

  $ cairn parse --form dynvision.arguments --input '{"dsteps": 20, "noisetype": "uniform", "ssnr": [0.2, 0.4, 0.6, 0.8, 1.0], "tempmode": "dynamic", "idle": 20}' |
  >   python3 -c 'import json,sys; print(*json.load(sys.stdin), sep="\n")' > specs
  $ while read args; do echo "$(cairn id --scheme dynvision.test@1 --json "{\"data_loader\": \"StimulusNoise\", \"data_args\": \"$args\"}") StimulusNoise$args"; done < specs > table
  $ cut -d' ' -f1 table | paste -sd' '
  0d6bacd6 cb6c44b5 8f46b43c 9dc04892 60a65814
  $ grep ^60a65814 table
  60a65814 StimulusNoise:dsteps=20+noisetype=uniform+ssnr=1.0+tempmode=dynamic+idle=20

A target and a run of lambda_hat, whatever its commit's defaults (target_id_for, run_id_for): the JSON of the configuration,
without what is in no id:

  $ cairn id --scheme lambda_hat.target@1 --json '{"model": {"depth": 2}, "target": {"seed": 42}, "store": {"root": "runs"}, "runtime": {"code_sha": "x"}}'
  tgt_04a4b7077272
  $ printf '{"model": {"depth": 2}, "target": {"seed": 42}}' | sha256sum | cut -c -12
  04a4b7077272
  $ cairn id --scheme lambda_hat.run@1 --json '{"runtime": {"code_sha": "deadbeef"}, "sampler": {"name": "hmc"}}'
  f2256349
  $ printf '{"runtime": {"code_sha": "deadbeef"}, "sampler": {"name": "hmc"}}' | sha1sum | cut -c -8
  f2256349

A study of version 2 (v2 study_key_hash) makes the fingerprints that it is not given:

  $ cairn id --scheme hpo.data@1 --json '{"name": "resume", "version": "v1"}' --digest > data
  $ cairn id --scheme hpo.eval@1 --json '{"metric": "f1"}' --digest > eval
  $ configs='"data_config": {"name": "resume", "version": "v1"}, "hpo_config": {}, "train_config": {"eval": {"metric": "f1"}}, "model": "distilbert"'
  $ cairn id --scheme hpo.study@2 --json "{$configs}"
  ff234b8d
  $ cairn id --scheme hpo.study@2 --json "{$configs, \"data_fingerprint\": \"$(cat data)\", \"eval_fingerprint\": \"$(cat eval)\"}"
  ff234b8d

One whose objective has a goal, as older configurations call the direction, is not keyed as its opposite. Compat does as the original did:

  $ objective() { printf '{"data_config": {}, "eval_fingerprint": "e", "model": "m", "hpo_config": {"objective": {%s}}}' "$1"; }
  $ objective '"goal": "minimize"' | cairn id --scheme hpo.study@2 --json -
  d1b30e5b
  $ objective '"direction": "minimize"' | cairn id --scheme hpo.study@2 --json -
  d1b30e5b
  $ objective '"goal": "minimize"' | cairn id --scheme hpo.study@2:compat --json -
  9399b0d5
  $ objective '"direction": "maximize"' | cairn id --scheme hpo.study@2:compat --json -
  9399b0d5

A folder on the disk:

  $ mkdir -p object/sub && printf 1 > object/b && printf 2 > object/sub/a && printf x > object/meta.json
  $ cairn id --scheme lambda_hat.object@1:framed --dir object --digest
  8c9e65077fc70d98aa973640ab552697ffd21a8598b8b43bef4a8343c708929f
  $ printf '1:b,1:1,5:sub/a,1:2,' | sha256sum | cut -c -64
  8c9e65077fc70d98aa973640ab552697ffd21a8598b8b43bef4a8343c708929f
  $ cairn id --scheme lambda_hat.object@1 --dir object
  de6fd87348bf
  $ cairn id --scheme lambda_hat.object@1 --json '{"sub/a": "32", "b": "31"}'
  de6fd87348bf
  $ cairn id --scheme lambda_hat.run@1 --dir object
  cairn: error: scheme 'lambda_hat.run@1' names no folders
    hint: one that does: lambda_hat.object@1:framed
  [2]

What is wrong with an input is named with its place:

  $ printf '{"data_config": {},\n "hpo_config": {"sampling": null}, "model": "m"}' | cairn id --scheme hpo.study@2 --json -
  cairn: error: standard input:2:29: scheme 'hpo.study@2': 'hpo_config.sampling' is null, not a map
  [2]
  $ cairn id --scheme hpo.study@2 --json '{"data_config": {}, "hpo_config": {}}'
  cairn: error: the argument:1:1: scheme 'hpo.study@2': the input has no 'model'
  [2]
  $ cairn id --scheme lambda_hat.target@1 --json '{"model": {"depth": [1, {"__float__": "nan"}]}}'
  cairn: error: the argument:1:25: scheme 'lambda_hat.target@1': 'model.depth[1]' is NaN or infinite, which equals nothing and cannot be part of a name
    hint: write it as a text, or leave it out
  [2]
  $ cairn id --scheme hpo.study@7 --json '{}'
  cairn: error: unknown scheme 'hpo.study@7'
    hint: there are: hpo.study@1, hpo.study@1:head, hpo.study@2, hpo.study@2:compat
  [2]

A scheme of one's own:

  $ cat > mine.yaml <<'YAML'
  > schemes:
  >   - scheme: coffee.cup
  >     version: 1
  >     about: a cup by its beans and shots
  >     canonicaliser: code
  >     hash: none
  >     code:
  >       fields: {beans: arabica, shots: 1}
  >       join: "-"
  >       parts:
  >         - {name: beans, tokens: ["{beans}"]}
  >         - {name: size, tokens: [{if: shots > 1, text: "x{shots}"}], else: single}
  > YAML
  $ cairn id --scheme-file mine.yaml --scheme coffee.cup@1 --json '{"shots": 2}'
  arabica-x2
  $ cairn id --scheme coffee.cup@1 --json '{"shots": 2}'
  cairn: error: unknown scheme 'coffee.cup@1'
    hint: list them: cairn id --schemes
  [2]
