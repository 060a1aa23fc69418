"""A store of 100,000 runs in 100 groups: reindex, refresh, and `cairn ls` after rm and mv, against bare reads and inserts."""

import pathlib
import subprocess

from timing import BenchError, Ratio, Side, Times, ratio_table, seconds, time_table

RUNS, NEW = 100_000, 100
REINDEX, FLOOR = "cairn reindex", "the same files read and rows inserted, in C"
LS, AFTER_RM, AFTER_MV, AFTER_GROUP = "cairn ls", "cairn ls after rm of a run", "cairn ls after mv of a run", "cairn ls after mv of a group"
NO_JOURNAL, JOURNAL = f"cairn ls after {NEW} new runs", f"cairn ls after {NEW} new runs, in the journal"
AFTERWARDS = [LS, AFTER_RM, AFTER_MV, AFTER_GROUP, NO_JOURNAL, JOURNAL]
RATIOS = [
    Ratio(f"{REINDEX} / {FLOOR}", REINDEX, FLOOR, ("<=", 1.5)),
    Ratio(f"{REINDEX} / {NO_JOURNAL}", REINDEX, NO_JOURNAL, (">=", 100)),
    Ratio(f"{REINDEX} / {JOURNAL}", REINDEX, JOURNAL, (">=", 100)),
    Ratio(f"{AFTER_RM} / {LS}", AFTER_RM, LS, ("<=", 3)),
    Ratio(f"{AFTER_MV} / {LS}", AFTER_MV, LS, ("<=", 3)),
    Ratio(f"{REINDEX} / {AFTER_RM}", REINDEX, AFTER_RM, (">=", 50)),
    Ratio(f"{REINDEX} / {AFTER_MV}", REINDEX, AFTER_MV, (">=", 50)),
    Ratio(f"{AFTER_GROUP} / {LS}", AFTER_GROUP, LS),
    Ratio(f"{REINDEX} / {AFTER_GROUP}", REINDEX, AFTER_GROUP),
]


class Store:
    """The store, what was done to it, and how many runs it must show."""

    def __init__(self, setting, runs):
        self.setting, self.runs, self.next = setting, runs, runs
        self.folder = setting.runs / "stores" / "store"
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self.times = {name: Times() for name in [REINDEX, FLOOR, *AFTERWARDS]}
        self.make(runs)

    def make(self, count, *words):
        command = [str(self.setting.programs / "make_store"), str(self.folder), str(self.next), str(count), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        self.next += count

    def time(self, name, *words):
        wall, cpu = self.setting.stopwatch.run([str(self.setting.cairn), *words], self.folder)
        self.times[name].wall.append(wall)
        self.times[name].cpu.append(cpu)
        self.setting.say(f"{name}: {seconds(wall)}")

    def ls(self, name):
        self.time(name, "ls", "--limit", "100")

    def expect(self, runs):
        """Refuses a catalog that says another number of runs than are on the disk."""
        told = subprocess.run(
            [str(self.setting.cairn), "ls", "--limit", "1", "--all"], cwd=self.folder, capture_output=True, text=True, check=True
        ).stdout
        if f"1 of {runs} runs" not in told:
            raise BenchError(f"{self.folder}: {runs} runs lie there, but cairn ls says:\n{told}")

    def floor(self):
        program = [str(self.setting.tools / "fill_floor"), ".cairn/catalog.db", ".", "../floor.db"]
        told = subprocess.run(program, cwd=self.folder, capture_output=True, text=True, check=True).stdout.split()
        self.times[FLOOR].wall.append(float(told[-1]))
        self.times[FLOOR].cpu.append(float(told[-1]))
        self.setting.say(f"{FLOOR}: {' '.join(told)}")

    def groups(self):
        return sorted(path for path in self.folder.glob("results/*/*") if path.is_dir() and path.name != ".run")

    def disturb_and_ask(self):
        """Every change that the catalog must notice by itself, and `cairn ls` after each."""
        here, there = self.groups()[3], self.groups()[57]
        self.ls(LS)
        # Without its catalog row it would be in no way special: the ninth of a thousand.
        gone = sorted(path for path in here.iterdir() if path.name != ".run")[8]
        gone.rename(self.folder.parent / f"gone-{self.next}")
        self.ls(AFTER_RM)
        self.runs -= 1
        self.expect(self.runs)
        moved = sorted(path for path in there.iterdir() if path.name != ".run")[8]
        moved.rename(here / moved.name)
        self.ls(AFTER_MV)
        self.expect(self.runs)
        there.rename(there.with_name(there.name + "-moved"))
        self.ls(AFTER_GROUP)
        self.expect(self.runs)
        there.with_name(there.name + "-moved").rename(there)
        self.expect(self.runs)
        for name, words in ((NO_JOURNAL, []), (JOURNAL, ["--journal"])):
            self.make(NEW, *words)
            self.runs += NEW
            self.ls(name)
            self.expect(self.runs)


def measure(setting):
    """Returns the section of docs/benchmarks.md."""
    if not setting.cairn:
        return ""
    store = Store(setting, 2000 if setting.quick else RUNS)
    subprocess.run([str(setting.cairn), "reindex"], cwd=store.folder, check=True, stdout=subprocess.DEVNULL)
    for number in range(2 if setting.quick else 5):
        sides = [store.floor, lambda: store.time(REINDEX, "reindex")]
        for side in sides if number % 2 else reversed(sides):
            side()
        store.disturb_and_ask()
    sides = [Side(name, []) for name in store.times]
    shape = f"{store.runs} runs of 10 params and 10 metrics in 100 groups, nirs4all's layout; records as cairn writes them, no other files.\n"
    return f"### stores\n\n{shape}\n{time_table(sides, store.times)}\n{ratio_table(RATIOS, store.times)}"
