"""Options of `run` and `fill` that say how something is shown or written: the same as on the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import tolok

ROOT = Path(__file__).resolve().parents[2]
KPIS = tolok.parse("dimension channel\ntime day: month\ninput spend: money[USD]\ninput leads: count\ncpl = spend / leads { target <= 30 }")
ADS = "channel,day,spend,leads\nEmail,2026-01-31,100,4\nSearch,2026-01-31,500,0\nEmail,2026-02-28,3,1\n"


@pytest.fixture
def ads(tmp_path: Path) -> Path:
    (tmp_path / "ads.csv").write_text(ADS)
    (tmp_path / "ads.kpi").write_text(KPIS.source)
    return tmp_path / "ads.csv"


def told(*arguments: object) -> str:
    """What the command prints."""
    command = [sys.executable, "-m", "tolok", *map(str, arguments)]
    wide = {**os.environ, "COLUMNS": "100"}
    return subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8", env=wide).stdout


ASKED = [
    (["--by", "channel", "--over", "month", "--across", "period", "--total"], {"by": "channel", "over": "month", "across": "period", "total": True}),
    (["--by", "channel", "--over", "month", "--across", "Channel"], {"by": ["channel"], "over": "month", "across": "Channel"}),
    (["--by", "channel", "--errors", "n/a", "--sort", "-spend"], {"by": "channel", "errors": "n/a", "sort": "-spend"}),
    (["--by", "channel", "--errors", "blank", "--lang", "pl"], {"by": "channel", "errors": "blank", "lang": "pl"}),
]


@pytest.mark.parametrize("ending", ["csv", "md", "json", "xlsx"])
@pytest.mark.parametrize(("arguments", "options"), ASKED, ids=[" ".join(words) for words, _ in ASKED])
def test_a_file_is_what_the_command_writes(ads: Path, arguments: list[str], options: dict[str, Any], ending: str) -> None:
    by_command, by_python = ads.with_name(f"told.{ending}"), ads.with_name(f"made.{ending}")
    told("run", ads.with_suffix(".kpi"), "--data", ads, *arguments, "-o", by_command)
    tolok.run(ads.with_suffix(".kpi"), ads, out=by_python, **options)
    assert by_python.read_bytes() == by_command.read_bytes()


@pytest.mark.parametrize(("arguments", "options"), ASKED, ids=[" ".join(words) for words, _ in ASKED])
def test_a_result_shows_what_the_command_prints(ads: Path, arguments: list[str], options: dict[str, Any]) -> None:
    printed = told("run", ads.with_suffix(".kpi"), "--data", ads, *arguments)
    assert repr(KPIS.run(ads, **options)) == printed.rstrip()


def test_frames_keep_their_rows_whatever_stands_side_by_side(ads: Path) -> None:
    asked: dict[str, Any] = {"by": "channel", "over": "month", "kpis": "cpl"}
    assert KPIS.run(ads, across="period", errors="n/a", **asked).to_dicts() == KPIS.run(ads, **asked).to_dicts()


def test_what_cannot_stand_side_by_side_is_told_with_its_fix(ads: Path) -> None:
    with pytest.raises(ValueError, match='add it to `by="channel"`'):
        KPIS.run(ads, across="channel")
    with pytest.raises(ValueError, match='add `over="month"`'):
        KPIS.run(ads, across="period")


def test_a_file_that_cannot_be_written_is_refused(ads: Path) -> None:
    with pytest.raises(ValueError, match="use .xlsx, .csv, .json or .md"):
        KPIS.run(ads, out=ads.with_name("made.pdf"))
    with pytest.raises(tolok.DataError, match="is read for this"):
        KPIS.run(ads, out=ads)
    own = ads.with_name("own.md")
    own.write_text(KPIS.source)
    with pytest.raises(tolok.Error, match="is read for this"):
        tolok.run(own, ads, out=own)
    with pytest.raises(tolok.DataError, match="E0503"):
        KPIS.run(ads, out=ads.parent / "nowhere" / "made.csv")
    with pytest.raises(tolok.DataError):
        KPIS.run(ads, by="channel", out=ads.with_name("made.csv"), strict=True)
    assert ads.read_text() == ADS and not ads.with_name("made.csv").exists()


def test_notes_of_a_workbook_say_what_was_asked(ads: Path) -> None:
    out = ads.with_name("made.xlsx")
    KPIS.run(ads, by="channel", sort="-spend", top=1, set={"leads": 5}, out=out)
    notes = {row[0]: row[1] for row in openpyxl.load_workbook(out)["Notes"].iter_rows(values_only=True)}
    assert (notes["given"], notes["by"], notes["sorted by"], notes["top"]) == ("leads = 5", "channel", "-spend", "1")


PLAIN = tolok.parse("dimension channel { member \"Email\"; member \"Search\" }\ninput spend: money[USD]\ninput leads: count\ncpl = spend / leads")


def filled(template: Path, **options: Any) -> dict[str, Any]:
    out = template.with_name("filled.xlsx")
    PLAIN.fill(template, out=out, **options)
    return {cell.coordinate: cell.value for row in openpyxl.load_workbook(out).active.iter_rows() for cell in row}


def labelled(folder: Path) -> Path:
    """A worksheet with inputs that are typed in, and room for a KPI."""
    book = openpyxl.Workbook()
    for row in (["", "Email", "Search"], ["spend", 100, 500], ["leads", 4, None], ["cpl", None, None]):
        book.active.append(row)
    book.save(folder / "labelled.xlsx")
    return folder / "labelled.xlsx"


def test_kpis_become_formulas(tmp_path: Path) -> None:
    template = labelled(tmp_path)
    assert filled(template)["B4"] == 25
    assert filled(template, as_="values")["B4"] == 25
    formula = filled(template, as_="formulas")["B4"]
    assert formula.startswith("=") and "B2" in formula and "B3" in formula
    assert [row["value"] for row in PLAIN.fill(template, as_="formulas").cells.to_dicts()] == [Decimal(25), None]


def test_what_a_formula_shows_where_an_input_is_blank(tmp_path: Path) -> None:
    template = labelled(tmp_path)
    empty, na = (filled(template, as_="formulas", live_blank=blank)["B4"] for blank in ("empty", "na"))
    assert empty == filled(template, as_="formulas")["B4"] and '""' in empty and "NA()" in na and "NA()" not in empty
    written = tmp_path / "told.xlsx"
    definitions = tmp_path / "ads.kpi"
    definitions.write_text(PLAIN.source)
    told("fill", definitions, template, "--as", "formulas", "--live-blank", "na", "-o", written)
    PLAIN.fill(template, as_="formulas", live_blank="na", out=tmp_path / "made.xlsx")
    assert (tmp_path / "made.xlsx").read_bytes() == written.read_bytes()


def test_options_of_a_fill_are_read_or_refused(tmp_path: Path) -> None:
    template = labelled(tmp_path)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"as_": "numbers"}, "`as_` is values or formulas"),
        ({"as_": "formulas", "live_blank": "zero"}, "`live_blank` is empty or na"),
        ({"live_blank": "na"}, 'add `as_="formulas"`'),
        ({"recalculate": "excel"}, "`recalculate` is tolok or formualizer"),
        ({"max_unpacked": -1}, "`max_unpacked` is a whole number from 1 up, not -1"),
        ({"max_unpacked": 0}, "`max_unpacked` is a whole number from 1 up, not 0"),
    ]
    for options, words in wrong:
        with pytest.raises(ValueError, match=words):
            PLAIN.fill(template, **options)
        with pytest.raises(ValueError, match=words):
            tolok.fill(PLAIN, template, **options)
    with pytest.raises(TypeError, match="max_unpacked"):
        PLAIN.fill(template, max_unpacked="2048")  # type: ignore[arg-type]
    assert PLAIN.fill(template, recalculate="tolok", max_unpacked=1).cells.to_dicts()


def test_an_engine_that_is_not_built_in_is_told(tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "monthly-report.xlsx", tmp_path)
    try:
        tolok.fill(ROOT / "examples" / "marketing.kpi", tmp_path / "monthly-report.xlsx", ROOT / "examples" / "july.xlsx", recalculate="formualizer")
    except tolok.Error as error:
        (problem,) = [problem for problem in error.diagnostics if problem.severity == "error"]
        assert "not built in" in problem.message and problem.place == "recalculate"
        # What is run in a shell stays as it is.
        assert "`cargo build --release --features recalc-engine`" in (problem.help or "")


def test_periods_are_asked_for_in_one_way(tmp_path: Path, ads: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["", "Email", "Total"], ["spend", None, None], ["leads", None, None], ["cpl", None, None]):
        book.active.append(row)
    book.save(tmp_path / "months.xlsx")
    # 103 for 5 leads of Email, and 500 for none of Search.
    both = KPIS.fill(tmp_path / "months.xlsx", ads, periods="2026-01..2026-02").cells.to_dicts()
    assert {row["cell"]: row["value"] for row in both} == {
        **{"B2": Decimal(103), "C2": Decimal(603), "B3": Decimal(5), "C3": Decimal(5)},
        **{"B4": Decimal("20.6"), "C4": Decimal("120.6")},
    }
    for ask in (KPIS.run, lambda data, **options: KPIS.fill(tmp_path / "months.xlsx", data, **options)):
        with pytest.raises(ValueError, match="give one of them"):
            ask(ads, period="2026-01", periods=("2026-01", "2026-02"))
