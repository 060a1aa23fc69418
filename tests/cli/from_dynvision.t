The session of docs/guide/from-dynvision.md:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/dynvision-seed.tar.gz" && mv dynvision-seed old
  $ tar xzf "$TESTDIR/../data/trees/dynvision-old-flat.tar.gz" && mv dynvision-old-flat older
  $ printf 'project: vision\nstages: {}\n' > cairn.yaml
  $ cairn adopt old 2>&1 | normalise
  cairn: warning: models/DyRCNNx8:hash=36590d36: a link to '/data/dv/out/models/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=full+pattern=1+skip=true_7000', which lies outside; it was not followed
  cairn: warning: models/DyRCNNx8:hash=5b10fa67: a link to '/data/dv/out/models/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=none+pattern=1+skip=true_7000', which lies outside; it was not followed
  cairn: warning: models/DyRCNNx8:hash=95302a6d: a link to '/data/dv/out/models/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=none+pattern=1+skip=true_7001', which lies outside; it was not followed
  cairn: warning: models/DyRCNNx8:hash=e7e7dc06: a link to '/data/dv/out/models/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=full+pattern=1+skip=true_7001', which lies outside; it was not followed
  old: dynvision (by models/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=full+pattern=1+skip=true_7000)
    13 runs: 4 model, 4 test, 3 figure, 2 aggregate
    2.12 kB in 25 files, 25 of them of runs
    4 problems
  adopted; not a byte was written into it
  $ cairn ls --where 'kind="model"' --columns id,dataset,seed,rctype,status --sort id
  id      dataset     seed  rctype  status
  d22zat  imagenette  7001  none    finished
  fg1q5v  imagenette  7000  full    finished
  gbrovv  imagenette  7001  full    finished
  xtk3ud  imagenette  7000  none    finished
  $ cairn path 'DyRCNNx8:hash=36590d36' --relative
  old/models/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=full+pattern=1+skip=true_7000/imagenette
  $ cairn ls --where 'kind="test" AND rctype IS NULL AND stim=30' --columns id,experiment,dataset,dsteps --sort id
  id      experiment  dataset     dsteps
  cfl36i  response    imagenette      60
  dazdyl  response    imagenette      60
  f66hoj  response    imagenette      60
  tjh5w5  response    imagenette      60
  $ cairn show dazdyl --json | python3 -c 'import json,sys; r=json.load(sys.stdin)["run"]; print(r["path"]); print([l["name"] for l in r["links"]], r["params"])'
  old/reports/response/DyRCNNx8:hash=95302a6d/imagenette:all_trained/StimulusDuration:dsteps=60+intro=1+stim=30+idle=20
  ['model'] {'dsteps': 60, 'idle': 20, 'intro': 1, 'stim': 30}
  $ cairn adopt older 2>&1 | normalise
  older: dynvision-flat (by models/DyRCNNx8/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=full+pattern=1+skip=true_7000_imagenette_init.pt)
    12 runs: 4 model, 4 test, 2 aggregate, 2 figure
    1.43 kB in 16 files, 16 of them of runs
  adopted; not a byte was written into it
  $ cairn ls older --columns kind,seed --sort kind,seed | sort | uniq -c | squeeze
   1 aggregate 7000
   1 aggregate 7001
   1 figure 7000
   1 figure 7001
   1 kind seed
   2 model 7000
   2 model 7001
   2 test 7000
   2 test 7001
