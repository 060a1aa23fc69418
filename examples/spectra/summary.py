"""Compares the runs of one data set: a table, a picture, and the best score."""
import argparse
import csv
import json
import sys
from pathlib import Path

import charts

COLUMNS = ["pipeline", "seed", "val_rmse", "test_rmse"]


def read_run(folder):
    try:
        scores = json.loads((folder / "scores.json").read_text())
        settings = json.loads((folder / "settings.json").read_text())
    except FileNotFoundError as missing:
        sys.exit(f"summary.py: {missing.filename} is missing: was {folder} made by fit.py?")
    return {"pipeline": settings["pipeline"], "seed": settings["seed"],
            "val_rmse": scores["val"]["rmse"], "test_rmse": scores["test"]["rmse"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path, nargs="+", help="folders that fit.py wrote")
    parser.add_argument("--dataset", required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()

    rows = sorted(map(read_run, args.runs), key=lambda row: (row["val_rmse"], row["pipeline"], row["seed"]))
    args.out.mkdir(parents=True, exist_ok=True)
    # The data set is in every file name, so that several summaries can share one folder.
    with open(args.out / f"{args.dataset}_summary.csv", "w", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    best = {"best": {"val": {"rmse": rows[0]["val_rmse"]}}}
    (args.out / f"{args.dataset}_summary.json").write_text(json.dumps(best, indent=2) + "\n")
    charts.draw_summary(args.out / f"{args.dataset}_summary.png", args.dataset, rows, "g/L")
    print(f"{args.dataset}: {len(rows)} runs, best {rows[0]['pipeline']} with seed {rows[0]['seed']}, "
          f"validation RMSE {rows[0]['val_rmse']:.3f} g/L")


if __name__ == "__main__":
    main()
