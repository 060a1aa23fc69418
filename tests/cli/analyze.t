Where the space goes:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ shape() { sed -E 's/[0-9.]+ ?(B|kB|MB)/<size>/g; s/[0-9]+ inodes/<n> inodes/; s/ +/ /g; s/[0-9]{4}-[0-9]{2}/<month>/'; }
  $ cairn analyze storage | normalise | shape
  $ cairn analyze storage --json | grep -v '[0-9]'

An inode with several names counts once.

  $ before=$(cairn analyze storage --json | grep -m1 '"inodes"')
  $ cairn deduplicate --auto --link hardlink
  $ test "$before" = "$(cairn analyze storage --json | grep -m1 '"inodes"')" || echo fewer inodes
  $ cairn analyze storage | grep Duplicates

It warns as cairn.yaml says.

  $ echo 'cleanup: {warn_old_runs_days: 1, max_storage_gb: 0}' >>cairn.yaml
  $ cairn analyze storage 2>&1 >/dev/null | shape
