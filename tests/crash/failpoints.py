# label: ci
# timeout: 1600
# processors: 2
"""Every failpoint of cairn, one call after the other: killed there, refused there, torn there.

    failpoints.py [--kills N] [--calls N] [--scenario NAME]… [SITE…]
        --kills N   go on with random kills until there were N (1000); 0: only those that are planned
        --calls N   calls of one site that are tried in each scenario, instead of what its row says
    SIGINT (Ctrl-C) ends it with the table of what was done so far.
    The environment CAIRN_KEEP=1 keeps the folders of failures, CAIRN_SEED=N repeats the random ones.

For each scenario of fault_scenarios.py a run without a fault tells how often each site is called. Then, for the n-th call:
  kill         SIGKILL. What is committed is whole; `cairn ls` shows lost runs and no running ones; the same
               command, given again, ends as if nothing had been, and looking twice is looking once.
  EIO, ENOSPC  the call fails. Success is not claimed, the line of the error names the file, and the rest as above.
  short        a write stops half way and the process dies: as for kill.
  (all)        of an import, all runs have come or none once a command has looked; a package and each promoted file is
               whole, or what was there before.
Then kills at random, of which the command that is given again dies as well, at a random write (`*:n:kill`).
Each site must have been killed at least three times, and refused both errors. Whether files are whole is what
verify_store.py says, which shares nothing with cairn.
"""

import argparse
import collections
import json
import multiprocessing
import os
import pathlib
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import typing

import crash_project as project
import verify_store
from fault_scenarios import SCENARIOS, copy_of, user_file

# Whose failure is no failure of the run, and why. Their runs must all the same be there and whole.
HARMLESS = {
    "journal_remove": "it was read to its end, and may as well stay",
    "object_note_remove": "the collector removes the notes of processes that are dead",
    "journal_append": "the next refresh finds the record without it",
    "view_write": "a view can be rendered again at any time; the run says which one failed",
    "view_rename": "as view_write",
    "view_keep": "as view_write: the edited view then stays as it is",
    "view_link": "as view_write",
    "project_folder": "what the folders below .cairn hold can be lost: journal, locks, catalog",
    "check_clean": "what a check made is garbage in any case, which the next one clears",
    "catalog_aside": "the catalog is an index; the answer is made in memory, and the run says so",
    "adopted_remove": "a file of a killed call, which may as well stay",
}
IN_JOB = {"events_append": "only `cairn log` has it, in the job: the job fails, not cairn"}
FAILURE = re.compile(r"(error|warning|failed|could not be repaired): |^problem ")  # the last: doctor
ATTEMPT = re.compile(r"\.\d+\.events(?=\.jsonl$)")
RETENTION = ("clean", "restore", "purge", "archive")
LEAST_KILLS = 3  # at each site
DEADLY = ("kill", "short")


class Fault(typing.NamedTuple):
    """One fault in one scenario; `again` is the write at which the next command is killed, 0 for none."""
    scenario: str
    site: str
    number: int
    action: str
    again: int = 0
    looks_twice: bool = False


class Outcome(typing.NamedTuple):
    fault: Fault
    hit: bool
    hit_again: bool
    wrong: list
    left: int
    seconds: float


