Under what a run was made: git, machine, Python, variables, and the texts of what it depends on:

  $ . "$TESTDIR/../support/transcript.sh"
  $ export GIT_AUTHOR_DATE=2026-01-01T00:00:00Z GIT_COMMITTER_DATE=2026-01-01T00:00:00Z
  $ g() { git -c user.name=Ana -c user.email=ana@example.org -c init.defaultBranch=main "$@"; }
  $ made() { sed -n '/^Provenance/,$p' | sed -E 's/^  (host|cairn) .*/  \1 …/; s/[0-9.]+ \([0-9]+ packages, [0-9a-f]{12}\) in .*/<python>/' | normalise | squeeze; }
  $ mkdir wheat && cd wheat && mkdir -p src
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit:
  >     deps: [fit.sh, src]
  >     cmd: sh fit.sh > {run}/out.txt
  >   py:
  >     cmd: LANG=C python3 -c 'print(1)' > {run}/out.txt
  > YAML
  $ echo 'echo one' >fit.sh; echo 'A = 1' >src/a.py; echo data >src/a.csv

Without a repository there is none, and nothing is said of it:

  $ cairn run -q fit
  $ cairn show fit | made
  Provenance
   host …
   sources fit.sh, src/a.py
   in <here>
   cairn …
  $ cairn cat fit source:src/a.py
  A = 1
  $ cairn cat fit git.diff 2>&1 | normalise
  cairn: error: run <id> has no git.diff
    hint: what is known of how it was made: cairn show <id>
  $ cairn cat fit source:gone.py 2>&1 | normalise
  cairn: error: run <id> has no source:gone.py
    hint: what is known of how it was made: cairn show <id>

A clean repository; results and .cairn do not make it dirty:

  $ echo note >out; g init -q . && g add cairn.yaml fit.sh src && g commit -qm first && cairn run -q --force fit
  $ cairn show fit | made
  Provenance
   git 1a60f81 on main, 1 untracked
   host …
   sources fit.sh, src/a.py
   in <here>
   cairn …
  $ cairn cat fit git.untracked
  {"path":"out","size":5,"sha256":"389ed6887e49a315f706f6c2b931b1dcf0d797c91437124f32eb98555c669758","object":"389ed6887e49a315f706f6c2b931b1dcf0d797c91437124f32eb98555c669758"}
  $ rm out

What is not committed is kept, without the secrets in it. User and password of the remote are not:

  $ g remote add origin https://ana:hunter2@example.org/wheat.git
  $ printf 'echo two\nAPI_KEY="abc"\n' >fit.sh; mkdir new; echo 'password: abc' >new/conf.yaml; echo 'X=1' >.env
  $ cairn run -q fit && cairn show fit | made
  Provenance
   git 1a60f81+dirty on main, 2 untracked
   remote https://example.org/wheat.git
   host …
   sources fit.sh, src/a.py
   in <here>
   cairn …
  $ cairn cat fit git.diff
  diff --git a/fit.sh b/fit.sh
  index a62f486..2c293f6 100644
  --- a/fit.sh
  +++ b/fit.sh
  @@ -1 +1,2 @@
  -echo one
  +echo two
  +API_KEY="[redacted]"
  $ cairn cat fit git.untracked | sed 's/"sha256":"[0-9a-f]*"/"sha256":"…"/; s/"object":"[0-9a-f]*"/"object":"…"/'
  {"path":".env","size":4,"sha256":"…"}
  {"path":"new/conf.yaml","size":14,"sha256":"…","object":"…"}
  $ cairn cat fit source:fit.sh
  echo two
  API_KEY="[redacted]"
  $ cairn show fit --json | python3 -c '
  > import json, sys
  > run = json.load(sys.stdin)["run"]
  > made = run["provenance"]
  > print(sorted(made), sorted(made["git"]), made["python"], sorted(made["sources"]), run["git_dirty"], run["git_commit"][:7])'
  ['environment', 'git', 'host', 'python', 'sources'] ['branch', 'commit', 'diff', 'dirty', 'remote', 'untracked'] None ['fit.sh', 'src/a.py'] True 1a60f81
  $ cairn cat fit environment | grep -c '"PATH"'
  1

Runs are found by it:

  $ cairn ls --where "git_commit LIKE '1a6%' AND git_dirty = 1" --columns name,git_commit,git_dirty --csv | sed 's/,1a60f81[0-9a-f]*/,1a60f81…/'
  name,git_commit,git_dirty
  fit,1a60f81…,true

A repository without a commit, in the middle of a merge, without a branch, with a file of secrets, and one that git refuses:

  $ rm -rf .git && g init -q . && cairn run -q --force fit && cairn show fit | grep '^  git '
    git      no commit yet on main, 6 untracked
  $ g add cairn.yaml fit.sh src new .env && g commit -qm all && g checkout -q --detach && touch .git/MERGE_HEAD && cairn run -q --force fit && cairn show fit | grep '^  git '
    git      07536a6; a merge is under way
  $ rm .git/MERGE_HEAD; echo 'X=2' >.env; cairn run -q --force fit && cairn cat fit git.diff
  diff --git a/.env b/.env
  index ef459ac..6955ef3 100644
  --- a/.env
  +++ b/.env
  [redacted]
  $ echo nonsense >.git/HEAD && cairn run -q --force fit && cairn show fit | grep '^  git '
    git      unknown; git status failed: fatal: not a git repository (or any of the parent directories): .git

No git program: as if there was no repository:

  $ mkdir bin && for p in sh python3 sed grep; do ln -s "$(command -v $p)" bin/$p; done
  $ cairn=$(command -v cairn); PATH=$PWD/bin $cairn run -q --force fit && cairn show fit --json | grep -c '"git": null'
  1

A command that is Python, by whatever words it is started:

  $ cairn run -q py && cairn show py | made
  Provenance
   git unknown; git status failed: fatal: not a git repository (or any of the parent directories): .git
   python <python>
   host …
   in <here>
   cairn …
  $ cairn cat py packages | grep -c '^[a-z0-9-]*==' | sed 's/[1-9][0-9]*/<some>/'
  <some>
  $ packages=$(cairn show py --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["run"]["provenance"]["python"]["packages"]["object"])')
  $ cairn cat py packages | sha256sum | grep -c "^$packages"
  1
  $ cairn ls --where "python LIKE '3.%'" --columns name --csv
  name
  py

A folder that was copied to another project says all but the texts:

  $ mkdir ../other && cp cairn.yaml ../other && cp -r results ../other && cd ../other
  $ cairn show py | grep -c '^  python '
  1
  $ cairn cat py packages 2>&1 | normalise
  cairn: error: 'packages' of run <id> is not in this project's objects
    hint: a run that was copied here leaves it behind: look for <digest> in .cairn/objects of its own project

Parameters that would carry a secret are refused before anything runs:

  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   fit:
  >     params: {api_key: "", note: ""}
  >     env: [API_KEY]
  >     cmd: echo {note} {api_key}
  > YAML
  $ cairn run api_key=abc
  cairn: error: stage 'fit': the parameter 'api_key' is named like a secret, and parameters stand in keys, records and names
    hint: pass it on as a variable, whose value is not recorded: env: [API_KEY]
  [2]
  $ API_KEY=zebra-stripes cairn run note=a-zebra-stripes-b
  cairn: error: stage 'fit': the parameter 'note' holds what looks like a secret, and parameters stand in keys, records and names
    hint: pass it on as a variable, whose value is not recorded: env: [MY_SECRET]
  [2]
