# label: torture
# timeout: 1500
"""Every failpoint of cairn, one call after the other: killed there, refused there, torn there.

    failpoints.py [SITE…]       all sites, or some; the environment CAIRN_KEEP=1 keeps the folders of failures

For each scenario a run without a fault tells how often each site is called. Then, for the n-th call:
  kill         SIGKILL. What is committed is whole; `cairn ls` shows lost runs and no running ones; the
               next `cairn run` ends as if nothing had been, and the one after it has nothing to do.
  EIO, ENOSPC  the call fails. Success is not claimed, the message names the path, and the rest as above.
  (all)        of an import, all runs have come or none once a command has looked; a package is whole or absent.
  short        a write stops half way and the process dies: as for kill.
A site that no scenario kills at makes the test fail.
"""

import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

import crash_project as project
import verify_store

# Whose failure is no failure of the run, and why. Their runs must all the same be there and whole.
HARMLESS = {
    "journal_remove": "it was read to its end, and may as well stay",
    "object_note_remove": "the collector removes the notes of processes that are dead",
    "journal_append": "the next refresh finds the record without it",
    "view_write": "a view can be rendered again at any time; the run says which one failed",
    "view_rename": "as view_write",
    "view_keep": "as view_write: the edited view then stays as it is",
    "project_folder": "what the folders below .cairn hold can be lost: journal, locks, catalog",
    "check_clean": "what a check made is garbage in any case, which the next one clears",
    "catalog_aside": "the catalog is an index; the answer is made in memory, and the run says so",
}
HARMLESS["adopted_remove"] = "a file of a killed call, which may as well stay"
IN_JOB = {"events_append": "only `cairn log` has it, in the job: the job fails, not cairn"}
ATTEMPT = re.compile(r"\.\d+\.events(?=\.jsonl$)")
RETENTION = ("clean", "restore", "purge", "archive")
OFTEN = ("dedup_", "restore_", "repair_", "object_", "archive_")  # at least three kills at each of these
MOST = 6  # calls of one site in one scenario, but for those of the record
USER_FILE = '{"format": 1, "notes": "typed by a person"}\n'


class Scenario:
    """A prepared project, a command, and what is there when the command has ended well."""

    def __init__(self, name, folder, arguments, status, prepare):
        self.name, self.status = name, status
        self.base = folder / f"{name}.base"
        self.base.mkdir()
        prepare(self.base)
        self.arguments = arguments(self.base) if callable(arguments) else arguments
        self.is_plain_run = self.arguments[0] == "run" and "--check" not in self.arguments
        self.before = typed(self.base)
        self.damage = {said.replace(str(self.base), "") for said in verify_store.verify(self.base)[0]}
        self.runs_before = records_of(self.base)
        self.places = {r["digest"]: path for path, r in verify_store.verify(self.base)[1].items() if not path.startswith(".cairn")}
        done = copy_of(self.base, folder / f"{name}.done")
        trace = folder / f"{name}.trace"
        ended = project.must_run(done, *self.arguments, status=status, trace=trace)
        pid = ended.args
        self.calls = collections.defaultdict(list)  # site → operation of each call
        for process_calls in (project.read_trace(trace, pid), of_jobs(trace, pid)):
            for site, operation, _, _ in process_calls:
                self.calls[site].append(operation)
        self.result = state_of(done)
        self.after = typed(done)
        self.trash = trash_of(done)
        self.runs_after = records_of(done)
        self.package = (done / "out.zip").read_bytes() if (done / "out.zip").exists() else b""

    def numbers(self, site):
        """Which calls of a site are tried: all of the record's, else the first and the last ones."""
        count = 1 if site in IN_JOB else len(self.calls[site])
        if count <= MOST or site.startswith("record_"):
            return list(range(1, count + 1))
        return [1, 2, 3, 4, count - 1, count]


def of_jobs(trace, pid):
    own = set(project.read_trace(trace, pid))
    return [call for call in project.read_trace(trace) if call not in own and call[0] in IN_JOB]


