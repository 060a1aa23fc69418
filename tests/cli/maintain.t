Stored policies, applied one after the other.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project
  $ normal() { normalise | sed -E 's/[0-9.]+ kB/<size>/g; s/[0-9]{8}-[0-9]{6}-/<stamp>-/g'; }
  $ CAIRN_CLOCK=$((-40 * 86400)) run_tiny -e old dataset=corn
  $ run_tiny -e new dataset=wheat
  $ cairn maintain
  no policies: write some into cleanup.policies of cairn.yaml
  $ cat >>cairn.yaml <<'YAML'
  > cleanup:
  >   policies:
  >     - {name: dead, status: [failed, lost], older_than: 7d}
  >     - {name: few, keep_best: 1, by: rmse, per: dataset, unit: run}
  >     - {older_than: 30d}
  > YAML
  $ cairn maintain --dry-run | normal
  dead (cairn.yaml:17:7):
  Nothing goes.
  few (cairn.yaml:18:7):
  2 runs go: <size> in files; the disk gets <size> back once they are purged
    <id>  results/<date>_old/corn/PLS2_d27e47  rank 2 by val.rmse, 40 d 00 h old
    <id>  results/<date>_new/wheat/PLS2_d27e47  rank 2 by val.rmse, <duration> old
  Best by val.rmse:
    1. results/<date>_new/wheat/PLS5_28ef02 (0.4000)
    1. results/<date>_old/corn/PLS5_28ef02 (0.3900)
  Stays:
    2 runs: among the best
  policy 3 (cairn.yaml:19:7):
  2 runs (1 group as a whole) go: <size> in files; the disk gets <size> back once they are purged
    results/<date>_old  2 runs  40 d 00 h old
  Stays:
    <id>  results/<date>_new/wheat/PLS2_d27e47  the newest
    <id>  results/<date>_new/wheat/PLS5_28ef02  the newest
  $ cairn maintain </dev/null 2>&1 | tail -2
  cairn: error: nobody is there to answer: Move them to the trash?
    hint: say --yes to go on, or --dry-run to only look
  $ cairn maintain --yes | normal
  dead (cairn.yaml:17:7):
  Nothing goes.
  few (cairn.yaml:18:7):
  2 runs go: <size> in files; the disk gets <size> back once they are purged
    <id>  results/<date>_old/corn/PLS2_d27e47  rank 2 by val.rmse, 40 d 00 h old
    <id>  results/<date>_new/wheat/PLS2_d27e47  rank 2 by val.rmse, <duration> old
  Best by val.rmse:
    1. results/<date>_new/wheat/PLS5_28ef02 (0.4000)
    1. results/<date>_old/corn/PLS5_28ef02 (0.3900)
  Stays:
    2 runs: among the best
  policy 3 (cairn.yaml:19:7):
  1 run (1 group as a whole) goes: <size> in files; the disk gets <size> back once they are purged
    results/<date>_old  1 run  40 d 00 h old
  Stays:
    <id>  results/<date>_new/wheat/PLS5_28ef02  the newest
  moved to the trash, 3 entries; back with: cairn trash ls, cairn restore
  $ cairn ls --columns id,dataset,val.rmse --sort id
  id      dataset  val.rmse
  nuxjie  wheat      0.4000
  $ cairn trash ls --json | grep '"reason"'
        "reason": "maintain: few",
        "reason": "maintain: few",
        "reason": "maintain: policy 3",
  $ cairn render --json | grep written
    "written": 0,
  $ cairn maintain --yes | grep -c Nothing
  3
  $ sed -i 's/by: rmse/by: rmze/' cairn.yaml && cairn maintain -n
  dead (cairn.yaml:17:7):
  Nothing goes.
  cairn: error: few (cairn.yaml:18:7): no run has a metric 'rmze'
    hint: did you mean 'val.rmse'?
  [2]

An age in parts of a day is not rounded down to what is younger:

  $ sed -i '/^cleanup:/,$d' cairn.yaml && printf 'cleanup: {auto_archive_days: 1.9}\n' >>cairn.yaml
  $ CAIRN_CLOCK=$((-30 * 3600)) run_tiny -e yesterday dataset=corn n=2
  $ cairn maintain --dry-run | normal | tail -n +2
  Nothing goes.
  Stays:
    <id>  results/<date>_new/wheat/PLS5_28ef02  the newest
    1 run: not old enough
