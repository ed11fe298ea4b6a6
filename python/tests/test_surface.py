"""What a person calls, in the words of `docs/python.md`."""

from __future__ import annotations

import copy
import datetime
import pickle
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import polars
import pyarrow
import pytest

import tolok

ROOT = Path(__file__).resolve().parents[2]
TEXT = """
dimension channel
time day: month
input spend: money[USD] { label id "Biaya" }
input leads: count
## What a lead costs.
cpl = spend / leads { alias "cost_per_lead"; better lower; target <= 30; label "Cost per lead" }
"""
ROWS = [
    {"channel": "Email", "day": datetime.date(2026, 1, 31), "spend": 100, "leads": 4},
    {"channel": "Search", "day": datetime.date(2026, 1, 5), "spend": 500.1, "leads": 10},
    {"channel": "Email", "day": datetime.date(2026, 2, 28), "spend": 3, "leads": 0},
]


@pytest.fixture
def kpis() -> tolok.Definitions:
    return tolok.parse(TEXT)


def test_definitions_are_a_mapping(kpis: tolok.Definitions) -> None:
    assert list(kpis) == ["spend", "leads", "cpl"] == kpis.names
    assert kpis.dimensions == ["channel"]
    assert len(kpis) == 3
    assert "CPL" in kpis and "cost_per_lead" in kpis and "nothing" not in kpis and 5 not in kpis
    cpl = kpis["cost_per_lead"]
    assert (cpl.name, cpl.kind, cpl.formula, cpl.unit, cpl.better) == ("cpl", "metric", "spend / leads", "USD/count", "lower")
    assert (cpl.depends_on, cpl.aliases, cpl.label(), cpl.label("pl")) == (
        ["spend", "leads"],
        ["cost_per_lead"],
        "Cost per lead",
        "Cost per lead",
    )
    assert cpl.description() == "What a lead costs."
    assert (kpis["spend"].label("id"), kpis["spend"].type, kpis["spend"].formula) == ("Biaya", "USD", None)
    with pytest.raises(KeyError):
        kpis["nothing"]


def test_values_by_hand(kpis: tolok.Definitions) -> None:
    evaluation = kpis.evaluate(spend=1000, leads=30)
    assert evaluation["cpl"] == Decimal("33.33333333333333333333333333")
    assert dict(evaluation) == {"spend": Decimal(1000), "leads": Decimal(30), "cpl": evaluation["cpl"]}
    details = evaluation.details("cpl")
    assert (details.display, details.unit, details.status, details.error) == ("$33.33", "USD/count", "bad", None)
    assert evaluation.errors == {}
    assert kpis.evaluate({"spend": "$1,000.50"}, leads=1, kpis="cpl")["cpl"] == Decimal("1000.5")
    assert kpis.evaluate(spend="1.000,50", leads=1, locale="id")["cpl"] == Decimal("1000.5")
    failed = kpis.evaluate(spend=1, leads=0)
    assert failed["cpl"] is None and failed.get("nothing", 5) == 5
    assert failed.errors["cpl"].error == "#DIV/0!"
    assert "`leads` is 0" in (failed.errors["cpl"].cause or "")
    with pytest.raises(tolok.DataError) as caught:
        kpis.evaluate(spend=1, leads=0, strict=True)
    assert [problem.code for problem in caught.value.diagnostics] == ["E0402"]
    with pytest.raises(tolok.DefinitionError, match="did you mean `spend`"):
        kpis.evaluate(spned=1)


def test_every_kind_of_value() -> None:
    kinds = tolok.parse('text = "Email"\ntruth = 1 > 0\nday = date(2026, 1, 31)\nnothing = blank\nnumber = 1 / 3')
    values = kinds.evaluate()
    assert dict(values) == {
        "text": "Email",
        "truth": True,
        "day": datetime.date(2026, 1, 31),
        "nothing": None,
        "number": Decimal("0.3333333333333333333333333333"),
    }
    frame = kinds.run({"x": [1]}).to_polars()
    assert frame.schema == {
        "text": polars.String,
        "truth": polars.Boolean,
        "day": polars.Date,
        "nothing": polars.Float64,
        "number": polars.Float64,
    }


