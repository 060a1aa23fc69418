What `deduplicate --restore` gives back, when things went otherwise.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir twins && cd twins
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit:
  >     params: {seed: {type: int}}
  >     matrix: {seed: [1]}
  >     cmd: "printf 'a scaler that is equal in all runs\n' > {run}/scaler.bin; echo {seed} > {run}/seed.txt"
  > YAML
  $ run() { cairn run -q fit seed=$1 && touch -d "2026-01-0$1" "$(file_of $1)"; }
  $ file_of() { echo "$(dirname $(grep -lx $1 results/*/seed.txt))/scaler.bin"; }
  $ days() { for seed in "$@"; do stat -c %y "$(file_of $seed)" | cut -c1-10; done; }

Each file gets its own time back, also where it came to share one inode and then another:

  $ run 1 && run 2
  $ cairn deduplicate --auto --link hardlink | sed 's/;.*//'
  merged 1 file, 35 B saved
  $ run 3
  $ cairn deduplicate --auto --keep-newest --link hardlink | sed 's/;.*//'
  merged 2 files, 70 B saved
  $ days 1 2 3
  2026-01-03
  2026-01-03
  2026-01-03
  $ cairn deduplicate --restore
  gave 2 files an inode of their own, 70 B
  $ days 1 2 3
  2026-01-01
  2026-01-02
  2026-01-03

Also when the file whose inode it was has gone:

  $ cairn deduplicate --auto --keep-newest --link hardlink | sed 's/;.*//'
  merged 2 files, 70 B saved
  $ mv "$(dirname "$(file_of 3)")" .. && cairn deduplicate --restore
  gave 2 files an inode of their own, 70 B
  $ days 1 2
  2026-01-01
  2026-01-02
  $ mv ../fit-* results/ && days 3
  2026-01-03

What a person answers counts; the option only says which file is the first to be offered:

  $ echo 3 | cairn deduplicate --keep-newest --link hardlink 2>&1 | normalise | tail -1 | sed 's/;.*//'
  Keep which one: its number, (a)ll, (q)uit? merged 2 files, 70 B saved
  $ days 1 2 3
  2026-01-01
  2026-01-01
  2026-01-01
  $ cairn deduplicate --restore > /dev/null; days 1 2 3
  2026-01-01
  2026-01-02
  2026-01-03

The time of one attempt is not that of the next one:

  $ cairn deduplicate --auto --keep-newest --link hardlink | sed 's/;.*//'
  merged 2 files, 70 B saved
  $ cairn run -q --force fit seed=1 && touch -d 2026-01-09 "$(file_of 1)"
  $ ln -f "$(file_of 1)" "$(file_of 3)"
  $ cairn deduplicate --restore > /dev/null; days 1 3
  2026-01-09
  2026-01-09

A line that a full disk has cut off costs one time, and nothing else:

  $ touch -d 2026-01-03 "$(file_of 3)"
  $ cairn deduplicate --auto --link hardlink > /dev/null
  $ truncate -s -7 .cairn/deduplicated.jsonl
  $ run 4
  $ cairn deduplicate --auto --link hardlink > /dev/null
  $ cairn deduplicate --restore 2>&1 | normalise
  cairn: warning: line 2 of '<here>/.cairn/deduplicated.jsonl' is torn and was left out: the time of its file is lost
  gave 3 files an inode of their own, 105 B
  $ ls .cairn/deduplicated.jsonl 2>&1
  ls: cannot access '.cairn/deduplicated.jsonl': No such file or directory
  [2]
