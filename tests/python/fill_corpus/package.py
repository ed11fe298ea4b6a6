"""The parts of a workbook file, and the way from the workbook to its sheets."""

import posixpath
import zipfile
from xml.etree import ElementTree


def local(tag):
    """A name without its namespace; comments and processing instructions have none."""
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


class Package:
    """A workbook file, unpacked."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            self.parts = {entry.filename: archive.read(entry) for entry in entries}
        self.names = {name.lower(): name for name in self.parts}
        [root] = [target for kind, target in self.related("") if kind == "officeDocument"][:1]
        self.workbook = root

    def find(self, name):
        """The part of this name, which compares without regard to case."""
        return self.names.get(name.replace("\\", "/").lstrip("/").lower())

    def relations(self, part):
        """The relations of a part: identifier, kind, target; those that lead to no part are left out."""
        folder, name = posixpath.split(part)
        source = self.find(posixpath.join(folder, "_rels", f"{name}.rels"))
        for element in ElementTree.fromstring(self.parts[source]) if source else ():
            target = element.get("Target", "")
            found = self.find(target if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target)))
            if found and element.get("TargetMode") != "External":
                yield element.get("Id"), element.get("Type", "").rsplit("/", 1)[-1], found

    def related(self, part):
        """What a part leads to: kind, target."""
        return [(kind, target) for _, kind, target in self.relations(part)]

    def root(self, part):
        return ElementTree.fromstring(self.parts[part])

    def sheets(self):
        """The sheets with cells: name, part."""
        targets = {identifier: target for identifier, kind, target in self.relations(self.workbook) if kind == "worksheet"}
        for element in self.root(self.workbook).iter():
            if local(element.tag) == "sheet":
                identifier = next((value for key, value in element.attrib.items() if local(key) == "id"), None)
                if identifier in targets:
                    yield element.get("name"), targets[identifier]

    def strings(self):
        """The shared strings, without phonetic hints."""
        part = next((target for kind, target in self.related(self.workbook) if kind == "sharedStrings"), None)
        return [text_of(item) for item in self.root(part) if local(item.tag) == "si"] if part else []

    def counts_from_1904(self):
        settings = next((element for element in self.root(self.workbook) if local(element.tag) == "workbookPr"), None)
        return settings is not None and settings.get("date1904") in ("1", "true")


def text_of(element):
    """The text of a shared or inline string."""
    text = ""
    for child in element:
        if local(child.tag) == "t":
            text += child.text or ""
        elif local(child.tag) == "r":
            text += text_of(child)
    return text
