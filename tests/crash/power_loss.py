# label: ci
# timeout: 1500
"""The power fails after every single write of `cairn run -j2`, and only what was synced is there.

    power_loss.py        CAIRN_SEED repeats the random part

A traced run is replayed into the model of disk_model.py, cut after each call. Each disk that a cut may
leave is written out and checked by verify_store: with durability `full`, every record whose commit was
acknowledged (its folder was synced) is there with all bytes that it names, and no record that is there
at all names bytes that are not. Controls take one sync out (CAIRN_FAIL=SITE:0:skip) or change the order
of sync and rename in the trace: each must be caught, or this test sees nothing.
"""

import os
import pathlib
import random
import re
import shutil
import sys

import crash_project as project
import disk_model
import fault_scenarios
import verify_store

REOPEN_EVERY = 15  # After each so many calls cairn is started on what the worst cut has left,
REOPEN_AFTER = {"trash_move"}  # and after each call of these sites with the two that follow.
# A run that is killed, and the next one, which must make durable what it then calls done.
CRASHES = ("record_folder_fsync:3:kill", "journal_append:3:kill", "commit_events_remove:2:kill", "view_write:9:kill")
CONTROLS = {  # what is taken out of a commit, and what that is
    "commit_artifact_fsync": "bytes of artifacts",
    "commit_folder_fsync": "names of artifacts, and of the folders down to the run",
    "record_fsync": "bytes of the record",
    "record_folder_fsync": "the name of the record",
}


NOTE = re.compile("/staging/[0-9a-f]{64}$")  # docs/formats/trash.md, "Between two attempts"


def note_of(entry):
    """What is noted before a run moves into this entry of the trash: it goes when the next attempt has begun."""
    attempt = re.search(r"replaced by attempt (\d+)", entry.read_text(encoding="utf-8"))
    return f"{entry.parent.name} {int(attempt[1]) - 1}".encode()


class Run:
    """A traced `cairn run`: what was there before, each call, and what was there at the end.

    `crash` is a fault that kills a run of the same arguments first; the two are then one trace.
    """

    def __init__(self, folder, name, arguments, prepare, fail="", crash="", reorder=None):
        self.root, self.arguments = folder / name, arguments
        self.root.mkdir()
        prepare(self.root)
        self.before = disk_model.tree_of(self.root)
        self.promised = {record["sha256"] for record in verify_store.verify(self.root)[1].values()}
        trace = folder / f"{name}.trace"
        if crash and project.cairn(self.root, *arguments, fail=crash, trace=trace).returncode != -9:
            sys.exit(f"{name}: {crash} was not hit")
        self.ended = project.cairn(self.root, *arguments, fail=fail, trace=trace)
        complaints, records = verify_store.verify(self.root)
        self.runs = sum(path.startswith("results/") for path in records)
        if complaints or self.ended.returncode not in ((0, 1, 7) if fail else (0,)):
            sys.exit("\n".join([f"{name}: without a power cut:", self.ended.said] + complaints))
        self.after = disk_model.tree_of(self.root)
        self.calls = project.read_trace(trace)
        if reorder:
            self.calls = reorder(self.calls)
        self.contents = self.read_contents()

    def disk(self):
        return disk_model.Disk(self.root, self.before, self.after, self.calls)

    def read_contents(self):
        """{number of a file in the model: its bytes}, for all that are there at the end, and for the notes of moves."""
        disk, contents, entry = self.disk(), {}, ""
        for site, operation, path, target in self.calls:
            disk.call(site, operation, path, target)
            if operation == "rename" and target.endswith("/entry.json"):
                entry = pathlib.Path(target)
            if operation == "rename" and NOTE.search(target):
                contents[disk.find(disk.relative(target)).number] = note_of(entry)
        for path, number, _ in disk.survivors(disk_model.Everything):
            if number is not None:
                contents[number] = (self.root / path).read_bytes()
        missing = [path for path, is_folder in self.after.items() if not is_folder and not disk.find(path)]
        if missing:
            sys.exit(f"the model does not know {missing}")
        return contents

    def acknowledged(self):
        """[(after how many calls, digest of the record)] of all commits that returned success."""
        found, renamed = [], {}
        for count, (site, operation, path, target) in enumerate(self.calls, 1):
            if (site, operation) == ("record_rename", "rename"):
                renamed[os.path.dirname(target)] = target
            if site == "record_folder_fsync" and path in renamed:
                found.append((count, renamed.pop(path)))
            if operation == "syncfs":  # Durability batch acknowledges all commits so far at once.
                found += [(count, record) for record in renamed.values()]
                renamed = {}
        if self.ended.returncode == 0:  # Where that sync was taken out: the whole command has returned success.
            found += [(len(self.calls), path) for path in renamed.values()]
        return [(count, verify_store.json_file(pathlib.Path(path), [])["sha256"]) for count, path in found]


