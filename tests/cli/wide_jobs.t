A run that takes several slots waits for no more later ones than there are slots, however busy they are kept:

  $ mkdir wide && cd wide
  $ cat >cairn.yaml <<'YAML'
  > stages:
  >   early: {matrix: {n: [1, 2]}, cmd: "sh job.sh narrow {n}"}
  >   wide: {resources: {cpus: 2}, cmd: "sh job.sh wide 0"}
  >   late: {matrix: {n: {range: [1, 12]}}, cmd: "sh job.sh narrow {n}"}
  > YAML
  $ echo 'echo $1 >>order; sleep 0.$(( 1 + $2 % 2 * 2 ))' >job.sh
  $ cairn run -q -j 2
  $ wc -l <order
  14
  $ place=$(grep -n wide order | cut -d: -f1); [ "$place" -gt 2 ] && [ "$place" -le 5 ] || cat order
