Somebody moves a folder of a run elsewhere and leaves a symbolic link in its place. What lies behind the link is not
cairn's to move, replace or remove: it is named and left alone.

Of a run in a folder that others share:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir shared && cd shared
  $ cat >cairn.yaml <<'YAML'
  > layout: dynvision
  > experiment: e
  > datasets: {d: {version: 1}}
  > stages:
  >   init:
  >     kind: model
  >     params: {model: {type: string, default: N}, act: {type: string}, seed: {type: int}}
  >     matrix: {dataset: [d], act: [relu], seed: [7]}
  >     deps: [a]
  >     cmd: "mkdir -p {run}/big; cat a > {run}/big/init.pt"
  >     outs: {w: big/init.pt}
  >   train:
  >     kind: model
  >     needs: {start: {stage: init}}
  >     cmd: "cat {start}/big/init.pt > {run}/trained.pt"
  >     outs: {w: trained.pt}
  > YAML
  $ echo 1 >a && cairn run -q
  $ mkdir ../out && mv models/N:act*/d/big ../out/ && echo mine >../out/big/mine && ln -s "$PWD/../out/big" models/N:act*/d/
  $ snapshot ../out >../before; tree_of models >../tree
  $ cairn clean --yes --no-trash --ignore-links --stage init >told 2>&1
  [1]
  $ tail -2 told
  cairn: warning: 'models/N:act=relu_7/d/big' is a link: what lies behind it is left alone
  Nothing was removed.
  $ cairn clean --yes --ignore-links --stage init | tail -1
  cairn: warning: 'models/N:act=relu_7/d/big' is a link: what lies behind it is left alone
  Nothing was moved.
  $ cairn archive --stage init --yes 2>&1 >/dev/null | normalise
  cairn: error: 'models/N:act=relu_7/d/big' is a link: what lies behind it is left alone
    hint: put the folder itself in the place of the link, then run this again
  $ echo 2 >a && cairn run -y 2>&1 | grep 'is a link' | normalise
  failed: init <id> (d): 'models/N:act=relu_7/d/big' is a link: what lies behind it is left alone (put the folder itself in the place of the link, then run this again)
  $ snapshot ../out | diff ../before - && tree_of models | diff ../tree - && echo untouched
  untouched

Nor does anything come back from the trash through a link:

  $ rm models/N:act*/d/big && mv ../out/big models/N:act*/d/ && rm models/N:act*/d/big/mine
  $ cairn clean --yes --ignore-links --stage init >/dev/null
  $ mkdir -p ../out/big && ln -s "$PWD/../out/big" models/N:act*/d/
  $ cairn restore "$(ls .cairn/trash)" 2>&1 | normalise
  cairn: error: 'models/N:act=relu_7/d/big' is a link: what lies behind it is left alone
    hint: put the folder itself in the place of the link, then run this again
  $ ls ../out/big
  $ rm models/N:act*/d/big && cairn restore "$(ls .cairn/trash)" | normalise
  restored <id> to models/N:act=relu_7/d
  $ cairn verify --deep | normalise
  2 runs, 2 files (4 B), 3 objects, 2 views: all well, in <duration>

Equal files behind a link are not merged, and damaged ones not replaced:

  $ mkdir ../twins && cd ../twins
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit:
  >     matrix: {k: [1, 2, 3]}
  >     cmd: "mkdir -p {run}/m/sub; seq 1 3000 > {run}/m/sub/c.bin"
  >     outs: {m: m/}
  > YAML
  $ cairn run -q && run=$(ls -d results/fit* | head -1)
  $ mkdir ../far && mv "$run/m/sub" ../far/ && ln -s "$PWD/../far/sub" "$run/m/sub"
  $ snapshot ../far >../before
  $ cairn deduplicate --dry-run 2>&1 | normalise
  cairn: warning: 'results/fit-<id>/m/sub' is a link: what lies behind it is left out
  1 duplicate file in 1 set: 13.9 kB could be saved
  
  Set 1: c.bin, 13.9 kB
    (1) results/fit-<id>/m/sub/c.bin
    (2) results/fit-<id>/m/sub/c.bin
  
  Nothing was changed. To merge them: cairn deduplicate --auto
  $ cairn deduplicate --dry-run --scan 2>&1 | head -2 | normalise
  cairn: warning: 'results/fit-<id>/m/sub' is a link: what lies behind it is left out
  1 duplicate file in 1 set: 13.9 kB could be saved
  $ cairn deduplicate --auto --link symlink 2>&1 | normalise
  cairn: warning: 'results/fit-<id>/m/sub' is a link: what lies behind it is left out
  merged 2 files, 13.9 kB saved; they are links to an object now (symlink)
  $ snapshot ../far | diff ../before - && echo untouched
  untouched
  $ cairn deduplicate --restore | normalise
  gave 2 files an inode of their own, 27.8 kB
  $ echo damaged >../far/sub/c.bin && snapshot ../far >../before
  $ cairn verify --deep --repair 2>&1 | normalise
  outside: results/fit-<id>/m/sub: it is a link out of the store, to '<tmp>/linked_folders.t/far/sub'
      what lies there is in no copy of the store; to keep it with the run, put it in the place of the link
  size: results/fit-<id>/m/sub/c.bin: it has 8 bytes, recorded are 13893; it could not be repaired: 'results/fit-<id>/m/sub' is a link: what lies behind it is left alone
      put the folder itself in the place of the link, then run this again
  3 runs, 3 files (41.7 kB), 2 objects, 0 views: 1 damage, 1 notice, in <duration>
  $ snapshot ../far | diff ../before - && echo untouched
  untouched

