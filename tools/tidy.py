"""Runs clang-tidy-16 on sources, one process for each core, and skips those that were clean with the same bytes.

Most of its time goes into the headers, so that sources of one folder are looked at together, as one text that includes
them (tests/lint/local_names.py keeps them apart). Those with findings are looked at once more, alone. A file's key is a
hash of everything that the answer depends on: the checks, the compile command, the text of the file and of all cairn
headers that it reaches. Keys of clean files lie in build/lint, so that only what changed is looked at again; a new
clone looks at everything.
"""

import collections
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
TOGETHER = 16  # sources in one text; half a gigabyte of memory
PRECOMPILED = re.compile(r" -Winvalid-pch| -include \S*cmake_pch\.hxx")
# Findings in the sources themselves, which are included here; and no word about including them.
TOGETHER_OPTIONS = ["--header-filter=/src/(cairn|cli)/", "--checks=-bugprone-suspicious-include"]
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
    return {pathlib.Path(entry["file"]).resolve(): PRECOMPILED.sub("", entry["command"]) for entry in entries}


def key_of(path, command):
    digest = hashlib.sha256(b"\0".join([tidy_version(), (ROOT / ".clang-tidy").read_bytes(), command.encode()]))
    for file in reached(path):
        digest.update(b"\0" + str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@functools.cache
def tidy_version():
    return subprocess.run([TIDY, "--version"], check=True, capture_output=True).stdout


def flags_of(command):
    """The flags that clang-tidy needs of a compile command: what comes before the output."""
    return command.split(" -o ")[0].split()[1:]


def groups(paths, commands):
    """Lists of sources that lie in one folder and are compiled alike."""
    alike = collections.defaultdict(list)
    for path in paths:
        alike[path.parent, tuple(flags_of(commands[path]))].append(path)
    # As even as can be: a group of nine is four and five, so that no process ends long after the others.
    for (_, flags), members in alike.items():
        count = -(-len(members) // TOGETHER)
        for i in range(count):
            yield members[i::count], flags


def tidy(paths, flags):
    """Returns {source: what clang-tidy said of it}. Unknown gcc flags in the command are no finding."""
    target = paths[0]
    if len(paths) > 1:
        target = CLEAN / "together" / f"{hashlib.sha256(repr(paths).encode()).hexdigest()[:16]}.cpp"
        target.write_text("".join(f'#include "{path}"\n' for path in paths), encoding="utf-8")
    done = subprocess.run(
        [TIDY, "--quiet", *(TOGETHER_OPTIONS if len(paths) > 1 else []), str(target), "--", *flags,
         "-Wno-unknown-warning-option"],
        capture_output=True, text=True, check=False, cwd=BUILD,
    )
    if done.returncode == 0:
        return dict.fromkeys(paths, "")
    if len(paths) > 1:
        return apart(paths, flags, done.stdout)
    noise = re.compile(r"^\d+ warnings?( and \d+ errors?)? (generated|treated as errors)\.?$|^Suppressed ")
    said = done.stdout + "".join(line for line in done.stderr.splitlines(keepends=True) if not noise.match(line))
    return {target: said or f"{target}: {TIDY} ended with {done.returncode}\n"}


def apart(paths, flags, said):
    """As tidy(), of sources that have findings together: what is told of a source is what is found in it alone."""
    named = [path for path in paths if f"{path}:" in said and "[clang-diagnostic-error" not in said]
    found = dict.fromkeys(paths, "")
    for path in named:
        found |= tidy([path], flags)
    if not any(found.values()):  # it was in a header, or is only there when they stand together
        for path in paths:
            found |= {} if path in named else tidy([path], flags)
    return found


def main(names):
    commands = compile_commands()
    files = [pathlib.Path(n).resolve() for n in names] or sorted((ROOT / "src").rglob("*.cpp"))
    unknown = [str(path) for path in files if path not in commands]
    if unknown:
        sys.exit("tidy: not in the dev build: " + ", ".join(unknown))
    keys = {path: key_of(path, commands[path]) for path in files}
    todo = [path for path in files if not (CLEAN / keys[path]).exists()]
    print(f"lint: clang-tidy on {len(todo)} of {len(files)} files, the others are unchanged", flush=True)
    (CLEAN / "together").mkdir(parents=True, exist_ok=True)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(lambda group: tidy(*group), groups(todo, commands)):
            for path, said in found.items():
                if said:
                    print(said, end="", flush=True)
                    failed += 1
                else:
                    (CLEAN / keys[path]).touch()
    if failed:
        print(f"lint: clang-tidy complains about {failed} files")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
