"""Fills a placeholder that is put into workbooks, and reads the number back with other programs.

usage: read_back.py TOLOK WORKBOOK...

For each workbook: a row with `{{ cac }}` is appended to its first sheet, `tolok fill` fills it, openpyxl reads the number, LibreOffice
shows it, every part but the sheet and the workbook part has the bytes it had, and the styles have what they had and at most one format and
one style behind it. Prints what is wrong; exit status 1 if anything is.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

import openpyxl

WANTED = 33.333333333333336
FORMAT = "#,##0.##"
STYLES = "xl/styles.xml"


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}


def first_sheet(contents):
    """The part and the name of the first sheet."""
    relations = ElementTree.fromstring(contents["xl/_rels/workbook.xml.rels"])
    targets = {relation.get("Id"): relation.get("Target").lstrip("/") for relation in relations}
    for element in ElementTree.fromstring(contents["xl/workbook.xml"]).iter():
        if element.tag.endswith("}sheet"):
            target = targets[next(value for key, value in element.attrib.items() if key.endswith("}id"))]
            return target if target.startswith("xl/") else f"xl/{target}", element.get("name")
    raise ValueError("no sheet")


def with_placeholder(xml):
    """The sheet with one more row that holds the placeholder, and the address of its cell."""
    text = xml.decode("utf-8-sig")
    prefix = re.search(r"<(\w+:)?sheetData\b", text).group(1) or ""
    rows = [int(number) for number in re.findall(r"<(?:\w+:)?row\b[^>]*?\br=\"(\d+)\"", text)]
    number = max(rows, default=0) + 1
    cell = f'<{prefix}c r="A{number}" t="inlineStr"><{prefix}is><{prefix}t>{{{{ cac }}}}</{prefix}t></{prefix}is></{prefix}c>'
    row = f'<{prefix}row r="{number}">{cell}</{prefix}row>'
    if f"</{prefix}sheetData>" in text:
        text = text.replace(f"</{prefix}sheetData>", f"{row}</{prefix}sheetData>", 1)
    else:
        text = re.sub(rf"<{prefix}sheetData\s*/>", f"<{prefix}sheetData>{row}</{prefix}sheetData>", text, count=1)
    return text.encode(), f"A{number}"


def listed(styles):
    """What the styles have, list by list; the formats of cells may be missing."""
    root = ElementTree.fromstring(styles)
    lists = {element.tag.split("}")[1]: [ElementTree.tostring(child) for child in element] for element in root}
    return {"numFmts": [], **lists}


def grown(before, after):
    """True if the styles are as they were, but for at most one format and one style at the end of their lists."""
    before, after = listed(before), listed(after)
    same = all(after.get(name) == children for name, children in before.items() if name not in ("numFmts", "cellXfs"))
    longer = all(after[name][: len(before[name])] == before[name] and len(after[name]) <= len(before[name]) + 1 for name in ("numFmts", "cellXfs"))
    return before.keys() == after.keys() and same and longer


def problems(tolok, workbook, folder):
    original = parts(workbook)
    sheet, name = first_sheet(original)
    xml, address = with_placeholder(original[sheet])
    template, filled = folder / f"template{workbook.suffix}", folder / f"filled{workbook.suffix}"
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(template, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry, xml if entry.filename == sheet else source.read(entry))
    definitions = folder / "first.kpi"
    definitions.write_text("cac = spend / new_customers\n", encoding="utf-8")
    settings = ["--set", "spend=1000", "--set", "new_customers=30"]
    run = subprocess.run([tolok, "fill", definitions, template, *settings, "-o", filled], capture_output=True, text=True)
    if run.returncode != 0:
        yield f"fill: exit status {run.returncode}: {run.stderr}"
        return
    before, after = parts(template), parts(filled)
    for part in before:
        if part not in (sheet, "xl/workbook.xml") and not part.startswith("xl/worksheets/sheet") and before[part] != after.get(part):
            if part != STYLES or not grown(before[part], after[part]):
                yield f"{part} changed"
    cell = openpyxl.load_workbook(filled, data_only=True)[name][address]
    if (cell.value, cell.number_format) != (WANTED, FORMAT):
        yield f"openpyxl reads {cell.value!r} in {address}, shown by {cell.number_format!r}"
    office = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to"]
    # Every sheet into a file of its own.
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    subprocess.run([*office, every_sheet, "--outdir", folder / "csv", filled], capture_output=True, timeout=180)
    if not any("33.33" in file.read_text(encoding="utf-8", errors="replace") for file in (folder / "csv").glob("*.csv")):
        yield "LibreOffice does not show 33.33"


def main():
    tolok, *workbooks = sys.argv[1:]
    failed = False
    for workbook in map(pathlib.Path, workbooks):
        with tempfile.TemporaryDirectory() as folder:
            for problem in problems(tolok, workbook, pathlib.Path(folder)):
                print(f"{workbook.name}: {problem}")
                failed = True
    sys.exit(1 if failed or not workbooks else 0)


if __name__ == "__main__":
    main()
