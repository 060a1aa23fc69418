What people said of a session goes with its runs to another layout:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn note results/*_tiny 'the lamp was changed on Tuesday' | normalise
  $ cairn tag results/*_tiny lamp | normalise
  $ cairn note results/*_tiny/corn 'from the old lamp' | normalise
  $ cd .. && snapshot tiny/results > before
  $ cairn migrate --from nirs4all --to projects tiny there 2>/dev/null | normalise
  $ snapshot tiny/results | diff before - && echo the same
  $ cd there && cat results/projects/tiny/project.yaml | grep -E -A 1 '^(description|notes|tags)'
  $ cairn show results/projects/tiny 2>&1 | normalise | head -20

To the same layout all of it goes, and a second call changes nothing:

  $ cd .. && cairn migrate --from nirs4all --to nirs4all tiny copy 2>/dev/null | normalise
  $ cairn migrate --from nirs4all --to nirs4all tiny copy 2>/dev/null | normalise
  $ (cd copy/results/*_tiny && cat RUN.yaml corn/.run/group.json) | grep -E '"?(description|notes|created)' | normalise
  $ diff <(grep created tiny/results/*_tiny/.run/group.json) <(grep created copy/results/*_tiny/.run/group.json) && echo the day when it was made

What is said there already stays:

  $ cairn -C copy note --replace results/*_tiny/corn 'another word' | normalise
  $ rm -rf copy/results/*_tiny/corn/PLS2_* && cairn migrate --from nirs4all --to nirs4all tiny copy 2>&1 | normalise
  $ grep notes copy/results/*_tiny/corn/.run/group.json
