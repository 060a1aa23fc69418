A package from another project.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ export USER=ana
  $ plain() { normalise | sed -E 's/ *\b[0-9.]+ k?B\b/ <size>/g'; }
  $ tiny_project && run_tiny
  $ cairn note o2a5oj 'for the report' && cairn pin o2a5oj
  noted on o2a5oj (PLS2)
  pinned o2a5oj (PLS2)
  $ cairn export o2a5oj -o ../one.zip >/dev/null && cairn export tiny --complete -o ../all.zip >/dev/null
  $ cp -r ../tiny ../twin && mkdir ../lab && cp cairn.yaml ../lab/ && cd ../lab
  $ cairn import ../one.zip -n 2>&1 | plain
  would import 1 run from one.zip (6 files, <size>)
    o2a5oj  results/<date>_tiny/corn/PLS2_d27e47  (1 file not in the package)
  $ ls
  cairn.yaml
  $ cairn import ../one.zip 2>&1 | plain
  imported 1 run from one.zip (6 files, <size>)
    <id>  results/<date>_tiny/corn/PLS2_d27e47  (1 file not in the package)
  $ cairn ls --columns name,dataset,status,val.rmse
  name  dataset  status    val.rmse
  PLS2  corn     finished    0.4200
  $ cairn show o2a5oj | grep notes
    notes       for the report
  $ cairn cat o2a5oj source:fit.sh | head -2
  set -e
  dataset=$1 n=$2 out=$3
  $ diff -r ../tiny/results/*/corn/PLS2_* results/*/corn/PLS2_* | normalise
  Only in results/<date>_tiny/corn/PLS2_d27e47/.run: <id>.imported.json
  Only in ../tiny/results/<date>_tiny/corn/PLS2_d27e47/logs: console.log
  $ cat results/*/corn/PLS2_*/.run/o2a5oj.imported.json | normalise
  {
    "format": 1,
    "package": "one.zip",
    "exported_by": "ana",
    "imported": "<datetime>",
    "left_out": [
      "logs/console.log"
    ],
    "objects": [
      "<digest>",
      "<digest>"
    ]
  }
  $ cairn import ../one.zip 2>&1 | plain
  already present: 1 run
    <id>  results/<date>_tiny/corn/PLS2_d27e47  (1 file not in the package)
  $ cairn import ../all.zip 2>&1 | plain
  cairn: error: run <id> is here with fewer of its files (in results/<date>_tiny/corn/PLS2_d27e47)
    hint: --replace takes that of the package; what is here goes to the trash
  $ cairn ls --columns name,dataset --sort name
  name  dataset
  PLS2  corn
  $ cairn reindex | normalise
  1 run, 0 copies, 0 problems, in <duration>

A run that is here in another state:

  $ cd ../twin && cairn unpin o2a5oj && cairn run --force -q -e tiny fit dataset=corn n=2 && cairn export o2a5oj -o ../other.zip >/dev/null && cd ../lab
  let go o2a5oj (PLS2)
  $ cairn import ../other.zip 2>&1 | plain
  cairn: error: run <id> is here in another state (in results/<date>_tiny/corn/PLS2_d27e47)
    hint: --replace takes that of the package; what is here goes to the trash
  $ cairn import ../other.zip --replace 2>&1 | plain
  cairn: error: run <id> is pinned, so it is not replaced
    hint: let it go with: cairn unpin <id>
  $ cairn unpin o2a5oj
  let go o2a5oj (PLS2)
  $ cairn import ../other.zip --replace 2>&1 | plain
  imported 1 run from other.zip (6 files, <size>)
    <id>  results/<date>_tiny/corn/PLS2_d27e47  (what was here is in the trash)  (1 file not in the package)
  $ cairn show o2a5oj | grep notes
    notes       for the report
  $ ls .cairn/trash | wc -l
  1

