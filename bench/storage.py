"""Keeping files: ingest, nothing changed, verify, restore and duplicates, against restic, borg, DVC, git-annex, jdupes."""

import json
import os
import re

import check_records
from storage_peers import ANNEX, BORG, CP, DVC, OPENSSL, RESTIC, Peers
from storage_sets import count_files, set_a, set_b
from timing import BenchError, Ratio, Side, Times, alternate, ratio_table, table, time_table

IN_PLACE, COPY, COPY_UNSYNCED = "cairn run, in place", "cairn run, copying", "cairn run, copying, unsynced"
AGAIN, VERIFY, CHECK = "cairn run, again", "cairn verify --deep", "restic check --read-data"
BACK, BACK_UNSYNCED, RESTORE = "cairn deduplicate --restore", "the same, unsynced", "restic restore"
FROM_CATALOG, SCAN, JDUPES = "deduplicate --dry-run", "deduplicate --dry-run --scan", "jdupes -r"
SYNCS = ["fsync", "fdatasync", "syncfs", "sync", "sync_file_range"]

# The set lies beside the project; the command of its one stage puts it into the run by a rename.
SPEC = """\
layout: flat
storage: {{durability: {durability}, cache: {cache}}}
stages:
  keep:
    cmd: [mv, source, "{{run}}/files"]
    outs: {{files: files/}}
"""


def write_spec(folder, durability, cache="off"):
    (folder / "cairn.yaml").write_text(SPEC.format(durability=durability, cache=cache))


def kept_files(folder):
    """Where the files of the one run lie."""
    found = list(folder.glob("results/*/files"))
    if len(found) != 1:
        raise BenchError(f"{folder}: {len(found)} runs hold files, expected 1")
    return found[0]


def check_kept(folder, files, durability, cache="off"):
    """Refuses a project that has not every file of the set on record, with its bytes."""
    count, problems = check_records.check(folder, durability)
    if count != 1 or problems:
        raise BenchError(f"{folder}: {count} records, expected 1\n" + "\n".join(problems[:10]))
    artifacts = json.loads(check_records.record_paths(folder)[0].read_bytes())["artifacts"]
    if len(artifacts) != files.files or {artifact["sha256"] for artifact in artifacts} != set(files.sizes):
        raise BenchError(f"{folder}: the record names {len(artifacts)} files, or others than the {files.files} of the set")
    objects = {path.name for path in folder.glob(".cairn/objects/*/*")}
    if cache == "copy" and not objects.issuperset(files.sizes):
        raise BenchError(f"{folder}: not every file has its object")


def ingest_side(setting, name, files, durability, cache="off"):
    def prepare(folder):
        write_spec(folder, durability, cache)
        files.lend(folder / "source")

    def check(folder):
        check_kept(folder, files, durability, cache)
        files.take_back(kept_files(folder))

    return Side(name, [str(setting.cairn), "run", "-q"], prepare, check, durability)


def says(pattern):
    """Returns what refuses a side whose output has no such line."""

    def check(folder):
        told = folder.with_name(folder.name + ".output").read_text()
        if not re.search(pattern, told, re.MULTILINE):
            raise BenchError(f"{folder}: the answer has no {pattern}:\n{told[:1000]}")

    return check


def paragraph(title, text, sides, times, ratios):
    tables = f"{time_table(sides, times)}\n{ratio_table(ratios, times)}\n"
    return "\n\n".join(part for part in (f"#### {title}", text, tables) if part)


