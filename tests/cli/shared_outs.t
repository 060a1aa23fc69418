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

So does an out that a run is still to make, because it failed or is going:

  $ mkdir ../unmade && cd ../unmade
  $ cat >cairn.yaml <<YAML
  > layout: dynvision
  > stages:
  >   plot: {kind: figure, params: {experiment: {default: e}, model: {default: N}, dataset: {type: string, default: d}, group: {default: all}, status: {default: trained}, dpi: {type: int}}, matrix: {dpi: [100], seed: [1]}, cmd: "while test -e wait; do sleep 0.1; done; test -e ok && echo {dpi} > {run}/plot.txt", outs: {plot: plot.txt}}
  > YAML
  $ files() { find figures -name plot.txt | sort | xargs grep -H .; }
  $ cairn run -q 2>/dev/null || touch ok
  $ cairn run -q plot dpi=300 && cairn run -q && files && cairn verify --deep | normalise
  figures/e/N_1/d:all_trained/plot.txt:100
  figures/e/N_1/d:all_trained~c2kgcb/plot.txt:300
  3 runs (1 in the trash), 2 files (8 B), 1 object, 0 views: all well, in <duration>
  $ rm -r figures .cairn && touch wait
  $ cairn run -q & until ls figures/e/N_1/*/.run/*.events.jsonl >/dev/null 2>&1; do sleep 0.1; done
  $ cairn run -q plot dpi=300 & until ls figures/e/N_1/*~c2kgcb/.run/*.events.jsonl >/dev/null 2>&1; do sleep 0.1; done
  $ rm wait; wait; files; cairn verify --deep | normalise
  figures/e/N_1/d:all_trained/plot.txt:100
  figures/e/N_1/d:all_trained~c2kgcb/plot.txt:300
  2 runs, 2 files (8 B), 1 object, 0 views: all well, in <duration>

Where another run has made it nevertheless, as here with a stage that declared less when it was lost, the next attempt is made
beside it; what the last one left stays where it is:

  $ mkdir ../declared && cd ../declared
  $ cat >cairn.yaml <<YAML
  > layout: dynvision
  > stages:
  >   a: {$figure, cmd: "test -e ok || {{ kill -9 \$PPID; exit 1; }}; echo a > {run}/b.txt", outs: {plot: a.txt}}
  >   b: {$figure, cmd: "echo b > {run}/b.txt", outs: {plot: b.txt}}
  > YAML
  $ (cairn run -q a; touch ok) 2>/dev/null
  $ cairn run -q b && sed -i 's/plot: a.txt/plot: b.txt/' cairn.yaml && cairn run -q && cairn run
  Nothing to run: all 2 runs are cached.
  $ cairn doctor | grep 'lost runs'
  fine     lost runs      none
  $ find figures -type f | sort
  figures/e/N_1/d:all_trained/.run/oyepgl.json
  figures/e/N_1/d:all_trained/.run/r0hgsr.1.events.jsonl
  figures/e/N_1/d:all_trained/.run/r0hgsr.log
  figures/e/N_1/d:all_trained/b.txt
  figures/e/N_1/d:all_trained~r0hgsr/.run/r0hgsr.json
  figures/e/N_1/d:all_trained~r0hgsr/b.txt
  $ cairn run -q --force a && cat figures/e/N_1/*/b.txt && cairn verify --deep | normalise
  b
  a
  3 runs (1 in the trash), 3 files (6 B), 1 object, 0 views: all well, in <duration>
