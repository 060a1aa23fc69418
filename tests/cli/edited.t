What people type into RUN.yaml and other views is taken over before they are made anew.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cd results/*_tiny
  $ sed -i 's/^notes: .*/notes: two outliers at 1300 1\/cm/; s/^tags: .*/tags: [paper]/' RUN.yaml
  $ echo 'notes: the one of figure 3' >>corn/PLS2_*/PIPELINE.yaml
  $ echo 'tags: [old-lamp]' >>corn/DATASET.yaml
  $ cairn render | normalise | sed 's/_[0-9a-f]\{6\}/_<hash>/'
  0 written, 21 unchanged, in <duration>
  taken over from results/<date>_tiny/corn/PLS2_<hash>/PIPELINE.yaml: notes
  taken over from results/<date>_tiny/RUN.yaml: notes, tags
  taken over from results/<date>_tiny/corn/DATASET.yaml: tags
  $ grep -E '^(notes|tags|description)' RUN.yaml corn/DATASET.yaml corn/PLS2_*/PIPELINE.yaml | sed 's/_[0-9a-f]\{6\}/_<hash>/'
  RUN.yaml:description: a tiny experiment
  RUN.yaml:notes: two outliers at 1300 1/cm
  RUN.yaml:tags: [paper]
  corn/DATASET.yaml:tags: [old-lamp]
  corn/PLS2_<hash>/PIPELINE.yaml:notes: the one of figure 3
  $ cairn ls --columns id,notes --sort id
  id      notes
  7tht4c  -
  88sca7  -
  nuxjie  -
  o2a5oj  the one of figure 3
  $ cairn render | normalise
  0 written, 21 unchanged, in <duration>
  $ ls -A corn; ls corn/*/*.edited 2>/dev/null
  .run
  COMPARISON.yaml
  DATASET.yaml
  PLS2_d27e47
  PLS5_28ef02
  [2]

In a copy without .cairn, too; the rollups that nobody touched are as they were:

  $ cd ../.. && mkdir ../copy && cp -r cairn.yaml fit.sh data results ../copy && cd ../copy/results/*_tiny
  $ sha256sum */*.yaml >before
  $ sed -i 's/^notes: .*/notes: typed into the copy/' RUN.yaml
  $ cairn render | normalise
  0 written, 21 unchanged, in <duration>
  taken over from results/<date>_tiny/RUN.yaml: notes
  $ grep -E '^(notes|tags|description)' RUN.yaml
  description: a tiny experiment
  notes: typed into the copy
  tags: [paper]
  $ grep notes .run/group.json
    "notes": "typed into the copy",
  $ sha256sum --quiet -c before && rm before RUN.yaml && cairn render | normalise && grep notes RUN.yaml
  1 written, 20 unchanged, in <duration>
  notes: typed into the copy

A verb and an editor at work on one file undo nothing of each other:

  $ sed -i 's/^description: .*/description: from the editor/' RUN.yaml
  $ cairn note . 'from the verb' 2>&1 | normalise
  cairn: note: taken over from results/<date>_tiny/RUN.yaml: description
  noted on results/<date>_tiny
  $ grep -A 2 -E '^(notes|description)' RUN.yaml | grep -v '^data'
  description: from the editor
  pipelines: [PLS2_d27e47, PLS5_28ef02]
  --
  notes: |-
    typed into the copy
    from the verb
  $ sed -i 's/^description: .*/description: from the editor again/' RUN.yaml
  $ cairn note . --description 'from the verb' 2>&1 | normalise
  cairn: note: edited by hand: results/<date>_tiny/RUN.yaml (your edit is kept as RUN.yaml.edited; not taken over: description)
  described results/<date>_tiny
  $ grep description RUN.yaml RUN.yaml.edited
  RUN.yaml:description: from the verb
  RUN.yaml.edited:description: from the editor again

What was typed into a document of a run that runs again is taken over first:

  $ sed -i 's/^notes: .*/notes: still the one/' corn/PLS2_*/PIPELINE.yaml
  $ cairn run -q --force dataset=corn n=2; grep notes corn/PLS2_*/PIPELINE.yaml
  notes: still the one
  $ sed -i 's/^notes: .*/notes: and still/' corn/PLS2_*/PIPELINE.yaml
  $ cairn run --force dataset=corn n=2 2>&1 | grep note: | normalise
  cairn: note: taken over from results/<date>_tiny/corn/PLS2_d27e47/PIPELINE.yaml: notes

