The environment that was found makes runs stale only where it is asked for.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir env bin && cd env
  $ cat >../bin/python <<'SH'
  > #!/bin/sh
  > case $1 in
  > -I) cat ../answer ;;
  > *) . "./$1" ;;
  > esac
  > SH
  $ chmod +x ../bin/python && PATH=$(cd ../bin && pwd):$PATH
  $ answer() { echo "{\"version\": \"$1\", \"prefix\": \"/opt/env\", \"program\": \"/opt/env/bin/python\", \"packages\": [$2]}" >../answer; }
  $ answer 3.11.7 '"numpy==1.26.4", "scipy==1.11.4"'
  $ cat >cairn.yaml <<'YAML'
  > project: env
  > layout: flat
  > stages:
  >   prep: {cmd: "echo prepared > {outs.data}", outs: {data: data.txt}}
  >   fit: {needs: prep, cmd: python fit.py, deps: [fit.py]}
  > YAML
  $ echo 'cairn log metric rmse 0.5' >fit.py
  $ cairn run -q && cairn run -n --triggers params,code,environment | tail -n 1
  Nothing to run: 2 runs cached.

Another package, and another Python:

  $ answer 3.12.1 '"numpy==2.0.0", "pandas==2.2.0"'
  $ cairn run -n | tail -n 1
  Nothing to run: 2 runs cached.
  $ cairn run -n --triggers environment
  stage    cached   missing     stale     retry    forced  upstream
  prep          1         -         -         -         -         -
  fit           -         -         1         -         -         -
  why:
        1 × Python: 3.11.7 → 3.12.1 (and 1 more)
  Would run 1 of 2 runs.
  Replaces 1 finished attempt; what is replaced goes to the trash.
  $ cairn why latest --triggers environment | normalise | sed 's/today .*/<day>/'
  fit <id> is stale
    results/fit-<id>
    Python: 3.11.7 → 3.12.1
    numpy: 1.26.4 → 2.0.0; scipy is gone; pandas 2.2.0 is new
    compared with its attempt 1 of <day>
  $ cairn why latest --triggers environment --json | python3 -c 'import json, sys; [print(r["kind"], r["leaf"]) for r in json.load(sys.stdin)["runs"][-1]["reasons"]]'
  environment environment.python.version
  environment environment.packages

A check says it beside the outcome:

  $ cairn run --check fit | normalise
  fit <id> equal: 0 files and 1 metric in <duration>
    changed since: Python: 3.11.7 → 3.12.1
    changed since: numpy: 1.26.4 → 2.0.0; scipy is gone; pandas 2.2.0 is new
  $ cairn run -q --triggers environment && cairn run -n --triggers environment | tail -n 1
  Nothing to run: 2 runs cached.
  $ cairn show fit --json | python3 -c 'import json, sys; [print(a["number"], a["reason"]) for a in json.load(sys.stdin)["run"]["attempts"]]'
  1 it has never run
  2 Python: 3.11.7 → 3.12.1 (and 1 more)

Another host, as the record tells it:

  $ record=$(ls -d results/fit*/.run/*.json | grep -v user)
  $ python3 - "$record" <<'PY'
  > import hashlib, pathlib, re, sys
  > path = pathlib.Path(sys.argv[1])
  > text = path.read_bytes()
  > changed = re.sub(rb'("os": ?)"[^"]*"', rb'\1"Plan 9"', text)
  > assert changed != text
  > at = changed.rindex(b',\n"sha256"') if b',\n"sha256"' in changed else changed.rindex(b',\n  "sha256"')
  > digest = hashlib.sha256(changed[:at]).hexdigest().encode()
  > changed = changed[:at] + re.sub(rb'[0-9a-f]{64}', digest, changed[at:])
  > path.chmod(0o644)
  > path.write_bytes(changed)
  > PY
  $ cairn why latest --triggers environment | grep system | sed 's/→ .*/→ <system>/'
    system: Plan 9 → <system>

Which triggers there are:

  $ cairn run -n --triggers enviroment
  cairn: error: 'enviroment' is no trigger
    hint: did you mean 'environment'?
  [2]
