# label: fast
# timeout: 300
"""Export and import are the identity, on random runs; and the same content gives the same package.

A project makes runs with random files: empty, sparse, deep, of odd names, of noise and of text. All of it is
packed, taken into an empty project, and compared: every byte of every file and record, in its place. Then the
imported runs are packed again: the package must be the first one, byte for byte. So it is with the catalog
deleted, another time zone, and one core. CAIRN_SEED repeats a test; 4 runs in each of two layouts, or as many as the first argument says.
"""

import hashlib
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.environ.get("CAIRN_BIN_DIR", "") + "/cairn"
NAMES = ["plain.txt", "-rf", "~root", "$(touch x)", "%2e%2e", "zwei Wörter.csv", "漢字.bin", "a&b;c", "quote'\"s", "#tag",
         "UPPER.TXT", ".hidden", "no_end", "emoji👩‍🔬.png", "[x]", "{y}", "a=b", "@at", "!bang", "tab^", "é.txt"]
MAKER = r"""
import json, os, pathlib, random, sys
folder, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2])
draw = random.Random(seed)
names = json.loads(os.environ["NAMES"])
for number in range(draw.randint(1, 12)):
    place = folder.joinpath(*[f"d{draw.randint(0, 3)}" for _ in range(draw.randint(0, 6))], f"{number}-{draw.choice(names)}")
    place.parent.mkdir(parents=True, exist_ok=True)
    kind = draw.randint(0, 6)
    if kind == 0:
        place.write_bytes(b"")
    elif kind == 1:
        with place.open("wb") as file:
            file.truncate(draw.choice([1, 4096, 100_000, 11 << 20]))
    elif kind == 2:
        place.write_bytes(draw.randbytes(draw.choice([1, 1000, 70_000])))
    elif kind == 3:
        place.write_text("".join(f"{draw.random()},{number}\n" for _ in range(draw.randint(1, 3000))))
    elif kind == 4:
        place.write_bytes(draw.randbytes(40_000) * draw.randint(1, 4))
    elif kind == 5 and draw.randint(0, 5) == 0:
        place.write_bytes(draw.randbytes(3 << 20) + bytes(4 << 20) + b"text " * (1 << 19))
    else:
        place.write_bytes(bytes(draw.randint(0, 50)) + b"end")
(folder / "scores.json").write_text(json.dumps({"val": {"rmse": draw.random()}}))
for step in range(draw.choice([0, 3])):
    with open(os.environ["CAIRN_EVENTS"], "a") as events:
        events.write(json.dumps({"metric": {"key": "loss", "value": draw.random(), "step": step}}) + "\n")
"""
SPEC = """\
project: identity
layout: {layout}
experiment: random
stages:
  make:
    params: {{seed: 1}}
    matrix: {{seed: {{range: [0, {count}]}}}}
    deps: [maker.py]
    env: [NAMES]
    cmd: python3 maker.py {{run}} {{seed}}
    metrics: scores.json
"""


def cairn(folder, *arguments, **more):
    import json
    environment = {"PATH": f"{pathlib.Path(PROGRAM).parent}:/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "TZ": "UTC",
                   "LC_ALL": "C.UTF-8", "USER": "ana", "NAMES": json.dumps(NAMES),
                   "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""), **more}
    prefix = ["taskset", "-c", "0"] if more.get("ONE_CORE") else []
    result = subprocess.run([*prefix, PROGRAM, *arguments], cwd=folder, env=environment, capture_output=True, text=True,
                            stdin=subprocess.DEVNULL, check=False)
    if result.returncode != 0:
        sys.exit(f"cairn {' '.join(arguments)} ended with {result.returncode}: {result.stderr}")
    return result.stdout


def tree(project):
    """{path: digest} of the results, without the notes that say that runs were imported and the group files."""
    return {str(path.relative_to(project)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (project / "results").rglob("*")
            if path.is_file() and not path.name.endswith(".imported.json") and path.name not in ("group.json", "RUN.yaml")}


def try_layout(folder, layout, first_seed, count):
    origin, copy = folder / f"{layout}-origin", folder / f"{layout}-copy"
    for project in (origin, copy):
        project.mkdir()
        text = SPEC.format(layout=layout, count=count).replace("range: [0,", f"range: [{first_seed},")
        (project / "cairn.yaml").write_text(text.replace(f", {count}]", f", {first_seed + count}]"))
        (project / "maker.py").write_text(MAKER)
    cairn(origin, "run", "-q")
    runs = cairn(origin, "ls", "--columns", "id", "--csv").split()[1:]
    for run in runs[:5]:
        cairn(origin, "note", run, f"of {run}")
    package = folder / f"{layout}.zip"
    cairn(origin, "export", "--stage", "make", "--complete", "-o", str(package))
    first = package.read_bytes()
    cairn(copy, "import", str(package))
    expected, found = tree(origin), tree(copy)
    wrong = [name for name in sorted({*expected, *found}) if expected.get(name) != found.get(name)]
    if wrong:
        yield f"{len(wrong)} files differ after import, as {wrong[:5]}"
    if "already present" not in cairn(copy, "import", str(package)):
        yield "the second import is none"
    again = folder / f"{layout}-again.zip"
    for variables in ({}, {"TZ": "America/New_York"}, {"ONE_CORE": "1"}):
        for project in (origin, copy):
            shutil.rmtree(project / ".cairn/journal", ignore_errors=True)
            (project / ".cairn/catalog.db").unlink(missing_ok=True)
            cairn(project, "export", "--stage", "make", "--complete", "--force", "-o", str(again), **variables)
            if again.read_bytes() != first:
                yield f"{project.name} with {variables} makes another package"
    print(f"{layout}: {len(runs)} runs, {len(expected)} files, {len(first)} bytes")


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    seed = int(os.environ.get("CAIRN_SEED", random.randrange(1 << 30)))
    print(f"seed {seed} (CAIRN_SEED)")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cairn-identity-"))
    failures = [line for layout in ("nirs4all", "flat") for line in try_layout(folder, layout, seed, count)]
    for line in failures:
        print(line)
    if not failures:
        shutil.rmtree(folder)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