Everything else that was edited is kept beside the view, and what could not be read is said with its place:

  $ rm -f *.edited; sed -i 's/^run_id: .*/run_id: mine/; s/^tags: .*/tags: [paper, x]/' RUN.yaml
  $ echo '# looks good' >>corn/COMPARISON.yaml
  $ printf 'notes: "open\n' >>corn/PLS5_*/PIPELINE.yaml
  $ sed -i 's/^notes: .*/notes: [a, b]/' corn/PLS2_*/PIPELINE.yaml
  $ cairn render | normalise | sed 's/_[0-9a-f]\{6\}/_<hash>/g'
  4 written, 17 unchanged, in <duration>
  taken over from results/<date>_tiny/RUN.yaml: tags
  edited by hand: results/<date>_tiny/corn/PLS2_<hash>/PIPELINE.yaml (your edit is kept as PIPELINE.yaml.edited; it was not taken over: results/<date>_tiny/corn/PLS2_<hash>/PIPELINE.yaml: 'notes' is a list, and a text is needed)
  edited by hand: results/<date>_tiny/corn/PLS5_<hash>/PIPELINE.yaml (your edit is kept as PIPELINE.yaml.edited; it was not taken over: results/<date>_tiny/corn/PLS5_<hash>/PIPELINE.yaml:15:8: the quote that opens here is never closed)
  edited by hand: results/<date>_tiny/RUN.yaml (your edit is kept as RUN.yaml.edited)
  edited by hand: results/<date>_tiny/corn/COMPARISON.yaml (your edit is kept as COMPARISON.yaml.edited)
  $ grep -E '^(run_id|tags)' RUN.yaml RUN.yaml.edited
  RUN.yaml:run_id: tiny
  RUN.yaml:tags: [paper, x]
  RUN.yaml.edited:run_id: mine
  RUN.yaml.edited:tags: [paper, x]
  $ tail -n 1 corn/COMPARISON.yaml.edited corn/PLS5_*/PIPELINE.yaml.edited | sed 's/_[0-9a-f]\{6\}/_<hash>/g'
  ==> corn/COMPARISON.yaml.edited <==
  # looks good
  
  ==> corn/PLS5_<hash>/PIPELINE.yaml.edited <==
  notes: "open
  $ cairn render --json | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["taken"], d["kept"], d["problems"])'
  [] [] []

The same in another form is no edit:

  $ sed -i 's/^tags: .*/tags:\n  - paper\n  - "x"/' RUN.yaml
  $ cairn render | normalise && ls *.edited
  1 written, 20 unchanged, in <duration>
  RUN.yaml.edited

What is missing in a view stays; a verb takes it away:

  $ sed -i 's/^tags: .*/tags: [x]/; /^  from the verb/d' RUN.yaml
  $ cairn render | normalise && grep -A 2 -E '^(notes|tags)' RUN.yaml
  1 written, 20 unchanged, in <duration>
  edited by hand: results/<date>_tiny/RUN.yaml (what it lacks of notes, tags stays: cairn note --replace and cairn tag --remove take it away)
  notes: |-
    typed into the copy
    from the verb
  tags: [paper, x]
  total_size: 446 B
  $ { cairn tag --remove paper . && cairn note --replace . ''; } | normalise && grep -E '^(notes|tags)' RUN.yaml
  tagged results/<date>_tiny: -paper
  noted on results/<date>_tiny
  notes: ""
  tags: [x]

What takes the place of something else is taken over where nothing but such fields was edited:

  $ sed -i 's/^tags: .*/tags: [old]/' RUN.yaml && cairn render | normalise
  0 written, 21 unchanged, in <duration>
  taken over from results/<date>_tiny/RUN.yaml: tags
  $ sed -i 's/^tags: .*/tags: [new]/; s/^run_id: .*/run_id: mine/' RUN.yaml && cairn render | normalise
  1 written, 20 unchanged, in <duration>
  edited by hand: results/<date>_tiny/RUN.yaml (your edit is kept as RUN.yaml.edited.2; not taken over: tags)
  $ grep ^tags RUN.yaml; tail -n 3 RUN.yaml.edited.2
  tags: [old]
  notes: ""
  tags: [new]
  total_size: 446 B

A user file that was written by hand is seen by what shows the run:

  $ f=$(ls corn/PLS5_*/.run/7tht4c.json); echo '{"notes": "by hand"}' >${f%.json}.user.json
  $ cairn ls --columns id,notes --sort id
  id      notes
  7tht4c  by hand
  88sca7  -
  nuxjie  -
  o2a5oj  and still
  $ cairn show 7tht4c | grep '^  notes'
    notes       by hand

A view that was edited, and one that was kept before, outlive a new attempt of their run; they are none of its files:

  $ rm -f corn/*/*.edited; cd corn/PLS5_*
  $ echo '# the best so far' >>PIPELINE.yaml
  $ echo '# of fold 0' >>models/*/MANIFEST.yaml
  $ cairn run --force dataset=corn n=5 2>&1 | grep warning: | normalise
  cairn: warning: results/<date>_tiny/corn/PLS5_28ef02/PIPELINE.yaml (your edit is kept as PIPELINE.yaml.edited)
  cairn: warning: results/<date>_tiny/corn/PLS5_28ef02/models/waecpq/MANIFEST.yaml (your edit is kept as MANIFEST.yaml.edited)
  $ grep -r --include='*.edited' '^#' . | sed 's/models.[^:]*M/models\/<id>\/M/'
  ./models/<id>/MANIFEST.yaml.edited:# of fold 0
  ./PIPELINE.yaml.edited:# the best so far
  $ cairn show 7tht4c --json | grep -c '\.edited'
  0
  [1]
  $ cairn run -q --force dataset=corn n=5; grep -l '^# the best' *.yaml*
  PIPELINE.yaml.edited
  $ cairn verify | grep -c 'all well'
  1
