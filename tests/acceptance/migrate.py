# label: ci
# timeout: 900
"""Genuine trees of other systems, brought into projects of cairn by `cairn migrate`.

    migrate.py [PAIR…]      all pairs, or some: "dynvision-old-flat:dynvision"; CAIRN_KEEP=1 keeps the folders;
                            CAIRN_EVERY_KILL=1 kills every pair at the first, a middle and the last call of each kind of
                            write, and not one pair of each reader at one of them; CAIRN_SEED repeats which

For each pair: a dry run writes nothing; every run has the id, digest, key, params, metrics, tags, links and bytes that
adopting the tree gives, and lies where PLACES says, which nobody asked cairn for; the other program's id, the names of its schemes and the old path find it; `cairn verify` and a
check of our own find nothing. The source is the same afterwards, to the last byte, time and link. Killed at every kind
of write and called again, it ends in the same tree. To another layout and back it gives the same runs, and in a package
as well; back, it lies in the folders that it had before. Undone, nothing
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
# Where runs of each pair go, written by hand from the genuine trees and the layouts' rules: the path in the tree, and that in
# the destination. {digest6} is where lambda-hat-store draws random digits: the first of the run's digest. {hash6} is
# nirs4all.pipeline@1: of the MD5 of what chose the run, as Python writes it.
NET = "DyRCNNx8:tsteps=20+dt=2+tau=5+rctype={}+pattern=1+skip=true_{}"
DONE = "imagenette:all_trained"
STIMULUS = "StimulusDuration:dsteps=60+intro=1+stim=30+idle=20"
HPO = "outputs/hpo/local/distilbert/study-10bc5f35"
MLRUNS = "mlruns/670734675340393009"
PLACES = {
    "dynvision-seed:dynvision": {
        f"models/{NET.format('full', 7000)}/imagenette": f"models/{NET.format('full', 7000)}/imagenette",
        f"reports/response/DyRCNNx8:hash=36590d36/{DONE}/{STIMULUS}":
            f"reports/response/DyRCNNx8:hash=36590d36/{DONE}/{STIMULUS}",
        f"figures/response/{NET.format('*', '7000.7001')}/{DONE}":
            f"figures/response/{NET.format('*', '7000.7001')}/{DONE}"},
    "dynvision-later:dynvision": {
        f"models/DyRCNNx8/{NET.format('none', 7001)}/imagenette": f"models/{NET.format('none', 7001)}/imagenette",
        f"reports/response/{NET.format('full', 7000)}/{DONE}/12d979e":
            f"reports/response/{NET.format('full', 7000)}/{DONE}/StimulusDuration",
        f"figures/weights/{NET.format('*', 7000)}/imagenette_trained":
            f"figures/weights/{NET.format('*', 7000)}/imagenette_trained"},
    "dynvision-old-flat:dynvision": {
        f"models/DyRCNNx8/{NET.format('full', 7000)}_imagenette_trained.pt":
            f"models/{NET.format('full', 7000)}/imagenette",
        f"reports/StimulusDuration/{NET.format('none', 7001)}_imagenette_trained_{STIMULUS}_all":
            f"reports/migrated/{NET.format('none', 7001)}/{DONE}/{STIMULUS}",
        f"reports/response/response_{NET.format('*', 7001)}_imagenette_trained_all":
            f"reports/response/{NET.format('*', 7001)}/{DONE}"},
    "lambda-hat-runs:lambda-hat": {
        "runs/targets/tgt_899d6808f6ed": "runs/targets/tgt_899d6808f6ed",
        "runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76": "runs/targets/tgt_899d6808f6ed/run_hmc_89db9e76",
        "runs/targets/tgt_ec9030f732ba/run_vi_cba2b33d": "runs/targets/tgt_ec9030f732ba/run_vi_cba2b33d"},
    "lambda-hat-runs:lambda-hat-store": {
        "runs/targets/tgt_ec9030f732ba": "artifacts/experiments/migrated/runs/20251116T133320Z-build_target-{digest6}",
        "runs/targets/tgt_ec9030f732ba/run_hmc_40307dad":
            "artifacts/experiments/migrated/runs/20251116T133448Z-hmc-{digest6}",
        "runs/targets/tgt_899d6808f6ed/run_vi_109125a2":
            "artifacts/experiments/migrated/runs/20251116T133458Z-vi-{digest6}"},
    "lambda-hat-runs:nirs4all": {
        "runs/targets/tgt_ec9030f732ba": "results/2025-11-16_migrated/all/tgt_ec9030f732ba_{hash6}",
        "runs/targets/tgt_ec9030f732ba/run_hmc_40307dad": "results/2025-11-16_migrated/all/run_hmc_{hash6}",
        "runs/targets/tgt_899d6808f6ed/run_sgld_bf9ea435": "results/2025-11-16_migrated/all/run_sgld_{hash6}"},
    "lambda-hat-store:lambda-hat-store": {path: path for path in (
        "artifacts/experiments/dev/runs/20251123T121640Z-hmc-tgt_ec90-6257a6",
        "artifacts/experiments/dev/runs/20251123T121522Z-build_target-tgt_899d6808f6ed-f22bce",
        "artifacts/experiments/paper/runs/20251123T121714Z-sgld-tgt_ec90-b90398")},
    "ssvae-results:ssvae": {
        "results/baseline__mix10-dir_tau_ca-het__20251112_143128":
            "results/baseline__mix10-dir_tau_ca-het__20251112_143128",
        "results/my__double__std_head_plain__20251112_153431": "results/my__double__std_head_plain__20251112_153431",
        # Before there were codes.
        "results/legacy_test_20251112_153532": "results/legacy_test__std_head_plain__20251112_153532"},
    "nirs4all-v5-uuid:nirs4all": {
        "results/pipelines/2fbbbe6d-d5b3-4afa-84f6-8deea7e8173d": "results/2026-11-20_migrated/regression/Q1_c20f9b",
        "results/pipelines/7a306dda-63b5-45f9-9893-5db704b436e5": "results/2026-11-20_migrated/regression/Q2_0d1e2f",
        "results/pipelines/5dc93cea-607b-447c-b2e4-d1a5de7d9bba": "results/2026-11-20_migrated/wheat/Q1_c20f9b"},
    "nirs4all-0.4.1-workspace:nirs4all": {
        "workspace/runs/2025-11-20_wheat/0001_pls_ab12cd": "results/2026-11-20_2025-11-20_wheat/wheat/pls_ab12cd",
        # One without a name is called as its kind is.
        "workspace/runs/2025-11-20_wheat/0002_0f0f0f": "results/2026-11-20_2025-11-20_wheat/wheat/pipeline_0f0f0f",
        "workspace/runs/2025-11-21_wheat_quick/0001_pls_ab12cd":
            "results/2026-11-20_2025-11-21_wheat_quick/wheat/pls_ab12cd"},
    "resume-ner:hpo": {
        f"{MLRUNS}/09f2d0619701443095f8a295b018bbe5": HPO,
        f"{MLRUNS}/64a6563019ee43779d5fe1a410918939": f"{HPO}/trial-9b541ee4/refit",
        f"{MLRUNS}/0339c99161ab46169b73566c271e36ae":
            "outputs/benchmarking/local/distilbert/study-10bc5f35/trial-9b541ee4/bench-c7aee4c2",
        f"{MLRUNS}/9db0b208558947b992b57db21a26e5f0":
            "outputs/hpo/local/distilbert/study-d4beb0db/trial-002b392b/cv/fold0"},
}
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


def hash6_of(record):
    """nirs4all.pipeline@1 of stage, params, seed and inputs."""
    inputs = {link["name"]: {"run": link["digest"]} for link in record["inputs"]}
    # The kind that the run had where it was made is in its key, and stands for the stage that it never had.
    chosen = {"inputs": inputs, "params": record["params"], "seed": record["seed"], "stage": json.loads(record["key"])["kind"]}
    return hashlib.md5(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:6]


def check_places(pair, records):
    """Runs lie where the rules of the destination put them. Each is told by the path that the tree has for it, which its
    names keep: of a folder with several runs that of a file."""
    lies = {}
    for record in records.values():
        for field, name in record["names"].items():
            if field.split(".")[0] == "old_path":
                lies.setdefault(name["name"], []).append(record)
    for old, wanted in PLACES[pair].items():
        found = lies.get(old, [])
        if len(found) != 1:
            complain(pair, f"{len(found)} runs lay in '{old}'")
            continue
        record = found[0]
        path = wanted.replace("{digest6}", record["digest"][:6])
        if "{hash6}" in path:
            path = path.replace("{hash6}", hash6_of(record))
        if record["_folder"] != path or record["path"] != path:
            complain(pair, f"'{old}' went to '{record['_folder']}' (it says '{record['path']}'), and not to '{path}'")


def check_same_places(pair, what, records, expected):
    for digest, record in records.items():
        before = expected[digest]["_folder"] if digest in expected else record["_folder"]
        if record["_folder"] != before:
            complain(pair, f"{what}: {record['id']} lies in '{record['_folder']}', and lay in '{before}'")


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
            check_same_places(pair, f"after {site}:{number}", records_of(target), whole["records"])
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


def check_same_files(pair, what, found, expected):
    """Files lie in a run where they lay, and names that are made of them are the same."""
    for digest in set(found) & set(expected):
        for name, of in (("files", lambda record: sorted((a["path"], a["sha256"]) for a in record.get("artifacts", []))),
                         ("names", lambda record: {field: made["full"] for field, made in record["names"].items()
                                                   if field in expected[digest]["names"]})):
            if of(found[digest]) != of(expected[digest]):
                complain(pair, f"{what}: {found[digest]['id']}: {name} are {of(found[digest])}, not {of(expected[digest])}")


def check_round(pair, folder, layout, other, whole):
    must(pair, migrate(folder, "new", "through", layout, other))
    check_store(pair, folder / "through")
    check_equal(pair, f"in {other}", records_of(folder / "through"), whole["records"])
    must(pair, migrate(folder, "through", "back", other, layout))
    check_store(pair, folder / "back")
    back = records_of(folder / "back")
    check_equal(pair, f"back in {layout}", back, whole["records"])
    check_same_places(pair, f"back in {layout}", back, whole["records"])
    check_same_files(pair, f"back in {layout}", back, whole["records"])


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
    check_places(pair, whole["records"])
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
