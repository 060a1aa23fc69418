# label: fast
"""The --help text of every verb equals its file in tests/golden/help; CAIRN_ACCEPT=1 rewrites them."""

import os
import pathlib
import re
import subprocess
import sys

GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden" / "help"
PROGRAM = pathlib.Path(os.environ.get("CAIRN_BIN_DIR", "build/dev/bin")) / "cairn"
ENTRY = re.compile(r"^  ([a-z]+)  +\S", re.MULTILINE)


def help_text(*verbs):
    """What `cairn VERB… --help` prints; it must end well."""
    return subprocess.run([PROGRAM, *verbs, "--help"], check=True, capture_output=True, text=True).stdout


def all_texts():
    """{file name: help text} of the program, each verb, and each verb below a verb."""
    texts = {"cairn.txt": help_text()}
    for verb in ENTRY.findall(texts["cairn.txt"]):
        texts[f"{verb}.txt"] = text = help_text(verb)
        if "\nVerbs:\n" in text:
            texts |= {f"{verb}_{inner}.txt": help_text(verb, inner) for inner in ENTRY.findall(text)}
    return texts


def complaints(texts):
    """Yields what is wrong with the texts, and where they differ from the golden files."""
    for name, text in texts.items():
        if name != "cairn.txt" and "\nExit status:" not in text:
            yield f"{name}: says nothing of exit statuses"
        if name != "cairn.txt" and "\nVerbs:\n" not in text and "\nExamples:\n" not in text:
            yield f"{name}: has no example"
        yield from (f"{name}: wider than 80 columns: {line}" for line in text.splitlines() if len(line) > 80)
        golden = GOLDEN / name
        if not golden.exists() or golden.read_text(encoding="utf-8") != text:
            yield f"{name}: differs from tests/golden/help/{name} (CAIRN_ACCEPT=1 takes the new text)"
    for golden in GOLDEN.glob("*.txt"):
        if golden.name not in texts:
            yield f"{golden.name}: there is no such verb any more"


def main():
    texts = all_texts()
    if os.environ.get("CAIRN_ACCEPT"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for golden in GOLDEN.glob("*.txt"):
            golden.unlink()
        for name, text in texts.items():
            (GOLDEN / name).write_text(text, encoding="utf-8")
    found = list(complaints(texts))
    print("\n".join(found + [f"help_texts: {len(texts)} texts, {len(found)} complaints"]))
    sys.exit(1 if found or len(texts) < 15 else 0)


if __name__ == "__main__":
    main()
