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
  cairn: warning: cannot look into 'results/<date>_second': Permission denied
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
    hint: chmod -R u+rwX results/<date>_second
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

The folder of one run that may not be looked into is named each time, also where nothing else has changed:

  $ user rm -rf results .cairn && user sed -i 's/, outs: o}/, outs: o}\n  same: {matrix: {n: [3, 4]}, cmd: "head -c 5000 \/dev\/zero >{run}\/z", outs: z}/' cairn.yaml
  $ cairn run -q && user chmod 000 results/*_first/all/p_*
  $ for _ in 1 2; do cairn ls --stage p --columns stage 2>&1 | normal; done
  cairn: warning: cannot look into 'results/<date>_first/all/p_…': Permission denied
  stage
  p
  cairn: warning: cannot look into 'results/<date>_first/all/p_…': Permission denied
  stage
  p
  $ cairn run -n 2>&1 | normal
  cairn: warning: cannot look into 'results/<date>_first/all/p_…': Permission denied
  cairn: warning: cannot open 'results/<date>_first/all/p_…/.run/<id>.json': Permission denied
  stage    cached   missing     stale     retry    forced  upstream
  p             -         -         -         1         -         -
  fit           -         -         -         -         -         2
  same          2         -         -         -         -         -
  why:
        2 × p runs first: this user may not look at it
        1 × this user may not look at it
  Would run 3 of 5 runs.
  Replaces 1 finished attempt, and may replace 2 more; what is replaced goes to the trash.
  $ cairn why fit 2>&1 | normal
  cairn: warning: cannot look into 'results/<date>_first/all/p_…': Permission denied
  cairn: warning: cannot open 'results/<date>_first/all/p_…/.run/<id>.json': Permission denied
  stage    cached   missing     stale     retry    forced  upstream
  fit           -         -         -         -         -         2
  why:
        2 × p runs first: this user may not look at it
  Would run 2 of 2 runs.
  May replace 2 finished attempts; what is replaced goes to the trash.
  $ cairn run 2>&1 | normal
  cairn: warning: cannot look into 'results/<date>_first/all/p_…': Permission denied
  cairn: error: cannot open 'results/<date>_first/all/p_…/.run/<id>.json': Permission denied
    hint: what it holds may be needed; to see all that cannot be looked at: cairn run -n

What measures goes on without it, and says so; a package is whole or none:

  $ user chmod 700 results/*/all/p_* && same=$(ls -d results/*/all/same_* | head -1) && user chmod 000 "$same"
  $ cairn analyze storage 2>&1 | normal | grep -E '^Total|^Dup|warning' | sed 's/([^)]*)/(…)/'
  cairn: warning: cannot look into 'results/<date>_first/all/same_13b87a': Permission denied
  Total runs: 5 (…)
  Duplicates: 0 B could be saved in 0 files
  cairn: warning: 'results/<date>_first/all/same_13b87a' may not be looked into, and what lies there is left out
  $ cairn analyze storage --json 2>/dev/null | grep -A2 warnings | normal
    "warnings": [
      "'results/<date>_first/all/same_13b87a' may not be looked into, and what lies there is left out"
    ]
  $ cairn deduplicate --dry-run 2>&1 | normal
  cairn: warning: cannot look into 'results/<date>_first/all/same_13b87a': Permission denied
  cairn: warning: 'results/<date>_first/all/same_13b87a' may not be looked into, and what lies there is left out
  0 duplicate files in 0 sets: 0 B could be saved
  $ cairn deduplicate --auto 2>&1 | normal
  cairn: warning: cannot look into 'results/<date>_first/all/same_13b87a': Permission denied
  cairn: warning: 'results/<date>_first/all/same_13b87a' may not be looked into, and what lies there is left out
  merged 0 files, 0 B saved
  $ cairn deduplicate --restore 2>&1 | normal
  cairn: warning: 'results/<date>_first/all/same_13b87a' may not be looked into, and what lies there is left out
  gave 0 files an inode of their own, 0 B
  $ cairn export --stage same -o ../same.zip 2>&1 | normal
  cairn: warning: cannot look into 'results/<date>_first/all/same_13b87a': Permission denied
  cairn: error: run <id> in 'results/<date>_first/all/same_13b87a' cannot be packed: cannot open 'results/<date>_first/all/same_13b87a/.run/<id>.json': Permission denied
    hint: chmod -R u+rwX results/<date>_first/all/same_13b87a; or leave the run out: --where "id != '<id>'"
  $ cairn export results/*_first -o ../first.zip 2>&1 | normal | grep hint
    hint: chmod -R u+rwX results/<date>_first/all/same_13b87a; or leave the run out: --where "id != '<id>'"
  $ cairn export results/*_first --stage fit -o ../first.zip -n >/dev/null 2>&1; echo $?
  0
