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
