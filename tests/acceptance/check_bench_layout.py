"""Compares the tree that own_layout.sh's layout makes, and its documents and rollups, with the records.

    check_bench_layout.py PROJECT_DIR

Computes every path and every document again from `.run/<id>.json`, with Python's json and csv and PyYAML; what
lies in the tree and was not computed is a failure too. Exit 1 on any failure.
"""
import csv
import io
import json
import sys
from pathlib import Path

import yaml

FAILURES, CHECKS = [], 0


def same(found, expected, where):
    global CHECKS
    CHECKS += 1
    if found != expected:
        FAILURES.append(f"{where}: found {found!r}, expected {expected!r}")


def read_csv(path):
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    return [{key: value for key, value in row.items()} for row in rows]


def metric(record, key):
    return record["metrics"][key]["last"]


def place(record):
    """Where the layout wants the run, from what the run is."""
    day = record["attempts"][0]["started"][:10].replace("-", "")
    base = f"measurements/campaign={record['experiment']}/{day}"
    if record["stage"] == "summary":
        return f"{base}/overviews"
    params = record["params"]
    return (f"{base}/of-{record['dataset']}/{params['scaler']}/"
            f"{params['components']}c-{record['seed']}s-{record['id']}")


def best_child(record):
    order = {"w_avg": 0, "avg": 1}
    return min(record["children"], key=lambda c: (c["metrics"]["val"]["rmse"], order.get(c["name"], 2)))


def check_calibration(folder, record):
    """Returns the files that the run must have."""
    id_, best = record["id"], best_child(record)
    about = json.loads((folder / "about.json").read_text())
    val = {key: metric(record, f"val.{key}") for key in ("rmse", "r2", "mae", "n")}
    same(about, {"id": id_, "what": record["name"], "params": record["params"], "val": val,
                 "seconds": about["seconds"], "best": best["name"], "fixed": "made by bench",
                 "steps": [step["op"] for step in record["steps"]], "project": "spectra"}, f"{folder}/about.json")
    rows = [{"name": c["name"], "id": c["id"],
             **{f"val.{key}": c["metrics"]["val"][key] for key in ("rmse", "r2", "mae", "n")},
             "test.rmse": c["metrics"]["test"]["rmse"]} for c in record["children"]]
    found = [{key: value if key in ("name", "id") else float(value) for key, value in row.items()}
             for row in read_csv(folder / "folds.csv")]
    same(found, rows, f"{folder}/folds.csv")
    same([line.split("|")[2].strip() for line in (folder / "steps.md").read_text().splitlines()
          if line.startswith("| ")][1:], [c["id"] for c in record["children"]], f"{folder}/steps.md")
    files = {"about.json", "folds.csv", "steps.md", f".run/{id_}.json", f".run/{id_}.1.events.jsonl",
             "scores.json", "settings.json", "out/said.txt", "predictions/train_predictions.csv",
             f"predictions/of-the-best-{best['id']}.csv", "charts/all/spectra.png",
             f"charts/{best['name']}/predictions_scatter.png", f"charts/{best['name']}/residuals.png"}
    if (folder / "out/warned.txt").exists():
        files.add("out/warned.txt")
    for child in record["children"]:
        own = f"models/{child['name']}={child['id']}"
        average = child["name"] in ("avg", "w_avg")
        names = {"weights.json"} if average else {
            "pls_model.joblib", f"scaler_{record['params']['scaler']}.joblib", "transform_savgol.joblib"}
        card = json.loads((folder / own / "card.json").read_text())
        stated = [{"path": a["path"], "sha256": a["sha256"]} for a in record["artifacts"]
                  if a.get("child") == child["name"] and a["path"].startswith(own + "/")]
        same(card, {"child": child["name"], "of": id_, "files": stated}, f"{folder}/{own}/card.json")
        same({a["path"] for a in stated}, {f"{own}/{name}" for name in names}, f"{folder}/{own}: its files")
        files |= {f"{own}/card.json", f"predictions/{child['name']}.csv"} | {f"{own}/{name}" for name in names}
    return files


