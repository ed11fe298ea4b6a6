"""Every case of the project through the Python surface: values equal to the last digit."""

from __future__ import annotations

import datetime
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cases import DEFINITIONS, SURFACE, Case, Expected, load

import tolok

TOTAL = "(total)"
FLAGS = ("total", "subtotals", "check_totals", "strict", "allow_outside")
LISTS = ("by", "kpis")
CASES = load()


def options(words: list[str]) -> dict[str, Any]:
    """The words after `tolok run defs.kpi` as keywords: options have the same names."""
    found: dict[str, Any] = {}
    words = list(words)
    while words:
        name = words.pop(0).removeprefix("--").replace("-", "_")
        if name in FLAGS:
            found[name] = True
        elif name == "set":
            key, _, value = words.pop(0).partition("=")
            found.setdefault("set", {})[key.strip()] = value
        elif name == "data":
            found.setdefault("data", []).append(words.pop(0))
        elif name in LISTS:
            found.setdefault(name, []).extend(part.strip() for part in words.pop(0).split(","))
        else:
            found[name] = int(words.pop(0)) if name == "top" else words.pop(0)
    return found


def exact(value: object, error: str | None) -> str:
    """The exact text of a cell, as a case writes it."""
    if value is None:
        return error or "blank"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


class Outcome:
    """What came back: diagnostics, and values as exact text."""

    def __init__(self) -> None:
        self.failed = False
        self.diagnostics: list[tolok.Diagnostic] = []
        self.single: dict[str, str] | None = None
        self.rows: list[dict[str, str | None]] | None = None
        self.totals: list[dict[str, str | None]] = []
        self.kpis: list[str] = []
        self.places: list[str] = []


def outcome(case: Case) -> Outcome:
    """Runs a case in the folder of its files."""
    found = Outcome()
    if case.mode == "check":
        found.diagnostics = tolok.check(DEFINITIONS)
        found.failed = any(problem.severity == "error" for problem in found.diagnostics)
        return found
    asked = options(case.words)
    data = asked.pop("data", []) + [f"{name}={name}.csv" for name in case.sources]
    try:
        definitions = tolok.load(DEFINITIONS)
        if case.mode == "eval":
            values = asked.pop("set", {})
            evaluation = definitions.evaluate(values, data=data or None, **asked)
            found.diagnostics = evaluation.warnings
            errors = evaluation.errors
            found.single = {
                name: exact(value, errors[name].error if name in errors else None) for name, value in evaluation.items()
            }
            return found
        result = definitions.run(data or None, **asked)
    except tolok.Error as error:
        found.failed = True
        found.diagnostics = list(error.diagnostics)
        return found
    found.diagnostics = result.diagnostics
    found.kpis = result.kpis
    found.places = [*result.dimensions, *(["period", "partial"] if result.over else [])]
    details = result.details.to_dicts()
    errors = iter(row["error"] for row in details)
    texts = iter(row["value"] for row in details)
    for rows, table in (("rows", result.rows), ("totals", result.totals)):
        read: list[dict[str, str | None]] = []
        for row, doubles in zip(table.to_dicts(), table.to_dicts("float"), strict=True):
            shown = {name: row[name] if name != "partial" else str(row[name]).lower() for name in found.places}
            for kpi in result.kpis:
                value = row[kpi]
                shown[kpi] = exact(value, next(errors))
                assert next(texts) == (None if value is None else shown[kpi])
                if isinstance(value, Decimal):
                    assert doubles[kpi] == float(value)
            read.append(shown)
        setattr(found, rows, read)
    return found


def is_met(expected: Expected, problem: tolok.Diagnostic) -> bool:
    if problem.severity != expected.severity or not problem.code.startswith(expected.code):
        return False
    if expected.line is not None:
        is_here = Path(problem.file or DEFINITIONS).name == DEFINITIONS
        column_fits = expected.column is None or expected.column == problem.column
        if not is_here or problem.line != expected.line or not column_fits:
            return False
    said = " ".join([problem.message, problem.place or "", problem.help or "", problem.file or ""])
    return expected.text.lower() in said.lower()


def compare_table(expect: list[list[str]], found: Outcome) -> list[str]:
    """How the rows that came back differ from those that are wanted."""
    head, wanted = expect[0], expect[1:]
    assert found.rows is not None
    problems = [f"no KPI or dimension {name}" for name in head if name not in found.kpis and name not in found.places]
    places = [name for name in head if name not in found.kpis]

    def fits(row: dict[str, str | None], want: dict[str, str]) -> bool:
        return all((row[name] is None) if want[name] == TOTAL else row[name] == want[name] for name in places)

    for cells in wanted:
        want = dict(zip(head, cells, strict=True))
        totals = [row for row in found.totals if fits(row, want)]
        hits = totals if TOTAL in cells and totals else [row for row in found.rows if fits(row, want)] + totals
        if not hits or (places and len(hits) > 1):
            problems.append(f"{len(hits)} rows for {want}")
        problems += [
            f"{want}: {name}: want {want[name]}, got {row[name]}"
            for row in hits
            for name in head
            if name in found.kpis and row[name] != want[name]
        ]
    plain = [cells for cells in wanted if TOTAL not in cells]
    if plain and places:
        order = [[row[name] for name in places] for row in found.rows]
        want_order = [[cell for name, cell in zip(head, cells, strict=True) if name in places] for cells in plain]
        if order != want_order:
            problems.append(f"rows {order}, wanted {want_order}")
    return problems


def differences(case: Case, found: Outcome) -> list[str]:
    problems: list[str] = []
    if case.must_fail != found.failed:
        problems.append("it was refused" if found.failed else "it was accepted, wanted an error")
    problems += [
        f"no diagnostic `{expected.written}`"
        for expected in case.diagnostics
        if not any(is_met(expected, problem) for problem in found.diagnostics)
    ]
    if case.expect is not None and not found.failed:
        if case.mode == "eval":
            assert found.single is not None
            for name, want in zip(case.expect[0], case.expect[1], strict=True):
                if found.single.get(name) != want:
                    problems.append(f"{name}: want {want}, got {found.single.get(name)}")
        else:
            problems += compare_table(case.expect, found)
    if problems:
        problems += [f"said: {problem.summary}" for problem in found.diagnostics]
    return problems


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if SURFACE in case.skips:
        pytest.skip(case.skips[SURFACE])
    for name, text in case.definitions.items():
        (tmp_path / name).write_bytes(text.encode())
    for name, text in case.sources.items():
        (tmp_path / f"{name}.csv").write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    problems = differences(case, outcome(case))
    assert not problems, f"tests{os.sep}cases{os.sep}{case.file}.md:{case.line}\n" + "\n".join(problems)


def test_every_case_runs() -> None:
    """A skip has a reason in the case; there is none for Python."""
    assert len(CASES) > 400
    assert [str(case) for case in CASES if SURFACE in case.skips] == []