def copy_of(source, target):
    subprocess.run(["cp", "-a", source, target], check=True)
    return target


def state_of(root):
    """What must be equal after any crash: records, a person's files, names of all other files."""
    complaints, records = verify_store.verify(root)
    if complaints:
        sys.exit("\n".join(["without any fault:"] + complaints))
    live = {path: record for path, record in records.items() if not path.startswith(".cairn")}
    leftovers = set(verify_store.temporaries(root)) | set(unclaimed_events(root, live))
    # Which attempt it took in the end is no difference.
    files = {ATTEMPT.sub(".N.events", str(path.relative_to(root)))
             for path in root.glob("results/**/*") if path not in leftovers}
    reused = {str(path.relative_to(root)): sorted(run["digest"] for run in json.loads(path.read_bytes())["reused"])
              for path in root.glob("results/**/group.json")}
    user = {str(path.relative_to(root)): user_file(path) for path in root.glob("results/**/*.user.json")}
    return {"runs": {record["digest"]: (path, record["status"]) for path, record in live.items()},
            "files": files, "reused": reused, "user": user}


def user_file(path):
    """What a user file says; when a link was made is no difference."""
    said = json.loads(path.read_bytes())
    for link in said.get("links", ()):
        link.pop("at", None)
    return said


def typed(root):
    """{path: what a person typed into it}: the files that belong to people."""
    texts = {str(path.relative_to(root)): user_file(path) for path in root.glob("results/**/*.user.json")}
    for path in root.glob("results/**/.run/group.json"):
        group = json.loads(path.read_bytes())
        texts[str(path.relative_to(root))] = {key: group[key] for key in ("description", "notes", "tags", "objectives")}
    return texts


def check_typed(scenario, root):
    """A change of what a person typed is there whole, or not at all. (A run that is replaced stands nowhere for a
    moment: there what the next command makes of it counts.)"""
    found = typed(root)
    for path in {*scenario.before, *scenario.after, *found}:
        allowed = (scenario.before.get(path), scenario.after.get(path))
        if found.get(path) not in allowed:
            yield f"{path} is {found.get(path)}, neither what it was nor what it was to be: {allowed}"


def unclaimed_events(root, records):
    """Events files of a committed run that its record does not name: harmless, they only were not removed yet."""
    for path, record in records.items():
        for events in (root / path).parent.glob(f"{record['id']}.*.events.jsonl"):
            if "events" not in record or int(events.name.split(".")[1]) != record["attempts"][-1]["number"]:
                yield events


def listed(root):
    """({id: status}, warnings) of `cairn ls`."""
    result = project.must_run(root, "ls", "--json")
    return {run["id"]: run["status"] for run in json.loads(result.stdout)["runs"]}, result.stderr


def check_listing(root, records):
    """What `cairn ls` must say between a crash and the next run."""
    shown, warnings = listed(root)
    for run_id, status in shown.items():
        if status in ("running", "pending"):
            yield f"ls shows {run_id} as {status}, and its process is dead"
    for record in records.values():
        if shown.get(record["id"]) not in (record["status"], "lost"):
            yield f"ls shows {record['id']} as {shown.get(record['id'])}, its record says {record['status']}"
    for folder, run_id, _ in verify_store.open_attempts(root):
        # Killed before its first line was whole, an attempt tells nothing of its run: that is said.
        is_named = run_id not in shown and f"{run_id}." in warnings
        if shown.get(run_id) != "lost" and not is_named:
            yield f"{folder}: begun and not committed, and ls shows {run_id} as {shown.get(run_id)}"


