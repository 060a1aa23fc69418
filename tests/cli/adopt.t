Results of another program are indexed where they lie. These were written by lambda_hat:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz"
  $ snapshot lambda-hat-runs > before
  $ mkdir new && cd new
  $ printf 'project: new\nlayout: flat\nstages: {count: {cmd: "true"}}\n' > cairn.yaml
  $ cairn adopt ../lambda-hat-runs --dry-run 2>&1 | normalise
  <tmp>/adopt.t/lambda-hat-runs: lambda-hat (by runs/targets/tgt_899d6808f6ed/meta.json)
    8 runs: 6 sampler, 2 target
    12.9 kB in 27 files, 26 of them of runs
  nothing was written (--dry-run)
  $ test -e .cairn || echo nothing
  nothing
  $ cairn adopt ../lambda-hat-runs 2>&1 | normalise
  <tmp>/adopt.t/lambda-hat-runs: lambda-hat (by runs/targets/tgt_899d6808f6ed/meta.json)
    8 runs: 6 sampler, 2 target
    12.9 kB in 27 files, 26 of them of runs
  adopted; not a byte was written into it
  $ cairn adopt | normalise
  <id>  lambda-hat  8 runs  <tmp>/adopt.t/lambda-hat-runs

From then on its runs are runs like all others:

  $ cairn ls --columns kind,name,status,llc_mean,r_hat --sort kind,name
  kind     name               status    llc_mean  r_hat
  sampler  run_hmc_40307dad   finished     3.500  1.010
  sampler  run_hmc_89db9e76   finished     4.500  1.010
  sampler  run_sgld_5dcdf51f  finished     3.643    nan
  sampler  run_sgld_bf9ea435  finished     4.643    nan
  sampler  run_vi_109125a2    finished     4.786  1.010
  sampler  run_vi_cba2b33d    finished     3.786  1.010
  target   tgt_899d6808f6ed   finished         -      -
  target   tgt_ec9030f732ba   finished         -      -
  $ cairn show run_hmc_89db9e76 | normalise | squeeze
   id q4360j
   name run_hmc_89db9e76
   status finished
   path <tmp>/adopt.t/lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76
   kind sampler
   names run_hmc_89db9e76 (lambda-hat), 89db9e76 (lambda_hat.run@1)
   created <date> <time>
   duration <duration>
   size 340 B
  
  Params
   chains 4
   hmc.adapt_step_size true
   hmc.draws 1000
   hmc.dtype float64
   hmc.num_integration_steps 10
   hmc.step_size 0.01
   hmc.target_acceptance 0.8
   hmc.warmup 200
   name hmc
  
  Metrics
   metric value
   efficiency_work 2.500
   elapsed_time 12.50
   ess 90.00
   ess_bulk 100.0
   ess_tail 90.00
   llc_mean 4.500
   llc_sem 0.02000
   llc_std 0.2000
   r_hat 1.010
   total_fge 1000
   wnv 0.4000
  
  Tags
   code_sha deadbeef
   sampler hmc
   x64 true
  
  Inputs and links
   link name run version
   input target yz2co8 -
  
  Artifacts
   artifact role child size sha256
   trace.nc trace - 74 B f2ec93154723
   analysis.json metadata - 218 B ebe64d38095e
   diagnostics/trace.png chart - 48 B 5227e7ff3467
  
  Attempts
   attempt ended as started duration cpu memory host why it ran
   1 finished <date> <time> <duration> - -
  $ cairn best --by llc_mean --where 'kind="sampler"' 2>&1 | head -4
  by llc_mean, lowest first (--max for the highest)
  rank  id      name               llc_mean  hmc.adapt_step_size  hmc.draws  hmc.dtype  hmc.num_integration_steps  hmc.step_size  hmc.target_acceptance  hmc.warmup  params.name  sgld.batch_size  sgld.beta1  sgld.beta2  sgld.bias_correction  sgld.dtype  sgld.eps  sgld.eval_every  sgld.precond  sgld.step_size  sgld.steps  sgld.warmup  vi.M  vi.algo  vi.alpha_temperature  vi.batch_size  vi.clip_global_norm  vi.d_latent  vi.dtype  vi.entropy_bonus  vi.eval_every  vi.eval_samples  vi.flow_depth  vi.flow_hidden  vi.flow_type  vi.gamma  vi.lr  vi.lr_warmup_frac  vi.r  vi.sigma_perp  vi.steps  vi.tensorboard  vi.use_whitening  vi.whitening_decay  vi.whitening_mode  ess_bulk  r_hat  total_fge
     1  9s1vmr  run_hmc_40307dad      3.500  true                      1000  float64                           10           0.01                    0.8         200  hmc                        -           -           -  -                     -                  -                -  -                          -           -            -     -  -                           -              -                    -            -  -                        -              -                -              -  -               -                    -      -                  -     -              -         -  -               -                                  -  -                       100  1.010       1000
     2  itw1w3  run_sgld_5dcdf51f     3.643  -                            -  -                                  -              -                      -           -  sgld                     256         0.9       0.999  true                  float32        1e-08               50  none                   1e-06      781250        50000     -  -                           -              -                    -            -  -                        -              -                -              -  -               -                    -      -                  -     -              -         -  -               -                                  -  -                       101    nan       2000
  $ cairn ls --where 'sgld.step_size < 1e-5' --columns name,sgld.steps --sort name
  name               sgld.steps
  run_sgld_5dcdf51f      781250
  run_sgld_bf9ea435      781250
  $ cairn ls ../lambda-hat-runs/runs/targets/tgt_899d6808f6ed --columns name --sort name
  name
  run_hmc_89db9e76
  run_sgld_bf9ea435
  run_vi_109125a2
  tgt_899d6808f6ed
  $ cairn path run_hmc_89db9e76 trace.nc | normalise
  <tmp>/adopt.t/lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76/trace.nc
  $ cairn cat tgt_899d6808f6ed meta.json | head -3
  {
    "code_sha": "deadbeef",
    "created_at": 1763300001.25,
  $ cairn compare run_hmc_89db9e76 run_hmc_40307dad 2>&1 | normalise | squeeze | head -20
  metrics q4360j run_hmc_89db9e76 9s1vmr run_hmc_40307dad
  llc_mean 4.500 3.500 (-1.00, -22 %)
  
  fields q4360j run_hmc_89db9e76 9s1vmr run_hmc_40307dad
  created <date> <time> <date> <time>
  
  names q4360j run_hmc_89db9e76 9s1vmr run_hmc_40307dad
  name run_hmc_89db9e76 run_hmc_40307dad
  lambda-hat run_hmc_89db9e76 run_hmc_40307dad
  lambda_hat.run@1 89db9e76 40307dad
  
  data q4360j run_hmc_89db9e76 9s1vmr run_hmc_40307dad
  input target 4d6776c2d6b4 e77eeef06be1
  
  artifacts q4360j run_hmc_89db9e76 9s1vmr run_hmc_40307dad
  analysis.json 13 lines +1 -1 lines
  diagnostics/trace.png 5227e7ff3467 93497ee4808a
  trace.nc f2ec93154723 2994310e3220
  
  equal in all: 9 params, 10 metrics, 13 fields, 3 tags, 3 environment; --all to show
  $ (cd ../lambda-hat-runs/runs/targets/tgt_899d6808f6ed && cd "$OLDPWD" && cairn show ../lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_vi_109125a2 --json) | python3 -c 'import json,sys; r=json.load(sys.stdin)["run"]; print(r["id"], r["origin"]["scheme"], r["origin"]["id"], [l["name"] for l in r["links"]])'
  prz4kd lambda-hat run_vi_109125a2 ['target']

What a person says of them stays in the project:

  $ cairn tag run_hmc_89db9e76 good=yes && cairn note tgt_899d6808f6ed 'the first target'
  tagged q4360j (run_hmc_89db9e76): good=yes
  noted on yz2co8 (tgt_899d6808f6ed)
  $ cairn ls --where 'good="yes"' --columns name,good
  name              good
  run_hmc_89db9e76  yes
  $ find .cairn/adopted -name '*.user.json' | wc -l
  2
  $ cairn render 2>&1 | normalise
  0 written, 0 unchanged, in <duration>
  $ cairn reindex | normalise
  8 runs, 0 copies, 0 problems, in <duration>
  $ cairn ls --where 'good="yes"' --columns name,good
  name              good
  run_hmc_89db9e76  yes

A second look finds nothing changed, and nothing was written into the tree:

  $ cairn adopt ../lambda-hat-runs | normalise
  <tmp>/adopt.t/lambda-hat-runs: nothing changed; 8 runs, 12.9 kB in 27 files
  $ (cd .. && snapshot lambda-hat-runs | diff before - && echo the same)
  the same

A run that came since is taken in; what was hashed before is not read again:

  $ cp -r ../lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76 ../lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_hmc_00000001
  $ cairn adopt ../lambda-hat-runs 2>&1 | normalise
  cairn: warning: runs/targets/tgt_899d6808f6ed/run_hmc_00000001: no line in _runs.jsonl of its target tells its parameters
  <tmp>/adopt.t/lambda-hat-runs: lambda-hat (by runs/targets/tgt_899d6808f6ed/meta.json)
    9 runs: 7 sampler, 2 target
    13.2 kB in 30 files, 29 of them of runs
    1 problem
  adopted again; not a byte was written into it
  $ cairn ls --columns name --where 'kind="sampler"' --sort name
  name
  run_hmc_00000001
  run_hmc_40307dad
  run_hmc_89db9e76
  run_sgld_5dcdf51f
  run_sgld_bf9ea435
  run_vi_109125a2
  run_vi_cba2b33d

So is a file that was written in place and got its old time back; one that was only touched is as it was:

  $ trace=../lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_hmc_00000001/trace.nc
  $ chmod u+x $trace && cairn adopt ../lambda-hat-runs 2>&1 | normalise
  <tmp>/adopt.t/lambda-hat-runs: nothing changed; 9 runs, 13.2 kB in 30 files
  $ touch -r $trace time && printf X | dd of=$trace conv=notrunc status=none && touch -r time $trace && rm time
  $ cairn adopt ../lambda-hat-runs 2>/dev/null | tail -1
  adopted again; not a byte was written into it
  $ cairn show run_hmc_00000001 --json | grep -c $(sha256sum < $trace | cut -c -64)
  1

So is a folder that is empty: to some programs that is a run that has just begun.

  $ tar xzf "$TESTDIR/../data/trees/ssvae-results.tar.gz" && cairn adopt ssvae-results >/dev/null 2>&1
  $ mkdir ssvae-results/results/begun__mix10__20251113_101112 && cairn adopt ssvae-results 2>&1 | tail -1
  adopted again; not a byte was written into it
  $ cairn ls begun --columns name,status
  name   status
  begun  pending
  $ cairn adopt ssvae-results | normalise
  ssvae-results: nothing changed; 9 runs, 26.7 kB in 71 files
  $ rmdir ssvae-results/results/begun__* && cairn adopt ssvae-results 2>&1 | tail -1
  adopted again; not a byte was written into it
  $ cairn adopt --forget ssvae-results >/dev/null

So is a database, of which only its reader knows the bytes. One that was only read, by cairn or by others, is as it
was, and it is known again in another place:

  $ tar xzf "$TESTDIR/../data/trees/nirs4all-sqlite-store.tar.gz" && mv nirs4all-sqlite-store sq
  $ cairn adopt sq >/dev/null 2>&1; cairn adopt sq | normalise
  sq: nothing changed; 7 runs, 210 kB in 11 files
  $ store() { python3 -c 'import os, sqlite3, sys
  > was = os.stat("sq/workspace/store.sqlite"); store = sqlite3.connect("sq/workspace/store.sqlite")
  > store.execute(sys.argv[1]).fetchone(); store.commit(); store.close()
  > if "UPDATE" in sys.argv[1]: os.utime("sq/workspace/store.sqlite", ns=(was.st_atime_ns, was.st_mtime_ns))' "$1"; }
  $ store "SELECT count(*) FROM runs" && cairn adopt sq | normalise
  sq: nothing changed; 7 runs, 210 kB in 11 files
  $ store "UPDATE runs SET status = 'failed' WHERE status = 'completed'" && cairn adopt sq 2>&1 | tail -1
  adopted again; not a byte was written into it
  $ cp -a sq sq2 && rm -r sq && cairn adopt sq2 2>/dev/null | grep moved
    moved from sq
  $ cairn adopt --forget sq2 >/dev/null && rm -r sq2

What cannot be read is named, and the rest adopted:

  $ cd ../lambda-hat-runs/runs/targets/tgt_ec9030f732ba
  $ rm params.npz && echo '{"torn' >> _runs.jsonl && echo '{' > run_sgld_5dcdf51f/analysis.json
  $ ln -s /nowhere dangling && rm -r run_vi_cba2b33d && touch "$(printf 'odd\nname')" "$(printf 'bad\377name')"
  $ cd ../../../../new
  $ cairn adopt ../lambda-hat-runs 2>&1 | normalise
  cairn: warning: runs/targets/tgt_ec9030f732ba/_runs.jsonl:4:1:7: not JSON: while parsing object key - invalid string: missing closing quote; expected string literal
  cairn: warning: runs/targets/tgt_ec9030f732ba/_runs.jsonl: it names 'run_vi_cba2b33d', which is gone
  cairn: warning: runs/targets/tgt_ec9030f732ba/run_sgld_5dcdf51f/analysis.json:2:1: not JSON: while parsing object key - unexpected end of input; expected string literal
  cairn: warning: runs/targets/tgt_899d6808f6ed/run_hmc_00000001: no line in _runs.jsonl of its target tells its parameters
  cairn: warning: runs/targets/tgt_ec9030f732ba: 'runs/targets/tgt_ec9030f732ba/params.npz' is missing
  cairn: warning: runs/targets/tgt_ec9030f732ba: 'runs/targets/tgt_ec9030f732ba/bad\xffname': its name is no UTF-8, so it is left out
  cairn: warning: runs/targets/tgt_ec9030f732ba/dangling: a link to '/nowhere', which lies outside; it was not followed
  <tmp>/adopt.t/lambda-hat-runs: lambda-hat (by runs/targets/tgt_899d6808f6ed/meta.json)
    8 runs: 6 sampler, 2 target
    11.7 kB in 28 files, 26 of them of runs
    7 problems
  adopted again; not a byte was written into it
  $ cairn ls --columns name,status --where 'kind="sampler"' --sort name
  name               status
  run_hmc_00000001   finished
  run_hmc_40307dad   finished
  run_hmc_89db9e76   finished
  run_sgld_5dcdf51f  finished
  run_sgld_bf9ea435  finished
  run_vi_109125a2    finished

A tree that was moved is known again; one that is gone is told:

  $ mv ../lambda-hat-runs ../moved
  $ cairn adopt | normalise
  <id>  lambda-hat  8 runs  <tmp>/adopt.t/lambda-hat-runs  (its folder is gone)
  $ cairn cat run_hmc_89db9e76 analysis.json 2>&1 | normalise
  cairn: error: 'analysis.json' is gone from the adopted folder '<tmp>/adopt.t/lambda-hat-runs'
    hint: where the folder was moved, adopt it there: cairn adopt DIR
  $ cairn adopt ../moved 2>/dev/null | normalise
  <tmp>/adopt.t/moved: lambda-hat (by runs/targets/tgt_899d6808f6ed/meta.json)
    moved from <tmp>/adopt.t/lambda-hat-runs
    8 runs: 6 sampler, 2 target
    11.7 kB in 28 files, 26 of them of runs
    7 problems
  adopted again; not a byte was written into it
  $ cairn cat run_hmc_89db9e76 analysis.json | wc -l
  12

What is not foreign, or not known, is refused:

  $ cairn adopt . 2>&1 | normalise
  cairn: error: the project itself lies in '<here>'
    hint: name the folder of the other program's results
  $ mkdir ../empty && cairn adopt ../empty 2>&1 | normalise
  cairn: error: no reader recognises what is in '<tmp>/adopt.t/empty'
    hint: name the folder that the program writes, or its kind with --layout: dynvision, dynvision-flat, lambda-hat, lambda-hat-store, ssvae, nirs4all-v5, nirs4all-0.4.1, nirs4all-sqlite, resume-ner, mlflow
  $ cairn adopt ../nowhere 2>&1 | normalise
  cairn: error: there is no folder '<tmp>/adopt.t/nowhere'
  $ cairn adopt ../moved/runs 2>&1 | normalise
  cairn: error: '<tmp>/adopt.t/moved/runs' and the adopted folder '<tmp>/adopt.t/moved' lie in each other
    hint: forget that one first: cairn adopt --forget <tmp>/adopt.t/moved
  $ cairn adopt ../empty --layout lambda 2>&1 | normalise
  cairn: error: there is no reader 'lambda'
    hint: the readers: dynvision, dynvision-flat, lambda-hat, lambda-hat-store, ssvae, nirs4all-v5, nirs4all-0.4.1, nirs4all-sqlite, resume-ner, mlflow

It can be let go; its files stay as they are:

  $ cairn adopt --forget
  cairn: error: which folder?
    hint: cairn adopt --forget DIR; what is adopted: cairn adopt
  [2]
  $ cairn adopt --dry-run
  cairn: error: which folder?
    hint: name the folder that the other program wrote: cairn adopt DIR
  [2]
  $ cairn adopt --forget ""
  cairn: error: which folder?
    hint: cairn adopt --forget DIR; what is adopted: cairn adopt
  [2]
  $ cairn adopt --forget ../moved | normalise
  <tmp>/adopt.t/moved is not adopted any more; its files are as they were
  $ cairn ls
  no runs
  $ ls ../moved
  runs
