What was put away comes back by the name of its folder, too:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn clean --dataset corn --where 'n = 2' --yes >/dev/null
  $ cairn restore PLS2_d27e47 | normalise
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  $ cairn clean --dataset corn --yes >/dev/null
  $ cairn restore PLS5_28ef02 | normalise
  restored <id> to results/<date>_tiny/corn/PLS5_28ef02
  $ cairn restore PLS2_d27e47 | normalise
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  $ cairn archive --dataset corn --yes >/dev/null
  $ cairn restore PLS2_d27e47 | normalise
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  $ cairn restore PLS5_28ef02 | normalise
  restored <id> to results/<date>_tiny/corn/PLS5_28ef02

Several runs that have one are listed:

  $ cairn clean --where 'n = 2' --yes >/dev/null
  $ cairn restore PLS2_d27e47 2>&1 | head -1
  cairn: error: 'PLS2_d27e47' is in the trash 2 times, the newest first:
  $ cairn restore PLS2_d27e4 2>&1
  cairn: error: 'PLS2_d27e4' is neither in the trash nor in the archive
    hint: did you mean 'PLS2_d27e47'?
  [3]

A session that came back in part, and of which something was said since, is joined by the rest:

  $ rm -r .cairn/trash && run_tiny && cairn clean tiny --yes >/dev/null && cairn restore 7tht4c | normalise
  restored <id> to results/<date>_tiny/corn/PLS5_28ef02
  $ cairn note results/*_tiny 'half of it' >/dev/null && cairn restore $(ls .cairn/trash) | normalise
  restored 3 runs to results/<date>_tiny
  $ cairn ls --columns id --sort id && grep notes results/*_tiny/RUN.yaml
  id
  7tht4c
  88sca7
  nuxjie
  o2a5oj
  notes: half of it
  $ cairn verify --deep | normalise | sed 's/([0-9.]* kB)/(<size>)/'
  4 runs, 20 files (<size>), 2 objects, 21 views: all well, in <duration>
  $ find .cairn/trash -type f | sed 's#.*_tiny/##' | sort
  entry.json
  group/.run/group.json
  group/RUN.yaml
  group/corn/COMPARISON.yaml
  group/corn/DATASET.yaml
