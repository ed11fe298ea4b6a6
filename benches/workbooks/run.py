#!/usr/bin/env python3
"""Cells set in workbooks, whole process, beside other programs that change a workbook in place, in one run over the same files.

usage: run.py [--rows N] [--times N] [--slow] [--built]

Needs what requirements.txt names, and Rust. Files are made in a temporary folder. Of each program the least of N runs counts; openpyxl and
xlsxedit take their time over the large sheet and run once, and only with --slow.
"""
import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORDS = ["Search", "Email", "Social", "Display", "Video", "Affiliates", "Direct", "Organic search"]
MARK = "{{ cac }}"

# What each program does to a file; CELLS are pairs of a sheet and an address.
PEERS = {
    "WolfXL": "import wolfxl\nbook = wolfxl.load_workbook(FROM, modify=True)\nfor sheet, cell in CELLS:\n    book[sheet][cell].value = 12.5\nbook.save(TO)\n",
    "xlsxedit": "import xlsxedit\nbook = xlsxedit.Workbook.open(FROM)\nfor sheet, cell in CELLS:\n    book[sheet][cell].value = 12.5\nbook.save(TO)\n",
    "openpyxl": "import openpyxl\nbook = openpyxl.load_workbook(FROM)\nfor sheet, cell in CELLS:\n    book[sheet][cell].value = 12.5\nbook.save(TO)\n",
}
SLOW = ["xlsxedit", "openpyxl"]


def workbook(path, sheets, rows, marks):
    """Sheets of four texts, a day and five numbers in each row, with a mark in column L of some rows; gives where the marks are."""
    import xlsxwriter

    chance = random.Random(7)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    marked = set(marks)
    cells = []
    for number in range(1, sheets + 1):
        sheet = book.add_worksheet(f"Sheet{number}")
        for row in range(rows):
            for column in range(4):
                sheet.write_string(row, column, f"{chance.choice(WORDS)} {chance.randrange(1000)}")
            sheet.write_number(row, 4, 45000 + chance.randrange(1000), day)
            for column in range(5, 10):
                sheet.write_number(row, column, chance.randrange(1_000_000) / 100)
            if row in marked:
                sheet.write_string(row, 11, MARK)
                cells.append((f"Sheet{number}", f"L{row + 1}"))
    book.close()
    return cells


def measured(command):
    """Seconds that passed, seconds of the processor, and the peak of memory in MiB."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    problem = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    passed = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[:4]}: {problem.decode()}")
    unit = 1 if sys.platform == "darwin" else 1024
    return passed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / (1 << 20)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--built", action="store_true", help="take what was built before")
    arguments = parser.parse_args()
    build = ["cargo", "build", "--release", "--quiet"]
    for what in [["--package", "tolok-cli"], ["--package", "tolok-xlsx", "--example", "set_cells"]]:
        if not arguments.built:
            subprocess.run([*build, *what], cwd=ROOT, check=True)
    built = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
    with tempfile.TemporaryDirectory(prefix="workbooks-") as folder:
        folder = pathlib.Path(folder)
        kpi = folder / "cac.kpi"
        kpi.write_text("cac = 100 / 8\n")
        jobs = {
            f"one cell of {arguments.rows:,} x 10": (1, arguments.rows, [arguments.rows // 2]),
            "5,000 cells of 50 sheets of 400 x 10": (50, 400, range(0, 400, 4)),
            "one cell of a template of 100 kB": (1, 1_250, [625]),
        }
        for index, (job, (sheets, rows, marks)) in enumerate(jobs.items()):
            source, target = str(folder / f"{index}.xlsx"), str(folder / "out.xlsx")
            cells = workbook(source, sheets, rows, marks)
            size = os.path.getsize(source)
            commands = {
                "tolok fill": [built / "tolok", "fill", kpi, source, "-o", target],
                "tolok-xlsx": [built / "examples" / "set_cells", source, target, "12.5", *(f"{sheet}!{cell}" for sheet, cell in cells)],
            }
            for name, script in PEERS.items():
                script = script.replace("FROM", repr(source)).replace("TO", repr(target)).replace("CELLS", repr(cells))
                path = folder / f"{name}-{index}.py"
                path.write_text(script)
                commands[name] = [sys.executable, path]
            print(f"\n{job}, {size:,} bytes")
            print(f"{'program':12} {'least':>8} {'processor':>10} {'memory':>9} {'size':>12}")
            for name, command in commands.items():
                large = index == 0 and name in SLOW
                if large and not arguments.slow:
                    continue
                pathlib.Path(target).unlink(missing_ok=True)
                results = [measured(list(map(str, command))) for _ in range(1 if large else arguments.times)]
                least, processor, memory = (pick(result[place] for result in results) for place, pick in [(0, min), (1, min), (2, max)])
                print(f"{name:12} {least:7.3f}s {processor:9.3f}s {memory:5.0f} MiB {os.path.getsize(target):12,}", flush=True)


if __name__ == "__main__":
    main()
