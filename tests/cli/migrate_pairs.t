Runs that cairn made in the layouts of DynVision lie in another one, and back, where they would if they were run there.

  $ . "$TESTDIR/../support/transcript.sh"
  $ examples=$TESTDIR/../../examples
  $ cat >spec <<'YAML'
  > experiment: e
  > datasets: {d: {version: 1}}
  > stages:
  >   init:
  >     kind: model
  >     params: {model: N, act: {type: string}, width: 16, seed: {type: int}}
  >     matrix: {dataset: [d], act: [relu, tanh], seed: [7, 8]}
  >     cmd: "echo {act} {seed} > {run}/init.pt"
  >     outs: {w: init.pt}
  >   train:
  >     kind: model
  >     needs: {start: {stage: init, by: [model, width, act, seed, dataset]}}
  >     cmd: "cat {start.w} > {run}/trained.pt"
  >     outs: {w: trained.pt}
  >   test:
  >     kind: test
  >     needs: {net: {stage: train}}
  >     params: {experiment: noise, loader: StimulusNoise, group: all, status: trained, level: {type: float}}
  >     matrix: {level: [0.1, 0.5]}
  >     cmd: "cat {net.w} > {run}/test.csv"
  >     outs: {o: test.csv}
  >   all:
  >     kind: aggregate
  >     needs: {tests: {stage: test, by: [seed]}}
  >     params: {experiment: noise, group: all, status: trained}
  >     cmd: "cat {tests.o} > {run}/all.csv"
  >     outs: {o: all.csv}
  > YAML
  $ mkdir dv && (echo "layout: dynvision"; cat spec) >dv/cairn.yaml && cairn -C dv run -q && cd dv && find models reports -name '*.pt' -o -name '*.csv' | LC_ALL=C sort >../files && head -3 ../files && cd ..
  models/N:act=relu+width=16_7/d/init.pt
  models/N:act=relu+width=16_7/d/trained.pt
  models/N:act=relu+width=16_8/d/init.pt
  $ for by in nirs4all flat timeline lambda-hat-store ssvae; do
  >   cairn migrate --from dynvision --to $by dv by-$by >log 2>&1 || cat log
  >   cairn migrate --from $by --to dynvision by-$by back-$by >log 2>&1 || cat log
  >   (cd back-$by && find models reports -name '*.pt' -o -name '*.csv' | LC_ALL=C sort | diff ../files -)
  >   (echo "layout: dynvision"; cat spec) >back-$by/cairn.yaml
  >   cairn -C back-$by run | tail -1; cairn -C back-$by verify --deep | normalise | cut -d' ' -f1-2
  > done
  Nothing to run: all 18 runs are cached.
  18 runs,
  Nothing to run: all 18 runs are cached.
  18 runs,
  Nothing to run: all 18 runs are cached.
  18 runs,
  Nothing to run: all 18 runs are cached.
  18 runs,
  Nothing to run: all 18 runs are cached.
  18 runs,

An experiment that a run does not state is that of the runs behind it, as in `cairn run`:

  $ sed -n '/^  all:/,$p' spec | sed 's/^  all:/  plot:/; s/kind: aggregate/kind: figure/; s/tests: {stage: test, by: \[seed\]}/table: {stage: all}, net: {stage: train, by: [seed]}/; /params:/d; s/{tests.o}/{table.o}/; s/all.csv/plot.png/g; s/outs: {o:/outs: {p:/' > plot
  $ mkdir pv && (echo "layout: dynvision"; sed '/^experiment:/d' spec; cat plot) >pv/cairn.yaml && cairn -C pv run -q && (cd pv && find figures -name plot.png | LC_ALL=C sort | tee ../figures)
  figures/noise/N:act=*+width=16_7/d:all_trained/plot.png
  figures/noise/N:act=*+width=16_8/d:all_trained/plot.png
  $ cairn migrate --from dynvision --to dynvision-flat pv pv-flat -n | sed 1d
    20 runs to copy, 224 B in 20 files
  nothing was written (--dry-run)
  $ cairn migrate --from dynvision --to flat pv pv-flat >/dev/null && cairn migrate --from flat --to dynvision pv-flat pv-back >/dev/null
  $ (cd pv-back && find figures -name plot.png | LC_ALL=C sort) | diff figures - && echo same
  same

Both of its former paths are told of a run that was migrated twice:

  $ cairn -C pv-back show --json $(cairn -C pv-back ls --stage plot --columns id --csv | sed -n 2p) | grep -A3 '"names"' | normalise | sed 's/_[78]/_<seed>/'
      "names": {
        "path": "figures/noise/N:act=*+width=16_<seed>/d:all_trained",
        "path.2": "results/figure-<id>"
      },

The names that a stage declared stay, and where each run has a folder of its own, so do they:

  $ sed -e 's/^layout: .*//' -e 's/{run}\/init.pt"/{outs.w}"/; s/{run}\/trained.pt"/{outs.w}"/; s/w: \(.*\).pt}/w: "{model}:act={act}_{seed}_{dataset}_\1.pt"}/' spec >flat-spec
  $ mkdir fv && (echo "layout: dynvision-flat"; cat flat-spec) >fv/cairn.yaml && cairn -C fv run -q && cairn migrate --from dynvision-flat --to dynvision fv fv-new | tail -1
  18 runs migrated, every byte verified; the source is as it was
  $ cd fv-new && find models reports -name '*.pt' -o -name '*.csv' | LC_ALL=C sort
  models/N:act=relu+width=16_7/d/N:act=relu_7_d_init.pt
  models/N:act=relu+width=16_7/d/N:act=relu_7_d_trained.pt
  models/N:act=relu+width=16_8/d/N:act=relu_8_d_init.pt
  models/N:act=relu+width=16_8/d/N:act=relu_8_d_trained.pt
  models/N:act=tanh+width=16_7/d/N:act=tanh_7_d_init.pt
  models/N:act=tanh+width=16_7/d/N:act=tanh_7_d_trained.pt
  models/N:act=tanh+width=16_8/d/N:act=tanh_8_d_init.pt
  models/N:act=tanh+width=16_8/d/N:act=tanh_8_d_trained.pt
  reports/noise/N:act=*+width=16_7/d:all_trained/all.csv
  reports/noise/N:act=*+width=16_8/d:all_trained/all.csv
  reports/noise/N:act=relu+width=16_7/d:all_trained/StimulusNoise:level=0.1/test.csv
  reports/noise/N:act=relu+width=16_7/d:all_trained/StimulusNoise:level=0.5/test.csv
  reports/noise/N:act=relu+width=16_8/d:all_trained/StimulusNoise:level=0.1/test.csv
  reports/noise/N:act=relu+width=16_8/d:all_trained/StimulusNoise:level=0.5/test.csv
  reports/noise/N:act=tanh+width=16_7/d:all_trained/StimulusNoise:level=0.1/test.csv
  reports/noise/N:act=tanh+width=16_7/d:all_trained/StimulusNoise:level=0.5/test.csv
  reports/noise/N:act=tanh+width=16_8/d:all_trained/StimulusNoise:level=0.1/test.csv
  reports/noise/N:act=tanh+width=16_8/d:all_trained/StimulusNoise:level=0.5/test.csv
