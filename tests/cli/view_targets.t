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

What a person wrote under a name that the layout got later is kept, however old it is:

  $ mkdir ../chapter && cd ../chapter
  $ cat > l.yaml <<'YAML'
  > layout: lab
  > groups: {g: {path: g, rollups: {RUNS.md: c}}}
  > kinds: {run: {in: g, path: "{name}"}}
  > contents: {c: "text('n = ', count(runs))"}
  > YAML
  $ printf '%s\n' 'layout: l.yaml' 'stages: {fit: {name: "n{a}", matrix: {a: [1]}, cmd: echo 1}}' > cairn.yaml
  $ cairn run -q && echo 'my thesis chapter, typed by hand' > results/g/REPORT.md
  $ cairn run -q a=2 && sed -i 's/RUNS.md: c/&, REPORT.md: c/' l.yaml
  $ cairn render | normalise
  1 written, 1 unchanged, in <duration>
  edited by hand: results/g/REPORT.md (your edit is kept as REPORT.md.edited)
  $ cat results/g/REPORT.md results/g/REPORT.md.edited
  n = 2
  my thesis chapter, typed by hand

One that says what the view says is that view:

  $ cp results/g/RUNS.md results/g/OTHER.md && sed -i 's/RUNS.md: c/&, OTHER.md: c/' l.yaml
  $ cairn render | normalise
  0 written, 3 unchanged, in <duration>

A copied folder is no second run: rollups have it once, as lists do.

  $ mkdir ../copies && cd ../copies
  $ printf '%s\n' 'stages: {fit: {name: "r{v}", matrix: {v: [3, 1]}, cmd: "cairn log metric val.rmse {v}"}}' > cairn.yaml
  $ cairn run -q && (cd results/*/all && cp -a r1_* r1_copy) && cairn render >/dev/null
  $ find results -name COMPARISON.yaml -exec cat {} + | grep -cE 'rank:'
  2
  $ cairn ls results/*/all/r1_copy
  cairn: note: 1 older copy is left out; to list them: --all
  no runs
  $ cairn ls results/*/all/r1_copy --all --columns name,copy
  name  copy
  r1       1

Numbers are sorted exactly, with NaN last:

  $ mkdir ../order && cd ../order
  $ cat > l.yaml <<'YAML'
  > layout: order
  > groups: {g: {path: g, rollups: {S.json: c}}}
  > kinds: {run: {in: g, path: "{name}"}}
  > contents: {c: {metrics: sorted(runs.metrics.v), params: sorted(runs.params.n)}}
  > YAML
  $ cat > cairn.yaml <<'YAML'
  > layout: l.yaml
  > stages:
  >   fit: {name: "{k}", matrix: {k: [a3, bnan, c1, d2, einf, f1, g-1.5]}, cmd: "cairn log metric v $(echo {k} | cut -c2-)"}
  >   big: {name: "n{n}", matrix: {n: [9007199254740993, 9007199254740992]}, cmd: "true"}
  > YAML
  $ cairn run -q && tr -d ' \n' < results/g/S.json
  {"metrics":[-1.5,1,1,2,3,"Infinity","NaN"],"params":[9007199254740992,9007199254740993]} (no-eol)

What cannot be written is named by its document:

  $ mkdir ../rows && cd ../rows
  $ cat > l.yaml <<'YAML'
  > layout: rows
  > groups: {all: {path: ".", rollups: {names.csv: c}}}
  > kinds: {run: {in: all, path: "{name}"}}
  > contents: {c: unique(runs.name)}
  > YAML
  $ printf '%s\n' 'layout: l.yaml' 'stages: {fit: {name: n, cmd: "true"}}' > cairn.yaml
  $ cairn run -q
  cairn: warning: results/names.csv: a row of a CSV file is a map, found a string
