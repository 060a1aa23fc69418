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
  $ sed -i 's/depth: 2/depth: 3/' cairn.yaml && cairn run -q -j 1 fit depth=2
  $ cairn ls --over seed 2>&1 | normalise
  $ cairn best --over seed --csv 2>&1 >/dev/null | normalise
  $ cairn ls --over seed --json 2>/dev/null | jq .repeats

Each of them by itself is no repeat, nor are runs of other inputs:

  $ cairn ls --group-by id --agg val.rmse --csv 2>&1 >/dev/null
