Topics: what one needs to know beside the verbs.

  $ . "$TESTDIR/../support/transcript.sh"
  $ cairn help topics
  Topics of 'cairn help TOPIC':
    check        does a run still come out the same?
    cleanup      what takes space, and what may go
    durability   what survives a crash
    events       what a job can say while it runs
    exit-status  what the exit status says
    filters      which runs are meant: --where and require:
    freshness    when a run runs again
    ids          what an id is made of, and what does not change it
    keys         what can be shown, sorted, grouped and ranked by
    layouts      where run folders lie and what they are called
    metrics      numbers of a run, and how they are called
    output       tables for people, and data for programs
    runs         how to name a run, a child or a group on the command line
    secrets      what is kept out of records
  $ cairn help exit-status
  what the exit status says
  
    0    it worked
    1    it worked, and a job failed, or something that was checked differs
    2    a wrong option, filter, template, or mistake in cairn.yaml
    3    no such run, artifact, project or file
    4    something is in the way: a path is taken, a name has several bearers, a
         run is pinned, a file was written by a newer cairn
    5    busy: another process holds it
    6    damaged: bytes are not those of their digest, a bad record
    7    the operating system refused
    8    another program failed
    70   a bug in cairn
    130  interrupted
  
  Errors stand on standard error: what is wrong, where, and what to type instead.
  
  The page: docs/commands/README.md
  $ for topic in $(cairn help topics | sed -n 's/^  \([a-z-]*\) .*/\1/p'); do echo "$topic: $(cairn help $topic | tail -n 1)"; done
  check: The page: docs/guide/check.md
  cleanup: The page: docs/formats/trash.md
  durability: The page: docs/formats/run-folder.md
  events: The page: docs/formats/events.md
  exit-status: The page: docs/commands/README.md
  filters: The page: docs/guide/filters.md
  freshness: The page: docs/guide/why.md
  ids: The page: docs/formats/canonical.md
  keys: The page: docs/guide/keys.md
  layouts: The page: docs/formats/layout.md
  metrics: The page: docs/guide/aggregates.md
  output: The page: docs/formats/json.md
  runs: The page: docs/guide/notes-and-tags.md
  secrets: The page: docs/formats/secrets.md
  $ cairn help ls | diff - <(cairn ls --help)
  $ cairn help filter
  cairn: error: there is no verb or topic 'filter'
    hint: did you mean 'filters'?
  [2]
  $ cairn help xyzzy
  cairn: error: there is no verb or topic 'xyzzy'
    hint: 'cairn help' lists the verbs, 'cairn help topics' the topics
  [2]
  $ cairn __complete -- cairn help fi
  filters\twhich runs are meant: --where and require: (esc)