class Prepared:
    """A scenario whose project lies there, with what is there when the command has ended well."""

    def __init__(self, scenario, folder):
        self.name, self.status, self.most = scenario.name, scenario.status, scenario.calls
        self.base = folder / f"{self.name}.base"
        self.base.mkdir()
        scenario.prepare(self.base)
        self.arguments = scenario.arguments(self.base) if callable(scenario.arguments) else scenario.arguments
        self.is_plain_run = self.arguments[0] == "run" and "--check" not in self.arguments
        self.before = typed(self.base)
        self.damage = {said.replace(str(self.base), "") for said in verify_store.verify(self.base)[0]}
        records = live(verify_store.verify(self.base)[1])
        self.runs_before, self.places = digests_of(records), places_of(records)
        done = copy_of(self.base, folder / f"{self.name}.done")
        trace = folder / f"{self.name}.trace"
        ended = project.must_run(done, *self.arguments, status=self.status, trace=trace)
        own, all_calls = project.read_trace(trace, ended.args), project.read_trace(trace)
        self.writes = len(own)
        self.calls = {}  # site → operation of each call
        for call in [*own, *(call for call in all_calls if call[0] in IN_JOB)]:
            self.calls.setdefault(call[0], []).append(call[1])
        complaints, records = verify_store.verify(done)
        if complaints:
            sys.exit("\n".join(["without any fault:"] + complaints))
        self.result = state_of(done, records)
        self.after = typed(done)
        self.trash = trash_of(done)
        self.runs_after = digests_of(live(records))
        self.had, self.made = beside(self.base), beside(done)

    def numbers(self, site, most):
        """Which calls of a site are tried: the first ones, and of the last ones as many."""
        count = 1 if site in IN_JOB else len(self.calls[site])
        if count <= most:
            return list(range(1, count + 1))
        first = (most + 1) // 2
        return [*range(1, first + 1), *range(count - (most - first) + 1, count + 1)]


def live(records):
    return {path: record for path, record in records.items() if not path.startswith(".cairn")}


def digests_of(records):
    return {record["digest"]: record["sha256"] for record in records.values()}


def newest(records):
    """[(path, record)], a run's newest attempt last: an older one may stay in the archive."""
    return sorted(records.items(), key=lambda entry: entry[1]["attempts"][-1]["number"])


def places_of(records):
    return {record["digest"]: path for path, record in newest(records)}


def beside(root):
    """{path: bytes} of the files that lie neither among the results nor below a hidden folder."""
    found = {}
    for path in root.rglob("*"):
        name = path.relative_to(root)
        if path.is_file() and name.parts[0] != "results" and not any(part.startswith(".") for part in name.parts):
            found[str(name)] = path.read_bytes()
    return found


def state_of(root, records):
    """What must be equal after any crash: records, a person's files, names of all other files."""
    records = live(records)
    leftovers = set(verify_store.temporaries(root)) | set(unclaimed_events(root, records))
    # Which attempt it took in the end is no difference.
    files = {ATTEMPT.sub(".N.events", str(path.relative_to(root)))
             for path in root.glob("results/**/*") if path not in leftovers}
    reused = {str(path.relative_to(root)): sorted(run["digest"] for run in json.loads(path.read_bytes())["reused"])
              for path in root.glob("results/**/group.json")}
    user = {str(path.relative_to(root)): user_file(path) for path in root.glob("results/**/*.user.json")}
    return {"runs": {record["digest"]: (path, record["status"]) for path, record in newest(records)},
            "files": files, "reused": reused, "user": user}


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
    for record in {record["digest"]: record for _, record in newest(records)}.values():
        if shown.get(record["id"]) not in (record["status"], "lost"):
            yield f"ls shows {record['id']} as {shown.get(record['id'])}, its record says {record['status']}"
    for folder, run_id, _ in verify_store.open_attempts(root):
        # Killed before its first line was whole, an attempt tells nothing of its run: that is said.
        is_named = run_id not in shown and f"{run_id}." in warnings
        if shown.get(run_id) != "lost" and not is_named:
            yield f"{folder}: begun and not committed, and ls shows {run_id} as {shown.get(run_id)}"


def tree_of(root):
    """Everything but the index and the locks, with sizes and times."""
    found = {}
    for path in root.rglob("*"):
        name = str(path.relative_to(root))
        if path.is_file() and not name.startswith((".cairn/catalog", ".cairn/locks", ".cache")):
            status = path.lstat()
            found[name] = (status.st_size, status.st_mtime_ns)
    return found


def check_idempotent(root):
    """What a command that only looks has put right needs no second look."""
    before = tree_of(root)
    listed(root)
    after = tree_of(root)
    if before != after:
        yield f"a second ls changed {sorted(name for name, _ in set(before.items()) ^ set(after.items()))}"


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


