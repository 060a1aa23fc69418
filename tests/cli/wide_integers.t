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
  18446744073709551617
  $ cairn parse --form dynvision.extract --input '{"s": ":a=18446744073709551617", "key": "a", "value_type": "float"}'
  1.8446744073709552e+19
  $ cairn parse --form nirs4all.operator 's18446744073709551617.PLS[br=0.18446744073709551618]'
  {"step_index": 18446744073709551617, "operator_class": "PLS", "branch_path": [0, 18446744073709551618]}
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

Where a rule needs a number it is one, the nearest to it:

  $ ssvae() { cairn id --scheme ssvae.architecture@1 --json "$1"; }
  $ ssvae '{"prior_type": "mixture", "kl_c_anneal_epochs": -5}'
  cairn: error: the argument:1:49: scheme 'ssvae.architecture@1': kl_c_anneal_epochs must not be negative, it is -5
  [2]
  $ ssvae '{"prior_type": "mixture", "kl_c_anneal_epochs": -18446744073709551617}'
  cairn: error: scheme 'ssvae.architecture@1': kl_c_anneal_epochs must not be negative, it is -18446744073709551617
  [2]
  $ ssvae '{"prior_type": "mixture", "kl_c_anneal_epochs": 18446744073709551617}'
  mix10_tau_ca
  $ mkdir forms && cd forms && cat > forms.yaml <<'YAML'
  > forms:
  >   - {form: w.at_least, about: x, make: {list: [a, b], apply: at_least}}
  >   - {form: w.least, about: x, make: {list: [a, b], apply: least}}
  >   - {form: w.is_square, about: x, make: {from: a, apply: is_square}}
  >   - {form: w.int, about: x, make: {from: a, apply: int}}
  >   - {form: w.pad, about: x, make: {from: a, apply: pad2}}
  >   - {form: w.all, about: x, make: {map: {all: a}}}
  > schemes:
  >   - {scheme: w.arrays, version: 1, about: x, canonicaliser: named_arrays, hash: sha256, length: 8}
  > YAML
  $ printf 'layout: own\nroot: out\ndefault_kind: run\nschemes: [forms.yaml]\nkinds: {run: {path: "{id}"}}\n' > own.yaml
  $ printf 'layout: own.yaml\nstages: {s: {cmd: "true"}}\n' > cairn.yaml
  $ form() { cairn parse --form "w.$1" --input "$2"; }
  $ form at_least '{"a": 18446744073709551617, "b": 3}'
  true
  $ form at_least '{"a": -18446744073709551617, "b": 3}'
  false
  $ form least '{"a": 18446744073709551617, "b": 3.5}'
  3.5
  $ form least '{"a": 3, "b": -18446744073709551617}'
  -18446744073709551617
  $ form least '{"a": 3, "b": "x"}'
  cairn: error: the argument:1:1: x is no number
  [2]
  $ form is_square '{"a": 18446744073709551616}'
  true
  $ form int '{"a": 18446744073709551617}'
  18446744073709551617
  $ form pad '{"a": 18446744073709551617}'
  18446744073709551617
  $ form all '{"a": [18446744073709551617, {}, [], {"c": 1.0, "d": "x\ny", "b": -18446744073709551617}]}'
  {"all": [18446744073709551617, {}, [], {"c": 1.0, "d": "x\ny", "b": -18446744073709551617}]}
  $ arrays() { cairn id --scheme-file forms.yaml --scheme w.arrays@1 --json "{\"w\": {\"shape\": [2], \"dtype\": \"$1\", \"values\": $2}}" --digest; }
  $ arrays uint64 '[18446744073709551615, true]'
  a630c74a
  $ arrays float64 '[18446744073709551617, true]'
  3c4ac610
  $ python3 -c '
  > import hashlib, struct
  > for dtype, code, first in ("uint64", "Q", 2**64 - 1), ("float64", "d", 2**64 + 1):
  >     print(hashlib.sha256(b"w(2,)" + dtype.encode() + struct.pack("<2" + code, first, 1)).hexdigest()[:8])'
  a630c74a
  3c4ac610
  $ arrays uint64 '[18446744073709551616, 1]'
  cairn: error: scheme 'w.arrays@1': 18446744073709551616 is no unsigned whole number of 64 bits
  [2]
  $ arrays int64 '[9223372036854775808, 1]'
  cairn: error: scheme 'w.arrays@1': 9223372036854775808 is no whole number of 64 bits
  [2]
  $ arrays uint8 '[256, 1]'
  cairn: error: the argument:1:1: scheme 'w.arrays@1': 256 is no unsigned whole number of 8 bits
  [2]
  $ arrays float32 '["x", 1]'
  cairn: error: the argument:1:1: scheme 'w.arrays@1': x is no number
  [2]
  $ arrays float64 "[{\"__int__\": \"1$(printf '%0400d' 0)\"}, 1]" 2>&1 | sed 's/1000*/10…/'
  cairn: error: the argument:1:1: scheme 'w.arrays@1': 10… is no number that a float holds
  $ cd ..

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
