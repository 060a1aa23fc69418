A store that is as it was recorded:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ sizes() { sed -E 's/[0-9.]+ (B|kB)/<size>/g'; }
  $ tiny_project && run_tiny
  $ cairn verify | normalise | sizes
  4 runs, 20 files (<size>), 2 objects, 21 views: all well, in <duration>; bytes were not read (--deep reads them)
  $ cairn verify --deep | normalise | sizes
  4 runs, 20 files (<size>), 2 objects, 21 views: all well, in <duration>
  $ cairn verify --deep 7tht4c | normalise | sizes
  1 run, 5 files (<size>), 2 objects, 4 views: all well, in <duration>

The catalog and the times of files are no proof of anything; a byte that changed under the same size and time is found.

  $ file=$(echo results/*/corn/PLS5_*/weights.txt)
  $ cp -p $file before && printf W | dd of=$file conv=notrunc status=none && touch -r before $file
  $ rm .cairn/catalog.db
  $ cairn verify --deep >found
  [1]
  $ normalise <found | sizes
  bytes: results/<date>_tiny/corn/PLS5_28ef02/weights.txt: it holds other bytes than were recorded
  4 runs, 20 files (<size>), 2 objects, 21 views: 1 damage, in <duration>

Files that went, came or were cut:

  $ rm results/*/wheat/PLS2_*/weights.txt
  $ truncate -s 3 results/*/wheat/PLS5_*/weights.txt
  $ echo mine >results/$(ls results)/corn/PLS2_d27e47/mine.txt
  $ echo '# edited' >>results/$(ls results)/RUN.yaml
  $ cairn verify | normalise | sizes
  view: results/<date>_tiny/RUN.yaml: it does not say what the records say
      cairn render (what was typed into it is kept)
  foreign: results/<date>_tiny/corn/PLS2_d27e47/mine.txt: no record knows it: it came after the run had ended
      move it elsewhere, if it shall be kept
  missing: results/<date>_tiny/wheat/PLS2_d27e47/weights.txt: a record names it, and it is not there
  size: results/<date>_tiny/wheat/PLS5_28ef02/weights.txt: it has 3 bytes, recorded are 19
  4 runs, 20 files (<size>), 2 objects, 21 views: 4 damages, in <duration>; bytes were not read (--deep reads them)
  $ cairn verify --csv | normalise
  kind,path,run,message,damage,repaired,hint
  view,results/<date>_tiny/RUN.yaml,,it does not say what the records say,true,false,cairn render (what was typed into it is kept)
  foreign,results/<date>_tiny/corn/PLS2_d27e47/mine.txt,,no record knows it: it came after the run had ended,true,false,"move it elsewhere, if it shall be kept"
  missing,results/<date>_tiny/wheat/PLS2_d27e47/weights.txt,<id>,"a record names it, and it is not there",true,false,
  size,results/<date>_tiny/wheat/PLS5_28ef02/weights.txt,<id>,"it has 3 bytes, recorded are 19",true,false,
  $ cairn verify --jsonl | grep foreign | normalise
  {"kind":"foreign","path":"results/<date>_tiny/corn/PLS2_d27e47/mine.txt","run":null,"message":"no record knows it: it came after the run had ended","damage":true,"repaired":false,"hint":"move it elsewhere, if it shall be kept"}
  $ cairn verify --md | tail -n 3 | normalise | sizes
  | size | results/<date>_tiny/wheat/PLS5_28ef02/weights.txt | <id> | it has 3 bytes, recorded are 19 | true | false | - |
  
  4 runs, 20 files (<size>), 2 objects, 21 views: 4 damages, in <duration>; bytes were not read (--deep reads them)
  $ cairn verify results/*/corn | normalise | sizes
  foreign: results/<date>_tiny/corn/PLS2_d27e47/mine.txt: no record knows it: it came after the run had ended
      move it elsewhere, if it shall be kept
  2 runs, 10 files (<size>), 2 objects, 8 views: 1 damage, in <duration>; not compared: 2 views that can show runs of other folders (cairn verify compares all); bytes were not read (--deep reads them)
  $ cairn verify data | normalise
  cairn: note: no run lies in 'data'
  0 runs, 0 files (0 B), 0 objects, 0 views: all well, in <duration>; bytes were not read (--deep reads them)
  $ cairn verify nothing 2>&1
  cairn: error: there is no run 'nothing'
    hint: list them with: cairn ls
  [3]

What exists elsewhere in the store is restored from there; the damaged bytes are kept. All else stays as it is.

  $ cairn render >/dev/null && rm results/*/corn/PLS2_*/mine.txt results/*/RUN.yaml.edited
  $ cp -a results/*/corn/PLS5_* copy && cp before copy/weights.txt && mv copy results/$(ls results)/corn/PLS5_28ef02~copy
  $ cairn verify --deep --repair | normalise | sizes
  repaired bytes: results/<date>_tiny/corn/PLS5_28ef02/weights.txt: it holds other bytes than were recorded; restored from results/<date>_tiny/corn/PLS5_28ef02~copy/weights.txt
  view: results/<date>_tiny/corn/PLS5_28ef02~copy/PIPELINE.yaml: it does not say what the records say
      cairn render (what was typed into it is kept)
  missing: results/<date>_tiny/wheat/PLS2_d27e47/weights.txt: a record names it, and it is not there
  size: results/<date>_tiny/wheat/PLS5_28ef02/weights.txt: it has 3 bytes, recorded are 19
  5 runs, 25 files (<size>), 2 objects, 25 views: 3 damages, 1 repaired, in <duration>
  $ cmp before $file && cat .cairn/damaged/*/$file
  Weights of corn 5
  $ cairn verify --deep --json 7tht4c | grep -vE 'seconds|bytes'
  {
    "format": 1,
    "deep": true,
    "runs": 1,
    "trashed": 0,
    "files": 5,
    "objects": 2,
    "views": 4,
    "views_behind": 0,
    "views_not_compared": 0,
    "damages": 0,
    "findings": [],
  }

While a cairn is at work its views are behind its records for some seconds, which is no damage:

  $ cd .. && mkdir at_work && cd at_work
  $ cat >cairn.yaml <<'YAML'
  > stages:
  >   first: {matrix: {n: [1, 2, 3]}, cmd: "echo {n}"}
  >   last: {needs: {all: {stage: first, by: []}}, cmd: "cairn verify | sed 's/ in [0-9].*//' >{outs.said}", outs: {said: said.txt}}
  > YAML
  $ cairn run -q -j1 && sed 's/([^)]* behind/(some behind/' results/*/*/last_*/said.txt
  3 runs, 3 files (6 B), 1 object, 4 views (some behind: a cairn is at work): all well,
  $ cairn verify | sed 's/ in [0-9].*//' | sizes
  4 runs, 4 files (<size>), 1 object, 5 views: all well,

