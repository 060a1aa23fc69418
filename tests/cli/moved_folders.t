Folders may be moved and renamed like any others: what was rendered where they lay is no edit.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cd results/*_tiny && mv corn/PLS2_* corn/mine && cd ../..
  $ cairn run | normalise
  Nothing to run: all 4 runs are cached.
  $ find results -name '*.edited*'
  $ grep -c mine results/*_tiny/corn/mine/PIPELINE.yaml
  1

A group of runs, too; and what was typed or edited in a moved folder is taken over or kept as anywhere:

  $ mv results/*_tiny results/series
  $ echo 'notes: the one of figure 3' >>results/series/corn/mine/PIPELINE.yaml
  $ echo '# looks good' >>results/series/wheat/COMPARISON.yaml
  $ cairn render | normalise
  1 written, 20 unchanged, in <duration>
  taken over from results/series/corn/mine/PIPELINE.yaml: notes
  edited by hand: results/series/wheat/COMPARISON.yaml (your edit is kept as COMPARISON.yaml.edited)
  $ find results -name '*.edited*'
  results/series/wheat/COMPARISON.yaml.edited
