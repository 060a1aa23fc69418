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
  $ ls out
  $ cat out/LEGEND.md out/arabica-x2_*/about.md | normalise
  $ cairn show arabica-x2 --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["run"]["names"])'
  $ cairn parse out/arabica-x2_2f9bd1
  $ cairn path --kind brew shots=2 beans=robusta seed=1

The project's own schemes are there for `cairn id`, and nowhere else:

  $ cairn id --scheme lab.cup@1 --json '{"shots": 3}'
  $ cairn id --schemes | grep '^lab' | squeeze
  $ cairn id --scheme lab.cup@1 --legend | head -n 3
  $ cairn run shots=0 -n
  $ (cd .. && cairn id --scheme lab.cup@1 --json '{}')

What cannot be is said with its place:

  $ try() { sed "$1" lab.yaml > wrong.yaml && cairn parse --layout wrong.yaml out/x 2>&1 | head -n 3; }
  $ try 's/lab.cup@1, input/lab.cap@1, input/'
  $ try 's/legend: {legend: lab.cup@1}/legend: {legend: lab.brew@1}/'
  $ try 's/scheme: lab.cup$/scheme: ssvae.slug/'
  $ try 's/brews.yaml/no_such.yaml/'
  $ try 's/  - brews.yaml/  - lab.yaml/'
  $ try 's/brewing {cup}/brewing {cop}/'