def drop_leftovers(scenario, found):
    """Where a run of a shared folder is removed for good, its record goes first: what was left of it is garbage."""
    left = {file for file in found["files"] - scenario.result["files"] if (scenario.base / file).exists()}
    found["files"] -= left
    found["user"] = {path: said for path, said in found["user"].items() if path not in left}


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
    """The same command completes, and everything is as it would have been."""
    again = project.cairn(root, *scenario.arguments)
    # What came back before the kill is in the trash no more; what went there is among the results no more.
    is_done_already = again.returncode == 3 and (
        scenario.arguments[0] == "restore" or scenario.name == "clean_group" and trash_of(root) == scenario.trash)
    if again.returncode != scenario.status and not is_done_already:
        yield f"the next run ended with {again.returncode}, not {scenario.status}: {again.said}"
        return
    complaints, records = verify_store.verify(root)
    yield from complaints
    if complaints:
        return
    found = state_of(root, records)
    if scenario.name == "clean_now":
        drop_leftovers(scenario, found)
    yield from differences(scenario.result, found)
    if beside(root) != scenario.made:
        yield f"after the next run there is other than {sorted(scenario.made)} beside the results, or with other bytes"
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


def check_named(result, trace):
    """Of the lines that tell of a failure one has to name the file of the refused call. Others name paths in any case."""
    told = [line for line in result.said.splitlines() if FAILURE.search(line)]
    refused = [path for _, operation, path, _ in project.read_trace(trace) if operation == "refused"]
    if not any(path in line for path in refused for line in told):
        yield f"the message does not name {' or '.join(refused)}: {result.said}"


def check_error(scenario, site, result, root, trace):
    """What a refused call must lead to."""
    if site not in HARMLESS and site not in IN_JOB:
        if result.returncode == 0:
            yield "the run claims success"
        yield from check_named(result, trace)
    if result.returncode < 0 or result.returncode == 70:
        yield f"it ended with {result.returncode}: {result.said}"
    if result.returncode == 0:
        records = live(verify_store.verify(root)[1])
        runs = {record["digest"]: (path, record["status"]) for path, record in newest(records)}
        if runs != scenario.result["runs"]:
            yield f"exit 0, and the runs are {runs}"
    if site in ("record_fsync", "commit_artifact_fsync"):
        for _, operation, path, _ in project.read_trace(trace):
            if operation == "fsync" and f"'{path}'" in result.said:
                yield f"{path} was synced again after its sync had failed"


def check_beside(scenario, root):
    """What is made outside of the results (a package, a promoted file) is there whole, or what was there before is."""
    found = beside(root)
    for name in {*scenario.had, *scenario.made, *found}:
        if found.get(name) not in (scenario.had.get(name), scenario.made.get(name)):
            yield f"{name} is there, and it is neither what it was nor what it was to be"


def check_moves(scenario, root):
    """After the first command that looks, all runs have moved to the archive or back, or none."""
    if "archive" not in scenario.name or scenario.is_plain_run:
        return
    found = places_of(live(verify_store.verify(root)[1]))
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
    found = digests_of(live(verify_store.verify(root)[1]))
    if found not in (scenario.runs_before, scenario.runs_after):
        yield f"after ls there are the records of {len(found)} runs, neither those before nor those of the package"
    left = list(root.glob(".cairn/imports/*"))
    if left:
        yield f"after ls there is still {left}"


def is_hit(fault, result, scenario, trace):
    """Whether the fault has happened."""
    if fault.site in IN_JOB:
        return result.returncode != scenario.status
    if fault.action in DEADLY:
        return result.returncode == -9
    # Which objects share a folder depends on their digests: the number of calls is no proof.
    return any(call[1] == "refused" for call in project.read_trace(trace, result.args))


