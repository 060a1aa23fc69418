# label: ci
# timeout: 300
"""Every damage that can be done to a store of 2,000 files is found by `cairn verify --deep`, and nothing else.

One random bit of each file, files that were swapped, cut, lengthened, removed, replaced by a link, and files that
nobody recorded; sizes and mtimes are kept where that can be, and the catalog is deleted. The seed is printed and
taken from CAIRN_SEED. What verify names must be exactly what was damaged: `expected` is made from the records by
this file, which shares nothing with cairn.
"""

import json
import os
import pathlib
import random
import shutil
import subprocess
import sys

import crash_project as project

FILES = 1900
SPEC = """\
project: flips
layout: nirs4all
experiment: {name: flips}
storage: {durability: none}
stages:
  many:
    matrix: {seed: [1, 2]}
    deps: [many.sh]
    cmd: sh many.sh {run} {seed}
    outs: {parts: parts/}
  curve:
    matrix: {n: [1, 2, 3]}
    deps: [curve.sh]
    cmd: sh curve.sh {n}
  rows:
    matrix: {n: [3, 4]}
    cmd: "printf 'epoch,loss\\n1,0.5\\n2,0.{n}\\n' > {run}/rows.csv"
    metrics: rows.csv
"""
MANY = """\
mkdir -p "$1/parts/deep"
i=0
while [ $i -lt COUNT ]; do
  echo "part $i of run $2, some text that is long enough" >"$1/parts/p$i"
  i=$((i + 1))
done
echo deep >"$1/parts/deep/d"
: >"$1/parts/empty"
"""


