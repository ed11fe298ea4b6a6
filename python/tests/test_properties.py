"""Random frames: the same roll-ups computed by Python's fractions and by polars give the same numbers."""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pandas
import polars
import pyarrow
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tolok

KPIS = tolok.parse(
    """
    dimension channel
    time day: day
    input spend
    input leads
    input price, rate weighted by leads
    cpl = spend / leads
    rows = count(spend)
    dearest = max(spend)
    """
)
MEMBERS = ["Email", "Search", "Radio", "Łódź", "日本"]
FIRST = datetime.date(2026, 1, 1)
cents = st.integers(-(10**9), 10**9).map(lambda units: Decimal(units).scaleb(-2))
row = st.fixed_dictionaries(
    {
        "channel": st.sampled_from(MEMBERS),
        "day": st.integers(0, 400).map(lambda days: FIRST + datetime.timedelta(days=days)),
        "spend": st.none() | cents,
        "leads": st.none() | st.integers(0, 10**6),
        "price": st.none() | cents,
    }
)
frames = st.lists(row, min_size=1, max_size=40)
quickly = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SCHEMA = {
    "channel": polars.String,
    "day": polars.Date,
    "spend": polars.Decimal(20, 2),
    "leads": polars.Int64,
    "price": polars.Decimal(20, 2),
}


def rounded(number: Fraction) -> Decimal:
    """A fraction in 28 significant digits, half to even, and at most 28 decimal places."""
    whole = len(str(abs(number.numerator) // number.denominator)) if abs(number) >= 1 else 0
    scale = 28 - whole
    if whole == 0 and number:
        # Zeros behind the point are no significant digits, but they are decimal places.
        scale = 28
    with localcontext() as context:
        context.prec = 60
        return Decimal(round(number * 10**scale)).scaleb(-scale)


def expected(rows: list[dict[str, Any]]) -> dict[str, Decimal | None]:
    """What the KPIs are over rows, in fractions."""
    def total(name: str) -> Fraction | None:
        cells = [Fraction(row[name]) for row in rows if row[name] is not None]
        return sum(cells, Fraction(0)) if cells else None

    spend, leads = total("spend"), total("leads")
    paid = [row["spend"] for row in rows if row["spend"] is not None]
    both = [(row["price"], row["leads"]) for row in rows if row["price"] is not None and row["leads"] is not None]
    weight = sum(Fraction(leads) for _, leads in both)
    weighted = sum(Fraction(price) * leads for price, leads in both)
    exact = {
        "spend": spend,
        "leads": leads,
        "price": weighted / weight if weight else None,
        "cpl": spend / leads if spend is not None and leads else None,
        "rows": Fraction(len(paid)),
        "dearest": Fraction(max(paid)) if paid else None,
    }
    return {name: None if number is None else rounded(number) for name, number in exact.items()}


def shapes(rows: list[dict[str, Any]]) -> list[Any]:
    """The same rows as every kind of table."""
    frame = polars.DataFrame(rows, schema=SCHEMA)
    columns = {name: [row[name] for row in rows] for name in SCHEMA}
    halves = polars.concat([frame[: len(rows) // 2], frame[len(rows) // 2 :]], rechunk=False)
    floats = frame.with_columns(polars.col("spend", "price").cast(polars.Float64))
    categories = frame.with_columns(polars.col("channel").cast(polars.Categorical))
    return [rows, columns, frame, halves, categories, floats, pandas.DataFrame(columns), frame.to_arrow(), pyarrow.Table.from_pylist(rows)]


@quickly
@given(frames)
def test_totals_are_those_of_fractions(rows: list[dict[str, Any]]) -> None:
    want = expected(rows)
    for shape in shapes(rows):
        assert KPIS.run(shape).to_dicts() == [want], type(shape)


@quickly
@given(frames)
def test_members_and_months_are_those_of_fractions(rows: list[dict[str, Any]]) -> None:
    cells: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        cells[row["channel"], format(row["day"], "%Y-%m")].append(row)
    result = KPIS.run(polars.DataFrame(rows, schema=SCHEMA), by="channel", over="month", total=True)
    found = {(row["channel"], row["period"]): {name: row[name] for name in result.kpis} for row in result.to_dicts()}
    for place, members in cells.items():
        assert found[place] == expected(members)
    # What has no rows has no values.
    for place in found.keys() - cells.keys():
        assert {found[place][name] for name in ("spend", "leads", "price", "cpl", "dearest")} == {None}
    totals = {row["period"]: row for row in result.totals.to_dicts()}
    for month in {month for _, month in cells}:
        want = expected([row for (_, other), members in cells.items() if other == month for row in members])
        assert {name: totals[month][name] for name in result.kpis} == want
    assert {name: totals[None][name] for name in result.kpis} == expected(rows)


@quickly
@given(frames)
def test_sums_are_those_of_polars(rows: list[dict[str, Any]]) -> None:
    frame = polars.DataFrame(rows, schema=SCHEMA)
    sums = frame.group_by("channel", maintain_order=True).agg(
        polars.col("spend").drop_nulls().sum(),
        polars.col("leads").drop_nulls().sum(),
        polars.col("spend").count().alias("paid"),
        polars.col("leads").count().alias("counted"),
    )
    ours = KPIS.run(frame, by="channel", kpis=["spend", "leads"]).to_dicts()
    theirs = [
        {
            "channel": row["channel"],
            "spend": row["spend"] if row["paid"] else None,
            "leads": Decimal(row["leads"]) if row["counted"] else None,
        }
        for row in sums.to_dicts()
    ]
    assert ours == theirs


@quickly
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15), min_size=1, max_size=30))
def test_floats_are_the_decimals_that_python_writes(numbers: list[float]) -> None:
    numbers = [number for number in numbers if abs(number) > 1e-10 or number == 0] or [0.0]
    want = rounded(sum((Fraction(Decimal(repr(number))) for number in numbers), Fraction(0)))
    kpis = tolok.parse("input spend")
    for shape in ({"spend": numbers}, polars.DataFrame({"spend": numbers}), pandas.DataFrame({"spend": numbers})):
        assert kpis.run(shape).to_dicts() == [{"spend": want}]


@quickly
@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**15), max_value=10**15), st.integers(1, 10**9))
def test_values_by_hand_are_divided_as_decimals_are(spend: Decimal, leads: int) -> None:
    assert tolok.parse("cpl = spend / leads").evaluate(spend=spend, leads=leads)["cpl"] == rounded(Fraction(spend) / leads)
