A sixth system: one layout file of one's own, with the scheme that makes its names.

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat > lab.yaml <<'YAML'
  > layout: lab
  > root: out
  > schemes:
  >   - scheme: lab.cup
  >     version: 1
  >     about: a cup by its beans and shots
  >     canonicaliser: code
  >     hash: none
  >     code:
  >       fields: {beans: arabica, shots: 1}
  >       rules: [{if: shots < 1, error: "at least one shot, not {shots}"}]
  >       join: "-"
  >       parts:
  >         - {name: beans, tokens: [{text: "{beans}", means: the beans}]}
  >         - {name: size, tokens: [{if: shots > 1, text: "x{shots}", means: shots}], else: {text: single, means: one shot}}
  >   - brews.yaml
  > fields: {cup: "match [a-z0-9-]+", brew: hex 6}
  > groups: {all: {path: ".", rollups: {LEGEND.md: {contents: legend, needs: runs}}}}
  > kinds:
  >   brew:
  >     in: all
  >     path: "{cup}_{brew}"
  >     announce: "brewing {cup}"
  >     names:
  >       cup: {scheme: lab.cup@1, input: values}
  >       brew: {scheme: lab.brew@1, input: [params, seed]}
  >     documents: {about.md: about}
  > contents:
  >   legend: {legend: lab.cup@1}
  >   about: ["text('cup of run ', run.id)", {legend: lab.cup@1, of: run.params}]
  > YAML
  $ cat > brews.yaml <<'YAML'
  > schemes:
  >   - {scheme: lab.brew, version: 1, about: a brew, canonicaliser: python_json_compact, hash: sha256, length: 64, display: 6}
  > YAML
  $ cat > cairn.yaml <<'YAML'
  > project: lab
  > layout: lab.yaml
  > stages:
  >   brew:
  >     params: {beans: arabica, shots: 1, seed: {type: int, default: 1}}
  >     matrix: {shots: [1, 2]}
  >     cmd: echo coffee > {run}/cup
  >     outs: {cup: cup}
  > YAML
  $ cairn run -j 1 2>&1 | normalise
  2 runs: 2 missing
  brewing arabica-single
  brewing arabica-x2
  Ran 2 jobs in <duration>: 2 finished.
  Results: out
  $ ls out
  LEGEND.md
  arabica-single_90bcc9
  arabica-x2_370996
  $ cat out/LEGEND.md out/arabica-x2_*/about.md | normalise
  # lab.cup@1: a cup by its beans and shots
  
  Form: `<beans>-<size>`
  
  ## beans
  
  | token | means | when |
  |---|---|---|
  | `{beans}` | the beans | always |
  
  ## size
  
  | token | means | when |
  |---|---|---|
  | `x{shots}` | shots | `shots > 1` |
  | `single` | one shot | otherwise |
  cup of run <id>
  
  ## Code
  
  `arabica-x2`: a cup by its beans and shots
  
  | token | of | means |
  |---|---|---|
  | `arabica` | beans | the beans |
  | `x2` | size | shots |
  $ cairn show arabica-x2 --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["run"]["names"])'
  {'lab.brew@1': '370996', 'lab.brew@1 in full': '3709966ce9833a473b5c42f439fc903901cf0739984bb4b2cd3cf830768837e3', 'lab.cup@1': 'arabica-x2'}
  $ cairn parse out/arabica-x2_2f9bd1
  run brew of layout lab
    cup        arabica-x2
    brew       2f9bd1
  $ cairn path --kind brew cup=robusta-x2 brew=2f9bd1,000000
  out/robusta-x2_2f9bd1
  out/robusta-x2_000000

The project's own schemes are there for `cairn id`, and nowhere else:

  $ cairn id --scheme lab.cup@1 --json '{"shots": 3}'
  arabica-x3
  $ cairn id --schemes | grep '^lab' | squeeze
  lab.cup@1 a cup by its beans and shots
  lab.brew@1 a brew
  $ cairn id --scheme lab.cup@1 --legend | head -n 3
  # lab.cup@1: a cup by its beans and shots
  
  Form: `<beans>-<size>`
  $ cairn run shots=0 -n
  cairn: error: stage 'brew', name 'cup' of the layout 'lab': scheme 'lab.cup@1': at least one shot, not 0
  [2]
  $ (cd .. && cairn id --scheme lab.cup@1 --json '{}')
  cairn: error: unknown scheme 'lab.cup@1'
    hint: list them: cairn id --schemes
  [2]

