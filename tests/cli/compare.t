Runs side by side: what differs, in each output mode, and what errors say.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir side && cd side
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > experiment: side
  > stages:
  >   fit:
  >     name: "n{n}"
  >     params: {n: {type: int}, lr: 0.1, label: "50% & <more>_{x}"}
  >     matrix: {n: [2, 5, 9]}
  >     deps: [fit.sh, data.bin]
  >     env: [SCALE]
  >     cmd: sh fit.sh {n} {run}
  >     metrics: scores.json
  >     rank: {by: rmse, direction: min}
  > YAML
  $ printf '\0\1\2' >data.bin
  $ cat >fit.sh <<'SH'
  > echo "{\"rmse\": 0.$((60 - $1)), \"bad\": NaN, \"same\": 1, \"only$1\": Infinity}" >"$2/scores.json"
  > printf 'first\nsecond %s\n' "$1" >"$2/report.txt"
  > head -c 70000 /dev/zero >"$2/large.txt"
  > SH
  $ SCALE=1 cairn run -q -j1 fit n=2 && SCALE=1 cairn run -q fit n=5 && sed -i '1i # better' fit.sh && printf '\0\3' >data.bin
  $ SCALE=2 cairn run -q -e later fit n=9 lr=0.2
  $ id() { cairn ls --json | jq -r ".runs[] | select(.name == \"$1\") | .id"; }
  $ a=$(id n2) b=$(id n5) c=$(id n9)
  $ fixed() { grep -v -e created -e duration -e cpu_time -e max_rss; }

Differences only; the first run is what the others are compared with:

  $ cairn compare $a $b | fixed
  params  qlcvq5 n2  eg8pxr n5
  n       2          5
  
  metrics  qlcvq5 n2  eg8pxr n5
  only2    inf        -
  rmse     0.5800     0.5500  (-0.0300, -5.2 %) *
  only5    -          inf
  
  fields    qlcvq5 n2         eg8pxr n5
  
  names  qlcvq5 n2  eg8pxr n5
  name   n2         n5
  
  artifacts    qlcvq5 n2  eg8pxr n5
  report.txt   2 lines    +1 -1 lines
  scores.json  1 line     +1 -1 lines
  
  * the best; in brackets: against the first run
  equal in all: 2 params, 2 metrics, 11 fields, 1 code, 1 data, 10 environment, 1 artifacts; --all to show
  $ cairn compare $b $a --all | sed -n '/^params/,/^$/p;/^metrics/,/^$/p'
  params  eg8pxr n5         qlcvq5 n2
  label   50% & <more>_{x}  50% & <more>_{x}
  lr      0.1               0.1
  n       5                 2
  
  metrics  eg8pxr n5  qlcvq5 n2
  bad      nan        nan
  only5    inf        -
  rmse     0.5500 *   0.5800  (+0.0300, +5.5 %)
  same     1.000      1.000
  only2    -          inf
  
  $ cairn compare $a $c $b --diff | sed -n '/^code/,/^$/p;/^---/,$p'
  code    qlcvq5 n2  ru5g3x n9    eg8pxr n5
  fit.sh  3 lines    +1 -0 lines  same
  
  --- qlcvq5/fit.sh
  +++ ru5g3x/fit.sh
  @@ -1,3 +1,4 @@
  +# better
   echo "{\"rmse\": 0.$((60 - $1)), \"bad\": NaN, \"same\": 1, \"only$1\": Infinity}" >"$2/scores.json"
   printf 'first\nsecond %s\n' "$1" >"$2/report.txt"
   head -c 70000 /dev/zero >"$2/large.txt"
  
  --- qlcvq5/report.txt
  +++ ru5g3x/report.txt
  @@ -1,2 +1,2 @@
   first
  -second 2
  +second 9
  
  --- qlcvq5/report.txt
  +++ eg8pxr/report.txt
  @@ -1,2 +1,2 @@
   first
  -second 2
  +second 5
  
  --- qlcvq5/scores.json
  +++ ru5g3x/scores.json
  @@ -1 +1 @@
  -{"rmse": 0.58, "bad": NaN, "same": 1, "only2": Infinity}
  +{"rmse": 0.51, "bad": NaN, "same": 1, "only9": Infinity}
  
  --- qlcvq5/scores.json
  +++ eg8pxr/scores.json
  @@ -1 +1 @@
  -{"rmse": 0.58, "bad": NaN, "same": 1, "only2": Infinity}
  +{"rmse": 0.55, "bad": NaN, "same": 1, "only5": Infinity}
  
  * the best; in brackets: against the first run
  equal in all: 1 params, 2 metrics, 10 fields, 9 environment, 1 artifacts; --all to show
  $ on_terminal 80 cairn compare $a $b $c | fixed
  params  qlcvq5 n2  eg8pxr n5  ru5g3x n9
  lr      0.1        0.1        0.2
  n       2          5          9
  
  metrics  qlcvq5 n2  eg8pxr n5                  ru5g3x n9
  only2    inf        -                          -
  rmse     0.5800     0.5500  (-0.0300, -5.2 %)  0.5100  (-0.0700, -12 %) *
  only5    -          inf                        -
  only9    -          -                          inf
  
  fields      qlcvq5 n2         eg8pxr n5         ru5g3x n9
  experiment  side              side              later
  
  names  qlcvq5 n2  eg8pxr n5  ru5g3x n9
  name   n2         n5         n9
  
  code    qlcvq5 n2  eg8pxr n5  ru5g3x n9
  fit.sh  3 lines    same       +1 -0 lines
  
  data      qlcvq5 n2     eg8pxr n5     ru5g3x n9
  data.bin  ae4b3280e56e  ae4b3280e56e  583c7dfb7b30
  
  environment  qlcvq5 n2  eg8pxr n5  ru5g3x n9
  env.SCALE    1          1          2
  
  artifacts    qlcvq5 n2  eg8pxr n5    ru5g3x n9
  report.txt   2 lines    +1 -1 lines  +1 -1 lines
  scores.json  1 line     +1 -1 lines  +1 -1 lines
  
  * the best; in brackets: against the first run
  equal in all: 1 params, 2 metrics, 10 fields, 9 environment, 1 artifacts;
    --all to show
  $ on_terminal 200 cairn compare $a $b $c | sed -n '/^metrics/,/^$/p'
  metrics  qlcvq5 n2  eg8pxr n5                  ru5g3x n9
  only2    inf        -                          -
  rmse     0.5800     0.5500  (-0.0300, -5.2 %)  0.5100  (-0.0700, -12 %) *
  only5    -          inf                        -
  only9    -          -                          inf
  

