"""Compares a tree that an example project wrote with the genuine tree of its system. Knows nothing of cairn but
that files below .run, .cairn and the project's own scripts are not part of the tree."""
import json
import re
import sys
import tarfile
import tempfile
from pathlib import Path

import yaml

# What differs from run to run, and what stands for it.
GENERAL = {
    "dynvision": [(r"[A-Za-z0-9]+:hash=[0-9a-f]{8}", "MODEL:hash=H"), (r"^hash=[0-9a-f]{8}\.hash$", "hash=H.hash"),
                  (r"^[A-Za-z0-9]+:[^/]*=\*[^/]*_[0-9]+\.[0-9]+$", "MODEL:CATEGORY_SEEDS"),
                  (r"^[A-Za-z0-9]+:[^/]*=\*[^/]*_[0-9]+$", "MODEL:CATEGORY_SEED"),
                  (r"^[A-Za-z0-9]+:[^/]*_[0-9]+$", "MODEL:ARGS_SEED"), (r"^[a-z0-9]+:all_trained$", "DATA:GROUP_STATUS"),
                  (r"^(?!MODEL:)[A-Za-z]+:[a-z]+=[^_]*$", "LOADER:ARGS"), (r"^(imagenette|digits)$", "DATA"),
                  (r"^(response|noise)$", "EXPERIMENT")],
    "dynvision-flat": [(r"^[A-Za-z0-9]+:[^/]*_[0-9]+_[a-z0-9]+_(init|trained)\.pt$", r"MODEL:ARGS_SEED_DATA_\1.pt"),
                       (r"^[A-Za-z0-9]+:[^/]*_[0-9]+_[a-z0-9]+_trained_[A-Za-z]+:[^/_]*_all$", "TESTED"),
                       (r"^(response|noise)_[A-Za-z0-9]+:[^/]*=\*[^/]*_[0-9]+_[a-z0-9]+_trained_all$", "CATEGORY"),
                       (r"^(response|noise)$", "EXPERIMENT"), (r"^(DyRCNNx8|TinyNet)$", "MODEL"),
                       (r"^Stimulus[A-Za-z]+$", "LOADER")],
    "lambda-hat-store": [(r"^[0-9a-f]{64}$", "OBJECT"), (r"^[0-9a-f]{12}$", "OBJECT12"), (r"^[0-9a-f]{2}$", "HH"),
                         (r"^[0-9]{8}T[0-9]{6}Z(\.[0-9]+)?-build_target-[A-Za-z0-9_]+-[0-9a-f]{6}$", "BUILD"),
                         (r"^[0-9]{8}T[0-9]{6}Z(\.[0-9]+)?-[a-z_]+-[A-Za-z0-9_]+-[0-9a-f]{6}$", "TIME-ALGO-TAG-RANDOM")],
    "lambda-hat": [(r"^tgt_[0-9a-f]{12}$", "TARGET"), (r"^run_([a-z]+)_[0-9a-f]{8}$", r"run_\1_ID")],
    "ssvae": [(r"^[A-Za-z0-9_-]+__[a-z0-9.]+(-[a-z]+)*_(tau|head)_[a-z-]+__[0-9]{8}_[0-9]{6}$", "NAME__CODE__TIME")],
}
# The part of the genuine tree that the example must have, all of it; and what it may have beside.
NEEDED = {
    "dynvision": {"models/MODEL:ARGS_SEED/DATA/init.pt", "models/MODEL:ARGS_SEED/DATA/trained.pt",
                  "models/MODEL:ARGS_SEED/DATA/hash=H.hash", "models/MODEL:hash=H",
                  "reports/EXPERIMENT/MODEL:hash=H/DATA:GROUP_STATUS/LOADER:ARGS/test_outputs.csv",
                  "reports/EXPERIMENT/MODEL:CATEGORY_SEED/DATA:GROUP_STATUS/test_data.csv",
                  "figures/EXPERIMENT/MODEL:CATEGORY_SEED/DATA:GROUP_STATUS/responses.png",
                  "figures/EXPERIMENT/MODEL:CATEGORY_SEEDS/DATA:GROUP_STATUS/responses.png"},
    "dynvision-flat": None,  # all of it
    "lambda-hat": None,
    "lambda-hat-store": {"artifacts/experiments/dev/manifest.jsonl",
                         "artifacts/experiments/dev/runs/TIME-ALGO-TAG-RANDOM/manifest.json",
                         "artifacts/experiments/dev/runs/TIME-ALGO-TAG-RANDOM/analysis.json",
                         "artifacts/experiments/dev/runs/BUILD/manifest.json",
                         "artifacts/experiments/dev/targets/OBJECT12",
                         "artifacts/store/objects/sha256/HH/HH/OBJECT/meta.json",
                         "artifacts/store/objects/sha256/HH/HH/OBJECT/payload/data.npz"},
    "ssvae": {f"results/NAME__CODE__TIME/{name}" for name in
              ("config.yaml", "summary.json", "REPORT.md", "artifacts/checkpoint.ckpt", "logs/experiment.log",
               "figures/core/latent_spaces.png", "figures/mixture/pi_evolution.png")},
}
LATER = {"dynvision": {"reports/EXPERIMENT/MODEL:hash=H/DATA:GROUP_STATUS/LOADER:ARGS/test_data.csv",
                       "reports/EXPERIMENT/MODEL:hash=H/DATA:GROUP_STATUS/LOADER:ARGS/test_outputs.csv.config.yaml"},
         "dynvision-flat": {"reports/LOADER/TESTED/test_data.csv"},
         "lambda-hat-store": {f"artifacts/experiments/dev/runs/TIME-ALGO-TAG-RANDOM/{name}"
                              for name in ("trace.nc", "diagnostics/trace.png")} |
                             {f"artifacts/{name}.npz" for place in ("experiments/dev/runs/BUILD/artifacts",
                                                                    "store/objects/sha256/HH/HH/OBJECT/payload")
                              for name in (f"{place}/data", f"{place}/params")},
         "lambda-hat": set(), "ssvae": {"results/NAMING_LEGEND.md"}}
