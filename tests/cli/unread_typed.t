What people type lies in files of its own. One that cannot be read is named, and hides nothing else: the group file of a
newer cairn, whose rollups are not compared, since they show what is in it:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ plain() { normalise | sed -E 's/[0-9.]+ (B|kB)/<size>/g; s/, in <duration>//; s/[0-9]{8}-[0-9]{6}/<when>/'; }
  $ tiny_project && run_tiny && group=$(ls results/*/.run/group.json) && cp $group ../group
  $ sed -i 's/"format": 1/"format": 9/' $group && rm results/*/wheat/PLS2*/weights.txt
  $ cairn verify --deep | plain
  group: results/<date>_tiny/.run/group.json: it has format 9; this cairn reads up to 1
      use the cairn that wrote it, or a newer one
  missing: results/<date>_tiny/wheat/PLS2_d27e47/weights.txt: a record names it, and it is not there
  4 runs, 20 files (<size>), 2 objects, 16 views: 2 damages; not compared: 5 views that show what is gone or unread
  $ cairn doctor | grep -A1 records | plain
  problem  records        4 records read; 1 file of notes cannot be read: <here>/results/<date>_tiny/.run/group.json: it has format 9; this cairn reads up to 1
                          cairn verify
  $ cairn run 2>&1 | plain | squeeze
  4 runs: 3 cached, 1 stale
  cairn: warning: <here>/results/<date>_tiny/.run/group.json: it has format 9; this cairn reads up to 1
  Ran 1 job in <duration>: 1 finished; 3 cached.
  Results: results/<date>_tiny
  $ cairn render 2>&1 | plain
  cairn: warning: <here>/results/<date>_tiny/.run/group.json: it has format 9; this cairn reads up to 1
  0 written, 21 unchanged
  $ cp ../group $group && cairn render | plain; cairn verify | plain
  1 written, 20 unchanged
  edited: .cairn/trash/<when>-<id>/run/weights.txt: it was gone before it came here (replaced by attempt 2)
  5 runs (1 in the trash), 25 files (<size>), 2 objects, 21 views: all well, 1 notice; bytes were not read (--deep reads them)

The notes of a run, without which no document of it and no rollup above says what it should:

  $ notes=$(ls -d results/*/corn/PLS2*)/.run/o2a5oj.user.json && echo '{' >$notes && cairn verify --deep | plain
  edited: .cairn/trash/<when>-<id>/run/weights.txt: it was gone before it came here (replaced by attempt 2)
  user-file: results/<date>_tiny/corn/PLS2_d27e47/.run/<id>.user.json: 2:1: not JSON: while parsing object key - unexpected end of input; expected string literal
      correct the file by hand: what is in it is yours
  5 runs (1 in the trash), 25 files (<size>), 2 objects, 14 views: 1 damage, 1 notice; not compared: 7 views that show what is gone or unread
  $ cairn doctor | grep -A1 records | plain
  problem  records        5 records read; 1 file of notes cannot be read: <here>/results/<date>_tiny/corn/PLS2_d27e47/.run/<id>.user.json:2:1: not JSON: while parsing object key - unexpected end of input; expected string literal
                          cairn verify
  $ rm $notes && cairn verify | plain
  edited: .cairn/trash/<when>-<id>/run/weights.txt: it was gone before it came here (replaced by attempt 2)
  5 runs (1 in the trash), 25 files (<size>), 2 objects, 21 views: all well, 1 notice; bytes were not read (--deep reads them)
