#!/usr/bin/env python3
"""Runs the commands of README.md's session blocks and puts their real output behind them.

    tools/readme_session.py PROJECT    PROJECT: a finished copy of the demo (build/demo/spectra)

Each block is run in a terminal of 80 columns, in order, in one copy of the project, so that what
one block changes is seen by the next. Times in the output are those of the machine it ran on.
"""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(<!-- session: \w+ -->\n```console\n)(.*?)(```\n<!-- /session -->)", re.S)
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
LINES_SHOWN = 24


def run(command: str, project: pathlib.Path, environment: dict) -> str:
    """The output of one command as a terminal of 80 columns shows it."""
    line = f"stty cols 80; cd {shlex.quote(str(project))}; {command}"
    done = subprocess.run(["script", "-qec", line, "/dev/null"], env=environment,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, check=False)
    shown = []
    for text in ANSI.sub("", done.stdout.decode()).replace("\r\n", "\n").split("\n"):
        shown.append(text.split("\r")[-1].rstrip())  # What a progress line was drawn over with.
    while shown and not shown[-1]:
        shown.pop()
    if len(shown) > LINES_SHOWN:
        shown = shown[: LINES_SHOWN - 1] + [f"… ({len(shown) - LINES_SHOWN + 1} more lines)"]
    return "".join(text + "\n" for text in shown if text or len(shown) > 1)


def main() -> None:
    source = pathlib.Path(sys.argv[1]).resolve()
    environment = dict(os.environ, NO_COLOR="1", TERM="xterm", PYTHONDONTWRITEBYTECODE="1")
    environment["PATH"] = f"{ROOT}/build/release/bin:{ROOT}/build/venv/bin:" + os.environ["PATH"]
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder) / source.name
        shutil.copytree(source, project, symlinks=True)

        def fill(match: re.Match) -> str:
            commands = [line for line in match[2].splitlines() if line.startswith("$ ")]
            body = "".join(f"{line}\n{run(line[2:], project, environment)}" for line in commands)
            return match[1] + body.replace(str(project), "/home/you/spectra") + match[3]

        readme = ROOT / "README.md"
        readme.write_text(BLOCK.sub(fill, readme.read_text()))


if __name__ == "__main__":
    main()
