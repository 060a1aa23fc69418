A run stands for what is planned only where their keys are one text. That two keys have one digest would be seen where the
record is read (here somebody forged one, seal and all), and neither is taken for the other:

  $ printf 'layout: flat\nstages: {fit: {params: {a: 1}, matrix: {a: [2]}, cmd: "true"}}\n' > cairn.yaml && cairn run -q
  $ cat > forge.py <<'PY'
  > import glob, hashlib, json
  > path = glob.glob("results/*/.run/??????.json")[0]
  > text = open(path, "rb").read()
  > key = json.loads(text)["key"]
  > text = text.replace(json.dumps(key).encode(), json.dumps(key.replace('"a":2', '"a":3')).encode())
  > open(path, "wb").write(text[:-68] + hashlib.sha256(text[:-80]).hexdigest().encode() + text[-4:])
  > PY
  $ python3 forge.py && rm .cairn/catalog.db*; cairn run -n
  cairn: error: run 2ck3nv (results/fit-2ck3nv) has the digest of what is planned, and another key
    hint: one of the two is damaged, or SHA-256 is broken: cairn verify tells which
  [6]
  $ cairn verify | head -2
  record: results/fit-2ck3nv/.run/2ck3nv.json: its key is not that of its digest
      bring it back from a copy of the store
