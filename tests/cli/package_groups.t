A package of a session carries what the session is, not only its runs: its notes, its rollups, the pictures beside them.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn note tiny "for the paper" >/dev/null
  $ session=$(basename results/*_tiny)
  $ mkdir results/$session/charts results/$session/corn/overview
  $ printf 'GIF89a' > results/$session/charts/all.gif
  $ echo 'corn is best' > results/$session/corn/overview/summary.txt
  $ cairn export tiny -o ../session.zip | normalise
  $ unzip -l ../session.zip | awk '{print $4}' | grep -v -E '/PLS|^provenance' | normalise
  $ mkdir ../unpacked && (cd ../unpacked && unzip -q ../session.zip && sha256sum --quiet -c SHA256SUMS && echo sums agree)
  $ sed -n '/^## Groups/,/^## Runs/p' ../unpacked/README.md | normalise
  $ grep -c -E '<h2>.*_tiny</h2>|for the paper|all.gif|summary.txt' ../unpacked/index.html
  $ python3 -c 'import json; d=json.load(open("../unpacked/PACKAGE.json")); print(d["format"], [g["group"] for g in d["groups"]])'

A part of the session is no session:

  $ cairn export tiny --dataset corn -o ../corn.zip --json | grep -E '"(group|path)"' | grep -v -E 'PLS|README|index|EXPORT|provenance' | normalise
  $ cairn export latest -o ../one.zip >/dev/null && unzip -p ../one.zip PACKAGE.json | grep format

Import puts it all back, and makes the rollups anew:

  $ mkdir ../other && cp -r cairn.yaml fit.sh data ../other && cd ../other
  $ cairn import ../session.zip | normalise
  $ find results -type f ! -path '*/PLS*' | sort | normalise
  $ diff <(cd results && sha256sum $session/RUN.yaml $session/corn/COMPARISON.yaml) <(cd ../tiny/results && sha256sum $session/RUN.yaml $session/corn/COMPARISON.yaml) && echo equal
  $ cairn verify --deep | normalise
  $ cairn render --json | grep -E 'written|problems'
  $ cairn import ../session.zip | normalise

What is there already stays as it is:

  $ mkdir ../third && cp -r cairn.yaml fit.sh data ../third && cd ../third
  $ mkdir -p results/$session/charts && echo mine > results/$session/charts/all.gif
  $ cairn import ../session.zip --to-run from_ana | normalise
  $ cat results/*_from_ana/RUN.yaml | grep -E 'notes|description'
  $ cat results/$session/charts/all.gif; ls results/*_from_ana/charts
