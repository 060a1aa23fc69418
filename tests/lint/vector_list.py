# timeout: 60
"""Every golden vector that vector_check skips is looked at elsewhere: its row in tests/data/vectors/list.yaml names a test
that is there and that names the function."""

import pathlib
import re
import sys
import tempfile

import yaml

from rules import ROOT

LIST = "tests/data/vectors/list.yaml"
FEWEST = 20


def bare(function):
    """"artifact_persistence.persist(numpy" → artifact_persistence.persist"""
    return re.split(r"[ @(,]", function)[0]


def complaints_of(root):
    rows = yaml.safe_load((root / LIST).read_text(encoding="utf-8"))["functions"]
    skipped = [row for row in rows if row["class"] != "function"]
    complaints = []
    for row in skipped:
        test = row.get("test", "")
        path = root / test
        if not test:
            complaints.append(f"{LIST}: {row['function']}: no test is named")
        elif not path.is_file():
            complaints.append(f"{LIST}: {row['function']}: there is no {test}")
        elif bare(row["function"]) not in texts_of(path):
            complaints.append(f"{LIST}: {row['function']}: {test} does not name it")
    return complaints, len(skipped)


def texts_of(path):
    """The test, and the data that it reads."""
    text = path.read_text(encoding="utf-8")
    data = path.parents[3] / "tests/data/layout/path_vectors.json"
    return text + (data.read_text(encoding="utf-8") if data.name in text and data.is_file() else "")


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "tests/data/vectors").mkdir(parents=True)
        (root / "tests/cli").mkdir()
        (root / "tests/cli/there.t").write_text("it tells of f", encoding="utf-8")
        rows = "\n".join(f"  - {{function: {name}, class: {kind}{test}}}" for name, kind, test in (
            ("f", "path", ", test: tests/cli/there.t"), ("g", "path", ", test: tests/cli/there.t"), ("h", "transcript", ""),
            ("i", "transcript", ", test: tests/cli/gone.t"), ("j", "function", "")))  # fmt: skip
        (root / LIST).write_text(f"functions:\n{rows}\n", encoding="utf-8")
        found, seen = complaints_of(root)
        if seen != 4 or [line.split(": ")[1] for line in found] != ["g", "h", "i"]:
            sys.exit(f"the rule does not find what was planted: {seen}, {found}")


def main():
    self_test()
    complaints, seen = complaints_of(ROOT)
    if seen < FEWEST:
        complaints.append(f"saw only {seen} rows, expected {FEWEST}")
    print("\n".join(complaints))
    print(f"vector_list: {seen} rows that are no functions, {len(complaints)} complaints")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
