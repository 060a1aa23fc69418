Names that are made of the bytes that a run left: the object store of lambda_hat.

  $ . "$TESTDIR/../support/transcript.sh"
  $ masked() { sed -E 's/[0-9]{8}T[0-9]{6}Z(\.[0-9]+)?/TIME/; s/[0-9a-f]{64}/HASH/; s,targets/[0-9a-f]{12},targets/HASH,; s/-[0-9a-f]{6}(\/|$)/-RANDOM\1/; s,sha256/../../,sha256/HH/HH/,'; }
  $ tree() { (cd artifacts && find . \( -type l -o -type f \) | grep -v '/\.run/' | masked | sort); }
  $ links() { find artifacts -type l | sort | while read -r link; do echo "$link -> $(readlink "$link")" | sed 's,artifacts/store/objects,…,; s,\.\./\.\./\.\./\.\./\.\./\.\./,…/,' | masked | masked; done; }
  $ cat > cairn.yaml <<'YAML'
  > project: hat
  > layout: lambda-hat-store
  > experiment: dev
  > stages:
  >   build:
  >     kind: target
  >     params: {tag: {type: string, default: a}, text: one, seed: {type: int, default: 1}}
  >     cmd: "mkdir -p {run}/artifacts/diag && printf %s {text} > {run}/artifacts/params.npz && printf d > {run}/artifacts/diag/a.txt && printf m > {run}/artifacts/meta.json"
  >     outs: {params: artifacts/params.npz}
  >   sample:
  >     kind: sampler
  >     needs: {target: {stage: build}}
  >     params: {algo: hmc}
  >     cmd: "cat {target.params} > {run}/analysis.txt"
  > YAML
  $ cairn run -q
  $ tree
  ./experiments/dev/manifest.jsonl
  ./experiments/dev/runs/TIME-build_target-a-RANDOM/artifacts/diag/a.txt
  ./experiments/dev/runs/TIME-build_target-a-RANDOM/artifacts/meta.json
  ./experiments/dev/runs/TIME-build_target-a-RANDOM/artifacts/params.npz
  ./experiments/dev/runs/TIME-build_target-a-RANDOM/manifest.json
  ./experiments/dev/runs/TIME-hmc-a-RANDOM/analysis.txt
  ./experiments/dev/runs/TIME-hmc-a-RANDOM/manifest.json
  ./experiments/dev/targets/HASH
  ./store/objects/sha256/HH/HH/HASH/meta.json
  ./store/objects/sha256/HH/HH/HASH/payload
  $ links
  artifacts/experiments/dev/targets/HASH -> ../runs/TIME-build_target-a-RANDOM/artifacts
  …/sha256/HH/HH/HASH/payload -> …/experiments/dev/runs/TIME-build_target-a-RANDOM/artifacts

The hash is that of the original, over paths and contents without meta.json; its manifest and the object's meta.json say it:

  $ hash=$(printf 'FILENAME:params.npz\0oneFILENAME:diag/a.txt\0d' | sha256sum | cut -d' ' -f1)
  $ object=artifacts/store/objects/sha256/$(echo $hash | cut -c1-2)/$(echo $hash | cut -c3-4)/$hash
  $ ls "$object" "$object/payload/" | sed "s/$hash/HASH/"
  artifacts/store/objects/sha256/28/af/HASH:
  meta.json
  payload
  
  artifacts/store/objects/sha256/28/af/HASH/payload/:
  diag
  meta.json
  params.npz
  $ jq -c '[.type, .hash.algo, .seed]' "$object/meta.json"
  ["target","sha256",1]
  $ test "$(jq -r .hash.hex "$object/meta.json")" = "$hash"
  $ jq -c '[.algo, .outputs, .inputs, (.target_id | length)]' artifacts/experiments/dev/manifest.jsonl | normalise | sed "s/$hash/HASH/"
  ["build_target",[{"role":"target","urn":"urn:lh:target:sha256:<digest>"}],[],16]
  ["hmc",[],[{"name":"target","run":"<id>","urn":"urn:lh:target:sha256:<digest>"}],16]

It is a name of the run, as its URN, whole or as its first digits, and as every path in the store:

  $ run=$(cairn path build)
  $ for name in "urn:lh:target:sha256:$hash" "$hash" "$(echo $hash | cut -c1-12)" "$object/payload" "artifacts/experiments/dev/targets/$(echo $hash | cut -c1-12)"; do
  >   test "$(cairn path "$name")" = "$run" || echo "$name"
  > done
  $ cairn cat "$object/payload" params.npz
  one (no-eol)
  $ cairn id --scheme lambda_hat.object@1 --dir "$object/payload" --digest | sed "s/$hash/HASH/"
  HASH
  $ cairn verify --deep | normalise
  2 runs, 4 files (8 B), 1 object, 6 views: all well, in <duration>

