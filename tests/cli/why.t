Why runs would run, before anything has run:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ days() { sed -E 's/(today|yesterday) [0-9:<a-z>]+/<day>/g'; }
  $ tiny_project
  $ cairn why
  stage    cached   missing     stale     retry    forced  upstream
  fit           -         4         -         -         -         -
  why:
        4 × it has never run
  Would run 4 of 4 runs.
  $ run_tiny
  $ snapshot . >../before; cairn why; cairn why latest >../out; snapshot . >../after; cmp ../before ../after
  stage    cached   missing     stale     retry    forced  upstream
  fit           4         -         -         -         -         -
  Nothing to run: 4 runs cached.
  $ normalise <../out | days
  fit <id> PLS5 (wheat) is cached: nothing changed
    results/<date>_tiny/wheat/PLS5_28ef02
    key and fingerprint equal those of <id>, attempt 1 of <day>; 6 leaves compared

A value, code and an out changed:

  $ run=$(cairn id fit dataset=corn n=2)
  $ sed -i 's/^echo "fitting/# more\necho "fitting/' fit.sh
  $ cairn why
  stage    cached   missing     stale     retry    forced  upstream
  fit           -         -         4         -         -         -
  why:
        4 × fit.sh: line 3 added  (cairn.yaml:10:12)
  Would run 4 of 4 runs.
  Replaces 4 finished attempts; what is replaced goes to the trash.
  $ rm results/*/corn/PLS2_*/weights.txt
  $ cairn why $run | normalise | days
  fit <id> PLS2 (corn) is stale
    results/<date>_tiny/corn/PLS2_d27e47
    fit.sh: line 3 added   cairn.yaml:<time>
    'weights.txt' is gone  cairn.yaml:<time>
    compared with its attempt 1 of <day>
  $ cairn why $run --json | normalise
  {
    "format": 1,
    "runs": [
      {
        "id": "<id>",
        "digest": "<digest>",
        "stage": "fit",
        "name": "PLS2",
        "dataset": "corn",
        "path": "results/<date>_tiny/corn/PLS2_d27e47",
        "state": "stale",
        "replaces": 1,
        "asked": true,
        "reasons": [
          {
            "kind": "code",
            "leaf": "deps.fit.sh",
            "before": "<digest>",
            "after": "<digest>",
            "detail": "line 3 added",
            "place": "cairn.yaml:<time>",
            "text": "fit.sh: line 3 added"
          },
          {
            "kind": "outs",
            "leaf": "outs.weights",
            "before": "<digest>",
            "detail": "'weights.txt' is gone",
            "place": "cairn.yaml:<time>",
            "text": "'weights.txt' is gone"
          }
        ],
        "compared_with": "own_attempt",
        "compared": {
          "id": "<id>",
          "digest": "<digest>",
          "path": "results/<date>_tiny/corn/PLS2_d27e47",
          "attempt": 1,
          "status": "finished",
          "ended": "<datetime>"
        },
        "leaves": 6
      }
    ]
  }
  $ cairn why --list | normalise
  state  stage  id      name  reason                             ended
  stale  fit    <id>  PLS2  fit.sh: line 3 added (and 1 more)  <date> <time>
  stale  fit    <id>  PLS2  fit.sh: line 3 added               <date> <time>
  stale  fit    <id>  PLS5  fit.sh: line 3 added               <date> <time>
  stale  fit    <id>  PLS5  fit.sh: line 3 added               <date> <time>
  +2 constant columns, --all to show
  $ COLUMNS=200 cairn why --list --md | normalise
  | state | stage | id | name | reason | ended |
  | --- | --- | --- | --- | --- | --- |
  | stale | fit | <id> | PLS2 | fit.sh: line 3 added (and 1 more) | <date> <time> |
  | stale | fit | <id> | PLS2 | fit.sh: line 3 added | <date> <time> |
  | stale | fit | <id> | PLS5 | fit.sh: line 3 added | <date> <time> |
  | stale | fit | <id> | PLS5 | fit.sh: line 3 added | <date> <time> |
  
  +2 constant columns, --all to show
  $ cairn why fit --csv | normalise
  state,stage,id,name,reason,place,attempt,ended
  stale,fit,<id>,PLS2,fit.sh: line 3 added (and 1 more),cairn.yaml:<time>,1,<datetime>
  stale,fit,<id>,PLS2,fit.sh: line 3 added,cairn.yaml:<time>,1,<datetime>
  stale,fit,<id>,PLS5,fit.sh: line 3 added,cairn.yaml:<time>,1,<datetime>
  stale,fit,<id>,PLS5,fit.sh: line 3 added,cairn.yaml:<time>,1,<datetime>
  $ cairn why fit --jsonl | head -n 1 | normalise
  {"state":"stale","stage":"fit","id":"<id>","name":"PLS2","reason":"fit.sh: line 3 added (and 1 more)","place":"cairn.yaml:<time>","attempt":1,"ended":"<datetime>"}