Groups and filters mean all of their runs; many runs get a row each, and --transpose turns that round:

  $ cairn compare --transpose results | sed -n '/^params/,/^$/p;/^metrics/,/^$/p'
  params
  id      name   lr  n
  ru5g3x  n9    0.2  9
  eg8pxr  n5    0.1  5
  qlcvq5  n2    0.1  2
  
  metrics
  id      name  only9    rmse  only5  only2
  ru5g3x  n9      inf  0.5100      -      -
  eg8pxr  n5        -  0.5500    inf      -
  qlcvq5  n2        -  0.5800      -    inf
  
  $ cairn compare --where 'n > 2' | sed -n 1,2p
  params  ru5g3x n9  eg8pxr n5
  lr      0.2        0.1
  $ cairn compare $a results --limit 2 | tail -1
  2 of 3 runs, --limit 3 for all

Other forms:

  $ cairn compare $a $c --csv | fixed
  section,key,qlcvq5,ru5g3x
  params,lr,0.1,0.2
  params,n,2,9
  metrics,only2,inf,
  metrics,rmse,0.58,0.51
  metrics,only9,,inf
  fields,experiment,side,later
  names,name,n2,n9
  code,fit.sh,342a7332bc4973e54b3efe49319a8c1dd058dd637ae8f15568a224039ddf6800,9d16192200226752d1522a3f0142e34c85ea61cf7d6ed3d3de2ca3d474e42323
  data,data.bin,ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc,583c7dfb7b3055d99465544032a571e10a134b1b6f769422bbb71fd7fa167a5d
  environment,env.SCALE,1,2
  artifacts,report.txt,b6669f82c31ac20476aaab245740fc81b4f6f711904512a7f67c42d590edff1d,9fcaa604f4672e889ecab45e5f53354e6acb9bc08da96804c219bca222e4d3f0
  artifacts,scores.json,3ae1b88502af483d5f8148c6e2be0489d0760fa92ca5c763e259897c4d2d4d6c,3a9a906016a3c617b3b8b4433d54fc01ce199ba641dff074673c7feb95c9de21
  $ cairn compare $a $c --md | sed -n '/^| params/,/^$/p;/^| metrics/,/^$/p'
  | params | qlcvq5 n2 | ru5g3x n9 |
  | --- | --- | --- |
  | lr | 0.1 | 0.2 |
  | n | 2 | 9 |
  
  | metrics | qlcvq5 n2 | ru5g3x n9 |
  | --- | --- | --- |
  | only2 | inf | - |
  | rmse | 0.5800 | 0.5100  (-0.0700, -12 %) \* |
  | only9 | - | inf |
  
  $ cairn compare $a $c --latex | sed -n '1,/metrics/p;$p'
  % \usepackage{booktabs}
  \begin{tabular}{lrr}
  \toprule
   & qlcvq5 n2 & ru5g3x n9 \\
  \midrule
  \multicolumn{3}{l}{\emph{params}} \\
  lr & 0.1 & 0.2 \\
  n & 2 & 9 \\
  \midrule
  \multicolumn{3}{l}{\emph{metrics}} \\
  \end{tabular}
  $ cairn compare $a $c --all --latex | grep label
  label & 50\% \& \textless{}more\textgreater{}\_\{x\} & 50\% \& \textless{}more\textgreater{}\_\{x\} \\
  $ cairn compare $a $c --jsonl | grep -e '"lr"' -e '"bad"' -e '"only9"'
  {"section":"params","key":"lr","values":{"qlcvq5":0.1,"ru5g3x":0.2}}
  {"section":"metrics","key":"only9","values":{"qlcvq5":null,"ru5g3x":"Infinity"}}
  $ cairn compare $a $c --json --diff | jq -c '.runs[0].name, .sections[1].rows[0], (.sections[] | select(.section == "code"))'
  "n2"
  {"key":"only2","values":["Infinity",null]}
  {"section":"code","rows":[{"key":"fit.sh","values":["342a7332bc4973e54b3efe49319a8c1dd058dd637ae8f15568a224039ddf6800","9d16192200226752d1522a3f0142e34c85ea61cf7d6ed3d3de2ca3d474e42323"],"shown":["3 lines","+1 -0 lines"],"diffs":[null,"--- qlcvq5/fit.sh\n+++ ru5g3x/fit.sh\n@@ -1,3 +1,4 @@\n+# better\n echo \"{\\\"rmse\\\": 0.$((60 - $1)), \\\"bad\\\": NaN, \\\"same\\\": 1, \\\"only$1\\\": Infinity}\" >\"$2/scores.json\"\n printf 'first\\nsecond %s\\n' \"$1\" >\"$2/report.txt\"\n head -c 70000 /dev/zero >\"$2/large.txt\"\n"]}],"equal":0,"notes":[]}
  $ cairn compare $a $a $a 2>&1
  cairn: error: it takes two runs to compare, and one was found
    hint: list them with: cairn ls
  [2]

