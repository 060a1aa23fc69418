Which keys vary, with which values and how often; and what drifted.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir keys && cd keys
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > experiment: keys
  > stages:
  >   fit:
  >     params: {n: {type: int}, lr: 0.1, mixed: 1, fixed: [1, 2]}
  >     matrix: {n: [2, 5, 9], mixed: [1, 1.0, "1", true]}
  >     cmd: sh fit.sh {n} {mixed} {run}
  >     metrics: scores.json
  > YAML
  $ cat >fit.sh <<'SH'
  > echo "{\"rmse\": 0.$((60 - $1)), \"n\": $1, \"bad\": NaN, \"top\": Infinity}" >"$3/scores.json"
  > [ "$1" = 2 ] || cairn log tag unit "<b>g/L</b>"
  > SH
  $ cairn run -q && cairn run -q -e later fit n=2 lr=0.1 mixed=7 && sleep 0.1 && cairn run -q -e later fit n=2 lr=0.2,0.3 mixed=7 -j1

A key of mixed types shows each type with its runs; one that is a param and a metric is shown as both:

  $ cairn schema
  kind    key    type                              runs  values  which                   histogram
  param   lr     float                               15       3  0.1, 0.2, 0.3           █▁▁▁▂▁▁▂
  param   mixed  int 6, bool 3, float 3, string 3    15       5  true, 1, 1.0, …         █▁▁▁▁▁▁▅
  param   n      int                                 15       3  2, 5, 9                 █▁▁▅▁▁▁▅
  metric  n      float                               15       3  2.000, 5.000, 9.000     █▁▁▅▁▁▁▅
  metric  rmse   float                               15       3  0.5100, 0.5500, 0.5800  ▅▁▁▁▅▁▁█
  tag     unit   string                               8       1  <b>g/L</b>              -
  15 runs
  3 keys equal in all runs, --all to show
  $ on_terminal 80 cairn schema
  kind    key    type                              runs  which
  param   lr     float                               15  0.1, 0.2, 0.3
  param   mixed  int 6, bool 3, float 3, string 3    15  true, 1, 1.0, …
  param   n      int                                 15  2, 5, 9
  metric  n      float                               15  2.000, 5.000, 9.000
  metric  rmse   float                               15  0.5100, 0.5500, 0.5800
  tag     unit   string                               8  <b>g/L</b>
  15 runs
  3 keys equal in all runs, --all to show
  +2 field columns that do not fit, a pipe or a wider terminal to show
  $ on_terminal 200 cairn schema --all
  kind    key    type                              runs  values  which                   histogram
  param   fixed  list                                15       1  [1,2]                   -
  param   lr     float                               15       3  0.1, 0.2, 0.3           █▁▁▁▂▁▁▂
  param   mixed  int 6, bool 3, float 3, string 3    15       5  true, 1, 1.0, …         █▁▁▁▁▁▁▅
  param   n      int                                 15       3  2, 5, 9                 █▁▁▅▁▁▁▅
  metric  bad    NaN                                 15       1  nan                     -
  metric  n      float                               15       3  2.000, 5.000, 9.000     █▁▁▅▁▁▁▅
  metric  rmse   float                               15       3  0.5100, 0.5500, 0.5800  ▅▁▁▁▅▁▁█
  metric  top    float                               15       1  inf                     -
  tag     unit   string                               8       1  <b>g/L</b>              -
  15 runs
  $ cairn schema --counts --limit 2
  kind    key    value       type    runs
  param   lr     0.1         float     13
  param   lr     0.2         float      1
  param   lr     0.3         float      1
  param   mixed  true        bool       3
  param   mixed  1           int        3
  param   mixed  1.0         float      3
  param   mixed  7           int        3
  param   mixed  1           string     3
  metric  n      2.0         float      7
  metric  n      5.0         float      4
  metric  n      9.0         float      4
  metric  rmse   0.58        float      7
  metric  rmse   0.51        float      4
  metric  rmse   0.55        float      4
  tag     unit   <b>g/L</b>  string     8
  unit: 7 runs lack it
  15 runs
  3 keys equal in all runs, --all to show
  1 more keys, --limit N for N of each kind
  $ cairn schema --experiment later
  kind   key  type   runs  values  which          histogram
  param  lr   float     3       3  0.1, 0.2, 0.3  █▁▁▁█▁▁█
  3 runs
  7 keys equal in all runs, --all to show
  $ cairn schema --where 'lr > 0.1' --counts
  kind   key  value  type   runs
  param  lr     0.2  float     1
  param  lr     0.3  float     1
  2 runs
  7 keys equal in all runs, --all to show

