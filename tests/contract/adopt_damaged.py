# label: ci
# timeout: 240
"""Adopts genuine trees after random damage: what can be read is adopted, what cannot be is named, nothing is written.

Each tree is damaged several times over (a file cut short, emptied, gone, filled with rubbish, a folder or a link in
its place, names that are no text). Adopting must end well, say that nothing recognises the tree, or name the damaged
file that holds the tree together; runs whose files were left alone keep their ids; the catalog can be built anew; the tree is as it was. CAIRN_SEED repeats a failure.
"""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # The sources stay as they are.

from adopt_trees import PROJECT, TREE_ROWS, snapshot, unpack  # noqa: E402

ROUNDS = 3
SEED = int(os.environ.get("CAIRN_SEED", random.randrange(1 << 30)))
failures = []


def cairn(project, *arguments):
    done = subprocess.run(["cairn", *arguments], cwd=project, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def cut(path, chance):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path, chance):
    path.write_bytes(b"")


def remove(path, chance):
    path.unlink()


def rubbish(path, chance):
    path.write_bytes(chance.randbytes(chance.choice([1, 60, 5000])))


def nonsense(path, chance):
    path.write_text(chance.choice(['{"a": [1, {"b": NaN}], "a.b": 2}', "[[[[1", "a: &x [*x]\n", "- 1\n- {}\n", "null", '"text"', "1e999"]))


def folder(path, chance):
    path.unlink()
    path.mkdir()
    (path / "inside").write_text("x")


def link(path, chance):
    path.unlink()
    path.symlink_to(chance.choice(["/nowhere", "../..", path.name, "/etc/passwd"]))


def names(path, chance):
    for name in (b"line\nbreak", b"bad\xff", b"~:*?", "\u202eabc".encode(), b" ", b"-n"):
        open(os.path.join(os.fsencode(path.parent), name), "wb").close()


DAMAGES = [cut, empty, remove, rubbish, nonsense, folder, link, names]


def ids(project):
    code, out, err = cairn(project, "ls", "--jsonl")
    return {json.loads(line)["id"] for line in out.splitlines()} if code == 0 else f"{code}: {err}"


def check(tree, root, number, known):
    chance = random.Random(f"{SEED} {tree} {number}")
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        unpack(tree, scratch / "old")
        top = next((scratch / "old").iterdir()) / root
        files = sorted(p for p in top.rglob("*") if p.is_file() and not p.is_symlink())
        done, damaged = [], []
        for path in chance.sample(files, min(len(files), 4)):
            damage = chance.choice(DAMAGES)
            damage(path, chance)
            damaged.append(str(path.relative_to(top)))
            done.append(f"{damage.__name__} {damaged[-1]}")
        what = f"{tree} {number} ({'; '.join(done)})"
        project = scratch / "project"
        project.mkdir()
        (project / "cairn.yaml").write_text(PROJECT, encoding="utf-8")
        before = snapshot(scratch / "old")
        code, out, err = cairn(project, "adopt", str(top), "--json")
        if code == 6:  # What holds the whole store together is damaged: no run can be told.
            if not any(err.startswith(f"cairn: error: {name}") for name in damaged):
                failures.append(f"{what}: exit 6 that names no damaged file: {err[-500:]}")
            if ids(project):
                failures.append(f"{what}: exit 6, and yet there are {ids(project)}")
        elif code not in (0, 2):
            failures.append(f"{what}: exit {code}: {err[-500:]}")
        elif code == 0:
            said, found = json.loads(out), ids(project)
            if not isinstance(found, set) or len(found) != said["runs"]:
                failures.append(f"{what}: {said['runs']} runs were told, and there are {found}")
            elif len(found & known) < len(known) - 8:
                failures.append(f"{what}: only {len(found & known)} of {len(known)} runs are left")
            code, out, err = cairn(project, "reindex")
            if code != 0 or ids(project) != found:
                failures.append(f"{what}: reindex: exit {code}, {err[-300:]}")
        if snapshot(scratch / "old") != before:
            failures.append(f"{what}: the tree was changed")


def main():
    print(f"CAIRN_SEED={SEED}")
    for tree, (_, root) in TREE_ROWS.items():
        with tempfile.TemporaryDirectory() as scratch:
            scratch = pathlib.Path(scratch)
            unpack(tree, scratch / "old")
            (scratch / "cairn.yaml").write_text(PROJECT, encoding="utf-8")
            cairn(scratch, "adopt", str(next((scratch / "old").iterdir()) / root))
            known = ids(scratch)
        for number in range(ROUNDS):
            check(tree, root, number, known)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
