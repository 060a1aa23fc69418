Two ideas with equal values (docs/guide/compare.md): what tells them apart.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir ideas && cd ideas
  $ cat >cairn.yaml <<'YAML'
  > experiment: first
  > stages:
  >   fit:
  >     name: "fit-{idea}"
  >     params: {lr: 0.1}
  >     deps: "{idea}.sh"
  >     cmd: "sh {idea}.sh {lr} > {run}/scores.yaml"
  >     metrics: scores.yaml
  > YAML
  $ sed 's/{idea}/plain/' cairn.yaml >ideas.yaml && mv cairn.yaml with.yaml && mv ideas.yaml cairn.yaml
  $ sed -i 's/{idea}/plain/' cairn.yaml
  $ echo 'echo "rmse: 0.40"' >plain.sh && echo 'echo "rmse: 0.35"' >smooth.sh
  $ cairn run -q && cairn ls --columns id,name,rmse
  id      name         rmse
  d3fwpw  fit-plain  0.4000

Another experiment is a label and makes no other run, so that a changed script would replace the first idea's result; that is asked:

  $ cp plain.sh kept.sh && cp smooth.sh plain.sh
  $ cairn run -q -e second 2>&1 | normalise
  cairn: error: 1 run of another session would be done again where it is (in results/<date>_first/all); that replaces attempt 1 of <id>
    hint: say --yes to allow it; their old results go to the trash
  $ mv kept.sh plain.sh

A param with a default leaves the run that is there as it is, id and all, and stands in the key of the others:

  $ sed -i 's/lr: 0.1}/lr: 0.1, idea: {type: string, default: plain}}/' cairn.yaml
  $ cairn run 2>&1; cairn ls --columns id,rmse
  Nothing to run: the 1 run is cached.
  id        rmse
  d3fwpw  0.4000
  $ cairn id fit; cairn id fit idea=plain; cairn id fit idea=smooth
  d3fwpw
  d3fwpw
  yqw29i

It may choose the script, also in deps: then a change of one idea makes only its own runs stale:

  $ sed 's/lr: 0.1}/lr: 0.1, idea: {type: string, default: plain}}/' with.yaml >cairn.yaml
  $ cairn run -q idea=plain,smooth && cairn ls --columns name,idea,rmse --sort idea
  name        idea      rmse
  fit-plain   plain   0.4000
  fit-smooth  smooth  0.3500
  $ echo 'echo "rmse: 0.34"' >smooth.sh && cairn why idea=plain,smooth | head -4
  stage    cached   missing     stale     retry    forced  upstream
  fit           1         -         1         -         -         -
  why:
        1 × smooth.sh: line 1 changed  (cairn.yaml:6:11)
  $ cairn run -q idea=plain,smooth && cairn compare fit-plain fit-smooth --only params,metrics
  params  d3fwpw fit-plain  yqw29i fit-smooth
  idea    plain             smooth
  
  metrics  d3fwpw fit-plain  yqw29i fit-smooth
  rmse     0.4000            0.3400  (-0.0600, -15 %)
  
  equal in all: 1 params; --all to show
  $ cairn best --by rmse --columns name,idea,rmse
  by rmse, lowest first
  rank  name        idea      rmse
     1  fit-smooth  smooth  0.3400
     2  fit-plain   plain   0.4000
  n = 2, lowest rmse first

The same computation once more is another seed, or a start of its own; another reason to look at one run is a tag:

  $ cairn tag fit-plain hypothesis=h2 && cairn ls --where "tags.hypothesis = 'h2'" --columns name
  tagged d3fwpw (fit-plain): hypothesis=h2
  name
  fit-plain
  $ sed -i 's/    metrics:/    unique: true\n    metrics:/' cairn.yaml && cairn run -q && cairn run -q && cairn ls fit-plain --columns name | sort | uniq -c | squeeze
   3 fit-plain
   1 name
