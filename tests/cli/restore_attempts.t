A run that ran more than once lies in the trash more than once; its id means what was cleaned last.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn run -q --force dataset=corn n=2
  $ cairn run -q --force dataset=corn n=2
  $ cairn clean o2a5oj -y | tail -n 1 | sed -E 's/[0-9]{8}-[0-9]{6}-([a-z0-9]{6})(\.[0-9])?/<stamp>-\1/' | normalise
  moved to the trash; back with: cairn restore <stamp>-<id>
  $ cairn trash ls --json | grep '"kind"'
        "kind": "attempt",
        "kind": "attempt",
        "kind": "run",
  $ cairn restore o2a5oj | normalise
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  $ cairn show o2a5oj --json | python3 -c 'import json,sys; print(len(json.load(sys.stdin)["run"]["attempts"]))'
  3

Where it never was cleaned, it means the newest attempt; what stands in the way is said with the name to type:

  $ cairn restore o2a5oj 2>hint; echo $?; sed -E 's/[0-9]{8}-[0-9]{6}-([a-z0-9]{6})(\.[0-9])?/<stamp>-\1/' hint | normalise
  4
  cairn: error: 'results/<date>_tiny/corn/PLS2_d27e47' is taken
    hint: to put what is there into the trash instead: cairn restore <stamp>-<id> --replace; or move it away first
  $ sh -c "$(sed -n 's/.*instead: \(.*\); or.*/\1/p' hint)" | normalise
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  $ cairn show o2a5oj --json | python3 -c 'import json,sys; print(len(json.load(sys.stdin)["run"]["attempts"]))'
  2

The next attempt gets a number that none has, and tells of those that lie in the trash:

  $ cp -a . ../again && (cd ../again && cairn run -q --force dataset=corn n=2 && cairn show o2a5oj --json | python3 -c 'import json,sys
  > print([one["number"] for one in json.load(sys.stdin)["run"]["attempts"]])')
  [1, 2, 3, 4]

What a person said of the run stays:

  $ cd ../again && cairn note o2a5oj 'typed by a person' >/dev/null && cairn restore "$(ls .cairn/trash | head -n 1)" --replace >/dev/null
  $ cairn ls --where 'notes != ""' --columns attempt,notes && cd ../tiny
  attempt  notes
        1  typed by a person

What stands in the way of an entry is said each time:

  $ entry=$(ls .cairn/trash | head -n 1)
  $ cairn restore "$entry" 2>&1 | grep -c "cairn restore $entry --replace"
  1

An older attempt is named by its number, and what stood in its place is an attempt in the trash then:

  $ mkdir ../numbered && cd ../numbered && tiny_project && run_tiny dataset=corn n=2
  $ for again in 2 3; do cairn run -q --force dataset=corn n=2; done
  $ cairn restore o2a5oj@1 --replace | normalise
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  $ cairn show o2a5oj --json | jq '.run.attempt'
  1
  $ cairn restore PLS2@3 2>&1 | head -n 1 | normalise
  cairn: error: 'results/<date>_tiny/corn/PLS2_d27e47' is taken
  $ cairn restore o2a5oj@1; cairn restore o2a5oj@9
  cairn: error: 'o2a5oj@1' is neither in the trash nor in the archive
    hint: did you mean 'o2a5oj'?
  cairn: error: 'o2a5oj@9' is neither in the trash nor in the archive
    hint: did you mean 'o2a5oj'?
  [3]
  $ cairn archive o2a5oj --yes >/dev/null; cairn restore o2a5oj@3 | normalise
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  $ cd ../../tiny

Several runs of one name are several, and nothing that is removed for good is guessed:

  $ cairn purge o2a5oj -y 2>&1 | head -n 1
  cairn: error: 'o2a5oj' is in the trash 2 times, the newest first:
  $ cairn clean --dataset corn -y >/dev/null; cairn clean --dataset wheat -y >/dev/null
  $ cairn restore PLS5 2>&1 | head -n 1
  cairn: error: 'PLS5' is in the trash 2 times, the newest first:

What one types is shown whole on a narrow terminal, and a program gets bytes and times:

  $ python3 -c 'import pty; pty.spawn(["cairn","trash","ls"])' </dev/null | tr -d '\r' | sed -E 's/^[0-9]{8}-[0-9]{6}-[-_a-z0-9]*(\.[0-9])? .*/<entry> …/'
  entry                            what                 frees  expires
  <entry> …
  <entry> …
  <entry> …
  <entry> …
  +2 further columns that do not fit, --json or a wider terminal to show
  $ cairn trash ls --csv | head -n 2 | tail -n 1 | sed -E 's/^[^,]*,[^,]*,[^,]*,[0-9]+,[-0-9]+T[0-9:.]+Z,/<entry>,<what>,<was>,<bytes>,<utc>,/'
  <entry>,<what>,<was>,<bytes>,<utc>,replaced by attempt 2
