The curve of a metric: how it is plotted and listed, in each output mode, and what errors say.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir curves && cd curves
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > experiment: curves
  > stages:
  >   fit: {cmd: sh fit.sh, deps: [fit.sh]}
  >   rows: {cmd: "cp rows.csv {run}/log.csv", metrics: log.csv}
  >   many: {cmd: sh many.sh}
  >   quiet: {cmd: "true"}
  > YAML
  $ cat >fit.sh <<'SH'
  > for i in $(seq 0 59); do
  >   echo "{\"metric\": {\"key\": \"train.loss\", \"value\": $(((60 - i) * (60 - i))).5, \"step\": $i}}"
  > done >>"$CAIRN_EVENTS"
  > cat >>"$CAIRN_EVENTS" <<'LINES'
  > {"metric": {"key": "val.rmse", "value": 0.5, "time": "2026-11-20T13:02:11Z"}}
  > {"metric": {"key": "val.rmse", "value": NaN, "time": "2026-11-20T13:02:12Z"}}
  > {"metric": {"key": "val.rmse", "value": -Infinity, "step": 3}}
  > {"metric": {"key": "val.rmse", "value": 0.25, "child": "fold0", "step": 1}}
  > {"metric": {"key": "val.rmse", "value": 0.75, "child": "fold0", "step": 2}}
  > {"metric": {"key": "a|b,\"c\"", "value": 1}}
  > LINES
  > SH
  $ printf 'epoch,loss,acc,note\n0,1.5,,start\n1,0.75,0.5,\n2,0.5,nan,"end, really"\n' >rows.csv
  $ cairn run -q -j 1 fit rows quiet && fit=$(cairn ls --stage fit --json | jq -r '.runs[0].id')
  $ rows=$(cairn ls --stage rows --json | jq -r '.runs[0].id')

Without a key, the metrics of the run:

  $ cairn history $fit
  key         points  first_step  last_step      first   last    min        max
  train.loss      60           0         59  3600       1.500  1.500  3600
  val.rmse         3           3          3     0.5000   -inf   -inf     0.5000
  a|b,"c"          1           -          -     1.000   1.000  1.000     1.000
  1 metric of children, --children to show
  $ cairn history $fit --children --csv
  child,key,points,first_step,last_step,first,last,min,max
  ,train.loss,60,0,59,3600.5,1.5,1.5,3600.5
  ,val.rmse,3,3,3,0.5,-inf,-inf,0.5
  fold0,val.rmse,2,1,2,0.25,0.75,0.25,0.75
  ,"a|b,""c""",1,,,1.0,1.0,1.0,1.0
  $ cairn history $fit --json | jq -c '.rows[1]'
  {"key":"val.rmse","points":3,"first_step":3,"last_step":3,"first":0.5,"last":"-Infinity","min":"-Infinity","max":0.5}
  $ cairn history latest
  imu9bl logged no metric
  $ cairn history $(cairn ls --stage quiet --json | jq -r '.runs[0].id')
  imu9bl logged no metric

