# label: ci
# timeout: 300
"""Every statistic of `cairn ls --group-by`, and Welch's test of neighbours, against scipy and numpy.

1,000 random groups go through the catalog and the aggregates as runs do; each number that comes back
must agree to 1e-9 of itself. CAIRN_SEED repeats a failure.
"""
import json
import math
import os
import random
import subprocess
import sys
import warnings

import numpy as np
from scipy import stats

RELATIVE = 1e-9
GROUPS = 1000


def random_group(rng):
    """Numbers of a size, spread, offset and shape drawn at random; some are not finite."""
    n = rng.choice([1, 2, 2, 3, 3, 4, 5, 5, 8, 13, 40, 200])
    scale = 10.0 ** rng.uniform(-12, 12)
    offset = rng.choice([0, 1, -1, 100, 1e4]) * scale
    shape = rng.choice(["normal", "uniform", "lognormal", "ties", "constant"])
    draw = {
        "normal": lambda: rng.gauss(0, 1),
        "uniform": rng.random,
        "lognormal": lambda: rng.lognormvariate(0, 1.5),
        "ties": lambda: float(rng.randint(0, 2)),
        "constant": lambda: 0.1,
    }[shape]
    values = [offset + scale * draw() for _ in range(n)]
    values += [rng.choice([math.nan, math.inf, -math.inf]) for _ in range(rng.choice([0, 0, 0, 1]))]
    rng.shuffle(values)
    return values


def expected(values):
    """The statistics by numpy and scipy; None where there are too few numbers."""
    n = len(values)
    several = n > 1
    quantile = lambda q: float(np.quantile(values, q))
    return {
        "n": n,
        "mean": math.fsum(values) / n,
        "std": float(np.std(values, ddof=1)) if several else None,
        "sem": float(stats.sem(values)) if several else None,
        "ci95": float(stats.t.ppf(0.975, n - 1) * stats.sem(values)) if several else None,
        "median": float(np.median(values)),
        "q25": quantile(0.25),
        "q75": quantile(0.75),
        "q2.5": quantile(0.025),
        "q97.5": quantile(0.975),
        "min": min(values),
        "max": max(values),
    }


def is_close(found, wanted, values):
    """Within RELATIVE of the wanted number; what numpy itself lost to cancellation is allowed."""
    if found is None or wanted is None:
        return found is wanted
    lost = 8 * np.finfo(float).eps * max(abs(v) for v in values)
    return abs(found - wanted) <= RELATIVE * abs(wanted) + lost


def is_close_p(found, wanted):
    return abs(found - wanted) <= RELATIVE * wanted + 1e-300


class Checks:
    """Counts comparisons, so that a run which compared nothing cannot pass."""

    def __init__(self):
        self.count = 0
        self.failures = []

    def check(self, condition, what):
        self.count += 1
        if not condition:
            self.failures.append(what)


def check_groups(groups, found, checks):
    for group in found:
        name = group["keys"]["group"]
        values = [v for v in groups[name] if math.isfinite(v)]
        cell = group["measures"]["m"]
        for statistic, wanted in expected(values).items():
            checks.check(is_close(cell[statistic], wanted, values),
                         f"{name} {statistic}: {cell[statistic]!r}, scipy {wanted!r}, of {values[:9]}")


def check_neighbours(groups, found, checks):
    tested = tied = 0
    for group, following in zip(found, found[1:]):
        a, b = ([v for v in groups[g["keys"]["group"]] if math.isfinite(v)] for g in (group, following))
        if len(a) < 2 or len(b) < 2:
            checks.check(group["p_next"] is None, f"{group['keys']}: a test of a single number")
            continue
        if len(set(a)) == 1 and len(set(b)) == 1:  # Where scipy says nan.
            checks.check(group["p_next"] == (1 if a[0] == b[0] else 0), f"{group['keys']}: no spread")
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # scipy warns where one of them is constant.
            wanted = float(stats.ttest_ind(a, b, equal_var=False).pvalue)
        tested += 1
        tied += group["tied_with_next"]
        checks.check(is_close_p(group["p_next"], wanted),
                     f"{group['keys']} p: {group['p_next']!r}, scipy {wanted!r}, of {a[:5]} {b[:5]}")
        checks.check(group["tied_with_next"] == (wanted >= 0.05) or abs(wanted - 0.05) < RELATIVE,
                     f"{group['keys']} tied: {group['tied_with_next']}, p {wanted!r}")
    checks.check(tested > GROUPS / 2 and 0.1 < tied / tested < 0.9, f"{tied} of {tested} pairs tied")


def check_student(points, found, checks):
    for (t, degrees), p in zip(points, found, strict=True):
        wanted = float(2 * stats.t.sf(abs(t), degrees))
        checks.check(is_close_p(p, wanted), f"student({t!r}, {degrees!r}): {p!r}, scipy {wanted!r}")


def main():
    seed = int(os.environ.get("CAIRN_SEED", random.SystemRandom().randrange(2**32)))
    print(f"CAIRN_SEED={seed}")
    rng = random.Random(seed)
    groups = {f"g{i}": random_group(rng) for i in range(GROUPS)}
    points = [(rng.choice([-1, 1]) * 10 ** rng.uniform(-6, 2), 10 ** rng.uniform(0, 6.5))
              for _ in range(5000)]
    lines = [f"group {name} {' '.join(map(repr, values))}" for name, values in groups.items()]
    lines += [f"student {t!r} {degrees!r}" for t, degrees in points]
    program = os.path.join(os.environ["CAIRN_BUILD_DIR"], "tests/bin/contract_statistics_scipy")
    answer = json.loads(subprocess.run([program], input="\n".join(lines), text=True, check=True,
                                       stdout=subprocess.PIPE).stdout)
    found = answer["aggregates"]["groups"]
    checks = Checks()
    checks.check(len(found) == GROUPS, f"{len(found)} groups came back")
    left_out = sum(not math.isfinite(v) for values in groups.values() for v in values)
    checks.check(answer["aggregates"]["left_out"]["m"] == {"without": 0, "not_finite": left_out},
                 f"left out: {answer['aggregates']['left_out']}, not {left_out}")
    means = [g["measures"]["m"]["mean"] for g in found]
    checks.check(means == sorted(means), "groups are not sorted by mean")
    check_groups(groups, found, checks)
    check_neighbours(groups, found, checks)
    check_student(points, answer["student"], checks)
    for failure in checks.failures[:20]:
        print(failure)
    print(f"{checks.count} numbers compared, {len(checks.failures)} disagree")
    sys.exit(1 if checks.failures else 0)


main()
