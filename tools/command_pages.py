"""Makes docs/commands/*.md from the help texts in tests/golden/help, so that there is one source.

    tools/command_pages.py           writes the pages
    tools/command_pages.py --check   says which differ, and ends with 1 where one does
"""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
HELP = ROOT / "tests" / "golden" / "help"
PAGES = ROOT / "docs" / "commands"
NOTE = "<!-- Made by tools/command_pages.py from tests/golden/help/{name}.txt: change the help, not this page. -->"


def title_of(name):
    """log_metric → cairn log metric."""
    return "cairn" if name == "cairn" else "cairn " + name.replace("_", " ")


def page(name, text):
    """One help text as a page."""
    return f"{NOTE.format(name=name)}\n# {title_of(name)}\n\n```text\n{text.rstrip()}\n```\n"


def index(names):
    """The list of all pages."""
    rows = "\n".join(f"- [{title_of(name)}]({name}.md)" for name in names)
    return f"<!-- Made by tools/command_pages.py. -->\n# Commands\n\n{rows}\n"


def all_pages():
    """{file name: text} of every page there should be."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(HELP.glob("*.txt"))}
    return {"README.md": index(texts)} | {f"{name}.md": page(name, text) for name, text in texts.items()}


def complaints(pages):
    """Yields the pages that are missing, differ, or have no command any more."""
    for name, text in pages.items():
        path = PAGES / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield f"docs/commands/{name} is not what the help says; run tools/command_pages.py"
    for path in sorted(PAGES.glob("*.md")):
        if path.name not in pages:
            yield f"docs/commands/{path.name}: there is no such command; run tools/command_pages.py"


def write(pages):
    """Writes all pages, and removes those of commands that are gone."""
    PAGES.mkdir(parents=True, exist_ok=True)
    for path in PAGES.glob("*.md"):
        path.unlink()
    for name, text in pages.items():
        (PAGES / name).write_text(text, encoding="utf-8")


def main():
    pages = all_pages()
    if "--check" not in sys.argv[1:]:
        write(pages)
    found = list(complaints(pages))
    print("\n".join(found + [f"command_pages: {len(pages)} pages, {len(found)} complaints"]))
    sys.exit(1 if found or len(pages) < 15 else 0)


if __name__ == "__main__":
    main()
