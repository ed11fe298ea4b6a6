"""Frames of pandas are read where they lie. What comes out is what comes of the table that pyarrow makes of them."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal
from typing import Any

import numpy
import pandas
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as any_of

import tolok
from tolok import _pandas

KPIS = tolok.parse("dimension channel\ntime day: day\ninput spend\ninput leads\ncpl = spend / leads")
DAYS = pandas.to_datetime(["1970-01-01 00:00:00", "1970-01-01 23:59:59", "1969-12-31 12:00:00"])
#: Every day between the first and the last is a row.
DATES = any_of.dates(datetime.date(1969, 12, 1), datetime.date(1970, 1, 31))


def frame(**others: Any) -> pandas.DataFrame:
    return pandas.DataFrame({"channel": ["Email", "Search", "Email"], "spend": [0.1, 2.0, 0.2], "leads": [1, 2, 3], "day": DAYS} | others)


def results(table: Any, **options: Any) -> tuple[list[dict[str, Any]], ...]:
    result = KPIS.run(table, **options)
    return result.to_dicts("text"), result.totals.to_dicts("text"), result.errors.to_dicts(), result.warnings.to_dicts()


def alike(table: pandas.DataFrame) -> list[dict[str, Any]]:
    """What comes of a frame, which is what comes of it by way of pyarrow."""
    options: dict[str, Any] = {"by": "channel", "over": "day", "total": True}
    read, converted = results(table, **options), results(pyarrow.Table.from_pandas(table), **options)
    assert read == converted
    return read[0]


FRAMES = {
    "plain": frame(),
    "two blocks of one array": pandas.DataFrame(numpy.arange(6.0).reshape(3, 2), columns=["spend", "leads"]).assign(channel="A", day=DAYS),
    "every second row": frame().iloc[::2],
    "backwards": frame().iloc[::-1],
    "rows chosen": frame()[[True, False, True]],
    "singles": frame(spend=numpy.array([0.1, 0.2, math.nan], "float32"), leads=numpy.array([1, 2, 3], "uint8")),
    "halves": frame(spend=numpy.array([0.5, 0.25, 2], "float16")),
    "missing numbers": frame(spend=[math.nan, 2.0, math.inf]),
    "missing moments": frame(day=[DAYS[0], pandas.NaT, DAYS[2]]),
    "nullable": frame(leads=pandas.array([1, None, 3], "Int64"), channel=pandas.array(["A", None, "B"], "string")),
    "of Arrow": frame().convert_dtypes(dtype_backend="pyarrow"),
    "categories": frame().astype({"channel": "category"}),
    "objects": frame(channel=pandas.Series(["A", None, "B"], dtype=object), day=[datetime.date(1970, 1, 1)] * 3),
    "decimals": frame(spend=pandas.Series([Decimal("0.1"), Decimal("2.05"), None], dtype=object)),
    "a zone": frame(day=DAYS.tz_localize("Europe/Warsaw")),
    "truths besides": frame(active=[True, False, True]),
    "an index with a name": frame().set_index("channel"),
    "an index of two": frame().set_index(["channel", "day"]),
    "no rows": frame().iloc[:0],
}


@pytest.mark.parametrize("table", FRAMES.values(), ids=FRAMES)
def test_frames_are_what_pyarrow_makes_of_them(table: pandas.DataFrame) -> None:
    assert alike(table) != [] or table.empty


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_moments_of_every_unit(unit: str) -> None:
    rows = alike(frame(day=DAYS.as_unit(unit)))
    days = {(row["channel"], row["period"]): row["spend"] for row in rows if row["spend"] is not None}
    assert days == {("Email", "1970-01-01"): "0.1", ("Search", "1970-01-01"): "2", ("Email", "1969-12-31"): "0.2"}


@settings(deadline=None, max_examples=60)
@given(
    any_of.lists(any_of.tuples(any_of.floats(width=64), any_of.integers(-(2**63), 2**63 - 1), any_of.none() | DATES), min_size=1, max_size=20),
    any_of.sampled_from(["float64", "float32"]),
)
def test_any_numbers_and_days(rows: list[tuple[float, int, datetime.date | None]], kind: str) -> None:
    spend, leads, days = zip(*rows)
    with numpy.errstate(over="ignore"):
        singles = numpy.array(spend).astype(kind)
    moments = numpy.array(days, "datetime64[s]")
    alike(pandas.DataFrame({"channel": "A", "spend": singles, "leads": numpy.array(leads, "int64"), "day": moments}))


def test_numbers_and_moments_are_not_copied() -> None:
    table = frame()
    read = _pandas.table(table)
    for name in ("spend", "leads", "day"):
        (chunk,) = read.column(name).chunks
        assert chunk.buffers()[1].address == table[name].to_numpy().__array_interface__["data"][0], name


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (frame(channel=[1, "two", "three"]), "channel.*object"),
        (frame(spend=pandas.Series([1, "two", 3.0], dtype=object)), "spend.*object"),
        (frame(spend=pandas.Series([object()] * 3)), "spend.*object"),
        (frame(spend=numpy.array([1, 2, 3], ">f8")), "spend"),
        (frame(spend=[1 + 2j] * 3), "spend"),
    ],
)
def test_what_is_no_column_is_refused_by_name(table: pandas.DataFrame, words: str) -> None:
    with pytest.raises(tolok.DataError, match=f"(?s){words}"):
        KPIS.run(table, by="channel")


def test_columns_need_not_be_named_by_texts() -> None:
    table = frame().assign(**{"2026": 1}).rename(columns={"2026": 2026})
    assert [row["spend"] for row in KPIS.run(table, by="channel").to_dicts()] == [Decimal("0.3"), Decimal(2)]
    # A column and an index of one name: pyarrow gives the index another.
    twice = frame().set_index("channel", drop=False)
    assert [row["spend"] for row in KPIS.run(twice, by="channel").to_dicts()] == [Decimal("0.3"), Decimal(2)]


def test_a_class_of_ones_own_speaks_for_itself() -> None:
    class Doubled(pandas.DataFrame):
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return pyarrow.Table.from_pandas(frame(spend=[1, 2, 3])).__arrow_c_stream__()

    assert [row["spend"] for row in KPIS.run(Doubled(frame()), by="channel").to_dicts()] == [Decimal(4), Decimal(2)]
