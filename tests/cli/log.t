A job notes things by appending lines to its events file; `cairn log` writes them from a shell.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir run && export CAIRN_RUN_DIR=$PWD/run CAIRN_EVENTS=$PWD/events.jsonl && : > events.jsonl
  $ cairn log metric loss 0.5 --step 1
  $ cairn log metric loss -1.5
  $ cairn log metric val.rmse nan --child fold0
  $ cairn log metric n_leaves 7
  $ cairn log metric depth 7.0
  $ cairn log param n_features 1205
  $ cairn log param layers '[1, 2]'
  $ cairn log param answer NO
  $ cairn log tag note 'a "quoted" $(text)'
  $ cairn log step 1 snv --params '{"a": 1}' --started 2026-11-20T13:02:11Z
  $ cairn log dataset corn samples=10 target_stats.mean=3.5 'source_files=[a.csv, b.csv]'
  $ touch run/model.bin && (cd run && cairn log artifact model.bin --role model --step 1 --operator PLS --child fold0)
  $ cairn log artifact "$PWD/run/model.bin"
  $ cairn log child fold0 --metrics '{"val": {"rmse": 0.4}}'
  $ normalise < events.jsonl
  {"metric":{"key":"loss","value":0.5,"step":1,"time":"<datetime>"}}
  {"metric":{"key":"loss","value":-1.5,"time":"<datetime>"}}
  {"metric":{"key":"val.rmse","value":"NaN","child":"fold0","time":"<datetime>"}}
  {"metric":{"key":"n_leaves","value":7,"time":"<datetime>"}}
  {"metric":{"key":"depth","value":7.0,"time":"<datetime>"}}
  {"param":{"key":"n_features","value":1205}}
  {"param":{"key":"layers","value":[1,2]}}
  {"param":{"key":"answer","value":"NO"}}
  {"tag":{"key":"note","value":"a \"quoted\" $(text)"}}
  {"step":{"n":1,"op":"snv","params":{"a":1},"started":"<datetime>"}}
  {"dataset":{"name":"corn","samples":10,"target_stats":{"mean":3.5},"source_files":["a.csv","b.csv"]}}
  {"artifact":{"path":"model.bin","role":"model","step":1,"operator":"PLS","child":"fold0"}}
  {"artifact":{"path":"model.bin"}}
  {"child":{"kind":"model","name":"fold0","metrics":{"val":{"rmse":0.4}}}}

What is no event is refused, and nothing is written:

  $ cp events.jsonl before
  $ cairn log metric loss low
  cairn: error: 'low' is not a number, which a metric needs
    hint: cairn log metric loss 0.25 --step 3
  [2]
  $ cairn log metric loss
  cairn: error: VALUE is missing
    hint: for instance: cairn log metric val.rmse 0.42 --step 3
  [2]
  $ cairn log metric '' 1
  cairn: error: 'metric' needs a text 'key'
  [2]
  $ cairn log step one snv
  cairn: error: 'one' is not a whole number, which a step needs
    hint: cairn log step 1 StandardScaler
  [2]
  $ cairn log step 1 snv --started yesterday
  cairn: error: 'yesterday' is not a time for --started
    hint: write 2026-11-20T13:02:11Z, or now
  [2]
  $ cairn log dataset corn samples
  cairn: error: 'samples' is not key=value
    hint: cairn log dataset wheat samples=120 target_stats.mean=3.1
  [2]
  $ cairn log child fold0 --params '[1]'
  cairn: error: --params needs a JSON object, found list
    hint: --params '{"alpha": 0.1}'
  [2]
  $ cairn log child fold0 --params '{'
  cairn: error: --params:1:2: not JSON: while parsing object key - unexpected end of input; expected string literal
  [2]
  $ touch here.png && cairn log artifact here.png 2>&1 | normalise; rm here.png
  cairn: error: '<here>/here.png' lies outside of the run folder, and would not be kept
    hint: write it to {run}, or first: mv here.png "$CAIRN_RUN_DIR"/
  $ cairn log artifact ../elsewhere
  cairn: error: artifact path '../elsewhere' does not lie in the run folder
    hint: write it relative to CAIRN_RUN_DIR
  [2]
  $ cairn log metrics loss 1
  cairn: error: there is no verb 'cairn log metrics'
    hint: did you mean 'metric'?
  [2]
  $ cmp events.jsonl before

