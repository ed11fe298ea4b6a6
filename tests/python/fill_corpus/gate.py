"""What must hold of a workbook that Tolok wrote into."""

import math
import re
import zipfile

import charts
from package import Package, local
from readers import plain, same
from sheet import Sheet, address, differences, place_of, shape


RESTLESS = re.compile(r"\b(RAND|RANDBETWEEN|RANDARRAY|NOW|TODAY)\(", re.IGNORECASE)


def entries(path):
    """The entries of a zip in their order, with what is said about each."""
    with zipfile.ZipFile(path) as archive:
        return [(entry.filename, entry.date_time, entry.compress_type, entry.external_attr) for entry in archive.infolist()]


def parts_kept(before, after, job):
    """Every part is as it was but for the sheets that hold written cells or other results, charts' copies of cells, and what asks for calculation."""
    sheets = dict(before.sheets())
    touched = {sheets[sheet] for sheet in {sheet for sheet, _ in job["without_result"] + job["recalculated"]} | {cell["sheet"] for cell in job["cells"]}}
    over_formula = job["name"] == "number-formula"
    chain = {target for kind, target in before.related(before.workbook) if kind == "calcChain" and over_formula}
    lists = {name for name in before.parts if name == "[Content_Types].xml" or name.endswith("workbook.xml.rels")}
    for name, bytes_ in before.parts.items():
        new = after.parts.get(name)
        if name in chain:
            if new is not None:
                yield f"{name} stayed"
        elif new is None:
            yield f"{name} is gone"
        elif new != bytes_ and name == before.workbook:
            yield from workbook_kept(before.root(name), after.root(name))
        elif new != bytes_ and chain and name in lists:
            yield from one_line_less(before.root(name), after.root(name), name)
        elif new != bytes_ and name not in touched and not (charts.is_chart(bytes_) and charts.without_copies(bytes_) == charts.without_copies(new)):
            yield f"{name} changed"
    yield from (f"{name} came" for name in after.parts if name not in before.parts)


def workbook_kept(before, after):
    """The workbook part differs by its wish to be calculated at most."""
    def rest(root):
        return root.attrib, [shape(child) for child in root if local(child.tag) != "calcPr"]

    def settings(root):
        return next((dict(child.attrib) for child in root if local(child.tag) == "calcPr"), {})

    if rest(before) != rest(after):
        yield "the workbook part lost something"
    if {**settings(before), "fullCalcOnLoad": settings(after).get("fullCalcOnLoad")} != settings(after):
        yield "the settings of calculation lost something"


def one_line_less(before, after, name):
    old, new = [shape(child) for child in before], [shape(child) for child in after]
    gone = [line for line in old if line not in new]
    if [line for line in old if line in new] != new or len(gone) != 1 or "calcChain" not in str(gone[0]):
        yield f"{name} differs by more than the calculation chain"


def sheets_kept(before, after, job):
    """An XML comparison of every sheet that was touched, and of which results went or are others."""
    for name, part in before.sheets():
        if before.parts[part] == after.parts.get(part):
            continue
        written = {place_of(cell["address"]) for cell in job["cells"] if cell["sheet"] == name}
        gone, others = ({place_of(cell) for sheet, cell in job[which] if sheet == name} for which in ("without_result", "recalculated"))
        for problem in differences(Sheet(before.parts[part]), Sheet(after.parts[part]), written, gone, others):
            yield f"{name}: {problem}"


def entries_kept(before, after):
    """The zip's own list stands in its order."""
    old, new = entries(before), entries(after)
    names = {entry[0] for entry in new}
    if [entry[0] for entry in old if entry[0] in names] != [entry[0] for entry in new]:
        yield "the order of the entries changed"


def shows(values, job, from_1904):
    """Whether a program reads what was written."""
    for cell in job["cells"]:
        found = values.get(cell["sheet"], {}).get(place_of(cell["address"]))
        if not same(plain(cell["value"], from_1904), found):
            yield f"{cell['sheet']}!{cell['address']} is {found!r}, not {cell['value']!r}"


def values_of(path):
    """Every value in a workbook, read without Tolok or a library for workbooks."""
    package = Package(path)
    strings = package.strings()
    found = {}
    for name, part in package.sheets():
        sheet = Sheet(package.parts[part])
        values = {place: sheet.value(place, strings) for place in sheet.cells}
        found[name] = {place: value for place, value in values.items() if value is not None and value != ""}
    return found


def restless(package):
    """The cells whose formulas give another result each time."""
    for name, part in package.sheets():
        sheet = Sheet(package.parts[part])
        masters = sheet.masters()
        for place in sheet.cells:
            if RESTLESS.search(sheet.formula_text(place, masters) or ""):
                yield name, place


def recalculated(before, once_more, after, left_out):
    """The results that are others after everything was computed anew: sheet, place, value. Those that change by themselves are left out."""
    changed = {}
    for sheet, values in after.items():
        old, again = before.get(sheet, {}), once_more.get(sheet, {})
        for place in {**old, **values}:
            one, other = old.get(place), values.get(place)
            if (sheet, place) not in left_out and not same(one, other) and same(one, again.get(place)):
                changed[sheet, place] = other
    return changed


def out_of_date(changed, values):
    """Results that a program reads and that are neither right nor gone."""
    for (sheet, place), right in changed.items():
        found = values.get(sheet, {}).get(place)
        if found is not None and not same(found, right):
            yield f"{sheet}!{address(place)} is {found!r}, not {right!r}"


def answered(changed, job, judged):
    """What changed, without the calculated results of which LibreOffice found others than Excel from the beginning."""
    unknown = {(sheet, place_of(cell)) for sheet, cell in job["recalculated"]} - {(sheet, place_of(cell)) for sheet, cell in judged}
    return {at: right for at, right in changed.items() if at not in unknown}


def judged(job, saved, before):
    """The calculated results that LibreOffice can say something about: it finds those of the workbook as it was, which Excel saved."""
    for sheet, cell in job["recalculated"]:
        if equal(*(of.get(sheet, {}).get(place_of(cell)) for of in (saved, before))):
            yield sheet, cell


def calculated_otherwise(cells, values, anew):
    """Results that were calculated and that LibreOffice, computing everything anew, does not find to fifteen digits."""
    for sheet, cell in cells:
        found, right = (of.get(sheet, {}).get(place_of(cell)) for of in (values, anew))
        if not equal(found, right):
            yield f"{sheet}!{cell} is {found!r}, not {right!r}"


def equal(one, other):
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        # Half a unit of the fifteenth digit, at which one program rounds up and another down, and what doubles cannot hold of it.
        size = max(abs(one), abs(other))
        return one == other or abs(one - other) <= 0.6 * 10.0 ** (math.floor(math.log10(size)) - 14)
    return same(one, other)
