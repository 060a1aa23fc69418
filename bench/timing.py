"""Times commands side by side: new folders each time, sides alternated, medians of several rounds."""

import dataclasses
import os
import pathlib
import statistics
import subprocess
from collections.abc import Callable


class BenchError(Exception):
    """A side did not do its work; its time means nothing."""


@dataclasses.dataclass(frozen=True)
class Side:
    """One of the things compared. `prepare` fills the folder before the clock starts, `check` looks at it after."""

    name: str
    command: list[str]  # {folder} stands for the folder of this time
    prepare: Callable[[pathlib.Path], None] = lambda folder: None
    check: Callable[[pathlib.Path], None] = lambda folder: None
    durability: str = ""  # what survives a power cut; empty: the side writes nothing


@dataclasses.dataclass
class Times:
    """Wall and CPU seconds of one side, one for each round."""

    wall: list[float] = dataclasses.field(default_factory=list)
    cpu: list[float] = dataclasses.field(default_factory=list)

    @property
    def median(self):
        return statistics.median(self.wall)


class Stopwatch:
    """Runs one command by the small C program and reads what it measured."""

    def __init__(self, program, environment):
        self.program = str(program)
        self.environment = environment

    def time(self, side, folder):
        """Returns (wall, CPU) seconds of one run in `folder`, which is made."""
        folder.mkdir(parents=True)
        side.prepare(folder)
        # What was written before is on the disk before the clock starts: nobody pays for a neighbour.
        os.sync()
        wall, cpu = self.run([word.replace("{folder}", str(folder)) for word in side.command], folder)
        side.check(folder)
        return wall, cpu

    def run(self, command, folder):
        result = folder.with_name(folder.name + ".time")
        output = folder.with_name(folder.name + ".output")
        with open(output, "wb") as sink:
            own = subprocess.run(
                [self.program, str(result), *command],
                cwd=folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink,
            )
        # It writes no result where it could not even start the command.
        wall, cpu, status = result.read_text().split() if own.returncode == 0 else ("0", "0", "nothing")
        if status != "0":
            tail = "\n".join(output.read_text(errors="replace").splitlines()[-15:])
            raise BenchError(f"{' '.join(command)} ended with {status} in {folder}:\n{tail}")
        return float(wall), float(cpu)


def alternate(stopwatch, sides, rounds, root, say=lambda text: None):
    """Runs each side once a round, the order turned and reversed from round to round. {name: Times}."""
    times = {side.name: Times() for side in sides}
    for number in range(rounds):
        turn = number // 2 % len(sides)
        order = [*sides[turn:], *sides[:turn]]
        if number % 2:
            order.reverse()
        for place, side in enumerate(order):
            wall, cpu = stopwatch.time(side, root / f"{number:02d}-{place}")
            times[side.name].wall.append(wall)
            times[side.name].cpu.append(cpu)
            say(f"round {number + 1} of {rounds}: {side.name}: {seconds(wall)}")
    return times


@dataclasses.dataclass(frozen=True)
class Ratio:
    """How many times longer `slow` took than `fast`, and what it should be: (">=", 25) or ("<=", 1.3)."""

    what: str
    slow: str
    fast: str
    target: tuple[str, float] | None = None

    def row(self, times):
        """The row of a table: what, target, ratio of the medians, range over the rounds, reached."""
        slow, fast = times[self.slow], times[self.fast]
        value = slow.median / fast.median
        each = [a / b for a, b in zip(slow.wall, fast.wall, strict=True)]
        target, reached = "", ""
        if self.target:
            sign, bound = self.target
            target = f"{'≥' if sign == '>=' else '≤'} {bound:g}×"
            reached = "yes" if (value >= bound if sign == ">=" else value <= bound) else "**no**"
        return [self.what, target, times_text(value), f"{times_text(min(each))} – {times_text(max(each))}", reached]


def ratio_table(ratios, times):
    """The rows of all ratios whose sides were measured."""
    rows = [ratio.row(times) for ratio in ratios if ratio.slow in times and ratio.fast in times]
    return table(["ratio of medians", "to reach", "measured", "range over the rounds", "reached"], rows) if rows else ""


def time_table(sides, times):
    rows = [
        [
            side.name, side.durability, seconds(times[side.name].median),
            f"{seconds(min(times[side.name].wall))} – {seconds(max(times[side.name].wall))}",
            seconds(statistics.median(times[side.name].cpu)), str(len(times[side.name].wall)),
        ]
        for side in sides
    ]
    return table(["side", "durability", "median", "range", "CPU", "runs"], rows)


def seconds(value):
    return f"{value * 1000:.3g} ms" if value < 1 else f"{value:.2f} s"


def times_text(value):
    return f"{value:.2f}×" if value < 10 else f"{value:.0f}×"


def table(head, rows):
    """A Markdown table; columns in which no row says anything are left out."""
    kept = [i for i in range(len(head)) if any(row[i] for row in rows)]
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line[i] for i in kept) + " |\n" for line in lines)
