Recorded runs are run again beside, and come out the same or not:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ snapshot results | grep -v '/.run' >../before
  $ cairn run --check o2a5oj | normalise
  fit <id> PLS2 (corn) equal: 2 files and 4 metrics in <duration>
  $ cairn show o2a5oj | grep verified | normalise
    verified    equal, attempt 1 run again <date> <time> on <host>
  $ snapshot results | grep -v '/.run' | cmp ../before -
  $ ls .cairn/staging
  $ cairn ls --where "verified = 'equal'" --columns name,dataset,verified
  name  dataset  verified
  PLS2  corn     equal
  $ cairn ls --where "verified IS NULL" --columns name,dataset,verified
  name  dataset  verified
  PLS5  wheat    -
  PLS5  corn     -
  PLS2  wheat    -
  $ normalise <$(find results -name '*.user.json')
  {
    "format": 1,
    "links": [
      {
        "type": "verified",
        "at": "<datetime>",
        "result": "equal",
        "attempt": 1,
        "host": "<host>",
        "cairn": "0.1.0"
      }
    ]
  }

Of groups, all finished runs are checked, several at a time:

  $ cairn run --check -j 2 tiny | squeeze | normalise | sort
  fit <id> PLS2 (corn) equal: 2 files and 4 metrics in <duration>
  fit <id> PLS2 (wheat) equal: 2 files and 4 metrics in <duration>
  fit <id> PLS5 (corn) equal: 2 files and 4 metrics in <duration>
  fit <id> PLS5 (wheat) equal: 2 files and 4 metrics in <duration>
  $ cairn run -n --check results/*/wheat | sort
  fit 88sca7 PLS2 (wheat) would be run again beside
  fit nuxjie PLS5 (wheat) would be run again beside

A job that gives another result each time: what differs is said, by file and metric.

  $ echo 0 >../count
  $ sed -i '1i count=$(($(cat ../count) + 1)); echo $count >../count' fit.sh
  $ sed -i 's/^echo "weights.*/echo "weights $dataset $((1000 + count))" >"$out\/weights.txt"/; s/0\.\$((50 - n))/0.4$count/' fit.sh
  $ run_tiny fit dataset=corn n=2 && cairn run --check o2a5oj >../out; echo "exit $?"
  exit 1
  $ normalise <../out
  fit <id> PLS2 (corn) differs: 2 files and 4 metrics in <duration>
    scores.json  line 1: 0.41 → 0.42
    weights.txt  line 1: 1001 → 1002
    test.rmse    0.41 → 0.42 (differs by 0.024)
  $ cairn show o2a5oj | grep verified | normalise
    verified    differs, attempt 2 run again <date> <time> on <host>
  $ cairn ls --where "verified != 'equal'" --columns name,verified
  name  verified
  PLS2  differs

What may differ stands in cairn.yaml. A tolerance changes no run: nothing is stale.

  $ sed -i '/rank:/a\    tolerance: {weights: any, metrics: 1e-9, metrics.test.rmse: any}' cairn.yaml
  $ cairn run -n fit dataset=corn n=2 | tail -n 1
  Nothing to run: 1 run cached.
  $ cairn run --check o2a5oj >../out; echo "exit $?"
  exit 0
  $ normalise <../out
  fit <id> PLS2 (corn) within its tolerances: 2 files and 4 metrics in <duration>
    scores.json  other bytes, tolerated
    weights.txt  other bytes, tolerated
    test.rmse    0.41 → 0.43 (differs by 0.047), tolerated
  $ sed -i 's/tolerance: .*/tolerance: 0.1/' cairn.yaml
  $ cairn run --check o2a5oj | normalise
  fit <id> PLS2 (corn) within its tolerances: 2 files and 4 metrics in <duration>
    scores.json  other bytes, tolerated
    weights.txt  1 number differs by at most 0.003, tolerated
    test.rmse    0.41 → 0.44 (differs by 0.068), tolerated

