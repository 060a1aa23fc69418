# label: ci
# timeout: 240
# processors: 2
"""Runs get new attempts in the folders in which files are merged and given back at the same time.

    rerun_races.py [SECONDS]

Two loops of `cairn run --force`, one that merges equal files by hard links and by links to objects, and one that gives
them back (`deduplicate --restore`, `verify --repair`). No record may name a file of a merge that was on its way, and no
file of an old attempt may come to lie in the folder of a new one: in the end `verify --deep` finds no damage.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

SPEC = """\
project: reruns
layout: flat
storage: {durability: none}
stages:
  fit:
    matrix: {n: [1, 2, 3, 4, 5, 6]}
    cmd: "for i in 1 2 3 4 5 6 7 8; do seq 1 400 > {run}/same$i; echo $$ {n} > {run}/own$i; done; sleep 0.03"
"""
LOOPS = [
    [["run", "-j2", "-y", "-k", "-q", "--force"]],
    [["run", "-j2", "-y", "-k", "-q", "--force", "n=1"], ["run", "-j2", "-y", "-k", "-q", "--force", "n=4"]],
    [["deduplicate", "--auto", "--link", "hardlink"], ["deduplicate", "--auto", "--link", "symlink"]],
    [["deduplicate", "--restore"], ["verify", "--deep", "--repair"]],
]
LEAST = 5  # commands of each kind


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    done = {}
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "cairn.yaml").write_text(SPEC)

        def cairn(*arguments):
            return subprocess.run(["cairn", *arguments], cwd=root, capture_output=True, text=True, timeout=120,
                                  stdin=subprocess.DEVNULL, env=dict(os.environ, HOME=folder), check=False)

        cairn("run", "-q")
        end = time.monotonic() + seconds

        def loop(commands):
            turn = 0
            while time.monotonic() < end:
                command = commands[turn % len(commands)]
                turn += 1
                told = cairn(*command)
                done[command[0]] = done.get(command[0], 0) + 1
                if told.returncode in (6, 70) or told.returncode < 0:
                    wrong.append(f"{command}: exit {told.returncode}: {told.stderr}")

        threads = [threading.Thread(target=loop, args=(commands,)) for commands in LOOPS]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        cairn("ls")
        # A link that leads to an object of a new attempt's equal file, or a view, is mended by nobody here.
        report = json.loads(cairn("verify", "--deep", "--json").stdout)
        wrong += [f"{one['kind']}: {one['path']}: {one['message']}" for one in report["findings"] if one["damage"]]
        if report["runs"] < 6:
            wrong.append(f"only {report['runs']} runs are left")
    few = [f"{name}: only {count}" for name, count in done.items() if count < LEAST]
    for line in wrong + few:
        print(line)
    print(f"rerun_races: {done} in {seconds:.0f} s, {report['files']} files, {len(wrong)} wrong")
    return 1 if wrong or few else 0


if __name__ == "__main__":
    sys.exit(main())
