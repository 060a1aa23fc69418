Names that are too long for a file system are cut and end in the beginning of their hash; a file inside tells the whole one.

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat > cairn.yaml <<'YAML'
  > project: nets
  > layout: dynvision
  > datasets: {digits: {version: 1}}
  > stages:
  >   init:
  >     kind: model
  >     params: {model: Net, width: 16, seed: {type: int, default: 1}}
  >     matrix: {dataset: [digits]}
  >     cmd: echo {width} > {run}/init.pt
  >     outs: {weights: init.pt}
  > YAML
  $ for i in $(seq 40); do sed -i "s/^    params: {model: Net/&, param$i: 0.$i/" cairn.yaml; done
  $ cairn run -q
  $ cut() { sed -E 's/(Net:.{12})[^/]*(~[0-9a-f]{8})/\1…\2/'; }
  $ cairn path latest --relative | cut
  models/Net:param40=0.4+…~2c339ad5/digits
  $ cat models/Net*/WHOLE_NAME.txt | fold -w 100
  Net:param40=0.4+param39=0.39+param38=0.38+param37=0.37+param36=0.36+param35=0.35+param34=0.34+param3
  3=0.33+param32=0.32+param31=0.31+param30=0.3+param29=0.29+param28=0.28+param27=0.27+param26=0.26+par
  am25=0.25+param24=0.24+param23=0.23+param22=0.22+param21=0.21+param20=0.2+param19=0.19+param18=0.18+
  param17=0.17+param16=0.16+param15=0.15+param14=0.14+param13=0.13+param12=0.12+param11=0.11+param10=0
  .1+param9=0.9+param8=0.8+param7=0.7+param6=0.6+param5=0.5+param4=0.4+param3=0.3+param2=0.2+param1=0.
  1+width=16_1
  $ whole=$(cat models/Net*/WHOLE_NAME.txt) && printf %s "$whole" | wc -c
  512
  $ printf %s "$whole" | sha256sum | head -c 8
  2c339ad5 (no-eol)
  $ ls models | cut
  Net:param40=0.4+…~2c339ad5

Both spellings are the same run, and the file is a view like others:

  $ cairn run -n "models/$whole/digits/init.pt"
  stage    cached   missing     stale     retry    forced  upstream
  init          1         -         -         -         -         -
  Nothing to run: 1 run cached.
  $ cairn run -n "$(cairn path latest --relative)/init.pt"
  stage    cached   missing     stale     retry    forced  upstream
  init          1         -         -         -         -         -
  Nothing to run: 1 run cached.
  $ rm models/Net*/WHOLE_NAME.txt && cairn render | normalise && ls models/Net*/WHOLE_NAME.txt | cut
  1 written, 1 unchanged, in <duration>
  models/Net:param40=0.4+…~2c339ad5/WHOLE_NAME.txt
  $ cairn verify --deep | normalise
  1 run, 1 file (3 B), 1 object, 2 views: all well, in <duration>

Such a name reads as that of a session, which would lie in folders of one's own; the run is no session for that. Neither is
one whose whole name looks like that:

  $ mkdir ../long && cd ../long
  $ cat > cairn.yaml <<YAML
  > project: long
  > stages:
  >   go: {kind: pipeline, name: $(printf 'n%.0s' $(seq 260)), cmd: "echo hi > {run}/f"}
  >   day: {kind: pipeline, name: 2026-11-20_day, cmd: "echo hi > {run}/f"}
  > YAML
  $ cairn run -q && cairn verify | normalise
  2 runs, 2 files (6 B), 1 object, 4 views: all well, in <duration>; bytes were not read (--deep reads them)
  $ (cd results/*/all && ls *) | sed 's/nnn*/n…/'
  2026-11-20_day_70d088:
  PIPELINE.yaml
  f
  
  n…~02064f29:
  PIPELINE.yaml
  WHOLE_NAME.txt
  f

A layout without views has these files, too, and names that show a moment:

  $ mkdir ../views && cd ../views
  $ cat > cairn.yaml <<YAML
  > project: views
  > layout: flat
  > stages:
  >   $(printf 'n%.0s' $(seq 260)): {cmd: "echo hi > {run}/f"}
  > YAML
  $ cairn run -q && cairn verify | normalise
  1 run, 1 file (3 B), 1 object, 1 view: all well, in <duration>; bytes were not read (--deep reads them)
  $ head -c 30 results/*/WHOLE_NAME.txt
  nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn (no-eol)
  $ wc -c < results/*/WHOLE_NAME.txt
  268
  $ rm results/*/WHOLE_NAME.txt && cairn render | normalise
  1 written, 0 unchanged, in <duration>
  $ rm -rf results .cairn && sed -i 's/flat/timeline/; s/: {cmd/: {kind: pipeline, params: {dataset: {type: string, default: d}}, cmd/' cairn.yaml
  $ sed -i 's/^stages/datasets: {d: {version: 1}}\n&/' cairn.yaml
  $ cairn run -q && cairn verify | normalise
  1 run, 1 file (3 B), 1 object, 2 views: all well, in <duration>; bytes were not read (--deep reads them)
  $ tail -c +17 results/runs/*/WHOLE_NAME.txt | head -c 20
  _d_nnnnnnnnnnnnnnnnn (no-eol)

That of a run is in its record where it is cut, so that it is told however little of it is left, and made again, also by
another attempt in the same folder:

  $ mkdir ../moments && cd ../moments
  $ cat > cairn.yaml <<YAML
  > project: moments
  > layout: ssvae
  > stages:
  >   go: {name: $(printf 'n%.0s' $(seq 300)), cmd: "echo hi > {run}/f"}
  > YAML
  $ cairn run -q && ls results | grep -c 'n~[0-9a-f]*$' && tail -c +300 results/n*/WHOLE_NAME.txt | sed -E 's/[0-9]{8}_[0-9]{6}/<time>/'
  1
  n__std_head_ca__<time>
  $ cat results/n*/WHOLE_NAME.txt >../whole && grep -o '"whole_name":"nnn' results/n*/.run/*.json
  "whole_name":"nnn
  $ printf %s "$(cat ../whole)" | sha256sum | head -c 8 >../hash && ls results | grep -c $(cat ../hash)
  1
  $ rm results/n*/WHOLE_NAME.txt && cairn verify | grep -c WHOLE_NAME; cairn render | normalise && diff ../whole results/n*/WHOLE_NAME.txt
  1
  1 written, 4 unchanged, in <duration>
  $ cairn run -q --force && ls results | grep -c $(cat ../hash) && diff ../whole results/n*/WHOLE_NAME.txt && cairn verify | normalise
  1
  2 runs (1 in the trash), 4 files (58 B), 1 object, 5 views: all well, in <duration>; bytes were not read (--deep reads them)
