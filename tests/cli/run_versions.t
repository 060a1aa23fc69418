The versions of run names in the shape of system 004 (its run-name version counter): final_training/…/v1, v2, … A
version is reserved when a run begins, is its own for ever, and no other run gets it, ended well or not:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat > cairn.yaml <<'YAML'
  > project: ner
  > layout: hpo
  > stages:
  >   train:
  >     kind: final_training
  >     params: {model: distilbert, spec: {}, exec: "0abc0000", who: A}
  >     matrix: {spec: [aaaaaaaa]}
  >     cmd: test {who} != B
  > YAML
  $ where() { (cd outputs/final_training/local/distilbert && ls -d */*); }

Reserve A, and again; reserve B, which fails; reserve C; another key begins with 1:

  $ cairn run -q && where
  spec-aaaaaaaa_exec-0abc0000/v1
  $ cairn run -q && where
  spec-aaaaaaaa_exec-0abc0000/v1
  $ cairn run -q who=B > /dev/null 2>&1
  [1]
  $ cairn run -q who=C && where
  spec-aaaaaaaa_exec-0abc0000/v1
  spec-aaaaaaaa_exec-0abc0000/v2
  spec-aaaaaaaa_exec-0abc0000/v3
  $ cairn run -q spec=bbbbbbbb && where
  spec-aaaaaaaa_exec-0abc0000/v1
  spec-aaaaaaaa_exec-0abc0000/v2
  spec-aaaaaaaa_exec-0abc0000/v3
  spec-bbbbbbbb_exec-0abc0000/v1
  $ cairn ls --csv --columns who,path,status --sort who,path
  who,path,status
  A,outputs/final_training/local/distilbert/spec-aaaaaaaa_exec-0abc0000/v1,finished
  A,outputs/final_training/local/distilbert/spec-bbbbbbbb_exec-0abc0000/v1,finished
  B,outputs/final_training/local/distilbert/spec-aaaaaaaa_exec-0abc0000/v2,failed
  C,outputs/final_training/local/distilbert/spec-aaaaaaaa_exec-0abc0000/v3,finished
  $ cairn parse outputs/final_training/local/distilbert/spec-aaaaaaaa_exec-0abc0000/v3
  run final_training of layout hpo
    env        local
    model      distilbert
    spec       aaaaaaaa
    exec       0abc0000
    variant    3

A run that failed keeps its number when it is run again:

  $ sed -i 's/test {who} != B/true {who}/' cairn.yaml && cairn run -q who=B && where
  spec-aaaaaaaa_exec-0abc0000/v1
  spec-aaaaaaaa_exec-0abc0000/v2
  spec-aaaaaaaa_exec-0abc0000/v3
  spec-bbbbbbbb_exec-0abc0000/v1
  $ cairn ls --where 'who="B"' --csv --columns path,attempt
  path,attempt
  outputs/final_training/local/distilbert/spec-aaaaaaaa_exec-0abc0000/v2,2

What went to the trash keeps it too, so that it can come back; several cairns at once get one each:

  $ cairn clean --where 'who="C"' -y > /dev/null && where
  spec-aaaaaaaa_exec-0abc0000/v1
  spec-aaaaaaaa_exec-0abc0000/v2
  spec-bbbbbbbb_exec-0abc0000/v1
  $ cairn run -q who=D && where
  spec-aaaaaaaa_exec-0abc0000/v1
  spec-aaaaaaaa_exec-0abc0000/v2
  spec-aaaaaaaa_exec-0abc0000/v4
  spec-bbbbbbbb_exec-0abc0000/v1
  $ for who in E F G H; do cairn run -q -j 1 who=$who & done; wait; where
  spec-aaaaaaaa_exec-0abc0000/v1
  spec-aaaaaaaa_exec-0abc0000/v2
  spec-aaaaaaaa_exec-0abc0000/v4
  spec-aaaaaaaa_exec-0abc0000/v5
  spec-aaaaaaaa_exec-0abc0000/v6
  spec-aaaaaaaa_exec-0abc0000/v7
  spec-aaaaaaaa_exec-0abc0000/v8
  spec-bbbbbbbb_exec-0abc0000/v1
  $ cairn ls --where 'status="finished"' --csv --columns who | tail -n +2 | sort -u | paste -sd' '
  A B D E F G H
