A run becomes a zip that stands for itself.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ export USER=ana
  $ tiny_project && run_tiny
  $ cairn export o2a5oj -n
  $ cairn export o2a5oj
  $ mkdir ../alone && unzip -q PLS2_*_all_export.zip -d ../alone
  $ (cd ../alone && sha256sum --quiet -c SHA256SUMS && cat EXPORT.yaml) | normalise
  $ cat ../alone/weights.txt ../alone/models/*/fold.txt
  $ grep -c '<script' ../alone/index.html
  $ sed -n 's/.*<title>\(.*\)<.title>.*/\1/p' ../alone/index.html | normalise
  $ head -3 ../alone/README.md | normalise

Again it is there already, and the same runs give the same bytes:

  $ cairn export o2a5oj
  $ cp PLS2_*.zip first.zip && touch results/*/corn/PLS2_*/weights.txt
  $ TZ=Asia/Tokyo cairn export o2a5oj -o second.zip >/dev/null && cmp first.zip second.zip

One model, as small as it gets; the record names what is left out:

  $ cairn export o2a5oj --model best --minimal
  $ unzip -Z1 PLS2_*_minimal.zip | grep -v '^\.run'
  $ cairn export o2a5oj --model fold7
  $ cairn export o2a5oj --minimal --complete

A session, a filter:

  $ cairn export results/*_tiny --complete | normalise
  $ unzip -Z1 *_tiny_complete.zip | grep weights | normalise
  $ cairn export --where 'params.n = 2' --logs --json -o n2.zip | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["package"], [r["id"] for r in d["runs"]])'
  $ cairn export
  $ cairn export nothing

A file that was changed is not packed, and nothing is written:

  $ echo more >>results/*/wheat/PLS5_*/weights.txt
  $ cairn export --dataset wheat -o bad.zip 2>&1 | normalise
  $ ls bad.zip
  $ rm results/*/wheat/PLS5_*/weights.txt
  $ cairn export --dataset wheat -o bad.zip 2>&1 | normalise
  $ ls -A | grep tmp

A link to an object becomes its bytes; any other link is refused:

  $ weights=$(echo results/*/corn/PLS2_*/weights.txt)
  $ hash=$(sha256sum "$weights" | cut -d' ' -f1)
  $ mkdir -p .cairn/objects/${hash:0:2} && mv "$weights" .cairn/objects/${hash:0:2}/$hash
  $ ln -s ../../../../.cairn/objects/${hash:0:2}/$hash "$weights"
  $ cairn export o2a5oj --resolve-artifacts -o third.zip >/dev/null && cmp first.zip third.zip
  $ ln -sf ../../../../fit.sh "$weights"
  $ cairn export o2a5oj -o fourth.zip 2>&1 | normalise
