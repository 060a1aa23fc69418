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

Sessions may be sorted into folders of one's own, two deep. Of what lies deeper, doctor says what to do:

  $ mkdir -p results/papers/first && mv results/series results/papers/first/2026-01-02_series
  $ cairn run | normalise
  Nothing to run: all 4 runs are cached.
  $ cairn verify | sed 's/.*: all well.*/all well/' && cairn note results/papers/first/2026-01-02_series 'sorted'
  all well
  noted on results/papers/first/2026-01-02_series
  $ grep -rl sorted results | sort && find results -name RUN.yaml -o -name COMPARISON.yaml | sort
  results/papers/first/2026-01-02_series/.run/group.json
  results/papers/first/2026-01-02_series/RUN.yaml
  results/papers/first/2026-01-02_series/RUN.yaml
  results/papers/first/2026-01-02_series/corn/COMPARISON.yaml
  results/papers/first/2026-01-02_series/wheat/COMPARISON.yaml
  $ cairn ls --columns name,dataset --sort dataset,n && cairn reindex | normalise && cairn doctor | grep index
  name  dataset
  PLS2  corn
  PLS5  corn
  PLS2  wheat
  PLS5  wheat
  4 runs, 0 copies, 0 problems, in <duration>
  fine     index          has all 4 of the runs
  $ mkdir -p results/papers/first/figures && mv results/papers/first/2026-01-02_series results/papers/first/figures/
  $ cairn ls && cairn reindex | normalise && cairn doctor | grep -A1 index | normalise
  no runs
  0 runs, 0 copies, 0 problems, in <duration>
  notice   index          has 0 of the runs; 4 more lie where the layout does not look: results/papers/first/figures/<date>_series/corn/PLS5_28ef02
                          move them up, to where the layout puts runs, or at most two folders deeper
  $ mv results/papers/first/figures/2026-01-02_series results/papers/ && cairn run | normalise && cairn doctor | grep index
  Nothing to run: all 4 runs are cached.
  fine     index          has all 4 of the runs

So they go to the archive, and come back to where they were:

  $ cairn archive results/papers/2026-01-02_series --yes | tail -n 1 && cairn ls --columns name,dataset --sort dataset,n | wc -l
  moved to the archive; back with: cairn restore
  5
  $ cairn doctor | grep index && cairn restore results/archive | normalise && cairn verify | sed 's/.*: all well.*/all well/'
  fine     index          has all 4 of the runs
  restored <id> to results/papers/<date>_series/corn/PLS5_28ef02
  restored <id> to results/papers/<date>_series/corn/mine
  restored <id> to results/papers/<date>_series/wheat/PLS2_d27e47
  restored <id> to results/papers/<date>_series/wheat/PLS5_28ef02
  all well