def tables() -> list[Any]:
    import duckdb

    columns = {name: [row[name] for row in ROWS] for name in ROWS[0]}
    pandas_frame = pandas.DataFrame(columns)
    polars_frame = polars.DataFrame(columns, strict=False)
    arrow = pyarrow.table(columns)
    return [
        ROWS,
        columns,
        pandas_frame,
        polars_frame,
        arrow,
        arrow.to_batches()[0],
        arrow.to_reader(),
        duckdb.sql("select * from pandas_frame"),
        {"ads": polars_frame},
        polars.concat([polars_frame[:1], polars_frame[1:]], rechunk=False),
        {name: polars_frame[name] for name in columns},
        {name: pandas_frame[name] for name in columns},
    ]


@pytest.mark.parametrize("table", tables(), ids=lambda table: type(table).__name__)
def test_tables_of_every_library(kpis: tolok.Definitions, table: Any) -> None:
    rows = kpis.run(table, by="channel", over="month", kpis=["cpl"]).to_dicts()
    assert rows == [
        {"channel": "Email", "period": "2026-01", "partial": False, "cpl": Decimal(25)},
        {"channel": "Email", "period": "2026-02", "partial": False, "cpl": None},
        {"channel": "Search", "period": "2026-01", "partial": False, "cpl": Decimal("50.01")},
        {"channel": "Search", "period": "2026-02", "partial": False, "cpl": None},
    ]


def test_pandas_needs_no_pyarrow(kpis: tolok.Definitions) -> None:
    frame = pandas.DataFrame({name: [row[name] for row in ROWS] for name in ROWS[0]})
    frame["day"] = pandas.to_datetime(frame["day"]).dt.tz_localize("Europe/Warsaw")
    frame["channel"] = frame["channel"].astype("category")

    class Alone:
        """A data frame whose library has no pyarrow."""

        columns = frame.columns

        def __getitem__(self, name: str) -> Any:
            return _Plain(frame[name])

        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            raise ImportError("`Import pyarrow` failed")

    class _Plain:
        def __init__(self, series: Any) -> None:
            self.dtype, self.tolist = series.dtype, series.tolist

    assert kpis.run(Alone(), by="channel", over="month").to_dicts() == kpis.run(frame, by="channel", over="month").to_dicts()


def test_files_are_tables_too(kpis: tolok.Definitions, tmp_path: Path) -> None:
    path = tmp_path / "ads.csv"
    path.write_text("channel,day,spend,leads\nEmail,2026-01-31,100,4\n")
    for data in (path, str(path), [path], {"ads": path}, [f"ads={path}"]):
        assert kpis.run(data, by="channel", kpis="cpl").to_dicts() == [{"channel": "Email", "cpl": Decimal(25)}]


def test_a_table_without_a_name_is_the_only_source(tmp_path: Path) -> None:
    (tmp_path / "kpis.kpi").write_text('source ads from "ads.csv" { spend = `Cost` }\ninput spend\n')
    definitions = tolok.load(tmp_path / "kpis.kpi")
    assert definitions.run({"Cost": [1, 2]}).to_dicts() == [{"spend": Decimal(3)}]


def test_frames_of_a_result(kpis: tolok.Definitions) -> None:
    result = kpis.run(ROWS, by="channel", total=True)
    floats = result.to_polars()
    assert floats.schema["cpl"] == polars.Float64
    assert floats["cpl"].to_list() == [25.75, 50.01]
    assert result.to_polars("decimal").schema["cpl"] == polars.Decimal(4, 2)
    assert result.to_polars("text")["cpl"].to_list() == ["25.75", "50.01"]
    assert pyarrow.table(result) == result.to_arrow()
    assert polars.DataFrame(result).equals(floats)
    assert result.to_pandas()["cpl"].mean() == pytest.approx(37.88)
    assert result.to_pandas("decimal")["cpl"].tolist() == [Decimal("25.75"), Decimal("50.01")]
    assert [row["channel"] for row in result.totals.to_dicts()] == [None]
    assert result.totals.to_dicts()[0]["spend"] == Decimal("603.1")
    assert [(row["kpi"], row["status"]) for row in result.details.to_dicts() if row["status"]] == [
        ("cpl", "good"),
        ("cpl", "bad"),
        ("cpl", "bad"),
    ]


