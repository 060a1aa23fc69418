# label: ci
# timeout: 900
"""Cleaning does exactly what the dry run said, in random stores under moved clocks (promise P12).

    clean_dry_run.py [STORES]     1,000 without an argument; CAIRN_SEED repeats a run

A store is a copy of one small project in which runs were removed, pinned, and got other times, scores and
statuses, in records that close with their digest. A model of the rules that shares nothing with cairn says which
runs go. Then: dry run = model = what is gone afterwards; a clock that is off by days or years, or is set during
the run, never takes more. A control plants a wrong rule in the model, and must be found.
"""

import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

import crash_project as project

DAY = 86400
SPEC = """\
experiment: {name: a}
datasets: {corn: {path: data/corn}, wheat: {path: data/wheat}}
stages:
  fit:
    params: {n: {type: int}}
    matrix: {dataset: [corn, wheat], n: [1, 2]}
    cmd: "echo 'val.rmse: 0.{n}' > {run}/scores.yaml"
    metrics: scores.yaml
  peak:
    needs: {fit: fit}
    cmd: "ls {fit.path} > {run}/peak.txt"
    outs: peak.txt
"""
RULES = [  # what is asked for; the model reads the same words
    {"older": 30}, {"older": 10}, {"older": 60, "unit": "run"}, {"older": 30, "unit": "run"},
    {"best": 1, "unit": "run"}, {"best": 2, "per": True, "unit": "run"}, {"best": 1}, {"best": 2, "per": True},
    {"best": 2, "older": 20, "unit": "run"}, {"best": 1, "older": 30},
    {"dataset": "corn", "older": 15}, {"dataset": "wheat", "best": 1},
]
SHIFTS = [0, 0, 0, 0, -DAY, -400 * DAY, 3650 * DAY, 200 * DAY]


def make_base(folder):
    """Three sessions of eight runs each, which no clock has touched yet."""
    base = folder / "base"
    (base / "data/corn").mkdir(parents=True)
    (base / "data/wheat").mkdir(parents=True)
    (base / "cairn.yaml").write_text(SPEC)
    for session, numbers in (("a", "1,2"), ("b", "3,4"), ("c", "5,6")):
        project.must_run(base, "run", "-q", "-j1", "-e", session, f"n={numbers}")
    shutil.rmtree(base / ".cairn")
    return base


def seal(record):
    """The bytes of a record."""
    record = {key: value for key, value in record.items() if key != "sha256"}
    body = json.dumps(record)[:-1].encode()
    return body + b',\n"sha256":"' + hashlib.sha256(body).hexdigest().encode() + b'"\n}\n'


