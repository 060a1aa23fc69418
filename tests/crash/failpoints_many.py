# label: torture
# timeout: 14400
"""failpoints.py at every call of every site, and 10,000 kills."""

import os
import pathlib
import sys

program = pathlib.Path(__file__).with_name("failpoints.py")
os.execv(sys.executable, [sys.executable, str(program), "--calls", "1000", "--kills", "10000"])
