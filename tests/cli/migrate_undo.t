Undoing a migration is shown first. A dry run writes nothing at all:

  $ . "$TESTDIR/../support/transcript.sh"
  $ tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && mv nirs4all-v5-uuid old
  $ cairn migrate --from nirs4all-v5 --to nirs4all old new >/dev/null 2>&1
  $ (cd new && cairn ls >/dev/null) && snapshot new >before
  $ cairn migrate --undo old new --dry-run | normalise
  to the trash of new: 3 runs from old
    <id>  results/<date>_migrated/regression/Q1_c20f9b
    <id>  results/<date>_migrated/wheat/Q1_c20f9b
    <id>  results/<date>_migrated/regression/Q2_0d1e2f
  nothing was written (--dry-run)
  $ snapshot new | diff before - && echo untouched
  untouched
  $ cairn migrate --undo old new --dry-run --json | normalise
  {
    "format": 1,
    "source": "<here>/old",
    "destination": "<here>/new",
    "undo": true,
    "dry_run": true,
    "runs": [
      {
        "id": "<id>",
        "path": "results/<date>_migrated/regression/Q1_c20f9b",
        "state": "goes"
      },
      {
        "id": "<id>",
        "path": "results/<date>_migrated/wheat/Q1_c20f9b",
        "state": "goes"
      },
      {
        "id": "<id>",
        "path": "results/<date>_migrated/regression/Q2_0d1e2f",
        "state": "goes"
      }
    ],
    "originals": [],
    "moved": 0,
    "problems": []
  }

It needs a yes:

  $ cairn migrate --undo old new </dev/null 2>&1 | normalise
  to the trash of new: 3 runs from old
    <id>  results/<date>_migrated/regression/Q1_c20f9b
    <id>  results/<date>_migrated/wheat/Q1_c20f9b
    <id>  results/<date>_migrated/regression/Q2_0d1e2f
  cairn: error: nobody is there to answer: Move them to the trash?
    hint: say --yes to go on, or --dry-run to only look
  $ snapshot new | diff before - && echo untouched
  untouched

What stays is named, with the reason, before and after:

  $ cd new && cairn pin "$(cairn ls --jsonl | head -1 | grep -o '"id":"[^"]*"' | cut -d'"' -f4)" >/dev/null; cd ..
  $ cairn migrate --undo old new --dry-run >plan; echo $?; grep -c stays: plan
  1
  1
  $ cairn migrate --undo old new --yes --json >told 2>/dev/null; echo $?; grep -E '"(moved|dry_run|undo)"|is pinned, so' told | sed 's/run [^ ]* is/run <id> is/'
  1
    "undo": true,
    "dry_run": false,
    "moved": 2,
      "results/2026-11-20_migrated/wheat/Q1_c20f9b: run <id> is pinned, so it gets no new attempt"
  $ cairn -C new ls | wc -l
  2
  $ cairn migrate --undo elsewhere new --dry-run 2>&1 | normalise
  cairn: error: no run of this project came from '<here>/elsewhere'
    hint: name the folder as it was named when it was migrated

In the project itself the old files come back to their place. What people said of a group meanwhile lies in the trash
with it, and can be had back:

  $ tar xzf "$TESTDIR/../data/trees/nirs4all-v5-uuid.tar.gz" && cd nirs4all-v5-uuid
  $ (find results -type f -printf '%p %s %T@\n' | sort) > ../before
  $ printf 'project: wheat\nlayout: nirs4all\nstages: {}\n' > cairn.yaml
  $ cairn migrate --from nirs4all-v5 --to nirs4all . . >/dev/null 2>&1
  $ cairn note results/2*_migrated 'my session note' && cairn tag results/2*_migrated paper
  noted on results/2026-11-20_migrated
  tagged results/2026-11-20_migrated: paper
  $ cairn migrate --undo . . --dry-run | normalise
  to the trash of .: 3 runs from .
    <id>  results/<date>_migrated/regression/Q1_c20f9b
    <id>  results/<date>_migrated/wheat/Q1_c20f9b
    <id>  results/<date>_migrated/regression/Q2_0d1e2f
    'legacy/results' comes back to 'results'
  nothing was written (--dry-run)
  $ cairn migrate --undo . . --yes | tail -1
  3 runs were moved to the trash; the source is as it was
  $ (find results -type f -printf '%p %s %T@\n' | sort) | diff ../before - && echo the same
  the same
  $ cairn trash ls --json | grep -E '"(kind|path|reason)"' | normalise
        "kind": "attempt",
        "path": "results/<date>_migrated/regression/Q1_c20f9b",
        "reason": "the migration was undone",
            "path": "results/<date>_migrated/regression/Q1_c20f9b",
        "kind": "attempt",
        "path": "results/<date>_migrated/wheat/Q1_c20f9b",
        "reason": "the migration was undone",
            "path": "results/<date>_migrated/wheat/Q1_c20f9b",
        "kind": "attempt",
        "path": "results/<date>_migrated/regression/Q2_0d1e2f",
        "reason": "the migration was undone",
            "path": "results/<date>_migrated/regression/Q2_0d1e2f",
        "kind": "group",
        "path": "results/<date>_migrated",
        "reason": "the migration was undone",
  $ cairn restore "$(ls .cairn/trash | grep '_migrated$')"
  restored 0 runs to results/2026-11-20_migrated
  $ grep -h -e 'my session note' -e paper results/2*_migrated/.run/group.json
      "paper"
    "notes": "my session note",
