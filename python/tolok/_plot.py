"""Altair charts of a result: a trend with the band of the target, bars by member, bullets against the target."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from . import _tolok

STATUS = {"good": "#1a7f37", "warn": "#bf8700", "bad": "#cf222e"}


def plot(
    result: _tolok.Result,
    kpis: Sequence[str],
    *,
    kind: str | None = None,
    by: str | None = None,
    target: float | tuple[float, float] | None = None,
    title: str | None = None,
) -> Any:
    """A chart of KPIs: a trend where rows have periods, else bars by member; bullets where `kind` says so."""
    try:
        import altair as library
    except ImportError as error:
        raise ImportError("charts are drawn by Altair, which comes with `pip install 'tolok[plot]'`") from error
    # Parts of it are typed and parts are not.
    altair: Any = library
    everything = result._shown()
    named = {name: (place, label) for place, (name, label, _, _) in enumerate(everything["kpis"])}
    wanted = list(kpis) or [name for name, _, _, _ in everything["kpis"]][-1:]
    unknown = [name for name in wanted if name not in named]
    if unknown or not wanted:
        raise KeyError(f"the result has no `{', '.join(unknown)}`; it has {', '.join(named)}")
    dimensions = [name for name, _ in everything["dimensions"]]
    if by is not None and by not in dimensions:
        raise KeyError(f"rows are not grouped by `{by}`; they are by {', '.join(dimensions) or 'nothing'}")
    kind = kind or ("trend" if everything["over"] else "bars")
    if kind == "trend" and not everything["over"]:
        raise ValueError("a trend goes from period to period: run with `over`")
    if kind not in ("trend", "bars", "bullet"):
        raise ValueError(f"`kind` is trend, bars or bullet, not `{kind}`")
    if kind == "bullet" and target is None:
        raise ValueError("a bullet is drawn against a `target`")
    records = list(rows(everything, [(name, *named[name]) for name in wanted], dimensions, by))
    data = altair.Data(values=records)
    drawn = {"trend": trend, "bars": bars, "bullet": bullet}[kind](altair, data, target)
    heading = title or everything["title"] or ", ".join(named[name][1] for name in wanted)
    if len(wanted) > 1:
        drawn = drawn.facet(altair.Facet("kpi:N", title=None, sort=wanted), columns=2).resolve_scale(y="independent", x="independent")
    return drawn.properties(title=heading)


def rows(
    everything: dict[str, Any], kpis: list[tuple[str, int, str]], dimensions: list[str], by: str | None
) -> Any:
    """A record for each value; what has no value has no point."""
    shown = [dimensions.index(by)] if by else range(len(dimensions))
    for row in everything["rows"]:
        member = ", ".join(str(row["members"][place]) for place in shown)
        for _, place, label in kpis:
            display, status, _, _, number, _ = row["kpis"][place]
            yield {
                "kpi": label,
                "member": member,
                "period": row["period"],
                "begins": row["begins"],
                "partial": row["partial"],
                "value": number,
                "display": display,
                "status": status,
            }


def tooltip(altair: Any) -> list[Any]:
    """What is told of a mark that is pointed at: the value as people read it."""
    fields = [("member:N", "member"), ("period:N", "period"), ("display:N", "value"), ("status:N", "status")]
    return [altair.Tooltip(field, title=title) for field, title in fields]


def band(altair: Any, data: Any, target: float | tuple[float, float] | None, axis: str) -> list[Any]:
    """The target as a line, or as a band between two."""
    if target is None:
        return []
    if isinstance(target, (tuple, list)):
        low, high = sorted(float(bound) for bound in target)
        ends = {axis: altair.datum(low), f"{axis}2": altair.datum(high)}
        return [altair.Chart(data).mark_rect(color="#1a7f37", opacity=0.12).encode(**ends)]
    end = {axis: altair.datum(float(target))}
    return [altair.Chart(data).mark_rule(color="#1a7f37", strokeDash=[5, 4]).encode(**end)]


def trend(altair: Any, data: Any, target: float | tuple[float, float] | None) -> Any:
    """A line for each member; a period that is not over has a hollow point."""
    base = altair.Chart(data).encode(
        x=altair.X("begins:T", title=None),
        y=altair.Y("value:Q", title=None, scale=altair.Scale(zero=False)),
        color=altair.Color("member:N", title=None),
    )
    points = base.mark_point(size=40).encode(
        fill=altair.condition("datum.partial", altair.value("white"), altair.Color("member:N", legend=None)),
        tooltip=tooltip(altair),
    )
    return altair.layer(*band(altair, data, target, "y"), base.mark_line(), points)


def bars(altair: Any, data: Any, target: float | tuple[float, float] | None) -> Any:
    """A bar for each member in its status; periods side by side."""
    colour = altair.Color("status:N", title=None, scale=altair.Scale(domain=list(STATUS), range=list(STATUS.values())))
    drawn = altair.Chart(data).mark_bar().encode(
        x=altair.X("value:Q", title=None),
        y=altair.Y("member:N", title=None, sort=None),
        yOffset=altair.YOffset("period:N"),
        color=altair.condition("isValid(datum.status)", colour, altair.value("#4c78a8")),
        tooltip=tooltip(altair),
    )
    return altair.layer(drawn, *band(altair, data, target, "x"))


def bullet(altair: Any, data: Any, target: float | tuple[float, float] | None) -> Any:
    """A thin bar for each member with a tick where the target is."""
    drawn = altair.Chart(data).mark_bar(size=8).encode(
        x=altair.X("value:Q", title=None), y=altair.Y("member:N", title=None, sort=None), tooltip=tooltip(altair)
    )
    ends = sorted(float(bound) for bound in target) if isinstance(target, (tuple, list)) else [float(target or 0)]
    ticks = [
        altair.Chart(data).mark_tick(color="black", thickness=3, size=22).encode(x=altair.datum(end), y=altair.Y("member:N", sort=None))
        for end in ends
    ]
    return altair.layer(drawn, *ticks)
