#!/usr/bin/env python3
"""Checks the records of a project as a stranger would: JSON files and a folder tree, no cairn.

    check_records.py FOLDER [--expect 501] [--durability full]

Each record must be JSON, say that the last attempt ended with exit status 0, when it began and ended,
and which log it wrote; the log and the artifacts must be there with the sizes that it gives.
"""

import argparse
import datetime
import hashlib
import json
import pathlib
import sys


def record_paths(folder):
    """All `results/**/.run/ID.json`; `ID.user.json` and `group.json` are no records."""
    paths = pathlib.Path(folder).glob("results/**/.run/*.json")
    return sorted(path for path in paths if path.name != "group.json" and not path.name.endswith(".user.json"))


def check_times(attempt):
    started = datetime.datetime.fromisoformat(attempt["started"])
    ended = datetime.datetime.fromisoformat(attempt["ended"])
    if started.utcoffset() is None or ended.utcoffset() is None:
        yield "a time without its zone"
    elif not started <= ended:
        yield f"it ended ({ended}) before it started ({started})"


def check_log(record, run_folder):
    name, size = record["log"], record["log_size"]
    if not isinstance(name, str) or not name or not isinstance(size, int):
        yield f"log is {name!r}, log_size {size!r}"
        return
    log = run_folder / name
    found = log.stat().st_size if log.exists() else 0
    if found != size:
        yield f"the log has {found} bytes, the record says {size}"


def check_artifacts(record, run_folder):
    for artifact in record["artifacts"]:
        content = (run_folder / artifact["path"]).read_bytes()
        if len(content) != artifact["size"] or hashlib.sha256(content).hexdigest() != artifact["sha256"]:
            yield f"{artifact['path']} is not what the record says"
    if not record["artifacts"]:
        yield "it names no artifact"


def check_record(path, durability=None):
    """Yields what is wrong with one record."""
    try:
        record = json.loads(path.read_bytes())
        attempt = record["attempts"][-1]
        if attempt["exit_code"] != 0:
            yield f"exit code {attempt['exit_code']}"
        if durability and record["durability"] != durability:
            yield f"durability is {record['durability']}, expected {durability}"
        yield from check_times(attempt)
        yield from check_log(record, path.parent.parent)
        yield from check_artifacts(record, path.parent.parent)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        yield f"{type(error).__name__}: {error}"


def check(folder, durability=None):
    """Returns (number of records, problems)."""
    paths = record_paths(folder)
    return len(paths), [f"{path}: {problem}" for path in paths for problem in check_record(path, durability)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", help="the project")
    parser.add_argument("--expect", type=int, metavar="N", help="how many records there must be")
    parser.add_argument("--durability", choices=["full", "batch", "none"], help="what each record must say")
    options = parser.parse_args()
    found, problems = check(options.folder, options.durability)
    if options.expect is not None and found != options.expect:
        problems.append(f"{found} records, expected {options.expect}")
    for problem in problems:
        print(problem)
    print(f"{found} records, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
