What the object store holds, and what of it nobody needs:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ sizes() { sed -E 's/[0-9.]+ (B|kB)/<size>/g'; }
  $ tiny_project && run_tiny
  $ cairn cache stats | normalise | sizes
  Cache location:          .cairn/objects (storage.cache: off)
  Total size:              <size> in 2 objects
  Unique artifacts:        14
  Duplicate references:    2
  Orphaned entries:        0 (<size>)
  Space savings potential: <size>
  $ cairn cache clean --orphaned
  every object is needed
  $ cairn cache clean
  cairn: error: say what shall go
    hint: cairn cache clean --orphaned
  [2]

Objects whose runs are gone are orphans; those of runs in the trash are not. They go to the trash.

  $ echo '# changed' >>fit.sh && run_tiny
  $ rm -r .cairn/trash
  $ cairn cache stats | grep Orphaned | sizes
  Orphaned entries:        1 (<size>)
  $ cairn cache clean --orphaned -n | sizes
  would move 1 object that no record names (<size>) to the trash
  $ cairn cache clean --orphaned 2>&1 | sizes
  cairn: error: nobody is there to answer: Move 1 object that no record names (<size>) to the trash?
    hint: say --yes to go on, or --dry-run to only look
  $ cairn cache clean --orphaned --yes | sed 's/[0-9]*-[0-9]*-objects/<when>-objects/' | sizes
  moved 1 object (<size>) to .cairn/trash/<when>-objects
  $ cairn cache stats | grep Orphaned | sizes
  Orphaned entries:        0 (<size>)
  $ cairn verify --deep | normalise | sizes
  4 runs, 20 files (<size>), 2 objects, 21 views: all well, in <duration>

Nothing goes while a record cannot be read: nobody knows what it needs.

  $ record=$(ls results/*/corn/PLS2_*/.run/??????.json) && cp $record copy && truncate -s 100 $record
  $ cairn cache clean --orphaned --yes 2>&1 | normalise | sed 's/: not a record.*/: …/'
  cairn: error: 1 of the records cannot be read, and what they need is not known: <here>/results/<date>_tiny/corn/PLS2_d27e47/.run/<id>.json: …
    hint: look at them with: cairn verify
  $ cp copy $record
  $ cairn cache rebuild | normalise | sizes
  16 artifacts indexed, 0 objects (<size>) added, in <duration>
