In a folder that runs share an out belongs to the run that made it. Another run that would write over it gets a folder beside it:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat >cairn.yaml <<'YAML'
  > layout: dynvision
  > stages:
  >   plot:
  >     kind: figure
  >     params: {experiment: {default: e}, model: {default: N}, dataset: {type: string, default: d}, group: {default: all}, status: {default: trained}, dpi: {type: int}}
  >     matrix: {dpi: [100], seed: [1]}
  >     cmd: "echo {dpi} > {run}/plot.txt"
  >     outs: {plot: plot.txt}
  >   table:
  >     kind: figure
  >     params: {experiment: {default: e}, model: {default: N}, dataset: {type: string, default: d}, group: {default: all}, status: {default: trained}}
  >     matrix: {seed: [1]}
  >     cmd: "echo t > {run}/table.txt"
  >     outs: {table: table.txt}
  > YAML
  $ cairn run -q && cairn run -q plot dpi=300 && find figures -name '*.txt' | sort && cairn verify --deep | normalise
  figures/e/N_1/d:all_trained/plot.txt
  figures/e/N_1/d:all_trained/table.txt
  figures/e/N_1/d:all_trained~c2kgcb/plot.txt
  3 runs, 3 files (10 B), 1 object, 0 views: all well, in <duration>
  $ cairn run -q --force plot dpi=100 && cairn run plot dpi=300 && cat figures/e/N_1/*/plot.txt
  Nothing to run: the 1 run is cached.
  100
  300
  $ cairn run plot dpi=200,400 | normalise
  2 runs: 2 missing
  Ran 2 jobs in <duration>: 2 finished.
  Results: data/interim figures models reports

A folder that is an out belongs to its run with all that lies in it, and so does the folder around an out:

  $ mkdir ../folders && cd ../folders
  $ figure='kind: figure, params: {experiment: {default: e}, model: {default: N}, dataset: {type: string, default: d}, group: {default: all}, status: {default: trained}}, matrix: {seed: [1]}'
  $ cat >cairn.yaml <<YAML
  > layout: dynvision
  > stages:
  >   inner: {$figure, cmd: "mkdir -p {run}/a/b && echo i > {run}/a/b/in.txt", outs: {plot: a/b/in.txt}}
  >   outer: {$figure, cmd: "mkdir -p {run}/a/b && echo o > {run}/a/b/out.txt", outs: {plots: a/b/}}
  >   beside: {$figure, cmd: "mkdir -p {run}/a && echo b > {run}/a/b-c", outs: {plot: a/b-c}}
  > YAML
  $ cairn run -q inner && cairn run -q outer && cairn run -q beside && find figures -type f -path '*/a/*' | sort
  figures/e/N_1/d:all_trained/a/b-c
  figures/e/N_1/d:all_trained/a/b/in.txt
  figures/e/N_1/d:all_trained~7fo0jw/a/b/out.txt
