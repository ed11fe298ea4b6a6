"""The commands as functions: definitions first, always, then data and options under the names of the command line."""

from __future__ import annotations

import os

from . import _tolok

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import overload

    from ._tolok import (
        _At,
        _Data,
        _Day,
        _Engine,
        _Grain,
        _Language,
        _LiveBlank,
        _Members,
        _Names,
        _Pages,
        _Period,
        _Periods,
        _Scalar,
        _Source,
        _Whole,
        _WrittenAs,
    )


def _definitions(source: _Source, allow_outside: bool) -> _tolok.Definitions:
    """Definitions as they are, or loaded."""
    if isinstance(source, _tolok.Definitions):
        return source
    return _tolok.load(source, allow_outside=allow_outside)


def check(
    *definitions: str | os.PathLike[str], text: str | None = None, allow_outside: bool = False
) -> list[_tolok.Diagnostic]:
    """Every problem of definitions, as `tolok check` finds them; nothing is raised.

    >>> import tolok
    >>> [problem.summary for problem in tolok.check(text="a = b / 0 +")]
    ['definitions.kpi:1:11: error[E0101]: the definition ends after `+`, but a value is missing']
    """
    if (text is None) == (not definitions):
        raise TypeError("check takes files of definitions, or a text of them as `text`")
    if text is not None:
        return _tolok.check_source(text, allow_outside=allow_outside)
    return [problem for path in definitions for problem in _tolok.check_file(path, allow_outside=allow_outside)]


def evaluate(
    definitions: _Source,
    set: Mapping[str, _Scalar] | None = None,
    /,
    *,
    data: _Data | None = None,
    kpis: _Names | None = None,
    lang: _Language | None = None,
    locale: _Language | None = None,
    strict: bool = False,
    allow_outside: bool = False,
    **inputs: _Scalar,
) -> _tolok.Evaluation:
    """KPIs from values given by hand, as `tolok eval` computes them.

    >>> import tolok
    >>> tolok.evaluate(tolok.parse("half = total / 2"), total=5)["half"]
    Decimal('2.5')
    """
    loaded = _definitions(definitions, allow_outside)
    return loaded.evaluate(set, data=data, kpis=kpis, lang=lang, locale=locale, strict=strict, **inputs)


def run(
    definitions: _Source,
    data: _Data | None = None,
    *,
    set: Mapping[str, _Scalar] | None = None,
    by: _Names | None = None,
    over: _Grain | None = None,
    where: str | None = None,
    period: _Period | None = None,
    periods: _Periods | None = None,
    as_of: _Day | None = None,
    kpis: _Names | None = None,
    report: str | None = None,
    sort: str | None = None,
    top: int | _Whole | None = None,
    across: str | None = None,
    total: bool = False,
    subtotals: bool = False,
    check_totals: bool = False,
    errors: str | None = None,
    out: str | os.PathLike[str] | None = None,
    lang: _Language | None = None,
    locale: _Language | None = None,
    strict: bool = False,
    allow_outside: bool = False,
) -> _tolok.Result:
    """KPIs from tables, for each member and period, as `tolok run` computes them.

    >>> import tolok
    >>> kpis = tolok.parse("dimension channel\\ninput spend")
    >>> rows = [{"channel": "Email", "spend": 0.1}, {"channel": "Email", "spend": 0.2}]
    >>> tolok.run(kpis, rows, by="channel").to_dicts()
    [{'channel': 'Email', 'spend': Decimal('0.3')}]
    """
    loaded = _definitions(definitions, allow_outside)
    return loaded.run(
        data,
        set=set,
        by=by,
        over=over,
        where=where,
        period=period,
        periods=periods,
        as_of=as_of,
        kpis=kpis,
        report=report,
        sort=sort,
        top=top,
        across=across,
        total=total,
        subtotals=subtotals,
        check_totals=check_totals,
        errors=errors,
        out=out,
        lang=lang,
        locale=locale,
        strict=strict,
    )


def explain(
    definitions: _Source,
    kpi: str | _tolok.Kpi,
    data: _Data | None = None,
    *,
    at: _At | None = None,
    set: Mapping[str, _Scalar] | None = None,
    over: _Grain | None = None,
    where: str | None = None,
    period: _Period | None = None,
    as_of: _Day | None = None,
    lang: _Language | None = None,
    locale: _Language | None = None,
    strict: bool = False,
    allow_outside: bool = False,
) -> _tolok.Explanation:
    """How a KPI gets its value, as `tolok explain` shows it.

    >>> import tolok
    >>> tree = tolok.explain(tolok.parse("half = total / 2"), "half", set={"total": 5})
    >>> [(part.name, part.display) for part in tree.children]
    [('total', '5')]
    """
    loaded = _definitions(definitions, allow_outside)
    return loaded.explain(
        kpi,
        data,
        at=at,
        set=set,
        over=over,
        where=where,
        period=period,
        as_of=as_of,
        lang=lang,
        locale=locale,
        strict=strict,
    )


