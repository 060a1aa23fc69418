# label: ci
# timeout: 900
"""Genuine trees of other systems, brought into projects of cairn by `cairn migrate`.

    migrate.py [PAIR…]      all pairs, or some: "dynvision-old-flat:dynvision"; CAIRN_KEEP=1 keeps the folders;
                            CAIRN_EVERY_KILL=1 kills every pair at the first, a middle and the last call of each kind of
                            write, and not one pair of each reader at one of them; CAIRN_SEED repeats which

For each pair: a dry run writes nothing; every run has the id, digest, key, params, metrics, tags, links and bytes that
adopting the tree gives; the other program's id, the names of its schemes and the old path find it; `cairn verify` and a
check of our own find nothing. The source is the same afterwards, to the last byte, time and link. Killed at every kind
of write and called again, it ends in the same tree. To another layout and back it gives the same runs, and in a package
as well. Undone, nothing
is left. A source in the project itself lies in legacy/ afterwards, and is back when it is undone.
"""

import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(os.environ.get("CAIRN_SOURCE_DIR", Path(__file__).resolve().parents[2]))
sys.path[:0] = [str(SOURCE / "tests/crash"), str(SOURCE / "tests/support")]
import verify_store  # noqa: E402
from genuine_trees import unpack  # noqa: E402

ENVIRONMENT = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "COLUMNS": "200"}
ENVIRONMENT.pop("CAIRN_FAIL", None)

# Tree, reader, layout of the destination, and another layout to go through.
PAIRS = [
    ("dynvision-seed", "dynvision", "dynvision", "flat"),
    ("dynvision-later", "dynvision", "dynvision", "flat"),
    ("dynvision-old-flat", "dynvision-flat", "dynvision", "flat"),
    ("lambda-hat-runs", "lambda-hat", "lambda-hat", "nirs4all"),
    ("lambda-hat-runs", "lambda-hat", "lambda-hat-store", "flat"),
    ("lambda-hat-runs", "lambda-hat", "nirs4all", "lambda-hat-store"),
    ("lambda-hat-store", "lambda-hat-store", "lambda-hat-store", "flat"),
    ("ssvae-results", "ssvae", "ssvae", "flat"),
    ("nirs4all-v5-uuid", "nirs4all-v5", "nirs4all", "timeline"),
    ("nirs4all-0.4.1-workspace", "nirs4all-0.4.1", "nirs4all", "projects"),
    ("resume-ner", "hpo", "hpo", "flat"),
]
KILLED = ("begin_folder", "file_write", "record_write", "commit_folder_fsync", "commit_move", "record_rename",
          "journal_append", "leftover_remove")
EVERY_KILL = os.environ.get("CAIRN_EVERY_KILL") == "1"
SEED = int(os.environ.get("CAIRN_SEED", random.SystemRandom().randrange(10**9)))
RANDOM = random.Random(SEED)
killed_readers = set()
complaints = []


def complain(pair, text):
    complaints.append(f"{pair}: {text}")
    print(complaints[-1], flush=True)


def cairn(folder, *arguments, fail=None, trace=None):
    environment = dict(ENVIRONMENT)
    if fail:
        environment["CAIRN_FAIL"] = fail
    if trace:
        environment["CAIRN_IO_TRACE"] = str(trace)
    return subprocess.run(["cairn", *map(str, arguments)], cwd=folder, env=environment, capture_output=True, text=True)


def snapshot(root):
    """Everything of a tree that can be told: kinds, bytes, times, links."""
    found = {}
    for path in sorted(root.rglob("*")):
        stat = path.lstat()
        what = os.readlink(path) if path.is_symlink() else ""
        if not what and path.is_file():
            what = hashlib.sha256(path.read_bytes()).hexdigest()
        times = 0 if path.is_dir() and path.name == "legacy" else stat.st_mtime_ns
        found[str(path.relative_to(root))] = (stat.st_mode, stat.st_size, times, what)
    return found


