"""How things look in a notebook: tables, trees and problems as HTML that needs no script and fits light and dark pages."""

from __future__ import annotations

from html import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from . import _tolok

#: Shape and colour together, so that neither alone has to be seen.
STATUS = {"good": ("●", "#1a7f37"), "warn": ("▲", "#9a6700"), "bad": ("■", "#cf222e")}
ROWS = 200

STYLE = """<style>
.tolok { font-size: 13px; line-height: 1.45; }
.tolok table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.tolok th, .tolok td { padding: 3px 10px; text-align: left; border: 0; vertical-align: top; }
.tolok thead th { border-bottom: 1px solid currentColor; white-space: nowrap; }
.tolok .number { text-align: right; white-space: nowrap; }
.tolok .total td, .tolok .total th { border-top: 1px solid #8888; font-weight: 600; }
.tolok .quiet { opacity: .65; font-weight: normal; }
.tolok pre { margin: 4px 0; padding: 6px 10px; border-left: 3px solid; overflow-x: auto; }
.tolok ul { margin: 0; padding-left: 18px; list-style: none; }
.tolok summary { cursor: pointer; }
.tolok svg { vertical-align: middle; }
.tolok input[type=search] { margin-bottom: 6px; width: 22em; max-width: 100%; }
</style>"""


def page(body: str) -> str:
    """A part of a notebook page."""
    return f'{STYLE}<div class="tolok">{body}</div>'


def status(word: str | None) -> str:
    """A status as its shape in its colour, with its word for those who point at it or listen."""
    if word is None:
        return ""
    shape, colour = STATUS[word]
    return f' <span style="color:{colour}" role="img" aria-label="{word}" title="{word}">{shape}</span>'


def rows(head: Sequence[str], body: Iterable[Sequence[str]], numbers: Sequence[bool], classes: Iterable[str] = ()) -> str:
    """A table of cells that are HTML already."""
    marks = [' class="number"' if number else "" for number in numbers]
    across = "".join(f"<th{mark}>{name}</th>" for name, mark in zip(head, marks))
    named = iter(classes)
    lines = []
    for row in body:
        name = next(named, "")
        cells = "".join(f"<td{mark}>{cell}</td>" for cell, mark in zip(row, marks))
        lines.append(f'<tr class="{name}">{cells}</tr>' if name else f"<tr>{cells}</tr>")
    return f"<table><thead><tr>{across}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def diagnostic(problem: _tolok.Diagnostic) -> str:
    """A problem with its place underlined."""
    colour = STATUS["bad" if problem.severity == "error" else "warn"][1]
    return page(f'<pre style="border-color:{colour}">{escape(problem.rendered)}</pre>')


def diagnostics(problems: Iterable[_tolok.Diagnostic]) -> str:
    """Problems one below the other."""
    return "".join(diagnostic(problem) for problem in problems)


def table(shown: _tolok.Table) -> str:
    """A plain table; numbers to the last digit."""
    names, first = shown.columns, shown._first(ROWS)
    exact = first.to_dicts()
    kinds = [any(type(row[name]).__name__ in ("Decimal", "int") for row in exact) for name in names]
    body = [["" if row[name] is None else escape(str(row[name])) for name in names] for row in first.to_dicts("text")]
    return page(rows([escape(name) for name in names], body, kinds) + more(len(shown) - len(first)))


def more(count: int) -> str:
    """What was left out."""
    return f'<div class="quiet">and {count} more rows</div>' if count > 0 else ""


def evaluation(shown: _tolok.Evaluation) -> str:
    """Values by hand: a line for each, with what keeps it from a value."""
    lines = []
    for name in shown:
        one = shown.details(name)
        value = missing(one.display, one.error, one.cause, one.text is None and one.error is None) + status(one.status)
        lines.append([escape(one.label), value, f'<span class="quiet">{escape(one.unit or "")}</span>'])
    return diagnostics(shown.warnings) + page(rows(["", "", ""], lines, [False, True, False]))


def missing(display: str, error: str | None, cause: str | None, is_blank: bool) -> str:
    """A value as people read it, or why there is none."""
    if error is None and not is_blank:
        return escape(display)
    word = display if error else "–"
    return f'<span class="quiet" title="{escape(cause or "", quote=True)}">{escape(word)}</span>'


def result(shown: _tolok.Result) -> str:
    """Rows and totals with their formats and statuses; a sparkline for each member where there are periods."""
    laid = shown._lines(ROWS)
    columns: list[tuple[str | None, str, bool]] = laid["columns"]
    axes = sum(not is_kpi for _, _, is_kpi in columns)
    body: list[list[str]] = []
    classes: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for is_total, cells in laid["lines"]:
        members = tuple(text for text, _, _, _ in cells[: len(shown.dimensions)])
        numbers = laid["series"].get(members, []) if not is_total and members not in seen else []
        seen.add(members)
        line: list[str] = []
        for place, (text, cause, word, is_missing) in enumerate(cells):
            drawn = sparkline([point[place - axes] for point in numbers]) if place >= axes else ""
            said = f'<span class="quiet" title="{escape(cause or "", quote=True)}">{escape(text)}</span>' if is_missing or cause else escape(text)
            line.append(drawn + said + status(word))
        body.append(line)
        classes.append("total" if is_total else "")
    title = f"<h4>{escape(laid['title'])}</h4>" if laid["title"] else ""
    return diagnostics(shown.diagnostics) + page(title + rows(heads(columns), body, [is_kpi for _, _, is_kpi in columns], classes) + more(laid["left"]))


