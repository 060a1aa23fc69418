A run that was made again is one run with several attempts. Each has a name, the run's with its number. The one
that counts lies in the run's folder, those that it replaced lie in the trash:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ entries() { sed -E 's/[0-9]{8}-[0-9]{6}-([a-z0-9]{6})(\.[0-9])?/<stamp>-\1/g'; }
  $ tiny_project && run_tiny dataset=corn n=2
  $ cairn tag o2a5oj team=a@1
  tagged o2a5oj (PLS2): team=a@1
  $ sed -i 's/0\.\$((40/0.$((30/' fit.sh && run_tiny dataset=corn n=2
  $ cairn show o2a5oj | sed -n '/^Attempts/,/^$/p' | normalise | squeeze
  Attempts
   attempt ended as started duration cpu memory host why it ran
   1 finished, exit 0 <date> <time> <duration> <duration> - <host> it has never run
   2 finished, exit 0 <date> <time> <duration> <duration> - <host> fit.sh: line 13 changed
  
  $ cairn show o2a5oj@1 | entries | sed '/^Provenance/,$d' | normalise
    id          <id>
    name        PLS2
    status      finished
    path        .cairn/trash/<stamp>-<id>/run
    attempt     1, in the trash; back in its place with: cairn restore <stamp>-<id> --replace
    stage       fit
    kind        pipeline
    experiment  tiny
    dataset     corn
    seed        1
    names       d27e47 (nirs4all.pipeline@1), d27e47d5 (nirs4all.pipeline@1 in full)
    created     <date> <time>
    duration    <duration>
    size        110 B
    command     sh fit.sh corn 2 <here>/results/<date>_tiny/corn/PLS2_d27e47
    log         <here>/.cairn/trash/<stamp>-<id>/run/logs/console.log
  
  Params
    n  2
  
  Metrics
    metric      value   first     min     max  points
    loss       0.2500  0.5000  0.2500  0.5000       2
    val.rmse   0.4200       -       -       -       1
    test.rmse  0.4800       -       -       -       1
  
  Tags
    team  a@1
  
  Children
    id      kind   name   val.rmse
    v2yhhy  model  fold0    0.4600
  
  Artifacts
    artifact                role     child  size  sha256
    logs/console.log        log      -      31 B  517f189ebc75
    models/v2yhhy/fold.txt  model    fold0  13 B  2232b8806690
    scores.json             metrics  -      48 B  a4255c4fbf0f
    weights.txt             weights  -      18 B  3c5126825e16
  
  Steps
    step  operator  params  started  ended
    1     snv            -  -        -
  
  Dataset corn
    samples   10
    features  3
  
  Attempts
    attempt  ended as          started           duration     cpu  memory  host  why it ran
          1  finished, exit 0  <date> <time>    <duration>  <duration>       -  <host>    it has never run
  
  $ cairn show o2a5oj@1 --json | jq -c '.run | [.attempt, .path, .trash, .tags]' | entries
  [1,".cairn/trash/<stamp>-o2a5oj/run","<stamp>-o2a5oj",{"team":"a@1"}]
  $ cairn cat o2a5oj@1 scores.json; cairn cat o2a5oj scores.json; cairn cat o2a5oj@2 scores.json
  {"val": {"rmse": 0.42}, "test": {"rmse": 0.48}}
  {"val": {"rmse": 0.32}, "test": {"rmse": 0.48}}
  {"val": {"rmse": 0.32}, "test": {"rmse": 0.48}}
  $ cairn logs o2a5oj@1
  fitting corn with 2 components
  $ cairn path o2a5oj@1 weights | entries | normalise
  <here>/.cairn/trash/<stamp>-<id>/run/weights.txt
  $ cat "$(cairn path o2a5oj@1 weights)"
  weights of corn 2

