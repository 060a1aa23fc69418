#!/usr/bin/env bash
# Fuzzes every target of tests/fuzz with libFuzzer, under the address sanitizer.
#   tools/fuzz.sh [SECONDS [TARGET…]]     30 seconds each, all of them
# Begins from the committed corpus, of which it changes nothing. What breaks a target is left in
# build/fuzz/findings: cut it down, add it to tests/fuzz/corpus/<target>, and mend the code.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-30}
if (($# > 1)); then
  targets=("${@:2}")
else
  targets=()
  for source in tests/fuzz/*_fuzz.cpp; do
    name=${source##*/}
    targets+=("${name%_fuzz.cpp}")
  done
fi

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz -j "$(nproc)" --target fuzz_targets
findings=build/fuzz/findings
mkdir -p "$findings"

fuzz_one() {
  local name=$1 corpus
  corpus=$(mktemp -d)
  # The new inputs go to the first folder; the committed corpus is only read.
  if build/fuzz/bin/fuzz_"$name" "$corpus" tests/fuzz/corpus/"$name" -max_total_time="$seconds" \
    -timeout=10 -rss_limit_mb=2048 -max_len=65536 -artifact_prefix="$findings/$name-" \
    >"$findings/$name.log" 2>&1; then
    printf 'fuzz %-18s %s\n' "$name" "$(grep -o 'Done [0-9]* runs.*' "$findings/$name.log" || echo done)"
  else
    printf 'fuzz %-18s FAILED:\n' "$name"
    tail -40 "$findings/$name.log"
    touch "$findings/$name.failed"
  fi
  rm -rf "$corpus"
}

rm -f "$findings"/*.failed
for name in "${targets[@]}"; do
  fuzz_one "$name" &
  while (($(jobs -rp | wc -l) >= $(nproc))); do wait -n || true; done
done
wait
! compgen -G "$findings/*.failed" >/dev/null
