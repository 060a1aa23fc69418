#!/usr/bin/env bash
# timeout: 600
# A layout that cairn has never seen, written here: one level more than the preset, other names, other documents
# and rollups, and two runs in one folder. It runs a part of the example with the same program.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

project=$work/spectra
example_project "$project"
cd "$project"
cat >bench.yaml <<'YAML'
layout: bench
root: measurements
default_kind: calibration

fields:
  date: date %Y%m%d
  scaler: chars a-z
  components: int
  experiment: name

groups:
  campaign:
    path: "campaign={experiment}"
    rollups: {INDEX.jsonl: index}
  day: {in: campaign, path: "{date}", rollups: {DAY.yaml: day}}
  substance: {in: day, path: "of-{dataset}", rollups: {BOARD.csv: {contents: board, needs: rankings(runs)}}}
  scaling: {in: substance, path: "{scaler}", rollups: {scaling.json: {contents: scaling, needs: rankings(runs)}}}

kinds:
  calibration:
    in: scaling
    path: "{components}c-{seed}s-{id}"
    documents:
      about.json: about
      folds.csv: {contents: folds, needs: run.children}
      steps.md: {contents: steps, needs: run.steps}
    log: out/said.txt
    warnings: out/warned.txt
  model:
    in: calibration
    path: "models/{name}={id}"
    documents: {card.json: card}
  overview:                       # of all substances of a day, in one folder
    in: day
    path: overviews
    shared: true
    documents: {"overview-{id}.yaml": overview}
    log: "overview-{id}.txt"

artifacts:
  model: "models/{child.name}={child.id}/{stem}.{ext}"
  predictions: "predictions/{child.name}.csv"
  best_predictions: "predictions/of-the-best-{child.id}.csv"
  chart: "charts/all/{file}"
  model_chart: "charts/{child.name}/{file}"

contents:
  index: {from: runs, take: {id: id, stage: stage, folder: path, status: status}}
  day:
    campaign: group.fields.experiment
    runs: count(runs)
    calibrations: count(of_kind(runs, 'calibration'))
    best: best_run(of_kind(runs, 'calibration')).id
    lowest: best_run(of_kind(runs, 'calibration')).metrics.val.rmse
    notes: {get: group.notes, else: nothing noted}
  board:
    from: rankings(of_kind(runs, 'calibration'))
    take: {place: rank, id: run.id, scaler: run.params.scaler, val: run.metrics.val.rmse, child: best.name}
  scaling:
    substance: group.fields.dataset
    scaler: group.fields.scaler
    scores: {from: rankings(runs), take: {id: run.id, score: score}}
  about:
    id: run.id
    what: run.name
    params: run.params
    val: run.metrics.val
    seconds: run.duration
    best: best_child(run).name
    fixed: {value: made by bench}
    steps: {from: run.steps, take: op}
    project: project.name
  folds: {from: run.children, take: {name: name, id: id, val: metrics.val, test: {rmse: metrics.test.rmse}}}
  steps: comparison_table(run)
  card: {child: child.name, of: run.id, files: {from: child.artifacts, take: {path: path, sha256: sha256}}}
  overview: {id: run.id, dataset: run.dataset, best: run.metrics.best.val.rmse, files: {from: run.artifacts, take: path}}
YAML
sed -i -e 's/^layout: .*/layout: bench.yaml/' -e 's/kind: pipeline/kind: calibration/' \
  -e 's/^  summary:/  summary:\n    kind: overview/' cairn.yaml

part 'it runs'
exits 0 'cairn run' cairn run "${part_of_example[@]}"
contains 'all of it' "$out" 'Ran 8 jobs in '
contains 'and well' "$out" ': 8 finished.'
lacks 'without warnings' "$err" warning
check 'every committed byte is as recorded' python "$here/check_store.py" . --records 8
same 'nothing lies where the preset would put it' "$(ls -d results 2>/dev/null)" ''

