A data set may be called as sessions are. Its folder is that of a data set all the same, since its runs say so:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && sed -i 's/corn/2026-11-20_corn/g' cairn.yaml && mv data/corn data/2026-11-20_corn && run_tiny
  $ session=$(echo results/*_tiny) && corn=$session/2026-11-20_corn
  $ cairn ls $corn --columns name,dataset --sort name
  name  dataset
  PLS2  2026-11-20_corn
  PLS5  2026-11-20_corn
  $ cairn show $corn 2>&1 | normalise
  cairn: error: 'results/<date>_tiny/<date>_corn' is no run but a folder with 2 runs
    hint: list them with: cairn ls results/<date>_tiny/<date>_corn
  $ cairn note $corn 'from the north field' | normalise
  noted on results/<date>_tiny/<date>_corn
  $ grep -E '"(kind|name|dataset|experiment)"' $corn/.run/group.json
    "kind": "dataset",
    "name": "2026-11-20_corn",
    "experiment": "",
      "experiment": "tiny",
      "dataset": "2026-11-20_corn"
  $ ls $corn && grep notes $corn/DATASET.yaml && grep -c rank: $corn/COMPARISON.yaml
  COMPARISON.yaml
  DATASET.yaml
  PLS2_d27e47
  PLS5_28ef02
  notes: from the north field
  2
  $ cairn note 2026-11-20_corn 'by its name' | normalise && cairn ls 2026-11-20_corn --columns name | wc -l
  noted on results/<date>_tiny/<date>_corn
  3
  $ cairn export $corn >out && unzip -Z1 2026-11-20_corn_export.zip | grep -v PLS | normalise
  EXPORT.yaml
  PACKAGE.json
  README.md
  SHA256SUMS
  index.html
  <date>_tiny/<date>_corn/.run/group.json
  <date>_tiny/<date>_corn/COMPARISON.yaml
  <date>_tiny/<date>_corn/DATASET.yaml
  provenance/environment.json
  provenance/sources/fit.sh
  $ cairn render | normalise && cairn verify | sed 's/.*: all well.*/all well/'
  0 written, 21 unchanged, in <duration>
  all well

It goes to the trash and to the archive as a whole, comes back, and leaves no view behind:

  $ cairn archive $corn --yes | tail -n 1
  moved to the archive; back with: cairn restore
  $ find results -name RUN.yaml -o -name COMPARISON.yaml | sort | normalise | sed -E 's#archive/[0-9-]{7}_#archive/<month>_#'
  results/<date>_tiny/RUN.yaml
  results/<date>_tiny/wheat/COMPARISON.yaml
  results/archive/<month>_tiny/<date>_tiny/<date>_corn/COMPARISON.yaml
  results/archive/<month>_tiny/<date>_tiny/RUN.yaml
  $ cairn note results/archive/*/*/2026-11-20_corn 'put away' | normalise | sed -E 's#archive/[0-9-]{7}_#archive/<month>_#'
  noted on results/archive/<month>_tiny/<date>_tiny/<date>_corn
  $ grep -h kind results/archive/*/*/2026-11-20_corn/.run/group.json
    "kind": "dataset",
  $ cairn restore results/archive | normalise && cairn verify | sed 's/.*: all well.*/all well/'
  restored <id> to results/<date>_tiny/<date>_corn/PLS2_d27e47
  restored <id> to results/<date>_tiny/<date>_corn/PLS5_28ef02
  all well
  $ cairn clean $corn --yes | head -n 1 | cut -c -31
  2 runs (1 group as a whole) go:
  $ find results -name RUN.yaml -o -name COMPARISON.yaml | sort | normalise && cairn verify | sed 's/.*: all well.*/all well/'
  results/<date>_tiny/RUN.yaml
  results/<date>_tiny/wheat/COMPARISON.yaml
  all well
  $ cairn restore $corn/PLS2_d27e47 $corn/PLS5_28ef02 | normalise && cairn verify | sed 's/.*: all well.*/all well/'
  restored <id> to results/<date>_tiny/<date>_corn/PLS2_d27e47
  restored <id> to results/<date>_tiny/<date>_corn/PLS5_28ef02
  all well

A session that somebody sorted into a folder that is called as a session is one, by what lies in it:

  $ mkdir results/2026-01-01_papers && mv $session results/2026-01-01_papers/2026-01-02_series
  $ cairn run -q && cairn note results/2026-01-01_papers/2026-01-02_series 'sorted'
  noted on results/2026-01-01_papers/2026-01-02_series
  $ grep -h '"kind"' results/2026-01-01_papers/2026-01-02_series/.run/group.json && ls results/2026-01-01_papers/*
    "kind": "session",
  2026-11-20_corn
  RUN.yaml
  wheat

Where neither runs nor a group file tell, nothing is guessed:

  $ mkdir -p results/2026-02-02_x/2026-02-03_y && cairn note results/2026-02-02_x/2026-02-03_y 'what?'
  cairn: error: 'results/2026-02-02_x/2026-02-03_y' can be read as session or as dataset, and nothing in it says which it is
    hint: name the runs in it, or a folder below it
  [4]
