In a copy without .cairn cairn does not know what it rendered. What people typed into the views there is taken
over, or kept, whichever command comes first and however many views they typed into.

  $ . "$TESTDIR/../support/transcript.sh"
  $ short() { normalise | sed 's/_[0-9a-f]\{6\}/_<hash>/g'; }
  $ mkdir made && cd made && cat >cairn.yaml <<'YAML'
  > experiment: exp
  > stages:
  >   fit:
  >     kind: pipeline
  >     name: "f{n}"
  >     matrix: {n: [1, 2]}
  >     cmd: "cairn log metric val.rmse {n}"
  > YAML
  $ cairn run -q && top=$(dirname "$PWD")
  $ copy() { cd "$top" && rm -rf copy && cp -a made copy && cd copy && rm -r .cairn; }
  $ type_note() { sed -i "s/^notes:.*/notes: ${1:-typed}/" results/*_exp/RUN.yaml; }
  $ told() { grep -A 2 ^notes results/*_exp/RUN.yaml | grep -v -e ^tags -e ^total; find results -name '*.edited*' -printf '%f\n'; }

Into views of runs, of their groups and of groups above these, in one go:

  $ copy && type_note && cd results/*_exp/all
  $ echo 'notes: of f1' >>f1_*/PIPELINE.yaml; echo '# my remark' >>f1_*/SCORES.yaml; echo '# cmp' >>COMPARISON.yaml
  $ cd ../../.. && cairn render | short && told
  2 written, 4 unchanged, in <duration>
  taken over from results/<date>_exp/all/f1_<hash>/PIPELINE.yaml: notes
  taken over from results/<date>_exp/RUN.yaml: notes
  edited by hand: results/<date>_exp/all/f1_<hash>/SCORES.yaml (your edit is kept as SCORES.yaml.edited)
  edited by hand: results/<date>_exp/all/COMPARISON.yaml (your edit is kept as COMPARISON.yaml.edited)
  notes: typed
  SCORES.yaml.edited
  COMPARISON.yaml.edited
  $ grep -h '^notes' results/*/*/f1_*/PIPELINE.yaml; grep -rhE 'my remark|# cmp' results
  notes: of f1
  # my remark
  # cmp
  $ cairn render | short
  0 written, 6 unchanged, in <duration>

Before each verb that writes:

  $ copy && type_note && cairn tag f2 good=1 2>&1 | short; told
  cairn: note: taken over from results/<date>_exp/RUN.yaml: notes
  tagged <id> (f2): good=1
  notes: typed
  $ copy && type_note && cairn note exp 'from the verb' 2>&1 | short; told
  cairn: note: edited by hand: results/<date>_exp/RUN.yaml (your edit is kept as RUN.yaml.edited; not taken over: notes)
  noted on results/<date>_exp
  notes: from the verb
  RUN.yaml.edited
  $ grep ^notes results/*/RUN.yaml.edited
  notes: typed
  $ copy && type_note && cairn pin f2 2>&1 | short; told
  cairn: note: taken over from results/<date>_exp/RUN.yaml: notes
  pinned <id> (f2)
  notes: typed
  $ copy && type_note && cairn alias f2 champ 2>&1 | short; told
  cairn: note: taken over from results/<date>_exp/RUN.yaml: notes
  <id> (f2) is now 'champ'
  notes: typed
  $ copy && type_note && cairn run n=3 2>&1 | grep note: | short; told
  cairn: note: taken over from results/<date>_exp/RUN.yaml: notes
  notes: typed
  $ copy && type_note && cairn run --force n=1 2>&1 | grep note: | short; told
  cairn: note: taken over from results/<date>_exp/RUN.yaml: notes
  notes: typed
  $ copy && type_note && cairn run --check f2 2>&1 | short; cairn render | short; told
  cairn: note: taken over from results/<date>_exp/RUN.yaml: notes
  fit <id> f2 equal: 0 files and 1 metric in <duration>
  0 written, 6 unchanged, in <duration>
  notes: typed
  $ copy && type_note && cairn clean -y f2 2>&1 >/dev/null | short; told
  cairn: note: taken over from results/<date>_exp/RUN.yaml: notes
  notes: typed
  $ cd ../made && cairn export f2 -o ../f2.zip >/dev/null && copy && rm -r results/*/*/f2_* && type_note
  $ cairn import ../f2.zip 2>&1 >/dev/null | short; told
  cairn: note: taken over from results/<date>_exp/RUN.yaml: notes
  notes: typed

Also where the verb is about the very run, or what was typed takes the place of something:

  $ copy && echo 'notes: of f1' >>results/*/*/f1_*/PIPELINE.yaml && cairn tag f1 good=1 2>&1 | short
  cairn: note: taken over from results/<date>_exp/all/f1_<hash>/PIPELINE.yaml: notes
  tagged <id> (f1): good=1
  $ grep -h -A 3 -E '^(notes|tags)' results/*/*/f1_*/PIPELINE.yaml
  notes: of f1
  tags:
    good: 1
  $ copy && type_note first && cairn render | short
  0 written, 6 unchanged, in <duration>
  taken over from results/<date>_exp/RUN.yaml: notes
  $ rm -r .cairn; type_note second && cairn tag f2 good=1 2>&1 | short; told; grep notes results/*/.run/group.json
  cairn: note: taken over from results/<date>_exp/RUN.yaml: notes
  tagged <id> (f2): good=1
  notes: second
    "notes": "second",

A question that comes first decides nothing:

  $ copy && type_note && cairn ls --columns name --sort name && cairn tag f2 good=1 2>&1 | short; told
  name
  f1
  f2
  cairn: note: taken over from results/<date>_exp/RUN.yaml: notes
  tagged <id> (f2): good=1
  notes: typed

With nothing but the catalog deleted:

  $ copy && type_note kept && cairn render | short
  0 written, 6 unchanged, in <duration>
  taken over from results/<date>_exp/RUN.yaml: notes
  $ type_note && rm .cairn/catalog.db* && cairn tag f2 x=1 2>&1 | short; told
  cairn: note: taken over from results/<date>_exp/RUN.yaml: notes
  tagged <id> (f2): x=1
  notes: typed

Views that nobody touched are no edits, also where they fell behind the records:

  $ copy && cairn tag f2 good=1 2>&1 | short; told
  tagged <id> (f2): good=1
  notes: ""
  $ cairn run n=3 2>&1 | grep note: ; told
  notes: ""
  $ rm -r .cairn && f=$(ls results/*/*/f1_*/.run/*.json) && echo '{"notes": "by hand"}' >${f%.json}.user.json
  $ cairn tag f1 good=2 2>&1 | short; grep -h ^notes results/*/*/f1_*/PIPELINE.yaml; told
  tagged <id> (f1): good=2
  notes: by hand
  notes: ""
  $ cairn verify | grep -c 'all well'
  1
