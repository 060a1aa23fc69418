The results of a project are a link to a folder on a larger disk.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ plain() { normalise | sed -E 's/[0-9.]+ k?B\b/<size>/g; s/, in <duration>.*//; s/[0-9]{8}-[0-9]{6}-/<stamp>-/g'; }
  $ mkdir big && tiny_project && ln -s ../big results
  $ run_tiny && cairn verify --deep | plain
  4 runs, 20 files (<size>), 2 objects, 21 views: all well
  $ ls ../big | normalise
  <date>_tiny
  $ run=$(ls -d results/*/corn/PLS2_*)
  $ cairn clean --yes $run | tail -1 | plain && cairn restore o2a5oj | plain
  moved to the trash; back with: cairn restore <stamp>-<id>
  restored o2a5oj to results/<date>_tiny/corn/PLS2_d27e47
  $ run_tiny --force && cairn purge --all --yes | tail -1 | plain
  <size> freed
  $ cairn export o2a5oj -o ../one.zip >/dev/null && cairn clean --yes --no-trash $run | tail -1 | plain
  <size> freed
  $ cairn import ../one.zip | head -1 | plain
  imported 1 run from one.zip (5 files, <size>)
  $ cairn archive --stage fit --yes | tail -1 && cairn restore tiny | plain
  moved to the archive; back with: cairn restore
  restored 4 runs to results/<date>_tiny
  $ cairn reindex | plain
  4 runs, 0 copies, 0 problems
  $ cairn deduplicate --auto | plain && cairn deduplicate --restore | plain
  merged 2 files, <size> saved; they are one inode now (hardlink)
  gave 2 files an inode of their own, <size>

From there a link to an object would lead nowhere:

  $ cairn deduplicate --auto --link symlink 2>&1 | plain
  cairn: error: 'results' lies in '<tmp>/linked_results.t/big': links from there to objects would lead nowhere
    hint: share the bytes without links: --link hardlink
  $ cairn verify --deep | plain
  4 runs, 19 files (<size>), 2 objects, 21 views: all well

Every path to a run is one, from wherever:

  $ cairn show $(realpath $run) | head -1
    id          o2a5oj
  $ ln -s tiny ../other && cairn show $PWD/../other/$run | head -1
    id          o2a5oj
  $ cd $run && cairn show . | head -1 && cairn verify . | plain
    id          o2a5oj
  1 run, 4 files (<size>), 2 objects, 4 views: all well
  $ cd ../../../.. && cairn ls $(realpath results/*/corn) --columns id
  id
  7tht4c
  o2a5oj
  $ cd ../other && cairn show $PWD/$run | head -1 && cairn run -q && cairn verify | plain
    id          o2a5oj
  4 runs, 19 files (<size>), 2 objects, 21 views: all well
  $ cd ../tiny

Moved to another file system, where nothing can be renamed to:

  $ far=$(mktemp -d /dev/shm/cairn-t.XXXXXX) && trap 'rm -r $far' EXIT && mv ../big/* $far/ && rm results && ln -s $far results
  $ far() { plain | sed "s,$far,<far>,g"; }
  $ cairn verify --deep | plain
  4 runs, 19 files (<size>), 2 objects, 21 views: all well
  $ cairn run --force 2>&1 | far
  cairn: error: '<far>' lies on another file system than .cairn: nothing can move from one to the other
    hint: put .cairn there, too, when nothing runs: mv <here>/.cairn <far>.cairn && ln -s <far>.cairn <here>/.cairn
  $ cairn clean --yes $run 2>&1 | grep error | far
  cairn: error: '<far>' lies on another file system than .cairn: nothing can move from one to the other
  $ cairn clean --yes --no-trash $run 2>&1 | grep error | far
  cairn: error: '<far>' lies on another file system than .cairn: nothing can move from one to the other
  $ cairn import ../one.zip 2>&1 | head -1 | far
  already present: 1 run
  $ cairn verify --deep | plain
  4 runs, 19 files (<size>), 2 objects, 21 views: all well

What it says helps:

  $ mv .cairn $far.cairn && ln -s $far.cairn .cairn && trap 'rm -r $far $far.cairn' EXIT
  $ run_tiny --force && cairn clean --yes $run >/dev/null && cairn restore o2a5oj | head -1 | plain
  restored o2a5oj to results/<date>_tiny/corn/PLS2_d27e47
  $ cairn clean --yes --no-trash $run | tail -1 | plain
  <size> freed
  $ cairn import ../one.zip | head -1 | plain
  imported 1 run from one.zip (5 files, <size>)
  $ cairn verify --deep | plain
  8 runs (4 in the trash), 38 files (<size>), 2 objects, 21 views: all well

The disk is not there for a while: then nothing is said of its runs, and none is made anew.

  $ cd .. && mkdir unmounted && cd unmounted && mkdir ../disk && ln -s ../disk results && cp -r ../tiny/cairn.yaml ../tiny/fit.sh ../tiny/data .
  $ run_tiny && mv ../disk ../gone
  $ for verb in ls 'run -n' run verify reindex 'cache clean --orphaned --yes' 'best --json' show\ o2a5oj; do
  >   cairn $verb 2>&1; echo "[$?]"
  > done
  cairn: error: 'results' is a link to '../disk', which is not there
    hint: bring that folder back, or remove the link
  [4]
  cairn: error: 'results' is a link to '../disk', which is not there
    hint: bring that folder back, or remove the link
  [4]
  cairn: error: 'results' is a link to '../disk', which is not there
    hint: bring that folder back, or remove the link
  [4]
  cairn: error: 'results' is a link to '../disk', which is not there
    hint: bring that folder back, or remove the link
  [4]
  cairn: error: 'results' is a link to '../disk', which is not there
    hint: bring that folder back, or remove the link
  [4]
  cairn: error: 'results' is a link to '../disk', which is not there: what its runs need is not known
    hint: bring that folder back, or remove the link
  [4]
  cairn: error: 'results' is a link to '../disk', which is not there
    hint: bring that folder back, or remove the link
  [4]
  cairn: error: 'results' is a link to '../disk', which is not there
    hint: bring that folder back, or remove the link
  [4]
  $ cairn doctor
  problem  folders        'results' is a link to '../disk', which is not there
                          bring that folder back, or remove the link
  [1]
  $ mv ../gone ../disk && cairn run && cairn verify | plain
  Nothing to run: all 4 runs are cached.
  4 runs, 20 files (<size>), 2 objects, 21 views: all well

So it is where .cairn is a link:

  $ mv .cairn ../hidden && ln -s ../hidden .cairn && cairn run && mv ../hidden ../gone
  Nothing to run: all 4 runs are cached.
  $ cairn ls
  cairn: error: '.cairn' is a link to '../hidden', which is not there
    hint: bring that folder back, or remove the link
  [4]
  $ cairn run
  cairn: error: '.cairn' is a link to '../hidden', which is not there
    hint: bring that folder back, or remove the link
  [4]
  $ cairn verify
  cairn: error: '.cairn' is a link to '../hidden', which is not there
    hint: bring that folder back, or remove the link
  [4]
  $ cairn doctor
  problem  folders        '.cairn' is a link to '../hidden', which is not there
                          bring that folder back, or remove the link
  [1]
