"""Paths of one naming form, rendered and parsed again, in a loop on one core: Snakemake's functions and a layout."""

import pathlib

from ids import check_answers
from timing import Ratio, Side, alternate, ratio_table, time_table

HERE = pathlib.Path(__file__).parent
SNAKEMAKE, CAIRN = "apply_wildcards + regex, in a loop", "layout dynvision, in a loop"
RATIOS = [Ratio("Snakemake / cairn, a million paths", SNAKEMAKE, CAIRN, (">=", 20))]


def measure(setting):
    """Returns the section of docs/benchmarks.md."""
    count = 20_000 if setting.quick else 1_000_000
    sides = [Side(SNAKEMAKE, [str(setting.python), str(HERE / "paths_peer.py"), str(count)])]
    if setting.cairn:
        sides.append(Side(CAIRN, [str(setting.programs / "name_paths"), str(count)]))
    times = alternate(setting.stopwatch, sides, 3, setting.runs / "paths")
    check_answers(setting.runs / "paths")
    return f"### paths\n\n{time_table(sides, times)}\n{ratio_table(RATIOS, times)}"
