The runs of a project, the newest first, with what varies between them:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn ls | normalise | squeeze
  id name dataset status created duration n val.rmse test.rmse
  <id> PLS5 wheat finished <date> <time> <duration> 5 0.4000 0.4500
  <id> PLS5 corn finished <date> <time> <duration> 5 0.3900 0.4500
  <id> PLS2 wheat finished <date> <time> <duration> 2 0.4300 0.4800
  <id> PLS2 corn finished <date> <time> <duration> 2 0.4200 0.4800
  +6 constant columns, --all to show
  $ cairn ls --sort val.rmse --columns name,dataset,val.rmse
  name  dataset  val.rmse
  PLS5  corn       0.3900
  PLS5  wheat      0.4000
  PLS2  corn       0.4200
  PLS2  wheat      0.4300
  $ cairn ls --sort name,dataset --limit 2 --columns name,dataset
  name  dataset
  PLS2  corn
  PLS2  wheat
  2 of 4 runs
  $ cairn ls --dataset corn --columns name,dataset,status --sort -n
  name  dataset  status
  PLS5  corn     finished
  PLS2  corn     finished
  $ cairn ls --all --sort n,dataset --limit 1 | normalise | squeeze
  id name experiment dataset stage seed status attempt created duration copy n val.rmse loss test.rmse
  <id> PLS2 tiny corn fit 1 finished 1 <date> <time> <duration> 0 2 0.4200 0.2500 0.4800
  1 of 4 runs

Places are folders, groups and runs:

  $ cairn ls results/*/corn --columns name,dataset --sort n
  name  dataset
  PLS2  corn
  PLS5  corn
  $ cairn ls wheat --columns name,dataset --sort n
  name  dataset
  PLS2  wheat
  PLS5  wheat
  $ cairn ls PLS2 --columns name,dataset --sort dataset
  name  dataset
  PLS2  corn
  PLS2  wheat
  $ (cd results/*/corn && cairn ls . --columns name,dataset --sort n)
  name  dataset
  PLS2  corn
  PLS5  corn

Children are listed on their own:

  $ cairn ls --children --dataset corn --sort n --columns name,kind,val.rmse
  name        kind   val.rmse
  PLS2/fold0  model    0.4600
  PLS5/fold0  model    0.4300

For programs:

  $ cairn ls --columns name,dataset,n --sort dataset,n --csv
  name,dataset,n
  PLS2,corn,2
  PLS5,corn,5
  PLS2,wheat,2
  PLS5,wheat,5
  $ cairn ls --columns name,dataset,n --sort dataset,n --md
  | name | dataset | n |
  | --- | --- | --- |
  | PLS2 | corn | 2 |
  | PLS5 | corn | 5 |
  | PLS2 | wheat | 2 |
  | PLS5 | wheat | 5 |
  $ cairn ls --columns name,dataset,n --sort dataset,n --jsonl
  {"name":"PLS2","dataset":"corn","n":2}
  {"name":"PLS5","dataset":"corn","n":5}
  {"name":"PLS2","dataset":"wheat","n":2}
  {"name":"PLS5","dataset":"wheat","n":5}
  $ cairn ls --json | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["format"], len(d["runs"]), sorted(d["runs"][0]["params"]))'
  1 4 ['n']
  $ cairn ls --jsonl | wc -l
  4

Folders that were removed or moved by hand are noticed:

  $ rm -r results/*/corn/PLS2_*
  $ cairn ls --columns name,dataset --sort dataset,n
  name  dataset
  PLS5  corn
  PLS2  wheat
  PLS5  wheat
  $ session=$(echo results/*) && mkdir $session/maize && mv $session/corn/PLS5_* $session/maize/
  $ cairn ls --columns name,dataset,path --sort dataset,n | normalise | squeeze
  name dataset path
  PLS5 corn results/<date>_tiny/maize/PLS5_28ef02
  PLS2 wheat results/<date>_tiny/wheat/PLS2_d27e47
  PLS5 wheat results/<date>_tiny/wheat/PLS5_28ef02
  $ rm .cairn/catalog.db
  $ cairn ls --columns name,dataset --sort dataset,n
  name  dataset
  PLS5  corn
  PLS2  wheat
  PLS5  wheat

A folder that was copied is one run; the older place, or the one that sorts last, is a copy:

  $ mkdir $session/rye && cp -rp $session/maize/PLS5_* $session/rye/
  $ cairn ls --columns name,dataset --sort dataset,n
  name  dataset
  PLS5  corn
  PLS2  wheat
  PLS5  wheat
  $ cairn ls --all --columns name,path,copy --sort dataset,n,path | normalise | squeeze
  name path copy
  PLS5 results/<date>_tiny/maize/PLS5_28ef02 0
  PLS5 results/<date>_tiny/rye/PLS5_28ef02 1
  PLS2 results/<date>_tiny/wheat/PLS2_d27e47 0
  PLS5 results/<date>_tiny/wheat/PLS5_28ef02 0

A run whose process died is lost, not running:

  $ CAIRN_FAIL=record_write:1:kill sh -c 'cairn run -q fit dataset=corn n=7; exit 3' > /dev/null 2>&1
  [3]
  $ cairn ls --status lost --columns name,dataset,status
  name  dataset  status
  PLS7  corn     lost
  $ cairn ls --status running
  no runs

Nothing fits, and what does not exist:

  $ cairn ls --dataset barley
  cairn: note: no run has the dataset 'barley'
  no runs
  $ cairn ls --status lsot
  cairn: error: there is no status 'lsot'
    hint: did you mean 'lost'?
  [2]
  $ cairn ls --sort nonsense
  cairn: error: no run has a field, metric or param 'nonsense'
    hint: there are: loss, test.rmse, val.rmse, n, id, name, experiment, stage, kind, dataset, … (36 in all)
  [2]
  $ cairn ls nowhere
  cairn: error: there is no run 'nowhere'
    hint: list them with: cairn ls
  [3]
  $ cairn ls --json --csv
  cairn: error: --json and --csv exclude each other
    hint: give one of them
  [2]
  $ cairn ls --limit -1
  cairn: error: --limit -1 is below 0
  [2]
  $ cairn ls | head -n 0
