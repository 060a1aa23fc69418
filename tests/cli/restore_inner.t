The runs of samplers lie in the folder of their target. Out of a group in the trash a run comes back with what lies in its
folder, as `clean` takes it:

  $ . "$TESTDIR/../support/transcript.sh"
  $ plain() { normalise | sed -E 's/[0-9]{8}-[0-9]{6}-/<stamp>-/g; s/[0-9]{4}-[0-9]{2}_/<month>_/g; s/[0-9.]+ k?B\b/<size>/g; s/[0-9]+ files/<n> files/'; }
  $ mkdir hat && cd hat && cat >cairn.yaml <<'YAML'
  > project: hat
  > layout: lambda-hat
  > stages:
  >   target:
  >     kind: target
  >     name: target
  >     params: {model: {type: map, default: {d: 1}}, data: {type: map}, training: {type: map, default: {r: 1}}, seed: {type: int, default: 1}}
  >     matrix: {data: [{columns: 4}, {columns: 8}]}
  >     cmd: "echo d > {run}/data.npz"
  >     outs: {data: data.npz}
  >   sample:
  >     kind: sampler
  >     name: "{sampler}"
  >     needs: {target: {stage: target}}
  >     params: {sampler: {type: string}, seed: {type: int, default: 1}}
  >     matrix: {sampler: [hmc, vi]}
  >     cmd: "cat {target}/data.npz > {run}/trace.nc"
  >     outs: {trace: trace.nc}
  > YAML
  $ cairn run -q -j 1 && cairn ls --columns id,name,path --sort path
  id      name    path
  y0vnyb  target  runs/targets/tgt_2b801ad7c397
  x61tta  hmc     runs/targets/tgt_2b801ad7c397/run_hmc_2dfc45c3
  gzy95n  vi      runs/targets/tgt_2b801ad7c397/run_vi_f57bea41
  a4rkni  target  runs/targets/tgt_b6866993d764
  dp2rc9  hmc     runs/targets/tgt_b6866993d764/run_hmc_3bab44d0
  lu7yqr  vi      runs/targets/tgt_b6866993d764/run_vi_8d30d7a5
  $ files() { find runs -type f ! -name _runs.jsonl | sort; }
  $ files >../before && cairn clean --where "id != ''" --yes >/dev/null
  $ cairn restore y0vnyb && cairn ls --columns id --sort path
  restored 3 runs to runs/targets/tgt_2b801ad7c397
  id
  y0vnyb
  x61tta
  gzy95n
  $ cairn trash ls | plain | squeeze
  entry what was frees expires why
  <stamp>-targets group of 3 runs runs/targets <size> <date> <time> clean --where 'id != '\'''\'''
  $ cairn verify --deep | plain
  6 runs (3 in the trash), <n> files (<size>), 1 object, 3 views: all well, in <duration>
  $ cairn restore gzy95n 2>&1
  cairn: error: 'gzy95n' is neither in the trash nor in the archive
    hint: list what is there: cairn trash ls
  [3]
  $ cairn restore lu7yqr && cairn restore a4rkni && files | diff ../before - && echo all is back
  restored lu7yqr to runs/targets/tgt_b6866993d764/run_vi_8d30d7a5
  restored 2 runs to runs/targets/tgt_b6866993d764
  all is back
  $ cairn verify --deep | plain
  6 runs, <n> files (<size>), 1 object, 5 views: all well, in <duration>

One of the inner runs first, then the rest. What stays of the entry are views that are newer in place:

  $ rm -r .cairn/trash && cairn clean --where "id != ''" --yes >/dev/null
  $ cairn restore gzy95n && cairn restore y0vnyb --replace && cairn ls --columns id --sort path
  restored gzy95n to runs/targets/tgt_2b801ad7c397/run_vi_f57bea41
  restored 2 runs to runs/targets/tgt_2b801ad7c397
  id
  y0vnyb
  x61tta
  gzy95n
  $ cairn restore "$(ls .cairn/trash)" && cairn trash ls | plain | squeeze
  restored 3 runs to runs/targets
  entry what was frees expires why
  <stamp>-targets group of 0 runs runs/targets <size> <date> <time> clean --where 'id != '\'''\'''
  $ files | diff ../before - && echo all is back; cairn verify --deep | plain
  all is back
  6 runs, <n> files (<size>), 1 object, 5 views: all well, in <duration>

A run that was made anew in its place is in the way, as ever:

  $ rm -rf .cairn/trash && cairn clean runs/targets/tgt_2b801ad7c397 --yes >/dev/null && cairn trash ls | plain | squeeze
  entry what was frees expires why
  <stamp>-tgt_2b801ad7c397 group of 3 runs runs/targets/tgt_2b801ad7c397 <size> <date> <time> clean runs/targets/tgt_2b801ad7c397
  $ cairn run -q -j 1 target && cairn restore y0vnyb 2>&1
  cairn: error: 'runs/targets/tgt_2b801ad7c397' is taken
    hint: to put what is there into the trash instead: cairn restore y0vnyb --replace; or move it away first
  [4]
  $ cairn restore y0vnyb --replace && cairn ls --columns id --sort path
  restored 3 runs to runs/targets/tgt_2b801ad7c397
  id
  y0vnyb
  x61tta
  gzy95n
  a4rkni
  dp2rc9
  lu7yqr
  $ files | diff ../before - && echo all is back; cairn verify --deep | plain
  all is back
  7 runs (1 in the trash), <n> files (<size>), 1 object, 5 views: all well, in <duration>

Out of the archive it is the same. Its older views go to the trash:

  $ rm -r .cairn/trash && cairn archive --where "id != ''" --yes >/dev/null && cairn restore y0vnyb | plain
  restored 3 runs to runs/targets/tgt_2b801ad7c397
  $ cairn ls --columns id,archived --sort path
  id      archived
  a4rkni         1
  dp2rc9         1
  lu7yqr         1
  y0vnyb         0
  x61tta         0
  gzy95n         0
  $ cairn restore lu7yqr | plain && cairn restore runs/targets | plain
  restored <id> to runs/targets/tgt_b6866993d764/run_vi_8d30d7a5
  restored 2 runs to runs/targets/tgt_b6866993d764
  $ cairn ls --columns id,archived --sort path
  id      archived
  y0vnyb         0
  x61tta         0
  gzy95n         0
  a4rkni         0
  dp2rc9         0
  lu7yqr         0
  $ files | diff ../before - && echo all is back; cairn verify --deep | plain
  all is back
  6 runs, <n> files (<size>), 1 object, 5 views: all well, in <duration>
  $ cairn trash ls | plain | squeeze
  entry what was frees expires why
  <stamp>-tgt_b6866993d764 group of 0 runs runs/archive/<month>_run_001/targets/tgt_b6866993d764 <size> <date> <time> its runs have joined those of the same group elsewhere
  <stamp>-targets group of 0 runs runs/archive/<month>_run_001/targets <size> <date> <time> its runs have joined those of the same group elsewhere
  $ find .cairn/trash -type f | plain | sort
  .cairn/trash/<stamp>-targets/entry.json
  .cairn/trash/<stamp>-targets/group/_catalog.jsonl
  .cairn/trash/<stamp>-tgt_b6866993d764/entry.json
  .cairn/trash/<stamp>-tgt_b6866993d764/group/_runs.jsonl

What is left of a group that was put away in parts is not meant by its path:

  $ cairn archive dp2rc9 --yes >/dev/null && cairn archive runs/targets --yes >/dev/null && cairn trash ls | plain | squeeze | tail -1 | sed 's/targets\.1 /targets /'
  <stamp>-targets group of 0 runs runs/targets <size> <date> <time> its runs have joined those of the same group elsewhere
  $ cairn restore runs/targets | plain
  restored 2 runs to runs/targets
  restored 3 runs to runs/targets/tgt_2b801ad7c397
  restored <id> to runs/targets/tgt_b6866993d764/run_hmc_3bab44d0
  $ cairn clean runs/targets --yes >/dev/null && cairn restore runs/targets | plain
  restored 6 runs to runs/targets
  $ files | diff ../before - && echo all is back; cairn verify --deep | plain
  all is back
  6 runs, <n> files (<size>), 1 object, 5 views: all well, in <duration>

Parts of one folder may come from two places at once, the holder first:

  $ cairn archive a4rkni dp2rc9 lu7yqr --yes >/dev/null && far=runs/archive/2026-01_x/targets/tgt_b6866993d764
  $ mkdir -p $far && mv runs/archive/*_run_001/targets/tgt_b*/run_hmc* $far
  $ cairn restore runs/targets 2>&1 | plain; cairn ls --columns id --where 'archived = 1' --sort id
  restored 2 runs to runs/targets/tgt_b6866993d764
  restored <id> to runs/targets/tgt_b6866993d764/run_hmc_3bab44d0
  no runs
  $ files | diff ../before - && echo all is back; cairn verify --deep | plain
  all is back
  6 runs, <n> files (<size>), 1 object, 5 views: all well, in <duration>
