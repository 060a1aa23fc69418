# label: none
"""Real file systems on files: made, mounted by a loop device, cut off as a power cut does, and replayed.

Mounting needs root and a kernel with loop devices. `.ci/run` looks once and sets CAIRN_LOOP_MOUNTS: `yes`
makes a mount that fails an error, `no` makes the tests that mount say so and end. By itself a test looks too.
"""

import contextlib
import fcntl
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

SIZES = {"ext4": 64 << 20, "xfs": 300 << 20, "btrfs": 128 << 20}  # The least that mkfs and mount take gladly.
MAKE = {"ext4": ["mkfs.ext4", "-q", "-F"], "xfs": ["mkfs.xfs", "-q", "-f"], "btrfs": ["mkfs.btrfs", "-q", "-f"]}
GOING_DOWN = 0x8004587D  # _IOR('X', 125, uint32): ext4 and xfs stop at once,
NO_LOG_FLUSH = 2         # and what their log has not written is lost.


def in_own_mounts():
    """Starts the test again in a mount namespace of its own, so that no mount outlives it."""
    if os.environ.get("CAIRN_OWN_MOUNTS") != "yes" and os.geteuid() == 0:
        os.execvpe("unshare", ["unshare", "--mount", "--propagation", "private", sys.executable, *sys.argv],
                   {**os.environ, "CAIRN_OWN_MOUNTS": "yes"})


def make_image(path, kind):
    path.unlink(missing_ok=True)
    with open(path, "wb") as file:
        file.truncate(SIZES[kind])
    subprocess.run([*MAKE[kind], str(path)], check=True, capture_output=True)
    return path


def mount(source, target, kind, *options):
    """Mounts an image; the error text where the kernel refuses it, else None."""
    target.mkdir(exist_ok=True)
    result = subprocess.run(["mount", "-t", kind, "-o", ",".join(["loop", *options]), str(source), str(target)],
                            capture_output=True, text=True, check=False)
    return result.stderr.strip() if result.returncode else None


def unmount(target):
    subprocess.run(["umount", str(target)], check=True, capture_output=True)


@contextlib.contextmanager
def mounted(image, target, kind, *options):
    failed = mount(image, target, kind, *options)
    if failed:
        sys.exit(f"cannot mount {image}: {failed}")
    try:
        yield target
    finally:
        unmount(target)


def cut_power(target):
    """The file system stops at once, and loses what its log has not written."""
    descriptor = os.open(target, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, GOING_DOWN, struct.pack("I", NO_LOG_FLUSH))
    finally:
        os.close(descriptor)


def can_mount(kind="ext4"):
    """Whether file systems of that kind can be made and mounted here."""
    if os.geteuid() != 0 or not shutil.which(MAKE[kind][0]):
        return False
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cairn-probe-"))
    try:
        if mount(make_image(folder / "image", kind), folder / "disk", kind):
            return False
        unmount(folder / "disk")
        return True
    finally:
        shutil.rmtree(folder)


def require_mounts(test, *kinds):
    """Ends the test, loudly, where file systems cannot be mounted and nobody said that they can."""
    stated = os.environ.get("CAIRN_LOOP_MOUNTS", "")
    missing = [kind for kind in kinds if stated == "no" or not can_mount(kind)]
    if missing and stated == "yes":
        sys.exit(f"{test}: CAIRN_LOOP_MOUNTS=yes, and {', '.join(missing)} cannot be mounted")
    if missing:
        print(f"{test}: NOT RUN, loop mounts of {', '.join(missing)} do not work here (they need root)")
        sys.exit(0)


if __name__ == "__main__":
    in_own_mounts()
    sys.exit(0 if all(can_mount(kind) for kind in sys.argv[1:] or ["ext4"]) else 1)
