# label: none
"""A disk that keeps only what was synced ("truth = last sync"), driven by a CAIRN_IO_TRACE.

A file's bytes are durable as of the last fsync of the file, by whatever name it then had. A name is durable
as of the last fsync of its folder after the operation that made, moved or removed it. syncfs makes everything
durable. A rename is whole: the old name never goes while the new one is not on disk. Each folder keeps its
names as they are seen (`names`) and as the disk has them (`durable`), with the operations between the two
(`pending`), oldest first.
"""

import os


class File:
    """A file: how often it was written, and how much of that the disk has (-1: nothing, not even its end)."""

    def __init__(self, number):
        self.number = number  # Tells files apart that follow each other under one name, equal in each replay.
        self.version, self.durable_version = 0, -1
        self.home = None

    def write(self):
        self.version += 1

    def sync(self):
        self.durable_version = self.version

    def is_whole(self):
        return self.durable_version == self.version


class Folder:
    def __init__(self):
        self.names, self.durable, self.pending = {}, {}, []
        self.home = None  # The folder that it lies in; of a removed one none.

    def put(self, name, node):
        self.names[name], node.home = node, self
        self.pending.append((name, node, "put"))

    def drop(self, name):
        node = self.names.pop(name)
        node.home = None
        self.pending.append((name, node, "drop"))
        return node

    def sync(self):
        self.durable, self.pending = dict(self.names), []


class Disk:
    """Replays calls; `before` is what was there (all of it durable), `after` what was there at the end."""

    def __init__(self, root, before, after, calls):
        self.root = str(root)
        self.top, self.count = Folder(), 0
        self.job_files = files_of_jobs(self.root, before, after, calls)
        for path in sorted(before):
            self.add(path, before[path])
        sync_all(self.top)

    def find(self, path):
        """The node at a path from the root, or None."""
        node = self.top
        for part in path.split("/") if path else []:
            node = node.names.get(part) if isinstance(node, Folder) else None
            if node is None:
                return None
        return node

    def add(self, path, is_folder=False):
        """Makes a file or folder with the folders above it."""
        folder, name = os.path.split(path)
        parent = self.find(folder) or self.add(folder, True)
        if name not in parent.names:
            self.count += 1
            parent.put(name, Folder() if is_folder else File(self.count))
        return parent.names[name]

    def relative(self, path):
        return "" if path == self.root else path.removeprefix(self.root + "/")

    def call(self, site, operation, path, target):
        """One line of the trace."""
        if not (path + "/").startswith(self.root + "/"):
            return  # The file of parameters lies in memory.
        path, target = self.relative(path), self.relative(target)
        folder, name = os.path.split(path)
        node = self.find(path)
        if operation == "mkdir":
            self.add(path, True)
        elif operation == "create":
            self.add(path)
        elif operation == "write":
            self.add(path).write()
        elif operation == "fsync":
            node.sync()
        elif operation == "syncfs":
            sync_all(self.top)
        elif operation == "remove" and node:
            self.find(folder).drop(name)
        elif operation == "rmdir" and node and not node.names:
            self.find(folder).drop(name)
        elif operation == "rename":
            to_folder, to_name = os.path.split(target)
            self.find(to_folder).put(to_name, self.find(folder).drop(name))
        if (site, operation) == ("begin_line", "write"):
            # All that the job will write is written now and not synced: nothing says when it does.
            for file in self.job_files.pop(attempt_of(path), ()):
                self.add(file).write()

    def survivors(self, keep):
        """[(path, None for a folder or the number of the file, which bytes)] after a power cut.

        `keep` chooses: names(folder) → the names that are on disk; bytes(file) → "whole", "torn" or "empty".
        """
        found = []

        def visit(folder, prefix):
            for name, node in keep.names(folder).items():
                path = prefix + name
                if isinstance(node, Folder):
                    found.append((path, None, ""))
                    visit(node, path + "/")
                else:
                    found.append((path, node.number, keep.bytes(node)))

        visit(self.top, "")
        return found


class Worst:
    """Only what was synced is there."""

    @staticmethod
    def names(folder):
        return folder.durable

    @staticmethod
    def bytes(file):
        return "whole" if file.is_whole() else "torn" if file.durable_version > 0 else "empty"


class NamesOnly(Worst):
    """All names are there, of unsynced files without their bytes: what write and rename without fsync leave."""

    @staticmethod
    def names(folder):
        return folder.names


class Everything(NamesOnly):
    """What a process sees that was not cut off."""

    @staticmethod
    def bytes(file):
        return "whole"


class Lucky:
    """Some of what was not synced is there as well: of each folder the first few operations (`ordered`, as
    every journalling file system keeps them) or any of them, of each file all, half or nothing."""

    def __init__(self, random, ordered=True):
        self.random, self.ordered = random, ordered

    def names(self, folder):
        names = dict(folder.durable)
        chosen = folder.pending[:self.random.randint(0, len(folder.pending))]
        if not self.ordered:
            chosen = [operation for operation in folder.pending if self.random.random() < 0.5]
        for name, node, change in chosen:
            if change == "put":
                names[name] = node
            elif node.home is None or node in node.home.durable.values():
                names.pop(name, None)
        return names

    def bytes(self, file):
        return "whole" if file.is_whole() else self.random.choice(["whole", "torn", "empty"])


def sync_all(folder):
    folder.sync()
    for node in folder.names.values():
        sync_all(node) if isinstance(node, Folder) else node.sync()


def tree_of(root):
    """{path from root: whether it is a folder} of what the model looks after; the catalog is not in the trace."""
    tree = {}
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        if parts[0] != ".cairn" or len(parts) == 1 or parts[1] in ("trash", "objects"):
            tree["/".join(parts)] = path.is_dir()
    return tree


def attempt_of(events):
    """(run folder, attempt) of the path of an events file."""
    folder, name = events.split("/.run/")
    return folder, name.split(".")[1]


def files_of_jobs(root, before, after, calls):
    """{(run folder, attempt): [files that its job wrote]}: what no call made, or what was moved and not made."""
    made, found, jobs = set(before), {}, {}  # jobs: run folder → its newest attempt
    replaced = {}  # place in the trash → (where it was, that attempt)

    def note(path, owners):
        for folder, attempt in owners.items():
            if path.startswith(folder + "/"):
                found.setdefault((folder, attempt), []).append(path)

    for site, operation, path, target in calls:
        path, target = path.removeprefix(root + "/"), target.removeprefix(root + "/")
        if site == "begin_line":
            jobs.update([attempt_of(path)])
        if operation == "create":
            made.add(path)
        elif operation == "rename":
            if path not in made and site != "trash_move":
                note(path, jobs)
            inside = {name for name in made if (name + "/").startswith(path + "/")}
            made = made - inside | {target} | {target + name.removeprefix(path) for name in inside}
            if site == "trash_move" and path in jobs:
                replaced[target] = (path, jobs.pop(path))
    for path in sorted(name for name, is_folder in after.items() if not is_folder and name not in made):
        note(path, jobs)
        for place, (folder, attempt) in replaced.items():
            if path.startswith(place + "/"):
                note(folder + path.removeprefix(place), {folder: attempt})
    return found


def write_out(target, contents, survivors):
    """Makes the tree that survived as real files below `target`; `contents` has the whole bytes by file number."""
    for path, number, state in survivors:
        if number is None:
            (target / path).mkdir(parents=True)
            continue
        data = contents.get(number, b"{}\n")  # Of a file that was replaced nobody knows the bytes.
        (target / path).write_bytes(data if state == "whole" else data[:len(data) // 2] if state == "torn" else b"")
