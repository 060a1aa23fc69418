"""Runs the benchmarks, prints their tables and writes them into docs/benchmarks.md. Called by bench/run.sh."""

import argparse
import dataclasses
import datetime
import importlib.metadata
import os
import pathlib
import platform
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable

import adopt
import ids
import jobs501
import packages
import paths
import queries
import storage
import stores
import version
from timing import BenchError, Stopwatch

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "bench"
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- results:begin -->", "<!-- results:end -->"
BENCHMARKS = {"version": version.measure, "jobs501": jobs501.measure, "stores": stores.measure, "queries": queries.measure,
              "ids": ids.measure, "paths": paths.measure, "packages": packages.measure, "adopt": adopt.measure,
              "storage": storage.measure}


@dataclasses.dataclass(frozen=True)
class Setting:
    """What every benchmark is given."""

    cairn: pathlib.Path | None  # None: only the peers
    snakemake: pathlib.Path
    python: pathlib.Path  # of the peers' environment
    programs: pathlib.Path  # those of bench/ that need cairn's library
    tools: pathlib.Path
    runs: pathlib.Path  # new for this start; each time gets a folder below it
    stopwatch: Stopwatch
    quick: bool
    say: Callable[[str], None]


def first_line(*command):
    return lines(*command)[0]


def lines(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def cpu_model():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def commit():
    """The commit that was measured, or nothing where there is no git."""
    try:
        text = first_line("git", "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude=*")
    except (OSError, subprocess.CalledProcessError, IndexError):
        return ""
    return f" (commit {text})"


def facts(setting, rounds_of):
    """When, where and with what: the head of the results."""
    cairn = first_line(str(setting.cairn), "--version") + commit() if setting.cairn else "cairn: not measured"
    file_system = lines("df", "--output=fstype", str(setting.runs))[-1]
    date = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
    return (
        f"Measured {date}{rounds_of}; load before it {os.getloadavg()[0]:.2f}.\n\n"
        f"- {cpu_model()}, {len(os.sched_getaffinity(0))} cores; Linux {platform.release()}; files on {file_system}\n"
        f"- {cairn}\n"
        f"- snakemake {first_line(str(setting.snakemake), '--version')} on Python {platform.python_version()};"
        f" {first_line('make', '--version')}; {first_line('touch', '--version')}\n"
        f"- mlflow {importlib.metadata.version('mlflow')}; signac {importlib.metadata.version('signac')};"
        f" SQLite {sqlite3.sqlite_version} for them\n"
        f"- C compiler: {first_line(os.environ.get('CC', 'cc'), '--version')}\n"
    )


def write_page(text):
    """Puts the results between the markers of the page."""
    page = PAGE.read_text(encoding="utf-8")
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        raise BenchError(f"docs/benchmarks.md must hold {BEGIN} and {END} once each")
    head, rest = page.split(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n{text}{END}{rest.split(END)[1]}", encoding="utf-8")


def write_section(name, section, when):
    """Puts one benchmark, measured by itself, in the place of its section of the page, or at the end."""
    page = PAGE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0].strip("\n")
    head, *sections = page.split("\n### ")
    kept = {text.split("\n", 1)[0]: "### " + text.strip("\n") + "\n" for text in sections}
    kept[name] = section.strip("\n") + f"\n\n{when}\n"
    write_page(head.strip("\n") + "\n\n" + "\n".join(kept.values()))


def environment(folder):
    """The environment of all sides: one, so that none finds what another does not."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**keep, "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}


def make_setting(options):
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    runs = BUILD / "runs" / f"{stamp}-{os.getpid()}"
    runs.mkdir(parents=True)
    return Setting(
        cairn=None if options.peers else ROOT / "build" / "release" / "bin" / "cairn",
        snakemake=BUILD / "venv" / "bin" / "snakemake",
        python=BUILD / "venv" / "bin" / "python",
        programs=ROOT / "build" / "release" / "bin",
        tools=BUILD,
        runs=runs,
        stopwatch=Stopwatch(BUILD / "stopwatch", environment(BUILD)),
        quick=options.quick,
        say=lambda text: print(text, file=sys.stderr, flush=True),
    )


def remove_older_runs(runs):
    """Only now, after the last clock has stopped; what was just measured stays to be looked at."""
    for folder in runs.parent.iterdir():
        if folder != runs:
            shutil.rmtree(folder)


def read_options():
    parser = argparse.ArgumentParser(prog="bench/run.sh", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few repetitions; prints, leaves docs/benchmarks.md alone")
    parser.add_argument("--only", choices=BENCHMARKS, help="one benchmark; prints, leaves docs/benchmarks.md alone")
    parser.add_argument("--write", action="store_true", help="with --only: writes its section of docs/benchmarks.md, too")
    parser.add_argument("--peers", action="store_true", help="without cairn, and without building it; prints only")
    return parser.parse_args()


# What the large ones leave on the disk, in GB; any other leaves less than one.
ROOM = {"storage": 24, "queries": 7, "adopt": 3, "packages": 3, "stores": 3}


def check_room(chosen, quick):
    """Nothing is deleted between two times, so that a start needs much room."""
    free = shutil.disk_usage(BUILD).free / 1e9
    needed = 2 if quick else sum(ROOM.get(name, 1) for name in chosen)
    if free < needed:
        raise BenchError(f"{free:.0f} GB of the disk are free, and this fills up to {needed} GB; what earlier starts left lies in build/bench/runs")


def main():
    options = read_options()
    chosen = [options.only] if options.only else list(BENCHMARKS)
    check_room(chosen, options.quick)
    setting = make_setting(options)
    head = facts(setting, ", few repetitions" if options.quick else "")
    head += storage.versions(setting) if "storage" in chosen else ""
    text = head
    print(head, flush=True)
    for name in chosen:
        section = "\n" + BENCHMARKS[name](setting)
        print(section, flush=True)  # at once: a later one may fail
        text += section
    if not (options.quick or options.only or options.peers):
        write_page(text)
        setting.say("written to docs/benchmarks.md")
    elif options.only and options.write:
        write_section(options.only, section, f"This section was {head.splitlines()[0].replace('Measured', 'measured', 1)[:-1]}{commit()}.")
    setting.say(f"what was made lies in {setting.runs.relative_to(ROOT)}")
    remove_older_runs(setting.runs)


if __name__ == "__main__":
    try:
        main()
    except BenchError as error:
        sys.exit(f"bench: {error}")
