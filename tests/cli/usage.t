The program by itself:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cairn | head -n 8
  Usage: cairn VERB [ARGUMENT]…
  
  Runs experiments, names their results, keeps them as plain files, and answers
  questions about them.
  
  Run:
    init   write a small working project
    run    run what is missing or stale
  $ cairn --version | sed 's/[0-9.]*$/<version>/'
  cairn <version>
  $ cairn help | diff - <(cairn)
  $ cairn help ls | diff - <(cairn ls --help)
  $ cairn help log metric | diff - <(cairn log metric -h)
  $ cairn log
  Usage: cairn log VERB [OPTION]… [ARGUMENT]…
  
  note a metric, param, step, artifact, … (inside a job)
  
  Verbs:
    metric    one value of a metric
    param     a parameter that was found
    tag       a label
    artifact  what a file is
    step      a step of the pipeline
    dataset   facts of a dataset
    child     a child run: a fold, a model
  
  Exit status: that of the verb; 2 when there is no such verb.
  'cairn help log VERB' tells more.
  [2]
  $ cairn --list-failpoints | grep -c record_
  4

Wrong verbs, options and arguments:

  $ cairn lss
  cairn: error: there is no verb 'cairn lss'
    hint: did you mean 'ls'?
  [2]
  $ cairn xyzzy
  cairn: error: there is no verb 'cairn xyzzy'
    hint: 'cairn --help' lists the verbs
  [2]
  $ for verb in list status rm diff info; do cairn $verb 2>&1 | tail -1; done
    hint: did you mean 'ls'?
    hint: did you mean 'why'?
    hint: did you mean 'clean'?
    hint: did you mean 'compare'?
    hint: did you mean 'show'?
  $ cairn help lss
  cairn: error: there is no verb or topic 'lss'
    hint: did you mean 'ls'?
  [2]
  $ cairn --vrsion
  cairn: error: unknown option '--vrsion'
    hint: did you mean '--version'?
  [2]
  $ cairn ls --staus failed
  cairn: error: unknown option '--staus'
    hint: did you mean '--status'?
  [2]
  $ cairn best --by
  cairn: error: --by needs a value
    hint: 'cairn best --help' says what it takes
  [2]
  $ cairn best --by a --by b
  cairn: error: --by was given twice: 'a' and 'b'
    hint: 'cairn best --help' says what it takes
  [2]
  $ cairn ls --limit many
  cairn: error: 'many' is not a whole number, which --limit needs
  [2]
  $ cairn ls --limit 99999999999999999999
  cairn: error: '99999999999999999999' is too large for --limit
  [2]
  $ cairn path a b c
  cairn: error: unexpected argument 'c'
    hint: 'cairn path --help' says what it takes
  [2]
  $ cairn path -- --weird 2>&1 | normalise
  cairn: error: there is no cairn.yaml in '<here>' or above it
    hint: go to the folder of a project, or make one here: cairn init; to adopt results, a cairn.yaml with the line 'stages: {}' is enough
  $ cairn -C nowhere ls
  cairn: error: there is no folder 'nowhere'
    hint: -C takes the folder of a project, or one below it
  [3]
  $ cairn -C
  cairn: error: -C needs a value
    hint: cairn -C DIR VERB
  [2]

Text from outside cannot write to the terminal:

  $ cairn "$(printf 'l\033[31ms')"
  cairn: error: there is no verb 'cairn l\x1b[31ms'
    hint: 'cairn --help' lists the verbs
  [2]

Errors in cairn.yaml name the place:

  $ mkdir wrong && printf 'project: x\nstages: {fit: {cmd: "a {b"}}\n' > wrong/cairn.yaml
  $ cairn -C wrong ls
  cairn: error: cairn.yaml:2:21: this brace is never closed
    a {b
      ^
    hint: a placeholder is a name in braces, as in {seed} or {dataset.path}; write {{ and }} for literal braces
  [2]
  $ printf 'project: x\nstages: {fit: {cmd: "\303\251 \303\251 {b"}}\n' > wrong/cairn.yaml
  $ cairn -C wrong ls
  cairn: error: cairn.yaml:2:21: this brace is never closed
    é é {b
        ^
    hint: a placeholder is a name in braces, as in {seed} or {dataset.path}; write {{ and }} for literal braces
  [2]
  $ printf 'project: x\nstaegs: {}\n' > wrong/cairn.yaml
  $ cairn -C wrong ls
  cairn: error: cairn.yaml:2:1: unknown key 'staegs' in cairn.yaml
    hint: did you mean 'stages'?
  [2]

A full disk is not silent, a reader that has gone is:

  $ cairn help ls > /dev/full
  cairn: error: cannot write to 'standard output': No space left on device
    hint: free some disk, then run it again
  [7]
  $ cairn help ls | head -n 0

The beginning of an option is no option, but says which was meant; so does what other programs and other verbs call it:

  $ cairn run --dry
  cairn: error: unknown option '--dry'
    hint: did you mean '-n, --dry-run'?
  [2]
  $ cairn clean --keep 5
  cairn: error: unknown option '--keep'
    hint: did you mean '--keep-best' or '--keep-newest'?
  [2]
  $ cairn ls -n 5
  cairn: error: unknown option '-n'
    hint: did you mean '--limit'?
  [2]
  $ cairn ls --id
  cairn: error: unknown option '--id'
    hint: ids alone: --columns id --csv
  [2]
  $ cairn best --columns id --ids
  cairn: error: unknown option '--ids'
    hint: did you mean '--id'?
  [2]

What looks right and means another thing is told of:

  $ mkdir ../traps && cd ../traps
  $ printf '\357\273\277layout: flat\nstages: {fit: {params: {opt: {lr: 0.1}}, cmd: "printf \\"\\\\357\\\\273\\\\277a: 1\\nb: 2\\" >{run}/m.yaml", metrics: m.yaml}}\n' >cairn.yaml
  $ cairn run -q && cairn ls --columns a,b --csv
  a,b
  1.0,2.0
  $ cairn run fit opt.lr=0.5
  cairn: error: 'opt.lr=0.5': no stage that is run has a parameter 'lr'
    hint: the parameter 'opt' is given as a whole: 'opt={key: value}'
  [2]
  $ cairn run -n fit 'opt={lr: 0.5}' | head -n 1
  stage    cached   missing     stale     retry    forced  upstream
  $ try() { printf '%s\n' "stages: {fit: {matrix: {lr: $1}, cmd: \"$2\"}}" >cairn.yaml; cairn run -n 2>&1 | head -n 2; }
  $ try '"0.1,0.2"' true
  cairn: error: cairn.yaml:1:29: the matrix of 'lr' is one text, '0.1,0.2'
    hint: several values: [a, b]; this one: ["0.1,0.2"]
  $ try 'range(3)' true
  cairn: error: cairn.yaml:1:29: the matrix of 'lr' is one text, 'range(3)'
    hint: several values: {range: [start, stop, step]}; this one: ["range(3)"]
  $ try '["0.1,0.2"]' true
  stage    cached   missing     stale     retry    forced  upstream
  fit           -         1         -         -         -         -
  $ try '0.1' true
  stage    cached   missing     stale     retry    forced  upstream
  fit           -         1         -         -         -         -
  $ try '[1]' 'echo ${HOME}'
  cairn: error: cairn.yaml:1:40: stage 'fit': {HOME} names nothing
    hint: a variable of the shell is ${{HOME}} here
