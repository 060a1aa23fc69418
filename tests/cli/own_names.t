What the names of a layout of one's own can be made of, and what is said where they cannot be made.

  $ . "$TESTDIR/../support/transcript.sh"
  $ printf '%s\n' 'layout: l.yaml' 'stages: {fit: {name: "n{k}", matrix: {k: [1, 2]}, cmd: "true"}}' > cairn.yaml
  $ try() { printf '%s\n' 'layout: x' 'fields: {h: hex 6, g: hex 6}' "kinds: {run: {path: '{name}-{h}', names: $1}}" > l.yaml; rm -rf results .cairn; cairn run -q; }

The words of the run itself:

  $ try '{h: {scheme: nirs4all.pipeline@1, input: [stage, name, dataset, experiment]}}'
  $ ls results && cairn explain n1 | grep 'of the text'
  n1-4f0291
  n2-58adda
      of the text {"experiment": "run_001", "name": "n1", "stage": "fit"}

The whole name that stands above:

  $ try '{g: {scheme: nirs4all.pipeline@1, input: values}, h: {scheme: nirs4all.pipeline@1, input: full.g}}' && ls results
  n1-e14405
  n2-8ad4f4
  $ try '{h: {scheme: nirs4all.pipeline@1, input: full.g}, g: {scheme: nirs4all.pipeline@1, input: values}}'
  cairn: error: l.yaml:3:83: no name 'g' is declared before this one
    hint: declare it above, under `names`
  [2]
  $ try '{g: {scheme: nirs4all.pipeline@1, input: values}, h: {scheme: nirs4all.pipeline@1, input: full.gg}}'
  cairn: error: l.yaml:3:132: no name 'gg' is declared before this one
    hint: did you mean 'g'?
  [2]

Two names by one scheme are told apart by their field, wherever they are listed:

  $ try '{h: {scheme: nirs4all.pipeline@1, input: values}, g: {scheme: nirs4all.pipeline@1, input: [stage]}}'
  $ cairn ls --sort name --json | jq -c '.runs[] | [.name, .names]'
  ["n1",{"nirs4all.pipeline@1 as g":"766680","nirs4all.pipeline@1 as g in full":"7666808f","nirs4all.pipeline@1 as h":"369a65","nirs4all.pipeline@1 as h in full":"369a65ff"}]
  ["n2",{"nirs4all.pipeline@1 as g":"766680","nirs4all.pipeline@1 as g in full":"7666808f","nirs4all.pipeline@1 as h":"565adc","nirs4all.pipeline@1 as h in full":"565adc44"}]
  $ cairn compare $(cairn ls --sort name --columns id --csv | tail -n +2) | sed -n '/^names/,/^$/p'
  names                             nakokt n1  55j1j2 n2
  name                              n1         n2
  nirs4all.pipeline@1 as h          369a65     565adc
  nirs4all.pipeline@1 as h in full  369a65ff   565adc44
  
  $ cairn show n1 | grep pipeline@1
    names       766680 (nirs4all.pipeline@1 as g), 7666808f (nirs4all.pipeline@1 as g in full), 369a65 (nirs4all.pipeline@1 as h), 369a65ff (nirs4all.pipeline@1 as h in full)

What goes wrong says of which stage and of which name:

  $ try '{h: {scheme: hpo.study@2, input: {params: params}}}'
  cairn: error: stage 'fit', name 'h' of the layout 'x': scheme 'hpo.study@2': the input has no 'model'
  [2]
  $ try '{h: {scheme: nirs4all.pipeline@1, input: values}}' && sed -i 's/h: hex 6/h: hex 8/' l.yaml && cairn run -q k=3
  cairn: error: stage 'fit': layout 'x', kind 'run': field 'h': '7e9fab' is not of the class 'hex 8'
  [2]
