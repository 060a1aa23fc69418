"""Runs clang-tidy-16 on sources, one for each core, and skips those that were clean with the same bytes.

A file's key is a hash of everything that the answer depends on: the checks, the compile command, the
text of the file and of all cairn headers that it reaches. Keys of clean files lie in build/lint, so
that only what changed is looked at again; a new clone looks at everything.
"""

import concurrent.futures
import functools
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = ROOT / "build/dev"
CLEAN = ROOT / "build/lint"
TIDY = "clang-tidy-16"
PRECOMPILED = re.compile(r" -Winvalid-pch| -include \S*cmake_pch\.hxx")
INCLUDE = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


@functools.cache
def includes(path):
    """The existing files below src/ that a file includes."""
    named = [ROOT / "src" / name.decode() for name in INCLUDE.findall(path.read_bytes())]
    return [target for target in named if target.is_file()]


def reached(path):
    """The file and all cairn headers that it includes, directly or not, sorted."""
    found, todo = {path}, [path]
    while todo:
        for target in includes(todo.pop()):
            if target not in found:
                found.add(target)
                todo.append(target)
    return sorted(found)


def compile_commands():
    """{source: its command}. Ends the process when there is no dev build."""
    try:
        entries = json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        sys.exit("tidy: build/dev is not configured: make lint does that")
    # clang cannot read what gcc has precompiled, and each source has to include what it uses.
    for entry in entries:
        entry["command"] = PRECOMPILED.sub("", entry["command"])
    CLEAN.mkdir(parents=True, exist_ok=True)
    (CLEAN / "compile_commands.json").write_text(json.dumps(entries), encoding="utf-8")
    return {pathlib.Path(entry["file"]).resolve(): entry["command"] for entry in entries}


def key_of(path, command):
    digest = hashlib.sha256(b"\0".join([tidy_version(), (ROOT / ".clang-tidy").read_bytes(), command.encode()]))
    for file in reached(path):
        digest.update(b"\0" + str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@functools.cache
def tidy_version():
    return subprocess.run([TIDY, "--version"], check=True, capture_output=True).stdout


def tidy(path):
    """Returns (status, what clang-tidy said). Unknown gcc flags in the command are no finding."""
    done = subprocess.run(
        [TIDY, "--quiet", "-p", str(CLEAN), "--extra-arg=-Wno-unknown-warning-option", str(path)],
        capture_output=True, text=True, check=False,
    )
    noise = re.compile(r"^\d+ warnings?( and \d+ errors?)? (generated|treated as errors)\.?$|^Suppressed ")
    said = done.stdout + "".join(
        line for line in done.stderr.splitlines(keepends=True) if not noise.match(line)
    )
    return done.returncode, said


def main(names):
    commands = compile_commands()
    files = [pathlib.Path(n).resolve() for n in names] or sorted((ROOT / "src").rglob("*.cpp"))
    unknown = [str(path) for path in files if path not in commands]
    if unknown:
        sys.exit("tidy: not in the dev build: " + ", ".join(unknown))
    keys = {path: key_of(path, commands[path]) for path in files}
    todo = [path for path in files if not (CLEAN / keys[path]).exists()]
    print(f"lint: clang-tidy on {len(todo)} of {len(files)} files, the others are unchanged", flush=True)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, (status, said) in zip(todo, pool.map(tidy, todo)):
            if said:
                print(said, end="", flush=True)
            if status == 0:
                (CLEAN / keys[path]).touch()
            else:
                failed += 1
    if failed:
        print(f"lint: clang-tidy complains about {failed} files")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
