Whoever merges or renders files while a run ends has unfinished ones in its folder, which go again. No record names them:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir names && cd names
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit:
  >     cmd: "cd {run} && touch a .cairn-tmp-4711-d0 .cairn-tmp-4711-l1 .cairn-tmp-4711-12 .cairn-tmp-data .cairn-tmp-4711-x0 .cairn-tmp-4711- .cairn-tmp-4711"
  > YAML
  $ cairn run -q && cairn show latest --json | grep -o '"path": "[^/]*"' | sort
  "path": ".cairn-tmp-4711"
  "path": ".cairn-tmp-4711-"
  "path": ".cairn-tmp-4711-x0"
  "path": ".cairn-tmp-data"
  "path": "a"
  $ cairn verify | grep -c 'a file that was never finished'
  3
  $ rm results/*/.cairn-tmp-4711-[dl1]*; cairn verify | normalise
  1 run, 5 files (0 B), 1 object, 0 views: all well, in <duration>; bytes were not read (--deep reads them)
