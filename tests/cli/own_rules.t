Schemes of one's own use each other, and forms that stand in the same files:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat > b.yaml <<'YAML'
  > schemes:
  >   - {scheme: b.y, version: 1, about: a, canonicaliser: text, hash: md5, length: 8}
  >   - {scheme: b.x, version: 1, about: a, key: {u: {from: u, scheme: b.y@1}, n: {from: t, form: b.f, get: n}}, canonicaliser: python_json_compact, hash: md5, length: 32}
  > forms:
  >   - form: b.f
  >     about: A_B
  >     patterns: [{match: '([a-z]+)_(\d+)', make: {name: "1", n: {from: "2", apply: int}}}]
  > YAML
  $ cairn id --scheme-file b.yaml --scheme b.y@1 --json '"hi"'
  49f68a5c
  $ cairn id --scheme-file b.yaml --scheme b.x@1 --json '{"u":"hi", "t": "abc_12"}' --text
  {"n":12,"u":"49f68a5c"}
  $ cat > l.yaml <<'YAML'
  > layout: x
  > schemes:
  >   - b.yaml
  >   - {scheme: b.z, version: 1, about: a, key: {from: ".", key_of: b.x@1}, canonicaliser: python_json_compact, hash: md5, length: 8}
  > fields: {h: hex 8}
  > kinds: {run: {path: "{id}-{h}", names: {h: {scheme: b.z@1, input: {u: values.u, t: values.t}}}}}
  > YAML
  $ printf '%s\n' 'layout: l.yaml' 'stages: {fit: {cmd: "true", matrix: {u: [hi], t: [abc_12]}}}' > cairn.yaml
  $ cairn run -q && cairn explain latest | grep 'of the text'
      of the text {"n":12,"u":"49f68a5c"}
  $ cairn parse --form b.f abc_12
  {"name": "abc", "n": 12}
  $ cairn parse --forms | grep 'b\.f '
  b.f                                         A_B
  $ cairn parse --form b.g abc_12
  cairn: error: unknown form 'b.g'
    hint: did you mean 'b.f'?
  [2]

A name that stands for nothing, or only for something below it, is refused where it stands:

  $ sed 's/scheme: b.y@1/scheme: b.yy@1/' b.yaml > c.yaml; cairn id --scheme-file c.yaml --scheme b.x@1 --json '{"u":"hi"}'
  cairn: error: c.yaml:3:68: unknown scheme 'b.yy@1'
    hint: did you mean 'b.y@1'?
  [2]
  $ sed 's/form: b.f,/form: b.ff,/' b.yaml > c.yaml; cairn id --scheme-file c.yaml --schemes
  cairn: error: c.yaml:3:95: unknown form 'b.ff'
    hint: did you mean 'b.f'?
  [2]
  $ sed 's/about: a, canonicaliser: text/about: a, key: {from: ".", scheme: b.x@1}, canonicaliser: text/' b.yaml > c.yaml; cairn id --scheme-file c.yaml --schemes
  cairn: error: c.yaml:2:66: unknown scheme 'b.x@1'
    hint: list them: cairn id --schemes
  [2]
  $ sed -i 's/b.yaml/c.yaml/' l.yaml; cairn ls --columns id,t,u
  cairn: warning: l.yaml:3:5: c.yaml:2:66: unknown scheme 'b.x@1'; this is what the last command recorded
  id      t       u
  tcp6hr  abc_12  hi
