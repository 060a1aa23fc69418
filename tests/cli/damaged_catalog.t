The catalog is an index. What is damaged in it is met by whatever command reads it; a new one is
built then, the command answers, and nobody has to know of it but by a warning.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn ls > before && cp .cairn/catalog.db ../whole
  $ harm() {  # PAGE: eight bytes at the head of a page are not what they were
  >   rm -f .cairn/catalog.db.corrupt-* && cp ../whole .cairn/catalog.db
  >   printf '\377\377\377\377\377\377\377\377' |
  >     dd of=.cairn/catalog.db bs=1 seek=$(($1 * 4096)) conv=notrunc status=none
  > }
  $ harm 2; cairn ls > after 2> said; cmp before after
  $ normalise < said | sed 's/(.*)/(…)/'
  cairn: warning: the catalog was damaged (…); it is kept as '<here>/.cairn/catalog.db.corrupt-1' and was built again from the records
  $ cairn ls | cmp - before
  $ ls .cairn | grep catalog
  catalog.db
  catalog.db.corrupt-1

Every page, and every verb that asks:

  $ pages=$(($(stat -c %s ../whole) / 4096)); test $pages -gt 40 || echo few
  $ for page in $(seq 1 $((pages - 1))); do
  >   for ask in 'ls' 'run -n' 'show latest' 'sql "SELECT count(*) FROM runs"' 'ls --where "n > 1"' 'history latest loss'; do
  >     harm $page; eval "cairn $ask" > /dev/null 2> said || { echo "page $page, $ask: $?"; cat said; }
  >   done
  > done

So do names of tables and columns:

  $ cp ../whole .cairn/catalog.db && sed -i 's/fingerprint/fingerXrint/' .cairn/catalog.db
  $ cairn ls 2>said | cmp - before
  $ grep -c 'was damaged' said
  1

`run` is planned once more:

  $ page_of() {
  >   python3 -c "import sqlite3; db = sqlite3.connect('../whole'); print(db.execute(
  >     'SELECT rootpage - 1 FROM sqlite_schema WHERE name = ?', ('$1',)).fetchone()[0])"
  > }
  $ harm $(page_of runs); cairn run 2>said
  Nothing to run: all 4 runs are cached.
  $ grep -c 'was damaged' said
  1

A note is written once:

  $ harm 2; cairn note latest 'written once' > /dev/null 2>said; grep -c 'was damaged' said
  1
  $ cairn show latest | grep -c 'written once'
  1

Where damage is met after something was written, the command stops and says what to type:

  $ cairn run -q n=3,4,6 && cp .cairn/catalog.db ../whole && pages=$(($(stat -c %s ../whole) / 4096))
  $ for page in $(seq 1 $((pages - 1))); do
  >   harm $page; cairn note latest "page $page" > /dev/null 2>said || tail -2 said
  >   cairn show latest 2>/dev/null | grep -cw "page $page"
  > done | sort | uniq -c | sed 's/^ *[0-9]* //'
    hint: type it again: what it has done stays done
  1
  cairn: error: the command met the damage in its midst, and has stopped
  $ cairn render >/dev/null && cairn verify | sed 's/.*: all well.*/all well/'
  all well

`doctor` looks at all of it, and only says so:

  $ cp .cairn/catalog.db ../whole; harm 2
  $ cairn doctor > found
  [1]
  $ grep -A1 ' index ' found | sed 's/damaged: .*/damaged: …/'
  problem  index          the catalog is damaged: …
                          cairn reindex
  $ cairn reindex > /dev/null 2>&1; cairn doctor | grep ' index '
  fine     index          has all 10 of the runs
