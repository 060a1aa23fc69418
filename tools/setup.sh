#!/usr/bin/env bash
# Installs what cairn is built and tested with: Debian packages (tools/apt-packages.txt) and a Python
# environment in build/venv (tools/requirements.txt). Does nothing, quickly, when all is there.
#   CAIRN_SKIP_APT=1   the packages are somebody else's business
#   CAIRN_PYTHON=…     the interpreter of the environment; default: python3
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

# Prints the packages of the list that are not installed, one a line.
missing_packages() {
  local wanted
  mapfile -t wanted < <(grep -v '^#' tools/apt-packages.txt)
  { dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null || true; } |
    awk 'NR == FNR { if ($1 == "installed") have[$2] = 1; next }
         !/^#/ && NF && !($1 in have) { print $1 }' - tools/apt-packages.txt
}

install_packages() {
  [[ -n ${CAIRN_SKIP_APT:-} ]] && return
  command -v dpkg-query >/dev/null || fail "this is not Debian: install the counterparts of\
 tools/apt-packages.txt yourself, then run again with CAIRN_SKIP_APT=1"
  local missing root=()
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "not root and no sudo; ask an administrator to run:\
 apt-get install ${missing[*]}"
    root=(sudo)
  fi
  say "installing from Debian: ${missing[*]}"
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq -o DPkg::Lock::Timeout=300
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=300 \
    "${missing[@]}"
}

# Prints the first interpreter that is new enough and can make environments.
find_python() {
  local python candidates=(python3 /usr/bin/python3)
  [[ -n ${CAIRN_PYTHON:-} ]] && candidates=("$CAIRN_PYTHON")
  for python in "${candidates[@]}"; do
    if "$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' \
        2>/dev/null; then
      printf '%s\n' "$python"
      return
    fi
  done
  fail "none of ${candidates[*]} is Python 3.11 or newer with venv; set CAIRN_PYTHON to one"
}

# The stamp is the list and the place, because an environment cannot be moved. It is written last:
# an interrupted installation is begun again.
install_python_packages() {
  local venv=$PWD/build/venv stamp python
  stamp="$(<tools/requirements.txt)"$'\n'"# $venv"
  [[ -f $venv/stamp && "$(<"$venv/stamp")" == "$stamp" && -x $venv/bin/python ]] && return
  python=$(find_python)
  say "making the Python environment build/venv with $("$python" --version)"
  "$python" -m venv --clear "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    --only-binary :all: -r tools/requirements.txt
  printf '%s\n' "$stamp" >"$venv/stamp"
  say "done"
}

mkdir -p build
exec 9>build/.setup.lock
if command -v flock >/dev/null; then flock 9; fi  # two makes at once: one of them installs
install_packages
install_python_packages
