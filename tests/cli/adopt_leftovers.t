In an adopted tree nothing is cairn's to remove, however it is called.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir results && tar xzf "$TESTDIR/../data/trees/ssvae-results.tar.gz" -C results && mv results/ssvae-results results/old
  $ run=$(ls -d results/old/results/*/ | head -1) && echo precious >"$run/.cairn-tmp-notes" && touch -d '3 days ago' "$run/.cairn-tmp-notes"
  $ echo 'stages: {fit: {cmd: "true"}}' >cairn.yaml && cairn adopt results/old | tail -1 | normalise
  adopted; not a byte was written into it
  $ cairn doctor --fix | grep leftovers; cairn reindex | normalise; cat "$run/.cairn-tmp-notes"
  fine     leftovers      none
  8 runs, 0 copies, 0 problems, in <duration>
  precious
  $ cairn verify --deep | normalise | sed 's/(.*//'
  8 runs, 72 files 
