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
  2 runs: 2 missing
  deduplicated: 1 file shares its bytes with equal ones (<how>), 23 B saved; storage.auto_deduplicate in cairn.yaml asks for it
  $ cairn run | tail -1
  Nothing to run: all 2 runs are cached.

`storage.cache: copy` keeps a second copy of each artifact; `cairn verify --repair` takes from there what got lost.

  $ cairn cache stats | grep -E 'location|size|Unique' | sed -E 's/[0-9]+ B/<size>/'
  Cache location:          .cairn/objects (storage.cache: copy)
  Total size:              <size> in 2 objects
  Unique artifacts:        1
  $ for file in results/*/scaler.bin; do rm $file; done
  $ cairn verify >/dev/null
  [1]
  $ cairn verify --repair | tail -1 | normalise
  2 runs, 2 files (46 B), 2 objects, 0 views: all well, 2 repaired, in <duration>; bytes were not read (--deep reads them)
  $ cat results/*/scaler.bin
  a scaler that is equal
  a scaler that is equal

Switched on later, `cairn cache rebuild` adds what is missing.

  $ rm -r .cairn/objects
  $ cairn cache rebuild | normalise
  2 artifacts indexed, 1 object (23 B) added, in <duration>
  $ cairn verify --deep | tail -1 | normalise
  2 runs, 2 files (46 B), 2 objects, 0 views: all well, 1 notice, in <duration>

Where the file system has no reflinks, one line says so of all files:

  $ said='cairn: warning: 3 artifacts not kept: this file system has no reflinks (storage.cache: copy)'
  $ rm -r .cairn/objects; sed -i 's/cache: copy/cache: reflink/; s/seed: \[1, 2\]/seed: [1, 2, 3]/; s/is equal/is {seed}/' cairn.yaml; cairn run -q
  $ cp --reflink=always cairn.yaml y 2>/dev/null && echo "$said"; cairn cache rebuild 2>&1 >/dev/null; true
  cairn: warning: 3 artifacts not kept: this file system has no reflinks (storage.cache: copy)

A run that writes too much is stopped, and so is one that would fill the disk.

  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > storage: {max_run_gb: 0.001}
  > stages:
  >   big:
  >     cmd: "head -c 3000000 /dev/zero | tr '\\0' x > {run}/big.bin; sleep 20; touch {run}/end"
  > YAML
  $ cairn run 2>&1 | grep -E 'stopped|end' | normalise | sed -E 's/[0-9.]+ MB/<size>/'
  failed: big <id>: it was stopped: it has written <size>, more than storage.max_run_gb (1 MB)
  $ ls results/big-*/end
  ls: cannot access 'results/big-*/end': No such file or directory
  [2]

One that is quicker than the looks is no success either, nor one in a folder that it shares with others.

  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > storage: {max_run_gb: 0.001}
  > stages: {fast: {cmd: "head -c 3000000 /dev/zero >{run}/fast.bin", outs: {fast: fast.bin}}}
  > YAML
  $ cairn run 2>&1 | grep more | normalise | sed -E 's/[0-9.]+ MB/<size>/'
  failed: fast <id>: it has written <size>, more than storage.max_run_gb (1 MB)
  $ mkdir ../shared && cd ../shared && cat >cairn.yaml <<'YAML'
  > layout: dynvision
  > experiment: e
  > datasets: {d: {version: 1}}
  > storage: {max_run_gb: 0.001}
  > stages:
  >   init:
  >     kind: model
  >     params: {model: N, act: relu, seed: {type: int, default: 7}}
  >     matrix: {dataset: [d]}
  >     cmd: "head -c 3000000 /dev/zero >{run}/init.pt"
  >     outs: {w: init.pt}
  > YAML
  $ cairn run 2>&1 | grep more | normalise | sed -E 's/[0-9.]+ MB/<size>/'
  failed: init <id> (d): it has written <size>, more than storage.max_run_gb (1 MB)

Where the disk has too little room nothing is started, and nothing made.

  $ mkdir ../no_room && sed 's/max_run_gb: 0.001/min_free_gb: 1000000/' cairn.yaml >../no_room/cairn.yaml && cd ../no_room
  $ cairn run 2>&1 | sed -E 's/[0-9.]+ [GTM]B left/<size> left/'; ls -A
  1 run: 1 missing
  cairn: error: no job is started: the disk has <size> left, less than storage.min_free_gb (1 PB)
    hint: make room (cairn analyze storage tells what takes it), or lower that option
  cairn.yaml

What was refused before it began is no run that could be listed:

  $ sed -i '/^storage:/d' cairn.yaml && CAIRN_FAIL=begin_folder:1:ENOSPC cairn run 2>&1 | normalise; cairn ls
  1 run: 1 missing
  failed: init qfil0u (d): cannot mkdir '<here>/models/N:act=relu_7/d': No space left on device (free some disk, then run it again)
  Ran 1 job in <duration>: 0 finished, 1 failed.
  Results: data/interim figures models reports
  `cairn run` runs what is not finished again.
  no runs
