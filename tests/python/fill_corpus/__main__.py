"""Fills cells of every workbook of a folder with Tolok, and shows by means that are not Tolok's that nothing else changed.

usage: fill_corpus FOLDER --writer PROGRAM [--tolok PROGRAM] [--validator] [--libreoffice] [--peers] …

`cargo run -p tolok-tests --bin fill-corpus -- --help` tells what is checked and calls this.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import beside
import gate
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
        # Under a name that no other workbook has.
        self.copy = folder / f"{number:03}-original{path.suffix}"
        self.copy.write_bytes(path.read_bytes())


def arguments():
    parser = argparse.ArgumentParser(prog="fill_corpus")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--writer", required=True)
    parser.add_argument("--tolok", default="")
    parser.add_argument("--validator-folder", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=pathlib.Path)
    for flag in ("--validator", "--libreoffice", "--peers"):
        parser.add_argument(flag, action="store_true")
    return parser.parse_args()


def write(writer, jobs, folder):
    """Has Tolok do the jobs; each job gets `without_result`, or the problem that kept it from being done."""
    listed = folder / "jobs.json"
    listed.write_text(json.dumps(jobs), encoding="utf-8")
    done = subprocess.run([writer, "--write", listed], capture_output=True, text=True, check=True)
    for job, result in zip(jobs, json.loads(done.stdout), strict=True):
        job.update(result)


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
    """What can be told from the files themselves and from programs that read values."""
    for book in books:
        before = book.package
        opened = {name: read(reader, book.path, book.from_1904) is not None for name, reader in found.items()}
        for job in book.jobs:
            name = f"{book.name} {job['name']}"
            tally.add("cells written", name, [job["problem"]] if "problem" in job else [])
            if "problem" in job:
                continue
            after = Package(job["output"])
            tally.add("every other part has its bytes", name, gate.parts_kept(before, after, job, job["without_result"]))
            tally.add("the sheet has every other cell, formula, style and attribute", name, gate.sheets_kept(before, after, job, job["without_result"]))
            tally.add("the entries stand in their order", name, gate.entries_kept(book.path, job["output"]))
            if job["name"] == "inputs-all":
                continue
            values = read(found["openpyxl"], job["output"], book.from_1904) if opened["openpyxl"] else None
            if opened["openpyxl"]:
                tally.add("openpyxl reads what was written", name, gate.shows(values, job, book.from_1904) if values else ["does not open"])
        book.opened = opened


def check_errors(books, tally, validator):
    originals = validator.all_errors([book.copy for book in books])
    outputs = validator.all_errors([job["output"] for book in books for job in book.jobs if "problem" not in job])
    for book in books:
        book.errors = originals[book.copy]
        for job in book.jobs:
            if job["output"] in outputs:
                new = outputs[job["output"]] - book.errors
                tally.add("no new error of the Open XML SDK", f"{book.name} {job['name']}", [text for _, _, text in new])


def check_results(books, tally, found, office):
    """What LibreOffice shows, and what it finds changed when it computes everything anew."""
    done = [(book, job) for book in books for job in book.jobs if "problem" not in job]
    inputs = [(book, job) for book, job in done if job["name"].startswith("input")]
    originals = [book.copy for book in books]
    outputs = [pathlib.Path(job["output"]) for _, job in done]
    once = office.saved_again(originals, ALWAYS)
    anew = office.saved_again([pathlib.Path(job["output"]) for _, job in inputs], ALWAYS)
    again = office.saved_again(originals, ALWAYS, "-again")
    shown = office.saved_again(outputs, NEVER)
    counts = {"changed": 0, "right": 0, "gone": 0, "needless": 0}
    for book in books:
        if book.copy not in once:
            tally.add("LibreOffice opens it", book.name, ["does not open, nor does the original"] if any(j for j in book.jobs if pathlib.Path(j["output"]) in shown) else [])
            continue
        before, once_more = gate.values_of(once[book.copy]), gate.values_of(again[book.copy])
        book.results = {}
        for job in book.jobs:
            name, output = f"{book.name} {job['name']}", pathlib.Path(job["output"])
            if "problem" in job:
                continue
            tally.add("LibreOffice opens it", name, [] if output in shown else ["does not open"])
            if output not in shown:
                continue
            values = gate.values_of(shown[output])
            tally.add("LibreOffice shows what was written", name, gate.shows(values, job, book.from_1904))
            if output not in anew:
                continue
            changed = gate.recalculated(before, once_more, gate.values_of(anew[output]), job)
            book.results[job["name"]] = changed
            written = gate.values_of(output)
            tally.add("no result in the file is out of date", name, gate.out_of_date(changed, written))
            tally.add("LibreOffice shows no result that is out of date", name, gate.out_of_date(changed, values))
            for reader, how in found.items():
                if book.opened.get(reader):
                    values = read(how, output, book.from_1904)
                    tally.add(f"{reader} reads no result that is out of date", name, gate.out_of_date(changed, values) if values else ["does not open"])
            held = sum(written.get(sheet, {}).get(place) is not None for sheet, place in changed)
            counts["changed"] += len(changed)
            counts["right"] += held
            counts["gone"] += len(changed) - held
            counts["needless"] += sum((sheet, targets.place_of(cell)) not in changed for sheet, cell in job["without_result"])
    print(
        f"{counts['changed']} results changed when LibreOffice computed everything anew: {counts['gone']} of them were taken out, {counts['right']} "
        f"are right in the file; {counts['needless']} more were taken out that did not change"
    )


def main():
    asked = arguments()
    begun = time.monotonic()
    paths = sorted(path for path in asked.folder.iterdir() if path.suffix.lower() in SUFFIXES and asked.only in path.name)
    found, missing = readers()
    skipped = [f"{name}: not installed" for name in missing]
    tally = Tally()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        books = [Book(number, path, folder) for number, path in enumerate(paths, 1)]
        nothing = [{"name": "nothing", "workbook": str(book.path), "output": str(book.copy) + ".nothing", "cells": []} for book in books]
        write(asked.writer, [*nothing, *(job for book in books for job in book.jobs)], folder)
        print(f"{len(books)} workbooks, {sum(bool(book.jobs) for book in books)} of them with cells to write into, {sum(len(book.jobs) for book in books)} fills")
        for book, job in zip(books, nothing):
            problems = [job["problem"]] if "problem" in job else [] if pathlib.Path(job["output"]).read_bytes() == book.path.read_bytes() else ["the file differs"]
            tally.add("nothing filled gives the same file", book.name, problems)
        if pathlib.Path(asked.tolok).is_file():
            for book in books:
                tally.add("`tolok fill` with nothing to fill gives the same file", book.name, nothing_filled(asked.tolok, book, folder))
        else:
            skipped.append("`tolok fill` with nothing to fill: the binary is not built")
        check_files(books, tally, found)
        validator, office = Validator(asked.validator_folder), Office(folder)
        validator = validator if asked.validator and validator.command else None
        office = office if asked.libreoffice and office.program else None
        if validator:
            check_errors(books, tally, validator)
        elif asked.validator:
            skipped.append("the Open XML SDK's validator: not installed")
        if office:
            check_results(books, tally, found, office)
        elif asked.libreoffice:
            skipped.append("LibreOffice: not installed")
        tally.print()
        if asked.peers:
            beside.compare(books, folder, validator)
    for what in skipped:
        print(f"skipped: {what}")
    print(f"{time.monotonic() - begun:.0f} s")
    sys.exit(0 if tally.is_good() else 1)


if __name__ == "__main__":
    main()