What the new attempt does differently, and why it came to be:

  $ cairn compare o2a5oj@1 o2a5oj --only params,metrics,code,artifacts --diff
  metrics   o2a5oj@1 PLS2  o2a5oj PLS2
  val.rmse  0.4200         0.3200  (-0.100, -24 %) *
  
  code    o2a5oj@1 PLS2  o2a5oj PLS2
  fit.sh  14 lines       +1 -1 lines
  
  artifacts    o2a5oj@1 PLS2  o2a5oj PLS2
  scores.json  1 line         +1 -1 lines
  
  --- o2a5oj@1/fit.sh
  +++ o2a5oj/fit.sh
  @@ -10,5 +10,5 @@
   cairn log artifact "$fold/fold.txt" --role model --child fold0
   cairn log child fold0 --metrics "{\"val\": {\"rmse\": 0.$((44 - n + ${#dataset}))}}"
   echo "weights of $dataset $n" >"$out/weights.txt"
  -echo "{\"val\": {\"rmse\": 0.$((40 - n + ${#dataset}))}, \"test\": {\"rmse\": 0.$((50 - n))}}" \
  +echo "{\"val\": {\"rmse\": 0.$((30 - n + ${#dataset}))}, \"test\": {\"rmse\": 0.$((50 - n))}}" \
     >"$out/scores.json"
  
  --- o2a5oj@1/scores.json
  +++ o2a5oj/scores.json
  @@ -1 +1 @@
  -{"val": {"rmse": 0.42}, "test": {"rmse": 0.48}}
  +{"val": {"rmse": 0.32}, "test": {"rmse": 0.48}}
  
  * the best; in brackets: against the first run
  equal in all: 1 params, 2 metrics, 2 artifacts; --all to show
  $ cairn compare o2a5oj@1 o2a5oj@2 --only metrics --jsonl
  {"section":"metrics","key":"val.rmse","values":{"o2a5oj@1":0.42,"o2a5oj@2":0.32}}
  $ cairn compare o2a5oj@1 o2a5oj --where 'n > 1'
  cairn: error: 'o2a5oj@1' is an attempt, and a run is meant here
    hint: the run with all its attempts is o2a5oj; show, compare, explain, cat, logs and path read attempts
  [2]
  $ cairn explain o2a5oj@1 o2a5oj@2
  leaf         o2a5oj@1                                                          o2a5oj@2
  deps.fit.sh  a9bd4c96b4a5772b95cfecc11d07848433b88567a831287d087657f00f4828f6  5ba0505885a4d297749eedaab867bc94b88befc51f2ee2a9c4c2f77bcd1aa259
  $ cairn explain o2a5oj@1 | tail -n 8
    command = "shell:sh fit.sh {dataset} {n} {run}"
    params.n = 2
    params.seed = 1
    params.dataset = "corn"
    deps.fit.sh = "a9bd4c96b4a5772b95cfecc11d07848433b88567a831287d087657f00f4828f6"
    deps.data/corn = "1ec4cc4f94aa3d0f2b00bef09e51a40f236bbd8dea4bb3a71dd6efaef71f306e"
    inputs = {}
    env = {}

