"""Writes data/<dataset>/{X.csv,y.csv} from the measured spectra that the chemotools package carries.

Nothing is downloaded, and files that are already there are left alone.  README.md says where the
measurements come from and what is assumed about them.
"""
import csv
import importlib.util
import os
from pathlib import Path

MINUTES_PER_SPECTRUM = 1.25  # 1629 on-line spectra x 1.25 min = 33.9 h, the time of the last HPLC draw
REPLICATES = (-2, 0, 2)  # three spectra around each draw, 2.5 minutes apart
FINGERPRINT = (950.0, 1550.0)  # 1/cm; outside of it the probe saturates
TEST_EVERY = 5  # every fifth draw, in order of its concentration, is kept for testing
HERE = Path(__file__).resolve().parent


def package_data():
    spec = importlib.util.find_spec("chemotools")
    if spec is None:
        raise SystemExit("get_data.py: chemotools is missing; type: pip install -r requirements.txt")
    return Path(spec.submodule_search_locations[0]) / "datasets" / "data"


def read_spectra(path):
    """The wavenumbers and spectra of a file, as text, inside the fingerprint region."""
    with open(path, newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        keep = [i for i, w in enumerate(header) if FINGERPRINT[0] <= float(w) <= FINGERPRINT[1]]
        return [header[i] for i in keep], [[row[i] for i in keep] for row in rows]


def read_table(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def online_samples(folder, target):
    """(sample, draw, hours, concentration, spectrum) of one fermentation, three spectra a draw."""
    axis, spectra = read_spectra(folder / "fermentation_spectra.csv")
    samples = []
    # No spectra precede the first draw, and those around the last are placeholders: all ones.
    for number, draw in list(enumerate(read_table(folder / "fermentation_hplc.csv")))[1:-1]:
        hours = float(draw["time"])
        nearest = round(hours * 60 / MINUTES_PER_SPECTRUM)
        for replicate, offset in enumerate(REPLICATES, 1):
            samples.append((f"online_{number:02d}_{replicate}", f"online_{number:02d}",
                            f"{hours:.3f}", float(draw[target]), spectra[nearest + offset]))
    return axis, samples


def offline_samples(folder, target):
    """The calibration samples that were mixed in the laboratory: one spectrum each, no time."""
    axis, spectra = read_spectra(folder / "train_spectra.csv")
    reference = read_table(folder / "train_hplc.csv")
    return axis, [(f"offline_{i:02d}", f"offline_{i:02d}", "", float(row[target]), spectrum)
                  for i, (row, spectrum) in enumerate(zip(reference, spectra, strict=True))]


def test_draws(samples):
    """Whole draws, spread over the range of concentrations, so that replicates stay together."""
    concentration = {draw: value for _, draw, _, value, _ in samples}
    ordered = sorted(concentration, key=lambda draw: (concentration[draw], draw))
    return set(ordered[TEST_EVERY // 2::TEST_EVERY])


def write_csv(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")  # a killed script must not leave a half-written X.csv behind
    with open(half, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    os.replace(half, path)


def write_dataset(name, target, axis, samples):
    held_out = test_draws(samples)
    write_csv(HERE / "data" / name / "X.csv", ["sample", *axis], [[s[0], *s[4]] for s in samples])
    write_csv(HERE / "data" / name / "y.csv", ["sample", "draw", "hours", "partition", target],
              [[sample, draw, hours, "test" if draw in held_out else "rest", value]
               for sample, draw, hours, value, _ in samples])


def make_glucose(folder):
    axis, samples = online_samples(folder, "glucose")
    offline_axis, offline = offline_samples(folder, "glucose")
    if axis != offline_axis:
        raise SystemExit("get_data.py: on-line and off-line spectra have different wavenumbers")
    write_dataset("glucose", "glucose", axis, offline + samples)


def make_ethanol(folder):
    write_dataset("ethanol", "ethanol", *online_samples(folder, "ethanol"))


DATASETS = {"glucose": make_glucose, "ethanol": make_ethanol}


def main():
    missing = [name for name in DATASETS
               if not all((HERE / "data" / name / file).exists() for file in ("X.csv", "y.csv"))]
    for name in missing:
        DATASETS[name](package_data())
    print(f"data: wrote {', '.join(missing)}" if missing else
          f"data: {', '.join(DATASETS)} are there already, nothing to do")


if __name__ == "__main__":
    main()
