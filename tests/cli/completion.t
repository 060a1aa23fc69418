Completing words: cairn __complete prints what the last word may become.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ c() { cairn __complete -- cairn "$@"; }
  $ c __
  $ c re
  rerun\trun a recorded run again, or with other values (esc)
  render\tmake all documents and rollups anew (esc)
  reindex\tbuild the catalog anew from the files (esc)
  restore\tbring back what lies in the trash or the archive (esc)
  $ c log m
  metric\tone value of a metric (esc)
  $ c help re
  rerun\trun a recorded run again, or with other values (esc)
  render\tmake all documents and rollups anew (esc)
  reindex\tbuild the catalog anew from the files (esc)
  restore\tbring back what lies in the trash or the archive (esc)
  $ c ls --st
  --status\tpending, running, finished, failed, killed, preempted or lost; several with commas (esc)
  --stage\truns of this stage (esc)
  $ tiny_project && run_tiny && cairn tag o2a5oj paper=figure3 && cairn alias o2a5oj golden
  tagged o2a5oj (PLS2): paper=figure3
  o2a5oj (PLS2) is now 'golden'

Runs, by id, name and alias; what the help calls RUN is one:

  $ c show '' | cut -f1 | sort
  7tht4c
  88sca7
  best
  golden
  latest
  nuxjie
  o2a5oj
  $ c show 7
  7tht4c\tPLS5 corn finished (esc)
  $ c show PL
  PLS5\tnuxjie wheat finished (esc)
  PLS2\t88sca7 wheat finished (esc)
  $ c show gold
  golden\to2a5oj corn finished (esc)
  $ c alias gold
  golden\to2a5oj corn finished (esc)
  $ c cat golden ''
  log\tlogs/console.log (esc)
  model\tmodels/v2yhhy/fold.txt (esc)
  metrics\tscores.json (esc)
  weights\tweights.txt (esc)
  logs/console.log\tlog (esc)
  models/v2yhhy/fold.txt\tmodel (esc)
  scores.json\tmetrics (esc)
  weights.txt\tweights (esc)
  $ c cat golden w
  weights\tweights.txt (esc)
  weights.txt\tweights (esc)

Keys and values of options:

  $ c best --by ''
  loss\tmetric (esc)
  test.rmse\tmetric (esc)
  val.rmse\tmetric (esc)
  $ c best --by=val
  --by=val.rmse\tmetric (esc)
  $ c ls --columns id,val
  id,val.rmse\tmetric (esc)
  $ c ls --sort -te
  -test.rmse\tmetric (esc)
  $ c ls --status f
  finished
  failed
  $ c ls --stage ''
  fit\tstage (esc)
  $ c ls --dataset ''
  corn\tdataset (esc)
  wheat\tdataset (esc)
  $ c ls --experiment ''
  tiny
  $ c ls --kind ''
  pipeline
  $ c ls --group-by data
  dataset\tfield (esc)
  dataset.version\tfield (esc)
  $ c ls --agg 'val'
  val.rmse:
  $ c ls --agg 'val.rmse: mean,s'
  val.rmse: mean,std
  val.rmse: mean,sem
  $ c best --per n
  n\tparam (esc)
  name\tfield (esc)
  notes\tfield (esc)
  $ c ls --group-by val; c ls --over n,se; c ls --pivot va; c best --per l; c best --group-by dataset,n
  n,seed\tfield (esc)
  dataset,n\tparam (esc)
  dataset,name\tfield (esc)
  dataset,notes\tfield (esc)
  $ c history golden ''
  loss\tmetric (esc)
  test.rmse\tmetric (esc)
  val.rmse\tmetric (esc)
  nuxjie\tPLS5 wheat finished (esc)
  7tht4c\tPLS5 corn finished (esc)
  88sca7\tPLS2 wheat finished (esc)
  o2a5oj\tPLS2 corn finished (esc)
  golden\to2a5oj corn finished (esc)
  latest\tthe newest run (esc)
  best\tthe run that ranks first (esc)
  $ c history golden test.rmse,va
  test.rmse,val.rmse\tmetric (esc)
  $ c history nothing v
  val.rmse\tmetric (esc)
  $ c compare --only e; c compare --only params,t
  environment
  params,tags
  $ for s in $(c compare --only ''); do cairn compare o2a5oj 7tht4c --only $s >/dev/null || echo $s; done
  $ c tag --remove ''
  paper\ttag (esc)
  $ c why --triggers code,d
  code,data
  $ c ls -C
  -C\twork as if started in DIR (esc)
  $ c -C nowhere show ''
  $ (cd /; cairn __complete -- cairn -C "$OLDPWD" best --by l; cairn __complete -- cairn best -C "$OLDPWD" --by l)
  loss\tmetric (esc)
  loss\tmetric (esc)

