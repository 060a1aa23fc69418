# label: fast
# timeout: 300
"""All of hostile_packages.py but what takes seconds: with the label fast also under sanitizers."""

import os
import pathlib
import sys

os.execv(sys.executable, [sys.executable, str(pathlib.Path(__file__).with_name("hostile_packages.py")), "--quick"])
