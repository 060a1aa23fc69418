# label: fast
# timeout: 240
"""Adopts genuine trees of other programs and compares what cairn says with what those programs did.

tests/data/trees holds each tree as its program wrote it, and EXPECTED: what was handed to the program.
Of every expected run this looks at the status, params, metrics, links and artifacts with their SHA-256 in
`cairn show --json`. The tree must be the same afterwards, byte for byte and time for time; a second look
must find nothing changed.
"""

import hashlib
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from genuine_trees import TREES, unpack  # noqa: E402

PROJECT = "project: old\nlayout: flat\nstages: {count: {cmd: 'true'}}\n"
# What each tree is told to be, and how many runs there are beside those of EXPECTED.
TREE_ROWS = {
    "dynvision-seed": ("dynvision", "."),
    "dynvision-later": ("dynvision", "."),
    "dynvision-old-flat": ("dynvision-flat", "."),
    "lambda-hat-runs": ("lambda-hat", "."),
    "lambda-hat-store": ("lambda-hat-store", "artifacts"),
    "ssvae-results": ("ssvae", "results"),
    "nirs4all-v5-uuid": ("nirs4all-v5", "results"),
    "nirs4all-0.4.1-workspace": ("nirs4all-0.4.1", "workspace"),
    "nirs4all-sqlite-store": ("nirs4all-sqlite", "workspace"),
    "resume-ner": ("resume-ner", "."),
    "mlflow-filestore": ("mlflow", "."),
}
STATUS = {
    "complete": "finished", "completed": "finished", "FINISHED": "finished", "SCHEDULED": "pending", "trained": "finished",
    "failed": "failed", "FAILED": "failed", "KILLED": "killed", "RUNNING": "running", "running": "running",
    "pending": "pending", "empty": "pending", "no manifest": "pending", "init": "pending",
}  # fmt: skip
failures = []


def say(tree, run, what):
    failures.append(f"{tree}: {run}: {what}")


