# label: ci
# timeout: 60
"""An independent check of what cairn has committed; written from docs/formats, shares nothing with cairn.

    verify_store.py PROJECT     exit 1 and one line for each thing that is wrong
    verify_store.py             plants every damage it knows in a small store and must find each

A store is right when every record closes with the SHA-256 of its own bytes and every file that it names
is there with the recorded size and bytes. What has no record is in flight or garbage, and may look as it
likes, but it never has the name of a finished thing: a file under a final name is whole.
"""

import hashlib
import json
import os
import pathlib
import re
import sys
import tempfile

CLOSING = 80  # the comma, and the line with the record's own digest
RECORD = re.compile(r"([0-9a-z]+)\.json")
EVENTS = re.compile(r"([0-9a-z]+)\.(\d+)\.events\.jsonl")
OBJECT_LINK = re.compile(r"(?:\.\./)*\.cairn/objects/([0-9a-f]{2})/([0-9a-f]{64})")
TEMPORARY = ".cairn-tmp-"
DOOMED = ".purge-"  # the beginning of what is being removed for good: it may be in pieces


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def json_file(path, complaints):
    """The value of a JSON file, or None after a complaint."""
    try:
        return json.loads(path.read_bytes())
    except ValueError as error:
        complaints.append(f"{path}: it is not whole: {error}")
        return None


def behind_link(path, digest):
    """The object that a deduplicated file is a link to; the file itself where it is none."""
    if not path.is_symlink():
        return path
    link = OBJECT_LINK.fullmatch(os.readlink(path))
    if not link or link[2] != digest or not link[2].startswith(link[1]):
        return path
    root = next((folder for folder in path.parents if (folder / ".cairn/objects").is_dir()), None)
    return root / ".cairn/objects" / link[1] / link[2] if root else path


def check_bytes(path, size, digest, complaints):
    path = behind_link(path, digest)
    if path.is_symlink() or not path.is_file():
        complaints.append(f"{path}: a record names it, and it is not there")
        return
    data = path.read_bytes()
    if len(data) != size:
        complaints.append(f"{path}: {len(data)} bytes, recorded are {size}")
    elif sha256(data) != digest:
        complaints.append(f"{path}: other bytes than recorded")


def check_record(path, elsewhere, complaints):
    """Checks one record and all that it names; returns it, or None where it cannot be trusted.

    `elsewhere` is where files may lie as well: a run of a shared folder goes to the trash file by file.
    """
    data = path.read_bytes()
    record = json_file(path, complaints)
    if record is None:
        return None
    if sha256(data[:-CLOSING]) != record.get("sha256"):
        complaints.append(f"{path}: it does not match its own digest")
        return None
    if sha256(record["key"].encode()) != record["digest"] or record["id"] != path.stem:
        complaints.append(f"{path}: id, key and digest do not belong together")
    folder = path.parent.parent

    def check(name, file):
        if TEMPORARY in name:
            complaints.append(f"{path}: it names the temporary file {name}")
        spare = elsewhere / name if elsewhere else None
        place = spare if spare and spare.is_file() and not (folder / name).exists() else folder / name
        check_bytes(place, file["size"], file["sha256"], complaints)

    for artifact in record["artifacts"]:
        check(artifact["path"], artifact)
    if "events" in record:
        number = record["attempts"][-1]["number"]
        check(f".run/{record['id']}.{number}.events.jsonl", record["events"])
    if "history" in record:
        check(f".run/{record['id']}.history", record["history"])
    return record


def moved_from(root, run_folder):
    """Where files of a run in the trash may still lie: its old place, when its folder was a shared one."""
    note = run_folder.parent / "entry.json"
    entry = json_file(note, []) if note.is_file() else None  # `verify` complains of a torn one.
    return root / entry["path"] if entry else None


def on_its_way(root):
    """{folder of a run: where its files may lie already}: of moves that are written down and not yet done."""
    places = {}
    for plan in root.glob(".cairn/staging/move-*.json"):
        for move in (json_file(plan, []) or {}).get("moves", ()):
            if "parts" in move:
                places[root / move["from"]] = root / move["to"]
    return places