def test_wide_numbers_have_wide_decimals() -> None:
    kpis = tolok.parse("dimension channel\ninput spend")
    numbers = ["79228162514264337593543950", "0.0000000000000000000000000001"]
    table = kpis.run({"channel": ["a", "b"], "spend": numbers}, by="channel")
    assert table.to_dicts("text") == [{"channel": "a", "spend": numbers[0]}, {"channel": "b", "spend": numbers[1]}]
    exact = table.to_arrow("decimal").column("spend")
    assert exact.type == pyarrow.decimal256(54, 28)
    assert exact.to_pylist() == [Decimal(number) for number in numbers]


def test_options_have_the_names_of_the_command_line(kpis: tolok.Definitions) -> None:
    best = kpis.run(ROWS, by=["channel"], sort="-cpl", top=1, kpis=["cpl"], where='channel <> "x"', periods=("2026-01", "2026-01"))
    assert best.to_dicts() == [
        {"channel": "Search", "period": "2026-01", "partial": False, "cpl": Decimal("50.01")}
    ]
    for day in (datetime.date(2026, 1, 31), "2026-01-31"):
        assert kpis.run(ROWS, as_of=day, kpis="spend").to_dicts()[0]["spend"] == Decimal("600.1")
    assert kpis.run(ROWS, period=2026, over="year", kpis="leads").to_dicts()[0]["leads"] == 14


def test_warnings_are_a_frame(kpis: tolok.Definitions) -> None:
    result = kpis.run([{"channel": "Email", "spend": 1}], by="channel")
    codes = [row["code"] for row in result.warnings.to_dicts()]
    assert codes and all(code.startswith("W") for code in codes)
    assert [problem.code for problem in result.diagnostics] == codes


def test_explanations_are_trees(kpis: tolok.Definitions) -> None:
    tree = kpis["cpl"].explain(ROWS, at={"channel": "Email"})
    assert (tree.value, tree.status, [part.name for part in tree.children]) == (Decimal("25.75"), "good", ["spend", "leads"])
    data = tree.children[0].data
    assert data is not None and data["counted"] == 2
    assert "spend" in str(tree)
    assert kpis.explain("cpl", set={"spend": 1}).cause == "`leads` has no value"


def test_problems_carry_their_places() -> None:
    with pytest.raises(tolok.DefinitionError) as caught:
        tolok.parse("a = 1\nb = 2\nb2 = (")
    problem = caught.value.diagnostics[0]
    assert (problem.severity, problem.code, problem.line, problem.column, problem.file) == ("error", "E0102", 3, 6, "definitions.kpi")
    assert "b2 = (" in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).diagnostics == caught.value.diagnostics
    assert {problem, copy.copy(problem)} == {problem}
    with pytest.raises(tolok.DefinitionError) as caught:
        tolok.load("nowhere.kpi")
    assert caught.value.diagnostics[0].code == "E0501"


def test_checking_raises_nothing(tmp_path: Path) -> None:
    assert [problem.code for problem in tolok.check(text="a = b c")] == ["E0101"]
    assert tolok.check(text="a = b") == []
    assert [problem.code for problem in tolok.check(tmp_path / "nowhere.kpi")] == ["E0501"]
    assert tolok.check("std.marketing") == []
    with pytest.raises(TypeError):
        tolok.check()


def test_formatting() -> None:
    assert tolok.format_source("CAC=Spend/New_Customers") == "CAC = Spend / New_Customers\n"
    assert tolok.format_source("a=1\r\n") == "a = 1\r\n"
    with pytest.raises(tolok.DefinitionError):
        tolok.format_source("a = (")


