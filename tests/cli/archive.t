What is old goes out of the way, and stays a run like any other. Three sessions, of 100 days ago, of 95 days ago
and of today:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project
  $ normal() { normalise | sed -E 's/[0-9.]+ kB/<size>/g; s/[0-9]{4}-[0-9]{2}_/<month>_/g; s/[0-9]{8}-[0-9]{6}-/<stamp>-/g'; }
  $ day=86400
  $ CAIRN_CLOCK=$((-100 * day)) run_tiny -e old dataset=corn
  $ CAIRN_CLOCK=$((-95 * day)) run_tiny -e middle dataset=wheat n=2
  $ run_tiny -e new dataset=wheat n=5
  $ cairn note results/*_old "the first look" >/dev/null
  $ files() { (cd results && find . -type f ! -name '*.yaml' | sed 's#.*/##' | sort; find . -type f ! -name '*.yaml' | xargs sha256sum | cut -c1-64 | sort) | sha256sum; }
  $ before=$(files)
  $ cairn archive --older-than 90d --dry-run | normal
  $ cairn archive --older-than 90d </dev/null 2>&1 | normal
  $ ls results | normal
  $ cairn archive --older-than 90d --yes | normal
  $ (cd results && find . -maxdepth 4 -type d ! -name .run | sort) | normal
  $ test "$before" = "$(files)" && echo as it was
  $ cairn archive --older-than 90d --yes | normal

Listed, ranked, shown and filtered as before, and marked:

  $ cairn ls --columns id,experiment,archived --sort id
  $ cairn ls --where 'archived = 1' --columns id --sort id
  $ cairn ls old --columns id --sort id
  $ cairn best rmse --columns id,val.rmse,archived
  $ cairn best rmse | normal | squeeze | head -3
  $ cairn show 7tht4c | normal | squeeze | sed -n 1,6p
  $ cairn cat 7tht4c weights
  $ cairn sql "SELECT count(*) AS n FROM runs WHERE archived"
  $ cat results/archive/*/*_old/RUN.yaml | grep notes

Every view says what the records say, and nothing is lost, with the catalog or without:

  $ cairn render --json | grep -E 'written|problems'
  $ cairn verify --deep | normal
  $ rm .cairn/catalog.db
  $ cairn ls --columns id,archived --sort id
  $ cairn doctor | grep -v -E 'file system|clock' | normal

The next run of the experiment begins a session of its own, and uses what is archived:

  $ cairn run -e old dataset=corn n=2 -n | normal
  $ cairn run -j1 -q -e old dataset=corn n=7 && ls results | normal

Cleaning leaves the archive alone, unless it is asked for:

  $ cairn clean --older-than 30d --dry-run --force | normal
  $ cairn clean --older-than 30d --archived --dry-run | normal

It comes back: one run, then the session that it was of, then all of a path:

  $ cairn restore 7tht4c | normal
  $ ls results/archive/*/ | normal
  $ cairn restore 20*_old 2>&1 | normal; cairn restore $(cd results/archive/*_old && ls) | normal
  $ cairn restore results/archive | normal
  $ ls results | normal
  $ cairn render --json | grep -E 'written|problems'
  $ cairn verify --deep | normal
  $ cairn ls --where 'archived = 1'
  $ cairn trash ls --json | grep -E '"(kind|reason)"' | normal
  $ cairn restore 7tht4c
  $ cairn restore results/nothing

What is pinned stays; part of a session may go first, and the rest joins it:

  $ cairn pin 7tht4c
  $ cairn archive --experiment old --dataset corn --yes | normal
  $ cairn unpin 7tht4c
  $ cairn archive --experiment old --older-than 90d --yes | normal
  $ (cd results/archive && find . -name '*.json' -path '*/.run/*' ! -name '*user*' | sort) | normal
  $ cairn verify | normal
  $ cairn render --json | grep -E 'written|problems'

A file that deduplication made a link leads to its object from wherever it lies:

  $ cairn restore results/archive | normal
  $ cairn deduplicate --auto --link symlink | normal
  $ cairn archive --experiment old --yes | normal
  $ cairn verify --deep | normal
  $ cat results/archive/*/*_old/corn/PLS2_*/weights.txt
  $ cairn restore results/archive | normal
  $ cat results/*_old/corn/PLS2_*/weights.txt

Policies archive, too; so does an age that is written down:

  $ cat >> cairn.yaml <<'YAML'
  > cleanup:
  >   policies:
  >     - {name: put away, action: archive, older_than: 97d}
  > YAML
  $ cairn maintain --dry-run | normal
  $ cairn maintain --yes | normal
  $ sed -i 's/^cleanup:/cleanup:\n  auto_archive_days: 90/' cairn.yaml
  $ cairn maintain --yes | normal
  $ cairn ls --columns id,archived --sort id

Nothing is guessed, and nothing happens by half:

  $ cairn archive
  $ cairn archive --older-than 90
  $ cairn archive --keep-best 0 --by rmse
  $ CAIRN_CLOCK=$((-5 * day)) cairn archive --older-than 1d --dry-run 2>&1 | normal
