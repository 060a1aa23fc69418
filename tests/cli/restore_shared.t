Several runs can lie in one folder. An earlier attempt of one of them comes back, and only that run gives way:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir shared && cd shared
  $ cat >cairn.yaml <<'YAML'
  > layout: dynvision
  > experiment: e
  > datasets: {d: {version: 1}}
  > stages:
  >   init:
  >     kind: model
  >     params: {model: {type: string, default: N}, act: {type: string}, seed: {type: int}}
  >     matrix: {dataset: [d], act: [relu], seed: [7]}
  >     deps: [a]
  >     cmd: "cat a > {run}/init.pt"
  >     outs: {w: init.pt}
  >   train:
  >     kind: model
  >     needs: {start: {stage: init}}
  >     cmd: "wc -c < {start}/init.pt > {run}/trained.pt"
  >     outs: {w: trained.pt}
  > YAML
  $ echo 1 >a && cairn run -q && echo 22 >a && cairn run -q -y
  $ cairn note "$(cairn ls --stage init --jsonl | grep -o '"id":"[^"]*"' | cut -d'"' -f4)" 'look here' >/dev/null
  $ cairn ls --columns stage,attempt --sort stage
  stage  attempt
  init         2
  train        2
  $ entry=$(grep -l '"name": "init"' .cairn/trash/*/entry.json | cut -d/ -f3)
  $ cairn restore $entry 2>&1 | normalise | sed -E 's/[0-9]{8}-[0-9]{6}/<stamp>/'
  cairn: error: 'models/N:act=relu_7/d/init.pt' is taken
    hint: to put what is there into the trash instead: cairn restore <stamp>-<id> --replace; or move it away first
  $ cairn restore $entry --replace | normalise
  restored <id> to models/N:act=relu_7/d
  $ cairn ls --columns stage,attempt,notes --sort stage
  stage  attempt  notes
  init         1  look here
  train        2  -
  $ cat models/N:act*/d/init.pt models/N:act*/d/trained.pt
  1
  3
  $ cairn trash ls --json | grep '"reason"' | normalise | sed -E 's/[0-9]{8}-[0-9]{6}/<stamp>/'
        "reason": "replaced by attempt 2",
        "reason": "replaced by restore of <stamp>-<id>",
  $ cairn verify --deep | normalise
  4 runs (2 in the trash), 4 files (9 B), 3 objects, 2 views: all well, in <duration>

The one that gave way comes back the same way:

  $ entry=$(grep -l 'replaced by restore' .cairn/trash/*/entry.json | cut -d/ -f3)
  $ cairn restore $entry --replace | normalise
  restored <id> to models/N:act=relu_7/d
  $ cairn ls --columns stage,attempt,notes --sort stage && cat models/N:act*/d/init.pt
  stage  attempt  notes
  init         2  look here
  train        2  -
  22
  $ cairn verify --deep | normalise
  4 runs (2 in the trash), 4 files (9 B), 3 objects, 2 views: all well, in <duration>
