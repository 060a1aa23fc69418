"""What signac does in the benchmark `queries`, in a process of its own.

    signac_peer.py fill CATALOG FOLDER   a project with a job for each run of a catalog of cairn, and its cache file
    signac_peer.py find FOLDER FILTER    one find_jobs with a filter as JSON; prints seconds and how many were found
    signac_peer.py init FOLDER COUNT     COUNT new jobs, one open_job(sp).init() each; prints seconds
"""

import json
import logging
import pathlib
import sqlite3
import sys
import time

import signac


def statepoints(catalog):
    db = sqlite3.connect(catalog)
    points = {}
    for run, key, kind, value in db.execute(
        "SELECT p.run, k.text, p.type, p.value FROM params p JOIN keys k ON k.id = p.key ORDER BY p.run"
    ):
        points.setdefault(run, {})[key] = bool(value) if kind == 1 else value
    return points.values()


def fill(catalog, folder):
    pathlib.Path(folder).mkdir(parents=True)
    project = signac.init_project(folder)
    for point in statepoints(catalog):
        project.open_job(point).init()
    project.update_cache()
    return {"jobs": len(project)}


def find(folder, text):
    project = signac.get_project(folder)
    start = time.perf_counter()
    found = [job.id for job in project.find_jobs(json.loads(text))]
    return {"seconds": time.perf_counter() - start, "found": len(found)}


def init(folder, count):
    pathlib.Path(folder).mkdir(parents=True)
    project = signac.init_project(folder)
    points = [{"lr": 0.1, "seed": i} for i in range(count)]
    start = time.perf_counter()
    for point in points:
        project.open_job(point).init()
    return {"seconds": time.perf_counter() - start, "jobs": len(project)}


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    verb, *words = sys.argv[1:]
    if verb == "fill":
        print(json.dumps(fill(*words)))
    elif verb == "find":
        print(json.dumps(find(*words)))
    else:
        print(json.dumps(init(words[0], int(words[1]))))
