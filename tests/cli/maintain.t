Stored policies, applied one after the other.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project
  $ normal() { normalise | sed -E 's/[0-9.]+ kB/<size>/g; s/[0-9]{8}-[0-9]{6}-/<stamp>-/g'; }
  $ CAIRN_CLOCK=$((-40 * 86400)) run_tiny -e old dataset=corn
  $ run_tiny -e new dataset=wheat
  $ cairn maintain
  $ cat >>cairn.yaml <<'YAML'
  > cleanup:
  >   policies:
  >     - {name: dead, status: [failed, lost], older_than: 7d}
  >     - {name: few, keep_best: 1, by: rmse, per: dataset, unit: run}
  >     - {older_than: 30d}
  > YAML
  $ cairn maintain --dry-run | normal
  $ cairn maintain </dev/null 2>&1 | tail -2
  $ cairn maintain --yes | normal
  $ cairn ls --columns id,dataset,val.rmse --sort id
  $ cairn trash ls --json | grep '"reason"'
  $ cairn render --json | grep written
  $ cairn maintain --yes | grep -c Nothing
  $ sed -i 's/by: rmse/by: rmze/' cairn.yaml && cairn maintain -n
