A filter chooses runs; it is the same for all verbs, and docs/guide/filters.md has its grammar:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ where() { cairn ls --columns name,dataset --sort name,dataset --where "$@" 2>&1; }
  $ where "val.rmse < 0.41"
  name  dataset
  PLS5  corn
  PLS5  wheat
  $ where "params.n = 2 AND dataset = 'corn'"
  name  dataset
  PLS2  corn
  $ where "not (dataset = 'corn' or n = 2)"
  name  dataset
  PLS5  wheat
  $ where "n IN (1, 2, 3) AND name ILIKE 'pls%' AND seed IS NOT NULL"
  name  dataset
  PLS2  corn
  PLS2  wheat
  $ where "n BETWEEN 3 AND 9"
  name  dataset
  PLS5  corn
  PLS5  wheat

Several filters hold together, and with places and options:

  $ cairn ls corn --where "n < 9" --where "n > 2" --stage fit --columns name,dataset
  name  dataset
  PLS5  corn
  $ cairn ls --where "n > 1" --limit 3 --columns name | tail -1
  3 of 4 runs
  $ cairn best --by rmse --where "n = 5" | normalise | squeeze
  by val.rmse, lowest first
  rank id name val.rmse dataset
   1 <id> PLS5 0.3900 corn
   2 <id> PLS5 0.4000 wheat
  n = 2, lowest val.rmse first
  +6 constant columns, --all to show

In quotes a number is a text; it equals the number that it spells, too:

  $ where "params.n = '5' AND dataset != 'wheat'"
  name  dataset
  PLS5  corn

Metrics have a first, a least, a greatest and a last value:

  $ where "loss[at 1] = 0.5 AND loss[at 2] < 0.5 AND loss[at 3] IS NULL AND n = 2"
  name  dataset
  PLS2  corn
  PLS2  wheat
  $ where "loss[first] = 0.5 AND loss[max] = 0.5 AND loss[min] = 0.25 AND loss = 0.25 AND n = 2"
  name  dataset
  PLS2  corn
  PLS2  wheat

Times are dates, or relative; durations and sizes have units:

  $ where "created > -30d AND created <= now AND created >= '2020-01-01' AND dataset = 'corn'"
  name  dataset
  PLS2  corn
  PLS5  corn
  $ where "duration < 10min AND size < 1MB AND status = 'FINISHED' AND dataset = 'corn'"
  name  dataset
  PLS2  corn
  PLS5  corn
  $ where "created < -1d"
  no runs

Artifacts, children, groups, tags:

  $ where "has(model) AND has('models/%') AND NOT has(chart) AND n = 2"
  cairn: note: no run has an artifact 'chart'
  name  dataset
  PLS2  corn
  PLS2  wheat
  $ where "child.val.rmse < 0.45 AND child.kind = 'model'"
  name  dataset
  PLS5  corn
  PLS5  wheat
  $ where "group = 'corn'"
  name  dataset
  PLS2  corn
  PLS5  corn
  $ where "NOT has(tag golden) AND tag != 'silver' AND n = 2"
  cairn: note: no run has the tag 'golden'
  cairn: note: no run has the tag 'silver'
  name  dataset
  PLS2  corn
  PLS2  wheat

A name that no run has is said, since it selects nothing, or with NOT everything:

  $ cairn tag o2a5oj reviewed
  tagged o2a5oj (PLS2): reviewed
  $ where "has(modle)"
  cairn: note: no run has an artifact 'modle'; did you mean 'model'?
  no runs
  $ where "NOT has(tag reviwed) AND n = 2"
  cairn: note: no run has the tag 'reviwed'; did you mean 'reviewed'?
  name  dataset
  PLS2  corn
  PLS2  wheat
  $ where "group = 'cron' OR group IN ('corn', 'results/nowhere')"
  cairn: note: no run is in a group 'cron'
  cairn: note: no run is in a group 'results/nowhere'
  name  dataset
  PLS2  corn
  PLS5  corn
  $ where "stage = 'fitt' OR dataset IN ('wheet', 'corn', '')"
  cairn: note: no run has the stage 'fitt'; did you mean 'fit'?
  cairn: note: no run has the dataset 'wheet'; did you mean 'wheat'?
  name  dataset
  PLS2  corn
  PLS5  corn
  $ where "n = 7 AND has(group wheat) AND has(tag reviewed) AND has('models/%') AND stage = 'fit'"
  no runs
  $ cairn tag o2a5oj --remove reviewed
  tagged o2a5oj (PLS2): -reviewed