What cannot be is said with its place:

  $ try() { sed "$1" lab.yaml > wrong.yaml && cairn parse --layout wrong.yaml out/x 2>&1 | head -n 3 | sed "s|$PWD|<here>|"; }
  $ try 's/lab.cup@1, input/lab.cap@1, input/'
  cairn: error: wrong.yaml:25:21: unknown scheme 'lab.cap@1'
    hint: did you mean 'lab.cup@1'?
  $ try 's/legend: {legend: lab.cup@1}/legend: {legend: lab.brew@1}/'
  cairn: error: wrong.yaml:29:20: scheme 'lab.brew@1' makes no codes of tokens
    hint: a legend is of a scheme with a grammar, as ssvae.architecture@2
  $ try 's/scheme: lab.cup$/scheme: ssvae.slug/'
  cairn: error: wrong.yaml:4:3: the scheme 'ssvae.slug@1' is one that cairn carries
    hint: a published scheme never changes: give yours another name or the next version
  $ try 's/brews.yaml/no_such.yaml/'
  cairn: error: wrong.yaml:16:5: there is no file '<here>/no_such.yaml'
  $ try 's/  - brews.yaml/  - lab.yaml/'
  cairn: error: wrong.yaml:16:5: lab.yaml:1:1: unknown key 'layout' in a scheme file
    hint: keys that it may hold: schemes, forms
  $ try 's/brewing {cup}/brewing {cop}/'
  cairn: error: wrong.yaml:23:15: there is no field 'cop'
    hint: did you mean 'cup'?

Runs that are migrated into it get its names:

  $ lab=$PWD && mkdir plain && cd plain && sed 's/lab.yaml/flat/; s/^  brew:/  brew:\n    kind: brew/' "$lab/cairn.yaml" > cairn.yaml
  $ cairn run -j 1 -q && ls results | normalise
  brew-<id>
  brew-<id>
  $ mkdir ../lab2 && cd ../lab2 && cp "$lab"/{lab,brews}.yaml . && printf 'project: lab2\nlayout: lab.yaml\nstages: {}\n' > cairn.yaml
  $ cairn migrate --from flat --to lab ../plain . | normalise
  ../plain (flat) → .
    2 runs to copy, 14 B in 2 files
  2 runs migrated, every byte verified; the source is as it was
  $ ls out
  LEGEND.md
  arabica-single_57781f
  arabica-x2_da23c3

Names by the hash of sorted lines, in digits of base 36, below a level that may be left out:

  $ mkdir ../specs && cd ../specs && cat > specs.yaml <<'YAML'
  > layout: specs
  > root: out
  > schemes:
  >   - scheme: specs.lines
  >     version: 1
  >     key: {from: ., apply: sorted_pairs}
  >     canonicaliser: joined
  >     separator: "\n"
  >     hash: blake2b-128
  >     digits: base36
  >     length: 8
  > fields: {lines: id 8, who: name, split: chars a-z}
  > kinds:
  >   fit:
  >     path: "[by-{who}]/{lines}/[split-{split}]"
  >     names: {lines: {scheme: specs.lines@1, input: values}}
  > YAML
  $ printf 'project: specs\nlayout: specs.yaml\nstages: {fit: {params: {a: x, b: 1}, cmd: "true"}}\n' > cairn.yaml
  $ cairn id --scheme specs.lines@1 --json '{"b": 1, "a": "x", "c": [1.0, null]}' --text
  a=x
  b=1
  c=[1.0, None]
  $ cairn id --scheme specs.lines@1 --json '{"b": 1, "a": "x", "c": [1.0, null]}'
  s9ji67fp
  $ cairn path --kind fit lines=s9ji67fp who=ann split=cd
  out/by-ann/s9ji67fp/split-cd
  $ cairn run -q && cairn ls --columns path --csv
  path
  out/5pq3hs12
  $ cairn parse out/by-ann/s9ji67fp
  run fit of layout specs
    who        ann
    lines      s9ji67fp
  $ cairn id --scheme specs.lines@1 --json '[1]'
  cairn: error: the argument:1:1: scheme 'specs.lines@1': pairs are those of a map, not of list
  [2]
  $ sed 's|{who}]/|{who}/]|' specs.yaml > wrong.yaml && cairn parse --layout wrong.yaml out/x
  cairn: error: wrong.yaml:15:11: a '[' has no ']'
    hint: a group ends in its own level: '[study-{study}]/' is a level that may be left out; '( ) [ ] |' cannot stand in a path
  [2]