def differences(expected, found):
    """Where the state after a crash and the next run is another than without the crash."""
    for digest, run in expected["runs"].items():
        if found["runs"].get(digest) != run:
            yield f"after the next run: {found['runs'].get(digest)} instead of {run}"
    missing = expected["files"] - found["files"]
    # What the first of two runs has finished is a reused run for the second, which may rank it.
    more = {file for file in found["files"] - expected["files"] if not file.endswith("COMPARISON.yaml")}
    if missing or more:
        yield f"after the next run: missing {sorted(missing)}, more {sorted(more)}"
    for group, reused in expected["reused"].items():
        if not set(reused) <= set(found["reused"].get(group, ())):
            yield f"after the next run: {group} lacks {set(reused) - set(found['reused'].get(group, ()))}"
    if expected["user"] != found["user"]:
        yield f"after the next run: what a person typed is {found['user']}"


def check_views(root):
    """Every document and rollup is what a fresh rendering makes."""
    rendered = json.loads(project.must_run(root, "render", "--json").stdout)
    if rendered["written"] or rendered["problems"]:
        yield f"after the next run a fresh rendering differs: {rendered}"


def trash_of(root):
    """What the trash holds, whatever the names of entries: [(kind, path, files)]."""
    entries = []
    for note in root.glob(".cairn/trash/[0-9]*/entry.json"):
        entry = json.loads(note.read_bytes())
        files = sorted(str(path.relative_to(note.parent)) for path in note.parent.rglob("*") if path.is_file())
        if files != ["entry.json"]:  # of a move that did not happen
            entries.append((entry["kind"], entry["path"], files))
    return sorted(entries)


def check_trash(scenario, root):
    """What went is in the trash once; what came back or was purged is not."""
    if trash_of(root) != scenario.trash:
        yield f"after the next run the trash holds {trash_of(root)}, not {scenario.trash}"
    if list(root.glob(".cairn/**/.purge-*")) and scenario.arguments[0] == "purge":
        yield "a second purge left something of the first"


def check_recovery(scenario, root):
    """The next `cairn run` completes, and everything is as it would have been."""
    again = project.cairn(root, *scenario.arguments)
    # What came back before the kill is in the trash no more.
    is_done_already = scenario.arguments[0] == "restore" and again.returncode == 3
    if again.returncode != scenario.status and not is_done_already:
        yield f"the next run ended with {again.returncode}, not {scenario.status}: {again.said}"
        return
    complaints, records = verify_store.verify(root)
    yield from complaints
    if complaints:
        return
    yield from differences(scenario.result, state_of(root))
    shown = set(listed(root)[0].values())
    if not shown <= {"finished", "failed"}:
        yield f"after the next run ls shows {shown}"
    if scenario.arguments[0] in RETENTION:
        yield from check_views(root)
        yield from check_trash(scenario, root)
    if scenario.is_plain_run and scenario.status == 0:
        idle = project.cairn(root, *scenario.arguments, "-n")
        if "Nothing to run" not in idle.stdout:
            yield f"the run after the next one would do something: {idle.stdout}"


def check_error(scenario, site, result, root, trace):
    """What a refused call must lead to."""
    if site not in HARMLESS and site not in IN_JOB:
        if result.returncode == 0:
            yield "the run claims success"
        if not any(word in result.said for word in (str(root), "results/", ".cairn", "CAIRN_PARAMS")):
            yield f"the message names no path: {result.said}"
    if result.returncode < 0 or result.returncode == 70:
        yield f"it ended with {result.returncode}: {result.said}"
    if result.returncode == 0:
        _, records = verify_store.verify(root)
        runs = {r["digest"]: (path, r["status"]) for path, r in records.items() if not path.startswith(".cairn")}
        if runs != scenario.result["runs"]:
            yield f"exit 0, and the runs are {runs}"
    if site in ("record_fsync", "commit_artifact_fsync"):
        for _, operation, path, _ in project.read_trace(trace):
            if operation == "fsync" and f"'{path}'" in result.said:
                yield f"{path} was synced again after its sync had failed"


