"""Ids of configurations: a million of them from values in memory, and one as a process."""

import json
import pathlib
import random

from timing import BenchError, Ratio, Side, alternate, ratio_table, time_table

DISTINCT = 1000
LOOP = (
    "import hashlib, json, sys\n"
    "configurations = json.load(open(sys.argv[1]))\n"
    "total = 0\n"
    "for i in range(int(sys.argv[2])):\n"
    "    configuration = configurations[i % len(configurations)]\n"
    "    text = json.dumps(configuration, sort_keys=True)\n"
    "    total += int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)\n"
    "print(total & (2**64 - 1))\n"
)
ONE = (
    "import hashlib, json\n"
    "configuration = json.load(open('one.json'))\n"
    "text = json.dumps(configuration, sort_keys=True)\n"
    "print('tgt_' + hashlib.sha256(text.encode()).hexdigest()[:12])\n"
)
RATIOS = [
    Ratio("Python loop / cairn, a million ids", "json.dumps + hashlib, in a loop", "cairn's library, in a loop", (">=", 8)),
    Ratio("`python3 -c` / `cairn id`, one id", "python3 -c", "cairn id", (">=", 8)),
]


SECTIONS = {
    "model": ["activation", "bias", "depth", "hidden", "in_dim", "init"],
    "data": ["n_data", "noise_model", "noise_scale", "outlier_frac", "x_dist", "split_seed"],
    "training": ["batch_size", "early_stop_tol", "learning_rate", "optimizer", "steps", "weight_decay"],
    "sampler": ["chains", "draws", "step_size", "target_acceptance", "warmup", "dtype"],
    "posterior": ["beta0", "beta_mode", "gamma", "loss", "prior_radius", "seed"],
}


def configuration(number):
    """A nested configuration with 30 leaves, its keys in no order."""
    draw = random.Random(number)

    def leaf():
        return draw.choice([draw.random(), draw.randrange(1000), draw.random() < 0.5, f"word-{draw.randrange(100)}", None])

    def shuffled(items):
        return draw.sample(list(items), len(items))

    return {section: {key: leaf() for key in shuffled(SECTIONS[section])} for section in shuffled(SECTIONS)}


def measure(setting):
    """Returns the section of docs/benchmarks.md."""
    count = 20_000 if setting.quick else 1_000_000
    configurations = [configuration(number) for number in range(DISTINCT)]
    files = setting.runs / "ids-input"
    files.mkdir(parents=True)
    many, one = files / "many.json", files / "one.json"
    many.write_text(json.dumps(configurations))
    one.write_text(json.dumps(configurations[0]))

    def prepare(folder):
        (folder / "one.json").write_bytes(one.read_bytes())

    loops = [Side("json.dumps + hashlib, in a loop", [str(setting.python), "-c", LOOP, str(many), str(count)])]
    singles = [Side("python3 -c", [str(setting.python), "-I", "-c", ONE], prepare)]
    if setting.cairn:
        loops.append(Side("cairn's library, in a loop", [str(setting.programs / "name_ids"), str(many), str(count)]))
        ask = [str(setting.cairn), "id", "--scheme", "lambda_hat.target@1", "--json", "one.json"]
        singles.append(Side("cairn id", ask, prepare))
    rounds = 3 if setting.quick else 5
    times = alternate(setting.stopwatch, loops, rounds, setting.runs / "ids-loop")
    times |= alternate(setting.stopwatch, singles, 11 if setting.quick else 31, setting.runs / "ids-one")
    check_answers(setting.runs / "ids-loop")
    check_answers(setting.runs / "ids-one")
    return f"### ids\n\n{time_table(loops + singles, times)}\n{ratio_table(RATIOS, times)}"


def check_answers(folder: pathlib.Path):
    """All sides must have printed the same."""
    answers = {path.read_text() for path in folder.glob("*.output")}
    if len(answers) > 1:
        raise BenchError(f"the sides have other ids: {sorted(answers)}")
