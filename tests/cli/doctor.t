A project that is well:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn doctor | sed 's/file system .*/file system …/' | normalise
  fine     clock          agrees with the file system
  fine     file system …
  fine     locks          work, and none is held
  fine     records        4 records read
  fine     leftovers      none
  fine     links          none leads nowhere
  fine     index          has all 4 of the runs
  fine     lost runs      none
  fine     adopted trees  none
  fine     damaged files  none is kept

What a crash leaves, with the command that helps:

  $ touch -d 2020-01-01 results/.cairn-tmp-99999999-0
  $ ln -s nowhere "$(ls -d results/*/corn/PLS2_*)/link"
  $ truncate -s 50 results/*/corn/PLS5_*/.run/??????.json
  $ rm .cairn/catalog.db
  $ cairn doctor >found
  [1]
  $ cairn doctor --csv | grep -v '^file system' | sed 's/: not a record.*/: …"/' | normalise
  check,level,text,command
  clock,fine,agrees with the file system,
  locks,fine,"work, and none is held",
  records,problem,1 record cannot be read: <here>/results/<date>_tiny/corn/PLS5_28ef02/.run/<id>.json: …"
  leftovers,fine,none,
  links,problem,1 link leads nowhere: results/<date>_tiny/corn/PLS2_d27e47/link,cairn verify --deep --repair
  index,notice,the catalog is behind; the next command brings it up to date,cairn ls
  lost runs,fine,none,
  adopted trees,fine,none,
  damaged files,fine,none is kept,
  $ cairn doctor --jsonl | grep index
  {"check":"index","level":"notice","text":"the catalog is behind; the next command brings it up to date","command":"cairn ls"}
  $ sed 's/file system .*/file system …/; s/: not a record.*/: …/' found | normalise
  fine     clock          agrees with the file system
  fine     file system …
  fine     locks          work, and none is held
  problem  records        1 record cannot be read: <here>/results/<date>_tiny/corn/PLS5_28ef02/.run/<id>.json: …
                          cairn verify
  notice   leftovers      1 file never finished
                          cairn doctor --fix
  problem  links          1 link leads nowhere: results/<date>_tiny/corn/PLS2_d27e47/link
                          cairn verify --deep --repair
  notice   index          there is no catalog; the next command makes it
                          cairn ls
  fine     lost runs      none
  fine     adopted trees  none
  fine     damaged files  none is kept
  $ cairn doctor --fix | grep leftovers
  fine     leftovers      none
  $ ls -A results | grep tmp
  [1]

A job may call its files as it likes. What a record names is no leftover, and neither is what lies in the folder of a
run whose record cannot be read:

  $ cd .. && mkdir names && cd names
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   s:
  >     matrix: {n: [1, 2]}
  >     cmd: "mkdir {run}/d; echo precious | tee {run}/.cairn-tmp-data > {run}/d/.cairn-tmp-1-0; touch -d 2020-01-01 {run}/.cairn-tmp-data {run}/d/.cairn-tmp-1-0"
  > YAML
  $ cairn run -q && cairn verify --deep | normalise
  2 runs, 4 files (36 B), 1 object, 0 views: all well, in <duration>
  $ touch -d 2020-01-01 results/.cairn-tmp-99999999-0
  $ truncate -s 50 "$(ls results/*/.run/??????.json | head -1)"
  $ cairn doctor --fix | grep leftovers
  fine     leftovers      removed 1 file that were never finished; 2 of runs that no record tells about
  $ cairn reindex >/dev/null 2>&1; cairn verify | grep -c 'never finished'
  0
  [1]
  $ find results -name '.cairn-tmp-*' | wc -l
  4

A run that was lost is done again by its id, be it in the matrix or not:

  $ mkdir ../lost && cd ../lost && cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages: {nap: {params: {i: {type: int, default: 1}}, cmd: "touch started; test -e again || sleep 30"}}
  > YAML
  $ ( cairn run i=7 & while ! test -e started; do sleep 0.02; done; kill -9 $!; wait ) >/dev/null 2>&1
  $ touch again; cairn doctor | grep -A 1 'lost runs' | normalise
  problem  lost runs      1 run began and never ended: 93vn00
                          again: cairn rerun 93vn00; what it left: cairn ls --status lost
  $ sh -c "$(cairn doctor | sed -n 's/^ *again: \(.*\); what it left.*/\1/p')" 2>/dev/null | normalise
  Ran 1 job in <duration>: 1 finished.
  Results: results
  $ cairn doctor | grep 'lost runs'
  fine     lost runs      none

