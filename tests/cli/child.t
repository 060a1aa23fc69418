Inside a job, `cairn child` prints the folder where the files of a child belong, and makes it:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir p && cd p
  $ cat > cairn.yaml <<'YAML'
  > project: p
  > experiment: folds
  > stages:
  >   fit:
  >     kind: pipeline
  >     name: fit
  >     cmd: "sh job.sh"
  > YAML
  $ cat > job.sh <<'SH'
  > a=$(cairn child --name fold0) && b=$(cairn child --name fold0) && [ "$a" = "$b" ] && [ -d "$a" ] || exit 1
  > echo "${a#$CAIRN_RUN_DIR/}" > "$CAIRN_RUN_DIR/place.txt"
  > grep -c '"child"' "$CAIRN_EVENTS"
  > cairn child --name fold1 --kind fold
  > cairn child
  > cairn child --name fold2 > /dev/null
  > echo done
  > SH
  $ cairn run -q
  $ cairn cat latest place.txt
  models/zq551b
  $ cairn cat latest log
  1
  cairn: error: the layout 'nirs4all' has no folder for children of kind 'fold' below runs of kind 'pipeline'
    hint: keep its files anywhere in $CAIRN_RUN_DIR
  cairn: error: --name is missing
    hint: cairn child --name fold0
  done
  $ cairn ls --children --columns name,kind,id
  name       kind   id
  fit/fold0  model  zq551b
  fit/fold2  model  yuexem

Outside of a job:

  $ cairn child --name fold0
  cairn: error: this works inside a job only: CAIRN_RUN_DIR is not set
    hint: it is for the commands that 'cairn run' starts (cmd: in cairn.yaml)
  [2]
