Names that are too long for a file system are cut and end in the beginning of their hash; a file inside tells the whole one.

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat > cairn.yaml <<'YAML'
  > project: nets
  > layout: dynvision
  > datasets: {digits: {version: 1}}
  > stages:
  >   init:
  >     kind: model
  >     params: {model: Net, width: 16, seed: {type: int, default: 1}}
  >     matrix: {dataset: [digits]}
  >     cmd: echo {width} > {run}/init.pt
  >     outs: {weights: init.pt}
  > YAML
  $ for i in $(seq 40); do sed -i "s/^    params: {model: Net/&, param$i: 0.$i/" cairn.yaml; done
  $ cairn run -q
  $ cut() { sed -E 's/(Net:.{12})[^/]*(~[0-9a-f]{8})/\1…\2/'; }
  $ cairn path latest --relative | cut
  $ cat models/Net*/WHOLE_NAME.txt | fold -w 100
  $ whole=$(cat models/Net*/WHOLE_NAME.txt) && printf %s "$whole" | wc -c
  $ printf %s "$whole" | sha256sum | head -c 8
  $ ls models | cut

Both spellings are the same run, and the file is a view like others:

  $ cairn run -n "models/$whole/digits/init.pt"
  $ cairn run -n "$(cairn path latest --relative)/init.pt"
  $ rm models/Net*/WHOLE_NAME.txt && cairn render | normalise && ls models/Net*/WHOLE_NAME.txt | cut
  $ cairn verify --deep | normalise
