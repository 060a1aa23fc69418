"""Renders and parses paths as Snakemake does: apply_wildcards, then the compiled regular expression of the same
pattern. bench/name_paths.cpp does the same work with a layout. Both print how many were read back."""

import re
import sys

from snakemake.io import apply_wildcards, regex_from_filepattern

PATTERN = (
    "models/{model,[a-zA-Z0-9]+}{args,:[a-zA-Z0-9.,;*_+=-]+}_{seed,[0-9]+}"
    "/{dataset,[a-z0-9]+}/{status,init|trained}.pt"
)


def main():
    count = int(sys.argv[1])
    compiled = re.compile(regex_from_filepattern(PATTERN))
    bare = re.sub(r",[^}]+(?=})", "", PATTERN)
    read = 0
    for number in range(count):
        values = {"model": "DyRCNNx8", "args": f":tsteps={number}+dt=2+tau=5+rctype=full", "seed": str(number % 7),
                  "dataset": "imagenette", "status": "trained"}
        found = compiled.match(apply_wildcards(bare, values))
        read += found is not None and found.groupdict()["args"] == values["args"]
    print(read)


if __name__ == "__main__":
    main()
