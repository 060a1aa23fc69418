# label: fast
"""Small rules on the text of the sources that no compiler checks; each row of the table is one."""

import pathlib
import re
import tempfile

import rules

AT_LEAST = 30
HEADER_LINES, SOURCE_LINES = 250, 500

LINE_RULES = [  # what no line of code may hold, and what to do instead
    (r"^\s*#\s*include\s*<(format|expected|ranges|print)>", "g++ 12 or clang 14 lacks it: use fmt, exceptions, std::ranges:: of <algorithm>"),
    (r"\bstd::(ranges::)?views::", "no range views: write the loop"),
    (r"\busing\s+namespace\b", "name what is used"),
    (r"\bstd::(cout|cerr|clog|endl)\b", "write through base's log or the terminal of the cli"),
    (r"\b(system|popen)\s*\(", "start programs through base/process"),
    (r"\b(strcpy|strcat|sprintf|gets|strtok|asctime|ctime|gmtime|localtime|setenv|putenv)\s*\(", "not safe with threads or lengths"),
]
TEXT_RULES = [  # the same for the whole line, comments and texts included
    (r"\b(TODO|FIXME|XXX|HACK)\b", "open an issue, or do it"),
    (r"(?<![\w/])/(home|root|work|Users)/", "a path of somebody's machine"),
    (r"\t", "a tab"),
    (r"[ \t]+$", "blanks at the end of the line"),
]


def check_file(path, text):
    """Yields the complaints about one file; path is relative to the root."""
    lines = text.splitlines()
    limit = HEADER_LINES if path.suffix == ".h" else SOURCE_LINES
    if len(lines) > limit:
        yield f"{path}: {len(lines)} lines, at most {limit}: split it"
    if path.suffix == ".h":
        if not text.startswith("//"):
            yield f"{path}:1: a header opens with a paragraph: what it is, what holds, what it does not know"
        if not re.search(r"^#pragma once$", text, re.MULTILINE):
            yield f"{path}:1: no #pragma once"
    code = rules.without_comments_and_texts(text).splitlines()
    for table, body in ((LINE_RULES, code), (TEXT_RULES, lines)):
        for number, line in enumerate(body, 1):
            for pattern, advice in table:
                if re.search(pattern, line):
                    yield f"{path}:{number}: {line.strip()[:60]}: {advice}"


def check(root):
    """Returns (complaints, number of files seen)."""
    files = rules.source_files(root)
    complaints = []
    for path in files:
        complaints += check_file(path, (root / path).read_text(encoding="utf-8"))
    return complaints, len(files)


GOOD_HEADER = "// A thing.\n#pragma once\n\n#include <algorithm>\n"
PLANTED = {
    "src/cairn/base/long.h": GOOD_HEADER + "int x;\n" * HEADER_LINES,
    "src/cairn/base/long.cpp": "int x;\n" * (SOURCE_LINES + 1),
    "src/cairn/base/silent.h": "#pragma once\n\n",
    "src/cairn/base/twice.h": "// A thing.\n\n",
    "src/cairn/base/format.cpp": "#include <format>\n",
    "src/cairn/base/views.cpp": "auto v = std::views::iota(1);\n",
    "src/cairn/base/using.cpp": "using namespace std;\n",
    "src/cairn/base/cout.cpp": "void f() { std::cout << 1; }\n",
    "src/cairn/base/system.cpp": "void f() { system(x); }\n",
    "src/cairn/base/time.cpp": "auto t = localtime(&x);\n",
    "src/cairn/base/todo.cpp": "int x;  // TODO: later\n",
    "src/cairn/base/path.cpp": 'auto s = "/home/somebody/x";\n',
    "src/cairn/base/tab.cpp": "\tint x;\n",
    "src/cairn/base/blank.cpp": "int x; \n",
}


def self_test():
    """Each planted mistake must be found, once, and a good header pass."""
    problems = []
    for name, text in {"src/cairn/base/good.h": GOOD_HEADER, **PLANTED}.items():
        with tempfile.TemporaryDirectory() as folder:
            rules.write_tree(pathlib.Path(folder), {name: text})
            found = check(pathlib.Path(folder))[0]
        if len(found) != (name in PLANTED):
            problems.append(f"self-test {name}: {found}")
    return problems


if __name__ == "__main__":
    found, seen = check(rules.ROOT)
    rules.finish("source_rules", self_test() + found, seen, AT_LEAST)
