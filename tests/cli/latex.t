Tables for a paper:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir paper && cd paper
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit_it:
  >     matrix: {scale_by: ["50%", "a&b"], seed: [1, 2]}
  >     cmd: "echo acc: 0.{seed} > {run}/m.yaml"
  >     metrics: m.yaml
  >     rank: {by: acc, direction: max}
  > YAML
  $ cairn run -q -j 1
  $ cairn ls --columns name,scale_by,seed,acc --sort scale_by,seed --latex
  % \usepackage{booktabs}
  \begin{tabular}{lllr}
  \toprule
  name & scale\_by & seed & acc \\
  \midrule
  fit\_it & 50\% & 1 & 0.1000 \\
  fit\_it & 50\% & 2 & 0.2000 \\
  fit\_it & a\&b & 1 & 0.1000 \\
  fit\_it & a\&b & 2 & 0.2000 \\
  \bottomrule
  \end{tabular}
  $ cairn ls --over seed --latex
  % \usepackage{booktabs}
  \begin{tabular}{lrr}
  \toprule
  scale\_by & acc $\pm$ std & n \\
  \midrule
  50\% & 0.150 $\pm$ 0.071 & 2 \\
  a\&b & 0.150 $\pm$ 0.071 & 2 \\
  \bottomrule
  \end{tabular}
  % 2 groups of 4 runs, over seed (2 values)
  $ cairn ls --group-by scale_by --pivot seed --agg acc --latex
  % \usepackage{booktabs}
  \begin{tabular}{lrr}
  \toprule
  scale\_by & seed=1 & seed=2 \\
  \midrule
  50\% & 0.1000 & 0.2000 \\
  a\&b & 0.1000 & 0.2000 \\
  \bottomrule
  \end{tabular}
  % cells: mean ± std of acc (n), without n where it is 1
  % 4 groups of 4 runs
  $ cairn best --columns scale_by,acc --latex --limit 1
  % \usepackage{booktabs}
  \begin{tabular}{rlr}
  \toprule
  rank & scale\_by & acc \\
  \midrule
  1 & a\&b & 0.2000 \\
  \bottomrule
  \end{tabular}
  % best 1 of n = 4, highest acc first
  $ cairn best --over seed --latex
  % \usepackage{booktabs}
  \begin{tabular}{rlrrlr}
  \toprule
  rank & scale\_by & acc $\pm$ ci95 & acc.std & tied & n \\
  \midrule
  1 & 50\% & 0.15 $\pm$ 0.64 & 0.07071 & $\approx$ & 2 \\
  1 & a\&b & 0.15 $\pm$ 0.64 & 0.07071 & $\approx$ & 2 \\
  \bottomrule
  \end{tabular}
  % tied: neighbouring means that Welch's t-test cannot tell apart (p >= 0.05)
  % 2 groups of 4 runs, over seed (2 values)
  $ cairn ls --latex --csv 2>&1
  cairn: error: --csv and --latex exclude each other
    hint: give one of them
  [2]
