"""Compares every committed byte below a project with what its record says, by docs/formats/record.md alone.

    check_store.py PROJECT_DIR [--records N]

Each record ends with the SHA-256 of the bytes before; its key gives its digest and its id; every artifact,
and the events file where the record names one, has the size and SHA-256 that it states. Prints the failures
and how many records and files were checked; exit 1 on any, or on fewer than N records.
"""
import argparse
import hashlib
import json
import os
from pathlib import Path

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def records_of(project):
    for folder, folders, files in os.walk(project):
        folders.sort()
        if Path(folder).name != ".run" or f"{project}/.cairn" in folder:
            continue
        for name in sorted(files):
            if name.endswith(".json") and name.count(".") == 1 and name != "group.json":
                yield Path(folder) / name


def file_failure(path, size, sha256):
    """What is wrong with one file; None when it is as stated."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return f"{path}: {error.strerror}"
    if len(content) != size:
        return f"{path}: {len(content)} bytes, the record says {size}"
    if hashlib.sha256(content).hexdigest() != sha256:
        return f"{path}: its bytes are not those that the record names"
    return None


def record_failures(path):
    """The failures of one record, and how many files it names."""
    content = path.read_bytes()
    try:
        record = json.loads(content)
    except ValueError as error:
        return [f"{path}: {error}"], 0
    failures = []
    if hashlib.sha256(content[:-80]).hexdigest() != record.get("sha256"):
        failures.append(f"{path}: does not match its own SHA-256")
    digest = hashlib.sha256(record["key"].encode()).hexdigest()
    if digest != record["digest"]:
        failures.append(f"{path}: its digest is not that of its key")
    number = int(digest, 16)
    if record["id"] != "".join(DIGITS[number // 36**i % 36] for i in range(len(record["id"]))):
        failures.append(f"{path}: its id is not that of its digest")
    if path.name != record["id"] + ".json":
        failures.append(f"{path}: holds the record of {record['id']}")
    folder = path.parent.parent
    files = [(folder / a["path"], a["size"], a["sha256"]) for a in record["artifacts"]]
    if "events" in record:
        number = record["attempts"][-1]["number"]
        events = path.parent / f"{record['id']}.{number}.events.jsonl"
        files.append((events, record["events"]["size"], record["events"]["sha256"]))
    return failures + [f for f in (file_failure(*file) for file in files) if f], len(files)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("project", type=Path)
    parser.add_argument("--records", type=int, default=1, help="how many there must be at least")
    args = parser.parse_args()
    failures, records, files = [], 0, 0
    for path in records_of(args.project):
        found, named = record_failures(path)
        failures, records, files = failures + found, records + 1, files + named
    if records < args.records:
        failures.append(f"{records} records, and not at least {args.records}")
    print(*failures, f"{records} records and {files} files checked, {len(failures)} failures", sep="\n")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
