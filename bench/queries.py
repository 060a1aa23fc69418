"""Questions to a store of 50,000 runs, beside mlflow.search_runs and signac's find_jobs; cairn's also at 1,000,000 runs."""

import json
import os
import pathlib
import random
import subprocess

from timing import BenchError, Ratio, Side, Times, ratio_table, seconds, time_table

HERE = pathlib.Path(__file__).resolve().parent
SMALL, RUNS, MANY = 10_000, 50_000, 1_000_000
ORDER = "val.rmse"
SEED = 20261120

TOP, PAGE, NOTHING = "the best 100", "a page of 1,000", "30 % each, nothing together"
INIT_FLOOR = "C loop: the same folders and files"


def name(side, what, runs=""):
    return f"{side}, {what}{runs and f' of {runs:,}'}"


def find_in(runs):
    return f"find in {runs:,}"


def initialise(runs, durability=""):
    return f"initialise {runs:,}{durability and f', durability {durability}'}"


def ratios(small, runs, many):
    """What is to be reached. With --quick the stores are smaller, and the figures only show that all of it works."""
    return [
        Ratio(f"MLflow / cairn, {TOP}", name("MLflow", TOP), name("cairn", TOP), (">=", 200)),
        Ratio(f"MLflow / cairn, {PAGE}", name("MLflow", PAGE), name("cairn", PAGE), (">=", 100)),
        Ratio(f"MLflow / cairn, {NOTHING}", name("MLflow", NOTHING), name("cairn", NOTHING), (">=", 30)),
        Ratio(f"cairn, {TOP}: {many:,} / {runs:,} runs", name("cairn", TOP, many), name("cairn", TOP), ("<=", 5)),
        Ratio(f"cairn, {PAGE}: {many:,} / {runs:,} runs", name("cairn", PAGE, many), name("cairn", PAGE), ("<=", 5)),
        Ratio(f"signac / cairn, {find_in(small)}", name("signac", find_in(small)), name("cairn", find_in(small)), (">=", 30)),
        Ratio(f"signac / cairn, {find_in(runs)}", name("signac", find_in(runs)), name("cairn", find_in(runs)), (">=", 60)),
        Ratio(f"signac / cairn, {initialise(small)}", name("signac", initialise(small)), name("cairn", initialise(small)), (">=", 4)),
        Ratio(f"cairn / C loop, {initialise(small)}", name("cairn", initialise(small)), INIT_FLOOR, ("<=", 1.5)),
        Ratio(f"signac / cairn, {initialise(small, 'full')}", name("signac", initialise(small)), name("cairn", initialise(small, "full"))),
    ]


class Question:
    """A filter for cairn and the same for MLflow. What is drawn passes 5 to 50 % of the runs together."""

    def __init__(self, cairn, mlflow, count):
        self.cairn, self.mlflow, self.count = cairn, mlflow, count


def draw(chance, count):
    """Two metrics that know nothing of each other, uniform in 0 … 1: the share is the product of the two."""
    while True:
        low, high = chance.uniform(0.2, 0.9), chance.uniform(0.1, 0.8)
        if 0.05 <= low * (1 - high) <= 0.5:
            break
    filters = [("val.r2", "<", low), ("test.mae", ">", high)]
    return Question(
        " AND ".join(f"metrics.{key} {sign} {value!r}" for key, sign, value in filters),
        " AND ".join(f"metrics.`{key}` {sign} {value!r}" for key, sign, value in filters),
        count,
    )


def draw_nothing(chance):
    """The two r2 go together: a run that is below 0.3 in one is never above 0.7 in the other."""
    low, high = 0.3 + chance.uniform(-0.01, 0.01), 0.7 + chance.uniform(-0.01, 0.01)
    return Question(
        f"metrics.val.r2 < {low!r} AND metrics.test.r2 > {high!r}",
        f"metrics.`val.r2` < {low!r} AND metrics.`test.r2` > {high!r}",
        100,
    )


