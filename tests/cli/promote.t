Promoting pictures, in the shape of system 001: the newest run of each sampler, under a name that stays.

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat > cairn.yaml <<'YAML'
  > project: hat
  > layout: lambda-hat
  > stages:
  >   target:
  >     kind: target
  >     params: {model: {type: map, default: {depth: 2}}, seed: {type: int, default: 42}}
  >     matrix: {seed: [42, 43]}
  >     cmd: echo theta {seed} > {run}/params.npz
  >     outs: {params: params.npz}
  >   sample:
  >     kind: sampler
  >     name: "{sampler}"
  >     needs: {target: {stage: target}}
  >     params: {sampler: {choices: [hmc, sgld]}, draws: 1000}
  >     matrix: {sampler: [hmc, sgld]}
  >     cmd: sh sample.sh {sampler} {target.seed} {run}
  >     metrics: analysis.json
  >     rank: {by: llc_mean, direction: min}
  > YAML
  $ cat > sample.sh <<'SH'
  > mkdir -p "$3/diagnostics"
  > echo "picture of $1 on target $2" > "$3/diagnostics/trace.png"
  > echo "{\"llc_mean\": 2.41$2, \"r_hat\": 1.00$2, \"total_fge\": $2}" > "$3/analysis.json"
  > SH
  $ cairn run -j 1 -q
  $ cairn promote gallery --samplers hmc,sgld -n | normalise
  $ ls runs
  $ cairn promote gallery --samplers hmc,sgld | normalise
  $ cat runs/promotion/hmc.png runs/promotion/sgld.png
  $ cairn promote gallery --samplers hmc,sgld | normalise

Without --samplers every name has its picture. A piece of a page shows them, with what was measured:

  $ cairn promote gallery --outdir paper/figures --snippet-out paper/gallery.html --metrics llc_mean,r_hat | normalise
  $ normalise < paper/gallery.html
  $ cairn promote gallery --outdir paper/figures --snippet-out paper/gallery.md -q 2>&1
  $ cairn promote gallery --outdir paper/figures --snippet-out paper/gallery.md > /dev/null
  $ normalise < paper/gallery.md

When there is a newer run, the name stays and the picture follows. What is there is not replaced unasked:

  $ cairn run -q sample sampler=hmc draws=2000 -j 1
  $ cairn promote gallery --samplers hmc 2>&1 | normalise
  $ cairn promote gallery --samplers hmc -y | normalise
  $ cairn path latest --relative
  $ cat runs/promotion/hmc.png

One picture of one run:

  $ cairn promote single latest --outdir paper/figures --json | normalise
  $ cairn promote single latest --by dataset --plot-name diagnostics/trace.png --outdir paper/figures | normalise

What cannot be:

  $ cairn promote gallery --samplers hmc,mclmc
  $ cairn promote gallery --plot-name rank.png
  $ cairn promote single "$(cairn path latest --relative)" --outdir "$(cairn path latest)" 2>&1 | normalise
  $ cairn promote gallery --by target.seed --outdir x
  $ rm -r runs/promotion && mkdir -p runs/promotion/hmc.png && cairn promote gallery --samplers hmc 2>&1 | normalise

A picture that is not what was recorded is not copied:

  $ echo "another hand" > "$(cairn path latest)/diagnostics/trace.png"
  $ cairn promote single latest --outdir elsewhere 2>&1 | normalise
  $ ls elsewhere

Adopted runs are promoted too, and nothing is put between them:

  $ mkdir ../mine && cd ../mine
  $ tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz"
  $ printf 'project: mine\nlayout: flat\nstages: {}\n' > cairn.yaml
  $ cairn adopt lambda-hat-runs > /dev/null
  $ cairn promote gallery --samplers hmc,sgld,vi --outdir figures --snippet-out gallery.html --metrics llc_mean,r_hat | normalise
  $ normalise < gallery.html
  $ cairn promote gallery --samplers hmc --outdir lambda-hat-runs/runs/promotion 2>&1 | normalise
