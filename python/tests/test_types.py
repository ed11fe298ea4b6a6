"""What a type checker takes and refuses: the same as what runs."""

from __future__ import annotations

from pathlib import Path

from mypy import api

import tolok

TAKEN = """
from datetime import date
from decimal import Decimal

import numpy
import pandas

import tolok

kpis = tolok.parse("dimension channel\\ntime day: month\\ninput spend\\ninput leads\\ncpl = spend / leads")
kpis.evaluate(spend=Decimal("0.1"), leads=numpy.int64(3))
kpis.evaluate({"spend": numpy.float32(0.1), "leads": 3})
kpis.evaluate(spend=None, leads="3")
frame = pandas.DataFrame({"channel": ["Email"], "day": [date(2026, 1, 1)], "spend": [1.0], "leads": [2]})
result = kpis.run(frame, by=kpis["channel"], over="month", kpis=(name for name in ("cpl",)), sort="-cpl", top=numpy.int64(3))
kpis.run(frame, by=[kpis["channel"]], over="month", periods=["2026-01", "2026-02"], across="period", errors="n/a")
kpis.run(frame, over="month", periods=(date(2026, 1, 1), pandas.Period("2026-02")), period=None)
kpis.run(frame, over="month", period=numpy.int64(2026))
kpis.explain(kpis["cpl"], frame)
if result is None:
    result.plot(kpis["cpl"], target=Decimal(3))
    result.plot("cpl", target=(numpy.float64(1), Decimal(3)))
    kpis.fill("template.xlsx", frame, as_="formulas", live_blank="na", recalculate="tolok", max_unpacked=4096)
"""

REFUSED = {
    'kpis.fill("template.xlsx", as_="numbers")': "as_",
    'kpis.fill("template.xlsx", as_="formulas", live_blank="zero")': "live_blank",
    'kpis.fill("template.xlsx", recalculate="excel")': "recalculate",
    'kpis.run(over="fortnight")': "over",
    "kpis.run(by=5)": "by",
    'kpis.run(top="3")': "top",
    "kpis.evaluate(spend=object())": "spend",
}


def checked(text: str, folder: Path) -> str:
    """What mypy says of a program, strictly."""
    program = folder / "program.py"
    program.write_text(text)
    told, failed, _ = api.run(["--strict", "--no-incremental", "--ignore-missing-imports", str(program)])
    assert not failed, failed
    return told


def test_what_runs_is_taken(tmp_path: Path) -> None:
    exec(compile(TAKEN, "taken.py", "exec"), {})
    assert "Success" in checked(TAKEN, tmp_path)


def test_what_is_refused_is_refused_by_the_types(tmp_path: Path) -> None:
    lines = ["import tolok", 'kpis = tolok.parse("input spend")', *REFUSED]
    told = checked("\n".join(lines), tmp_path)
    missing = [line for place, line in enumerate(lines[2:], start=3) if f"program.py:{place}: error" not in told]
    assert missing == [], told
    kpis = tolok.parse("input spend")
    for line in REFUSED:
        try:
            eval(line, {"kpis": kpis})
        except (TypeError, ValueError):
            continue
        raise AssertionError(f"{line} runs")
