# label: ci
# timeout: 900
"""Packages from strangers: each lie is refused with one clear line, and nothing outside has changed.

    hostile_packages.py [NAME…]        all of them, or some
    hostile_packages.py --quick        all but those of SLOW

A project exports one run. Each case changes the package and imports it into another project that lies in
a tree of canaries. Of a refusal: exit 2, 4 or 6, one line of error that says why, no control character in
it, no file of the tree other than before, nothing left in `.cairn/imports`, in 10 s and 256 MiB. What is
harmless is taken and must arrive byte for byte. The rows are those of the table of attacks, I1 to I50.
"""

import collections
import hashlib
import io
import json
import os
import pathlib
import re
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
import zipfile
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from zipcraft import DEFLATED, STORED, Entry, Package, craft, end_record, end_records64, seal_record

PROGRAM = os.environ.get("CAIRN_BIN_DIR", "") + "/cairn"
IS_SANITIZED = "asan" in os.environ.get("CAIRN_BUILD_DIR", "")
MOST_SECONDS, MOST_MEMORY = 10, 256 << 20
FLOOR = 60  # hostile ones, also of --quick: so many are promised, with a program under sanitizers
SLOW = ("many_100k", "many_zip64", "bomb_flat", "json_huge")

SPEC = """\
project: stranger
layout: nirs4all
experiment: wheat
stages:
  fit:
    name: odd
    params: {n: 1}
    cmd: sh make.sh {run}
    metrics: scores.json
"""
MAKE = r"""
set -e
cd "$1"
mkdir -p models/deep
echo weights >models/deep/model.bin
echo '{"val": {"rmse": 0.5}}' >scores.json
: >empty
truncate -s 300K sparse
echo dash >-rf
echo tilde >'~root'
echo shell >'$(touch canary)'
echo percent >'%2e%2e%2fx'
echo blank >'two words; &'
echo text >'grün 漢字.txt'
printf 'cos\nsystem\n(S"touch canary"\ntR.' >evil.pkl
head -c 300000 /dev/urandom >random.bin
printf 'PK\003\004 no archive' >nested.zip
"""