Filters: keys, comparisons, values, AND and OR:

  $ c ls --where v
  val.rmse\tmetric (esc)
  verified\tfield (esc)
  $ c ls --where params.
  params.n\tparam (esc)
  $ c ls --where 'tag'
  tags.paper\ttag (esc)
  tag\ta tag that it bears (esc)
  $ c ls --where 'n '
  n =
  n !=
  n <
  n <=
  n >
  n >=
  n LIKE
  n IN (
  n BETWEEN
  n IS NULL
  n IS NOT NULL
  $ c ls --where 'n = '
  n = 2
  n = 5
  $ c ls --where 'dataset = '
  dataset = "corn"
  dataset = "wheat"
  $ c ls --where 'dataset = "c'
  dataset = "corn"
  $ c ls --where "dataset = 'w"
  dataset = 'wheat'
  $ cairn __complete \" -- cairn ls --where 'dataset = '
  dataset = 'corn'
  dataset = 'wheat'
  $ c ls --where 'dataset IN ("corn", '
  dataset IN ("corn", "corn"
  dataset IN ("corn", "wheat"
  $ c ls --where 'dataset NOT IN ('
  dataset NOT IN ("corn"
  dataset NOT IN ("wheat"
  $ c ls --where 'tags.paper = '
  tags.paper = "figure3"
  $ c ls --where 'status != "f'
  status != "finished"
  status != "failed"
  $ c ls --where 'n BETWEEN 2 AND '
  n BETWEEN 2 AND 2
  n BETWEEN 2 AND 5
  $ c ls --where 'n = 5 '
  n = 5 AND
  n = 5 OR
  $ c ls --where 'n = 5 AND (dat'
  n = 5 AND (dataset\tfield (esc)
  n = 5 AND (dataset.version\tfield (esc)
  $ c ls --where 'nothing = '
  $ c ls --where '((('"'"
  $ c ls --where 'x = "a" "b'
  $ c ls --where 'attributes.st'; c ls --where 'tag.'; c ls --where 'parent.params.'; c ls --where 'n = 5 AND g'; c ls --where 'ha'
  attributes.stage\tfield (esc)
  attributes.status\tfield (esc)
  attributes.started\tfield (esc)
  tag.paper\ttag (esc)
  parent.params.n\tparam (esc)
  n = 5 AND git_commit\tfield (esc)
  n = 5 AND git_dirty\tfield (esc)
  n = 5 AND group\tthe group that it lies in (esc)
  has(\tan artifact, tag or group is there (esc)
  $ c ls --where 'has('
  has(log)
  has(metrics)
  has(model)
  has(weights)
  has(artifact\tthe name follows (esc)
  has(tag\tthe name follows (esc)
  has(group\tthe name follows (esc)
  $ c ls --where 'NOT has(tag '; c ls --where 'has(group '; c ls --where 'has(artifact we'; c ls --where 'has(mo'
  NOT has(tag paper)
  has(group tiny)
  has(artifact weights)
  has(model)
  $ c ls --where 'has(tag paper) '
  has(tag paper) AND
  has(tag paper) OR
  $ c ls --where 'tag '; c ls --where 'tag = '; c ls --where 'group = '; c ls --where 'group NOT IN ("tiny", '
  tag =
  tag !=
  tag IN (
  tag NOT IN (
  tag = "paper"
  group = "tiny"
  group NOT IN ("tiny", "tiny"
  $ c ls --where 'loss['; c ls --where 'loss[min] I'
  loss[last]
  loss[first]
  loss[min]
  loss[max]
  loss[at 
  loss[min] IN (
  loss[min] IS NULL
  loss[min] IS NOT NULL
  $ for f in "has(tag paper)" "has(model)" 'tag = "paper"' 'group = "tiny"' 'has(group tiny)' 'loss[min] > 0'; do cairn ls --where "$f" --csv | wc -l; done
  2
  5
  2
  5
  5
  5

What cairn run may be given:

  $ c run ''
  fit\tstage (esc)
  n=\tparam of fit (esc)
  seed=\tparam of fit (esc)
  dataset=\tparam of fit (esc)
  $ c run fit n=
  n=2
  n=5
  $ c run dataset=w
  dataset=wheat
  $ c run n=2,
  n=2,2
  n=2,5
  $ c id ''| cut -f2 | sort | uniq -c
        1 PLS2 corn finished
        1 PLS2 wheat finished
        1 PLS5 corn finished
        1 PLS5 wheat finished
        1 o2a5oj corn finished
        1 stage
        1 the newest run
        1 the run that ranks first
  $ c run -- -

Nothing is written, nothing is said where nothing is known:

  $ snapshot >../before
  $ c show '' >/dev/null; c ls --where 'n = ' >/dev/null
  $ snapshot | diff ../before -
  $ c lss ''
  $ c show a b ''
  $ cairn __complete
  $ cairn __complete -- cairn
  $ touch .cairn/catalog.db-journal; c show ''; rm .cairn/catalog.db-journal
  $ cp cairn.yaml ../good.yaml; echo '{' >cairn.yaml; c show ''; cp ../good.yaml cairn.yaml
  $ mv .cairn/catalog.db ..; c show ''; ls .cairn/catalog.db; mv ../catalog.db .cairn
  ls: cannot access '.cairn/catalog.db': No such file or directory

A name that would write to the terminal, or end the quotes of a shell, is not offered as one:

  $ cairn tag o2a5oj "$(printf 'odd\033[2J')=x" 'who=$(reboot)' >/dev/null
  $ c tag --remove o
  $ c ls --where 'tags.who = '

In bash, as its readline asks for them:

  $ cat >../ask.sh <<'SH'
  > eval "$(cairn completion bash)"
  > # ask LINE WORD…: what is offered at the end of LINE, which bash has cut into the words.
  > ask() {
  >   COMP_LINE=$1 COMP_POINT=${#1}
  >   shift
  >   COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  >   _cairn
  >   printf '<%s>\n' "${COMPREPLY[@]}"
  > }
  > complete -p cairn
  > ask 'cairn rein' cairn rein
  > ask 'cairn best --by va' cairn best --by va
  > ask 'cairn best --by=va' cairn best --by = va
  > ask 'cairn run dataset=' cairn run dataset =
  > ask 'cairn run n=2 dataset=c' cairn run n = 2 dataset = c
  > ask "cairn ls --where 'dataset = " cairn ls --where "'dataset = "
  > ask 'cairn ls --where "n = 5 AND dataset = ' cairn ls --where '"n = 5 AND dataset = '
  > ask "cairn ls --where 'n = 5' --sort crea" cairn ls --where "'n = 5'" --sort crea
  > ask 'cairn ls --where dataset=' cairn ls --where dataset =
  > ask 'cairn show nothing' cairn show nothing
  > SH
  $ bash ../ask.sh
  complete -o default -o nosort -F _cairn cairn
  <reindex>
  <val.rmse>
  <val.rmse>
  <corn>
  <wheat>
  <corn>
  <dataset = "corn">
  <dataset = "wheat">
  <n = 5 AND dataset = 'corn'>
  <n = 5 AND dataset = 'wheat'>
  <created>
  <\"corn\">
  <\"wheat\">
  <>

The scripts of other shells are read by them where they are installed:

  $ for shell in bash zsh fish; do
  >   cairn completion $shell >../script.$shell
  >   if [ -z "$(command -v $shell)" ]; then echo "skipped: no $shell" >&2; else $shell -n ../script.$shell || echo "$shell refuses it"; fi
  > done 2>../skipped
  $ grep -v '^skipped: no [a-z]*$' ../skipped
  [1]
  $ cairn completion tcsh
  cairn: error: there is no completion for the shell 'tcsh'
    hint: one of: bash, fish, zsh
  [2]
  $ cairn completion bahs
  cairn: error: there is no completion for the shell 'bahs'
    hint: did you mean 'bash'?
  [2]
