Means over runs of two versions of the code say so:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir code && cd code
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit:
  >     matrix: {lr: [0.1, 0.2], seed: [1, 2, 3]}
  >     deps: [t.sh, "data.{seed}"]
  >     cmd: sh t.sh {lr} {seed} {run}
  >     metrics: m.yaml
  >     rank: {by: acc, direction: max}
  > YAML
  $ echo 'echo "acc: $1$2" > $3/m.yaml' > t.sh
  $ for seed in 1 2 3; do echo $seed > data.$seed; done
  $ cairn run -q
  $ cairn best --over seed
  by acc, highest first
  rank   lr     acc ± ci95  acc.std  tied  n
     1  0.2  0.220 ± 0.025  0.01000        3
     2  0.1  0.120 ± 0.025  0.01000        3
  2 groups of 6 runs, over seed (3 values)
  $ echo '# better' >> t.sh
  $ cairn run -q seed=1,2
  $ cairn best --over seed
  by acc, highest first
  rank   lr     acc ± ci95  acc.std  tied  n
     1  0.2  0.220 ± 0.025  0.01000        3
     2  0.1  0.120 ± 0.025  0.01000        3
  2 groups of 6 runs, over seed (3 values)
  runs of one group were made with different t.sh (2 versions)
  $ cairn ls --group-by lr --over seed | tail -n 3
  0.2  0.220 ± 0.010  3
  2 groups of 6 runs, over seed (3 values)
  runs of one group were made with different t.sh (2 versions)
  $ cairn ls --group-by lr --json | jq -c .code
  [{"dep":"t.sh","versions":2}]
  $ cairn ls --group-by seed,lr | tail -n 2
     3  0.2     0.2300  1
  6 groups of 6 runs

So does a command that is another one:

  $ cairn run -q && sed -i 's/cmd: sh/cmd: sh -e/' cairn.yaml && cairn run -q seed=3
  $ cairn best --over seed | tail -n 2
  2 groups of 6 runs, over seed (3 values)
  runs of one group were made with different commands (2)
  $ cairn run -q && cairn best --over seed | tail -n 2
     2  0.1  0.120 ± 0.025  0.01000        3
  2 groups of 6 runs, over seed (3 values)
