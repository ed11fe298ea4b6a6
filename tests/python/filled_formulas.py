"""Compares the formulas of a filled workbook with what LibreOffice makes of them.

usage: filled_formulas.py WORKBOOK...

Each workbook is computed anew by LibreOffice. Every formula in it that has a result must have the one that LibreOffice finds, to fifteen
digits. Prints what is wrong; exit status 1 if anything is, or if no formula has a result.
"""

import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent / "fill_corpus"))

import gate  # noqa: E402
from office import ALWAYS, Office  # noqa: E402
from package import Package  # noqa: E402
from sheet import Sheet, address  # noqa: E402


def formulas(path):
    package = Package(path)
    strings = package.strings()
    for name, part in package.sheets():
        sheet = Sheet(package.parts[part])
        for place in sheet.cells:
            if sheet.formula(place) is not None:
                yield name, place, sheet.value(place, strings)


def main():
    office = Office(tempfile.mkdtemp())
    problems, compared = [], 0
    for path in map(pathlib.Path, sys.argv[1:]):
        saved = office.saved_again([path], ALWAYS).get(path)
        anew = gate.values_of(saved) if saved else {}
        for sheet, place, value in formulas(path):
            if value is None:
                continue
            compared += 1
            right = anew.get(sheet, {}).get(place)
            if not gate.equal(value, right):
                problems.append(f"{path.name} {sheet}!{address(place)} is {value!r}, not {right!r}")
    shutil.rmtree(office.folder)
    print("\n".join(problems) or f"{compared} formulas have the results that LibreOffice finds")
    sys.exit(1 if problems or not compared else 0)


if __name__ == "__main__":
    main()
