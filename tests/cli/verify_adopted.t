Results that another program made are compared with what was found when they were adopted:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/lambda-hat-runs.tar.gz"
  $ mkdir new && cd new
  $ printf 'project: new\nlayout: flat\nstages: {count: {cmd: "true"}}\n' > cairn.yaml
  $ cairn adopt ../lambda-hat-runs >/dev/null 2>&1
  $ cairn verify --deep | normalise
  8 runs, 26 files (11.9 kB), 0 objects, 0 views: all well, in <duration>
  $ cairn doctor | grep adopted
  fine     adopted trees  1 tree with 26 files, all in place

A byte that differs, a file that is cut; nothing is repaired, since it is not ours:

  $ tree=../lambda-hat-runs/runs/targets/tgt_899d6808f6ed
  $ ls $tree | head -3
  _runs.jsonl
  data.npz
  meta.json
  $ printf x | dd of=$tree/meta.json bs=1 seek=3 conv=notrunc status=none
  $ first=$(find $tree -name '*.json' -path '*run_*' | sort | head -1); truncate -s 10 "$first"
  $ cairn verify | sed 's/ in [0-9.]* [a-z]*s/ in <time>/' | normalise
  size: <tmp>/verify_adopted.t/lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76/analysis.json: it has 10 bytes, recorded are 218
      if it was changed on purpose: cairn adopt <tmp>/verify_adopted.t/lambda-hat-runs
  8 runs, 26 files (11.9 kB), 0 objects, 0 views: 1 damage, in <time>; bytes were not read (--deep reads them)
  $ cairn verify --deep --repair >said; echo $?; normalise <said
  1
  bytes: <tmp>/verify_adopted.t/lambda-hat-runs/runs/targets/tgt_899d6808f6ed/meta.json: it holds other bytes than were recorded
      if it was changed on purpose: cairn adopt <tmp>/verify_adopted.t/lambda-hat-runs
  size: <tmp>/verify_adopted.t/lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76/analysis.json: it has 10 bytes, recorded are 218
      if it was changed on purpose: cairn adopt <tmp>/verify_adopted.t/lambda-hat-runs
  8 runs, 26 files (11.9 kB), 0 objects, 0 views: 2 damages, in <duration>
  $ cairn doctor | grep -A1 adopted | normalise
  problem  adopted trees  1 thing is not as recorded: <tmp>/verify_adopted.t/lambda-hat-runs/runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76/analysis.json: it has 10 bytes, recorded are 218
                          cairn verify

Adopting again takes in what it is now:

  $ cairn adopt ../lambda-hat-runs 2>&1 | tail -1 | normalise
  adopted again; not a byte was written into it
  $ cairn verify --deep | tail -1 | normalise
  8 runs, 26 files (11.7 kB), 0 objects, 0 views: all well, in <duration>

The file of the tree, and a tree that is not there:

  $ cp .cairn/adopted/*.json ../kept
  $ sed -i 's/"finished"/"finishes"/' .cairn/adopted/*.json
  $ cairn verify | normalise
  record: .cairn/adopted/<id>.json: it does not match its own SHA-256
      adopt the folder again: cairn adopt DIR
  0 runs, 0 files (0 B), 0 objects, 0 views: 1 damage, in <duration>; bytes were not read (--deep reads them)
  $ cp ../kept "$(ls .cairn/adopted/*.json)"
  $ mv ../lambda-hat-runs ../elsewhere
  $ cairn verify | normalise
  missing: <tmp>/verify_adopted.t/lambda-hat-runs: the folder that was adopted from lambda-hat is not there
      mount it; where it was moved to: cairn adopt DIR; or let it go: cairn adopt --forget <tmp>/verify_adopted.t/lambda-hat-runs
  8 runs, 0 files (0 B), 0 objects, 0 views: 1 damage, in <duration>; bytes were not read (--deep reads them)
  $ cairn doctor | grep -A1 adopted | normalise
  problem  adopted trees  1 thing is not as recorded: <tmp>/verify_adopted.t/lambda-hat-runs: the folder that was adopted from lambda-hat is not there
                          cairn verify