# Documents whose keys are compared: ours must have the genuine ones that are listed.
KEYS = {
    "dynvision": {},
    "dynvision-flat": {},
    "lambda-hat-store": {"manifest.json": set(), "dev/manifest.jsonl": set(), "OBJECT/meta.json": set()},
    "lambda-hat": {"meta.json": {"pkg_versions", "dims", "hashes", "metrics"}, "analysis.json": set(),
                   "_runs.jsonl": {"hyperparams", "metrics"}, "_catalog.jsonl": {"pkg_versions", "dims", "hashes"}},
    "ssvae": {"summary.json": None},
}


def general(system, path):
    parts = []
    for part in path.parts:
        for pattern, text in GENERAL[system]:
            part = re.sub(pattern, text, part)
        parts.append(part)
    return "/".join(parts)


def walk(root):
    """Each path with its place. Links are leaves, but for an object's payload, which is a folder in the original."""
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if path.name == "payload" and path.is_symlink():
            yield from ((inner, relative / inner.relative_to(path.resolve())) for inner in sorted(path.resolve().rglob("*")))
        else:
            yield path, relative


def tree(system, root):
    """General path → one real file of that name."""
    found = {}
    for path, relative in walk(root):
        hidden = any(part.startswith(".") for part in relative.parts)
        if hidden or len(relative.parts) < 2 or "__pycache__" in relative.parts:
            continue
        if path.is_symlink() or path.is_file():
            found.setdefault(general(system, relative), path)
    return found


def records(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines()]
    return [json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)]


def main():
    system, archive, ours = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        tarfile.open(archive).extractall(folder)
        (top,) = Path(folder).iterdir()
        genuine, made = tree(system, top), tree(system, ours)
        needed = NEEDED[system] if NEEDED[system] is not None else set(genuine)
        problems += [f"the test expects what the genuine tree lacks: {name}" for name in sorted(needed - set(genuine))]
        problems += [f"missing: {name}" for name in sorted(needed - set(made))]
        extra = set(made) - set(genuine) - LATER[system]
        problems += [f"not in the genuine tree: {name} ({made[name]})" for name in sorted(extra)]
        for name, inner in KEYS[system].items():
            theirs = next((path for key, path in genuine.items() if key.endswith("/" + name)), None)
            here = next((path for key, path in made.items() if key.endswith("/" + name)), None)
            if theirs is None or here is None:
                problems.append(f"no {name} to compare")
                continue
            want, got = records(theirs)[0], records(here)[0]
            keys = {"metadata"} if inner is None else set(want)
            problems += [f"{name}: no key {key}" for key in sorted(keys - set(got))]
            problems += [f"{name}: {key} is a {type(got[key]).__name__}" for key in sorted(keys & set(got))
                         if isinstance(want[key], dict) and not isinstance(got[key], dict)]
    for problem in problems:
        print(f"{system}: {problem}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
