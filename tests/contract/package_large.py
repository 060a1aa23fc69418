# label: torture
# timeout: 3600
"""A package beyond 4 GiB (zip64): a file of 4.5 GiB that does not shrink, a sparse one of 6 GiB, and files behind
them. Exported, checked by unzip and Python, imported, compared. Needs 25 GB below TMPDIR."""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

PROGRAM = os.environ.get("CAIRN_BIN_DIR", "") + "/cairn"
SPEC = """\
layout: flat
storage: {durability: none}
stages: {big: {cmd: sh make.sh {run}}}
"""
MAKE = """\
cd "$1"
head -c 33554432 /dev/urandom >noise
for i in $(seq 144); do cat noise; done >a_stored.bin
truncate -s 6G b_sparse.bin
echo behind >c_behind.txt
"""


def must(folder, *command):
    result = subprocess.run([str(word) for word in command], cwd=folder, capture_output=True, text=True, check=False,
                            stdin=subprocess.DEVNULL)
    if result.returncode != 0:
        sys.exit(f"{command} ended with {result.returncode}: {result.stderr}")
    return result.stdout


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cairn-large-"))
    origin, copy = folder / "origin", folder / "copy"
    for project in (origin, copy):
        project.mkdir()
        (project / "cairn.yaml").write_text(SPEC)
        (project / "make.sh").write_text(MAKE)
    must(origin, PROGRAM, "run", "-q")
    package = folder / "large.zip"
    must(origin, PROGRAM, "export", "latest", "-o", package)
    if package.stat().st_size < 4 << 30:
        sys.exit(f"the package has only {package.stat().st_size} bytes")
    must(folder, "unzip", "-tq", package)
    with zipfile.ZipFile(package) as archive:
        if archive.read("c_behind.txt") != b"behind\n":
            sys.exit("Python reads other bytes")
    must(copy, PROGRAM, "import", package)
    run = next(origin.glob("results/*/a_stored.bin")).parent
    other = next(copy.glob("results/*/a_stored.bin")).parent
    wrong = [name for name in ("a_stored.bin", "b_sparse.bin", "c_behind.txt", "noise")
             if digest(run / name) != digest(other / name)]
    print(f"package of {package.stat().st_size} bytes; files that differ: {wrong}")
    shutil.rmtree(folder)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
