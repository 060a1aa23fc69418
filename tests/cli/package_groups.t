A package of a session carries what the session is, not only its runs: its notes, its rollups, the pictures beside them.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ normal() { normalise | sed -E 's/[0-9.]+ kB/<size>/g'; }
  $ cairn note tiny "for the paper" >/dev/null
  $ session=$(basename results/*_tiny)
  $ mkdir results/$session/charts results/$session/corn/overview
  $ printf 'GIF89a' > results/$session/charts/all.gif
  $ echo 'corn is best' > results/$session/corn/overview/summary.txt
  $ echo 'a person named it so' > results/$session/charts/photo.edited.txt
  $ echo 'a view that was kept' > results/$session/RUN.yaml.edited.2
  $ cairn export tiny -o ../session.zip | normal
  ../session.zip: 4 runs, 52 files, <size> in <size>
    left out: 4 files; --complete takes all
  $ unzip -l ../session.zip | awk '{print $4}' | grep -v -E '/PLS|^provenance' | normal
  
  Name
  ----
  EXPORT.yaml
  PACKAGE.json
  README.md
  SHA256SUMS
  index.html
  <date>_tiny/.run/group.json
  <date>_tiny/RUN.yaml
  <date>_tiny/charts/all.gif
  <date>_tiny/charts/photo.edited.txt
  <date>_tiny/corn/COMPARISON.yaml
  <date>_tiny/corn/DATASET.yaml
  <date>_tiny/corn/overview/summary.txt
  <date>_tiny/wheat/COMPARISON.yaml
  <date>_tiny/wheat/DATASET.yaml
  
  
  $ mkdir ../unpacked && (cd ../unpacked && unzip -q ../session.zip && sha256sum --quiet -c SHA256SUMS && echo sums agree)
  sums agree
  $ sed -n '/^## Groups/,/^## Runs/p' ../unpacked/README.md | normal
  ## Groups
  
  ### <date>\_tiny
  
  A session in the folder `<date>_tiny`.
  
  a tiny experiment
  
  for the paper
  
  - `RUN.yaml`
  - `charts/all.gif`
  - `charts/photo.edited.txt`
  
  ### corn
  
  A dataset in the folder `<date>_tiny/corn`.
  
  - `COMPARISON.yaml`
  - `DATASET.yaml`
  - `overview/summary.txt`
  
  ### wheat
  
  A dataset in the folder `<date>_tiny/wheat`.
  
  - `COMPARISON.yaml`
  - `DATASET.yaml`
  
  ## Runs
  $ grep -c -E '<h2>.*_tiny</h2>|for the paper|all.gif|summary.txt' ../unpacked/index.html
  5
  $ python3 -c 'import json; d=json.load(open("../unpacked/PACKAGE.json")); print(d["format"], [g["group"] for g in d["groups"]])'
  2 ['session', 'dataset', 'dataset']

A part of the session is no session:

  $ cairn export tiny --dataset corn -o ../corn.zip --json | grep -E '"(group|path)"' | grep -v -E 'PLS|README|index|EXPORT|provenance' | normal
        "group": "dataset",
        "path": "results/<date>_tiny/corn",
        "path": "PACKAGE.json",
        "path": "SHA256SUMS",
        "path": "<date>_tiny/corn/COMPARISON.yaml",
        "path": "<date>_tiny/corn/DATASET.yaml",
        "path": "<date>_tiny/corn/overview/summary.txt",
  $ cairn export latest -o ../one.zip >/dev/null && unzip -p ../one.zip PACKAGE.json | grep format
  "format":1,

Import puts it all back, and makes the rollups anew:

  $ mkdir ../other && cp -r cairn.yaml fit.sh data ../other && cd ../other
  $ cairn import ../session.zip >said; normal <said
  imported 4 runs from session.zip (20 files, <size>)
    <id>  results/<date>_tiny/corn/PLS2_d27e47  (1 file not in the package)
    <id>  results/<date>_tiny/corn/PLS5_28ef02  (1 file not in the package)
    <id>  results/<date>_tiny/wheat/PLS2_d27e47  (1 file not in the package)
    <id>  results/<date>_tiny/wheat/PLS5_28ef02  (1 file not in the package)
  $ find results -type f ! -path '*/PLS*' | sort | normal
  results/<date>_tiny/.run/group.json
  results/<date>_tiny/RUN.yaml
  results/<date>_tiny/charts/all.gif
  results/<date>_tiny/charts/photo.edited.txt
  results/<date>_tiny/corn/COMPARISON.yaml
  results/<date>_tiny/corn/DATASET.yaml
  results/<date>_tiny/corn/overview/summary.txt
  results/<date>_tiny/wheat/COMPARISON.yaml
  results/<date>_tiny/wheat/DATASET.yaml
  $ diff <(cd results && sha256sum $session/RUN.yaml $session/corn/COMPARISON.yaml) <(cd ../tiny/results && sha256sum $session/RUN.yaml $session/corn/COMPARISON.yaml) && echo equal
  equal
  $ cairn verify --deep | normal
  4 runs, 16 files (<size>), 2 objects, 21 views: all well, in <duration>
  $ cairn render --json | grep -E 'written|problems'
    "written": 0,
    "problems": [],
  $ cairn import ../session.zip >said; normal <said
  already present: 4 runs
    <id>  results/<date>_tiny/corn/PLS2_d27e47  (1 file not in the package)
    <id>  results/<date>_tiny/corn/PLS5_28ef02  (1 file not in the package)
    <id>  results/<date>_tiny/wheat/PLS2_d27e47  (1 file not in the package)
    <id>  results/<date>_tiny/wheat/PLS5_28ef02  (1 file not in the package)

What is there already stays as it is:

  $ mkdir ../third && cp -r cairn.yaml fit.sh data ../third && cd ../third
  $ mkdir -p results/$session/charts && echo mine > results/$session/charts/all.gif
  $ cairn import ../session.zip >said; head -1 said | normal
  imported 4 runs from session.zip (20 files, <size>)
  $ cat results/$session/charts/all.gif
  mine

A session of another name has what was said of the one that it was:

  $ mkdir ../fourth && cp -r cairn.yaml fit.sh data ../fourth && cd ../fourth
  $ cairn import ../session.zip --to-run from_ana >said; head -1 said | normal
  imported 4 runs from session.zip (20 files, <size>)
  $ grep -E 'run_id|notes|description' results/*_from_ana/RUN.yaml
  run_id: from_ana
  description: a tiny experiment
  notes: for the paper
  $ find results -type f ! -path '*/PLS*' | sort | normal
  results/<date>_from_ana/.run/group.json
  results/<date>_from_ana/RUN.yaml
  results/<date>_from_ana/charts/all.gif
  results/<date>_from_ana/charts/photo.edited.txt
  results/<date>_from_ana/corn/COMPARISON.yaml
  results/<date>_from_ana/corn/DATASET.yaml
  results/<date>_from_ana/corn/overview/summary.txt
  results/<date>_from_ana/wheat/COMPARISON.yaml
  results/<date>_from_ana/wheat/DATASET.yaml
  $ cairn render --json | grep -E 'written|problems'
    "written": 0,
    "problems": [],
