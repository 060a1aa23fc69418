# A project for transcripts that needs nothing but sh: one stage, two datasets, two values of a
# parameter; its jobs write a model and scores, and note metrics, a step, facts of the dataset and a
# child. After `. "$TESTDIR/../support/tiny_project.sh"`:
#   tiny_project [LAYOUT]   makes it in the folder `tiny` and goes there
#   run_tiny                runs it, one job at a time, and says nothing but failures

tiny_project() {
  mkdir tiny && cd tiny || return
  mkdir -p data/corn data/wheat
  echo 1 >data/corn/x.csv
  echo 2 >data/wheat/x.csv
  cat >cairn.yaml <<YAML
project: tiny
layout: ${1:-nirs4all}
experiment: {name: tiny, description: a tiny experiment}
datasets: {corn: {path: data/corn}, wheat: {path: data/wheat}}
stages:
  fit:
    name: "PLS{n}"
    params: {n: {type: int, min: 1}, seed: {type: int, min: 0}}
    matrix: {dataset: [corn, wheat], n: [2, 5], seed: [1]}
    deps: [fit.sh, "{dataset.path}"]
    cmd: sh fit.sh {dataset} {n} {run}
    outs: {weights: weights.txt}
    metrics: scores.json
    rank: {by: val.rmse, direction: min}
YAML
  cat >fit.sh <<'SH'
set -e
dataset=$1 n=$2 out=$3
echo "fitting $dataset with $n components"
cairn log metric loss 0.5 --step 1
cairn log metric loss 0.25 --step 2
cairn log step 1 snv
cairn log dataset "$dataset" samples=10 features=3
fold=$(cairn child --name fold0)
echo "fold of $dataset" >"$fold/fold.txt"
cairn log artifact "$fold/fold.txt" --role model --child fold0
cairn log child fold0 --metrics "{\"val\": {\"rmse\": 0.$((44 - n + ${#dataset}))}}"
echo "weights of $dataset $n" >"$out/weights.txt"
echo "{\"val\": {\"rmse\": 0.$((40 - n + ${#dataset}))}, \"test\": {\"rmse\": 0.$((50 - n))}}" \
  >"$out/scores.json"
SH
}

run_tiny() { cairn run -j 1 -q "$@"; }
