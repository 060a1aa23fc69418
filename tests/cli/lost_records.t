The folder of a run holds its files, and somebody deleted its `.run` (a synchronisation that leaves out what is hidden
does so). The catalog and the journal still know that a run lay there:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ plain() { normalise | sed -E 's/[0-9.]+ (B|kB)/<size>/g; s/, in <duration>.*//'; }
  $ tiny_project && run_tiny
  $ run=$(ls -d results/*/corn/PLS2_*) && cp -r $run/.run ../kept && rm -r $run/.run
  $ cairn verify | plain
  view: results/<date>_tiny/RUN.yaml: it does not say what the records say
      cairn render (what was typed into it is kept)
  view: results/<date>_tiny/corn/COMPARISON.yaml: it does not say what the records say
      cairn render (what was typed into it is kept)
  record: results/<date>_tiny/corn/PLS2_d27e47/.run: it is not there: run o2a5oj lay here
      bring it back from a copy of the store, or move the folder away
  3 runs, 15 files (<size>), 2 objects, 17 views: 3 damages
  $ cairn verify $run | plain
  record: results/<date>_tiny/corn/PLS2_d27e47/.run: it is not there: run o2a5oj lay here
      bring it back from a copy of the store, or move the folder away
  0 runs, 0 files (<size>), 0 objects, 0 views: 1 damage
  $ cairn ls 2>&1 | wc -l
  5
  $ cairn verify --json | grep "lay here" | plain
        "message": "it is not there: run o2a5oj lay here",
  $ rm .cairn/catalog.db && cairn verify | grep 'lay here' | plain
  record: results/<date>_tiny/corn/PLS2_d27e47/.run: it is not there: run o2a5oj lay here
  $ cairn doctor | grep -i records | plain
  problem  records        1 folder without a .run: results/<date>_tiny/corn/PLS2_d27e47
  $ cp -r ../kept $run/.run && cairn verify | plain
  4 runs, 20 files (<size>), 2 objects, 21 views: all well

So for a session, whose name and notes lie there:

  $ group=$(ls -d results/*) && mv $group/.run ../group && cairn verify | plain
  group: results/<date>_tiny/.run: it is not there, and the group was known by it
      bring it back from a copy of the store, or move the folder away
  view: results/<date>_tiny/RUN.yaml: it does not say what the records say
      cairn render (what was typed into it is kept)
  4 runs, 20 files (<size>), 2 objects, 21 views: 2 damages
  $ mv ../group $group/.run

A folder that was deleted as a whole, moved, cleaned, or put away is no loss:

  $ mv $run elsewhere && cairn verify | grep "lay here" | plain
  $ mv elsewhere results/elsewhere && mkdir $run && touch $run/notes && cairn verify | grep "lay here" | plain
  $ rm -r $run && mv results/elsewhere $run && cairn clean --yes $run >/dev/null && mkdir $run && touch $run/notes
  $ cairn verify | grep "lay here" | plain

So is a record alone that somebody deleted. Its run is shown no more, and is not one that never ended: the events file that
its commit kept tells, and where there is none the catalog, or the log. It is tried again only by who runs it:

  $ cd .. && rm -rf tiny && tiny_project flat && run_tiny && rm results/*/.run/nrsc8a.json
  $ gone() { grep -v '^     ' | grep -c "$1.json: it is not there"; }
  $ cairn verify | plain
  record: results/fit-nrsc8a/.run/nrsc8a.json: it is not there, and run nrsc8a has ended
      bring it back from a copy of the store
  3 runs, 15 files (<size>), 2 objects, 0 views: 1 damage
  $ cairn show nrsc8a 2>&1 | grep -v warning; cairn show results/fit-nrsc8a 2>&1 | grep error
  cairn: error: run nrsc8a is known no more: its folder is there, and its record 'results/fit-nrsc8a/.run/nrsc8a.json' is gone
    hint: cairn verify --repair looks for a copy of the record; cairn run makes the run again
  cairn: error: run nrsc8a is known no more: its folder is there, and its record 'results/fit-nrsc8a/.run/nrsc8a.json' is gone
  $ cairn ls --columns id,status 2>&1 | sort
  0xt2ma  finished
  bdwat0  finished
  bfptgq  finished
  cairn: warning: results/fit-nrsc8a/.run/nrsc8a.json: the record is not there, and attempt 1 has ended
  id      status
  $ cairn clean --status failed,lost --dry-run
  cairn: warning: results/fit-nrsc8a/.run/nrsc8a.json: the record is not there, and attempt 1 has ended
  Nothing goes.
  $ cairn doctor | grep -E -A1 'problem|index|lost'
  problem  records        1 record is gone: results/fit-nrsc8a/.run/nrsc8a.json
                          cairn verify
  --
  notice   index          the catalog is behind; the next command brings it up to date
                          cairn ls
  fine     lost runs      none
  fine     adopted trees  none
  $ cairn verify | gone nrsc8a; rm .cairn/catalog.db* .cairn/journal/* && cairn verify | gone nrsc8a
  1
  1
  $ cairn run -n | grep -A1 why
  cairn: warning: results/fit-nrsc8a/.run/nrsc8a.json: the record is not there, and attempt 1 has ended
  why:
        1 × its record is gone
  $ cairn run -q && cairn verify | gone nrsc8a
  cairn: warning: results/fit-nrsc8a/.run/nrsc8a.json: the record is not there, and attempt 1 has ended
  0
  [1]
  $ cairn ls --columns id,status,attempt | grep nrsc8a
  nrsc8a  finished        2

Where the modes of files are lost, as in some copies, an attempt without a record looks like one that never ended to all but the catalog:

  $ chmod u+w results/*/.run/*.events.jsonl && rm results/*/.run/0xt2ma.json && cairn verify | gone 0xt2ma
  1
  $ cairn run -q && cairn verify | gone 0xt2ma
  0
  [1]

In the trash, too, where what a new attempt replaced had no record when it came there:

  $ cairn clean --yes bdwat0 >../out && trashed=$(ls -d .cairn/trash/*-bdwat0/run/.run) && mv $trashed/bdwat0.json ../record
  $ cairn verify | sed 's/[0-9-]*-bdwat0/<entry>/' | plain
  missing: .cairn/trash/<entry>/run/.run/bdwat0.json: the record is not there, and the trash says it is
      bring it back from a copy of the store
  3 runs, 15 files (<size>), 2 objects, 0 views: 1 damage
  $ mv ../record $trashed/bdwat0.json && cairn verify | grep -c 'is not there'
  0
  [1]

A record that is gone from a folder that runs share, and a run of it that was cleaned and purged, which is no loss:

  $ mkdir ../shared && cd ../shared && cat >cairn.yaml <<'YAML'
  > layout: dynvision
  > experiment: e
  > datasets: {d: {version: 1}}
  > stages:
  >   init: {kind: model, params: {model: {type: string, default: N}, act: {type: string}, seed: {type: int}}, matrix: {dataset: [d], act: [relu], seed: [7]}, cmd: "echo 1 | tee {run}/init.pt", outs: {w: init.pt}}
  >   train: {kind: model, needs: {start: {stage: init}}, cmd: "echo 2 | tee {run}/trained.pt", outs: {w: trained.pt}}
  > YAML
  $ cairn run -q && cd $(dirname $(find * -name trained.pt)) && ls .run && cp -r .run ../kept
  avms1e.json
  avms1e.log
  jae6ql.json
  jae6ql.log
  $ init=$(cairn id init) && rm .run/$init.json && cairn verify | plain
  record: models/N:act=relu_7/d/.run/avms1e.json: it is not there, and run avms1e has ended
      bring it back from a copy of the store
  lineage: models/N:act=relu_7/d/.run/<id>.json: its input 'start', run avms1e, is not in this store any more
  1 run, 2 files (<size>), 1 object, 1 view: 1 damage, 1 notice
  $ cairn ls >../out 2>&1; cairn verify | plain
  record: models/N:act=relu_7/d/.run/avms1e.json: it is not there, and run avms1e has ended
      bring it back from a copy of the store
  lineage: models/N:act=relu_7/d/.run/<id>.json: its input 'start', run avms1e, is not in this store any more
  1 run, 2 files (<size>), 1 object, 1 view: 1 damage, 1 notice
  $ cp -p ../kept/$init.json .run/ && cairn verify | plain
  2 runs, 4 files (<size>), 1 object, 2 views: all well
  $ cairn clean --yes $(cairn id train) >../out && cairn verify | grep 'is not there, and'
  [1]
  $ cairn purge --all --yes >../out && rm ../../../.cairn/catalog.db && cairn verify | grep 'is not there, and'
  [1]
