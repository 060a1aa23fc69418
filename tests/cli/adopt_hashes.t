A hashed name of DynVision means the model that has this hash. A link that says another one is not believed, and told:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/dynvision-seed.tar.gz" && mv dynvision-seed old
  $ printf 'project: vision\nstages: {}\n' > cairn.yaml
  $ cd old/models && ln -sfn 'DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=none+pattern=1+skip=true_7000' DyRCNNx8:hash=36590d36
  $ ln -sfn DyRCNNx8:gone=1_7 DyRCNNx8:hash=95302a6d && ln -s DyRCNNx8:gone=1_7 DyRCNNx8:hash=00000000 && cd ../..
  $ cairn adopt old 2>&1 | grep -v 'not followed' | normalise
  cairn: warning: models/DyRCNNx8:hash=00000000: the link says 'DyRCNNx8:gone=1_7', which has another hash
  cairn: warning: models/DyRCNNx8:hash=36590d36: the link says 'DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=none+pattern=1+skip=true_7000', and the hash is that of 'DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=full+pattern=1+skip=true_7000'
  cairn: warning: models/DyRCNNx8:hash=95302a6d: the link says 'DyRCNNx8:gone=1_7', and the hash is that of 'DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=none+pattern=1+skip=true_7001'
  old: dynvision (by models/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=full+pattern=1+skip=true_7000)
    13 runs: 4 model, 4 test, 3 figure, 2 aggregate
    2.12 kB in 25 files, 25 of them of runs
    7 problems
  adopted; not a byte was written into it
  $ cairn path DyRCNNx8:hash=36590d36 --relative
  old/models/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=full+pattern=1+skip=true_7000/imagenette
  $ cairn path DyRCNNx8:hash=95302a6d --relative
  old/models/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=none+pattern=1+skip=true_7001/imagenette
  $ model_of() { cairn show "$1" --json | python3 -c 'import json,sys; print([l["digest"][:8] for l in json.load(sys.stdin)["run"]["links"]])'; }
  $ model_of cfl36i; cairn show fg1q5v --json | python3 -c 'import json,sys; r=json.load(sys.stdin)["run"]; print(r["digest"][:8], r["path"])'
  ['99f20db0']
  99f20db0 old/models/DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=full+pattern=1+skip=true_7000/imagenette

The hash tells it where no link and no file does:

  $ rm old/models/*hash=* && rm old/models/*/*/*.hash && cairn adopt old 2>&1 | tail -3 | normalise
    13 runs: 4 model, 4 test, 3 figure, 2 aggregate
    1.88 kB in 21 files, 21 of them of runs
  adopted again; not a byte was written into it
  $ model_of cfl36i
  ['99f20db0']

What tells a hash that is not its own is told, too. Two models of one hash are never taken for each other:

  $ mkdir -p two/models/Net:w={38433,118785,3}_1/d two/reports/e/Net:hash=ac8d8de9/d:all_trained/Loader:x=1
  $ touch two/models/Net:w=38433_1/d/trained.pt two/models/Net:w=118785_1/d/trained.pt two/reports/e/Net:hash=ac8d8de9/d:all_trained/Loader:x=1/test_outputs.csv
  $ printf ':w=3_1' > two/models/Net:w=3_1/d/hash=ac8d8de9.hash && ln -s Net:w=38433_1 two/models/Net:hash=ac8d8de9
  $ cairn adopt two 2>&1 | normalise
  cairn: warning: models/Net:hash=ac8d8de9: the hash is that of several models: 'Net:w=118785_1', 'Net:w=38433_1'
  cairn: warning: models/Net:w=118785_1/d: 'models/Net:w=118785_1/d/trained.pt' is empty
  cairn: warning: models/Net:w=38433_1/d: 'models/Net:w=38433_1/d/trained.pt' is empty
  cairn: warning: models/Net:w=3_1/d/hash=ac8d8de9.hash: the hash of this model is 'Net:hash=b313af18'
  cairn: warning: reports/e/Net:hash=ac8d8de9/d:all_trained/Loader:x=1: the tree has no weights of 'Net:hash=ac8d8de9' on d
  cairn: warning: reports/e/Net:hash=ac8d8de9/d:all_trained/Loader:x=1: 'reports/e/Net:hash=ac8d8de9/d:all_trained/Loader:x=1/test_outputs.csv' is empty
  two: dynvision (by models/Net:w=118785_1)
    4 runs: 3 model, 1 test
    6 B in 4 files, 4 of them of runs
    6 problems
  adopted; not a byte was written into it
  $ cairn ls two --where 'kind="test"' --columns id,path && model_of "$(cairn ls two --where 'kind="test"' --columns id --csv | tail -1)"
  id      path
  wfwspv  two/reports/e/Net:hash=ac8d8de9/d:all_trained/Loader:x=1
  []
