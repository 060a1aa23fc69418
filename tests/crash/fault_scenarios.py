# label: none
"""What the crash tests of failpoints.py let cairn do: projects that are prepared, and one command on each.

SCENARIOS is the table: a command that writes gets a row. `prepare` makes the project in an empty folder.
"""

import dataclasses
import functools
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import typing

import crash_project as project
import verify_store

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from genuine_trees import unpack  # noqa: E402

LINKED_LAYOUT = """\
layout: linked
root: results
default_kind: run
kinds:
  run: {path: "{stage}-{id}", links: {"short/{id}": "."}}
"""
LINKED = """\
project: linked
layout: linked.yaml
stages:
  make:
    matrix: {n: [1, 2, 3]}
    cmd: "echo {n} > {run}/n.txt"
"""
USER_FILE = '{"format": 1, "notes": "typed by a person"}\n'


@dataclasses.dataclass(frozen=True)
class Scenario:
    """A project, a command, and the exit status of the command when nothing fails.

    `calls` is how many calls of one site are tried in `.ci/run`: few where a command takes long.
    """
    name: str
    prepare: typing.Callable[[pathlib.Path], None]
    arguments: typing.Callable[[pathlib.Path], list] | list
    status: int = 0
    calls: int = 6


def copy_of(source, target):
    """A copy of a folder with modes, times and links; the target may be there and empty."""
    target.mkdir(exist_ok=True)
    subprocess.run(["cp", "-a", f"{source}/.", target], check=True)
    return target


def once(prepare):
    """Prepares a project once in this process and beside the scenarios, and copies it from then on."""
    @functools.wraps(prepare)
    def prepared(root):
        kept = root.parent / f"{prepare.__name__}.{os.getpid()}"
        if not kept.exists():
            kept.mkdir()
            prepare(kept)
        copy_of(kept, root)
    return prepared


def prepare_fresh(root):
    project.make_project(root)


@once
def prepare_done(root):
    project.make_project(root)
    project.must_run(root, "run", "-j1", *project.GOOD_STAGES)


def prepare_again(root):
    """A finished project in which `fit` and `table` are stale, one curve is missing, a view was edited by hand."""
    prepare_done(root)
    change_fit(root)
    spec = root / "cairn.yaml"
    spec.write_text(spec.read_text().replace("dataset: [corn], n: [1]", "dataset: [corn], n: [1, 2]"))
    with next(root.glob("results/*/corn/COMPARISON.yaml")).open("a") as view:
        view.write("# looks good\n")
    for record in [*root.glob("results/*/corn/PLS2_*/.run/*.json"), *root.glob("results/*/corn/tables/.run/*.json")]:
        record.with_suffix(".user.json").write_text(USER_FILE)


def change_fit(root):
    """Makes the runs of `fit`, and what depends on them, stale."""
    fit = root / "fit.sh"
    fit.write_text(fit.read_text().replace("echo deep", "echo deeper >>\"$3/weights/w.txt\"\necho deep"))


@once
def prepare_reverted(root):
    """A project in which all was made again after an edit that was then taken back: what was replaced is as wanted."""
    prepare_typed(root)
    before = (root / "fit.sh").read_text()
    change_fit(root)
    project.must_run(root, "run", "-j1", *project.GOOD_STAGES)
    (root / "fit.sh").write_text(before)


def prepare_damaged(root):
    prepare_done(root)
    for extra in root.glob(".cairn/catalog.db-*"):
        extra.unlink()
    (root / ".cairn/catalog.db").write_bytes(b"no catalog " * 1000)


@once
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


@once
def prepare_cleaned(root):
    """A group and the runs of a shared folder lie in the trash."""
    prepare_typed(root)
    project.must_run(root, "clean", "--stage", "table", "-y")
    project.must_run(root, "clean", corn_folder(root), "-y")


@once
def prepare_partly_restored(root):
    """Of a group in the trash one run is back."""
    prepare_cleaned(root)
    notes = [json.loads(note.read_bytes()) for note in root.glob(".cairn/trash/*/entry.json")]
    group = next(note for note in notes if note["kind"] == "group")
    project.must_run(root, "restore", group["runs"][0]["id"])


