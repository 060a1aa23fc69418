Two users share a project whose folder is set-group-id and writable by their group. Neither has a umask that is made
for it, and whoever makes a lock, the trash or the catalog first does not keep the other out:

  $ . "$TESTDIR/../support/transcript.sh"
  $ above=$PWD; while [[ $above == */cairn-t.* ]]; do chmod a+x "$above"; above=$(dirname "$above"); done
  $ cp "$(command -v cairn)" cairn && chmod a+rx cairn && mkdir p && chmod 2775 p && if [ "$(id -u)" = 0 ]; then chown 65530:65534 p; fi && cd p
  $ as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid "$1" --regid 65534 --clear-groups "${@:2}"; else "${@:2}"; fi; }
  $ ann() { (umask 022; as 65530 "$@"); }
  $ bob() { (umask 022; as 65531 "$@"); }
  $ normal() { normalise | sed -E 's/[0-9]{8}-[0-9]{6}-/<stamp>-/; s/[0-9.]+ kB/<size>/; s/p_[0-9a-f]{6}/p_…/'; }
  $ ann sh -c 'cat >cairn.yaml' <<'YAML'
  > layout: nirs4all
  > experiment: shared
  > stages:
  >   p: {matrix: {n: [1, 2]}, cmd: "head -c 5000 /dev/zero >{run}/x", outs: x}
  > YAML
  $ ann ../cairn run -q && stat -c %A .cairn .cairn/catalog.db results .cairn/locks
  drwxrwsr-x
  -rw-rw-r--
  drwxrwsr-x
  drwxrwsr-x
  $ bob ../cairn run -q n=3 && bob ../cairn run -q --force n=1
  $ bob ../cairn clean --where 'n = 2' --yes | tail -1 | normal
  moved to the trash; back with: cairn restore <stamp>-<id>
  $ ann ../cairn restore "$(bob ../cairn trash ls --json | grep -o '"entry": "[^"]*' | tail -1 | cut -d'"' -f4)" | normal
  restored <id> to results/<date>_shared/all/p_…
  $ ann ../cairn run -q n=4 && ann ../cairn clean --where 'n = 4' --yes | tail -1 | normal
  moved to the trash; back with: cairn restore <stamp>-<id>
  $ bob ../cairn purge --all --yes | tail -1 | normal
  <size> freed
  $ bob ../cairn deduplicate --auto >/dev/null 2>&1; test $? -le 1 && bob ../cairn pin "$(ann ../cairn ls --where n=1 --columns id --csv | tail -1)" >/dev/null
  $ ann ../cairn render | sed 's/, in .*//' && ann ../cairn ls --columns n --sort n
  0 written, 4 unchanged
  n
  1
  2
  3
  $ bob ../cairn verify | sed 's/.*: all well.*/all well/'
  all well

Who hides what they make from the group goes on to do so:

  $ (umask 077; as 65530 ../cairn run -q n=5) && stat -c %A $(dirname $(ls -t results/*/all/*/x | head -1))
  drwx--S---
  $ bob ../cairn ls --columns n --sort n 2>/dev/null
  n
  1
  2
  3
  5
