# label: ci
# timeout: 900
"""The power fails under real file systems while `cairn run` saves, and every acknowledged save is there.

    power_cut.py               CAIRN_SEED repeats the random part; it needs root and loop devices
    power_cut.py --shutdowns 400 --cuts 1000

Two ways to lose power. **Shutdowns**: ext4 and xfs on loop devices are stopped at random moments without
writing their log, and mounted again. **Cuts**: the disk below ext4 and xfs is logged_disk, which notes each
write and flush; the log is replayed up to a random entry, with random writes after the last flush left
out, and the result is mounted. In both, a save counts as acknowledged when `cairn run` has ended with 0;
what was acknowledged is noted outside of that disk. verify_store.py looks at each disk, and cairn itself
must call what it acknowledged cached. Controls take one sync out of the commit (CAIRN_FAIL=SITE:0:skip),
and must lose something.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time

import crash_project as project
import loop_disk
import verify_store

KINDS = ("ext4", "xfs")
SAVES_A_DISK = 10  # Shutdowns of one file system before it is made anew.
ENTRY = struct.Struct("=3q")  # kind, offset, length: see tests/support/logged_disk.c
WRITE, FLUSH, ZERO, ACKNOWLEDGED = 1, 2, 3, 9
CONTROLS = ("commit_artifact_fsync", "record_fsync", "record_folder_fsync")
SPEC = """\
project: power
layout: flat
storage: {durability: full}
stages:
  save:
    params: {n: {type: int}}
    cmd: "mkdir {run}/more && yes {n} | head -c 40000 > {run}/weights.bin && yes {n} | head -c 5000 > {run}/more/x.txt"
    outs: {weights: weights.bin}
