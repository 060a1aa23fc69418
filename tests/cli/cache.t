What the object store holds, and what of it nobody needs:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn cache stats | normalise
  Cache location:          .cairn/objects
  Total size:              936 B in 2 objects
  Unique artifacts:        14
  Duplicate references:    2
  Orphaned entries:        0 (0 B)
  Space savings potential: 27 B
  $ cairn cache clean --orphaned
  every object is needed
  $ cairn cache clean
  cairn: error: say what shall go
    hint: cairn cache clean --orphaned
  [2]

Objects whose runs are gone are orphans; those of runs in the trash are not. They go to the trash.

  $ echo '# changed' >>fit.sh && run_tiny
  $ rm -r .cairn/trash
  $ cairn cache stats | grep Orphaned
  Orphaned entries:        1 (608 B)
  $ cairn cache clean --orphaned -n
  would move 1 object that no record names (608 B) to the trash
  $ cairn cache clean --orphaned 2>&1
  cairn: error: nobody is there to answer: Move 1 object that no record names (608 B) to the trash?
    hint: say --yes to go on, or --dry-run to only look
  [4]
  $ cairn cache clean --orphaned --yes | sed 's/[0-9]*-[0-9]*-objects/<when>-objects/'
  moved 1 object (608 B) to .cairn/trash/<when>-objects
  $ cairn cache stats | grep Orphaned
  Orphaned entries:        0 (0 B)
  $ cairn verify --deep | normalise
  4 runs, 20 files (7.9 kB), 2 objects, 21 views: all well, in <duration>

Nothing goes while a record cannot be read: nobody knows what it needs.

  $ record=$(ls results/*/corn/PLS2_*/.run/??????.json) && cp $record copy && truncate -s 100 $record
  $ cairn cache clean --orphaned --yes 2>&1 | normalise | sed 's/: not a record.*/: …/'
  cairn: error: 1 of the records cannot be read, and what they need is not known: <here>/results/<date>_tiny/corn/PLS2_d27e47/.run/<id>.json: …
    hint: look at them with: cairn verify
  $ cp copy $record
  $ cairn cache rebuild | normalise
  16 artifacts indexed, in <duration>
