"""Packages: export against shutil.make_archive and `zip -6`, import against extractall, on the sets A and M.

Each set is one run of a project, made and committed before the clock starts; all sides read the same files
from the page cache. Export and import are measured with durability `none`, as the others sync nothing.
"""

import pathlib
import random
import shutil
import subprocess

from timing import BenchError, Ratio, Side, alternate, ratio_table, time_table

EXPORT, ARCHIVE, ZIP = "cairn export", "shutil.make_archive", "zip -6"
IMPORT, EXTRACT = "cairn import", "zipfile.extractall"
SIZE_ALLOWED = 1.01  # of `zip -6`
SEED = 5
SPEC = """\
layout: flat
storage: {durability: none}
stages:
  set:
    cmd: cp -r {source} {{run}}/files
"""
WORDS = "loss epoch sample spectrum nitrogen batch scale fold model residual wavelength score".split()


def make_a(folder, scale, draw):
    """20,000 files of 4 to 64 KiB, of which 40 % are copies of others; half of the rest is text."""
    count = max(20, int(20_000 * scale))
    originals = []
    for number in range(count):
        place = folder / f"{number // 500:03d}" / f"{number:05d}.dat"
        place.parent.mkdir(parents=True, exist_ok=True)
        if number % 5 < 2 and originals:
            shutil.copyfile(draw.choice(originals), place)
        else:
            place.write_bytes(draw.randbytes(draw.randint(4 << 10, 64 << 10)))
            originals.append(place)


def make_m(folder, scale, draw):
    """4 files of 100 MB of noise and 3,000 small files, of which half are text."""
    for number in range(4):
        (folder / f"large{number}.bin").write_bytes(draw.randbytes(int(100e6 * scale)))
    for number in range(max(20, int(3_000 * scale))):
        size = draw.randint(1 << 10, 32 << 10)
        place = folder / f"{number // 500:03d}" / f"{number:05d}.{'txt' if number % 2 else 'dat'}"
        place.parent.mkdir(parents=True, exist_ok=True)
        if number % 2:
            text = "".join(f"{draw.choice(WORDS)} {draw.random():.6f}\n" for _ in range(size // 20))
            place.write_text(text)
        else:
            place.write_bytes(draw.randbytes(size))


def must(command, folder):
    result = subprocess.run([str(word) for word in command], cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise BenchError(f"{' '.join(map(str, command))} ended with {result.returncode}:\n{result.stderr}")
    return result.stdout


class Packed:
    """A set as one committed run, and one package of it."""

    def __init__(self, setting, name, make, scale):
        self.setting, self.name = setting, name
        self.folder = setting.runs / f"packages-{name}"
        source = self.folder / "source"
        source.mkdir(parents=True)
        make(source, scale, random.Random(SEED))
        self.project = self.folder / "project"
        self.project.mkdir()
        (self.project / "cairn.yaml").write_text(SPEC.replace("{source}", str(source)).replace("{{", "{").replace("}}", "}"))
        must([setting.cairn, "run", "-q"], self.project)
        self.run = next(self.project.glob("results/*/files")).parent
        self.package = self.folder / "package.zip"
        must([setting.cairn, "export", "latest", "-o", self.package], self.project)
        self.archive = self.folder / "archive.zip"
        must([setting.python, "-c", self.python_archive(self.archive)], self.folder)
        self.zipped = self.folder / "zipped.zip"
        must(["zip", "-q", "-6", "-r", self.zipped, "."], self.run)
        self.check_size()

    def python_archive(self, target):
        base = str(target).removesuffix(".zip")
        return f"import shutil; shutil.make_archive({base!r}, 'zip', {str(self.run)!r})"

    def check_size(self):
        size, other = self.package.stat().st_size, self.zipped.stat().st_size
        self.size_row = f"{self.name}: {size:,} bytes, zip -6 {other:,}: {size / other:.4f}×"
        if size > other * SIZE_ALLOWED:
            raise BenchError(f"{self.size_row}, more than {SIZE_ALLOWED}×")

    def sides(self):
        out = "{folder}/out.zip"
        target = f"{self.name}: "

        def empty_project(folder):
            (folder / "cairn.yaml").write_text("layout: flat\nstorage: {durability: none}\nstages: {a: {cmd: 'true'}}\n")

        def is_imported(folder):
            if len(list(folder.glob("results/*/files/**/*.*"))) < 20:
                raise BenchError(f"{folder}: nothing was imported")

        extract = f"import zipfile; zipfile.ZipFile({str(self.archive)!r}).extractall('{{folder}}/out')"
        return [
            Side(target + EXPORT, [str(self.setting.cairn), "-C", str(self.project), "export", "latest", "-o", out], durability="none"),
            Side(target + ARCHIVE, [str(self.setting.python), "-c", self.python_archive(pathlib.Path("{folder}/out.zip"))]),
            Side(target + ZIP, ["sh", "-c", f"cd {self.run} && zip -q -6 -r {{folder}}/out.zip ."]),
            Side(target + IMPORT, [str(self.setting.cairn), "import", str(self.package)], empty_project, is_imported, durability="none"),
            Side(target + EXTRACT, [str(self.setting.python), "-c", extract]),
        ]


def measure(setting):
    """Returns the text of the section."""
    if setting.cairn is None:
        return ""
    scale, rounds = (0.02, 2) if setting.quick else (1, 3)
    sets = [Packed(setting, "A", make_a, scale), Packed(setting, "M", make_m, scale)]
    sides = [side for packed in sets for side in packed.sides()]
    times = alternate(setting.stopwatch, sides, rounds, setting.runs / "packages", setting.say)
    ratios = []
    for packed in sets:
        name = f"{packed.name}: "
        ratios.append(Ratio(f"{name}{ARCHIVE} / {EXPORT}", name + ARCHIVE, name + EXPORT, (">=", 10)))
        ratios.append(Ratio(f"{name}{ZIP} / {EXPORT}", name + ZIP, name + EXPORT))
        target = (">=", 5) if packed.name == "A" else None
        ratios.append(Ratio(f"{name}{EXTRACT} / {IMPORT}", name + EXTRACT, name + IMPORT, target))
    text = "### packages\n\n" + __doc__.split("\n\n", 1)[1] + "\n"
    text += "Sizes: " + "; ".join(packed.size_row for packed in sets) + ".\n\n"
    return text + time_table(sides, times) + "\n" + ratio_table(ratios, times)
