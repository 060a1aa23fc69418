A record tells how a run ended. One that tells of no end is not imported: the run could never be
made where it lies.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project flat && run_tiny
  $ cat > ../seal.py <<'PY'
  > import hashlib, re, sys
  > def sealed(text):
  >     body = text[:-80].replace(b'"status":"finished"', b'"status":"running"', 1)
  >     return body + b',\n"sha256":"' + hashlib.sha256(body).hexdigest().encode() + b'"\n}\n'
  > for path in sys.argv[1:]:
  >     with open(path, "rb") as file: text = file.read()
  >     with open(path, "wb") as file: file.write(sealed(text))
  > PY
  $ chmod -R u+w results && record=$(ls results/*/.run/??????.json | head -1)
  $ folder=${record%/.run/*} && id=$(basename $record .json)
  $ python3 ../seal.py $record
  $ python3 -c 'import shutil; shutil.make_archive("../unended", "zip", ".", "results")'
  $ cairn verify | normalise | head -1
  record: results/fit-<id>/.run/<id>.json: it says 'running', which is no end of a run
  $ mkdir ../lab && cp -r cairn.yaml fit.sh data ../lab && cd ../lab
  $ cairn import ../unended.zip 2>&1 | normalise
  cairn: error: unended.zip: run 0xt2ma: the record of 0xt2ma says 'running', which is no end of a run (finished, failed, killed, preempted)
  $ ls results 2>&1
  ls: cannot access 'results': No such file or directory
  [2]

Where such a record lies in a project it is no run that somebody made meanwhile:

  $ cd ../tiny && rm .cairn/catalog.db && cairn run -q --yes && cairn purge --all --yes > /dev/null
  $ cairn run
  Nothing to run: all 4 runs are cached.
  $ cairn verify | sed 's/.*: all well.*/all well/'
  all well

What people typed and cannot be read is named as it is called in the package:

  $ echo '{' > results/$(basename $folder)/.run/$id.user.json
  $ python3 -c 'import shutil; shutil.make_archive("../typed", "zip", ".", "results")'
  $ cd ../lab && cairn import ../typed.zip 2>&1 | normalise
  cairn: error: results/fit-0xt2ma/.run/0xt2ma.user.json:2:1: not JSON: while parsing object key - unexpected end of input; expected string literal
    hint: it is what people typed: correct it, and export again
