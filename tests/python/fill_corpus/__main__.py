"""Fills cells of every workbook of a folder with Tolok, and shows by means that are not Tolok's that nothing else changed.

usage: fill_corpus FOLDER --writer PROGRAM [--tolok PROGRAM] [--validator] [--libreoffice] [--peers] …

`cargo run -p tolok-tests --bin fill-corpus -- --help` tells what is checked and calls this.
"""

import argparse
import collections
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import beside
import charts
import gate
import made
import peers
import recalculation
import targets
from office import ALWAYS, NEVER, Office
from package import Package
from readers import read, readers
from tally import Tally
from validator import Validator

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")


class Book:
    """A workbook, the jobs done on it, and where each was written."""

    def __init__(self, number, path, folder):
        self.path, self.name = path, path.name
        self.package = Package(path)
        self.from_1904 = self.package.counts_from_1904()
        self.jobs = targets.jobs(self.package) + targets.inputs(self.package, path.name)
        for job in self.jobs:
            job["workbook"] = str(path)
            job["output"] = str(folder / f"{number:03}-{job['name']}{path.suffix}")
        self.opened, self.results = {}, {}
        # Under a name that no other workbook has.
        self.copy = folder / f"{number:03}-original{path.suffix}"
        self.copy.write_bytes(path.read_bytes())


    def done(self):
        return {job["name"]: job for job in self.jobs if "problem" not in job}

    def number(self):
        """The fill that other programs look at: of a number that most formulas look at, or else into any cell."""
        done = self.done()
        return next((done[name] for name in ("input-1", "number-constant", "number-blank", "number-new") if name in done), None)

    def looked_at(self):
        """The fills that slow programs look at: a number, a text, and a number over a formula."""
        done = self.done()
        text = next((done[name] for name in ("text-new", "text-blank", "text-constant") if name in done), None)
        return [job for job in (self.number(), text, done.get("number-formula")) if job]

    def inputs(self):
        """The fills that change results elsewhere, if any does."""
        return [job for job in self.done().values() if job["name"].startswith("input") or job["name"] == "number-formula"]


def arguments():
    parser = argparse.ArgumentParser(prog="fill_corpus")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--writer", required=True)
    parser.add_argument("--tolok", default="")
    parser.add_argument("--validator-folder", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=pathlib.Path)
    for flag in ("--validator", "--libreoffice", "--made", "--peers", "--recalculation", "--nothing-skipped"):
        parser.add_argument(flag, action="store_true")
    return parser.parse_args()


def write(writer, jobs, folder):
    """Has Tolok do the jobs; each job gets `without_result` and `recalculated`, or the problem that kept it from being done."""
    listed = folder / "jobs.json"
    listed.write_text(json.dumps(jobs), encoding="utf-8")
    done = subprocess.run([writer, "--write", listed], capture_output=True, text=True, check=True)
    for job, result in zip(jobs, json.loads(done.stdout), strict=True):
        job.update(result)


def nothing_changed(book, job):
    if "problem" in job:
        yield job["problem"]
    elif pathlib.Path(job["output"]).read_bytes() != book.path.read_bytes():
        yield "the file differs"


def nothing_filled(tolok, book, folder):
    """The command line with nothing to fill gives the same file."""
    definitions, output = folder / "nothing.kpi", folder / f"nothing{book.path.suffix}"
    definitions.write_text("cac = spend / new_customers\n", encoding="utf-8")
    output.unlink(missing_ok=True)
    values = ["--set", "spend=1000", "--set", "new_customers=30"]
    done = subprocess.run([tolok, "fill", definitions, book.path, *values, "-o", output], capture_output=True, text=True)
    if done.returncode != 0:
        yield f"exit status {done.returncode}: {done.stderr.strip()[:200]}"
    elif output.read_bytes() != book.path.read_bytes():
        yield "the file differs"


