What was put away comes back by the name of its folder, too:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn clean --dataset corn --where 'n = 2' --yes >/dev/null
  $ cairn restore PLS2_d27e47 | normalise
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  $ cairn clean --dataset corn --yes >/dev/null
  $ cairn restore PLS5_28ef02 | normalise
  restored <id> to results/<date>_tiny/corn/PLS5_28ef02
  $ cairn restore PLS2_d27e47 | normalise
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  $ cairn archive --dataset corn --yes >/dev/null
  $ cairn restore PLS2_d27e47 | normalise
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  $ cairn restore PLS5_28ef02 | normalise
  restored <id> to results/<date>_tiny/corn/PLS5_28ef02

Several runs that have one are listed:

  $ cairn clean --where 'n = 2' --yes >/dev/null
  $ cairn restore PLS2_d27e47 2>&1 | head -1
  cairn: error: 'PLS2_d27e47' is in the trash 2 times, the newest first:
  $ cairn restore PLS2_d27e4 2>&1
  cairn: error: 'PLS2_d27e4' is neither in the trash nor in the archive
    hint: did you mean 'PLS2_d27e47'?
  [3]

A session that came back in part, and of which something was said since, is joined by the rest:

  $ rm -r .cairn/trash && run_tiny && cairn clean tiny --yes >/dev/null && cairn restore 7tht4c | normalise
  restored <id> to results/<date>_tiny/corn/PLS5_28ef02
  $ cairn note results/*_tiny 'half of it' >/dev/null && cairn restore $(ls .cairn/trash) | normalise
  restored 3 runs to results/<date>_tiny
  $ cairn ls --columns id --sort id && grep notes results/*_tiny/RUN.yaml
  id
  7tht4c
  88sca7
  nuxjie
  o2a5oj
  notes: half of it
  $ cairn verify --deep | normalise | sed 's/([0-9.]* kB)/(<size>)/'
  4 runs, 20 files (<size>), 2 objects, 21 views: all well, in <duration>
  $ find .cairn/trash -type f | sed 's#.*_tiny/##' | sort
  entry.json
  group/.run/group.json
  group/RUN.yaml
  group/corn/COMPARISON.yaml
  group/corn/DATASET.yaml

Runs that went out of a session one by one come back by its name, each as it was cleaned last:

  $ rm -r .cairn/trash && session=$(basename results/*_tiny)
  $ cairn clean --where 'n = 2' --yes >/dev/null && cairn clean 7tht4c --yes >/dev/null
  $ cairn restore "$session" | normalise
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  restored <id> to results/<date>_tiny/corn/PLS5_28ef02
  restored <id> to results/<date>_tiny/wheat/PLS2_d27e47
  $ cairn run -q --force dataset=corn n=2 && cairn clean o2a5oj --yes >/dev/null && cairn clean --where 'n = 5' --yes >/dev/null
  $ (cd results/*_tiny && cairn restore corn) | normalise
  restored <id> to results/<date>_tiny/corn
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  $ cairn show o2a5oj --json | python3 -c 'import json,sys; print(len(json.load(sys.stdin)["run"]["attempts"]))'
  2

What is there again is left where it is:

  $ cairn clean --where 'n = 2' --yes >/dev/null && cairn run -q dataset=corn n=2
  $ cairn restore results/"$session" | normalise
  restored <id> to results/<date>_tiny/wheat/PLS2_d27e47
  restored <id> to results/<date>_tiny/wheat/PLS5_28ef02
  $ cairn restore "$session" 2>&1 | normalise
  cairn: error: the runs that went out of '<date>_tiny' are there again
    hint: to bring back what lies in the trash all the same, name its entry: cairn trash ls
  $ cairn restore "$session" --replace | normalise
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  $ cairn restore "${session}s" 2>&1 | normalise
  cairn: error: '<date>_tinys' is neither in the trash nor in the archive
    hint: did you mean '<date>_tiny'?
  $ cairn verify | sed 's/.*: all well.*/all well/'
  all well

Some of it may have gone to the archive:

  $ cairn archive --dataset corn --yes >/dev/null && cairn clean --where 'n = 5' --yes >/dev/null
  $ cairn restore "$session" | normalise
  restored <id> to results/<date>_tiny/wheat/PLS5_28ef02
  restored <id> to results/<date>_tiny/corn/PLS2_d27e47
  restored <id> to results/<date>_tiny/corn/PLS5_28ef02
  $ cairn ls --columns id --sort id
  id
  7tht4c
  88sca7
  nuxjie
  o2a5oj
