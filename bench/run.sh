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

# make_venv VENV LIST PROGRAM: an environment with the packages of LIST, which bring PROGRAM.
# The stamp is the list and the place, because an environment cannot be moved. It is written last: an
# interrupted installation is begun again.
make_venv() {
  local venv=$PWD/$out/$1 list=$2 stamp
  stamp="$(<"$list")"$'\n'"# $venv"
  [[ -f $venv/stamp && "$(<"$venv/stamp")" == "$stamp" && -x $venv/bin/$3 ]] && return
  say "installing the peers of $list into $out/$1"
  "${CAIRN_PYTHON:-python3}" -m venv --clear "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input -r "$list"
  printf '%s\n' "$stamp" >"$venv/stamp"
}

# The programs that cairn's storage is measured against come from Debian.
install_programs() {
  local programs=(restic borg git-annex jdupes strace) packages=() program root=()
  for program in "${programs[@]}"; do
    command -v "$program" >/dev/null || packages+=("${program/%borg/borgbackup}")
  done
  ((${#packages[@]})) || return 0
  if ((EUID != 0)); then
    command -v sudo >/dev/null || {
      say "not root and no sudo; ask an administrator to run: apt-get install ${packages[*]}"
      exit 1
    }
    root=(sudo)
  fi
  say "installing from Debian: ${packages[*]}"
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq -o DPkg::Lock::Timeout=300
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "${packages[@]}" >&2
}

# is_asked BENCHMARK: whether the options choose it.
is_asked() {
  local words=" ${options/--only=/--only } "
  [[ $words != *" --only "* || $words == *" --only $1 "* ]]
}

# compile PROGRAM [FLAG OR LIBRARY…]
compile() {
  local program=$1
  shift
  "${CC:-cc}" -std=c11 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror \
    -o "$out/$program" "bench/$program.c" "$@"
}

options="$*"
for option in "$@"; do
  [[ $option == --help || $option == -h ]] && exec "${CAIRN_PYTHON:-python3}" bench/measure.py --help
done
mkdir -p "$out"
exec 9>"$out/.lock"
flock --nonblock 9 || { say "another bench/run.sh works in $out: two at once measure each other"; exit 5; }
make_venv venv bench/requirements.txt snakemake
if is_asked storage; then
  install_programs
  make_venv venv-dvc bench/requirements-dvc.txt dvc
fi
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
