A bad edit of a script makes everything run again. Once the edit is taken back, what the new attempts have replaced comes
back from the trash, and nothing runs:

  $ . "$TESTDIR/../support/transcript.sh"
  $ entries() { sed -E 's/[0-9]{8}-[0-9]{6}-[a-z0-9]{6}(\.[0-9]+)?/<entry>/g'; }
  $ mkdir wheat && cd wheat
  $ cat >cairn.yaml <<'YAML'
  > project: wheat
  > layout: flat
  > stages:
  >   fit:
  >     params: {lr: {type: float}}
  >     matrix: {lr: [0.1, 0.2]}
  >     deps: [train.sh]
  >     cmd: "sh train.sh {lr} {run}"
  >     outs: {model: model.txt}
  >   test:
  >     params: {lr: {type: float}}
  >     matrix: {lr: [0.1, 0.2]}
  >     needs: {fit: {stage: fit, by: [lr]}}
  >     cmd: "echo ran >>ran; cat {fit.model} > {run}/score.txt"
  >     outs: {score: score.txt}
  > YAML
  $ echo 'echo ran >>ran; echo "model of $1" >$2/model.txt' >train.sh
  $ cairn run -q && cp train.sh good.sh
  $ cairn note "$(cairn ls fit --columns id --csv | tail -n 1)" 'the better one' >/dev/null
  $ echo 'echo ran >>ran; echo "bad model of $1" >$2/model.txt' >train.sh && cp train.sh bad.sh
  $ cairn run -q && cp good.sh train.sh && rm ran
  $ cairn run -n
  stage    cached   missing     stale     retry    forced  upstream   trashed
  fit           -         -         -         -         -         -         2
  test          -         -         -         -         -         2         -
  why:
        2 × fit comes back first: train.sh: line 1 changed  (cairn.yaml:7:12)
        2 × it was made before and is in the trash; run brings it back
  Would run 2 of 4 runs, and bring back 2 from the trash.
  Replaces 2 finished attempts, and may replace 2 more; what is replaced goes to the trash.
  $ cairn run 2>&1 | normalise
  4 runs: 2 upstream, 2 trashed
  Ran nothing: 4 runs brought back from the trash.
  Results: results
  $ test -e ran
  [1]
  $ cat results/*/model.txt
  model of 0.2
  model of 0.1
  $ cat results/*/score.txt
  model of 0.2
  model of 0.1
  $ cairn ls --columns stage,attempt,status,notes --csv | sort
  fit,1,finished,
  fit,1,finished,the better one
  stage,attempt,status,notes
  test,1,finished,
  test,1,finished,
  $ cairn run 2>&1
  Nothing to run: all 4 runs are cached.
  $ cairn verify | normalise
  8 runs (4 in the trash), 8 files (120 B), 3 objects, 0 views: all well, in <duration>; bytes were not read (--deep reads them)
  $ cairn trash ls --json | grep -E '"(kind|reason)"'
        "kind": "attempt",
        "reason": "replaced by attempt 1, which came back",
        "kind": "attempt",
        "reason": "replaced by attempt 1, which came back",
        "kind": "attempt",
        "reason": "replaced by attempt 1, which came back",
        "kind": "attempt",
        "reason": "replaced by attempt 1, which came back",

The plan says so before, for all and for each; so does why:

  $ cp bad.sh train.sh
  $ cairn run -n --list fit lr=0.1 | normalise
  stage    cached   missing     stale     retry    forced  upstream   trashed
  fit           -         -         -         -         -         -         1
  why:
        1 × it was made before and is in the trash; run brings it back
  trashed   <id>  results/fit-<id>  attempt 2 of today <time> comes back from the trash; replaces attempt 1 (to the trash)
  Would bring back 1 of 1 run from the trash.
  Replaces 1 finished attempt; what is replaced goes to the trash.
  $ cairn run -n --json fit lr=0.1 | normalise | python3 -c 'import json, sys
  > plan = json.load(sys.stdin); print({k: n for k, n in plan["counts"].items() if n})
  > found = plan["runs"][0].pop("in_trash"); print(sorted(found), found["kind"], found["attempt"])'
  {'trashed': 1}
  ['attempt', 'ended', 'entry', 'kind'] attempt 2
  $ fit=$(cairn ls fit --where 'lr = 0.1' --columns id --csv | tail -n 1)
  $ cairn why $fit | normalise
  fit <id> is in the trash as it is wanted now (trashed)
    results/fit-<id>
    train.sh: line 1 changed  cairn.yaml:7:12
    compared with its attempt 1 of today <time>
    was made before: attempt 2 of today <time> is in the trash; run brings it back
  $ cairn why "$(cairn ls test --where 'lr = 0.1' --columns id --csv | tail -n 1)" | normalise
  test <id> waits for runs before it (upstream)
    results/test-<id>
    fit <id> comes back first: train.sh: line 1 changed  cairn.yaml:7:12
    compared with its attempt 1 of today <time>
  $ cairn run -q && cat results/fit-*/model.txt
  bad model of 0.2
  bad model of 0.1

