A purge removes entries of the trash whose move never happened. Whoever makes an entry therefore holds the lock that the
purge looks under until something lies in it, and waits for it while another has it:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ cat >beside.py <<'PY'
  > import fcntl, os, subprocess, sys
  > project, *command = sys.argv[1:]
  > os.makedirs(f"{project}/.cairn/locks", exist_ok=True)
  > with open(f"{project}/.cairn/locks/attempts", "w") as lock:
  >     fcntl.lockf(lock, fcntl.LOCK_EX)
  >     try:
  >         subprocess.run(command, timeout=1.5, capture_output=True)
  >         print("did not wait")
  >     except subprocess.TimeoutExpired:
  >         print("waits")
  > trash = f"{project}/.cairn/trash"
  > print(len(os.listdir(trash)) if os.path.exists(trash) else 0, "in the trash")
  > PY

Objects that nobody needs:

  $ tiny_project && run_tiny dataset=corn
  $ echo '# changed' >>fit.sh && run_tiny dataset=corn && rm -r .cairn/trash
  $ python3 ../beside.py . cairn cache clean --orphaned --yes
  waits
  0 in the trash
  $ cairn cache clean --orphaned --yes | cut -d' ' -f1-3
  moved 1 object
  $ ls .cairn/trash | wc -l
  1

What an import replaces (the next command goes on with it):

  $ cairn export 7tht4c -o ../one.zip >/dev/null && cairn run -q --force dataset=corn n=5 && rm -r .cairn/trash
  $ python3 ../beside.py . cairn import ../one.zip --replace
  waits
  0 in the trash
  $ cairn import ../one.zip --replace 2>&1 | head -1
  already present: 1 run
  $ ls .cairn/trash | wc -l
  1

Runs whose migration is undone:

  $ cd .. && tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && mv nirs4all-v5-uuid old
  $ cairn migrate --from nirs4all-v5 --to nirs4all old new >/dev/null 2>&1 && (cd new && cairn ls >/dev/null)
  $ python3 beside.py new cairn migrate --undo old new --yes
  waits
  0 in the trash
  $ cairn migrate --undo old new --yes | tail -1
  3 runs were moved to the trash; the source is as it was
