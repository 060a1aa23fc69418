What a run printed, safe for a terminal; while it runs, as it grows.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn logs o2a5oj
  fitting corn with 2 components
  $ cat >talk.sh <<'SH'
  > printf 'plain\n\033[31mred\033[0m\ta tab\n\033]0;title\007bell\nuntil 10%%\runtil 20%%\rdone\n<b>html</b> \342\200\256rtl\nno end'
  > SH
  $ cat >>cairn.yaml <<'YAML'
  >   talk:
  >     cmd: sh talk.sh
  >   slow:
  >     cmd: 'echo one; echo two; while test ! -e $ROOT/go; do sleep 0.05; done; echo three'
  >   quiet:
  >     cmd: 'true'
  > YAML
  $ cairn run -q talk && cairn logs latest
  plain
  red\ta tab (esc)
  bell
  done
  <b>html</b> \u{202e}rtl
  no end
  $ cairn logs latest --tail 2
  <b>html</b> \u{202e}rtl
  no end
  $ cairn logs latest --tail 0
  $ cairn logs latest --tail 100 | wc -l
  6
  $ cairn logs latest --raw | tail -n 1 | od -c | head -n 1
  0000000   n   o       e   n   d
  $ cairn run -q quiet && cairn logs latest

Lines are whole wherever the pieces end in which a log is read:

  $ printf '  many:\n    cmd: "seq 100000; yes x | head -70000 | tr -d [:space:]; echo; seq 100000"\n' >>cairn.yaml
  $ cairn run -q many && cairn logs latest | wc -l
  200001
  $ cairn logs latest --raw >raw && cairn logs latest | cmp - raw

With -f it follows a running job to its end:

  $ export ROOT=$PWD; cairn run -q slow & while ! cairn logs latest 2>/dev/null | grep -q two; do sleep 0.1; done
  $ (sleep 0.3; touch go) & cairn logs latest -f
  one
  two
  three
  $ wait; cairn logs latest -f --tail 1
  three

What is wrong is said:

  $ cairn logs
  cairn: error: RUN is missing
    hint: for instance: cairn logs latest -f
  [2]
  $ cairn logs nobody
  cairn: error: there is no run 'nobody'
    hint: list them with: cairn ls
  [3]
  $ cairn logs latest --tail -1
  cairn: error: --tail -1 is below 0
  [2]
