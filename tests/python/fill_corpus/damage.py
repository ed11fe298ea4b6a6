"""Shows that the checks find what they look for: a workbook is damaged in many ways, and each must be noticed.

usage: damage.py
"""

import pathlib
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

import openpyxl
from openpyxl.chart import BarChart, Reference

import charts
import features
import gate
from package import Package

JOB = {
    "name": "number-constant",
    "cells": [{"sheet": "Data", "address": "B2", "value": 12345.678}],
    "without_result": [("Data", "B3")],
    "recalculated": [],
}
COPY = "<numCache><formatCode>General</formatCode><ptCount val=\"3\"/>" + "".join(f'<pt idx="{at}"><v>{value}</v></pt>' for at, value in enumerate((3, 6, 5))) + "</numCache>"
SHEET, CHART = "xl/worksheets/sheet1.xml", "xl/charts/chart1.xml"

# What is done to a fill: the part, a text in it, and what stands there instead.
DAMAGES = {
    "another cell": (SHEET, "<v>5</v>", "<v>6</v>"),
    "a formula": (SHEET, "<f>B2*2</f>", "<f>B2*3</f>"),
    "a style": (SHEET, 's="1"', 's="0"'),
    "an attribute of a row": (SHEET, 'ht="30"', 'ht="31"'),
    "a width": (SHEET, "<cols>", '<cols><col min="9" max="9" width="3"/>'),
    "a merged area": (SHEET, 'ref="D1:E1"', 'ref="D1:F1"'),
    "a result that stays": (SHEET, "<f>B2*2</f>", "<f>B2*2</f><v>6</v>"),
    "a cell that is gone": (SHEET, '<c r="A3" t="inlineStr"><is><t>b</t></is></c>', ""),
    "a cell that came": (SHEET, "</row></sheetData>", '<c r="Z9"><v>1</v></c></row></sheetData>'),
    "a namespace": (SHEET, "<worksheet ", '<worksheet xmlns:a="urn:a" '),
    "the chart": (CHART, "barChart", "lineChart"),
    "a copy in the chart": (CHART, ">12345.678<", ">12345<"),
    "a point that came": (CHART, "</numCache>", '<pt idx="3"><v>5</v></pt></numCache>'),
    "a count of points": (CHART, '<ptCount val="3"/>', '<ptCount val="2"/>'),
    "a name": ("xl/workbook.xml", "<definedName name", '<definedName hidden="1" name'),
}


def workbook(path):
    """A small workbook in which B3 looks at B2."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    sheet["A1"], sheet["A3"] = "a", "b"
    sheet["B2"], sheet["B3"], sheet["B4"] = 3, "=B2*2", 5
    sheet["B4"].font = openpyxl.styles.Font(bold=True)
    sheet.row_dimensions[4].height = 30
    sheet.column_dimensions["A"].width = 20
    sheet.merge_cells("D1:E1")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=4))
    sheet.add_chart(chart, "G2")
    book.defined_names["rate"] = openpyxl.workbook.defined_name.DefinedName("rate", attr_text="Data!$B$4")
    book.save(path)
    rewritten(path, path, CHART, "</f></numRef></val>", f"</f>{COPY}</numRef></val>")
    # However this openpyxl writes a formula without a result.
    for empty in ("<v/>", "<v />", "<v></v>"):
        rewritten(path, path, SHEET, f"<f>B2*2</f>{empty}", "<f>B2*2</f><v>6</v>", must=False)


def rewritten(source, target, part, old, new, must=True):
    """Another workbook, with a text in one of its parts replaced."""
    with zipfile.ZipFile(source) as archive:
        entries = [(entry, archive.read(entry)) for entry in archive.infolist()]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, bytes_ in entries:
            if entry.filename == part:
                assert not must or old.encode() in bytes_, f"{part} has no {old}: {bytes_.decode()}"
                bytes_ = bytes_.replace(old.encode(), new.encode(), 1)
            archive.writestr(entry, bytes_)


def problems(before, after):
    old, new = Package(before), Package(after)
    try:
        stale = list(charts.follow(old, new, gate.values_of(before), gate.values_of(after)))
    except ElementTree.ParseError as problem:
        stale = [f"cannot be read: {problem}"]
    return [*stale, *gate.parts_kept(old, new, JOB), *gate.sheets_kept(old, new, JOB), *gate.entries_kept(before, after)]


def main():
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        before, filled, damaged = (pathlib.Path(folder) / f"{name}.xlsx" for name in ("before", "filled", "damaged"))
        workbook(before)
        rewritten(before, filled, SHEET, "<v>3</v>", "<v>12345.678</v>")
        rewritten(filled, filled, SHEET, "<f>B2*2</f><v>6</v>", "<f>B2*2</f>")
        rewritten(filled, filled, CHART, "<v>3</v>", "<v>12345.678</v>")
        rewritten(filled, filled, CHART, '<pt idx="1"><v>6</v></pt>', "")
        if found := problems(before, filled):
            missed.append(f"a right fill is called wrong: {found}")
        for name, (part, old, new) in DAMAGES.items():
            rewritten(filled, damaged, part, old, new)
            if not problems(before, damaged):
                missed.append(f"{name} is not noticed")
        # B2 is 12345.678 in both; the result of B3 is that of before.
        rewritten(filled, damaged, SHEET, "<f>B2*2</f>", "<f>B2*2</f><v>6</v>")
        right = {("Data", (3, 2)): 24691.356}
        if not list(gate.out_of_date(right, gate.values_of(damaged))) or list(gate.out_of_date(right, gate.values_of(filled))):
            missed.append("a result that is out of date is not told from one that is gone")
        counted, contents = features.of(filled)
        rewritten(filled, damaged, CHART, "ser>", "sar>")
        rewritten(damaged, damaged, CHART, "ser>", "sar>")
        if not features.lost(counted, features.of(damaged)[0]):
            missed.append("a series of a chart is not missed")
        rewritten(filled, damaged, SHEET, "<v>5</v>", "<v>6</v>")
        if not features.contents_changed(contents, features.of(damaged)[1], set()):
            missed.append("a changed cell is not noticed")
    print("\n".join(missed) or f"{len(DAMAGES) + 3} damages are noticed")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