"""


def make_project(folder):
    root = folder / "project"
    root.mkdir()
    project.write(root / "cairn.yaml", SPEC)
    subprocess.run(["sync", "-f", str(root)], check=True)
    return root


def save(root, number, fail=""):
    """Whether cairn says that it has saved run `number`."""
    return project.cairn(root, "run", "save", f"n={number}", fail=fail).returncode == 0


def saved_numbers(records):
    return {json.loads(record["key"])["params"]["n"] for record in records.values()
            if record["status"] == "finished"}


def look(root, acknowledged, ask_cairn=True):
    """What is wrong with the store after the power came back."""
    complaints, records = verify_store.verify(root)
    lost = sorted(acknowledged - saved_numbers(records))
    complaints += [f"the acknowledged run n={number} is gone" for number in lost]
    if ask_cairn and acknowledged and not complaints:
        number = max(acknowledged)
        result = project.cairn(root, "run", "save", f"n={number}")
        if result.returncode != 0 or "cached" not in result.said:
            complaints.append(f"cairn does not call n={number} cached: {result.said}")
    return [complaint.replace(f"{root}/", "") for complaint in complaints]


class Shutdowns:
    """Saves on one kind of file system, which is stopped at random moments."""

    def __init__(self, kind, folder, chance, fail=""):
        self.kind, self.folder, self.chance, self.fail = kind, folder, chance, fail
        self.image, self.disk = folder / f"{kind}.img", folder / f"{kind}.mnt"
        self.acknowledged, self.number = set(), 0
        self.cycles, self.wrong, self.in_flight, self.cut_at = 0, [], 0, None

    def fresh_disk(self):
        loop_disk.make_image(self.image, self.kind)
        with loop_disk.mounted(self.image, self.disk, self.kind):
            make_project(self.disk)
        self.acknowledged = set()

    def cut_power(self):
        loop_disk.cut_power(self.disk)
        self.cut_at = time.monotonic()

    def cycle(self):
        if self.cycles % SAVES_A_DISK == 0:
            self.fresh_disk()
        root = self.disk / "project"
        with loop_disk.mounted(self.image, self.disk, self.kind):
            self.cut_at = None
            cut = threading.Timer(self.chance.uniform(0.05, 0.6), self.cut_power)
            cut.start()
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                self.number += 1
                begun = time.monotonic()
                if not save(root, self.number, self.fail):
                    self.in_flight += self.cut_at is None or self.cut_at > begun
                    break
                self.acknowledged.add(self.number)
            cut.join()
        self.cycles += 1
        with loop_disk.mounted(self.image, self.disk, self.kind):
            found = look(root, self.acknowledged)
        if found:
            self.wrong.append((self.cycles, found))
            self.cycles += -self.cycles % SAVES_A_DISK  # What is lost once would be found again and again.


class Log:
    """The log of a disk under a file system on which cairn has saved some runs."""

    def __init__(self, kind, folder, saves, fail=""):
        self.kind = kind
        self.base = loop_disk.make_image(folder / f"{kind}-base.img", kind)
        self.path = folder / f"{kind}.log"
        self.path.unlink(missing_ok=True)
        with loop_disk.mounted(self.base, folder / "disk", kind):
            make_project(folder / "disk")
        with LoggedDisk(self.base, self.path, folder / "fuse") as disk:
            with loop_disk.mounted(disk, folder / "disk", kind):
                for number in range(1, saves + 1):
                    if not save(folder / "disk/project", number, fail):
                        sys.exit(f"{kind}: the save {number} failed on a sound disk")
                    with open(self.path, "ab", buffering=0) as log:
                        log.write(ENTRY.pack(ACKNOWLEDGED, number, 0))
        self.entries = self.read()

    def read(self):
        """[(kind, offset, bytes or length)]"""
        entries, place, data = [], 0, self.path.read_bytes()
        while place < len(data):
            kind, offset, length = ENTRY.unpack_from(data, place)
            place += ENTRY.size
            if kind == WRITE:
                entries.append((kind, offset, data[place:place + length]))
                place += length
            else:
                entries.append((kind, offset, length))
        return entries

    def flushes(self):
        return sum(entry[0] == FLUSH for entry in self.entries)


class LoggedDisk:
    """The program logged_disk with an image, until the end of the `with`; gives the path of the disk."""

    def __init__(self, image, log, folder):
        self.command = [pathlib.Path(os.environ["CAIRN_BUILD_DIR"]) / "tests/bin/logged_disk", image, log, folder]
        self.folder = folder

    def __enter__(self):
        self.folder.mkdir(exist_ok=True)
        self.process = subprocess.Popen([str(word) for word in self.command])
        for _ in range(200):
            if (self.folder / "disk").exists():
                return self.folder / "disk"
            time.sleep(0.05)
        sys.exit("logged_disk does not answer")

    def __exit__(self, *_):
        subprocess.run(["fusermount3", "-u", str(self.folder)], check=True)
        self.process.wait(30)


def apply(entries, image):
    for kind, offset, rest in entries:
        if kind == WRITE:
            image.seek(offset)
            image.write(rest)
        elif kind == ZERO:
            image.seek(offset)
            image.write(bytes(rest))


def replay(log, cuts, folder, chance):
    """Mounts what is left at random moments of the log: [(entry, what is wrong)], and how many were mounted."""
    stable, left = folder / "stable.img", folder / "left.img"
    shutil.copyfile(log.base, stable)
    wrong, done, begun = [], 0, 0  # Entries before `done` are in the stable image.
    for cut in sorted(chance.sample(range(len(log.entries)), min(cuts, len(log.entries)))):
        before = log.entries[:cut + 1]
        flush = max((index for index in range(done, cut + 1) if before[index][0] == FLUSH), default=done)
        with open(stable, "r+b") as image:
            apply(before[done:flush], image)
        done = flush
        subprocess.run(["cp", "--sparse=always", str(stable), str(left)], check=True)
        with open(left, "r+b") as image:
            apply([entry for entry in before[done:] if chance.random() < 0.5], image)
        acknowledged = {entry[1] for entry in before if entry[0] == ACKNOWLEDGED}
        begun += 1
        with loop_disk.mounted(left, folder / "disk", log.kind):
            found = look(folder / "disk/project", acknowledged, ask_cairn=begun % 8 == 0)
        if found:
            wrong.append((cut, found))
    return wrong, begun


def describe(wrong):
    for at, found in wrong[:3]:
        yield f"  at {at}:"
        yield from (f"    {complaint}" for complaint in found[:5])


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--shutdowns", type=int, default=40, help="of each file system")
    words.add_argument("--cuts", type=int, default=55, help="of each log")
    options = words.parse_args()
    project.require_failpoints()
    loop_disk.require_mounts("power_cut", *KINDS)
    loop_disk.in_own_mounts()
    seed = int(os.environ.get("CAIRN_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"power_cut: CAIRN_SEED={seed}", flush=True)
    chance = random.Random(seed)
    folder = project.scratch("power-cut")
    failed = []

    def hold(name, wrong, ran, floor):
        print(f"{name}, {len(wrong)} wrong", flush=True)
        if wrong or ran < floor:
            failed.append(name)
            print("\n".join(describe(wrong)))

    for kind in KINDS:
        test = Shutdowns(kind, folder, chance)
        ran = 0
        while ran < options.shutdowns:
            test.cycle()
            ran += 1
        hold(f"{kind}: {ran} shutdowns, {test.number} saves, {test.in_flight} with a save in flight",
             test.wrong, ran, options.shutdowns)
        if not test.in_flight:
            failed.append(f"{kind}: no shutdown met a save")
        log = Log(kind, folder, saves=25)
        wrong, mounted = replay(log, options.cuts, folder, chance)
        hold(f"{kind}: {mounted} cuts of a log of {len(log.entries)} entries with {log.flushes()} flushes",
             wrong, mounted, options.cuts)
    for site in CONTROLS:
        log = Log("ext4", folder, saves=6, fail=f"{site}:0:skip")
        wrong, mounted = replay(log, 60, folder, chance)
        test, ran = Shutdowns("ext4", folder, chance, fail=f"{site}:0:skip"), 0
        while ran < 12 and not test.wrong:
            test.cycle()
            ran += 1
        print(f"control without {site}: caught at {len(wrong)} of {mounted} cuts, and "
              f"{f'by shutdown {ran}' if test.wrong else f'by none of {ran} shutdowns'}", flush=True)
        if not wrong and not test.wrong:
            failed.append(f"control without {site}")
    shutil.rmtree(folder)
    print("\n".join([f"power_cut: {len(failed)} failed", *failed]))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
