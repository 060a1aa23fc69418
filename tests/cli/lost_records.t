The folder of a run holds its files, and somebody deleted its `.run` (a synchronisation that leaves out what is hidden
does so). The catalog and the journal still know that a run lay there:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ plain() { normalise | sed -E 's/[0-9.]+ (B|kB)/<size>/g; s/, in <duration>.*//'; }
  $ tiny_project && run_tiny
  $ run=$(ls -d results/*/corn/PLS2_*) && cp -r $run/.run ../kept && rm -r $run/.run
  $ cairn verify | plain
  $ cairn verify $run | plain
  $ cairn ls 2>&1 | wc -l
  $ cairn verify --json | grep -c 'lay here'
  $ rm .cairn/catalog.db && cairn verify | grep 'lay here' | plain
  $ cairn doctor | grep -i records
  $ cp -r ../kept $run/.run && cairn verify | plain

So for a session, whose name and notes lie there:

  $ group=$(ls -d results/*) && mv $group/.run ../group && cairn verify | plain
  $ mv ../group $group/.run

A folder that was deleted as a whole, moved, cleaned, or put away is no loss:

  $ mv $run elsewhere && cairn verify | grep -c 'lay here'
  $ mv elsewhere results/elsewhere && mkdir $run && touch $run/notes && cairn verify | grep -c 'lay here'
  $ rm -r $run && mv results/elsewhere $run && cairn clean --yes $run >/dev/null && mkdir $run && touch $run/notes
  $ cairn verify | grep -c 'lay here'
