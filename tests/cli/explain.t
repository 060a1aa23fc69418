What the id of a run was made of:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ run=$(cairn id fit dataset=corn n=2)
  $ cairn explain $run
  Run o2a5oj
  
  The key, what was chosen before it ran:
    inputs.dataset.dataset = "corn"
    kind = "pipeline"
    params.n = 2
    seed = 1
    stage = "fit"
  
  Its canonical text:
    {"inputs":{"dataset":{"dataset":"corn"}},"kind":"pipeline","params":{"n":2},"seed":1,"stage":"fit"}
  
  SHA-256 of that text, the digest:
    5e856f501489be00c4b50119e22de091a7a5000bfbbcb0a633e9f6ea5653a640
  
  The digest as one number in base 36, least significant digit first, its first 6 digits:
    o2a5oj
  
  Names that schemes make of it:
    hash6 = d27e47 by nirs4all.pipeline@1, from d27e47d5
      of the text {"inputs": {}, "params": {"n": 2}, "seed": 1, "stage": "fit"}
  
  The fingerprint, what was found when it ran (not part of the id):
    command = "shell:sh fit.sh {dataset} {n} {run}"
    params.n = 2
    params.seed = 1
    params.dataset = "corn"
    deps.fit.sh = "a9bd4c96b4a5772b95cfecc11d07848433b88567a831287d087657f00f4828f6"
    deps.data/corn = "1ec4cc4f94aa3d0f2b00bef09e51a40f236bbd8dea4bb3a71dd6efaef71f306e"
    inputs = {}
    env = {}
  $ cairn explain $run --json | python3 -c 'import json,sys,hashlib; d=json.load(sys.stdin); print(d["format"], sorted(d), hashlib.sha256(d["key_text"].encode()).hexdigest() == d["digest"])'
  1 ['digest', 'fingerprint', 'fingerprint_digest', 'format', 'id', 'key', 'key_text', 'names'] True
  $ child=$(cairn ls results/*/corn/PLS2_* --children --columns id --csv | tail -n 1)
  $ cairn explain $child
  Child v2yhhy (fold0) of run o2a5oj
  
  Its canonical text:
    {"name":"fold0","parent":"5e856f501489be00c4b50119e22de091a7a5000bfbbcb0a633e9f6ea5653a640"}
  
  SHA-256 of that text, the digest:
    4d7d5b26f83dc1f8fba6d4b06dbb68c6fee9daa0e2ef1c2eef5bd6d1f730efc7
  
  The run itself: cairn explain o2a5oj
  $ cairn explain nothing
  cairn: error: there is no run 'nothing'
    hint: list them with: cairn ls
  [3]

Two runs, leaf by leaf:

  $ other=$(cairn id fit dataset=wheat n=5)
  $ cairn explain $run $other
  leaf                    o2a5oj                                                            nuxjie
  params.n                2                                                                 5
  params.dataset          corn                                                              wheat
  inputs.dataset.dataset  corn                                                              wheat
  deps.data/wheat         -                                                                 f7d0b9aa1cdf9bdaa5ff9af05fe4daad9f5ff2cba3f7aee74401dd3b3efdc57f
  deps.data/corn          1ec4cc4f94aa3d0f2b00bef09e51a40f236bbd8dea4bb3a71dd6efaef71f306e  -
  $ COLUMNS=200 cairn explain $run $other --md
  | leaf | o2a5oj | nuxjie |
  | --- | --- | --- |
  | params.n | 2 | 5 |
  | params.dataset | corn | wheat |
  | inputs.dataset.dataset | corn | wheat |
  | deps.data/wheat | - | f7d0b9aa1cdf9bdaa5ff9af05fe4daad9f5ff2cba3f7aee74401dd3b3efdc57f |
  | deps.data/corn | 1ec4cc4f94aa3d0f2b00bef09e51a40f236bbd8dea4bb3a71dd6efaef71f306e | - |
  $ cairn explain $run $other --csv
  leaf,o2a5oj,nuxjie
  params.n,2,5
  params.dataset,corn,wheat
  inputs.dataset.dataset,corn,wheat
  deps.data/wheat,,f7d0b9aa1cdf9bdaa5ff9af05fe4daad9f5ff2cba3f7aee74401dd3b3efdc57f
  deps.data/corn,1ec4cc4f94aa3d0f2b00bef09e51a40f236bbd8dea4bb3a71dd6efaef71f306e,
  $ cairn explain $run $other --json
  {
    "format": 1,
    "a": "o2a5oj",
    "b": "nuxjie",
    "equal": false,
    "differences": [
      {
        "leaf": "params.n",
        "a": 2,
        "b": 5
      },
      {
        "leaf": "params.dataset",
        "a": "corn",
        "b": "wheat"
      },
      {
        "leaf": "inputs.dataset.dataset",
        "a": "corn",
        "b": "wheat"
      },
      {
        "leaf": "deps.data/wheat",
        "b": "f7d0b9aa1cdf9bdaa5ff9af05fe4daad9f5ff2cba3f7aee74401dd3b3efdc57f"
      },
      {
        "leaf": "deps.data/corn",
        "a": "1ec4cc4f94aa3d0f2b00bef09e51a40f236bbd8dea4bb3a71dd6efaef71f306e"
      }
    ]
  }
  $ cairn explain $run $run
  o2a5oj and o2a5oj are equal in every leaf of key, fingerprint and provenance.
  $ cairn explain $run --csv
  cairn: error: the story of one id is no table
    hint: write --json, or name two runs: cairn explain A B --csv
  [2]