def check_cut(run, disk, keep, promised, folder):
    """What is wrong on one disk that a power cut may leave."""
    target = folder / "cut"
    target.mkdir()
    disk_model.write_out(target, run.contents, disk.survivors(keep))
    complaints, records = verify_store.verify(target)
    shutil.rmtree(target)
    complaints = [complaint.replace(f"{target}/", "") for complaint in complaints]
    there = {record["sha256"] for record in records.values()}
    complaints += [f"an acknowledged record is gone ({digest[:8]})" for digest in promised - there]
    return [f"{type(keep).__name__}: {complaint}" for complaint in complaints]


def cut_everywhere(run, folder, chance, chosen=None):
    """{number of calls before the cut: what is wrong}, and how many disks were looked at.

    `chosen` says after how many calls to cut, where it is not after each.
    """
    disk, wrong, looked = run.disk(), {}, 0
    acknowledged = run.acknowledged()
    ways = [disk_model.Worst(), disk_model.NamesOnly(), disk_model.Lucky(chance), disk_model.Lucky(chance)]
    for count, call in enumerate(run.calls, 1):
        disk.call(*call)
        if chosen is not None and count not in chosen:
            continue
        promised = run.promised.union(digest for at, digest in acknowledged if at <= count)
        for keep in ways:
            found = check_cut(run, disk, keep, promised, folder)
            looked += 1
            if found:
                wrong.setdefault(count, []).extend(found)
    return wrong, looked


def chosen_to_reopen(run):
    """After how many calls cairn is started on what is left."""
    chosen = set(range(REOPEN_EVERY, len(run.calls) + 1, REOPEN_EVERY))
    for count, call in enumerate(run.calls, 1):
        if call[0] in REOPEN_AFTER:
            chosen.update(range(count, min(count + 3, len(run.calls) + 1)))
    return chosen


def reopen_all(run, folder):
    """cairn itself on what is left after some of the cuts: the next run must end well, and all be whole."""
    disk, chosen = run.disk(), chosen_to_reopen(run)
    for count, call in enumerate(run.calls, 1):
        disk.call(*call)
        if count not in chosen:
            continue
        target = folder / "reopened"
        target.mkdir()
        disk_model.write_out(target, run.contents, disk.survivors(disk_model.Worst))
        result = project.cairn(target, *run.arguments)
        complaints, records = verify_store.verify(target)
        live = [path for path in records if path.startswith("results/")]
        if result.returncode != 0 or complaints or len(live) < run.runs:
            yield (f"  cairn run after cut {count} ended with {result.returncode}, {len(live)} of {run.runs} "
                   f"runs, {complaints[:3]}: {result.said}")
        shutil.rmtree(target)


def rename_before_sync(calls):
    """The order of a program that syncs its record too late: write, rename, fsync, fsync of the folder."""
    calls, renames = list(calls), {}
    for index, (site, operation, path, target) in enumerate(calls):
        if (site, operation) == ("record_rename", "rename"):
            renames[path] = (index, target)
    for index, (site, operation, path, _) in enumerate(list(calls)):
        if site == "record_fsync":
            at, target = renames[path]
            calls[index], calls[at] = calls[at], (site, operation, target, "")
    return calls


