One way to name keys everywhere: in filters, columns, sort keys, groups and rankings. A model is fitted
from prepared data, and an ensemble from several models:

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir keys && cd keys
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > experiment: keys
  > stages:
  >   prepare:
  >     params: {crop: 8}
  >     matrix: {crop: [8, 16]}
  >     cmd: echo {crop} >{run}/data.txt
  >     outs: {data: data.txt}
  >   fit:
  >     needs: {data: prepare}
  >     params: {lr: 0.1}
  >     matrix: {lr: [0.1, 0.2]}
  >     cmd: sh fit.sh {lr} {data.crop}
  >   blend:
  >     needs: {models: {stage: fit, by: [crop]}}
  >     cmd: "true"
  > YAML
  $ cat >fit.sh <<'SH'
  > for step in 1 2 3; do
  >   echo "{\"metric\": {\"key\": \"val.acc\", \"step\": $step, \"value\": $(echo "$1 * $2 + ($step - 2) * ($step - 2) * -0.1" | bc)}}"
  > done >>"$CAIRN_EVENTS"
  > echo '{"metric": {"key": "val.acc", "child": "fold0", "value": 0.5}}' >>"$CAIRN_EVENTS"
  > echo "{\"metric\": {\"key\": \"val.acc\", \"child\": \"fold1\", \"value\": $1}}" >>"$CAIRN_EVENTS"
  > SH
  $ cairn run -j 1 -q 2>&1
  $ cairn ls --columns stage,crop,lr --sort stage

Shown: what runs upstream have, all that differ; of a metric its best value:

  $ cairn ls --stage fit --columns lr,parent.crop,val.acc,'val.acc[max]','val.acc[min]' --sort '-val.acc[max]'
  $ cairn ls --stage blend --columns stage,parent.lr,parent.val.acc,parent.stage,parent.status
  $ cairn ls --stage blend --columns stage,parent.lr,parent.params.lr --csv
  $ cairn ls --stage blend --columns parent.lr,parent.id --json | jq -c '.rows[0]["parent.lr"]'
  $ cairn ls --stage fit --columns lr,child.val.acc --sort child.acc --jsonl
  $ cairn ls --stage fit --columns lr,parent.crop --sort -parent.crop,lr --md
  $ cairn ls --columns stage,parent.lr,run_name --sort parent.lr --limit 2 --csv
  $ cairn ls --children --columns child.val.acc,parent.crop --sort parent.crop --limit 1

The same in filters:

  $ cairn ls --where "val.acc[max] > 1 AND parent.crop = 16" --columns lr,parent.crop

Grouped and ranked:

  $ cairn ls --stage fit --group-by parent.crop --agg 'val.acc[max]: mean,std'
  $ cairn ls --stage fit --group-by lr --pivot parent.crop --agg 'val.acc[max]: mean'
  $ cairn ls --group-by parent.lr --agg 'duration: n'
  $ cairn best --by 'val.acc[max]' --max --columns lr,parent.crop,val.acc
  $ cairn best --by 'val.acc[min]' --per parent.crop --max
  $ cairn best --by 'acc[max]' --max --over lr
  $ cairn best --by child.acc --max --limit 2 --columns name,child.acc
  $ cairn best --by 'acc[max]' --max --json --limit 1 | jq -c '[.by, .rows[0].value]'

What has no such value says what to type:

  $ cairn ls --columns 'val.acc[mean]' 2>&1
  $ cairn ls --columns 'val.acc[at 2]' 2>&1
  $ cairn ls --columns 'lr[max]' 2>&1
  $ cairn ls --columns 'child.val.acc[max]' 2>&1
  $ cairn ls --columns parent.lrr 2>&1
  $ cairn best --by parent.val.acc 2>&1
  $ cairn ls --stage fit --agg 'parent.val.acc: mean' 2>&1
  $ cairn ls --group-by parent.val.acc --agg 'val.acc: mean' 2>&1
