A layout of one's own may be the destination's: the file, and the schemes that it names, come into the new project.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny dataset=corn && cd .. && mv tiny src
  $ sizes() { normalise | sed -E 's/[0-9.]+ kB/<size>/'; }
  $ mkdir own && cat >own/lab.yaml <<'YAML'
  > layout: lab
  > root: out
  > default_kind: pipeline
  > schemes: [short.yaml]
  > fields: {short: hex 6}
  > kinds:
  >   pipeline: {path: "{name}_{id}", names: {short: {scheme: lab.short@1, input: [params, seed]}}}
  > YAML
  $ cat >own/short.yaml <<'YAML'
  > schemes:
  >   - {scheme: lab.short, version: 1, about: a run, canonicaliser: python_json_compact, hash: sha256, length: 64, display: 6}
  > YAML
  $ cairn migrate --from nirs4all --to own/lab.yaml src new --dry-run 2>/dev/null | sizes
  src (nirs4all) → new
    2 runs to copy, <size> in 10 files
    what was said of 'results/<date>_tiny' stays behind: no group of the layout lab holds its runs and no others
  nothing was written (--dry-run)
  $ ls
  own
  src
  $ cairn migrate --from nirs4all --to own/lab.yaml src new 2>/dev/null | sizes
  src (nirs4all) → new
    2 runs to copy, <size> in 10 files
    what was said of 'results/<date>_tiny' stays behind: no group of the layout lab holds its runs and no others
  2 runs migrated, every byte verified; the source is as it was
  $ ls new new/out && cat new/cairn.yaml
  new:
  cairn.yaml
  lab.yaml
  out
  short.yaml
  
  new/out:
  PLS2_o2a5oj
  PLS5_7tht4c
  project: new
  layout: lab.yaml
  stages: {}
  $ cmp own/lab.yaml new/lab.yaml && cmp own/short.yaml new/short.yaml
  $ (cd new && cairn ls --columns id --sort id)
  id
  7tht4c
  o2a5oj

Asked again it is the layout that the project has, by the file as by its name; another one is not:

  $ cairn migrate --from nirs4all --to own/lab.yaml src new 2>/dev/null | sizes
  src (nirs4all) → new
    0 runs to copy, 0 B in 0 files
    2 runs are there already
    what was said of 'results/<date>_tiny' stays behind: no group of the layout lab holds its runs and no others
  0 runs migrated, every byte verified; the source is as it was
  $ cairn migrate --from nirs4all --to lab src new 2>/dev/null | sizes
  src (nirs4all) → new
    0 runs to copy, 0 B in 0 files
    2 runs are there already
    what was said of 'results/<date>_tiny' stays behind: no group of the layout lab holds its runs and no others
  0 runs migrated, every byte verified; the source is as it was
  $ echo '# changed' >>own/lab.yaml
  $ cairn migrate --from nirs4all --to own/lab.yaml src new
  cairn: error: the project in 'new' has the layout lab, not own/lab.yaml
  [4]
  $ cairn migrate --from nirs4all --to own/nothing.yaml src newer 2>&1 | normalise
  cairn: error: there is no file '<here>/own/nothing.yaml'

What was cut off after the layout came goes on; a folder with anything else in it is not touched:

  $ mkdir half && cp own/lab.yaml half && cairn migrate --from nirs4all --to own/lab.yaml src half 2>/dev/null | tail -1
  2 runs migrated, every byte verified; the source is as it was
  $ mkdir full && echo mine >full/lab.yaml && cairn migrate --from nirs4all --to own/lab.yaml src full 2>&1 | normalise
  cairn: error: '<here>/full' is no project, and not empty
    hint: name the folder of a project, or a new one
  $ mkdir evil && sed 's#short.yaml#../own/short.yaml#' own/lab.yaml >evil/lab.yaml
  $ cairn migrate --from nirs4all --to evil/lab.yaml src newer 2>&1 | normalise; ls newer 2>&1
  cairn: error: 'evil/lab.yaml' cannot come into a project: it needs the file '../own/short.yaml'
    hint: give it another name, in the folder of the layout file or below
  ls: cannot access 'newer': No such file or directory
  [2]