def facts(record):
    """What a run stays, wherever it lies."""
    links = sorted((link["type"], link.get("name", ""), link["id"], link.get("run")) for link in record.get("links", []))
    inputs = sorted(tuple(link.values()) for link in record.get("inputs", []))
    children = sorted((child["id"], child["name"]) for child in record.get("children", []))
    return {"id": record["id"], "digest": record["digest"], "params": record.get("params", {}),
            "metrics": record.get("metrics", {}), "tags": record.get("tags", {}), "status": record["status"],
            "seed": record.get("seed"), "dataset": record.get("dataset", ""), "links": links, "inputs": inputs,
            "children": children, "files": sorted((a["size"], a["sha256"]) for a in record.get("artifacts", []))}


def sha256_of_key(record):
    return hashlib.sha256(record["key"].encode()).hexdigest()


def records_of(project):
    """The records of a project by digest, with their folders."""
    found = {}
    for path in project.rglob(".run/*.json"):
        if ".cairn" in path.relative_to(project).parts or not re.fullmatch(r"[0-9a-z]+\.json", path.name):
            continue
        if path.name == "group.json":
            continue
        record = json.loads(path.read_bytes())
        record["_folder"] = str(path.parent.parent.relative_to(project))
        found[record["digest"]] = record
    return found


def adopted_records(project):
    (path,) = [path for path in (project / ".cairn/adopted").glob("*.json")]
    return {record["digest"]: record for record in json.loads(path.read_bytes())["runs"]}


def files_of(project):
    """Names of all files, but for what cairn keeps for itself and what the time is in."""
    return {str(path.relative_to(project)) for path in project.rglob("*")
            if ".cairn" not in path.relative_to(project).parts and not path.is_dir()}


def unpack_old(name, folder):
    unpack(name, folder)
    (folder / name).rename(folder / "old")


def check_equal(pair, what, found, expected):
    if set(found) != set(expected):
        complain(pair, f"{what}: {len(found)} runs instead of {len(expected)}")
    for digest in set(found) & set(expected):
        one, other = facts(found[digest]), facts(expected[digest])
        if sha256_of_key(found[digest]) != digest:
            complain(pair, f"{what}: {one['id']}: its key has another digest")
        for key in one:
            if one[key] != other[key]:
                complain(pair, f"{what}: {one['id']}: {key} is {one[key]!r}, not {other[key]!r}")


def check_store(pair, project):
    said, _ = verify_store.verify(project)
    for line in said:
        complain(pair, f"the store: {line}")
    verified = cairn(project, "verify")
    if verified.returncode != 0:
        complain(pair, f"cairn verify: {verified.returncode}\n{verified.stdout}{verified.stderr}")


def check_found(pair, project, records, expected):
    """Old ids, names and paths find their run, or name it among others of that name."""
    asked = {}
    for digest, old in expected.items():
        for name in old.get("names", {}).values():
            asked.setdefault(name["name"], set()).add(digest)
            if name.get("full"):
                asked.setdefault(name["full"], set()).add(digest)
        if old["path"]:
            asked.setdefault(old["path"], set()).add(digest)
            # What lay outside of the run's folder, several may have shared.
            for artifact in [a for a in old.get("artifacts", []) if not a["path"].startswith("..")]:
                asked.setdefault(f"{old['path']}/{artifact['path']}", set()).add(digest)
    for text, digests in asked.items():
        answer = cairn(project, "path", text, "--relative")
        said = answer.stdout + answer.stderr
        for digest in digests:
            if digest not in records:
                continue
            bearers = [record["id"] for record in records.values() if text in
                       {name[key] for name in record["names"].values() for key in ("name", "full")}]
            is_only = len(digests) == 1 and len(bearers) <= 1
            wanted = records[digest]["_folder"] if is_only else records[digest]["id"]
            if is_only and answer.returncode != 0 or wanted not in said:
                complain(pair, f"'{text}' does not find {records[digest]['id']}: {said.strip()}")


def migrate(folder, source, target, reader, layout, *options, **how):
    return cairn(folder, "migrate", "--from", reader, "--to", layout, source, target, *options, **how)


def must(pair, result, statuses=(0,)):
    if result.returncode not in statuses:
        complain(pair, f"{' '.join(result.args)}: {result.returncode}\n{result.stdout}{result.stderr}")
    return result


