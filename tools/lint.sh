#!/usr/bin/env bash
# clang-tidy-16 on src (with the dev build's commands), then the rules of tests/lint.
#   tools/lint.sh [FILE…]   only these sources
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

files=("$@")
if ((${#files[@]} == 0)); then
  mapfile -d '' files < <(find src -name '*.cpp' -print0 | sort -z)
fi

# gcc-only flags in the commands are unknown to clang, and clang counts what it suppressed.
tidy() {
  printf '%s\0' "${files[@]}" |
    xargs -0 -n 1 -P "$(nproc)" clang-tidy-16 --quiet -p build/dev \
      --extra-arg=-Wno-unknown-warning-option 2> >(grep -vE '^[0-9]+ warnings? ' >&2 || true)
}

printf 'lint: clang-tidy on %d files\n' "${#files[@]}"
status=0
tidy || status=1
for rule in tests/lint/*.py; do
  [[ $rule == */rules.py ]] && continue  # what the rules share
  printf 'lint: %s\n' "$rule"
  python3 "$rule" || status=1
done
if ((status)); then
  echo "lint: found something, see above" >&2
else
  echo "lint: clean"
fi
exit "$status"
