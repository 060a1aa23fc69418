"""What the storage benchmarks measure cairn against: how each peer takes a set of files, and that it has it then."""

import json
import re
import subprocess

from storage_sets import count_files
from timing import BenchError, Side, Stopwatch

CP, RESTIC, BORG, DVC, ANNEX = "cp -r", "restic backup", "borg create", "dvc add", "git annex add"
OPENSSL = "openssl dgst -sha256"


class Peers:
    """The programs of this machine, the environment that all sides share, and what they left in their last time."""

    def __init__(self, setting):
        self.setting = setting
        self.dvc = setting.tools / "venv-dvc" / "bin" / "dvc"
        state = setting.runs / "storage-state"
        state.mkdir(exist_ok=True)
        self.environment = {
            **setting.stopwatch.environment,
            # restic has no repository without a password; borg is given one without encryption, its fastest.
            "RESTIC_PASSWORD": "bench", "RESTIC_CACHE_DIR": str(state / "restic"),
            "BORG_BASE_DIR": str(state / "borg"), "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK": "yes",
            "DVC_NO_ANALYTICS": "1", "DVC_SITE_CACHE_DIR": str(state / "dvc"),
            "DVC_GLOBAL_CONFIG_DIR": str(state / "dvc-config"), "DVC_SYSTEM_CONFIG_DIR": str(state / "dvc-config"),
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
            "GIT_AUTHOR_NAME": "bench", "GIT_AUTHOR_EMAIL": "bench@localhost",
            "GIT_COMMITTER_NAME": "bench", "GIT_COMMITTER_EMAIL": "bench@localhost",
        }
        self.stopwatch = Stopwatch(setting.stopwatch.program, self.environment)
        self.last = {}  # side → the folder of its last time

    def must(self, folder, *command):
        """What the command says; its time does not count."""
        words = [str(word) for word in command]
        result = subprocess.run(words, cwd=folder, env=self.environment, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise BenchError(f"{' '.join(words)} ended with {result.returncode} in {folder}:\n{result.stderr[-2000:]}")
        return result.stdout

    def versions(self):
        def first(*command):
            return self.must(".", *command).splitlines()[0].strip()

        jdupes = first("jdupes", "-v").split(" (")[0]
        return (
            f"- {first('restic', 'version').split(' compiled')[0]}; {first('borg', '--version')};"
            f" dvc {first(self.dvc, '--version')}; {first('git', 'annex', 'version').replace(' version:', '')};"
            f" {jdupes}; {first('openssl', 'version').split(' (')[0]}; {first('cp', '--version')}\n"
        )

    def cp(self, files):
        check = self.expects(files, lambda folder: count_files(folder / "copy"))
        return Side(CP, ["cp", "-r", str(files.folder), "{folder}/copy"], check=check, durability="none")

    def restic(self, files):
        def prepare(folder):
            self.must(folder, "restic", "-q", "-r", "repo", "init")

        command = ["restic", "-q", "-r", "{folder}/repo", "backup", str(files.folder)]
        return Side(RESTIC, command, prepare, self.keeps(RESTIC, files, self.restic_files), "full")

    def borg(self, files):
        def prepare(folder):
            self.must(folder, "borg", "init", "-e", "none", "repo")

        command = ["borg", "create", "{folder}/repo::first", str(files.folder)]
        return Side(BORG, command, prepare, self.keeps(BORG, files, self.borg_files), "full")

    def dvc_add(self, files):
        def prepare(folder):
            self.must(folder, "cp", "-r", files.folder, "data")
            self.must(folder, self.dvc, "init", "--no-scm", "-q")

        return Side(DVC, [str(self.dvc), "add", "-q", "data"], prepare, self.keeps(DVC, files, self.dvc_files), "none")

    def annex(self, files):
        def prepare(folder):
            self.must(folder, "cp", "-r", files.folder, "data")
            self.must(folder, "git", "init", "-q")
            self.must(folder, "git", "annex", "init", "-q", "bench")

        command = ["git", "annex", "add", "--quiet", "data"]
        return Side(ANNEX, command, prepare, self.keeps(ANNEX, files, self.annex_files), "none")

    def openssl(self, files, cores):
        each = max(1, min(500, files.files // cores // 2))
        command = f"find '{files.folder}' -type f -print0 | xargs -0 -P {cores} -n {each} openssl dgst -sha256"

        def digests(folder):
            told = folder.with_name(folder.name + ".output").read_text()
            return len(re.findall(r"= ([0-9a-f]{64})$", told, re.MULTILINE))

        return Side(OPENSSL, ["sh", "-c", command], check=self.expects(files, digests))

    def restic_files(self, folder):
        lines = self.must(folder, "restic", "-q", "-r", "repo", "ls", "--json", "latest").splitlines()
        return sum(1 for line in lines if json.loads(line).get("type") == "file")

    def borg_files(self, folder):
        return json.loads(self.must(folder, "borg", "info", "--json", "repo::first"))["archives"][0]["stats"]["nfiles"]

    def dvc_files(self, folder):
        found = re.search(r"nfiles: (\d+)", (folder / "data.dvc").read_text())
        return int(found[1]) if found else 0

    def annex_files(self, folder):
        lines = self.must(folder, "git", "ls-files", "-s", "data").splitlines()
        return sum(1 for line in lines if line.startswith("120000") and (folder / line.split("\t")[1]).exists())

    def expects(self, files, count):
        """Returns what refuses a side that has not all the files."""

        def check(folder):
            found = count(folder)
            if found != files.files:
                raise BenchError(f"{folder}: {found} files, expected {files.files}")

        return check

    def keeps(self, name, files, count):
        """The same, and the folder serves the questions that come later."""
        check = self.expects(files, count)

        def check_and_keep(folder):
            check(folder)
            self.last[name] = folder

        return check_and_keep