def is_hit(site, action, result, scenario, trace):
    """Whether the fault has happened."""
    if action in ("kill", "short") and site not in IN_JOB:
        return result.returncode == -9
    if site in IN_JOB:
        return result.returncode != scenario.status
    # Which objects share a folder depends on their digests: the number of calls is no proof.
    return any(call[1] == "refused" for call in project.read_trace(trace, result.args))


def try_fault(scenario, site, number, action, folder):
    """(whether it was hit, [what is wrong]) of one fault in a fresh copy of the scenario."""
    root = pathlib.Path(tempfile.mkdtemp(dir=folder)) / "project"
    copy_of(scenario.base, root)
    trace = root.parent / "trace"
    result = project.cairn(root, *scenario.arguments, fail=f"{site}:{number}:{action}", trace=trace)
    wrong = []
    hit = is_hit(site, action, result, scenario, trace)
    if hit and action not in ("kill", "short"):
        wrong += check_error(scenario, site, result, root, trace)
    if not scenario.is_plain_run and scenario.name != "replace":
        wrong += check_typed(scenario, root)
    complaints, records = verify_store.verify(root)
    complaints = [said for said in complaints if said.replace(str(root), "") not in scenario.damage]
    live = {path: record for path, record in records.items() if not path.startswith(".cairn")}
    wrong += complaints or list(check_listing(root, live))
    wrong += [*check_package(scenario, root), *check_import(scenario, root), *check_moves(scenario, root)]
    wrong += list(check_recovery(scenario, root))
    left = len(verify_store.temporaries(root))
    if wrong and os.environ.get("CAIRN_KEEP"):
        wrong.append(f"kept: {root}")
    else:
        shutil.rmtree(root.parent)
    where = f"{scenario.name}: CAIRN_FAIL={site}:{number}:{action} cairn {' '.join(scenario.arguments)}"
    return site, action, hit, [f"{where}\n    {line}" for line in wrong], left


def faults(scenario, site):
    """(number, action) to try at one site."""
    for number in scenario.numbers(site):
        yield number, "kill"
        errors = ("EIO", "ENOSPC")
        wanted = errors if number == 1 or site.startswith("record_") else (errors[number % 2],)
        yield from ((number, error) for error in wanted)
        if scenario.calls[site][number - 1] == "write":
            yield number, "short"
    if site not in IN_JOB:
        yield len(scenario.calls[site]) + 1, "kill"  # never called: the run must end well


def check_package(scenario, root):
    """A package is there whole, as it is without a fault, or not at all."""
    out = root / "out.zip"
    if scenario.package and out.exists() and out.read_bytes() != scenario.package:
        yield "out.zip is there, and it is not the package"


def check_moves(scenario, root):
    """After the first command that looks, all runs have moved, or none."""
    if scenario.name.split("_")[-1] != "archive" and not scenario.name.startswith("archive"):
        return
    _, records = verify_store.verify(root)
    found = {r["digest"]: path for path, r in records.items() if not path.startswith(".cairn")}
    after = {digest: path for digest, (path, _) in scenario.result["runs"].items()}
    if found not in (scenario.places, after):
        yield f"after ls some have moved and some have not: {found}"
    left = list(root.glob(".cairn/staging/move-*"))
    if left:
        yield f"after ls there is still {left}"


def check_import(scenario, root):
    """After the first command that looks, all runs of an import have come, or none."""
    if scenario.arguments[0] != "import":
        return
    _, records = verify_store.verify(root)
    found = {r["digest"]: r["sha256"] for path, r in records.items() if not path.startswith(".cairn")}
    if found not in (scenario.runs_before, scenario.runs_after):
        yield f"after ls there are the records of {len(found)} runs, neither those before nor those of the package"
    left = list(root.glob(".cairn/imports/*"))
    if left:
        yield f"after ls there is still {left}"


def prepare_package(root):
    """An empty project, and a package of the runs of another one."""
    donor = root / "donor"
    donor.mkdir()
    prepare_typed(donor)
    project.must_run(donor, "export", "first", "--complete", "-o", str(root / "package.zip"))
    shutil.rmtree(donor)
    project.make_project(root)


