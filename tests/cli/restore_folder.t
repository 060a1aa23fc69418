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
  cairn: error: 'PLS2_d27e47' is the name of 2 runs:
    88sca7  results/2026-11-27_tiny/wheat/PLS2_d27e47
    o2a5oj  results/archive/2026-11_tiny/2026-11-27_tiny/corn/PLS2_d27e47
    hint: type an id or a path instead
  $ cairn restore PLS5_28ef02 | normalise
  cairn: error: 'PLS5_28ef02' is the name of 2 runs:
    nuxjie  results/2026-11-27_tiny/wheat/PLS5_28ef02
    7tht4c  results/archive/2026-11_tiny/2026-11-27_tiny/corn/PLS5_28ef02
    hint: type an id or a path instead

Several runs that have one are listed:

  $ cairn clean --where 'n = 2' --yes >/dev/null
  $ cairn restore PLS2_d27e47 2>&1 | sed -E 's/[0-9]{8}-[0-9]{6}-/<stamp>-/' | normalise
  cairn: error: 'PLS2_d27e47' is in the trash and in the archive
    hint: name the entry '<stamp>-<id>', or the path 'results/archive/2026-11_tiny/<date>_tiny/corn/PLS2_d27e47'
  $ cairn restore PLS2_d27e4 2>&1
  cairn: error: 'PLS2_d27e4' is neither in the trash nor in the archive
    hint: did you mean 'PLS2_d27e47'?
  [3]