class Asker:
    """The stores, and the times of everything that was asked."""

    def __init__(self, setting, sizes):
        self.setting, self.sizes = setting, sizes
        self.root = setting.runs / "queries"
        self.root.mkdir(parents=True)
        self.times = {}

    def run(self, label, *command, cwd=None):
        """The answer of a program, as JSON; `label` also keeps the time that its whole process took."""
        folder = cwd or self.root
        wall, cpu = self.setting.stopwatch.run([str(word) for word in command], folder)
        output = folder.with_name(folder.name + ".output").read_text().splitlines()
        if label:
            self.keep(label, wall, cpu)
        return json.loads(output[-1]) if output and output[-1].startswith("{") else output

    def keep(self, label, wall, cpu=0.0):
        times = self.times.setdefault(label, Times())
        times.wall.append(wall)
        times.cpu.append(cpu)
        self.setting.say(f"{label}: {seconds(wall)}")

    def catalog(self, runs):
        return self.root / f"store-{runs}" / ".cairn" / "catalog.db"

    def prepare(self):
        small, runs, many = self.sizes
        programs, python = self.setting.programs, self.setting.python
        for count in (small, runs):
            folder = self.root / f"store-{count}"
            subprocess.run([programs / "make_store", folder, "0", str(count)], check=True, stdout=subprocess.DEVNULL)
            subprocess.run([self.setting.cairn, "reindex"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            self.run("", python, HERE / "signac_peer.py", "fill", self.catalog(count), self.root / f"signac-{count}")
        subprocess.run([programs / "make_store", self.root / f"store-{many}", "0", str(many), "--rows"], check=True, stdout=subprocess.DEVNULL)
        self.run("", python, HERE / "mlflow_peer.py", "fill", self.catalog(runs), self.root / "mlflow.db")

    def ask_cairn(self, what, question, runs, label_runs=""):
        program = self.setting.programs / "ask_catalog"
        label = name("cairn", what, label_runs)
        told = self.run(f"{label}, whole process", program, self.catalog(runs), question.cairn, ORDER, question.count)
        self.keep(label, told["seconds"])
        return told["runs"]

    def ask_mlflow(self, what, question):
        label = name("MLflow", what)
        told = self.run(
            f"{label}, whole process", self.setting.python, HERE / "mlflow_peer.py", "ask", self.root / "mlflow.db", question.mlflow,
            f"metrics.`{ORDER}` ASC", question.count,
        )
        self.keep(label, told["seconds"])
        return told["runs"]

    def ls(self, what, question, runs):
        self.run(
            f"cairn ls --where --json, {what}", self.setting.cairn, "ls", "--where", question.cairn, "--sort", ORDER, "--limit",
            question.count, "--json", cwd=self.root / f"store-{runs}",
        )

    def find(self, chance, runs):
        what = find_in(runs)
        value, text = chance.randrange(1, 41), chance.choice(["adam", "sgd", "lbfgs", "rmsprop"])
        cairn = self.run("", self.setting.programs / "ask_catalog", self.catalog(runs), f"params.n_components = {value} AND params.optimizer = '{text}'", "", 0)
        signac = self.run("", self.setting.python, HERE / "signac_peer.py", "find", self.root / f"signac-{runs}", json.dumps({"n_components": value, "optimizer": text}))
        if len(cairn["runs"]) != signac["found"]:
            raise BenchError(f"{what}: cairn found {len(cairn['runs'])}, signac {signac['found']}")
        self.keep(name("cairn", what), cairn["seconds"])
        self.keep(name("signac", what), signac["seconds"])


    def init(self, number, runs):
        """New runs in a new place each time. What was written before is on the disk before the clock starts."""
        programs, place = self.setting.programs, self.root / f"init-{number}"
        place.mkdir()
        last_bytes = 0
        for label, durability in ((name("cairn", initialise(runs)), "batch"), (name("cairn", initialise(runs, "full")), "full")):
            os.sync()
            told = self.run("", programs / "init_runs", place / f"cairn-{durability}", runs, durability)
            if told["runs"] != runs:
                raise BenchError(f"{told['runs']} runs were initialised, not {runs}")
            self.keep(label, told["seconds"])
            last_bytes = told["bytes"]
        os.sync()
        self.keep(INIT_FLOOR, self.run("", self.setting.tools / "init_floor", place / "floor", runs, last_bytes)["seconds"])
        os.sync()
        told = self.run("", self.setting.python, HERE / "signac_peer.py", "init", place / "signac", runs)
        self.keep(name("signac", initialise(runs)), told["seconds"])


def measure(setting):
    """Returns the section of docs/benchmarks.md."""
    if not setting.cairn:
        return ""
    small, runs, many = sizes = (1000, 2000, 5000) if setting.quick else (SMALL, RUNS, MANY)
    asker = Asker(setting, sizes)
    asker.prepare()
    chance = random.Random(SEED)
    shares = []
    for number in range(2 if setting.quick else 7):
        for what, question in ((TOP, draw(chance, 100)), (PAGE, draw(chance, 1000)), (NOTHING, draw_nothing(chance))):
            sides = [lambda: asker.ask_cairn(what, question, runs), lambda: asker.ask_mlflow(what, question)]
            answers = [side() for side in (sides if number % 2 else reversed(sides))]
            if answers[0] != answers[1]:
                raise BenchError(f"{what}: cairn and MLflow found other runs for {question.cairn}")
            if (len(answers[0]) == 0) != (what == NOTHING):
                raise BenchError(f"{what}: {len(answers[0])} runs for {question.cairn}")
            asker.ls(what, question, runs)
            if what != NOTHING:
                asker.ask_cairn(what, question, many, many)
                shares.append(question.cairn)
        asker.find(chance, small)
        asker.find(chance, runs)
        asker.init(number, small)
    sides = [Side(label, []) for label in asker.times]
    note = (
        f"{runs:,} runs of 10 params and 10 metrics; constants drawn with seed {SEED}. Each side is a process of its own; its clock"
        " starts after imports and opening the store. cairn and MLflow found the same runs in the same order, cairn and signac as many.\n"
    )
    return f"### queries\n\n{note}\n{time_table(sides, asker.times)}\n{ratio_table(ratios(*sizes), asker.times)}"
