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
  $ ls results | times
  $ cat results/baseline__*/logs/experiment.log
  $ cairn run -q dirichlet_alpha=0.5 num_components=16
  $ ls results | times

The legend of the codes, and what this code says:

  $ head -n 16 results/NAMING_LEGEND.md
  $ sed -n '/^## Code/,$p' results/baseline__mix10*/REPORT.md
  $ cairn id --scheme ssvae.architecture@1 --legend | cmp - results/NAMING_LEGEND.md

Each `cairn run` starts one more; --needed takes the newest that is there, and starts one only where there is none:

  $ cairn run --needed 2>&1 | normalise
  $ cairn run --needed num_components=12 2>&1 | normalise
  $ cairn run --needed -n --list | normalise
  $ cairn run -q && cairn ls --csv --columns num_components --sort num_components
  $ newest=$(cairn ls --limit 1 --csv --columns id | tail -n 1)
  $ cairn why --needed 2>&1 | head -n 1 | normalise
  $ echo >> cairn.yaml && sed -i 's/echo trained/echo trained anew/' cairn.yaml
  $ cairn run --needed 2>&1 | normalise
  $ cairn ls --csv --columns id,attempt --sort -attempt --limit 1 | tail -n 1 | sed "s/^$newest,/the newest,/"

Starts of one second get folders of their own, those of several cairns at once too:

  $ cairn ls --csv --columns id | wc -l
  $ for i in 1 2 3 4 5 6 7 8; do cairn run -q -j 1 & done; wait
  $ cairn ls --csv --columns id | wc -l
  $ ls -d results/baseline__*/ | wc -l
  $ cairn verify --deep | normalise
