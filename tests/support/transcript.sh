# Helpers for transcripts; a transcript begins with:   $ . "$TESTDIR/../support/transcript.sh"
# (docs/testing.md tells how to write one.)

# Filter: what differs from run to run becomes a word in angle brackets: the ids of the runs that have
# a record below the current folder, digests, dates, times, durations, process numbers, this host,
# and the transcript's own folder. Everything else stays; ids and digests that follow from a key are
# the same for ever, so a transcript about identity does not use this filter.
normalise() {
  local text ids host
  # Which runs there are is looked up when the command before us has ended: it may make or remove some.
  text=$(cat && printf .)
  ids=$(find . \( -path '*/.run/*.json' -o -path './.cairn/adopted/*.json' \) 2>/dev/null |
    sed -E 's|.*/||; s|\..*||' | grep -vx group | sort -u | paste -sd '|')
  host=$(uname -n)
  printf '%s' "${text%.}" | sed -E \
    -e "s#$(pwd -P)#<here>#g; s#${PRYSK_TEMP:-/nowhere}#<tmp>#g" \
    -e "s/\b(${ids:-no_run})\b/<id>/g" \
    -e 's/\b[0-9a-f]{64}\b/<digest>/g' \
    -e 's/\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?/<datetime>/g' \
    -e 's/\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b/<date>/g; s/\b[0-9]{4}-[0-9]{2}-[0-9]{2}_/<date>_/g' \
    -e 's/\b[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?\b/<time>/g; s/\b[0-9]{2}:[0-9]{2}\b/<time>/g' \
    -e 's/\b([0-9]+h ?)?([0-9]+m ?)?[0-9]+(\.[0-9]+)? ?(ns|us|µs|ms|s)\b/<duration>/g' \
    -e 's/(\bpid"?[ =:]+)[0-9]+/\1<pid>/g' \
    -e "s/\b${host//./\\.}-[0-9]+-[0-9]+\b/<host>-<pid>-<start>/g; s/\b${host//./\\.}\b/<host>/g"
}

# Filter: runs of blanks become one, so that a column whose width follows a duration stays the same.
squeeze() { sed -E 's/ +/ /g; s/ $//'; }

# Lists a tree with the kind, the size or the link of each entry; times and owners are left out.
tree_of() { (cd "${1:-.}" && find . -mindepth 1 -printf '%P %y %l\n' | LC_ALL=C sort | sed 's/ *$//'); }

# Lists paths, sizes and modification times below a folder: equal before and after means untouched.
snapshot() { (cd "${1:-.}" && find . -printf '%p %y %s %T@ %l\n' | LC_ALL=C sort); }

# Runs a command on a terminal of so many columns, without colours: on_terminal 80 cairn ls
on_terminal() {
  COLUMNS=$1 NO_COLOR=1 python3 -c 'import os, pty, sys
status = pty.spawn(sys.argv[1:])
sys.exit(os.waitstatus_to_exitcode(status))' "${@:2}" </dev/null | tr -d '\r'
}
