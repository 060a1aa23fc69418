A golden vector that cannot be read has failed, and the others are checked all the same:

  $ cat > some.json <<'JSON'
  > [{"function": "compute_hash@b9c4250 (x)", "input": {"args": ["a", 1]}, "output": ":hash=WRONG"},
  >  {"function": "compute_hash@b9c4250 (x)", "input": {"args": ["\ud800"]}, "output": ":hash=00000000"},
  >  {"function": "compute_hash@b9c4250 (x)", "input": {"args": ["a, \"b]", ]}},
  >  {"function": "compute_hash@b9c4250 (x)", "output": 1},
  >  {"function": "compute_hash@b9c4250 (x)", "input": {"args": []}, "output": ":hash=d41d8cd9"}]
  > JSON
  $ vector_check some.json
  FAILED compute_hash@b9c4250 (x)
    input    {"args":["a",1]}
    expected ":hash=WRONG"
    got      ":hash=027c3429"
  FAILED some.json, vector 2:1:68: not JSON: while parsing value - invalid string: surrogate U+D800..U+DBFF must be followed by U+DC00..U+DFFF
  FAILED some.json, vector 3:1:72: not JSON: while parsing value - unexpected ']'; expected '[', '{', or a literal
  FAILED some.json, vector 4 is not {function, input, output}
  1 passed, 4 failed, 0 skipped
  [1]
  $ echo '{}' > none.json && vector_check none.json
  vector_check: none.json: a file of vectors is a list
  [2]
  $ echo '[]' > empty.json && vector_check empty.json
  0 passed, 0 failed, 0 skipped

An integer beyond 64 bits and NaN are numbers to Python, and so here:

  $ cat > wide.json <<'JSON'
  > [{"function": "compute_hash@b9c4250", "input": {"args": [18446744073709551616]}, "output": ":hash=6a001401"},
  >  {"function": "_normalize_hyperparameters", "input": {"n": 18446744073709551616}, "output": {"n": 18446744073709551616}},
  >  {"function": "stable_hash", "input": {"obj": [NaN, -Infinity]}, "output": "c66894cc428e"},
  >  {"function": "write_json", "input": "it's\n", "output": "\"it's\\n\""}]
  > JSON
  $ vector_check wide.json
  4 passed, 0 failed, 0 skipped

The commands for a shell print what is compared:

  $ vector_check --commands wide.json | tee commands.sh
  cairn id --scheme dynvision.model@1:compat --digest --json '{"args":[{"__int__":"18446744073709551616"}]}'
  cairn id --scheme hpo.hyperparameters@1:compat --text --json '{"n":{"__int__":"18446744073709551616"}}'
  cairn id --scheme lambda_hat.stable@1:compat --digest --json '{"obj":[{"__float__":"nan"},{"__float__":"-inf"}]}'
  cairn id --scheme lambda_hat.json@1 --digest --json '"it'\''s\n"'
  $ sh commands.sh
  :hash=6a001401
  {"n":18446744073709551616}
  c66894cc428e
  "it's\n"