def prepare_batch(root):
    project.make_project(root, durability="batch")


MANY = """\
layout: flat
storage: {durability: full, cache: CACHE}
stages:
  many:
    cmd: "for i in $(seq 210); do echo $i > {run}/$i.txt; done"
"""


def prepare_many(cache):
    """A run of so many files that one sync of the file system takes the place of one for each."""

    def prepare(root):
        project.write(root / "cairn.yaml", MANY.replace("CACHE", cache))

    return prepare


def around_syncs(run):
    """The cuts that matter among very many: beside each sync and each rename of a record, and now and then."""
    chosen = set(range(0, len(run.calls), 150))
    for index, (site, operation, *_) in enumerate(run.calls, 1):
        if operation in ("fsync", "syncfs") or site == "record_rename":
            chosen.update((index - 1, index, index + 1))
    return chosen


def plan_of_move(folder, arguments, prepare):
    """What a move writes down before it begins; at its end that file is gone, and the model does not know it."""
    root = folder / "planned"
    root.mkdir()
    prepare(root)
    project.cairn(root, *arguments, fail="archive_folder:1:kill")
    text = next(root.glob(".cairn/staging/move-*.json")).read_text(encoding="utf-8")
    shutil.rmtree(root)
    return text


def reopen_moved(run, folder, plan):
    """cairn on what is left of a move after each of the cuts: all runs have moved then, or none."""
    disk, places = run.disk(), {True: 0, False: 0}
    for count, call in enumerate(run.calls, 1):
        disk.call(*call)
        target = folder / "reopened"
        target.mkdir()
        disk_model.write_out(target, run.contents, disk.survivors(disk_model.Worst))
        for path in target.glob(".cairn/staging/move-*.json"):
            path.write_text(plan, encoding="utf-8")
        project.must_run(target, "ls")
        complaints, records = verify_store.verify(target)
        moved = {path.startswith("results/archive/") for path in records if path.startswith("results/")}
        if complaints or len(moved) != 1:
            yield f"  after cut {count}: {sorted(records)}, {complaints[:3]}"
        else:
            places[moved.pop()] += 1
        shutil.rmtree(target)
    if not all(places.values()):
        yield f"  no cut lies on one side of the move: {places}"


def describe(run, wrong):
    """The first few things that are wrong, with the call before the cut."""
    for count in sorted(wrong)[:5]:
        site, operation, path, _ = run.calls[count - 1]
        yield f"  cut after call {count} ({site} {operation} {path.removeprefix(str(run.root))}):"
        yield from (f"    {complaint}" for complaint in wrong[count][:4])


