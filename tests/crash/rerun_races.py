# label: ci
# timeout: 240
# processors: 2
"""Runs get new attempts in the folders in which files are merged and given back at the same time.

    rerun_races.py [SECONDS]

Two loops of `cairn run --force`, one that merges equal files by hard links and by links to objects, and one that gives
them back (`deduplicate --restore`, `verify --repair`). No record may name a file of a merge that was on its way, and no
file of an old attempt may come to lie in the folder of a new one, nor a link in the place of what a job has just made: no job
fails, and in the end `verify --deep` finds no damage.
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
SHARED = """\
project: reruns
layout: dynvision
experiment: e
storage: {durability: none}
datasets: {d: {version: 1}}
stages:
  fit:
    kind: model
    params: {model: {type: string, default: N}, act: {type: string, default: a}, seed: {type: int, default: 1}, n: {type: int}}
    matrix: {dataset: [d], n: [1, 2, 3, 4, 5, 6]}
    cmd: "seq 1 400 > {run}/same{n}; seq 1 400 > {run}/more{n}; echo $$ > {run}/own{n}; sleep 0.03"
    outs: {same: "same{n}", more: "more{n}", own: "own{n}"}
"""
LOOPS = [
    [["run", "-j2", "-y", "-k", "-q", "--force"]],
    [["run", "-j2", "-y", "-k", "-q", "--force", "n=1"], ["run", "-j2", "-y", "-k", "-q", "--force", "n=4"]],
    [["deduplicate", "--auto", "--link", "hardlink"], ["deduplicate", "--auto", "--link", "symlink"]],
    [["deduplicate", "--restore"], ["verify", "--deep", "--repair"]],
]
LEAST = 5  # commands of each kind


def race(name, spec, seconds):
    """What was wrong after so many seconds in a project of this spec."""
    done = {}
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "cairn.yaml").write_text(spec)

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
                # That another cairn is at a run is no failure of its job.
                wrong.extend(line for line in (told.stdout + told.stderr).splitlines() if "ended well, but" in line)

        threads = [threading.Thread(target=loop, args=(commands,)) for commands in LOOPS]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        cairn("ls")
        cairn("render")
        report = json.loads(cairn("verify", "--deep", "--json").stdout)
        wrong += [f"{one['kind']}: {one['path']}: {one['message']}" for one in report["findings"] if one["damage"]]
        if report["runs"] < 6:
            wrong.append(f"only {report['runs']} runs are left")
    few = [f"{name}: only {count}" for name, count in done.items() if count < LEAST]
    for line in wrong + few:
        print(line)
    print(f"rerun_races: {name}: {done} in {seconds:.0f} s, {report['files']} files, {len(wrong)} wrong")
    return len(wrong) + len(few)


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    return 1 if race("own folders", SPEC, seconds / 2) + race("shared folders", SHARED, seconds / 2) > 0 else 0


if __name__ == "__main__":
    sys.exit(main())