def check_after(scenario, fault, root):
    """What must hold between a fault and the next command."""
    if not scenario.is_plain_run and scenario.name != "replace" and fault.site not in IN_JOB:
        yield from check_typed(scenario, root)
    complaints, records = verify_store.verify(root)
    complaints = [said for said in complaints if said.replace(str(root), "") not in scenario.damage]
    yield from complaints or check_listing(root, live(records))
    yield from check_beside(scenario, root)
    yield from check_import(scenario, root)
    yield from check_moves(scenario, root)
    if fault.looks_twice:
        yield from check_idempotent(root)


def try_fault(fault):
    """One fault in a fresh copy of its scenario. (A pool would wait for ever for a worker that exits.)"""
    began = time.monotonic()
    try:
        return try_one(fault, began)
    except SystemExit as end:
        return Outcome(fault, True, False, [f"{fault}: {end}"], 0, time.monotonic() - began)


def try_one(fault, began):
    scenario = prepared[fault.scenario]
    root = pathlib.Path(tempfile.mkdtemp(dir=scenario.base.parent)) / "project"
    copy_of(scenario.base, root)
    trace = root.parent / "trace"
    result = project.cairn(root, *scenario.arguments, fail=f"{fault.site}:{fault.number}:{fault.action}", trace=trace)
    hit = is_hit(fault, result, scenario, trace)
    wrong = []
    if hit and fault.action not in DEADLY:
        wrong += check_error(scenario, fault.site, result, root, trace)
    wrong += check_after(scenario, fault, root)
    hit_again = False
    if fault.again:
        second = project.cairn(root, *scenario.arguments, fail=f"*:{fault.again}:kill")
        hit_again = second.returncode == -9
        wrong += check_after(scenario, fault, root)
    wrong += check_recovery(scenario, root)
    left = len(verify_store.temporaries(root))
    if wrong and os.environ.get("CAIRN_KEEP"):
        wrong.append(f"kept: {root}")
    else:
        shutil.rmtree(root.parent)
    then = f", then *:{fault.again}:kill" if fault.again else ""
    where = (f"{fault.scenario}: CAIRN_FAIL={fault.site}:{fault.number}:{fault.action}{then} "
             f"cairn {' '.join(scenario.arguments)}")
    wrong = [f"{where}\n    {line}" for line in wrong]
    return Outcome(fault, hit, hit_again, wrong, left, time.monotonic() - began)


def planned(scenario, site, most):
    """What is tried at one site: a kill and an error at each call, both errors and a second look at the first."""
    for number in scenario.numbers(site, most or scenario.most):
        is_first = number == 1
        yield Fault(scenario.name, site, number, "kill", looks_twice=is_first)
        for error in ("EIO", "ENOSPC") if is_first else ("EIO", "ENOSPC")[number % 2:][:1]:
            yield Fault(scenario.name, site, number, error)
        if scenario.calls[site][number - 1] == "write":
            yield Fault(scenario.name, site, number, "short")


def drawn(draw, sites, kills, scenarios):
    """A random kill at one of the sites that were killed least, and another one at a write of the next command."""
    least = min(kills[site] for site in sites)
    site = draw.choice([site for site in sites if kills[site] <= max(least, LEAST_KILLS)])
    scenario = draw.choice([scenario for scenario in scenarios if site in scenario.calls])
    count = 1 if site in IN_JOB else len(scenario.calls[site])
    return Fault(scenario.name, site, draw.randint(1, count), "kill", again=draw.randint(1, scenario.writes))


class Tally:
    """What has happened so far."""

    def __init__(self, sites):
        self.sites, self.hits, self.tried = sites, collections.Counter(), dict.fromkeys(sites, 0)
        self.seconds, self.wrong, self.left, self.again = collections.Counter(), [], 0, 0

    def add(self, outcome):
        fault = outcome.fault
        self.hits[fault.site, fault.action] += outcome.hit
        self.tried[fault.site] += 1
        self.again += outcome.hit_again
        self.seconds[fault.scenario] += outcome.seconds
        self.left += outcome.left
        self.wrong += outcome.wrong

    def kills_at(self):
        return {site: self.hits[site, "kill"] for site in self.sites}

    def kills(self):
        return sum(self.kills_at().values()) + self.again

    def print(self):
        actions = ["kill", "EIO", "ENOSPC", "short"]
        print(f"{'site':24}" + "".join(f"{action:>8}" for action in actions) + f"{'tried':>8}")
        for site, count in self.tried.items():
            print(f"{site:24}" + "".join(f"{self.hits[site, action] or '-':>8}" for action in actions) + f"{count:>8}")
        times = ", ".join(f"{name} {seconds:.0f}" for name, seconds in self.seconds.most_common())
        print(f"seconds: {times}")


