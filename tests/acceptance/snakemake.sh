#!/usr/bin/env bash
# label: ci
# timeout: 900
# The example Snakefile asks cairn for argument strings and hashes, under the real Snakemake. Its version is
# that of bench/requirements.txt; it gets an environment of its own, build/snakemake-venv.
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

part 'a workflow named by cairn'
cd "$work"
cp "$source_dir/examples/snakemake/Snakefile" .
check 'snakemake runs' env XDG_CACHE_HOME="$work/cache" "$venv/bin/snakemake" --cores 2 --quiet all
same 'one folder for each of the product' "$(ls models | wc -l)" 4
same 'a model has the hash that DynVision gives it' \
  "$(cat 'models/Tiny:tsteps=20+dt=2_42/trained.txt')" 'Tiny:hash=f74854f1'
same 'by hand' "f74854f1" "$(printf %s 'tsteps=20+dt=2_42' | md5sum | cut -c -8)"
check 'nothing is left to do' env XDG_CACHE_HOME="$work/cache" \
  "$venv/bin/snakemake" --cores 1 --quiet all --dry-run

finish 5
