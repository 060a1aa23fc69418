All that is known of one run:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ run=$(cairn id fit dataset=corn n=2)
  $ cairn show $run | sed -E 's/^  (host|cairn)  .*/  \1  <\1>/; s/[0-9.]* MB/<memory>/' | normalise | squeeze
   id <id>
   name PLS2
   status finished
   path results/<date>_tiny/corn/PLS2_d27e47
   stage fit
   kind pipeline
   experiment tiny
   dataset corn
   seed 1
   names d27e47 (nirs4all.pipeline@1), d27e47d5 (nirs4all.pipeline@1 in full)
   created <date> <time>
   duration <duration>
   size 110 B
   command sh fit.sh corn 2 <here>/results/<date>_tiny/corn/PLS2_d27e47
   log <here>/results/<date>_tiny/corn/PLS2_d27e47/logs/console.log
  
  Params
   n 2
  
  Metrics
   metric value first min max points
   loss 0.2500 0.5000 0.2500 0.5000 2
   test.rmse 0.4800 - - - 1
   val.rmse 0.4200 - - - 1
  
  Children
   id kind name val.rmse
   v2yhhy model fold0 0.4600
  
  Artifacts
   artifact role child size sha256
   logs/console.log log - 31 B 517f189ebc75
   models/v2yhhy/fold.txt model fold0 13 B 2232b8806690
   scores.json metrics - 48 B a4255c4fbf0f
   weights.txt weights - 18 B 3c5126825e16
  
  Steps
   step operator params started ended
   1 snv - - -
  
  Dataset corn
   samples 10
   features 3
  
  Attempts
   attempt ended as started duration cpu memory host why it ran
   1 finished, exit 0 <date> <time> <duration> <duration> - <host> it has never run
  
  Provenance
   host <host>
   sources fit.sh
   in <here>
   cairn <cairn>
  $ cairn show $run --jsonl | wc -l
  1
  $ cairn show $run --jsonl | jq -c '[.format, .run.status]'
  [1,"finished"]
  $ cairn show $run --json --jsonl
  cairn: error: --json and --jsonl exclude each other
    hint: give one of them
  [2]
  $ cairn show $run --json | python3 -c 'import json,sys; d=json.load(sys.stdin); r=d["run"]; print(d["format"], r["status"], r["metrics"], [c["name"] for c in r["children"]], [a["path"].split("/")[-1] for a in r["artifacts"]], r["steps"], r["attempts"][0]["exit_code"])'
  1 finished {'loss': 0.25, 'test.rmse': 0.48, 'val.rmse': 0.42} ['fold0'] ['console.log', 'fold.txt', 'scores.json', 'weights.txt'] [{'n': 1, 'op': 'snv'}] 0

A child of it:

  $ child=$(cairn ls results/*/corn/PLS2_* --children --columns id --csv | tail -n 1)
  $ cairn show $child | normalise | squeeze
   id v2yhhy
   name fold0
   kind model
   child of <id> PLS2
   path results/<date>_tiny/corn/PLS2_d27e47/models/v2yhhy
   size 13 B
  
  Metrics
   metric value
   val.rmse 0.4600
  
  Artifacts
   artifact role child size sha256
   models/v2yhhy/fold.txt model fold0 13 B 2232b8806690

A path inside the run names it too:

  $ (cd results/*/corn/PLS2_* && cairn show . | head -n 3 | normalise)
    id          <id>
    name        PLS2
    status      finished

What does not exist, and what has several meanings:

  $ cairn show nothing
  cairn: error: there is no run 'nothing'
    hint: list them with: cairn ls
  [3]
  $ cairn show PLS2 2>&1 | normalise
  cairn: error: 'PLS2' is the name of 2 runs:
    <id>  results/<date>_tiny/corn/PLS2_d27e47
    <id>  results/<date>_tiny/wheat/PLS2_d27e47
    hint: type an id or a path instead
  $ cairn show
  cairn: error: RUN is missing
    hint: for instance: cairn show latest
  [2]

A run whose folder was removed is no unknown one, and what was cleaned lies in the trash:

  $ mkdir ../removed && cd ../removed && . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ folder=$(cairn path 7tht4c --relative) && rm -r "$folder"
  $ cairn show 7tht4c 2>&1 | normalise
  cairn: error: run 7tht4c is gone: its folder 'results/<date>_tiny/corn/PLS5_28ef02' was removed or moved away
    hint: make it again with: cairn run; or put the folder back, and it is found
  $ cairn show "$folder" 2>&1 | head -n 1 | normalise
  cairn: error: run 7tht4c is gone: its folder 'results/<date>_tiny/corn/PLS5_28ef02' was removed or moved away
  $ cairn cat 7th scores.json 2>&1 | head -n 1 | normalise
  cairn: error: run 7tht4c is gone: its folder 'results/<date>_tiny/corn/PLS5_28ef02' was removed or moved away
  $ cairn clean o2a5oj --yes >/dev/null; cairn show o2a5oj
  cairn: error: run o2a5oj is no more; it is in the trash
    hint: bring it back with: cairn restore o2a5oj; make it anew with: cairn run
  [3]
  $ run_tiny && cairn run -q --force dataset=corn n=5 && rm -r "$folder" && cairn show 7tht4c
  cairn: error: run 7tht4c is no more; an earlier attempt is in the trash
    hint: bring it back with: cairn restore 7tht4c; make it anew with: cairn run
  [3]
  $ cairn show 8tht4c
  cairn: error: there is no run '8tht4c'
    hint: list them with: cairn ls
  [3]
