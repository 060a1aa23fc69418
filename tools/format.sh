#!/usr/bin/env bash
# Formats every C++ file of the project with clang-format-16; with --check, changes nothing and names
# the files that are not formatted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

options=(-i)
[[ ${1:-} == --check ]] && options=(--dry-run --Werror)
folders=()
for folder in src tests bench examples python; do
  [[ -d $folder ]] && folders+=("$folder")
done
find "${folders[@]}" \( -name '*.h' -o -name '*.cpp' \) -print0 |
  xargs -0 -r -n 16 -P "$(nproc)" clang-format-16 "${options[@]}"