def verify(root):
    """([what is wrong], {path of a record from root: record}) of a project, its trash included."""
    root = pathlib.Path(root)
    complaints, records = [], {}
    moving = on_its_way(root)
    for folder in sorted(root.rglob(".run")):
        if any(part.startswith(DOOMED) for part in folder.relative_to(root).parts):
            continue
        if folder.is_relative_to(root / ".cairn/imports"):
            continue  # On its way in: it counts once it is in its place.
        in_trash = folder.is_relative_to(root / ".cairn/trash")
        elsewhere = moved_from(root, folder.parent) if in_trash else moving.get(folder.parent)
        for path in sorted(folder.iterdir()):
            if path.name == "group.json" or path.name.endswith(".user.json"):
                json_file(path, complaints)
            elif RECORD.fullmatch(path.name):
                record = check_record(path, elsewhere, complaints)
                if record:
                    records[str(path.relative_to(root))] = record
    for path in root.glob(".cairn/objects/*/*"):
        if re.fullmatch("[0-9a-f]{64}", path.name) and sha256(path.read_bytes()) != path.name:
            complaints.append(f"{path}: other bytes than its name says")
    for path in root.glob(".cairn/trash/*/entry.json"):
        json_file(path, complaints)
    return complaints, records


def open_attempts(root):
    """[(run folder, id, attempt)] of events files that no record closes: begun and not committed."""
    found = []
    for path in sorted(pathlib.Path(root).rglob(".run/*.events.jsonl")):
        if ".cairn" in path.relative_to(root).parts:
            continue
        run_id, number = EVENTS.fullmatch(path.name).groups()
        if not (path.parent / f"{run_id}.json").is_file():
            found.append((str(path.parent.parent.relative_to(root)), run_id, int(number)))
    return found


def temporaries(root):
    """Files that were never finished, anywhere."""
    return [path for path in pathlib.Path(root).rglob(TEMPORARY + "*")]


def plant(folder):
    """Writes a run with one artifact and a kept events file; returns its record's path."""
    (folder / ".run").mkdir(parents=True)
    (folder / "out.txt").write_bytes(b"out\n")
    (folder / ".run/abc123.2.events.jsonl").write_bytes(b"{}\n")
    (folder / ".run/abc123.history").write_bytes(b"curve")
    record = {"id": "abc123", "key": "{}", "digest": sha256(b"{}"), "attempts": [{"number": 2}],
              "artifacts": [{"path": "out.txt", "size": 4, "sha256": sha256(b"out\n")}],
              "events": {"size": 3, "sha256": sha256(b"{}\n")},
              "history": {"size": 5, "sha256": sha256(b"curve")}}
    body = json.dumps(record)[:-1].encode()
    path = folder / ".run/abc123.json"
    path.write_bytes(body + b',\n"sha256":"' + sha256(body).encode() + b'"\n}\n')
    return path


DAMAGES = {  # what is done to the run that `plant` wrote; each must be found
    "a lost artifact": lambda run: (run / "out.txt").unlink(),
    "a torn artifact": lambda run: (run / "out.txt").write_bytes(b"ou"),
    "other bytes": lambda run: (run / "out.txt").write_bytes(b"OUT\n"),
    "a link": lambda run: ((run / "out.txt").rename(run / "real"), (run / "out.txt").symlink_to("real")),
    "a lost events file": lambda run: (run / ".run/abc123.2.events.jsonl").unlink(),
    "a lost history": lambda run: (run / ".run/abc123.history").unlink(),
    "a torn history": lambda run: truncate(run / ".run/abc123.history", 3),
    "a torn record": lambda run: truncate(run / ".run/abc123.json", 40),
    "an empty record": lambda run: truncate(run / ".run/abc123.json", 0),
    "a changed record": lambda run: swap(run / ".run/abc123.json", b'"size": 4', b'"size": 5'),
    "a record of another": lambda run: (run / ".run/abc123.json").rename(run / ".run/abc124.json"),
    "a torn group file": lambda run: (run / ".run/group.json").write_text('{"format": 1,'),
}


def truncate(path, size):
    path.write_bytes(path.read_bytes()[:size])


def swap(path, old, new):
    path.write_bytes(path.read_bytes().replace(old, new))


def self_test():
    missed = []
    for name, damage in DAMAGES.items():
        with tempfile.TemporaryDirectory() as root:
            run = pathlib.Path(root) / "results/run"
            plant(run)
            clean, records = verify(root)
            if clean or len(records) != 1:
                missed.append(f"{name}: complaints before it was done: {clean}")
            damage(run)
            if not verify(root)[0]:
                missed.append(f"{name}: not found")
    print("\n".join(missed + [f"verify_store: {len(DAMAGES)} damages planted, {len(missed)} missed"]))
    return missed


def main():
    if len(sys.argv) == 1:
        sys.exit(1 if self_test() else 0)
    complaints, records = verify(sys.argv[1])
    print("\n".join(complaints + [f"{len(records)} records, {len(complaints)} complaints"]))
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
