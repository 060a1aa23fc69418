What a package holds where the command says nothing is an option, of a person or of a project:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ parts() { unzip -Z1 "$1" | grep -c "console.log"; }
  $ cairn export tiny -o ../plain.zip >/dev/null; parts ../plain.zip
  0
  [1]
  $ mkdir -p "$XDG_CONFIG_HOME/cairn"
  $ echo 'export: {default_include_logs: true, compression_level: 9}' > "$XDG_CONFIG_HOME/cairn/config.yaml"
  $ cairn config export | sed "s#$XDG_CONFIG_HOME#<config>#" | squeeze
  option value from
  export.default_include_predictions true default
  export.default_include_charts true default
  export.default_include_logs true <config>/cairn/config.yaml:1:32
  export.compression_level 9 <config>/cairn/config.yaml:1:57
  $ cairn export tiny -o ../logs.zip >/dev/null; parts ../logs.zip
  4
  $ cairn export tiny --no-logs -o ../without.zip >/dev/null; parts ../without.zip
  0
  [1]
  $ printf 'export: {default_include_logs: false, compression_level: 0}\n' >> cairn.yaml
  $ cairn config export.default_include_logs | squeeze
  option value from
  export.default_include_logs false cairn.yaml:15:32
  
  true, false: likewise logs
  $ cairn export tiny -o ../project.zip >/dev/null; parts ../project.zip
  0
  [1]
  $ cairn export tiny --logs -o ../asked.zip >/dev/null; parts ../asked.zip
  4
  $ cairn export tiny --complete -o ../complete.zip >/dev/null; parts ../complete.zip
  4
  $ unzip -v ../project.zip | awk '$2 == "Stored" {s++} $2 ~ /^Defl/ {d++} END {print (s > 0), d + 0}'
  1 0
  $ unzip -v ../logs.zip | awk '$2 ~ /^Defl/ {d++} END {print (d > 0)}'
  1
  $ (mkdir ../u && cd ../u && unzip -q ../project.zip && sha256sum --quiet -c SHA256SUMS && echo agree)
  agree
  $ cairn export tiny --charts --no-charts
  cairn: error: --charts and --no-charts exclude each other
  [2]
  $ sed -i 's/compression_level: 0/compression_level: 10/' cairn.yaml; cairn export tiny
  cairn: error: cairn.yaml:15:58: export.compression_level lies between 0 and 9
  [2]

A folder as its name means that folder:

  $ sed -i 's/compression_level: 10/compression_level: 1/' cairn.yaml; mkdir sub
  $ cairn export o2a5oj -o sub | sed 's/:.*//'; cairn export o2a5oj --minimal -o sub/ --json | grep '"package"'
  sub/PLS2_d27e47_all_export.zip
    left out
    "package": "sub/PLS2_d27e47_all_minimal.zip",
  $ cairn export o2a5oj -o none/ 2>&1 | normalise; ls sub
  cairn: error: there is no folder '<here>/none'
    hint: make it first: mkdir -p <here>/none
  PLS2_d27e47_all_export.zip
  PLS2_d27e47_all_minimal.zip

A package is no stream:

  $ cairn export o2a5oj -o -; ls ./-
  cairn: error: a package is written to a file, not to a stream
    hint: -o FILE names it; ./- is a file of that name
  ls: cannot access './-': No such file or directory
  [2]

Its name is that of what was chosen, in any layout: the folder or word that was typed, the experiment, or what all of the runs
share. A folder that a layout only puts between says nothing:

  $ for layout in nirs4all timeline ssvae projects flat; do
  >   mkdir -p ../named/$layout && cd ../named/$layout
  >   cat >cairn.yaml <<YAML
  > project: field
  > layout: $layout
  > experiment: wheat
  > datasets: {corn: {version: 1}}
  > stages: {fit: {params: {x: {type: int}}, matrix: {dataset: [corn], x: [1, 2]}, cmd: "echo {x} > {run}/x.txt"}}
  > YAML
  >   cairn run -q && cp cairn.yaml another
  >   echo $layout: $(for by in results '--experiment wheat' "--where x>0" --dataset=corn; do cairn export $by | grep -o '^[^:]*\.zip'; rm -f *.zip; done)
  >   cd ..
  > done
  nirs4all: field_export.zip wheat_export.zip corn_export.zip corn_export.zip
  timeline: field_export.zip wheat_export.zip field_export.zip field_export.zip
  ssvae: field_export.zip wheat_export.zip field_export.zip field_export.zip
  projects: field_export.zip wheat_export.zip wheat_export.zip wheat_export.zip
  flat: field_export.zip wheat_export.zip field_export.zip field_export.zip
  $ cd nirs4all && for by in results/*_wheat wheat results/*/corn; do cairn export $by | cut -d: -f1 | normalise; rm -f *.zip; done
  <date>_wheat_export.zip
  wheat_export.zip
  corn_export.zip
  $ cd ../timeline && cairn export results/runs | cut -d: -f1
  runs_export.zip
  $ cd ../projects && cairn export wheat | cut -d: -f1
  wheat_export.zip
