Tags are put on runs after their end, over those that the job logged; a value is typed as in YAML.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn tag o2a5oj paper="figure 3" folds=5 checked
  tagged o2a5oj (PLS2): paper=figure 3 folds=5 checked
  $ cairn tag o2a5oj folds=5
  o2a5oj (PLS2): nothing to change: folds=5
  $ cairn ls --columns id,name,tags.paper,tags.folds,tags.checked --sort id
  id      name  paper     folds  checked
  7tht4c  PLS5  -             -  -
  88sca7  PLS2  -             -  -
  nuxjie  PLS5  -             -  -
  o2a5oj  PLS2  figure 3      5  true
  $ cairn tag o2a5oj folds=6 --json | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["format"], d["changed"], d["unchanged"], d["runs"][0]["tags"], d["groups"])'
  1 1 0 {'checked': True, 'folds': 6, 'paper': 'figure 3'} []
  $ cat results/*/corn/PLS2_*/.run/o2a5oj.user.json
  {
    "format": 1,
    "tags": {
      "paper": "figure 3",
      "folds": 6,
      "checked": true
    }
  }

What the job logged can be covered and taken away; its record stays as it is:

  $ sed -i '$a cairn log tag device A100' fit.sh && run_tiny dataset=corn n=2
  $ cairn ls --columns id,tags.device,tags.paper --sort id --limit 1
  id      device  paper
  7tht4c       -      -
  1 of 4 runs
  $ cairn tag o2a5oj --remove device --remove folds
  tagged o2a5oj (PLS2): -device -folds
  $ cairn show o2a5oj --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["run"]["tags"])'
  {'checked': True, 'paper': 'figure 3'}
  $ grep -c A100 results/*/corn/PLS2_*/.run/o2a5oj.json
  1
  $ grep device results/*/corn/PLS2_*/.run/o2a5oj.user.json
      "device": null

Several runs, by name or by what they are; the last word is the tag when no word has a value:

  $ cairn tag o2a5oj 7tht4c keep
  tagged 2 runs: keep
  $ cairn tag --dataset wheat review=later
  tagged 2 runs: review=later
  $ cairn tag --dataset wheat o2a5oj review=later
  cairn: error: no run is chosen by these options
    hint: try them with: cairn ls
  [3]
  $ cairn ls --columns id,dataset,tags.review,tags.keep --sort id
  id      dataset  review  keep
  7tht4c  corn     -       true
  88sca7  wheat    later   -
  nuxjie  wheat    later   -
  o2a5oj  corn     -       true

Groups have tags, too: plain texts, which rollups show.

  $ cairn tag results/*_tiny paper=2 draft | normalise
  tagged results/<date>_tiny: paper=2 draft
  $ cairn tag tiny paper=3 --remove draft | normalise
  tagged results/<date>_tiny: paper=3 -draft
  $ grep tags results/*_tiny/RUN.yaml
  tags: [paper=3]

The catalog is an index of all that:

  $ cairn ls --json >before && rm -r .cairn && cairn ls --json | diff before - && echo equal
  equal

What is wrong is said, and changes nothing:

  $ cairn tag o2a5oj
  cairn: error: no tag was given
    hint: cairn tag RUN paper="figure 3", or --remove KEY
  [2]
  $ cairn tag o2a5oj paper=null
  cairn: error: 'paper=null' says that there is no tag
    hint: take it away with: --remove paper
  [2]
  $ cairn tag o2a5oj =1
  cairn: error: '=1' is a tag without a name
    hint: cairn tag RUN paper="figure 3"
  [2]
  $ cairn tag o2a5oj ' =1'
  cairn: error: ' =1' is a tag without a name
    hint: cairn tag RUN paper="figure 3"
  [2]
  $ cairn tag o2a5oj x=1 ''
  cairn: error: '' is a tag without a name
    hint: cairn tag RUN paper="figure 3"
  [2]
  $ cairn tag nobody paper=1
  cairn: error: there is no run 'nobody'
    hint: list them with: cairn ls
  [3]
  $ cairn tag o2a5oj keep review=1
  cairn: error: there is no run 'keep'
    hint: words before the first KEY=VALUE are runs; tags without a value stand behind it: cairn tag RUN paper="figure 3" good
  [3]
  $ cairn tag --dataset nothing x=1
  cairn: note: no run has the dataset 'nothing'
  cairn: error: no run is chosen by these options
    hint: try them with: cairn ls
  [3]
  $ cairn tag results x=1 2>&1 | normalise
  cairn: error: 'results' is no run but a folder with 4 runs
    hint: list them with: cairn ls results
  $ cairn tag v2yhhy x=1
  cairn: error: 'v2yhhy' is a child of run o2a5oj, and only runs and groups are annotated
    hint: name its run: o2a5oj
  [2]
  $ echo '{"format": 9}' >results/*/corn/PLS5_*/.run/7tht4c.user.json
  $ cairn tag 7tht4c x=1 2>&1 | normalise
  cairn: error: <here>/results/<date>_tiny/corn/PLS5_28ef02/.run/<id>.user.json: it has format 9; this cairn reads up to 1
    hint: use the cairn that wrote it, or a newer one
  $ echo '{"tags": [1]}' >results/*/corn/PLS5_*/.run/7tht4c.user.json
  $ cairn tag 7tht4c x=1 2>&1 | normalise
  cairn: warning: <here>/results/<date>_tiny/corn/PLS5_28ef02/.run/<id>.user.json: field 'tags' is a list, expected a map
  cairn: error: <here>/results/<date>_tiny/corn/PLS5_28ef02/.run/<id>.user.json: field 'tags' is a list, expected a map
    hint: correct the file by hand: what is in it is yours

Nor is a blank tag that stands in a file offered to a shell; it can be taken away:

  $ rm results/*/corn/PLS5_*/.run/7tht4c.user.json
  $ echo '{"format": 1, "tags": {"": 1, " ": 2, "good": 3}}' >results/*/wheat/PLS2_*/.run/88sca7.user.json
  $ cairn reindex >/dev/null; cairn ls --where "tags.good = 3" --columns id
  id
  88sca7
  $ cairn __complete -- cairn tag --remove '' | cut -f 1
  checked
  good
  keep
  paper
  review
  $ cairn tag 88sca7 --remove '' --remove ' ' && cat results/*/wheat/PLS2_*/.run/88sca7.user.json
  tagged 88sca7 (PLS2): - - 
  {
    "format": 1,
    "tags": {
      "good": 3
    }
  }