A run that has never run is compared with the nearest one:

  $ cairn why PLS7 n=7 dataset=corn | normalise | days
  fit vq1xv6 PLS7 (corn) is missing: it has never run
    results/<date>_tiny/corn/PLS7_d5809f
    n: 5 → 7  n=7 on the command line
    compared with the nearest run, <id>, attempt 1 of <day> results/<date>_tiny/corn/PLS5_28ef02
  $ cairn why $run n=7 | normalise
  fit <id> PLS2 (corn) is not asked for
    results/<date>_tiny/corn/PLS2_d27e47
    the nearest run that is asked for differs in
    n: 2 → 7  n=7 on the command line
  $ cairn why --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["counts"])'
  {'cached': 0, 'missing': 0, 'stale': 4, 'retry': 0, 'forced': 0, 'upstream': 0, 'running': 0, 'trashed': 0}

Of a code folder the files are told apart: changed, renamed, new and gone ones, and of others than texts those that are
newer. What was only touched is none of them:

  $ mkdir ../folder && cd ../folder && mkdir src && echo a >src/a.py && echo b >src/b.py && echo m >src/m.bin
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit: {deps: [src], cmd: "true"}
  > YAML
  $ reason() { cairn why fit --jsonl | jq -r .reason; }
  $ cairn run -q && mv src/b.py src/c.py && reason
  src: c.py: renamed from b.py
  $ echo d >src/d.py && reason
  src: c.py: renamed from b.py; d.py: new
  $ rm src/c.py && reason
  src: b.py: gone; d.py: new
  $ cairn run -q && sleep 0.01 && touch src/a.py && echo e >src/e.bin && reason
  src: changed (sha d879… → sha 7b33…); newer than attempt 2: e.bin
  $ echo A >>src/a.py && cp src/d.py src/f.py && reason
  src: a.py: line 2 added; f.py: new; newer than attempt 2: e.bin
  $ cp src/d.py src/g.py && cp src/d.py src/h.py && reason
  src: a.py: line 2 added; f.py: new; g.py: new; 1 more file changed; newer than attempt 2: e.bin
  $ rm -r .cairn/objects && rm src/[agh].py && reason
  src: a.py: gone; f.py: new; newer than attempt 2: e.bin

A file that became a folder is told apart as well, and the other way round:

  $ sed -i 's/src/dep/' cairn.yaml && echo a >dep && cairn run -q && rm dep && mkdir dep && echo b >dep/b.py && reason
  dep: no file any more; b.py: new
  $ cairn run -q && rm -r dep && echo a >dep && reason
  dep: b.py: gone
  $ sed -i 's/dep/src/2' cairn.yaml

Of a folder with more code than is kept, what was too much is not taken for new:

  $ for i in 1 2 3 4 5; do yes x | head -c 250000 >src/p$i.py; done
  $ echo z >src/z.py && cairn run -q && rm src/p5.py && reason
  src: changed (sha 52ea… → sha 852d…)
  $ echo o >src/o.py && reason
  src: o.py: new
  $ cd ../tiny

Only some leaves may count:

  $ cairn why --triggers params,data | squeeze
  stage cached missing stale retry forced upstream
  fit 3 - 1 - - -
  why:
   1 × 'weights.txt' is gone (cairn.yaml:12:21)
  Would run 1 of 4 runs.
  Replaces 1 finished attempt; what is replaced goes to the trash.
  $ cairn why --triggers parms
  cairn: error: 'parms' is no trigger
    hint: did you mean 'params'?
  [2]

What is asked about must exist:

  $ cairn why nothing
  cairn: error: there is no run 'nothing'
    hint: list them with: cairn ls
  [3]
  $ cairn why fit $run
  cairn: error: stages and runs are asked about one after the other
    hint: name only stages, or only runs
  [2]
  $ cairn why $run --csv
  cairn: error: the story of one run is no table
    hint: write --json, or leave out the run for a table of all: cairn why --list --csv
  [2]

