#!/usr/bin/env bash
# The five-minute tour: copies examples/spectra to build/demo/spectra, runs it, shows the leaderboard.
# Needs `make build`. Equal files are not touched, so a second run finds nothing to do.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
export PATH=$root/build/release/bin:$root/build/venv/bin:$PATH
export PYTHONDONTWRITEBYTECODE=1

# Prints the example's files: the tracked ones, or all of them where there is no git (an archive).
example_files() {
  if git ls-files --error-unmatch examples/spectra/cairn.yaml >/dev/null 2>&1; then
    git ls-files -z examples/spectra
  else
    find examples/spectra -type f -not -path '*/__pycache__/*' -not -path '*/data/*' \
      -not -path '*/results/*' -not -path '*/.cairn/*' -print0
  fi
}

copy_example() {
  local file target
  while IFS= read -r -d '' file; do
    target=build/demo/${file#examples/}
    cmp -s "$file" "$target" && continue
    mkdir -p "$(dirname "$target")"
    cp -p "$file" "$target"
  done < <(example_files)
}

step() {
  printf '\n$ %s\n' "$*"
  "$@"
}

copy_example
printf '$ cd build/demo/spectra\n'
cd build/demo/spectra
step python get_data.py
step cairn run
step cairn best --by rmse --per dataset
