Names that differ in the case of their letters only never share a folder, in no layout, and none keeps cairn busy for ever.

  $ . "$TESTDIR/../support/transcript.sh"
  $ twins() { # LAYOUT KIND NAME…: how many runs, and in how many folders they lie where case does not count
  >   layout=$1 kind=$2; shift 2
  >   rm -rf project && mkdir project && cd project || return
  >   jq -n --arg layout "$layout" --arg kind "$kind" --arg key "${key:-label}" '{project: "p", $layout, experiment: "e",
  >     stages: {x: {$kind, name: "{\($key)}", cmd: "true", matrix: {($key): $ARGS.positional}, params: ({($key): {type: "string"}}
  >       + {flat: {}, ssvae: {}, hpo: {model: "m"}, "lambda-hat-store": {algo: "hmc"}, dynvision: {dataset: "d", seed: 1, status: "init"}}[$layout])}}}
  >     ' --args "$@" > cairn.yaml
  >   timeout -s KILL 60 cairn run -q || echo "status $?"
  >   cairn ls --json | jq -r --arg what "$layout $kind" '.runs | "\($what): \(length) finished, \(map(.path | ascii_downcase) | unique | length) folders"'
  >   cd ..
  > }
  $ for layout in flat:run hpo:best_model lambda-hat:target lambda-hat-store:'*' nirs4all:pipeline nirs4all:summary projects:pipeline timeline:pipeline ssvae:experiment; do
  >   twins "${layout%%:*}" "${layout#*:}" A a
  > done
  flat run: 2 finished, 2 folders
  hpo best_model: 2 finished, 2 folders
  lambda-hat target: 2 finished, 2 folders
  lambda-hat-store *: 2 finished, 2 folders
  nirs4all pipeline: 2 finished, 2 folders
  nirs4all summary: 2 finished, 2 folders
  projects pipeline: 2 finished, 2 folders
  timeline pipeline: 2 finished, 2 folders
  ssvae experiment: 2 finished, 2 folders

Weights lie side by side in folders that are shared:

  $ for layout in dynvision dynvision-flat; do key=model twins $layout model A a; done
  dynvision model: 2 finished, 1 folders
  dynvision-flat model: 2 finished, 1 folders

More than two, and odd ones:

  $ twins ssvae experiment AB ab Ab aB
  ssvae experiment: 4 finished, 4 folders
  $ (cd project/results && ls | grep -v LEGEND | sed -E 's/[0-9]{8}_[0-9]{6}(\.[0-9])?/<time>/')
  AB__std_head_ca__<time>
  Ab__std_head_ca__<time>
  aB__std_head_ca__<time>
  ab__std_head_ca__<time>
  $ twins nirs4all summary AB ab Ab aB
  nirs4all summary: 4 finished, 4 folders
  $ twins flat run 'a b' 'A b' '100%' '100%%' Á á Á1 á1
  flat run: 8 finished, 8 folders
  $ long=$(printf 'x%.0s' $(seq 150))
  $ twins ssvae experiment "$long" "${long^^}" "X${long#x}"
  ssvae experiment: 3 finished, 3 folders
  $ twins nirs4all summary "$long$long" "${long^^}$long" "X$long$long"
  nirs4all summary: 3 finished, 3 folders

Where a number tells runs apart, the twin has the next one, and so have those that begin at the same time:

  $ mkdir numbers && cd numbers
  $ cat > cairn.yaml <<'YAML'
  > project: n
  > layout: hpo
  > stages:
  >   train:
  >     kind: final_training
  >     params: {model: {type: string}, spec: "01234567", exec: "89abcdef"}
  >     matrix: {model: [Bert, bert]}
  >     cmd: "true"
  > YAML
  $ timeout -s KILL 60 cairn run -q; cairn ls --columns path --csv | sort
  outputs/final_training/local/Bert/spec-01234567_exec-89abcdef/v1
  outputs/final_training/local/bert/spec-01234567_exec-89abcdef/v2
  path
