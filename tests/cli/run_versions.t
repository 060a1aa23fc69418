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
  $ cairn run -q && where
  $ cairn run -q who=B > /dev/null 2>&1
  [1]
  $ cairn run -q who=C && where
  $ cairn run -q spec=bbbbbbbb && where
  $ cairn ls --csv --columns who,path,status --sort who,path
  $ cairn parse outputs/final_training/local/distilbert/spec-aaaaaaaa_exec-0abc0000/v3

A run that failed keeps its number when it is run again:

  $ sed -i 's/test {who} != B/true {who}/' cairn.yaml && cairn run -q who=B && where
  $ cairn ls --where 'who="B"' --csv --columns path,attempt

What went to the trash keeps it too, so that it can come back; several cairns at once get one each:

  $ cairn clean --where 'who="C"' -y > /dev/null && where
  $ cairn run -q who=D && where
  $ for who in E F G H; do cairn run -q -j 1 who=$who & done; wait; where
  $ cairn ls --csv --columns who,path | sort -t, -k2 | cut -d, -f1 | tail -n 4 | sort
  $ cairn run who=I variant=12 -q && where | tail -n 3
