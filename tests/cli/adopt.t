Results of another program are indexed where they lie. These were written by lambda_hat:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz"
  $ snapshot lambda-hat-runs > before
  $ mkdir new && cd new
  $ printf 'project: new\nlayout: flat\nstages: {count: {cmd: "true"}}\n' > cairn.yaml
  $ cairn adopt ../lambda-hat-runs --dry-run 2>&1 | normalise
  $ test -e .cairn || echo nothing
  $ cairn adopt ../lambda-hat-runs 2>&1 | normalise
  $ cairn adopt | normalise

From then on its runs are runs like all others:

  $ cairn ls --columns kind,name,status,llc_mean,r_hat --sort kind,name
  $ cairn show run_hmc_89db9e76 | normalise | squeeze
  $ cairn best --by llc_mean --where 'kind=sampler' --columns name,llc_mean 2>&1 | head -4
  $ cairn ls --where 'sgld.step_size < 1e-5' --columns name,sgld.steps --sort name
  $ cairn path run_hmc_89db9e76 trace.nc | normalise
  $ cairn cat tgt_899d6808f6ed meta.json | head -3
  $ cairn compare run_hmc_89db9e76 run_hmc_40307dad 2>&1 | normalise | squeeze | head -20
  $ (cd ../lambda-hat-runs/runs/targets/tgt_899d6808f6ed && cd "$OLDPWD" && cairn show ../lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_vi_109125a2 --json) | python3 -c 'import json,sys; r=json.load(sys.stdin)["run"]; print(r["id"], r["origin"], [l["name"] for l in r["links"]])'

What a person says of them stays in the project:

  $ cairn tag run_hmc_89db9e76 good=yes && cairn note tgt_899d6808f6ed 'the first target'
  $ cairn ls --where 'good=yes' --columns name,good
  $ find .cairn/adopted -name '*.user.json' | wc -l
  $ cairn render 2>&1 | normalise
  $ cairn reindex | normalise
  $ cairn ls --where 'good=yes' --columns name,good

A second look finds nothing changed, and nothing was written into the tree:

  $ cairn adopt ../lambda-hat-runs | normalise
  $ (cd .. && snapshot lambda-hat-runs | diff before - && echo the same)

A run that came since is taken in; what was hashed before is not read again:

  $ cp -r ../lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76 ../lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_hmc_00000001
  $ cairn adopt ../lambda-hat-runs 2>&1 | normalise
  $ cairn ls --columns name --where 'kind=sampler' --sort name

What cannot be read is named, and the rest adopted:

  $ cd ../lambda-hat-runs/runs/targets/tgt_ec9030f732ba
  $ rm params.npz && echo '{"torn' >> _runs.jsonl && echo '{' > run_sgld_5dcdf51f/analysis.json
  $ ln -s /nowhere dangling && rm -r run_vi_cba2b33d && touch "$(printf 'odd\nname')" "$(printf 'bad\377name')"
  $ cd ../../../../new
  $ cairn adopt ../lambda-hat-runs 2>&1 | normalise
  $ cairn ls --columns name,status --where 'kind=sampler' --sort name

A tree that was moved is known again; one that is gone is told:

  $ mv ../lambda-hat-runs ../moved
  $ cairn adopt | normalise
  $ cairn cat run_hmc_89db9e76 analysis.json 2>&1 | normalise
  $ cairn adopt ../moved 2>/dev/null | normalise
  $ cairn cat run_hmc_89db9e76 analysis.json | wc -l

What is not foreign, or not known, is refused:

  $ cairn adopt . 2>&1 | normalise
  $ mkdir ../empty && cairn adopt ../empty 2>&1 | normalise
  $ cairn adopt ../nowhere 2>&1 | normalise
  $ cairn adopt ../moved/runs 2>&1 | normalise
  $ cairn adopt ../empty --layout lambda 2>&1 | normalise

It can be let go; its files stay as they are:

  $ cairn adopt --forget ../moved | normalise
  $ cairn ls
  $ ls ../moved
