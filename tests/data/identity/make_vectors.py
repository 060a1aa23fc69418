"""Writes the golden vectors beside this file with Python's own json and hashlib.

Run it by hand (python3 tests/data/identity/make_vectors.py) when a case is added; the tests read
only what it wrote. python_json.jsonl: an input as JSON and what json.dumps(sort_keys=True) makes of
it. double_repr.jsonl: the bits of a double and its repr. short_id.jsonl: a digest as base 36.
"""

import hashlib
import json
import random
import struct
from pathlib import Path

HERE = Path(__file__).parent
INPUTS = [
    None, True, False, 0, -1, 2**63 - 1, -(2**63), "", [], {}, [[]], [{}],
    1, 1.0, "1", 0.1, 1e-4, 1e-5, 1e15, 1e16, 1e22, -0.0, 5e-324, 1.7976931348623157e308,
    123456789.125, "Größe", "日本語", "😀 and \U0010ffff", "\x00\x01\x1f\x7f\x80\u2028\uffff",
    'quotes " and \\ and /', "\b\f\n\r\t", {"b": 1, "a": 2}, {"Z": 1, "a": 2, "É": 3, "😀": 4, "\uffff": 5},
    {"a.b": {"c": [1, 2.5, None]}, "": 0}, [{"lr": 0.001, "name": "PLS"}, {"n": 1e-6}],
]


def write(name, rows):
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def python_json_row(value):
    spaced = json.dumps(value, sort_keys=True)
    return {
        "input": value,
        "spaced": spaced,
        "compact": json.dumps(value, sort_keys=True, separators=(",", ":")),
        "md5_of_spaced": hashlib.md5(spaced.encode()).hexdigest(),
    }


def doubles():
    chance = random.Random(20261120)
    fixed = [10.0**e for e in range(-8, 25)] + [-(2.0**e) for e in range(-1074, 1024, 61)]
    drawn = [struct.unpack("<d", chance.randbytes(8))[0] for _ in range(300)]
    return [x for x in fixed + drawn if x == x and abs(x) != float("inf")]


def base36(digest):
    number = int.from_bytes(digest, "big")
    out = ""
    for _ in range(50):
        number, digit = divmod(number, 36)
        out += "0123456789abcdefghijklmnopqrstuvwxyz"[digit]
    return out


write("python_json.jsonl", [python_json_row(value) for value in INPUTS])
write("double_repr.jsonl",
      [{"bits": struct.pack(">d", x).hex(), "repr": repr(x)} for x in doubles()])
digests = [bytes(32), b"\xff" * 32, bytes(31) + b"\x25"]
digests += [hashlib.sha256(b"%d" % i).digest() for i in range(20)]
write("short_id.jsonl", [{"digest": d.hex(), "id": base36(d)} for d in digests])
