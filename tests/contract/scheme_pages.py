# label: fast
"""The page of each system shows the canonical text of an example of each scheme that cairn carries: the
bytes that are hashed. Every command of such a section is run, and must print what the page says.
"""

import os
import pathlib
import re
import subprocess
import sys

PAGES = pathlib.Path(os.environ["CAIRN_SOURCE_DIR"]) / "docs/formats/schemes"
HEADING = "## The canonical text of each\n"


def examples(page):
    """(command, what it prints) of the page's section."""
    section = page.read_text(encoding="utf-8").partition(HEADING)[2].partition("\n## ")[0]
    found = []
    for line in section.splitlines():
        if line.startswith("    $ "):
            found.append((line[6:], []))
        elif line.startswith("    ") and found:
            found[-1][1].append(line[4:])
    return found


def scheme_names():
    listed = subprocess.run(["cairn", "id", "--schemes"], capture_output=True, check=True, text=True).stdout
    names = {line.split()[0] for line in listed.splitlines()[1:]}
    return {name for name in names if ":" not in name}  # A variant is the same rule in another era.


def main():
    failures = []
    shown = set()
    for page in sorted(PAGES.glob("*.md")):
        for command, expected in examples(page):
            scheme = re.match(r"cairn id --scheme (\S+) .* --text", command)
            if scheme is None or not scheme[1].startswith(page.stem + "."):
                failures.append(f"{page.name}: '{command}' shows no text of a scheme of this page")
                continue
            shown.add(scheme[1])
            ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
            got = [line.rstrip() for line in ran.stdout.splitlines()]
            if ran.returncode != 0 or got != expected:
                failures.append(f"{page.name}: {command}\n  expected {expected}\n  got {got} {ran.stderr}")
    failures += [f"no page shows the canonical text of {name}" for name in sorted(scheme_names() - shown)]
    print("\n".join(failures) or f"{len(shown)} canonical texts are as their pages say")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
