An integer that 64 bits do not hold is never rounded: what a person states is refused at its place, what other
programs wrote is kept as text, and a rule of another system takes it by its digits as Python does.

  $ . "$TESTDIR/../support/transcript.sh"
  $ cairn id --scheme nirs4all.pipeline@1 --json '[18446744073709551617]' --digest
  3a8ad384
  $ cairn id --scheme nirs4all.pipeline@1 --json '[{"a": 1}, -9223372036854775809]' --text
  [{"a": 1}, -9223372036854775809]
  $ cairn id --scheme hpo.hyperparameters@1 --json '{"n": 18446744073709551617, "l": [18446744073709551617]}'
  {"l":"[18446744073709551617]","n":18446744073709551617}
  $ cairn parse --form dynvision.extract --input '{"s": "x:n=018446744073709551617", "key": "n"}'
  {"__int__": "18446744073709551617"}
  $ printf 'schemes:\n  - {scheme: own.x, version: 1, canonicaliser: canonical_json, hash: md5, length: 8}\n' > own.yaml
  $ cairn id --scheme-file own.yaml --scheme own.x@1 --json '{"a": [18446744073709551617]}'
  cairn: error: scheme 'own.x@1': 18446744073709551617 does not fit in 64 bits
    hint: quote it to keep it as text, or write it with a decimal point
  [2]
  $ cairn id --scheme nirs4all.pipeline@1 --json '[9223372036854775807, 1.8446744073709552e19]' --digest
  e957235b
  $ cairn id --json '{"kind":"run","stage":"fit","params":{"n":18446744073709551617}}'
  cairn: error: the argument:1:43: 18446744073709551617 does not fit in 64 bits
    hint: quote it to keep it as text, or write it with a decimal point
  [2]
  $ printf 'project: w\nlayout: flat\nstages:\n  fit:\n    params: {n: {type: int}}\n    cmd: sh job.sh\n    metrics: [scores.json]\n' > cairn.yaml
  $ cairn run n=18446744073709551617
  cairn: error: 18446744073709551617 does not fit in 64 bits
    hint: quote it to keep it as text, or write it with a decimal point
  [2]

Params that a job logs are texts then; metrics are 64-bit floats anyway:

  $ cat > job.sh <<'SH'
  > echo '{"param": {"key": "draw", "value": 18446744073709551617}}' >> $CAIRN_EVENTS
  > echo '{"metric": {"key": "steps", "value": 18446744073709551617}}' >> $CAIRN_EVENTS
  > echo '{"metric": {"value": 28446744073709551617, "key": "more", "x": 1}}' >> $CAIRN_EVENTS
  > echo '{"child": {"name": "f", "params": {"draw": -9223372036854775809}, "metrics": {"steps": 18446744073709551617}}}' >> $CAIRN_EVENTS
  > echo '{"total": 38446744073709551617}' > $CAIRN_RUN_DIR/scores.json
  > SH
  $ cairn run -q n=1
  $ cairn ls --json | jq -c '.runs[0] | .params, .metrics'
  {"draw":"18446744073709551617","n":1}
  {"more":28446744073709550000,"steps":18446744073709552000,"total":38446744073709550000}
  $ cairn ls --children --columns draw,steps --csv
  draw,steps
  -9223372036854775809,1.8446744073709552e+19

An adopted tree:

  $ tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz"
  $ for meta in $(find lambda-hat-runs -name meta.json); do sed -i -E 's/("seed": )[0-9]+/\118446744073709551615/' $meta; done
  $ cairn adopt lambda-hat-runs > /dev/null 2>&1
  $ cairn ls --kind target --json | jq -c '.runs[].seed'
  "18446744073709551615"
  "18446744073709551615"
