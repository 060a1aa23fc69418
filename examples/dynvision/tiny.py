"""Trains and tests small networks on the handwritten digits that scikit-learn carries."""
import argparse
import csv
from pathlib import Path

import joblib
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

EPOCHS = 20


def digits():
    data = load_digits()
    return train_test_split(data.data / 16, data.target, test_size=0.25, random_state=0)


def init(args):
    """One step of training gives the network its shape and its first weights."""
    train, _, labels, _ = digits()
    net = MLPClassifier((args.width,), activation=args.act, random_state=args.seed)
    net.partial_fit(train[:1], labels[:1], classes=np.unique(labels))
    joblib.dump(net, args.out)


def train(args):
    data, _, labels, _ = digits()
    net = joblib.load(args.start)
    for _ in range(EPOCHS):
        net.partial_fit(data, labels)
    joblib.dump(net, args.out)


def write_rows(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, rows[0], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def read_rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test(args):
    _, data, _, labels = digits()
    noise = np.random.default_rng(0).normal(0, args.level, data.shape)
    chances = joblib.load(args.weights).predict_proba(data + noise)
    write_rows(args.out, [{"sample_index": i, "times_index": 0, "label_index": int(label),
                           "guess_index": int(chance.argmax()), "confidence": round(float(chance.max()), 4)}
                          for i, (label, chance) in enumerate(zip(labels, chances))])


def process(args):
    rows = read_rows(args.outputs)
    right = np.mean([row["label_index"] == row["guess_index"] for row in rows])
    sure = np.mean([float(row["confidence"]) for row in rows])
    write_rows(args.out, [{"layer_name": "output", "times_index": 0, "accuracy": round(float(right), 4),
                           "response_avg": round(float(sure), 4), "level": args.level,
                           "act": joblib.load(args.weights).activation}])


def aggregate(args):
    write_rows(args.out, [row for folder in args.folders for row in read_rows(Path(folder) / "test_data.csv")])


def draw(rows, out):
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    figure, axes = plt.subplots(figsize=(4, 3), layout="constrained")
    for act in sorted({row["act"] for row in rows}):
        points = sorted((float(row["level"]), float(row["accuracy"])) for row in rows if row["act"] == act)
        axes.plot(*zip(*points), marker="o", label=act)
    axes.set_xlabel("noise")
    axes.set_ylabel("accuracy")
    axes.legend()
    figure.savefig(out, dpi=100, metadata={"Software": None})


def plot(args):
    draw(read_rows(args.data), args.out)


def plot_all(args):
    draw([row for folder in args.folders for row in read_rows(Path(folder) / "test_data.csv")], args.out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=["init", "train", "test", "process", "aggregate", "plot", "plot_all"])
    parser.add_argument("folders", nargs="*")
    for name, kind in {"width": int, "act": str, "seed": int, "start": str, "weights": str, "level": float,
                       "outputs": str, "data": str, "out": str}.items():
        parser.add_argument(f"--{name}", type=kind)
    args = parser.parse_args()
    globals()[args.step](args)


if __name__ == "__main__":
    main()
