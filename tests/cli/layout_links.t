A link of a layout stands for the folder of the runs that bear its name, for every verb that takes a path:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat >cairn.yaml <<'YAML'
  > layout: dynvision
  > stages:
  >   init:
  >     kind: model
  >     params: {model: {type: string, default: Net}, act: {type: string}, dataset: {type: string, default: d}}
  >     matrix: {act: [relu, tanh], seed: [7]}
  >     cmd: "echo {act} > {run}/init.pt"
  >     outs: {init: init.pt}
  > YAML
  $ cairn run -q && find models -type l | sort
  models/Net:hash=0dac287a
  models/Net:hash=2e69ba8a
  $ link=models/Net:hash=0dac287a && readlink $link
  Net:act=relu_7
  $ cairn verify $link | normalise
  1 run, 1 file (5 B), 1 object, 1 view: all well, in <duration>; not compared: 1 view that can show runs of other folders (cairn verify compares all); bytes were not read (--deep reads them)
  $ cairn verify $link/d | normalise && cairn verify $link/d/init.pt | normalise
  1 run, 1 file (5 B), 1 object, 1 view: all well, in <duration>; not compared: 1 view that can show runs of other folders (cairn verify compares all); bytes were not read (--deep reads them)
  1 run, 1 file (5 B), 1 object, 1 view: all well, in <duration>; not compared: 1 view that can show runs of other folders (cairn verify compares all); bytes were not read (--deep reads them)
  $ (cd models && cairn verify ${link#models/}) | normalise
  1 run, 1 file (5 B), 1 object, 1 view: all well, in <duration>; not compared: 1 view that can show runs of other folders (cairn verify compares all); bytes were not read (--deep reads them)
  $ cairn ls $link --columns act && cairn path $link/d --relative
  act
  relu
  models/Net:act=relu_7/d

One that was bent stands for what it did, and one whose runs are gone for nothing:

  $ ln -sfn Net:act=tanh_7 $link && cairn verify $link/d --json | grep -E '"(runs|damages)"'
    "runs": 1,
    "damages": 1,
  $ cairn render | normalise && readlink $link
  0 written, 2 unchanged, in <duration>
  Net:act=relu_7

It goes with the last run to which it leads:

  $ cairn clean models/Net:act=relu_7 --yes | tail -n 1 | cut -c -19
  moved to the trash;
  $ find models -type l | wc -l && cairn verify $link 2>&1 | normalise
  1
  cairn: error: there is no run 'models/Net:hash=0dac287a'
    hint: list them with: cairn ls
  $ cairn verify | normalise && cairn render | normalise
  2 runs (1 in the trash), 2 files (10 B), 1 object, 2 views: all well, in <duration>; bytes were not read (--deep reads them)
  0 written, 1 unchanged, in <duration>
  $ cairn restore models/Net:act=relu_7 | normalise && find models -type l | wc -l && cairn verify | normalise
  restored <id> to models/Net:act=relu_7
  2
  2 runs, 2 files (10 B), 1 object, 4 views: all well, in <duration>; bytes were not read (--deep reads them)

Where another folder bears the name, the archived one of the network here, the link leads there at once:

  $ cat >>cairn.yaml <<'YAML'
  >   train:
  >     kind: model
  >     needs: {base: init}
  >     params: {dataset: {type: string, default: e}}
  >     matrix: {act: [relu], seed: [7]}
  >     cmd: "echo {act} > {run}/trained.pt"
  >     outs: {trained: trained.pt}
  > YAML
  $ cairn run -q act=relu train && cairn archive models/Net:act=relu_7/d --yes 2>&1 | tail -n 1
  moved to the archive; back with: cairn restore
  $ cairn clean models/Net:act=relu_7/e --yes 2>&1 | tail -n 1 | cut -c -19
  moved to the trash;
  $ readlink $link | sed -E 's#archive/[0-9-]{7}_#archive/<month>_#' && cairn verify | normalise
  ../archive/<month>_run_001/models/Net:act=relu_7
  3 runs (1 in the trash), 3 files (15 B), 1 object, 4 views: all well, in <duration>; bytes were not read (--deep reads them)

So do views that tell of the runs that a run was made from, when one of these comes back:

  $ mkdir inputs && cd inputs && cat >l.yaml <<'YAML'
  > layout: lab
  > kinds: {run: {path: "{stage}", documents: {MADE_OF.yaml: made_of}}}
  > contents: {made_of: {of: {from: run.inputs, take: {run: run, kind: kind}}}}
  > YAML
  $ cat >cairn.yaml <<'YAML'
  > layout: l.yaml
  > stages: {base: {cmd: echo 1}, top: {needs: {base: base}, cmd: echo 2}}
  > YAML
  $ cairn run -q && grep -c kind results/top/MADE_OF.yaml && cairn clean results/base results/top --yes | head -n 1 | cut -c -10
  1
  2 runs go:
  $ cairn restore results/top && cairn restore results/base && grep -c kind results/top/MADE_OF.yaml && cairn render | normalise
  restored m1qqxh to results/top
  restored o484n8 to results/base
  1
  0 written, 2 unchanged, in <duration>
