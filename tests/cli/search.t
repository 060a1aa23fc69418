Words are looked for in ids, names, experiments, descriptions, notes, tags, aliases and paths.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn note o2a5oj 'two outliers at 1300 1/cm'
  noted on o2a5oj (PLS2)
  $ cairn tag 7tht4c paper="Größe of figure 3"
  tagged 7tht4c (PLS5): paper=Größe of figure 3
  $ cairn alias 88sca7 champion
  88sca7 (PLS2) is now 'champion'
  $ cairn ls --search outlier --columns id,notes
  id      notes
  o2a5oj  two outliers at 1300 1/cm
  $ cairn ls --search 'outliers 1300' --columns id
  id
  o2a5oj
  $ cairn ls --search 'GRO' --columns id; cairn ls --search 'größ' --columns id
  id
  7tht4c
  id
  7tht4c
  $ cairn ls --search champ --columns id
  id
  88sca7
  $ cairn ls --search 'PLS5 wheat' --columns id,dataset
  id      dataset
  nuxjie  wheat
  $ cairn ls --search o2a5 --columns id
  id
  o2a5oj
  $ cairn ls --search 'paper OR outliers' --columns id
  no runs
  $ cairn ls --search '"quoted' --columns id
  no runs
  $ cairn ls --search outlier --status failed
  no runs
  $ cairn tag --search 'PLS2 tiny' found
  tagged 2 runs: found

It follows what changes, and a new catalog knows the same:

  $ cairn note o2a5oj --replace 'all fine'
  noted on o2a5oj (PLS2)
  $ cairn ls --search outlier; cairn ls --search fine --columns id
  no runs
  id
  o2a5oj
  $ rm -r results/*/corn/PLS5_*; cairn ls --search figure
  no runs
  $ rm -r .cairn; cairn ls --search 'fine found' --columns id
  id
  o2a5oj
  $ cairn ls --search '***'
  cairn: error: --search '***' has no letter or digit
    hint: cairn ls --search 'outlier 1300'
  [2]
