An alias is a name of your own for one run; every verb finds it.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn alias
  no aliases
  $ cairn alias 7tht4c champion
  7tht4c (PLS5) is now 'champion'
  $ cairn alias 7tht4c champion
  7tht4c (PLS5) was already 'champion'
  $ cairn alias 88sca7 Größe-2.b
  88sca7 (PLS2) is now 'Größe-2.b'
  $ cairn alias | normalise
  alias      id      name  path
  Größe-2.b  <id>  PLS2  results/<date>_tiny/wheat/PLS2_d27e47
  champion   <id>  PLS5  results/<date>_tiny/corn/PLS5_28ef02
  $ cairn alias --json | head -4
  {
    "format": 1,
    "rows": [
      {
  $ cairn alias --csv | sed 's/results.*_tiny/<session>/'
  alias,id,name,path
  Größe-2.b,88sca7,PLS2,<session>/wheat/PLS2_d27e47
  champion,7tht4c,PLS5,<session>/corn/PLS5_28ef02
  $ cairn path champion --relative | normalise | sed 's/_[0-9a-f]\{6\}/_<hash>/'
  results/<date>_tiny/corn/PLS5_<hash>
  $ cairn id @champion
  7tht4c
  $ cairn ls champion --columns id,name
  id      name
  7tht4c  PLS5
  $ cairn show @champion | grep '^  alias'
    alias       champion
  $ cairn show champion --json | grep -A 2 aliases
      "aliases": [
        "champion"
      ],

It stays over a new attempt, and in a copy without .cairn:

  $ cairn run --force -q && cairn id champion
  7tht4c
  $ rm -r .cairn && cairn id champion
  7tht4c

It is of one run only, and never hides another one:

  $ cairn alias o2a5oj champion 2>&1 | normalise | sed 's/_[0-9a-f]\{6\}/_<hash>/'
  cairn: error: 'champion' is the alias of run <id> (results/<date>_tiny/corn/PLS5_<hash>)
    hint: take it away there first: cairn alias --remove champion
  $ cairn alias o2a5oj PLS5 2>&1 | normalise | sed 's/_[0-9a-f]\{6\}/_<hash>/'
  cairn: error: 'PLS5' finds runs already: 'PLS5' is the name of 2 runs:
    <id>  results/<date>_tiny/corn/PLS5_<hash>
    <id>  results/<date>_tiny/wheat/PLS5_<hash>
    hint: take another word
  $ cairn alias o2a5oj 7tht 2>&1 | normalise | sed 's/_[0-9a-f]\{6\}/_<hash>/'
  cairn: error: '7tht' finds run <id> (results/<date>_tiny/corn/PLS5_<hash>) already, by its id, name or folder
    hint: take another word
  $ cairn alias o2a5oj latest
  cairn: error: 'latest' cannot be an alias: the word means another run every time
    hint: take letters, digits, '_', '-' and '.': cairn alias RUN champion-2
  [2]
  $ cairn alias o2a5oj 'a b'
  cairn: error: 'a b' cannot be an alias: it has a character that no alias has
    hint: take letters, digits, '_', '-' and '.': cairn alias RUN champion-2
  [2]
  $ cairn alias o2a5oj -- -x
  cairn: error: '-x' cannot be an alias: it begins with '-' or '.'
    hint: take letters, digits, '_', '-' and '.': cairn alias RUN champion-2
  [2]
  $ cairn alias o2a5oj ''
  cairn: error: '' cannot be an alias: it is empty
    hint: take letters, digits, '_', '-' and '.': cairn alias RUN champion-2
  [2]
  $ cairn alias o2a5oj "$(printf 'a\342\200\256b')"
  cairn: error: 'a\u{202e}b' cannot be an alias: it has a character that no alias has
    hint: take letters, digits, '_', '-' and '.': cairn alias RUN champion-2
  [2]
  $ cairn alias o2a5oj
  cairn: error: an alias is given to one run
    hint: cairn alias RUN NAME, cairn alias --remove NAME, or cairn alias to list them
  [2]
  $ cairn alias nobody x
  cairn: error: there is no run 'nobody'
    hint: list them with: cairn ls
  [3]
  $ cairn id @champoin
  cairn: error: there is no alias 'champoin'
    hint: did you mean '@champion'?
  [3]

Given to two runs by hand, it finds none of them, and can be taken away from one:

  $ echo '{"aliases": ["champion"]}' >$(echo results/*/corn/PLS2_*/.run)/o2a5oj.user.json && cairn reindex 2>&1 | normalise
  4 runs, 0 copies, 0 problems, in <duration>
  $ cairn id champion 2>&1 | normalise | sed 's/_[0-9a-f]\{6\}/_<hash>/'
  cairn: error: 'champion' is the name of 2 runs:
    <id>  results/<date>_tiny/corn/PLS2_<hash>
    <id>  results/<date>_tiny/corn/PLS5_<hash>
    hint: type an id or a path instead
  $ cairn alias o2a5oj champion --remove
  o2a5oj (PLS2) is not 'champion' any more
  $ cairn id champion
  7tht4c
  $ cairn alias --remove champion
  7tht4c (PLS5) is not 'champion' any more
  $ cairn alias --remove champion
  cairn: error: there is no alias 'champion'
    hint: list them with: cairn alias
  [3]
  $ cairn id champion
  cairn: error: there is no run 'champion'
    hint: list them with: cairn ls
  [3]
