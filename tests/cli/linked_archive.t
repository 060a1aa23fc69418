The archive of a project is a link to a folder elsewhere: what lies in it counts as before.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ plain() { normalise | sed -E 's/[0-9.]+ k?B\b/<size>/g; s/, in <duration>.*//; s/[0-9]{4}-[0-9]{2}_tiny/<month>_tiny/g; s,/dev/shm/cairn-t[^ :]*,<far>,g'; }
  $ mkdir cold && tiny_project && run_tiny && ln -s ../../cold results/archive
  $ cairn archive --stage fit --yes | tail -1
  moved to the archive; back with: cairn restore
  $ ls ../cold | plain
  <month>_tiny
  $ cairn ls --columns id,archived && cairn verify --deep | plain
  id      archived
  nuxjie         1
  7tht4c         1
  88sca7         1
  o2a5oj         1
  4 runs, 20 files (<size>), 2 objects, 21 views: all well
  $ cairn reindex | plain && cairn ls --columns id,archived
  4 runs, 0 copies, 0 problems
  id      archived
  nuxjie         1
  7tht4c         1
  88sca7         1
  o2a5oj         1
  $ cairn cache clean --orphaned --yes | plain && cairn deduplicate --scan --dry-run | plain && cairn verify --deep | plain
  every object is needed
  2 duplicate files in 2 sets: <size> could be saved
  
  Set 1: fold.txt, <size>
    (1) results/archive/<month>_tiny/<date>_tiny/wheat/PLS2_d27e47/models/8jgeay/fold.txt
    (2) results/archive/<month>_tiny/<date>_tiny/wheat/PLS5_28ef02/models/glq5ca/fold.txt
  
  Set 2: fold.txt, <size>
    (1) results/archive/<month>_tiny/<date>_tiny/corn/PLS2_d27e47/models/v2yhhy/fold.txt
    (2) results/archive/<month>_tiny/<date>_tiny/corn/PLS5_28ef02/models/waecpq/fold.txt
  
  Nothing was changed. To merge them: cairn deduplicate --auto
  4 runs, 20 files (<size>), 2 objects, 21 views: all well
  $ cairn restore tiny | plain && cairn ls --columns id,archived && ls ../cold
  restored 4 runs to results/<date>_tiny
  id      archived
  nuxjie         0
  7tht4c         0
  88sca7         0
  o2a5oj         0

An archive that was a folder, and is a link now:

  $ rm results/archive && cairn archive --stage fit --yes | tail -1 && rmdir ../cold
  moved to the archive; back with: cairn restore
  $ mv results/archive ../cold && ln -s ../../cold results/archive && cairn ls --columns id,archived
  id      archived
  nuxjie         1
  7tht4c         1
  88sca7         1
  o2a5oj         1
  $ cairn verify --deep | plain
  4 runs, 20 files (<size>), 2 objects, 21 views: all well

The link leads nowhere for a while:

  $ mv ../cold ../away && cairn ls 2>&1 | plain
  no runs
  $ cairn cache clean --orphaned --yes
  cairn: error: 'results/archive' is a link to '../../cold', which is not there: what its runs need is not known
    hint: bring that folder back, or remove the link
  [4]
  $ mv ../away ../cold && cairn ls --columns id,archived
  id      archived
  nuxjie         1
  7tht4c         1
  88sca7         1
  o2a5oj         1
  $ cairn restore tiny | plain
  restored 4 runs to results/<date>_tiny

On another file system nothing can be renamed to:

  $ far=$(mktemp -d /dev/shm/cairn-t.XXXXXX) && trap 'rm -r $far' EXIT && rmdir ../cold && rm results/archive && ln -s $far results/archive
  $ cairn archive --stage fit --yes 2>&1 | tail -2 | plain
  cairn: error: 'results/<date>_tiny' lies on another file system than 'results/archive/<month>_tiny/<date>_tiny' would: cairn moves by renaming, which cannot be done
    hint: move it by hand when nothing runs, it is found there: mkdir -p <here>/results/archive/<month>_tiny && mv <here>/results/<date>_tiny <here>/results/archive/<month>_tiny
  $ ls -A $far results .cairn/staging | plain
  .cairn/staging:
  
  <far>:
  
  results:
  <date>_tiny
  archive

What it says helps:

  $ eval "$(cairn archive --stage fit --yes 2>&1 | sed -n 's/.*found there: //p')"
  $ cairn ls --columns id,archived && cairn verify --deep | plain
  id      archived
  nuxjie         1
  7tht4c         1
  88sca7         1
  o2a5oj         1
  4 runs, 20 files (<size>), 2 objects, 21 views: all well
  $ cairn restore tiny 2>&1 | plain
  cairn: error: 'results/archive/<month>_tiny/<date>_tiny' lies on another file system than 'results/<date>_tiny' would: cairn moves by renaming, which cannot be done
    hint: move it by hand when nothing runs, it is found there: mkdir -p <here>/results && mv <here>/results/archive/<month>_tiny/<date>_tiny <here>/results
  $ eval "$(cairn restore tiny 2>&1 | sed -n 's/.*found there: //p')"
  $ cairn ls --columns id,archived
  id      archived
  nuxjie         0
  7tht4c         0
  88sca7         0
  o2a5oj         0

The folders of a layout that has several, one of them elsewhere: what runs there need is kept.

  $ cd .. && mkdir several far && cd several && cat >cairn.yaml <<'YAML'
  > layout: dynvision
  > experiment: e
  > datasets: {d: {version: 1}}
  > stages:
  >   init:
  >     kind: model
  >     matrix: {dataset: [d]}
  >     params: {model: {type: string, default: N}, act: {type: string, default: relu}, seed: {type: int, default: 7}}
  >     deps: [a]
  >     cmd: "cat a > {run}/init.pt"
  >     outs: {w: init.pt}
  > YAML
  $ echo 1 >a && cairn run -q && mv models/* ../far/ && rmdir models && ln -s ../far models
  $ cairn ls --columns id,status && cairn cache clean --orphaned --yes | plain
  id      status
  qfil0u  finished
  every object is needed
  $ cairn verify --deep | plain && cairn analyze storage | head -3 | plain
  1 run, 1 file (<size>), 2 objects, 2 views: all well
  Total runs: 1 (<size>; <size> on disk, 12 inodes)
  
  By month:

While it leads nowhere, nobody knows what is needed:

  $ mv ../far ../gone && cairn cache clean --orphaned --yes
  cairn: error: 'models' is a link to '../far', which is not there: what its runs need is not known
    hint: bring that folder back, or remove the link
  [4]