In a pipe, the plot and then all points; on a terminal, as many as leave the plot in sight:

  $ cairn history $fit loss --steps 55:
  train.loss: 5 points
       25.50 ⠉⠒⠢⠤⣀⡀
                  ⠈⠉⠒⠢⠤⣀
                        ⠉⠑⠒⠤⢄⣀
                              ⠉⠉⠒⠒⠤⠤⣀⡀
                                     ⠈⠉⠑⠒⠢⠤⢄⣀⡀
                                             ⠈⠉⠑⠒⠒⠤⠤⢄⣀⣀
                                                       ⠉⠉⠉⠒⠒⠢⠤⠤⣀⣀⣀⡀
       1.500                                                      ⠈⠉⠉⠉⠉⠒⠒⠒⠒⠤⠤⠤⠤⢄⣀⣀
             step 55                                                            59
        step         value
          55       25.5000
          56       16.5000
          57       9.50000
          58       4.50000
          59       1.50000
  $ on_terminal 80 cairn history $fit loss
  train.loss: 60 points
        3600 ⠑⠒⠤⣀
                 ⠉⠑⠒⠤⣀⡀
                      ⠈⠑⠒⠤⢄⡀
                           ⠈⠉⠒⠢⠤⣀⡀
                                 ⠈⠉⠒⠒⠤⢄⣀⡀
                                        ⠈⠉⠑⠒⠢⠤⢄⣀⡀
                                                ⠈⠉⠉⠒⠒⠢⠤⠤⢄⣀⣀⡀
       1.500                                               ⠈⠉⠉⠉⠒⠒⠒⠒⠢⠤⠤⠤⠤⠤⠤⣀⣀⣀⣀⣀⣀⣀⣀
             step 0                                                             59
        step         value
           0       3600.50
           5       3025.50
           6       2916.50
          11       2401.50
          12       2304.50
          17       1849.50
          18       1764.50
          23       1369.50
          24       1296.50
          29       961.500
          30       900.500
          35       625.500
          36       576.500
          41       361.500
          42       324.500
          47       169.500
          48       144.500
          53       49.5000
          54       36.5000
          59       1.50000
  train.loss: of 60 points the least and the most of 10 stretches, --every 1 for all
  $ on_terminal 40 cairn history $fit loss --points 4 | head -10 | wc -L
  40
  $ on_terminal 200 cairn history $fit loss --points 4
  train.loss: 60 points
        3600 ⠑⠒⠤⣀
                 ⠉⠑⠒⠤⣀⡀
                      ⠈⠑⠒⠤⢄⡀
                           ⠈⠉⠒⠢⠤⣀⡀
                                 ⠈⠉⠒⠒⠤⢄⣀⡀
                                        ⠈⠉⠑⠒⠢⠤⢄⣀⡀
                                                ⠈⠉⠉⠒⠒⠢⠤⠤⢄⣀⣀⡀
       1.500                                               ⠈⠉⠉⠉⠒⠒⠒⠒⠢⠤⠤⠤⠤⠤⠤⣀⣀⣀⣀⣀⣀⣀⣀
             step 0                                                             59
        step         value
           0       3600.50
          29       961.500
          30       900.500
          59       1.50000
  train.loss: of 60 points the least and the most of 2 stretches
  $ cairn history $fit loss --plot | sed -n '1p;$p'
  train.loss: 60 points
             step 0                                                             59

