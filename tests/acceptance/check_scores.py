"""Recomputes every score of a finished demo project from its prediction files, and compares.

    check_scores.py PROJECT_DIR [--best-json FILE] [--pipelines N]

Knows nothing of cairn's code: it reads results/<session>/<dataset>/<pipeline>/ with csv, json and
PyYAML.  README.md, beside this file, lists what is checked.  Exit 1 on any failure, or when fewer
checks were made than a finished demo must give.
"""
import argparse
import csv
import hashlib
import json
import math
import sys
from pathlib import Path

import yaml

FOLDS = [0, 1, 2, "avg", "w_avg"]  # also the order that breaks ties
PARTS = ["val", "test", "train"]
METRICS = ["rmse", "r2", "mae", "n"]
CHECKS_PER_PIPELINE = 250  # a finished pipeline gives 320, and 380 with the optional maps of the folds
KEYS = {
    "RUN.yaml": ["run_id", "created", "description", "datasets", "pipelines", "best_pipeline",
                 "best_overall.dataset", "best_overall.pipeline", "best_overall.model_id",
                 "best_overall.rmse", "notes", "tags", "total_size"],
    "DATASET.yaml": ["name", "samples.train", "samples.test", "samples.total", "features", "target",
                     "target_stats.mean", "target_stats.std", "target_stats.min", "target_stats.max",
                     "source_files"],
    "PIPELINE.yaml": ["pipeline_id", "name", "steps", "created"],
    "SCORES.yaml": ["summary.best_model_id", "summary.test", "summary.val", "summary.train",
                    "fold_results", "comparison_table"],
    "COMPARISON.yaml": ["best_pipeline", "rankings"],
    "MANIFEST.yaml": ["artifacts", "total_size"],
}
ROW_KEYS = {
    "PIPELINE.yaml": ("steps", ["step", "op", "params"]),
    "SCORES.yaml": ("fold_results", ["fold", "id", "rmse"]),
    "COMPARISON.yaml": ("rankings", ["rank", "pipeline", "pipeline_name", "model_id", "val_rmse",
                                     "test_rmse"]),
    "MANIFEST.yaml": ("artifacts", ["name", "type", "step", "operator", "sha256", "size", "cached"]),
}


class Report:
    def __init__(self):
        self.passed, self.failures = 0, []

    def check(self, holds, message):
        if holds:
            self.passed += 1
        else:
            self.failures.append(message)
        return bool(holds)

    def equal(self, found, expected, where):
        return self.check(found == expected and type(found) is type(expected),
                          f"{where}: found {found!r}, expected {expected!r}")

    def close(self, found, expected, where):
        holds = is_number(found) and math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12)
        return self.check(holds, f"{where}: found {found!r}, recomputed {expected!r}")


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def lookup(content, dotted):
    """(is there, value) of a dotted key."""
    for key in dotted.split("."):
        if not isinstance(content, dict) or key not in content:
            return False, None
        content = content[key]
    return True, content


