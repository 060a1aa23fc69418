A catalog may be readable and wrong: somebody wrote into it, or a bit flipped in a number. It is only an index; what goes
for good, or into the trash, goes by the records.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir scores && cd scores
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit:
  >     params: {n: {type: int}}
  >     matrix: {n: [1, 2, 3, 4]}
  >     cmd: 'echo "{{\"rmse\": {n}}}" > {run}/scores.json'
  >     metrics: scores.json
  >   use:
  >     needs: {fit: {stage: fit}}
  >     cmd: 'cat {fit}/scores.json > {run}/copy'
  > YAML
  $ cairn run -q && cp .cairn/catalog.db ../sound && cp -r results ../results
  $ wrong() { cp ../sound .cairn/catalog.db; python3 -c "import sqlite3, sys
  > db = sqlite3.connect('.cairn/catalog.db'); db.execute(sys.argv[1]); db.commit()" "$1"; }
  $ left() { cairn reindex >/dev/null; cairn ls --stage fit --columns n --sort n | xargs; }
  $ again() { rm -rf results .cairn/trash && cp -rp ../results results; }

The best run has a bad score in the index:

  $ worst() { wrong "UPDATE metrics SET value = 9 WHERE run = (SELECT run FROM params WHERE value = 1)"; }
  $ worst; cairn clean --stage fit --keep-best 1 --by rmse --ignore-links --no-trash --yes 2>&1 | grep -E 'warning|go:' | sed 's/:.*[kM]B.*/: <size>/'
  cairn: warning: by their records other runs go than the catalog said; it was built anew
  3 runs go: <size>
  $ left
  n 1
  $ again; worst; cairn clean --stage fit --keep-best 1 --by rmse --ignore-links --yes >/dev/null 2>&1
  $ left
  n 1

So does one that stays, and pushes the better ones out:

  $ again; wrong "UPDATE metrics SET value = 0 WHERE run = (SELECT run FROM params WHERE value = 4)"
  $ cairn clean --stage fit --keep-best 2 --by rmse --ignore-links --no-trash --yes >/dev/null 2>&1
  $ left
  n 1 2

A status, a time, a link and a whole row:

  $ again; wrong "UPDATE runs SET status = 3 WHERE run = (SELECT run FROM params WHERE value = 2)"
  $ cairn clean --status failed --ignore-links --no-trash --yes 2>&1 | tail -1
  Nothing goes.
  $ left
  n 1 2 3 4
  $ again; wrong "UPDATE runs SET created = 1, started = 1, ended = 1"
  $ cairn clean --unit run --older-than 30d --ignore-links --no-trash --yes 2>&1 | tail -1
    7 runs: not old enough
  $ left
  n 1 2 3 4
  $ again; wrong "DELETE FROM links"
  $ cairn clean --stage fit --no-trash --yes 2>&1 | grep -c 'input of the kept run'
  4
  $ left
  n 1 2 3 4
  $ again; wrong "DELETE FROM runs WHERE stage = 'use'"
  $ cairn clean --stage fit --no-trash --yes 2>&1 | grep -c 'input of the kept run'
  4
  $ left
  n 1 2 3 4

A policy is no other:

  $ again; cairn clean --stage use --yes >/dev/null && cp .cairn/catalog.db ../sound
  $ printf 'cleanup:\n  policies:\n    - {name: few, keep_best: 1, by: rmse, where: "stage = '"'fit'"'"}\n' >>cairn.yaml
  $ worst; cairn maintain --yes >/dev/null
  cairn: warning: by their records other runs go than the catalog said; it was built anew
  $ left
  n 1

Where a record cannot be read, nobody knows what its run was made from:

  $ again; cairn reindex >/dev/null; for file in results/use-*/.run/*.json; do echo '{' >$file; done
  $ cairn clean --stage fit --no-trash --yes 2>&1 | grep -A1 error | sed 's/others: .*/others: …/'
  cairn: error: nothing is removed for good while it is not known which runs are needed by others: …
    hint: mend it (cairn verify names what is wrong), leave out --no-trash, or say --ignore-links
