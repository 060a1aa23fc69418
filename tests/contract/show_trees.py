# label: fast
# timeout: 240
"""What `cairn show --json` says of three runs of each genuine tree is what stands in tests/data/trees/show.

The file of a tree holds params, metrics, status, links, artifacts, names, tags and children of three runs, of as many kinds as
there are. contract.adopt_trees compares the same trees with what their programs were told; this file is what a person
compares by eye, and what a change of cairn must not change unseen. CAIRN_ACCEPT=1 takes what is said now.
"""

import difflib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from genuine_trees import TREES, unpack  # noqa: E402

PROJECT = "project: old\nlayout: flat\nstages: {}\n"
# Where the results lie in each tree.
ROOTS = {
    "dynvision-seed": ".", "dynvision-later": ".", "dynvision-old-flat": ".", "lambda-hat-runs": ".", "lambda-hat-store": "artifacts",
    "ssvae-results": "results", "nirs4all-v5-uuid": "results", "nirs4all-0.4.1-workspace": "workspace",
    "nirs4all-sqlite-store": "workspace", "resume-ner": ".", "mlflow-filestore": ".",
}  # fmt: skip
KEYS = ("id", "digest", "kind", "stage", "name", "names", "origin", "experiment", "dataset", "seed", "status", "params", "metrics",
        "metric_summaries", "tags", "links", "artifacts", "children", "path")  # fmt: skip
MOST = 3


def cairn(project, *arguments):
    done = subprocess.run(["cairn", *arguments], cwd=project, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"cairn {' '.join(arguments)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def chosen(runs):
    """One of each kind, then more of them, always the same."""
    order = sorted(runs, key=lambda run: (run["kind"], run["status"] != "finished", run["path"], run["id"]))
    first = {run["kind"]: run for run in reversed(order)}
    rest = [run for run in order if run is not first[run["kind"]]]
    return ([first[kind] for kind in sorted(first)] + rest)[:MOST]


def shown(tree, root, scratch):
    unpack(tree, scratch)
    (scratch / "cairn.yaml").write_text(PROJECT, encoding="utf-8")
    (top,) = (path for path in scratch.iterdir() if path.is_dir())
    top.rename(scratch / "old")
    cairn(scratch, "adopt", os.path.normpath(f"old/{root}"))
    runs = [json.loads(line) for line in cairn(scratch, "ls", "--jsonl").splitlines()]
    details = [json.loads(cairn(scratch, "show", run["id"], "--json"))["run"] for run in chosen(runs)]
    text = json.dumps([{key: run[key] for key in KEYS if key in run} for run in details], indent=1, ensure_ascii=False) + "\n"
    return text.replace(str(scratch.resolve()), "<project>").replace(str(scratch), "<project>")


def main():
    failed = False
    for tree, root in ROOTS.items():
        with tempfile.TemporaryDirectory() as scratch:
            text = shown(tree, root, pathlib.Path(scratch))
        file = TREES / "show" / f"{tree}.json"
        if os.environ.get("CAIRN_ACCEPT"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        expected = file.read_text(encoding="utf-8") if file.exists() else ""
        difference = list(difflib.unified_diff(expected.splitlines(), text.splitlines(), "expected", "shown", lineterm="", n=2))
        count = len(json.loads(text))
        print(f"{tree}: {count} runs{', other than expected' if difference else ''}")
        print("\n".join(difference[:60]))
        failed |= bool(difference) or count != MOST
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
