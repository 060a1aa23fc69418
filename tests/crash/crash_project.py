# label: none
"""The small project of the crash tests: nine quick runs that touch every part of begin and commit.

`prep` is an argv job without output, whose empty log goes; `fit` has a folder out, a metrics file, a
step, a child with a file that commit moves, a coloured log and a warning; `curve` logs a metric in many
points, so that its events file stays; `rows` writes a CSV metrics file, whose rows become a history
file; `table` puts several runs into one shared folder; `bad` always fails. The layout is nirs4all with that shared kind added.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ.get("CAIRN_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = pathlib.Path(os.environ.get("CAIRN_BIN_DIR", SOURCE / "build/dev/bin")) / "cairn"
SPEC = """\
project: crash
layout: crash_layout.yaml
experiment: {name: first, description: what survives}
storage: {durability: DURABILITY}
datasets: {corn: {path: data/corn.csv}, wheat: {path: data/wheat.csv}}
stages:
  prep:
    matrix: {dataset: all}
    deps: ["{dataset.path}"]
    cmd: [cp, "{dataset.path}", "{outs.copy}"]
    outs: {copy: copy.csv}
  fit:
    needs: {prep: {stage: prep, by: [dataset]}}
    name: "PLS{n}"
    matrix: {n: [2]}
    deps: [fit.sh]
    cmd: sh fit.sh {prep.copy} {n} {run}
    outs: {weights: weights/}
    metrics: scores.json
  curve:
    matrix: {dataset: [corn], n: [1]}
    deps: [curve.sh]
    cmd: sh curve.sh {n}
  rows:
    matrix: {n: [3]}
    cmd: "printf 'epoch,loss\\n1,0.5\\n2,0.{n}\\n' > {run}/rows.csv"
    metrics: rows.csv
  table:
    kind: table
    needs: {fits: {stage: fit, by: [dataset]}}
    cmd: wc -c {fits.weights}/w.txt > {outs.table}
    outs: {table: "{dataset}.txt"}
  bad:
    matrix: {dataset: [corn]}
    cmd: echo half > {run}/half.txt; echo 'ERROR gave up'; exit 3
    outs: {whole: whole.txt}
"""
# A job is another process with its own count of calls, so a fault meant for cairn must not reach the
# helpers that the job calls, but for the one site that only they have.
FIT = """\
set -e
case $CAIRN_FAIL in events_append*) ;; *) unset CAIRN_FAIL ;; esac
printf '\\033[32mfitting %s\\033[0m\\nUserWarning: few samples\\n' "$(basename "$1")"
cairn log step 1 snv
cairn log child fold0 --metrics '{"val": {"rmse": 0.5}}'
echo model >"$3/fold0.bin"
echo '{"artifact": {"path": "fold0.bin", "role": "model", "child": "fold0"}}' >>"$CAIRN_EVENTS"
mkdir -p "$3/weights/more"
echo "$2" | cat - "$1" >"$3/weights/w.txt"
echo deep >"$3/weights/more/deep.txt"
echo '{"val": {"rmse": 0.25}}' >"$3/scores.json"
"""
CURVE = """\
for step in 1 2 3; do
  echo '{"metric": {"key": "loss", "value": 0.'$((9 - step - $1))', "step": '$step'}}' >>"$CAIRN_EVENTS"
done
echo done >"$CAIRN_RUN_DIR/curve.txt"
"""
TABLE_KIND = """\
  table:
    in: dataset
    path: tables
    shared: true

"""
GOOD_STAGES = ["prep", "fit", "curve", "rows", "table"]


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def make_project(root, durability="full", layout="nirs4all", stages=SPEC):
    """Writes the project's files into a new folder."""
    layout_text = (SOURCE / f"layouts/{layout}.yaml").read_text(encoding="utf-8")
    if layout == "nirs4all":
        layout_text = layout_text.replace("aliases: [dated]\n", "").replace(
            "\n# Where commit puts", TABLE_KIND + "# Where commit puts")
    write(root / "crash_layout.yaml", layout_text)
    write(root / "cairn.yaml", stages.replace("DURABILITY", durability))
    write(root / "fit.sh", FIT)
    write(root / "curve.sh", CURVE)
    for dataset in ("corn", "wheat"):
        write(root / f"data/{dataset}.csv", f"{dataset} 1 2 3\n")


def cairn(root, *arguments, fail="", trace=None, program=None):
    """Runs cairn in a project. The result has its pid as `args`, and both outputs together as `said`."""
    program = pathlib.Path(program or PROGRAM)
    environment = {
        "PATH": f"{program.parent}:/usr/local/bin:/usr/bin:/bin", "HOME": str(root), "TZ": "UTC",
        "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": str(root / ".cache"),
        "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""),
        "UBSAN_OPTIONS": os.environ.get("UBSAN_OPTIONS", ""),
    }
    if fail:
        environment["CAIRN_FAIL"] = fail
    if trace:
        environment["CAIRN_IO_TRACE"] = str(trace)
    process = subprocess.Popen([program, *arguments], cwd=root, env=environment, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, errors="replace")
    output, errors = process.communicate(timeout=120)
    result = subprocess.CompletedProcess(process.pid, process.returncode, output, errors)
    result.said = errors + output
    return result


def must_run(root, *arguments, status=0, **options):
    result = cairn(root, *arguments, **options)
    if result.returncode != status:
        sys.exit(f"cairn {' '.join(arguments)} ended with {result.returncode}, not {status}:\n{result.said}")
    return result


def read_trace(path, pid=None):
    """[(site, operation, path, target)] of a trace, of one process where one is asked for."""
    calls = []
    for line in path.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        process, site, operation, file, target = line.split("\t")
        if pid is None or int(process) == pid:
            calls.append((site, operation, file, target))
    return calls


def scratch(name):
    """A fresh folder, in memory where that can be: what a disk would lose is modelled, not tried."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) and not os.environ.get("TMPDIR") else None
    return pathlib.Path(tempfile.mkdtemp(prefix=f"cairn-{name}-", dir=memory))


def require_failpoints():
    """The names of all sites; ends the test where the build has none."""
    result = subprocess.run([PROGRAM, "--list-failpoints"], capture_output=True, text=True, check=False)
    if result.returncode != 0 or len(result.stdout.split()) < 20:
        sys.exit(f"{PROGRAM} has no failpoints; take the preset dev or asan")
    return result.stdout.split()