def main():
    project.require_failpoints()
    seed = int(os.environ.get("CAIRN_SEED") or random.SystemRandom().randrange(1 << 32))
    chance = random.Random(seed)
    folder = project.scratch("power")
    arguments = ["run", "-j2", "-k", *project.GOOD_STAGES]
    failed = []

    def hold(name, run):
        wrong, looked = cut_everywhere(run, folder, chance)
        reopened = list(reopen_all(run, folder))
        print(f"{name}: {len(run.calls)} cuts, {looked} disks, {len(run.acknowledged())} commits; "
              f"{len(wrong)} cuts wrong, {len(reopened)} of {len(chosen_to_reopen(run))} next runs wrong")
        if wrong or reopened or len(run.acknowledged()) < 3:
            failed.append(name)
            print("\n".join([*describe(run, wrong), *reopened[:3]]))

    def hold_move(name, arguments, prepare):
        """Nothing is acknowledged but the whole command, and nothing that was there may go."""
        run = Run(folder, name.replace(" ", "-"), arguments, prepare)
        wrong, looked = cut_everywhere(run, folder, chance)
        reopened = list(reopen_moved(run, folder, plan_of_move(folder, arguments, prepare)))
        print(f"{name}: {len(run.calls)} cuts, {looked} disks; {len(wrong)} cuts wrong, "
              f"{len(reopened)} wrong after the next command")
        if wrong or reopened:
            failed.append(name)
            print("\n".join([*describe(run, wrong), *reopened[:3]]))

    def hold_batch():
        """Batch promises what its one sync of the disk has reached, and nothing of the moments before it."""
        run = Run(folder, "batch", arguments, prepare_batch)
        synced = max(count for count, call in enumerate(run.calls, 1) if call[1] == "syncfs")
        wrong, looked = cut_everywhere(run, folder, chance)
        late = {count: found for count, found in wrong.items() if count >= synced}
        print(f"batch: {len(run.calls)} cuts, {looked} disks; {len(late)} cuts wrong after its sync, "
              f"{len(wrong) - len(late)} before")
        if late or len(run.acknowledged()) != run.runs or not wrong:
            failed.append("batch")
            print("\n".join(describe(run, late)))

    def hold_many(cache):
        run = Run(folder, f"many-{cache}", ["run", "-j1"], prepare_many(cache))
        syncs = sum(call[1] == "syncfs" for call in run.calls)
        wrong, looked = cut_everywhere(run, folder, chance, around_syncs(run))
        print(f"full, many files, cache {cache}: {len(run.calls)} calls, {syncs} of them syncfs, {looked} disks, "
              f"{len(run.acknowledged())} commits; {len(wrong)} cuts wrong")
        if wrong or not syncs or len(run.acknowledged()) != 1 or run.runs != 1:
            failed.append(f"many files, cache {cache}")
            print("\n".join(describe(run, wrong)))

    def catch(name, run, chosen=None):
        wrong, _ = cut_everywhere(run, folder, chance, chosen and chosen(run))
        print(f"control {name}: caught at {len(wrong)} of {len(run.calls)} cuts")
        if not wrong:
            failed.append(f"control {name}")

    print(f"power_loss: CAIRN_SEED={seed}")
    hold("full, new session", Run(folder, "new", arguments, fault_scenarios.prepare_fresh))
    again = ["run", "-j2", "-k", "-y", "-e", "second", *project.GOOD_STAGES]
    hold("full, runs done again", Run(folder, "again", again, fault_scenarios.prepare_again))
    for number in range(1, 7):
        hold(f"full, folder sync {number} refused",
             Run(folder, f"refused{number}", arguments, fault_scenarios.prepare_fresh,
                 fail=f"commit_folder_fsync:{number}:EIO"))
    for crash in CRASHES:
        hold(f"full, after {crash}",
             Run(folder, crash.replace(":", "-"), arguments, fault_scenarios.prepare_fresh, crash=crash))
    hold_move("archive", ["archive", "--where", "id != ''", "-y"], fault_scenarios.prepare_typed)
    hold_move("restore from the archive", ["restore", "results/archive"], fault_scenarios.prepare_all_archived)
    hold_batch()
    for cache in ("off", "copy"):
        hold_many(cache)
    for site, cache in (("commit_artifact_fsync", "off"), ("object_fsync", "copy")):
        run = Run(folder, f"many-{site}", ["run", "-j1"], prepare_many(cache), fail=f"{site}:0:skip")
        catch(f"{site}, many files", run, around_syncs)
    for site, what in CONTROLS.items():
        catch(f"{site} ({what})", Run(folder, site, arguments, fault_scenarios.prepare_fresh, fail=f"{site}:0:skip"))
    catch("rename before fsync of the record", Run(folder, "order", arguments, fault_scenarios.prepare_fresh,
                                                   reorder=rename_before_sync))
    shutil.rmtree(folder)
    print(f"power_loss: {len(failed)} failed" + "".join(f"\n  {name}" for name in failed))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
