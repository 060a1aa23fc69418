A note is a text of yours on a run. A second one is added to the first.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn note o2a5oj 'two outliers at 1300 1/cm, kept'
  noted on o2a5oj (PLS2)
  $ printf 'from a pipe\nof two lines\n' | cairn note o2a5oj -
  noted on o2a5oj (PLS2)
  $ cairn note o2a5oj --description 'the model of figure 3'
  described o2a5oj (PLS2)
  $ cairn show o2a5oj | grep -A 3 '^  description'
    description  the model of figure 3
    notes        two outliers at 1300 1/cm, kept
                 from a pipe
                 of two lines
  $ cairn ls --columns id,description,notes --sort id --limit 2
  id      description  notes
  7tht4c  -            -
  88sca7  -            -
  2 of 4 runs
  $ cairn ls --columns id,notes --sort id --limit 1 --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["rows"])'
  [{'id': '7tht4c', 'notes': None}]

Instead of what is there, and away with it:

  $ cairn note o2a5oj --replace 'only this'
  noted on o2a5oj (PLS2)
  $ cairn note o2a5oj --replace ''
  noted on o2a5oj (PLS2)
  $ cairn note o2a5oj --replace ''
  o2a5oj (PLS2): nothing to change
  $ cat results/*/corn/PLS2_*/.run/o2a5oj.user.json
  {
    "format": 1,
    "description": "the model of figure 3"
  }

Several runs at once, and what was chosen as a program reads it:

  $ cairn note o2a5oj 7tht4c -m 'checked by Ana'
  noted on 2 runs
  $ cairn note --dataset wheat 'bad lamp' --json | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["changed"], [run["notes"] for run in d["runs"]])'
  2 ['bad lamp', 'bad lamp']

In an editor, which begins with what is there:

  $ EDITOR='sed -i s/Ana/Eva/' cairn note o2a5oj --edit
  noted on o2a5oj (PLS2)
  $ cairn show o2a5oj | grep notes
    notes        checked by Eva
  $ cat >slow <<'SH'
  > cairn note o2a5oj 'written meanwhile' >/dev/null
  > echo 'written in the editor' >"$1"
  > SH
  $ EDITOR='sh slow' cairn note o2a5oj --edit
  cairn: note: the text changed while you wrote; yours is added to it
  noted on o2a5oj (PLS2)
  $ cairn show o2a5oj | grep -A 2 notes
    notes        checked by Eva
                 written meanwhile
                 written in the editor
  $ EDITOR=false cairn note o2a5oj --edit 2>&1 | sed 's/note-[0-9]*/note-<pid>/' | normalise
  cairn: error: the editor 'false' failed
    hint: nothing was changed; what you typed is in <tmp>/tmp/cairn-note-<pid>.txt
  $ EDITOR=/nowhere/edit cairn note o2a5oj --edit 2>&1 | sed 's/note-[0-9]*/note-<pid>/' | normalise
  editor: 1: exec: /nowhere/edit: not found
  cairn: error: the editor '/nowhere/edit' failed
    hint: nothing was changed; what you typed is in <tmp>/tmp/cairn-note-<pid>.txt

Groups have notes, too, and their rollups show them:

  $ cairn note results/*_tiny 'second series' | normalise
  noted on results/<date>_tiny
  $ cairn note results/*_tiny --description 'all in one' | normalise
  described results/<date>_tiny
  $ grep -E '^(notes|description)' results/*_tiny/RUN.yaml
  description: all in one
  notes: second series
  $ cairn note results/*_tiny/corn 'from the old lamp' | normalise
  noted on results/<date>_tiny/corn
  $ grep notes results/*_tiny/corn/.run/group.json
    "notes": "from the old lamp",

What is wrong is said:

  $ cairn note o2a5oj </dev/null
  cairn: error: no text was given, and there is no terminal to edit on
    hint: cairn note RUN 'text', or - for standard input
  [2]
  $ cairn note o2a5oj two words
  cairn: error: which words are the text?
    hint: quote it: cairn note RUN 'two words'; for several runs: cairn note A B -m 'text'
  [2]
  $ cairn note nobody text
  cairn: error: there is no run 'nobody'
    hint: list them with: cairn ls
  [3]
  $ printf 'caf\351' | cairn note o2a5oj -
  cairn: error: the text is not valid UTF-8
  [2]
  $ cairn note o2a5oj 7tht4c --edit
  cairn: error: the editor is for one run or group at a time
    hint: give the text: cairn note A B -m 'text'
  [2]