Other forms:

  $ cairn schema --csv
  kind,key,type,runs,values,which,histogram
  param,lr,float,15,3,"0.1, 0.2, 0.3",█▁▁▁▂▁▁▂
  param,mixed,"int 6, bool 3, float 3, string 3",15,5,"true, 1, 1.0, …",█▁▁▁▁▁▁▅
  param,n,int,15,3,"2, 5, 9",█▁▁▅▁▁▁▅
  metric,n,float,15,3,"2.000, 5.000, 9.000",█▁▁▅▁▁▁▅
  metric,rmse,float,15,3,"0.5100, 0.5500, 0.5800",▅▁▁▁▅▁▁█
  tag,unit,string,8,1,<b>g/L</b>,
  $ cairn schema --md --limit 1
  | kind | key | type | runs | values | which | histogram |
  | --- | --- | --- | ---: | ---: | --- | --- |
  | param | lr | float | 15 | 3 | 0.1, 0.2, 0.3 | █▁▁▁▂▁▁▂ |
  | metric | n | float | 15 | 3 | 2.000, 5.000, 9.000 | █▁▁▅▁▁▁▅ |
  | tag | unit | string | 8 | 1 | &lt;b>g/L&lt;/b> | - |
  
  15 runs
  
  3 keys equal in all runs, --all to show
  
  3 more keys, --limit N for N of each kind
  $ cairn schema --json | jq -c '.runs, .constant, .keys[0]'
  15
  3
  {"kind":"param","key":"lr","runs":15,"types":{"float":15},"distinct":3,"min":0.1,"max":0.3,"top":[{"value":0.1,"runs":13},{"value":0.2,"runs":1},{"value":0.3,"runs":1}],"histogram":[13,0,0,0,1,0,0,1]}
  $ cairn schema --jsonl --all | jq -c 'select(.key == "bad")'
  {"kind":"metric","key":"bad","runs":15,"types":{"NaN":15},"distinct":1,"min":null,"max":null,"top":[{"value":"NaN","runs":15}],"histogram":[]}

What changed for good, in the order of time; values that alternate have not drifted:

  $ cairn schema --drift --experiment later | normalise
  experiment  key        from   to  when              first_run
  later       params.lr   0.1  0.2  <date> <time>  <id>
  later       params.lr   0.2  0.3  <date> <time>  <id>
  $ cairn schema --drift --experiment later --json | jq -c '.rows[0] | [.key, .from, .to]'
  ["params.lr",0.1,0.2]
  $ cairn schema --drift --experiment keys | grep mixed
  [1]

A command that was changed has drifted, too, with the time of the attempts:

  $ sed -i 's/cmd: sh fit.sh/cmd: sh -e fit.sh/' cairn.yaml
  $ cairn run -q -y -e later fit n=2 lr=0.3,0.4 mixed=7 -j1
  $ cairn schema --drift --experiment later | normalise
  experiment  key             from                               to                                    when              first_run
  later       params.lr       0.1                                0.2                                   <date> <time>  <id>
  later       params.lr       0.2                                0.3                                   <date> <time>  <id>
  later       command of fit  shell:sh fit.sh {n} {mixed} {run}  shell:sh -e fit.sh {n} {mixed} {run}  <date> <time>  <id>
  later       params.lr       0.3                                0.4                                   <date> <time>  <id>

So has code that was changed:

  $ mkdir ../code && cd ../code
  $ printf 'layout: flat\nstages:\n  s: {matrix: {i: [1, 2]}, deps: [t.sh], cmd: sh t.sh}\n' >cairn.yaml
  $ echo 'echo 1' >t.sh && cairn run -q i=1 && echo 'echo 2' >t.sh && sleep 0.01 && cairn run -q i=2
  $ cairn schema --drift --csv | grep dep | cut -d, -f2-4
  dep t.sh,c44090c3f318,03623d0eb5ad
  $ cd ../keys

A matrix whose first axis runs value by value has not drifted:

  $ mkdir ../slow && cd ../slow
  $ printf 'layout: flat\nstages:\n  s: {matrix: {w: [a, x], seed: [1, 2]}, cmd: "true"}\n' >cairn.yaml
  $ cairn run -q -j1; cairn schema --drift
  nothing drifted
  $ sleep 0.1; cairn run -q w=z -j1; cairn schema --drift --csv | cut -d, -f2-4
  key,from,to
  params.w,x,z
  $ cd ../keys

Nothing to say, and errors:

  $ cairn schema --stage none
  cairn: note: no run has the stage 'none'
  no key varies
  0 runs
  $ cairn schema --drift --stage none
  cairn: note: no run has the stage 'none'
  nothing drifted
  $ cairn schema --limit -1 2>&1
  cairn: error: --limit -1 is below 0
  [2]
  $ cairn schema nobody 2>&1
  cairn: error: there is no run 'nobody'
    hint: list them with: cairn ls
  [3]
