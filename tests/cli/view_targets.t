No view is ever written over a file that is not cairn's own. A rollup whose name leads into the folders of runs:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir lab && cd lab
  $ cat > l.yaml <<'YAML'
  > layout: lab
  > groups: {g: {path: g, rollups: {"{name}/SUMMARY.yaml": c}}}
  > kinds: {run: {in: g, path: "{name}"}}
  > contents: {c: {n: count(runs)}}
  > YAML
  $ cat > cairn.yaml <<'YAML'
  > layout: l.yaml
  > stages: {fit: {name: "n{a}", matrix: {a: [1]}, cmd: "echo precious > {run}/SUMMARY.yaml", outs: {s: SUMMARY.yaml}}}
  > YAML
  $ cairn run -q && cat results/g/n1/SUMMARY.yaml
  precious
  $ cairn verify --deep | grep -c 'all well'
  1

Two views of one name are refused when the layout is read:

  $ sed -i 's/path: "{name}"}/path: "{name}", documents: {SUMMARY.yaml: d}}/; s/^contents: {/&d: {id: run.id}, /' l.yaml
  $ cairn render
  cairn: error: l.yaml:3:64: 'results/g/{name}/SUMMARY.yaml' is a view twice: among the rollups of 'g' and the documents of 'run'
    hint: give one of them another name
  [2]