def test_definitions_travel(kpis: tolok.Definitions) -> None:
    again = pickle.loads(pickle.dumps(kpis))
    assert again.source == kpis.source
    assert again.evaluate(spend=1, leads=2)["cpl"] == Decimal("0.5")


def test_the_catalogue_is_what_the_command_writes(kpis: tolok.Definitions, tmp_path: Path) -> None:
    marketing = ROOT / "examples" / "marketing.kpi"
    for options in ([], ["--format", "html"], ["--lang", "pl"]):
        asked = [sys.executable, "-m", "tolok", "docs", str(marketing), *options]
        told = subprocess.run(asked, capture_output=True, check=True).stdout.decode()
        given: Any = dict(zip((word.removeprefix("--") for word in options[::2]), options[1::2]))
        assert tolok.docs(marketing, **given).split() == told.split()
    assert "What a lead costs." in kpis.docs() and "Cost per lead" in kpis.docs(lang="pl") and "Biaya" in kpis.docs(lang="id")
    page = kpis.docs(out=tmp_path / "kpis.html")
    assert page.startswith("<!DOCTYPE html>") and (tmp_path / "kpis.html").read_text(encoding="utf-8") == page
    assert kpis.docs(out=tmp_path / "kpis.md") == kpis.docs() == (tmp_path / "kpis.md").read_text(encoding="utf-8")
    for wrong in ({"format": "pdf"}, {"out": tmp_path / "kpis.pdf"}, {"lang": "fr"}):
        with pytest.raises(ValueError, match="pdf|fr"):
            kpis.docs(**wrong)  # type: ignore[arg-type]
    own = tmp_path / "own.kpi"
    own.write_text("a = 1\n", encoding="utf-8")
    with pytest.raises(tolok.Error, match="is read for this"):
        tolok.docs(own, out=own, format="markdown")
    assert own.read_text(encoding="utf-8") == "a = 1\n"


def test_filling_a_worksheet(tmp_path: Path) -> None:
    examples = ROOT / "examples"
    template = tmp_path / "monthly-report.xlsx"
    shutil.copy(examples / "monthly-report.xlsx", template)
    out = tmp_path / "july.xlsx"
    filled = tolok.fill(examples / "marketing.kpi", template, f"{examples / 'july.xlsx'}", out=out)
    assert filled.out == str(out)
    assert out.read_bytes() == filled.to_bytes()
    assert len(filled.cells) > 0 and "sheet" in filled.cells.columns
    assert template.read_bytes() == (examples / "monthly-report.xlsx").read_bytes()
    with pytest.raises(tolok.TemplateError):
        tolok.fill(examples / "marketing.kpi", examples / "first.kpi", out=tmp_path / "x.kpi")
    with pytest.raises(ValueError, match="in_place"):
        tolok.fill(examples / "marketing.kpi", template, out=out, in_place=True)


def test_what_became_of_a_cell(tmp_path: Path) -> None:
    examples = ROOT / "examples"
    given: Any = {"template": examples / "monthly-report.xlsx", "data": f"{examples / 'july.xlsx'}"}
    filled = tolok.fill(examples / "marketing.kpi", **given, explain="Report!G12")
    (told,) = filled.explained
    assert list(told) == ["sheet", "cell", "fate", "before", "after", "formula", "reason", "from", "more"]
    assert (told["sheet"], told["cell"], told["fate"], told["before"], told["formula"]) == ("Report", "G12", "recalculated", None, "C12/F12-1")
    (source,) = told["from"]
    assert (source["cell"], source["fate"], source["before"], source["reason"]) == ("C12", "filled", '"{{ cac }}"', "it shows `cac`")
    assert "Report!G12" in filled.recalculated and filled.on_open == []
    assert filled.charts == [
        {"sheet": "Report", "name": "Chart 2", "updated": ["Report!$B$12:$B$14", "Report!$C$12:$C$14"], "removed": []}
    ]
    assert tolok.fill(examples / "marketing.kpi", **given).explained == []
    assert len(tolok.fill(examples / "marketing.kpi", **given, explain=["Report!G12", "Report!A1"]).explained) == 2
    with pytest.raises(tolok.TemplateError, match="Nowhere"):
        tolok.fill(examples / "marketing.kpi", **given, explain=["Nowhere!A1"])
    with pytest.raises(TypeError, match="explain"):
        tolok.fill(examples / "marketing.kpi", **given, explain=[5])  # type: ignore[list-item]


