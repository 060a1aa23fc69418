#!/usr/bin/env bash
# label: ci
# timeout: 900
# The example Snakefile asks cairn for paths, argument strings and hashes, under the real Snakemake; what it made is
# adopted. Snakemake's version is that of bench/requirements.txt; it gets an environment of its own, build/snakemake-venv.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

venv=$source_dir/build/snakemake-venv
pin=$(grep '^snakemake==' "$source_dir/bench/requirements.txt")
if [[ ! -x $venv/bin/snakemake || $(cat "$venv/stamp" 2>/dev/null) != "$pin" ]]; then
  python3 -m venv --clear "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    --constraint "$source_dir/bench/requirements.txt" "$pin"
  printf '%s\n' "$pin" >"$venv/stamp"
fi
snakemake() { env XDG_CACHE_HOME="$work/cache" "$venv/bin/snakemake" --quiet all "$@"; }

part 'a workflow named by cairn'
mkdir "$work/workflow" && cd "$work/workflow"
cp "$source_dir/examples/snakemake/Snakefile" .
check 'snakemake runs' snakemake --cores 2
same 'a folder for each network of the product, and a link from its hash' "$(ls models | wc -l)" 8
same 'a network has the hash that DynVision gives it' \
  "$(readlink models/Tiny:hash=f74854f1)" 'Tiny:tsteps=20+dt=2_42'
same 'the same by hand' f74854f1 "$(printf %s 'tsteps=20+dt=2_42' | md5sum | cut -c -8)"
same 'the document of the hash' "$(cat 'models/Tiny:hash=f74854f1/digits/hash=f74854f1.hash')" ':tsteps=20+dt=2_42'
same 'a test for each network, under its hash' "$(ls -d reports/noise/Tiny:hash=*/digits:all_trained/StimulusNoise:ssnr=0.5 | wc -l)" 4
same 'one path for one run' 'models/Tiny:tsteps=20+dt=2_42/digits/trained.pt' \
  "$(cairn path --layout dynvision --kind model --file trained.pt model=Tiny tsteps=20 dt=2 seed=42 dataset=digits)"
exits 0 'nothing is left to do' snakemake --cores 1 --dry-run
lacks 'no job is left' "$out" 'rule train'

part 'what it made is adopted'
mkdir "$work/project" && cd "$work/project"
printf 'project: after\nlayout: flat\nstages: {}\n' >cairn.yaml
before=$(snapshot ../workflow)
check 'cairn adopt' cairn adopt ../workflow
same 'nothing was written there' "$(snapshot ../workflow)" "$before"
same 'four networks' "$(cairn ls --where 'kind="model"' --jsonl | wc -l)" 4
same 'four tests' "$(cairn ls --where 'kind="test"' --jsonl | wc -l)" 4
same 'they are found by their values' "$(cairn ls --where 'kind="model" AND dt=2' --csv --columns seed --sort seed | tail -n +2 | paste -sd,)" 42,43
same 'and by their hashes' "$(cairn show Tiny:hash=f74854f1 --json | python -c 'import json, sys; print(json.load(sys.stdin)["run"]["params"]["dt"])')" 2

finish 14