Equal bytes of another run are the same object. When its first run goes, the other one stands for it, and with the last it goes:

  $ cairn run -q build tag=b --experiment paper
  $ links
  artifacts/experiments/dev/targets/HASH -> ../runs/TIME-build_target-a-RANDOM/artifacts
  artifacts/experiments/paper/targets/HASH -> ../runs/TIME-build_target-b-RANDOM/artifacts
  …/sha256/HH/HH/HASH/payload -> …/experiments/dev/runs/TIME-build_target-a-RANDOM/artifacts
  $ cairn doctor | grep -E '^[a-z]+ +links'
  fine     links          none leads nowhere
  $ cairn clean --where "experiment = 'dev'" -y > clean.txt; links
  artifacts/experiments/paper/targets/HASH -> ../runs/TIME-build_target-b-RANDOM/artifacts
  …/sha256/HH/HH/HASH/payload -> …/experiments/paper/runs/TIME-build_target-b-RANDOM/artifacts
  $ cairn verify | normalise
  3 runs (2 in the trash), 7 files (13 B), 1 object, 5 views: all well, in <duration>; bytes were not read (--deep reads them)
  $ cairn clean --where "experiment = 'paper'" -y > clean.txt; find artifacts -type l -o -name meta.json
  $ cairn restore "$(ls .cairn/trash | grep paper)" | masked
  restored sfmy5w to artifacts/experiments/paper
  $ links
  artifacts/experiments/paper/targets/HASH -> ../runs/TIME-build_target-b-RANDOM/artifacts
  …/sha256/HH/HH/HASH/payload -> …/experiments/paper/runs/TIME-build_target-b-RANDOM/artifacts
  $ cairn verify | normalise
  3 runs (2 in the trash), 7 files (13 B), 1 object, 5 views: all well, in <duration>; bytes were not read (--deep reads them)

When a run is made again and leaves other bytes, links by the old ones lead to who has them still, or go:

  $ printf '%s\n' '  again: {kind: target, params: {tag: z}, deps: [src], cmd: "mkdir -p {run}/artifacts {run}/tb && cp src {run}/artifacts/p && touch {run}/tb/events"}' >> cairn.yaml
  $ echo one > src; cairn run -q again; cairn run -q again tag=y; echo two > src; cairn run -q again
  $ find artifacts/store artifacts/experiments/dev/targets -name payload -o -path '*/targets/*' | sort | while read -r link; do
  >   for file in "$link"/p; do test -f "$file" && echo "$(echo "$link" | masked) $(cat "$file") $(test "$(cairn id --scheme lambda_hat.object@1 --dir "$link" --digest | cut -c1-12)" = "$(echo "$link" | sed -E 's,.*/([0-9a-f]{12})[0-9a-f]*(/payload)?$,\1,')" && echo as named)"; done
  > done
  artifacts/experiments/dev/targets/HASH two as named
  artifacts/experiments/dev/targets/HASH one as named
  artifacts/store/objects/sha256/HH/HH/HASH/payload two as named
  artifacts/store/objects/sha256/HH/HH/HASH/payload one as named
  $ cairn verify | normalise
  6 runs (3 in the trash), 13 files (25 B), 3 objects, 16 views: all well, in <duration>; bytes were not read (--deep reads them)
  $ find artifacts/experiments/dev/tb -type l | wc -l; ls "$(find artifacts/experiments/dev/tb -type l | head -n 1)/"
  2
  events

A run that failed has no such name, nor has one that left nothing there:

  $ printf '%s\n' '  none: {kind: target, params: {tag: none}, cmd: "true"}' '  bad: {kind: target, params: {tag: bad}, cmd: "mkdir {run}/artifacts && touch {run}/artifacts/f && false"}' >> cairn.yaml
  $ cairn run -q none bad 2> /dev/null; cairn ls --where "stage in ('none', 'bad')" --sort stage --json | jq -c '.runs[] | [.stage, .status, .names]' | normalise
  ["bad","failed",{"lambda_hat.target@1":"tgt_34e4bfae3917"}]
  ["none","finished",{"lambda_hat.target@1":"tgt_ba9105bb934a"}]