def make_store(root):
    project.write(root / "cairn.yaml", SPEC)
    project.write(root / "many.sh", MANY.replace("COUNT", str(FILES // 2)))
    project.write(root / "curve.sh", project.CURVE)
    project.must_run(root, "run", "-q")


def verify(root):
    """{path: kind} of what `cairn verify --deep` names as damage or missing provenance, and its exit status."""
    for name in ("catalog.db", "catalog.db-journal", "catalog.db-wal"):
        (root / ".cairn" / name).unlink(missing_ok=True)
    result = project.cairn(root, "verify", "--deep", "--json")
    if result.returncode not in (0, 1):
        sys.exit(f"verify ended with {result.returncode}: {result.said}")
    findings = json.loads(result.stdout)["findings"]
    return {f["path"]: f["kind"] for f in findings if f["damage"] or f["kind"] == "provenance"}, result.returncode


class Store:
    """The files of a store by what they are, paths relative to it."""

    def __init__(self, root):
        self.records = [p for p in root.glob("results/**/.run/*.json") if p.name != "group.json"]
        self.files, named = [], set()
        for path in self.records:
            record = json.loads(path.read_bytes())
            folder = path.parent.parent
            files = [folder / a["path"] for a in record["artifacts"]]
            if "events" in record:
                files.append(folder / f".run/{record['id']}.{record['attempts'][-1]['number']}.events.jsonl")
            if "history" in record:
                files.append(folder / f".run/{record['id']}.history")
            named.update(files)
            self.files += files
        self.objects = sorted(p for p in root.glob(".cairn/objects/*/*"))
        everything = {p for p in root.glob("results/**/*") if p.is_file()}
        self.views = sorted(p for p in everything - named - set(self.records) if ".run" not in p.parts)
        rest = everything - named - set(self.records) - set(self.views)
        if any(p.name != "group.json" for p in rest):
            sys.exit(f"files that this test does not know: {rest}")


def keep_times(path, change):
    before = path.stat()
    mode = before.st_mode
    path.chmod(0o644)
    change(path)
    if path.exists() and not path.is_symlink():
        path.chmod(mode)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def flip(path, draw):
    def change(path):
        data = bytearray(path.read_bytes())
        bit = draw.randrange(len(data) * 8)
        data[bit // 8] ^= 1 << bit % 8
        path.write_bytes(data)
    keep_times(path, change)


def swap(left, right):
    def exchange(path):
        left_bytes, right_bytes = left.read_bytes(), right.read_bytes()
        left.write_bytes(right_bytes)
        right.write_bytes(left_bytes)
    keep_times(left, exchange)


def flip_all(kind, draw):
    def damage(root, store):
        damaged = [p for p in getattr(store, kind) if p.stat().st_size > 0]
        for path in damaged:
            flip(path, draw)
        return damaged
    return damage


def various(draw):
    """Other damages, each to files of its own."""
    def damage(root, store):
        parts = sorted(p for p in store.files if p.parent.name == "parts" and p.stat().st_size > 0)
        draw.shuffle(parts)
        damaged = []
        by_size = {}
        for path in parts[:400]:
            by_size.setdefault(path.stat().st_size, []).append(path)
        for same in by_size.values():
            for left, right in zip(same[::2], same[1::2]):
                swap(left, right)
                damaged += [left, right]
        rest = parts[400:700]
        for path in rest[:50]:
            keep_times(path, lambda p: p.write_bytes(p.read_bytes()[:-1]))
        for path in rest[50:100]:
            keep_times(path, lambda p: p.write_bytes(p.read_bytes() + b"\0"))
        for path in rest[100:150]:
            path.unlink()
        for path in rest[150:200]:
            target = path.with_name(path.name + ".real")
            path.rename(target)
            path.symlink_to(target.name)
            damaged.append(target)  # Nobody recorded a file of that name.
        for path in rest[200:250]:
            keep_times(path, lambda p: p.write_bytes(b""))
        for path in rest[250:300]:
            foreign = path.with_name(path.name + ".foreign")
            foreign.write_bytes(b"foreign")
            damaged.append(foreign)
        return damaged + rest[:250]
    return damage


def remove_all(kind):
    def damage(root, store):
        removed = getattr(store, kind)
        for path in removed:
            path.unlink()
        return removed
    return damage


def remove_objects(root, store):
    """All of them are provenance: their absence is told, and is no damage."""
    return remove_all("objects")(root, store)


def run_round(name, damage, base, folder):
    root = folder / "damaged"
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run(["cp", "-a", base, root], check=True)
    damaged = {str(path.relative_to(root)) for path in damage(root, Store(root))}
    found, status = verify(root)
    missed = damaged - set(found)
    # Without its record nobody can say what a view of the run, or a rollup, should show.
    false = set(found) - damaged
    if name.endswith("each record"):
        false = {path for path in false if found[path] != "view"}
    print(f"{name}: {len(damaged)} damaged, {len(missed)} missed, {len(false)} false alarms")
    wrong = [f"{name}: missed {path}" for path in sorted(missed)[:20]]
    wrong += [f"{name}: false alarm {path}: {found[path]}" for path in sorted(false)[:20]]
    if status != (0 if damage is remove_objects else 1):
        wrong.append(f"{name}: exit {status}")
    return wrong, len(damaged)


def main():
    seed = int(os.environ.get("CAIRN_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"CAIRN_SEED={seed}")
    draw = random.Random(seed)
    folder = project.scratch("flips")
    base = folder / "base"
    base.mkdir()
    make_store(base)
    found, status = verify(base)
    wrong = [f"false alarm on a clean store: {found}"] if found or status else []
    rounds = {
        "a bit of each file, event log and history": flip_all("files", draw),
        "a bit of each record": flip_all("records", draw),
        "a bit of each object": flip_all("objects", draw),
        "a bit of each view": flip_all("views", draw),
        "swapped, cut, lengthened, removed, linked, emptied, foreign": various(draw),
        "all objects removed": remove_objects,
        "the removal of each record": remove_all("records"),
        "the removal of each file, event log and history": remove_all("files"),
        "the removal of each view": remove_all("views"),
    }
    total = 0
    for name, damage in rounds.items():
        complaints, count = run_round(name, damage, base, folder)
        wrong += complaints
        total += count
    if total < 2000:
        wrong.append(f"only {total} files were damaged")
    print("\n".join(wrong + [f"verify_flips: {total} damages, {len(wrong)} wrong"]))
    if not (wrong and os.environ.get("CAIRN_KEEP")):
        shutil.rmtree(folder)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
