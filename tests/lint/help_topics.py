# label: fast
"""Rules about the texts of `cairn help TOPIC` (folder help): a first line that says what it is about, 80
columns, at most 40 lines, a last line that names a page which exists, and only verbs that there are.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import rules

PAGE = re.compile(r"^The page: (docs/\S+\.md)$")
VERB = re.compile(r"\bcairn ([a-z]+)\b")
ENTRY = re.compile(r"^  ([a-z]+)  +\S", re.MULTILINE)
MOST_LINES = 40
AT_LEAST = 10


def complaints(root, verbs):
    """Yields what is wrong with the topics of a tree."""
    for path in sorted((root / "help").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        name = f"help/{path.name}"
        if path.stem in verbs or path.stem == "topics":
            yield f"{name}: '{path.stem}' is a verb"
        if len(lines) < 3 or not lines[0] or lines[0][0].isupper() or lines[1]:
            yield f"{name}:1: a summary in small letters, then an empty line"
        for number, line in enumerate(lines, 1):
            if len(line) > 80:
                yield f"{name}:{number}: wider than 80 columns"
            for verb in VERB.findall(line):
                if verb not in verbs | {"help"}:
                    yield f"{name}:{number}: there is no verb '{verb}'"
        if len(lines) > MOST_LINES:
            yield f"{name}: more than {MOST_LINES} lines; the page is for that"
        page = PAGE.match(lines[-1]) if lines else None
        if not page or not (root / page[1]).exists():
            yield f"{name}: the last line must be 'The page: docs/….md', and the page must exist"


def self_test():
    """Each mistake must be found in a small tree."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "help").mkdir()
        (root / "docs").mkdir()
        (root / "docs" / "a.md").write_text("")
        good = "what it is\n\ncairn run does it\n\nThe page: docs/a.md\n"
        bad = {
            "run": good,
            "capital": good.replace("what", "What"),
            "wide": good.replace("does", "d" * 80),
            "verb": good.replace("cairn run", "cairn fly"),
            "page": good.replace("a.md", "b.md"),
            "none": good.replace("The page", "A page"),
            "long": good.replace("does", "does\n" * 50),
        }
        for name, text in bad.items():
            for path in (root / "help").glob("*"):
                path.unlink()
            (root / "help" / f"{name}.txt").write_text(text)
            if not list(complaints(root, {"run"})):
                sys.exit(f"the mistake '{name}' was not found")
        (root / "help" / f"{name}.txt").write_text(good)
        if found := list(complaints(root, {"run"})):
            sys.exit(f"a good text is refused: {found}")


def main():
    self_test()
    program = pathlib.Path(os.environ.get("CAIRN_BIN_DIR", "build/dev/bin")) / "cairn"
    said = subprocess.run([program, "--help"], check=True, capture_output=True, text=True).stdout
    found = list(complaints(rules.ROOT, set(ENTRY.findall(said))))
    for path in (rules.ROOT / "help").glob("*.txt"):
        printed = subprocess.run([program, "help", path.stem], capture_output=True, check=False).stdout
        if printed != path.read_bytes():
            found.append(f"help/{path.name}: cairn help {path.stem} prints something else")
    count = len(list((rules.ROOT / "help").glob("*.txt")))
    print("\n".join(found + [f"help_topics: {count} topics, {len(found)} complaints"]))
    sys.exit(1 if found or count < AT_LEAST else 0)


if __name__ == "__main__":
    main()
