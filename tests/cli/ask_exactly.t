Small questions whose answer was not exact: of runs that were killed, of children, of times, of tags.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir exact && cd exact
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit:
  >     matrix: {i: [1, 2, 3]}
  >     cmd: sh job.sh {i}
  > YAML
  $ cat >job.sh <<'SH'
  > cairn log child c1
  > for value in 5 7 3; do echo "{\"metric\":{\"key\":\"loss\",\"value\":$value,\"child\":\"c1\"}}" >>$CAIRN_EVENTS; done
  > SH
  $ cairn run -q

Of a child the record keeps the last value, and a filter does not take it for the highest:

  $ cairn ls --where 'child.loss[max] > 6'
  cairn: error: of a child only the last 'loss' is kept
    child.loss[max] > 6
    ^
    hint: a single step is asked with child.loss[at 3]
  [2]
  $ cairn ls --where 'child.loss = 3' --csv --columns i | wc -l
  4

A duration is the nearest number to the difference of its times:

  $ cairn ls --json | python3 -c '
  > import json, sys
  > from datetime import datetime
  > time = lambda text: datetime.fromisoformat(text.replace("Z", "+00:00"))
  > for run in json.load(sys.stdin)["runs"]:
  >     span = time(run["ended"]) - time(run["started"])
  >     micros = (span.days * 86400 + span.seconds) * 10**6 + span.microseconds
  >     print(run["duration"] == micros / 1e6)'
  True
  True
  True

What a job logged before it was killed can be asked for:

  $ cat >job.sh <<'SH'
  > cairn log param depth 5; cairn log tag stop early; touch logged; sleep 60
  > SH
  $ cairn run -q fit i=9 & pid=$!
  $ wait_for() { for n in $(seq 600); do test -e $1 && return; sleep 0.1; done; false; }
  $ wait_for logged; kill -9 $pid; wait $pid 2>/dev/null
  [137]
  $ cairn ls --where 'depth = 5 AND tags.stop = "early"' --csv --columns i,status
  i,status
  9,lost

A tag without a value stands behind one with a value:

  $ id=$(cairn ls --csv --columns id --limit 1 | tail -1)
  $ cairn tag $id good paper="fig 3"
  cairn: error: there is no run 'good'
    hint: words before the first KEY=VALUE are runs; tags without a value stand behind it: cairn tag RUN paper="figure 3" good
  [3]
  $ cairn tag $id paper="fig 3" good | sed "s/$id/<id>/"
  tagged <id> (fit): paper=fig 3 good

The range of whole numbers is exact, and a group is found by its path as a shell completes it:

  $ mkdir ../whole && cd ../whole
  $ printf 'layout: flat\nstages: {s: {matrix: {n: [9007199254740993, 5]}, cmd: "true"}}\n' >cairn.yaml
  $ cairn run -q
  $ cairn schema --json | grep -E '"m(in|ax)"' | tr -d ' '
  "min":5,
  "max":9007199254740993,
  $ cairn ls --where "group = 'results/'" --csv --columns n | wc -l
  3

A variable that was not set chooses nothing where something would be done. An empty filter is true of
all runs, which suits only who looks:

  $ unset F; before=$(find results -type f | sort | xargs sha256sum | sha256sum)
  $ cairn ls --where "$F" --csv --columns id | wc -l
  3
  $ cairn clean --where "$F" --no-trash --yes
  cairn: error: which runs? --where '' says nothing
    hint: to take all: --where "id != ''"
  [2]
  $ cairn clean --where ' ' --no-trash --yes
  cairn: error: which runs? --where ' ' says nothing
    hint: to take all: --where "id != ''"
  [2]
  $ cairn clean --status finished --where "$F" --yes
  cairn: error: which runs? --where '' says nothing
    hint: to take all: --where "id != ''"
  [2]
  $ for verb in clean archive export pin 'tag paper=1' 'tag checked' 'note -m text'; do
  >   cairn $verb --where "$F" 2>&1 | head -1
  > done
  cairn: error: which runs? --where '' says nothing
  cairn: error: which runs? --where '' says nothing
  cairn: error: which runs? --where '' says nothing
  cairn: error: which runs? --where '' says nothing
  cairn: error: which runs? --where '' says nothing
  cairn: error: which runs? --where '' says nothing
  cairn: error: which runs? --where '' says nothing

Nor is it the folder that one stands in:

  $ for verb in ls export verify pin show why best clean 'run --check' 'note -m text'; do
  >   (cd results && cairn $verb "" 2>&1 | head -1)
  > done
  cairn: error: '' is no run or group
  cairn: error: '' is no run or group
  cairn: error: '' is no run or group
  cairn: error: '' is no run or group
  cairn: error: '' is no run or group
  cairn: error: '' is no run or group
  cairn: error: '' is no run or group
  cairn: error: '' is no run or group
  cairn: error: '' is no run or group
  cairn: error: '' is no run or group
  $ cairn compare "" ""
  cairn: error: '' is no run or group
    hint: name it by id, name or path
  [2]
  $ cairn clean --where "id != ''" -n | head -1 | sed 's/: .*//'
  2 runs go

Nor does a policy that says nothing take all:

  $ cp cairn.yaml whole; echo 'cleanup: {policies: [{where: " "}]}' >>cairn.yaml
  $ cairn maintain --yes
  cairn: error: cairn.yaml:3:22: a policy says which runs go
    hint: with older_than, keep_best and by, status or where
  [2]
  $ mv whole cairn.yaml
  $ test "$before" = "$(find results -type f | sort | xargs sha256sum | sha256sum)" && echo as it was
  as it was

A folder is a place for what removes, too, but not the whole project, nor all results:

  $ mkdir ../places && cd ../places
  $ printf 'experiment: a\nstages: {s: {matrix: {n: [1, 2]}, cmd: "true"}}\n' >cairn.yaml
  $ cairn run -q && cd results/*_a
  $ cairn clean . -n | head -n 1 | sed 's/: .*//'
  2 runs (1 group as a whole) go
  $ (cd */ && cairn archive .. -n | head -n 1 | sed 's/: .*//')
  2 runs (1 group as a whole) go to the archive
  $ cairn archive .. -n 2>&1 | head -n 1
  cairn: error: '..' is the folder of all results
  $ (cd ../.. && cairn clean . -n; cairn archive results/.. -n 2>&1 | head -n 1)
  cairn: error: '.' is the whole project
    hint: name runs or groups, or choose by --status, --where, --older-than; to take all: --where "id != ''"
  cairn: error: 'results/..' is the whole project
  $ cairn clean / -n; cairn clean ../../.. -n 2>&1 | normalise
  cairn: error: there is no run '/'
    hint: list them with: cairn ls
  cairn: error: there is no run '../../..'
    hint: list them with: cairn ls
