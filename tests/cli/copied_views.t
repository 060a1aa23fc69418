Views that another cairn rendered, or this one long ago, are copied over those that lie here: nobody edited
them, and they take nothing away that was typed.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ short() { normalise | sed 's/_[0-9a-f]\{6\}/_<hash>/g'; }
  $ tiny_project && mkdir ../laptop && cp -r cairn.yaml fit.sh data ../laptop && cd ..
  $ there() { cairn -C tiny "$@"; }; here() { cairn -C laptop "$@"; }
  $ there run -q -j 1 dataset=corn && cp -a tiny/results laptop
  $ here note 7tht4c 'figure 3 of the paper' | short && here tag 7tht4c champion | short
  noted on <id> (PLS5)
  tagged <id> (PLS5): champion
  $ here note results/$(ls laptop/results) 'for the report' | short
  noted on results/<date>_tiny
  $ typed() { here ls --columns id,notes,tags.champion --sort id; grep notes laptop/results/*_tiny/.run/group.json; find laptop -name '*.edited*'; }

Results come again from where the runs are made, with their times or without:

  $ cp -r laptop/results/*/.run/group.json . && cp -a tiny/results laptop && cp group.json laptop/results/*/.run
  $ here render | short && typed
  2 written, 9 unchanged, in <duration>
  id      notes                  champion
  7tht4c  figure 3 of the paper  true
  o2a5oj  -                      -
    "notes": "for the report",
  $ cp -r tiny/results laptop && cp group.json laptop/results/*/.run
  $ find laptop/results -name '*.yaml' -exec touch -d '1 second' {} +
  $ here render | short && typed
  2 written, 9 unchanged, in <duration>
  edited by hand: results/<date>_tiny/corn/PLS5_<hash>/PIPELINE.yaml (what it lacks of notes, tags stays: cairn note --replace and cairn tag --remove take it away)
  edited by hand: results/<date>_tiny/RUN.yaml (what it lacks of notes stays: cairn note --replace and cairn tag --remove take it away)
  id      notes                  champion
  7tht4c  figure 3 of the paper  true
  o2a5oj  -                      -
    "notes": "for the report",

Also where they have become more there, by every other sync, and beside runs of one's own:

  $ find laptop/results -name '*.yaml' -exec touch {} +
  $ there run -q n=7 dataset=corn && cp -au tiny/results laptop && here render | short && typed
  1 written, 14 unchanged, in <duration>
  id      notes                  champion
  7tht4c  figure 3 of the paper  true
  o2a5oj  -                      -
  vq1xv6  -                      -
    "notes": "for the report",
  $ for n in 1 3 4; do
  >   there run -q n=$n dataset=corn && here run -q n=2$n dataset=corn
  >   cp -a tiny/results laptop && cp group.json laptop/results/*/.run && here render
  > done 2>&1 | short
  3 written, 20 unchanged, in <duration>
  3 written, 28 unchanged, in <duration>
  3 written, 36 unchanged, in <duration>
  $ find laptop -name '*.edited*'

Two clones share the folder of results, and render in turn:

  $ mkdir shared one two && for clone in one two; do
  >   cp -r tiny/cairn.yaml tiny/fit.sh tiny/data $clone && ln -s ../shared $clone/results
  > done
  $ for n in 1 2 3; do
  >   cairn -C one run -q -j 1 n=1$n && cairn -C two run -q -j 1 n=2$n
  > done 2>&1 | short
  $ find shared -name '*.edited*'; grep -c PLS shared/*/RUN.yaml
  8

Also with rollups that name no runs, and beside runs that failed or were made again:

  $ mkdir many three four && for clone in three four; do
  >   sed 's/^layout: .*/layout: projects/' tiny/cairn.yaml >$clone/cairn.yaml
  >   cp -r tiny/fit.sh tiny/data $clone && ln -s ../many $clone/results
  > done
  $ for n in 1 2 3; do
  >   cairn -C three run -q -j 1 dataset=corn n=1$n && cairn -C four run -q -j 1 dataset=corn n=2$n,9$n
  >   cairn -C four run -q --force dataset=corn n=11
  > done >/dev/null 2>&1
  $ find many -name '*.edited*'; cairn -C four ls | wc -l; cat many/*/*/project.yaml | grep best_run | short
  11
  best_run: run_ivnsws

What a person types between two renderings of others is theirs all the same:

  $ sed -i 's/^notes: .*/notes: typed/; s/^run_id: .*/run_id: mine/' shared/*/RUN.yaml
  $ cairn -C one run n=14 -q -j 1 2>&1 | short
  cairn: warning: results/<date>_tiny/RUN.yaml (your edit is kept as RUN.yaml.edited)
  $ grep -E '^(notes|run_id)' shared/*/RUN.yaml* | sed 's,.*RUN,RUN,'
  RUN.yaml:run_id: tiny
  RUN.yaml:notes: typed
  RUN.yaml.edited:run_id: mine
  RUN.yaml.edited:notes: typed
  $ sed -i 's/^notes: .*/notes: typed again/' shared/*/RUN.yaml
  $ cairn -C two run n=24 -q -j 1 2>&1 | short
  cairn: warning: results/<date>_tiny/RUN.yaml (your edit is kept as RUN.yaml.edited.2; not taken over: notes)
  $ cairn -C one render | short; grep -E '^(notes|run_id)' shared/*/RUN.yaml* | sed 's,.*RUN,RUN,'
  0 written, 69 unchanged, in <duration>
  RUN.yaml:run_id: tiny
  RUN.yaml:notes: typed
  RUN.yaml.edited:run_id: mine
  RUN.yaml.edited:notes: typed
  RUN.yaml.edited.2:run_id: tiny
  RUN.yaml.edited.2:notes: typed again

A view from a backup brings nothing back that was replaced since, unless as a file beside it:

  $ one() { cairn -C ../../one "$@"; }
  $ cd shared/*/ && one note results/${PWD##*/} --replace 'first' | short && cp -a RUN.yaml ../old.yaml
  noted on results/<date>_tiny
  $ one note results/${PWD##*/} --replace 'second' | short && cp -a ../old.yaml RUN.yaml
  noted on results/<date>_tiny
  $ one render | short && grep ^notes RUN.yaml && ls -A | grep -c edited
  1 written, 68 unchanged, in <duration>
  notes: second
  2
  $ cp ../old.yaml RUN.yaml && touch -d '1 second' RUN.yaml
  $ one render | short && grep ^notes RUN.yaml
  1 written, 68 unchanged, in <duration>
  edited by hand: results/<date>_tiny/RUN.yaml (your edit is kept as RUN.yaml.edited.3; not taken over: notes)
  notes: second
  $ one note results/${PWD##*/} --replace '' | short && cp -a ../old.yaml RUN.yaml
  noted on results/<date>_tiny
  $ one render | short && grep ^notes RUN.yaml
  1 written, 68 unchanged, in <duration>
  notes: ""
