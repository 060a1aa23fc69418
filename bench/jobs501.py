"""501 trivial jobs: 250 train -> 250 test -> 1 aggregate, two at a time, each touches its one declared out."""

import collections
import json
import pathlib
import shutil
import statistics

import check_records
from timing import BenchError, Ratio, Side, alternate, ratio_table, time_table

STAGES = ["train", "test", "aggregate"]
JOBS = 501
INPUTS = pathlib.Path(__file__).resolve().parent / "jobs501"

SNAKEMAKE, MAKE = "snakemake -j 2", "make -j 2"
FLAT_BATCH, FLAT_FULL, NIRS4ALL = "cairn run -j 2, flat, batch", "cairn run -j 2, flat, full", "cairn run -j 2, nirs4all, batch"
LOOP, LOOP_FSYNC = "C loop, no fsync", "C loop, fsync"
RATIOS = [
    Ratio("Snakemake / cairn, flat, batch", SNAKEMAKE, FLAT_BATCH, (">=", 25)),
    Ratio("Snakemake / cairn, flat, full", SNAKEMAKE, FLAT_FULL, (">=", 25)),
    Ratio("cairn, flat, batch / C loop without fsync", FLAT_BATCH, LOOP, ("<=", 1.3)),
    Ratio("cairn, flat, full / C loop with the same fsyncs", FLAT_FULL, LOOP_FSYNC, ("<=", 1.3)),
    Ratio("Snakemake / cairn, nirs4all, batch", SNAKEMAKE, NIRS4ALL),
    Ratio("cairn, flat, batch / GNU make", FLAT_BATCH, MAKE),
    Ratio("Snakemake / C loop without fsync", SNAKEMAKE, LOOP),
    Ratio("Snakemake / C loop with fsync", SNAKEMAKE, LOOP_FSYNC),
]


def copy(name, *folders):
    """Returns what puts a file of bench/jobs501 and empty folders into a new folder."""

    def prepare(folder):
        shutil.copy(INPUTS / name, folder)
        for empty in folders:
            (folder / empty).mkdir()

    return prepare


def cairn_project(layout, durability, command=None):
    """Returns what puts bench/jobs501/cairn.yaml with these options into a new folder."""
    changes = {"layout: flat": f"layout: {layout}", "durability: batch": f"durability: {durability}"}
    if command:
        changes["[touch, "] = command

    def prepare(folder):
        text = (INPUTS / "cairn.yaml").read_text()
        for old, new in changes.items():
            if old not in text:
                raise BenchError(f"bench/jobs501/cairn.yaml no longer holds '{old}'")
            text = text.replace(old, new)
        (folder / "cairn.yaml").write_text(text)

    return prepare


def expect_files(pattern, count=JOBS):
    """Returns what refuses a folder that does not hold `count` such files."""

    def check(folder):
        found = sum(1 for _ in folder.glob(pattern))
        if found != count:
            raise BenchError(f"{folder}: {found} files {pattern}, expected {count}")

    return check


def expect_records(durability):
    """Returns what refuses a folder without 501 good records."""

    def check(folder):
        found, problems = check_records.check(folder, durability)
        if found != JOBS or problems:
            raise BenchError(f"{folder}: {found} records, expected {JOBS}\n" + "\n".join(problems[:10]))

    return check


def cairn_side(name, program, layout, durability):
    return Side(
        name, [str(program), "run", "-j", "2"], cairn_project(layout, durability), expect_records(durability), durability
    )


def record_sizes(folder):
    """Mean bytes of the records of each stage, and of a journal line."""
    sizes = collections.defaultdict(list)
    for path in check_records.record_paths(folder):
        sizes[json.loads(path.read_bytes())["stage"]].append(path.stat().st_size)
    lines = [line for path in folder.glob(".cairn/journal/*.jsonl") for line in path.read_bytes().splitlines(True)]
    if sorted(sizes) != sorted(STAGES) or not lines:
        raise BenchError(f"{folder}: no records of {', '.join(STAGES)}, or no journal")
    return [round(statistics.mean(sizes[stage])) for stage in STAGES], round(statistics.mean(map(len, lines)))


def begin_sizes(folder):
    """Mean bytes of the first lines of the events files of each stage."""
    sizes = collections.defaultdict(list)
    for path in folder.glob("results/**/.run/*.events.jsonl"):
        with open(path, "rb") as file:
            line = file.readline()
        sizes[json.loads(line)["begin"]["run"]["stage"]].append(len(line))
    if sorted(sizes) != sorted(STAGES):
        raise BenchError(f"{folder}: no events files of {', '.join(STAGES)}")
    return [round(statistics.mean(sizes[stage])) for stage in STAGES]


def loop_sizes(setting):
    """Runs cairn twice without a clock and returns the options that give the C loop its sizes."""
    plain = setting.runs / "jobs501" / "sizes"
    setting.stopwatch.time(cairn_side("sizes", setting.cairn, "flat", "batch"), plain)
    probe = setting.runs / "jobs501" / "begin-lines"
    command = f"[sh, {json.dumps(str(INPUTS / 'probe.sh'))}, "
    prepare = cairn_project("flat", "batch", command)
    setting.stopwatch.time(Side("probe", [str(setting.cairn), "run", "-j", "2"], prepare), probe)
    records, journal = record_sizes(plain)
    words = {"--record": ",".join(map(str, records)), "--begin": ",".join(map(str, begin_sizes(probe))), "--journal": str(journal)}
    return [word for pair in words.items() for word in pair]


def all_sides(setting, sizes):
    loop = str(setting.tools / "spawn_loop")
    records = expect_files("results/*/.run/*.json")
    sides = [
        Side(SNAKEMAKE, [str(setting.snakemake), "-j", "2", "--quiet", "all"], copy("Snakefile"), expect_files("results/*.txt"), "none"),
        Side(MAKE, ["make", "-j", "2", "-s"], copy("Makefile", "results"), expect_files("results/*.txt"), "none"),
        Side(LOOP, [loop, *sizes, "{folder}"], check=records, durability="none"),
        Side(LOOP_FSYNC, [loop, "--fsync", *sizes, "{folder}"], check=records, durability="full"),
    ]
    if not setting.cairn:
        return sides
    return [
        cairn_side(FLAT_BATCH, setting.cairn, "flat", "batch"),
        sides[2],
        cairn_side(FLAT_FULL, setting.cairn, "flat", "full"),
        sides[3],
        cairn_side(NIRS4ALL, setting.cairn, "nirs4all", "batch"),
        *sides[:2],
    ]


def measure(setting):
    """Returns the section of docs/benchmarks.md."""
    sizes = loop_sizes(setting) if setting.cairn else []
    sides = all_sides(setting, sizes)
    rounds = 2 if setting.quick else 7
    times = alternate(setting.stopwatch, sides, rounds, setting.runs / "jobs501", setting.say)
    given = f"Sizes of a real run, given to the C loop (train, test, aggregate): `{' '.join(sizes)}`.\n" if sizes else ""
    return f"### jobs501\n\n{time_table(sides, times)}\n{ratio_table(RATIOS, times)}\n{given}"
