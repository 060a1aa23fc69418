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

Of two experiments with one pattern each keeps its figures to itself, as the old names tell them:

  $ cp -a older/figures/response older/figures/noise
  $ for d in older/figures/noise/*; do mv "$d" "$(echo "$d" | sed 's/noise.response_/noise\/noise_/')"; done
  $ cairn migrate --from dynvision-flat --to dynvision older new 2>&1 | tail -1
  14 runs migrated, every byte verified; the source is as it was
  $ cd new && find figures -type f -not -path '*/.run/*' | LC_ALL=C sort
  figures/noise/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=*+pattern=1+skip=true_7000/imagenette:all_trained/responses.png
  figures/noise/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=*+pattern=1+skip=true_7001/imagenette:all_trained/responses.png
  figures/response/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=*+pattern=1+skip=true_7000/imagenette:all_trained/responses.png
  figures/response/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=*+pattern=1+skip=true_7001/imagenette:all_trained/responses.png
  $ cairn ls --where "kind IN ('figure', 'aggregate', 'test')" --columns kind,experiment,path --csv | sed 's/,\([a-z]*\)\/\([a-z]*\)\/.*/,\1\/\2/' | sort | uniq -c
        2 aggregate,response,reports/response
        2 figure,noise,figures/noise
        2 figure,response,figures/response
        1 kind,experiment,path
        4 test,migrated,reports/migrated
