Asking for results by their paths, in the shape of system 000:

  $ . "$TESTDIR/../support/transcript.sh" && nets=$PWD
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
  2 runs: 2 missing
  Ran 2 jobs in <duration>: 2 finished.
  Results: data/interim figures models reports
  $ find models -name '*.pt' | sort
  models/Net:width=16+act=relu_1/digits/init.pt
  models/Net:width=16+act=relu_1/digits/trained.pt

The hashed spelling is the same run, by a link that people can follow:

  $ ls models
  Net:hash=e81e3fb4
  Net:width=16+act=relu_1
  $ cairn run models/Net:hash=f2a1b0c9/digits/trained.pt
  cairn: error: 'models/Net:hash=f2a1b0c9/digits/trained.pt': no stage makes it
    hint: what it says: cairn parse 'models/Net:hash=f2a1b0c9/digits/trained.pt'
  [3]
  $ link=$(find models -type l) && cairn run $link/digits/trained.pt | normalise
  Nothing to run: all 2 runs are cached.
  $ cairn path --relative $link/digits/trained.pt
  models/Net:width=16+act=relu_1/digits

A pattern selects among what would be made:

  $ cairn run 'reports/noise/*/*/*/test_outputs.csv' | normalise
  6 runs: 2 cached, 4 missing
  Ran 4 jobs in <duration>: 4 finished; 2 cached.
  Results: data/interim figures models reports
  $ find reports -name '*.csv' | sort
  reports/noise/Net:hash=dc8da104/digits:all_trained/Noise:level=0.1/test_outputs.csv
  reports/noise/Net:hash=e81e3fb4/digits:all_trained/Noise:level=0.1/test_outputs.csv

A path that no matrix lists says itself what it wants:

  $ cairn run models/Net:width=24+act=tanh_7/digits/trained.pt | normalise
  2 runs: 2 missing
  Ran 2 jobs in <duration>: 2 finished.
  Results: data/interim figures models reports
  $ cat models/Net:width=24+act=tanh_7/digits/trained.pt
  24 tanh 7
  $ cairn run models/Net:width=24+act=tanh_7/digits/trained.pt | normalise
  Nothing to run: all 2 runs are cached.

An aggregate shows the values that it joins as *:

  $ cairn run 'reports/noise/Net:width=16+act=*_1/digits:all_trained/test_data.csv' | normalise
  7 runs: 6 cached, 1 missing
  Ran 1 job in <duration>: 1 finished; 6 cached.
  Results: data/interim figures models reports
  $ find reports -name test_data.csv
  reports/noise/Net:width=16+act=*_1/digits:all_trained/test_data.csv
  $ grep -h seed reports/noise/*/*/*/test_outputs.csv.config.yaml; cat reports/noise/*/*/*/test_outputs.csv.config.yaml | grep -c data
  seed: 1
  seed: 1
  8

What nothing makes:

  $ cairn run models/Net:width=24+act=sine_7/digits/trained.pt
  cairn: error: 'models/Net:width=24+act=sine_7/digits/trained.pt': no stage makes it; init: stage 'init': act = sine is not one of relu, tanh (declared at cairn.yaml:7:42); train: stage 'init': act = sine is not one of relu, tanh (declared at cairn.yaml:7:42)
    hint: what it says: cairn parse 'models/Net:width=24+act=sine_7/digits/trained.pt'
  [3]
  $ cairn run models/Net:width=24+act=tanh_7/digits/other.pt
  cairn: error: 'models/Net:width=24+act=tanh_7/digits/other.pt': no stage makes it
    hint: what it says: cairn parse 'models/Net:width=24+act=tanh_7/digits/other.pt'
  [3]
  $ cairn run 'models/*/digits/other.pt'
  cairn: error: 'models/*/digits/other.pt' fits nothing that the stages make
    hint: see what they make: cairn run -n --list
  [3]

A run again, and with another value:

  $ cairn rerun models/Net:width=24+act=tanh_7/digits/trained.pt -n | normalise
  stage    cached   missing     stale     retry    forced  upstream
  init          1         -         -         -         -         -
  train         -         -         -         -         1         -
  why:
        1 × forced
  Would run 1 of 2 runs.
  Replaces 1 finished attempt; what is replaced goes to the trash.
  $ cairn rerun models/Net:width=24+act=tanh_7/digits/init.pt seed=8 | normalise
  1 run: 1 missing
  Ran 1 job in <duration>: 1 finished.
  Results: data/interim figures models reports

