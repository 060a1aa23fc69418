# label: ci
# timeout: 120
"""On a disk that is full: a run fails and says where, what is there is whole, and deletion works.

In memory (bytes, then names run out) and on ext4. What fills the disk is a file beside the project; the project's
own files are not touched. Afterwards, with room again, the next run completes. It needs root, as all mounts do.
"""

import contextlib
import pathlib
import shutil
import subprocess
import sys
import tempfile

import crash_project as project
import loop_disk
import verify_store

SPEC = """\
project: full
layout: flat
stages:
  big:
    matrix: {n: [1, 2, 3, 4, 5, 6]}
    cmd: head -c 200000 /dev/zero | tr '\\0' {n} > {run}/big.bin
"""


def fill_bytes(disk):
    """Takes every free byte; small pieces at the end, since one block may be left when a big write fails."""
    with open(disk / "filler", "ab", buffering=0) as filler:
        for size in (1 << 20, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    filler.write(b"f" * size)
    for number in range(10_000):
        try:
            (disk / f"filler-{number}").write_bytes(b"f")
        except OSError:
            return


def fill_names(disk):
    """Takes every free inode."""
    folder = disk / "filler-names"
    folder.mkdir(exist_ok=True)
    with contextlib.suppress(OSError):
        for number in range(len(list(folder.iterdir())), 1_000_000):
            (folder / str(number)).touch()


def empty(disk):
    for filler in disk.glob("filler*"):
        shutil.rmtree(filler) if filler.is_dir() else filler.unlink()


def run_of(root, n):
    """The folder of the run whose file is full of that digit."""
    return next(path.parent for path in root.glob("results/big-*/big.bin") if path.read_bytes()[:1] == b"%d" % n)


def check_disk(disk, name, fill):
    root = disk / "project"
    root.mkdir()
    project.write(root / "cairn.yaml", SPEC)
    project.must_run(root, "run", "-q", "-j1")
    folders = {n: run_of(root, n) for n in range(1, 7)}
    project.must_run(root, "clean", folders[1].name[4:], "-y")
    shutil.rmtree(folders[2])  # to be made again
    fill(disk)

    result = project.cairn(root, "run", "-q", "-j1")
    if result.returncode == 0:
        yield f"{name}: a run claims success on a full disk"
    if str(root) not in result.said and "results/" not in result.said and ".cairn" not in result.said:
        yield f"{name}: the message names no path: {result.said}"
    fill(disk)
    yield from (f"{name}: after a run on a full disk: {said}" for said in verify_store.verify(root)[0])
    for n in (3, 4, 5, 6):
        if not (folders[n] / "big.bin").is_file():
            yield f"{name}: {folders[n]} is gone"
    shown = project.cairn(root, "ls", "--json")
    if shown.returncode != 0 or not all(folders[n].name[4:] in shown.stdout for n in (3, 4, 5, 6)):
        yield f"{name}: ls on a full disk ended with {shown.returncode}: {shown.said}"

    fill(disk)
    # A move to the trash writes a note of it: it may fail, and then nothing has moved.
    moved = project.cairn(root, "clean", folders[3].name[4:], "-y")
    is_there = (folders[3] / "big.bin").is_file()
    if moved.returncode == 0 if is_there else moved.returncode != 0:
        yield f"{name}: clean ended with {moved.returncode}, and the run is {'there' if is_there else 'gone'}: {moved.said}"
    fill(disk)
    deleted = project.cairn(root, "clean", folders[4].name[4:], "--no-trash", "-y")
    if deleted.returncode != 0 or folders[4].exists():
        yield f"{name}: clean --no-trash on a full disk ended with {deleted.returncode}: {deleted.said}"
    fill(disk)
    purged = project.cairn(root, "purge", "--all", "-y")
    if purged.returncode != 0 or list(root.glob(".cairn/trash/*/run")):
        yield f"{name}: purge on a full disk ended with {purged.returncode}: {purged.said}"
    fill(disk)
    shutil.rmtree(folders[5])  # A person's own rm is legal, too.
    again = project.cairn(root, "ls")
    if again.returncode != 0:
        yield f"{name}: ls after rm on a full disk ended with {again.returncode}: {again.said}"

    empty(disk)
    project.must_run(root, "run", "-q", "-j1")
    yield from (f"{name}: with room again: {said}" for said in verify_store.verify(root)[0])
    if len(list(root.glob("results/big-*/big.bin"))) != 6:
        yield f"{name}: with room again not all runs were made"
    project.must_run(root, "verify", "--deep")
    shutil.rmtree(root)


def main():
    loop_disk.in_own_mounts()
    loop_disk.require_mounts("full_disk", "ext4")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cairn-full-"))
    wrong = []
    memory = folder / "memory"
    memory.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m,nr_inodes=400", "tmpfs", str(memory)], check=True)
    wrong += check_disk(memory, "memory, bytes", fill_bytes)
    wrong += check_disk(memory, "memory, names", fill_names)
    loop_disk.unmount(memory)
    image = loop_disk.make_image(folder / "image", "ext4")
    with loop_disk.mounted(image, folder / "disk", "ext4") as disk:
        wrong += check_disk(disk, "ext4, bytes", fill_bytes)
    shutil.rmtree(folder)
    print("\n".join(wrong + [f"full_disk: {len(wrong)} wrong"]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
