# label: ci
# timeout: 300
"""Runs of four systems, done again by `cairn run` in the layout of each, and compared with the genuine trees.

For each system a project is written whose jobs do what those of the genuine runs did: the same params, the same
numbers, the same bytes. Then this script, which knows nothing of cairn's formats, compares what lies on the disk: paths, bytes of
files, and key by key the values of the documents that the system keeps. What differs by its nature (times, hosts,
ids that hash the configuration of another program) is in the tables below with its reason; all else is equal.
At the end one value of each system is changed, and the comparison must see it.
"""

import json
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from genuine_trees import unpack  # noqa: E402

REPLAY = '''
import json, os, pathlib, shutil, sys
what = json.loads(pathlib.Path(sys.argv[1]).read_text())[sys.argv[2]]
out = pathlib.Path(sys.argv[3])
for source, target in what.get("files", {}).items():
    (out / target).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, out / target)
with open(os.environ["CAIRN_EVENTS"], "a", encoding="utf-8") as events:
    for line in what.get("events", []):
        events.write(json.dumps(line) + "\\n")
for line in what.get("says", []):
    print(line)
'''
problems = []
compared = 0


def say(where, what):
    problems.append(f"{where}: {what}")


def flat(value, prefix=""):
    for key, inner in value.items():
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(inner, dict) and inner:
            yield from flat(inner, name)
        else:
            yield name, inner


def is_same(want, got):
    if isinstance(want, float) and math.isnan(want):
        return got in ("NaN", None) or (isinstance(got, float) and math.isnan(got))
    if isinstance(want, bool) or isinstance(got, bool):
        return want is got
    if isinstance(want, dict):
        return isinstance(got, dict) and want.keys() == got.keys() and all(is_same(want[k], got[k]) for k in want)
    if isinstance(want, list):
        return isinstance(got, list) and len(want) == len(got) and all(map(is_same, want, got))
    # What was counted stays whole: 7 is not 7.0.
    return want == got and isinstance(want, float) == isinstance(got, float)


def compare(where, want, got, other=()):
    """Every key of `want` is in `got` with its value, but for `other`: dotted keys whose values differ by their
    nature, each with the pattern that its text matches."""
    global compared
    other = dict(other)
    found = dict(flat(got))
    for key, value in flat(want):
        compared += 1
        if key not in found:
            say(where, f"no key {key}")
        elif key in other:
            if not re.fullmatch(other[key], str(found[key])):
                say(where, f"{key} is {found[key]!r}, which is no {other[key]}")
        elif not is_same(value, found[key]):
            say(where, f"{key}: {value!r} is {found[key]!r}")


def compare_bytes(where, genuine, made):
    global compared
    compared += 1
    if not made.is_file():
        say(where, f"missing: {made.name}")
    elif genuine.read_bytes() != made.read_bytes():
        say(where, f"{made.name} has other bytes")