def check_overview(folder, record):
    id_, dataset = record["id"], record["dataset"]
    page = yaml.safe_load((folder / f"overview-{id_}.yaml").read_text())
    same(page, {"id": id_, "dataset": dataset, "best": metric(record, "best.val.rmse"),
                "files": [a["path"] for a in record["artifacts"]]}, f"{folder}/overview-{id_}.yaml")
    return {f"overview-{id_}.yaml", f"overview-{id_}.txt", f".run/{id_}.json", f"{dataset}_summary.csv",
            f"{dataset}_summary.json", f"{dataset}_summary.png"}


def check_board(folder, calibrations):
    ranked = sorted(calibrations, key=lambda r: metric(r, "val.rmse"))
    rows = [{"place": str(place), "id": r["id"], "scaler": r["params"]["scaler"],
             "val": metric(r, "val.rmse"), "child": best_child(r)["name"]} for place, r in enumerate(ranked, 1)]
    found = [row | {"val": float(row["val"])} for row in read_csv(folder / "BOARD.csv")]
    same(found, rows, f"{folder}/BOARD.csv")


def check_rollups(project, runs):
    """Returns the files that groups must have; `runs` maps folders to the records that lie there."""
    records = [record for found in runs.values() for record in found]
    calibrations = [r for r in records if r["kind"] == "calibration"]
    day = (project / place(calibrations[0])).parents[2]
    best = min(calibrations, key=lambda r: metric(r, "val.rmse"))
    same(yaml.safe_load((day / "DAY.yaml").read_text()),
         {"campaign": "spectra_pls", "runs": len(records), "calibrations": len(calibrations), "best": best["id"],
          "lowest": metric(best, "val.rmse"), "notes": "nothing noted"}, f"{day}/DAY.yaml")
    index = [json.loads(line) for line in (day.parent / "INDEX.jsonl").read_text().splitlines()]
    same(sorted(index, key=lambda row: row["id"]),
         sorted(({"id": r["id"], "stage": r["stage"], "folder": place(r), "status": "finished"} for r in records),
                key=lambda row: row["id"]), f"{day.parent}/INDEX.jsonl")
    files = {day / "DAY.yaml", day / ".run/group.json", day.parent / ".run/group.json", day.parent / "INDEX.jsonl"}
    for substance in {r["dataset"] for r in calibrations}:
        here = [r for r in calibrations if r["dataset"] == substance]
        check_board(day / f"of-{substance}", here)
        files.add(day / f"of-{substance}/BOARD.csv")
        for scaler in {r["params"]["scaler"] for r in here}:
            path = day / f"of-{substance}" / scaler / "scaling.json"
            scores = sorted((metric(r, "val.rmse"), r["id"]) for r in here if r["params"]["scaler"] == scaler)
            same(json.loads(path.read_text()),
                 {"substance": substance, "scaler": scaler,
                  "scores": [{"id": id_, "score": score} for score, id_ in scores]}, path)
            files.add(path)
    return files


def main():
    project, runs, files = Path(sys.argv[1]), {}, set()
    for path in sorted(project.glob("measurements/**/.run/*.json")):
        if path.name == "group.json":
            continue
        record = json.loads(path.read_text())
        folder = path.parent.parent
        same(folder.relative_to(project).as_posix(), place(record), "the place of the run")
        same(record["path"], place(record), f"{path}: path")
        runs.setdefault(folder, []).append(record)
        check = check_overview if record["stage"] == "summary" else check_calibration
        files |= {folder / name for name in check(folder, record)}
    same(sorted(map(len, runs.values())), [1, 1, 1, 1, 1, 1, 2], "runs of each folder")
    files |= check_rollups(project, runs)
    found = {path for path in project.glob("measurements/**/*") if path.is_file()}
    same(sorted(map(str, found - files)), [], "files that nothing asks for")
    same(sorted(map(str, files - found)), [], "files that are missing")
    if CHECKS < 80:
        FAILURES.append(f"only {CHECKS} checks")
    print(*FAILURES, f"{CHECKS} checks, {len(FAILURES)} failures", sep="\n")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    raise SystemExit(main())
