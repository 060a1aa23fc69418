A job may go down as deep as it likes, further than a path or the open files of a process reach:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir deep && cd deep
  $ echo '{layout: flat, stages: {dig: {cmd: "python3 dig.py {run}", outs: {top: top.txt}}}}' >cairn.yaml
  $ cat >dig.py <<'PY'
  > import os, sys
  > os.chdir(sys.argv[1])
  > open("top.txt", "w").write("top")
  > for level in range(1500):
  >     os.mkdir("in"); os.chdir("in")
  > open("deep.txt", "w").write("deep")
  > PY
  $ ulimit -n 100
  $ cairn run -q
  $ cairn show latest --json | jq '.run.artifacts | map(.path | length)'
  [
    4508,
    7
  ]
  $ cairn verify --deep | grep -o 'all well'
  all well
  $ cairn doctor | grep -v ^fine
  [1]

It is made again, changes are seen, and it goes to the archive, to the trash, and away:

  $ cairn run -q --force && cairn purge --all --yes | grep -c freed
  1
  $ python3 -c 'import os, sys
  > os.chdir(sys.argv[1])
  > for level in range(1500): os.chdir("in")
  > open("deep.txt", "w").write("more")' "$(dirname "$(find . -name top.txt)")"
  $ cairn verify --deep | grep -c 'in/deep.txt'
  1
  $ cairn archive latest --yes | tail -1
  moved to the archive; back with: cairn restore
  $ cairn restore latest 2>&1 | tail -1 | normalise
  restored <id> to results/dig-<id>
  $ cairn clean latest --yes | grep -c '^moved to the trash'
  1
  $ cairn restore dig 2>&1 | tail -1 | normalise
  restored <id> to results/dig-<id>
  $ cairn clean latest --yes --no-trash | grep -c freed
  1
  $ find . -name in | wc -l
  0
  $ rm -rf results .cairn
