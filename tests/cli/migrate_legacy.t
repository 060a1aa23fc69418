A tree that lies in the project itself goes to legacy/, where it stays as it was:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && cd nirs4all-v5-uuid && ls
  results
  $ (cd results && find . -type f -printf '%p %s %T@\n' | sort) > ../before
  $ printf 'project: wheat\nlayout: nirs4all\nstages: {}\n' > cairn.yaml
  $ cairn adopt results > ../adopted 2>&1 && cairn note 2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d "the good one"
  noted on 1cwddf (Q1_c20f9b)
  $ cairn migrate --from-version 5 --to-version 6 results . --dry-run 2>/dev/null
  results (nirs4all-v5) → .
    3 runs to copy, 5.78 kB in 16 files
    'results' goes to 'legacy/results' first
  nothing was written (--dry-run)
  $ cairn migrate --from-version 5 --to-version 6 results . 2>/dev/null
  results (nirs4all-v5) → .
    3 runs to copy, 5.78 kB in 16 files
    'results' goes to 'legacy/results' first
  3 runs migrated, every byte verified; the source is in legacy, as it was
  $ (cd legacy/results && find . -type f -printf '%p %s %T@\n' | sort) | diff ../before - && echo the same
  the same
  $ cairn ls --columns name,dataset,rmse,path --sort dataset,name
  name       dataset       rmse  path
  Q1_c20f9b  regression  0.2500  results/2026-11-20_migrated/regression/Q1_c20f9b
  Q2_0d1e2f  regression       -  results/2026-11-20_migrated/regression/Q2_0d1e2f
  Q1_c20f9b  wheat       1.500   results/2026-11-20_migrated/wheat/Q1_c20f9b
  $ cairn show results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d --json | grep -o 'the good one'
  the good one
  $ cairn adopt
  no tree is adopted

The old id, name and path find the run, and it is called again in vain:

  $ cairn path 2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d --relative
  results/2026-11-20_migrated/regression/Q1_c20f9b
  $ cairn path results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d --relative
  results/2026-11-20_migrated/regression/Q1_c20f9b
  $ cairn migrate --from-version 5 --to-version 6 results . 2>/dev/null
  results (nirs4all-v5) → .
    0 runs to copy, 0 B in 0 files
    3 runs are there already
  0 runs migrated, every byte verified; the source is as it was
  $ cairn verify | normalise
  3 runs, 15 files (5.73 kB), 0 objects, 9 views: all well, in <duration>; bytes were not read (--deep reads them)

Undone, the old tree is back in its place:

  $ cairn migrate --undo --yes --from nirs4all-v5 results .
  to the trash of .: 3 runs from results
    1cwddf  results/2026-11-20_migrated/regression/Q1_c20f9b
    n2534a  results/2026-11-20_migrated/wheat/Q1_c20f9b
    j861zt  results/2026-11-20_migrated/regression/Q2_0d1e2f
    'legacy/results' comes back to 'results'
  3 runs were moved to the trash; the source is as it was
  $ (cd results && find . -type f -printf '%p %s %T@\n' | sort) | diff ../before - && echo the same
  the same
  $ ls
  cairn.yaml
  results

Runs of cairn never go there:

  $ printf 'project: wheat\nlayout: nirs4all\nexperiment: x\nstages: {fit: {cmd: "true"}}\n' > cairn.yaml
  $ cairn run > /dev/null
  1 run: 1 missing
  $ cairn migrate --from-version 5 --to-version 6 . . 2>&1 | grep -v warning | normalise
  cairn: error: 'results/<date>_x/.run' is cairn's own, and would go to 'legacy' with the old runs
    hint: name the folder that only the other program wrote, or a new folder as DEST

Files can be shared with the source instead of copied; what cannot is copied, and said:

  $ cd .. && rm -rf nirs4all-v5-uuid && tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && mv nirs4all-v5-uuid old
  $ cairn migrate --from nirs4all-v5 --to nirs4all --link hardlink old shared 2>/dev/null
  old (nirs4all-v5) → shared
    3 runs to hardlink, 5.73 kB in 15 files
  3 runs migrated, every byte verified; the source is as it was
  $ find shared/results -name PLS_2.pkl -printf '%n names\n'
  2 names
  $ cairn migrate --from nirs4all-v5 --to nirs4all --link symlink old other
  cairn: error: 'symlink' is no way to link
    hint: it is copy, reflink or hardlink
  [2]