def test_a_worksheet_is_what_the_command_writes(tmp_path: Path) -> None:
    told = tmp_path / "told.xlsx"
    command = [sys.executable, "-m", "tolok", "worksheet", "std.marketing", "--report", "Channel ROI", "--lang", "pl", "-o", str(told)]
    command += ["--members", "channel=Organic search,Email,Radio / TV", "--periods", "2026-01..2026-03", "--over", "month"]
    subprocess.run(command, capture_output=True, check=True)
    asked: Any = {"report": "Channel ROI", "over": "month", "lang": "pl"}
    ways: list[tuple[Any, Any]] = [
        ({"channel": ["Organic search", "Email", "Radio / TV"]}, "2026-01..2026-03"),
        ({"channel": "Organic search, Email, Radio / TV"}, ("2026-01", "2026-03")),
        ("channel=Organic search,Email,Radio / TV", (datetime.date(2026, 1, 1), datetime.date(2026, 3, 31))),
        (["channel=Organic search,Email", "channel=Radio / TV"], "2026-01 .. 2026-03"),
    ]
    marketing = tolok.load("std.marketing")
    for members, periods in ways:
        assert marketing.worksheet(members=members, periods=periods, **asked) == told.read_bytes(), (members, periods)
    out = tmp_path / "made.xlsx"
    made = tolok.worksheet("std.marketing", out, members=ways[0][0], periods=ways[0][1], **asked)
    assert out.read_bytes() == told.read_bytes() == made.to_bytes()
    assert (made.out, made.title, made.warnings, made.entries, made.formulas > 90) == (str(out), "Wyniki ROI kanałów marketingu", [], 90, True)
    assert repr(made) == f"<Worksheet {made.title} in {out}: {made.entries} to type into, {made.formulas} computed>"
    assert tolok.worksheet("std.marketing", out=str(out), report="Channel ROI").title == "Marketing channel ROI performance"
    assert out.read_bytes() == tolok.worksheet("std.marketing", report="Channel ROI") != told.read_bytes()


def test_a_list_is_what_the_command_writes(tmp_path: Path) -> None:
    told, out = tmp_path / "told.xlsx", tmp_path / "made.xlsx"
    command = [sys.executable, "-m", "tolok", "worksheet", "std.marketing", "--report", "Customer transactions", "--rows", "30", "-o", str(told)]
    subprocess.run(command, capture_output=True, check=True)
    made = tolok.worksheet("std.marketing", out, report="Customer transactions", rows=30)
    assert out.read_bytes() == told.read_bytes()
    # Customer, date, product, channel, value and margin in each of the rows.
    assert made.entries == 30 * 6
    with pytest.raises(tolok.DataError, match="E0533"):
        tolok.worksheet("std.marketing", report="Customer transactions", rows=0)