Texts of provenance that did not come along with a copy of the results are told, and are no damage; one that holds
other bytes is:

  $ mkdir ../fresh ../copied && cd ../fresh && tiny_project && run_tiny
  $ cp -r results cairn.yaml ../../copied && cd ../../copied && cairn render >/dev/null
  $ plain() { normalise | sizes | sed 's#objects/../#objects/#' | sort; }
  $ cairn verify | plain
  4 runs, 20 files (<size>), 2 objects, 21 views: all well, 2 notices, in <duration>; bytes were not read (--deep reads them)
  provenance: .cairn/objects/<digest>: the environment of these 4 runs did not come along, or was removed
  provenance: .cairn/objects/<digest>: the source 'fit.sh' of these 4 runs did not come along, or was removed
  $ cairn verify --json | python3 -c 'import json,sys; print(*[(f["kind"], f["damage"]) for f in json.load(sys.stdin)["findings"]])'
  ('provenance', False) ('provenance', False)
  $ cp -r ../fresh/tiny/.cairn/objects .cairn && object=$(grep -l fitting .cairn/objects/*/*)
  $ chmod u+w $object && echo more >>$object && cairn verify --deep | plain
  4 runs, 20 files (<size>), 2 objects, 21 views: 1 damage, in <duration>
  object: .cairn/objects/<digest>: it holds other bytes than its name says (the record of <id> names it: source:fit.sh)

Of places in each other the outer one is looked at, whatever lies beside them:

  $ cd .. && mkdir nested && cd nested
  $ cat >nested.yaml <<'YAML'
  > layout: nested
  > root: results
  > default_kind: outer
  > fields: {outer: name, n: name}
  > kinds:
  >   outer: {path: "{outer}"}
  >   inner: {in: outer, child: false, path: "in{n}"}
  > YAML
  $ cat >cairn.yaml <<'YAML'
  > layout: nested.yaml
  > stages:
  >   first: {kind: outer, matrix: {outer: [m, m-x]}, cmd: echo}
  >   second: {kind: inner, params: {outer: m, n: 1}, cmd: echo}
  > YAML
  $ cairn run -q && find results -name .run | sort
  results/m-x/.run
  results/m/.run
  results/m/in1/.run
  $ said() { cairn verify "$@" | sed 's/ in [0-9].*//'; }
  $ said results/m results/m-x results/m/in1
  3 runs, 3 files (3 B), 1 object, 0 views: all well,
  $ said results/m/in1 results/m-x
  2 runs, 2 files (2 B), 1 object, 0 views: all well,

They go to the archive and to the trash with the run whose folder they lie in, and come back with it:

  $ cairn archive --where "id != ''" --yes | normalise | sed 's/: .*//; s/  <duration> old//; s/2[0-9-]*_/<month>_/'
  3 runs go to the archive
    results/m  2 runs
      to results/archive/<month>_run_001/m
    results/m-x  run <id>
      to results/archive/<month>_run_001/m-x
  moved to the archive; back with
  $ cairn restore results/archive | normalise
  restored 2 runs to results/m
  restored <id> to results/m-x
  $ cairn clean --where "id != ''" --yes | normalise | sed 's/: .*//; s/  <duration> old//'
  3 runs go
    results/m  2 runs
    <id>  results/m-x
  moved to the trash, 2 entries; back with
  $ said
  3 runs (3 in the trash), 3 files (3 B), 1 object, 0 views: all well,
  $ cairn restore results/m | normalise; cairn restore results/m-x | normalise; said
  restored 2 runs to results/m
  restored <id> to results/m-x
  3 runs, 3 files (3 B), 1 object, 0 views: all well,
  $ sed -i 's/^root: .*/root: ./' nested.yaml && mv results/* . && said . m/in1 m
  3 runs, 3 files (3 B), 1 object, 0 views: all well,

A run that is made again since somebody wrote into its files, or removed one, is known so in the trash; what happens to it there is damage:

  $ dated() { normalise | sed 's#trash/[0-9-]*#trash/<when>-#'; }
  $ mkdir ../written && cd ../written && cat > cairn.yaml <<'YAML'
  > project: written
  > layout: flat
  > stages:
  >   fit: {cmd: "echo model > {run}/model; echo plot > {run}/plot", outs: {model: model, plot: plot}}
  > YAML
  $ cairn run -q && echo by hand >> $(echo results/*)/model && rm results/*/plot && said | dated
  size: results/fit-<id>/model: it has 14 bytes, recorded are 6
  missing: results/fit-<id>/plot: a record names it, and it is not there
  1 run, 2 files (11 B), 1 object, 0 views: 2 damages,
  $ cairn run 2>&1 | normalise
  1 run: 1 stale
  Ran 1 job in <duration>: 1 finished.
  Results: results
  $ said | dated; cairn verify --deep --json | grep -E '"(kind|damage|damages)"'
  edited: .cairn/trash/<when>-<id>/run/model: it had been changed before it came here (replaced by attempt 2)
  edited: .cairn/trash/<when>-<id>/run/plot: it was gone before it came here (replaced by attempt 2)
  2 runs (1 in the trash), 4 files (22 B), 1 object, 0 views: all well, 2 notices,
    "damages": 0,
        "kind": "edited",
        "damage": false,
        "kind": "edited",
        "damage": false,
  $ cairn verify --repair | dated
  edited: .cairn/trash/<when>-<id>/run/model: it had been changed before it came here (replaced by attempt 2)
  edited: .cairn/trash/<when>-<id>/run/plot: it was gone before it came here (replaced by attempt 2)
  2 runs (1 in the trash), 4 files (22 B), 1 object, 0 views: all well, 2 notices, in <duration>; bytes were not read (--deep reads them)
  $ cat .cairn/trash/*/run/model; sed -n '/changed/,$p' .cairn/trash/*/entry.json
  model
  by hand
    "changed": [
      {
        "path": "model",
        "size": 14,
        "sha256": "871a8cd08edeeb1bae628d378b1494b6e88c428d3fd44359cb395e1f4228033a"
      },
      {
        "path": "plot",
        "sha256": null
      }
    ]
  }
  $ sed -i s/hand/HAND/ .cairn/trash/*/run/model && said | dated; cairn verify --deep | dated
  edited: .cairn/trash/<when>-<id>/run/model: it had been changed before it came here (replaced by attempt 2)
  edited: .cairn/trash/<when>-<id>/run/plot: it was gone before it came here (replaced by attempt 2)
  2 runs (1 in the trash), 4 files (22 B), 1 object, 0 views: all well, 2 notices,
  bytes: .cairn/trash/<when>-<id>/run/model: it holds other bytes than were recorded; it had been changed before it came here, and again since
  edited: .cairn/trash/<when>-<id>/run/plot: it was gone before it came here (replaced by attempt 2)
  2 runs (1 in the trash), 4 files (22 B), 1 object, 0 views: 1 damage, 1 notice, in <duration>
  $ rm .cairn/trash/*/run/model && echo plot > $(echo .cairn/trash/*/run)/plot && said | dated
  missing: .cairn/trash/<when>-<id>/run/model: a record names it, and it is not there; it had been changed before it came here, and again since
  2 runs (1 in the trash), 4 files (22 B), 1 object, 0 views: 1 damage,

Views that the layout makes otherwise now, as after an update of cairn, are named with what makes them anew:

  $ mkdir ../updated && cd ../updated
  $ printf 'layout: own\nkinds: {fit: {path: "{name}", documents: {T.json: t}}}\ncontents: {t: {name: run.name}}\n' >own.yaml
  $ printf 'layout: own.yaml\nstages: {fit: {cmd: "true"}}\n' >cairn.yaml
  $ cairn run -q && sed -i 's/{name: run.name}/{called: run.name}/' own.yaml && said
  view: results/fit/T.json: it does not say what the records say
      cairn render (what was typed into it is kept)
  1 run, 0 files (0 B), 1 object, 1 view: 1 damage,
  $ cairn render | sed 's/, in .*//' && said
  1 written, 0 unchanged
  1 run, 0 files (0 B), 1 object, 1 view: all well,

Two projects that were laid over each other leave events files of other attempts, which no run settles:

  $ cd .. && mkdir merged && cd merged
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages: {s: {cmd: "cairn log metric loss 2 --step 1; cairn log metric loss 1 --step 2"}}
  > YAML
  $ cairn run -q && events=$(echo results/*/.run/*.1.events.jsonl) && cp $events ../first
  $ cairn run -q --force && cp ../first $events && cairn verify | normalise | sizes
  foreign: results/s-<id>/.run/<id>.1.events.jsonl: the record beside it is of attempt 2, not 1
      move it elsewhere, if it shall be kept
  2 runs (1 in the trash), 2 files (<size>), 1 object, 0 views: 1 damage, in <duration>; bytes were not read (--deep reads them)
