"""Calibrates one preprocessing + PLS pipeline on one data set of spectra and scores it.

The test draws are fixed by the data.  The seed chooses the validation draws from the rest and the
three folds of what remains.  Three fold models, their average and their weighted average all predict
the same validation and test samples; the best is the one with the lowest validation RMSE.  Replicate
spectra of one draw never part, so nothing leaks from training into validation or test.
"""
import argparse
import csv
import json
import logging
import os
from datetime import datetime, timezone
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # many small fits at once: threads would only fight
import joblib
import numpy as np
from chemotools.derivative import SavitzkyGolay
from chemotools.scale import MinMaxScaler, NormScaler
from chemotools.scatter import StandardNormalVariate
from sklearn.base import clone
from sklearn.cross_decomposition import PLSRegression
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error
from sklearn.pipeline import Pipeline

import charts
from partition import load, split

SCALERS = {"snv": StandardNormalVariate, "norm": NormScaler, "minmax": MinMaxScaler}  # a spectrum each
UNIT = "g/L"
log = logging.getLogger("fit")


def event(**line):
    """Appends one event line for whoever runs this script; does nothing when nobody asked."""
    path = os.environ.get("CAIRN_EVENTS")
    if path:
        with open(path, "a", encoding="utf-8") as events:
            events.write(json.dumps(line, allow_nan=False) + "\n")


def now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def make_steps(scaler, components):
    return [(f"scaler_{scaler}", SCALERS[scaler]()),
            ("transform_savgol", SavitzkyGolay(window_length=15, polyorder=2, deriv=1)),
            ("pls_model", PLSRegression(n_components=components, scale=False))]


def fit_folds(steps, data, folds):
    """One fitted pipeline a fold, fitted step by step so that each step can be timed."""
    inputs, fitted = [data["X"][rows] for rows, _ in folds], [[] for _ in folds]
    for number, (name, template) in enumerate(steps, 1):
        started = now()
        for k, (rows, _) in enumerate(folds):
            step = clone(template).fit(inputs[k], data["y"][rows])
            inputs[k] = step.transform(inputs[k])
            fitted[k].append((name, step))
        params = {key: value for key, value in template.get_params().items() if value != "deprecated"}
        event(step={"n": number, "op": type(template).__name__, "params": params,
                    "started": started, "ended": now()})
    return [Pipeline(steps_of_fold) for steps_of_fold in fitted]


def report_rmsecv(steps, data, folds, components):
    """The cross-validated error against the number of components, a learning curve of PLS."""
    for k in range(1, components + 1):
        trial = Pipeline(steps[:-1] + [("pls", PLSRegression(n_components=k, scale=False))])
        errors = [data["y"][out] - clone(trial).fit(data["X"][rows], data["y"][rows]).predict(data["X"][out])
                  for rows, out in folds]
        event(metric={"key": "rmsecv", "value": float(np.sqrt(np.mean(np.concatenate(errors) ** 2))), "step": k})


def predict_children(models, data, folds):
    """What each of the five predicts for every sample, and the weights of the two averages."""
    each = np.array([model.predict(data["X"]) for model in models])
    left_out = [root_mean_squared_error(data["y"][out], each[k][out]) for k, (_, out) in enumerate(folds)]
    weights = {"avg": np.full(len(models), 1 / len(models)), "w_avg": 1 / np.square(left_out)}
    weights["w_avg"] /= weights["w_avg"].sum()
    predicted = {f"fold_{k}": each[k] for k in range(len(models))}
    return predicted | {name: w @ each for name, w in weights.items()}, weights


def scores_of(y_true, y_pred):
    return {"rmse": float(root_mean_squared_error(y_true, y_pred)), "r2": float(r2_score(y_true, y_pred)),
            "mae": float(mean_absolute_error(y_true, y_pred)), "n": len(y_true)}


def write_json(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2, allow_nan=False) + "\n")


