# label: fast
"""Includes go one way only, along the table in docs/architecture.md between the includes markers.

The table names for each folder below src/cairn (and for src/cli, src/server, src/python) the folders
that it may include; whatever those may include is allowed too. Third-party headers belong to the one
folder whose row names them; the row `everywhere` names those that all may use.
"""

import collections
import fnmatch
import pathlib
import re
import tempfile

import rules

AT_LEAST = 30
PROGRAMS = {"cli", "server", "python"}
SYSTEM_FOLDERS = ("sys/", "linux/", "netinet/", "arpa/", "net/")
SYSTEM_HEADERS = set(
    """aio.h assert.h ctype.h dirent.h dlfcn.h elf.h endian.h errno.h fcntl.h features.h fenv.h fnmatch.h
    ftw.h getopt.h glob.h grp.h inttypes.h langinfo.h libgen.h limits.h locale.h malloc.h math.h
    mntent.h netdb.h paths.h poll.h pthread.h pty.h pwd.h regex.h sched.h semaphore.h setjmp.h signal.h
    spawn.h stdarg.h stddef.h stdint.h stdio.h stdlib.h string.h strings.h syslog.h termios.h time.h
    unistd.h utime.h wchar.h immintrin.h x86intrin.h cpuid.h""".split()
)


class Table:
    """The rows of the table: what a folder may include, and who owns which third-party header."""

    def __init__(self, text):
        begin, end = text.index("<!-- includes:begin -->"), text.index("<!-- includes:end -->")
        self.direct, self.owners, self.everywhere = {}, [], []
        for line in text[begin:end].splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not line.startswith("|") or len(cells) != 3 or set(cells[0]) <= set("-: "):
                continue
            folder, may, owns = cells[0].strip("`"), *(re.findall(r"`([^`]+)`", c) for c in cells[1:])
            if folder == "module":
                continue
            if folder == "everywhere":
                self.everywhere += owns
                continue
            self.direct[folder] = may
            self.owners += [(pattern, folder) for pattern in owns]
        self.allowed = {folder: self._below(folder) for folder in self.direct}

    def _below(self, folder):
        found, todo = set(), [folder]
        while todo:
            for next_folder in self.direct.get(todo.pop(), []):
                if next_folder not in found:
                    found.add(next_folder)
                    todo.append(next_folder)
        return found

    def complaints(self):
        lines = [f"the table has the cycle through `{f}`" for f, below in self.allowed.items() if f in below]
        for folder, may in self.direct.items():
            lines += [f"the table lets `{folder}` include `{m}`, which has no row" for m in may if m not in self.direct]
        owned = collections.Counter(pattern for pattern, _ in self.owners)
        lines += [f"the table gives <{p}> to {n} folders" for p, n in owned.items() if n > 1]
        return lines


def module_of(path):
    """The folder that a path below src/ belongs to, or None: src/cairn/base/x.h -> base."""
    parts = path.parts
    if len(parts) == 4 and parts[:2] == ("src", "cairn"):
        return parts[2]
    return parts[1] if len(parts) >= 3 and parts[1] in PROGRAMS else None


def is_system(name):
    if name.startswith(SYSTEM_FOLDERS) or name in SYSTEM_HEADERS:
        return True
    return "." not in name and "/" not in name


def check_third_party(table, module, name):
    """Returns what is wrong with an include in angle brackets, or None."""
    if is_system(name) or any(fnmatch.fnmatch(name, p) for p in table.everywhere):
        return None
    owner = next((folder for pattern, folder in table.owners if fnmatch.fnmatch(name, pattern)), None)
    if owner is None:
        return f"<{name}> belongs to no folder in the table"
    return None if owner == module else f"<{name}> belongs to {owner}/, not to {module}/"


def check_own(root, table, module, name):
    """Returns what is wrong with an include in quotes, or None."""
    target = pathlib.PurePosixPath("src", name)
    other = module_of(target)
    if other is None or not (root / target).is_file():
        return f'"{name}" is not the path of a file below src/'
    if other == module or other in table.allowed[module]:
        return None
    return f'{module}/ may not include "{name}"'


