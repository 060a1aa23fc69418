A run that was made of an adopted target is run again with the same target:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz" && mv lambda-hat-runs old
  $ cat > cairn.yaml <<'YAML'
  > project: g
  > layout: lambda-hat
  > stages:
  >   build:
  >     kind: target
  >     params: {n: {type: int}}
  >     matrix: {n: [1]}
  >     cmd: "echo x > {run}/params.npz"
  >     outs: {weights: params.npz}
  >   sampler:
  >     kind: sampler
  >     params: {sampler: {type: string}}
  >     matrix: {sampler: [hmc]}
  >     needs: {target: {stage: build}}
  >     cmd: "cat {target.weights} > {run}/o"
  > YAML
  $ cairn adopt old | tail -1
  adopted; not a byte was written into it
  $ cairn run sampler target=tgt_899d6808f6ed 2>&1 | normalise
  2 runs: 1 cached, 1 missing
  Ran 1 job in <duration>: 1 finished; 1 cached.
  Results: runs
  $ ls_new() { cairn ls --where 'stage="sampler"' --columns id,params.sampler,attempt; }
  $ ls_new
  id      sampler  attempt
  ljb5f7  hmc            1
  $ cairn rerun latest 2>&1 | normalise
  2 runs: 1 cached, 1 forced
  Ran 1 job in <duration>: 1 finished; 1 cached.
  Results: runs
  $ ls_new
  id      sampler  attempt
  ljb5f7  hmc            2
  $ cairn show latest | grep 'input  *target' | squeeze
   input target yz2co8 -

With another value it keeps the target, and another target can be named:

  $ cairn rerun latest sampler=sgld -n --list 2>&1 | normalise
  stage      cached   missing     stale     retry    forced  upstream
  build           1         -         -         -         -         -
  sampler         -         1         -         -         -         -
  why:
        1 × it has never run
  cached    yz2co8  old/runs/targets/tgt_899d6808f6ed  it is an adopted run
  missing   9ema38  runs/targets/tgt_899d6808f6ed/run_sgld_a1f70995  it has never run
  Would run 1 of 2 runs.
  $ cairn rerun latest target=tgt_ec9030f732ba -n --list 2>&1 | normalise
  stage      cached   missing     stale     retry    forced  upstream
  build           1         -         -         -         -         -
  sampler         -         1         -         -         -         -
  why:
        1 × it has never run
  cached    wkf2pz  old/runs/targets/tgt_ec9030f732ba  it is an adopted run
  missing   qzf8j0  runs/targets/tgt_ec9030f732ba/run_hmc_714c2b6e  it has never run
  Would run 1 of 2 runs.

Stages with a parameter of the same name keep their own values:

  $ mkdir ../seeds && cd ../seeds && cat > cairn.yaml <<'YAML'
  > project: seeds
  > layout: flat
  > stages:
  >   build:
  >     params: {seed: {type: int, default: 3}}
  >     cmd: "echo x > {run}/w"
  >     outs: {w: w}
  >   fit:
  >     params: {seed: {type: int, default: 4}}
  >     needs: {data: {stage: build}}
  >     cmd: "cat {data.w} > {run}/o"
  > YAML
  $ cairn run -q && cairn rerun latest 2>&1 | normalise
  2 runs: 1 cached, 1 forced
  Ran 1 job in <duration>: 1 finished; 1 cached.
  Results: results
  $ cairn ls --columns stage,seed,attempt
  stage  seed  attempt
  fit       4        2
  build     3        1

So does a run of a start that is a run of its own:

  $ sed -i 's/^  build:/&\n    unique: true/' cairn.yaml
  $ cairn run -q && cairn rerun latest 2>&1 | normalise
  2 runs: 1 cached, 1 forced
  Ran 1 job in <duration>: 1 finished; 1 cached.
  Results: results
  $ cairn ls --where 'stage="build"' --columns stage,attempt
  stage  attempt
  build        1
  build        1