A copy without .cairn lacks the texts that were kept there:

  $ cp -r . ../copy && rm -r ../copy/.cairn && (cd ../copy && cairn compare $a $c | sed -n '/^code/,/^$/p;/not kept/p' )
  code    qlcvq5 n2     ru5g3x n9
  fit.sh  342a7332bc49  9d1619220022
  
  some texts of code are not kept in this project

Errors:

  $ cairn compare 2>&1
  cairn: error: it is not said which runs to compare
    hint: name two runs or more, or a group: cairn compare pb8yky latest
  [2]
  $ cairn compare --search no-such-word 2>&1
  cairn: error: it takes two runs to compare, and none was found
    hint: list them with: cairn ls
  [2]
  $ cairn compare $a 2>&1
  cairn: error: it takes two runs to compare, and one was found
    hint: list them with: cairn ls
  [2]
  $ cairn compare $a nobody 2>&1
  cairn: error: there is no run 'nobody'
    hint: list them with: cairn ls
  [3]
  $ cairn compare $a $b --latex --csv 2>&1
  cairn: error: --csv and --latex exclude each other
    hint: give one of them
  [2]
  $ cairn compare $a $b --limit 1 2>&1
  cairn: error: --limit 1 is below 2
  [2]

The packages of two runs of one interpreter are the same list:

  $ mkdir ../python && cd ../python
  $ printf 'layout: flat\nstages:\n  s: {matrix: {i: [1, 2]}, cmd: python3 -c 1}\n' >cairn.yaml
  $ cairn run -q
  $ cairn compare --stage s --json | jq -c '.sections[] | select(.section == "packages") | .rows'
  []
  $ cairn compare --stage s --csv | grep -c '^packages'
  0
  [1]
  $ cairn compare --stage s | grep -o 'equal in all.*[0-9] packages' | sed 's/ [0-9][0-9]* / /g'
  equal in all: fields, names, environment, packages

People are shown 20 runs, which is said; files have all:

  $ mkdir ../many && cd ../many
  $ echo '{layout: flat, stages: {s: {matrix: {i: [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22]}, cmd: "true"}}}' >cairn.yaml
  $ cairn run -q
  $ cairn compare --stage s | tail -n 1
  20 of 22 runs, --limit 22 for all
  $ cairn compare --stage s --csv --only params | tr ',' '\n' | wc -l
  48
  $ cairn compare --stage s --latex --only params | grep -c '^[a-z0-9]* s &'
  22
  $ cairn compare --stage s --json | jq '.runs | length'
  22
  $ cairn compare --stage s --csv --limit 3 --only params | tr ',' '\n' | wc -l
  10

Only some sections, in that order:

  $ cairn compare --stage s --limit 2 --only fields,params --csv | cut -d, -f1,2
  section,key
  fields,created
  fields,duration
  fields,cpu_time
  params,i
  $ cairn compare --stage s --only param 2>&1
  cairn: error: there is no section 'param'
    hint: did you mean 'params'?
  [2]

A text that another run has as a number keeps its quotes:

  $ echo '{layout: flat, stages: {t: {matrix: {a: [1, "1"]}, cmd: "true"}}}' >cairn.yaml
  $ cairn run -q -j 1
  $ cairn compare --stage t --only params | grep -v '^params' | grep -c '^a .* "1"'
  1
  $ cairn compare --stage t --only params --json | jq -c '.sections[0].rows[0].values | sort'
  [1,"1"]
