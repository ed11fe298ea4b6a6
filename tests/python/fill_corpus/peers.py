"""The same job done by other libraries, each run by itself so that one that stops or hangs is only its own failure.

usage: peers.py NAME WORKBOOK SHEET CELL NUMBER OUTPUT
"""

import importlib.metadata
import importlib.util
import pathlib
import subprocess
import sys


def with_openpyxl(workbook, sheet, cell, number, output):
    import openpyxl

    book = openpyxl.load_workbook(workbook, keep_vba=macros(workbook), rich_text=True)
    book.template = workbook.suffix == ".xltx"
    book[sheet][cell] = number
    book.save(output)


def with_wolfxl(workbook, sheet, cell, number, output):
    import wolfxl

    book = wolfxl.load_workbook(workbook, modify=True, keep_vba=macros(workbook))
    book[sheet][cell] = number
    book.save(output)


def with_xlsxedit(workbook, sheet, cell, number, output):
    import xlsxedit

    book = xlsxedit.Workbook.open(workbook)
    book[sheet][cell].value = number
    book.save(output)


def macros(workbook):
    return workbook.suffix in (".xlsm", ".xltm")


PEERS = {"openpyxl": with_openpyxl, "wolfxl": with_wolfxl, "xlsxedit": with_xlsxedit}


def installed():
    return {name: importlib.metadata.version(name) for name in PEERS if importlib.util.find_spec(name)}


def written(jobs, folder):
    """What each library makes of each job: where it is, or why it is not."""
    done = {}
    for name in installed():
        for number, (book, job) in enumerate(jobs):
            output = folder / f"{name}-{number:03}{book.path.suffix}"
            problem = run(name, book.path, job["cells"][0], output)
            done[name, book.name] = (None if problem else output, problem)
    return done


def run(name, workbook, cell, output):
    """Why a library could not do it, or nothing."""
    words = [name, workbook, cell["sheet"], cell["address"], repr(cell["value"]), output]
    try:
        done = subprocess.run([sys.executable, "-W", "ignore", __file__, *map(str, words)], capture_output=True, text=True, timeout=60)
    except subprocess.TimeoutExpired:
        return "more than a minute"
    if done.returncode == 0 and pathlib.Path(output).exists():
        return None
    return (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]


def main():
    name, workbook, sheet, cell, number, output = sys.argv[1:]
    PEERS[name](pathlib.Path(workbook), sheet, cell, float(number), pathlib.Path(output))


if __name__ == "__main__":
    main()
