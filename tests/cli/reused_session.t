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

A session whose folder a killed cairn left behind is the one that is used, also when the next cairn is killed in it:

  $ cd .. && mkdir killed && cd killed
  $ cat >cairn.yaml <<'YAML'
  > stages:
  >   fit: {params: {n: {type: int}}, cmd: "true # {n}"}
  > YAML
  $ cairn run -q fit n=1 -e first
  $ CAIRN_FAIL=group_rename:1:kill sh -c 'cairn run -q fit n=2 -e twice; exit 3' >/dev/null 2>&1
  [3]
  $ cairn ls --columns n
  n
  1
  $ CAIRN_FAIL=begin_folder:2:kill sh -c 'cairn run -q fit n=2 -e twice; exit 3' >/dev/null 2>&1
  [3]
  $ cairn run -q fit n=2 -e twice
  $ ls results | normalise
  <date>_first
  <date>_twice