def try_all(pool, faults, tally):
    for outcome in pool.imap_unordered(try_fault, faults, chunksize=4):
        tally.add(outcome)


def try_random(pool, draw, tally, scenarios, wanted_kills):
    """Kills until there were enough, everywhere that the scenarios come to, and in all."""
    sites = [site for site in tally.sites if any(site in scenario.calls for scenario in scenarios)]
    for _ in range(1000):
        kills = tally.kills_at()
        missing = max(sum(max(0, LEAST_KILLS - kills[site]) for site in sites), wanted_kills - tally.kills())
        if missing <= 0:
            return
        batch = []
        for _ in range(min(400, max(4, missing * 2 // 3))):
            batch.append(drawn(draw, sites, kills, scenarios))
            kills[batch[-1].site] += 1
        try_all(pool, batch, tally)


def prepare(name):
    scenario = next(scenario for scenario in SCENARIOS if scenario.name == name)
    try:
        return Prepared(scenario, scratch_folder)
    except SystemExit as end:
        raise RuntimeError(f"{name}: {end}") from end


def missing_hits(tally):
    for site in tally.sites:
        kills = tally.hits[site, "kill"]
        if kills < LEAST_KILLS:
            yield f"{site}: only {kills} kills" if kills else f"{site}: no scenario was killed there"
        for error in ("EIO", "ENOSPC"):
            if not tally.hits[site, error]:
                yield f"{site}: it never failed with {error}"


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--calls", type=int, default=0)
    parser.add_argument("--scenario", action="append", default=[])
    parser.add_argument("site", nargs="*")
    return parser.parse_args()


def main():
    global prepared, scratch_folder
    arguments = read_arguments()
    sites = arguments.site or project.require_failpoints()
    seed = int(os.environ.get("CAIRN_SEED") or random.SystemRandom().randrange(1 << 32))
    scratch_folder = project.scratch("failpoints")
    names = arguments.scenario or [scenario.name for scenario in SCENARIOS]
    context = multiprocessing.get_context("fork")
    tally = Tally(sites)
    with context.Pool(os.cpu_count()) as pool:
        prepared = {scenario.name: scenario for scenario in pool.map(prepare, names, chunksize=1)}
    scenarios = list(prepared.values())
    stopped = []
    ignore = (signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # A shell's background job has it ignored.
    try:
        with context.Pool(os.cpu_count(), initializer=signal.signal, initargs=ignore) as pool:
            try_all(pool, [fault for scenario in scenarios for site in sites if site in scenario.calls
                           for fault in planned(scenario, site, arguments.calls)], tally)
            if arguments.kills:
                try_random(pool, random.Random(seed), tally, scenarios, arguments.kills)
    except KeyboardInterrupt:
        stopped.append("it was interrupted")
    wrong = sorted(tally.wrong) + stopped
    if not arguments.scenario and not stopped:
        wrong += missing_hits(tally)
    if tally.kills() < arguments.kills:
        wrong.append(f"only {tally.kills()} kills")
    print("\n".join(wrong))
    tally.print()
    print(f"failpoints: CAIRN_SEED={seed}; {sum(tally.tried.values())} faults tried, {sum(tally.hits.values())} hit; "
          f"{tally.kills()} kills, {tally.again} of them of a command after a kill; {len(wrong)} wrong; "
          f"{tally.left} temporary files were left behind, none under a final name")
    if not (wrong and os.environ.get("CAIRN_KEEP")):
        shutil.rmtree(scratch_folder, ignore_errors=bool(stopped))  # A command may still write there.
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
