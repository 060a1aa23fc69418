Documents and rollups are views: they can be made again from the records.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ find results -name '*.yaml' | normalise | sed 's/_[0-9a-f]\{6\}\//_<hash>\//' | sort
  results/<date>_tiny/RUN.yaml
  results/<date>_tiny/corn/COMPARISON.yaml
  results/<date>_tiny/corn/DATASET.yaml
  results/<date>_tiny/corn/PLS2_<hash>/PIPELINE.yaml
  results/<date>_tiny/corn/PLS2_<hash>/SCORES.yaml
  results/<date>_tiny/corn/PLS2_<hash>/logs/timing.yaml
  results/<date>_tiny/corn/PLS2_<hash>/models/v2yhhy/MANIFEST.yaml
  results/<date>_tiny/corn/PLS5_<hash>/PIPELINE.yaml
  results/<date>_tiny/corn/PLS5_<hash>/SCORES.yaml
  results/<date>_tiny/corn/PLS5_<hash>/logs/timing.yaml
  results/<date>_tiny/corn/PLS5_<hash>/models/waecpq/MANIFEST.yaml
  results/<date>_tiny/wheat/COMPARISON.yaml
  results/<date>_tiny/wheat/DATASET.yaml
  results/<date>_tiny/wheat/PLS2_<hash>/PIPELINE.yaml
  results/<date>_tiny/wheat/PLS2_<hash>/SCORES.yaml
  results/<date>_tiny/wheat/PLS2_<hash>/logs/timing.yaml
  results/<date>_tiny/wheat/PLS2_<hash>/models/8jgeay/MANIFEST.yaml
  results/<date>_tiny/wheat/PLS5_<hash>/PIPELINE.yaml
  results/<date>_tiny/wheat/PLS5_<hash>/SCORES.yaml
  results/<date>_tiny/wheat/PLS5_<hash>/logs/timing.yaml
  results/<date>_tiny/wheat/PLS5_<hash>/models/glq5ca/MANIFEST.yaml
  $ cairn render | normalise
  0 written, 21 unchanged, in <duration>
  $ find results -name '*.yaml' | sort | xargs sha256sum > before
  $ find results -name '*.yaml' -delete
  $ cairn render | normalise
  21 written, 0 unchanged, in <duration>
  $ sha256sum --quiet -c before

On a copy of the results without .cairn, too:

  $ mkdir ../copy && cp -r cairn.yaml results ../copy && cd ../copy
  $ find results -name '*.yaml' -delete
  $ cairn render --json | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["format"], d["written"] > 0, d["kept"], d["problems"])'
  1 True [] []
  $ sha256sum --quiet -c ../tiny/before

An edit by hand is kept beside the view:

  $ echo '# mine' >> results/*/corn/PLS2_*/SCORES.yaml
  $ cairn render | normalise | sed 's/_[0-9a-f]\{6\}\//_<hash>\//'
  1 written, 20 unchanged, in <duration>
  edited by hand: results/<date>_tiny/corn/PLS2_<hash>/SCORES.yaml (your edit is kept as SCORES.yaml.edited)
  $ tail -n 1 results/*/corn/PLS2_*/SCORES.yaml.edited
  # mine

What the records say and a damaged file does not is told once, and the views are made without it:

  $ echo '{' >$(echo results/*_tiny)/.run/group.json
  $ cairn render 2>&1 | normalise | sed 's#<here>[^:]*/results#…/results#g'
  cairn: warning: …/results/<date>_tiny/.run/group.json: …/results/<date>_tiny/.run/group.json:2:1: not JSON: while parsing object key - unexpected end of input; expected string literal
  1 written, 20 unchanged, in <duration>
  $ cairn note results/*_tiny/corn 'seen' 2>&1 | grep -c group.json
  1