def prepare_replacing(root):
    """A finished project, and a package of one of its runs in a newer state."""
    prepare_done(root)
    donor = copy_of(root, root.parent / f"{root.name}.donor")
    fit = donor / "fit.sh"
    fit.write_text(fit.read_text().replace("echo deep", "echo deeper >>\"$3/weights/w.txt\"\necho deep"))
    project.must_run(donor, "run", "-j1", "fit")
    project.must_run(donor, "export", fit_run(donor), "--complete", "-o", str(root / "package.zip"))
    shutil.rmtree(donor)
    project.must_run(root, "note", fit_run(root), "typed by a person")


def records_of(root):
    _, records = verify_store.verify(root)
    return {r["digest"]: r["sha256"] for path, r in records.items() if not path.startswith(".cairn")}


def prepare_fresh(root):
    project.make_project(root)


def prepare_done(root):
    project.make_project(root)
    project.must_run(root, "run", "-j1", *project.GOOD_STAGES)


def prepare_again(root):
    """A finished project in which `fit` and `table` are stale, one curve is missing, a view was edited by hand."""
    prepare_done(root)
    fit = root / "fit.sh"
    fit.write_text(fit.read_text().replace("echo deep", "echo deeper >>\"$3/weights/w.txt\"\necho deep"))
    spec = root / "cairn.yaml"
    spec.write_text(spec.read_text().replace("dataset: [corn], n: [1]", "dataset: [corn], n: [1, 2]"))
    with next(root.glob("results/*/corn/COMPARISON.yaml")).open("a") as view:
        view.write("# looks good\n")
    for record in [*root.glob("results/*/corn/PLS2_*/.run/*.json"), *root.glob("results/*/corn/tables/.run/*.json")]:
        record.with_suffix(".user.json").write_text(USER_FILE)


def prepare_damaged(root):
    prepare_done(root)
    for extra in root.glob(".cairn/catalog.db-*"):
        extra.unlink()
    (root / ".cairn/catalog.db").write_bytes(b"no catalog " * 1000)


def prepare_typed(root):
    """A finished project in which a person has said something of two runs and of the session."""
    prepare_done(root)
    project.must_run(root, "note", fit_run(root), "typed by a person")
    project.must_run(root, "tag", table_run(root), "paper=yes")
    project.must_run(root, "note", "first", "typed by a person")


def prepare_views(root):
    """The same, and what the person typed last stands in views only."""
    prepare_typed(root)
    for view in [next(root.glob("results/*/RUN.yaml")), next(root.glob("results/*/corn/PLS2_*/PIPELINE.yaml"))]:
        text = re.sub(r"^notes: .*$", "notes: typed into the view", view.read_text(), flags=re.MULTILINE)
        view.write_text(text)


def prepare_cleaned(root):
    """A group and the runs of a shared folder lie in the trash."""
    prepare_typed(root)
    project.must_run(root, "clean", "--stage", "table", "-y")
    project.must_run(root, "clean", corn_folder(root), "-y")


def prepare_archived(root):
    """A finished project in whose archive a session, and the tables of another one, lie."""
    prepare_merged("symlink")(root)
    project.must_run(root, "note", "first", "typed by a person")
    project.must_run(root, "archive", "--stage", "table", "-y")
    project.must_run(root, "archive", "first", "-y")


def prepare_all_archived(root):
    prepare_typed(root)
    project.must_run(root, "archive", "--where", "id != ''", "-y")


def prepare_partly_archived(root):
    """One fit of the session is archived, and files of the others are links to objects."""
    prepare_merged("symlink")(root)
    project.must_run(root, "note", "first", "typed by a person")
    project.must_run(root, "archive", fit_run(root), "-y")


def corn_folder(root):
    return str(next(root.glob("results/*/corn")).relative_to(root))


