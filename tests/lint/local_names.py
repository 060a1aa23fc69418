# label: fast
"""What an anonymous namespace names is named so by nothing else that may stand in one text with it.

Sanitizer builds and clang-tidy compile the sources of a folder together, as one text (docs/testing.md). What two of
them name alike is one thing written twice, or two things that a reader would confuse. Overloads count: which one is
called must not depend on what is compiled together. The scanner relies on the layout of `make format`: what a
namespace holds begins in the first column, and its end says so.
"""

import collections
import dataclasses
import functools
import itertools
import pathlib
import re
import tempfile

import include_direction
import rules

AT_LEAST = 300
ADVICE = "share it, or give it a name of its own"

HEAD = re.compile(
    r"^(?!(?:template|requires|friend|static_assert|namespace|extern)\b|using (?:enum |namespace |::|\w+::))[A-Za-z_\[][^;{=]*",
    re.MULTILINE,
)
INSIDE_BRACKETS = re.compile(r"<[^<>]*>|\[\[[^\]]*\]\]")
TEST = re.compile(r"TEST(?:_[FP])?\((\w+),\s*(\w+)\)")
TYPE = re.compile(r"(?:class|struct|union|enum(?: class)?)\s+(\w+)")
ALIAS = re.compile(r"using\s+(\w+)")
LAST_WORD = re.compile(r"(?<![\w:])(\w+)\s*(?:\[[^\]]*\]\s*)*$")  # no Class::member
PARAMETER_NAME = re.compile(r"(?<=[\w>&*] )\w+$|(?<=[&*])\w+$")
LOCAL_CONSTANT = re.compile(r"^ +(?:constexpr|const)\b[^=;(){}\n]*\b(k[A-Z]\w*)\s*(?:\[[^\]]*\])?\s*[={]", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Name:
    """A name, the line that makes it, and its kind. Two aliases of one type are the same thing."""

    text: str
    line: int
    kind: str
    alias_of: str = ""
    takes: tuple = ()  # the types of a function's parameters


def parameter_types(text):
    """The types of a list of parameters, its names and defaults left out; `text` begins behind the bracket."""
    depth, parts = 1, [""]
    for c in text:
        depth += (c in "(<{[") - (c in ")>}]")
        if depth == 0:
            break
        if c == "," and depth == 1:
            parts.append("")
        else:
            parts[-1] += c
    return tuple(PARAMETER_NAME.sub("", " ".join(part.split("=")[0].split())).strip() for part in parts)


def name_of(head, line, rest):
    """The name that a declaration makes: `head` is what stands before its body or value, `rest` what comes then."""
    if match := TEST.match(head):
        return Name(f"{match[1]}.{match[2]}", line, "test")
    if match := ALIAS.match(head):
        return Name(match[1], line, "alias", rest.split(";")[0])
    whole, count = head, 1
    while count:
        head, count = INSIDE_BRACKETS.subn(" ", head)
    if match := TYPE.match(head.strip()):
        return Name(match[1], line, "type")
    before, bracket, _ = head.partition("(")
    match = LAST_WORD.search(before)
    if match is None or "operator" in head:
        return None
    if not bracket:
        return Name(match[1], line, "constant")
    return Name(match[1], line, "function", takes=parameter_types(whole.partition(match[1] + "(")[2] + rest))


def names_in(code, is_inside):
    """Yields the names that a text without comments makes in the first column of the lines that are inside."""
    for match in HEAD.finditer(code):
        line = code.count("\n", 0, match.start()) + 1
        if is_inside(line) and (name := name_of(match[0], line, code[match.end() : match.end() + 500])):
            yield name


def anonymous_lines(text):
    """The numbers of the lines that lie in anonymous namespaces."""
    inside, found = False, set()
    for number, line in enumerate(text.splitlines(), 1):
        inside = (inside or line == "namespace {") and line != "}  // namespace"
        if inside:
            found.add(number)
    return found


class Folder:
    """The names of the sources of one folder, and those that headers declare which it may include."""

    def __init__(self, root, paths, declared):
        self.named, self.local, self.declared = collections.defaultdict(list), [], declared
        for path in paths:
            text = (root / path).read_text(encoding="utf-8")
            code, lines = rules.without_comments_and_texts(text), anonymous_lines(text)
            for name in names_in(code, lines.__contains__):
                self.named[name.text].append((path, name))
            for match in LOCAL_CONSTANT.finditer(code):
                self.local.append((path, code.count("\n", 0, match.start()) + 1, match[1]))

    def complaints(self):
        for places in self.named.values():
            (path, name), others = places[0], [place for place in places if place[0] != places[0][0]]
            others = [(p, n) for p, n in others if not name.alias_of or n.alias_of != name.alias_of]
            for other, twin in others:
                yield f"{other}:{twin.line}: {twin.text} is in {path}:{name.line}, too: {ADVICE}"
            for (source, own), (header, its) in itertools.product(places, self.declared.get(name.text, ())):
                if own.takes == its.takes and own.kind != "test":  # other functions are overloads
                    yield f"{source}:{own.line}: {own.text} is in {header}, too: {ADVICE}"
        for path, line, text in self.local:
            outer = [f"{p}:{n.line}" for p, n in self.named.get(text, ()) if p != path]
            for place in outer + [str(header) for header, _ in self.declared.get(text, ())]:
                yield f"{path}:{line}: {text} hides the one in {place}: {ADVICE}"


def declared_in(root, headers):
    """{name: [(header, name)]} of what headers declare outside of classes."""
    found = collections.defaultdict(list)
    for path in headers:
        code = rules.without_comments_and_texts((root / path).read_text(encoding="utf-8"))
        if "\nnamespace cairn {" in code:  # what lies in a namespace below is named with it
            for name in names_in(code, lambda line: True):
                found[name.text].append((path, name))
    return found


def check(root):
    """Returns (complaints, number of sources seen)."""
    table = include_direction.Table((root / "docs/architecture.md").read_text(encoding="utf-8"))
    headers, folders = collections.defaultdict(list), collections.defaultdict(list)
    for path in rules.source_files(root):
        if path.suffix == ".h":
            headers[include_direction.module_of(path)].append(path)
        else:
            folders[path.parent, include_direction.module_of(path)].append(path)
    for path in sorted((root / "tests/unit").glob("*/*.cpp")):
        folders[path.parent.relative_to(root), path.parent.name].append(path.relative_to(root))
    declared_by = functools.cache(lambda module: declared_in(root, headers[module]))
    complaints = []
    for (_, module), paths in sorted(folders.items()):
        declared = collections.defaultdict(list)
        for reached in {module} | table.allowed.get(module, set()):
            for name, places in declared_by(reached).items():
                declared[name] += places
        complaints += Folder(root, paths, declared).complaints()
    return complaints, sum(map(len, folders.values()))


def source(body, after=""):
    return f"namespace cairn {{\n\nnamespace {{\n\n{body}\n}}  // namespace\n\n{after}}}  // namespace cairn\n"


GOOD = {
    "docs/architecture.md": include_direction.SELF_TEST_TABLE,
    "src/cairn/base/a.h": (
        "// A.\n#pragma once\n\nnamespace cairn {\n\nstruct Plan {};\nconstexpr int kMost = 1;\nint put(int);\n"
        "std::string find(const std::map<int, int>& all, char* key = nullptr);\n\n}\n"
    ),
    "src/cairn/store/b.h": "// B.\n#pragma once\n\nnamespace cairn {\n\nclass Store {};\n\n}\n",
    "src/cairn/store/a.cpp": source(
        "using Names = std::set<int>;\nconstexpr int kFew = 3;\n\nclass Walker {\n  int few() { return kFew; }\n};\n\n"
        "template <typename T>\nstd::vector<T> first(const std::map<int, T>& all, T otherwise = {}) {\n  return {};\n}\n"
        "bool operator==(const Walker& a, const Walker& b) { return true; }\nvoid Walker::go() {}\n",
        "int shown(int x) {\n  constexpr int kLocal = 1;\n  return x;\n}\n",
    ),
    "src/cairn/store/c.cpp": source(
        "using Names = std::set<int>;\nconstexpr int kMany[] = {3};\n\n// int first();\nint put(double x) { return 1; }\n"
        "bool operator==(const Store& a, const Store& b) { return true; }\n",
        "std::string shown(double x) {\n  constexpr int kLocal = 2;\n  const int first = 3;\n  return x;\n}\n",
    ),
    "src/cairn/base/c.cpp": source("constexpr int kFew = 3;\nstruct Store {};\n"),
    "tests/unit/store/a_test.cpp": source("TEST(A, works) {}\nint first() { return 1; }\n"),
}
BAD, BAD_TEST = "src/cairn/store/bad.cpp", "tests/unit/store/bad_test.cpp"
PLANTED = {  # a source, and what the complaint must say
    "function": (BAD, source("int first() { return 1; }\n"), "first is in"),
    "template": (BAD, source("template <int N>\nint first() {\n  return N;\n}\n"), "first is in"),
    "long head": (BAD, source("std::map<int, int>\nfirst(int a,\n      int b) {\n}\n"), "first is in"),
    "attribute": (BAD, source("[[noreturn]] void first(int a = 3) {}\n"), "first is in"),
    "constant": (BAD, source("constexpr std::array<int, 2> kFew = {1, 2};\n"), "kFew is in"),
    "variable": (BAD, source("int kMany = 3;\n"), "kMany is in"),
    "type": (BAD, source("struct Walker {\n  int x;\n};\n"), "Walker is in"),
    "derived": (BAD, source("class Walker : public Store {};\n"), "Walker is in"),
    "enum": (BAD, source("enum class Walker { a, b };\n"), "Walker is in"),
    "other alias": (BAD, source("using Names = std::set<char>;\n"), "Names is in"),
    "type of a header": (BAD, source("struct Store {};\n"), "Store is in src/cairn/store/b.h"),
    "type of a header below": (BAD, source("using Plan = int;\n"), "Plan is in src/cairn/base/a.h"),
    "function of a header": (BAD, source("int find(const std::map<int, int>& in, char* what) {}\n"), "find is in src"),
    "hidden": (BAD, "int f() {\n  constexpr int kFew = 1;\n}\n", "kFew hides"),
    "hidden, of a header": (BAD, "int f() {\n  const int kMost{1};\n}\n", "kMost hides"),
    "test": (BAD_TEST, source("TEST_F(A, works) {}\n"), "A.works is in"),
    "helper of tests": (BAD_TEST, source("void first(int x) {}\n"), "first is in"),
}


def self_test():
    """Each planted mistake must be found, once, and the good tree pass."""
    problems = []
    for name, (path, text, expected) in {"good": ("src/cairn/store/d.cpp", "", None), **PLANTED}.items():
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            rules.write_tree(root, {**GOOD, path: text})
            found = check(root)[0]
        if len(found) != (expected is not None) or (expected and expected not in found[0]):
            problems.append(f"self-test {name}: expected '{expected}', got {found}")
    return problems


if __name__ == "__main__":
    found, seen = check(rules.ROOT)
    rules.finish("local_names", self_test() + found, seen, AT_LEAST)