All that names a run names its attempts: an alias, a name, the folder, `latest`, a child:

  $ cairn alias o2a5oj champion
  o2a5oj (PLS2) is now 'champion'
  $ for name in champion @champion PLS2 results/*/corn/PLS2_d27e47 latest; do cairn path "$name@1" --relative; done | sort -u | entries
  .cairn/trash/<stamp>-o2a5oj/run
  $ cairn show v2yhhy@1 | sed -n '1,/^$/p' | entries
    id        v2yhhy
    name      fold0
    kind      model
    child of  o2a5oj PLS2
    path      .cairn/trash/<stamp>-o2a5oj/run/models/v2yhhy
    size      13 B
  

An attempt that was cut off has no record, and tells what it logged; while the run has no record, its open attempt
tells of those before it:

  $ CAIRN_FAIL=record_write:1:kill sh -c 'cairn run -q --force dataset=corn n=2; exit 3' >/dev/null 2>&1
  [3]
  $ cairn show o2a5oj@2 --json | jq -c '.run | [.attempt, .status, .metrics["val.rmse"]]'
  [2,"finished",0.32]
  $ run_tiny --force dataset=corn n=2
  $ cairn show o2a5oj@3 --json | jq -c '.run | [.attempt, .status, .metrics]'
  [3,"lost",{"loss":0.25}]
  $ cairn logs o2a5oj@3
  fitting corn with 2 components
  $ cairn cat o2a5oj@3 scores.json
  cairn: error: run o2a5oj has no record: it is lost
    hint: see: cairn ls
  [3]

Of what was purged, the records of later attempts tell; its files are gone, and that is said:

  $ rm -r .cairn/trash
  $ cairn show o2a5oj@1 | normalise
    id           <id>
    name         PLS2
    attempt      1, of which only this is left
    status       finished, exit 0
    started      <date> <time>
    duration     <duration>
    cpu          <duration>
    host         <host>
    why it ran   it has never run
    fingerprint  367090083056
  $ cairn show o2a5oj@1 --json | jq -c '.run | [.attempt, .status, .path, .attempts[0].reason]'
  [1,"finished",null,"it has never run"]
  $ cairn cat o2a5oj@1 scores.json
  cairn: error: the files of attempt 1 of run o2a5oj are gone: they have left the trash
    hint: what its run's record tells of it: cairn show o2a5oj@1
  [3]
  $ cairn compare o2a5oj@1 o2a5oj
  cairn: error: the files of attempt 1 of run o2a5oj are gone: they have left the trash
    hint: what its run's record tells of it: cairn show o2a5oj@1
  [3]
  $ run_tiny --force dataset=corn n=2
  $ cairn show o2a5oj@7 2>&1 | entries | normalise
  cairn: error: run <id> has no attempt 7, but:
    <id>@1  only told of in the record
    <id>@2  only told of in the record
    <id>@3  only told of in the record
    <id>@4  in the trash, <stamp>-<id>
    <id>@5  results/<date>_tiny/corn/PLS2_d27e47

An attempt is only read: tags, pins and what is cleaned or handed out are of the run.

  $ cairn tag o2a5oj@1 old
  cairn: error: 'o2a5oj@1' is an attempt, and a run is meant here
    hint: the run with all its attempts is o2a5oj; show, compare, explain, cat, logs and path read attempts
  [2]
  $ for verb in pin clean 'export -o ../one.zip' ls 'run --check' history 'note -m x'; do cairn $verb o2a5oj@1 2>&1 | head -n 1; done
  cairn: error: 'o2a5oj@1' is an attempt, and a run is meant here
  cairn: error: 'o2a5oj@1' is an attempt, and a run is meant here
  cairn: error: 'o2a5oj@1' is an attempt, and a run is meant here
  cairn: error: 'o2a5oj@1' is an attempt, and a run is meant here
  cairn: error: 'o2a5oj@1' is an attempt, and a run is meant here
  cairn: error: 'o2a5oj@1' is an attempt, and a run is meant here
  cairn: error: 'o2a5oj@1' is an attempt, and a run is meant here
  $ cairn show nothing@1
  cairn: error: there is no run 'nothing'
    hint: list them with: cairn ls
  [3]
  $ cairn show @nobody@1
  cairn: error: there is no alias 'nobody'
    hint: list them with: cairn alias
  [3]
  $ cairn show o2a5oj@x
  cairn: error: there is no run 'o2a5oj@x'
    hint: did you mean 'o2a5oj'?
  [3]

Counting goes on behind what is in the trash, also after one of them was brought back:

  $ cairn restore o2a5oj --replace >/dev/null && run_tiny --force dataset=corn n=2
  $ cairn cat o2a5oj@4 scores.json
  {"val": {"rmse": 0.32}, "test": {"rmse": 0.48}}
  $ cairn show o2a5oj@5 --json | jq .run.attempt; cairn show o2a5oj --json | jq .run.attempt
  5
  5

A trash that was away meanwhile can bring a number twice. The one that the run's history tells of is meant, and where
it tells of none, cairn asks:

  $ cairn restore o2a5oj@4 --replace >/dev/null && mv .cairn/trash ../away
  $ run_tiny --force dataset=corn n=2
  $ for entry in ../away/*; do mv $entry .cairn/trash/${entry##*/}.9; done
  $ cairn show o2a5oj@5 --json | jq -r '.run.path' | normalise
  results/<date>_tiny/corn/PLS2_d27e47
  $ cairn restore o2a5oj@4 --replace >/dev/null
  $ cairn show o2a5oj@5 2>&1 | sed 's/trash, .*/trash, <entry>/'
  cairn: error: run o2a5oj had an attempt 5 more than once:
    o2a5oj@5  in the trash, <entry>
    o2a5oj@5  in the trash, <entry>
    o2a5oj@5  in the trash, <entry>
    hint: bring one of them back with: cairn restore ENTRY

A run may be called like an attempt, and is meant then:

  $ sed -i 's/name: "PLS{n}"/name: "PLS2@{n}"/' cairn.yaml && run_tiny dataset=wheat
  $ cairn show PLS2@5 | head -n 2
    id          nuxjie
    name        PLS2@5
  $ cairn show PLS2@5@1 | head -n 2
    id          nuxjie
    name        PLS2@5
  $ cairn tag PLS2@5 good && cairn ls PLS2@5 --columns name,tags.good --csv
  tagged nuxjie (PLS2@5): good
  name,good
  PLS2@5,true
  $ cairn path PLS2@5 --relative | normalise
  results/<date>_tiny/wheat/PLS2_5_28ef02

What was put away before it was made again is read from the archive:

  $ cairn archive PLS2@5 --yes >/dev/null && run_tiny --force dataset=wheat n=5
  $ cairn path PLS2@5@1 --relative | normalise | sed "s,archive/[0-9]*-[0-9]*_,archive/<month>_,"; cairn path PLS2@5@2 --relative | normalise
  results/archive/<month>_tiny/<date>_tiny/wheat/PLS2_5_28ef02
  results/<date>_tiny/wheat/PLS2_5_28ef02
  $ cairn cat PLS2@5@1 scores.json
  {"val": {"rmse": 0.30}, "test": {"rmse": 0.45}}