def read_document(report, path):
    """The content of a YAML file after its keys were checked; {} when it cannot be read."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        report.check(False, f"{path}: {error}")
        return {}
    if not report.check(isinstance(content, dict), f"{path}: is not a map"):
        return {}
    for key in KEYS[path.name]:
        report.check(lookup(content, key)[0], f"{path}: key {key} is missing")
    if path.name in ROW_KEYS:
        name, keys = ROW_KEYS[path.name]
        for number, row in enumerate(rows_of(content, name)):
            for key in keys:
                report.check(isinstance(row, dict) and key in row,
                             f"{path}: {name}[{number}] lacks {key}")
    return content


def rows_of(content, name):
    rows = content.get(name)
    return rows if isinstance(rows, list) else []


def read_predictions(report, path):
    """The rows of a prediction file with numbers as numbers; [] when it is missing or broken."""
    try:
        with open(path, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            for key in ("y_true", "y_pred", "residual"):
                row[key] = float(row[key])
        right = all(math.isclose(row["residual"], row["y_true"] - row["y_pred"], abs_tol=1e-9)
                    and row["sample"] and row["partition"] and row["fold"] for row in rows)
    except (OSError, KeyError, TypeError, ValueError) as error:
        report.check(False, f"{path}: cannot be read as predictions: {error!r}")
        return []
    report.check(rows, f"{path}: has no rows")
    report.check(right, f"{path}: a residual is not y_true - y_pred, or a field is empty")
    return rows


def recompute(rows):
    """RMSE, R2, MAE and n of prediction rows."""
    n = len(rows)
    errors = [row["y_true"] - row["y_pred"] for row in rows]
    mean = math.fsum(row["y_true"] for row in rows) / n
    spread = math.fsum((row["y_true"] - mean) ** 2 for row in rows)
    squares = math.fsum(error * error for error in errors)
    return {"rmse": math.sqrt(squares / n), "r2": 1 - squares / spread if spread else math.nan,
            "mae": math.fsum(map(abs, errors)) / n, "n": n}


def compare_scores(report, found, expected, where):
    if not report.check(isinstance(found, dict), f"{where}: is {found!r}, not a map of metrics"):
        return
    for metric in METRICS:
        report.close(found.get(metric), expected[metric], f"{where}.{metric}")


def recompute_children(report, folder, scores):
    """{fold: {"id", "rows", "val", "test", "train"}} from the prediction files of one pipeline."""
    train = read_predictions(report, folder / "predictions" / "train_predictions.csv")
    children = {}
    for row in rows_of(scores, "fold_results"):
        fold, child = (row.get("fold"), row.get("id")) if isinstance(row, dict) else (None, None)
        if not report.check(fold in FOLDS and fold not in children and not isinstance(fold, bool),
                            f"{folder}: fold {fold!r} is unknown or comes twice"):
            continue
        report.check(isinstance(child, str), f"{folder}: id {child!r} of fold {fold} is not a text")
        stem = f"fold_{fold}" if isinstance(fold, int) else fold
        rows = read_predictions(report, folder / "predictions" / f"{stem}_{child}.csv")
        rows_by_part = {part: [r for r in rows if r["partition"] == part] for part in ("val", "test")}
        rows_by_part["train"] = [r for r in train if r["fold"] == str(fold)]
        if not report.check(all(rows_by_part.values()), f"{folder}: fold {fold} lacks a partition"):
            continue
        report.check(all(r["fold"] == str(fold) for r in rows), f"{folder}: {stem} has rows of other folds")
        children[fold] = {"id": child, "rows": rows,
                          **{part: recompute(rows_by_part[part]) for part in PARTS}}
        samples = {part: [r["sample"] for r in rows_by_part[part]] for part in PARTS}
        every = sum(samples.values(), [])
        report.check(len(every) == len(set(every)), f"{folder}: {stem} has a sample in two partitions")
        children[fold]["y_test"] = [r["y_true"] for r in rows_by_part["test"]]
        children[fold]["y_all"] = [r["y_true"] for part in PARTS for r in rows_by_part[part]]
        children[fold]["truth"] = sorted((r["sample"], r["partition"], r["y_true"]) for r in rows)
    report.check(list(children) == FOLDS, f"{folder}: folds are {list(children)}, expected {FOLDS}")
    report.check(len({str(child["truth"]) for child in children.values()}) == 1,
                 f"{folder}: the folds do not predict the same samples, so they cannot be compared")
    report.check(len({child["id"] for child in children.values()}) == len(children),
                 f"{folder}: two folds have one id")
    return children


def check_fold_results(report, folder, scores, children):
    for row in rows_of(scores, "fold_results"):
        child = children.get(row.get("fold")) if isinstance(row, dict) else None
        if child is None:
            continue  # reported already
        where = f"{folder}/SCORES.yaml fold {row['fold']}"
        report.close(row.get("rmse"), child["val"]["rmse"], f"{where}.rmse")
        for part in PARTS:
            if part in row:
                compare_scores(report, row[part], child[part], f"{where}.{part}")


def check_summary(report, folder, scores, children):
    """The best of the folds; returns it."""
    best = min(children.values(), key=lambda child: child["val"]["rmse"])
    summary = scores.get("summary") if isinstance(scores.get("summary"), dict) else {}
    report.equal(summary.get("best_model_id"), best["id"], f"{folder}/SCORES.yaml best_model_id")
    for part in PARTS:
        compare_scores(report, summary.get(part), best[part], f"{folder}/SCORES.yaml summary.{part}")
    files = sorted(path.name for path in (folder / "predictions").glob("best_*.csv"))
    report.equal(files, [f"best_{best['id']}.csv"], f"{folder}/predictions/best_*")
    rows = read_predictions(report, folder / "predictions" / f"best_{best['id']}.csv")
    report.check(rows == best["rows"], f"{folder}: best_{best['id']}.csv differs from the fold's own file")
    table = scores.get("comparison_table")
    report.check(isinstance(table, str) and all(child["id"] in table for child in children.values()),
                 f"{folder}/SCORES.yaml: comparison_table does not name every model")
    for chart in (f"predictions_scatter_{best['id']}.png", f"residuals_{best['id']}.png", "spectra.png"):
        path = folder / "charts" / chart
        is_png = path.is_file() and path.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        report.check(is_png, f"{path}: is not there, or is no PNG")
    return best


def check_bytes(report, path, artifact, where):
    """The size and SHA-256 that `artifact` claims for the file at `path`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        report.check(False, f"{where}: {error}")
        return 0
    report.equal(artifact.get("size"), len(data), f"{where}: size of {path.name}")
    report.equal(artifact.get("sha256"), hashlib.sha256(data).hexdigest(), f"{where}: sha256 of {path.name}")
    return len(data)