def file_cycles(graph):
    """Yields one list of files for each cycle of includes that a depth-first walk closes."""
    state = {}

    def visit(node, trail):
        state[node] = "open"
        for target in graph.get(node, ()):
            if state.get(target) == "open":
                yield trail[trail.index(target) :] + [target] if target in trail else [node, target]
            elif target not in state:
                yield from visit(target, trail + [target])
        state[node] = "done"

    for node in list(graph):
        if node not in state:
            yield from visit(node, [node])


def check(root):
    """Returns (complaints, number of files seen)."""
    table = Table((root / "docs/architecture.md").read_text(encoding="utf-8"))
    complaints, graph = table.complaints(), collections.defaultdict(list)
    files = rules.source_files(root)
    for path in files:
        module = module_of(path)
        if module not in table.direct:
            complaints.append(f"{path}: the folder has no row in the table of docs/architecture.md")
            continue
        for number, kind, name in rules.includes(root / path):
            if kind == '"':
                graph[str(path)].append(f"src/{name}")
                problem = check_own(root, table, module, name)
            else:
                problem = check_third_party(table, module, name)
            if problem:
                complaints.append(f"{path}:{number}: {problem}")
    complaints += ["includes in a circle: " + " -> ".join(cycle) for cycle in file_cycles(graph)]
    return complaints, len(files)


SELF_TEST_TABLE = """<!-- includes:begin -->
| module | may include | owns |
|---|---|---|
| everywhere | | `fmt/*` |
| `cli` | `store` | `CLI/*` |
| `store` | `base` | |
| `base` | | `yaml.h` |
<!-- includes:end -->
"""
GOOD = {
    "docs/architecture.md": SELF_TEST_TABLE,
    "src/cairn/base/a.h": "#include <yaml.h>\n#include <string>\n#include <fmt/format.h>\n",
    "src/cairn/store/b.h": '#include "cairn/base/a.h"\n#include <sys/stat.h>\n',
    "src/cli/main.cpp": '#include "cairn/base/a.h"\n#include "cairn/store/b.h"\n#include <CLI/CLI.hpp>\n',
}
PLANTED = {  # a change to the good tree, and what the complaint must say
    "upwards": ({"src/cairn/base/up.cpp": '#include "cairn/store/b.h"\n'}, "base/ may not include"),
    "missing": ({"src/cairn/base/x.cpp": '#include "cairn/base/none.h"\n'}, "is not the path"),
    "relative": ({"src/cairn/base/x.cpp": '#include "a.h"\n'}, "is not the path"),
    "other owner": ({"src/cairn/store/x.cpp": "#include <yaml.h>\n"}, "belongs to base/"),
    "no owner": ({"src/cairn/store/x.cpp": "#include <curl/curl.h>\n"}, "belongs to no folder"),
    "no row": ({"src/cairn/new/x.cpp": "#include <string>\n"}, "no row"),
    "file cycle": (
        {"src/cairn/base/a.h": '#include "cairn/base/c.h"\n', "src/cairn/base/c.h": '#include "cairn/base/a.h"\n'},
        "in a circle",
    ),
    "table cycle": (
        {"docs/architecture.md": SELF_TEST_TABLE.replace("| `base` | |", "| `base` | `store` |")},
        "has the cycle",
    ),
    "two owners": (
        {"docs/architecture.md": SELF_TEST_TABLE.replace("`base` | |\n", "`base` | `yaml.h` |\n")},
        "to 2 folders",
    ),
}


def self_test():
    """A rule that cannot fail is no rule: each planted mistake must be found, and the good tree pass."""
    problems = []
    for name, (change, expected) in {"good": ({}, None), **PLANTED}.items():
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            rules.write_tree(root, {**GOOD, **change})
            found = check(root)[0]
        if expected is None and found:
            problems.append(f"self-test {name}: complains about a good tree: {found}")
        if expected and not any(expected in line for line in found):
            problems.append(f"self-test {name}: did not find '{expected}', but {found}")
    return problems


if __name__ == "__main__":
    found, seen = check(rules.ROOT)
    rules.finish("include_direction", self_test() + found, seen, AT_LEAST)