def run(project, layout, stages, jobs, datasets=()):
    project.mkdir()
    (project / "replay.py").write_text(REPLAY, encoding="utf-8")
    (project / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    spec = {"project": "replay", "layout": layout, "experiment": "replay", "stages": stages}
    if datasets:
        spec["datasets"] = {name: {"version": 1} for name in datasets}
    (project / "cairn.yaml").write_text(json.dumps(spec, indent=1), encoding="utf-8")
    done = subprocess.run(["cairn", "run", "-j", "2"], cwd=project, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{layout}: cairn run: exit {done.returncode}\n{done.stdout}{done.stderr}")


def cmd(job, *rest):
    return ["python", "replay.py", "jobs.json", job, *rest, "{run}"]


def param(value):
    if isinstance(value, dict):
        return {"type": "map", "default": value}
    return {"default": value}


# ---- 001: one target, three samplers -------------------------------------------------------------------------

META_OTHER = {
    "target_id": r"tgt_[0-9a-f]{12}",  # hashes the whole configuration of lambda_hat, which meta.json does not hold
    "created_at": r"[0-9]+\.[0-9]+", "code_sha": r"[0-9a-f]{40}|unknown", "hostname": r".+",
}
PACKAGES = {"blackjax", "haiku", "jax", "numpy"}  # of that program; cairn tells Python's, and all in `cairn cat RUN packages`
RUN_OTHER = {
    "artifact_path": r"runs/targets/tgt_[0-9a-f]{12}/run_[a-z]+_[0-9a-f]{8}", "target_id": META_OTHER["target_id"],
    "created_at": META_OTHER["created_at"], "code_sha": META_OTHER["code_sha"], "walltime_sec": r"[0-9.e-]+",
}


def lambda_hat(genuine, project):
    folder = genuine / "runs/targets/tgt_899d6808f6ed"
    meta = json.loads((folder / "meta.json").read_text())
    lines = [json.loads(line) for line in (folder / "_runs.jsonl").read_text().splitlines()]
    target = {
        "files": {str(folder / name): name for name in ("data.npz", "params.npz")},
        "events": [{"metric": {"key": "L0", "value": meta["metrics"]["L0"]}},
                   *({"metric": {"key": f"dims.{name}", "value": value}} for name, value in meta["dims"].items()),
                   {"tag": {"key": "theta", "value": meta["hashes"]["theta"]}}],
    }  # fmt: skip
    jobs = {"target": target}
    params = {"model": meta["model_cfg"], "data": meta["data_cfg"], "training": meta["training_cfg"],
              "x64": meta["jax_enable_x64"], "seed": meta["seed"]}  # fmt: skip
    stages = {"target": {"kind": "target", "params": {k: param(v) for k, v in params.items()}, "cmd": cmd("target"),
                         "outs": {"data": "data.npz", "params": "params.npz"}}}  # fmt: skip
    for line in lines:
        source = genuine / line["artifact_path"]
        name = line["sampler"]
        files = ("trace.nc", "analysis.json", "diagnostics/trace.png")
        jobs[name] = {"files": {str(source / file): file for file in files}}
        said = {key: param(value) for key, value in line["hyperparams"].items() if key != "name"}
        stages[name] = {"kind": "sampler", "needs": {"target": {"stage": "target"}}, "cmd": cmd(name),
                        "params": {"sampler": param(name), **said}, "metrics": "analysis.json",
                        "outs": {"trace": "trace.nc", "diagnostics": "diagnostics/"}}  # fmt: skip
    run(project, "lambda-hat", stages, jobs)
    (made,) = (project / "runs/targets").glob("tgt_*")
    got = json.loads((made / "meta.json").read_text())
    want = {key: value for key, value in meta.items() if key != "pkg_versions"}
    compare("meta.json", want, got, META_OTHER)
    compare("_catalog.jsonl", want, json.loads((project / "runs/targets/_catalog.jsonl").read_text()), META_OTHER)
    for name in ("data.npz", "params.npz"):
        compare_bytes("target", folder / name, made / name)
    written = {line["sampler"]: line for line in map(json.loads, (made / "_runs.jsonl").read_text().splitlines())}
    for line in lines:
        want = dict(line, hyperparams={k: v for k, v in line["hyperparams"].items() if k != "name"})  # in `sampler`
        compare(f"_runs.jsonl, {line['sampler']}", want, written.get(line["sampler"], {}), RUN_OTHER)
        source, (target,) = genuine / line["artifact_path"], made.glob(f"run_{line['sampler']}_*")
        for file in ("trace.nc", "analysis.json", "diagnostics/trace.png"):
            compare_bytes(line["sampler"], source / file, target / file)
    return made / "_runs.jsonl", lambda: compare("_runs.jsonl", lines[0], {**written["hmc"], "dtype64": False}, RUN_OTHER)


# ---- 002: three coded experiments ----------------------------------------------------------------------------

CODED = ("baseline__mix10-dir_tau_ca-het__20251112_143128", "vamp_try__vamp8-km_head_plain__20251112_153330",
         "my__double__std_head_plain__20251112_153431")  # fmt: skip
TIME = r"[0-9]{8}_[0-9]{6}(\.[0-9]+)?"


def ssvae(genuine, project):
    stages, jobs, wanted = {}, {}, {}
    for folder in CODED:
        source = genuine / "results" / folder
        config = yaml.safe_load((source / "config.yaml").read_text())
        summary = json.loads((source / "summary.json").read_text())
        sections = {key: value for key, value in config.items() if isinstance(value, dict)}
        events = []
        for key, value in flat({k: v for k, v in summary.items() if k != "metadata"}):
            kind = "metric" if isinstance(value, (int, float)) else "tag"
            events.append({kind: {"key": key, "value": value}})
        name = config["experiment"]["name"]
        stage = re.sub("[^a-z]", "", name)
        files = [path for path in source.rglob("*") if path.is_file() and path.suffix in (".png", ".ckpt")]
        jobs[stage] = {"files": {str(path): str(path.relative_to(source)) for path in files}, "events": events}
        stages[stage] = {"kind": "experiment", "unique": True, "name": name, "cmd": cmd(stage),
                         "params": {key: param(value) for key, value in sections.items()}}  # fmt: skip
        wanted[folder] = (source, config, summary, files)
    run(project, "ssvae", stages, jobs)
    last = None
    for folder, (source, config, summary, files) in wanted.items():
        head = folder.rsplit("__", 1)[0]
        made = [path for path in (project / "results").glob(f"{head}__*") if re.fullmatch(f"{re.escape(head)}__{TIME}", path.name)]
        if len(made) != 1:
            say(folder, f"{len(made)} folders are called {head}__TIME")
            continue
        (made,) = made
        other = {"run_id": f"{re.escape(head)}__{TIME}", "timestamp": TIME,
                 "metadata.run_id": f"{re.escape(head)}__{TIME}", "metadata.timestamp": TIME}  # fmt: skip
        compare(f"{head}/config.yaml", config, yaml.safe_load((made / "config.yaml").read_text()), other)
        got = json.loads((made / "summary.json").read_text())
        compare(f"{head}/summary.json", summary, got, other)
        for path in files:
            compare_bytes(head, path, made / path.relative_to(source))
        report, mine = (source / "REPORT.md").read_text(), (made / "REPORT.md").read_text()
        for line in report.splitlines():
            if re.match(r"\| (?!Category)\w.* [0-9.]+ \|$", line) and line not in mine:
                say(f"{head}/REPORT.md", f"no line {line}")
        if f"Architecture: {config['architecture_code']}\n" != (made / "logs/experiment.log").read_text():
            say(head, "its log does not begin with the code")
        last = (head, summary, got, other)
    head, summary, got, other = last
    broken = json.loads(json.dumps(got))
    broken["training"]["final_loss"] += 1
    return None, lambda: compare(head, summary, broken, other)


# ---- 000: four networks, their tests, and what is made of them together --------------------------------------


def dynvision(genuine, project):
    arguments = {"tsteps": 20, "dt": 2, "tau": 5, "rctype": "full", "pattern": 1, "skip": True}
    tested = {"dsteps": 60, "intro": 1, "stim": 30, "idle": 20}
    place = 'import pathlib, shutil, sys; shutil.copyfile(next(pathlib.Path(sys.argv[1]).glob(sys.argv[2])), sys.argv[3])'
    (project.parent / "copy.py").write_text(place, encoding="utf-8")

    def copies(pattern, out):
        return ["python", "../copy.py", str(genuine), pattern, "{run}/" + out]

    model = "DyRCNNx8:tsteps=20+dt=2+tau=5+rctype={init.rctype}+pattern=1+skip=true_{init.seed}"
    by_seed = "DyRCNNx8:tsteps=20+dt=2+tau=5+rctype=[*]+pattern=1+skip=true_{aggregate.seed}/imagenette:all_trained"
    hashes = {line.name: line for line in (genuine / "models").iterdir() if line.is_symlink()}
    seen = {pathlib.Path(os.readlink(path)).name: name for name, path in hashes.items()}
    params = {"model": "DyRCNNx8", **arguments, "seed": {"type": "int"}}
    params["skip"], params["rctype"] = {"default": True}, {"choices": ["full", "none"]}
    stages = {
        "init": {"kind": "model", "params": params, "outs": {"weights": "init.pt"},
                 "matrix": {"dataset": ["imagenette"], "rctype": ["full", "none"], "seed": [7000, 7001]},
                 "cmd": copies(model.replace("init.", "") + "/imagenette/init.pt", "init.pt")},
        "train": {"kind": "model", "needs": {"init": {"stage": "init"}}, "outs": {"weights": "trained.pt"},
                  "cmd": copies(model + "/imagenette/trained.pt", "trained.pt")},
        "test": {"kind": "test", "needs": {"init": {"stage": "init"}, "net": {"stage": "train"}}, "outs": {"outputs": "test_outputs.csv"},
                 "params": {"experiment": "response", "loader": "StimulusDuration", "group": "all", "status": "trained", **tested},
                 "cmd": ["python", "../test.py", str(genuine), "{init.rctype}", "{init.seed}", "{run}/test_outputs.csv"]},
        "aggregate": {"kind": "aggregate", "needs": {"tests": {"stage": "test", "by": ["seed"]}}, "outs": {"data": "test_data.csv"},
                      "cmd": ["python", "../copy.py", str(genuine), "reports/response/*rctype=[*]*_{seed}/*/test_data.csv", "{run}/test_data.csv"]},
        "plot": {"kind": "figure", "needs": {"aggregate": {"stage": "aggregate"}}, "outs": {"plot": "responses.png"},
                 "cmd": copies("figures/response/" + by_seed + "/responses.png", "responses.png")},
        "seeds": {"kind": "figure", "needs": {"all": {"stage": "aggregate", "by": []}}, "outs": {"plot": "responses.png"},
                  "cmd": copies("figures/response/*_7000.7001/*/responses.png", "responses.png")},
    }  # fmt: skip
    for stage in ("init", "train"):
        stages[stage]["cmd"][3] = "models/" + stages[stage]["cmd"][3]
    names = {full: hashed for full, hashed in seen.items()}
    (project.parent / "test.py").write_text(
        "import json, pathlib, shutil, sys\n"
        f"names = {names!r}\n"
        "model = f'DyRCNNx8:tsteps=20+dt=2+tau=5+rctype={sys.argv[2]}+pattern=1+skip=true_{sys.argv[3]}'\n"
        "folder = pathlib.Path(sys.argv[1]) / 'reports/response' / names[model]\n"
        "shutil.copyfile(next(folder.glob('*/*/test_outputs.csv')), sys.argv[4])\n", encoding="utf-8")  # fmt: skip
    run(project, "dynvision", stages, {}, ["imagenette"])
    global compared
    for path in sorted(genuine.rglob("*")):
        relative = path.relative_to(genuine)
        made = project / relative
        if any(parent.is_symlink() for parent in path.parents if parent != genuine.parent):
            continue
        if path.is_symlink():
            compared += 1
            # The original's links are absolute, to wherever the tree was made.
            if not made.is_symlink() or pathlib.Path(os.readlink(made)).name != pathlib.Path(os.readlink(path)).name:
                say(relative, "the link is not there, or leads elsewhere")
        elif path.is_file() and path.name not in ("trained-best.pt", "trained-epoch=49.pt"):  # not asked for
            compare_bytes(relative, path, made)
    hashed = next((genuine / "models").rglob("*.hash"))
    wrong = project.parent / "wrong.hash"
    wrong.write_text(hashed.read_text().replace("7000", "7002"), encoding="utf-8")
    return None, lambda: compare_bytes("hash", hashed, wrong)


# ---- 003: three pipelines ------------------------------------------------------------------------------------


def step_of(number, step):
    if isinstance(step, str):
        return {"n": number, "op": step, "params": {}}
    inner = step["model"]
    return {"n": number, "op": inner["class"], "params": inner.get("params", {})}


def nirs4all(genuine, project):
    results = genuine / "results"
    manifests = [yaml.safe_load(path.read_text()) for path in sorted(results.glob("pipelines/*/manifest.yaml"))]
    assert len(manifests) == 3, manifests
    stages, jobs, wanted = {}, {}, {}
    for manifest in manifests:
        name = manifest["name"].rsplit("_", 1)[0]
        stage = f"{name.lower()}-{manifest['dataset']}"
        steps = [step_of(number, step) for number, step in enumerate(manifest["pipeline"]["steps"], 1)]
        events = [{"step": step} for step in steps]
        files = {}
        for artifact in manifest["artifacts"]:
            file = f"{artifact['name']}.{artifact['path'].rsplit('.', 1)[1]}"
            files[str(results / "artifacts" / artifact["path"])] = file
            events.append({"artifact": {"path": file, "role": "shared", "type": artifact["format"], "step": artifact["step"]}})
        for prediction in manifest["predictions"]:
            fold = prediction.get("fold", 0)
            events.append({"child": {"kind": "model", "name": f"fold_{fold}", "metrics": {"val": {"rmse": prediction["rmse"]}}}})
        jobs[stage] = {"files": files, "events": events}
        stages[stage] = {"kind": "pipeline", "name": name, "cmd": cmd(stage),
                         "params": {"steps": {"type": "list"}}, "matrix": {"dataset": [manifest["dataset"]], "steps": [manifest["pipeline"]["steps"]]}}  # fmt: skip
        wanted[stage] = (name, manifest, steps, files)
    run(project, "nirs4all", stages, jobs, sorted({m["dataset"] for m in manifests}))
    last = None
    for stage, (name, manifest, steps, files) in wanted.items():
        folders = [path.parent for path in (project / "results").glob(f"*/{manifest['dataset']}/{name}_*/PIPELINE.yaml")]
        if len(folders) != 1:
            say(stage, f"{len(folders)} folders are called {name}_HASH")
            continue
        (made,) = folders
        got = yaml.safe_load((made / "PIPELINE.yaml").read_text())
        want = {"pipeline_id": manifest["name"], "name": name, "dataset": manifest["dataset"],
                "params": manifest["pipeline"], "created": manifest["created_at"]}  # fmt: skip
        # The hash in the genuine name is of other bytes: nirs4all.pipeline@1 hashes what a layout feeds it.
        other = {"pipeline_id": f"{name}_[0-9a-f]{{6}}", "created": r"[0-9T:.-]+Z"}
        compare(f"{stage}/PIPELINE.yaml", want, got, other)
        rows = [{"n": row["step"], "op": row["op"], "params": row["params"]} for row in got["steps"]]
        compare(stage, {"steps": steps}, {"steps": rows})
        for source, file in files.items():
            compare_bytes(stage, pathlib.Path(source), made / "models/shared" / file)
        if manifest["predictions"]:
            scores = yaml.safe_load((made / "SCORES.yaml").read_text())
            want = [[p.get("fold", 0), p["rmse"]] for p in manifest["predictions"]]
            compare(stage, {"folds": want}, {"folds": [[row["fold"], row["rmse"]] for row in scores["fold_results"]]})
        last = (stage, want, got)
    return None, lambda: compare("steps", {"steps": steps}, {"steps": rows[:-1]})


SYSTEMS = {"lambda-hat-runs": lambda_hat, "ssvae-results": ssvae, "dynvision-seed": dynvision, "nirs4all-v5-uuid": nirs4all}


def main():
    global problems
    failed = False
    for tree, replay in SYSTEMS.items():
        global compared
        compared, problems = 0, []
        with tempfile.TemporaryDirectory() as scratch:
            scratch = pathlib.Path(scratch)
            unpack(tree, scratch / "genuine")
            (genuine,) = (scratch / "genuine").iterdir()
            _, break_it = replay(genuine, scratch / "project")
            found, problems = problems, []
            break_it()
            if not problems:
                found.append("a changed value was not seen")
            print(f"{tree}: {compared} values and files compared, {len(found)} differ")
            for problem in found:
                print(f"    {problem}")
            failed |= bool(found)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