def fill(
    definitions: _Source,
    template: str | os.PathLike[str],
    data: _Data | None = None,
    *,
    out: str | os.PathLike[str] | None = None,
    in_place: bool = False,
    set: Mapping[str, _Scalar] | None = None,
    by: _Names | None = None,
    over: _Grain | None = None,
    where: str | None = None,
    period: _Period | None = None,
    periods: _Periods | None = None,
    as_of: _Day | None = None,
    labels: _Names | bool | None = None,
    as_: _WrittenAs | None = None,
    live_blank: _LiveBlank | None = None,
    overwrite: bool = False,
    overwrite_formulas: bool = False,
    errors: str | None = None,
    recalculate: _Engine | None = None,
    max_unpacked: int | _Whole | None = None,
    explain: _Names | None = None,
    lang: _Language | None = None,
    locale: _Language | None = None,
    strict: bool = False,
    allow_outside: bool = False,
) -> _tolok.Filled:
    """A worksheet filled, as `tolok fill` fills it; nothing is written without `out` or `in_place`.

    >>> import tolok
    >>> filled = tolok.fill("marketing.kpi", "monthly-report.xlsx", "july.xlsx")
    >>> "Report!G12" in filled.recalculated
    True
    """
    loaded = _definitions(definitions, allow_outside)
    return loaded.fill(
        template,
        data,
        out=out,
        in_place=in_place,
        set=set,
        by=by,
        over=over,
        where=where,
        period=period,
        periods=periods,
        as_of=as_of,
        labels=labels,
        as_=as_,
        live_blank=live_blank,
        overwrite=overwrite,
        overwrite_formulas=overwrite_formulas,
        errors=errors,
        recalculate=recalculate,
        max_unpacked=max_unpacked,
        explain=explain,
        lang=lang,
        locale=locale,
        strict=strict,
    )


def docs(
    definitions: _Source,
    *,
    format: _Pages | None = None,
    lang: _Language | None = None,
    out: str | os.PathLike[str] | None = None,
    allow_outside: bool = False,
) -> str:
    """The catalogue of definitions as a page, as `tolok docs` writes it: Markdown, or HTML; written to `out` as well where it is given.

    >>> import tolok
    >>> tolok.docs("std.marketing", format="html").startswith("<!DOCTYPE html>")
    True
    """
    return _definitions(definitions, allow_outside).docs(format=format, lang=lang, out=out)


if TYPE_CHECKING:
    @overload
    def worksheet(
        definitions: _Source,
        out: None = None,
        *,
        report: str | None = None,
        kpis: _Names | None = None,
        members: _Members | None = None,
        periods: _Periods | None = None,
        over: _Grain | None = None,
        rows: int | None = None,
        lang: _Language | None = None,
        allow_outside: bool = False,
    ) -> bytes: ...

    @overload
    def worksheet(
        definitions: _Source,
        out: str | os.PathLike[str],
        *,
        report: str | None = None,
        kpis: _Names | None = None,
        members: _Members | None = None,
        periods: _Periods | None = None,
        over: _Grain | None = None,
        rows: int | None = None,
        lang: _Language | None = None,
        allow_outside: bool = False,
    ) -> _tolok.Worksheet: ...

    @overload
    def worksheet(
        definitions: _Source,
        out: str | os.PathLike[str] | None = None,
        *,
        report: str | None = None,
        kpis: _Names | None = None,
        members: _Members | None = None,
        periods: _Periods | None = None,
        over: _Grain | None = None,
        rows: int | None = None,
        lang: _Language | None = None,
        allow_outside: bool = False,
    ) -> bytes | _tolok.Worksheet: ...


def worksheet(
    definitions: _Source,
    out: str | os.PathLike[str] | None = None,
    *,
    report: str | None = None,
    kpis: _Names | None = None,
    members: _Members | None = None,
    periods: _Periods | None = None,
    over: _Grain | None = None,
    rows: int | None = None,
    lang: _Language | None = None,
    allow_outside: bool = False,
) -> bytes | _tolok.Worksheet:
    """An empty worksheet to type into, as `tolok worksheet` makes it: the workbook as bytes, or written to `out`.

    `rows` makes a list: so many rows to type into, one for each thing that happened.

    >>> import tolok
    >>> tolok.worksheet("std.marketing", report="Channel ROI", members={"channel": ["Email", "Radio"]})[:2]
    b'PK'
    >>> tolok.worksheet("std.marketing", report="Customer transactions", rows=500)[:2]
    b'PK'
    """
    loaded = _definitions(definitions, allow_outside)
    return loaded.worksheet(
        out, report=report, kpis=kpis, members=members, periods=periods, over=over, rows=rows, lang=lang
    )
