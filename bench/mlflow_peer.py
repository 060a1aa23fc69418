"""What MLflow does in the benchmark `queries`, in a process of its own.

    mlflow_peer.py fill CATALOG DATABASE            MLflow's SQLite with the runs of a catalog of cairn, by SQL, then ANALYZE
    mlflow_peer.py ask DATABASE FILTER ORDER COUNT  one mlflow.search_runs; prints seconds and the runs' names
"""

import contextlib
import json
import logging
import os
import sqlite3
import sys
import time


def quiet():
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    os.environ.setdefault("DO_NOT_TRACK", "true")
    logging.disable(logging.WARNING)


def fill(catalog, database):
    quiet()
    from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

    SqlAlchemyStore(f"sqlite:///{database}", os.path.dirname(database))
    db = sqlite3.connect(database)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("ATTACH ? AS cairn", (catalog,))
    experiment = db.execute("SELECT min(experiment_id) FROM experiments").fetchone()[0]
    # MLflow's own ids are 32 hexadecimal digits; milliseconds; all params are texts.
    db.execute(
        "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time,"
        " end_time, source_version, lifecycle_stage, artifact_uri, experiment_id)"
        " SELECT lower(hex(substr(digest, 1, 16))), id, 'LOCAL', 'fit.py', '', 'mia', 'FINISHED', started / 1000,"
        " ended / 1000, '', 'active', './mlruns/' || id, ? FROM cairn.runs",
        (experiment,),
    )
    run = "lower(hex(substr(r.digest, 1, 16)))"
    value = "CASE p.type WHEN 1 THEN iif(p.value, 'True', 'False') ELSE CAST(p.value AS TEXT) END"
    db.execute(
        f"INSERT INTO params (key, value, run_uuid) SELECT k.text, {value}, {run} FROM cairn.params p"
        " JOIN cairn.keys k ON k.id = p.key JOIN cairn.runs r ON r.run = p.run"
    )
    metrics = (
        f"SELECT k.text, m.value, r.ended / 1000, {run}, m.step, 0 FROM cairn.metrics m"
        " JOIN cairn.keys k ON k.id = m.key JOIN cairn.runs r ON r.run = m.run"
    )
    for table in ("metrics", "latest_metrics"):
        db.execute(f"INSERT INTO {table} (key, value, timestamp, run_uuid, step, is_nan) {metrics}")
    db.execute(f"INSERT INTO tags (key, value, run_uuid) SELECT 'mlflow.runName', r.id, {run} FROM cairn.runs r")
    db.commit()
    db.execute("ANALYZE")
    db.commit()
    for table in ("runs", "params", "latest_metrics", "tags"):
        print(table, db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def ask(database, text, order, count):
    quiet()
    import mlflow

    mlflow.set_tracking_uri(f"sqlite:///{database}")
    # Opens the store: its engine, its connection, its check of the schema.
    experiment = mlflow.search_experiments(max_results=1)[0].experiment_id
    start = time.perf_counter()
    runs = mlflow.search_runs([experiment], filter_string=text, order_by=[order], max_results=count)
    seconds = time.perf_counter() - start
    names = list(runs["tags.mlflow.runName"]) if len(runs) else []
    return {"seconds": seconds, "runs": names, "columns": len(runs.columns)}


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(sys.argv[2], sys.argv[3])
    else:
        # What it prints to standard output is only the answer.
        with contextlib.redirect_stdout(sys.stderr):
            answer = ask(*sys.argv[2:5], int(sys.argv[5]))
        print(json.dumps(answer))
