"""Predicts concentrations with a model of a fit, for the spectra in a table like X.csv; prints sample,y_pred.

    cairn predict RUN new_spectra.csv            the best model: one fold, or an average of all three

The models are joblib files, which run code when they are loaded: use those that you trust.
"""
import argparse
import csv
import json
import sys
from pathlib import Path

import joblib
import numpy as np

ORDER = ("scaler", "transform", "pls")  # of the steps of one fold


def predict_fold(folder, spectra):
    files = sorted(folder.glob("*.joblib"), key=lambda path: ORDER.index(path.stem.split("_")[0]))
    *steps, model = [joblib.load(path) for path in files]
    for step in steps:
        spectra = step.transform(spectra)
    return np.ravel(model.predict(spectra))


def folder_of(run, name):
    """Where the model called `name` lies, as the record of the run says."""
    for file in (run / ".run").glob("*.json"):
        for artifact in json.loads(file.read_text()).get("artifacts", []):
            if artifact.get("child") == name and artifact["role"] == "model":
                return (run / artifact["path"]).parent
    sys.exit(f"predict.py: {name}, which the average needs, is not here")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, required=True, help="the run folder")
    parser.add_argument("--model", type=Path, required=True, help="the folder of one of its models")
    parser.add_argument("data", type=Path)
    args = parser.parse_args()
    with open(args.data, newline="") as file:
        _, *lines = csv.reader(file)
    spectra = np.array([line[1:] for line in lines], float)
    weights = next(args.model.glob("weights*.json"), None)  # some layouts put the id into the name
    if weights:
        parts = json.loads(weights.read_text())
        predicted = sum(weight * predict_fold(folder_of(args.run, name), spectra) for name, weight in parts.items())
    else:
        predicted = predict_fold(args.model, spectra)
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["sample", "y_pred"])
    table.writerows([line[0], f"{value:.4f}"] for line, value in zip(lines, predicted))


if __name__ == "__main__":
    main()