def stamp(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + ".000000Z"


class Run:
    """What the model knows of a run."""

    def __init__(self, root, path, draw, now):
        record = json.loads(path.read_bytes())
        self.folder = str(path.parent.parent.relative_to(root))
        self.id, self.digest, self.dataset = record["id"], record["digest"], record["dataset"]
        self.session = self.folder.split("/")[1]
        self.links = [link["digest"] for link in record["inputs"]]
        self.when = int(now - draw.choice([0, 1, 5, 12, 25, 45, 90, 200]) * DAY - draw.randrange(60, DAY - 60))
        self.status = draw.choice(["finished"] * 5 + ["failed"])
        self.score = draw.choice([0.1, 0.2, 0.2, 0.3, 0.4, "NaN", "Infinity", None])
        self.pinned = draw.random() < 0.15
        attempt = record["attempts"][-1]
        attempt["started"], attempt["ended"], attempt["status"] = stamp(self.when - 9), stamp(self.when), self.status
        record["status"] = self.status
        if self.score is None:
            record["metrics"].pop("val.rmse", None)
        elif "val.rmse" in record["metrics"] or record["stage"] == "fit":
            record["metrics"]["val.rmse"] = {"last": self.score}
        else:
            self.score = None
        path.chmod(0o644)
        path.write_bytes(seal(record))
        if self.pinned:
            path.with_suffix(".user.json").write_text('{"format": 1, "pinned": true}')

    def ranks(self):
        return self.status == "finished" and isinstance(self.score, float)


def make_store(base, root, draw, now):
    """A random store; its runs."""
    subprocess.run(["cp", "-a", base, root], check=True)
    runs = []
    for path in sorted(root.glob("results/*/*/*/.run/??????.json")):
        if draw.random() < 0.25:
            shutil.rmtree(path.parent.parent)
        else:
            runs.append(Run(root, path, draw, now))
    for path in root.glob("results/*/.run/group.json"):
        group = json.loads(path.read_bytes())
        group["created"], group["reused"] = stamp(now - 300 * DAY), []
        path.write_text(json.dumps(group))
    return runs


def clock_is_believed(runs, rule, now):
    newest = max((run.when for run in runs), default=now - 300 * DAY)
    return now >= newest and not ("older" in rule and now - newest > rule["older"] * DAY)


def model(runs, rule, now):
    """The digests that go."""
    matching = [run for run in runs if rule.get("dataset", run.dataset) == run.dataset]
    by_session = rule.get("unit", "run" if "dataset" in rule else "group") == "group"
    units = collections.defaultdict(list)
    for run in runs:
        units[run.session if by_session else run.id].append(run)
    going = set(units)
    if "best" in rule:
        boards = collections.defaultdict(dict)
        for name, members in units.items():
            for run in members:
                if run in matching and run.ranks():
                    board = boards[run.dataset if rule.get("per") else ""]
                    board[name] = min(board.get(name, 9), run.score)
        ranked = {name for board in boards.values() for name in board}
        for board in boards.values():
            order = sorted(board, key=lambda name: (board[name], name))
            going -= set(order[:rule["best"]])
        going &= ranked
    if "older" in rule:
        age = {name: max(run.when for run in members) for name, members in units.items()}
        going -= set(sorted(age, key=lambda name: (-age[name], name))[:1])
        going = {name for name in going if now - age[name] > rule["older"] * DAY}
    goes = {run.digest for name in going for run in units[name] if run in matching and not run.pinned}
    while True:
        kept = {link for run in runs if run.digest not in goes for link in run.links} & goes
        if not kept:
            return goes
        goes -= kept


def arguments(rule):
    words = ["clean", "--json"]
    if "older" in rule:
        words += ["--older-than", f"{rule['older']}d"]
    if "best" in rule:
        words += ["--keep-best", str(rule["best"]), "--by", "val.rmse", "--min"]
    if rule.get("per"):
        words += ["--per", "dataset"]
    for name in ("unit", "dataset"):
        if name in rule:
            words += [f"--{name}", rule[name]]
    return words


def cairn(root, *words, clock=""):
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(root), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    if clock:
        environment["CAIRN_CLOCK"] = clock
    return subprocess.run([project.PROGRAM, *words], cwd=root, env=environment, text=True, capture_output=True,
                          timeout=120, check=False, stdin=subprocess.DEVNULL)


def on_disk(root):
    return {json.loads(path.read_bytes())["digest"] for path in root.glob("results/*/*/*/.run/??????.json")}


def told(result):
    return {run["digest"] for move in json.loads(result.stdout)["goes"] for run in move["runs"]}


def try_store(base, folder, seed, plant):
    """(what kind of round it was, [what is wrong])."""
    draw = random.Random(seed)
    root = folder / f"store{seed}"
    now = time.time()
    runs = make_store(base, root, draw, now)
    rule, shift = draw.choice(RULES), draw.choice(SHIFTS)
    forced = ["--force"] if shift and draw.random() < 0.5 else []
    sets_clock = shift != 0 and not forced and draw.random() < 0.3
    clock = str(shift) if shift and not sets_clock else ""
    before = on_disk(root)
    wrong = []
    ranks_nothing = "best" in rule and not any(run.score is not None for run in runs)
    seen = now + (0 if sets_clock else shift)
    expected = model(runs, rule, seen) if forced or clock_is_believed(runs, rule, seen) else None
    if plant and expected:
        expected = set(sorted(expected)[1:])
    dry = cairn(root, *arguments(rule), *forced, "--dry-run", clock=clock)
    if ranks_nothing and dry.returncode == 2:
        expected, kind = set(), "nothing to rank"
    elif expected is None:
        kind = "clock refused"
        if dry.returncode != 4:
            wrong.append(f"the clock was believed: {dry.returncode} {dry.stdout[:300]} {dry.stderr}")
    else:
        kind = "clock set meanwhile" if sets_clock else "forced" if forced else "moved clock" if shift else "plain"
        if dry.returncode != 0 or told(dry) != expected:
            wrong.append(f"the dry run says {dry.returncode} {sorted(told(dry)) if dry.returncode == 0 else dry.stderr},"
                         f" the model {sorted(expected)}")
    if on_disk(root) != before:
        wrong.append("the dry run changed something")
    if sets_clock:
        clock = f"{shift}:{draw.randrange(2, 60)}"
    done = cairn(root, *arguments(rule), *forced, "--yes", clock=clock)
    gone = before - on_disk(root)
    if not sets_clock:
        if gone != (expected or set()) or done.returncode != dry.returncode:
            wrong.append(f"the dry run said {sorted(expected or ())}, gone are {sorted(gone)}: {done.stderr}")
    else:
        if not gone <= (expected or set()):
            wrong.append(f"with a clock set meanwhile {sorted(gone)} are gone, and not only {sorted(expected or ())}")
        cairn(root, *arguments(rule), "--yes")
    if wrong:
        wrong = [f"CAIRN_SEED={seed}: {rule} shift {shift} {forced}: {line}" for line in wrong]
    if not (wrong and os.environ.get("CAIRN_KEEP")):
        shutil.rmtree(root)
    return kind, bool(expected), wrong


def main():
    stores = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    first = int(os.environ.get("CAIRN_SEED", random.randrange(1 << 30)))
    print(f"CAIRN_SEED={first}")
    folder = project.scratch("clean")
    base = make_base(folder)
    kinds, takers, wrong = collections.Counter(), 0, []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for kind, took, found in pool.map(lambda seed: try_store(base, folder, seed, False),
                                          range(first, first + stores)):
            kinds[kind] += 1
            takers += took
            wrong += found
    control = sum(bool(try_store(base, folder, seed, True)[2]) for seed in range(first, first + 20))
    print("\n".join(wrong[:20]))
    print(f"clean_dry_run: {stores} stores, {dict(kinds)}, {takers} in which something went, {len(wrong)} wrong; "
          f"a planted mistake was found in {control} of 20")
    shutil.rmtree(folder, ignore_errors=not wrong)
    sys.exit(1 if wrong or control == 0 or takers < stores // 10 else 0)


if __name__ == "__main__":
    main()
