Why runs would run, before anything has run:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ days() { sed -E 's/(today|yesterday) [0-9:<a-z>]+/<day>/g'; }
  $ tiny_project
  $ cairn why
  $ run_tiny
  $ snapshot . >../before; cairn why; cairn why latest >../out; snapshot . >../after; cmp ../before ../after
  $ normalise <../out | days

A value, code and an out changed:

  $ run=$(cairn id fit dataset=corn n=2)
  $ sed -i 's/^echo "fitting/# more\necho "fitting/' fit.sh
  $ cairn why
  $ rm results/*/corn/PLS2_*/weights.txt
  $ cairn why $run | normalise | days
  $ cairn why $run --json | normalise
  $ cairn why --list
  $ COLUMNS=200 cairn why --list --md | normalise
  $ cairn why fit --csv | normalise
  $ cairn why fit --jsonl | head -n 1 | normalise

A run that has never run is compared with the nearest one:

  $ cairn why PLS7 n=7 dataset=corn | normalise | days
  $ cairn why $run n=7 | normalise
  $ cairn why --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["counts"])'

Only some leaves may count:

  $ cairn why --triggers params,data | squeeze
  $ cairn why --triggers parms

What is asked about must exist:

  $ cairn why nothing
  $ cairn why fit $run
  $ cairn why $run --csv
