Artifacts and the log of a run, byte for byte:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ run=$(cairn id fit dataset=corn n=2)
  $ cairn cat $run log
  fitting corn with 2 components
  $ cairn cat $run scores.json
  {"val": {"rmse": 0.42}, "test": {"rmse": 0.48}}
  $ cairn cat $run weights.txt | cmp - results/*/corn/PLS2_*/weights.txt
  $ cairn cat $run models 2>&1 | normalise
  cairn: error: run <id> has no artifact 'models'
    hint: did you mean 'model'?
  $ cairn cat $run nothing 2>&1 | normalise
  cairn: error: run <id> has no artifact 'nothing'
    hint: list them with: cairn show <id>
  $ rm results/*/corn/PLS2_*/weights.txt
  $ cairn cat $run weights.txt 2>&1 | normalise
  cairn: error: 'weights.txt' of run <id> is gone from the disk
    hint: make it again with: cairn run
  $ cairn cat $run
  cairn: error: ARTIFACT is missing
    hint: for instance: cairn cat pb8yky log
  [2]
