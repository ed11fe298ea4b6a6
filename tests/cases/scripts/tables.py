"""The `expect` tables of the cases over data, computed without Tolok: rows are filtered, fractions summed, and each operation rounded once.

    python3 tests/cases/scripts/tables.py            compares with the case files; exit 1 where one differs
    python3 tests/cases/scripts/tables.py --write    writes the tables into the case files

Each function below computes one case from the rows of its `csv` fences, by itself and by the shortest way: nothing here knows the
language, and no function serves two kinds of questions. Run with any Python 3.11. A table that no function computes was worked by
hand, and the prose of its case says how.
"""

import csv
import io
import pathlib
import re
import sys
from fractions import Fraction

from rounding import rounded

CASES = pathlib.Path(__file__).resolve().parent.parent
FIRST = 30
BLANK = None
DIV, NA = "#DIV/0!", "#N/A"
TOTAL = "(total)"
COMPUTED = {}


def case(file, title):
    """Names the case that a function computes."""
    def register(function):
        assert (file, title) not in COMPUTED, title
        COMPUTED[file, title] = function
        return function
    return register


class Data:
    """The sources of a case, each a list of rows: `data.ads`."""

    def __init__(self, fences):
        for name, text in fences:
            setattr(self, name, list(csv.DictReader(io.StringIO(text))))


# ── Values: a fraction, blank (None), or the text of an error ──

def number(text):
    text = (text or "").strip()
    if text == "":
        return BLANK
    if text.startswith("#"):
        return DIV if text == DIV else NA
    return Fraction(text)


def numbers(rows, column):
    """The cells of a column that hold something."""
    return [number(row[column]) for row in rows if row[column].strip()]


def exact(value):
    return Fraction(rounded(Fraction(value)))


def total(rows, column):
    values = numbers(rows, column)
    for value in values:
        if isinstance(value, str):
            return value
    return sum(values, Fraction(0)) if values else BLANK


def both(a, b, operation):
    """Errors go before blanks, the first error before the second."""
    for value in (a, b):
        if isinstance(value, str):
            return value
    if a is BLANK or b is BLANK:
        return BLANK
    return operation(Fraction(a), Fraction(b))


def plus(a, b):
    return both(a, b, lambda x, y: exact(x + y))


def minus(a, b):
    return both(a, b, lambda x, y: exact(x - y))


def times(a, b):
    return both(a, b, lambda x, y: exact(x * y))


def over(a, b):
    return both(a, b, lambda x, y: exact(x / y) if y else DIV)


def growth(now, before):
    """(now - before) / before; a base below zero has no growth."""
    if isinstance(before, Fraction) and before < 0 and now is not BLANK:
        return NA
    return over(minus(now, before), before)


# ── Rows ──

def having(rows, **cells):
    """The rows with these cells, written in any case and with any space around."""
    fold = lambda text: text.strip().casefold()
    return [row for row in rows if all(fold(row[column]) == fold(text) for column, text in cells.items())]


def during(rows, start):
    """The rows whose ISO date begins like this: `2026-01` for a month, `2026` for a year."""
    return [row for row in rows if row["date"].startswith(start)]


def between(rows, first, last):
    """The rows from one ISO date or month to another, both included."""
    return [row for row in rows if first <= row["date"] and row["date"][:len(last)] <= last]


def latest(rows):
    """The row with the latest date, or none."""
    return max(rows, key=lambda row: row["date"]) if rows else None


# ── The case files ──

def shown(value):
    if value is BLANK:
        return "blank"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else rounded(Fraction(value))


def table(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[shown(cell) for cell in row] for row in rows])
    return out.getvalue()


SECTION = re.compile(r"^## (.+)$", re.M)
FENCE = re.compile(r"^```(\w+)(?: (\S+))?[ ]*\n(.*?)^```$", re.M | re.S)


def sections(text):
    """Each section's title, and where it begins and ends."""
    heads = list(SECTION.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [(head[1].strip(), head.end(), end) for head, end in zip(heads, ends)]


def main():
    write = "--write" in sys.argv
    found, by_hand, wrong = set(), 0, 0
    for path in sorted(CASES.glob("*.md")):
        if int(path.name.split("-")[0]) < FIRST:
            continue
        text = path.read_bytes().decode()
        for title, start, end in reversed(sections(text)):
            body = text[start:end]
            fences = [(match[1], match[2], match[3], match.span(3)) for match in FENCE.finditer(body)]
            expected = [fence for fence in fences if fence[0] == "expect"]
            function = COMPUTED.get((path.stem, title))
            if function is None:
                by_hand += bool(expected)
                continue
            found.add((path.stem, title))
            computed = table(function(Data([(name, body) for kind, name, body, _ in fences if kind == "csv"])))
            (_, _, written, (first, last)), = expected
            if computed != written:
                if write:
                    text = text[:start + first] + computed + text[start + last:]
                else:
                    wrong += 1
                    print(f"{path.name} · {title}: computed\n{computed}written\n{written}")
        if write:
            path.write_bytes(text.encode())
    missing = set(COMPUTED) - found
    for file, title in sorted(missing):
        print(f"{file}: no case `{title}`")
    print(f"{len(found) - wrong} tables agree, {wrong} differ; {by_hand} worked by hand")
    sys.exit(1 if wrong or missing else 0)


# Cases stand in files of their own beside this one, by topic.
if __name__ == "__main__":
    sys.modules["tables"] = sys.modules["__main__"]
    for path in sorted(pathlib.Path(__file__).parent.glob("tables_*.py")):
        __import__(path.stem)
    main()
