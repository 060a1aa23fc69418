A rollup whose name shows a field that is not the group's is made once for each value of its runs, with a default or
without:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project projects
  $ run_tiny dataset=corn
  $ (cd results/projects/tiny && ls datasets && cat datasets/*/metadata.yaml | head -1)
  corn
  name: corn
  $ run_tiny dataset=wheat
  $ (cd results/projects/tiny && ls datasets && grep name datasets/*/metadata.yaml)
  corn
  wheat
  datasets/corn/metadata.yaml:name: corn
  datasets/wheat/metadata.yaml:name: wheat

What the runs that are there do not make any more goes, unless somebody wrote into it:

  $ cairn clean --dataset wheat --yes >/dev/null
  $ ls results/projects/tiny/datasets
  corn
  $ cairn restore $(cairn trash ls --json | grep -o '"name": "[^"]*' | cut -d'"' -f4) >/dev/null
  $ ls results/projects/tiny/datasets
  corn
  wheat
  $ echo '# ours' >>results/projects/tiny/datasets/wheat/metadata.yaml
  $ cairn clean --dataset wheat --yes >/dev/null
  $ ls results/projects/tiny/datasets
  corn
  wheat
  $ cairn verify | sed -E 's/[0-9.]+ kB/<size>/' | normalise
  4 runs (2 in the trash), 20 files (<size>), 2 objects, 18 views: all well, in <duration>; bytes were not read (--deep reads them)
  $ cairn render --json | grep -E 'written|problems'
    "written": 0,
    "problems": [],

So is it where all runs lie side by side:

  $ cd .. && rm -r tiny && tiny_project timeline && run_tiny n=2 && ls results/datasets
  corn.yaml
  wheat.yaml
  $ cairn clean --dataset wheat --yes >/dev/null && ls results/datasets
  corn.yaml

Values that make one name make one file, of all their runs:

  $ cd .. && mkdir spaces && cd spaces
  $ cat > l.yaml <<'YAML'
  > layout: x
  > groups: {g: {path: g, rollups: {"by-{name}.yaml": c}}}
  > kinds: {run: {in: g, path: "{id}"}}
  > contents: {c: {n: count(runs), names: sorted(runs.name)}}
  > YAML
  $ printf '%s\n' 'layout: l.yaml' 'stages: {fit: {name: "{v}", matrix: {v: ["a b", "a_b", "c"]}, cmd: "true"}}' > cairn.yaml
  $ cairn run -q && head results/g/*.yaml
  ==> results/g/by-a_b.yaml <==
  "n": 2
  names: [a b, a_b]
  
  ==> results/g/by-c.yaml <==
  "n": 1
  names: [c]
  $ cairn verify | grep -c 'all well'
  1
  $ cairn clean --where "v = 'c'" --yes >/dev/null && ls results/g | grep yaml
  by-a_b.yaml

A project tells what cairn.yaml says of its experiment; what is typed into it stays:

  $ mkdir ../told && cd ../told && cat > cairn.yaml <<'YAML'
  > layout: projects
  > experiment: {name: wheat, description: PLS on protein}
  > stages: {fit: {matrix: {n: [1, 2]}, cmd: "echo {n} >{run}/o", outs: o}}
  > YAML
  $ cairn run -q fit n=1 && grep -v 'created\|size\|run' results/projects/wheat/project.yaml
  name: wheat
  description: PLS on protein
  objectives: []
  notes: ""
  tags: []
  datasets: []
  $ sed -i 's/^description: .*/description: PLS on protein and starch/' results/projects/wheat/project.yaml && cairn run -q
  $ grep description results/projects/wheat/project.yaml && cairn verify | sed 's/.* views: //; s/, .*//'
  description: PLS on protein and starch
  all well
  $ cairn run -q -e other n=3 && grep description results/projects/other/project.yaml
  description: ""
  $ cairn clean --experiment other --yes >/dev/null && ls results/projects
  wheat