def check_manifests(report, folder, children):
    for child in children.values():
        model = folder / "models" / child["id"]
        manifest = read_document(report, model / "MANIFEST.yaml")
        artifacts = [row for row in rows_of(manifest, "artifacts") if isinstance(row, dict)]
        total = sum(check_bytes(report, model / str(row.get("name")), row, f"{model}/MANIFEST.yaml")
                    for row in artifacts)
        if is_number(manifest.get("total_size")):
            report.equal(manifest["total_size"], total, f"{model}/MANIFEST.yaml total_size")
        there = sorted(p.name for p in model.glob("*") if p.name != "MANIFEST.yaml")
        report.check(there, f"{model}: has no files")
        report.equal(sorted(str(row.get("name")) for row in artifacts), there, f"{model}: files named")


def check_records(report, folder):
    """The files of every record `.run/<id>.json`; what a person typed, `<id>.user.json`, is no record."""
    records = [path for path in sorted((folder / ".run").glob("*.json"))
               if not path.name.endswith(".user.json")]
    report.check(records, f"{folder}: has no record in .run/")
    for path in records:
        try:
            artifacts = json.loads(path.read_text(encoding="utf-8"))["artifacts"]
            named = [(folder / row["path"], row) for row in artifacts]
        except (OSError, ValueError, KeyError, TypeError) as error:
            report.check(False, f"{path}: cannot be read as a record: {error!r}")
            continue
        report.check(named, f"{path}: names no artifact")
        for target, artifact in named:
            check_bytes(report, target, artifact, str(path))