def prepare_archived(root):
    """A finished project in whose archive a session, and the tables of another one, lie."""
    prepare_merged("symlink")(root)
    project.must_run(root, "note", "first", "typed by a person")
    project.must_run(root, "archive", "--stage", "table", "-y")
    project.must_run(root, "archive", "first", "-y")


def prepare_all_archived(root):
    prepare_typed(root)
    project.must_run(root, "archive", "--where", "id != ''", "-y")


def prepare_archived_stale(root):
    """All runs lie in the archive, and the fits there, with what depends on them, have to run again."""
    prepare_all_archived(root)
    change_fit(root)


def prepare_promoted(root):
    """A finished project, and an older figure under one of the names that are promoted."""
    prepare_done(root)
    project.write(root / "figures/corn.txt", "an older figure\n")


def prepare_partly_archived(root):
    """One fit of the session is archived, and files of the others are links to objects."""
    prepare_merged("symlink")(root)
    project.must_run(root, "note", "first", "typed by a person")
    project.must_run(root, "archive", fit_run(root), "-y")


@once
def prepare_equal(root):
    """A finished project with equal files."""
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


def prepare_swapped(root):
    """Two files that exist once were swapped, and another was given a new name: each holds what is looked for."""
    prepare_done(root)
    for record in sorted(root.glob("results/*/corn/PLS2_*")):
        weights, deep = record / "weights/w.txt", record / "weights/more/deep.txt"
        for path, text in zip((weights, deep), (deep.read_bytes(), weights.read_bytes()), strict=True):
            path.write_bytes(text)


def prepare_leftovers(root):
    prepare_done(root)
    for number in range(4):
        path = next(root.glob("results/*/corn")) / f".cairn-tmp-99999999-{number}"
        path.write_bytes(b"half")
        os.utime(path, (0, 0))


def prepare_package(root):
    """An empty project, and a package of the runs of another one."""
    donor = root.parent / f"{root.name}.donor"
    prepare_typed(donor)
    project.must_run(donor, "export", "first", "--complete", "-o", str(root / "package.zip"))
    shutil.rmtree(donor)
    project.make_project(root)


def prepare_replacing(root):
    """A finished project, and a package of one of its runs in a newer state."""
    prepare_done(root)
    donor = copy_of(root, root.parent / f"{root.name}.donor")
    change_fit(donor)
    project.must_run(donor, "run", "-j1", "fit")
    project.must_run(donor, "export", fit_run(donor), "--complete", "-o", str(root / "package.zip"))
    shutil.rmtree(donor)
    project.must_run(root, "note", fit_run(root), "typed by a person")


def unpack_tree(root, name):
    unpack(name, root)


def prepare_foreign(root):
    """A project beside results of another program, and what a killed adopt left there two days ago."""
    project.make_project(root)
    unpack_tree(root, "lambda-hat-runs")
    left = root / ".cairn/adopted/.cairn-tmp-1-0"
    left.parent.mkdir(parents=True)
    left.write_text("{")
    os.utime(left, (1, 1))


def prepare_linked(root):
    """A project whose layout makes a link to each run."""
    project.write(root / "linked.yaml", LINKED_LAYOUT)
    project.write(root / "cairn.yaml", LINKED)


def prepare_migrating(root):
    """An empty project of the layout that the old results beside it are to get."""
    project.write(root / "cairn.yaml", "project: new\nlayout: nirs4all\nstages: {}\n")
    unpack_tree(root, "nirs4all-v5-uuid")


def user_file(path):
    """What a user file says; when a link was made is no difference."""
    said = json.loads(path.read_bytes())
    for link in said.get("links", ()):
        link.pop("at", None)
    return said


def corn_folder(root):
    return str(next(root.glob("results/*/corn")).relative_to(root))


def trashed(root, kind):
    """The entry of that kind."""
    notes = sorted(root.glob(".cairn/trash/*/entry.json"))
    return next(note.parent.name for note in notes if json.loads(note.read_bytes())["kind"] == kind)


def fit_run(root):
    return next(root.glob("results/*/corn/PLS2_*/.run/??????.json")).stem


def table_run(root):
    return next(root.glob("results/*/corn/tables/.run/??????.json")).stem


def rows_run(root):
    records = root.glob("results/**/.run/??????.json")
    return next(path for path in records if json.loads(path.read_bytes())["stage"] == "rows").stem


