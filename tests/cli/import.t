A package from another project.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ export USER=ana
  $ tiny_project && run_tiny
  $ cairn note o2a5oj 'for the report' && cairn pin o2a5oj
  $ cairn export o2a5oj -o ../one.zip >/dev/null && cairn export tiny --complete -o ../all.zip >/dev/null
  $ cp -r ../tiny ../twin && mkdir ../lab && cp cairn.yaml ../lab/ && cd ../lab
  $ cairn import ../one.zip -n | normalise
  $ ls
  $ cairn import ../one.zip | normalise
  $ cairn ls --columns name,dataset,status,val.rmse
  $ cairn show o2a5oj | grep -A 1 'notes'
  $ cairn cat o2a5oj source:fit.sh | head -2
  $ diff -r ../tiny/results/*/corn/PLS2_* results/*/corn/PLS2_* | normalise
  $ cat results/*/corn/PLS2_*/.run/o2a5oj.imported.json | normalise
  $ cairn import ../one.zip | normalise
  $ cairn import ../all.zip | normalise
  $ cairn ls --columns name,dataset --sort name
  $ cairn reindex | normalise

A run that is here in another state:

  $ cd ../twin && cairn unpin o2a5oj && cairn run --force -q -e tiny fit dataset=corn n=2 && cairn export o2a5oj -o ../other.zip >/dev/null && cd ../lab
  $ cairn import ../other.zip 2>&1 | normalise
  $ cairn import ../other.zip --replace 2>&1 | normalise
  $ cairn unpin o2a5oj
  $ cairn import ../other.zip --replace 2>&1 | normalise
  $ cairn show o2a5oj | grep notes
  $ ls .cairn/trash | wc -l

Into a session, and where the layout has no place for it:

  $ mkdir ../flat && cd ../flat && sed 's/nirs4all/flat/' ../lab/cairn.yaml >cairn.yaml
  $ cairn import ../one.zip | normalise
  $ cairn import ../one.zip --to-run x
  $ mkdir ../lab2 && cp cairn.yaml ../lab2 && sed -i 's/flat/nirs4all/' ../lab2/cairn.yaml
  $ cairn import ../one.zip --to-project ../lab2 --to-run from_ana --json | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["runs"][0]["action"], d["runs"][0]["path"])' | normalise
  $ cat ../lab2/results/*/RUN.yaml | normalise

A folder that somebody zipped by hand:

  $ (cd ../tiny/results/*/wheat && zip -q -r ../../../../bare.zip PLS5_*)
  $ cairn import ../bare.zip --to-project ../lab2 | normalise
  $ (cd ../tiny/results/*/corn && zip -q -r ../../../../half.zip PLS5_* -x '*weights.txt')
  $ cairn import ../half.zip | normalise

What is damaged changes nothing:

  $ head -c 2000 ../one.zip >../cut.zip
  $ cairn import ../cut.zip
  $ cairn import ../none.zip
  $ cairn import ../all.zip --max-files 5
  $ ls -A .cairn
