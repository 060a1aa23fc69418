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
