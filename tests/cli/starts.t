Each start is a run of its own, in the shape of system 002: `unique: true`, the code of the architecture in
the folder's name, printed when the run starts, and the first line of its log.

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat > cairn.yaml <<'YAML'
  > project: ssvae
  > layout: ssvae
  > stages:
  >   baseline:
  >     kind: experiment
  >     unique: true
  >     params: {prior_type: mixture, num_components: 10, dirichlet_alpha: {type: float, default: 0.3}}
  >     cmd: echo trained; echo 1 > {run}/weights
  >     outs: {weights: weights}
  > YAML
  $ times() { sed -E 's/[0-9]{8}_[0-9]{6}(\.[0-9]+)?/<time>/g'; }
  $ cairn run 2>&1 | normalise
  1 run: 1 missing
  Architecture: mix10-dir_tau_ca
  Ran 1 job in <duration>: 1 finished.
  Results: results
  $ ls results | times
  NAMING_LEGEND.md
  baseline__mix10-dir_tau_ca__<time>
  $ cat results/baseline__*/logs/experiment.log
  Architecture: mix10-dir_tau_ca
  trained
  $ cairn run -q dirichlet_alpha=0.5 num_components=16
  $ ls results | times
  NAMING_LEGEND.md
  baseline__mix10-dir_tau_ca__<time>
  baseline__mix16-dir_tau_ca__<time>

The legend of the codes, and what this code says:

  $ head -n 16 results/NAMING_LEGEND.md
  # ssvae.architecture@1: the architecture of a model, as it stands in the name of a run
  
  Form: `<prior>_<classifier>_<decoder>`
  
  ## prior
  
  Tokens that hold are joined by `-`.
  
  | token | means | when |
  |---|---|---|
  | `std` | standard normal prior | `prior_type = 'standard'` |
  | `mix{num_components}` | mixture of that many components | `prior_type = 'mixture'` |
  | `vamp{num_components}` | VampPrior of that many pseudo-inputs | `prior_type = 'vamp'` |
  | `geo{num_components}` | Gaussians in a fixed arrangement | `prior_type = 'geometric_mog'` |
  | `dir` | Dirichlet prior on the weights | `prior_type = 'mixture' AND dirichlet_alpha > 0` |
  | `km` | pseudo-inputs from k-means | `prior_type = 'vamp' AND vamp_pseudo_init_method = 'kmeans'` |
  $ sed -n '/^## Code/,$p' results/baseline__mix10*/REPORT.md
  ## Code
  
  `mix10-dir_tau_ca`: the architecture of a model, as it stands in the name of a run
  
  | token | of | means |
  |---|---|---|
  | `mix10` | prior | mixture of that many components |
  | `dir` | prior | Dirichlet prior on the weights |
  | `tau` | classifier | tau classifier over the components |
  | `ca` | decoder | component-aware |
  $ cairn id --scheme ssvae.architecture@1 --legend | cmp - results/NAMING_LEGEND.md

Each `cairn run` starts one more; --needed takes the newest that is there, and starts one only where there is none:

  $ cairn run --needed 2>&1 | normalise
  Nothing to run: the 1 run is cached.
  $ cairn run --needed num_components=12 2>&1 | normalise
  1 run: 1 missing
  Architecture: mix12-dir_tau_ca
  Ran 1 job in <duration>: 1 finished.
  Results: results
  $ cairn run --needed -n --list | normalise | times
  stage       cached   missing     stale     retry    forced  upstream
  baseline         1         -         -         -         -         -
  cached    <id>  results/baseline__mix10-dir_tau_ca__<time>  nothing changed
  Nothing to run: 1 run cached.
  $ cairn run -q && cairn ls --csv --columns num_components --sort num_components
  num_components
  10
  10
  12
  16
  $ newest=$(cairn ls --limit 1 --csv --columns id | tail -n 1)
  $ echo >> cairn.yaml && sed -i 's/echo trained/echo trained anew/' cairn.yaml
  $ cairn run --needed 2>&1 | normalise
  1 run: 1 stale
  Architecture: mix10-dir_tau_ca
  Ran 1 job in <duration>: 1 finished.
  Results: results
  $ cairn ls --csv --columns id,attempt --sort -attempt --limit 1 | tail -n 1 | sed "s/^$newest,/the newest,/"
  the newest,2

Starts of one second get folders of their own, those of several cairns at once too; two that begin in the same
microsecond are told apart by their process:

  $ jq -r .key results/baseline__*/.run/*.json | jq -c '.inputs.start | keys' | sort -u
  ["number","process","time"]
  $ cairn ls --csv --columns id | wc -l
  5
  $ for i in 1 2 3 4 5 6 7 8; do cairn run -q -j 1 & done; wait
  $ cairn ls --csv --columns id | wc -l
  13
  $ ls -d results/baseline__*/ | wc -l
  12
  $ cairn verify --deep | normalise
  13 runs (1 in the trash), 26 files (578 B), 1 object, 37 views: all well, in <duration>

The report says what was said about the run, as soon as it is said:

  $ cairn run -q prior_type=standard && cairn tag "$(ls -d results/baseline__std*)" description='The plain one' first mixture >/dev/null
  $ sed -n '/^## Configuration/q; /Description/p; /Tags/p' results/baseline__std*/REPORT.md
  **Description:** The plain one
  **Tags:** first, mixture
  $ cairn tag "$(ls -d results/baseline__std*)" ood.status=skipped ood.reason='no data' --remove first >/dev/null
  $ sed -n '/Tags/p; /ood/p' results/baseline__std*/REPORT.md && cairn verify | sed 's/.* views: //; s/, .*//'
  **Tags:** mixture
  | ood | skipped | no data |
  all well
