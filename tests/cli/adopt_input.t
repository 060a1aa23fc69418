What was adopted can be used: a target of an old tree is the input of a new run.

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz" && mv lambda-hat-runs old
  $ cat > cairn.yaml <<YAML
  > project: sampling
  > layout: flat
  > stages:
  >   build:
  >     kind: target
  >     params: {seed: {type: int, default: 7}}
  >     cmd: echo {seed} > {run}/params.npz
  >     outs: {weights: params.npz}
  >   sample:
  >     kind: sampler
  >     params: {draws: {type: int, default: 10}}
  >     needs: {target: {stage: build}}
  >     cmd: wc -c < {target.weights} > {run}/size.txt
  >     outs: {size: size.txt}
  > YAML
  $ cairn adopt old 2>&1 | tail -1
  adopted; not a byte was written into it
  $ snapshot old > before
  $ cairn run sample target=tgt_899d6808f6ed 2>&1 | normalise
  2 runs: 1 cached, 1 missing
  Ran 1 job in <duration>: 1 finished; 1 cached.
  Results: results
  $ cairn cat latest size.txt
  935
  $ cairn show latest --json | python3 -c 'import json,sys; r=json.load(sys.stdin)["run"]; print([(l["type"], l["name"]) for l in r["links"]], r["stage"])'
  [('input', 'target')] sample
  $ cairn run sample target=tgt_899d6808f6ed 2>&1 | normalise
  Nothing to run: all 2 runs are cached.
  $ cairn run sample target=tgt_899d6808f6ed,tgt_ec9030f732ba -n 2>&1 | normalise | squeeze
  stage cached missing stale retry forced upstream
  build 2 - - - - -
  sample 1 1 - - - -
  why:
   1 × it has never run
  Would run 1 of 4 runs.
  $ cairn run sample target=tgt_nowhere 2>&1 | normalise
  cairn: error: there is no run 'tgt_nowhere'
    hint: list them with: cairn ls

Nothing is written into the old tree, and a plan that would is refused:

  $ snapshot old | diff before - && echo the same
  the same
  $ cat > own.yaml <<YAML
  > layout: own
  > root: old
  > default_kind: target
  > kinds: {target: {path: "runs/{id}"}, sampler: {path: "samples/{id}"}}
  > YAML
  $ sed -i 's/^layout: .*/layout: own.yaml/' cairn.yaml
  $ cairn run build 2>&1 | normalise
  cairn: note: the layout has changed, and 1 run lies where it does not look: results/sample-<id>
  cairn: error: run l7f0ox would get the folder 'old/runs/l7f0ox', and 'old' is adopted from lambda-hat: nothing is written there
    hint: give the layout another root:, or bring the old runs in with: cairn migrate --from lambda-hat --to own old DEST
  $ snapshot old | diff before - && echo the same
  the same