Into a session, and where the layout has no place for it:

  $ mkdir ../flat && cd ../flat && sed 's/nirs4all/flat/' ../lab/cairn.yaml >cairn.yaml
  $ cairn import ../one.zip 2>&1 | plain
  imported 1 run from one.zip (6 files, <size>)
    <id>  results/PLS2_d27e47  (1 file not in the package)
  $ cairn import ../one.zip --to-run x 2>&1 | plain
  cairn: error: the layout 'flat' has no groups, so --to-run means nothing here
  $ mkdir ../lab2 && cp cairn.yaml ../lab2 && sed -i 's/flat/nirs4all/' ../lab2/cairn.yaml
  $ cairn import ../one.zip --to-project ../lab2 --to-run from_ana --json | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["runs"][0]["action"], d["runs"][0]["path"])' | normalise
  added results/<date>_from_ana/corn/PLS2_d27e47
  $ cairn import ../one.zip --to-project ../lab2 --to-run ''
  cairn: error: '' is no run or group
    hint: name it by id, name or path
  [2]
  $ cairn import ../one.zip --to-project ../lab2 --to-run ../evil
  cairn: error: there is no group '../evil'
    hint: a new one is made of a name, in which no '/' can stand
  [3]
  $ cairn import ../one.zip --to-project cairn.yaml
  cairn: error: there is no folder 'cairn.yaml'
    hint: --to-project takes the folder of a project, or one below it
  [3]
  $ cairn import ../one.zip --to-project ''
  cairn: error: there is no folder ''
    hint: --to-project takes the folder of a project, or one below it
  [3]
  $ cat ../lab2/results/*/RUN.yaml | normalise
  run_id: from_ana
  created: "<datetime>"
  description: ""
  datasets: [corn]
  pipelines: [PLS2_d27e47]
  best_pipeline: PLS2_d27e47
  best_overall:
    dataset: corn
    pipeline: PLS2_d27e47
    model_id: v2yhhy
    rmse: 0.42
  notes: ""
  tags: []
  total_size: 110 B

A folder that somebody zipped by hand:

  $ (cd ../tiny/results/*/wheat && zip -q -r ../../../../bare.zip PLS5_*)
  $ cairn import ../bare.zip --to-project ../lab2 2>&1 | plain
  imported 1 run from bare.zip (6 files, <size>)
    nuxjie  results/<date>_tiny/wheat/PLS5_28ef02
  $ (cd ../tiny/results/*/corn && zip -q -r ../../../../half.zip PLS5_* -x '*weights.txt')
  $ cairn import ../half.zip 2>&1 | plain
  cairn: error: half.zip: run 7tht4c: it lacks the file 'PLS5_28ef02/weights.txt'
    hint: nothing was imported: pack them again in their project, best with: cairn export RUN (zip leaves out links that lead nowhere; cairn verify names what is missing there)
  $ (cd ../tiny/results/*/corn && zip -q -r ../../../../less.zip . -x '*weights.txt')
  $ cairn import ../less.zip 2>&1 | plain | head -1
  cairn: error: less.zip: it lacks 2 files that the records of 2 runs name: 'PLS2_d27e47/weights.txt', 'PLS5_28ef02/weights.txt'
  $ find . -name 'PLS5_28ef02' -path '*corn*' | wc -l
  0

Artifacts may be links to objects: zip follows them, but for -y:

  $ cp -rp ../tiny ../merged && (cd ../merged && cairn deduplicate --auto --link symlink >/dev/null && find results -type l | wc -l)
  4
  $ (cd ../merged/results/*/corn && zip -q -r ../../../../whole.zip PLS5_* && zip -q -y -r ../../../../links.zip PLS5_*)
  $ cairn import ../links.zip 2>&1 | plain
  cairn: error: links.zip: the entry 'PLS5_28ef02/models/waecpq/fold.txt' is a link, a device or a pipe, and only files are taken
    hint: pack it with: cairn export RUN; zip takes the files that links lead to without -y (--symlinks)
  $ cairn import ../whole.zip --to-project ../lab2 2>&1 | plain
  imported 1 run from whole.zip (6 files, <size>)
    7tht4c  results/<date>_tiny/corn/PLS5_28ef02

What is damaged changes nothing:

  $ head -c 2000 ../one.zip >../cut.zip
  $ cairn import ../cut.zip
  cairn: error: cut.zip: it has no end record: no zip file, cut off, or followed by other bytes
  [6]
  $ cairn import ../none.zip 2>&1 | plain
  cairn: error: there is no file '<tmp>/import.t/none.zip'
  $ cairn import ../all.zip --max-files 5
  cairn: error: all.zip: it has 54 entries, and 5 are taken
    hint: allow more of a package that you trust: --max-files N
  [2]
  $ ls -A .cairn
  catalog.db
  imports
  inflight
  journal
  locks
  objects
  roots

What was left out on purpose, or is no part of a zip made by hand, is no damage for ever:

  $ mkdir ../dirty ../clean && cd ../dirty && git init -q && git config user.email a@b && git config user.name a
  $ cat >cairn.yaml <<'YAML'
  > stages:
  >   a: {cmd: "echo 1 >{run}/o; echo said", outs: {o: o}}
  > YAML
  $ printf 'results/\n.cairn/\n' >.gitignore && git add -A && git commit -qm x && echo '# edit' >>cairn.yaml
  $ cairn run -q && cairn export latest -o ../dirty.zip >/dev/null && cp cairn.yaml ../clean && cd ../clean
  $ cairn import ../dirty.zip >/dev/null && cairn verify | plain
  1 run, 1 file ( <size>), 1 object, 2 views: all well, in <duration>; bytes were not read (--deep reads them)

A file that was left out and is brought by hand is the one that the record names, or it is not:

  $ logs=$(echo results/*/all/a_*)/logs && mkdir $logs && cp ../dirty/$logs/console.log $logs
  $ cairn verify --deep | plain
  1 run, 2 files ( <size>), 1 object, 2 views: all well, in <duration>
  $ echo SAID >$logs/console.log && cairn verify --deep | plain
  bytes: results/<date>_run_001/all/a_e64706/logs/console.log: it holds other bytes than were recorded
  1 run, 2 files ( <size>), 1 object, 2 views: 1 damage, in <duration>

A zip made by hand has none of the texts:

  $ mkdir ../by_hand && cp cairn.yaml ../by_hand && cd ../by_hand
  $ (cd ../dirty/results/*/*/ && zip -q -r ../../../../by_hand.zip *) && cairn import ../by_hand.zip >/dev/null && cairn verify | plain
  1 run, 2 files ( <size>), 0 objects, 2 views: all well, in <duration>; bytes were not read (--deep reads them)