What is NaN or infinite is listed, and counted where it cannot be drawn. A bare name may mean val.NAME:

  $ cairn history $fit rmse
  val.rmse: 3 points
  2 NaN or infinite, not drawn
        step  time                        value
           -  2026-11-20 13:02:11      0.500000
           -  2026-11-20 13:02:12           nan
           3  -                            -inf
  $ cairn history $fit rmse,loss --children --every 30
  val.rmse: 3 points
  2 NaN or infinite, not drawn
  child  key             step  time                        value
  -      val.rmse           -  2026-11-20 13:02:11      0.500000
  val.rmse: one of 30 of 3 points
  val.rmse of fold0: 2 points
      0.7500                                                              ⣀⣀⠤⠤⠔⠒⠊⠉
                                                                 ⣀⣀⡠⠤⠔⠒⠒⠉⠉
                                                        ⢀⣀⡠⠤⠤⠒⠒⠉⠉
                                               ⢀⣀⡠⠤⠤⠒⠒⠉⠉⠁
                                      ⢀⣀⣀⠤⠤⠒⠒⠊⠉⠁
                              ⣀⣀⠤⠤⠒⠒⠊⠉⠁
                     ⣀⣀⠤⠤⠔⠒⠊⠉⠉
      0.2500 ⣀⡠⠤⠔⠒⠒⠉⠉
             step 1                                                              2
  child  key             step  time                        value
  fold0  val.rmse           1  -                        0.250000
  val.rmse of fold0: one of 30 of 2 points
  train.loss: 60 points
        3600 ⠑⠒⠤⣀
                 ⠉⠑⠒⠤⣀⡀
                      ⠈⠑⠒⠤⢄⡀
                           ⠈⠉⠒⠢⠤⣀⡀
                                 ⠈⠉⠒⠒⠤⢄⣀⡀
                                        ⠈⠉⠑⠒⠢⠤⢄⣀⡀
                                                ⠈⠉⠉⠒⠒⠢⠤⠤⢄⣀⣀⡀
       1.500                                               ⠈⠉⠉⠉⠒⠒⠒⠒⠢⠤⠤⠤⠤⠤⠤⣀⣀⣀⣀⣀⣀⣀⣀
             step 0                                                             59
  child  key               step  time                        value
  -      train.loss           0  -                         3600.50
  -      train.loss          30  -                         900.500
  train.loss: one of 30 of 60 points
  $ cairn history $fit 'a|b,"c"' 2>&1
  a|b,"c": 1 point
         value
       1.00000
  $ cairn history $fit rmse --csv --children
  child,key,step,time,value
  ,val.rmse,,2026-11-20T13:02:11.000000Z,0.5
  ,val.rmse,,2026-11-20T13:02:12.000000Z,nan
  ,val.rmse,3,,-inf
  fold0,val.rmse,1,,0.25
  fold0,val.rmse,2,,0.75
  $ cairn history $fit rmse --jsonl
  {"child":null,"key":"val.rmse","step":null,"time":"2026-11-20T13:02:11.000000Z","value":0.5}
  {"child":null,"key":"val.rmse","step":null,"time":"2026-11-20T13:02:12.000000Z","value":"NaN"}
  {"child":null,"key":"val.rmse","step":3,"time":null,"value":"-Infinity"}
  $ cairn history $fit rmse,loss --json --steps 1:3 --points 2
  {"format": 1, "run": "mw871b", "series": [
  {"child": null, "key": "val.rmse", "points": 3, "first_step": 3, "last_step": 3, "first": 0.5, "last": "-Infinity", "min": "-Infinity", "max": 0.5, "values": [
    {"step": 3, "time": null, "value": "-Infinity"}], "note": null},
  {"child": null, "key": "train.loss", "points": 60, "first_step": 0, "last_step": 59, "first": 3600.5, "last": 1.5, "min": 1.5, "max": 3600.5, "values": [
    {"step": 1, "time": null, "value": 3481.5},
    {"step": 3, "time": null, "value": 3249.5}], "note": "train.loss: of 3 points the least and the most of 1 stretch"}]}
  $ cairn history $fit rmse,train.loss --md --steps :3
  | key | step | time | value |
  | --- | ---: | --- | ---: |
  | val.rmse | 3 | - | -inf |
  | train.loss | 0 | - | 3600.50 |
  | train.loss | 1 | - | 3481.50 |
  | train.loss | 2 | - | 3364.50 |
  | train.loss | 3 | - | 3249.50 |

The curve of a child:

  $ child=$(cairn show $fit --json | jq -r '.run.children[0].id')
  $ cairn history $child rmse
  val.rmse of fold0: 2 points
      0.7500                                                              ⣀⣀⠤⠤⠔⠒⠊⠉
                                                                 ⣀⣀⡠⠤⠔⠒⠒⠉⠉
                                                        ⢀⣀⡠⠤⠤⠒⠒⠉⠉
                                               ⢀⣀⡠⠤⠤⠒⠒⠉⠉⠁
                                      ⢀⣀⣀⠤⠤⠒⠒⠊⠉⠁
                              ⣀⣀⠤⠤⠒⠒⠊⠉⠁
                     ⣀⣀⠤⠤⠔⠒⠊⠉⠉
      0.2500 ⣀⡠⠤⠔⠒⠒⠉⠉
             step 1                                                              2
  child        step         value
  fold0           1      0.250000
  fold0           2      0.750000

The rows of a CSV metrics file are points, and lie in a file of their own with them:

  $ cairn history $rows
  key   points  first_step  last_step   first    last     min     max
  loss       3           0          2  1.500   0.5000  0.5000  1.500
  acc        2           1          2  0.5000     nan  0.5000  0.5000
  $ cairn history $rows loss,acc --md
  | key | step | value |
  | --- | ---: | ---: |
  | loss | 0 | 1.50000 |
  | loss | 1 | 0.750000 |
  | loss | 2 | 0.500000 |
  | acc | 1 | 0.500000 |
  | acc | 2 | nan |
  $ ls $(cairn path $rows)/.run | normalise
  <id>.history
  <id>.json
  $ cairn show $rows --json | jq -c .run.metrics
  {"acc":"NaN","loss":0.5}

