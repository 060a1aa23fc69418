"""Zip files and packages with any lie that a test wants to tell.

Entry and craft() write each field as told; Package reads what `cairn export` wrote, lets a test change
files, records and manifest, and seals it again so that only the planted lie is wrong.
"""

import hashlib
import io
import json
import struct
import zipfile
import zlib

STORED, DEFLATED = 0, 8
PAGES = ("PACKAGE.json", "SHA256SUMS")


class Entry:
    """A file of a zip. `local` and `central` override fields of the two headers by name."""

    def __init__(self, name, data=b"", method=DEFLATED, mode=0o100644, local=None, central=None, flags=None,
                 extra=b"", local_extra=None, made_by=3, descriptor=None):
        self.name = name.encode() if isinstance(name, str) else name
        self.data, self.method, self.mode, self.made_by = data, method, mode, made_by
        self.local, self.central = local or {}, central or {}
        self.flags = (0x800 if not self.name.isascii() else 0) if flags is None else flags
        self.extra, self.local_extra = extra, extra if local_extra is None else local_extra
        self.descriptor = descriptor

    def packed(self):
        if self.method == DEFLATED:
            maker = zlib.compressobj(6, zlib.DEFLATED, -15)
            return maker.compress(self.data) + maker.flush()
        return self.data

    def fields(self, packed, which):
        fields = {"name": self.name, "flags": self.flags, "method": self.method, "crc": zlib.crc32(self.data),
                  "csize": len(packed), "usize": len(self.data), "version": 20,
                  "attributes": (self.mode << 16) & 0xFFFFFFFF, "disk": 0}
        return {**fields, **which}


def local_header(fields, extra):
    return struct.pack("<4s5H3I2H", b"PK\3\4", fields["version"], fields["flags"], fields["method"], 0, 0x21,
                       fields["crc"], fields["csize"], fields["usize"], len(fields["name"]), len(extra)
                       ) + fields["name"] + extra


def central_header(fields, extra, made_by, offset):
    return struct.pack("<4s6H3I5H2I", b"PK\1\2", (made_by << 8) | 20, fields["version"], fields["flags"],
                       fields["method"], 0, 0x21, fields["crc"], fields["csize"], fields["usize"],
                       len(fields["name"]), len(extra), 0, fields["disk"], 0, fields["attributes"],
                       fields.get("offset", offset)) + fields["name"] + extra


def end_record(count, size, offset, comment=b"", disk=0):
    return struct.pack("<4s4H2IH", b"PK\5\6", disk, disk, count, count, size, offset, len(comment)) + comment


def end_records64(count, size, offset):
    record = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, offset + size, 1)
    return record + locator


def craft(entries, comment=b"", count=None, prefix=b"", between=b"", zip64=False):
    out, central = io.BytesIO(), b""
    out.write(prefix)
    for entry in entries:
        packed, offset = entry.packed(), out.tell()
        fields = entry.fields(packed, entry.local)
        out.write(local_header(fields, entry.local_extra) + packed)
        if entry.descriptor is not None:
            out.write(entry.descriptor)
        central += central_header(entry.fields(packed, entry.central), entry.extra, entry.made_by, offset)
    out.write(between)
    offset, number = out.tell(), len(entries) if count is None else count
    out.write(central)
    if zip64:
        out.write(end_records64(number, len(central), offset))
        out.write(end_record(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, comment))
    else:
        out.write(end_record(number, len(central), offset, comment))
    return out.getvalue()


def seal_record(fields):
    """The bytes of a record with these fields, closing with their own digest."""
    fields = {key: value for key, value in fields.items() if key != "sha256"}
    text = "{\n" + ",\n".join(f"{json.dumps(key)}:{json.dumps(value)}" for key, value in fields.items())
    return (text + f',\n"sha256":"{hashlib.sha256(text.encode()).hexdigest()}"\n}}\n').encode()


class Package:
    """A package that cairn wrote, opened for changes."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist() if name not in PAGES}
            self.manifest = json.loads(archive.read("PACKAGE.json"))

    def record_path(self, number=0):
        run = self.manifest["runs"][number]
        return "/".join(part for part in (run["folder"], ".run", run["id"] + ".json") if part)

    def record(self, number=0):
        return json.loads(self.files[self.record_path(number)])

    def set_record(self, fields, number=0):
        self.files[self.record_path(number)] = seal_record(fields)

    def add_artifact(self, path, data):
        """A further artifact, which the record vouches for."""
        fields = self.record()
        fields["artifacts"].append({"path": path, "role": "artifact", "size": len(data),
                                    "sha256": hashlib.sha256(data).hexdigest()})
        self.set_record(fields)
        self.files[path] = data

    def manifest_bytes(self):
        files = [{"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                 for path, data in sorted(self.files.items())]
        return json.dumps({**self.manifest, "files": files}).encode()

    def sums(self, manifest):
        lines = [f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(self.files.items())]
        return ("".join(lines) + f"{hashlib.sha256(manifest).hexdigest()}  PACKAGE.json\n").encode()

    def entries(self, manifest=None):
        manifest = self.manifest_bytes() if manifest is None else manifest
        pages = [Entry("PACKAGE.json", manifest), Entry("SHA256SUMS", self.sums(manifest))]
        return pages + [Entry(path, data) for path, data in sorted(self.files.items())]