def trashed(root, kind):
    """The entry of that kind."""
    notes = sorted(root.glob(".cairn/trash/*/entry.json"))
    return next(note.parent.name for note in notes if json.loads(note.read_bytes())["kind"] == kind)


def prepare_equal(root):
    """A finished project with more equal files, and a rerun in the trash."""
    prepare_done(root)
    for fit in sorted(root.glob("results/*/*/PLS2_*")):
        (fit / "weights/more").mkdir(exist_ok=True)


def prepare_merged(link):
    def prepare(root):
        prepare_equal(root)
        project.must_run(root, "deduplicate", "--auto", "--link", link)
    return prepare


def prepare_orphans(root):
    """Objects that nothing names, and the note of a process that is dead."""
    prepare_done(root)
    for text in (b"one", b"two", b"three", b"four"):
        name = verify_store.sha256(text)
        path = root / ".cairn/objects" / name[:2] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    notes = root / ".cairn/inflight"
    notes.mkdir(exist_ok=True)
    (notes / f"{os.uname().nodename}-1-1-0").write_text(verify_store.sha256(b"old note") + "\n")


def prepare_broken(root):
    """Three files of one fit are damaged or gone; the other fit has equal ones."""
    prepare_done(root)
    corn = next(root.glob("results/*/corn/PLS2_*"))
    (corn / "weights/more/deep.txt").write_bytes(b"DEEP\n")
    (corn / "scores.json").write_bytes(b"{}")
    next(corn.glob("models/*/fold0.bin")).unlink()


def prepare_leftovers(root):
    prepare_done(root)
    for number in range(4):
        path = next(root.glob("results/*/corn")) / f".cairn-tmp-99999999-{number}"
        path.write_bytes(b"half")
        os.utime(path, (0, 0))


def prepare_foreign(root):
    """A project beside results of another program, and what a killed adopt left there two days ago."""
    project.make_project(root)
    source = pathlib.Path(__file__).resolve().parents[1] / "data/trees/lambda-hat-runs.tar.gz"
    with tarfile.open(source) as archive:
        archive.extractall(root, filter="tar")
    left = root / ".cairn/adopted/.cairn-tmp-1-0"
    left.parent.mkdir(parents=True)
    left.write_text("{")
    os.utime(left, (1, 1))


def fit_run(root):
    return next(root.glob("results/*/corn/PLS2_*/.run/??????.json")).stem


def table_run(root):
    return next(root.glob("results/*/corn/tables/.run/??????.json")).stem


def rows_run(root):
    return next(path for path in root.glob("results/**/.run/??????.json") if json.loads(path.read_bytes())["stage"] == "rows").stem


