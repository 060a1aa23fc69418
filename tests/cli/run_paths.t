Asking for results by their paths, in the shape of system 000:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat > cairn.yaml <<'YAML'
  > project: nets
  > layout: dynvision
  > datasets: {digits: {version: 1}}
  > stages:
  >   init:
  >     kind: model
  >     params: {model: Net, width: 16, act: {choices: [relu, tanh]}, seed: {type: int}}
  >     matrix: {dataset: [digits], act: [relu, tanh], seed: [1]}
  >     cmd: echo {width} {act} {seed} > {run}/init.pt
  >     outs: {weights: init.pt}
  >   train:
  >     kind: model
  >     needs: {start: {stage: init}}
  >     cmd: cat {start}/init.pt > {run}/trained.pt
  >     outs: {weights: trained.pt}
  >   test:
  >     kind: test
  >     needs: {net: {stage: train}}
  >     params: {experiment: noise, loader: Noise, group: all, status: trained, level: 0.1}
  >     cmd: cat {net}/trained.pt > {run}/test_outputs.csv
  >     outs: {outputs: test_outputs.csv}
  >   together:
  >     kind: aggregate
  >     needs: {tests: {stage: test, by: [seed]}}
  >     cmd: cat {tests} > /dev/null; echo all > {run}/test_data.csv
  >     outs: {data: test_data.csv}
  > YAML
  $ sed -i 's|cat {tests} > /dev/null; ||' cairn.yaml

One file of the matrix, with what it needs and nothing else:

  $ cairn run models/Net:width=16+act=relu_1/digits/trained.pt | normalise
  $ find models -name '*.pt' | sort

A pattern selects among what would be made:

  $ cairn run 'reports/noise/*/*/*/test_outputs.csv' | normalise
  $ find reports -name '*.csv' | sort

A path that no matrix lists says itself what it wants:

  $ cairn run models/Net:width=24+act=tanh_7/digits/trained.pt | normalise
  $ cat models/Net:width=24+act=tanh_7/digits/trained.pt
  $ cairn run models/Net:width=24+act=tanh_7/digits/trained.pt | normalise

An aggregate shows the values that it joins as *:

  $ cairn run 'reports/noise/Net:width=16+act=*_1/digits:all_trained/test_data.csv' | normalise
  $ find reports -name test_data.csv

What nothing makes:

  $ cairn run models/Net:width=24+act=sine_7/digits/trained.pt
  $ cairn run models/Net:width=24+act=tanh_7/digits/other.pt
  $ cairn run 'models/*/digits/other.pt'

Paths without their runs, for a rule of Snakemake:

  $ cairn path --kind model model=Net width=8,16 act=relu seed='range(0,2)' dataset=digits --file init.pt
  $ cairn path --layout lambda-hat --kind target target=tgt_899d6808f6ed --file meta.json
  $ cairn path --kind modell model=Net
  $ cairn path --layout lambda-hat --kind sampler smapler=hmc
