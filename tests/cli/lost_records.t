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
  $ cairn doctor | grep -i records
  problem  records        1 folder without a .run: results/2026-11-27_tiny/corn/PLS2_d27e47
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
