Where the space goes:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ shape() { sed -E 's/[0-9.]+ ?(B|kB|MB)/<size>/g; s/[0-9]+ inodes/<n> inodes/; s/ +/ /g; s/[0-9]{4}-[0-9]{2}/<month>/'; }
  $ cairn analyze storage | normalise | shape
  Total runs: 4 (<size>; <size> on disk, <n> inodes)
  
  By month:
   <month> 4 runs <size> on disk <size> <n> inodes
  
  By dataset:
   corn 2 runs <size> on disk <size> <n> inodes
   wheat 2 runs <size> on disk <size> <n> inodes
  
  Beside the runs: objects <size>, trash <size>, catalog and the rest <size>
  Duplicates: <size> could be saved in 2 files: cairn deduplicate
  
  Oldest runs:
   <id> 0 days <size> results/<date>_tiny/corn/PLS2_d27e47
   <id> 0 days <size> results/<date>_tiny/wheat/PLS2_d27e47
   <id> 0 days <size> results/<date>_tiny/corn/PLS5_28ef02
   <id> 0 days <size> results/<date>_tiny/wheat/PLS5_28ef02
  $ cairn analyze storage --csv | cut -d, -f 1-3 | shape
  by,name,runs
  month,<month>,4
  experiment,tiny,4
  dataset,corn,2
  dataset,wheat,2
  stage,fit,4
  kind,pipeline,4
  $ cairn analyze storage --jsonl | jq -c 'select(.by == "dataset") | [.name, .runs, .disk > 0]'
  ["corn",2,true]
  ["wheat",2,true]
  $ cairn analyze storage --md | head -n 2
  | by | name | runs | bytes | disk | inodes |
  | --- | --- | ---: | ---: | ---: | ---: |
  $ cairn analyze storage --json | grep -v '[0-9]'
  {
    "total": {
    },
    "by_month": [
      {
      }
    ],
    "by_experiment": [
      {
        "name": "tiny",
      }
    ],
    "by_dataset": [
      {
        "name": "corn",
      },
      {
        "name": "wheat",
      }
    ],
    "by_stage": [
      {
        "name": "fit",
      }
    ],
    "by_kind": [
      {
        "name": "pipeline",
      }
    ],
    "oldest": [
      {
      },
      {
      },
      {
      },
      {
        "id": "nuxjie",
      }
    ],
    "warnings": []
  }

An inode with several names counts once.

  $ before=$(cairn analyze storage --json | grep -m1 '"inodes"')
  $ cairn deduplicate --auto --link hardlink
  merged 2 files, 27 B saved; they are one inode now (hardlink)
  $ test "$before" = "$(cairn analyze storage --json | grep -m1 '"inodes"')" || echo fewer inodes
  fewer inodes
  $ cairn analyze storage | grep Duplicates
  Duplicates: 0 B could be saved in 0 files

It warns as cairn.yaml says.

  $ echo 'cleanup: {warn_old_runs_days: 1, max_storage_gb: 0}' >>cairn.yaml
  $ cairn analyze storage 2>&1 >/dev/null | shape
  cairn: warning: the project holds <size>, more than cleanup.max_storage_gb (<size>): cairn clean, cairn deduplicate, cairn purge

Runs that share a folder have what their records name, and their own files in `.run`; the rest is the first one's:

  $ mkdir ../shared && cd ../shared
  $ cat >cairn.yaml <<'YAML'
  > layout: dynvision
  > experiment: e
  > datasets: {d: {version: 1}}
  > stages:
  >   init: {kind: model, params: {model: {type: string, default: N}, act: {type: string}, seed: {type: int}}, matrix: {dataset: [d], act: [relu], seed: [7]}, cmd: "head -c 100000 /dev/zero > {run}/init.pt", outs: {w: init.pt}}
  >   train: {kind: model, needs: {start: {stage: init}}, cmd: "head -c 900000 /dev/zero > {run}/trained.pt", outs: {w: trained.pt}}
  > YAML
  $ cairn run -q
  $ cairn analyze storage | grep -A2 'By stage' | sed -E 's/ ([1-9])[0-9.]+ kB .*/ \1.. kB/' | squeeze
  By stage:
   train 1 run 9.. kB
   init 1 run 1.. kB
