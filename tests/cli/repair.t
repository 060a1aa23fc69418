What stands in the way of one repair stands in the way of no other:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir thrice && cd thrice
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit:
  >     matrix: {seed: [1, 2, 3]}
  >     cmd: "echo equal > {run}/scaler.bin; echo {seed} > {run}/seed.txt"
  > YAML
  $ cairn run -q
  $ plain() { normalise | sed -E 's/[0-9]{8}-[0-9]{6}-([0-9a-z]{6}|<id>)/<entry>/g; s/[0-9a-z]{6}\.json/<id>.json/; s/fit-[0-9a-z]{6}/fit-<id>/'; }
  $ set -- results/fit-*
  $ rm $1/scaler.bin $2/scaler.bin && mkdir $1/scaler.bin
  $ cairn verify --deep --repair | normalise
  link: results/fit-<id>/scaler.bin: it is no regular file; it could not be repaired: a folder is in its place
      move 'results/fit-<id>/scaler.bin' away, then run this again
  repaired missing: results/fit-<id>/scaler.bin: a record names it, and it is not there; restored from results/fit-<id>/scaler.bin
  3 runs, 6 files (24 B), 1 object, 0 views: 1 damage, 1 repaired, in <duration>
  $ cat $2/scaler.bin
  equal
  $ rmdir $1/scaler.bin && cairn verify --deep --repair > /dev/null && cat $1/scaler.bin
  equal

