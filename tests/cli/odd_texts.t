Texts from elsewhere cannot change the terminal: HTML stays text, terminal escapes and marks that
turn the direction around are written out.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn note o2a5oj "$(printf '<script>alert(1)</script>\033[2J\342\200\256evil')"
  noted on o2a5oj (PLS2)
  $ cairn tag o2a5oj "$(printf 'a\033]0;x\007b=c\342\201\246d')"
  tagged o2a5oj (PLS2): a\x1b]0;x\x07b=c\u{2066}d
  $ cairn ls --columns id,notes --sort id | cat -v
  id      notes
  7tht4c  -
  88sca7  -
  nuxjie  -
  o2a5oj  <script>alert(1)</script>\x1b[2J\u{202e}evil
  $ cairn show o2a5oj | grep -A 1 -E '^(Tags|  notes)' | grep -v '^  command' | cat -v
    notes       <script>alert(1)</script>\x1b[2J\u{202e}evil
  --
  Tags
    a\x1b]0;x\x07b  c\u{2066}d
  $ cairn ls --columns id,notes --sort id --limit 4 --json | python3 -c 'import json,sys; print(ascii(json.load(sys.stdin)["rows"][-1]["notes"]))'
  '<script>alert(1)</script>\x1b[2J\u202eevil'
  $ cairn ls --columns id,notes --sort id --md | tail -n 1 | cat -v
  | o2a5oj | &lt;script>alert(1)&lt;/script>\\x1b\[2J\\u{202e}evil |

So are they in data, when it goes to a terminal; a pipe gets each byte:

  $ notes() { cairn ls --columns id,notes --sort id "$@"; }
  $ notes --csv | tail -n 1 | cat -v
  o2a5oj,<script>alert(1)</script>^[[2JM-bM-^@M-.evil
  $ on_terminal 80 cairn ls --columns id,notes --sort id --csv | tail -n 1 | cat -v
  o2a5oj,<script>alert(1)</script>\x1b[2J\u{202e}evil
  $ on_terminal 80 cairn ls --columns id,notes --sort id --jsonl | tail -n 1 | cat -v
  {"id":"o2a5oj","notes":"<script>alert(1)</script>\u001b[2J\u202eevil"}
  $ on_terminal 80 cairn ls --columns id,notes --sort id --json | grep notes | tail -n 2 | cat -v
        "notes": "<script>alert(1)</script>\u001b[2J\u202eevil"
    "notes": []
  $ on_terminal 80 cairn schema --csv | grep ^tag | cat -v
  tag,a\x1b]0;x\x07b,string,1,1,c\u{2066}d,
  $ on_terminal 80 cairn compare corn --csv | grep tags | cat -v
  tags,a\x1b]0;x\x07b,,c\u{2066}d
  $ on_terminal 80 cairn compare corn --jsonl | grep -o '"key":"a[^"]*' | cat -v
  "key":"a\u001b]0;x\u0007b
  $ on_terminal 80 cairn sql "SELECT value FROM tags" --csv | cat -v
  value
  c\u{2066}d

A text of an error, too:

  $ cairn show "$(printf 'x\033[2J')" 2>&1 | cat -v
  cairn: error: there is no run 'x\x1b[2J'
    hint: list them with: cairn ls
