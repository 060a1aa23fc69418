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
  >     cmd: sh sample.sh {sampler} {target.seed} {run} {draws}
  >     metrics: analysis.json
  >     rank: {by: llc_mean, direction: min}
  > YAML
  $ cat > sample.sh <<'SH'
  > mkdir -p "$3/diagnostics"
  > echo "picture of $1 on target $2, $4 draws" > "$3/diagnostics/trace.png"
  > echo "{\"llc_mean\": 2.41$2, \"r_hat\": 1.00$2, \"total_fge\": $2}" > "$3/analysis.json"
  > SH
  $ cairn run -j 1 -q
  $ cairn promote gallery --samplers hmc,sgld -n | normalise
  runs/promotion/hmc.png  <id>  runs/targets/tgt_5aacdb81e072/run_hmc_64d26e77/diagnostics/trace.png  (new)
  runs/promotion/sgld.png  <id>  runs/targets/tgt_5aacdb81e072/run_sgld_4087cced/diagnostics/trace.png  (new)
  $ ls runs
  targets
  $ cairn promote gallery --samplers hmc,sgld | normalise
  runs/promotion/hmc.png  <id>  runs/targets/tgt_5aacdb81e072/run_hmc_64d26e77/diagnostics/trace.png  (new)
  runs/promotion/sgld.png  <id>  runs/targets/tgt_5aacdb81e072/run_sgld_4087cced/diagnostics/trace.png  (new)
  $ cat runs/promotion/hmc.png runs/promotion/sgld.png
  picture of hmc on target 43, 1000 draws
  picture of sgld on target 43, 1000 draws
  $ cairn promote gallery --samplers hmc,sgld | normalise
  runs/promotion/hmc.png  <id>  runs/targets/tgt_5aacdb81e072/run_hmc_64d26e77/diagnostics/trace.png  (unchanged)
  runs/promotion/sgld.png  <id>  runs/targets/tgt_5aacdb81e072/run_sgld_4087cced/diagnostics/trace.png  (unchanged)

Without --samplers every name has its picture. A piece of a page shows them, with what was measured:

  $ cairn promote gallery --outdir paper/figures --snippet-out paper/gallery.html --metrics llc_mean,r_hat | normalise
  paper/figures/hmc.png  <id>  runs/targets/tgt_5aacdb81e072/run_hmc_64d26e77/diagnostics/trace.png  (new)
  paper/figures/sgld.png  <id>  runs/targets/tgt_5aacdb81e072/run_sgld_4087cced/diagnostics/trace.png  (new)
  $ normalise < paper/gallery.html
  <div class="gallery">
    <figure>
      <img src="./figures/hmc.png" alt="hmc">
      <figcaption>hmc (<id>); llc_mean = 2.414; r_hat = 1.004</figcaption>
    </figure>
    <figure>
      <img src="./figures/sgld.png" alt="sgld">
      <figcaption>sgld (<id>); llc_mean = 2.414; r_hat = 1.004</figcaption>
    </figure>
  </div>
  $ cairn promote gallery --outdir paper/figures --snippet-out paper/gallery.md > /dev/null
  $ normalise < paper/gallery.md
  ![hmc](./figures/hmc.png)
  
  hmc (<id>); llc_mean = 2.414
  
  ![sgld](./figures/sgld.png)
  
  sgld (<id>); llc_mean = 2.414

When there is a newer run, the name stays and the picture follows. What is there is not replaced unasked:

  $ cairn run -q sample sampler=hmc draws=2000 -j 1
  $ cairn promote gallery --samplers hmc 2>&1 | normalise
  cairn: error: nobody is there to answer: 1 file is there with other bytes, and would be replaced. Go on?
    hint: say --yes to go on, or --dry-run to only look
  $ cairn promote gallery --samplers hmc -y | normalise
  runs/promotion/hmc.png  <id>  runs/targets/tgt_5aacdb81e072/run_hmc_02469c6f/diagnostics/trace.png  (replaces)
  $ cairn path latest --relative
  runs/targets/tgt_5aacdb81e072/run_hmc_02469c6f
  $ cat runs/promotion/hmc.png
  picture of hmc on target 43, 2000 draws

One picture of one run:

  $ cairn promote single latest --outdir paper/figures --json | normalise
  {
    "format": 1,
    "by": "name",
    "files": [
      {
        "value": "hmc",
        "run": "<id>",
        "source": "runs/targets/tgt_5aacdb81e072/run_hmc_02469c6f/diagnostics/trace.png",
        "target": "paper/figures/hmc_trace.png",
        "size": 40,
        "sha256": "<digest>",
        "state": "new"
      }
    ]
  }
  $ cairn promote single latest --by dataset --plot-name diagnostics/trace.png --outdir paper/figures | normalise
  paper/figures/d4lr90_trace.png  <id>  runs/targets/tgt_5aacdb81e072/run_hmc_02469c6f/diagnostics/trace.png  (new)

