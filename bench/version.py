"""How long a person waits for the smallest answer: `--version`, the whole process."""

from timing import Ratio, Side, alternate, ratio_table, time_table

RATIOS = [
    Ratio("`snakemake --version` / `cairn --version`", "snakemake --version", "cairn --version", (">=", 50)),
    Ratio("`cairn --version` / one exec", "cairn --version", "one exec of a static program"),
]


def measure(setting):
    """Returns the section of docs/benchmarks.md."""
    sides = [
        Side("one exec of a static program", [str(setting.tools / "exec_limit")]),
        Side("snakemake --version", [str(setting.snakemake), "--version"]),
    ]
    if setting.cairn:
        sides.insert(1, Side("cairn --version", [str(setting.cairn), "--version"]))
    rounds = 11 if setting.quick else 31
    times = alternate(setting.stopwatch, sides, rounds, setting.runs / "version")
    return f"### version\n\n{time_table(sides, times)}\n{ratio_table(RATIOS, times)}"
