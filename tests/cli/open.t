A run or an artifact is opened by the program of your choice.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ unset DISPLAY WAYLAND_DISPLAY BROWSER
  $ cairn open o2a5oj | normalise | sed 's/_[0-9a-f]\{6\}/_<hash>/'
  <here>/results/<date>_tiny/corn/PLS2_<hash>
  $ cairn open o2a5oj weights | normalise | sed 's/_[0-9a-f]\{6\}/_<hash>/'
  <here>/results/<date>_tiny/corn/PLS2_<hash>/weights.txt
  $ CAIRN_OPEN=cat cairn open o2a5oj weights.txt
  weights of corn 2
  $ CAIRN_OPEN='head -c 7' cairn open o2a5oj weights.txt; echo
  weights
  $ BROWSER='wc -c <' cairn open o2a5oj scores.json 2>&1 | normalise | tail -n 2
  48
  $ BROWSER='ls' cairn open o2a5oj
  PIPELINE.yaml
  SCORES.yaml
  logs
  models
  scores.json
  weights.txt
  $ CAIRN_OPEN=false cairn open o2a5oj scores.json 2>&1 | normalise | sed 's/_[0-9a-f]\{6\}/_<hash>/'
  cairn: error: 'false' could not open '<here>/results/<date>_tiny/corn/PLS2_<hash>/scores.json'
    hint: set CAIRN_OPEN to the command that opens files here
  $ CAIRN_OPEN=false cairn open o2a5oj >/dev/null 2>&1
  [8]
  $ rm results/*/corn/PLS2_*/weights.txt
  $ CAIRN_OPEN=cat cairn open o2a5oj weights.txt
  cairn: error: 'weights.txt' of run o2a5oj is gone from the disk
    hint: make it again with: cairn run
  [3]
  $ cairn open o2a5oj nothing
  cairn: error: run o2a5oj has no artifact 'nothing'
    hint: list them with: cairn show o2a5oj
  [3]
  $ cairn open nobody
  cairn: error: there is no run 'nobody'
    hint: list them with: cairn ls
  [3]
