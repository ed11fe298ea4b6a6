"""A sheet's part read without Tolok: its cells, and how two versions of it differ."""

import re
from io import BytesIO
from xml.etree import ElementTree

from openpyxl.formula.translate import Translator
from openpyxl.utils import coordinate_to_tuple, get_column_letter, range_boundaries

from package import local, text_of

# What a cell's content consists of; whatever else is in a cell stays.
CONTENT = ("f", "v", "is")
KIND = ("t", "cm", "vm")


class Error(str):
    """An error such as #DIV/0!."""


class Sheet:
    """A sheet: what stands around its rows, and its rows by number."""

    def __init__(self, xml):
        builder = ElementTree.TreeBuilder(insert_comments=True, insert_pis=True)
        self.root = ElementTree.parse(BytesIO(xml), ElementTree.XMLParser(target=builder)).getroot()
        self.namespaces = [namespace for _, namespace in ElementTree.iterparse(BytesIO(xml), ["start-ns"])]
        self.data = next((child for child in self.root if local(child.tag) == "sheetData"), None)
        self.rows, self.cells = {}, {}
        number = 0
        for row in [] if self.data is None else self.data:
            if local(row.tag) != "row":
                continue
            number = int(row.get("r", number + 1))
            self.rows[number] = row
            column = 0
            for cell in row:
                if local(cell.tag) == "c":
                    column = coordinate_to_tuple(cell.get("r"))[1] if cell.get("r") else column + 1
                    self.cells[number, column] = cell
        self.order = list(self.cells)

    def formula(self, place):
        """The element of a cell's formula."""
        return child(self.cells[place], "f") if place in self.cells else None

    def masters(self):
        """The shared formulas by their index: where they are, and their text."""
        found = {}
        for place in self.cells:
            formula = self.formula(place)
            if formula is not None and formula.get("t") == "shared" and formula.text:
                found.setdefault(formula.get("si"), (place, formula.text))
        return found

    def formula_text(self, place, masters):
        """A cell's formula as it applies to this cell, or nothing."""
        formula = self.formula(place)
        if formula is None:
            return None
        if formula.get("t") == "shared" and not formula.text and formula.get("si") in masters:
            master, text = masters[formula.get("si")]
            return Translator(f"={text}", address(master)).translate_formula(address(place))[1:]
        return formula.text or ""

    def areas(self, name):
        """The ranges of all elements of a name, such as `mergeCell`."""
        for element in self.root.iter():
            if local(element.tag) == name and element.get("ref"):
                yield bounds(element.get("ref"))

    def value(self, place, strings):
        """What stands in the cell: number, text, truth, error or nothing; of a formula, its result."""
        cell = self.cells.get(place)
        if cell is None:
            return None
        inline, written = child(cell, "is"), child(cell, "v")
        if inline is not None:
            return text_of(inline)
        if written is None or written.text is None:
            return None
        kind = cell.get("t", "n")
        if kind == "s":
            return strings[int(written.text)]
        if kind == "e":
            return Error(written.text)
        if kind == "b":
            return written.text.strip() in ("1", "true")
        return written.text if kind in ("str", "d") else float(written.text)


def child(element, name):
    return next((child for child in element if local(child.tag) == name), None)


def address(place):
    return f"{get_column_letter(place[1])}{place[0]}"


def place_of(text):
    return coordinate_to_tuple(text)


def bounds(text):
    """First row, first column, last row, last column."""
    left, top, right, bottom = range_boundaries(text.replace("$", ""))
    return top or 1, left or 1, bottom or 1048576, right or 16384


def within(place, area):
    return area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]


def shape(element, without_children=(), without_attributes=()):
    """Everything about an element, to be compared."""
    children = [shape(child) for child in element if local(child.tag) not in without_children]
    attributes = sorted((key, value) for key, value in element.attrib.items() if key not in without_attributes)
    text = None if without_children and not children and not (element.text or "").strip() else element.text
    return element.tag, attributes, text, children


def frame(sheet, grows):
    """All of a sheet but its rows; `dimension` may grow."""
    def around(element):
        tail = (element.tail or "").strip()
        if element is sheet.data:
            return "rows", tail
        if grows and local(element.tag) == "dimension":
            return "dimension", tail
        return shape(element), tail
    return sheet.root.tag, sorted(sheet.root.attrib.items()), [around(element) for element in sheet.root]


def differences(before, after, written, without_result, recalculated):
    """What differs between two versions of a sheet beyond the cells that were written, the results that were to go and those that are others."""
    if before.namespaces != after.namespaces:
        yield "namespaces differ"
    if frame(before, written) != frame(after, written):
        yield "something around the rows differs"
    if after.order != sorted(after.order) and before.order == sorted(before.order):
        yield "cells are out of order"
    masters = before.masters()
    yield from rows_differ(before, after, written)
    for place in {**before.cells, **after.cells}:
        old, new = before.cells.get(place), after.cells.get(place)
        if place in written:
            kept = [shape(cell, CONTENT, KIND) for cell in (old, new) if cell is not None]
            if new is None or len(kept) == 2 and kept[0] != kept[1]:
                yield f"{address(place)} lost more than its content"
        elif old is None or new is None:
            yield f"{address(place)} {'is gone' if new is None else 'came'}"
        elif place in without_result:
            gone = ("v", "is") if child(old, "f") is None else ("v",)
            kind = KIND if child(old, "f") is None else ("t",)
            gone += ("f",) if handed_on(before, after, place, masters, written) else ()
            if shape(old, gone, kind) != shape(new, gone, kind) or child(new, "v") is not None:
                yield f"{address(place)} lost more than its result, or kept it"
        elif place in recalculated:
            other = ("v", "f") if handed_on(before, after, place, masters, written) else ("v",)
            if shape(old, other, ("t", "vm")) != shape(new, other, ("t", "vm")) or child(new, "v") is None:
                yield f"{address(place)} lost more than its old result, or has none"
        elif shape(old) != shape(new) and not handed_on(before, after, place, masters, written):
            yield f"{address(place)} differs"


def rows_differ(before, after, written):
    touched = {row for row, _ in written}
    for number in {**before.rows, **after.rows}:
        old, new = before.rows.get(number), after.rows.get(number)
        if old is None or new is None:
            if new is None or number not in touched:
                yield f"row {number} {'is gone' if new is None else 'came'}"
        else:
            hint = ("spans",) if number in touched and new.get("spans") is None else ()
            if shape(old, ("c",), hint) != shape(new, ("c",), hint):
                yield f"row {number} differs"


def handed_on(before, after, place, masters, written):
    """Whether a cell that shared a formula whose master was written over has that formula as its own now."""
    old, new = before.formula(place), after.formula(place)
    if old is None or new is None or old.get("t") != "shared" or masters.get(old.get("si"), (None,))[0] not in written:
        return False
    # The result may be gone as well.
    rest = [shape(sheet.cells[place], ("f", "v"), ("t",)) for sheet in (before, after)]
    kept = child(after.cells[place], "v") is None or shape(before.cells[place], ("f",)) == shape(after.cells[place], ("f",))
    return kept and rest[0] == rest[1] and not new.attrib and spaceless(new.text) == spaceless(before.formula_text(place, masters))


def spaceless(text):
    return re.sub(r"\s", "", text or "")
