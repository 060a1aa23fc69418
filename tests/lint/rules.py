# label: none
"""What the lint tests share: walking the sources, reading includes, reporting, self-tests."""

import os
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
SUFFIXES = {".h", ".cpp"}


def source_files(root):
    """All C++ files below root/src, sorted, as paths relative to root."""
    found = []
    for folder, _, names in os.walk(root / "src"):
        found += [pathlib.Path(folder) / n for n in names if pathlib.Path(n).suffix in SUFFIXES]
    return sorted(path.relative_to(root) for path in found)


def includes(path):
    """Yields (line number, '<' or '"', name) for each include of a file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := INCLUDE.match(line):
            yield number, match[1], match[2]


def without_comments_and_texts(text):
    """The code alone; line breaks stay, so that line numbers do."""
    pattern = re.compile(
        r'R"([^(\s]*)\((?:.|\n)*?\)\1"|//[^\n]*|/\*(?:.|\n)*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\''
    )
    # A digit separator (1'000) is not a character.
    text = re.sub(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F]{2,})", "", text)
    return pattern.sub(lambda m: '""' + "\n" * m[0].count("\n"), text)


def write_tree(root, files):
    """Makes a small source tree for a self-test: {relative path: text}."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def finish(name, complaints, seen, at_least):
    """Prints what was found and ends the process: 1 when there is a complaint."""
    if seen < at_least:
        complaints = complaints + [f"saw only {seen} files, expected {at_least}: is this the tree?"]
    for line in complaints:
        print(line)
    print(f"{name}: {seen} files, {len(complaints)} complaints")
    sys.exit(1 if complaints else 0)
