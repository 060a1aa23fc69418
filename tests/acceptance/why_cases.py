# label: fast
# timeout: 180
"""A table of changes, and what `cairn why` must say of each: state, leaf, old value, new value, place, and the
run and attempt that it compared with.

Each case copies one project that has run (times kept), changes something and asks. Places are found in
cairn.yaml by this script, not by cairn. At the end wrong expectations must be found out, so that no case can
pass by itself.
"""
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

YAML = """\
project: why
layout: flat
experiment: {name: why}
datasets:
  corn: {path: data/corn, version: 1}
  wheat: {path: data/wheat, version: 1}
stages:
  prep:
    params: {level: 1}
    deps: [prep.sh]
    cmd: sh prep.sh {level} {run}
    outs: {clean: clean.txt}
  fit:
    name: "m{seed}"
    params:
      lr: {type: float, default: 0.1}
      tag: {default: "1"}
      opt: {default: {name: adam, beta: 0.9}}
      layers: {type: list, default: [1, 2]}
      word: {default: plain}
    matrix: {dataset: [corn], seed: [1, 2]}
    needs: {prep: prep}
    deps: [fit.sh, "{dataset.path}"]
    env: {LEVEL: "one", PASSED: null, API_TOKEN: null}
    cmd: sh fit.sh {prep.clean} {dataset.path} {run}
    outs: {model: model.txt}
    metrics: scores.json
    resources: {cpus: 1}
  summary:
    name: "summary"
    needs: {fits: {stage: fit, by: [dataset]}}
    deps: [summary.sh]
    cmd: sh summary.sh {run} {fits}
    outs: {table: table.txt}
"""
FILES = {
    "prep.sh": '# makes clean.txt\nset -e\necho "clean" >"$2/clean.txt"\n',
    "fit.sh": '# fits\nset -e\ncat "$1" >"$3/model.txt"\necho "{\\"val\\": {\\"rmse\\": 0.5}}" >"$3/scores.json"\n'
              'if [ -e fail ]; then exit 3; fi\nif [ -e hang ]; then touch began; sleep 60; fi\n',
    "summary.sh": 'echo "summary" >"$1/table.txt"\n',
    "data/corn/a.csv": "1,2\n",
    "data/wheat/a.csv": "3,4\n",
}
SUMMARY, FIT, PREP = "summary", "fit", "prep"
failures = []


