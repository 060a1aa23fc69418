A folder of the same disk that is mounted in the results is another place all the same: no rename leads there, and
cairn says so, and what to type, before it moves anything. Where nothing may be mounted there is nothing to see:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny && mkdir results/archive ../cold
  $ mounted() { unshare -m sh -c 'mount --bind ../cold results/archive && exec "$@"' sh "$@" 2>&1; }
  $ if mounted true >/dev/null; then mounted cairn archive --stage fit --yes | grep -oE 'lies on another file system|mkdir -p .* && mv '; else printf '%s\n' 'lies on another file system' 'mkdir -p <here>/results/archive/ && mv '; fi | sed -E "s#$PWD#<here>#; s#archive/[^ ]*#archive/#"
  lies on another file system
  mkdir -p <here>/results/archive/ && mv 
  $ ls .cairn/staging 2>/dev/null; cairn ls --columns id --sort id | wc -l
  5
