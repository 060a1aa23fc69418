# label: ci
# timeout: 240
"""Objects are collected again and again while others work: no record ever names one that is gone.

  savers     four; each changes the script of its stage and runs it: the script's text becomes an object, and the
             record that names it comes a while later. Then it deletes the run, so that its objects become orphans, of
             which some come back with a later save.
  importers  two; each imports a package of many runs, whose texts become objects, and cleans them away again.
  merger     deduplicates equal files through the object store and parts them again.
After each turn the actor looks whether all that its records name is there. The collector moves every object that
nothing names. In the control the savers note nothing (CAIRN_FAIL=object_note:0:skip): then objects must get lost,
else this test could not fail. (What importers put is kept by their notes and by the runs that wait to be placed.)
"""

import json
import shutil
import sys
import threading

import crash_project as project
import verify_store

SAVERS, IMPORTERS = 4, 2
ROUNDS = 200
CONTROL_ROUNDS = 60
PACKED_RUNS = 25
SKIP_NOTES = "object_note:0:skip"
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
PACKED = """\
  packed{n}:
    matrix: {{seed: {{range: [0, {count}]}}}}
    deps: [packed{n}.sh]
    cmd: sh packed{n}.sh > {{run}}/out.txt
"""
EQUAL = """\
  equal:
    matrix: {seed: [1, 2, 3]}
    cmd: echo the same in all of them > {run}/out.txt
"""


class Race:
    """A project, and what its actors have seen until it is over."""

    def __init__(self, root):
        self.root, self.over = root, threading.Event()
        self.dangling, self.wrong, self.turns = [], [], {}

    def run(self, *arguments, fail="", statuses=(0,)):
        """The result; None where the actor has to stop."""
        result = project.cairn(self.root, *arguments, fail=fail)
        if result.returncode in statuses:
            return result
        self.wrong.append(f"cairn {' '.join(arguments)} ended with {result.returncode}: {result.said}")
        return None

    def look(self, actor, records):
        """One turn of an actor is over: are the objects there that these records name?"""
        self.turns[actor] = self.turns.get(actor, 0) + 1
        gone = [digest for record in records for digest in named_by(record) if not is_there(self.root, digest)]
        if gone:
            self.dangling.append(f"{actor}: dangling: {gone}")


def make_store(root):
    stages = [STAGE.format(n=n) for n in range(SAVERS)]
    stages += [PACKED.format(n=n, count=PACKED_RUNS) for n in range(IMPORTERS)]
    project.write(root / "cairn.yaml", SPEC + "".join(stages) + EQUAL)
    for number in range(SAVERS):
        write_script(root, number, 0)


def make_packages(folder):
    """One package for each importer, of runs that a project like this one has made."""
    donor = folder / "donor"
    donor.mkdir()
    make_store(donor)
    for number in range(IMPORTERS):
        project.write(donor / f"packed{number}.sh", f"echo packed by {number}\n")
        project.must_run(donor, "run", "-q", f"packed{number}")
        project.must_run(donor, "export", "--stage", f"packed{number}", "--complete", "-o", str(folder / f"{number}.zip"))


def write_script(root, number, turn):
    # The sleep keeps the object without a record for a while.
    project.write(root / f"s{number}.sh", f"# turn {turn % 3} of {number}\nsleep 0.02\necho {turn % 3}\n")


def save(race, number, fail):
    turn = 0
    while not race.over.is_set():
        turn += 1
        write_script(race.root, number, turn)
        if not race.run("run", "-q", f"s{number}", fail=fail):
            return
        folder = next(race.root.glob(f"results/s{number}-*"))
        race.look("saver", folder.glob(".run/??????.json"))
        shutil.rmtree(folder)


def bring(race, number):
    package = race.root.parent / f"{number}.zip"
    while not race.over.is_set():
        if not race.run("import", str(package)):
            return
        race.look("importer", race.root.glob(f"results/packed{number}-*/.run/??????.json"))
        if not race.run("clean", "--stage", f"packed{number}", "--no-trash", "-y"):
            return


def merge(race):
    while not race.over.is_set():
        if not race.run("deduplicate", "--auto", "--link", "symlink", statuses=(0, 1)):
            return
        for path in race.root.glob("results/equal-*/out.txt"):
            if path.read_text(encoding="utf-8") != "the same in all of them\n":
                race.wrong.append(f"{path}: it has other bytes")
        race.look("merger", race.root.glob("results/equal-*/.run/??????.json"))
        if not race.run("deduplicate", "--restore", statuses=(0, 1)):
            return


def named_by(path):
    record = json.loads(path.read_bytes())
    return [*record["provenance"]["sources"].values(), record["provenance"]["environment"]]


def is_there(root, digest):
    return (root / ".cairn/objects" / digest[:2] / digest).is_file()


def hold(folder, name, rounds, actors):
    """A race of collections beside the actors: [(function, further arguments)]. Returns it, and what was collected."""
    root = folder / name
    root.mkdir()
    make_store(root)
    project.must_run(root, "run", "-q", "equal")
    race, moved = Race(root), 0
    threads = [threading.Thread(target=actor, args=(race, *arguments)) for actor, *arguments in actors]
    for thread in threads:
        thread.start()
    for _ in range(rounds):
        result = race.run("cache", "clean", "--orphaned", "--yes", "--json")
        if not result:
            break
        moved += json.loads(result.stdout)["moved"]
    race.over.set()
    for thread in threads:
        thread.join()
    race.wrong += verify_store.verify(root)[0]
    turns = ", ".join(f"{count} turns of {actor}s" for actor, count in sorted(race.turns.items()))
    print(f"{name}: {rounds} collections, {turns}, {moved} objects collected, {len(race.dangling)} dangling")
    return race, moved


def check_unreadable(folder):
    """While a record cannot be read nothing is collected, and the record is named."""
    root = folder / "unreadable"
    root.mkdir()
    make_store(root)
    project.must_run(root, "run", "-q", "s0")
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
    make_packages(folder)
    savers = [(save, number, "") for number in range(SAVERS)]
    importers = [(bring, number) for number in range(IMPORTERS)]
    race, moved = hold(folder, "race", ROUNDS, [*savers, *importers, (merge,)])
    wrong = race.wrong + race.dangling
    saves = race.turns.get("saver", 0)
    if saves < ROUNDS / 4 or moved < ROUNDS / 4 or min(race.turns.values()) < 10 or len(race.turns) < 3:
        wrong.append(f"only {race.turns} turns and {moved} objects collected: they hardly met")
    lost, _ = hold(folder, "control", CONTROL_ROUNDS, [(save, number, SKIP_NOTES) for number in range(SAVERS)])
    if not lost.dangling:
        wrong.append("control: nothing was lost although the savers noted nothing")
    wrong += check_unreadable(folder)
    print("\n".join(wrong + [f"collect_races: {len(wrong)} wrong"]))
    shutil.rmtree(folder)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
