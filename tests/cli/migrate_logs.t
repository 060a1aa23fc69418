The log of a run that has no place in its layout goes along, once.

  $ . "$TESTDIR/../support/transcript.sh"
  $ plain() { normalise | sed -E 's/[0-9.]+ k?B\b/<size>/g; s/, in <duration>.*//'; }
  $ mkdir flat && cat >flat/cairn.yaml <<'YAML'
  > layout: flat
  > stages: {fit: {params: {lr: 1}, cmd: "echo hello {lr}; echo 1 > {run}/a"}}
  > YAML
  $ cairn -C flat run -q lr=1,2
  $ for to in timeline nirs4all flat; do
  >   timeout 60 cairn migrate --from flat --to $to flat $to-1 | tail -1 || echo $to: $?
  >   cairn -C $to-1 verify --deep | plain; cairn -C $to-1 logs "$(cairn -C flat id fit lr=2)"
  >   timeout 60 cairn migrate --from $to --to flat $to-1 $to-2 | tail -1
  >   cairn -C $to-2 verify --deep | plain; cairn -C $to-2 logs "$(cairn -C flat id fit lr=2)"
  > done
  2 runs migrated, every byte verified; the source is as it was
  2 runs, 4 files (<size>), 1 object, 2 views: all well
  hello 2
  2 runs migrated, every byte verified; the source is as it was
  2 runs, 4 files (<size>), 1 object, 0 views: all well
  hello 2
  2 runs migrated, every byte verified; the source is as it was
  2 runs, 4 files (<size>), 1 object, 3 views: all well
  hello 2
  2 runs migrated, every byte verified; the source is as it was
  2 runs, 4 files (<size>), 1 object, 0 views: all well
  hello 2
  2 runs migrated, every byte verified; the source is as it was
  2 runs, 4 files (<size>), 1 object, 0 views: all well
  hello 2
  2 runs migrated, every byte verified; the source is as it was
  2 runs, 4 files (<size>), 1 object, 0 views: all well
  hello 2
