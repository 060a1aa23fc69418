The results of two projects may be laid into one. Where two different runs bear one id, each is whole, and the id names neither:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ plain() { normalise | sed -E 's/[0-9.]+ (B|kB)/<size>/g; s/, in <duration>.*//'; }
  $ tiny_project && run_tiny && cp -a results/*_tiny results/2026-11-01_b && rm -r results/2026-11-01_b/wheat results/2026-11-01_b/corn/PLS5*
  $ cat >../other_seed.py <<'PY'
  > import sys, hashlib, json
  > path = sys.argv[1]
  > text = open(path, "rb").read()
  > record = json.loads(text)
  > key = record["key"].replace('"seed":1', '"seed":7')
  > text = text.replace(json.dumps(record["key"]).encode(), json.dumps(key).encode())
  > text = text.replace(record["digest"].encode(), hashlib.sha256(key.encode()).hexdigest().encode())
  > text = text.replace(b'"seed":1,', b'"seed":7,').replace(b'"seed":1}', b'"seed":7}')
  > open(path, "wb").write(text[:-80] + text[-80:-68] + hashlib.sha256(text[:-80]).hexdigest().encode() + text[-4:])
  > PY
  $ python3 ../other_seed.py results/2026-11-01_b/corn/PLS2*/.run/o2a5oj.json && cairn reindex 2>&1 | plain
  cairn: warning: <id> is the id of 2 different runs: results/<date>_b/corn/PLS2_d27e47, results/<date>_tiny/corn/PLS2_d27e47
  5 runs, 0 copies, 1 problem
  $ cairn render >../out; cairn verify | plain
  conflict: results/<date>_b/corn/PLS2_d27e47/.run/<id>.json: <id> is the id of 2 different runs: results/<date>_b/corn/PLS2_d27e47, results/<date>_tiny/corn/PLS2_d27e47
      name them by their paths
  5 runs, 25 files (<size>), 2 objects, 28 views: all well, 1 notice
  $ cairn doctor | grep -A1 records | plain
  notice   records        5 records read; <id> is the id of 2 different runs: results/<date>_b/corn/PLS2_d27e47, results/<date>_tiny/corn/PLS2_d27e47
                          name them by their paths
  $ cairn show o2a5oj 2>&1 | plain
  cairn: error: '<id>' is the name of 2 runs:
    <id>  results/<date>_b/corn/PLS2_d27e47
    <id>  results/<date>_tiny/corn/PLS2_d27e47
    hint: two runs have one id: type the path of one instead

A copy of a run that is not the run as it is shown, here of an earlier attempt, is told as well:

  $ rm -r results/2026-11-01_b && cp -a results/*_tiny results/2026-11-01_b && run_tiny --force --yes && cairn reindex 2>&1 | plain
  cairn: note: 4 copies are of another record than what is shown: results/<date>_b/corn/PLS2_d27e47: attempt 1 (finished), and results/<date>_tiny/corn/PLS2_d27e47: attempt 2 (finished); …
  4 runs, 4 copies, 0 problems
