#!/usr/bin/env bash
# Measures cairn against its peers in one run and writes the tables into docs/benchmarks.md.
#   bench/run.sh                 all of it (make bench)
#   bench/run.sh --quick         few repetitions, only printed
#   bench/run.sh --only jobs501  one benchmark, only printed
#   bench/run.sh --peers         the peers alone; cairn is neither built nor run
#   CAIRN_PYTHON=…, CC=…         the interpreter of the peers' environment; the compiler of the C programs
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=build/bench

say() { printf 'bench: %s\n' "$*" >&2; }

# The stamp is the list and the place, because an environment cannot be moved. It is written last: an
# interrupted installation is begun again.
install_peers() {
  local venv=$PWD/$out/venv stamp
  stamp="$(<bench/requirements.txt)"$'\n'"# $venv"
  [[ -f $venv/stamp && "$(<"$venv/stamp")" == "$stamp" && -x $venv/bin/snakemake ]] && return
  say "installing the peers of bench/requirements.txt into $out/venv"
  "${CAIRN_PYTHON:-python3}" -m venv --clear "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    -r bench/requirements.txt
  printf '%s\n' "$stamp" >"$venv/stamp"
}

# compile PROGRAM [FLAG OR LIBRARY…]
compile() {
  local program=$1
  shift
  "${CC:-cc}" -std=c11 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror \
    -o "$out/$program" "bench/$program.c" "$@"
}

for option in "$@"; do
  [[ $option == --help || $option == -h ]] && exec "${CAIRN_PYTHON:-python3}" bench/measure.py --help
done
mkdir -p "$out"
exec 9>"$out/.lock"
flock --nonblock 9 || { say "another bench/run.sh works in $out: two at once measure each other"; exit 5; }
install_peers
compile stopwatch -static
compile exec_limit -static
compile spawn_loop -pthread
compile fill_floor -lsqlite3 -lm
compile init_floor
if [[ " $* " != *" --peers "* ]]; then
  make --no-print-directory build >&2
  cmake --build --preset release --target bench_programs >&2
fi
exec "$out/venv/bin/python" -B bench/measure.py "$@"
