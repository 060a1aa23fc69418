# label: fast
"""Random values named by Python itself (json, repr, hashlib) and by cairn must have one name.

The values go through vector_check, which asks what `cairn id` and `cairn parse` ask. A last file holds
wrong answers, so that a checker that accepts everything fails here.
"""

import hashlib
import itertools
import json
import math
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

COUNT = 400
SEED = int(os.environ.get("CAIRN_SEED", random.SystemRandom().randrange(2**32)))
CHECK = pathlib.Path(os.environ["CAIRN_BIN_DIR"]) / "vector_check"
RANDOM = random.Random(SEED)


def random_float():
    kind = RANDOM.randrange(4)
    if kind == 0:
        return struct.unpack("<d", RANDOM.randbytes(8))[0]
    if kind == 1:
        return RANDOM.uniform(-1, 1) * 10 ** RANDOM.randrange(-20, 20)
    return RANDOM.choice([0.0, -0.0, 1.0, 1e16, 1e15, 1e-4, 1e-5, 0.1, 3e-05, 1e22, 5e-324, math.inf, -math.inf, math.nan])


def random_text():
    letters = "abcXYZ019 _-:+=./'\"\\\n\t\x00\x1f\x7f\x80é€λ\u2028\uffff😀"
    return "".join(RANDOM.choice(letters) for _ in range(RANDOM.randrange(8)))


def random_value(depth=3):
    kind = RANDOM.randrange(9 if depth else 6)
    if kind == 0:
        return None
    if kind == 1:
        return RANDOM.random() < 0.5
    if kind == 2:
        return RANDOM.randrange(-(2**63), 2**63)
    if kind == 3:
        return random_float()
    if kind in (4, 5):
        return random_text()
    if kind == 6:
        return [random_value(depth - 1) for _ in range(RANDOM.randrange(4))]
    if kind == 7:
        return tuple(random_value(depth - 1) for _ in range(RANDOM.randrange(3)))
    return {random_text(): random_value(depth - 1) for _ in range(RANDOM.choice([0, 1, 2, 3, 40]))}


def encode(value):
    """The value as the vectors write it."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"__float__": repr(value)}
    if isinstance(value, tuple):
        return {"__tuple__": [encode(item) for item in value]}
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return value


def is_marked(value):
    """Whether the value looks like one of the marks itself."""
    if isinstance(value, dict):
        return any(key.startswith("__") for key in value) or any(map(is_marked, value.values()))
    return isinstance(value, (list, tuple)) and any(map(is_marked, value))


def digest(name, text):
    return hashlib.new(name, text.encode()).hexdigest()


def normalised(value):
    if isinstance(value, bool) or isinstance(value, int):
        return value
    if isinstance(value, float):
        return 0.0 if value == 0 else float(f"{value:.12e}")
    return value.lower().strip() if isinstance(value, str) else str(value).lower().strip()


def product(arguments):
    if not arguments:
        return [""]
    lists = [value if isinstance(value, list) else [value] for value in arguments.values()]
    return [":" + "+".join(f"{key}={value}" for key, value in zip(arguments, choice)) for choice in itertools.product(*lists)]


def vectors():
    for _ in range(COUNT):
        value = random_value()
        if is_marked(value):
            continue
        spaced = json.dumps(value, sort_keys=True)
        compact = json.dumps(value, sort_keys=True, separators=(",", ":"))
        given = encode(value)
        yield "stable_hash [variational]", {"obj": given}, digest("sha256", spaced)[:12]
        yield "stable_hash [variational]", {"obj": given, "algorithm": "sha1"}, digest("sha1", spaced)[:12]
        yield "compute_json_hash", {"data": given, "length": 64}, digest("sha256", compact)
        yield "write_json", given, json.dumps(value, sort_keys=True, indent=2)
        if isinstance(value, dict) and len(value) < 6:
            yield "_normalize_hyperparameters", given, encode({key: normalised(value[key]) for key in sorted(value)})
            yield "args_product", given, product(value)
        if not contains_non_finite(value):
            md5 = digest("md5", spaced)
            yield "PipelineConfigs.get_hash @0.4.1", given, {"hash8": md5[:8], "name": f"Q1_{md5[:6]}"}


def contains_non_finite(value):
    if isinstance(value, float):
        return not math.isfinite(value)
    items = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else []
    return any(map(contains_non_finite, items))


def check(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "random.json"
        path.write_text(json.dumps([{"function": f, "input": i, "output": o, "note": ""} for f, i, o in rows]))
        return subprocess.run([CHECK, path], capture_output=True, text=True)


def main():
    print(f"seed {SEED}")
    rows = list(vectors())
    result = check(rows)
    print(result.stdout[-4000:], result.stderr)
    wrong = check([(f, i, "wrong") for f, i, _ in rows[:20]])
    if f"0 passed, {min(20, len(rows))} failed" not in wrong.stdout or wrong.returncode != 1:
        sys.exit(f"wrong answers were accepted:\n{wrong.stdout}")
    sys.exit(result.returncode)


if __name__ == "__main__":
    main()