The results of a project may lie elsewhere as a whole:

  $ cd .. && mkdir disk whole && cd whole
  $ printf 'layout: flat\nstorage: {durability: none}\nstages: {s: {cmd: "echo x > {run}/x"}}\n' >cairn.yaml
  $ cairn run -q && mv results ../disk/ && ln -s ../disk/results results
  $ cairn clean --stage s --yes --no-trash | tail -1 | normalise
  16.4 kB freed
  $ ls ../disk/results

What lies behind a link out of the store is looked at as any other file, and told: it is in no copy of the store. In the
place of a file such a link is damage, and its object link is not:

  $ cd .. && mkdir -p out2 && mkdir linked && cd linked
  $ printf 'layout: flat\nstages: {s: {cmd: "mkdir {run}/m; echo x > {run}/m/x; echo y > {run}/y"}}\n' >cairn.yaml
  $ cairn run -q && run=$(echo results/*)
  $ mv $run/m ../out2/ && ln -s "$PWD/../out2/m" $run/m && ln -s m/x $run/inside
  $ cairn verify --deep | normalise
  outside: results/s-<id>/inside: it is a link out of the store, to '<tmp>/linked_folders.t/out2/m/x'
      what lies there is in no copy of the store; to keep it with the run, put it in the place of the link
  outside: results/s-<id>/m: it is a link out of the store, to '<tmp>/linked_folders.t/out2/m'
      what lies there is in no copy of the store; to keep it with the run, put it in the place of the link
  1 run, 2 files (4 B), 1 object, 0 views: all well, 2 notices, in <duration>
  $ mv $run/y ../out2/ && ln -s ../../../out2/y $run/y
  $ cairn verify --deep | normalise
  outside: results/s-<id>/inside: it is a link out of the store, to '<tmp>/linked_folders.t/out2/m/x'
      what lies there is in no copy of the store; to keep it with the run, put it in the place of the link
  outside: results/s-<id>/m: it is a link out of the store, to '<tmp>/linked_folders.t/out2/m'
      what lies there is in no copy of the store; to keep it with the run, put it in the place of the link
  link: results/s-<id>/y: it is a link to '../../../out2/y', and not to the object it should be
  1 run, 2 files (4 B), 1 object, 0 views: 1 damage, 2 notices, in <duration>
  $ cairn doctor | grep '^[^ ]* *links' 
  notice   links          3 links lead out of the store: results/s-tme06u/inside

Where runs are looked for no link is followed. A run, or a session, that was moved away with a link in its place is named,
while catalog or journal know of it as damage, and else as what lies outside; so is what is in the place of a `.run`:

  $ . "$TESTDIR/../support/tiny_project.sh"
  $ cd .. && mkdir runs && cd runs && tiny_project flat && run_tiny
  $ sizes() { sed -E 's/[0-9.]+ (B|kB)/<size>/g; s/, in <duration>.*//'; }
  $ mv results/fit-nrsc8a ../far && ln -s ../../far results/fit-nrsc8a && cairn verify | normalise | sizes
  link: results/fit-nrsc8a: it is a link, and run nrsc8a, which lay here, is not seen behind it
      put the folder itself in the place of the link
  3 runs, 15 files (<size>), 2 objects, 0 views: 1 damage
  $ cairn doctor | grep -A1 records
  problem  records        1 link is in the place of runs: results/fit-nrsc8a
                          cairn verify
  $ cairn ls --columns id | grep nrsc8a
  [1]
  $ rm -r .cairn/journal && cairn verify | normalise | sizes
  outside: results/fit-nrsc8a: it is a link to '<tmp>/linked_folders.t/runs/far', and runs behind a link are not seen
      to have them here, put the folder itself in the place of the link
  3 runs, 15 files (<size>), 2 objects, 0 views: all well, 1 notice
  $ cairn doctor | grep -A1 ' links '
  notice   links          1 link leads out of the store: results/fit-nrsc8a
                          cairn verify
  $ rm results/fit-nrsc8a && mv ../far results/fit-nrsc8a && cairn verify | normalise | sizes
  4 runs, 20 files (<size>), 2 objects, 0 views: all well
  $ mv results/fit-nrsc8a/.run ../files && ln -s ../../../files results/fit-nrsc8a/.run && cairn verify | normalise | sizes
  record: results/fit-nrsc8a/.run: a link is in the place of the folder with the record
      put the folder itself in the place of the link
  3 runs, 15 files (<size>), 2 objects, 0 views: 1 damage
  $ rm results/fit-nrsc8a/.run && echo >results/fit-nrsc8a/.run && cairn verify | normalise | sizes
  record: results/fit-nrsc8a/.run: a file is in the place of the folder with the record
      bring it back from a copy of the store, or move the folder away
  3 runs, 15 files (<size>), 2 objects, 0 views: 1 damage
  $ cairn doctor | grep -A1 records
  problem  records        1 folder without a .run: results/fit-nrsc8a
                          cairn verify