What a layout cannot do with such names is refused where it stands:

  $ try() { printf '%s\n' 'layout: x' 'fields: {h: hex 12, g: "match urn:[^/]*", p: {class: hex 2, part: "'"${2:-full.h[0:2]}"'"}}' "kinds: {run: {path: '{name}$3', names: $1}}" > l.yaml; cairn parse --layout l.yaml results/x 2>&1 | head -2; }
  $ object='{h: {scheme: lambda_hat.object@1, folder: out}}'
  $ try "$object"
  run run of layout x
    name       x
  $ try "$object" full.h[0:2] '-{h}'
  cairn: error: l.yaml:3:14: 'results/{name}-{h}' shows 'h', which is made of the run's files when it has ended
    hint: links, documents and rollups can show it
  $ try "$object" full.h[0:2] '-{p}'
  cairn: error: l.yaml:3:14: 'results/{name}-{p}' shows 'h', which is made of the run's files when it has ended
    hint: links, documents and rollups can show it
  $ try "$object" full.k[0:2]
  cairn: error: l.yaml:2:67: there is no field 'full.k'
    hint: did you mean 'full.h'?
  $ try "$object" full.h[2:2]
  cairn: error: l.yaml:2:67: 'full.h[2:2]' is no part of a field
    hint: write the field, and which of its characters: commit[0:8]
  $ try "$object" 'h['
  cairn: error: l.yaml:2:67: 'h[' is no part of a field
    hint: write the field, and which of its characters: commit[0:8]
  $ try '{h: {scheme: nirs4all.pipeline@1, folder: out}}'
  cairn: error: l.yaml:3:80: the scheme 'nirs4all.pipeline@1' names no folders
    hint: one that does: lambda_hat.object@1:framed
  $ try '{h: {scheme: lambda_hat.object@1, folder: ../out}}'
  cairn: error: l.yaml:3:80: the segment '..' starts with '.'
    hint: a template stays below the root and shows what it makes
  $ try '{h: {scheme: lambda_hat.object@1, folder: out, input: values}}'
  cairn: error: l.yaml:3:80: the name 'h' is made of 'input' or of a 'folder'
  $ try '{h: {scheme: lambda_hat.object@1, folder: out}, g: {scheme: lambda_hat.urn@1, input: {type: params.t, hex: full.h}}}'
  cairn: error: l.yaml:3:130: 'params.t' cannot stand beside the name of a folder
    hint: take values.<name>, kind, stage, name, dataset, experiment, seed or full.<name>
  $ printf '%s\n' 'layout: x' 'fields: {a: {class: "match [a-z]+", except: [fit]}}' "kinds: {one: {path: 'fit-{name}'}, two: {path: '{a}-{name}'}}" 'default_kind: one' > l.yaml
  $ cairn parse --layout l.yaml results/fit-x; cairn parse --layout l.yaml results/fits-x
  run one of layout x
    name       x
  run two of layout x
    a          fits
    name       x
  $ sed -i 's/fit\]/F]/' l.yaml; cairn parse --layout l.yaml results/fit-x
  cairn: error: l.yaml:2:21: field class 'match [a-z]+': 'F' is not in it
  [2]
  $ sed -i 's/except: \[F\]/default: fit/' l.yaml; cairn parse --layout l.yaml results/fit-x
  cairn: error: l.yaml:3:48: 'results/fit-a' can be a path of the kind 'one' and of the kind 'two'
    hint: give one of them a word of its own, or say of 'two': `ambiguous: report`; then parsing returns both
  [2]

Nor can a name be made of files for runs that share a folder, or be shown before they are there, by whatever kind:

  $ kinds() { printf '%s\n' 'layout: x' 'default_kind: run' 'fields: {h: hex 12, g: "match urn:[^/]*"}' "kinds: {run: $1$2}" "artifacts: {x: '${3:-x}/{file}'}" > l.yaml; cairn parse --layout l.yaml results/x 2>&1 | head -2; }
  $ object='{h: {scheme: lambda_hat.object@1, folder: out}}'
  $ kinds "{path: '{name}', shared: true, names: $object}"
  cairn: error: l.yaml:4:14: runs of the kind 'run' share a folder, and 'h' names the files in it
  $ kinds "{path: '{name}', announce: 'made {h}', names: $object}"
  cairn: error: l.yaml:4:14: 'made {h}' shows 'h', which is made of the run's files when it has ended
    hint: links, documents and rollups can show it
  $ kinds "{path: '{name}', names: $object}" '' '{h}'
  cairn: error: l.yaml:4:14: '{h}/{file}' shows 'h', which is made of the run's files when it has ended
    hint: links, documents and rollups can show it
  $ kinds "{path: 'r/{name}', names: $object}" ", two: {path: 's/{name}', names: {g: {scheme: lambda_hat.urn@1, input: {type: kind, hex: full.h}}}}"
  cairn: error: l.yaml:4:177: no name 'h' is declared before this one
    hint: declare it above, under `names`
