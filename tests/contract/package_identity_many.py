# label: torture
# timeout: 900
"""package_identity.py with 150 runs in each of two layouts: 300 random runs."""

import os
import pathlib
import sys

os.execv(sys.executable, [sys.executable, str(pathlib.Path(__file__).with_name("package_identity.py")), "150"])