A link that the layout makes and that leads to the folder of another run opens what is not meant by its name. It is told,
and made anew; what is no link stays:

  $ mkdir named && cd named
  $ cat > cairn.yaml <<'YAML'
  > project: named
  > layout: dynvision
  > datasets: {d: {version: 1}}
  > stages: {init: {kind: model, params: {model: N, act: {type: string}, seed: {type: int}}, matrix: {dataset: [d], act: [relu, tanh], seed: [7]}, cmd: "touch {run}/init.pt", outs: {w: init.pt}}}
  > YAML
  $ cairn run -q && link=$(find models -lname '*relu*') && cairn verify | cut -d, -f1-4 | normalise && echo $link
  2 runs, 2 files (0 B), 1 object, 4 views: all well
  models/N:hash=0dac287a
  $ ln -sfn N:act=tanh_7 $link && cairn verify --deep | head -2
  view: models/N:hash=0dac287a: it leads to 'N:act=tanh_7', and is to lead to 'N:act=relu_7'
      cairn doctor --fix
  $ cairn doctor | grep -A1 '  links '
  problem  links          1 link of the layout is wrong: models/N:hash=0dac287a: it leads to 'N:act=tanh_7', and is to lead to 'N:act=relu_7'
                          cairn doctor --fix
  $ cairn doctor --fix | grep '  links ' && readlink $link
  fine     links          made 1 link anew; none leads nowhere
  N:act=relu_7
  $ ln -sfn N:act=tanh_7 $link && cairn render | cut -d' ' -f1-4 && readlink $link
  0 written, 2 unchanged,
  N:act=relu_7
  $ ln -sfn nowhere $link && cairn doctor --fix | grep '  links ' && readlink $link
  fine     links          made 1 link anew; none leads nowhere
  N:act=relu_7
  $ rm $link && echo mine > $link && cairn doctor --fix | grep -A1 '  links ' && cat $link
  problem  links          1 link of the layout is wrong: models/N:hash=0dac287a: here is to be a link to 'N:act=relu_7'
                          put what lies there elsewhere, then cairn render
  mine
  $ rm $link && cairn doctor --fix | grep '  links ' && readlink $link
  fine     links          made 1 link anew; none leads nowhere
  N:act=relu_7

What a link says on the disk is not believed: its name means the run that bears it, be the link bent, dangling or gone.

  $ cairn doctor --fix | grep '  links ' && cairn path --relative $link/d/init.pt && cairn ls $link --columns act
  fine     links          none leads nowhere
  models/N:act=relu_7/d
  act
  relu
  $ ln -sfn N:act=tanh_7 $link && cairn path --relative $link/d/init.pt
  models/N:act=relu_7/d
  $ ln -s "$PWD" ../way && cairn path --relative ../way/$link/d/init.pt; rm ../way
  models/N:act=relu_7/d
  $ cairn tag $link/d/init.pt best=1; cairn ls --where tags.best=1 --columns act; cairn ls $link --columns act
  tagged avms1e (init): best=1
  act
  relu
  act
  relu
  $ cairn show $link/d --json | grep -o '"act": *"[a-z]*"'; cairn note $link/d 'of relu'; cairn ls --where "notes = 'of relu'" --columns act
  "act": "relu"
  noted on avms1e (init)
  act
  relu
  $ ln -sfn nowhere $link && cairn path --relative $link/d/init.pt && rm $link && cairn path --relative $link/d/init.pt
  models/N:act=relu_7/d
  models/N:act=relu_7/d

Of two folders that bear the name with the same right the first stays, and render tells of the other:

  $ mkdir two && cd two
  $ printf 'layout: two\nroot: out\nfields: {a: int, b: int}\nkinds: {fit: {path: "{a}_{b}", links: {"by/{a}": "."}}}\n' > two.yaml
  $ printf 'layout: two.yaml\nstages: {fit: {params: {a: 1, b: {type: int}}, matrix: {b: [1, 2]}, cmd: "true"}}\n' > cairn.yaml
  $ cairn run -q 2>&1; cairn render 2>&1 >/dev/null; readlink out/by/1
  cairn: warning: out/by/1: the name stands for two folders, 'out/1_1' and 'out/1_2'; the link leads to the first
  cairn: warning: out/by/1: the name stands for two folders, 'out/1_1' and 'out/1_2'; the link leads to the first
  ../1_1
  $ cairn verify | head -1 | cut -d, -f-4 && cairn doctor | grep '  links '
  2 runs, 0 files (0 B), 1 object, 1 view: all well
  notice   links          1 name of the layout stands for several folders: out/by/1: '../1_1', '../1_2'
  $ ln -sfn ../.. out/by/1 && cairn doctor --fix | grep '  links ' && readlink out/by/1 && cd ..
  notice   links          made 1 link anew; 1 name of the layout stands for several folders: out/by/1: '../1_1', '../1_2'
  ../1_1

