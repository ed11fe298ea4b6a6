"""The cases of `tests/cases`, read for Python as the loader of the other surfaces reads them."""

from __future__ import annotations

import csv
import io
import shlex
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFINITIONS = "defs.kpi"
SURFACE = "python"


@dataclass
class Expected:
    """A line of a `diagnostics` fence: `error E02 3:15 some text`."""

    written: str
    severity: str
    code: str
    line: int | None
    column: int | None
    text: str

    @classmethod
    def read(cls, written: str) -> Expected:
        severity, code, place, text = [*written.split(maxsplit=3), "", ""][:4]
        assert severity in ("error", "warning"), written
        line, _, column = place.partition(":")
        number = lambda digits: int(digits) if digits and digits != "-" else None
        return cls(written, severity, code, number(line), number(column), text)


@dataclass
class Case:
    """A section of a case file."""

    file: str
    title: str
    line: int
    definitions: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    mode: str = "check"
    words: list[str] = field(default_factory=list)
    expect: list[list[str]] | None = None
    diagnostics: list[Expected] = field(default_factory=list)
    skips: dict[str, str] = field(default_factory=dict)

    @property
    def must_fail(self) -> bool:
        return any(expected.severity == "error" for expected in self.diagnostics)

    def __str__(self) -> str:
        return f"{self.file}::{self.title}"


def load() -> list[Case]:
    """Every case, by file name and then in the order written."""
    cases: list[Case] = []
    for path in sorted((ROOT / "tests" / "cases").glob("*.md")):
        cases.extend(sections(path.stem, path.read_text(encoding="utf-8")))
    assert cases, "there are no cases"
    return cases


def sections(file: str, text: str) -> list[Case]:
    """The cases of one file."""
    cases: list[Case] = []
    fence: tuple[str, str] | None = None
    body: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.rstrip("\r")
        if fence is not None:
            if bare == "```":
                take(cases[-1], *fence, "".join(line + "\n" for line in body))
                fence, body = None, []
            else:
                body.append(line)
        elif bare.startswith("```"):
            kind, _, name = bare[3:].strip().partition(" ")
            fence = (kind, name)
        elif line.startswith("## "):
            cases.append(Case(file, line[3:].strip(), number))
        elif bare.startswith("skip:"):
            surface, _, reason = bare[5:].partition("—")
            cases[-1].skips[surface.strip()] = reason.strip()
    assert fence is None, f"{file}: a fence is never closed"
    return [case for case in cases if case.definitions]


def take(case: Case, kind: str, name: str, body: str) -> None:
    """Adds what a fence says."""
    if kind == "kpi":
        case.definitions[name or DEFINITIONS] = body
    elif kind == "csv":
        case.sources[name] = body
    elif kind in ("eval", "run"):
        case.mode, case.words = kind, shlex.split(body)
    elif kind == "expect":
        case.expect = list(csv.reader(io.StringIO(body)))
    elif kind == "diagnostics":
        case.diagnostics = [Expected.read(line.strip()) for line in body.splitlines() if line.strip()]
    else:
        raise AssertionError(f"{case}: unknown fence `{kind}`")
