# label: fast
"""Only src/cairn/base changes the disk: elsewhere the calls below are refused.

base/io is the one place where a write, a rename or an fsync can be made to fail, be cut short or be
the last thing that the process does; a call beside it could not be tested. An open with O_RDONLY
changes nothing and is allowed.
"""

import pathlib
import re
import tempfile

import rules

AT_LEAST = 30
CALLS = """chmod copy_file_range creat fallocate fchmod fdatasync fopen freopen fsync ftruncate link linkat
mkdir mkdirat mkdtemp mkostemp mkstemp open openat openat2 posix_fallocate pwrite pwritev remove rename
renameat renameat2 rmdir sendfile symlink symlinkat sync_file_range syncfs truncate unlink unlinkat
utimensat utimes futimens write writev""".split()
FILESYSTEM = """copy copy_file copy_symlink create_directories create_directory create_directory_symlink
create_hard_link create_symlink last_write_time permissions remove remove_all rename resize_file""".split()
# These make the unqualified names visible; without them open(…) is a function of cairn's own.
HEADERS = {"unistd.h", "fcntl.h", "stdio.h", "cstdio", "stdlib.h", "cstdlib"}
HEADERS_BY_FOLDER = ("sys/stat.h", "sys/sendfile.h", "sys/uio.h")

GLOBAL = re.compile(r"(?<![\w>])::\s*(" + "|".join(CALLS) + r")\s*\(")
PLAIN = re.compile(r"(?<![\w.:>~])(" + "|".join(CALLS) + r")\s*\(")
STANDARD = re.compile(r"\bstd::(remove|rename|fopen|freopen|ofstream|fstream|tmpfile)\b")
FILESYSTEM_CALL = re.compile(r"\b(?:filesystem|fs)::(" + "|".join(FILESYSTEM) + r")\s*\(")
WRITING = re.compile(r"\bO_(WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)\b")
# `std::remove(first, last, value)` of <algorithm> is a fine thing.
ALGORITHM_REMOVE = re.compile(r"\bstd::remove\s*\([^()]*(?:\([^()]*\)[^()]*)*,")
# A line such as `int open(Path p);` declares a function of cairn's own.
DECLARATION = re.compile(r"^(?!\s*(?:return|throw|co_\w+|else|case)\b)\s*(?:\[\[\w+\]\]\s*)?[\w:<>,*&\s]*[\w>*&]\s+\w+\s*\(")


def only_reads(lines, number, match):
    """Whether the call is an open that says, in its own statement, that it only reads."""
    if match[1] not in ("open", "openat"):
        return False
    rest = [lines[number - 1][match.start() :]] + lines[number : number + 3]
    statement = "\n".join(rest).split(";")[0]
    return "O_RDONLY" in statement and not WRITING.search(statement)


def system_calls(code, headers):
    """Yields (line number, name) for each refused call in code without comments and texts."""
    visible = bool(HEADERS & headers or set(HEADERS_BY_FOLDER) & headers)
    lines = code.splitlines()
    for number, line in enumerate(lines, 1):
        for match in GLOBAL.finditer(line):
            if not only_reads(lines, number, match):
                yield number, "::" + match[1]
        for match in FILESYSTEM_CALL.finditer(line):
            yield number, "std::filesystem::" + match[1]
        for match in STANDARD.finditer(line):
            if match[1] != "remove" or not ALGORITHM_REMOVE.match(line, match.start()):
                yield number, "std::" + match[1]
        if visible and not DECLARATION.match(line):
            for match in PLAIN.finditer(line):
                if not only_reads(lines, number, match):
                    yield number, match[1]


def check(root):
    """Returns (complaints, number of files seen)."""
    complaints, files = [], rules.source_files(root)
    for path in files:
        if path.parts[:3] == ("src", "cairn", "base"):
            continue
        headers = {name for _, kind, name in rules.includes(root / path) if kind == "<"}
        code = rules.without_comments_and_texts((root / path).read_text(encoding="utf-8"))
        for number, name in system_calls(code, headers):
            complaints.append(f"{path}:{number}: {name} outside src/cairn/base: call what base/io and base/fs offer")
    return complaints, len(files)


GOOD = {
    "src/cairn/base/io.cpp": "#include <unistd.h>\nvoid f() { ::rename(a, b); }\n",
    "src/cairn/store/a.cpp": (
        "#include <unistd.h>\n// ::rename(a, b)\nauto s = \"unlink(x)\";\nint n = 1'000'000;\n"
        "void f() { file.write(x); io::rename(a, b); store->open(p); is_open(p); }\n"
        "Project open(const std::string& path);\nauto r = std::remove(v.begin(), v.end(), 3);\n"
    ),
    "src/cairn/store/b.cpp": "void f() { return write(record); }\n",
    "src/cairn/store/d.cpp": "#include <fcntl.h>\nint f() { return open(p, O_RDONLY |\n O_CLOEXEC); }\nint g() { return ::openat(d, p, O_RDONLY); }\n",
    "src/cairn/store/c.cpp": "auto t = R\"(a \" ::rename( b)\";\n",
}
PLANTED = {
    "global": "void f() {\n  if (::rename(a, b) != 0) g();\n}\n",
    "plain": "#include <unistd.h>\nvoid f() {\n  unlink(p);\n}\n",
    "in a return": "#include <fcntl.h>\nint f() {\n  return open(p, 0);\n}\n",
    "open to write": "void f() { ::open(p, O_WRONLY | O_CREAT, 0644); g(O_RDONLY); }\n",
    "open to make": "void f() {\n  ::open(p, O_RDONLY |\n O_CREAT, 0644);\n}\n",
    "assigned": "#include <fcntl.h>\nint f() {\n  int fd = open(p, 0);\n}\n",
    "filesystem": "void f() { std::filesystem::create_directories(p); }\n",
    "short filesystem": "void f() { fs::remove_all(p); }\n",
    "stream": "void f() { std::ofstream out(p); }\n",
    "stdio": "void f() { std::remove(p); }\n",
    "after a comment": "/* a\n b */ void f() { ::fsync(fd); }\n",
    "after a digit separator": "int n = 1'000; void f() { ::fsync(fd); } char c = 'x';\n",
}


def self_test():
    """Each planted call must be found, and the good tree pass."""
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        rules.write_tree(root, GOOD)
        if found := check(root)[0]:
            problems.append(f"self-test: complains about a good tree: {found}")
    for name, text in PLANTED.items():
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            rules.write_tree(root, {**GOOD, "src/cairn/store/bad.cpp": text})
            found = check(root)[0]
        if len(found) != 1 or "bad.cpp" not in found[0]:
            problems.append(f"self-test {name}: expected one complaint about bad.cpp, got {found}")
    return problems


if __name__ == "__main__":
    found, seen = check(rules.ROOT)
    rules.finish("os_calls", self_test() + found, seen, AT_LEAST)