Paths without their runs, for a rule of Snakemake:

  $ cairn path --kind model model=Net width=8,16 act=relu seed='range(0,2)' dataset=digits --file init.pt
  models/Net:width=8+act=relu_0/digits/init.pt
  models/Net:width=8+act=relu_1/digits/init.pt
  models/Net:width=16+act=relu_0/digits/init.pt
  models/Net:width=16+act=relu_1/digits/init.pt
  $ cairn path --layout lambda-hat --kind target target=tgt_899d6808f6ed --file meta.json
  runs/targets/tgt_899d6808f6ed/meta.json
  $ cairn path --kind modell model=Net
  cairn: error: the layout 'dynvision' has no kind 'modell'
    hint: did you mean 'model'?
  [2]
  $ cairn path --layout lambda-hat --kind sampler smapler=hmc
  cairn: error: paths of the kind 'sampler' do not show 'smapler'
    hint: did you mean 'sampler'?
  [2]

A document of a run defines one; a file that the run made does not, whatever it looks like, and is asked for like any path:

  $ mkdir ../docs && cd ../docs && cat > cairn.yaml <<'YAML'
  > project: docs
  > stages:
  >   fit: {params: {n: {type: int}}, matrix: {n: [1]}, cmd: "echo '{{\"stage\": \"fit\", \"params\": {{\"n\": 9}}}}' | tee {run}/out.json > {run}/more.json", outs: {o: out.json}}
  > YAML
  $ cairn run -q && cp results/*/*/fit_*/out.json mine.json
  $ cairn run -n --list mine.json | normalise | tail -2
  missing   nawsy1  results/<date>_run_001/all/fit_b29e0c  it has never run
  Would run 1 of 1 run.
  $ echo 'n: 9' > plain.yaml && cairn run plain.yaml
  cairn: error: 'plain.yaml' is neither a stage nor a document that defines a run
    hint: such a document is YAML or JSON with the keys stage, params, dataset, seed, as PIPELINE.yaml
  [2]
  $ cairn run -n --list results/*/*/fit_*/PIPELINE.yaml | normalise | tail -2
  cached    <id>  results/<date>_run_001/all/fit_4ff3cb  nothing changed
  Nothing to run: 1 run cached.
  $ cairn run -n --list results/*/*/fit_*/.run/*.json n=2 | normalise | tail -2
  missing   tb8voy  results/<date>_run_001/all/fit_02f3d2  it has never run
  Would run 1 of 1 run.
  $ cairn run -n --list results/*/*/fit_*/out.json | normalise | tail -2
  cached    <id>  results/<date>_run_001/all/fit_4ff3cb  nothing changed
  Nothing to run: 1 run cached.
  $ cairn run results/*/*/fit_*/more.json 2>&1 | normalise
  cairn: error: 'results/<date>_run_001/all/fit_4ff3cb/more.json' is a file of run <id> (fit), and no stage makes it by itself
    hint: run that again: cairn rerun <id>; see what it made: cairn show <id>
  $ cp mine.json results/*/*/fit_*/ && cairn run results/*/*/fit_*/mine.json 2>&1 | normalise
  cairn: error: 'results/<date>_run_001/all/fit_4ff3cb/mine.json' is a file of run <id> (fit), and no stage makes it by itself
    hint: run that again: cairn rerun <id>; see what it made: cairn show <id>
  $ cd results/*/*/fit_* && cairn run -n --list out.json | normalise | tail -2
  cached    <id>  results/<date>_run_001/all/fit_4ff3cb  nothing changed
  Nothing to run: 1 run cached.
  $ cairn run more.json 2>&1 | normalise
  cairn: error: 'more.json' is a file of run <id> (fit), and no stage makes it by itself
    hint: run that again: cairn rerun <id>; see what it made: cairn show <id>