class Project:
    """A copy of the project that has run."""

    def __init__(self, template, folder):
        shutil.copytree(template, folder, symlinks=True)  # copy2: times are kept
        self.root = folder
        self.env = {}

    def cairn(self, *words, check=True):
        done = subprocess.run(["cairn", *words], cwd=self.root, env={**os.environ, **ENV, **self.env},
                              capture_output=True, text=True)
        if check and done.returncode != 0:
            raise AssertionError(f"cairn {' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def why(self, *words):
        return json.loads(self.cairn("why", *words, "--json"))["runs"]

    def edit(self, old, new, file="cairn.yaml"):
        text = (self.root / file).read_text()
        assert text.count(old) >= 1, f"{file} has no {old!r}"
        self.write(file, text.replace(old, new, 1))

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def folder(self, stage=FIT, seed=1):
        return self.root / RUNS[stage, seed]["path"]

    def place(self, marker, inside):
        """line:column of `marker` in the one line of cairn.yaml that holds `inside`."""
        lines = [(i, line) for i, line in enumerate((self.root / "cairn.yaml").read_text().split("\n"), 1)
                 if inside in line]
        assert len(lines) == 1, f"{inside!r} stands in {len(lines)} lines"
        return f"cairn.yaml:{lines[0][0]}:{lines[0][1].index(marker) + 1}"


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def folder_sha(files):
    """As docs/formats/record.md has it: SHA-256 of what sha256sum prints of all files."""
    return sha("".join(f"{sha(text)}  {name}\n" for name, text in sorted(files.items())))


ENV = {"PASSED": "yes", "API_TOKEN": "abcdefghijkl0123456789"}
ENV_UNSET = object()
RUNS = {}
CASES = []


def case(name, target=(FIT, 1), words=(), state="stale"):
    """Registers a case: the function changes the project and returns what is expected: a list of (leaf, before,
    after, place[, part of the text]) and options; an empty list: no reason."""
    def register(function):
        CASES.append((name, target, words, state, function))
        return function
    return register


# ---- cached: nothing that decides changed --------------------------------------------------------------------

@case("nothing changed", state="cached")
def _(p):
    return []


@case("parameter added with a default", state="cached")
def _(p):
    p.edit("word: {default: plain}", "word: {default: plain}\n      extra: {default: 3}")
    return []


@case("key order of params", state="cached")
def _(p):
    p.edit('      lr: {type: float, default: 0.1}\n      tag: {default: "1"}\n',
           '      tag: {default: "1"}\n      lr: {default: 0.1, type: float}\n')
    return []


@case("order of keys inside a map param", state="cached")
def _(p):
    p.edit("{name: adam, beta: 0.9}", "{beta: 0.9, name: adam}")
    return []


@case("float spelling: 0.1 is 1e-1", state="cached")
def _(p):
    p.edit("default: 0.1}", "default: 1e-1}")
    return []


@case("an int where the type is float is the float", words=("lr=0.10",), state="cached")
def _(p):
    return []


@case("data touched but equal", state="cached")
def _(p):
    os.utime(p.root / "data/corn/a.csv")
    return []


@case("code touched but equal", state="cached")
def _(p):
    os.utime(p.root / "fit.sh")
    return []


@case("a dataset at another path, same bytes", state="cached")
def _(p):
    (p.root / "data/corn").rename(p.root / "data/maize")
    p.edit("data/corn", "data/maize")
    return []


@case("data of another dataset changed", state="cached")
def _(p):
    p.write("data/wheat/a.csv", "9\n")
    return []


@case("resources changed", state="cached")
def _(p):
    p.edit("cpus: 1", "cpus: 2")
    return []


@case("experiment renamed", state="cached")
def _(p):
    p.edit("{name: why}", "{name: another}")
    return []


@case("name template changed", state="cached")
def _(p):
    p.edit('"m{seed}"', '"model-{seed}"')
    return []


@case("a comment in cairn.yaml", state="cached")
def _(p):
    p.edit("project: why", "# a comment\nproject: why")
    return []


@case("secret variable changed: its value is kept nowhere", state="cached")
def _(p):
    p.env = {"API_TOKEN": "zyxwvutsrq9876543210"}
    return []


@case("out touched but equal", state="cached")
def _(p):
    os.utime(p.folder() / "model.txt")
    return []


@case("upstream changed and restored", state="cached")
def _(p):
    old = FILES["prep.sh"]
    p.write("prep.sh", old + "# more\n")
    p.cairn("run", "-q", "-j", "1")
    p.write("prep.sh", old)
    p.cairn("run", "-q", "-j", "1")
    return []


@case("upstream reran to equal bytes: early cut-off", state="cached")
def _(p):
    p.write("prep.sh", FILES["prep.sh"] + "# says nothing else\n")
    p.cairn("run", "-q", "prep")
    return []


# ---- values ------------------------------------------------------------------------------------------------

@case("default changed")
def _(p):
    p.edit("default: 0.1}", "default: 0.2}")
    return [("params.lr", 0.1, 0.2, p.place("0.2", "lr:"), "lr: 0.1 → 0.2")]


@case("override on the command line", words=("lr=0.5",), target="m1", state="missing")
def _(p):
    return [("params.lr", 0.1, 0.5, "lr=0.5 on the command line", "lr: 0.1 → 0.5")], {"nearest": (FIT, 1)}


@case("override of one stage by -S", words=("-S", "fit.lr=0.5"), target="m1", state="missing")
def _(p):
    return [("params.lr", 0.1, 0.5, "fit.lr=0.5 on the command line")], {"nearest": (FIT, 1)}


@case("int to float where any type is allowed")
def _(p):
    p.edit("beta: 0.9", "beta: 1")
    p.cairn("run", "-q", "-j", "1")
    p.edit("beta: 1", "beta: 1.0")
    return [("params.opt.beta", 1, 1.0, p.place("{name", "opt:"), "opt.beta: 1 → 1.0")], {"attempt": 2}


@case('type changed: "1" to 1')
def _(p):
    p.edit('tag: {default: "1"}', "tag: {default: 1}")
    return [("params.tag", "1", 1, p.place("1}", "tag:"), 'tag: "1" → 1')]


@case("order of a list param")
def _(p):
    p.edit("default: [1, 2]", "default: [2, 1]")
    return [("params.layers", [1, 2], [2, 1], p.place("[2", "layers:"), "layers: [1,2] → [2,1]")]


@case("a leaf of a map param")
def _(p):
    p.edit("beta: 0.9", "beta: 0.8")
    return [("params.opt.beta", 0.9, 0.8, p.place("{name", "opt:"), "opt.beta: 0.9 → 0.8")]


@case("a key added to a map param")
def _(p):
    p.edit("beta: 0.9", "beta: 0.9, eps: 1e-8")
    return [("params.opt.eps", None, 1e-8, p.place("{name", "opt:"), "opt.eps: 1e-08 is new")]


@case("null is not absent")
def _(p):
    p.edit("beta: 0.9", "beta: 0.9, eps: null")
    return [("params.opt.eps", None, None, p.place("{name", "opt:"), "opt.eps: null is new")]


@case("null is not the text null")
def _(p):
    p.edit("{default: plain}", "{default: null}")
    p.cairn("run", "-q", "-j", "1")
    p.edit("{default: null}", '{default: "null"}')
    return [("params.word", None, "null", p.place('"null"', "word:"), 'word: null → "null"')], {"attempt": 2}


@case("composed and decomposed accents differ, and are told apart")
def _(p):
    p.edit("{default: plain}", "{default: caf\u00e9}")
    p.cairn("run", "-q", "-j", "1")
    p.edit("{default: caf\u00e9}", "{default: cafe\u0301}")
    return [("params.word", "caf\u00e9", "cafe\u0301", p.place("cafe", "word:"))], {"attempt": 2}


@case("param removed")
def _(p):
    p.edit("      word: {default: plain}\n", "")
    return [("params.word", "plain", None, p.place("name", 'name: "m'), "word: plain is gone")]


@case("param added without a default", target="m1", state="missing")
def _(p):
    p.edit("seed: [1, 2]", "seed: [1, 2], depth: [4]")
    return [("params.depth", None, 4, p.place("4]", "depth:"), "depth: 4 is new")], {"nearest": (FIT, 1)}


@case("seed added to the matrix", target="m3", state="missing")
def _(p):
    p.edit("seed: [1, 2]", "seed: [1, 2, 3]")
    return [("params.seed", 2, 3, p.place("3]", "seed: [1, 2, 3]"), "seed: 2 → 3")], {"nearest": (FIT, 2)}


@case("matrix value removed", target=(FIT, 2), state=None)
def _(p):
    p.edit("seed: [1, 2]", "seed: [1]")
    return [("params.seed", 2, 1, p.place("[1]", "seed: [1]"), "seed: 2 → 1")], {"asked": False}


@case("dataset exchanged", target="m1", state="missing")
def _(p):
    p.edit("dataset: [corn]", "dataset: [wheat]")
    return [("inputs.dataset.dataset", "corn", "wheat", p.place("wheat", "dataset: ["), "dataset: corn → wheat")], \
        {"nearest": (FIT, 1)}


@case("dataset version changed", target="m1", state="missing")
def _(p):
    p.edit("corn: {path: data/corn, version: 1}", "corn: {path: data/corn, version: 2}")
    return [("inputs.dataset.version", 1, 2, p.place("2}", "data/corn, version"), "dataset.version: 1 → 2")], \
        {"nearest": (FIT, 1), "same_as": (FIT, 1, 1)}


@case("stage renamed", target="m1", state="missing")
def _(p):
    p.edit("  fit:\n", "  train:\n")
    p.edit("stage: fit,", "stage: train,")
    return [("stage", "fit", "train", p.place("name", 'name: "m'), "stage: fit → train")], \
        {"nearest": (FIT, 1), "same_as": (FIT, 1, 1)}


@case("default made equal to what another run chose", target="m1", state="missing")
def _(p):
    p.cairn("run", "-q", "-j", "1", "fit", "lr=0.3", "seed=1")
    p.edit("seed: [1, 2]", "seed: [1, 2], lr: [0.1]")
    p.edit("default: 0.1}", "default: 0.3}")
    return [("params.lr", 0.1, 0.1, p.place("0.1]", "lr: [0.1]"))], {"nearest": (FIT, 1), "same_as": (FIT, 1, 1)}


# ---- code, data, command ------------------------------------------------------------------------------------

def code(p, text):
    return ("deps.fit.sh", sha(FILES["fit.sh"]), sha(text), p.place("fit.sh", "deps: [fit.sh"))


@case("comment added in code")
def _(p):
    text = FILES["fit.sh"] + "# a comment\n"
    p.write("fit.sh", text)
    return [(*code(p, text), "fit.sh: line 7 added")]


@case("lines of code changed")
def _(p):
    text = FILES["fit.sh"].replace("# fits\nset -e\n", "# fits well\nset -eu\n")
    p.write("fit.sh", text)
    return [(*code(p, text), "fit.sh: lines 1–2 changed")]


@case("line of code removed")
def _(p):
    text = FILES["fit.sh"].replace("# fits\n", "")
    p.write("fit.sh", text)
    return [(*code(p, text), "fit.sh: old line 1 removed")]


@case("code changed and restored after a run: same as an earlier attempt", state="trashed")
def _(p):
    text = FILES["fit.sh"] + "# a comment\n"
    p.write("fit.sh", text)
    p.cairn("run", "-q", "-j", "1")
    p.write("fit.sh", FILES["fit.sh"])
    leaf, before, after, place = code(p, text)
    return [(leaf, after, before, place, "old line 7 removed")], {"attempt": 2, "same_as": (FIT, 1, 1)}


CORN = {"a.csv": FILES["data/corn/a.csv"]}


@case("data changed")
def _(p):
    p.write("data/corn/a.csv", "1,3\n")
    return [("deps.data/corn", folder_sha(CORN), folder_sha({"a.csv": "1,3\n"}), p.place('"{dataset', "deps: [fit.sh"),
             "newer than attempt 1: a.csv")]


@case("file added to a data folder")
def _(p):
    p.write("data/corn/b.csv", "5\n")
    return [("deps.data/corn", folder_sha(CORN), folder_sha({**CORN, "b.csv": "5\n"}),
             p.place('"{dataset', "deps: [fit.sh"), "newer than attempt 1: b.csv")]


@case("file removed from a data folder")
def _(p):
    (p.root / "data/corn/a.csv").unlink()
    return [("deps.data/corn", folder_sha(CORN), folder_sha({}), p.place('"{dataset', "deps: [fit.sh"))]


SRC = {"a.py": "a\n", "b.py": "b\n"}


def code_folder(p, after):
    """Makes a folder of code a dep, runs, and lets its files be `after`; the reason without its text."""
    for name, text in SRC.items():
        p.write(f"src/{name}", text)
    p.edit("deps: [fit.sh,", "deps: [fit.sh, src,")
    p.cairn("run", "-q", "-j", "1")
    shutil.rmtree(p.root / "src")
    for name, text in after.items():
        p.write(f"src/{name}", text)
    return "deps.src", folder_sha(SRC), folder_sha(after), p.place("src", "deps: [fit.sh, src")


@case("file added to a code folder")
def _(p):
    return [(*code_folder(p, {**SRC, "c.py": "c\n"}), "src: c.py: new")], {"attempt": 2}


@case("file of a code folder renamed")
def _(p):
    return [(*code_folder(p, {"a.py": "a\n", "c.py": "b\n"}), "src: c.py: renamed from b.py")], {"attempt": 2}


@case("file of a code folder changed, another added, and a third removed")
def _(p):
    return [(*code_folder(p, {"a.py": "a\nA\n", "c.py": "c\n"}), "src: a.py: line 2 added; b.py: gone; c.py: new")], {
        "attempt": 2}


@case("dep renamed")
def _(p):
    (p.root / "fit.sh").rename(p.root / "fit2.sh")
    p.edit("deps: [fit.sh", "deps: [fit2.sh")
    return [("deps.fit2.sh", sha(FILES["fit.sh"]), sha(FILES["fit.sh"]), p.place("fit2.sh", "deps: [fit2.sh"),
             "renamed from fit.sh, same bytes")]


@case("dep added")
def _(p):
    p.write("more.sh", "x\n")
    p.edit("deps: [fit.sh,", "deps: [fit.sh, more.sh,")
    return [("deps.more.sh", None, sha("x\n"), p.place("more.sh", "deps: [fit.sh"), "more.sh is a new dep")]


@case("dep removed")
def _(p):
    p.edit("deps: [fit.sh, ", "deps: [")
    return [("deps.fit.sh", sha(FILES["fit.sh"]), None, p.place("name", 'name: "m'), "fit.sh is no dep any more")]


COMMAND = "shell:sh fit.sh {prep.clean} {dataset.path} {run}"


@case("command changed")
def _(p):
    p.edit("cmd: sh fit.sh", "cmd: bash fit.sh")
    return [("command", COMMAND, COMMAND.replace("sh fit", "bash fit"), p.place("bash", "cmd: bash"),
             "→ bash fit.sh")]


@case("quoting in the command changed")
def _(p):
    p.edit("cmd: sh fit.sh {prep.clean}", "cmd: sh 'fit.sh' {prep.clean}")
    return [("command", COMMAND, COMMAND.replace("fit.sh", "'fit.sh'"), p.place("sh 'fit", "cmd: sh 'fit"))]


@case("command as a list instead of a text")
def _(p):
    p.edit("cmd: sh fit.sh {prep.clean} {dataset.path} {run}",
           'cmd: [sh, fit.sh, "{prep.clean}", "{dataset.path}", "{run}"]')
    return [("command", COMMAND, "argv: 2:sh 6:fit.sh 12:{prep.clean} 14:{dataset.path} 5:{run}",
             p.place("sh,", "cmd: [sh"))]


# ---- how deps are checked --------------------------------------------------------------------------------------

def checked(p, check):
    p.edit('"{dataset.path}"]', '{path: "{dataset.path}", ' + check + "}]")
    p.cairn("run", "-q", "-j", "1")


@case("another check makes a run stale once")
def _(p):
    p.edit('"{dataset.path}"]', '{path: "{dataset.path}", check: version}]')
    return [("deps.data/corn", folder_sha(CORN), "version 1", p.place('"{dataset', "check: version"),
             "check: content → version")]


@case("check: stat, touched")
def _(p):
    checked(p, "check: stat")
    os.utime(p.root / "data/corn/a.csv", (1_700_000_000, 1_700_000_000))
    return [("deps.data/corn", "stat 1 files 4 bytes ", "stat 1 files 4 bytes ", p.place('"{dataset', "check: stat"),
             "modification times changed")], {"attempt": 2, "prefix": True}


@case("check: stat, untouched", state="cached")
def _(p):
    checked(p, "check: stat")
    return []


@case("check: stat, file added")
def _(p):
    checked(p, "check: stat")
    p.write("data/corn/b.csv", "5\n")
    return [("deps.data/corn", "stat 1 files 4 bytes ", "stat 2 files 6 bytes ", p.place('"{dataset', "check: stat"),
             "1 files → 2 files")], {"attempt": 2, "prefix": True}


@case("check: version, bytes changed", state="cached")
def _(p):
    checked(p, "check: version, version: v1")
    p.write("data/corn/a.csv", "other\n")
    return []


@case("check: version, version changed")
def _(p):
    checked(p, "check: version, version: v1")
    p.edit("version: v1", "version: v2")
    return [("deps.data/corn", "version v1", "version v2", p.place("v2", "check: version"), "version v1 → version v2")], \
        {"attempt": 2}


@case("triggers without code", words=("--triggers", "params,data"), state="cached")
def _(p):
    p.write("fit.sh", FILES["fit.sh"] + "# a comment\n")
    return []


@case("triggers with code only", words=("--triggers", "code"))
def _(p):
    text = FILES["fit.sh"] + "# a comment\n"
    p.write("fit.sh", text)
    p.edit("default: 0.1}", "default: 0.2}")
    return [code(p, text)]


@case("a dep that is said to be data", words=("--triggers", "code"), state="cached")
def _(p):
    p.edit("deps: [fit.sh,", "deps: [{path: fit.sh, role: data},")
    p.write("fit.sh", FILES["fit.sh"] + "# a comment\n")
    return []


# ---- environment --------------------------------------------------------------------------------------------

@case("declared variable changed")
def _(p):
    p.edit('LEVEL: "one"', 'LEVEL: "two"')
    return [("env.LEVEL", "one", "two", p.place('"two"', "LEVEL:"), "LEVEL: one → two")]


@case("passed variable changed")
def _(p):
    p.env = {"PASSED": "no"}
    return [("env.PASSED", "yes", "no", p.place("null", "PASSED:"), "PASSED: yes → no")]


@case("passed variable unset")
def _(p):
    p.env = {"PASSED": ENV_UNSET}
    return [("env.PASSED", "yes", None, p.place("null", "PASSED:"), "PASSED: yes → unset")]


@case("variable no longer declared")
def _(p):
    p.edit('LEVEL: "one", ', "")
    return [("env.LEVEL", "one", None, p.place("name", 'name: "m'), "LEVEL: one → undeclared")]


# ---- upstream -------------------------------------------------------------------------------------------------

@case("upstream gave other bytes", target=(FIT, 1))
def _(p):
    p.write("prep.sh", FILES["prep.sh"].replace('"clean"', '"cleaner"'))
    p.cairn("run", "-q", "prep")
    prep = RUNS[PREP, None]
    return [(f"inputs.prep.{prep['digest'][:12]}/clean", sha("clean\n"), sha("cleaner\n"),
             p.place("prep}", "needs: {prep"), f"clean of {prep['id']} (prep) changed")]


@case("upstream has to run first", state="upstream")
def _(p):
    p.write("prep.sh", FILES["prep.sh"] + "# more\n")
    return [("deps.prep.sh", sha(FILES["prep.sh"]), sha(FILES["prep.sh"] + "# more\n"), p.place("prep.sh", "deps: [prep.sh"),
             f"prep {RUNS[PREP, None]['id']} runs first: prep.sh: line 4 added")]


@case("a member added to a grouped need", target=(SUMMARY, None))
def _(p):
    p.edit("seed: [1, 2]", "seed: [1, 2, 3]")
    p.cairn("run", "-q", "-j", "1", "fit")
    new = next(run for run in p.why("m3"))
    return [(f"inputs.fits.{new['digest'][:12]}/model", None, sha("clean\n"), p.place("{stage", "stage: fit,"),
             f"{new['id']} is a new member of fits")]


@case("a member taken from a grouped need", target=(SUMMARY, None))
def _(p):
    p.edit("seed: [1, 2]", "seed: [1]")
    gone = RUNS[FIT, 2]
    return [(f"inputs.fits.{gone['digest'][:12]}/model", sha("clean\n"), None, p.place("{stage", "stage: fit,"),
             f"{gone['id']} is no member of fits any more")]


# ---- files of the run -----------------------------------------------------------------------------------------

@case("out deleted")
def _(p):
    (p.folder() / "model.txt").unlink()
    return [("outs.model", sha("clean\n"), None, p.place("model.txt", "outs: {model"), "'model.txt' is gone")]


@case("out edited by hand to another size")
def _(p):
    p.write(RUNS[FIT, 1]["path"] + "/model.txt", "dirty!!\n")
    return [("outs.model", "6 bytes", "8 bytes", p.place("model.txt", "outs: {model"),
             "was changed after the run: 6 bytes → 8 bytes")]


@case("out edited by hand to the same size")
def _(p):
    p.write(RUNS[FIT, 1]["path"] + "/model.txt", "dirty\n")
    return [("outs.model", sha("clean\n"), sha("dirty\n"), p.place("model.txt", "outs: {model"),
             "same size, other bytes")]


@case("metrics file deleted")
def _(p):
    (p.folder() / "scores.json").unlink()
    return [("outs.scores.json", sha('{"val": {"rmse": 0.5}}\n'), None, p.place("scores.json", "metrics:"),
             "'scores.json' is gone")]


@case("out declared that was none", target=(FIT, 1))
def _(p):
    p.edit("outs: {model: model.txt}", "outs: {model: model.txt, extra: extra.txt}")
    return [("outs.extra", None, None, p.place("extra.txt", "outs: {model"))]


@case("run folder deleted", target="m1", state="missing")
def _(p):
    shutil.rmtree(p.folder())
    return [(None, None, None, "", "its folder is gone")], {"compared": None}


@case("record damaged", state="retry")
def _(p):
    record = p.folder() / ".run" / (RUNS[FIT, 1]["id"] + ".json")
    record.chmod(0o644)
    text = record.read_text()
    record.write_text(text.replace('"durability":"full"', '"durability":"fuLL"', 1))
    return [(None, None, None, "", "its record is damaged")], {"compared": None}


# ---- attempts and force ---------------------------------------------------------------------------------------

@case("failed before, and an earlier attempt is as it is wanted", state="trashed")
def _(p):
    p.write("fail", "")
    p.cairn("run", "-q", "-j", "1", "-k", "--force", "fit", check=False)
    return [(None, None, None, "", "attempt 2 failed: the command exited with 3")], {"attempt": 2, "same_as": (FIT, 1, 1)}


def start_hanging(p):
    p.write("hang", "")
    process = subprocess.Popen(["cairn", "run", "-q", "-j", "1", "-R", "fit", "seed=1"], cwd=p.root,
                               env={**os.environ, **ENV}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(400):
        if (p.root / "began").exists():
            return process
        time.sleep(0.05)
    raise AssertionError("the job never began")


@case("killed, and an earlier attempt is as it is wanted", state="trashed")
def _(p):
    process = start_hanging(p)
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    return [(None, None, None, "", "attempt 2 was killed")], {"attempt": 2, "same_as": (FIT, 1, 1)}


@case("lost: cairn itself was killed, and an earlier attempt is as it is wanted", state="trashed")
def _(p):
    process = start_hanging(p)
    process.kill()
    process.wait(30)
    return [(None, None, None, "", "attempt 2 was lost")], {"attempt": 2}


@case("forced", state="stale")
def _(p):
    # `why` has no --force: a forced plan is asked of `cairn run -n`, which uses the same reasons.
    seen = p.cairn("run", "-n", "--list", "--force")
    assert seen.count("forced ") >= 3, seen
    seen = p.cairn("run", "-n", "--list", "-R", "prep")
    assert f"forced    {RUNS[PREP, None]['id']}" in seen and "prep runs first" in seen, seen
    p.edit("default: 0.1}", "default: 0.2}")
    return [("params.lr", 0.1, 0.2, p.place("0.2", "lr:"))]


@case("the reason of an attempt stands in its record", state="cached")
def _(p):
    p.edit("default: 0.1}", "default: 0.2}")
    p.cairn("run", "-q", "-j", "1")
    record = json.loads((p.folder() / ".run" / (RUNS[FIT, 1]["id"] + ".json")).read_text())
    assert record["attempts"][-1]["reason"] == "lr: 0.1 → 0.2", record["attempts"]
    assert len(record["attempts"][0]["fingerprint"]) == 64, record["attempts"]
    return []


def answer_of(p, target, words):
    name = target if isinstance(target, str) else RUNS[target]["id"]
    answers = p.why(name, *words)
    assert len(answers) == 1, f"{name} names {len(answers)} runs"
    return answers[0]


def complaints(answer, state, expected, options, target):
    """What is wrong with an answer."""
    wrong = []
    if answer.get("state") != state:
        wrong.append(f"state {answer.get('state')}, not {state}")
    if answer["asked"] != options.get("asked", True):
        wrong.append(f"asked {answer['asked']}")
    reasons = answer["reasons"]
    if len(reasons) != len(expected):
        wrong.append(f"{len(reasons)} reasons, not {len(expected)}: {[r['text'] for r in reasons]}")
    for reason, want in zip(reasons, expected):
        leaf, before, after, place = want[:4]
        for key, value in (("leaf", leaf), ("before", before), ("after", after)):
            seen = reason.get(key)
            same = seen == value and type(seen) is type(value)
            if options.get("prefix") and key != "leaf":
                same = str(seen).startswith(str(value))
            if not same:
                wrong.append(f"{key} {seen!r}, not {value!r}")
        if reason.get("place", "") != place:
            wrong.append(f"place {reason.get('place', '')!r}, not {place!r}")
        if len(want) > 4 and want[4] not in reason["text"]:
            wrong.append(f"text {reason['text']!r} without {want[4]!r}")
    compared = answer.get("compared", {})
    if "nearest" in options:
        run = RUNS[options["nearest"]]
        if (answer.get("compared_with"), compared.get("id"), compared.get("attempt")) != ("nearest_run", run["id"], 1):
            wrong.append(f"compared with {answer.get('compared_with')} {compared}, not nearest {run['id']}")
    elif "compared" in options:  # Nothing is known of it.
        if compared or answer.get("compared_with"):
            wrong.append(f"compared with {compared}")
    elif answer["asked"]:
        run = RUNS[target]
        seen = (answer.get("compared_with"), compared.get("id"), compared.get("attempt"))
        if seen[:2] != ("own_attempt", run["id"]) or ("attempt" in options and seen[2] != options["attempt"]) or \
                ("attempt" not in options and state == "stale" and seen[2] != 1):
            wrong.append(f"compared with {seen}")
    twin = options.get("same_as")
    if twin:
        seen = answer.get("same_as", {})
        if (seen.get("id"), seen.get("attempt")) != (RUNS[twin[:2]]["id"], twin[2]):
            wrong.append(f"same as {seen}, not {twin}")
    elif "same_as" in answer:
        wrong.append(f"same as {answer['same_as']}, expected nothing")
    return wrong


def check(name, template, place):
    _, target, words, state, change = next(c for c in CASES if c[0] == name)
    p = Project(template, place)
    result = change(p)
    expected, options = result if isinstance(result, tuple) else (result, {})
    if ENV_UNSET in p.env.values():
        unset = [key for key, value in p.env.items() if value is ENV_UNSET]
        saved = {key: ENV.pop(key) for key in unset}
        p.env = {}
        answer = answer_of(p, target, words)
        ENV.update(saved)
    else:
        answer = answer_of(p, target, words)
    return answer, state, expected, options, target


def main():
    with tempfile.TemporaryDirectory(prefix="cairn-why-") as top:
        template = Path(top) / "template"
        template.mkdir()
        for path, text in {**FILES, "cairn.yaml": YAML}.items():
            (template / path).parent.mkdir(parents=True, exist_ok=True)
            (template / path).write_text(text)
        env = {**os.environ, **ENV}
        subprocess.run(["cairn", "run", "-q", "-j", "1"], cwd=template, env=env, check=True)
        out = subprocess.run(["cairn", "why", "--json"], cwd=template, env=env, check=True, capture_output=True,
                             text=True).stdout
        for run in json.loads(out)["runs"]:
            seed = int(run["name"][1:]) if run["stage"] == FIT else None
            RUNS[run["stage"], seed] = run
        answers = {}
        for number, (name, *_) in enumerate(CASES):
            try:
                answers[name] = check(name, template, Path(top) / str(number))
                wrong = complaints(*answers[name])
            except AssertionError as error:
                wrong = [str(error)]
            for line in wrong:
                print(f"{name}: {line}")
            failures.extend(wrong)
        # Wrong expectations must be found out.
        answer, state, expected, options, target = answers["default changed"]
        leaf, before, after, place, text = expected[0]
        for name, broken in {"old value": (leaf, 0.3, after, place, text), "new value": (leaf, before, 0.3, place, text),
                             "place": (leaf, before, after, "cairn.yaml:1:1", text), "leaf": ("params.x", *expected[0][1:])
                             }.items():
            if not complaints(answer, state, [broken], options, target):
                failures.append(f"control: a wrong {name} passes")
                print(failures[-1])
        if not complaints(answer, state, expected, {"attempt": 7}, target):
            failures.append("control: a wrong attempt passes")
    print(f"why_cases: {len(CASES)} cases, {len(failures)} failures")
    return 1 if failures or len(CASES) < 40 else 0


sys.exit(main())
