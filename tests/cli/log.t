A job notes things by appending lines to its events file; `cairn log` writes them from a shell.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir run && export CAIRN_RUN_DIR=$PWD/run CAIRN_EVENTS=$PWD/events.jsonl && : > events.jsonl
  $ cairn log metric loss 0.5 --step 1
  $ cairn log metric loss -1.5
  $ cairn log metric val.rmse nan --child fold0
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
