A session that asks for runs of another one lists them. Where that is all there is to do, its views
follow in the same command:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn archive --yes --where 'n = 2' > /dev/null
  $ cairn verify | sed 's/.*: all well.*/all well/'
  all well
  $ snapshot results > before
  $ cairn run
  Nothing to run: all 4 runs are cached.
  $ cairn verify | sed 's/.*: all well.*/all well/'
  all well

And nothing is written once more:

  $ snapshot results > after && cairn run
  Nothing to run: all 4 runs are cached.
  $ snapshot results | cmp - after
  $ cmp -s before after
  [1]