def cairn(folder, *arguments, **options):
    environment = {"PATH": f"{pathlib.Path(PROGRAM).parent}:/usr/bin:/bin", "HOME": str(folder), "TZ": "UTC",
                   "LC_ALL": "C.UTF-8", "USER": "ana", "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
    return subprocess.run([PROGRAM, *arguments], cwd=folder, env=environment, capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=60, check=False, **options)


def must(folder, *arguments):
    result = cairn(folder, *arguments)
    if result.returncode != 0:
        sys.exit(f"cairn {' '.join(arguments)} ended with {result.returncode}: {result.stderr.decode()}")
    return result


def tree(root):
    """{path: what is there} of all but the catalog, the locks and the note of results, which any command may touch."""
    found = {}
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in [*folders, *files]:
            path = os.path.join(folder, name)
            if "/.cairn/catalog.db" in path or "/.cairn/locks" in path or path.endswith(("/.cairn", "/.cairn/imports", "/.cairn/roots")):
                continue
            if os.path.islink(path):
                found[path] = "-> " + os.readlink(path)
            elif os.path.isfile(path):
                found[path] = hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
            else:
                found[path] = "folder"
    return found


class World:
    """A package, a project that takes packages, and the canaries around it."""

    def __init__(self, folder):
        self.folder = folder
        self.origin = folder / "origin"
        self.origin.mkdir()
        (self.origin / "cairn.yaml").write_text(SPEC)
        (self.origin / "make.sh").write_text(MAKE)
        must(self.origin, "run", "-q")
        self.good = folder / "good.zip"
        must(self.origin, "export", "latest", "--complete", "-o", str(self.good))
        self.arena = folder / "arena"
        self.project = self.arena / "deep" / "project"
        (self.project / "results").mkdir(parents=True)
        (self.project / "cairn.yaml").write_text(SPEC)
        for place in (self.arena, self.arena / "deep", self.project, self.project / "results"):
            (place / "canary").write_text("untouched")
        self.package_file = folder / "hostile.zip"
        self.fresh = tree(self.arena)

    def package(self):
        return Package(self.good)

    def reset(self):
        for name in (".cairn", "results"):
            shutil.rmtree(self.project / name, ignore_errors=True)
        (self.project / "results").mkdir()
        (self.project / "results/canary").write_text("untouched")

    def bring(self, package, *options):
        """(exit status, output, errors, seconds, bytes of memory) of importing the bytes or the path."""
        path = package
        if isinstance(package, bytes):
            path = self.package_file
            path.write_bytes(package)
        started = time.monotonic()
        result = cairn(self.project, "import", str(path), *options)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
        return result.returncode, result.stdout, result.stderr, time.monotonic() - started, memory


# ---- the lies: name → (row, bytes or function of the world, pattern of the message) ----------------

def added(name, **how):
    """The good package with one more entry."""
    return lambda world: craft(world.package().entries() + [Entry(name, how.pop("data", b"x"), **how)])


def two(first, second):
    return lambda world: craft(world.package().entries() + [Entry(first, b"x"), Entry(second, b"x")])


def manifest(change):
    """The good package with a changed manifest; a text stands in for all of it."""
    def make(world):
        package = world.package()
        value = change(package)
        if value is None:
            return craft(package.entries())
        return craft(package.entries(value if isinstance(value, bytes) else json.dumps(value).encode()))
    return make


def record(change):
    """The good package with a changed record that closes with its own digest again."""
    def make(world):
        package = world.package()
        fields = package.record()
        change(fields, package)
        package.set_record(fields)
        return craft(package.entries())
    return make


def artifact(path):
    def make(world):
        package = world.package()
        package.add_artifact(path, b"x")
        return craft(package.entries())
    return make


def altered(**fields):
    """One more entry whose headers say what they should not."""
    return added("extra.bin", data=b"x" * 1000, **fields)


def lying(name, **fields):
    """A file of the run whose headers say what they should not."""
    def make(world):
        entries = world.package().entries()
        for entry in entries:
            if entry.name == name.encode():
                for key, value in fields.items():
                    setattr(entry, key, value)
        return craft(entries)
    return make


def set_path(fields, path, value):
    for key in path[:-1]:
        fields = fields[key]
    fields[path[-1]] = value


def changed(path, value):
    return record(lambda fields, _: set_path(fields, path, value))


def bomb(world):
    return craft(world.package().entries() + [Entry("bomb.bin", bytes(100 << 20))])


def bomb_of_many(world):
    return craft(world.package().entries() + [Entry(f"part{number}.bin", bytes(10 << 20)) for number in range(11)])


def hidden_bomb(world):
    """A stream of 100 MiB that its headers call small."""
    maker = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = maker.compress(bytes(100 << 20)) + maker.flush()
    package = world.package()
    package.add_artifact("lie.bin", bytes(1000))
    lie = {"csize": len(packed), "usize": 1000, "method": DEFLATED, "crc": zlib.crc32(bytes(1000))}
    entries = [entry for entry in package.entries() if entry.name != b"lie.bin"]
    return craft(entries + [Entry("lie.bin", packed, STORED, local=lie, central=lie)])


def many(count, zip64=False):
    return lambda world: craft([Entry(f"e{i}", b"", STORED) for i in range(count)], count=count, zip64=zip64)


def overlap(world):
    entries = world.package().entries() + [Entry("kernel.bin", os.urandom(1000), STORED)]
    bytes_ = craft(entries)
    offset = bytes_.rindex(b"PK\3\4")
    doubles = [Entry(f"overlap{i}", entries[-1].data, STORED, central={"offset": offset}) for i in range(5)]
    return craft(entries + doubles)


def unicode_path(name):
    field = b"\1" + struct.pack("<I", zlib.crc32(b"extra.bin")) + name
    return struct.pack("<2H", 0x7075, len(field)) + field


def wide(*numbers):
    return struct.pack("<2H", 1, 8 * len(numbers)) + b"".join(struct.pack("<Q", n) for n in numbers)


def nested_json(depth):
    return b"[" * depth + b"]" * depth


def with_text(world, change):
    package = world.package()
    text = package.manifest["runs"][0]["texts"][0]
    change(package, text)
    return craft(package.entries())


def cut(world):
    return world.good.read_bytes()[:-40]


def drop_file(world):
    package = world.package()
    entries = package.entries()
    return craft([entry for entry in entries if entry.name != b"scores.json"])


def swap_bytes(world):
    """Other bytes, right for the zip and the manifest, not for the record."""
    package = world.package()
    package.files["scores.json"] = package.files["scores.json"].replace(b"5", b"4")
    return craft(package.entries())


def edit_digit(world):
    package = world.package()
    value = package.manifest_bytes().decode()
    at = value.index('"sha256": "', value.index("random.bin")) + 11
    value = value[:at] + ("0" if value[at] != "0" else "1") + value[at + 1:]
    return craft(package.entries(value.encode()))


def forged_record(fields, _):
    fields["key"] = fields["key"] + " "


def two_records(world):
    """The record of another run in the folder of this one, passed off as an artifact."""
    package = world.package()
    package.add_artifact(".run/zzzzzz.json", b"{}")
    return craft(package.entries())


def group(files=(), text=None, **fields):
    """A package of two runs' folders with a group that says what it should not."""
    def make(world):
        package = world.package()
        run = package.manifest["runs"][0]
        package.files = {f"session/odd/{name}" if not name.startswith("provenance/") else name: data
                         for name, data in package.files.items()}
        run["folder"] = "session/odd"
        place = {"group": "session", "folder": "session", "path": "results/session", "group_file": text is not None,
                 "views": [], "files": list(files), **fields}
        for name in files:
            package.files[f"{place['folder']}/{name}"] = b"x"
        if text is not None:
            package.files[f"{place['folder']}/.run/group.json"] = text
        package.manifest["format"], package.manifest["groups"] = 2, [place]
        return craft(package.entries())
    return make


NFC, NFD = unicodedata.normalize("NFC", "é.txt"), unicodedata.normalize("NFD", "é.txt")
FLAGGED = {"flags": 0x801}
HOSTILE = {
    "group_dotdot": ("I1", group(folder="../session"), r"has '\.\.' in it"),
    "group_file_dotdot": ("I1", group(["../../../escape.txt"]), r"has '\.\.' in it"),
    "group_record": ("I14", group([".run/zzzzzz.json"]), "folder that cairn keeps"),
    "group_in_run": ("I14", group(["odd/more.txt"]), "lies in the folder of run"),
    "group_no_json": ("I38", group(text=b"{"), "group.json"),
    "group_future": ("I42", group(text=b'{"format": 1, "kind": "session", "name": "x", "created": "2999-01-01T00:00:00Z", '
                                       b'"fields": {}}'), "time that cannot be"),
    "name_dotdot": ("I1", added("../escape.txt"), r"escape\.txt' has '\.\.' in it"),
    "name_deep_dotdot": ("I1", added("a/b/../../../escape.txt"), r"has '\.\.' in it"),
    "name_only_dotdot": ("I1", added(".."), r"has '\.\.' in it"),
    "name_abs": ("I2", added("/tmp/escape.txt"), "empty part"),
    "name_backslash": ("I3", added("..\\escape.txt"), "backslash"),
    "name_backslash_inner": ("I3", added("a\\b"), "backslash"),
    "name_drive": ("I4", added("C:/escape.txt"), "colon"),
    "name_drive_relative": ("I4", added("C:escape.txt"), "colon"),
    "name_unc": ("I4", added("//server/share/x"), "empty part"),
    "name_dot": ("I5", added("."), r"has '\.' in it"),
    "name_dot_slash": ("I5", added("./a"), r"has '\.' in it"),
    "name_dblslash": ("I5", added("a//b"), "empty part"),
    "name_empty": ("I5", added(""), "is empty"),
    "name_trail_slash_file": ("I5", added("a/", data=b"data"), "ends in a slash"),
    "name_folder_no_slash": ("I5", added("a", data=b"", mode=0o040755), "folder without a slash"),
    "nul_name": ("I6", added(b"a\0.txt"), "control character"),
    "bad_utf8": ("I7", added(b"\xff\xfe.txt"), "not valid UTF-8"),
    "bad_utf8_flag": ("I7", added(b"\xc3\x28.txt", flags=0x800), "not valid UTF-8"),
    "name_nl": ("I8", added("a\nb"), "control character"),
    "name_esc": ("I8", added("a\x1b[31mb"), "control character"),
    "name_del": ("I8", added("a\x7fb"), "control character"),
    "name_c1": ("I8", added("a\u0085b"), "control character"),
    "name_con": ("I10", added("CON"), "device on Windows"),
    "name_aux": ("I10", added("a/aux.tar.gz"), "device on Windows"),
    "name_com": ("I10", added("Com1.txt"), "device on Windows"),
    "name_ads": ("I11", added("a:stream"), "colon"),
    "name_trail_dot": ("I11", added("a."), "ends in a dot"),
    "name_trail_sp": ("I11", added("a /b"), "ends in a blank"),
    "name_long_part": ("I12", added("x" * 256), "more than 255 bytes"),
    "name_long_path": ("I12", added("/".join(["x" * 200] * 21)), "more than 4096 bytes"),
    "name_deep": ("I12", added("/".join("d" * 65)), "deeper than 64"),
    "name_bidi": ("I13", added("a\u202etxt.exe"), "writing direction"),
    "name_zero_width": ("I13", added("a\u200bb"), "invisible"),
    "name_meta": ("I14", artifact("models/.cairn/x"), "that cairn keeps"),
    "name_run": ("I14", artifact("models/.RUN/x"), "that cairn keeps"),
    "name_git": ("I14", artifact(".git/hooks/post-checkout"), "of git"),
    "name_git_case": ("I14", artifact("a/.GIT/config"), "of git"),
    "name_temp": ("I14", artifact(".cairn-tmp-1"), "unfinished file"),
    "name_record": ("I14", two_records, "that cairn keeps"),
    "dup_exact": ("I16", two("same", "same"), "there twice"),
    "dup_case": ("I17", two("Same", "same"), "one name with"),
    "dup_norm": ("I17", two(NFC, NFD), "one name with"),
    "dup_compat": ("I17", two("ﬁle", "file"), "one name with"),
    "file_then_dir": ("I18", two("thing", "thing/inner"), "a file and a folder"),
    "dir_then_file": ("I18", two("thing/inner", "THING"), "a file and a folder"),
    "folder_and_file": ("I18", lambda w: craft(w.package().entries() + [
        Entry("thing/", b"", STORED, mode=0o040755), Entry("thing", b"x")]), "a file and a folder"),
    "symlink_abs": ("I19", added("link", data=b"/etc/passwd", mode=0o120777), "is a link"),
    "symlink_inside": ("I19", added("link", data=b"scores.json", mode=0o120777), "is a link"),
    "symlink_then_write": ("I20", lambda w: craft(w.package().entries() + [
        Entry("out", b"/tmp", mode=0o120777), Entry("out/x", b"x")]), "is a link"),
    "mode_blk": ("I21", added("dev", mode=0o060644), "a device"),
    "mode_chr": ("I21", added("dev", mode=0o020644), "a device"),
    "mode_fifo": ("I21", added("dev", mode=0o010644), "a pipe"),
    "mode_sock": ("I21", added("dev", mode=0o140644), "only files are taken"),
    "bomb_flat": ("I23", bomb, "more than 100 times"),
    "bomb_many": ("I23", bomb_of_many, "more than 100 times"),
    "bomb_hidden": ("I23", hidden_bomb, "another size|more bytes"),
    "overlap": ("I24", overlap, "overlap"),
    "many_100k": ("I25", many(100_000, zip64=True), "entries, and 50000 are taken"),
    "many_zip64": ("I25", many(65_535, zip64=True), "entries, and 50000 are taken"),
    "size_lie_small": ("I27", lying("random.bin", local={"usize": 10}, central={"usize": 10}), "another size"),
    "size_lie_large": ("I27", lying("random.bin", local={"usize": 900000}, central={"usize": 900000}), "another size"),
    "size_lie_huge": ("I27", altered(local={"usize": 0xFFFFFFF0}, central={"usize": 0xFFFFFFF0}), "more than 100"),
    "csize_past_eof": ("I27", altered(local={"csize": 1 << 30}, central={"csize": 1 << 30}), "ends outside"),
    "csize_short": ("I27", altered(local={"csize": 5}, central={"csize": 5}), "other bytes|bytes lie between"),
    "stored_two_sizes": ("I27", altered(method=STORED, local={"usize": 999}, central={"usize": 999}), "two sizes"),
    "bad_crc": ("I28", lying("random.bin", local={"crc": 1}, central={"crc": 1}), "CRC"),
    "sums_digit": ("I28", edit_digit, "disagree|SHA-256"),
    "swapped_bytes": ("I28", swap_bytes, "disagree|another size"),
    "local_name": ("I29", altered(local={"name": b"other.bin"}), "local header"),
    "local_size": ("I29", altered(local={"usize": 5}), "local header"),
    "local_crc": ("I29", altered(local={"crc": 5}), "local header"),
    "local_method": ("I29", altered(local={"method": 0}), "local header"),
    "local_flags": ("I29", altered(local={"flags": 2}), "local header"),
    "two_eocd": ("I30", lambda w: w.good.read_bytes() + end_record(0, 0, 0), "end record|is not where|two ways"),
    "eocd_count_lie": ("I30", lambda w: craft(w.package().entries(), count=3), "follow the last entry"),
    "eocd_count_more": ("I30", lambda w: craft(w.package().entries(), count=99), "fewer entries"),
    "eocd_in_comment": ("I30", lambda w: craft(w.package().entries(), comment=b"hi" + end_record(0, 0, 0)),
                        "two ways|comment holds"),
    "eocd_in_comment_open": ("I30", lambda w: craft(w.package().entries(), comment=b"PK\5\6 what"),
                             "comment holds"),
    "eocd64_gone": ("I30", lambda w: craft(w.package().entries())[:-22] + end_record(0xFFFF, 1, 1), "zip64 record"),
    "many_disks": ("I30", lambda w: craft(w.package().entries())[:-22] + end_record(1, 1, 1, disk=1), "several"),
    "prefix_junk": ("I31", lambda w: b"MZ junk" + w.good.read_bytes(), "precede"),
    "prefix_adjusted": ("I31", lambda w: craft(w.package().entries(), prefix=b"MZ junk"), "does not follow"),
    "trailing_junk": ("I31", lambda w: w.good.read_bytes() + b"junk", "no end record"),
    "between_junk": ("I31", lambda w: craft(w.package().entries(), between=b"junk"), "between its last file"),
    "truncated": ("I32", cut, "no end record"),
    "truncated_front": ("I32", lambda w: w.good.read_bytes()[500:], "precede|is not where"),
    "empty_file": ("I32", b"", "too short"),
    "only_eocd": ("I32", end_record(0, 0, 0), "is empty"),
    "no_zip": ("I32", b"\x1f\x8b\x08" + bytes(5000), "no end record"),
    "encrypted": ("I33", altered(local=FLAGGED, central=FLAGGED), "encrypted"),
    "method_99": ("I33", altered(local={"method": 99}, central={"method": 99}), "method 99"),
    "method_lzma": ("I33", altered(local={"method": 14}, central={"method": 14}), "method 14"),
    "patch_data": ("I33", altered(local={"flags": 0x20}, central={"flags": 0x20}), "flags"),
    "newer_version": ("I33", altered(local={"version": 63}, central={"version": 63}), "newer version"),
    "no_deflate": ("I33", lying("random.bin", method=STORED, local={"method": 8}, central={"method": 8}), "no deflate|another size"),
    "unicode_path": ("I34", altered(extra=unicode_path(b"../../escape")), "second, other name"),
    "zip64_unasked": ("I34", altered(extra=wide(5)), "says more than was asked"),
    "zip64_twice": ("I34", altered(extra=wide() + wide()), "two zip64"),
    "zip64_missing": ("I34", altered(central={"usize": 0xFFFFFFFF}), "not there"),
    "extra_cut": ("I34", altered(extra=b"\1\0\x20\0x"), "cut off"),
    "descriptor_lie": ("I35", altered(flags=8, descriptor=struct.pack("<4s3I", b"PK\7\x08", 1, 2, 3)), "behind its data"),
    "descriptor_gone": ("I35", altered(flags=8), "behind its data|cut off"),
    "json_deep": ("I38", manifest(lambda p: nested_json(1_000_000)), "PACKAGE.json"),
    "json_duplicate": ("I40", manifest(lambda p: b'{"format":1,"format":1}'), "PACKAGE.json"),
    "json_nan": ("I40", manifest(lambda p: b'{"format":NaN}'), "PACKAGE.json"),
    "json_large_number": ("I40", manifest(lambda p: b'{"format":1e400}'), "PACKAGE.json"),
    "json_nul": ("I40", manifest(lambda p: b'{"format":1}\0'), "PACKAGE.json"),
    "json_huge": ("I40", manifest(lambda p: b'"' + b"x" * (70 << 20) + b'"'), "more than"),
    "json_utf16": ("I39", manifest(lambda p: '{"format":1}'.encode("utf-16")), "PACKAGE.json"),
    "json_list": ("I40", manifest(lambda p: []), "PACKAGE.json"),
    "newer_format": ("I40", manifest(lambda p: {"format": 3}), "reads up to 2"),
    "no_runs": ("I40", manifest(lambda p: p.manifest["runs"].clear()), "names no run"),
    "not_in_manifest": ("I41", added("extra.txt"), "not named by its manifest"),
    "not_in_zip": ("I41", drop_file, r"lacks the file 'scores\.json'"),
    "left_out_lie": ("I41", manifest(lambda p: p.manifest["runs"][0]["left_out"].append("never.bin")),
                     "does not name it"),
    "left_out_there": ("I41", manifest(lambda p: p.manifest["runs"][0]["left_out"].append("scores.json")),
                       "belongs to no run"),
    "folder_escape": ("I41", manifest(lambda p: p.manifest["runs"][0].update(folder="../..")), r"has '\.\.' in it"),
    "text_probe": ("I41", lambda w: with_text(w, lambda p, t: t.update(file="provenance/none")), "none of its files"),
    "text_outside": ("I41", lambda w: with_text(w, lambda p, t: t.update(file="scores.json")), "not the text"),
    "record_unsealed": ("I42", lambda w: craft([
        Entry(e.name, e.data.replace(b"finished", b"finishee")) if e.name.endswith(b".json") and b".run" in e.name
        else e for e in w.package().entries()]), "SHA-256|size"),
    "forged_key": ("I42", record(forged_record), "do not belong together"),
    "forged_id": ("I42", record(lambda f, p: f.update(digest="0" * 64)), "do not belong together"),
    "forged_year": ("I42", changed(["attempts", 0, "ended"], "9999-01-01T00:00:00.000000Z"), "time that cannot be"),
    "forged_past": ("I42", changed(["attempts", 0, "started"], "1901-01-01T00:00:00.000000Z"), "time that cannot be"),
    "forged_child": ("I42", changed(["children"], [{"id": "aaaaaa", "digest": "0" * 64, "kind": "model", "name": "x",
                                                    "path": "", "params": {}, "metrics": {}}]), "not its own"),
    "record_artifact_escape": ("I42", changed(["artifacts", 0, "path"], "../../escape"), r"has '\.\.' in it"),
    "record_out_escape": ("I42", changed(["outs"], [{"name": "x", "path": "../../../x"}]), r"has '\.\.' in it"),
    "record_log_escape": ("I42", changed(["log"], "/etc/cron.d/x"), "empty part"),
    "text_other_bytes": ("I44", lambda w: with_text(
        w, lambda p, t: p.files.update({t["file"]: b"poison"})), "not the text"),
    "user_file_broken": ("I42", manifest(lambda p: p.files.update(
        {p.record_path().replace(".json", ".user.json"): b"{broken"})), "user.json"),
    "terminal_escape": ("I49", added("\x1b]52;c;cm0gLXJmIH4=\x07"), "control character"),
}


def complaints(world, before, outcome, pattern):
    """What is wrong with how a hostile package was met."""
    status, output, errors, seconds, memory = outcome
    text = errors.decode(errors="replace")
    first = text.splitlines()[0] if text else ""
    if status not in (2, 4, 6):
        yield f"exit {status}: {text[:500]}"
    if not first.startswith("cairn: error: ") or not re.search(pattern, first):
        yield f"the message does not say '{pattern}': {text[:500]}"
    if len([line for line in text.splitlines() if not line.startswith("  hint: ")]) != 1:
        yield f"more than one line: {text[:500]}"
    if any(byte < 0x20 and byte != 0x0A or byte == 0x7F for byte in output + errors):
        yield f"control characters are printed: {text[:200]!r}"
    if seconds > MOST_SECONDS:
        yield f"it took {seconds:.1f} s"
    if not IS_SANITIZED and memory > MOST_MEMORY:
        yield f"it took {memory >> 20} MiB"
    after = tree(world.arena)
    if after != before:
        yield f"the tree has changed: {sorted(set(after.items()) ^ set(before.items()))[:6]}"
    left = list((world.project / ".cairn/imports").glob("*"))
    if left:
        yield f"left behind: {left}"


def try_hostile(world, name):
    _, make, pattern = HOSTILE[name]
    package = make(world) if callable(make) else make
    before = tree(world.arena)
    return list(complaints(world, before, world.bring(package), pattern))


# ---- what is no regular file, or changes (I46, I47) -------------------------------------------------

def odd_files(world):
    places = world.folder / "odd"
    places.mkdir()
    os.mkfifo(places / "fifo")
    (places / "link").symlink_to(world.good)
    (places / "folder").mkdir()
    cases = [("fifo", "no regular file"), ("link", "is a link"), ("folder", "no regular file")]
    for name, pattern in cases:
        for line in complaints(world, world.fresh, world.bring(places / name), pattern):
            yield f"{name}: {line}"
    for line in complaints(world, world.fresh, world.bring(pathlib.Path("/dev/zero")), "no regular file"):
        yield f"/dev/zero: {line}"


def staging_link(world):
    """Somebody else made `.cairn/imports` a link out of the project."""
    (world.project / ".cairn").mkdir()
    outside = world.arena / "outside"
    outside.mkdir()
    (world.project / ".cairn/imports").symlink_to(outside)
    before = tree(world.arena)
    yield from complaints(world, before, world.bring(world.good), "not a folder of its own")
    outside.rmdir()


# ---- what must be taken ------------------------------------------------------------------------------

def files_of(project):
    """{path below the run folder: bytes} of the one run of a project, without notes and views."""
    records = [path for path in project.glob("results/**/.run/*.json") if len(path.name.split(".")) == 2
               and path.name != "group.json"]
    if len(records) != 1:
        return {"records": len(records)}
    folder = records[0].parent.parent
    views = {"PIPELINE.yaml", "SCORES.yaml"}
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and path.name not in views and not path.name.endswith(".imported.json")}