Code that changed since is said, and kept with the outcome:

  $ echo '# more' >>fit.sh
  $ cairn run --check -n o2a5oj
  fit o2a5oj PLS2 (corn) would be run again beside
    changed since: fit.sh: line 16 added   cairn.yaml:10:12
  $ cairn run --check -q o2a5oj
  $ cairn show o2a5oj --json | python3 -c 'import json, sys; [print(c["result"], c["attempt"], c["changed"]) for c in json.load(sys.stdin)["run"]["checks"]]'
  within 2 ['deps.fit.sh']

A new attempt is another one: it was not checked.

  $ run_tiny fit dataset=corn n=2 && cairn show o2a5oj --json | grep '"verified"'
      "verified": null,

A job that fails now, and one that is killed while it is checked:

  $ sed -i '1i [ ! -e ../stop ] || exit 7' fit.sh && run_tiny && touch ../stop
  $ cairn run --check o2a5oj | normalise
  fit <id> PLS2 (corn) failed: the command exited with 7 in <duration>
  $ rm ../stop && sed -i '1i [ ! -e ../hang ] || { touch ../began; sleep 61.25; }' fit.sh && run_tiny && touch ../hang
  $ cairn run --check o2a5oj & while [ ! -e ../began ]; do sleep 0.02; done; kill -KILL $!; wait $! 2>/dev/null
  [137]
  $ find .cairn/staging -name '*.events.jsonl' | wc -l
  1
  $ rm ../hang && cairn run --check o2a5oj | normalise
  fit <id> PLS2 (corn) within its tolerances: 2 files and 4 metrics in <duration>
    scores.json  other bytes, tolerated
    weights.txt  1 number differs by at most 0.0039, tolerated
    test.rmse    0.411 → 0.415 (differs by 0.0096), tolerated
  $ ls .cairn/staging; pgrep -f "sleep 61.25" >/dev/null && echo "a job still runs"
  [1]

The inputs are those of the record, whatever cairn.yaml asks for today:

  $ mkdir ../inputs && cd ../inputs && cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit: {matrix: {seed: [1, 2]}, cmd: "echo {seed} >{run}/m", outs: {m: m}}
  >   agg: {needs: {f: {stage: fit, by: []}}, cmd: "cat {f.m} >{run}/o", outs: {o: o}}
  >   test: {needs: {model: {stage: fit}}, cmd: "cat {model.m} >{run}/o", outs: {o: o}}
  > YAML
  $ check() { cairn run --check "$@" 2>&1 | normalise; }
  $ ids() { cairn ls --columns id --csv "$@" | tail -n +2; }
  $ cairn run -q agg seed=1,2,3 && check agg
  agg <id> equal: 1 file and 0 metrics in <duration>

So are inputs that were given, those of which no matrix tells, and those of a stage that has another name now:

  $ cairn run -q test model=$(ids --where 'seed = 3') && check $(ids --stage test)
  test <id> equal: 1 file and 0 metrics in <duration>
  $ cairn run -q agg f=$(ids --where 'seed = 2') && check agg
  agg <id> equal: 1 file and 0 metrics in <duration>
  $ sed -i 's/^  fit:/  train:/; s/stage: fit/stage: train/' cairn.yaml
  $ check $(ids --stage test) | normalise
  test <id> equal: 1 file and 0 metrics in <duration>

Members may be grouped by what they came of, and a default that a stage got since is that of its older runs:

  $ mkdir ../groups && cd ../groups && cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   prep: {matrix: {part: [a, b]}, cmd: "echo {part} >{run}/p", outs: {p: p}}
  >   fit: {needs: {prep: {stage: prep}}, matrix: {seed: [1, 2]}, cmd: "cat {prep.p} >{run}/m; echo {seed} >>{run}/m", outs: {m: m}}
  >   agg: {needs: {f: {stage: fit, by: [part]}}, cmd: "cat {f.m} >{run}/o", outs: {o: o}}
  >   test: {needs: {fit: {stage: fit}}, cmd: "cat {fit.m} >{run}/o", outs: {o: o}}
  > YAML
  $ cairn run -q seed=3,4 && check $(ids --stage agg) $(ids --stage fit) | cut -d' ' -f1,3 | sort | uniq -c | squeeze
   2 agg equal:
   4 fit equal:
  $ sed -i 's/^  fit: {/&params: {lr: {type: float, default: 0.5}}, /; s/cat {fit.m} >/echo {fit.lr} >/' cairn.yaml
  $ check -n $(ids --stage test | head -1); check $(ids --stage test | head -1) | head -1
  test <id> would be run again beside
    changed since: command: cat {fit.m} >{run}/o → echo {fit.lr} >{run}/o   cairn.yaml:6:43
  test <id> differs: 1 file and 0 metrics in <duration>