def check_pipeline(report, folder):
    """One pipeline folder; returns what ranks it, or None when it has nothing to rank."""
    pipeline = read_document(report, folder / "PIPELINE.yaml")
    report.equal(pipeline.get("pipeline_id"), folder.name, f"{folder}/PIPELINE.yaml pipeline_id")
    check_records(report, folder)
    if not any((folder / part).exists() for part in ("predictions", "models")):
        return None  # a summary, say: no model was made here
    report.check(rows_of(pipeline, "steps"), f"{folder}/PIPELINE.yaml: has no steps")
    scores = read_document(report, folder / "SCORES.yaml")
    children = recompute_children(report, folder, scores)
    if not children:
        return None
    check_fold_results(report, folder, scores, children)
    best = check_summary(report, folder, scores, children)
    check_manifests(report, folder, children)
    return {"pipeline": folder.name, "pipeline_name": pipeline.get("name"), "model_id": best["id"],
            "val_rmse": best["val"]["rmse"], "test_rmse": best["test"]["rmse"],
            "y_test": best["y_test"], "y_all": best["y_all"]}


def check_comparison(report, folder, ranked):
    comparison = read_document(report, folder / "COMPARISON.yaml")
    rankings = [row for row in rows_of(comparison, "rankings") if isinstance(row, dict)]
    where = f"{folder}/COMPARISON.yaml"
    report.equal([row.get("rank") for row in rankings], list(range(1, len(ranked) + 1)), f"{where} ranks")
    report.equal(sorted(str(row.get("pipeline")) for row in rankings),
                 sorted(row["pipeline"] for row in ranked), f"{where} pipelines")
    report.check(ranked and comparison.get("best_pipeline") == ranked[0]["pipeline"],
                 f"{where} best_pipeline: found {comparison.get('best_pipeline')!r}")
    by_name = {row["pipeline"]: row for row in ranked}
    for place, row in enumerate(rankings):
        expected = by_name.get(row.get("pipeline"))
        if expected is None:
            continue  # reported already, by the names
        at = f"{where} rank {row.get('rank')}"
        report.equal(row.get("pipeline_name"), expected["pipeline_name"], f"{at} pipeline_name")
        report.equal(row.get("model_id"), expected["model_id"], f"{at} model_id")
        report.close(row.get("val_rmse"), expected["val_rmse"], f"{at} val_rmse")
        report.close(row.get("test_rmse"), expected["test_rmse"], f"{at} test_rmse")
        # Compared by score, so that equal scores may stand in either order.
        report.check(place < len(ranked) and math.isclose(expected["val_rmse"], ranked[place]["val_rmse"]),
                     f"{at}: {row.get('pipeline')} does not belong here")


def check_facts(report, folder, dataset, y_test, y_all):
    """The counts and target statistics of DATASET.yaml, from the measured values in prediction files."""
    total, where = len(y_all), f"{folder}/DATASET.yaml"
    mean = math.fsum(y_all) / total
    expected = {"samples.test": len(y_test), "samples.total": total, "samples.train": total - len(y_test),
                "target_stats.mean": mean, "target_stats.min": min(y_all), "target_stats.max": max(y_all),
                "target_stats.std": math.sqrt(math.fsum((y - mean) ** 2 for y in y_all) / total)}
    for key, value in expected.items():
        report.close(lookup(dataset, key)[1], value, f"{where} {key}")


def check_dataset(report, folder):
    """One data set; returns its ranked pipelines, the best first."""
    dataset = read_document(report, folder / "DATASET.yaml")
    report.equal(dataset.get("name"), folder.name, f"{folder}/DATASET.yaml name")
    pipelines = [path for path in sorted(folder.iterdir()) if path.is_dir() and path.name[0] != "."]
    ranked = [row for row in (check_pipeline(report, path) for path in pipelines) if row]
    ranked.sort(key=lambda row: row["val_rmse"])
    for row in ranked:
        check_facts(report, folder, dataset, row["y_test"], row["y_all"])
    check_comparison(report, folder, ranked)
    return ranked


