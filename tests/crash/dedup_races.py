# label: ci
# timeout: 300
"""Files stay there and right while they are merged and parted: readers, writers, kills.

  readers  threads open and hash every file while `deduplicate --auto` and `--restore` take turns and are killed at
           random: every open succeeds and gives the recorded bytes
  writers  each of many files is rewritten in place once while a merge is under way: what was written is what is
           read afterwards, and the file that it was equal to is as it was, unless both are one inode by then
  restore  afterwards every file has an inode of its own, with the mode and time that it had
The seed is printed and taken from CAIRN_SEED.
"""

import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import threading
import time

import crash_project as project

PAIRS = 120
LEAST_READS = 100_000
WRITE_ROUNDS = 25
SPEC = """\
project: dedup
layout: flat
storage: {durability: none}
stages:
  make:
    matrix: {seed: [1, 2, 3]}
    deps: [make.sh]
    cmd: sh make.sh {run}
"""
MAKE = """\
mkdir -p "$1/parts"
i=0
while [ $i -lt PAIRS ]; do
  echo "part $i, equal in every run, with some more text behind it" >"$1/parts/p$i"
  i=$((i + 1))
done
"""


def make_store(root):
    root.mkdir()
    project.write(root / "cairn.yaml", SPEC)
    project.write(root / "make.sh", MAKE.replace("PAIRS", str(PAIRS)))
    project.must_run(root, "run", "-q")


def parts(root):
    return sorted(root.glob("results/*/parts/*"))


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Readers:
    """Threads that read all files until they are told to stop."""

    def __init__(self, expected):
        self.expected, self.over, self.reads, self.wrong = expected, False, 0, []
        self.threads = [threading.Thread(target=self.read) for _ in range(2)]
        for thread in self.threads:
            thread.start()

    def read(self):
        while not self.over:
            for path, (content, _, _) in self.expected.items():
                try:
                    with open(path, "rb") as file:
                        if file.read() != content:
                            self.wrong.append(f"{path}: other bytes were read")
                except OSError as error:
                    self.wrong.append(f"{path}: {error}")
                self.reads += 1

    def stop(self):
        self.over = True
        for thread in self.threads:
            thread.join()
        return self.reads, self.wrong[:10]