What is wrong is shown with its place:

  $ where "params.nn = 2"
  cairn: error: no run has a param 'nn'
    params.nn = 2
    ^
    hint: did you mean 'n'?
  [2]
  $ where "n = 2 and (dataset = corn)"
  cairn: error: expected a value, found 'corn'
    n = 2 and (dataset = corn)
                         ^
    hint: put texts in quotes: 'corn'
  [2]
  $ where "n = 2 and (dataset = 'corn'"
  cairn: error: this parenthesis is never closed
    n = 2 and (dataset = 'corn'
              ^
  [2]
  $ where "n = 2 AND
  >        rmze < 3"
  cairn: error: no run has a field, metric or param 'rmze'
           rmze < 3
           ^
    hint: did you mean 'val.rmse'?
  [2]
  $ where "child.nme = 'a'"
  cairn: error: no child has a field, metric or param 'nme'
    child.nme = 'a'
    ^
    hint: did you mean 'name'?
  [2]
  $ where "status = 'finishd'"
  cairn: error: there is no such status
    status = 'finishd'
             ^
    hint: did you mean 'finished'?
  [2]
  $ where "duration > 10 min"
  cairn: error: expected AND, OR or the end, found 'min'
    duration > 10 min
                  ^
    hint: a text stands in quotes, a name with blanks in backticks
  [2]
  $ where "created > 30d"
  cairn: error: this time is in the future
    created > 30d
              ^
    hint: a time before now has a minus: -30d
  [2]
  $ where "created > -30"
  cairn: error: '-30' is no time, it has no unit
    created > -30
              ^
    hint: did you mean -30d? Without a unit it is milliseconds since 1970
  [2]
  $ cairn clean --where "ended < 30" --dry-run
  cairn: error: '30' is no time, it has no unit
    ended < 30
            ^
    hint: did you mean -30d? Without a unit it is milliseconds since 1970
  [2]
  $ where "created > 1763643731"
  cairn: error: '1763643731' is no time, it has no unit
    created > 1763643731
              ^
    hint: without a unit it is milliseconds since 1970, which have 13 digits today
  [2]
  $ where "created >= 0 AND created > 1763643731000 AND dataset = 'corn'"
  name  dataset
  PLS2  corn
  PLS5  corn
  $ where "created > '2026-13-01'"
  cairn: error: '2026-13-01' is no time
    created > '2026-13-01'
              ^
    hint: as in '2026-11-20', '2026-11-20 14:30' (local), '2026-11-20T13:30:00Z', -30d or today
  [2]
  $ where "rmse < '0.5'"
  cairn: error: the metric 'val.rmse' is compared with numbers
    rmse < '0.5'
           ^
    hint: leave the quotes out
  [2]
  $ where "rmse LIKE '0%'"
  cairn: error: LIKE compares texts, and 'val.rmse' is a number
    rmse LIKE '0%'
         ^
    hint: use = != < <= > >= BETWEEN or IN
  [2]
  $ where "n[at 3] > 0.5"
  cairn: error: 'n' is no metric, so that it has one value only
    n[at 3] > 0.5
    ^
    hint: leave the brackets out
  [2]
  $ where "n = 2 && seed = 1"
  cairn: error: unexpected '&'
    n = 2 && seed = 1
          ^
    hint: write AND between conditions
  [2]
  $ where "hass(model)"
  cairn: error: there is no function 'hass'
    hass(model)
    ^
    hint: write has(model), has(artifact 'models/%.pkl'), has(tag golden) or has(group 'wheat')
  [2]
  $ where "rmse = null"
  cairn: error: nothing equals NULL
    rmse = null
           ^
    hint: write IS NULL or IS NOT NULL
  [2]

An empty filter is true of all:

  $ where "" | wc -l
  5