def heads(columns: Sequence[tuple[str | None, str, bool]]) -> list[str]:
    """What stands above each column; of several side by side the KPI stands above the member or period."""
    return [f"{escape(group)}<br>{escape(heading)}" if group else escape(heading) for group, heading, _ in columns]


def sparkline(numbers: Sequence[float | None], width: int = 60, height: int = 14) -> str:
    """A small line; it breaks where there is no value."""
    known = [number for number in numbers if number is not None]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    step = width / max(len(numbers) - 1, 1)
    path, pen = [], "M"
    for place, number in enumerate(numbers):
        if number is None:
            pen = "M"
            continue
        path.append(f"{pen}{place * step:.1f} {1 + (height - 2) * (high - number) / span:.1f}")
        pen = "L"
    return (
        f'<svg width="{width}" height="{height}" aria-hidden="true"><path d="{" ".join(path)}" fill="none" '
        f'stroke="currentColor" stroke-width="1.2" opacity=".6"/></svg> '
    )


def explanation(shown: _tolok.Explanation) -> str:
    """A tree whose branches open and close."""
    return diagnostics(shown.warnings) + page(f"<ul>{branch(shown, 0)}</ul>")


def branch(part: _tolok.Explanation, depth: int) -> str:
    """A part of a tree with all that it was computed from."""
    name = f"<b>{escape(part.name)}</b>" if part.name else f"<code>{escape(part.formula or '')}</code>"
    formula = f" = <code>{escape(part.formula)}</code>" if part.name and part.formula and part.children else ""
    at = f' <span class="quiet">({escape(part.at)})</span>' if part.at else ""
    value = missing(part.display, part.error, part.cause, part.value is None and part.error is None) + status(part.status)
    rows_of = str(part.data["text"]) if part.data else None
    words = [f"target {part.target}" if part.target else None, rows_of, part.unit, part.cause]
    said = escape("; ".join(word for word in words if word))
    line = f'{name}{at}{formula}: {value} <span class="quiet">{said}</span>'
    if not part.children:
        return f"<li>{line}</li>"
    inside = "".join(branch(child, depth + 1) for child in part.children)
    is_open = " open" if depth < 2 else ""
    return f"<li><details{is_open}><summary>{line}</summary><ul>{inside}</ul></details></li>"


def kpi(shown: _tolok.Kpi) -> str:
    """What is said of one definition."""
    facts = [
        ("", escape(shown.description() or "")),
        ("formula", f"<code>{escape(shown.formula)}</code>" if shown.formula else ""),
        ("type", escape(shown.type or "")),
        ("unit", escape(shown.unit or "")),
        ("depends on", escape(", ".join(shown.depends_on))),
        ("aliases", escape(", ".join(shown.aliases))),
        ("tags", escape(", ".join(shown.tags))),
    ] + [(escape(word), escape(text)) for word, text in shown.about.items()]
    body = [[word, text] for word, text in facts if text]
    return page(f"<b>{escape(shown.label())}</b> <code>{escape(shown.name)}</code>" + rows(["", ""], body, [False, False]))


#: A page can hold several catalogues; each looks only at its own rows.
SEARCH = (
    "for (const row of this.parentNode.querySelectorAll('tbody tr')) "
    "row.hidden = !row.textContent.toLowerCase().includes(this.value.toLowerCase())"
)


def definitions(shown: _tolok.Definitions) -> str:
    """The catalogue: every input and metric, which can be searched."""
    body = []
    for name in shown:
        one = shown[name]
        what = f"<code>{escape(one.formula)}</code>" if one.formula else f'<span class="quiet">{one.kind}</span>'
        label = escape(one.label()) if one.label() != name else ""
        body.append([f"<code>{escape(name)}</code>", label, what, escape(one.unit or ""), escape(one.description() or "")])
    search = f'<input type="search" placeholder="search" aria-label="search" oninput="{escape(SEARCH, quote=True)}">'
    head = ["name", "label", "formula", "unit", "description"]
    return diagnostics(shown.warnings) + page(search + rows(head, body, [False] * 5))


def filled(shown: _tolok.Filled) -> str:
    """The cells that were filled, and those that were not."""
    lines = [
        [escape(f"{row['sheet']}!{row['cell']}"), escape(row["definition"]), escape(row["display"]) + status(row["status"])]
        for row in shown.cells._first(ROWS).to_dicts()
    ]
    place = f"filled into <code>{escape(shown.out)}</code>" if shown.out else "not written"
    body = rows(["cell", "definition", "value"], lines, [False, False, True]) + more(len(shown.cells) - len(lines))
    kept = [[escape(f"{row['sheet']}!{row['cell']}"), escape(row["reason"])] for row in shown.kept._first(ROWS).to_dicts()]
    left = ("<div>kept as they are</div>" + rows(["cell", "reason"], kept, [False, False]) + more(len(shown.kept) - len(kept))) if kept else ""
    return diagnostics(shown.warnings) + page(f"<div>{place}</div>{body}{left}")