def taken(world, package, *options):
    status, output, errors, _, _ = world.bring(package, *options)
    if status != 0:
        yield f"exit {status}: {errors.decode(errors='replace')[:500]}"
        return
    expected, found = files_of(world.origin), files_of(world.project)
    if expected != found:
        names = [name for name in {*expected, *found} if expected.get(name) != found.get(name)]
        yield f"these files differ: {names}"
    for path in world.project.glob("results/**/*"):
        if path.is_file() and path.name != "canary" and path.stat().st_mode & 0o7022:
            yield f"{path} has mode {path.stat().st_mode:o}"
    if (world.project / "canary").read_text() != "untouched" or list(world.arena.rglob("canary"))[4:]:
        yield "a canary was touched"


def odd_modes(world):
    package = world.package()
    entries = package.entries()
    for number, entry in enumerate(entries):
        entry.mode = [0o104755, 0o102755, 0o101777, 0o100000, 0o100666][number % 5]
    return craft(entries)


def bare_folder(world):
    folder = next(world.origin.glob("results/*/all/odd_*"))
    path = world.folder / "bare.zip"
    path.unlink(missing_ok=True)
    subprocess.run(["zip", "-q", "-r", path, folder.name], cwd=folder.parent, check=True)
    return path


def bare_inside(world):
    folder = next(world.origin.glob("results/*/all/odd_*"))
    path = world.folder / "inside.zip"
    path.unlink(missing_ok=True)
    subprocess.run(["zip", "-q", "-r", path, "."], cwd=folder, check=True)
    return path


