What stands in braces arrives as it is, in whatever quotes a person has put around it.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir "a b" && cd "a b" && cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   q:
  >     params: {v: "a b", größe: 1}
  >     cmd: |
  >       # it's a comment
  >       mkdir -p "{run}/sub" && echo 1 > "{run}/sub/o"
  >       printf '<%s>' {v} "{v}" '{v}' --v="{v}" "$(printf %s "{v}")" {größe}
  >       cat <<END
  >       it's a text
  >       END
  >       printf '<%s>' "{v}"
  >     outs: {o: sub/o}
  > YAML
  $ cairn run -q && cairn logs latest && ls
  <a b><a b><a b><--v=a b><a b><1>it's a text
  <a b>
  cairn.yaml
  results
  $ cairn run -q v='$(touch made; echo X) `touch made` \' && cairn logs latest && ls
  <$(touch made; echo X) `touch made` \><$(touch made; echo X) `touch made` \><$(touch made; echo X) `touch made` \><--v=$(touch made; echo X) `touch made` \><$(touch made; echo X) `touch made` \><1>it's a text
  <$(touch made; echo X) `touch made` \>
  cairn.yaml
  results
  $ cairn run -q v="\"it's\"" && cairn logs latest
  <it's><it's><it's><--v=it's><it's><1>it's a text
  <it's>

Two things of one name are none:

  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   a: {cmd: "echo 1 > {run}/o", outs: {o: o}}
  >   b: {needs: {run: a}, cmd: "echo over > {run}/o"}
  > YAML
  $ cairn run
  cairn: error: cairn.yaml:4:29: stage 'b': {run} names the run's folder and a need
    hint: give one of them another name
  [2]

The values of a range are those that a person writes:

  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   a: {matrix: {x: {range: [0, 0.5, 0.1]}}, cmd: "true"}
  > YAML
  $ cairn run -q && cairn ls --columns x --sort x && cairn run x=0.3 | tail -1 && cairn ls --where "x = 0.3" --columns x
    x
  0.0
  0.1
  0.2
  0.3
  0.4
    -
    -
    -
  Nothing to run: the 1 run is cached.
    x
  0.3

What links in the folder of a dep lead to counts as if it lay there:

  $ mkdir d store && echo 1 >store/x && ln -s ../store/x d/x && cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   a: {deps: [d], cmd: "cat d/x > {run}/o", outs: {o: o}}
  > YAML
  $ cairn run -q && cairn run | tail -1
  Nothing to run: the 1 run is cached.
  $ echo 2 >store/x && cairn why a | normalise && cairn run -q && cat results/a-*/o
  stage    cached   missing     stale     retry    forced  upstream
  a             -         -         1         -         -         -
  why:
        1 × d: changed (sha aeac… → sha dbc9…); newer than attempt 1: x  (cairn.yaml:3:14)
  Would run 1 of 1 run.
  Replaces 1 finished attempt; what is replaced goes to the trash.
  2
  $ rm store/x && cairn why a | normalise
  stage    cached   missing     stale     retry    forced  upstream
  a             -         -         1         -         -         -
  why:
        1 × d: changed (sha dbc9… → sha eaa6…)  (cairn.yaml:3:14)
  Would run 1 of 1 run.
  Replaces 1 finished attempt; what is replaced goes to the trash.
