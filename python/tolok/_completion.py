"""Names in the body of a `%%kpi` cell: what the cell says already, columns of its data frames, and the notebook's definitions."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import tolok

if TYPE_CHECKING:
    from collections.abc import Callable

#: What a cell says that is no name: descriptions, comments and texts.
SAID = re.compile(r'#[^\n]*|"[^"\n]*"?')
WORD = re.compile(r"[^\W\d]\w*")
#: The part of a name before a position, and the part after it.
BEGUN = re.compile(r"(?:[^\W\d]\w*)?$")
REST = re.compile(r"^\w+")
IDENTIFIER = "tolok.kpi_names"
#: Words that begin a definition or a line of one.
WORDS = ["alias", "better", "dimension", "format", "given", "input", "label", "member", "param", "report", "target", "test", "time", "unit"]


def definitions_of(names: dict[str, Any]) -> dict[str, tolok.Definitions]:
    """The definitions of a notebook by their variables."""
    return {name: value for name, value in names.items() if isinstance(value, tolok.Definitions) and not name.startswith("_")}


def frames_of(names: dict[str, Any]) -> dict[str, Any]:
    """The data frames of a notebook by their variables."""
    return {name: value for name, value in names.items() if not name.startswith("_") and hasattr(value, "__arrow_c_stream__")}


def columns_of(frame: Any) -> list[str]:
    """The columns of a data frame that can be written in a formula as they are."""
    columns = getattr(frame, "column_names", None) or getattr(frame, "columns", [])
    return [column for column in columns if isinstance(column, str) and WORD.fullmatch(column)]


def data_of(line: str, names: dict[str, Any]) -> list[Any]:
    """The data frames that the first line of a cell names."""
    try:
        words = shlex.split(line)
    except ValueError:
        # A quotation mark is still to be closed.
        words = line.split()
    given = [word for option, word in zip(words, words[1:]) if option == "--data"]
    given += [word.removeprefix("--data=") for word in words if word.startswith("--data=")]
    frames = frames_of(names)
    return [frames[source] for source in (word.rpartition("=")[2] for word in given) if source in frames]


def names_at(cell: str, position: int, names: dict[str, Any]) -> tuple[str, list[str]]:
    """What is written of a name at a position in the body of a `%%kpi` cell, and the names that go on from there; none elsewhere."""
    first, _, _ = cell.partition("\n")
    before, after = cell[len(first) + 1 : position], cell[position:]
    if not re.match(r"%%kpi\b", first) or position <= len(first):
        return "", []
    line = before.rpartition("\n")[2]
    if "#" in SAID.sub(lambda said: said[0][:1], line) or line.count('"') % 2:
        # Descriptions and texts are anybody's words.
        return "", []
    begun = BEGUN.findall(line)[0]
    elsewhere = before[: len(before) - len(begun)] + REST.sub("", after, count=1)
    found = {*WORD.findall(SAID.sub(" ", elsewhere)), *WORDS}
    found.update(column for frame in data_of(first, names) for column in columns_of(frame))
    found.update(name for known in definitions_of(names).values() for name in [*known, *known.dimensions])
    return begun, sorted(name for name in found if name.casefold().startswith(begun.casefold()) and name != begun)


def matcher(names: dict[str, Any]) -> Callable[[Any], Any]:
    """What IPython asks for completions; where there are names, Python's own words are none."""
    from IPython.core.completer import SimpleCompletion, context_matcher

    def kpi_names(context: Any) -> Any:
        above = context.full_text.split("\n")[: context.cursor_line]
        begun, found = names_at(context.full_text, sum(len(line) + 1 for line in above) + context.cursor_position, names)
        completions = [SimpleCompletion(text=name, type="KPI") for name in found]
        return {"completions": completions, "matched_fragment": begun, "suppress": bool(found), "do_not_suppress": set()}

    marked: Callable[[Any], Any] = context_matcher(identifier=IDENTIFIER)(kpi_names)
    return marked


def register_names(ipython: Any) -> None:
    """Completes names in `%%kpi` cells, where this IPython can be asked with the whole cell."""
    try:
        found = matcher(ipython.user_ns)
    except ImportError:
        # Before IPython 8.6 a completer knows one line alone.
        return
    matchers = ipython.Completer.custom_matchers
    matchers[:] = [known for known in matchers if getattr(known, "matcher_identifier", "") != IDENTIFIER] + [found]
