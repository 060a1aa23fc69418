# label: ci
# timeout: 240
"""Objects are collected again and again while four processes save: no record ever names one that is gone.

Each saver changes the script of its stage and runs it: the script's text becomes an object, and the record that
names it comes a while later. Then it looks whether all that the record names is there, and deletes the run, so that
its objects become orphans, of which some come back with a later save. The collector moves every object that nothing
names. The control lets the savers
note nothing (CAIRN_FAIL=object_note:0:skip): then objects must get lost, else this test could not fail.
"""

import json
import shutil
import sys
import threading

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
    project.write(root / f"s{number}.sh", f"# turn {turn % 3} of {number}\nsleep 0.02\necho {turn % 3}\n")


def save(root, number, over, fail, saved):
    turn = 0
    while not over.is_set():
        turn += 1
        write_script(root, number, turn)
        result = project.cairn(root, "run", "-q", f"s{number}", fail=fail)
        if result.returncode != 0:
            saved.append(f"saver {number} ended with {result.returncode}: {result.said}")
            return
        folder = next(root.glob(f"results/s{number}-*"))
        dangling = [d for d in named_by(next(folder.glob(".run/??????.json"))) if not is_there(root, d)]
        saved.append(f"dangling: {dangling}" if dangling else None)
        shutil.rmtree(folder)


def named_by(path):
    record = json.loads(path.read_bytes())
    return [*record["provenance"]["sources"].values(), record["provenance"]["environment"]]


def is_there(root, digest):
    return (root / ".cairn/objects" / digest[:2] / digest).is_file()


def race(folder, name, rounds, fail):
    """(saves with dangling objects, saves, collected, what else went wrong) of collections beside four savers."""
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
    dangling = [said for said in saved if said and said.startswith("dangling")]
    wrong += [said for said in saved if said and said not in dangling]
    complaints, _ = verify_store.verify(root)
    print(f"{name}: {rounds} collections, {len(saved)} saves, {moved} objects collected, {len(dangling)} dangling")
    return dangling, len(saved), moved, wrong + complaints


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
    dangling, saves, moved, wrong = race(folder, "race", ROUNDS, "")
    wrong += dangling
    if saves < ROUNDS / 4 or moved < ROUNDS / 4:
        wrong.append(f"only {saves} saves and {moved} objects collected: they hardly met")
    lost, _, _, _ = race(folder, "control", CONTROL_ROUNDS, "object_note:0:skip")
    if not lost:
        wrong.append("control: nothing was lost although the savers noted nothing")
    wrong += check_unreadable(folder)
    print("\n".join(wrong + [f"collect_races: {len(wrong)} wrong"]))
    shutil.rmtree(folder)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