And a run of many:

  $ cat >> cairn.yaml <<'YAML'
  >   all:
  >     params: {top: {type: int, default: 1}}
  >     needs: {fits: {stage: fit, by: []}}
  >     cmd: "echo {fits} > {run}/o"
  > YAML
  $ sed -i '/unique/d' cairn.yaml
  $ cairn run -q all fit.seed=4,5,6 && cairn rerun latest -n 2>&1 | normalise
  stage    cached   missing     stale     retry    forced  upstream
  build         1         -         -         -         -         -
  fit           3         -         -         -         -         -
  all           -         -         -         -         1         -
  why:
        1 × forced
  Would run 1 of 5 runs.
  Replaces 1 finished attempt; what is replaced goes to the trash.

Of a run whose stage is not here, as of an imported one, it is said what its record tells; and a package is no
definition:

  $ . "$TESTDIR/../support/tiny_project.sh"
  $ cd .. && tiny_project && run_tiny && cairn export o2a5oj -o ../one.zip >/dev/null && mkdir ../lab && cd ../lab
  $ printf 'layout: nirs4all\nstages: {other: {cmd: echo}}\n' > cairn.yaml
  $ cairn run ../one.zip
  cairn: error: '../one.zip' is a package: its runs can be run once they are imported
    hint: cairn import ../one.zip, which says their ids; then: cairn rerun ID
  [2]
  $ cp ../one.zip . && cairn run one.zip n=3
  cairn: error: 'one.zip' is a package: its runs can be run once they are imported
    hint: cairn import one.zip, which says their ids; then: cairn rerun ID
  [2]
  $ cairn import one.zip | head -1 | sed 's, (.*,,'
  imported 1 run from one.zip
  $ cairn rerun o2a5oj 2>&1 | normalise
  cairn: error: run <id> cannot be run again: it is of the stage 'fit', and cairn.yaml has none; it came with the package one.zip
    hint: write that stage into cairn.yaml; results/<date>_tiny/corn/PLS2_d27e47/.run/<id>.json has what it was:
        command   sh fit.sh corn 2 <tmp>/tiny/results/<date>_tiny/corn/PLS2_d27e47
        values    n=2, seed=1, dataset=corn
        deps      fit.sh, data/corn
        texts     cairn cat <id> source:fit.sh
        outs      weights: weights.txt
        metrics   scores.json
  $ cairn run -n results/*/corn/PLS2_*/PIPELINE.yaml
  cairn: error: cairn.yaml has no stage 'fit'
    hint: a run is run again by its stage; write that into cairn.yaml
  [3]
  $ cairn run results/*/corn/PLS2_*/weights.txt 2>&1 | normalise
  cairn: error: 'results/<date>_tiny/corn/PLS2_d27e47/weights.txt' is a file of run <id> (PLS2), and no stage makes it by itself
    hint: run that again: cairn rerun <id>; see what it made: cairn show <id>
  $ cairn run results/*/corn/PLS2_*/scores.json 2>&1 | normalise
  cairn: error: 'results/<date>_tiny/corn/PLS2_d27e47/scores.json' is a file of run <id> (PLS2), and no stage makes it by itself
    hint: run that again: cairn rerun <id>; see what it made: cairn show <id>


What was run again is the newest, in lists, too; `created` stays when it was first made:

  $ mkdir ../newest && cd ../newest
  $ printf 'layout: flat\nstages:\n  s: {matrix: {i: [1, 2, 3]}, cmd: "true"}\n' >cairn.yaml
  $ cairn run -q -j 1 && cairn run -q --force i=2
  $ cairn ls --columns i,attempt
  i  attempt
  2        2
  3        1
  1        1
  $ cairn ls --columns i --sort -created
  i
  3
  2
  1
  $ cairn ls --columns i --limit 1 --where "i < 3"
  i
  2
  1 of 2 runs
  $ cairn show latest | grep '^  i '
    i  2
