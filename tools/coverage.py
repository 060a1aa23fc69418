#!/usr/bin/env python3
"""Which lines of src the tests reached, by module.

    cmake --preset coverage && cmake --build --preset coverage && ctest --preset coverage -L fast
    tools/coverage.py [--files]     with --files every file, the least covered first

Reads the counts that the programs of build/coverage left beside their objects, with gcov.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = ROOT / "build/coverage"


def counts_of(data):
    """{path below src: {line: how often}} of one object's counts."""
    result = subprocess.run(["gcov", "--json-format", "--stdout", str(data)], cwd=BUILD, capture_output=True, text=True,
                            check=False)
    counts = {}
    for document in result.stdout.splitlines():
        for file in json.loads(document)["files"]:
            path = (BUILD / file["file"]).resolve()
            if not path.is_relative_to(ROOT / "src"):
                continue
            lines = counts.setdefault(str(path.relative_to(ROOT / "src")), collections.Counter())
            for line in file["lines"]:
                lines[line["line_number"]] += line["count"]
    return counts


def table(rows):
    """Rows of (name, Counter of lines): name, lines, reached, per cent."""
    for name, lines in rows:
        reached = sum(count > 0 for count in lines.values())
        print(f"{name:44}{len(lines):>8}{reached:>8}{100 * reached / max(1, len(lines)):>7.1f} %")


def main():
    parser = argparse.ArgumentParser(description="line coverage of build/coverage")
    parser.add_argument("--files", action="store_true", help="every file, the least covered first")
    arguments = parser.parse_args()
    data = sorted(BUILD.rglob("*.gcda"))
    if not data:
        sys.exit("no counts in build/coverage: build the preset coverage and run its tests first")
    files = collections.defaultdict(collections.Counter)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for counts in pool.map(counts_of, data):
            for path, lines in counts.items():
                files[path].update(lines)
    modules = collections.defaultdict(collections.Counter)
    for path, lines in files.items():
        for line, count in lines.items():
            modules[os.path.dirname(path)][path, line] = count
    print(f"{'':44}{'lines':>8}{'reached':>8}")
    if arguments.files:
        table(sorted(files.items(), key=lambda item: sum(c > 0 for c in item[1].values()) / max(1, len(item[1]))))
    table(sorted(modules.items()))
    table([("all", {(module, line): count for module, lines in modules.items() for line, count in lines.items()})])


if __name__ == "__main__":
    main()
