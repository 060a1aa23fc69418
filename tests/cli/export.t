A run becomes a zip that stands for itself.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ export USER=ana
  $ plain() { normalise | sed -E 's/ *\b[0-9.]+ k?B\b/ <size>/g'; }
  $ tiny_project && run_tiny
  $ cairn export o2a5oj -n | plain
   <size>  EXPORT.yaml
   <size>  PACKAGE.json
   <size>  README.md
   <size>  SHA256SUMS
   <size>  index.html
   <size>  .run/<id>.1.events.jsonl
   <size>  .run/<id>.json
   <size>  PIPELINE.yaml
   <size>  SCORES.yaml
   <size>  logs/timing.yaml
   <size>  models/v2yhhy/MANIFEST.yaml
   <size>  models/v2yhhy/fold.txt
   <size>  provenance/environment.json
   <size>  provenance/sources/fit.sh
   <size>  scores.json
   <size>  weights.txt
  PLS2_d27e47_all_export.zip: 1 run, 16 files, <size> (not written)
    left out: 1 file; --complete takes all
  $ cairn export o2a5oj | plain
  PLS2_d27e47_all_export.zip: 1 run, 16 files, <size> in <size>
    left out: 1 file; --complete takes all
  $ mkdir ../alone && unzip -q PLS2_*_all_export.zip -d ../alone
  $ (cd ../alone && sha256sum --quiet -c SHA256SUMS && cat EXPORT.yaml) | normalise
  exported_from: <date>_tiny
  original_path: results/<date>_tiny/corn/PLS2_d27e47
  exported_by: ana
  export_date: "<datetime>"
  cairn_version: "0.1.0"
  project: tiny
  dataset: corn
  pipeline: PLS2_d27e47
  model_id: all
  variant: export
  runs:
    - id: <id>
      name: PLS2
      status: finished
      folder: .
      original_path: results/<date>_tiny/corn/PLS2_d27e47
  $ cat ../alone/weights.txt ../alone/models/*/fold.txt
  weights of corn 2
  fold of corn
  $ grep -c '<script' ../alone/index.html
  0
  [1]
  $ sed -n 's/.*<title>\(.*\)<.title>.*/\1/p' ../alone/index.html | normalise
  <date>_tiny
  $ head -3 ../alone/README.md | normalise
  # <date>\_tiny
  
  One run of the project tiny, packed by cairn 0.1.0.

Again it is there already, and the same runs give the same bytes:

  $ cairn export o2a5oj
  cairn: error: 'PLS2_d27e47_all_export.zip' is there already
    hint: --force writes it anew; -o FILE gives the package another name
  [4]
  $ cp PLS2_*.zip first.zip && touch results/*/corn/PLS2_*/weights.txt
  $ TZ=Asia/Tokyo cairn export o2a5oj -o second.zip >/dev/null && cmp first.zip second.zip

One model, as small as it gets; the record names what is left out:

  $ cairn export o2a5oj --model best --minimal | plain
  PLS2_d27e47_v2yhhy_minimal.zip: 1 run, 13 files, <size> in <size>
    left out: 2 files; --complete takes all
  $ unzip -Z1 PLS2_*_minimal.zip | grep -v '^\.run'
  EXPORT.yaml
  PACKAGE.json
  README.md
  SHA256SUMS
  index.html
  PIPELINE.yaml
  SCORES.yaml
  logs/timing.yaml
  models/v2yhhy/MANIFEST.yaml
  models/v2yhhy/fold.txt
  scores.json
  weights.txt
  $ cairn export o2a5oj --model fold7
  cairn: error: run o2a5oj has no model 'fold7'
    hint: it has: fold0
  [3]
  $ cairn export o2a5oj --minimal --complete
  cairn: error: --minimal and --complete exclude each other
  [2]

A session, a filter:

  $ cairn export results/*_tiny --complete | plain
  <date>_tiny_complete.zip: 4 runs, 53 files, <size> in <size>
  $ unzip -Z1 *_tiny_complete.zip | grep weights | normalise
  <date>_tiny/corn/PLS2_d27e47/weights.txt
  <date>_tiny/corn/PLS5_28ef02/weights.txt
  <date>_tiny/wheat/PLS2_d27e47/weights.txt
  <date>_tiny/wheat/PLS5_28ef02/weights.txt
  $ cairn export --where 'params.n = 2' --logs --json -o n2.zip | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["package"], [r["id"] for r in d["runs"]])'
  n2.zip ['o2a5oj', '88sca7']
  $ cairn export
  cairn: error: which runs?
    hint: name a run or a group, or choose them: cairn export --where 'val.rmse < 0.4'
  [2]
  $ cairn export nothing
  cairn: error: there is no run 'nothing'
    hint: list them with: cairn ls
  [3]

A file that was changed is not packed, and nothing is written:

  $ echo more >>results/*/wheat/PLS5_*/weights.txt
  $ cairn export --dataset wheat -o bad.zip 2>&1 | normalise
  cairn: error: 'results/<date>_tiny/wheat/PLS5_28ef02/weights.txt' is not what was recorded
    hint: nothing was written; bring the file back, or leave its run out
  $ ls bad.zip
  ls: cannot access 'bad.zip': No such file or directory
  [2]
  $ rm results/*/wheat/PLS5_*/weights.txt
  $ cairn export --dataset wheat -o bad.zip 2>&1 | normalise
  cairn: error: 'results/<date>_tiny/wheat/PLS5_28ef02/weights.txt' is gone from the disk
    hint: make it again with: cairn run; or leave run <id> out
  $ ls -A | grep tmp
  [1]

A link to an object becomes its bytes; any other link is refused:

  $ weights=$(echo results/*/corn/PLS2_*/weights.txt)
  $ hash=$(sha256sum "$weights" | cut -d' ' -f1)
  $ mkdir -p .cairn/objects/${hash:0:2} && mv "$weights" .cairn/objects/${hash:0:2}/$hash
  $ ln -s ../../../../.cairn/objects/${hash:0:2}/$hash "$weights"
  $ cairn export o2a5oj --resolve-artifacts -o third.zip >/dev/null && cmp first.zip third.zip
  $ ln -sf ../../../../fit.sh "$weights"
  $ cairn export o2a5oj -o fourth.zip 2>&1 | normalise
  cairn: error: 'results/<date>_tiny/corn/PLS2_d27e47/weights.txt' is a link, and not to the object that the record names

A session comes with what lies in it. Where it ranks runs of another one, which it reuses, that is said:

  $ mkdir ../reusing && cd ../reusing
  $ cat >cairn.yaml <<'YAML'
  > experiment: one
  > stages:
  >   fit: {matrix: {x: [1, 2, 3]}, cmd: "cairn log metric val.rmse 0.{x}"}
  > YAML
  $ cairn run -q && sed -i 's/one/two/; s/3\]/3, 4]/' cairn.yaml && cairn run -q
  $ cairn export results/*_two 2>&1 | cut -d, -f1,2 | normalise
  cairn: note: 3 runs that are ranked there lie in another session and stay out; to take them along, name as well: results/<date>_one
  fit_815c3f_all_export.zip: 1 run, 9 files
  $ cairn export two -o bad.zip --where 'x in (3, 4)' 2>&1 | cut -d, -f1,2 | normalise
  cairn: note: 1 run that is ranked there lies in another session and stays out; to take it along, name as well: results/<date>_one
  bad.zip: 1 run, 9 files
  $ cairn export results/*_one results/*_two -o all.zip | cut -d, -f1
  all.zip: 4 runs