def test_a_worksheet_is_typed_into_and_read_back(kpis: tolok.Definitions, tmp_path: Path) -> None:
    out = tmp_path / "leads.xlsx"
    made = kpis.worksheet(out, kpis=["cpl"], members={"channel": ["Email", "Search"]}, lang="id")
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    rows = {row[0].value: row[1:] for row in sheet.iter_rows()}
    assert [cell.value for cell in next(row for row in sheet.iter_rows() if row[1].value == "Email")][1:3] == ["Email", "Search"]
    assert (made.entries, str(rows["Cost per lead (USD)"][0].value).startswith("=IF(")) == (4, True)
    for label, numbers in {"Biaya (USD)": (100, 500), "leads": (4, 10)}.items():
        for cell, number in zip(rows[label], numbers):
            assert not cell.protection.locked
            cell.value = number
    book.save(out)
    assert kpis.run(out, by="channel", kpis="cpl").to_dicts() == [
        {"channel": "Email", "cpl": Decimal(25)},
        {"channel": "Search", "cpl": Decimal(50)},
    ]


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("E0512", {"report": "Chanel ROI"}),
        ("E0512", {}),
        ("E0518", {"report": "Channel ROI", "members": {"channel": ["Emial marketing"]}}),
        ("E0518", {"report": "Channel ROI", "members": ["chanel"]}),
        ("E0513", {"report": "Channel ROI", "periods": "2026-05..2026-01"}),
        ("E0510", {"report": "Channel ROI", "out": "roi.pdf"}),
        ("E0503", {"report": "Channel ROI", "out": "nowhere/roi.xlsx"}),
    ],
)
def test_a_worksheet_that_cannot_be(
    code: str, asked: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(tolok.DataError) as caught:
        tolok.worksheet("std.marketing", **asked)
    assert code in [problem.code for problem in caught.value.diagnostics]
    assert list(tmp_path.iterdir()) == []


def test_a_worksheet_is_asked_for_in_words_that_are_known(kpis: tolok.Definitions, tmp_path: Path) -> None:
    with pytest.raises(tolok.DefinitionError) as caught:
        kpis.worksheet(kpis="cpk")
    assert [problem.code for problem in caught.value.diagnostics] == ["E0201"]
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (TypeError, {"members": 5}),
        (TypeError, {"members": {"channel": [5]}}),
        (TypeError, {"members": {5: ["Email"]}}),
        (ValueError, {"members": {"channel": []}}),
        (ValueError, {"members": {"channel": ["Radio, TV"]}}),
        (ValueError, {"periods": "2026-01"}),
        (ValueError, {"over": "fortnight"}),
        (ValueError, {"lang": "fr"}),
        (TypeError, {"labels": True}),
    ]
    for error, asked in wrong:
        with pytest.raises(error):
            kpis.worksheet(**asked)
    own = tmp_path / "own.xlsx"
    own.write_text("cac = spend / new_customers\n", encoding="utf-8")
    with pytest.raises(tolok.Error, match="is read for this"):
        tolok.worksheet(own, out=own)
    assert own.read_text(encoding="utf-8") == "cac = spend / new_customers\n"


def test_a_worksheet_tells_what_it_leaves_out(tmp_path: Path) -> None:
    kpis = tolok.parse("input person\ninput spend\ninput leads\ncpl = spend / leads\nreach = count_distinct(person)")
    made = kpis.worksheet(tmp_path / "out.xlsx")
    assert [problem.severity for problem in made.warnings] == ["warning"] and "reach" in made.warnings[0].message


