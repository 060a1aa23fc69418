"""The genuine result trees of tests/data/trees, as the systems' own programs wrote them."""

import pathlib
import tarfile

TREES = pathlib.Path(__file__).resolve().parents[1] / "data/trees"


def unpack(name, folder):
    """Unpacks the tree into `folder`, with the times and modes of its files."""
    # Debian 12's Python has no filters; later ones refuse or change files unless they are told not to.
    told = {"filter": "tar"} if hasattr(tarfile, "tar_filter") else {}
    with tarfile.open(TREES / f"{name}.tar.gz") as archive:
        archive.extractall(folder, **told)
