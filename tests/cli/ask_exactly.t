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