part 'tree, documents and rollups say what the records say'
exits 0 'check_bench_layout.py' python "$here/check_bench_layout.py" .
printf '%s\n' "$out" | tail -n 1
board=$(find measurements -name BOARD.csv | head -n 1)
cp -p "$board" "$work/board"
sed -i '2s/[0-9]\.[0-9]/7.7/' "$board"
exits 1 'the check can fail' python "$here/check_bench_layout.py" .
contains 'and names the file' "$out" "$board"
cp -p "$work/board" "$board"

part 'ls, best, show and path'
same 'ls knows all runs where they are' "$(listing | awk '{print $1}')" \
  "$(find measurements -path '*/.run/*.json' ! -name group.json -printf '%h\n' | sed 's#/\.run$##' | LC_ALL=C sort)"
same 'all of them finished' "$(listing | count ' finished$')" 8
one=$(cairn ls --jsonl --limit 1 --stage fit | python -c 'import json, sys; print(json.load(sys.stdin)["id"])')
folder=$(cairn path "$one")
check 'path is a folder' test -d "$folder"
same 'and holds its record' "$(ls "$folder/.run/$one.json")" "$folder/.run/$one.json"
exits 0 'show by path' cairn show "${folder#"$project/"}" --json
contains 'show by path' "$out" "\"id\": \"$one\""
same 'the log' "$(cairn cat "$one" log)" "$(<"$folder/out/said.txt")"
same 'ls of a group' "$(cairn ls --json "measurements/campaign=spectra_pls"/*/of-glucose/snv | grep -c '"digest"')" 1
same 'best has three rows for each data set' "$(cairn best --by val.rmse --per dataset --csv | tail -n +2 | wc -l)" 6
same 'both overviews share a folder' "$(for o in $(cairn ls --csv --columns id --kind overview | tail -n +2); do
  cairn path "$o"
done | sort | uniq -c | awk '{print $1}')" 2

part 'a second run does nothing'
snapshot . >"$work/before"
exits 0 'the second run' cairn run "${part_of_example[@]}"
same 'it says so' "$out$err" 'Nothing to run: all 8 runs are cached.'
same 'and touches nothing' "$(snapshot .)" "$(<"$work/before")"

part 'from the files alone'
cairn ls --json --children >"$work/ls"
digests measurements >"$work/digests"
rm -r .cairn
exits 0 'reindex' cairn reindex
contains 'it finds all' "$out" '8 runs, 0 copies, 0 problems'
same 'ls says the same' "$(cairn ls --json --children)" "$(<"$work/ls")"
rm -r .cairn
find measurements -type f \( -name 'about.json' -o -name folds.csv -o -name steps.md -o -name card.json \
  -o -name 'overview-*.yaml' -o -name INDEX.jsonl -o -name DAY.yaml -o -name BOARD.csv -o -name scaling.json \) -delete
exits 0 'render' cairn render
same 'all views are back' "$(digests measurements)" "$(<"$work/digests")"

part 'one of two runs in one folder is run again'
overviews=$(dirname "$(find measurements -path '*/overviews/.run')/x")
overviews=${overviews%/.run}
digests "$overviews" -name 'glucose_*' >"$work/glucose"
digests "$overviews" -path '*/.run/*' >"$work/records"
exits 0 'by force' cairn run "${part_of_example[@]}" dataset=ethanol --forcerun summary
contains 'one job' "$out" 'Ran 1 job in '
same 'the files of its neighbour are untouched' "$(digests "$overviews" -name 'glucose_*')" "$(<"$work/glucose")"
same 'one record is new' "$(digests "$overviews" -path '*/.run/*.json' | diff "$work/records" - | count '^>')" 1
check 'every committed byte is as recorded' python "$here/check_store.py" . --records 8
exits 0 'a run of everything' cairn run "${part_of_example[@]}"
contains 'has nothing to do' "$out" 'Nothing to run: all 8 runs are cached.'

finish 34
