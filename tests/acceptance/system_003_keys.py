"""Checks that a finished demo project has every file and every key that system 003 describes.

    system_003_keys.py PROJECT_DIR

KEYS is the union of what the two examples of that system show, EXCEPTIONS what cairn leaves out, with the
reason; an exception that is there after all is a failure too, so that the list stays true. `a[].b` is the key b
of every item of a, and the list must have one. Exit 1 on any failure.
"""
import csv
import re
import sys
from pathlib import Path

import yaml

KEYS = {
    "RUN.yaml": ["run_id", "created", "description", "datasets[]", "pipelines[]", "best_pipeline",
                 "best_overall.dataset", "best_overall.pipeline", "best_overall.model_id",
                 "best_overall.rmse", "notes", "total_size"],
    "*/DATASET.yaml": ["name", "samples.train", "samples.test", "samples.total", "features", "target",
                       "target_stats.mean", "target_stats.std", "target_stats.min", "target_stats.max",
                       "source_files[]"],
    "*/COMPARISON.yaml": ["best_pipeline", "rankings[].rank", "rankings[].pipeline",
                          "rankings[].pipeline_name", "rankings[].model_id", "rankings[].val_rmse",
                          "rankings[].test_rmse", "rankings[].rmse", "comparison_chart"],
    "*/*_*/PIPELINE.yaml": ["pipeline_id", "name", "steps[].step", "steps[].op", "steps[].params", "created"],
    "*/*_*/SCORES.yaml": ["summary.best_model_id", "summary.test.rmse", "summary.test.r2", "summary.test.mae",
                          "summary.val.rmse", "summary.val.r2", "summary.val.mae", "summary.train.rmse",
                          "summary.train.r2", "summary.train.mae", "fold_results[].fold", "fold_results[].id",
                          "fold_results[].rmse", "comparison_table"],
    "*/*_*/models/*/MANIFEST.yaml": ["artifacts[].name", "artifacts[].type", "artifacts[].step",
                                     "artifacts[].operator", "artifacts[].sha256", "artifacts[].size",
                                     "artifacts[].cached", "total_size"],
    "*/*_*/logs/timing.yaml": ["steps[].step", "steps[].op", "steps[].seconds", "total_seconds"],
}
EXCEPTIONS = {
    "*/COMPARISON.yaml comparison_chart": "cairn draws no charts; what a stage draws is an artifact of its run",
    "*/COMPARISON.yaml rankings[].rmse": "the older of two spellings; the other example calls it val_rmse",
}
FILES = ["predictions/best_*.csv", "predictions/fold_0_*.csv", "predictions/fold_1_*.csv",
         "predictions/fold_2_*.csv", "predictions/avg_*.csv", "predictions/w_avg_*.csv",
         "predictions/train_predictions.csv", "charts/predictions_scatter_*.png", "charts/residuals_*.png",
         "logs/console.log", "logs/timing.yaml"]
COLUMNS = {"y_true", "y_pred", "residual", "fold"}
WARNING = re.compile(r"WARN|ERROR|CRITICAL|FATAL|\w+Warning:")


def missing(content, key):
    """The part of the dotted `key` that `content` lacks; None when it has all of it."""
    head, _, rest = key.partition(".")
    name = head.removesuffix("[]")
    if not isinstance(content, dict) or name not in content:
        return head
    value = content[name]
    if head.endswith("[]"):
        if not isinstance(value, list) or not value:
            return head
        return next((f"{head}.{gone}" for item in value if rest and (gone := missing(item, rest))), None)
    gone = missing(value, rest) if rest else None
    return f"{head}.{gone}" if gone else None


def key_failures(session, is_fit):
    for pattern, keys in KEYS.items():
        files = [path for path in sorted(session.glob(pattern)) if is_fit(path)]
        if not files:
            yield f"{pattern}: there is no such file"
        for path in files:
            content = yaml.safe_load(path.read_text())
            for key in keys:
                gone, excepted = missing(content, key), f"{pattern} {key}" in EXCEPTIONS
                if gone and not excepted:
                    yield f"{path}: {gone} is missing"
                elif excepted and not gone:
                    yield f"{path}: {key} is there, and listed as an exception"


def file_failures(fit):
    for pattern in FILES:
        if len(list(fit.glob(pattern))) != 1:
            yield f"{fit}: {pattern} is not there once"
    for path in fit.glob("predictions/*.csv"):
        with open(path, newline="") as file:
            lacking = COLUMNS - set(next(csv.reader(file)))
        if lacking:
            yield f"{path}: no column {', '.join(sorted(lacking))}"
    console = (fit / "logs/console.log").read_bytes()
    if b"\x1b" in console:
        yield f"{fit}/logs/console.log: escape codes"
    warned = [line for line in console.decode().splitlines() if WARNING.search(line)]
    log = fit / "logs/warnings.log"
    if (log.read_text().splitlines() if log.exists() else []) != warned:
        yield f"{log}: not the warning lines of console.log"


def main():
    project, failures = Path(sys.argv[1]), []
    sessions = [path for path in project.glob("results/*") if path.is_dir()]
    fits = [path.parent for session in sessions for path in session.glob("*/*/predictions")]
    is_fit = {"PIPELINE.yaml": fits, "SCORES.yaml": fits}
    for session in sessions:
        failures += key_failures(
            session, lambda path: path.name not in is_fit or path.parent in is_fit[path.name])
    for fit in fits:
        failures += file_failures(fit)
    warnings = sum((fit / "logs/warnings.log").exists() for fit in fits)
    if len(sessions) != 1 or not fits or not warnings:
        failures.append(f"{len(sessions)} sessions, {len(fits)} fits, {warnings} of them with warnings")
    print(*failures, f"{len(fits)} fits looked at, {len(failures)} failures", sep="\n")
    for key, reason in EXCEPTIONS.items():
        print(f"left out: {key}: {reason}")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
