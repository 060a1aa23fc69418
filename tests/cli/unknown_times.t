When a run began or ended is absent from its documents where another program did not note it, and so is how long it took:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz"
  $ cairn migrate --from v5 --to v6 nirs4all-v5-uuid new 2>&1 | tail -1
  3 runs migrated, every byte verified; the source is as it was
  $ cat new/results/*/wheat/*/logs/timing.yaml
  steps:
    - {step: 1, op: MinMaxScaler}

What a layout of one's own makes of such a time is absent, too:

  $ cat >own.yaml <<'YAML'
  > layout: own
  > root: out
  > default_kind: run
  > kinds:
  >   run: {path: "run_{id}", documents: {times.yaml: times}}
  >   target: {path: "target_{id}", documents: {times.yaml: times}}
  > contents:
  >   times:
  >     kind: run.kind
  >     started: run.started
  >     ended: run.ended
  >     whole: seconds_of(run.ended)
  >     unix: unix_time(run.ended)
  >     took: human_duration(run.duration)
  >     in_words: {get: human_duration(run.duration), else: unknown}
  > YAML
  $ tar xzf "$TESTDIR/../data/trees/lambda-hat-store.tar.gz"
  $ cairn migrate --from lambda-hat-store --to own.yaml lambda-hat-store own 2>&1 | tail -1
  7 runs migrated, every byte verified; the source is as it was
  $ cat $(ls own/out/run_*/times.yaml | head -1) $(ls own/out/target_*/times.yaml | head -1)
  kind: run
  started: "2025-11-23T12:17:14.000000Z"
  ended: "2025-11-23T12:17:17.500000Z"
  whole: "2025-11-23T12:17:17Z"
  unix: 1763900237.5
  took: 3.50 s
  in_words: 3.50 s
  kind: target
  started: "2025-11-23T12:15:22.000000Z"
  in_words: unknown

The page of a package tells what is known:

  $ cd new && cairn export --where "dataset = 'wheat'" -o new.zip >/dev/null && unzip -p new.zip index.html | grep -o 'finished.*</p>'
  finished, 2026-11-20</p>
