"""What frames may hold that is no number, no text or no date: documented in `docs/python.md`, and never silent."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal
from typing import Any

import numpy
import pandas
import polars
import pyarrow
import pytest

import tolok

KPIS = tolok.parse("dimension channel\ntime day: day\ninput spend\ninput leads\ncpl = spend / leads")


def columns(**others: Any) -> dict[str, Any]:
    return {"channel": ["Email", "Search"], "spend": [1.0, 2.0], "leads": [1, 2], **others}


def spend(data: object) -> list[object]:
    return [row["spend"] for row in KPIS.run(data, by="channel").to_dicts()]


def days(data: object) -> list[object]:
    return [row["period"] for row in KPIS.run(data, over="day").to_dicts()]


FRAMES = {"polars": polars.DataFrame, "pandas": pandas.DataFrame, "pyarrow": pyarrow.table, "columns": dict}
every_frame = pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)


@every_frame
def test_nan_is_an_empty_cell(frame: Any) -> None:
    result = KPIS.run(frame(columns(spend=[math.nan, 2.0])), by="channel")
    assert [row["spend"] for row in result.to_dicts()] == [None, Decimal(2)]
    assert [(row["kpi"], row["error"]) for row in result.errors.to_dicts()] == [("spend", None), ("cpl", None)]


@every_frame
@pytest.mark.parametrize("infinity", [math.inf, -math.inf])
def test_infinity_is_an_error_that_names_its_row(frame: Any, infinity: float) -> None:
    result = KPIS.run(frame(columns(spend=[2.0, infinity])), by="channel")
    assert [row["spend"] for row in result.to_dicts()] == [Decimal(2), None]
    (first, second) = result.errors.to_dicts()
    assert (first["channel"], first["kpi"], first["error"], second["kpi"]) == ("Search", "spend", "#NUM!", "cpl")
    assert "row 2 is infinite" in first["cause"]


def test_texts_are_read_as_numbers_where_they_are_some() -> None:
    assert spend(polars.DataFrame(columns(spend=["1,000.50", " 2 "]))) == [Decimal("1000.5"), Decimal(2)]
    assert KPIS.run(columns(spend=["1.000,50", "2"]), by="channel", locale="id").to_dicts()[0]["spend"] == Decimal("1000.5")
    with pytest.raises(tolok.DataError, match="`x` is not a number") as caught:
        spend(polars.DataFrame(columns(spend=["1", "x"])))
    assert caught.value.diagnostics[0].place == "data, row 2"


def test_truths_are_no_numbers() -> None:
    typed = tolok.parse("dimension channel\ninput spend: money\ninput leads: count")
    with pytest.raises(tolok.Error):
        typed.run(polars.DataFrame(columns(spend=[True, False])), by="channel")
    with pytest.raises(tolok.Error, match="true or false"):
        spend(polars.DataFrame(columns(spend=[True, False])))


def test_numbers_may_be_members() -> None:
    rows = KPIS.run(columns(channel=[2, 10]), by="channel").to_dicts()
    assert [row["channel"] for row in rows] == ["2", "10"]


@pytest.mark.parametrize("frame", [pandas.DataFrame, dict], ids=["pandas", "columns"])
def test_mixed_columns_are_refused(frame: Any) -> None:
    with pytest.raises(tolok.DataError, match="spend"):
        spend(frame(columns(spend=[1, "two"])))
    with pytest.raises(tolok.DataError, match="day"):
        days(frame(columns(day=[datetime.date(2026, 1, 1), "2026-01-02"])))


def test_columns_of_objects_are_refused() -> None:
    objects = polars.Series([1, "two"], dtype=polars.Object)
    with pytest.raises(tolok.DataError):
        spend(polars.DataFrame(columns()).with_columns(objects.alias("spend")))
    with pytest.raises(tolok.DataError, match="object"):
        spend(columns(spend=[object(), 1]))


@pytest.mark.parametrize("kind", [polars.List(polars.Int64), polars.Duration, polars.Binary], ids=str)
def test_types_that_stand_for_no_value_are_refused(kind: Any) -> None:
    frame = polars.DataFrame(columns()).with_columns(polars.lit(None, dtype=kind).alias("spend"))
    with pytest.raises(tolok.DataError):
        spend(frame)


def unreadable() -> list[Any]:
    """Tables with a column `notes` that cannot be read."""
    frame, rows = polars.DataFrame(columns()), [{"channel": "Email", "spend": 1.0, "leads": 1}, {"channel": "Search", "spend": 2.0, "leads": 2}]
    mixed: list[Any] = [1, "two"]
    return [
        columns(notes=mixed),
        columns(notes=[object(), None]),
        columns(notes=pandas.Series(mixed)),
        columns(notes=[10**28, Decimal("1e-28")]),
        [{**row, "notes": note} for row, note in zip(rows, mixed)],
        pandas.DataFrame(columns(notes=mixed)),
        frame.with_columns(polars.Series("notes", mixed, dtype=polars.Object)),
        frame.with_columns(polars.Series("notes", [2**127 - 1, 0], dtype=polars.Int128)),
        frame.with_columns(polars.Series("notes", [[1], [2]])),
        pyarrow.table(columns(notes=pyarrow.array([0, 1], pyarrow.timestamp("s", "Mars/Olympus")))),
    ]


@pytest.mark.parametrize("place", range(len(unreadable())))
def test_a_column_that_nothing_needs_may_hold_anything(place: int) -> None:
    assert spend(unreadable()[place]) == [Decimal(1), Decimal(2)]
    needed = tolok.parse("dimension channel\ninput notes")
    with pytest.raises(tolok.DataError, match="the column of `notes`"):
        needed.run(unreadable()[place], by="channel")


def test_whole_numbers_of_128_bits_are_exact() -> None:
    wide = polars.Series("spend", [10**27, -5], dtype=polars.Int128)
    assert spend(polars.DataFrame(columns(spend=wide))) == [Decimal(10**27), Decimal(-5)]
    assert spend(columns(spend=wide)) == [Decimal(10**27), Decimal(-5)]
    larger = polars.Series("spend", [10**35, -5], dtype=polars.Int128)
    result = KPIS.run(polars.DataFrame(columns(spend=larger)), by="channel")
    assert (result.to_dicts()[0]["spend"], result.errors.to_dicts()[0]["error"]) == (None, "#NUM!")


def test_truths_of_eight_bits_are_no_numbers() -> None:
    truths = pyarrow.array([True, False]).cast(pyarrow.int8()).view(pyarrow.bool8())
    typed = tolok.parse("dimension channel\ninput spend: money\ninput leads: count")
    for data in (pyarrow.table(columns(spend=truths)), columns(spend=truths)):
        for kpis in (KPIS, typed):
            with pytest.raises(tolok.Error, match="true or false|`true` is not a number"):
                kpis.run(data, by="channel")
        assert [row["spend"] for row in tolok.parse("dimension channel\ninput spend").run(data, by="channel").to_dicts()] == [True, False]


def test_a_stream_that_has_been_read_is_no_empty_table() -> None:
    reader = pyarrow.table(columns()).to_reader()
    assert spend(reader) == [Decimal(1), Decimal(2)]
    for data in (reader, {"ads": reader}):
        with pytest.raises(tolok.DataError, match="may have been read already") as caught:
            spend(data)
        assert "reader.read_all()" in (caught.value.diagnostics[0].help or "")
    # A stream that never had rows is told apart by making a table of it.
    nothing = pyarrow.table(columns()).slice(0, 0)
    assert spend(nothing.to_reader().read_all()) == []
    with pytest.raises(tolok.DataError, match="stream without rows"):
        spend(nothing.to_reader())


def test_a_value_is_given_once() -> None:
    for given, keywords in (({"spend": 1}, {"spend": 2}), ({"Spend": 1}, {"spend": 1}), ({"spend": 1, "SPEND": 1}, {})):
        with pytest.raises(TypeError, match="(?i)`spend` is given twice"):
            KPIS.evaluate(given, **keywords)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="`SPEND` is given twice"):
        KPIS.run(columns(), set={"spend": 1, "SPEND": 2})
    with pytest.raises(TypeError, match="a name is a text"):
        KPIS.evaluate({5: 1})  # type: ignore[dict-item]


def test_names_come_in_an_order() -> None:
    data = columns(region=["EU", "EU"])
    kpis = tolok.parse("dimension channel\ndimension region\ninput spend\ninput leads")
    want = ["region", "channel"]
    for names in (want, tuple(want), dict.fromkeys(want), (name for name in want), dict.fromkeys(want).keys(), pandas.Index(want), "region, channel"):
        assert kpis.run(data, by=names).dimensions == want
    assert kpis.run(data, by=[kpis["region"], "channel"]).dimensions == want
    assert kpis.run(data, by=kpis["region"], kpis=kpis["leads"]).kpis == ["leads"]
    assert kpis.run(data, kpis=[kpis["leads"], kpis["spend"]]).kpis == ["leads", "spend"]
    assert kpis.run(data, by="channel").plot(kpis["leads"]).to_dict() == kpis.run(data, by="channel").plot("leads").to_dict()
    assert kpis.graph(kpis["leads"]) == kpis.graph("leads")
    assert kpis.explain(kpis["leads"], data).value == Decimal(3)
    members = {"channel": (name for name in ("Email", "Radio"))}
    assert kpis.worksheet(members=members) == kpis.worksheet(members={"channel": ["Email", "Radio"]})
    for unordered in ({"region", "channel"}, frozenset(want)):
        for option in ("by", "kpis"):
            with pytest.raises(TypeError, match=f"`{option}` is a set, which has no order"):
                kpis.run(data, **{option: unordered})  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="`members` is a set, which has no order"):
            kpis.worksheet(members={"channel": unordered})


def test_periods_are_a_pair_of_whatever_kind() -> None:
    data = columns(day=["2026-01-01", "2026-02-01"])
    for periods in ("2026-01..2026-01", ("2026-01", "2026-01"), ["2026-01", "2026-01"], [datetime.date(2026, 1, 1), datetime.date(2026, 1, 31)]):
        result = KPIS.run(data, over="month", periods=periods)  # type: ignore[arg-type]
        assert [row["period"] for row in result.to_dicts()] == ["2026-01"], periods
    for period, want in (
        (pandas.Period("2026-01", "M"), "2026-01"),
        (pandas.Period("2026Q1"), "2026-Q1"),
        (pandas.Period("2026", "Y"), "2026"),
        (pandas.Period("2026-01-05", "W"), "2026-W02"),
        (pandas.Period("2026-01-05", "D"), "2026-01-05"),
        (numpy.int64(2026), "2026"),
    ):
        assert KPIS.run(data, period=period).to_dicts() == KPIS.run(data, period=want).to_dicts()
    with pytest.raises(tolok.DataError, match="is not a period"):
        # A year that ends in January has other quarters than any calendar here.
        KPIS.run(data, period=pandas.Period("2026Q1", "Q-JAN"))
    for wrong in (["2026-01"], ["2026-01", "2026-02", "2026-03"], 5):
        with pytest.raises(ValueError, match="the first and the last period"):
            KPIS.run(data, over="month", periods=wrong)  # type: ignore[arg-type]
    with pytest.raises(tolok.DataError, match="`juli` is not a period: write `2026`"):
        KPIS.run(data, period="juli")


@pytest.mark.parametrize("top", [0, -1, 10**40, -(10**40)])
def test_a_count_is_from_1_up(top: int) -> None:
    with pytest.raises(ValueError, match="`top` is a whole number from 1 up"):
        KPIS.run(columns(), by="channel", sort="spend", top=top)


def test_a_count_is_a_whole_number() -> None:
    assert len(KPIS.run(columns(), by="channel", sort="spend", top=numpy.int64(1))) == 1
    for wrong in (1.5, "3", True):
        with pytest.raises(TypeError, match="`top` is a whole number from 1 up, not a"):
            KPIS.run(columns(), by="channel", sort="spend", top=wrong)  # type: ignore[arg-type]


def problem(ask: Any) -> tolok.Diagnostic:
    with pytest.raises(tolok.Error) as caught:
        ask()
    return caught.value.diagnostics[0]


def test_help_is_in_the_words_of_python(tmp_path: Any) -> None:
    dated = tolok.parse("time day: month\ninput spend\ngrowth_of = growth(spend)")
    january = {"day": ["2026-01-01"], "spend": [1]}
    (cause,) = [row["cause"] for row in dated.run(january, kpis="growth_of").errors.to_dicts()]
    assert '`over="month"`' in cause
    assert problem(lambda: dated.run(january, over="month", periods="2026-05..2026-01")).help == 'write `periods="2026-01..2026-05"`'
    assert problem(lambda: dated.run(january, over="day")).help == 'ask for `over="month"`, or declare `time day: day`'
    assert problem(lambda: dated.run(january, over="month", period="soon")).place == "period"
    (tmp_path / "one.csv").write_text("spend\n1\n")
    (tmp_path / "one.kpi").write_text('source ads from "other.csv"\ninput spend')
    missing = problem(lambda: tolok.load(tmp_path / "one.kpi").run())
    assert missing.help and 'data={"ads": PATH}' in missing.help and "`--" not in missing.rendered
    nothing = problem(lambda: tolok.parse("dimension channel\ninput spend").run(by="channel"))
    assert nothing.help == 'name a file: `data="ads.csv"`, `data="ads.xlsx#Sheet1"`'
    form = tmp_path / "form.xlsx"
    kpis = tolok.parse("dimension channel\ncac = spend / new_customers")
    wrong = problem(lambda: kpis.worksheet(form, members="channel"))
    names = 'name them, with commas between: `members={"channel": ["One", "Another"]}`'
    assert wrong.place == "members" and wrong.help == f"{names}; or ask for a list with a row for each: `rows=50`"
    kpis.worksheet(form, members={"channel": ["Email", "Search"]})
    kept = kpis.fill(form).kept.to_dicts()
    assert {row["reason"] for row in kept} == {"holds a formula; `overwrite_formulas=True` replaces it"}


def test_empty_frames_give_no_rows() -> None:
    schema = {"channel": polars.String, "spend": polars.Float64, "leads": polars.Int64}
    for empty in (
        polars.DataFrame(schema=schema),
        pandas.DataFrame({"channel": [], "spend": [], "leads": []}),
        {"channel": [], "spend": [], "leads": []},
        pyarrow.table(columns()).slice(0, 0),
    ):
        result = KPIS.run(empty, by="channel")
        assert len(result) == 0
        assert result.to_polars().schema == {"channel": polars.String, **dict.fromkeys(["spend", "leads", "cpl"], polars.Float64)}
        assert list(result.to_pandas().columns) == ["channel", "spend", "leads", "cpl"]
        assert KPIS.run(empty).to_dicts() == [{"spend": None, "leads": None, "cpl": None}]


def test_what_has_no_columns_is_refused() -> None:
    for nothing in ({}, [], polars.DataFrame(), pandas.DataFrame()):
        with pytest.raises(tolok.DataError):
            KPIS.run(nothing, by="channel")


def test_columns_of_one_name_are_refused() -> None:
    names = ["channel", "spend", "spend", "leads"]
    cells = [["Email"], [1], [2], [3]]
    with pytest.raises(tolok.DataError, match="`spend` stands twice"):
        spend(pyarrow.table(cells, names=names))
    with pytest.raises(tolok.DataError, match="[Dd]uplicate"):
        spend(pandas.DataFrame([["Email", 1, 2, 3]], columns=names))
    with pytest.raises(tolok.DataError, match="could be the column"):
        spend(pyarrow.table(cells, names=["channel", "spend", "SPEND", "leads"]))


@pytest.mark.parametrize("zone", ["UTC", "Europe/Warsaw", "Asia/Jakarta", "America/New_York", "+07:00"])
@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_moments_of_a_zone_are_the_days_on_its_calendar(zone: str, unit: str) -> None:
    # Midnight and the last second of a day are other days in UTC.
    moments = ["2026-01-01 00:00:00", "2026-07-31 23:59:59"]
    series = pandas.Series(pandas.to_datetime(moments)).dt.tz_localize(zone).dt.as_unit(unit)
    frame = pandas.DataFrame(columns(day=series))
    assert [day for day in days(frame) if day in ("2025-12-31", "2026-01-01", "2026-07-31", "2026-08-01")] == [
        "2026-01-01",
        "2026-07-31",
    ]
    assert days(polars.from_pandas(frame)) == days(frame)


def test_moments_without_a_zone_are_the_days_they_say() -> None:
    moments = [datetime.datetime(2026, 1, 1, 23, 59), datetime.datetime(2026, 1, 2)]
    for frame in FRAMES.values():
        assert days(frame(columns(day=moments))) == ["2026-01-01", "2026-01-02"]


def test_an_unknown_zone_is_refused() -> None:
    days_of_nowhere = pyarrow.array([0, 1], pyarrow.timestamp("s", "Mars/Olympus"))
    with pytest.raises(tolok.DataError, match="Mars/Olympus"):
        days(pyarrow.table(columns(day=days_of_nowhere)))


def test_categories_are_texts() -> None:
    plain = polars.DataFrame(columns())
    kinds = (polars.Categorical, polars.Enum(["Search", "Email"]))
    frames = [plain.with_columns(polars.col("channel").cast(kind)) for kind in kinds]
    frames.append(pandas.DataFrame(columns()).astype({"channel": "category"}))
    frames.append(pyarrow.table(columns(channel=pyarrow.array(["Email", "Search"]).dictionary_encode())))
    for frame in frames:
        assert [row["channel"] for row in KPIS.run(frame, by="channel").to_dicts()] == ["Email", "Search"]
    numbers = pyarrow.array([1.5, 2.5]).dictionary_encode()
    with pytest.raises(tolok.DataError, match="Dictionary"):
        spend(pyarrow.table(columns(spend=numbers)))


@pytest.mark.parametrize("kind", [pyarrow.decimal32, pyarrow.decimal64, pyarrow.decimal128, pyarrow.decimal256])
@pytest.mark.parametrize("scale", [-3, 0, 2, 9])
def test_decimals_of_any_scale_are_exact(kind: Any, scale: int) -> None:
    if scale < 0 and kind in (pyarrow.decimal32, pyarrow.decimal64):
        pytest.skip("pyarrow has no such type")
    numbers = [Decimal(5).scaleb(-scale), Decimal(-7).scaleb(-scale)]
    assert spend(pyarrow.table(columns(spend=pyarrow.array(numbers, kind(9, scale))))) == numbers


def test_decimals_that_cannot_be_held_are_errors() -> None:
    for kind, number, words in (
        (pyarrow.decimal128(38, 38), Decimal("5e-38"), "too small"),
        (pyarrow.decimal256(76, 2), Decimal("1e50"), "larger than"),
    ):
        result = KPIS.run(pyarrow.table(columns(spend=pyarrow.array([number, Decimal(0)], kind))), by="channel")
        assert words in result.errors.to_dicts()[0]["cause"]


def test_many_columns_are_no_burden() -> None:
    wide = columns(**{f"column {number}": [number, None] for number in range(300)})
    for frame in FRAMES.values():
        assert spend(frame(wide)) == [1, 2]


def test_whole_numbers_beyond_doubles_are_exact() -> None:
    large = 2**63 - 1
    assert spend(polars.DataFrame(columns(spend=[large, 1])))[0] == large
    assert spend(columns(spend=[10**27, 1]))[0] == 10**27
    with pytest.raises(tolok.DataError, match="row 1"):
        spend(columns(spend=[10**30, 1]))


def test_single_floats_are_their_own_shortest_decimals() -> None:
    tenths = numpy.array([0.1, 0.2], dtype="float32")
    assert spend(columns(spend=tenths)) == [Decimal("0.1"), Decimal("0.2")]
    assert spend(pandas.DataFrame(columns(spend=tenths))) == [Decimal("0.1"), Decimal("0.2")]
    assert spend(polars.DataFrame(columns(spend=polars.Series(tenths)))) == [Decimal("0.1"), Decimal("0.2")]


def test_columns_have_one_length() -> None:
    with pytest.raises(tolok.DataError, match="1 rows"):
        spend(columns(spend=[1]))


def test_missing_values_of_every_library_are_empty() -> None:
    for nothing in (None, pandas.NA, pandas.NaT, float("nan"), Decimal("NaN")):
        assert spend(columns(spend=[nothing, 2])) == [None, 2]
        assert KPIS.evaluate(spend=nothing)["spend"] is None


@pytest.mark.parametrize("nonsense", [5, object(), (x for x in [1]), polars.LazyFrame(columns()), [polars.DataFrame()]])
def test_what_is_no_table_is_a_type_error(nonsense: object) -> None:
    with pytest.raises(TypeError):
        KPIS.run(nonsense)  # type: ignore[arg-type]


def test_a_column_is_no_table() -> None:
    with pytest.raises(tolok.DataError, match="column by itself"):
        KPIS.run(polars.Series([1, 2]))


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (True, tolok.DataError),
        (datetime.date(2026, 1, 1), tolok.DataError),
        ("many", tolok.DataError),
        (math.inf, tolok.DataError),
        (Decimal("Infinity"), tolok.DataError),
        (Decimal("1.00000000000000000000000000001"), tolok.DataError),
        (10**40, tolok.DataError),
        (object(), TypeError),
        ([1], TypeError),
    ],
)
def test_values_by_hand_fit_or_are_refused(value: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="spend"):
        KPIS.evaluate(spend=value)


def test_options_are_read_or_refused() -> None:
    for wrong in ({"over": "fortnight"}, {"lang": "fr"}, {"locale": "fr"}, {"periods": "2026"}, {"as_of": "2026-01"}, {"top": 0}):
        with pytest.raises(ValueError):
            KPIS.run(columns(), **wrong)  # type: ignore[arg-type]
    for wrong in ({"by": 5}, {"kpis": [1]}, {"set": 5}, {"nonsense": 1}, {"as_of": 5}):
        with pytest.raises(TypeError):
            KPIS.run(columns(), **wrong)  # type: ignore[arg-type]
    with pytest.raises(tolok.DataError, match="chanel"):
        KPIS.run(columns(), by="chanel")
    with pytest.raises(ValueError, match="numbers"):
        KPIS.run(columns()).to_dicts("exact")  # type: ignore[arg-type]


def test_moments_of_columns_are_days_of_their_zone() -> None:
    """Half past midnight in Warsaw is still the day before in UTC."""
    moment = pandas.Timestamp("2026-01-01 00:30", tz="Europe/Warsaw")
    for column in (pandas.Series([moment] * 2), polars.Series([moment.to_pydatetime()] * 2, dtype=polars.Datetime("us", "Europe/Warsaw"))):
        assert days(columns(day=column)) == ["2026-01-01"], type(column)
    late, early = pandas.Timestamp("2026-01-01 23:00", tz="UTC"), pandas.Timestamp("2026-01-02 01:00+07:00")
    mixed = pandas.DataFrame(columns(day=pandas.Series([late, early], dtype=object)))
    assert days(mixed) == ["2026-01-01", "2026-01-02"]


def test_periods_of_pandas_are_what_they_show() -> None:
    months = pandas.period_range("2026-01", periods=2, freq="M")
    kpis = tolok.parse("dimension cohort\ninput spend")
    for data in (pandas.DataFrame({"cohort": months, "spend": [1, 2]}), {"cohort": months, "spend": [1, 2]}):
        assert [row["cohort"] for row in kpis.run(data, by="cohort").to_dicts()] == ["2026-01", "2026-02"]


def test_a_column_of_nothing_is_empty() -> None:
    assert spend(polars.DataFrame(columns(notes=[None, None]))) == [Decimal(1), Decimal(2)]
    assert spend(columns(leads=polars.Series([None, None]))) == [Decimal(1), Decimal(2)]


def test_decimals_that_polars_does_not_have_are_refused() -> None:
    result = KPIS.run(columns(spend=[12345678901, 1], leads=[1, 3]), by="channel")
    with pytest.raises(ValueError, match="more than 38 digits"):
        result.to_polars("decimal")
    assert result.to_polars("text")["spend"].to_list() == ["12345678901", "1"]


def test_columns_of_results_have_names_of_their_own() -> None:
    result = tolok.parse("dimension status\ninput spend").run({"status": ["new", "old"], "spend": [1, 2]}, by="status")
    details = result.details.to_polars()
    assert details["status"].to_list() == ["new", "old"]
    assert "status_2" in details.columns
