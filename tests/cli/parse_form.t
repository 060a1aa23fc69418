Texts that some system writes are read by their form:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cairn parse --form nirs4all.artifact_id '0001_pls$96330180127a:3'
  {"__tuple__": ["0001_pls", "96330180127a", 3]}
  $ cairn parse --form nirs4all.operator 's3.SNV[br=0.1,src=1]'
  {"step_index": 3, "operator_class": "SNV", "branch_path": [0, 1], "source_index": 1}
  $ cairn parse --form ssvae.run legacy_test_20241112_143027
  {"experiment_name": "legacy_test", "architecture_code": null, "timestamp": "20241112_143027"}
  $ cairn parse --form ssvae.run:compat legacy_test_20241112_143027
  {"experiment_name": "legacy_test_20241112", "architecture_code": null, "timestamp": "143027"}
  $ cairn parse --form dynvision.wildcard.model_args :activityloss=2e-05
  false
  $ cairn parse --form dynvision.options :tsteps=20+dt=2_6000
  --tsteps 20 --dt 2
  $ cairn parse --form yaml.rules-1.1 'step_size: 1e-6'
  {"step_size": "1e-6"}
  $ cairn parse --form yaml.rules-1.2 'step_size: 1e-6'
  {"step_size": 1e-06}
  $ cairn parse --form nirs4all.workspace workspace/runs/2025-11-20_wheat/0001_pls_ab12cd/manifest.yaml
  {"date": "2025-11-20", "dataset": "wheat", "number": 1, "name": "pls", "hash6": "ab12cd", "file": "manifest.yaml"}
  $ cairn parse --form nirs4all.workspace runs/2025-11-20_wheat/0002_ab12cd
  {"date": "2025-11-20", "dataset": "wheat", "number": 2, "hash6": "ab12cd"}

Its input can be JSON, where it is more than a text:

  $ cairn parse --form dynvision.replace --input '{"s": "x:dt=2+adt=2", "key": "dt", "value_type": "int", "new_value": "*"}'
  x:dt=*+adt=2
  $ cairn parse --form dynvision.replace --input '{"s": ":dt=0.5+b=1", "key": "dt", "value_type": "float", "new_value": "7"}'
  :dt=7+b=1
  $ cairn parse --form dynvision.extract --input '{"s": ":a=2e-05+b=1", "key": "a", "value_type": "float"}'
  2e-05
  $ cairn parse --form dynvision.extract --input '{"s": ":a=-1.5e+3+b=1_42", "key": "a", "value_type": "float"}'
  -1500.0
  $ cairn parse --form dynvision.replace --input '{"s": "x:dt=2", "key": "dt", "value_type": "bool", "new_value": "*"}'
  cairn: error: the argument:1:44: unknown type 'bool'
    hint: it is int, float, str or null
  [2]

What it is not, is said:

  $ cairn parse --form nirs4all.artifact_id plain
  cairn: error: 'plain' is no nirs4all.artifact_id
    hint: an artifact id is PIPELINE$CHAIN:FOLD, where FOLD is a number or all
  [2]
  $ cairn parse --form nirs4all.artefact_id plain
  cairn: error: unknown form 'nirs4all.artefact_id'
    hint: did you mean 'nirs4all.artifact_id'?
  [2]
  $ cairn parse --forms | squeeze | head -n 3
  form reads
  dynvision.arguments argument strings are :key=value+key=value
  dynvision.options an argument string as options: --key value
