A folder below the results that may not be listed, as that of another user or a disk's lost+found, is named, and
stops nothing:

  $ . "$TESTDIR/../support/transcript.sh"
  $ above=$PWD; while [[ $above == */cairn-t.* ]]; do chmod a+x "$above"; above=$(dirname "$above"); done
  $ cp "$(command -v cairn)" cairn && chmod a+rx cairn && mkdir p && chmod a+rwx p && cd p
  $ user() { if [ "$(id -u)" = 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi; }
  $ cairn() { user ../cairn "$@"; }
  $ normal() { normalise | sed -E 's#<here>/##; s#(fit|p)_[0-9a-f]{6}#\1_…#'; }
  $ user sh -c 'cat >cairn.yaml' <<'YAML'
  > experiment: first
  > stages:
  >   p: {cmd: "echo 1 >{run}/x", outs: x}
  >   fit: {needs: p, matrix: {n: [1, 2]}, cmd: "cat {p.x} >{run}/o; echo {n} >>{run}/o", outs: o}
  > YAML
  $ cairn run -q p && cairn run -q -e second
  $ user mkdir -m 000 results/lost+found && user rm .cairn/catalog.db
  $ cairn ls --columns stage,n --sort stage,n 2>&1 | normal
  cairn: warning: cannot list the folder 'results/lost+found/.run': Permission denied
  stage  n
  fit    1
  fit    2
  p      -
  $ cairn run -n 2>&1 | tail -1
  Nothing to run: 3 runs cached.
  $ cairn doctor | grep -A1 records
  notice   records        3 records read; 1 folder may not be listed: results/lost+found
                          who may list it learns more
  $ cairn verify | sed 's/, in .*//' | normal
  unreadable: results/lost+found: cannot list the folder 'results/lost+found': Permission denied
      who may list it learns what lies there
  3 runs, 3 files (10 B), 1 object, 5 views: 1 damage
  $ cairn reindex 2>&1 | sed 's/, in .*//' | normal
  cairn: warning: cannot list the folder 'results/lost+found/.run': Permission denied
  3 runs, 0 copies, 1 problem
  $ cairn export --stage fit -o ../fit.zip 2>/dev/null | normal
  $ cairn clean --stage fit -n 2>&1 | grep -o '^[0-9]* runs'
  2 runs
  $ user rmdir results/lost+found && cairn ls --columns n | wc -l
  4

What is known of runs stays known while nobody may look at them, and so does what they need:

  $ user chmod 000 results/*_second
  $ cairn ls --columns stage,n --sort stage,n 2>&1 | normal
  cairn: warning: cannot look at 'results/<date>_second/all': Permission denied
  stage  n
  fit    1
  fit    2
  p      -
  $ cairn reindex 2>&1 | sed 's/, in .*//' | normal
  cairn: warning: cannot list the folder 'results/<date>_second/.run': Permission denied
  3 runs, 0 copies, 1 problem
  $ cairn clean --stage p --yes 2>/dev/null | normal
  Nothing goes.
  Stays:
    <id>  results/<date>_first/all/p_…  input of the kept run <id>
  $ cairn cache clean --orphaned --yes 2>&1 | normal
  cairn: error: cannot list the folder 'results/<date>_second': Permission denied
  $ user chmod 700 results/*_second
  $ cairn ls --columns stage,n --sort stage,n
  stage  n
  fit    1
  fit    2
  p      -
  $ cairn verify | sed 's/.*: all well.*/all well/'
  all well

What went meanwhile is missed once it may be seen:

  $ user mv results/*_second/all/fit* . && user chmod 000 results/*_second && cairn ls --columns stage 2>/dev/null
  stage
  fit
  fit
  p
  $ user chmod 700 results/*_second && cairn ls --columns stage
  stage
  p
