#!/usr/bin/env bash
# timeout: 900
# cairn init, run, ls in the shape of each system; then a script that knows nothing of cairn compares the tree with
# the genuine one of that system.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

data=$source_dir/tests/data/trees
count_runs() { cairn ls --json | python -c 'import json, sys; print(len(json.load(sys.stdin)["runs"]))'; }
all_finished() {
  cairn ls --json | python -c 'import json, sys
runs = json.load(sys.stdin)["runs"]
sys.exit(not runs or any(run["status"] != "finished" for run in runs))'
}
compare() { python "$here/compare_trees.py" "$1" "$data/$2.tar.gz" "$work/$1"; }

for layout in dynvision dynvision-flat lambda-hat lambda-hat-store ssvae; do
  part "$layout"
  check "cairn init" cairn init --layout "$layout" "$work/$layout"
  cd "$work/$layout"
  check "cairn run" cairn run
  check "cairn ls: all runs are finished" all_finished
done
check "the tree of dynvision is that of the system" compare dynvision dynvision-seed
check "the tree of lambda-hat is that of the system" compare lambda-hat lambda-hat-runs
check "the tree of dynvision-flat is that of the system" compare dynvision-flat dynvision-old-flat
check "the tree of lambda-hat-store is that of the system" compare lambda-hat-store lambda-hat-store
check "the tree of ssvae is that of the system" compare ssvae ssvae-results

part "spellings of one run"
cd "$work/dynvision"
check "a file that no matrix lists" cairn run models/TinyNet:width=24+act=relu_7/digits/trained.pt
runs=$(count_runs)
link=$(find models -type l -lname 'TinyNet:width=24+act=relu_7')
check "the network has a link from its hashed name" test -n "$link"
check "the hashed spelling is taken" cairn run "$link/digits/trained.pt"
same "the hashed spelling is the same run" "$(count_runs)" "$runs"
rm "$link" && ln -s nowhere "$link"
check "cairn render" cairn render
same "a dangling link is repaired" "$(readlink "$link")" TinyNet:width=24+act=relu_7

part "each start of system 002 is a run of its own"
cd "$work/ssvae"
check "a second start" cairn run
same "two runs" "$(count_runs)" 2

part "the same pipelines in the shapes of system 003"
for layout in nirs4all projects timeline; do
  check "cairn init" cairn init --layout "$layout" "$work/$layout"
  cd "$work/$layout"
  check "the data" python get_data.py
  check "cairn run" cairn run fit dataset=ethanol seed=1 components=3
  check "cairn run of another data set" cairn run fit dataset=glucose seed=1 components=3 scaler=snv
  run=$(cairn ls --where "dataset = 'ethanol'" --columns id | tail -1)
  check "cairn predict" cairn predict "$run" data/ethanol/X.csv --model fold_0
  check "cairn predict, with an average of three" cairn predict "$run" data/ethanol/X.csv --model w_avg
done
for file in summary.yaml pipeline.yaml models/MANIFEST.yaml scores/cross_validation_scores.csv \
  scores/test_scores.yaml scores/summary_table.txt logs/timing.yaml; do
  same "four $file" "$(find "$work"/projects/results/projects/spectra_pls/runs/run_*/"$file" | wc -l)" 4
done
for file in project.yaml comparisons/all_runs_comparison.csv comparisons/best_models_report.md datasets/ethanol/metadata.yaml; do
  check "$file" test -s "$work/projects/results/projects/spectra_pls/$file"
done
same "a RUN.yaml" "$(find "$work"/nirs4all/results/*_spectra_pls/RUN.yaml | wc -l)" 1
same "two COMPARISON.yaml" "$(find "$work"/nirs4all/results/*_spectra_pls/{ethanol,glucose}/COMPARISON.yaml | wc -l)" 2
same "three run.yaml" "$(find "$work"/timeline/results/runs/*_ethanol_*/run.yaml | wc -l)" 3
same "the data sets of the project" "$(ls "$work/projects/results/projects/spectra_pls/datasets" | xargs)" "ethanol glucose"
same "the data sets of the time line" "$(ls "$work/timeline/results/datasets" | xargs)" "ethanol.yaml glucose.yaml"

finish 59
