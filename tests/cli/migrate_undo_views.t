A migration in place is undone without the catalog that was there when it was made: what cairn made
of the runs is told by the runs.

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && cd nirs4all-v5-uuid
  $ (find . -type f -printf '%p %s %T@\n' | sort) > ../before
  $ printf 'project: wheat\nlayout: nirs4all\nstages: {}\n' > cairn.yaml
  $ migrate() { cairn migrate --from nirs4all-v5 --to nirs4all results . "$@" 2>&1 | grep -v warning; }
  $ migrate | tail -1
  3 runs migrated, every byte verified; the source is in legacy, as it was
  $ rm .cairn/catalog.db && touch results/.cairn-tmp-99999999-0
  $ migrate --undo --yes
  to the trash of .: 3 runs from results
    1cwddf  results/2026-11-20_migrated/regression/Q1_c20f9b
    n2534a  results/2026-11-20_migrated/wheat/Q1_c20f9b
    j861zt  results/2026-11-20_migrated/regression/Q2_0d1e2f
    'legacy/results' comes back to 'results'
  3 runs were moved to the trash; the source is as it was
  $ (find . -type f -not -path './.cairn*' -not -name cairn.yaml -printf '%p %s %T@\n' | sort) | diff ../before -

Also where the first undoing was killed when the runs were gone:

  $ migrate | tail -1
  3 runs migrated, every byte verified; the source is in legacy, as it was
  $ rm .cairn/catalog.db
  $ (CAIRN_FAIL=leftover_remove:1:kill cairn migrate --undo --yes --from nirs4all-v5 results .; exit $?) 2>/dev/null
  to the trash of .: 3 runs from results
    1cwddf  results/2026-11-20_migrated/regression/Q1_c20f9b
    n2534a  results/2026-11-20_migrated/wheat/Q1_c20f9b
    j861zt  results/2026-11-20_migrated/regression/Q2_0d1e2f
    'legacy/results' comes back to 'results'
  [137]
  $ rm -f .cairn/catalog.db; migrate --undo --yes
  to the trash of .: 0 runs from results
    'legacy/results' comes back to 'results'
  0 runs were moved to the trash; the source is as it was
  $ (find . -type f -not -path './.cairn*' -not -name cairn.yaml -printf '%p %s %T@\n' | sort) | diff ../before -

What somebody put there stays, is named, and nothing is said to be as it was:

  $ migrate | tail -1
  3 runs migrated, every byte verified; the source is in legacy, as it was
  $ echo mine > results/mine.txt && cairn migrate --undo --yes --from nirs4all-v5 results .
  to the trash of .: 3 runs from results
    1cwddf  results/2026-11-20_migrated/regression/Q1_c20f9b
    n2534a  results/2026-11-20_migrated/wheat/Q1_c20f9b
    j861zt  results/2026-11-20_migrated/regression/Q2_0d1e2f
    'legacy/results' comes back to 'results'
  cairn: warning: 'results/mine.txt' came otherwise: the originals stay in 'legacy'
  3 runs were moved to the trash; not all could be undone: move away what is named, then say it again
  [1]
  $ rm results/mine.txt .cairn/catalog.db && migrate --undo --yes
  to the trash of .: 0 runs from results
    'legacy/results' comes back to 'results'
  0 runs were moved to the trash; the source is as it was
  $ (find . -type f -not -path './.cairn*' -not -name cairn.yaml -printf '%p %s %T@\n' | sort) | diff ../before -
