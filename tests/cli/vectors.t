A golden vector that cannot be read has failed, and the others are checked all the same:

  $ cat > some.json <<'JSON'
  > [{"function": "compute_hash@b9c4250 (x)", "input": {"args": ["a", 1]}, "output": ":hash=WRONG"},
  >  {"function": "compute_hash@b9c4250 (x)", "input": {"args": [18446744073709551616]}, "output": ":hash=00000000"},
  >  {"function": "compute_hash@b9c4250 (x)", "input": {"args": ["a, \"b]", ]}},
  >  {"function": "compute_hash@b9c4250 (x)", "output": 1},
  >  {"function": "compute_hash@b9c4250 (x)", "input": {"args": []}, "output": ":hash=d41d8cd9"}]
  > JSON
  $ vector_check some.json
  FAILED compute_hash@b9c4250 (x)
    input    {"args":["a",1]}
    expected ":hash=WRONG"
    got      ":hash=027c3429"
  FAILED some.json, vector 2:1:61: 18446744073709551616 does not fit in 64 bits
  FAILED some.json, vector 3:1:72: not JSON: while parsing value - unexpected ']'; expected '[', '{', or a literal
  FAILED some.json, vector 4 is not {function, input, output}
  1 passed, 4 failed, 0 skipped
  [1]
  $ echo '{}' > none.json && vector_check none.json
  vector_check: none.json: a file of vectors is a list
  [2]
  $ echo '[]' > empty.json && vector_check empty.json
  0 passed, 0 failed, 0 skipped
