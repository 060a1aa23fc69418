The id of a run is known before it runs, and follows from its key alone:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project
  $ cairn id fit
  o2a5oj
  88sca7
  7tht4c
  nuxjie
  $ cairn id fit dataset=corn n=2
  o2a5oj
  $ cairn id fit dataset=corn n=2 --text
  {"inputs":{"dataset":{"dataset":"corn"}},"kind":"pipeline","params":{"n":2},"seed":1,"stage":"fit"}
  $ cairn id fit dataset=corn n=2 --text | tr -d '\n' | sha256sum | cut -c -64
  5e856f501489be00c4b50119e22de091a7a5000bfbbcb0a633e9f6ea5653a640
  $ cairn id fit dataset=corn n=2 --digest
  5e856f501489be00c4b50119e22de091a7a5000bfbbcb0a633e9f6ea5653a640
  $ ls
  cairn.yaml
  data
  fit.sh

After it has run it is the same:

  $ run_tiny
  $ cairn id "$(cairn path --relative $(cairn id fit dataset=corn n=2))"
  o2a5oj
  $ child=$(cairn ls results/*/corn/PLS2_* --children --columns id --csv | tail -n 1)
  $ [ "$(cairn id $child)" = "$child" ] && cairn id $child --text
  {"name":"fold0","parent":"5e856f501489be00c4b50119e22de091a7a5000bfbbcb0a633e9f6ea5653a640"}

The id of a key that another program states:

  $ echo '{"kind": "run", "stage": "fit", "params": {"lr": 0.1}}' | cairn id --json -
  yyypwp
  $ echo '{"stage": "fit", "params": {"lr": 1e-1}, "kind": "run"}' | cairn id --json - --text
  {"inputs":{},"kind":"run","params":{"lr":0.1},"stage":"fit"}
  $ echo '{"knd": "run"}' | cairn id --json -
  cairn: error: a key has no 'knd'
    hint: did you mean 'kind'?
  [2]
  $ echo '{"kind": "run"' | cairn id --json -
  cairn: error: standard input:2:1: not JSON: while parsing object - unexpected end of input; expected '}'
  [2]
  $ echo '{"kind": "run"}' | cairn id --json -
  cairn: error: a key needs a text 'stage'
    hint: {"kind": "pipeline", "stage": "fit", "params": {}, "seed": 1, "inputs": {}}
  [2]

The names that other systems give:

  $ echo '[{"class": "sklearn.PLSRegression"}]' | cairn id --scheme nirs4all.pipeline@1 --json -
  373bc7
  $ echo '[{"class": "sklearn.PLSRegression"}]' | cairn id --scheme nirs4all.pipeline@1 --json - --text
  [{"class": "sklearn.PLSRegression"}]
  $ echo '[]' | cairn id --scheme nirs4all.pipelin@1 --json -
  cairn: error: unknown scheme 'nirs4all.pipelin@1'
    hint: did you mean 'nirs4all.pipeline@1'?
  [2]
  $ cairn id --scheme nirs4all.pipeline@1
  cairn: error: --scheme needs its input: --json JSON
    hint: … | cairn id --scheme nirs4all.pipeline@1 --json -
  [2]

What does not exist:

  $ cairn id nothing
  cairn: error: there is no run 'nothing'
    hint: list them with: cairn ls
  [3]
  $ cairn id fitt n=2
  cairn: error: there is no stage 'fitt', so 'n=2' cannot be set
    hint: did you mean 'fit'?
  [2]
  $ cairn id fit m=2
  cairn: error: 'm=2': no stage that is run has a parameter 'm'
  [2]
  $ cairn id
  cairn: error: RUN|STAGE or --json is missing
    hint: cairn id latest
  [2]

A number is JSON, too, and no file:

  $ cairn id --scheme nirs4all.pipeline@1 --json 1.5
  600864
  $ cairn id --json 1
  cairn: error: a key is a JSON object, found int
  [2]