Attempts keep their numbers. What a person says of a run stays with it, and the next attempt tells of all before it,
wherever they lie:

  $ cp good.sh train.sh && cairn run -q && cat results/fit-*/model.txt
  model of 0.2
  model of 0.1
  $ echo '# a new one' >>train.sh && cairn run -q -v fit 2>&1 | normalise
  done: fit <id> in <duration>
  done: fit <id> in <duration>
  $ cairn show $fit --json | python3 -c 'import json, sys
  > print([(a["number"], a["status"]) for a in json.load(sys.stdin)["run"]["attempts"]])'
  [(1, 'finished'), (2, 'finished'), (3, 'finished')]
  $ cairn ls fit --columns attempt,notes --csv | sort
  3,
  3,the better one
  attempt,notes

What is forced runs, whatever lies in the trash:

  $ cp good.sh train.sh && rm -f ran && cairn run --force fit lr=0.1 2>&1 | normalise
  1 run: 1 forced
  Ran 1 job in <duration>: 1 finished.
  Results: results
  $ cat ran
  ran

A failed attempt gives way as well:

  $ echo exit 3 >>train.sh && cairn run -q fit lr=0.1 2>/dev/null
  [1]
  $ cp good.sh train.sh && cairn run fit lr=0.1 -v 2>&1 | normalise
  1 run: 1 trashed
  back: fit <id>: attempt 4, from the trash
  Ran nothing: 1 run brought back from the trash.
  Results: results

Bytes that have changed in the trash are no result; it is said, and the command runs:

  $ cp bad.sh train.sh && for file in .cairn/trash/*/run/model.txt; do
  >   touch -r $file time && tr b B <$file >changed && cat changed >$file && touch -r time $file; done
  $ rm -f ran && cairn run fit lr=0.1 2>&1 | entries | normalise
  1 run: 1 trashed
  cairn: warning: fit <id>: attempt 2 in the trash (<entry>) cannot come back: 'model.txt': it holds other bytes than were recorded
  Ran 1 job in <duration>: 1 finished.
  Results: results
  $ cat ran results/fit-*/model.txt
  ran
  model of 0.2
  bad model of 0.1

What a person cleaned stays away until the person wants it back: cleaning and running is how a run is made anew.

  $ cp good.sh train.sh && cairn run -q && cairn clean --where 'id != ""' -y >/dev/null; rm -f ran
  $ cairn run fit -n | entries | normalise
  stage    cached   missing     stale     retry    forced  upstream
  fit           -         2         -         -         -         -
  why:
        2 × its folder is gone
  Would run 2 of 2 runs.
  2 of these runs are in the trash: cairn restore <entry> <entry> brings them back instead
  $ cairn why $fit | entries | normalise
  fit <id> is missing: its folder is gone
    results/fit-<id>
    was made before: attempt 4 of today <time> is in the trash; cairn restore <entry> brings it back
  $ cairn run fit 2>&1 | entries | normalise
  2 runs: 2 missing
  2 of these runs are in the trash: cairn restore <entry> <entry> brings them back instead
  Ran 2 jobs in <duration>: 2 finished.
  Results: results
  $ cat ran
  ran
  ran
  $ cairn clean fit -y >/dev/null; sh -c "$(cairn run fit -n | sed -n 's/.*trash: \(.*\) brings .*/\1/p')" | normalise
  restored <id> to results/fit-<id>
  restored <id> to results/fit-<id>
  $ cairn run fit 2>&1
  Nothing to run: all 2 runs are cached.

Documents are made anew, and what was typed into those of the attempt that goes is taken over:

  $ . "$TESTDIR/../support/tiny_project.sh"
  $ cd .. && tiny_project && run_tiny && cp fit.sh good.sh && echo '# an edit' >>fit.sh && run_tiny && cp good.sh fit.sh
  $ cairn note o2a5oj 'typed by a person' >/dev/null
  $ echo 'notes: typed into the document' >>$(ls results/*/wheat/PLS2_*/PIPELINE.yaml)
  $ cairn run -j 1 2>&1 | normalise
  4 runs: 4 trashed
  cairn: note: taken over from results/<date>_tiny/wheat/PLS2_d27e47/PIPELINE.yaml: notes
  Ran nothing: 4 runs brought back from the trash.
  Results: results/<date>_tiny
  $ cairn ls --columns attempt,dataset,n,notes --csv | sort
  1,corn,2,typed by a person
  1,corn,5,
  1,wheat,2,typed into the document
  1,wheat,5,
  attempt,dataset,n,notes
  $ find . -name '*.edited' | wc -l
  0
  $ cairn render | normalise
  0 written, 21 unchanged, in <duration>
  $ cairn run
  Nothing to run: all 4 runs are cached.

Of a group that was cleaned the entry is named where all of it is asked for, else its runs:

  $ cairn clean tiny -y >/dev/null
  $ cairn run -n | tail -n 1 | sed -E 's/[0-9]{8}-[0-9]{6}-/<stamp>-/' | normalise
  4 of these runs are in the trash: cairn restore <stamp>-<date>_tiny brings them back instead
  $ cairn run -n dataset=corn | tail -n 1
  2 of these runs are in the trash: cairn restore o2a5oj 7tht4c brings them back instead
