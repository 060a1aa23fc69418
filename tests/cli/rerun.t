A run that was made of an adopted target is run again with the same target:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz" && mv lambda-hat-runs old
  $ cat > cairn.yaml <<'YAML'
  > project: g
  > layout: lambda-hat
  > stages:
  >   build:
  >     kind: target
  >     params: {n: {type: int}}
  >     matrix: {n: [1]}
  >     cmd: "echo x > {run}/params.npz"
  >     outs: {weights: params.npz}
  >   sampler:
  >     kind: sampler
  >     params: {sampler: {type: string}}
  >     matrix: {sampler: [hmc]}
  >     needs: {target: {stage: build}}
  >     cmd: "cat {target.weights} > {run}/o"
  > YAML
  $ cairn adopt old | tail -1
  $ cairn run sampler target=tgt_899d6808f6ed 2>&1 | normalise
  $ ls_new() { cairn ls --where 'stage=sampler' --columns id,sampler,attempts; }
  $ ls_new
  $ cairn rerun latest 2>&1 | normalise
  $ ls_new
  $ cairn show latest --json | grep -A 12 '"links"' | grep -E '"(type|name|id)"'

With another value it keeps the target, and another target can be named:

  $ cairn rerun latest sampler=sgld -n --list 2>&1 | normalise
  $ cairn rerun latest target=tgt_ec9030f732ba -n --list 2>&1 | normalise

Stages with a parameter of the same name keep their own values:

  $ mkdir ../seeds && cd ../seeds && cat > cairn.yaml <<'YAML'
  > project: seeds
  > layout: flat
  > stages:
  >   build:
  >     params: {seed: {type: int, default: 3}}
  >     cmd: "echo x > {run}/w"
  >     outs: {w: w}
  >   fit:
  >     params: {seed: {type: int, default: 4}}
  >     needs: {data: {stage: build}}
  >     cmd: "cat {data.w} > {run}/o"
  > YAML
  $ cairn run -q && cairn rerun latest 2>&1 | normalise
  $ cairn ls --columns stage,seed,attempts

So does a run of a start that is a run of its own:

  $ sed -i 's/^  build:/&\n    unique: true/' cairn.yaml
  $ cairn run -q && cairn rerun latest -n 2>&1 | normalise

And a run of many:

  $ cat >> cairn.yaml <<'YAML'
  >   all:
  >     params: {top: {type: int, default: 1}}
  >     needs: {fits: {stage: fit, by: []}}
  >     cmd: "echo {fits} > {run}/o"
  > YAML
  $ sed -i '/unique/d' cairn.yaml
  $ cairn run -q all fit.seed=4,5,6 && cairn rerun latest -n 2>&1 | normalise
