A tree that lies in the project itself goes to legacy/, where it stays as it was:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && cd nirs4all-v5-uuid && ls
  $ (cd results && find . -type f -printf '%p %s %T@\n' | sort) > ../before
  $ printf 'project: wheat\nlayout: nirs4all\nstages: {}\n' > cairn.yaml
  $ cairn adopt results > ../adopted 2>&1 && cairn note 2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d "the good one"
  $ cairn migrate --from-version 5 --to-version 6 results . --dry-run 2>/dev/null
  $ cairn migrate --from-version 5 --to-version 6 results . 2>/dev/null
  $ (cd legacy/results && find . -type f -printf '%p %s %T@\n' | sort) | diff ../before - && echo the same
  $ cairn ls --columns name,dataset,rmse,path --sort dataset,name

The old id, name and path find the run, and it is called again in vain:

  $ cairn path 2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d --relative
  $ cairn path results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d --relative
  $ cairn migrate --from-version 5 --to-version 6 results . 2>/dev/null
  $ cairn verify | normalise

Undone, the old tree is back in its place:

  $ cairn migrate --undo --from nirs4all-v5 results .
  $ (cd results && find . -type f -printf '%p %s %T@\n' | sort) | diff ../before - && echo the same
  $ ls

Runs of cairn never go there:

  $ printf 'project: wheat\nlayout: nirs4all\nexperiment: x\nstages: {fit: {cmd: "true"}}\n' > cairn.yaml
  $ cairn run > /dev/null
  $ cairn migrate --from-version 5 --to-version 6 . . 2>&1 | grep -v warning | normalise

Files can be shared with the source instead of copied; what cannot is copied, and said:

  $ cd .. && rm -rf nirs4all-v5-uuid && tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && mv nirs4all-v5-uuid old
  $ cairn migrate --from nirs4all-v5 --to nirs4all --link hardlink old shared 2>/dev/null
  $ find shared/results -name PLS_2.pkl -printf '%n names\n'
  $ cairn migrate --from nirs4all-v5 --to nirs4all --link symlink old other