def write_predictions(path, data, partition, wanted, predicted):
    """`predicted` holds one or more children; the fold column says whose prediction a row is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["sample", "partition", "y_true", "y_pred", "residual", "fold"])
        for child, values in predicted.items():
            for i in np.flatnonzero(np.isin(partition, wanted)):
                true, pred = float(data["y"][i]), float(values[i])
                table.writerow([data["samples"][i], partition[i], true, pred, true - pred,
                                child.removeprefix("fold_")])


def save_models(out, models, weights, last_step):
    for k, model in enumerate(models):
        (out / "models" / f"fold_{k}").mkdir(parents=True, exist_ok=True)
        for number, (name, step) in enumerate(model.steps, 1):
            path = f"models/fold_{k}/{name}.joblib"
            joblib.dump(step, out / path)
            event(artifact={"path": path, "role": "model", "step": number,
                            "operator": type(step).__name__, "child": f"fold_{k}"})
    for name, w in weights.items():  # an average is its weights over the fold models
        path = f"models/{name}/weights.json"
        write_json(out / path, {f"fold_{k}": float(value) for k, value in enumerate(w)})
        event(artifact={"path": path, "role": "model", "step": last_step,
                        "operator": "WeightedMean" if name == "w_avg" else "Mean", "child": name})


def describe(folder, data):
    """The data set itself, the same for every seed: `train` counts validation samples too."""
    test = int(np.sum(data["partition"] == "test"))
    total, y = len(data["samples"]), data["y"]
    event(dataset={"name": folder.name, "samples": {"train": total - test, "test": test, "total": total},
                   "features": data["X"].shape[1], "target": data["target"],
                   "target_stats": {"mean": float(y.mean()), "std": float(y.std()),
                                    "min": float(y.min()), "max": float(y.max())},
                   "source_files": ["X.csv", "y.csv"]})


def write_results(out, data, partition, predicted, components):
    """Scores and prediction files of all five; returns the best one and its scores."""
    scores = {child: {part: scores_of(data["y"][partition == part], values[partition == part])
                      for part in ("val", "test", "train")} for child, values in predicted.items()}
    best = min(scores, key=lambda child: scores[child]["val"]["rmse"])
    for child, values in predicted.items():
        event(child={"kind": "model", "name": child, "params": {"n_components": components},
                     "metrics": scores[child]})
        write_predictions(out / f"predictions/{child}.csv", data, partition, ["val", "test"], {child: values})
        event(artifact={"path": f"predictions/{child}.csv", "role": "predictions", "child": child})
    write_predictions(out / "predictions/best.csv", data, partition, ["val", "test"], {best: predicted[best]})
    event(artifact={"path": "predictions/best.csv", "role": "best_predictions", "child": best})
    write_predictions(out / "predictions/train_predictions.csv", data, partition, ["train"], predicted)
    write_json(out / "scores.json", scores[best])
    return best, scores[best]


def warn_about(data, partition, values, scores):
    impossible = int(np.sum(values[partition != "train"] < 0))
    if impossible:
        log.warning("%d predicted concentrations are below 0 %s, which cannot be", impossible, UNIT)
    if scores["test"]["rmse"] > 1.5 * scores["val"]["rmse"]:
        log.warning("test RMSE is %.1f times the validation RMSE: the model may not generalise",
                    scores["test"]["rmse"] / scores["val"]["rmse"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with X.csv and y.csv")
    parser.add_argument("--scaler", choices=SCALERS, required=True)
    parser.add_argument("--components", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.captureWarnings(True)

    data = load(args.data)
    partition, folds = split(data, args.seed)
    describe(args.data, data)
    event(param={"key": "n_features", "value": data["X"].shape[1]})
    event(tag={"key": "unit", "value": UNIT})
    print(f"{args.data.name}: {data['X'].shape[0]} spectra x {data['X'].shape[1]} wavenumbers, "
          + ", ".join(f"{np.sum(partition == part)} {part}" for part in ("train", "val", "test")))

    steps = make_steps(args.scaler, args.components)
    models = fit_folds(steps, data, folds)
    report_rmsecv(steps, data, folds, args.components)
    predicted, weights = predict_children(models, data, folds)
    save_models(args.out, models, weights, len(steps))
    best, scores = write_results(args.out, data, partition, predicted, args.components)
    write_json(args.out / "settings.json", {"pipeline": f"{args.scaler}-PLS{args.components}", "seed": args.seed})
    warn_about(data, partition, predicted[best], scores)

    for path in charts.draw_fit(args.out / "charts", data, partition, predicted[best], best, UNIT):
        role = {"role": "chart"} if path.stem == "spectra" else {"role": "model_chart", "child": best}
        event(artifact={"path": path.relative_to(args.out).as_posix(), **role})
    print(f"best is {best}: " + ", ".join(f"{part} RMSE {scores[part]['rmse']:.3f} {UNIT}"
                                          for part in ("train", "val", "test")))


if __name__ == "__main__":
    main()
