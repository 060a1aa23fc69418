"""Adopting 100,000 run folders of another program, beside `openssl dgst` over the same files, on all cores."""

import json
import os
import pathlib
import shutil
import time

from timing import BenchError, Ratio, Side, alternate, ratio_table, time_table

RUNS, RUNS_QUICK = 100_000, 2_000
TARGETS = 100

DIGEST, FIRST, AGAIN = "find, xargs, openssl dgst -sha256", "cairn adopt, the first time", "cairn adopt, nothing changed"
RATIOS = [
    Ratio("adopt / openssl", FIRST, DIGEST, ("<=", 2)),
    Ratio("first / second adopt", FIRST, AGAIN, (">=", 8)),
]


def make_tree(root, runs):
    """Targets of lambda_hat with the runs of their samplers, four files each; the same bytes every time."""
    for t in range(TARGETS):
        target = root / f"runs/targets/tgt_{t:012x}"
        target.mkdir(parents=True)
        meta = {"target_id": target.name, "seed": t, "created_at": 1763300001.25, "metrics": {"L0": 1.0 + t}, "model_cfg": {"depth": 3}}
        (target / "meta.json").write_text(json.dumps(meta))
        for name in ("params.npz", "data.npz"):
            (target / name).write_bytes(b"%d " % t * 50)
        lines = []
        for r in range(runs // TARGETS):
            number = t * (runs // TARGETS) + r
            run = target / f"run_hmc_{number:08x}"
            (run / "diagnostics").mkdir(parents=True)
            metrics = {"llc_mean": 3.5 + number / runs, "llc_std": 0.2, "ess": 90.0, "r_hat": 1.01}
            (run / "analysis.json").write_text(json.dumps(metrics))
            (run / "trace.nc").write_bytes(b"%d trace\n" % number * 40)
            (run / "traces_raw.npz").write_bytes(b"%d raw\n" % number * 60)
            (run / "diagnostics/trace.png").write_bytes(b"%d png\n" % number * 20)
            hyper = {"name": "hmc", "chains": 4, "hmc": {"draws": 1000, "step_size": 0.01}}
            lines.append(json.dumps({"artifact_path": str(run.relative_to(root)), "created_at": 1763300110.5, "hyperparams": hyper, "walltime_sec": 12.5}))
        (target / "_runs.jsonl").write_text("\n".join(lines) + "\n")


def make_project(folder, tree):
    (folder / "cairn.yaml").write_text("project: old\nlayout: flat\nstorage: {durability: batch}\nstages: {count: {cmd: 'true'}}\n")


def check_adopted(runs):
    def check(folder):
        trees = list((folder / ".cairn/adopted").glob("*.json"))
        head = json.loads(trees[0].read_text().split("\n", 1)[0].rstrip(",") + "}") if trees else {}
        if head.get("count") != runs + TARGETS:
            raise BenchError(f"{head.get('count')} runs were adopted, not {runs + TARGETS}")

    return check


def measure(setting):
    """Returns the section of docs/benchmarks.md."""
    rounds = 3 if setting.quick else 5
    runs = RUNS_QUICK if setting.quick else RUNS
    tree = setting.runs / "adopt-tree"
    if not tree.exists():
        setting.say(f"making {runs:,} run folders")
        make_tree(tree, runs)
    cores = len(os.sched_getaffinity(0))
    digest = f"find {tree} -type f -print0 | xargs -0 -P {cores} -n 500 openssl dgst -sha256 > /dev/null"
    sides = [Side(DIGEST, ["sh", "-c", digest])]
    if setting.cairn:
        cairn = str(setting.cairn)
        kept = setting.runs / "adopt-kept"

        def once(folder):
            make_project(folder, tree)

        def again(folder):
            if not kept.exists():
                kept.mkdir()
                make_project(kept, tree)
                time.sleep(3)  # Times of folders that are younger than that tell nothing.
                os.spawnv(os.P_WAIT, "/bin/sh", ["sh", "-c", f"cd '{kept}' && '{cairn}' adopt '{tree}' > /dev/null 2>&1"])
            shutil.copytree(kept, folder, dirs_exist_ok=True, symlinks=True)

        sides += [
            Side(FIRST, [cairn, "adopt", str(tree)], once, check_adopted(runs), "batch"),
            Side(AGAIN, [cairn, "adopt", str(tree)], again, check_adopted(runs), "nothing written"),
        ]
    # The files are warm for all sides alike: one pass before the clock.
    os.spawnv(os.P_WAIT, "/bin/sh", ["sh", "-c", digest])
    times = alternate(setting.stopwatch, sides, rounds, setting.runs / "adopt", setting.say)
    return (
        f"### adopt\n\n{runs:,} run folders of lambda_hat below {TARGETS} targets, four files each; {cores} cores, "
        f"files warm.\n\n{time_table(sides, times)}\n{ratio_table(RATIOS, times)}"
    )
