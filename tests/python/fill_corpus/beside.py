"""Tolok beside other libraries: a number written into one cell of each workbook, and the same questions asked of every result."""

import collections
import pathlib

import features
import gate
import peers
from package import Package
from sheet import place_of


def judge(book, job, output, kept, errors):
    """What is wrong with a result, by kind."""
    before, cells = kept
    try:
        after = Package(output)
        counted, contents = features.of(output)
    except Exception as problem:
        yield "unreadable", type(problem).__name__
        return
    written = {(cell["sheet"], place_of(cell["address"])) for cell in job["cells"]}
    lost = features.lost(before, counted)
    if lost:
        yield "lost", ", ".join(f"{name} {old} → {new}" for (_, name), (old, new) in lost.items())
    changed = features.contents_changed(cells, contents, written)
    if changed:
        yield "contents", f"{len(changed)} cells"
    results = book.results.get(job["name"], {})
    gone = [key for key in features.results_gone(cells, contents) if key not in results]
    if gone:
        yield "results", f"{len(gone)} of {sum(formula is not None for formula, _ in cells.values())}"
    if results:
        stale = list(gate.out_of_date(results, gate.values_of(output)))
        if stale:
            yield "stale", f"{len(stale)} results, such as {stale[0]}"
    new = errors[output] - errors[book.copy] if errors else None
    if new:
        yield "errors", "; ".join(text for _, _, text in list(new)[:2])
    same = sum(after.parts.get(name) == bytes_ for name, bytes_ in book.package.parts.items())
    yield "share", same / len(book.package.parts)


ROWS = [
    ("failed", "could not be written"),
    ("unreadable", "the result cannot be read"),
    ("lost", "something is missing: parts, shapes, charts, rules, names, settings"),
    ("contents", "other cells' contents changed"),
    ("stale", "results left that are out of date"),
    ("errors", "new errors of the Open XML SDK"),
    ("any", "**any of these**"),
    ("results", "results taken out that come out the same"),
]


def compare(jobs, done, errors):
    """Prints the table; `done` is what the libraries made of the jobs, `errors` what the validator says of every file."""
    versions = peers.installed()
    columns = {"Tolok": None, **{f"{name} {version}": name for name, version in versions.items()}}
    wrong = {column: collections.defaultdict(dict) for column in columns}
    shares = {column: [] for column in columns}
    for book, job in jobs:
        kept = features.of(book.path)
        for column, name in columns.items():
            output, problem = done[name, book.name] if name else (pathlib.Path(job["output"]), None)
            if problem:
                wrong[column]["failed"][book.name] = wrong[column]["any"][book.name] = problem
                continue
            for kind, what in judge(book, job, output, kept, errors):
                if kind == "share":
                    shares[column].append(what)
                    continue
                wrong[column][kind][book.name] = what
                # Results that are computed again on opening are no loss.
                if kind != "results":
                    wrong[column]["any"][book.name] = what
    dependents = sum(bool(book.results.get(job["name"])) for book, job in jobs)
    print(f"\nA number written into one cell of each of {len(jobs)} workbooks, in {dependents} of which it changes results elsewhere; how many workbooks:\n")
    print("| | " + " | ".join(columns) + " |\n| --- |" + " ---: |" * len(columns))
    for kind, what in ROWS:
        if kind == "errors" and not errors or kind in ("stale", "results") and not dependents:
            continue
        print(f"| {what} | " + " | ".join(str(len(wrong[column][kind])) for column in columns) + " |")
    medians = [sorted(shares[column])[len(shares[column]) // 2] if shares[column] else 0 for column in columns]
    print("| parts with the bytes they had, median | " + " | ".join(f"{median:.0%}" for median in medians) + " |\n")
    for column in columns:
        for kind, books_ in wrong[column].items():
            for name, what in books_.items() if kind != "any" else ():
                print(f"{column}: {kind}: {name}: {what}"[:240])
    missing = [name for name in peers.PEERS if name not in versions]
    for name in missing:
        print(f"skipped: {name}: not installed")
