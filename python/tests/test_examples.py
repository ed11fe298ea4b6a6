"""The examples in the documentation of every name run."""

from __future__ import annotations

import doctest
import inspect
from pathlib import Path
from types import ModuleType

import pytest

import tolok
import tolok._functions
import tolok._tolok

ROOT = Path(__file__).resolve().parents[2]

#: Where examples stand: a name that is only brought along is looked at where it is made.
MODULES = [tolok, tolok._functions, tolok._tolok]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    # They write nothing, and read what a person has in a checkout.
    monkeypatch.chdir(ROOT / "examples")
    outcome = doctest.testmod(module, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_every_name_is_documented() -> None:
    for name in tolok.__all__:
        thing = getattr(tolok, name)
        if name == "__version__":
            continue
        assert inspect.getdoc(thing), name
        if inspect.isclass(thing) and not issubclass(thing, Exception):
            for member, value in vars(thing).items():
                if not member.startswith("_"):
                    assert value.__doc__, f"{name}.{member}"


def test_what_people_call_has_examples_that_run() -> None:
    found = {text.docstring for module in MODULES for text in doctest.DocTestFinder().find(module) if text.examples}
    for thing in (
        tolok,
        tolok.load,
        tolok.parse,
        tolok.format_source,
        tolok.check,
        tolok.evaluate,
        tolok.run,
        tolok.explain,
        tolok.fill,
        tolok.docs,
        tolok.worksheet,
        tolok.Definitions.docs,
        tolok.Definitions.worksheet,
        tolok.Definitions.evaluate,
        tolok.Definitions.run,
        tolok.Definitions.explain,
        tolok.Definitions.fill,
        tolok.Definitions.graph,
        tolok.Definitions.test,
        tolok.Kpi,
        tolok.Kpi.explain,
        tolok.Result,
        tolok.Result.plot,
        tolok.Result.to_arrow,
        tolok.Result.to_dicts,
        tolok.Result.to_pandas,
        tolok.Result.to_polars,
        tolok.Table,
        tolok.Table.to_arrow,
        tolok.Table.to_dicts,
        tolok.Table.to_pandas,
        tolok.Table.to_polars,
        tolok.Evaluation,
        tolok.Evaluation.details,
        tolok.Details,
        tolok.Explanation,
        tolok.Filled,
        tolok.Worksheet,
        tolok.Diagnostic,
        tolok.Error,
    ):
        assert ">>> " in (thing.__doc__ or "") and thing.__doc__ in found, thing
