# label: fast
# timeout: 240
"""Filters that ask for single steps, `m[at 7] < 0.5`, against an evaluator that knows nothing of cairn.

Runs log random metrics at random steps: several keys, NaN, infinities, one step twice, no point at all, thousands
of points (which lie in a history file), a metrics file over them, children, a run upstream. Then random filters
are asked of `cairn ls`, and of the points that were drawn. CAIRN_SEED repeats a run.
"""
import json
import math
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 24
FILTERS = 150
KEYS = ["a", "b", "c"]
SEED = int(os.environ.get("CAIRN_SEED", random.SystemRandom().randrange(10**9)))
YAML = """\
project: steps
layout: flat
stages:
  fit:
    matrix: {seed: {range: [0, %d]}}
    deps: [points]
    cmd: sh fit.sh {seed} {run}
  after:
    needs: fit
    cmd: "true"
"""
FIT = """\
cat "points/$1.jsonl" >>"$CAIRN_EVENTS"
"""


def draw_points(rng):
    """[(child, key, step, value)] of one run, in the order of logging."""
    points = []
    for child in ["", "", "fold0"]:
        for key in KEYS:
            if rng.random() < 0.25:
                continue
            many = rng.random() < 0.08
            for _ in range(12_000 if many else rng.randrange(0, 12)):
                value = rng.choice([rng.randrange(-3, 4), rng.random(), math.nan, math.inf])
                step = rng.choice([None, *range(8)]) if not many else rng.randrange(0, 3000)
                points.append((child, key, step, value))
    return points


def line(point):
    child, key, step, value = point
    spelled = {"NaN": "NaN", "Infinity": "Infinity"}
    metric = {"key": key, "value": spelled.get(json.dumps(value), value)}
    if step is not None:
        metric["step"] = step
    if child:
        metric["child"] = child
    return json.dumps({"metric": metric}) + "\n"


class Run:
    """The points of a run, and its children."""

    def __init__(self, points):
        self.at = {}
        self.children = set()
        for child, key, step, value in points:
            self.at[child, key, step] = float(value)
            if child:
                self.children.add(child)

    def value(self, child, key, step):
        return self.at.get((child, key, step))


def compare(op, value, literal):
    """True, False or None (unknown)."""
    if op == "IS NULL":
        return value is None
    if op == "IS NOT NULL":
        return value is not None
    if value is None:
        return None
    if op == "=":
        return value == literal
    if op == "!=":
        return value != literal
    if op == "= nan":
        return math.isnan(value)
    if math.isnan(value):
        return None
    return {"<": value < literal, ">=": value >= literal}[op]


def invert(truth):
    return None if truth is None else not truth


class Term:
    def __init__(self, rng, scopes):
        self.scope = rng.choice(scopes)
        self.key = rng.choice(KEYS)
        self.step = rng.choice([0, 1, 2, 5, 7, 2999, 9999, -1])
        self.op = rng.choice(["<", ">=", "=", "!=", "= nan", "IS NULL", "IS NOT NULL"])
        self.literal = rng.choice([-1, 0, 0.5, 2])

    def text(self):
        head = f"{self.scope}metrics.{self.key}[at {self.step}] {self.op}"
        return head if "NULL" in self.op or "nan" in self.op else f"{head} {self.literal}"

    def truth(self, run, parent):
        if self.scope == "":
            return compare(self.op, run.value("", self.key, self.step), self.literal)
        if self.scope == "child.":
            return any(compare(self.op, run.value(child, self.key, self.step), self.literal) is True for child in run.children)
        return parent is not None and compare(self.op, parent.value("", self.key, self.step), self.literal) is True


class Field(Term):
    """A comparison that the catalog answers."""

    def __init__(self, rng):
        self.seed = rng.randrange(RUNS)

    def text(self):
        return f"seed < {self.seed}"

    def truth(self, run, parent):
        return None if run.seed is None else run.seed < self.seed


def draw_filter(rng, depth=0):
    """(text, truth of a run and its parent)."""
    kind = rng.random()
    if depth == 3 or kind < 0.35:
        term = Field(rng) if rng.random() < 0.25 else Term(rng, ["", "", "child.", "parent."])
        return term.text(), term.truth
    if kind < 0.5:
        text, truth = draw_filter(rng, depth + 1)
        return f"NOT ({text})", lambda run, parent: invert(truth(run, parent))
    (left, is_left), (right, is_right) = draw_filter(rng, depth + 1), draw_filter(rng, depth + 1)
    if kind < 0.75:
        def both(run, parent):
            values = [is_left(run, parent), is_right(run, parent)]
            return False if False in values else None if None in values else True
        return f"({left} AND {right})", both

    def some(run, parent):
        values = [is_left(run, parent), is_right(run, parent)]
        return True if True in values else None if None in values else False
    return f"({left} OR {right})", some


def cairn(root, *words):
    done = subprocess.run(["cairn", *words], cwd=root, capture_output=True, text=True)
    if done.returncode != 0 or done.stderr.strip():
        sys.exit(f"cairn {' '.join(words)} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def main():
    print(f"CAIRN_SEED={SEED}")
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "points").mkdir()
        (root / "cairn.yaml").write_text(YAML % RUNS)
        (root / "fit.sh").write_text(FIT)
        drawn = [draw_points(rng) for _ in range(RUNS)]
        drawn[0] = [("", key, 1, 1) for key in KEYS] + [("fold0", key, 1, 1) for key in KEYS]
        for seed, points in enumerate(drawn):
            # A child is known by its own line; metrics alone make none.
            names = sorted({child for child, *_ in points if child})
            lines = [json.dumps({"child": {"kind": "model", "name": name, "metrics": {key: 0 for key in KEYS}}}) + "\n" for name in names]
            (root / "points" / f"{seed}.jsonl").write_text("".join(lines + [line(point) for point in points]))
        cairn(root, "run", "-q")
        rows = json.loads(cairn(root, "ls", "--json", "--all"))["runs"]
        fits = {row["id"]: row["seed"] for row in rows if row["stage"] == "fit"}
        runs = {}
        for row in rows:
            if row["stage"] == "fit":
                runs[row["id"]] = Run(drawn[row["seed"]])
                runs[row["id"]].seed = row["seed"]
        parents = {}
        for row in rows:
            if row["stage"] == "after":
                links = json.loads(cairn(root, "show", "--json", row["id"]))["run"]["links"]
                digests = {run["digest"]: run["id"] for run in rows}
                parents[row["id"]] = runs[digests[links[0]["digest"]]]
                runs[row["id"]] = Run([])
                runs[row["id"]].seed = None
        assert len(fits) == RUNS and len(parents) == RUNS, (len(fits), len(parents))
        check(root, rng, runs, parents)


def check(root, rng, runs, parents):
    wrong = asked = matched = 0
    while asked < FILTERS:
        text, truth = draw_filter(rng)
        if "[at" not in text:
            continue
        asked += 1
        expected = {name for name, run in runs.items() if truth(run, parents.get(name)) is True}
        found = {row["id"] for row in json.loads(cairn(root, "ls", "--json", "--where", text))["runs"]}
        matched += 0 < len(expected) < len(runs)
        if found != expected:
            wrong += 1
            print(f"{text}\n  too many: {sorted(found - expected)}\n  missing: {sorted(expected - found)}")
    print(f"step_filters: {asked} filters, {matched} of them pass some runs and not others, {wrong} wrong")
    sys.exit(1 if wrong or matched < FILTERS // 3 else 0)


if __name__ == "__main__":
    main()