def make_scenarios(folder):
    run = ["run", "-j1", "-k"]
    return [
        Scenario("fresh", folder, [*run, *project.GOOD_STAGES], 0, prepare_fresh),
        Scenario("again", folder, [*run, "-y", "-e", "second", *project.GOOD_STAGES], 0, prepare_again),
        Scenario("failing", folder, [*run, "bad"], 1, prepare_done),
        Scenario("tag", folder, lambda root: ["tag", fit_run(root), table_run(root), "paper=figure 3"], 0, prepare_typed),
        Scenario("untag", folder, lambda root: ["tag", table_run(root), "--remove", "paper"], 0, prepare_typed),
        Scenario("group", folder, ["note", "first", "--replace", "typed anew"], 0, prepare_typed),
        Scenario("views", folder, ["render"], 0, prepare_views),
        Scenario("check", folder, lambda root: ["run", "-j1", "--check", fit_run(root), rows_run(root)], 0, prepare_done),
        Scenario("clean_group", folder, lambda root: ["clean", corn_folder(root), "-y"], 0, prepare_typed),
        Scenario("clean_shared", folder, ["clean", "--stage", "table", "-y"], 0, prepare_typed),
        Scenario("clean_now", folder, ["clean", "--stage", "table", "-y", "--no-trash"], 0, prepare_typed),
        Scenario("restore_group", folder, lambda root: ["restore", trashed(root, "group")], 0, prepare_cleaned),
        Scenario("restore_shared", folder, lambda root: ["restore", trashed(root, "run")], 0, prepare_cleaned),
        Scenario("archive", folder, ["archive", "first", "-y"], 0, prepare_merged("symlink")),
        Scenario("archive_shared", folder, ["archive", "--stage", "table", "-y"], 0, prepare_typed),
        Scenario("archive_rest", folder, ["archive", "first", "-y"], 0, prepare_partly_archived),
        Scenario("restore_archive", folder, ["restore", "results/archive"], 0, prepare_archived),
        Scenario("purge", folder, ["purge", "--all", "-y"], 0, prepare_cleaned),
        Scenario("hardlink", folder, ["deduplicate", "--auto", "--link", "hardlink"], 0, prepare_equal),
        # Where the file system has no reflinks, as in memory, each file is tried and left: exit 1.
        Scenario("reflink", folder, ["deduplicate", "--auto", "--link", "reflink"], 1, prepare_equal),
        Scenario("symlink", folder, ["deduplicate", "--auto", "--link", "symlink"], 0, prepare_equal),
        Scenario("unlink", folder, ["deduplicate", "--restore"], 0, prepare_merged("hardlink")),
        Scenario("unsymlink", folder, ["deduplicate", "--restore"], 0, prepare_merged("symlink")),
        Scenario("collect", folder, ["cache", "clean", "--orphaned", "--yes"], 0, prepare_orphans),
        Scenario("repair", folder, ["verify", "--deep", "--repair"], 0, prepare_broken),
        Scenario("doctor", folder, ["doctor", "--fix"], 0, prepare_leftovers),
        Scenario("export", folder, ["export", "first", "--complete", "--force", "-o", "out.zip"], 0, prepare_done),
        Scenario("import", folder, ["import", "package.zip"], 0, prepare_package),
        Scenario("replace", folder, ["import", "package.zip", "--replace"], 0, prepare_replacing),
        Scenario("adopt", folder, ["adopt", "lambda-hat-runs"], 0, prepare_foreign),
        Scenario("damaged", folder, [*run, *project.GOOD_STAGES], 0, prepare_damaged),
    ]


def print_table(hits, tried):
    actions = ["kill", "EIO", "ENOSPC", "short"]
    print(f"{'site':24}" + "".join(f"{action:>8}" for action in actions) + f"{'tried':>8}")
    for site, count in tried.items():
        print(f"{site:24}" + "".join(f"{hits[site, action] or '-':>8}" for action in actions) + f"{count:>8}")


def main():
    sites = project.require_failpoints()
    wanted = sys.argv[1:] or sites
    folder = project.scratch("failpoints")
    scenarios = make_scenarios(folder)
    hits, tried, wrong, left = collections.Counter(), dict.fromkeys(wanted, 0), [], 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(try_fault, scenario, site, number, action, folder)
                for scenario in scenarios for site in wanted if scenario.calls[site]
                for number, action in faults(scenario, site)]
        for job in concurrent.futures.as_completed(jobs):
            site, action, hit, found, temporaries = job.result()
            hits[site, action] += hit
            tried[site] += 1
            left += temporaries
            wrong += found
    wrong += [f"{site}: no scenario was killed there" for site in wanted if not hits[site, "kill"]]
    wrong += [f"{site}: only {hits[site, 'kill']} kills" for site in wanted
              if site.startswith(OFTEN) and hits[site, "kill"] < 3]
    print("\n".join(sorted(wrong)))
    print_table(hits, tried)
    print(f"failpoints: {sum(tried.values())} faults tried, {sum(hits.values())} hit, {len(wrong)} wrong; "
          f"{left} temporary files were left behind, none under a final name")
    if not (wrong and os.environ.get("CAIRN_KEEP")):
        shutil.rmtree(folder)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
