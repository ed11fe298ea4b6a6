"""What a workbook holds that a person would miss, counted."""

import collections
from xml.etree import ElementTree

from package import Package, local
from readers import same
from sheet import Sheet, bounds, within

# Parts that a program may leave out or write anew without a loss.
SPARE = ("calcChain", "sharedStrings", "core-properties", "extended-properties", "thumbnail", "relationships", "styles+xml")

ELEMENTS = set(
    "sheet definedName externalReference pivotCache mergeCell cfRule dataValidation hyperlink tablePart legacyDrawing drawing oleObject control "
    "sparkline protectedRange rowBreaks brk pageSetup pageMargins headerFooter printOptions sheetProtection autoFilter sheetView customSheetView picture "
    "sp pic graphicFrame grpSp cxnSp ser chart trendline dLbls axId comment threadedComment person slicer slicerCache connection queryTable xmlColumnPr "
    "calculatedColumnFormula totalsRowFormula tableColumn pivotField dataField cacheField dxf cellStyle numFmt col ext metadata rPr rPh".split()
)


def counted(package):
    """Counts of parts by their kind, and of elements that carry something, by the kind of part."""
    kinds = {}
    for element in package.root(package.find("[Content_Types].xml")):
        kinds[(element.get("PartName") or element.get("Extension") or "").lstrip("/").lower()] = element.get("ContentType")
    counts = collections.Counter()
    for name, bytes_ in package.parts.items():
        kind = kinds.get(name.lower()) or kinds.get(name.lower().rsplit(".", 1)[-1]) or name.rsplit(".", 1)[-1]
        kind = kind.rsplit("/", 1)[-1].rsplit(".", 1)[-1]
        if name == "[Content_Types].xml" or any(spare in f"{kinds.get(name.lower(), '')} {name} {kind}" for spare in SPARE):
            continue
        counts["part", workbook_kind(kind)] += 1
        if not name.lower().endswith((".xml", ".vml")):
            continue
        try:
            root = ElementTree.fromstring(bytes_)
        except ElementTree.ParseError:
            counts["part", "unreadable"] -= 1
            continue
        for element in root.iter():
            if local(element.tag) in ELEMENTS:
                counts["element", local(element.tag)] += 1
    return counts


def workbook_kind(kind):
    return "main+xml" if kind in ("main+xml", "vnd.ms-excel") else kind


def lost(before, after):
    """What there is less of."""
    return {key: (many, after[key]) for key, many in before.items() if after[key] < many}


def contents(package):
    """Every cell that holds something, by sheet: its formula, or its value."""
    strings = package.strings()
    found = {}
    for name, part in package.sheets():
        sheet = Sheet(package.parts[part])
        masters = sheet.masters()
        together = spilled(sheet)
        for place in sheet.cells:
            if place in together:
                continue
            formula = sheet.formula_text(place, masters)
            value = sheet.value(place, strings)
            if formula is not None or value is not None:
                found[name, place] = (formula, value)
    return found


def spilled(sheet):
    """Cells that show a part of another cell's result."""
    found = set()
    for formula in map(sheet.formula, sheet.cells):
        if formula is not None and formula.get("t") in ("array", "dataTable") and formula.get("ref"):
            area = bounds(formula.get("ref"))
            found |= {place for place in sheet.cells if within(place, area) and sheet.formula(place) is None}
    return found


def contents_changed(before, after, written):
    """Cells whose formula, or whose value without one, is another now or gone."""
    wrong = []
    for key, (formula, value) in before.items():
        if key in written or formula is None and value == "":
            continue
        new = after.get(key)
        if new is None or (formula is None) != (new[0] is None):
            wrong.append(key)
        elif formula is not None and "".join(formula.split()) != "".join((new[0] or "").split()) or formula is None and not same(value, new[1]):
            wrong.append(key)
    return wrong


def results_gone(before, after):
    """Formulas that had a result and have none."""
    return [key for key, (formula, value) in before.items() if formula is not None and value is not None and key in after and after[key][1] is None]


def of(path):
    package = Package(path)
    return counted(package), contents(package)
