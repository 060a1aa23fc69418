Where a run lies, and where its artifacts lie:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ run=$(cairn id fit dataset=corn n=2)
  $ cairn path $run | normalise
  <here>/results/<date>_tiny/corn/PLS2_d27e47
  $ cairn path --relative $run | normalise
  results/<date>_tiny/corn/PLS2_d27e47
  $ cairn path $run scores.json --relative | normalise
  results/<date>_tiny/corn/PLS2_d27e47/scores.json
  $ cairn path $run weights --relative | normalise
  results/<date>_tiny/corn/PLS2_d27e47/weights.txt
  $ cairn path latest --relative | normalise
  results/<date>_tiny/wheat/PLS5_28ef02
  $ cat "$(cairn path $run weights)"
  weights of corn 2
  $ child=$(cairn ls results/*/corn/PLS2_* --children --columns id --csv | tail -n 1)
  $ ls "$(cairn path $child)"
  MANIFEST.yaml
  fold.txt

A moved run is found where it is:

  $ session=$(echo results/*) && mkdir $session/maize && mv $session/corn/PLS2_* $session/maize/
  $ cairn path $run --relative | normalise
  results/<date>_tiny/maize/PLS2_d27e47

What does not exist:

  $ cairn path nothing
  cairn: error: there is no run 'nothing'
    hint: list them with: cairn ls
  [3]
  $ cairn path $run weihgts 2>&1 | normalise
  cairn: error: run <id> has no artifact 'weihgts'
    hint: did you mean 'weights'?
  $ cairn -C /nowhere path $run
  cairn: error: there is no folder '/nowhere'
    hint: -C takes the folder of a project, or one below it
  [3]
  $ mkdir ../empty && cairn -C ../empty path $run 2>&1 | normalise
  cairn: error: there is no cairn.yaml in '<tmp>/path.t/empty' or above it
    hint: go to the folder of a project, or make one here: cairn init; to adopt results, a cairn.yaml with the line 'stages: {}' is enough

What a name is made of must be there: no path is made up of the rest, and no file out of the run's folder:

  $ cairn path --layout dynvision --kind model model=RNN dt=1 dataset=mnist
  cairn: error: layout 'dynvision', group 'network': no value for the field 'seed' of 'models/(|{model})/{model}([:{args}]_{seed}|:hash={hash})'
    hint: give it a value, or a default in the layout: `fields: {seed: {class: match [0-9]+(\.[0-9]+)*, default: …}}`
  [2]
  $ cairn path --layout dynvision --kind model model=RNN dataset=mnist
  cairn: error: layout 'dynvision', group 'network': no value for the field 'seed' of 'models/(|{model})/{model}([:{args}]_{seed}|:hash={hash})'
    hint: give it a value, or a default in the layout: `fields: {seed: {class: match [0-9]+(\.[0-9]+)*, default: …}}`
  [2]
  $ cairn path --layout dynvision --kind test model=RNN dt=1 dataset=mnist experiment=e status=trained loader=L
  cairn: error: layout 'dynvision', group 'tests': no value for the field 'hash' of 'reports/{experiment}/{model}(:hash={hash}|[:{args}]_{seed})/{dataset}:{group}_{status}/({loader}[:{data_args}]|{test_hash})'
    hint: give it a value, or a default in the layout: `fields: {hash: {class: hex 8, default: …}}`
  [2]
  $ cairn path --layout dynvision --kind model model=RNN dataset=mnist seed=1 --file ../../../etc
  cairn: error: '../../../etc' is no file of a run: it has '..' in it
    hint: name it as it lies below the run's folder: --file weights/init.pt
  [2]
  $ cairn path --layout dynvision --kind model model=RNN dataset=mnist seed=1 --file /etc
  cairn: error: '/etc' is no file of a run: it has an empty part: it begins or ends with a slash, or has two
    hint: name it as it lies below the run's folder: --file weights/init.pt
  [2]
  $ cairn path --layout dynvision --kind model model=RNN dataset=mnist seed=1 --file sub/init.pt
  models/RNN_1/mnist/sub/init.pt

A param is among the pairs of a path where no field of the layout shows it, as it is of a run:

  $ mkdir ../pairs && cd ../pairs
  $ cat > l.yaml <<'YAML'
  > layout: x
  > default_kind: fit
  > fields: {model: token, lr: any, args: pairs}
  > kinds:
  >   fit: {path: "{model}[:{args}]"}
  >   eval: {path: "e/{lr}/{id}"}
  >   only: {path: none/only}
  > YAML
  $ printf '%s\n' 'layout: l.yaml' 'stages: {fit: {matrix: {model: [A], lr: [0.1], opt: [adam]}, cmd: "true"}}' > cairn.yaml
  $ cairn run -q && cairn path latest --relative
  results/A:opt=adam
  $ cairn path --kind fit model=A lr=0.1 opt=adam
  results/A:opt=adam
  $ cairn path --kind fit model=A lr=0.1 opt=adam seed=null
  results/A:opt=adam
  $ cairn path --kind only a=1
  cairn: error: paths of the kind 'only' do not show 'a'
    hint: they show no fields
  [2]

A part of another field is cut by characters, of which some have several bytes:

  $ mkdir ../cut && cd ../cut && cat > own.yaml <<'YAML'
  > layout: own
  > root: out
  > default_kind: run
  > fields: {who: name, short: {class: name, part: "dataset[1:3]"}, tail: {class: name, part: "who[2:4]", default: none}}
  > kinds: {run: {path: "{dataset}/{short}/{tail}/{who}"}}
  > YAML
  $ printf 'layout: own.yaml\nstages: {fit: {cmd: "true"}}\n' > cairn.yaml
  $ cairn path --kind run dataset=Größe,Äöü who=Jürgen,日本語
  out/Größe/rö/rg/Jürgen
  out/Größe/rö/none/日本語
  out/Äöü/öü/rg/Jürgen
  out/Äöü/öü/none/日本語
