"""Charts of results: what is drawn is what the result holds."""

from __future__ import annotations

from typing import Any

import pytest

import tolok

KPIS = tolok.parse(
    "dimension channel\ntime day: month\ninput spend: money[USD]\ninput leads: count\ncpl = spend / leads { target <= 30, warn <= 40 }"
)
ADS = {
    "channel": ["Email", "Search", "Email", "Search"],
    "day": ["2026-01-31", "2026-01-31", "2026-02-28", "2026-02-28"],
    "spend": [100, 500, 120, 410],
    "leads": [4, 10, 0, 10],
}


def marks(chart: Any) -> set[str]:
    drawn = chart.to_dict()
    layers = drawn.get("spec", drawn)["layer"]
    return {layer["mark"]["type"] for layer in layers}


def data_of(chart: Any) -> list[dict[str, Any]]:
    """The values of whatever part of a chart holds them."""
    drawn = chart.to_dict()
    for part in (drawn, *drawn.get("layer", []), drawn.get("spec", {}), *drawn.get("spec", {}).get("layer", [])):
        if "values" in part.get("data", {}):
            return part["data"]["values"]
        if "name" in part.get("data", {}):
            return drawn["datasets"][part["data"]["name"]]
    raise AssertionError("there is no data")


def test_a_trend_has_the_band_of_its_target() -> None:
    chart = KPIS.run(ADS, by="channel", over="month").plot("cpl", target=(20, 30), title="Cost per lead")
    assert marks(chart) == {"rect", "rule", "line", "point"}
    assert chart.to_dict()["title"] == "Cost per lead"
    assert [(row["member"], row["period"], row["value"]) for row in data_of(chart)] == [
        ("Email", "2026-01", 25.0),
        ("Email", "2026-02", None),
        ("Search", "2026-01", 50.0),
        ("Search", "2026-02", 41.0),
    ]
    assert data_of(chart)[0]["display"] == "$25.00"


def test_bars_have_their_status() -> None:
    chart = KPIS.run(ADS, by="channel").plot("cpl")
    assert marks(chart) == {"bar", "rule"}
    assert [(row["member"], row["status"]) for row in data_of(chart)] == [("Email", "bad"), ("Search", "bad")]


def test_bullets_stand_against_a_target() -> None:
    result = KPIS.run(ADS, by="channel")
    assert marks(result.plot("cpl", kind="bullet", target=30)) == {"bar", "tick"}
    assert [(row["low"], row["high"]) for row in data_of(result.plot("cpl", kind="bullet"))] == [(None, 30.0)] * 2
    assert [row["high"] for row in data_of(result.plot("cpl", kind="bullet", target=25))] == [25.0] * 2
    with pytest.raises(ValueError, match="target"):
        result.plot("spend", kind="bullet")


def test_targets_are_those_of_the_definitions() -> None:
    """A KPI without one has none, a target by member or period differs, and both ends of a band are drawn."""
    own = tolok.parse(
        "dimension channel { member \"Email\"; member \"Search\" }\ntime day: month\ninput spend: money[USD]\ninput leads: count\ninput plan: count\n"
        "reached = leads { target >= plan }\n"
        "cpl = spend / leads { target between 20 and 30; target for channel \"Search\" <= 45 }"
    )
    data = ADS | {"plan": [5, 8, None, 9]}
    assert marks(own.run(data, by="channel").plot("spend")) == {"bar"}
    bars = own.run(data, by="channel").plot("reached", "cpl")
    assert marks(bars) == {"bar", "tick"}
    assert [(row["kpi"], row["member"], row["low"], row["high"]) for row in data_of(bars)] == [
        ("reached", "Email", 5.0, None),
        ("cpl", "Email", 20.0, 30.0),
        ("reached", "Search", 17.0, None),
        ("cpl", "Search", None, 45.0),
    ]
    trend = own.run(data, by="channel", over="month").plot("reached")
    assert marks(trend) == {"line", "point"}
    assert [row["low"] for row in data_of(trend)] == [5.0, None, 8.0, 9.0]


def test_several_kpis_stand_side_by_side() -> None:
    chart = KPIS.run(ADS, by="channel").plot("spend", "cpl")
    assert chart.to_dict()["facet"]["field"] == "kpi"


def test_what_cannot_be_drawn_is_refused() -> None:
    result = KPIS.run(ADS, by="channel")
    for wrong in ({"kpis": ["nothing"]}, {"kpis": ["cpl"], "by": "nothing"}):
        with pytest.raises(KeyError, match="nothing"):
            result.plot(*wrong["kpis"], by=wrong.get("by"))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="run with `by=\"channel\"`"):
        KPIS.run(ADS | {"region": ["N", "N", "S", "S"]}, by=["channel", "region"]).plot("cpl", by="channel")
    with pytest.raises(ValueError, match="over"):
        result.plot("cpl", kind="trend")
    with pytest.raises(ValueError, match="pie"):
        result.plot("cpl", kind="pie")  # type: ignore[arg-type]
