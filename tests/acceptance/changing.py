# label: ci
# timeout: 180
"""Runs that change while they are read: made, run again, moved, removed, annotated, for some seconds, while other
processes list, show, filter, plot and compare. No reader may say anything but the truth of some moment: it ends with
0, or says that what was asked for is not there (3) or busy (5); its JSON is whole, and no run is listed twice. At the
end the catalog equals one that is built anew. CAIRN_SEED repeats the changes.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

SECONDS = 12
SEED = int(os.environ.get("CAIRN_SEED", random.SystemRandom().randrange(10**9)))
YAML = """\
project: moving
layout: nirs4all
experiment: {name: moving}
datasets: {corn: {path: data}}
storage: {durability: none}
stages:
  fit:
    name: "m{n}"
    matrix: {dataset: [corn], n: {range: [0, 12]}}
    deps: [fit.sh]
    cmd: sh fit.sh {n} {run}
    outs: {model: model.txt}
"""
FIT = """\
for step in 1 2 3 4 5; do echo "{\\"metric\\": {\\"key\\": \\"loss\\", \\"value\\": $1.$step, \\"step\\": $step}}" >>"$CAIRN_EVENTS"; done
echo "$1" >"$2/model.txt"
"""
READERS = [
    ["ls", "--json"],
    ["ls", "--jsonl", "--columns", "id,loss", "--sort", "-loss"],
    ["ls", "--json", "--where", "loss[at 3] < 8 AND status = 'finished'"],
    ["best", "--by", "loss", "--json"],
    ["show", "latest", "--json"],
    ["history", "latest", "loss", "--json"],
    ["schema", "--json"],
    ["ls", "--group-by", "dataset", "--agg", "loss: mean,n", "--json"],
    ["compare", "--stage", "fit", "--json", "--limit", "4"],
    ["why", "--json"],
]
ALLOWED = {0, 1, 3, 5}
problems = []
counts = {}


def cairn(root, *words):
    return subprocess.run(["cairn", *words], cwd=root, capture_output=True, text=True)


def read(root, rng, until):
    while time.monotonic() < until:
        words = rng.choice(READERS)
        done = cairn(root, *words)
        counts[words[0]] = counts.get(words[0], 0) + 1
        where = f"cairn {' '.join(words)} ended with {done.returncode}"
        if done.returncode == 2 and "this run has no metric 'loss'" in done.stderr:
            continue  # it read the script while it was being saved: half a script, and no metric
        if done.returncode not in ALLOWED:
            problems.append(f"{where}: {done.stderr}")
        if done.returncode == 0:
            check_output(words, done.stdout, where)


def check_output(words, text, where):
    try:
        values = [json.loads(line) for line in text.splitlines()] if "--jsonl" in words else [json.loads(text)]
    except ValueError as error:
        problems.append(f"{where}, and its JSON is broken: {error}")
        return
    if words[:2] == ["ls", "--json"] and "runs" in values[0]:
        paths = [run["path"] for run in values[0]["runs"]]
        if len(paths) != len(set(paths)):
            problems.append(f"{where}, and lists a run twice: {sorted(paths)}")


def change(root, rng, until):
    """Makes, moves, removes and annotates runs."""
    while time.monotonic() < until:
        folders = [path.parent.parent for path in root.glob("results/*/corn/*/.run/*.json") if "user" not in path.name]
        action = rng.choice(["run", "run", "force", "move", "remove", "tag", "note", "script"])
        if action == "run":
            cairn(root, "run", "-q", "-j2", "-k", "-y")
        elif action == "force":
            cairn(root, "run", "-q", "-y", "--force", "fit", f"n={rng.randrange(12)}")
        elif action == "script":
            (root / "fit.sh").write_text(FIT + f"# {rng.random()}\n")
        elif folders and action == "tag":
            cairn(root, "tag", rng.choice(folders).name, f"k={rng.randrange(9)}")
        elif folders and action == "note":
            cairn(root, "note", rng.choice(folders).name, "seen")
        elif folders and action == "remove":
            shutil.rmtree(rng.choice(folders), ignore_errors=True)
        elif folders:
            folder = rng.choice(folders)
            try:
                folder.rename(folder.with_name(f"moved-{rng.randrange(10**6)}"))
            except OSError:
                pass


def main():
    print(f"CAIRN_SEED={SEED}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "data").mkdir()
        (root / "data/x.csv").write_text("1\n")
        (root / "cairn.yaml").write_text(YAML)
        (root / "fit.sh").write_text(FIT)
        cairn(root, "run", "-q")
        until = time.monotonic() + SECONDS
        threads = [threading.Thread(target=read, args=(root, random.Random(SEED + i), until)) for i in range(3)]
        threads.append(threading.Thread(target=change, args=(root, random.Random(SEED), until)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        finish(root)
    reads = sum(counts.values())
    print("\n".join([*problems[:20], f"changing: {reads} reads {counts}, {len(problems)} problems"]))
    sys.exit(1 if problems or reads < 40 else 0)


def finish(root):
    """What the catalog says at rest is what the files say."""
    shown = cairn(root, "ls", "--json")
    rebuilt = cairn(root, "reindex")
    again = cairn(root, "ls", "--json")
    if shown.returncode != 0 or again.returncode != 0 or rebuilt.returncode not in (0, 1):
        problems.append(f"at the end: {shown.stderr}{rebuilt.stderr}{again.stderr}")
    elif json.loads(shown.stdout)["runs"] != json.loads(again.stdout)["runs"]:
        problems.append("at the end ls says something else than after a reindex")
    ended = cairn(root, "run", "-q", "-y")
    idle = cairn(root, "run", "-n", "-y")
    if ended.returncode != 0 or "Nothing to run" not in idle.stdout:
        problems.append(f"at the end the next run does not complete: {ended.stderr}{idle.stdout}")


if __name__ == "__main__":
    main()
