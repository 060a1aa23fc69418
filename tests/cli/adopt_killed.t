Killed at any write, adopting leaves what was known before, and migrating goes on where it was:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && mv nirs4all-v5-uuid old
  $ snapshot old > before
  $ printf 'project: a\nstages: {}\n' > cairn.yaml
  $ killed_at() { sh -c "CAIRN_FAIL=$1 cairn $2 > /dev/null 2>&1" 2> /dev/null; echo "exit $?"; }
  $ for site in adopted_write adopted_fsync adopted_rename; do killed_at $site:1:kill "adopt old"; cairn ls; echo; done
  exit 137
  no runs
  
  exit 137
  no runs
  
  exit 137
  no runs
  
  $ killed_at adopted_folder_fsync:1:kill "adopt old"
  exit 137
  $ cairn ls --columns name,dataset --sort dataset,name
  name       dataset
  Q1_c20f9b  regression
  Q2_0d1e2f  regression
  Q1_c20f9b  wheat
  $ cairn adopt old 2>/dev/null | tail -1
  adopted again; not a byte was written into it
  $ cairn adopt old
  old: nothing changed; 3 runs, 6.67 kB in 19 files
  $ migrate="migrate --from nirs4all-v5 --to nirs4all old new"
  $ for site in file_write:5 record_rename:2 commit_move:2; do killed_at $site:kill "$migrate"; (cd new && cairn ls --columns name,dataset); echo; done
  exit 137
  no runs
  
  exit 137
  no runs
  
  exit 137
  name       dataset
  Q1_c20f9b  regression
  
  $ cairn $migrate 2>/dev/null
  old (nirs4all-v5) → new
    2 runs to copy, 2.94 kB in 8 files
    1 run is there already
  2 runs migrated, every byte verified; the source is as it was
  $ (cd new && cairn ls --columns name,dataset --sort dataset,name && cairn reindex | normalise && find results -name '.cairn-tmp*')
  name       dataset
  Q1_c20f9b  regression
  Q2_0d1e2f  regression
  Q1_c20f9b  wheat
  3 runs, 0 copies, 0 problems, in <duration>
  $ cairn $migrate 2>/dev/null
  old (nirs4all-v5) → new
    0 runs to copy, 0 B in 0 files
    3 runs are there already
  0 runs migrated, every byte verified; the source is as it was

A write that the system refuses is an error, and nothing is claimed:

  $ CAIRN_FAIL=adopted_write:1:ENOSPC cairn adopt --forget old | normalise
  old is not adopted any more; its files are as they were
  $ CAIRN_FAIL=adopted_write:1:ENOSPC cairn adopt old 2>&1 | grep error | normalise | sed 's,tmp-[0-9-]*,tmp-<n>,'
  cairn: error: cannot create '<here>/.cairn/adopted/.cairn-tmp-<n>': No space left on device
  $ cairn ls
  no runs
  $ snapshot old | diff before - && echo the same
  the same
