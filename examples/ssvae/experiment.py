"""Clusters the digits that scikit-learn carries in a small latent space, and names the clusters by a few
labels: a mixture prior with a tau classifier, in the plainest form."""
import argparse
import json
import os
import time
from pathlib import Path

import joblib
import numpy as np
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.mixture import BayesianGaussianMixture, GaussianMixture
from sklearn.neighbors import KNeighborsClassifier


def event(**line):
    with open(os.environ["CAIRN_EVENTS"], "a", encoding="utf-8") as events:
        events.write(json.dumps(line) + "\n")


def metric(key, value):
    event(metric={"key": key, "value": value if isinstance(value, int) else float(value)})


def component(name, status, reason=""):
    event(tag={"key": f"{name}.status", "value": status})
    if reason:
        event(tag={"key": f"{name}.reason", "value": reason})


def prior(said):
    """A mixture as long as there is one; one component is the standard prior."""
    count = said["num_components"] if said["prior_type"] == "mixture" else 1
    if said["prior_type"] == "mixture" and said["dirichlet_alpha"]:
        return BayesianGaussianMixture(n_components=count, weight_concentration_prior=said["dirichlet_alpha"],
                                       max_iter=200, random_state=said["seed"])
    return GaussianMixture(n_components=count, random_state=said["seed"])


def entropy(weights):
    weights = weights[weights > 0]
    return float(-np.sum(weights * np.log(weights)))


def classify(said, mixture, latent, labels, known):
    """By the labels of a component's known members (tau), or by the nearest known ones (head); and how sure tau is."""
    if not said["use_tau_classifier"] or said["prior_type"] == "standard":
        head = KNeighborsClassifier(3).fit(latent[known], labels[known])
        return head.predict(latent), None
    share = mixture.predict_proba(latent)
    tau = share[known].T @ np.eye(said["num_classes"])[labels[known]] + 1e-6
    tau /= tau.sum(1, keepdims=True)
    return (share @ tau).argmax(1), tau.max(1).mean()


def draw(latent, labels, weights, out):
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    for folder in ("core", "mixture"):
        (out / "figures" / folder).mkdir(parents=True, exist_ok=True)
    figure, axes = plt.subplots(figsize=(4, 4), layout="constrained")
    axes.scatter(latent[:, 0], latent[:, 1], c=labels, s=4, cmap="tab10")
    figure.savefig(out / "figures/core/latent_spaces.png", dpi=100, metadata={"Software": None})
    figure, axes = plt.subplots(figsize=(4, 3), layout="constrained")
    axes.bar(range(len(weights)), np.sort(weights)[::-1])
    axes.set_xlabel("component")
    figure.savefig(out / "figures/mixture/pi_evolution.png", dpi=100, metadata={"Software": None})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path)
    out = parser.parse_args().out
    said = json.loads(Path(os.environ["CAIRN_PARAMS"]).read_text(encoding="utf-8"))
    started = time.perf_counter()
    data = load_digits()
    pca = PCA(said["latent_dim"], random_state=said["seed"]).fit(data.data)
    latent = pca.transform(data.data)
    known = np.random.default_rng(said["seed"]).choice(len(latent), said["num_labeled"], replace=False)
    mixture = prior(said).fit(latent)
    guesses, certainty = classify(said, mixture, latent, data.target, known)
    metric("training.final_loss", -mixture.score(latent))
    metric("training.final_recon_loss", np.mean((pca.inverse_transform(latent) - data.data) ** 2))
    metric("training.epochs_completed", mixture.n_iter_)
    metric("training.training_time_sec", round(time.perf_counter() - started, 3))
    metric("classification.final_accuracy", np.mean(guesses == data.target))
    metric("mixture.K", mixture.n_components)
    metric("mixture.final_pi_entropy", entropy(mixture.weights_))
    if certainty is None:
        component("tau_classifier", "disabled", "the prior has no components, or nobody asked for it")
    else:
        component("tau_classifier", "success")
        metric("tau_classifier_metrics.avg_certainty", certainty)
    component("ood", "skipped", "no data from elsewhere")
    (out / "artifacts").mkdir(exist_ok=True)
    joblib.dump(mixture, out / "artifacts/checkpoint.ckpt")
    draw(latent, data.target, mixture.weights_, out)
    component("plots", "success")
    print(f"{mixture.n_components} components, accuracy {np.mean(guesses == data.target):.3f}")


if __name__ == "__main__":
    main()
