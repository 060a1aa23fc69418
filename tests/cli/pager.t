What is longer than the terminal is high goes to the program in PAGER, where there is a terminal:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages: {fit: {matrix: {n: range(30)}, cmd: "true"}}
  > YAML
  $ cairn run -q
  $ export LINES=10
  $ cat >pager <<'SH'
  > #!/bin/sh
  > echo "LESS is $LESS"
  > exec wc -l
  > SH
  $ chmod +x pager
  $ PAGER=./pager on_terminal 80 cairn ls --columns n
  LESS is FRX
  23
  $ LESS=R PAGER=./pager on_terminal 80 cairn help output | head -n 1
  LESS is R
  $ LESS=R PAGER=./pager on_terminal 80 cairn ls --help | head -n 1
  LESS is R

What fits is printed; so is everything in a pipe, without PAGER, with cat, and where the program cannot be run:

  $ LINES=100 PAGER=./pager on_terminal 80 cairn ls --columns n --limit 2 | head -n 2
  n
  0
  $ PAGER=./pager cairn ls --columns n | head -n 1
  n
  $ PAGER= on_terminal 80 cairn ls --columns n | head -n 1
  n
  $ PAGER=cat on_terminal 80 cairn ls --columns n | head -n 1
  n
  $ PAGER=./nothing on_terminal 80 cairn ls --columns n | tail -n +2 | head -n 1
  n

A pager that is left early is no error, and no answer of the command is lost:

  $ PAGER='head -n 1' on_terminal 80 cairn ls --columns n
  n
  $ PAGER=./pager on_terminal 80 cairn ls --where 'n = x'; echo "exit $?"
