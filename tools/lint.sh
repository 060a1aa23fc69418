#!/usr/bin/env bash
# clang-tidy-16 on src (with the dev build's commands), then the rules of tests/lint.
#   tools/lint.sh [FILE…]   only these sources
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

status=0
python3 tools/tidy.py "$@" || status=1
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
