Values of all sorts under one key, a key that is a param and a metric, NaN and infinities.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir odd && cd odd
  $ cat >cairn.yaml <<'YAML'
  > project: odd
  > layout: flat
  > stages:
  >   fit:
  >     name: "v-{i}"
  >     matrix: {i: [0, 1, 2, 3, 4, 5]}
  >     params: {v: {type: any}}
  >     cmd: sh fit.sh {i} {v}
  > YAML
  $ cat >fit.sh <<'SH'
  > set -- $1 $(sed -n "$(($1 + 1))p" scores)
  > cairn log metric score $2
  > cairn log metric v $3
  > cairn log param found $4
  > SH
  $ printf '%s\n' '1.5 9 1' 'nan 8 one' 'inf 7 true' '-inf 6 1.0' '0 5 [1,2]' '-0.0 4 null' >scores
  $ i=0; for v in 1 '"1"' 1.0 true '[1]' null; do cairn run -q fit i=$i v="$v" || echo failed; i=$((i + 1)); done

The values keep their types, and a comparison minds them:

  $ cairn ls --columns i,params.v,found --sort i
  i  v     found
  0  1     1
  1  1     one
  2  1.0   true
  3  true  1.0
  4  [1]   [1,2]
  5  -     -
  $ cairn ls --columns i,params.v --sort i --csv
  i,v
  0,1
  1,1
  2,1.0
  3,true
  4,[1]
  5,
  $ cairn ls --columns i,params.v --sort params.v,i --jsonl
  {"i":0,"v":1}
  {"i":2,"v":1.0}
  {"i":3,"v":true}
  {"i":1,"v":"1"}
  {"i":4,"v":[1]}
  {"i":5,"v":null}
  $ cairn ls --columns i --sort i --where 'params.v = 1' --csv
  i
  0
  2
  $ cairn ls --columns i --sort i --where "params.v = '1'" --csv
  i
  0
  1
  2
  $ cairn ls --columns i --sort i --where 'params.v = true' --csv
  i
  3
  $ cairn ls --columns i --sort i --where 'params.v > 0' --csv
  i
  0
  2
  $ cairn ls --columns i --sort i --where 'params.v IS NULL' --csv
  i
  5
  $ cairn schema --all --csv | grep -E '^[^,]*,(params.)?(v|found),|^(params|metrics).(v|found),' 
  param,found,"bool 1, float 1, int 1, list 1, null 1, string 1",6,6,"null, true, 1, …",
  param,v,"bool 1, float 1, int 1, list 1, null 1, string 1",6,6,"null, true, 1, …",
  metric,v,float,6,6,4.000 … 9.000,██▁██▁██
  $ cairn ls --group-by params.v --agg 'score: n' --csv
  v,score.n
  1,1
  1.0,0
  """1""",0
  [1],1
  true,0
  ,1

A name that is a param and a metric is refused where it could mean both:

  $ cairn ls --where 'v > 5'
  cairn: error: 'v' may mean metrics.v or params.v
    v > 5
    ^
    hint: type one of: metrics.v, params.v
  [2]
  $ cairn ls --sort v
  cairn: error: 'v' may mean metrics.v or params.v
    hint: type one of: metrics.v, params.v
  [2]
  $ cairn ls --columns i,v
  cairn: error: 'v' may mean metrics.v or params.v
    hint: type one of: metrics.v, params.v
  [2]
  $ cairn best --by v --csv
  rank,id,name,metrics.v,experiment,dataset,stage,seed,found,i,params.v,score
  1,uqxsjx,v-5,4.0,run_001,,fit,,,5,,-0.0
  2,lynemr,v-4,5.0,run_001,,fit,,"[1,2]",4,[1],0.0
  3,7zjk2n,v-3,6.0,run_001,,fit,,1.0,3,true,-inf
  4,yfh8r4,v-2,7.0,run_001,,fit,,true,2,1.0,inf
  5,kburud,v-1,8.0,run_001,,fit,,one,1,1,nan
  6,8ubane,v-0,9.0,run_001,,fit,,1,0,1,1.5
  $ cairn ls --where 'metrics.v > 5 AND params.v IS NOT NULL' --columns i --sort i --csv
  i
  0
  1
  2
  3

NaN and infinities are results; they are sorted, filtered and written without becoming something else:

  $ cairn ls --columns i,score --sort score --csv
  i,score
  3,-inf
  5,-0.0
  4,0.0
  0,1.5
  2,inf
  1,nan
  $ cairn ls --columns i,score --sort -score --json | python3 -c 'import json, sys; [print(r) for r in json.load(sys.stdin)["rows"]]'
  {'i': 2, 'score': 'Infinity'}
  {'i': 0, 'score': 1.5}
  {'i': 5, 'score': -0.0}
  {'i': 4, 'score': 0.0}
  {'i': 3, 'score': '-Infinity'}
  {'i': 1, 'score': 'NaN'}
  $ cairn ls --columns i --sort i --where 'score = nan' --csv
  i
  1
  $ cairn ls --columns i --sort i --where 'score = inf OR score = -inf' --csv
  i
  2
  3
  $ cairn ls --columns i --sort i --where 'NOT score < 1' --csv
  i
  0
  2
  $ cairn best --by score --csv
  rank,id,name,score,experiment,dataset,stage,seed,found,i,params.v,metrics.v
  1,lynemr,v-4,0.0,run_001,,fit,,"[1,2]",4,[1],5.0
  1,uqxsjx,v-5,-0.0,run_001,,fit,,,5,,4.0
  3,8ubane,v-0,1.5,run_001,,fit,,1,0,1,9.0
  $ cairn ls --group-by stage --agg 'score: mean,min,max,median,n' --csv
  stage,score.mean,score.min,score.max,score.median,score.n
  fit,0.5,0.0,1.5,0.0,3
  $ cairn sql "SELECT r.name, m.value FROM metrics m JOIN runs r USING (run) WHERE m.key = 'score' ORDER BY r.name" --csv
  name,value
  v-0,1.5
  v-1,
  v-2,inf
  v-3,-inf
  v-4,0.0
  v-5,0.0

A layout that is none is named with its place:

  $ mkdir ../nowhere && cd ../nowhere && printf 'project: n\nlayout: nowhere\nstages: {fit: {cmd: "true"}}\n' >cairn.yaml
  $ cairn run
  cairn: error: cairn.yaml:2:9: unknown layout 'nowhere'
    hint: there is dynvision-flat, dynvision, flat, hpo, lambda-hat-store, lambda-hat, nirs4all, projects, ssvae, timeline, dated, or the path of a layout file
  [2]

A layout file that is not there is told with the place that names it:

  $ mkdir missing-layout && cd missing-layout && printf 'layout: beans.yaml\nstages: {}\n' > cairn.yaml
  $ cairn ls 2>&1 | normalise
  cairn: error: cairn.yaml:1:9: there is no file '<here>/beans.yaml'
  $ cd ..