def test_the_command_comes_with_the_package() -> None:
    asked = [sys.executable, "-m", "tolok", "eval", str(ROOT / "examples" / "first.kpi"), "--format", "json"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert '"tolok":1' in answer.stdout.replace(" ", ""), answer.stderr
    script = Path(sys.executable).with_name("tolok.exe" if sys.platform == "win32" else "tolok")
    assert subprocess.run([script, "--version"], capture_output=True, text=True, check=True).stdout.startswith("tolok ")
    assert subprocess.run([script, "run"], capture_output=True, check=False).returncode == 2


def test_every_name_is_exported() -> None:
    import tolok._tolok

    native = {name for name in dir(tolok._tolok) if not name.startswith("_")}
    assert native - set(tolok.__all__) == {"check_file", "check_source", "command"}
    assert set(tolok.__all__) <= set(dir(tolok))


def test_nothing_else_is_imported() -> None:
    program = "import sys, tolok; print([name for name in ('polars', 'pandas', 'pyarrow', 'numpy', 'altair', 'IPython') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_definitions_are_a_mapping() -> None:
    kpis = tolok.parse("cac = spend / new_customers")
    assert list(kpis.keys()) == list(dict(kpis)) == kpis.names
    assert [name for name, kpi in kpis.items() if kpi.formula] == ["cac"]
    assert [kpi.name for kpi in kpis.values()] == kpis.names
    assert kpis.get("nothing") is None


def test_names_come_in_whatever_holds_texts() -> None:
    import numpy
    import polars

    kpis = tolok.parse("dimension channel\ninput spend")
    data = {"channel": ["Email"], "spend": [1]}
    for names in ("channel", ["channel"], ("channel",), numpy.array(["channel"]), polars.Series(["channel"])):
        assert kpis.run(data, by=names).dimensions == ["channel"]  # type: ignore[arg-type]


def test_a_long_result_shows_its_beginning_and_its_warnings() -> None:
    kpis = tolok.parse("dimension channel\ninput spend")
    shown = repr(kpis.run({"channel": [f"c{number}" for number in range(150)], "spend": ["5%"] * 149 + ["$3"]}, by="channel"))
    assert "c99" in shown
    assert "c100" not in shown
    assert "50 more rows" in shown
    assert "1 warning: see `.diagnostics`" in shown


def test_a_table_shows_its_beginning() -> None:
    kpis = tolok.parse("dimension channel\ninput spend")
    many = kpis.run({"channel": [f"c{number}" for number in range(300)], "spend": range(300)}, by="channel")
    assert repr(many.rows).splitlines()[:3] == ["<Table of 300 rows>", "channel  spend", "c0           0"]
    assert repr(many.rows).splitlines()[-2:] == ["c9           9", "… 290 more rows"]
    wide = tolok.parse("dimension channel\n" + "\n".join(f"input quite_a_long_name_{number}" for number in range(9)))
    row = {"channel": "Email", **{f"quite_a_long_name_{number}": None for number in range(9)}}
    assert "more columns" in repr(wide.run([row], by="channel").rows) and "–" in repr(wide.run([row], by="channel").rows)


def test_pages_hold_the_beginning_alone() -> None:
    kpis = tolok.parse("dimension channel\ninput spend")
    data = {"channel": [f"c{number}" for number in range(300)], "spend": range(300)}
    result = kpis.run(data, by="channel", total=True)
    for page in (result._repr_html_(), result.rows._repr_html_()):
        assert ">c199<" in page and ">c200<" not in page and "and 100 more rows" in page
    assert "Total" in result._repr_html_()
    assert len(result._lines(5)["lines"]) == 6 and result._lines(5)["left"] == 295
    months = [f"2026-{month:02}" for month in range(1, 4)]
    rows = [{"channel": f"c{number}", "day": month, "spend": 1} for number in range(300) for month in months]
    dated = tolok.parse("dimension channel\ntime day: month\ninput spend")
    assert "and 100 more rows" in dated.run(rows, by="channel", over="month", across="period")._repr_html_()
    totals = dated.run(rows, by="channel", over="month", subtotals=True)
    assert totals._lines(5)["left"] == len(totals) + len(totals.totals) - 10
    across = kpis.run(data, by="channel", across="channel")._repr_html_()
    assert "spend<br>c0" in across and "spend<br>c299" in across


def test_what_is_pickled_arrives_or_says_what_to_send() -> None:
    kpis = tolok.parse("dimension channel\ncac = spend / new_customers")
    assert pickle.loads(pickle.dumps(kpis["cac"])).depends_on == ["spend", "new_customers"]
    result = kpis.run({"channel": ["Email"], "spend": [1], "new_customers": [2]}, by="channel")
    evaluation = kpis.evaluate(spend=1, new_customers=2)
    for thing, instead in (
        (result, "to_dicts()"),
        (result.rows, "to_dicts()"),
        (evaluation, "dict(evaluation)"),
        (evaluation.details("cac"), "details.text"),
        (kpis.explain("cac", set={"spend": 1, "new_customers": 2}), "`text`"),
    ):
        with pytest.raises(TypeError, match="cannot be pickled") as caught:
            pickle.dumps(thing)
        assert instead in str(caught.value)
