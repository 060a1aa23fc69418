# label: ci
# timeout: 300
"""Deduplication on real file systems: xfs and btrfs share blocks, ext4 takes hard links.

On each a store is merged and parted while readers read and processes are killed (dedup_races.py). Where there are
reflinks, they are what `--auto` takes by itself; extents are shared afterwards, and neither mtime nor mode nor link
count of any file has changed. `storage.cache` and restoring need no reflinks: other tests have them.
"""

import pathlib
import random
import os
import shutil
import subprocess
import sys
import tempfile

import crash_project as project
import dedup_races
import loop_disk

DISKS = {"xfs": "reflink", "btrfs": "reflink", "ext4": "hardlink"}


def shared_extents(path):
    """Whether filefrag calls an extent of the file shared."""
    result = subprocess.run(["filefrag", "-v", str(path)], capture_output=True, text=True, check=True)
    return "shared" in result.stdout


def check_default(disk, kind, wanted):
    """What `--auto` does where nobody says how."""
    root = disk / "default"
    dedup_races.make_store(root)
    big = [run / "big.bin" for run in sorted(root.glob("results/*"))]
    before = dedup_races.state_of(root)
    subprocess.run(["sync", "-f", str(root)], check=True)
    result = project.must_run(root, "deduplicate", "--auto", "--json")
    if f'"link": "{wanted}"' not in result.stdout:
        yield f"{kind}: --auto did not take {wanted}: {result.stdout}"
    if wanted == "reflink":
        if dedup_races.state_of(root) != before:
            yield f"{kind}: a reflink has changed bytes, a mode or a time"
        if any(path.stat().st_nlink != 1 for path in before):
            yield f"{kind}: a reflink has changed a link count"
        unshared = [path for path in big if not shared_extents(path)]
        if unshared:
            yield f"{kind}: extents of {unshared} are not shared"
    again = project.must_run(root, "deduplicate", "--dry-run", "--json")
    if '"duplicates": 0' not in again.stdout:
        yield f"{kind}: merged files are shown again: {again.stdout[:300]}"
    project.must_run(root, "verify", "--deep")
    shutil.rmtree(next(root.glob("results/*")))
    project.must_run(root, "render")
    project.must_run(root, "verify", "--deep")


def main():
    loop_disk.in_own_mounts()
    loop_disk.require_mounts("reflink_disks", "xfs", "ext4")
    disks = {kind: link for kind, link in DISKS.items() if loop_disk.can_mount(kind)}
    for kind in DISKS.keys() - disks.keys():
        print(f"reflink_disks: NOT RUN on {kind}: it cannot be made or mounted here")
    seed = int(os.environ.get("CAIRN_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"CAIRN_SEED={seed}")
    draw = random.Random(seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cairn-disks-"))
    dedup_races.MAKE += "head -c 1000000 /dev/zero | tr '\\0' 'x' >\"$1/big.bin\"\n"
    wrong = []
    for kind, wanted in disks.items():
        image = loop_disk.make_image(folder / f"{kind}.image", kind)
        with loop_disk.mounted(image, folder / kind, kind) as disk:
            wrong += check_default(disk, kind, wanted)
            complaints, _ = dedup_races.check_readers(disk, wanted, draw, least=5000, turns_wanted=20)
            wrong += [f"{kind}: {complaint}" for complaint in complaints]
        image.unlink()
        print(f"{kind}: done")
    print("\n".join(wrong + [f"reflink_disks: {len(wrong)} wrong"]))
    shutil.rmtree(folder)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
