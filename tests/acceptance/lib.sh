# label: none
# Helpers of the acceptance scripts. A script begins with
#   set -euo pipefail; . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# and ends with `finish N`: fewer than N checks made is a failure, and so is any failed check. A check that
# fails is said at once and counted, and the script goes on. $work is a fresh folder, removed at the end
# (CAIRN_KEEP=1 keeps it). In a folder of its own: nothing below $HOME and no other project is touched.

here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
source_dir=${CAIRN_SOURCE_DIR:-$(realpath "$here/../..")}
if [[ -n ${CAIRN_BIN_DIR:-} ]]; then
  PATH=$(realpath "$CAIRN_BIN_DIR"):$source_dir/build/venv/bin:$PATH
elif [[ -x $source_dir/build/dev/bin/cairn ]]; then
  PATH=$source_dir/build/dev/bin:$source_dir/build/venv/bin:$PATH
fi
export PATH TZ=UTC LC_ALL=C.UTF-8 TERM=dumb COLUMNS=80 OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
unset NO_COLOR CAIRN_FAIL CAIRN_IO_TRACE
umask 022

work=$(mktemp -d "${TMPDIR:-/tmp}/cairn-acceptance.XXXXXX")
work=$(realpath "$work")
passed=0 failed=0

clean_up() {
  local status=$?
  if [[ -n ${CAIRN_KEEP:-} ]]; then
    printf 'kept: %s\n' "$work"
  else
    chmod -R u+rwX "$work"
    rm -rf "$work"
  fi
  exit "$status"
}
trap clean_up EXIT
trap 'printf "%s: line %s: a command failed that is no check\n" "${0##*/}" "$LINENO" >&2' ERR

part() { printf '\n== %s\n' "$*"; }
pass() { passed=$((passed + 1)); }
flunk() {
  failed=$((failed + 1))
  printf 'FAILED: %s\n' "$*"
}

# check MESSAGE COMMAND…: the command ends well.
check() {
  local message=$1
  shift
  if "$@" >"$work/check.log" 2>&1; then
    pass
  else
    flunk "$message"
    sed 's/^/  | /' "$work/check.log" | head -n 20
  fi
}

# same MESSAGE FOUND EXPECTED: two texts are equal.
same() {
  if [[ $2 == "$3" ]]; then
    pass
  else
    flunk "$1"
    diff <(printf '%s\n' "$3") <(printf '%s\n' "$2") | head -n 20 | sed 's/^/  | /' || true
  fi
}

# contains MESSAGE TEXT PART: PART (no pattern) lies in TEXT.
contains() {
  if [[ $2 == *"$3"* ]]; then
    pass
  else
    flunk "$1: '$3' is not in:"
    printf '%s\n' "$2" | head -n 20 | sed 's/^/  | /'
  fi
}

# lacks MESSAGE TEXT PART: it does not.
lacks() {
  if [[ $2 != *"$3"* ]]; then pass; else
    flunk "$1: '$3' is in:"
    printf '%s\n' "$2" | head -n 20 | sed 's/^/  | /'
  fi
}

# at_least MESSAGE NUMBER FLOOR
at_least() { if (($2 >= $3)); then pass; else flunk "$1: $2, and not at least $3"; fi; }

# exits STATUS MESSAGE COMMAND…: what it printed is in $out and $err.
exits() {
  local wanted=$1 message=$2 status=0
  shift 2
  "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
  out=$(<"$work/out") err=$(<"$work/err")
  if ((status == wanted)); then
    pass
  else
    flunk "$message: exit $status, and not $wanted"
    tail -n 15 "$work/out" "$work/err" | sed 's/^/  | /'
  fi
}

# Paths, kinds, sizes, times to the nanosecond and links below a folder: equal means untouched.
snapshot() { (cd "${1:-.}" && find . -printf '%p %y %s %T@ %l\n' | LC_ALL=C sort); }
# The SHA-256 of every file below a folder, or of those that are named as for find.
digests() { (cd "$1" && shift && find . -type f "$@" -exec sha256sum {} + | LC_ALL=C sort -k2); }
# One line for each run that `cairn ls` shows: path, id, status, sorted.
listing() {
  cairn ls --json "$@" | python -c '
import json, sys
for run in sorted(json.load(sys.stdin)["runs"], key=lambda r: (r["path"], r["id"])):
    print(run["path"], run["id"], run["status"])'
}
# count PATTERN < TEXT: matching lines, 0 is fine.
count() { grep -c -e "$1" || true; }

# example_project DIR: a copy of the example with its data, nothing run yet.
example_project() {
  mkdir -p "$1"
  (cd "$source_dir/examples/spectra" && cp -p -- *.py *.yaml "$1/")
  (cd "$1" && python get_data.py >/dev/null)
}
# The part of the example's matrix that the shorter scripts run: 6 fits and 2 summaries.
part_of_example=(seed=1 components=3)

# Ends the script.
finish() {
  printf '\n%s: %d checks passed, %d failed\n' "${0##*/}" "$passed" "$failed"
  if ((passed + failed < $1)); then
    printf 'only %d checks were made; %d are expected at least\n' $((passed + failed)) "$1"
    exit 1
  fi
  ((failed == 0))
}
