"""Which cells are written into, chosen without Tolok."""

import collections
import random

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import TokenizerError

from package import local
from sheet import Sheet, address, bounds, child, place_of, within

NUMBER = 12345.678
TEXT = "a < b & \"c\" — ł 数"


def job(sheet, place, value, name):
    return {"name": name, "cells": [{"sheet": sheet, "address": address(place), "value": value}]}


def taken(package, part, sheet):
    """The areas of a sheet whose cells belong to something, and the cells in merged areas that can be written all the same."""
    areas = list(sheet.areas("mergeCell"))
    areas += [bounds(formula.get("ref")) for formula in map(sheet.formula, sheet.cells) if formula is not None and formula.get("t") in ("array", "dataTable")]
    for kind, target in package.related(part):
        if kind == "table":
            top, left, bottom, right = bounds(package.root(target).get("ref"))
            areas += [(top, left, top, right), (bottom, left, bottom, right)]
        elif kind == "pivotTable":
            areas += [bounds(element.get("ref")) for element in package.root(target) if local(element.tag) == "location"]
    return areas


def kinds(package, part, sheet):
    """The cells that can be written, by what is in them."""
    areas = taken(package, part, sheet)
    found = {"constant": [], "blank": [], "formula": []}
    for place, cell in sheet.cells.items():
        if any(within(place, area) for area in areas):
            continue
        formula, value, inline = child(cell, "f"), child(cell, "v"), child(cell, "is")
        if formula is not None:
            found["formula"].append(place)
        elif value is not None and value.text and cell.get("t", "n") == "n":
            found["constant"].append(place)
        elif value is None and inline is None and cell.get("s"):
            found["blank"].append(place)
    found["new"] = [place for place in beside_and_below(sheet) if not any(within(place, area) for area in areas)]
    return found


def beside_and_below(sheet):
    """A cell that is not there in a row that is, and one in a row that is not."""
    last = max(sheet.rows, default=0)
    if last and last < 1048570:
        yield last, max((column for row, column in sheet.cells if row == last), default=0) + 2
    if last < 1048570:
        yield last + 2, 3


def jobs(package):
    """A number and a text for each kind of cell, from the first sheet that has it, and a number over formulas."""
    chosen = []
    sheets = [(name, part, Sheet(package.parts[part])) for name, part in package.sheets()]
    for kind in ("constant", "blank", "new"):
        for name, part, sheet in sheets:
            places = kinds(package, part, sheet)[kind]
            if places:
                chosen.append(job(name, places[len(places) // 2], NUMBER, f"number-{kind}"))
                chosen.append(job(name, places[len(places) // 3 if kind != "new" else 0], TEXT, f"text-{kind}"))
                break
    for name, part, sheet in sheets:
        places = kinds(package, part, sheet)["formula"]
        masters = {place for place, _ in sheet.masters().values()} & set(places)
        if places:
            chosen.append(job(name, min(masters or places), NUMBER, "number-formula"))
            break
    return chosen


def inputs(package, seed):
    """Jobs that change numbers which formulas look at: single ones, and all of them at once."""
    sheets = {name.lower(): (name, part, Sheet(package.parts[part])) for name, part in package.sheets()}
    looked_at = {}
    for key, (_, _, sheet) in sheets.items():
        masters = sheet.masters()
        for place in sheet.cells:
            text = sheet.formula_text(place, masters)
            for other, area in references(text, key) if text else ():
                looked_at.setdefault(other, collections.Counter())[area] += 1
    counted = {}
    for key, areas in looked_at.items():
        if key in sheets:
            name, part, sheet = sheets[key]
            for place in sampled(kinds(package, part, sheet)["constant"], seed):
                count = sum(many for area, many in areas.items() if within(place, area))
                if count:
                    counted[name, place] = count
    # Sheets of constants that are only reached by names and tables.
    if not counted:
        constants = ((name, kinds(package, part, sheet)["constant"]) for name, part, sheet in sheets.values())
        counted = {(name, place): 1 for name, places in constants for place in sampled(places, seed)}
    if not counted or not any(sheet.formula(place) is not None for _, _, sheet in sheets.values() for place in sheet.cells):
        return []
    most = max(counted, key=counted.get)
    others = sorted(set(counted) - {most})
    single = [most, *sampled(others, seed, 1)]

    def changed(places):
        return [{"sheet": name, "address": address(place), "value": old(sheets[name.lower()][2], place) + 1} for name, place in places]

    chosen = [{"name": f"input-{number}", "cells": changed([place])} for number, place in enumerate(single, 1)]
    return [*chosen, {"name": "inputs-all", "cells": changed(sorted(counted))}]


def sampled(places, seed, most=400):
    """Not all places of a large sheet, the same ones every time."""
    return places if len(places) <= most else sorted(random.Random(seed).sample(places, most))


def old(sheet, place):
    return sheet.value(place, [])


def references(formula, sheet):
    """The sheets and areas that a formula names, as far as they are plain references."""
    try:
        tokens = Tokenizer(f"={formula}").items
    except TokenizerError:
        # Some that Excel reads are none to openpyxl, such as `SUM(#REF!:#REF!)`.
        return
    for token in tokens:
        if token.type == "OPERAND" and token.subtype == "RANGE":
            name, _, area = token.value.rpartition("!")
            try:
                yield (name.strip("'").replace("''", "'").lower() or sheet), bounds(area)
            except (ValueError, TypeError):
                continue
