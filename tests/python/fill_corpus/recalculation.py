"""One input of a workbook after another is changed: which dependents Tolok calculates, which it takes out and why, and whether LibreOffice agrees."""

import collections
import pathlib
import random
import re

import gate
import targets
from office import ALWAYS
from package import Package
from sheet import Sheet, address, place_of

CANDIDATES = 60
INPUTS = 6


class Measured:
    """A workbook with formulas, and the inputs of it that were changed."""

    def __init__(self, number, path, folder):
        self.path, self.number, self.folder = path, number, folder
        self.package = Package(path)
        self.sheets = {name: Sheet(self.package.parts[part]) for name, part in self.package.sheets()}
        self.copy = folder / f"{number:03}-original{path.suffix}"
        self.copy.write_bytes(path.read_bytes())
        parts = dict(self.package.sheets())
        has_formulas = any(sheet.formula(place) is not None for sheet in self.sheets.values() for place in sheet.cells)
        chosen = []
        # Templates have empty cells for what is to be typed in.
        for kind in ("constant", "blank") if has_formulas else ():
            cells = [(name, place) for name, sheet in self.sheets.items() for place in targets.kinds(self.package, parts[name], sheet)[kind]]
            chosen += sorted(random.Random(path.name).sample(cells, min(CANDIDATES, len(cells))))
        self.jobs = [self.job(*cell, index) for index, cell in enumerate(chosen)]

    def job(self, name, place, index):
        # Half as much again, and one more: neither zero nor the same.
        value = (self.sheets[name].value(place, []) or 0) * 1.5 + 1
        cells = [{"sheet": name, "address": address(place), "value": value}]
        return {"name": f"input-{index}", "workbook": str(self.path), "cells": cells, "output": str(self.folder / f"{self.number:03}-{index:02}{self.path.suffix}")}

    def choose(self):
        """Keeps the inputs on which formulas depend: those with the most dependents, and others of them."""
        done = [job for job in self.jobs if "problem" not in job and job["recalculated"] + job["without_result"]]
        done.sort(key=lambda job: -len(job["recalculated"] + job["without_result"]))
        rest = done[2:]
        self.jobs = done[:2] + random.Random(self.path.name).sample(rest, min(INPUTS - 2, len(rest)))

    def formula(self, sheet, cell):
        sheet = self.sheets[sheet]
        return sheet.formula_text(place_of(cell), sheet.masters()) or ""

    def reasons(self, job, known):
        """Why results were taken out: functions that are not calculated, other causes, or another result that was."""
        for sheet, cell in job["without_result"]:
            formula = self.formula(sheet, cell)
            called = {name.upper() for name in re.findall(r"([A-Za-z_][\w.]*)\(", re.sub(r'"[^"]*"', '""', formula))}
            unknown = sorted(name for name in called if name.removeprefix("_XLFN.") not in known)
            yield ", ".join(unknown) or "other", f"{sheet}!{cell} {formula[:120]}"


def measure(paths, folder, office, write, known):
    """Prints a line for each workbook, and what is wrong; true if nothing is."""
    books = [Measured(number, path, folder) for number, path in enumerate(paths, 1)]
    write([job for book in books for job in book.jobs])
    for book in books:
        book.choose()
    books = [book for book in books if book.jobs]
    jobs = [job for book in books for job in book.jobs]
    once = office.saved_again([book.copy for book in books], ALWAYS)
    again = office.saved_again([book.copy for book in books], ALWAYS, "-again")
    anew = office.saved_again([pathlib.Path(job["output"]) for job in jobs], ALWAYS)
    total, wrong, why = collections.Counter(), [], collections.Counter()
    print("| workbook | inputs | dependents | calculated | of them LibreOffice can judge | wrong | taken out |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for book in books:
        counts, reasons = collections.Counter(), collections.Counter()
        before, once_more = (gate.values_of(saved[book.copy]) if book.copy in saved else {} for saved in (once, again))
        by_excel = gate.values_of(book.path)
        restless = set(gate.restless(book.package))
        for job in book.jobs:
            counts.update(inputs=1, calculated=len(job["recalculated"]), out=len(job["without_result"]))
            for reason, example in book.reasons(job, known):
                reasons[reason] += 1
                why[f"{book.path.name}: {reason}: {example}"] += 1
            output = pathlib.Path(job["output"])
            if output not in anew:
                continue
            values, right = gate.values_of(output), gate.values_of(anew[output])
            judged = list(gate.judged(job, by_excel, before))
            otherwise = list(gate.calculated_otherwise(judged, values, right))
            written = {(cell["sheet"], place_of(cell["address"])) for cell in job["cells"]}
            changed = gate.recalculated(before, once_more, right, written | restless)
            # What LibreOffice computes otherwise than Excel in the workbook as it was says nothing.
            agreed = {(sheet, place): value for (sheet, place), value in changed.items() if gate.same(*(of.get(sheet, {}).get(place) for of in (by_excel, before)))}
            old = list(gate.out_of_date(agreed, values))
            counts.update(judged=len(judged), wrong=len(otherwise) + len(old))
            wrong += [f"{book.path.name} {job['cells'][0]['sheet']}!{job['cells'][0]['address']}: {problem}" for problem in otherwise + old]
        total.update(counts)
        dependents = counts["calculated"] + counts["out"]
        listed = ", ".join(f"{many} {reason}" for reason, many in reasons.most_common())
        print(f"| {book.path.name} | {counts['inputs']} | {dependents} | {counts['calculated']} | {counts['judged']} | {counts['wrong']} | {listed} |")
    dependents = total["calculated"] + total["out"]
    print(f"| all | {total['inputs']} | {dependents} | {total['calculated']} | {total['judged']} | {total['wrong']} | {total['out']} |")
    print(f"\n{total['calculated'] / max(1, dependents):.1%} of the dependents are calculated")
    for example, many in why.most_common(40):
        print(f"taken out: {many} × {example}")
    for problem in wrong[:60]:
        print(f"wrong: {problem}")
    return not wrong