def check_files(books, tally, found):
    """What can be told from the files themselves."""
    counts = collections.Counter()
    for book in books:
        book.opened = {"openpyxl": bool(read(found["openpyxl"], book.path, book.from_1904))}
        for job in book.jobs:
            name = f"{book.name} {job['name']}"
            tally.add("cells written", name, [job["problem"]] if "problem" in job else [])
            if "problem" in job:
                continue
            before, after = book.package, Package(job["output"])
            tally.add("every other part has its bytes", name, gate.parts_kept(before, after, job))
            tally.add("the sheet has every other cell, formula, style and attribute", name, gate.sheets_kept(before, after, job))
            tally.add("the entries stand in their order", name, gate.entries_kept(book.path, job["output"]))
            if any(charts.copies(before)):
                old, new = gate.values_of(book.path), gate.values_of(job["output"])
                tally.add("charts show what the cells hold, or nothing", name, charts.follow(before, after, old, new))
                counts.update(dict(zip(("follow", "gone"), charts.followed(before, after))))
        for job in book.looked_at():
            if book.opened["openpyxl"]:
                values = read(found["openpyxl"], job["output"], book.from_1904)
                problems = ["does not open"] if values is None else gate.shows(values, job, book.from_1904)
                tally.add("openpyxl reads what was written", f"{book.name} {job['name']}", problems)
    print(f"{counts['follow']} copies of cells in charts follow, {counts['gone']} were taken out")


def check_errors(books, tally, errors):
    for book in books:
        for job in book.looked_at():
            new = errors[pathlib.Path(job["output"])] - errors[book.copy]
            tally.add("no new error of the Open XML SDK", f"{book.name} {job['name']}", [text for _, _, text in new])


def saved_again(books, office):
    """What LibreOffice makes of the workbooks: as they were, twice, and as they are now, computed anew and as they stand in the file."""
    with_inputs = [book for book in books if book.inputs()]
    originals = [book.copy for book in with_inputs]
    shown = [pathlib.Path(job["output"]) for book in books for job in [*book.looked_at(), *book.inputs()]]
    return {
        "once": office.saved_again(originals, ALWAYS),
        "anew": office.saved_again([pathlib.Path(job["output"]) for book in with_inputs for job in book.inputs()], ALWAYS),
        "again": office.saved_again(originals, ALWAYS, "-again"),
        "shown": office.saved_again(list(dict.fromkeys(shown)), NEVER),
    }


def check_results(books, tally, found, office, saved):
    """What LibreOffice shows, and what it finds changed when it computes everything anew."""
    counts = collections.Counter()
    for book in books:
        before, once_more = (gate.values_of(saved[which][book.copy]) if book.copy in saved[which] else None for which in ("once", "again"))
        if book.inputs():
            others = {name: reader for name, reader in found.items() if name not in book.opened}
            book.opened.update({name: read(reader, book.path, book.from_1904) is not None for name, reader in others.items()})
        restless = set(gate.restless(book.package))
        for job in {job["name"]: job for job in [*book.looked_at(), *book.inputs()]}.values():
            name, output = f"{book.name} {job['name']}", pathlib.Path(job["output"])
            if output not in saved["shown"]:
                opens = office.saved_again([book.copy], NEVER)
                tally.add("LibreOffice opens it", name, ["does not open"] if opens else [])
                continue
            tally.add("LibreOffice opens it", name, [])
            values = gate.values_of(saved["shown"][output])
            tally.add("LibreOffice shows what was written", name, gate.shows(values, job, book.from_1904))
            if output not in saved["anew"] or before is None or once_more is None:
                continue
            written = {(cell["sheet"], targets.place_of(cell["address"])) for cell in job["cells"]}
            anew = gate.values_of(saved["anew"][output])
            changed = gate.recalculated(before, once_more, anew, written | restless)
            in_file = gate.values_of(output)
            judged = list(gate.judged(job, gate.values_of(book.path), before))
            tally.add("LibreOffice calculates the same results", name, gate.calculated_otherwise(judged, in_file, anew))
            changed = book.results[job["name"]] = gate.answered(changed, job, judged)
            counts.update(calculated=len(job["recalculated"]), judged=len(judged), left=len(job["without_result"]))
            tally.add("no result in the file is out of date", name, gate.out_of_date(changed, in_file))
            tally.add("LibreOffice shows no result that is out of date", name, gate.out_of_date(changed, values))
            for reader in filter(book.opened.get, found):
                values = read(found[reader], output, book.from_1904)
                tally.add(f"{reader} reads no result that is out of date", name, ["does not open"] if values is None else gate.out_of_date(changed, values))
            held = sum(in_file.get(sheet, {}).get(place) is not None for sheet, place in changed)
            counts.update(fills=bool(changed), changed=len(changed), right=held)
            counts["needless"] += sum((sheet, targets.place_of(cell)) not in changed for sheet, cell in job["without_result"])
    print(
        f"{counts['calculated']} dependents of changed inputs were calculated, {counts['judged']} of them in cells where LibreOffice agrees with what Excel "
        f"saved; {counts['left']} are left for the program that opens the file"
    )
    print(
        f"LibreOffice, computing everything anew, found {counts['changed']} results changed by {counts['fills']} fills: {counts['changed'] - counts['right']} "
        f"of them are gone from the file, {counts['right']} are in it; {counts['needless']} were taken out that came out the same"
    )