def streamed(world):
    """As `zip -` writes to a pipe: sizes behind the data."""
    folder = next(world.origin.glob("results/*/all/odd_*"))
    made = subprocess.run(["zip", "-q", "-r", "-", "."], cwd=folder, check=True, stdout=subprocess.PIPE)
    return made.stdout


def by_python(world):
    """The same files in the hands of another program."""
    out = io.BytesIO()
    with zipfile.ZipFile(world.good) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return out.getvalue()


def yaml_bomb(world):
    """Nobody reads the pages: they are bytes."""
    package = world.package()
    levels = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"] + [f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    package.files["EXPORT.yaml"] = "\n".join(levels).encode() + b"\nrun: !!python/object/apply:os.system [touch canary]\n"
    return craft(package.entries())


HARMLESS = {
    "as_it_is": ("I9 I15 I26 I43", lambda world: world.good),
    "odd_modes": ("I22", odd_modes),
    "zip64_record": ("I34", lambda world: craft(world.package().entries(), zip64=True)),
    "right_unicode_path": ("I34", lambda world: craft([
        Entry(e.name, e.data, extra=struct.pack("<2H", 0x7075, 5 + len(e.name)) + b"\1"
              + struct.pack("<I", zlib.crc32(e.name)) + e.name) for e in world.package().entries()])),
    "comment": ("I30", lambda world: craft(world.package().entries(), comment=b"made by hand")),
    "streamed": ("I35", streamed),
    "by_python": ("I29", by_python),
    "bare_folder": ("I26", bare_folder),
    "bare_inside": ("I26", bare_inside),
    "yaml_bomb": ("I36 I37", yaml_bomb),
}


