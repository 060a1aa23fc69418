# label: ci
# timeout: 300
"""Eight processes save 200 runs each into one project and are killed again and again: none is lost, none made twice.

    savers.py [--savers N] [--saves N]

Each has a stage of its own; a ninth works on the runs of the last one, and each of these is made by one of them.
A killed one is started again until it says that all is done. The expected state lies outside of the project: each job
writes a line into a ledger before it saves, and what a killed process had committed is noted when it is dead. In the
end every run has one record, those that were noted first; no run was made more often than it was begun; `cairn ls`
shows each once, before and after the catalog is made anew; and verify_store.py finds nothing.
The controls: a process whose record never gets its name (CAIRN_FAIL=record_rename:7:skip), a record that vanishes,
one that is made anew, and a run that is there twice must each be found. CAIRN_SEED repeats the moments of the kills.
"""

import argparse
import collections
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time

import crash_project as project
import verify_store

KILLS = 5  # of each saver
SPEC = """\
project: savers
layout: flat
stages:
"""
STAGE = """\
  s{n}:
    matrix: {{n: {{range: [0, {saves}]}}}}
    cmd: "echo {{run}} >> {ledger}/s{n}.{{n}}; echo {n} {{n}} > {{run}}/out.txt"
"""


def make_store(folder, stages, saves):
    root, ledger = folder / "project", folder / "ledger"
    ledger.mkdir(parents=True)
    texts = [STAGE.format(n=n, saves=saves, ledger=ledger) for n in range(stages)]
    project.write(root / "cairn.yaml", SPEC + "".join(texts))
    return root


def records_in(root, stage):
    """{path from root: bytes} of what a stage has committed."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.glob(f"results/s{stage}-*/.run/??????.json")}


class Saver(threading.Thread):
    """Starts `cairn run` for one stage until it ends by itself, and kills it before that."""

    def __init__(self, root, stage, seed, kills=KILLS, fail=""):
        super().__init__()
        self.root, self.stage, self.draw, self.kills, self.fail = root, stage, random.Random(seed), kills, fail
        self.committed, self.killed, self.said, self.status = {}, 0, "", None

    def run(self):
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.root), "LC_ALL": "C.UTF-8", "CAIRN_FAIL": self.fail}
        if not self.fail:
            del environment["CAIRN_FAIL"]
        for _ in range(200):
            process = subprocess.Popen([project.PROGRAM, "run", "-q", "-k", "-j1", f"s{self.stage}"], cwd=self.root,
                                       env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if self.killed < self.kills:
                time.sleep(self.draw.uniform(0.02, 0.5))
                process.kill()
            self.said = process.communicate()[1]
            self.status = process.returncode
            self.killed += self.status == -9
            if self.status == -9:
                self.committed.update(records_in(self.root, self.stage))
            elif self.status == 0 or self.fail:
                return
            # 1, 5: the other one of the same stage had begun a run that this one wanted.
            elif self.status not in (1, 5):
                return


def check(root, stages, saves, noted):
    """What is wrong with the store, in words."""
    complaints, records = verify_store.verify(root)
    yield from complaints
    by_digest = collections.Counter(record["digest"] for record in records.values())
    yield from (f"{digest}: {count} records" for digest, count in by_digest.items() if count > 1)
    by_stage = collections.Counter(record["stage"] for record in records.values())
    for stage in range(stages):
        if by_stage[f"s{stage}"] != saves:
            yield f"s{stage}: {by_stage[f's{stage}']} of {saves} runs have a record"
    if len({record["id"] for record in records.values()}) != len(records):
        yield "two runs have one id"
    for path, text in noted.items():
        if not (root / path).is_file() or (root / path).read_bytes() != text:
            yield f"{path}: it was committed, and is gone or another one now"
    for path, record in records.items():
        made = ledger_of(root, record)
        if made > len(record["attempts"]) or made < 1:
            yield f"{path}: made {made} times in {len(record['attempts'])} attempts"
        if any(attempt["status"] == "finished" for attempt in record["attempts"][:-1]):
            yield f"{path}: made again although an attempt had finished"
    for _ in range(2):
        shown = collections.Counter(run["id"] for run in listed(root) if run["status"] == "finished")
        if shown != collections.Counter(record["id"] for record in records.values()):
            yield f"ls shows {len(shown)} runs, {sum(shown.values())} rows; there are {len(records)} records"
        project.must_run(root, "reindex")


def ledger_of(root, record):
    name = f"{record['stage']}.{record['params']['n']}"
    return len((root.parent / "ledger" / name).read_text(encoding="utf-8").splitlines())


def listed(root):
    return json.loads(project.must_run(root, "ls", "--all", "--json").stdout)["runs"]


def save_all(folder, owners, saves, seed, **options):
    """Lets one saver work for each entry of `owners`, which says on what stage. (root, savers)"""
    root = make_store(folder, max(owners) + 1, saves)
    savers = [Saver(root, stage, seed + number, **options) for number, stage in enumerate(owners)]
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.join()
    return root, savers


def controls(folder, seed):
    """Each of these stores has one fault, which the check must find."""
    root, savers = save_all(folder / "unnamed", [0], 10, seed, kills=0, fail="record_rename:7:skip")
    if not any("of 10 runs have a record" in said for said in check(root, 1, 10, {})):
        yield f"control: a record that never got its name was not missed; cairn ended with {savers[0].status}"
    root, _ = save_all(folder / "sound", [0], 10, seed, kills=0)
    noted = records_in(root, 0)
    yield from (f"control: before any damage: {said}" for said in check(root, 1, 10, noted))
    first, second = (root / path for path in list(noted)[:2])
    damages = {
        "a run that is there twice": lambda copy: shutil.copytree(
            copy / first.relative_to(root).parents[1], copy / "results/s0-again"),
        "a record that vanished": lambda copy: (copy / first.relative_to(root)).unlink(),
        "a run that was made anew": lambda copy: (
            shutil.rmtree(copy / second.relative_to(root).parents[1]), project.must_run(copy, "run", "-q")),
    }
    for name, damage in damages.items():
        copy = folder / name.replace(" ", "_") / "project"
        shutil.copytree(root.parent, copy.parent)
        damage(copy)
        if not list(check(copy, 1, 10, noted)):
            yield f"control: {name} was not found"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--savers", type=int, default=8)
    parser.add_argument("--saves", type=int, default=200)
    arguments = parser.parse_args()
    seed = int(os.environ.get("CAIRN_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"CAIRN_SEED={seed}", flush=True)
    folder = project.scratch("savers")
    owners = [*range(arguments.savers), arguments.savers - 1]
    began = time.monotonic()
    root, savers = save_all(folder / "race", owners, arguments.saves, seed)
    seconds = time.monotonic() - began
    noted = {path: text for saver in savers for path, text in saver.committed.items()}
    wrong = [f"saver of s{saver.stage} ended with {saver.status}: {saver.said}" for saver in savers if saver.status]
    wrong += check(root, arguments.savers, arguments.saves, noted)
    kills = sum(saver.killed for saver in savers)
    if kills < arguments.savers * 2:
        wrong.append(f"only {kills} kills")
    print(f"savers: {arguments.savers} processes and a rival, {arguments.saves} saves each in {seconds:.0f} s, {kills} kills, "
          f"{len(noted)} records noted after a kill; {len(wrong)} wrong", flush=True)
    wrong += controls(folder, seed)
    print("\n".join(wrong + [f"savers: {len(wrong)} wrong"]))
    if not (wrong and os.environ.get("CAIRN_KEEP")):
        shutil.rmtree(folder)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