class Storage:
    """The sets, the peers, and the projects and repositories that later questions are asked of."""

    def __init__(self, setting):
        self.setting, self.peers = setting, Peers(setting)
        root = setting.runs / "storage-sets"
        setting.say("making the sets A and B")
        self.a = set_a(root / "A", 0.02 if setting.quick else 1)
        self.b = set_b(root / "B", 0.02 if setting.quick else 1)
        self.few = set_a(root / "few", 0.02 if setting.quick else 0.05)
        self.project_a = setting.runs / "storage-project-a"
        self.project_b = setting.runs / "storage-project-b"
        self.cores = len(os.sched_getaffinity(0))

    def times(self, name, sides, rounds):
        rounds = min(rounds, 2) if self.setting.quick else rounds
        return alternate(self.peers.stopwatch, sides, rounds, self.setting.runs / f"storage-{name}", self.setting.say)

    def cairn(self, *sides):
        """Sides of cairn, where it is measured."""
        return list(sides) if self.setting.cairn else []

    def command(self, project, *words):
        return [str(self.setting.cairn), "-C", str(project), *words]

    def ingest_sides(self, files):
        return self.cairn(
            ingest_side(self.setting, IN_PLACE, files, "full"),
            ingest_side(self.setting, COPY, files, "full", "copy"),
            ingest_side(self.setting, COPY_UNSYNCED, files, "none", "copy"),
        ) + [self.peers.cp(files), self.peers.restic(files), self.peers.borg(files)]

    def slow_sides(self, files):
        return [self.peers.dvc_add(files), self.peers.annex(files)]

    def ingest(self):
        sides = self.ingest_sides(self.a)
        times = self.times("ingest", sides, 3)
        best = min(RESTIC, BORG, key=lambda name: times[name].median)
        ratios = [
            Ratio(f"{best} / in place", best, IN_PLACE, (">=", 7)),
            Ratio(f"{best} / copying", best, COPY, (">=", 4)),
            Ratio(f"copying, unsynced / {CP}", COPY_UNSYNCED, CP, ("<=", 1)),
        ]
        return paragraph("Ingest of A", "Whichever of restic and borg is faster counts.", sides, times, ratios)

    def slow_ingest(self):
        sides = self.cairn(ingest_side(self.setting, IN_PLACE, self.a, "full")) + self.slow_sides(self.a)
        times = self.times("slow", sides, 1)
        ratios = [
            Ratio(f"{DVC} / in place", DVC, IN_PLACE, (">=", 15)),
            Ratio(f"{ANNEX} / in place", ANNEX, IN_PLACE, (">=", 100)),
        ]
        return paragraph("Ingest of A by those that take minutes", "One round.", sides, times, ratios)

    def large_ingest(self):
        sides = [*self.cairn(ingest_side(self.setting, IN_PLACE, self.b, "full")), self.peers.openssl(self.b, self.cores)]
        times = self.times("large", sides, 5)
        ratios = [Ratio(f"in place / {OPENSSL}", IN_PLACE, OPENSSL, ("<=", 1.1))]
        return paragraph("Ingest of B", f"openssl by `xargs -P {self.cores}`.", sides, times, ratios)

    def syncs(self):
        """How often each side asks the kernel to sync, in runs that are not timed."""
        rows = []
        chosen = [(self.a, side) for side in self.ingest_sides(self.a)]
        chosen += [(self.few, side) for side in self.slow_sides(self.few)]
        for number, (files, side) in enumerate(chosen):
            folder = self.setting.runs / "storage-syncs" / f"{number:02d}"
            folder.mkdir(parents=True)
            side.prepare(folder)
            trace = folder.with_name(folder.name + ".trace")
            command = [word.replace("{folder}", str(folder)) for word in side.command]
            tracer = ["strace", "-f", "--seccomp-bpf", "-o", str(trace), "-e", "trace=" + ",".join(SYNCS)]
            self.setting.say(f"counting the syncs of {side.name}")
            self.peers.must(folder, *tracer, *command)
            side.check(folder)
            calls = re.findall(r"^\d+ +(\w+)\(", trace.read_text(), re.MULTILINE)
            counts = [str(calls.count(name)) for name in SYNCS]
            rows.append([side.name, side.durability, f"{files.files:,}", *counts])
        return "#### Calls that sync\n\n" + table(["side", "durability", "files", *SYNCS], rows) + "\n"

    def keep_projects(self):
        """The sets as projects, from here on: A as a copy, B itself."""
        peers = self.peers
        for files, project in ((self.a, self.project_a), (self.b, self.project_b)):
            project.mkdir()
            write_spec(project, "full")
            if files is self.a:
                peers.must(project, "cp", "-r", files.folder, "source")
            else:
                peers.must(self.setting.runs, "restic", "-q", "-r", "storage-restic-b", "init")
                peers.must(self.setting.runs, "restic", "-q", "-r", "storage-restic-b", "backup", files.folder)
                files.lend(project / "source")
            peers.must(project, self.setting.cairn, "run", "-q")
            check_kept(project, files, "full")
        peers.must(peers.last[ANNEX], "git", "commit", "-q", "-m", "the set")

    def again(self):
        last, a = self.peers.last, str(self.a.folder)
        sides = [
            Side(AGAIN, self.command(self.project_a, "run"), check=says("^Nothing to run: the 1 run is cached")),
            Side(RESTIC, ["restic", "-q", "-r", f"{last[RESTIC]}/repo", "backup", a], durability="full"),
            Side(BORG, ["borg", "create", f"{last[BORG]}/repo::again-{{utcnow:%H%M%S%f}}", a], durability="full"),
            Side(DVC, ["sh", "-c", f"cd '{last[DVC]}' && exec '{self.peers.dvc}' add -q data"], durability="none"),
            Side(ANNEX, ["git", "-C", str(last[ANNEX]), "annex", "add", "--quiet", "data"]),
        ]
        times = self.times("again", sides, 5)
        ratios = [
            Ratio(f"{RESTIC} / cairn run", RESTIC, AGAIN, (">=", 20)),
            Ratio(f"{DVC} / cairn run", DVC, AGAIN, (">=", 20)),
            Ratio(f"cairn run / {ANNEX}", AGAIN, ANNEX, ("<=", 0.7)),
            Ratio(f"{BORG} / cairn run", BORG, AGAIN),
        ]
        return paragraph("Nothing changed, A", "The same command once more.", sides, times, ratios)

    def verify(self):
        repositories = {"A": self.peers.last[RESTIC] / "repo", "B": self.setting.runs / "storage-restic-b"}
        sides, ratios = [], []
        for files, project, bound in ((self.a, self.project_a, 3.5), (self.b, self.project_b, 5)):
            ours, theirs = f"{files.name}: {VERIFY}", f"{files.name}: {CHECK}"
            check = says(rf"^1 run, {files.files} files .*: all well")
            sides.append(Side(ours, self.command(project, "verify", "--deep"), check=check))
            restic = ["restic", "-r", str(repositories[files.name]), "check", "--read-data"]
            sides.append(Side(theirs, restic, check=says("^no errors were found")))
            ratios.append(Ratio(f"{files.name}: restic check / verify", theirs, ours, (">=", bound)))
        return paragraph("Every byte looked at", "", sides, self.times("verify", sides, 3), ratios)

    def duplicates(self):
        def found(folder):
            lines = folder.with_name(folder.name + ".output").read_text().split("\n\n")
            surplus = sum(max(0, len(one.strip().splitlines()) - 1) for one in lines)
            if surplus != self.a.surplus:
                raise BenchError(f"{folder}: jdupes found {surplus} copies, expected {self.a.surplus}")

        check = says(f"^{self.a.surplus} duplicate files? in ")
        sides = [
            Side(FROM_CATALOG, self.command(self.project_a, "deduplicate", "--dry-run"), check=check),
            Side(SCAN, self.command(self.project_a, "deduplicate", "--dry-run", "--scan"), check=check),
            Side(JDUPES, ["jdupes", "-q", "-r", str(kept_files(self.project_a))], check=found),
        ]
        ratios = [
            Ratio("jdupes / from the catalog", JDUPES, FROM_CATALOG, (">=", 30)),
            Ratio("jdupes / scan", JDUPES, SCAN, (">=", 1.1)),
        ]
        text = "All compare byte by byte but the first, which trusts the digests of the records."
        return paragraph("Duplicates of A", text, sides, self.times("duplicates", sides, 5), ratios)

    def restore(self):
        # Each time has a merged project of its own: where files were deleted in the last minutes, as by
        # merging, ext4 passes over their inodes one by one for each new file, which takes longer than all else.
        merged_project = self.setting.runs / "storage-merged"
        self.peers.must(self.setting.runs, "cp", "-a", self.project_a, merged_project)
        self.peers.must(self.setting.runs, *self.command(merged_project, "deduplicate", "--auto"))

        def merged(durability):
            def prepare(folder):
                self.peers.must(folder, "cp", "-a", merged_project, "project")
                write_spec(folder / "project", durability)

            return prepare

        def restored(folder):
            if count_files(folder / "out") != self.a.files:
                raise BenchError(f"{folder}: restic did not restore {self.a.files} files")

        command = self.command("{folder}/project", "deduplicate", "--restore")
        check = says(f"^gave {self.a.surplus} files an inode of their own")
        restic = ["restic", "-q", "-r", f"{self.peers.last[RESTIC]}/repo", "restore", "latest", "--target", "{folder}/out"]
        sides = [
            Side(BACK, command, merged("full"), check, "full"),
            Side(BACK_UNSYNCED, command, merged("none"), check, "none"),
            Side(RESTORE, restic, check=restored, durability="none"),
        ]
        times = self.times("restore", sides, 3)
        sizes = {BACK: self.a.surplus_bytes, BACK_UNSYNCED: self.a.surplus_bytes, RESTORE: self.a.bytes}
        for name, each in list(times.items()):
            factor = 1e9 / sizes[name]
            times[name] = Times([wall * factor for wall in each.wall], [cpu * factor for cpu in each.cpu])
        ratios = [
            Ratio("restic / cairn, for each byte", RESTORE, BACK, (">=", 4)),
            Ratio("restic / cairn, unsynced", RESTORE, BACK_UNSYNCED),
        ]
        text = (
            f"Times are those of 1 GB: cairn gives {self.a.surplus_bytes / 1e6:.0f} MB of copies their own bytes back,\n"
            f"restic writes all {self.a.bytes / 1e6:.0f} MB."
        )
        return paragraph("Restore of A", text, sides, times, ratios)


def versions(setting):
    """The line of the peers in the head of the results."""
    return Peers(setting).versions()


def measure(setting):
    """Returns the section of docs/benchmarks.md."""
    storage = Storage(setting)
    text = f"### storage\n\nSets, warm in the page cache: {storage.a}; {storage.b}.\n\n"
    text += storage.ingest() + storage.slow_ingest() + storage.large_ingest() + storage.syncs()
    if setting.cairn:
        storage.keep_projects()
        text += storage.again() + storage.verify() + storage.duplicates() + storage.restore()
    return text.rstrip("\n") + "\n"
