Results may lie on another disk, behind a link. The link that was named is followed, and no other one:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir scratch project && tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" -C scratch && mv scratch/nirs4all-v5-uuid scratch/old
  $ cd project && printf 'project: x\nlayout: nirs4all\nstages: {}\n' > cairn.yaml && ln -s ../scratch/old r
  $ cairn adopt r -n 2>/dev/null | tail -3
    6.67 kB in 19 files, 14 of them of runs
    2 problems
  nothing was written (--dry-run)
  $ cairn adopt r/. 2>/dev/null | head -1 && cairn adopt r/ | sed 's/;.*//'
  r: nirs4all-v5 (by results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d/manifest.yaml)
  r: nothing changed
  $ cairn path r/results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d --relative && cairn verify --deep | normalise
  r/results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d
  3 runs, 14 files (5.56 kB), 0 objects, 0 views: all well, in <duration>
  $ cairn adopt --forget r
  r is not adopted any more; its files are as they were

So it is when they are migrated, unless the link itself would have to make room for the new results:

  $ cairn migrate --from nirs4all-v5 --to nirs4all r ../new 2>&1 | grep -v warning | normalise
  r (nirs4all-v5) → ../new
    3 runs to copy, 5.73 kB in 15 files
  3 runs migrated, every byte verified; the source is as it was
  $ cairn migrate --undo --yes r ../new | tail -1
  3 runs were moved to the trash; the source is as it was
  $ cairn migrate --from nirs4all-v5 --to nirs4all r . 2>&1 | normalise
  cairn: error: '<here>/r' is a link in the project that the runs go to
    hint: name the folder that it leads to: <tmp>/adopt_link.t/scratch/old
  $ readlink r && ls
  ../scratch/old
  cairn.yaml
  r

Results that lead into the source would grow in it, and it is never changed:

  $ ln -s ../scratch/old/results results && snapshot ../scratch > ../before
  $ cairn migrate --from nirs4all-v5 --to nirs4all ../scratch/old . 2>&1 | normalise
  cairn: error: '<here>/results' leads into the source, which is never changed
    hint: name another project, or a new folder
  $ snapshot ../scratch | diff ../before - && echo the same
  the same
