# label: ci
# timeout: 240
"""Objects are collected again and again while four processes save: no record ever names one that is gone.

Each saver changes the script of its stage and runs it: the script's text becomes an object, and the record that
names it comes a while later. The collector moves every object that nothing names. The control lets the savers
note nothing (CAIRN_FAIL=object_note:0:skip): then objects must get lost, else this test could not fail.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import threading
import time

import crash_project as project
import verify_store

SAVERS = 4
ROUNDS = 200
CONTROL_ROUNDS = 60
SPEC = """\
project: collect
layout: flat
storage: {durability: none}
stages:
"""
STAGE = """\
  s{n}:
    matrix: {{seed: [1]}}
    deps: [s{n}.sh]
    cmd: sh s{n}.sh > {{run}}/out.txt
"""


def make_store(root):
    project.write(root / "cairn.yaml", SPEC + "".join(STAGE.format(n=n) for n in range(SAVERS)))
    for number in range(SAVERS):
        write_script(root, number, 0)


def write_script(root, number, turn):
    # The sleep keeps the object without a record for a while.
    project.write(root / f"s{number}.sh", f"# turn {turn} of {number}\nsleep 0.02\necho {turn}\n")


def save(root, number, over, fail, saved):
    turn = 0
    while not over.is_set():
        turn += 1
        write_script(root, number, turn)
        result = project.cairn(root, "run", "-q", f"s{number}", fail=fail)
        if result.returncode != 0:
            saved.append(f"saver {number} ended with {result.returncode}: {result.said}")
            return
        saved.append(None)


def named_objects(root):
    """{digest: record} of all sources that records name, in results and trash."""
    named = {}
    for path in [*root.glob("results/**/.run/*.json"), *root.glob(".cairn/trash/**/.run/*.json")]:
        record = json.loads(path.read_bytes())
        for digest in [*record["provenance"]["sources"].values(), record["provenance"]["environment"]]:
            named[digest] = path
    return named


def race(folder, name, rounds, fail):
    """(dangling digests, saves, what went wrong) of so many collections beside four savers."""
    root = folder / name
    root.mkdir()
    make_store(root)
    over, saved, wrong, moved = threading.Event(), [], [], 0
    savers = [threading.Thread(target=save, args=(root, n, over, fail, saved)) for n in range(SAVERS)]
    for saver in savers:
        saver.start()
    for _ in range(rounds):
        result = project.cairn(root, "cache", "clean", "--orphaned", "--yes", "--json")
        if result.returncode != 0:
            wrong.append(f"the collector ended with {result.returncode}: {result.said}")
            break
        moved += json.loads(result.stdout)["moved"]
    over.set()
    for saver in savers:
        saver.join()
    wrong += [said for said in saved if said]
    complaints, _ = verify_store.verify(root)
    dangling = [d for d in named_objects(root) if not (root / ".cairn/objects" / d[:2] / d).is_file()]
    print(f"{name}: {rounds} collections, {len(saved)} saves, {moved} objects collected, {len(dangling)} dangling")
    return dangling, len(saved), wrong + complaints


def check_unreadable(folder):
    """While a record cannot be read nothing is collected, and the record is named."""
    root = folder / "unreadable"
    root.mkdir()
    make_store(root)
    project.must_run(root, "run", "-q")
    record = next(root.glob("results/*/.run/*.json"))
    record.write_bytes(record.read_bytes()[:-5])
    before = sorted(root.glob(".cairn/objects/*/*"))
    orphan = verify_store.sha256(b"orphan")
    path = root / ".cairn/objects" / orphan[:2] / orphan
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"orphan")
    result = project.cairn(root, "cache", "clean", "--orphaned", "--yes")
    if result.returncode != 6 or record.name not in result.said or not path.is_file():
        yield f"with an unreadable record: exit {result.returncode}: {result.said}"
    if any(not object.is_file() for object in before):
        yield "objects went although a record could not be read"


def main():
    folder = project.scratch("collect")
    dangling, saves, wrong = race(folder, "race", ROUNDS, "")
    wrong += [f"a record names {digest}, which was collected" for digest in dangling]
    if saves < ROUNDS / 4:
        wrong.append(f"only {saves} saves: they hardly met the collector")
    lost, _, _ = race(folder, "control", CONTROL_ROUNDS, "object_note:0:skip")
    if not lost:
        wrong.append("control: nothing was lost although the savers noted nothing")
    wrong += check_unreadable(folder)
    print("\n".join(wrong + [f"collect_races: {len(wrong)} wrong"]))
    shutil.rmtree(folder)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