def check_session(report, folder):
    """One session; returns {dataset: ranked pipelines}."""
    run = read_document(report, folder / "RUN.yaml")
    folders = [path for path in sorted(folder.iterdir()) if path.is_dir() and path.name[0] != "."]
    ranked = {path.name: check_dataset(report, path) for path in folders}
    where = f"{folder}/RUN.yaml"
    report.equal(sorted(map(str, rows_of(run, "datasets"))), sorted(ranked), f"{where} datasets")
    listed = rows_of(run, "pipelines")
    for row in sum(ranked.values(), []):
        report.check(row["pipeline"] in listed, f"{where}: pipelines lacks {row['pipeline']}")
    winners = [(rows[0], dataset) for dataset, rows in ranked.items() if rows]
    if report.check(winners, f"{folder}: nothing to rank"):
        best, dataset = min(winners, key=lambda winner: winner[0]["val_rmse"])
        found = run.get("best_overall") if isinstance(run.get("best_overall"), dict) else {}
        report.equal(found.get("dataset"), dataset, f"{where} best_overall.dataset")
        report.equal(found.get("pipeline"), best["pipeline"], f"{where} best_overall.pipeline")
        report.equal(found.get("model_id"), best["model_id"], f"{where} best_overall.model_id")
        report.close(found.get("rmse"), best["val_rmse"], f"{where} best_overall.rmse")
        report.equal(run.get("best_pipeline"), best["pipeline"], f"{where} best_pipeline")
    return ranked


def flatten(value, prefix=""):
    if isinstance(value, dict):
        pairs = {}
        for key, inner in value.items():
            pairs |= flatten(inner, f"{prefix}.{key}" if prefix else str(key))
        return pairs
    return {prefix: value}


def check_best_table(report, path, ranked):
    """`cairn best --by rmse --per dataset --json`: in each data set, a prefix of the ranking."""
    try:
        rows = [flatten(row) for row in json.loads(path.read_text(encoding="utf-8"))["rows"]]
    except (OSError, ValueError, KeyError) as error:
        report.check(False, f"{path}: {error}")
        return
    of_dataset = {dataset: [] for dataset in ranked}
    for row in rows:
        datasets = [value for key, value in row.items() if key.split(".")[-1] == "dataset"]
        if report.check(datasets and datasets[0] in of_dataset, f"{path}: row without data set: {row}"):
            of_dataset[datasets[0]].append(row)
    for dataset, found in of_dataset.items():
        report.check(found, f"{path}: no row for data set {dataset}")
        report.check(len(found) <= len(ranked[dataset]), f"{path}: too many rows for {dataset}")
        for row, expected in zip(found, ranked[dataset]):
            values = [v for k, v in row.items() if k == "rmse" or k.endswith("val.rmse") or k == "value"]
            report.check(values, f"{path}: no rmse, val.rmse or value in {row}")
            for value in values:
                report.close(value, expected["val_rmse"], f"{path}: {dataset}")
            named = any(isinstance(v, str) and expected["pipeline"] in v.split("/") for v in row.values())
            report.check(named, f"{path}: {dataset}: row does not name {expected['pipeline']}: {row}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("project", type=Path)
    parser.add_argument("--best-json", type=Path, help="output of: cairn best --by rmse --per dataset --json")
    parser.add_argument("--pipelines", type=int, default=24, help="how many pipelines must be ranked")
    args = parser.parse_args()

    report, ranked = Report(), {}
    results = args.project / "results"
    sessions = [path for path in sorted(results.glob("*")) if path.is_dir() and path.name[0] != "."]
    report.check(sessions, f"{results}: has no session")
    for session in sessions:
        for dataset, rows in check_session(report, session).items():
            ranked[dataset] = sorted(ranked.get(dataset, []) + rows, key=lambda row: row["val_rmse"])
    report.equal(sum(map(len, ranked.values())), args.pipelines, "pipelines ranked")
    if args.best_json:
        check_best_table(report, args.best_json, ranked)
    floor = CHECKS_PER_PIPELINE * args.pipelines
    made = report.passed + len(report.failures)
    if made < floor:
        report.failures.append(f"only {made} checks were made, a finished demo gives at least {floor}")
    for failure in report.failures:
        print(f"FAILED {failure}")
    print(f"{report.passed} checks passed, {len(report.failures)} failed")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