The links of a data set lie by subset and group:

  $ mkdir ../links && cd ../links
  $ cat > cairn.yaml <<'YAML'
  > project: links
  > layout: dynvision
  > datasets: {imagenette: {version: 1}}
  > stages:
  >   link:
  >     kind: data_link
  >     params: {subset: train, group: all}
  >     matrix: {dataset: [imagenette], subset: [train, test], group: [all, animals]}
  >     cmd: touch {run}/{subset}_{group}.ready
  >     outs: {ready: "{subset}_{group}.ready"}
  > YAML
  $ cairn run -q
  $ find data -type f -not -path '*/.run/*' | sort
  data/interim/imagenette/test_all/test_all.ready
  data/interim/imagenette/test_animals/test_animals.ready
  data/interim/imagenette/train_all/train_all.ready
  data/interim/imagenette/train_animals/train_animals.ready
  $ cairn parse data/interim/imagenette/train_all
  run data_link of layout dynvision
    dataset    imagenette
    subset     train
    group      all
  $ cairn parse data/interim/imagenette/train | head -n 3
  run data_link of layout dynvision
    dataset    imagenette
    subset     train
  $ cairn run -n data/interim/imagenette/test_animals
  stage    cached   missing     stale     retry    forced  upstream
  link          1         -         -         -         -         -
  Nothing to run: 1 run cached.

What the layout makes of a run is asked for like its outs: by its path, by a pattern, and of a run that no matrix lists:

  $ mkdir ../hat && cd ../hat && cat > cairn.yaml <<'YAML'
  > project: hat
  > layout: lambda-hat
  > stages:
  >   build: {kind: target, params: {width: {type: int}}, matrix: {width: [1, 2]}, cmd: "echo {width} > {run}/params.npz", outs: {params: params.npz}}
  >   sample: {kind: sampler, needs: {target: build}, matrix: {sampler: [hmc, sgld]}, cmd: "echo '{{}}' > {run}/analysis.json", outs: {a: analysis.json}}
  > YAML
  $ cairn run 'runs/targets/*/meta.json' | normalise
  2 runs: 2 missing
  Ran 2 jobs in <duration>: 2 finished.
  Results: runs
  $ find runs -name '*.json*' -not -path '*/.run/*' | sort | sed -E 's/tgt_[0-9a-f]{12}/tgt_…/'
  runs/targets/_catalog.jsonl
  runs/targets/tgt_…/meta.json
  runs/targets/tgt_…/meta.json
  $ cairn run -n "$(find runs -name meta.json | head -1)"
  stage    cached   missing     stale     retry    forced  upstream
  build         1         -         -         -         -         -
  Nothing to run: 1 run cached.
  $ rm "$(find runs -name params.npz | head -1)"
  $ cairn run -n --list "$(find runs -name meta.json | head -1)" | tail -1
  Replaces 1 finished attempt; what is replaced goes to the trash.
  $ cairn run 'runs/targets/*/_runs.jsonl'
  cairn: error: 'runs/targets/*/_runs.jsonl' fits nothing that the stages make
    hint: see what they make: cairn run -n --list
  [3]

An aggregate of values that no matrix lists; a `*` that joins values is no pattern then. One in another place stays one:

  $ cd "$nets" && cairn run 'reports/noise/Net:width=24+act=*_9/digits:all_trained/test_data.csv' | normalise
  7 runs: 7 missing
  Ran 7 jobs in <duration>: 7 finished.
  Results: data/interim figures models reports
  $ cat 'reports/noise/Net:width=24+act=*_9/digits:all_trained/test_data.csv'; ls models | grep _9
  all
  Net:width=24+act=relu_9
  Net:width=24+act=tanh_9
  $ cairn run -n 'reports/noise/Net:width=24+act=*_9/digits:all_trained/test_data.csv' | tail -1
  Nothing to run: 7 runs cached.
  $ cairn run 'reports/noise/Net:width=24+depth=2+act=*_9/digits:all_trained/test_data.csv'
  cairn: error: 'reports/noise/Net:width=24+depth=2+act=*_9/digits:all_trained/test_data.csv' fits nothing that the stages make
    hint: see what they make: cairn run -n --list
  [3]
  $ cairn run 'reports/noise/Net:width=2*+act=*_9/digits:all_trained/test_data.csv'
  cairn: error: 'reports/noise/Net:width=2*+act=*_9/digits:all_trained/test_data.csv' fits nothing that the stages make
    hint: see what they make: cairn run -n --list
  [3]