More than 10,000 points lie in such a file too; the job's own lines are gone:

  $ cat >many.sh <<'SH'
  > seq 0 10000 | sed 's/.*/{"metric": {"key": "loss", "value": &, "step": &}}/' >>"$CAIRN_EVENTS"
  > SH
  $ cairn run -q many && ls $(cairn path latest)/.run | normalise
  <id>.history
  <id>.json
  $ cairn history latest loss --every 5000
  loss: 10001 points
       10000                                                              ⣀⣀⡤⠤⠖⠒⠚⠉
                                                                 ⣀⣀⡤⠤⠴⠒⠚⠉⠉⠁
                                                        ⣀⣀⣠⠤⠴⠒⠚⠉⠉⠁
                                               ⢀⣀⣠⠤⠴⠒⠒⠋⠉⠁
                                      ⢀⣀⣠⠤⠤⠖⠒⠋⠉⠉
                             ⢀⣀⣀⡤⠤⠖⠒⠋⠉⠉
                    ⢀⣀⣀⡤⠤⠖⠒⠚⠉⠉
           0 ⣀⡤⠤⠴⠒⠚⠉⠉
             step 0                                                          10000
        step         value
           0             0
        5000       5000.00
       10000       10000.0
  loss: one of 5000 of 10001 points
  $ cairn history latest loss --steps 9999:20000 --csv
  child,key,step,time,value
  ,loss,9999,,9999.0
  ,loss,10000,,10000.0
  $ cairn history latest --json | jq -c '.rows'
  [{"key":"loss","points":10001,"first_step":0,"last_step":10000,"first":0,"last":10000,"min":0,"max":10000}]