A record that is gone is missed, in a run folder and in the trash:

  $ rm -f $3/.run/* && cairn verify 2>&1 | plain
  record: results/fit-<id>/.run/<id>.json: it is not there, and run wuwb2w has ended
      bring it back from a copy of the store
  2 runs, 4 files (16 B), 1 object, 0 views: 1 damage, in <duration>; bytes were not read (--deep reads them)
  $ rm -r $3 && cairn clean --yes $1 > /dev/null
  $ cairn verify | sed 's/,.*//'
  2 runs (1 in the trash)
  $ record=$(ls .cairn/trash/*/run/.run/*.json) && mv $record ../record
  $ cairn verify 2>&1 | plain
  missing: .cairn/trash/<entry>/run/.run/<id>.json: the record is not there, and the trash says it is
      bring it back from a copy of the store
  1 run, 2 files (8 B), 1 object, 0 views: 1 damage, in <duration>; bytes were not read (--deep reads them)
  $ mv ../record $record && cairn verify > /dev/null

So is what the trash says of itself:

  $ sed -i 's/"kind"/"kinX"/' .cairn/trash/*/entry.json
  $ cairn verify | plain
  unreadable: .cairn/trash/<entry>/entry.json: field 'kind' is missing
      bring it back from a copy of the store
  2 runs (1 in the trash), 4 files (16 B), 1 object, 0 views: 1 damage, in <duration>; bytes were not read (--deep reads them)

Two files that were swapped hold what the other one needs; so do three in a circle, and one that was given another name.
Nothing of them is kept as damaged, since all of it is in its place again:

  $ mkdir ../swapped && cd ../swapped
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit:
  >     matrix: {seed: [1, 2, 3]}
  >     cmd: "for f in a b c; do echo {seed}$f > {run}/$f; done"
  > YAML
  $ cairn run -q
  $ set -- results/fit-*
  $ swap() { mv $1 x && mv $2 $1 && mv x $2; }
  $ before=$(sha256sum results/*/?) && cp $1/c ../c
  $ swap $1/a $2/a; swap $1/b $2/b; swap $2/b $3/b; mv $3/c $3/d; echo bad >$1/c
  $ cairn verify --deep --repair | normalise | sed 's/damaged.[0-9-]*/damaged\/<stamp>/'
  repaired bytes: results/fit-<id>/a: it holds other bytes than were recorded; restored from results/fit-<id>/a
  repaired bytes: results/fit-<id>/b: it holds other bytes than were recorded; restored from results/fit-<id>/b
  size: results/fit-<id>/c: it has 4 bytes, recorded are 3
  repaired bytes: results/fit-<id>/a: it holds other bytes than were recorded; restored from .cairn/damaged/<stamp>/results/fit-<id>/a
  repaired bytes: results/fit-<id>/b: it holds other bytes than were recorded; restored from .cairn/damaged/<stamp>/results/fit-<id>/b
  repaired bytes: results/fit-<id>/b: it holds other bytes than were recorded; restored from .cairn/damaged/<stamp>/results/fit-<id>/b
  repaired missing: results/fit-<id>/c: a record names it, and it is not there; restored from results/fit-<id>/d
  foreign: results/fit-<id>/d: no record knows it: it came after the run had ended
      move it elsewhere, if it shall be kept
  3 runs, 9 files (27 B), 1 object, 0 views: 2 damages, 6 repaired, in <duration>
  $ echo "$before" | sha256sum -c --quiet 2>&1
  results/fit-4c2sgl/c: FAILED
  sha256sum: WARNING: 1 computed checksum did NOT match
  [1]
  $ ls .cairn | grep damaged
  [1]

One repair is cut off after the first file of two; the next one finds the bytes that were kept:

  $ rm $3/d; cp ../c $1/c; swap $1/a $2/a
  $ sh -c 'CAIRN_FAIL=repair_rename:2:kill cairn verify --deep --repair; true' >/dev/null 2>&1
  $ cairn verify --deep | grep -c '^bytes'
  1
  $ cairn verify --deep --repair | tail -1 | normalise
  3 runs, 9 files (27 B), 1 object, 0 views: all well, 1 repaired, 1 notice, in <duration>
  $ echo "$before" | sha256sum -c --quiet

A record comes back from a copy of its run, whether it was damaged or is gone, and what it names and shows is whole again:

  $ . "$TESTDIR/../support/tiny_project.sh"
  $ cd .. && tiny_project && run_tiny && cp -a results/*_tiny results/2026-11-01_copy && cairn reindex | normalise
  4 runs, 4 copies, 0 problems, in <duration>
  $ well() { normalise | sed -E 's/\([0-9.]+ k?B\)/(<size>)/; s/, in .*//'; }
  $ record=$(ls results/*_tiny/corn/PLS2*/.run/o2a5oj.json) && printf X | dd of=$record bs=1 seek=400 conv=notrunc status=none
  $ cairn verify --deep --repair | well
  repaired record: results/<date>_tiny/corn/PLS2_d27e47/.run/<id>.json: not a record: <here>/results/<date>_tiny/corn/PLS2_d27e47/.run/<id>.json:14:1: not JSON: while parsing object key - invalid literal; expected string literal; restored from results/<date>_copy/corn/PLS2_d27e47/.run/<id>.json
  8 runs, 40 files (<size>), 2 objects, 42 views: all well, 1 repaired
  $ cmp $record results/2026-11-01_copy/corn/PLS2*/.run/o2a5oj.json; ls .cairn/damaged/*/$record | wc -l
  1
  $ cairn ls --columns id,status 2>&1 | grep o2a5oj
  o2a5oj  finished
  $ rm $record && rm .cairn/catalog.db && cairn verify --repair | well
  repaired record: results/<date>_tiny/corn/PLS2_d27e47/.run/<id>.json: it is not there, and run <id> has ended; restored from results/<date>_copy/corn/PLS2_d27e47/.run/<id>.json
  8 runs, 40 files (<size>), 2 objects, 42 views: all well, 1 repaired
  $ cairn render | normalise && cairn verify | well
  0 written, 42 unchanged, in <duration>
  8 runs, 40 files (<size>), 2 objects, 42 views: all well

But not from one that may be another's: of an earlier attempt, or of files that are not these:

  $ rm -r results/2026-11-01_copy/corn/PLS5* && run_tiny --force --yes dataset=corn n=2 && rm $record && cairn verify --repair | well
  view: results/<date>_tiny/RUN.yaml: it does not say what the records say
      cairn render (what was typed into it is kept)
  view: results/<date>_tiny/corn/COMPARISON.yaml: it does not say what the records say
      cairn render (what was typed into it is kept)
  record: results/<date>_tiny/corn/PLS2_d27e47/.run/<id>.json: it is not there, and run <id> has ended
      bring it back from a copy of the store
  7 runs (1 in the trash), 35 files (<size>), 2 objects, 34 views: 3 damages
  $ rm .cairn/catalog.db && cairn verify --repair | grep -c restored
  0
  [1]
