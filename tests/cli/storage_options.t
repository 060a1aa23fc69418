`storage.auto_deduplicate` merges equal files at the end of `cairn run`, and says so.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir options && cd options
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > storage: {auto_deduplicate: true, cache: copy}
  > stages:
  >   fit:
  >     matrix: {seed: [1, 2]}
  >     cmd: "printf 'a scaler that is equal\n' > {run}/scaler.bin"
  > YAML
  $ cairn run -j1 | tail -1 | sed 's/([a-z]*)/(<how>)/'
  $ cairn run | tail -1

`storage.cache: copy` keeps a second copy of each artifact; `cairn verify --repair` takes from there what got lost.

  $ cairn cache stats | grep -E 'location|size|Unique'
  $ for file in results/*/scaler.bin; do rm $file; done
  $ cairn verify >/dev/null
  [1]
  $ cairn verify --repair | tail -1 | normalise
  $ cat results/*/scaler.bin

Switched on later, `cairn cache rebuild` adds what is missing.

  $ rm -r .cairn/objects
  $ cairn cache rebuild | normalise
  $ cairn verify --deep | tail -1 | normalise
  [1]

A run that writes too much is stopped, and so is one that would fill the disk.

  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > storage: {max_run_gb: 0.001}
  > stages:
  >   big:
  >     cmd: "head -c 3000000 /dev/zero | tr '\\0' x > {run}/big.bin; sleep 20; touch {run}/end"
  > YAML
  $ cairn run 2>&1 | grep -E 'stopped|end' | normalise | sed -E 's/[0-9.]+ MB/<size>/'
  $ ls results/big-*/end
  [2]
  $ sed -i 's/max_run_gb: 0.001/min_free_gb: 1000000/' cairn.yaml
  $ cairn run 2>&1 | grep stopped | normalise | sed -E 's/[0-9.]+ [GTM]B left/<size> left/'
