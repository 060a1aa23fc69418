The version of a dataset is part of what was chosen: runs of two versions are told apart wherever datasets
are, and never averaged together.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir versions && cd versions && mkdir da
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > datasets: {A: {path: da, version: 1}}
  > stages:
  >   fit:
  >     matrix: {dataset: all, seed: [1, 2]}
  >     cmd: "echo '{{\"acc\": {dataset.version}.{seed}}}' >{run}/m.json"
  >     metrics: m.json
  > YAML
  $ cairn run -q -j1 && sed -i 's/version: 1/version: 2/' cairn.yaml && cairn run -q -j1

Groups are made by it, and where they are not, it is said; none of these runs repeats another one:

  $ cairn ls --over seed --agg acc
  dataset.version      acc ± std  n
  1                1.150 ± 0.071  2
  2                2.150 ± 0.071  2
  2 groups of 4 runs, over seed (2 values)
  $ cairn ls --group-by dataset --agg acc
  dataset    acc ± std  n
  A        1.65 ± 0.58  4
  1 group of 4 runs
  runs of one group also differ in dataset.version (2 values), seed (2 values)
  $ cairn ls --group-by dataset.version --agg 'acc: n' --csv
  dataset.version,acc.n
  1,2
  2,2
  $ cairn best --by acc --per dataset.version --columns acc --csv
  dataset.version,rank,acc
  1,1,1.1
  1,2,1.2
  2,1,2.1
  2,2,2.2

It is a field, that is a text:

  $ cairn ls --where "dataset.version = '2'" --columns dataset,dataset.version,seed --sort seed --csv
  dataset,dataset.version,seed
  A,2,1
  A,2,2
  $ cairn ls --where 'dataset.version is null'
  no runs
  $ cairn ls --csv --sort acc | cut -d, -f3-7
  experiment,dataset,dataset.version,stage,seed
  run_001,A,1,fit,1
  run_001,A,1,fit,2
  run_001,A,2,fit,1
  run_001,A,2,fit,2
  $ cairn ls --where "dataset.version = 2" 2>&1
  cairn: error: 'dataset.version' is a text
    dataset.version = 2
                      ^
    hint: put it in quotes: '2'
  [2]
  $ cairn sql "SELECT dataset, dataset_version, count(*) AS n FROM runs GROUP BY 1, 2" --csv
  dataset,dataset_version,n
  A,1,2
  A,2,2
  $ cairn show latest | grep "^  dataset"
    dataset          A
    dataset.version  2
  $ cairn ls --json | jq -c '[.runs[]."dataset.version"]'
  ["2","2","1","1"]

What differs is shown, the seed too:

  $ cairn compare results | sed -n '/^fields/,/^created/p' | normalise
  fields           <id> fit        <id> fit        <id> fit        <id> fit
  dataset.version  2                 2                 1                 1
  seed             2                 1                 2                 1
  created          <date> <time>  <date> <time>  <date> <time>  <date> <time>
  $ cairn schema
  kind    key              type    runs  values  which          histogram
  field   dataset.version  string     4       2  1, 2           -
  field   seed             int        4       2  1, 2           █▁▁▁▁▁▁█
  metric  acc              float      4       4  1.100 … 2.200  █▁▁▁▁▁▁█
  4 runs
  1 key equal in all runs, --all to show

A run that takes its dataset from the one before it has none of its own:

  $ cat >>cairn.yaml <<'YAML'
  >   after: {needs: fit, cmd: "echo '{{\"f1\": 1}}' >{run}/m.json", metrics: m.json}
  > YAML
  $ cairn run -q -j1
  $ cairn ls --stage after --columns dataset,dataset.version,parent.dataset.version --csv | sort -u
  A,,2
  dataset,dataset.version,parent.dataset.version

