#!/usr/bin/env python3
"""One cell set on which 100,000 formulas depend, whole process, beside formualizer's recalculation of a whole workbook, over the same files.

usage: recalculation.py [--times N] [--built]

Needs what requirements.txt names, and Rust. Files are made in a temporary folder; all results of each program are those of the others to 15
digits, or the run fails. formualizer sets no cell: it is given the file with the number in its place, and is also measured with the rest of
Python taken off. Of each program the least of N runs counts.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

from run import ROOT, measured

NUMBER = 3.5
MARK = "{{ rate }}"
SCRIPT = """import datetime, formualizer
data = open({source!r}, "rb").read()
now = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
result = formualizer.recalculate_xlsx_bytes(data, deterministic_timestamp_utc=now)
assert not result["summary"]["unknown_functions"], result["summary"]
open({target!r}, "wb").write(result["bytes"])
"""


def chained(sheet, rate):
    """Two formulas a row, each row on the one above."""
    sheet.write("A1", rate)
    sheet.write("C1", 0)
    for row in range(2, 50_002):
        sheet.write_number(row - 1, 0, row)
        sheet.write_formula(row - 1, 1, f"ROUND(A{row}*$A$1/7,2)")
        sheet.write_formula(row - 1, 2, f"IF(B{row}>0,C{row - 1}+B{row},SUM(A{row - 1}:A{row}))")


def looking_up(sheet, rate):
    """Four formulas a row, which look values up in 100 rows, count and add those that meet conditions."""
    for row in range(1, 25_001):
        sheet.write_number(row - 1, 0, row)
        sheet.write_number(row - 1, 1, row % 1000 + 0.5)
        sheet.write_number(row - 1, 2, row * 7919 % 100 + 1)
        sheet.write_formula(row - 1, 3, f"VLOOKUP(C{row},$A$1:$B$100,2,FALSE)*$Z$1")
        sheet.write_formula(row - 1, 4, f'IFERROR(INDEX($B$1:$B$100,MATCH(C{row},$A$1:$A$100,0))*$Z$1,"")')
        sheet.write_formula(row - 1, 5, f'SUMIF($A$1:$A$100,"<"&C{row},$B$1:$B$100)+$Z$1')
        sheet.write_formula(row - 1, 6, f"IF(ISNUMBER(D{row}),ROUND(D{row}+E{row},2),LEFT($Z$1,2))")
        if row == 1:
            sheet.write(0, 25, rate)


def workbook(path, rows, rate):
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    rows(book.add_worksheet("Sheet1"), rate)
    book.close()


def results(path):
    """What the formulas of a workbook show, by cell, to 15 digits."""
    with zipfile.ZipFile(path) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    cells = re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f><v>([^<]*)</v></c>', xml)
    return {cell: f"{float(value):.14e}" for cell, value in cells}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--built", action="store_true", help="take what was built before")
    arguments = parser.parse_args()
    for what in [["--package", "tolok-cli"], ["--package", "tolok-xlsx", "--example", "set_cells"]]:
        if not arguments.built:
            subprocess.run(["cargo", "build", "--release", "--quiet", *what], cwd=ROOT, check=True)
    built = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
    with tempfile.TemporaryDirectory(prefix="recalculation-") as folder:
        folder = pathlib.Path(folder)
        kpi = folder / "rate.kpi"
        kpi.write_text(f"rate = {NUMBER}\n")
        for job, (rows, cell) in {"each row on the one above": (chained, "A1"), "looked up, counted, added": (looking_up, "Z1")}.items():
            marked, given, target, script = (str(folder / name) for name in ["marked.xlsx", "given.xlsx", "out.xlsx", "peer.py"])
            workbook(marked, rows, MARK)
            workbook(given, rows, NUMBER)
            pathlib.Path(script).write_text(SCRIPT.format(source=given, target=target))
            imports = [sys.executable, "-c", "import datetime, formualizer"]
            commands = {
                "tolok fill": [built / "tolok", "fill", kpi, marked, "-o", target],
                "tolok-xlsx": [built / "examples" / "set_cells", marked, target, NUMBER, f"Sheet1!{cell}"],
                "formualizer": [sys.executable, script],
            }
            print(f"\n100,000 formulas, {job}, {os.path.getsize(marked):,} bytes")
            print(f"{'program':24} {'least':>8} {'processor':>10} {'memory':>9}")
            expected = None
            rest = min(measured(imports)[1] for _ in range(arguments.times))
            for name, command in commands.items():
                pathlib.Path(target).unlink(missing_ok=True)
                runs = [measured(list(map(str, command))) for _ in range(arguments.times)]
                least, processor, memory = (pick(run[place] for run in runs) for place, pick in [(0, min), (1, min), (2, max)])
                print(f"{name:24} {least:7.3f}s {processor:9.3f}s {memory:5.0f} MiB", flush=True)
                if name == "formualizer":
                    print(f"{'· without Python itself':24} {'':8} {processor - rest:9.3f}s")
                found = results(target)
                if len(found) != 100_000:
                    sys.exit(f"{name}: {len(found):,} results instead of 100,000")
                expected = expected or found
                differing = [place for place in expected if found.get(place) != expected[place]]
                if differing:
                    examples = [(place, expected[place], found.get(place)) for place in differing[:3]]
                    sys.exit(f"{name}: {len(differing):,} results are others, as {examples}")


if __name__ == "__main__":
    main()
