A default is edited, and then the old value is given: two runs of one configuration, as a default that
is not given stands in no key. Statistics that take them for independent say so:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir twice && cd twice
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > experiment: twice
  > stages:
  >   fit:
  >     params: {depth: 2, seed: {type: int, min: 0}}
  >     matrix: {seed: [1, 2, 3]}
  >     cmd: sh fit.sh {depth} {seed} {run}
  >     metrics: scores.json
  > YAML
  $ echo 'echo "{\"val\": {\"rmse\": 0.$(($1 * 10 + $2))}}" >"$3/scores.json"' >fit.sh
  $ cairn run -q -j 1
  $ cairn ls --over seed
  val.rmse ± std  n
   0.220 ± 0.010  3
  1 group of 3 runs, over seed (3 values)
  $ sed -i 's/depth: 2/depth: 3/' cairn.yaml && cairn run -q -j 1 fit depth=2
  $ cairn ls --over seed 2>&1 | normalise
   val.rmse ± std  n
  0.2200 ± 0.0089  6
  1 group of 6 runs, over seed (3 values)
  cairn: note: 3 runs repeat the params, seed and inputs of another one of the same group, so that n is too large and std too small; what differs: cairn explain <id> <id>
  $ cairn best --over seed --csv 2>&1 >/dev/null | normalise
  cairn: note: 3 runs repeat the params, seed and inputs of another one of the same group, so that n is too large and std too small; what differs: cairn explain <id> <id>
  $ cairn ls --over seed --json 2>/dev/null | jq .repeats
  3

Each of them by itself is no repeat, nor are runs of other inputs:

  $ cairn ls --group-by id --agg val.rmse --csv 2>&1 >/dev/null