Two networks may have one hash. Nobody is led to the first of them: its name is that of both, wherever the link leads.

  $ mkdir both && cd both
  $ cat > cairn.yaml <<'YAML'
  > project: both
  > layout: dynvision
  > datasets: {d: {version: 1}}
  > stages: {train: {kind: model, params: {model: Net, w: {type: int}, seed: 1}, matrix: {dataset: [d], w: [38433, 118785]}, cmd: "touch {run}/trained.pt", outs: {w: trained.pt}}}
  > YAML
  $ cairn run -q 2>/dev/null; ls models
  Net:hash=ac8d8de9
  Net:w=118785_1
  Net:w=38433_1
  $ cairn path models/Net:hash=ac8d8de9/d/trained.pt
  cairn: error: 'models/Net:hash=ac8d8de9' is the name of 2 folders:
    models/Net:w=118785_1
    models/Net:w=38433_1
    hint: type the path of one of them, or an id
  [4]
  $ cairn ls models/Net:hash=ac8d8de9
  cairn: error: 'models/Net:hash=ac8d8de9' is the name of 2 folders:
    models/Net:w=118785_1
    models/Net:w=38433_1
    hint: type the path of one of them, or an id
  [4]
  $ cairn tag models/Net:hash=ac8d8de9 best=1
  cairn: error: 'models/Net:hash=ac8d8de9' is the name of 2 folders:
    models/Net:w=118785_1
    models/Net:w=38433_1
    hint: type the path of one of them, or an id
  [4]
  $ cairn path --relative models/Net:w=38433_1/d/trained.pt
  models/Net:w=38433_1/d
  $ cairn doctor | grep -A1 '  links '; cd ..
  notice   links          1 name of the layout stands for several folders: models/Net:hash=ac8d8de9: 'Net:w=118785_1', 'Net:w=38433_1'
                          ask by id, or by the path of the folder

Links of a layout to runs that somebody removed go as well when views are made:

  $ mkdir gone && cd gone && cat >l.yaml <<'YAML'
  > layout: x
  > root: out
  > kinds: {run: {path: "all/{name}", links: {"by-id/{id}": "."}}}
  > YAML
  $ printf '%s\n' 'layout: l.yaml' 'stages: {fit: {name: "r{v}", matrix: {v: [3, 1, 2]}, cmd: "true"}}' > cairn.yaml
  $ cairn run -q && ln -s ../nowhere out/mine && rm -r out/all/r3
  $ cairn doctor | grep -A1 '  links '
  problem  links          2 links lead nowhere: out/mine
                          cairn doctor --fix
  $ cairn render >/dev/null; ls out/by-id | wc -l
  2
  $ rm -r out/all/r1 && cairn doctor --fix | grep -A1 '  links '
  problem  links          removed 1 link to what is gone; 1 link leads nowhere: out/mine
                          cairn verify --deep --repair
  $ ls out/by-id | wc -l
  1
  $ rm out/mine && cairn doctor | grep '  links ' && cd ..
  fine     links          none leads nowhere

On a disk that is full one check says so, and the others go on:

  $ full() { CAIRN_FAIL=file_write:$1:ENOSPC cairn doctor | head -4 | sed -E 's/tmp-[0-9]+/tmp-<n>/; s/; [0-9.]+ .B free/; <size> free/; s/(fine +file system ).*/\1…/; s/(problem +file system +)[^:]*/\1<type>/' | normalise; }
  $ for n in 1 4; do full $n; done
  problem  clock          cannot create '<here>/.cairn/.cairn-tmp-<n>-clock': No space left on device
                          free some disk, then run it again
  fine     file system …
  fine     locks          work, and none is held
  fine     clock          agrees with the file system
  problem  file system    <type>: cannot create '<here>/.cairn/.cairn-tmp-<n>-to': No space left on device; <size> free
                          make room: cairn analyze storage tells what takes it
  fine     locks          work, and none is held
  $ ls -A .cairn | grep tmp
  [1]
