"""The copies of cells that charts keep, read without Tolok: where they stand, and whether they say what the cells say."""

import re
from xml.etree import ElementTree

from package import local
from sheet import Error, bounds

COPIES = ("numCache", "strCache", "multiLvlStrCache", "dlblRangeCache", "lvl")
# A copy with all that is in it, and the name of a series beside its formula.
COPY = re.compile(rb"<(?P<tag>(?:\w+:)?(?:%s))(?=[ >/])(?:[^<>]*/>|[^<>]*>.*?</(?P=tag)>)" % "|".join(COPIES).encode(), re.DOTALL)
NAME = re.compile(rb"(</(?:\w+:)?f>)<(?P<tag>(?:\w+:)?v)(?:/>|>[^<]*</(?P=tag)>)")
REFERENCE = re.compile(r"('(?:[^']|'')+'|[^'!(),\[\]]+)!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)$")


def is_chart(bytes_):
    return b"chartSpace" in bytes_[:4000]


def without_copies(bytes_):
    """A chart's part without the copies of cells in it."""
    return NAME.sub(rb"\1", COPY.sub(b"", bytes_))


def names(package):
    """What the names of the workbook stand for."""
    root = package.root(package.workbook)
    return {element.get("name"): element.text or "" for element in root.iter() if local(element.tag) == "definedName"}


def places(formula, named):
    """The cells of a range in their order, with their sheet; nothing where it is no plain list of areas in one row or column."""
    found = []
    for piece in re.split(r",(?=(?:[^']*'[^']*')*[^']*$)", named.get(formula, formula).strip("()")):
        reference = REFERENCE.match(piece.strip())
        if not reference:
            return None
        sheet, (top, left, bottom, right) = reference[1].strip("'").replace("''", "'"), bounds(reference[2])
        if top != bottom and left != right:
            return None
        found += [(sheet, (row, column)) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    return found


def copies(package):
    """Every copy of one level: part, formula, whether it holds numbers, its points, and how many there are said to be."""
    for name, bytes_ in package.parts.items():
        if not name.lower().endswith(".xml") or not is_chart(bytes_):
            continue
        for holder in ElementTree.fromstring(bytes_).iter():
            formula = next((child.text for child in holder if local(child.tag) == "f"), None)
            found = [child for child in holder if local(child.tag) in COPIES]
            if not formula or len(found) != 1 or local(found[0].tag) == "multiLvlStrCache":
                continue
            points = {int(point.get("idx")): "".join(point.itertext()) for point in found[0] if local(point.tag) == "pt"}
            said = [child.get("val") for child in found[0] if local(child.tag) == "ptCount"] or [found[0].get("ptCount")]
            yield name, formula, local(holder.tag) in ("numRef", "numDim"), points, int(said[0] or 0)


def wrong(copy, cells, values, before=None):
    """How a copy differs from what its cells hold; `before` is what they held when the copy was right."""
    _, formula, numbers, points, count = copy
    if count != len(cells):
        yield f"{formula} has {count} points for {len(cells)} cells"
    yield from (f"{formula} has a point {index} for no cell" for index in points if index >= len(cells))
    for index, (sheet, place) in enumerate(cells):
        value, point = values.get(sheet, {}).get(place), points.get(index)
        old = value if before is None else before.get(sheet, {}).get(place)
        if isinstance(value, bool) or (not numbers and isinstance(value, float) and value == old):
            # How it looks is the program's own business.
            continue
        if value is None:
            # A formula may give an empty text, which looks like nothing here and is drawn as a zero.
            right = point is None or (numbers and point == "0")
        elif isinstance(value, Error) or not (numbers or isinstance(value, float)):
            right = point == value
        else:
            right = point is not None and same_number(point, 0.0 if isinstance(value, str) else value)
        if not right:
            yield f"{formula} shows {point!r} for {value!r}"


def same_number(text, number):
    try:
        return float(text) == number
    except ValueError:
        return False


def follow(before, after, old, new):
    """Every copy that said what the cells held says what they hold now, or is gone; `old` and `new` are the values of the cells."""
    named = names(before)
    now = {(name, formula, numbers): (points, count) for name, formula, numbers, points, count in copies(after)}
    for copy in copies(before):
        cells = places(copy[1], named)
        if cells is None or any(sheet not in new for sheet, _ in cells) or list(wrong(copy, cells, old)) or copy[:3] not in now:
            continue
        yield from (f"{copy[0]}: {problem}" for problem in wrong((*copy[:3], *now[copy[:3]]), cells, new, old))


def followed(before, after):
    """How many copies changed, and how many are gone."""
    old, new = ({copy[:3]: copy[3:] for copy in copies(package)} for package in (before, after))
    return sum(key in new and new[key] != copy for key, copy in old.items()), sum(key not in new for key in old)