def cairn(project, *arguments, status=0):
    done = subprocess.run(["cairn", *arguments], cwd=project, capture_output=True, text=True, check=False)
    if done.returncode != status:
        sys.exit(f"cairn {' '.join(arguments)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def snapshot(folder):
    seen = {}
    for path in sorted(folder.rglob("*")):
        state = path.lstat()
        content = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else b""
        seen[str(path.relative_to(folder))] = (state.st_mode, state.st_mtime_ns, content)
    return seen


def flat(value, prefix=""):
    if isinstance(value, dict) and (value or not prefix):
        leaves = {}
        for key, inner in value.items():
            leaves.update(flat(inner, f"{prefix}.{key}" if prefix else key))
        return leaves
    return {prefix: value}


def text(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return f"{value:.1f}"
    return str(value) if not isinstance(value, (list, dict)) else json.dumps(value, sort_keys=True)


def same(expected, found):
    if isinstance(expected, str) and not isinstance(found, str):
        return expected == text(found) or expected == json.dumps(found)
    return expected == found and isinstance(expected, bool) == isinstance(found, bool)


def number(value):
    return {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}.get(value, value)


def same_number(expected, found):
    expected, found = number(expected), number(found)
    if isinstance(expected, float) and math.isnan(expected):
        return isinstance(found, float) and math.isnan(found)
    return expected == found


def compare_params(tree, expected, found):
    if expected.get("status") == "empty":
        return  # Nothing of it is on the disk but its folders.
    params = dict(found["params"])
    if found["seed"] is not None:
        params["seed"] = found["seed"]
    for key, value in flat(expected.get("params", {})).items():
        if key not in params:
            say(tree, expected["id"], f"param {key} is missing")
        elif not same(value, params[key]):
            say(tree, expected["id"], f"param {key}: {value!r} is {params[key]!r}")


def compare_metrics(tree, expected, found):
    metrics = found["metrics"]
    for key, value in flat(expected.get("metrics", {})).items():
        if not key or key.startswith("metadata."):
            continue
        if not isinstance(number(value), (int, float)) or isinstance(value, bool):
            if found["tags"].get(key) != value:
                say(tree, expected["id"], f"{key} is {found['tags'].get(key)!r}, not {value!r}")
        elif key not in metrics:
            say(tree, expected["id"], f"metric {key} is missing")
        elif not same_number(value, metrics[key]):
            say(tree, expected["id"], f"metric {key}: {value!r} is {metrics[key]!r}")


def artifacts_of(found):
    return {(a["sha256"], a["size"]): a["path"] for a in found["artifacts"]}


def compare_artifacts(tree, root, expected, found, lists):
    known = artifacts_of(found)
    for name in lists:
        for artifact in expected.get(name, []):
            if not isinstance(artifact, dict) or "sha256" not in artifact:
                continue
            key = (artifact["sha256"], artifact["size"])
            if key not in known:
                say(tree, expected["id"], f"artifact {artifact['path']} is missing")
                continue
            path = pathlib.Path(found["folder"]) / known[key]
            if hashlib.sha256(path.read_bytes()).hexdigest() != artifact["sha256"]:
                say(tree, expected["id"], f"artifact {path} has other bytes")


def compare_links(tree, expected, found, origins):
    present = {(l["type"], origins.get(l["digest"], l["name"])) for l in found["links"]}
    present |= {(l["name"], to) for l in found["links"] for to in [origins.get(l["digest"], l["name"])]}
    for link in expected.get("links", []):
        kind, to = link["rel"], link["to"]
        if kind in ("alias", "output"):
            wanted = link["to"].rsplit("/", 1)[-1] if kind == "output" else link["path"].rsplit("/", 1)[-1]
            if wanted not in set(found["names"].values()):
                say(tree, expected["id"], f"it does not bear the name {wanted}")
        elif not any(k == kind and (o == to or to in origins.get("names", {}).get(o, ())) for k, o in present):
            say(tree, expected["id"], f"link {kind} to {to} is missing: {sorted(map(str, present))}")


def compare(tree, folder, project):
    expected = json.loads((TREES / f"{tree}.EXPECTED.json").read_text(encoding="utf-8"))
    ids = [json.loads(line)["id"] for line in cairn(project, "ls", "--jsonl").splitlines()]
    runs = [json.loads(cairn(project, "show", id, "--json"))["run"] for id in ids]
    by_origin, origins, names = {}, {}, {}
    for run in runs:
        origin = run["origin"]["id"]
        for name in {origin, run["name"]}:
            by_origin.setdefault(name, []).append(run)
        origins[run["digest"]] = origin
        names[origin] = set(run["names"].values())
    origins["names"] = names
    for run in expected["runs"]:
        if run.get("status", "").startswith("deleted") or run.get("lifecycle") == "deleted":
            if run["id"] in by_origin:
                say(tree, run["id"], "it was deleted, and is there")
            continue
        candidates = by_origin.get(run["id"], [])
        if "run" in run:
            candidates = [one for one in candidates if f"/{run['run']}/" in one["folder"]]
        if run["kind"] == "dynvision-model":
            candidates = [one for one in candidates if one["kind"] == "model" and one["dataset"] == run["data"]]
        if len(candidates) != 1:
            say(tree, run["id"], f"{len(candidates)} runs are called so")
            continue
        found = candidates[0]
        if "status" in run and found["status"] != STATUS[run["status"]]:
            say(tree, run["id"], f"status {run['status']} is {found['status']}")
        if "dataset" in run and found["dataset"] != run["dataset"]:
            say(tree, run["id"], f"dataset {run['dataset']} is {found['dataset']}")
        compare_params(tree, run, found)
        compare_metrics(tree, run, found)
        compare_links(tree, run, found, origins)
        lists = ["artifacts", "outputs", "files"] if tree != "nirs4all-sqlite-store" else []
        compare_artifacts(tree, folder, run, found, lists)
        compare_parts(tree, run, found, by_origin)
        if "tags" in run and isinstance(run["tags"], dict):
            for key, value in run["tags"].items():
                if found["tags"].get(key) != value:
                    say(tree, run["id"], f"tag {key} is {found['tags'].get(key)!r}, not {value!r}")
    for link in expected.get("links", []):
        runs_from = by_origin.get(link["from"], [])
        if not any(l["type"] == link["rel"] and origins.get(l["digest"]) == link["to"] for r in runs_from for l in r["links"]):
            say(tree, link["from"], f"link {link['rel']} to {link['to']} is missing")
    for report in expected.get("reports", []) + expected.get("figures", []):
        holders = [r for r in runs if (report["sha256"], report["size"]) in artifacts_of(r)
                   and os.path.normpath(os.path.join(r["folder"], artifacts_of(r)[report["sha256"], report["size"]])).endswith(report["path"])]
        if not holders:
            say(tree, report["path"], "no run has it")
        for name, key in (("experiment", "experiment"),):
            if holders and name in report and report["kind" if "kind" in report else "path"] == "test_outputs" and holders[0][key] != report[name]:
                say(tree, report["path"], f"{name} {report[name]} is {holders[0][key]}")
        for key, value in report.get("data_args", {}).items():
            if holders and text(holders[0]["params"].get(key)) != value:
                say(tree, report["path"], f"argument {key}: {value} is {holders[0]['params'].get(key)}")
    problems = json.loads(cairn(project, "adopt", "--json"))["trees"][0]["problems"]
    deleted = sum(run.get("lifecycle") == "deleted" for run in expected["runs"])
    if deleted and not any(problem.startswith(f"{deleted} runs were deleted") for problem in problems):
        say(tree, "problems", f"nothing says that {deleted} runs were deleted")
    compare_damage(tree, expected, "\n".join(problems))
    return len(runs), problems


def compare_parts(tree, expected, found, by_origin):
    """The pipelines of a run of nirs4all's store are runs of their own, with a link to it."""
    for pipeline in expected.get("pipelines", []):
        runs = by_origin.get(pipeline["id"], [])
        if len(runs) != 1:
            say(tree, pipeline["id"], f"{len(runs)} pipelines are called so")
            continue
        run = runs[0]
        if run["status"] != STATUS[pipeline["status"]] or run["params"].get("steps") != pipeline["steps"]:
            say(tree, pipeline["id"], f"status {run['status']}, steps {run['params'].get('steps')}")
        if "best_val" in pipeline and run["metrics"]["best_val"] != pipeline["best_val"]:
            say(tree, pipeline["id"], "best_val differs")
        if not any(l["type"] == "parent" and l["digest"] == found["digest"] for l in run["links"]):
            say(tree, pipeline["id"], "it has no link to its run")
        children = {c["name"]: c for c in run["children"]}
        for prediction in pipeline["predictions"]:
            metrics = children[prediction["id"]]["metrics"]
            for key in ("val_score", "test_score", "train_score"):
                if metrics.get(key) != prediction[key]:
                    say(tree, prediction["id"], f"{key} is {metrics.get(key)}")
        wanted = {a["id"]: a for a in expected["artifacts"]}
        for chain in pipeline["chains"]:
            for artifact in list(chain["fold_artifacts"].values()) + list(chain["shared_artifacts"].values()):
                row = wanted.get(artifact)
                if row and (row["sha256"], row["size"]) not in artifacts_of(run):
                    say(tree, pipeline["id"], f"artifact {row['path']} is missing")


def compare_damage(tree, expected, problems):
    for refit in expected.get("refits_without_link", []):
        if f"{refit}: refit" not in problems:
            say(tree, refit, "nothing says that it has no link")
    for trial in expected.get("trials_with_other_study_hash", []):
        if f"{trial['trial']}: trial" not in problems:
            say(tree, trial["trial"], "nothing says that its study hash is another")
    for object in expected.get("objects", []):
        if object.get("note") and object["urn"] not in problems:
            say(tree, object["urn"], "nothing says that no manifest refers to it")


def main():
    for tree, (reader, root) in TREE_ROWS.items():
        with tempfile.TemporaryDirectory() as scratch:
            scratch = pathlib.Path(scratch)
            unpack(tree, scratch / "old")
            top = next((scratch / "old").iterdir())
            folder = top / root
            project = scratch / "project"
            project.mkdir()
            (project / "cairn.yaml").write_text(PROJECT, encoding="utf-8")
            before = snapshot(scratch / "old")
            dry = json.loads(cairn(project, "adopt", str(folder), "--dry-run", "--json"))
            if (project / ".cairn/adopted").exists():
                say(tree, "--dry-run", "something was written")
            said = json.loads(cairn(project, "adopt", str(folder), "--json"))
            if said["reader"] != reader or dry["runs"] != said["runs"]:
                say(tree, "adopt", f"{said['reader']}, {dry['runs']} and {said['runs']} runs")
            count, problems = compare(tree, folder, project)
            again = json.loads(cairn(project, "adopt", str(folder), "--json"))
            if again["changed"] or again["runs"] != count:
                say(tree, "second adopt", f"changed {again['changed']}, {again['runs']} of {count} runs")
            listed = cairn(project, "ls", "--json")
            cairn(project, "reindex")
            if cairn(project, "ls", "--json") != listed:
                say(tree, "reindex", "cairn ls says something else")
            if snapshot(scratch / "old") != before:
                say(tree, "the tree", "it was changed")
            print(f"{tree}: {count} runs, {len(problems)} problems")
            for problem in problems:
                print(f"    {problem}")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