One whose folder is gone has run, and is not compared with its neighbours:

  $ rm -r results/*_tiny/corn/PLS5_*
  $ cairn why PLS5 dataset=corn | normalise
  fit 7tht4c PLS5 (corn) is missing: its folder is gone
    results/<date>_tiny/corn/PLS5_28ef02
    what was cleaned or replaced can be brought back: cairn trash ls
  $ cairn run -n | tail -n +3
  why:
        2 × fit.sh: line 3 added  (cairn.yaml:10:12)
        1 × fit.sh: line 3 added (and 1 more)  (cairn.yaml:10:12)
        1 × its folder is gone
  Would run 4 of 4 runs.
  Replaces 3 finished attempts; what is replaced goes to the trash.
  $ cairn run -q dataset=corn n=5 && cairn show 7tht4c --json | grep -o '"reason": .*'
  "reason": "its folder is gone",

Where something before a run has to run first, the value or line behind it is named, however far before it is, and once
for all runs that it makes run:

  $ mkdir ../chain && cd ../chain
  $ for stage in prep train score; do echo "echo $stage" >$stage.sh; done
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   prep:
  >     matrix: {part: [1, 2]}
  >     params: {size: 10}
  >     deps: prep.sh
  >     cmd: "sh prep.sh > {outs.data}"
  >     outs: {data: data.txt}
  >   train:
  >     needs: prep
  >     matrix: {lr: [0.1, 0.2]}
  >     deps: train.sh
  >     cmd: "sh train.sh > {outs.model}"
  >     outs: {model: model.txt}
  >   score:
  >     needs: {models: {stage: train, by: []}}
  >     deps: score.sh
  >     cmd: "cat {models.model} > {run}/all.txt; sh score.sh"
  > YAML
  $ cairn run -q -j1 && echo '# more' >>prep.sh && sed -i 's/size: 10/size: 20/' cairn.yaml
  $ cairn why
  stage    cached   missing     stale     retry    forced  upstream
  prep          -         -         2         -         -         -
  train         -         -         -         -         -         4
  score         -         -         -         -         -         1
  why:
        5 × prep runs first: size: 10 → 20 (and 1 more)  (cairn.yaml:5:20)
        2 × size: 10 → 20 (and 1 more)  (cairn.yaml:5:20)
  Would run 7 of 7 runs.
  Replaces 2 finished attempts, and may replace 5 more; what is replaced goes to the trash.
  $ cairn why score
  stage    cached   missing     stale     retry    forced  upstream
  score         -         -         -         -         -         1
  why:
        1 × prep runs first: size: 10 → 20 (and 1 more)  (cairn.yaml:5:20)
  Would run 1 of 1 run.
  May replace 1 finished attempt; what is replaced goes to the trash.
  $ cairn why score --csv | cut -d, -f1,2,5,6
  state,stage,reason,place
  upstream,score,prep runs first: size: 10 → 20 (and 1 more),cairn.yaml:5:20
  $ cairn why $(cairn id score) | normalise | days
  score <id> waits for runs before it (upstream)
    results/score-<id>
    2 runs of prep run first, as <id>: size: 10 → 20          cairn.yaml:5:20
    2 runs of prep run first, as <id>: prep.sh: line 2 added  cairn.yaml:6:11
    compared with its attempt 1 of <day>
  $ cairn why $(cairn id score) --json | jq -c '.runs[0].reasons[] | [.kind, .leaf, .before, .after, .place]' | normalise
  ["upstream","params.size",10,20,"cairn.yaml:5:20"]
  ["upstream","deps.prep.sh","<digest>","<digest>","cairn.yaml:6:11"]
  $ cairn why $(cairn id train prep.part=1 lr=0.1) | normalise | days
  train <id> waits for runs before it (upstream)
    results/train-<id>
    prep <id> runs first: size: 10 → 20          cairn.yaml:5:20
    prep <id> runs first: prep.sh: line 2 added  cairn.yaml:6:11
    compared with its attempt 1 of <day>
  $ cairn run -q -j1 prep && echo '# more' >>train.sh && cairn why score
  stage    cached   missing     stale     retry    forced  upstream
  score         -         -         -         -         -         1
  why:
        1 × train runs first: train.sh: line 2 added  (cairn.yaml:12:11)
  Would run 1 of 1 run.
  May replace 1 finished attempt; what is replaced goes to the trash.
  $ cairn run -q -j1 && cairn why score train.lr=0.1,0.2,0.3
  stage    cached   missing     stale     retry    forced  upstream
  score         -         -         -         -         -         1
  why:
        1 × train runs first: it has never run
  Would run 1 of 1 run.
  May replace 1 finished attempt; what is replaced goes to the trash.
  $ cairn why $(cairn id score) train.lr=0.1,0.2,0.3 | normalise | days
  score <id> waits for runs before it (upstream)
    results/score-<id>
    2 runs of train run first, as g6zjut: it has never run
    compared with its attempt 1 of <day>
  $ cairn why $(cairn id score) train.lr=0.1,0.3 prep.part=1 | normalise | days
  score <id> waits for runs before it (upstream)
    results/score-<id>
    train g6zjut runs first: lr: 0.2 → 0.3                       train.lr=0.1,0.3 on the command line
    train g6zjut runs first: prep: <id> → <id>, part: 2 → 1  prep.part=1 on the command line
    compared with its attempt 1 of <day>
  $ cairn why $(cairn id train prep.part=3 lr=0.1) prep.part=3 lr=0.1 | normalise | days
  train saz0hl is missing: it has never run
    results/train-saz0hl
    prep: <id> → z1ines, part: 2 → 3  prep.part=3 on the command line
    compared with the nearest run, <id>, attempt 2 of <day> results/train-<id>