What cannot be:

  $ cairn promote gallery --samplers hmc,mclmc
  cairn: error: no finished run with sampler 'mclmc' has 'trace.png'
    hint: what there is: cairn ls --columns name,params.sampler,status
  [3]
  $ cairn promote gallery --plot-name rank.png
  cairn: error: no finished run has 'rank.png'
    hint: say which file: --plot-name FILE; see: cairn show RUN
  [3]
  $ cairn promote single "$(cairn path latest --relative)" --outdir "$(cairn path latest)" 2>&1 | normalise
  cairn: error: '<here>/runs/targets/tgt_5aacdb81e072/run_hmc_02469c6f/hmc_trace.png' lies in the folder of a run
    hint: nothing is put there; name another folder: --outdir DIR
  $ others=$(cairn ls --where "sampler = 'sgld'" --csv --columns path | tail -1)
  $ cairn promote single latest --outdir "$others/diagnostics" 2>&1 | normalise
  cairn: error: '<here>/runs/targets/tgt_c6f24fbd1df4/run_sgld_e057ad46/diagnostics/hmc_trace.png' lies in the folder of a run
    hint: nothing is put there; name another folder: --outdir DIR
  $ ln -s "$others" aside && cairn promote single latest --outdir aside/new 2>&1 | normalise; rm aside
  cairn: error: '<here>/aside/new/hmc_trace.png' lies in the folder of a run
    hint: nothing is put there; name another folder: --outdir DIR
  $ cairn promote gallery --outdir figs --snippet-out "$others/gallery.html" 2>&1 | normalise; test -e figs
  cairn: error: '<here>/runs/targets/tgt_c6f24fbd1df4/run_sgld_e057ad46/gallery.html' lies in the folder of a run
    hint: nothing is put there; name another folder: --outdir DIR
  [1]
  $ cairn promote gallery --by target.seed --outdir x
  cairn: error: no run has a field, metric or param 'target.seed'
    hint: there are: llc_mean, r_hat, total_fge, draws, model, sampler, id, name, experiment, stage, … (38 in all)
  [2]
  $ rm -r runs/promotion && mkdir -p runs/promotion/hmc.png && cairn promote gallery --samplers hmc 2>&1 | normalise
  cairn: error: '<here>/runs/promotion/hmc.png' is there and is no file
    hint: name another folder: --outdir DIR

A picture that is not what was recorded is not copied:

  $ echo "another hand" > "$(cairn path latest)/diagnostics/trace.png"
  $ cairn promote single latest --outdir elsewhere 2>&1 | normalise
  cairn: error: 'runs/targets/tgt_5aacdb81e072/run_hmc_02469c6f/diagnostics/trace.png' is not what was recorded
    hint: cairn verify tells more
  $ ls elsewhere

Adopted runs are promoted too, and nothing is put between them:

  $ mkdir ../mine && cd ../mine
  $ tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz"
  $ printf 'project: mine\nlayout: flat\nstages: {}\n' > cairn.yaml
  $ cairn adopt lambda-hat-runs > /dev/null
  $ cairn promote gallery --samplers hmc,sgld,vi --outdir figures --snippet-out gallery.html --metrics llc_mean,r_hat | normalise
  figures/hmc.png  q4360j  lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76/diagnostics/trace.png  (new)
  figures/sgld.png  aa8l5k  lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_sgld_bf9ea435/diagnostics/trace.png  (new)
  figures/vi.png  prz4kd  lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_vi_109125a2/diagnostics/trace.png  (new)
  $ normalise < gallery.html
  <div class="gallery">
    <figure>
      <img src="./figures/hmc.png" alt="hmc">
      <figcaption>hmc (q4360j); llc_mean = 4.500; r_hat = 1.010</figcaption>
    </figure>
    <figure>
      <img src="./figures/sgld.png" alt="sgld">
      <figcaption>sgld (aa8l5k); llc_mean = 4.643; r_hat = nan</figcaption>
    </figure>
    <figure>
      <img src="./figures/vi.png" alt="vi">
      <figcaption>vi (prz4kd); llc_mean = 4.786; r_hat = 1.010</figcaption>
    </figure>
  </div>
  $ cairn promote gallery --samplers hmc --outdir lambda-hat-runs/runs/promotion 2>&1 | normalise
  cairn: error: '<here>/lambda-hat-runs/runs/promotion/hmc.png' lies in an adopted tree
    hint: nothing is put there; name another folder: --outdir DIR

A sampler is a param of one's own runs and a tag of adopted ones. Where a project has both, each run says it in its way:

  $ cat > cairn.yaml <<'YAML'
  > project: both
  > layout: lambda-hat
  > stages:
  >   target: {kind: target, params: {seed: {type: int, default: 42}}, cmd: "echo t > {run}/params.npz"}
  >   sample:
  >     kind: sampler
  >     needs: {target: {stage: target}}
  >     params: {sampler: {type: string, choices: [hmc, nuts]}}
  >     matrix: {sampler: [hmc, nuts]}
  >     cmd: "mkdir {run}/diagnostics; echo p > {run}/diagnostics/trace.png"
  > YAML
  $ cairn run -q
  $ cairn promote gallery --samplers hmc,nuts,vi --outdir both -n | normalise
  both/hmc.png  <id>  runs/targets/tgt_1e5792df46fc/run_hmc_6d84be90/diagnostics/trace.png  (new)
  both/nuts.png  <id>  runs/targets/tgt_1e5792df46fc/run_nuts_349a7da8/diagnostics/trace.png  (new)
  both/vi.png  prz4kd  lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_vi_109125a2/diagnostics/trace.png  (new)
  $ cairn promote gallery --samplers none --outdir both -n
  cairn: error: no finished run with sampler 'none' has 'trace.png'
    hint: what there is: cairn ls --columns name,params.sampler,tags.sampler,status
  [3]
  $ cairn ls --columns name,params.sampler,tags.sampler,status | head -1
  name               params.sampler  tags.sampler  status
