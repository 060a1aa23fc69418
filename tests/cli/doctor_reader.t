A circle of links leads nowhere, and is found as any link that does:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ ln -s loop results/loop
  $ cairn doctor >found
  [1]
  $ grep ' links  ' -A1 found
  problem  links          1 link leads nowhere: results/loop
                          cairn verify --deep --repair
  $ cairn ls --columns id | wc -l
  5
  $ rm results/loop

Who may only read is told so, once, and everything that reading tells:

  $ above=$PWD; while [[ $above == */cairn-t.* ]]; do chmod a+x "$above"; above=$(dirname "$above"); done
  $ cp "$(command -v cairn)" ../cairn && chmod -R a+rX,a-w . && chmod a+rx ../cairn
  $ reader() { if [ "$(id -u)" = 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi; }
  $ (reader ../cairn doctor; echo $?) | sed -E 's/file system .*/file system …/' | normalise
  notice   writing        not writable: '<here>/.cairn': Permission denied
                          who may write here learns more
  fine     clock          no run ended in the future
  fine     file system …
  fine     locks          not tried out
  fine     records        4 records read
  fine     leftovers      none
  fine     links          none leads nowhere
  notice   index          the catalog is behind; the next command brings it up to date
                          cairn ls
  fine     lost runs      none
  fine     adopted trees  none
  fine     damaged files  none is kept
  0
  $ reader ../cairn cache stats 2>&1 | sed -E "s#catalog '.*catalog.db'#catalog '…'#; s/[0-9]+ B/<size>/" | normalise
  cairn: warning: catalog '…': attempt to write a readonly database; the answer was made in memory
  Cache location:          .cairn/objects (storage.cache: off)
  Total size:              <size> in 2 objects
  Unique artifacts:        14
  Duplicate references:    2
  Orphaned entries:        0 (<size>)
  Space savings potential: <size>

Views that are right need nobody who may write:

  $ (reader ../cairn render; echo $?) 2>&1 | sed -E "s#catalog '.*catalog.db'#catalog '…'#" | normalise
  cairn: warning: catalog '…': attempt to write a readonly database; the answer was made in memory
  0 written, 21 unchanged, in <duration>
  0
  $ chmod -R u+w .
