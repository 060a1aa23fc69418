"""The sets of files of the storage benchmarks: the same bytes in every start, on the disk before any clock runs."""

import hashlib
import pathlib
import random
import shutil

from packages import SEED, make_a

LARGE, DUPLICATES = 8, 2


def make_b(folder, scale, draw):
    """8 files of 256 MB of noise, of which the last 2 are copies of the first 2."""
    for number in range(LARGE):
        place = folder / f"large{number}.bin"
        if number >= LARGE - DUPLICATES:
            shutil.copyfile(folder / f"large{number - LARGE + DUPLICATES}.bin", place)
            continue
        with open(place, "wb") as file:
            for _ in range(int(256 * scale)):
                file.write(draw.randbytes(1_000_000))


class FileSet:
    """A folder of files, and what has to be found of it again. A side that takes the files away gives them back."""

    def __init__(self, name, folder, make, scale):
        self.name, self.folder = name, folder
        folder.mkdir(parents=True)
        make(folder, scale, random.Random(SEED))
        self.sizes = {}  # of each digest
        self.files = self.bytes = 0
        for path in self.paths():
            with open(path, "rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            self.sizes[digest] = path.stat().st_size
            self.files += 1
            self.bytes += self.sizes[digest]

    def paths(self):
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    @property
    def surplus(self):
        """How many files are copies of others."""
        return self.files - len(self.sizes)

    @property
    def surplus_bytes(self):
        return self.bytes - sum(self.sizes.values())

    def lend(self, place: pathlib.Path):
        self.folder.rename(place)

    def take_back(self, place: pathlib.Path):
        place.rename(self.folder)

    def __str__(self):
        return f"{self.name}: {self.files:,} files, {self.bytes / 1e6:,.0f} MB, {self.surplus:,} of them copies"


def set_a(folder, scale):
    return FileSet("A", folder, make_a, scale)


def set_b(folder, scale):
    return FileSet("B", folder, make_b, scale)


def count_files(folder):
    return sum(1 for path in folder.rglob("*") if path.is_file())