def check_kills(pair, folder, reader, layout, whole):
    """Killed at calls of each kind of write, and gone on with."""
    trace = folder / "trace"
    must(pair, migrate(folder, "old", "traced", reader, layout, trace=trace))
    calls = {}
    for line in trace.read_text().splitlines():
        site = line.split("\t")[1]
        calls[site] = calls.get(site, 0) + 1
    before = snapshot(folder / "old")
    for site in KILLED:
        count = calls.get(site, 0)
        numbers = sorted({1, (count + 1) // 2, count} - {0})
        for number in numbers if EVERY_KILL else RANDOM.sample(numbers, min(1, len(numbers))):
            target = folder / "killed"
            killed = migrate(folder, "old", target, reader, layout, fail=f"{site}:{number}:kill")
            if killed.returncode != -9:
                complain(pair, f"{site}:{number}: it was not killed ({killed.returncode})")
            if target.exists() and (target / "cairn.yaml").exists():
                said, _ = verify_store.verify(target)
                # What is on its way there counts once it is in its place.
                for line in [line for line in said if "/.cairn/staging/" not in line]:
                    complain(pair, f"killed at {site}:{number}: {line}")
            must(pair, migrate(folder, "old", target, reader, layout))
            check_equal(pair, f"after {site}:{number}", records_of(target), whole["records"])
            if files_of(target) != whole["files"]:
                complain(pair, f"after {site}:{number}: {sorted(files_of(target) ^ whole['files'])[:6]}")
            check_undo(pair, folder, target, reader, layout)
            shutil.rmtree(target)
    if snapshot(folder / "old") != before:
        complain(pair, "kills changed the source")
    shutil.rmtree(folder / "traced")


def check_undo(pair, folder, target, reader, layout):
    must(pair, migrate(folder, "old", target, reader, layout, "--undo", "--yes"))
    left = records_of(target)
    if left:
        complain(pair, f"undone, and {len(left)} runs are left")
    listed = cairn(target, "ls", "--json")
    if json.loads(listed.stdout or "{}").get("runs"):
        complain(pair, "undone, and cairn ls lists runs")


def check_round(pair, folder, layout, other, whole):
    must(pair, migrate(folder, "new", "through", layout, other))
    check_store(pair, folder / "through")
    check_equal(pair, f"in {other}", records_of(folder / "through"), whole["records"])
    must(pair, migrate(folder, "through", "back", other, layout))
    check_store(pair, folder / "back")
    check_equal(pair, f"back in {layout}", records_of(folder / "back"), whole["records"])


def check_packages(pair, folder, layout, other, whole):
    """All runs as one package, to a colleague whose project has the same layout."""
    for source, its_layout in (("new", layout), ("through", other)):
        package, target = folder / f"{source}.zip", folder / f"{source}-there"
        must(pair, cairn(folder / source, "export", "--complete", "--where", "id != ''", "-o", package))
        target.mkdir()
        (target / "cairn.yaml").write_text(f"layout: {its_layout}\nstages: {{}}\n")
        must(pair, cairn(target, "import", package))
        check_store(pair, target)
        check_equal(pair, f"imported into {its_layout}", records_of(target), whole["records"])


def check_links(pair, folder, reader, layout, whole):
    """A reflink or hard link gives the same runs; of a hard link the inodes are the same."""
    before = snapshot(folder / "old")
    for means in ("reflink", "hardlink"):
        must(pair, migrate(folder, "old", means, reader, layout, "--link", means))
        check_equal(pair, f"--link {means}", records_of(folder / means), whole["records"])
        check_store(pair, folder / means)
    inodes = {path.stat().st_ino for path in (folder / "old").rglob("*") if path.is_file() and not path.is_symlink()}
    shared = [path for path in (folder / "hardlink").rglob("*")
              if path.is_file() and not path.is_symlink() and path.stat().st_ino in inodes]
    if len(shared) < sum(len(facts(record)["files"]) for record in whole["records"].values()) // 2:
        complain(pair, f"--link hardlink: only {len(shared)} files are the same")
    if snapshot(folder / "old") != before:
        complain(pair, "linking changed the source")


def check_in_place(pair, folder, name, reader, layout, whole):
    """The tree is the project's own folder: its folders go to legacy/, and come back."""
    unpack_old(name, folder / "place")
    project = folder / "place/old"
    before = snapshot(project)
    (project / "cairn.yaml").write_text(f"project: place\nlayout: {layout}\nstages: {{}}\n")
    kill = migrate(project, ".", ".", reader, layout, fail="commit_move:2:kill")
    if kill.returncode != -9:
        complain(pair, f"in place: it was not killed ({kill.returncode}) {kill.stderr}")
    must(pair, migrate(project, ".", ".", reader, layout))
    records = {digest: record for digest, record in records_of(project).items()}
    check_equal(pair, "in place", records, whole["records"])
    check_store(pair, project)
    legacy = snapshot(project / "legacy")
    for path, said in legacy.items():
        if before.get(path) != said:
            complain(pair, f"in place: legacy/{path} is not what it was")
    kept = {path for path in before if path.split("/")[0] in {one.split("/")[0] for one in legacy}}
    if kept != set(legacy):
        complain(pair, f"in place: {sorted(kept ^ set(legacy))[:5]}")
    must(pair, migrate(project, ".", ".", reader, layout, "--undo", "--yes"))
    after = {path: said for path, said in snapshot(project).items()
             if path in before or not (path.startswith(".cairn") or path == "cairn.yaml")}
    after = {path: said for path, said in after.items() if path in before}
    if after != before:
        different = [path for path in before if after.get(path) != before[path]]
        complain(pair, f"in place, undone: {different[:5]} differ")


def check_pair(name, reader, layout, other):
    pair = f"{name}:{layout}"
    folder = Path(tempfile.mkdtemp(prefix="cairn-migrate."))
    unpack_old(name, folder)
    before = snapshot(folder / "old")
    adopting = folder / "adopting"
    adopting.mkdir()
    (adopting / "cairn.yaml").write_text("project: adopting\nstages: {}\n")
    must(pair, cairn(adopting, "adopt", "../old"))
    expected = adopted_records(adopting)

    dry = must(pair, migrate(folder, "old", "new", reader, layout, "--dry-run", "--json"))
    if (folder / "new").exists():
        complain(pair, "a dry run wrote something")
    if not complaints:
        plan = json.loads(dry.stdout)
        if plan["fresh"] != len(expected) or plan["refused"] or plan["bytes"] <= 0:
            complain(pair, f"the plan: {plan['fresh']} of {len(expected)} runs, {plan['refused']} refused: "
                           f"{[run for run in plan['runs'] if run['state'] == 'refused'][:3]}")
    must(pair, migrate(folder, "old", "new", reader, layout))
    whole = {"records": records_of(folder / "new"), "files": files_of(folder / "new")}
    check_equal(pair, "migrated", whole["records"], expected)
    check_store(pair, folder / "new")
    check_found(pair, folder / "new", whole["records"], expected)
    again = must(pair, migrate(folder, "old", "new", reader, layout, "--json"))
    if again.returncode == 0 and json.loads(again.stdout)["fresh"] != 0:
        complain(pair, "called again, it has something to do")
    check_round(pair, folder, layout, other, whole)
    check_packages(pair, folder, layout, other, whole)
    check_links(pair, folder, reader, layout, whole)
    if EVERY_KILL or reader not in killed_readers:
        killed_readers.add(reader)
        check_kills(pair, folder, reader, layout, whole)
    check_undo(pair, folder, folder / "new", reader, layout)
    check_in_place(pair, folder, name, reader, layout, whole)
    if snapshot(folder / "old") != before:
        complain(pair, "the source is not what it was")
    if os.environ.get("CAIRN_KEEP"):
        print(f"kept: {folder}")
    else:
        shutil.rmtree(folder)
    print(f"{pair}: {len(whole['records'])} runs, {len(whole['files'])} files", flush=True)
    return len(whole["records"])


def main():
    if not cairn(".", "--list-failpoints").stdout:
        sys.exit("this needs a build with failpoints")
    print(f"CAIRN_SEED={SEED}")
    wanted = [pair for pair in PAIRS if not sys.argv[1:] or f"{pair[0]}:{pair[2]}" in sys.argv[1:]]
    total = sum(check_pair(*pair) for pair in wanted)
    if complaints or total < len(wanted):
        sys.exit(f"{len(complaints)} complaints")


main()
