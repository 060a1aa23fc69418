What nobody refers to goes, as gc_entry of lambda_hat's store: A and B are referred to, C is not and is old, N is not
and is new. In cairn the store is `.cairn/objects`, and what refers to it are the records of all runs:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat > cairn.yaml <<'YAML'
  > project: store
  > layout: flat
  > storage: {cache: copy}
  > stages:
  >   make: {name: "{what}", params: {what: {}}, matrix: {what: [A, B, C]}, cmd: "echo {what} > {run}/theta", outs: {theta: theta}}
  > YAML
  $ cairn run -q -j 1
  $ objects() { for what in A B C N; do echo $what | sha256sum | cut -c -64 | sed "s#^\(..\).*#.cairn/objects/\1/&#" | xargs ls 2>/dev/null | sed "s/.*/$what/"; done | paste -sd' '; }
  $ objects
  A B C
  $ rm -r "$(cairn path C)" && cairn reindex > /dev/null
  $ cairn cache clean --orphaned --yes 2>&1 | sed -E 's/[0-9]+-[0-9]+-objects/<when>-objects/'
  moved 1 object (2 B) to .cairn/trash/<when>-objects
  $ objects
  A B
