"""Altair charts of a result: a trend with the band of the target, bars by member, bullets against the target."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, SupportsFloat

    from . import _tolok

STATUS = {"good": "#1a7f37", "warn": "#bf8700", "bad": "#cf222e"}


def plot(
    result: _tolok.Result,
    kpis: Sequence[str],
    *,
    kind: str | None = None,
    by: str | None = None,
    target: SupportsFloat | tuple[SupportsFloat, SupportsFloat] | None = None,
    title: str | None = None,
) -> Any:
    """A chart of KPIs: a trend where rows have periods, else bars by member; bullets where `kind` says so.

    Targets are those of the definitions, for each member and period its own; `target` sets another for all.
    """
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
    if by is not None and len(dimensions) > 1:
        # Several rows would stand in one place, and ratios do not add up.
        raise ValueError(f"rows are by {', '.join(dimensions)}: run with `by=\"{by}\"` to see them by {by} alone")
    kind = kind or ("trend" if everything["over"] else "bars")
    if kind == "trend" and not everything["over"]:
        raise ValueError("a trend goes from period to period: run with `over`")
    if kind not in ("trend", "bars", "bullet"):
        raise ValueError(f"`kind` is trend, bars or bullet, not `{kind}`")
    records = list(rows(everything, [(name, *named[name]) for name in wanted], dimensions, by, target))
    aims = aims_of(records)
    data = altair.Data(values=records)
    if kind == "bullet":
        if aims is None:
            raise ValueError("a bullet is drawn against a target: give the KPI one, or say `target`")
        drawn = bullet(altair, data, aims)
    else:
        drawn = (trend if kind == "trend" else bars)(altair, data, aims)
    heading = title or everything["title"] or ", ".join(named[name][1] for name in wanted)
    if len(wanted) > 1:
        drawn = drawn.facet(altair.Facet("kpi:N", title=None, sort=wanted), columns=2).resolve_scale(y="independent", x="independent")
    return drawn.properties(title=heading)


def rows(
    everything: dict[str, Any],
    kpis: list[tuple[str, int, str]],
    dimensions: list[str],
    by: str | None,
    target: SupportsFloat | tuple[SupportsFloat, SupportsFloat] | None,
) -> Any:
    """A record for each value; what has no value has no point."""
    shown = [dimensions.index(by)] if by else range(len(dimensions))
    for row in everything["rows"]:
        member = ", ".join(str(row["members"][place]) for place in shown)
        for _, place, label in kpis:
            display, status, _, _, number, _, own = row["kpis"][place]
            low, high = own if target is None else ends(target)
            yield {
                "kpi": label,
                "member": member,
                "period": row["period"],
                "begins": row["begins"],
                "partial": row["partial"],
                "value": number,
                "display": display,
                "status": status,
                "low": low,
                "high": high,
            }


def ends(target: SupportsFloat | tuple[SupportsFloat, SupportsFloat]) -> tuple[float | None, float]:
    """The ends of a target that was given: a band between two, or one line."""
    if isinstance(target, (tuple, list)):
        low, high = sorted(float(bound) for bound in target)
        return low, high
    return None, float(target)


class Aims(NamedTuple):
    """Which ends the targets have, and whether each KPI has one and the same target everywhere."""

    has_low: bool
    has_high: bool
    is_same: bool

    @property
    def fields(self) -> list[str]:
        """The fields of a record that hold an end."""
        return [field for field, is_there in (("low", self.has_low), ("high", self.has_high)) if is_there]


def aims_of(records: list[dict[str, Any]]) -> Aims | None:
    """What is to be drawn of targets; nothing where no KPI has one."""
    found: dict[str, set[tuple[float | None, float | None]]] = {}
    for record in records:
        found.setdefault(record["kpi"], set()).add((record["low"], record["high"]))
    low, high = (any(end[place] is not None for all_ends in found.values() for end in all_ends) for place in (0, 1))
    return Aims(low, high, all(len(all_ends) == 1 for all_ends in found.values())) if low or high else None


def tooltip(altair: Any) -> list[Any]:
    """What is told of a mark that is pointed at: the value as people read it."""
    fields = [("member:N", "member"), ("period:N", "period"), ("display:N", "value"), ("status:N", "status")]
    return [altair.Tooltip(field, title=title) for field, title in fields]


def band(altair: Any, data: Any, aims: Aims | None, axis: str) -> list[Any]:
    """A target that is the same everywhere: as a band between its ends, or as a line where it has one."""
    if aims is None or not aims.is_same:
        return []
    position = {"x": altair.X, "y": altair.Y, "x2": altair.X2, "y2": altair.Y2}
    place = {field: f"mean({field}):Q" for field in aims.fields}
    drawn = []
    if len(place) == 2:
        across = {axis: position[axis](place["low"], title=None), f"{axis}2": position[f"{axis}2"]("mean(high)")}
        drawn.append(altair.Chart(data).mark_rect(color=STATUS["good"], opacity=0.12).encode(**across))
    for field in place.values():
        line = altair.Chart(data).mark_rule(color=STATUS["good"], strokeDash=[5, 4])
        drawn.append(line.encode(**{axis: position[axis](field, title=None)}))
    return drawn


def trend(altair: Any, data: Any, aims: Aims | None) -> Any:
    """A line for each member; a period that is not over has a hollow point."""
    base = altair.Chart(data).encode(
        x=altair.X("begins:T", title=None, scale=altair.Scale(type="utc")),
        y=altair.Y("value:Q", title=None, scale=altair.Scale(zero=False)),
        color=altair.Color("member:N", title=None),
    )
    points = base.mark_point(size=40).encode(
        fill=altair.condition("datum.partial", altair.value("white"), altair.Color("member:N", legend=None)),
        tooltip=tooltip(altair),
    )
    # Targets of their own go from period to period like the values do, in the colours of the members.
    own = [] if aims is None or aims.is_same else [
        base.mark_line(strokeDash=[5, 4], opacity=0.6).encode(y=altair.Y(f"{field}:Q", title=None)) for field in aims.fields
    ]
    return altair.layer(*band(altair, data, aims, "y"), *own, base.mark_line(), points)


def bars(altair: Any, data: Any, aims: Aims | None) -> Any:
    """A bar for each member in its status; periods side by side."""
    colour = altair.Color("status:N", title=None, scale=altair.Scale(domain=list(STATUS), range=list(STATUS.values())))
    drawn = altair.Chart(data).mark_bar().encode(
        x=altair.X("value:Q", title=None),
        y=altair.Y("member:N", title=None, sort=None),
        yOffset=altair.YOffset("period:N"),
        color=altair.condition("isValid(datum.status)", colour, altair.value("#4c78a8")),
        tooltip=tooltip(altair),
    )
    own = [] if aims is None or aims.is_same else ticks(altair, data, aims)
    return altair.layer(drawn, *band(altair, data, aims, "x"), *own)


def bullet(altair: Any, data: Any, aims: Aims) -> Any:
    """A thin bar for each member with a tick where its target is."""
    drawn = altair.Chart(data).mark_bar(size=8).encode(
        x=altair.X("value:Q", title=None),
        y=altair.Y("member:N", title=None, sort=None),
        yOffset=altair.YOffset("period:N"),
        tooltip=tooltip(altair),
    )
    return altair.layer(drawn, *ticks(altair, data, aims))


def ticks(altair: Any, data: Any, aims: Aims) -> list[Any]:
    """A tick at each end of each member's target."""
    mark = altair.Chart(data).mark_tick(color="black", thickness=3, size=22)
    member, period = altair.Y("member:N", sort=None, title=None), altair.YOffset("period:N")
    return [mark.encode(x=altair.X(f"{field}:Q", title=None), y=member, yOffset=period) for field in aims.fields]
