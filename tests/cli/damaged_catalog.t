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
  >   for ask in 'ls' 'run -n' 'show latest' 'sql "SELECT count(*) FROM runs"' 'ls PLS' 'history latest'; do
  >     harm $page; eval "cairn $ask" > /dev/null 2> said || { echo "page $page, $ask: $?"; cat said; }
  >   done
  > done

So do names of tables and columns:

  $ cp ../whole .cairn/catalog.db && sed -i 's/fingerprint/fingerXrint/' .cairn/catalog.db
  $ cairn ls 2>said | cmp - before
  $ grep -c 'was damaged' said
  1

`run` is planned once more; what was run stays done:

  $ harm 2; cairn run 2>said
  0 run, 4 cached, 0 failed, 0 blocked
  $ grep -c 'was damaged' said
  1

A note is written once:

  $ harm 2; cairn note PLS5 -d corn 'written once' > /dev/null 2>said
  [2]
  $ harm 2; cairn note latest 'written once' > /dev/null 2>said; grep -c 'was damaged' said
  1
  $ cairn show latest | grep -c 'written once'
  1

`doctor` looks at all of it, and only says so:

  $ cp .cairn/catalog.db ../whole; harm 2
  $ cairn doctor > found
  [1]
  $ grep -A1 ' index ' found | sed 's/damaged: .*/damaged: …/'
  problem  index          the catalog is damaged: …
                          cairn reindex
  $ cairn reindex > /dev/null 2>&1; cairn doctor | grep ' index '
  fine     index          has all 4 of the runs