Outside of a job, and after its end:

  $ (unset CAIRN_EVENTS; cairn log metric loss 1)
  cairn: error: this works inside a job only: CAIRN_EVENTS is not set
    hint: it is for the commands that 'cairn run' starts (cmd: in cairn.yaml)
  [2]
  $ rm events.jsonl; cairn log metric loss 1 2>&1 | normalise
  cairn: error: there is no events file '<here>/events.jsonl'
    hint: the attempt has ended: note things while its command still runs
  $ ls
  before
  run

A job that opens the file for writing has written over the line that tells of its cairn. While it runs, nobody takes it for
dead; in the end what it lost is told:

  $ cd .. && mkdir over && cd over
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit: {cmd: "sh job.sh", outs: {r: r.txt}}
  > YAML
  $ cat >job.sh <<'SH'
  > echo '{"metric": {"key": "acc", "value": 0.5}}' >"$CAIRN_EVENTS"
  > echo '{"metric": {"key": "loss", "value": 0.1}}' >"$CAIRN_EVENTS"
  > until test -e go; do sleep 0.02; done
  > echo x >"$CAIRN_RUN_DIR/r.txt"
  > SH
  $ cairn run -q >said 2>&1 & until grep -qs loss results/*/.run/*.jsonl; do sleep 0.02; done; sleep 1.2
  $ cairn ls 2>&1 | normalise
  cairn: warning: results/fit-mw871b/.run/mw871b.1.events.jsonl: the job has written over it, and must open it for appending; the run shows when it has ended
  no runs
  $ timeout 5 cairn run 2>&1 | normalise
  cairn: warning: results/fit-mw871b/.run/mw871b.1.events.jsonl: the job has written over it, and must open it for appending; the run shows when it has ended
  1 run: 1 missing
  left out: fit mw871b: run mw871b is running already: its job writes into the events file, over the line that tells where (wait for it, then run this again; CAIRN_EVENTS must be opened for appending)
  Ran 0 jobs in <duration>: 0 finished, 1 running already.
  Results: results
  Another cairn makes what is running; `cairn run` runs what is then left (run --wait waits for it).
  $ ls .cairn | grep trash
  [1]
  $ touch go; wait; cat said
  cairn: warning: fit mw871b: the job has written over the events file, and what was logged before is lost; it must open it for appending
  $ cairn ls --columns name,status,attempt,acc,loss 2>&1; cairn ls --columns name,status,attempt,loss && cairn show latest | grep -A1 'over the'
  cairn: error: no run has a field, metric or param 'acc'
    hint: there are: loss, id, name, experiment, stage, kind, dataset, dataset.version, seed, status, … (33 in all)
  name  status    attempt    loss
  fit   finished        1  0.1000
    the job has written over the events file, and what was logged before is lost; it must open it for appending
  $ cairn verify | normalise; cairn run
  1 run, 2 files (44 B), 1 object, 0 views: all well, in <duration>; bytes were not read (--deep reads them)
  Nothing to run: the 1 run is cached.

One that removes the file and begins it anew, or puts a copy with more lines in its place, loses nothing:

  $ cat >job.sh <<'SH'
  > cairn log metric acc 0.5
  > rm "$CAIRN_EVENTS"
  > echo '{"metric": {"key": "loss", "value": 0.1}}' >>"$CAIRN_EVENTS"
  > echo x >"$CAIRN_RUN_DIR/r.txt"
  > SH
  $ cairn run -q --force && cairn ls --columns name,status,attempt,acc,loss
  name  status    attempt     acc    loss
  fit   finished        2  0.5000  0.1000
  $ sed -i 's/^rm .*/sed -i "\/acc\/s,0.5,0.6," "$CAIRN_EVENTS"/' job.sh
  $ cairn run -q --force && cairn ls --columns name,status,attempt,acc,loss
  name  status    attempt     acc    loss
  fit   finished        3  0.6000  0.1000
  $ cairn verify | normalise
  3 runs (2 in the trash), 4 files (48 B), 1 object, 0 views: all well, in <duration>; bytes were not read (--deep reads them)

When its cairn was killed meanwhile, the run was made by the first attempt of which a time is known:

  $ printf '%s\n' 'echo "{}" >"$CAIRN_EVENTS"' 'sleep 1' >job.sh && rm -rf results .cairn
  $ cairn run -q & pid=$!; disown $pid; until grep -qsx '{}' results/*/.run/*.jsonl; do sleep 0.02; done; kill -9 $pid
  $ touch -d '1 hour ago' results/*/.run/*.jsonl && echo 'echo x >"$CAIRN_RUN_DIR/r.txt"' >job.sh
  $ cairn run -q 2>/dev/null; cairn ls --columns name,status,attempt --where "created > '2020-01-01'"
  name  status    attempt
  fit   finished        2