def twice_and_parallel(world):
    """I50: the same package again, and eight at once."""
    results = []
    threads = [threading.Thread(target=lambda: results.append(cairn(world.project, "import", str(world.good))))
               for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = sorted(result.stdout.decode().split(" ")[0] for result in results)
    if said != ["already"] * 7 + ["imported"]:
        yield f"eight at once said {said}: {[result.stderr.decode() for result in results]}"
    before = tree(world.arena)
    status, output, errors, _, _ = world.bring(world.good)
    if status != 0 or b"already present" not in output:
        yield f"once more: exit {status}: {output} {errors}"
    if tree(world.arena) != before:
        yield "importing again changed something"
    yield from taken(world, world.good)


def other_state(world):
    """I42: the same run in another state needs --replace, and the old one is in the trash."""
    world.bring(world.good)
    package = world.package()
    fields = package.record()
    fields["tags"] = {"forged": "yes"}
    package.set_record(fields)
    other = craft(package.entries())
    before = tree(world.arena)
    yield from complaints(world, before, world.bring(other), "is here in another state")
    status, output, errors, _, _ = world.bring(other, "--replace")
    if status != 0:
        yield f"--replace: exit {status}: {errors.decode()}"
    if len(list(world.project.glob(".cairn/trash/*/run/.run/*.json"))) < 1:
        yield "--replace left nothing in the trash"
    if b"forged" not in must(world.project, "show", "latest").stdout:
        yield "--replace did not bring the new record"


def claimed_object(world):
    """I41: a record that names an object of ours gets it neither on import nor on export."""
    secret = b"a secret text of this project"
    digest = hashlib.sha256(secret).hexdigest()
    place = world.project / ".cairn/objects" / digest[:2] / digest
    place.parent.mkdir(parents=True)
    place.write_bytes(secret)
    package = world.package()
    fields = package.record()
    fields["provenance"]["git"] = {"commit": "0" * 40, "branch": "main", "remote": None, "dirty": True,
                                   "diff": {"object": digest, "size": len(secret)}}
    package.set_record(fields)
    status, _, errors, _, _ = world.bring(craft(package.entries()))
    if status != 0:
        yield f"exit {status}: {errors.decode()}"
        return
    out = world.folder / "again.zip"
    out.unlink(missing_ok=True)
    must(world.project, "export", "latest", "--complete", "-o", str(out))
    with zipfile.ZipFile(out) as archive:
        if any(secret in archive.read(name) for name in archive.namelist()):
            yield "the secret object left with the exported package"


SCENES = {"odd_files": ("I46", odd_files), "staging_link": ("I47", staging_link),
          "twice_and_parallel": ("I50", twice_and_parallel), "other_state": ("I42", other_state),
          "claimed_object": ("I41", claimed_object)}


def main():
    is_quick = sys.argv[1:] == ["--quick"]
    wanted = [] if is_quick else sys.argv[1:]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cairn-hostile-"))
    world = World(folder)
    failed, tried, rows = 0, collections.Counter(), set()
    groups = [(HOSTILE, lambda name: try_hostile(world, name)),
              (HARMLESS, lambda name: list(taken(world, HARMLESS[name][1](world)))),
              (SCENES, lambda name: list(SCENES[name][1](world)))]
    for table, attempt in groups:
        for name in table:
            if (wanted and name not in wanted) or (is_quick and name in SLOW):
                continue
            tried[table is HOSTILE] += 1
            rows.update(table[name][0].split())
            found = attempt(name)
            for line in found:
                print(f"{name} ({table[name][0]}): {line}")
            failed += bool(found)
            if table is not HOSTILE or found:
                world.reset()
    shutil.rmtree(folder)
    print(f"hostile packages: {tried.total()} tried ({tried[True]} hostile), {failed} failed; rows: "
          + " ".join(sorted(rows, key=lambda row: int(row[1:]))))
    if not wanted and tried[True] < FLOOR:
        sys.exit(f"only {tried[True]} hostile packages, and {FLOOR} are promised")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