Who averages over seeds is told what lies upstream that is not the same: the other versions, also two stages up, and the
params of what was measured:

  $ sed -i 's/after: {needs: fit,/after: {needs: fit, params: {k: 1},/' cairn.yaml
  $ cat >>cairn.yaml <<'YAML'
  >   last: {needs: after, cmd: "echo '{{\"f2\": 1}}' >{run}/m.json", metrics: m.json}
  > YAML
  $ cairn run -q -j1 && cairn ls --stage last --over seed --agg f2:n | tail -1
  1 group of 2 runs
  $ sed -i 's/version: 2/version: 1/' cairn.yaml && cairn run -q -j1 && cairn run -q -j1 last k=2
  $ cairn ls --stage last --over seed --agg f2:n | tail -2
  1 group of 6 runs
  runs of one group were made from different k of after (2 values), dataset.version of fit (2 values)
  $ cairn ls --stage last --group-by parent.k --over seed --agg f2:n --json | jq -c .upstream
  []

After a rebuild of the catalog it is all the same:

  $ cairn reindex >/dev/null && cairn ls --group-by stage,dataset.version --agg 'acc: n' --csv
  stage,dataset.version,acc.n
  after,,0
  fit,1,2
  fit,2,2
  last,,0

The same data at another path, as on another machine, makes nothing stale where the stage names it by its
dataset; other data does, and so does a dataset that has taken the place of another:

  $ mkdir -p ../scratch/a ../scratch/b ../home && cd ../scratch && echo 7 >a/x; echo 8 >b/x; cp -a a b ../home
  $ mkdir ../cluster && cd ../cluster
  $ cat >cairn.yaml <<YAML
  > layout: flat
  > experiment: moved
  > datasets: {a: $(realpath ../scratch)/a, b: $(realpath ../scratch)/b}
  > stages:
  >   fit:
  >     params: {train: {type: dataset}, test: {type: dataset}}
  >     matrix: {train: [a], test: [b]}
  >     deps: [z.txt, "{train.path}", "{test.path}", a.txt]
  >     cmd: cat {train.path}/x {test.path}/x >{run}/o
  >     outs: {o: o}
  >   sum: {needs: fit, cmd: "wc -l <{fit.o} >{run}/n", outs: {n: n}}
  > YAML
  $ touch z.txt a.txt && cairn run -q -j 1
  $ cp -a . ../laptop && cd ../laptop && sed -i '/datasets/s/scratch/home/g' cairn.yaml
  $ cairn run
  Nothing to run: all 2 runs are cached.
  $ cairn why fit train=a
  stage    cached   missing     stale     retry    forced  upstream
  fit           1         -         -         -         -         -
  Nothing to run: 1 run cached.
  $ cairn run --check fit 2>&1 | head -n 1 | normalise | squeeze
  fit <id> (a) equal: 1 file and 0 metrics in <duration>
  $ echo 9 >../home/b/x && cairn run -n | tail -n 3 | sed 's#: /.*/home/b is#: …/home/b is#'
        1 × fit runs first: …/home/b is a new dep (and 1 more)  (cairn.yaml:3:90)
  Would run 2 of 2 runs.
  Replaces 1 finished attempt, and may replace 1 more; what is replaced goes to the trash.
  $ echo 8 >../home/b/x && mv ../home/a ../home/c && mv ../home/b ../home/a && mv ../home/c ../home/b
  $ cairn run -n | sed -n '/why/,/×/p' | normalise
  why:
        1 × <tmp>/dataset_versions.t/home/a: renamed from <tmp>/dataset_versions.t/scratch/b, same bytes (and 1 more)  (cairn.yaml:3:15)
  $ sed -i "/datasets/s/{.*}/{a: ..\/home\/b, b: ..\/home\/a}/" cairn.yaml && cairn run -n | tail -n 1
  Nothing to run: 2 runs cached.
  $ sed -i 's/, a.txt\]/]/' cairn.yaml && cairn why fit train=a | grep -c renamed
  1

Two that are exchanged where they lie have the same leaves, and other bytes by their names:

  $ cairn run -q --force && sed -i "/datasets/s/{.*}/{a: ..\/home\/a, b: ..\/home\/b}/" cairn.yaml
  $ cairn why fit train=a | sed -n '/why/,/×/p'
  why:
        1 × ../home/a: stands where ../home/b stood (and 1 more)  (cairn.yaml:8:19)
  $ sed -i "/datasets/s/{.*}/{a: ..\/home\/b, b: ..\/home\/a}/" cairn.yaml && cairn run -n | tail -n 1
  Nothing to run: 2 runs cached.