def run_killed(root, arguments, seconds):
    """Runs cairn and kills it after so long; its exit status, negative when it was killed."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(root), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    process = subprocess.Popen([project.PROGRAM, *arguments], cwd=root, env=environment, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
    return process.returncode, said


def state_of(root):
    return {path: (path.read_bytes(), path.lstat().st_mode, path.lstat().st_mtime_ns) for path in parts(root)}


def check_readers(folder, link, draw, least=LEAST_READS / 2, turns_wanted=40):
    root = folder / f"readers-{link}"
    make_store(root)
    for number, path in enumerate(parts(root)):
        os.utime(path, ns=(0, 1_600_000_000_000_000_000 + number * 1_000_000_007))
    project.must_run(root, "ls")
    expected = state_of(root)
    readers = Readers(expected)
    killed, turns, wrong = 0, 0, []
    began = time.monotonic()
    while (readers.reads < least or turns < turns_wanted) and time.monotonic() - began < 60:
        arguments = ["deduplicate", "--auto", "--link", link] if turns % 2 == 0 else ["deduplicate", "--restore"]
        status, said = run_killed(root, arguments, draw.uniform(0.005, 0.15))
        killed += status == -signal.SIGKILL
        if status not in (0, -signal.SIGKILL):
            wrong.append(f"{' '.join(arguments)} ended with {status}: {said}")
        turns += 1
    reads, bad = readers.stop()
    project.must_run(root, "deduplicate", "--auto", "--link", link)
    merged = sum(path.is_symlink() or path.stat().st_nlink > 1 for path in parts(root))
    project.must_run(root, "deduplicate", "--restore")
    for path, (content, mode, mtime) in expected.items():
        status = path.lstat()
        if path.read_bytes() != content or path.is_symlink() or status.st_mode != mode:
            wrong.append(f"{path}: not as it was after --restore")
        elif status.st_mtime_ns != mtime:
            wrong.append(f"{path}: mtime {status.st_mtime_ns}, was {mtime}")
    # A kill between two steps may have left a temporary name of the inode.
    for path in root.glob("results/*/parts/.cairn-tmp-*"):
        path.unlink()
    wrong += [f"{path}: {path.lstat().st_nlink} names" for path in parts(root) if path.lstat().st_nlink != 1]
    if merged < PAIRS * 2 and link != "reflink":
        wrong.append(f"only {merged} files were merged")
    print(f"readers, {link}: {turns} turns, {killed} killed, {reads} reads, {len(wrong) + len(bad)} wrong")
    return wrong + bad, reads


def check_writers(folder, draw):
    root = folder / "writers"
    make_store(root)
    project.must_run(root, "ls")
    original = {path: path.read_bytes() for path in parts(root)}
    runs = sorted(root.glob("results/*/parts"))
    wrong, races, merged, refused = [], 0, 0, 0
    for turn in range(WRITE_ROUNDS):
        victims = [runs[draw.randrange(1, 3)] / f"p{i}" for i in range(PAIRS)]
        draw.shuffle(victims)
        written = {}

        def write():
            time.sleep(draw.uniform(0, 0.03))
            for path in victims:
                time.sleep(draw.uniform(0, 0.001))
                # In place, as a job would that rewrites its own file; equal in size.
                text = original[path].replace(b"equal", f"W{turn:04}".encode())
                with open(path, "r+b") as file:
                    file.write(text)
                written[path] = text

        writer = threading.Thread(target=write)
        writer.start()
        result = project.cairn(root, "deduplicate", "--auto", "--link", "hardlink")
        writer.join()
        if result.returncode not in (0, 1):
            wrong.append(f"deduplicate ended with {result.returncode}: {result.said}")
        refused += result.stderr.count("warning")
        for path, text in written.items():
            races += 1
            if path.read_bytes() != text:
                wrong.append(f"{path}: what was written into it is lost")
            for other in (run / path.name for run in runs):
                is_one = other.stat().st_ino == path.stat().st_ino
                merged += is_one and other != path
                if not is_one and other.read_bytes() != original[other]:
                    wrong.append(f"{other}: changed by a write to {path}")
        for path, content in original.items():
            path.unlink()
            path.write_bytes(content)
    if merged == 0 or refused == 0:
        wrong.append("no file was merged before it was written to, or none was left alone: nothing met")
    print(f"writers: {races} races, {merged} were merged before the write, {refused} left alone, {len(wrong)} wrong")
    return wrong[:20]


def check_forged(folder):
    """A digest in the catalog proves nothing: files that differ are not merged."""
    root = folder / "forged"
    make_store(root)
    victim = parts(root)[-1]
    status = victim.stat()
    victim.write_bytes(victim.read_bytes().replace(b"equal", b"EQUAL"))
    os.utime(victim, ns=(status.st_atime_ns, status.st_mtime_ns))
    for link in ("hardlink", "symlink"):
        result = project.cairn(root, "deduplicate", "--auto", "--link", link)
        if result.returncode != 1 or victim.name not in result.said or b"EQUAL" not in victim.read_bytes():
            yield f"{link}: a file with other bytes than recorded was merged: {result.said}"
        project.must_run(root, "deduplicate", "--restore", status=0 if link == "hardlink" else 0)


def main():
    seed = int(os.environ.get("CAIRN_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"CAIRN_SEED={seed}")
    draw = random.Random(seed)
    folder = project.scratch("dedup")
    wrong, reads = [], 0
    for link in ("hardlink", "symlink"):
        complaints, count = check_readers(folder, link, draw)
        wrong += complaints
        reads += count
    if reads < LEAST_READS:
        wrong.append(f"only {reads} reads")
    wrong += check_writers(folder, draw)
    wrong += check_forged(folder)
    print("\n".join(wrong + [f"dedup_races: {len(wrong)} wrong"]))
    shutil.rmtree(folder)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
