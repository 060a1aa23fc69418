A pinned run gets no new attempt.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn pin 7tht4c
  pinned 7tht4c (PLS5)
  $ cairn pin --dataset corn
  pinned 2 runs (1 was so already)
  $ cairn ls --columns id,dataset,pinned --sort id
  id      dataset  pinned
  7tht4c  corn          1
  88sca7  wheat         0
  nuxjie  wheat         0
  o2a5oj  corn          1
  $ cairn run --force -n
  stage    cached   missing     stale     retry    forced  upstream
  fit           2         -         -         -         2         -
  why:
        2 × forced
  fit o2a5oj stays as it is: pinned, else it would run: forced
  fit 7tht4c stays as it is: pinned, else it would run: forced
  Would run 2 of 4 runs.
  Replaces 2 finished attempts; what is replaced goes to the trash.
  $ before=$(sha256sum results/*/corn/PLS5_*/.run/7tht4c.json)
  $ cairn run --force -q
  $ test "$before" = "$(sha256sum results/*/corn/PLS5_*/.run/7tht4c.json)" && echo untouched
  untouched
  $ sed -i '$a # changed' fit.sh
  $ cairn run -n --list dataset=corn | normalise
  stage    cached   missing     stale     retry    forced  upstream
  fit           2         -         -         -         -         -
  fit <id> stays as it is: pinned, else it would run: fit.sh: line 15 added
  fit <id> stays as it is: pinned, else it would run: fit.sh: line 15 added
  cached    <id>  results/<date>_tiny/corn/PLS2_d27e47  pinned, else it would run: fit.sh: line 15 added
  cached    <id>  results/<date>_tiny/corn/PLS5_28ef02  pinned, else it would run: fit.sh: line 15 added
  Nothing to run: 2 runs cached.

What needs a pinned run takes what it has:

  $ cat >>cairn.yaml <<'YAML'
  >   count:
  >     needs: {fits: {stage: fit, by: [dataset]}}
  >     cmd: cat {fits.weights} > {outs.all}
  >     outs: {all: all.txt}
  > YAML
  $ cairn run -q dataset=corn count | normalise
  $ cairn unpin 7tht4c o2a5oj
  let go 2 runs
  $ cairn unpin 7tht4c
  let go 7tht4c (PLS5) (1 was so already)
  $ cairn run -n dataset=corn fit | head -2
  stage    cached   missing     stale     retry    forced  upstream
  fit           -         -         2         -         -         -

One that did not finish can neither be used nor run again:

  $ sed -i '$a exit 3' fit.sh
  $ cairn run -q fit dataset=corn n=9 2>/dev/null
  [1]
  $ cairn pin latest | normalise
  pinned <id> (PLS9)
  $ cairn run fit dataset=corn n=9 2>&1 | normalise | sed 's/_[0-9a-f]\{6\}/_<hash>/'
  cairn: error: run <id> (results/<date>_tiny/corn/PLS9_<hash>) is pinned, and its last attempt is failed: nothing can use it, and it gets no new attempt
    hint: let it go with: cairn unpin <id>

A group means its runs:

  $ cairn pin results/*_tiny/wheat --json | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["changed"], [run["pinned"] for run in d["runs"]])'
  2 [True, True]
  $ cairn pin
  cairn: error: which runs?
    hint: name them (an id, a name, a path, latest, best), or choose them: --stage fit
  [2]
  $ cairn pin nobody
  cairn: error: there is no run 'nobody'
    hint: list them with: cairn ls
  [3]
