# label: fast
"""The pages in docs/commands say what the help texts say; CAIRN_ACCEPT=1 writes them anew."""

import os
import pathlib
import subprocess
import sys

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "command_pages.py"

if __name__ == "__main__":
    options = [] if os.environ.get("CAIRN_ACCEPT") else ["--check"]
    sys.exit(subprocess.run([sys.executable, TOOL, *options], check=False).returncode)
