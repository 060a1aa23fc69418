Equal files of runs, as the catalog knows them:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir twins && cd twins
  $ cat >cairn.yaml <<'YAML'
  > project: twins
  > layout: flat
  > stages:
  >   fit:
  >     matrix: {seed: [1, 2, 3]}
  >     cmd: "printf 'a scaler that is equal in all runs\n' > {run}/scaler.bin; echo {seed} > {run}/seed.txt"
  > YAML
  $ cairn run -j1 -q
  $ cairn deduplicate --dry-run | normalise
  2 duplicate files in 1 set: 70 B could be saved
  
  Set 1: scaler.bin, 35 B
    (1) results/fit-<id>/scaler.bin
    (2) results/fit-<id>/scaler.bin
    (3) results/fit-<id>/scaler.bin
  
  Nothing was changed. To merge them: cairn deduplicate --auto
  $ cairn deduplicate --dry-run --scan | normalise
  2 duplicate files in 1 set: 70 B could be saved
  
  Set 1: scaler.bin, 35 B
    (1) results/fit-<id>/scaler.bin
    (2) results/fit-<id>/scaler.bin
    (3) results/fit-<id>/scaler.bin
  
  Nothing was changed. To merge them: cairn deduplicate --auto
  $ cairn deduplicate --dry-run --json --scan | normalise | grep -v path
  {
    "format": 1,
    "duplicates": 2,
    "savings": 70,
    "sets": [
      {
        "sha256": null,
        "size": 35,
        "savings": 70,
        "files": [
          {
            "run": "<id>",
            "merged": false
          },
          {
            "run": "<id>",
            "merged": false
          },
          {
            "run": "<id>",
            "merged": false
          }
        ]
      }
    ]
  }

One is kept for all. Names and bytes stay; the others are the same inode, and every run is what it was.

  $ touch -d 2026-01-02 results/*/scaler.bin
  $ cairn deduplicate --auto --link hardlink
  merged 2 files, 70 B saved; they are one inode now (hardlink)
  $ cairn deduplicate --auto --link hardlink
  merged 0 files, 0 B saved
  $ stat -c %h results/*/scaler.bin
  3
  3
  3
  $ cairn verify --deep | normalise
  3 runs, 6 files (111 B), 1 object, 0 views: all well, in <duration>
  $ cairn run
  Nothing to run: all 3 runs are cached.
  $ cairn deduplicate --dry-run
  0 duplicate files in 0 sets: 0 B could be saved

Any folder can go without harm to another, and all can be parted again.

  $ rm -r "$(ls -d results/* | head -1)"
  $ cat results/*/scaler.bin
  a scaler that is equal in all runs
  a scaler that is equal in all runs
  $ cairn deduplicate --restore
  gave 1 file an inode of their own, 35 B
  $ stat -c '%h %y' results/*/scaler.bin
  1 2026-01-02 00:00:00.000000000 +0000
  1 2026-01-02 00:00:00.000000000 +0000
  $ cairn verify --deep | normalise
  2 runs, 4 files (74 B), 1 object, 0 views: all well, in <duration>

Symbolic links are made only when they are asked for. They are relative and lead to an object; cairn opens it by its
name.

  $ cairn run -q
  $ cairn deduplicate --auto --link symlink
  merged 3 files, 70 B saved; they are links to an object now (symlink)
  $ readlink results/*/scaler.bin | normalise
  ../../.cairn/objects/5e/<digest>
  ../../.cairn/objects/5e/<digest>
  ../../.cairn/objects/5e/<digest>
  $ cairn verify --deep | normalise
  3 runs, 6 files (111 B), 2 objects, 0 views: all well, in <duration>
  $ cairn cat latest scaler.bin
  a scaler that is equal in all runs
  $ cairn cache clean --orphaned
  every object is needed
  $ cairn run
  Nothing to run: all 3 runs are cached.
  $ chmod u+w .cairn/objects/*/* && for object in .cairn/objects/*/*; do printf A | dd of=$object conv=notrunc status=none; done
  $ cairn verify --deep | normalise | grep -v 'object:'
  3 runs, 6 files (111 B), 2 objects, 0 views: 5 damages, in <duration>
  $ cairn deduplicate --restore 2>&1 | normalise
  cairn: warning: results/fit-<id>/scaler.bin: it does not hold the bytes that were recorded
  cairn: warning: results/fit-<id>/scaler.bin: it does not hold the bytes that were recorded
  cairn: warning: results/fit-<id>/scaler.bin: it does not hold the bytes that were recorded
  gave 0 files an inode of their own, 0 B

It asks where nobody said what to keep:

  $ rm -r .cairn results && cairn run -q
  $ printf '2\n' | cairn deduplicate --link hardlink 2>&1 | normalise
  2 duplicate files in 1 set: 70 B could be saved
  
  Set 1: scaler.bin, 35 B
    (1) results/fit-<id>/scaler.bin
    (2) results/fit-<id>/scaler.bin
    (3) results/fit-<id>/scaler.bin
  Keep which one: its number, (a)ll, (q)uit? merged 2 files, 70 B saved; they are one inode now (hardlink)
  $ stat -c %h results/*/scaler.bin
  3
  3
  3
  $ printf 'a\n' | cairn deduplicate 2>&1 | normalise
  0 duplicate files in 0 sets: 0 B could be saved
  merged 0 files, 0 B saved

A file that differs from its record is left alone, and so is one that is open for writing.

  $ rm -r .cairn results && cairn run -q
  $ printf A | dd of="$(ls -d results/*/scaler.bin | tail -1)" conv=notrunc status=none
  $ exec 9>>"$(ls -d results/*/scaler.bin | head -1)"
  $ cairn deduplicate --auto 2>&1 | normalise
  cairn: warning: results/fit-<id>/scaler.bin: somebody has it open for writing
  cairn: warning: results/fit-<id>/scaler.bin: somebody has it open for writing
  merged 0 files, 0 B saved; 2 files left as they are
  $ exec 9>&-
  $ cairn deduplicate --auto --link sideways
  cairn: error: there is no kind of link 'sideways'
    hint: write reflink, hardlink or symlink
  [2]
  $ cairn deduplicate --auto --restore
  cairn: error: these options contradict each other
    hint: take one of --dry-run, --auto and --restore; one of --keep-first and --keep-newest
  [2]

A copy without the objects has links that lead nowhere: what they stood for is gone, and is made again.

  $ rm -r .cairn results && cairn run -q && cairn deduplicate --auto --link symlink >/dev/null 2>&1
  $ mkdir ../copy && cp -a cairn.yaml results ../copy && cd ../copy
  $ cairn why fit seed=1 2>&1 | normalise
  stage    cached   missing     stale     retry    forced  upstream
  fit           -         -         1         -         -         -
  why:
        1 × 'scaler.bin' is gone: the object that it is a link to is not there
  Would run 1 of 1 run.
  Replaces 1 finished attempt; what is replaced goes to the trash.
  $ cairn run -n 2>&1 | normalise
  stage    cached   missing     stale     retry    forced  upstream
  fit           -         -         3         -         -         -
  why:
        3 × 'scaler.bin' is gone: the object that it is a link to is not there
  Would run 3 of 3 runs.
  Replaces 3 finished attempts; what is replaced goes to the trash.
  $ cairn run -q 2>&1 | normalise; cat results/*/scaler.bin | wc -l
  3
  $ cairn run 2>&1 | normalise
  Nothing to run: all 3 runs are cached.
