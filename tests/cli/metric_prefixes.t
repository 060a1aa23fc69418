A metric may be a number and the beginning of other metrics' names, in whatever order they are logged:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir vae && cd vae
  $ cat > cairn.yaml <<'YAML'
  > stages:
  >   leaf: {name: leaf, matrix: {k: [1]}, cmd: "cairn log metric val.rmse 1; cairn log metric loss 2; cairn log metric loss.kl 3"}
  >   map: {name: map, matrix: {k: [1]}, cmd: "cairn log metric loss.kl 5; cairn log metric val.rmse 2; cairn log metric loss 4"}
  >   fold:
  >     matrix: {k: [1]}
  >     cmd: |
  >       cairn child fold-0 --kind fold
  >       cairn log metric --child fold-0 loss.kl 7
  >       cairn log metric --child fold-0 loss 6
  > YAML
  $ cairn run -q
  $ cairn ls --sort name --columns name,loss,loss.kl,val.rmse
  name  loss  loss.kl  val.rmse
  fold     -        -         -
  leaf     2        3         1
  map      4        5         2
  $ cairn ls --children --columns name,loss,loss.kl
  name         loss  loss.kl
  fold/fold-0     6        7
  $ find results -name COMPARISON.yaml -exec cat {} + | grep -E 'rank|name|loss'
  rankings:
    - rank: 1
      pipeline_name: leaf
    - rank: 2
      pipeline_name: map
  $ cairn render | normalise
  0 written, 8 unchanged, in <duration>
  $ cairn verify | grep -c 'all well'
  1
  $ cairn export leaf -o leaf.zip >/dev/null && cairn export map -o map.zip >/dev/null && ls *.zip
  leaf.zip
  map.zip

Paths of a layout's own documents find each of them:

  $ mkdir ../own && cd ../own
  $ cat > l.yaml <<'YAML'
  > layout: own
  > groups: {all: {path: ".", rollups: {LOSS.json: losses}}}
  > kinds: {run: {in: all, path: "{name}", documents: {LOSS.yaml: loss}}}
  > contents:
  >   loss: {loss: run.metrics.loss, kl: run.metrics.loss.kl, rmse: run.metrics.val.rmse}
  >   losses: {kl: runs.metrics.loss.kl, sorted: sorted(runs.metrics.loss)}
  > YAML
  $ (echo 'layout: l.yaml'; sed '/fold:/,$d' ../vae/cairn.yaml) > cairn.yaml
  $ cairn run -q && head results/*/LOSS.yaml && cat results/LOSS.json
  ==> results/leaf/LOSS.yaml <==
  loss: 2
  kl: 3
  rmse: 1
  
  ==> results/map/LOSS.yaml <==
  loss: 4
  kl: 5
  rmse: 2
  {
    "kl": [
      3,
      5
    ],
    "sorted": [
      2,
      4
    ]
  }
