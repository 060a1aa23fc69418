"""Reads a data set and decides which sample is for training, validation and testing."""
import csv
import sys

import numpy as np
from sklearn.model_selection import GroupKFold, GroupShuffleSplit


def load(folder):
    with open(folder / "y.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    target = list(rows[0])[-1]
    with open(folder / "X.csv", newline="") as file:
        header, *lines = csv.reader(file)
    samples = [row["sample"] for row in rows]
    if [line[0] for line in lines] != samples:
        sys.exit(f"partition.py: {folder}/X.csv and y.csv list different samples; delete both, run get_data.py")
    return {"samples": samples, "target": target, "axis": np.array(header[1:], float),
            "X": np.array([line[1:] for line in lines], float),
            "y": np.array([float(row[target]) for row in rows]),
            "draws": np.array([row["draw"] for row in rows]),
            "partition": np.array([row["partition"] for row in rows], dtype="<U5")}


def split(data, seed):
    """Names the partition of every sample, and gives (fitted, left out) row numbers of each fold."""
    partition, draws = data["partition"].copy(), data["draws"]
    rest = np.flatnonzero(partition == "rest")
    chooser = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=seed)
    train, val = next(chooser.split(rest, groups=draws[rest]))
    partition[rest[train]], partition[rest[val]] = "train", "val"
    train = rest[train]
    folds = GroupKFold(n_splits=3, shuffle=True, random_state=seed)
    return partition, [(train[a], train[b]) for a, b in folds.split(train, groups=draws[train])]
