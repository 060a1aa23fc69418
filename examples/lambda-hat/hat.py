"""Builds regression targets on the diabetes data that scikit-learn carries, and samples around them.

The local learning coefficient is n * beta * (mean loss of the samples - loss of the target), with the
samples drawn near the target. Three samplers: Hamiltonian (hmc), Langevin (sgld), and a normal
approximation (vi).
"""
import argparse
import hashlib
import json
import os
import time
from pathlib import Path

import numpy as np
from scipy.io import netcdf_file
from sklearn.datasets import load_diabetes

GAMMA = 1.0  # how strongly samples are held near the target
CHAINS = 4


def params():
    return json.loads(Path(os.environ["CAIRN_PARAMS"]).read_text(encoding="utf-8"))


def event(**line):
    with open(os.environ["CAIRN_EVENTS"], "a", encoding="utf-8") as events:
        events.write(json.dumps(line) + "\n")


def build(args):
    said = params()
    columns = said["data"]["columns"]
    inputs, answers = load_diabetes(return_X_y=True)
    x = inputs[:, :columns] / inputs[:, :columns].std(0)
    if said["model"]["bias"]:
        x = np.hstack([x, np.ones((len(x), 1))])
    y = (answers - answers.mean()) / answers.std()
    y = y + np.random.default_rng(said["seed"]).normal(0, said["data"]["noise_scale"], len(y))
    ridge = said["training"]["ridge"] * np.eye(x.shape[1])
    theta = np.linalg.solve(x.T @ x / len(x) + ridge, x.T @ y / len(x))
    np.savez(Path(args.out) / "data.npz", X=x, Y=y)
    np.savez(Path(args.out) / "params.npz", **{"linear::w": theta})
    digest = hashlib.sha256(theta.tobytes()).hexdigest()
    event(metric={"key": "L0", "value": float(np.mean((x @ theta - y) ** 2))})
    for name, value in {"n": len(x), "d": x.shape[1], "p": theta.size}.items():
        event(metric={"key": f"dims.{name}", "value": value})
    event(tag={"key": "theta", "value": f"sha256:{digest}"})


class Posterior:
    def __init__(self, folder):
        data, found = np.load(folder / "data.npz"), np.load(folder / "params.npz")
        self.x, self.y, self.start = data["X"], data["Y"], found["linear::w"]
        self.n = len(self.y)
        self.beta = 1 / np.log(self.n)
        self.calls = 0

    def loss(self, w):
        return float(np.mean((self.x @ w - self.y) ** 2))

    def slope(self, w):
        self.calls += 1
        of_loss = 2 * self.x.T @ (self.x @ w - self.y) / self.n
        return self.n * self.beta * of_loss + GAMMA * (w - self.start)

    def energy(self, w):
        return self.n * self.beta * self.loss(w) + GAMMA / 2 * np.sum((w - self.start) ** 2)


def hmc(posterior, draws, step, rng):
    w, losses = posterior.start.copy(), []
    for _ in range(draws):
        momentum = rng.normal(size=w.shape)
        before = posterior.energy(w) + momentum @ momentum / 2
        new, p = w.copy(), momentum - step / 2 * posterior.slope(w)
        for _ in range(5):
            new = new + step * p
            p = p - step * posterior.slope(new)
        p = p + step / 2 * posterior.slope(new)
        if np.log(rng.uniform()) < before - posterior.energy(new) - p @ p / 2:
            w = new
        losses.append(posterior.loss(w))
    return losses


def sgld(posterior, draws, step, rng):
    w, losses = posterior.start.copy(), []
    size = step**2
    for _ in range(draws * 5):
        w = w - size / 2 * posterior.slope(w) + np.sqrt(size) * rng.normal(size=w.shape)
        losses.append(posterior.loss(w))
    return losses[4::5]


def vi(posterior, draws, step, rng):
    hessian = 2 * posterior.beta * posterior.x.T @ posterior.x + GAMMA * np.eye(posterior.start.size)
    root = np.linalg.cholesky(np.linalg.inv(hessian))
    posterior.calls += 1
    return [posterior.loss(posterior.start + root @ rng.normal(size=posterior.start.shape)) for _ in range(draws)]


def effective_size(chains):
    """By the correlation of neighbours, as for a first-order process."""
    flat = chains - chains.mean(1, keepdims=True)
    spread = np.sum(flat * flat)
    near = np.sum(flat[:, 1:] * flat[:, :-1]) / spread if spread > 0 else 0
    return float(chains.size * (1 - near) / (1 + near))


def analyse(llc, calls, seconds):
    within = llc.var(1, ddof=1).mean()
    between = llc.mean(1).var(ddof=1)
    draws = llc.shape[1]
    r_hat = np.sqrt(((draws - 1) / draws * within + between) / within)
    ess = effective_size(llc)
    sem = float(llc.std() / np.sqrt(ess))
    return {"llc_mean": float(llc.mean()), "llc_std": float(llc.std()), "total_fge": float(calls),
            "elapsed_time": seconds, "ess_bulk": ess, "ess_tail": ess, "ess": ess, "r_hat": float(r_hat),
            "llc_sem": sem, "wnv": sem**2 * calls, "efficiency_work": ess / calls}


def sample(args):
    said, out = params(), Path(args.out)
    started, chains, calls = time.perf_counter(), [], 0
    for chain in range(CHAINS):
        posterior = Posterior(Path(args.target))
        rng = np.random.default_rng([said["seed"], chain])
        losses = globals()[args.sampler](posterior, said["draws"], said["step_size"], rng)
        calls += posterior.calls
        scale = posterior.n * posterior.beta
        chains.append(scale * (np.array(losses) - posterior.loss(posterior.start)))
    llc = np.array(chains)
    with netcdf_file(str(out / "trace.nc"), "w") as file:
        file.createDimension("chain", llc.shape[0])
        file.createDimension("draw", llc.shape[1])
        file.createVariable("llc", "d", ("chain", "draw"))[:] = llc
    figures = analyse(llc, calls, round(time.perf_counter() - started, 3))
    (out / "analysis.json").write_text(json.dumps(figures, indent=2, sort_keys=True), encoding="utf-8")
    draw(llc, out / "diagnostics")


def draw(llc, folder):
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    folder.mkdir(exist_ok=True)
    figure, axes = plt.subplots(figsize=(4, 3), layout="constrained")
    axes.plot(llc.T, linewidth=0.5)
    axes.set_xlabel("draw")
    axes.set_ylabel("local learning coefficient")
    figure.savefig(folder / "trace.png", dpi=100, metadata={"Software": None})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=["target", "sample"])
    parser.add_argument("--sampler", choices=["hmc", "sgld", "vi"])
    parser.add_argument("--target")
    parser.add_argument("--out")
    args = parser.parse_args()
    Path(args.out).mkdir(parents=True, exist_ok=True)
    build(args) if args.step == "target" else sample(args)


if __name__ == "__main__":
    main()
