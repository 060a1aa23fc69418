A tree that another program made is read, and never moved, merged or packed: what keeps the project's own runs tidy
goes on beside it. Three sessions of 100, 95 and 0 days ago, and eight adopted runs:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project
  $ normal() { normalise | sed -E 's/[0-9.]+ k?B/<size>/g; s/[0-9]{4}-[0-9]{2}_/<month>_/g'; }
  $ day=86400
  $ CAIRN_CLOCK=$((-100 * day)) run_tiny -e old dataset=corn n=2
  $ CAIRN_CLOCK=$((-95 * day)) run_tiny -e middle dataset=corn n=2 seed=2
  $ run_tiny -e new dataset=wheat n=5
  $ tar xzf "$TESTDIR/../data/trees/ssvae-results.tar.gz" && mv ssvae-results old
  $ cairn analyze storage --json | grep -E '"(runs|duplicates|savings)"' | head -3 >before
  $ cairn cache stats >stats_before
  $ cairn adopt old >/dev/null && snapshot old >tree
  $ theirs=$(cairn sql "SELECT id FROM runs WHERE path LIKE 'old/%' ORDER BY id LIMIT 1" --csv | tail -1)

Neither is it merged, nor does anything say that it could be:

  $ cairn analyze storage --json | grep -E '"(runs|duplicates|savings)"' | head -3 | diff before - && echo the same
  the same
  $ cairn cache stats | diff stats_before - && echo the same
  the same
  $ cairn deduplicate --dry-run | head -1 | normal
  4 duplicate files in 4 sets: <size> could be saved
  $ cairn deduplicate --auto | normal
  merged 4 files, <size> saved; they are one inode now (hardlink)
  $ snapshot old | diff tree - && echo as it was
  as it was

Nor does it count among what is old, good or filtered:

  $ cairn clean --older-than 90d --dry-run | normal
  2 runs (2 groups as a whole) go: <size> in files; the disk gets <size> back once they are purged
    results/<date>_old  1 run  100 d 00 h old
    results/<date>_middle  1 run  95 d 00 h old
  Stays:
    <id>  results/<date>_new/wheat/PLS5_28ef02  the newest
    8 runs: adopted
  $ cairn clean --keep-best 1 --by classification.final_accuracy --dry-run | normal
  Nothing goes.
  Stays:
    <id>  results/<date>_new/wheat/PLS5_28ef02  no metric to rank by
    <id>  results/<date>_middle/corn/PLS2_62ca93  no metric to rank by
    <id>  results/<date>_old/corn/PLS2_d27e47  no metric to rank by
    8 runs: adopted
  $ cairn clean --where "id != ''" --dry-run --json | grep -c '"adopted"'
  8
  $ cairn archive --older-than 90d --yes | normal
  2 runs (2 groups as a whole) go to the archive: <size> in files
    results/<date>_old  run <id>  100 d 00 h old
      to results/archive/<month>_old/<date>_old
    results/<date>_middle  run <id>  95 d 00 h old
      to results/archive/<month>_middle/<date>_middle
  Stays:
    <id>  results/<date>_new/wheat/PLS5_28ef02  the newest
    8 runs: adopted
  moved to the archive; back with: cairn restore
  $ cairn clean --where "id != ''" --yes | sed -E 's/restore [0-9]+-[0-9]+-/restore <stamp>-/' | normal
  1 run (1 group as a whole) goes: <size> in files; the disk gets <size> back once they are purged
    results/<date>_new  1 run  <duration> old
  Stays:
    2 runs: in the archive
    8 runs: adopted
  moved to the trash; back with: cairn restore <stamp>-<date>_new
  $ snapshot old | diff tree - && echo as it was
  as it was

Named outright, it is said what it is and what helps:

  $ cairn clean $theirs --yes 2>&1 | normal
  cairn: error: '5m8lzm' is adopted: it lies in 'old', of which nothing is moved or packed
    hint: copy it into a project: cairn migrate --from ssvae --to LAYOUT old DEST; or let go of the tree: cairn adopt --forget old
  $ cairn archive old --yes 2>&1 | normal
  cairn: error: 'old' is adopted: it lies in 'old', of which nothing is moved or packed
    hint: copy it into a project: cairn migrate --from ssvae --to LAYOUT old DEST; or let go of the tree: cairn adopt --forget old
  $ cairn export $theirs -o one.zip 2>&1 | normal
  cairn: error: '5m8lzm' is adopted: it lies in 'old', of which nothing is moved or packed
    hint: copy it into a project: cairn migrate --from ssvae --to LAYOUT old DEST; or let go of the tree: cairn adopt --forget old
  $ cairn export --kind run -o one.zip
  cairn: error: only adopted runs are chosen, and no package is made of them
    hint: copy them into a project with cairn migrate, and export them there
  [4]
  $ cairn export --where "id != ''" -o all.zip | normal
  cairn: note: 8 adopted runs stay out
  all.zip: 2 runs, 33 files, <size> in <size>
    left out: 2 files; --complete takes all