def main():
    asked = arguments()
    begun = time.monotonic()
    paths = sorted(path for path in asked.folder.iterdir() if path.suffix.lower() in SUFFIXES and asked.only in path.name)
    found, missing = readers()
    skipped = [f"{name}: not installed" for name in missing if asked.libreoffice]
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        validator, office = Validator(asked.validator_folder), Office(folder)
        needed = []
        if asked.validator and not validator.command:
            needed.append("the Open XML SDK's validator: not installed")
        if (asked.libreoffice or asked.made) and not office.program:
            needed.append("LibreOffice: not installed")
        if not pathlib.Path(asked.tolok).is_file():
            needed.append("`tolok fill` with nothing to fill: the binary is not built")
        skipped += needed
        if asked.made and office.program:
            paths += filter(None, [made.made(folder, office)])
        if asked.recalculation:
            if not office.program:
                sys.exit("LibreOffice is not installed")
            listed = subprocess.run([asked.writer, "--functions"], capture_output=True, text=True, check=True).stdout.split()
            good = recalculation.measure(paths, folder, office, lambda jobs: write(asked.writer, jobs, folder), set(listed))
            print(f"{time.monotonic() - begun:.0f} s")
            sys.exit(0 if good else 1)
        tally = Tally()
        check(asked, paths, folder, tally, found, validator if asked.validator and validator.command else None, office if asked.libreoffice and office.program else None)
    for what in skipped:
        print(f"skipped: {what}")
    print(f"{time.monotonic() - begun:.0f} s")
    sys.exit(0 if tally.is_good() and not (asked.nothing_skipped and needed) else 1)


def check(asked, paths, folder, tally, found, validator, office):
    books = [Book(number, path, folder) for number, path in enumerate(paths, 1)]
    nothing = [{"name": "nothing", "workbook": str(book.path), "output": f"{book.copy}.nothing", "cells": []} for book in books]
    jobs = [job for book in books for job in book.jobs]
    write(asked.writer, [*nothing, *jobs], folder)
    with_jobs = sum(bool(book.jobs) for book in books)
    with_inputs = sum(any(job["name"] == "input-1" for job in book.jobs) for book in books)
    print(f"{len(books)} workbooks, {with_jobs} of them with cells to write into, {with_inputs} with formulas that look at numbers; {len(jobs)} fills")
    for book, job in zip(books, nothing):
        tally.add("nothing filled gives the same file", book.name, nothing_changed(book, job))
        if pathlib.Path(asked.tolok).is_file() and not any(b"{{" in bytes_ for bytes_ in book.package.parts.values()):
            tally.add("`tolok fill` with nothing to fill gives the same file", book.name, nothing_filled(asked.tolok, book, folder))
    say("files")
    check_files(books, tally, found)
    one_number = [(book, book.number()) for book in books if book.number()]
    done = peers.written(one_number, folder) if asked.peers else {}
    say("other programs")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        outputs = [pathlib.Path(job["output"]) for book in books for job in book.looked_at()]
        outputs += [book.copy for book in books] + [output for output, _ in done.values() if output]
        errors = pool.submit(validator.all_errors, outputs) if validator else None
        saved = pool.submit(saved_again, books, office) if office else None
        errors, saved = errors and errors.result(), saved and saved.result()
    say("results")
    if errors:
        check_errors(books, tally, errors)
    if saved:
        check_results(books, tally, found, office, saved)
    tally.print()
    if asked.peers:
        beside.compare(one_number, done, errors)


def say(phase):
    """How far it is, for who waits."""
    print(f"… {phase}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