A need that a run did not have makes it another run:

  $ cd ../inputs && sed -i 's/^  test: {needs: {/&all: {stage: train, by: []}, /' cairn.yaml && check $(ids --stage test)
  cairn: error: cairn.yaml cannot make run <id> (results/test-<id>) any more: all: none → {"by":{},"stage":"train"}
    hint: see: cairn why <id>

So does every start of a stage whose starts are runs of their own, with the inputs of that start:

  $ mkdir ../starts && cd ../starts && cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   draw: {unique: true, params: {n: {type: int, default: 1}}, cmd: "echo {n} >{run}/d", outs: {d: d}}
  >   look: {unique: true, needs: {draw: {stage: draw}}, cmd: "cat {draw.d} >{run}/o; echo $CAIRN_RUN_ID >>{run}/o", outs: {o: o}}
  > YAML
  $ cairn run -q look && cairn run -q look && cairn run -q look n=2
  $ check -j 1 $(ids --stage look | sort)
  look <id> equal: 1 file and 0 metrics in <duration>
  look <id> equal: 1 file and 0 metrics in <duration>
  look <id> equal: 1 file and 0 metrics in <duration>
  $ check $(ids --stage draw) | sort | uniq -c | squeeze
   3 draw <id> equal: 1 file and 0 metrics in <duration>

An input that is gone is named:

  $ rm -r results/draw* && check $(ids --stage look | head -1) | sed -E 's/(needs run|restore) \w+/\1 <gone>/'
  cairn: error: run <id> needs run <gone> (draw), of which there is no record any more
    hint: where the trash has it: cairn restore <gone>

Mistakes:

  $ cd ../tiny
  $ cairn run --check
  cairn: error: which runs?
    hint: name them (an id, a name, a path, latest, best), or choose them: --stage fit
  [2]
  $ cairn run --check nothing
  cairn: error: there is no run 'nothing'
    hint: list them with: cairn ls
  [3]
  $ cairn run --check o2a5oj --force
  cairn: error: --force has no meaning with --check
    hint: cairn run --check RUN…
  [2]
  $ cairn run --check o2a5oj n=3
  cairn: error: --check takes runs, and 'n=3' is a value
    hint: a run is checked with its own values
  [2]
  $ sed -i 's/tolerance: .*/tolerance: {wieghts: any}/' cairn.yaml; cairn run -n
  cairn: error: cairn.yaml:15:26: stage 'fit' has no out 'wieghts' that could have a tolerance
    hint: did you mean 'weights'?
  [2]
  $ sed -i 's/tolerance: .*/tolerance: {weights: 2}/' cairn.yaml; cairn run -n
  cairn: error: cairn.yaml:15:26: a tolerance is a share from 0 to below 1, or any
    hint: as in tolerance: {metrics: 1e-6, model: any}
  [2]
  $ sed -i 's/tolerance: .*/tolerance: 0/; s/min: 1}/min: 3}/' cairn.yaml; cairn run --check o2a5oj
  cairn: error: stage 'fit': n = 2 is below its minimum 3 (declared at cairn.yaml:8:17)
  [2]
  $ sed -i 's/^  fit:/  fitted:/; s/min: 3}/min: 1}/' cairn.yaml; cairn run --check o2a5oj 2>&1 | normalise
  cairn: error: cairn.yaml cannot make run <id> (results/<date>_tiny/corn/PLS2_d27e47) any more
    hint: see: cairn why <id>
