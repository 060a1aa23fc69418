Runs that only a number tells apart: each keeps its own, also where it is archived or comes from another layout.

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat >lay.yaml <<'YAML'
  > layout: num
  > root: res
  > default_kind: t
  > fields: {variant: {class: int, numbered: true}}
  > kinds: {t: {path: "v{variant}"}}
  > YAML
  $ cat >cairn.yaml <<'YAML'
  > layout: lay.yaml
  > stages: {fit: {params: {lr: 1}, cmd: "echo {lr} > {run}/m", outs: {m: m}}}
  > YAML
  $ cairn run -q lr=1,2 && cat res/v1/m res/v2/m
  1
  2
  $ cairn archive --where lr=2 -y | tail -1 && cairn run -q lr=3 && cat res/v3/m
  moved to the archive; back with: cairn restore
  3
  $ cairn restore "$(cairn id fit lr=2)" && cat res/v2/m
  restored 2in68m to res/v2
  2
  $ mkdir ../flat && (echo "layout: flat"; tail -1 cairn.yaml) >../flat/cairn.yaml && cairn -C ../flat run -q lr=4,5,6
  $ cairn migrate --from flat --to num ../flat . | tail -1 && cat res/v*/m | sort && ls res
  3 runs migrated, every byte verified; the source is as it was
  1
  2
  3
  4
  5
  6
  v1
  v2
  v3
  v4
  v5
  v6
