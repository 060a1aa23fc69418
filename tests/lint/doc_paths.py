# timeout: 60
"""Source files that the documents name are there: `store/journal.h` below src or src/cairn, `journal.cpp` anywhere."""

import pathlib
import re
import sys
import tempfile

import rules

FEWEST = 100
NAMED = re.compile(r"`((?:\w+/)*\w+\.(?:h|cpp))`")
FOLDERS = ("src", "tests", "bench", "examples", "tools")
# Of other projects; include_direction reads who owns them.
FOREIGN = {"libdeflate.h", "zlib.h", "sqlite3.h", "utf8proc.h", "yaml.h"}


def sources(root):
    """The paths of all C++ files, as they may be written, and their names alone."""
    paths = [path for folder in FOLDERS for path in (root / folder).rglob("*") if path.suffix in rules.SUFFIXES]
    whole = {path.relative_to(root).as_posix() for path in paths}
    short = {path.removeprefix(prefix) for path in whole for prefix in ("src/", "src/cairn/")}
    return whole | short | {path.name for path in paths} | FOREIGN


def complaints_of(root):
    known = sources(root)
    complaints, seen = [], 0
    for document in sorted((root / "docs").rglob("*.md")) + sorted(root.glob("*.md")):
        for number, line in enumerate(document.read_text(encoding="utf-8").splitlines(), 1):
            for named in NAMED.findall(line):
                seen += 1
                if named not in known:
                    complaints.append(f"{document.relative_to(root)}:{number}: there is no {named}")
    return complaints, seen


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        text = "`store/a.h` `src/cairn/store/a.h` `cairn/store/a.h`\n`a.h` `b.h` `zlib.h`\n`views/a.h`\n"
        rules.write_tree(root, {"src/cairn/store/a.h": "", "docs/x/page.md": text, "README.md": "`gone.cpp`\n"})
        found, seen = complaints_of(root)
        if seen != 8 or [line.rsplit(" ", 1)[1] for line in found] != ["b.h", "views/a.h", "gone.cpp"]:
            sys.exit(f"the rule does not find what was planted: {seen}, {found}")


def main():
    self_test()
    complaints, seen = complaints_of(rules.ROOT)
    if seen < FEWEST:
        complaints.append(f"saw only {seen} names, expected {FEWEST}")
    print("\n".join(complaints))
    print(f"doc_paths: {seen} names of source files, {len(complaints)} complaints")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