RUN = ["run", "-j1", "-k"]
MERGE = ["deduplicate", "--auto", "--link"]
CLEAN_TABLES = ["clean", "--stage", "table", "-y"]
SCENARIOS = [
    Scenario("fresh", prepare_fresh, [*RUN, *project.GOOD_STAGES], calls=2),
    Scenario("again", prepare_again, [*RUN, "-y", "-e", "second", *project.GOOD_STAGES], calls=2),
    Scenario("back", prepare_reverted, [*RUN, *project.GOOD_STAGES], calls=3),
    Scenario("failing", prepare_done, [*RUN, "bad"], status=1, calls=3),
    Scenario("damaged", prepare_damaged, [*RUN, *project.GOOD_STAGES], calls=3),
    Scenario("check", prepare_done, lambda root: ["run", "-j1", "--check", fit_run(root), rows_run(root)], calls=3),
    Scenario("links", prepare_linked, [*RUN, "make"], calls=3),
    Scenario("tag", prepare_typed, lambda root: ["tag", fit_run(root), table_run(root), "paper=figure 3"]),
    Scenario("untag", prepare_typed, lambda root: ["tag", table_run(root), "--remove", "paper"]),
    Scenario("group", prepare_typed, ["note", "first", "--replace", "typed anew"]),
    Scenario("views", prepare_views, ["render"]),
    Scenario("clean_group", prepare_typed, lambda root: ["clean", corn_folder(root), "-y"]),
    Scenario("clean_shared", prepare_typed, CLEAN_TABLES),
    Scenario("clean_now", prepare_typed, [*CLEAN_TABLES, "--no-trash"]),
    Scenario("restore_group", prepare_cleaned, lambda root: ["restore", trashed(root, "group")]),
    Scenario("restore_rest", prepare_partly_restored, lambda root: ["restore", trashed(root, "group")]),
    Scenario("restore_shared", prepare_cleaned, lambda root: ["restore", trashed(root, "run")]),
    Scenario("archive", prepare_merged("symlink"), ["archive", "first", "-y"]),
    Scenario("archive_shared", prepare_typed, ["archive", "--stage", "table", "-y"]),
    Scenario("archive_rest", prepare_partly_archived, ["archive", "first", "-y"]),
    Scenario("archive_again", prepare_archived_stale, [*RUN, *project.GOOD_STAGES], calls=2),
    Scenario("restore_archive", prepare_archived, ["restore", "results/archive"]),
    Scenario("purge", prepare_cleaned, ["purge", "--all", "-y"]),
    Scenario("hardlink", prepare_equal, [*MERGE, "hardlink"]),
    # Where the file system has no reflinks, as in memory, each file is tried and left: exit 1.
    Scenario("reflink", prepare_equal, [*MERGE, "reflink"], status=1),
    Scenario("symlink", prepare_equal, [*MERGE, "symlink"]),
    Scenario("unlink", prepare_merged("hardlink"), ["deduplicate", "--restore"]),
    Scenario("unsymlink", prepare_merged("symlink"), ["deduplicate", "--restore"]),
    Scenario("collect", prepare_orphans, ["cache", "clean", "--orphaned", "--yes"]),
    Scenario("repair", prepare_broken, ["verify", "--deep", "--repair"]),
    Scenario("repair_swapped", prepare_swapped, ["verify", "--deep", "--repair"]),
    Scenario("doctor", prepare_leftovers, ["doctor", "--fix"]),
    Scenario("export", prepare_done, ["export", "first", "--complete", "--force", "-o", "out.zip"]),
    Scenario("promote", prepare_promoted, ["promote", "gallery", "--by", "dataset", "--plot-name", "weights/w.txt", "-y",
                                           "--outdir", "figures", "--snippet-out", "pages/gallery.html"]),
    Scenario("import", prepare_package, ["import", "package.zip"]),
    Scenario("replace", prepare_replacing, ["import", "package.zip", "--replace"]),
    Scenario("adopt", prepare_foreign, ["adopt", "lambda-hat-runs"]),
    Scenario("migrate", prepare_migrating, ["migrate", "--from", "nirs4all-v5", "--to", "nirs4all", "nirs4all-v5-uuid", "."]),
]