A byte that changed is found before a point is believed:

  $ file=$(echo $(cairn path latest)/.run/*.history) && printf x | dd of=$file bs=1 seek=100 conv=notrunc status=none
  $ cairn history latest loss 2>&1 | normalise
  cairn: error: <here>/results/many-<id>/.run/<id>.history: the history does not match its SHA-256

Errors say what to type:

  $ cairn history $fit los 2>&1
  cairn: error: this run has no metric 'los'
    hint: there are: a|b,"c", train.loss, val.rmse
  [2]
  $ cairn history $fit loss --steps a:b 2>&1
  cairn: error: --steps 'a:b' is no range of steps
    hint: write FIRST:LAST, as in --steps 100:200, --steps 100: or --steps :200
  [2]
  $ cairn history $fit loss --steps 5:2 2>&1
  cairn: error: --steps 5:2 ends before it begins
  [2]
  $ cairn history $fit loss --every 0 2>&1
  cairn: error: --every 0 is below 1
  [2]
  $ cairn history $fit loss --points 1 2>&1
  cairn: error: --points 1 is below 2
    hint: a stretch shows its least and its most
  [2]
  $ cairn history $fit loss --points 5 --every 2 2>&1
  cairn: error: --every and --points exclude each other
    hint: give one of them
  [2]
  $ cairn history nobody loss 2>&1
  cairn: error: there is no run 'nobody'
    hint: list them with: cairn ls
  [3]

Several runs: one line each, drawn to one scale, the newest first. Runs without the metric are counted:

  $ cat >two.sh <<'SH'
  > for i in $(seq 0 $2); do
  >   echo "{\"metric\": {\"key\": \"loss\", \"value\": $((($2 - i) * $1)), \"step\": $i}}"
  > done >>"$CAIRN_EVENTS"
  > SH
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > experiment: curves
  > stages:
  >   two:
  >     name: "s{slope}"
  >     params: {slope: 1, last: 9}
  >     cmd: sh two.sh {slope} {last}
  >   quiet: {cmd: "true"}
  > YAML
  $ cairn run -q -j 1 two slope=1,4 last=9 && cairn run -q two slope=9 last=4
  $ cairn history --where "stage IN ('two', 'quiet')" loss
  id      name  last  min  max  curve
  23u2zd  s9       0    0   36  █▇▇▆▅▅▄▃▃▂▁
  5tedyf  s4       0    0   36  ██▇▇▇▆▆▆▆▅▅▅▄▄▄▃▃▃▃▂▂▂▁▁
  2pinh4  s1       0    0    9  ▃▃▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▁▁▁▁▁▁▁
  loss: ▁ is 0, █ is 36.00; steps 0 to 9
  1 run without loss
  $ a=$(cairn ls --where "slope = 9" --json | jq -r '.runs[0].id')
  $ b=$(cairn ls --where "slope = 4" --json | jq -r '.runs[0].id')
  $ cairn history $a $b loss
  id      name  last  min  max  curve
  23u2zd  s9       0    0   36  █▇▇▆▅▅▄▃▃▂▁
  5tedyf  s4       0    0   36  ██▇▇▇▆▆▆▆▅▅▅▄▄▄▃▃▃▃▂▂▂▁▁
  loss: ▁ is 0, █ is 36.00; steps 0 to 9
  $ on_terminal 80 cairn history $a $b loss
  id      name  last  min  max  curve
  23u2zd  s9       0    0   36  █▇▇▆▅▅▄▃▃▂▁
  5tedyf  s4       0    0   36  ██▇▇▇▆▆▆▆▅▅▅▄▄▄▃▃▃▃▂▂▂▁▁
  loss: ▁ is 0, █ is 36.00; steps 0 to 9
  $ cairn history $a $b loss --steps 3:4 --csv
  run,child,key,step,time,value
  23u2zd,,loss,3,,9.0
  23u2zd,,loss,4,,0.0
  5tedyf,,loss,3,,24.0
  5tedyf,,loss,4,,20.0
  $ cairn history --where "slope = 9" loss --steps 3:4 --jsonl
  {"run":"23u2zd","child":null,"key":"loss","step":3,"time":null,"value":9.0}
  {"run":"23u2zd","child":null,"key":"loss","step":4,"time":null,"value":0.0}
  $ cairn history $a $b loss --steps 4:4 --json
  {"format": 1, "series": [
  {"run": "23u2zd", "child": null, "key": "loss", "points": 5, "first_step": 0, "last_step": 4, "first": 36.0, "last": 0.0, "min": 0.0, "max": 36.0, "values": [
    {"step": 4, "time": null, "value": 0.0}], "note": null},
  {"run": "5tedyf", "child": null, "key": "loss", "points": 10, "first_step": 0, "last_step": 9, "first": 36.0, "last": 0.0, "min": 0.0, "max": 36.0, "values": [
    {"step": 4, "time": null, "value": 20.0}], "note": null}]}
  $ cairn history --where "slope > 1" loss --md
  | id | name | last | min | max | curve |
  | --- | --- | ---: | ---: | ---: | --- |
  | 23u2zd | s9 | 0 | 0 | 36.00 | █▇▇▆▅▅▄▃▃▂▁ |
  | 5tedyf | s4 | 0 | 0 | 36.00 | ██▇▇▇▆▆▆▆▅▅▅▄▄▄▃▃▃▃▂▂▂▁▁ |
  
  loss: ▁ is 0, █ is 36.00; steps 0 to 9
  $ cairn history results loss --limit 2
  id      name  last  min  max  curve
  23u2zd  s9       0    0   36  █▇▇▆▅▅▄▃▃▂▁
  5tedyf  s4       0    0   36  ██▇▇▇▆▆▆▆▅▅▅▄▄▄▃▃▃▃▂▂▂▁▁
  loss: ▁ is 0, █ is 36.00; steps 0 to 9
  $ cairn history results loss --csv 2>&1 >/dev/null | normalise
  cairn: error: <here>/results/many-<id>/.run/<id>.history: the history does not match its SHA-256
  $ cairn history $a $b loss --plot 2>&1
  cairn: error: --plot draws one run
    hint: leave it out: several have a line each
  [2]
  $ cairn history $a loss --limit 2 2>&1
  cairn: error: --limit is of several runs
    hint: fewer points of one: --points N or --every N
  [2]
  $ cairn history $a $b los 2>&1
  cairn: error: no run has a metric 'los'
    hint: did you mean 'loss'?
  [2]
  $ cairn history $a $b loss --every 2 2>&1
  cairn: error: --every and --points choose points, and curves have none
    hint: leave them out, or take all points with --csv, --json or --jsonl
  [2]
