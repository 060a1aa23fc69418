# label: ci
# timeout: 300
"""Whatever is written over a few bytes of the catalog, no verb ends as damaged or as a bug of cairn, and what it
wrote is a new catalog that answers like the whole one.

Random bytes of random length in random places; the seed is printed and taken from CAIRN_SEED. SQLite has no
checksums, so a value may silently be another one: only the status is compared then. A place that the first page
tells the format by (a catalog of a newer cairn) ends with 4, as it should.
"""

import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import crash_project as project

FLIPS = 150
SPEC = """\
project: flips
layout: flat
stages:
  fit:
    params: {n: {type: int}, note: {type: string}}
    matrix: {n: [1, 2, 3, 4, 5, 6, 7, 8], note: [snv, msc]}
    cmd: "echo {n} > {run}/x.txt; echo {note} > {run}/y.txt"
"""
ASKS = (
    ("ls", "--json"),
    ("ls", "n > 3"),
    ("show", "latest"),
    ("run", "-n"),
    ("sql", "SELECT count(*) FROM runs"),
    ("cache", "stats"),
)


def cairn(root, *words):
    return subprocess.run(("cairn", *words), cwd=root, capture_output=True, text=True, check=False)


def main():
    seed = int(os.environ.get("CAIRN_SEED") or random.randrange(2**32))
    print(f"CAIRN_SEED={seed}")
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="cairn-flips-") as folder:
        root = pathlib.Path(folder)
        project.write(root / "cairn.yaml", SPEC)
        project.must_run(root, "run", "-q")
        cairn(root, "ls")
        catalog = root / ".cairn" / "catalog.db"
        whole = catalog.read_bytes()
        answer = cairn(root, "ls", "--json").stdout
        failures, rebuilt = [], 0
        for number in range(FLIPS):
            length = draw.choice((1, 2, 8, 64, 4096))
            at = draw.randrange(len(whole))
            damaged = bytearray(whole)
            damaged[at : at + length] = draw.randbytes(min(length, len(whole) - at))
            for ask in ASKS:
                for kept in (root / ".cairn").glob("catalog.db.*"):
                    kept.unlink()
                catalog.write_bytes(damaged)
                done = cairn(root, *ask)
                if done.returncode in (0, 3, 4) or (ask[0] == "sql" and done.returncode == 2):
                    pass
                else:
                    failures.append(f"{length} bytes at {at}, {' '.join(ask)}: {done.returncode}: {done.stderr}")
                if "the catalog was damaged" in done.stderr:
                    rebuilt += 1
                    again = cairn(root, "ls", "--json")
                    if again.stdout != answer:
                        failures.append(f"{length} bytes at {at}: the new catalog answers otherwise")
        shutil.rmtree(root / ".cairn")
    print(f"{FLIPS} damages, {len(ASKS)} questions each, {rebuilt} new catalogs, {len(failures)} failures")
    for failure in failures[:20]:
        print(failure)
    if rebuilt < FLIPS // 4:
        print("too few of them were met: the test tests nothing")
        return 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
