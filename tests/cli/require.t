A stage may require things of the params of its runs; they are checked before anything is made:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir rules && cd rules
  $ cat >cairn.yaml <<YAML
  > stages:
  >   fit:
  >     params: {batch: 32, amp: false, lr: 0.1}
  >     cmd: echo {batch} {amp} {lr}
  >     require:
  >       - "batch <= 64 OR amp = true"
  >       - lr BETWEEN 0.001 AND 1
  > YAML
  $ cairn run -q batch=64
  $ cairn run batch=128 amp=true,false
  cairn: error: cairn.yaml:6:9: stage 'fit' requires batch <= 64 OR amp = true, but a run has batch = 128, amp = false
    hint: give other values, or change the rule
  [2]
  $ cairn run -n lr=2
  cairn: error: cairn.yaml:7:9: stage 'fit' requires lr BETWEEN 0.001 AND 1, but a run has lr = 2
    hint: give other values, or change the rule
  [2]
  $ cairn ls --jsonl | wc -l
  1

A rule that says nothing sensible is refused when the file is read:

  $ sed -i 's/lr BETWEEN/lrr BETWEEN/' cairn.yaml
  $ cairn run
  cairn: error: cairn.yaml:7:9: stage 'fit' has no param 'lrr'
    lrr BETWEEN 0.001 AND 1
    ^
    hint: did you mean 'lr'?
  [2]
