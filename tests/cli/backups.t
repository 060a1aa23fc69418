A copy of a run's folder is a copy, whatever it is called: the run is what lies where its record says.

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > experiment: e
  > stages:
  >   fit: {cmd: "echo 1 >{run}/o", outs: o}
  > YAML
  $ cairn run -q
  $ cp -rp results/fit-* "results/backup of fit" && echo broken >"results/backup of fit/o"
  $ where() { cairn sql 'SELECT copy, path FROM runs ORDER BY copy' --csv | normalise | sed -E 's/archive\/[0-9-]{7}_/archive\/<month>_/'; }
  $ where
  copy,path
  0,results/fit-<id>
  1,results/backup of fit
  $ cairn cat latest o
  1
  $ cairn run -n | tail -1
  Nothing to run: 1 run cached.

Archived it is the run as well, and back again:

  $ cairn archive fit --yes >/dev/null && where
  copy,path
  0,results/archive/<month>_e/fit-<id>
  1,results/backup of fit
  $ cairn cat latest o
  1
  $ cairn reindex >/dev/null && where
  copy,path
  0,results/archive/<month>_e/fit-<id>
  1,results/backup of fit
  $ cairn restore "$(cairn ls --columns id --csv | tail -1)" >/dev/null && where
  copy,path
  0,results/fit-<id>
  1,results/backup of fit

Once nothing lies there, any of them may be it; what was moved and moved back is the run again:

  $ mv results/fit-* results/zzz && where
  copy,path
  0,results/backup of fit
  1,results/zzz
  $ home=$(jq -r .path results/zzz/.run/*.json); echo "$home" | normalise
  results/fit-<id>
  $ mv results/zzz "$home" && where
  copy,path
  0,results/fit-<id>
  1,results/backup of fit
  $ cairn cat latest o
  1
