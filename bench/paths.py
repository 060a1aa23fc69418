"""Renders and parses paths as Snakemake does: apply_wildcards, then the compiled regular expression of the same
pattern. Prints seconds a path; bench/name_paths.cpp does the same work with a layout."""
import sys
import time

from snakemake.io import apply_wildcards, regex
import re

PATTERN = ("models/{model,[a-zA-Z0-9]+}{args,:[a-zA-Z0-9.,;*_+=-]+}_{seed,[0-9]+}/{dataset,[a-z0-9]+}/{status,init|trained}.pt")


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    compiled = re.compile(regex(PATTERN))
    bare = re.sub(r",[^}]+(?=})", "", PATTERN)
    start = time.process_time()
    for number in range(count):
        values = {"model": "DyRCNNx8", "args": f":tsteps={number}+dt=2+tau=5+rctype=full", "seed": str(number % 7),
                  "dataset": "imagenette", "status": "trained"}
        path = apply_wildcards(bare, values)
        found = compiled.match(path)
        assert found and found.groupdict()["args"] == values["args"]
    print(f"{(time.process_time() - start) / count:.9f}")


if __name__ == "__main__":
    main()
