A project has one store of objects and one catalog, whatever its layout; on another branch its cairn.yaml may name another
folder of results. What is on record in the folder of before stays what it was.

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat >cairn.yaml <<'YAML'
  > stages:
  >   fit:
  >     matrix: {seed: [1, 2]}
  >     cmd: "echo equal > {run}/model; cairn log metric acc 0.{seed}"
  >     outs: {model: model}
  > YAML
  $ cairn run -q -j 1 && cairn deduplicate --auto --link symlink
  merged 2 files, 6 B saved; they are links to an object now (symlink)
  $ cp cairn.yaml master.yaml
  $ cat .cairn/roots
  results

There no object is taken that the runs of before need, be it a text of provenance or what a link leads to:

  $ echo 'storage: {results_path: scratch}' >>cairn.yaml
  $ cairn cache clean --orphaned --yes && cairn run -q -j 1 2>/dev/null && cairn cache clean --orphaned --yes
  every object is needed
  every object is needed
  $ cat .cairn/roots
  results
  scratch
  $ cp master.yaml cairn.yaml && cairn verify --deep | normalise
  elsewhere: scratch: 2 runs lie here, where the layout 'nirs4all' does not look: not checked
      cairn config layout says which one cairn.yaml names; cairn migrate copies runs from one to another
  2 runs, 2 files (12 B), 2 objects, 5 views: all well, 1 notice, in <duration>

While a folder of results is gone as a whole (moved away, or on a disk that is not mounted), nothing goes either. An object
that nobody needs does not matter to anybody else:

  $ put() { mkdir -p .cairn/objects/$(echo orphan | sha256sum | cut -c -2); echo orphan >.cairn/objects/$(echo orphan | sha256sum | sed -E 's#^(..)([0-9a-f]*).*#\1/\1\2#'); }
  $ put && mv results saved
  $ cairn cache clean --orphaned --yes
  cairn: error: 'results' is not there, where results lay: what its runs need is not known
    hint: bring that folder back, or, where it is gone for good, make an empty one: mkdir -p results
  [4]
  $ mv saved results && mv scratch saved
  $ cairn cache clean --orphaned --yes
  cairn: error: 'scratch' is not there, where results lay: what its runs need is not known
    hint: bring that folder back, or, where it is gone for good, take its line out of .cairn/roots
  [4]
  $ sed -i /scratch/d .cairn/roots
  $ cairn cache clean --orphaned --yes | sed 's/[0-9]*-[0-9]*-objects/<when>-objects/'
  moved 1 object (7 B) to .cairn/trash/<when>-objects

The catalog is of one layout. Where another layout puts runs less deep, or elsewhere, it is made anew when the layout is
changed, and anew when it is changed back:

  $ rm -rf .cairn results saved cairn.yaml && cp master.yaml cairn.yaml && cairn run -q -j 1
  $ for layout in 'layout: flat' 'storage: {results_path: scratch}'; do
  >   echo "$layout" >>cairn.yaml
  >   cairn run -n 2>&1 >/dev/null | normalise; cairn ls --columns stage,seed 2>&1 | normalise; cairn reindex | normalise; cairn doctor | grep -A1 index | normalise
  >   cp master.yaml cairn.yaml
  >   cairn doctor | grep -A1 index
  >   cairn run -n | tail -n 1 && cairn ls --columns stage,seed,acc --sort seed && cairn doctor | grep index
  > done
  stage  seed
  fit       2
  fit       1
  2 runs, 0 copies, 0 problems, in <duration>
  fine     index          has all 2 of the runs
  fine     lost runs      none
  notice   index          the catalog is behind; the next command brings it up to date
                          cairn ls
  Nothing to run: 2 runs cached.
  stage  seed     acc
  fit       1  0.1000
  fit       2  0.2000
  fine     index          has all 2 of the runs
  cairn: note: the layout has changed, and 2 runs lie where it does not look: results/<date>_run_001/all/fit_70594f
  no runs
  0 runs, 0 copies, 0 problems, in <duration>
  notice   index          has 0 of the runs; 2 more lie where the layout does not look: results/<date>_run_001/all/fit_70594f
                          cairn.yaml named another layout or storage.results_path for them
  notice   index          the catalog is behind; the next command brings it up to date
                          cairn ls
  Nothing to run: 2 runs cached.
  stage  seed     acc
  fit       1  0.1000
  fit       2  0.2000
  fine     index          has all 2 of the runs

A check that looks nowhere is none: it names the folders in which the layout does not look.

  $ echo 'storage: {results_path: scratch}' >>cairn.yaml
  $ cairn verify | normalise
  elsewhere: results: 2 runs lie here, where the layout 'nirs4all' does not look: not checked
      cairn config layout says which one cairn.yaml names; cairn migrate copies runs from one to another
  0 runs, 0 files (0 B), 1 object, 0 views: nothing was checked, 1 notice, in <duration>; bytes were not read (--deep reads them)
  $ cairn verify --json | grep -E '"(kind|path|runs|damages|damage)"'
    "runs": 0,
    "damages": 0,
        "kind": "elsewhere",
        "path": "results",
        "damage": false,
  $ cairn run -q 2>../said; normalise <../said; cairn verify | normalise
  cairn: note: the layout has changed, and 2 runs lie where it does not look: results/<date>_run_001/all/fit_70594f
  elsewhere: results: 2 runs lie here, where the layout 'nirs4all' does not look: not checked
      cairn config layout says which one cairn.yaml names; cairn migrate copies runs from one to another
  2 runs, 2 files (12 B), 1 object, 5 views: all well, 1 notice, in <duration>; bytes were not read (--deep reads them)
  $ cp master.yaml cairn.yaml && sed -i '1i layout: dynvision' cairn.yaml && cairn verify 2>&1 | grep ^elsewhere
  elsewhere: results: 2 runs lie here, where the layout 'dynvision' does not look; no other command sees them
  elsewhere: scratch: 2 runs lie here, where the layout 'dynvision' does not look; no other command sees them
