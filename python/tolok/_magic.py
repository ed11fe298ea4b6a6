"""`%%kpi` cells: definitions in the cell, options on its first line as on the command line."""

from __future__ import annotations

import argparse
import shlex
from typing import Any, NoReturn

import tolok

from ._completion import definitions_of, frames_of, register_names

OPTIONS = [
    *("--data --set --by --over --where --period --periods --as-of --kpis --report --sort --top --across --total --subtotals".split()),
    *("--check-totals --errors --lang --locale --strict -o --output --allow-outside".split()),
]
FLAGS = ("total", "subtotals", "check_totals", "strict")
#: The name under which definitions are kept that have none.
NAME = "kpis"


class _Parser(argparse.ArgumentParser):
    """Says what is wrong instead of ending the kernel."""

    def error(self, message: str) -> NoReturn:
        from IPython.core.error import UsageError

        raise UsageError(f"%%kpi: {message}")


def parser() -> argparse.ArgumentParser:
    """The options of a `%%kpi` line."""
    options = _Parser(prog="%%kpi", add_help=False, allow_abbrev=False)
    options.add_argument("name", nargs="?", default=NAME)
    options.add_argument("--data", action="append", default=[])
    options.add_argument("--set", action="append", default=[])
    options.add_argument("-o", "--output", action="append", default=[])
    for name in ("by", "over", "where", "period", "periods", "as-of", "kpis", "report", "sort", "across", "errors", "lang", "locale"):
        options.add_argument(f"--{name}")
    options.add_argument("--top", type=int)
    for flag in FLAGS:
        options.add_argument(f"--{flag.replace('_', '-')}", action="store_true")
    options.add_argument("--allow-outside", action="store_true")
    return options


def words(line: str) -> list[str]:
    """The words of a line. What begins with a minus and is no option belongs to the option before it: `--sort -cac`."""
    try:
        found = shlex.split(line)
    except ValueError as error:
        parser().error(f"{line.strip()}: {str(error).lower()}")
    flags = {f"--{flag.replace('_', '-')}" for flag in (*FLAGS, "allow_outside")}
    joined: list[str] = []
    for word in found:
        before = joined[-1] if joined else ""
        is_wanted = before.startswith("--") and "=" not in before and before not in flags
        if is_wanted and word.startswith("-") and not word.startswith("--"):
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def frames(given: list[str], names: dict[str, Any]) -> Any:
    """The data frames of the notebook by their names, else paths: `ads`, `ads=frame`, `ads=ads.csv`."""
    if not given:
        return None
    found: dict[str, Any] = {}
    for word in given:
        name, is_named, source = word.partition("=")
        if not is_named:
            source = word
        if source in names:
            found[name if is_named else source] = names[source]
        else:
            found[name if is_named else source.rsplit("/", 1)[-1].split(".")[0]] = source
    if len(found) == 1 and "=" not in given[0]:
        # Without a name it stands for the only source that there is.
        return next(iter(found.values()))
    return found


def values(given: list[str]) -> dict[str, str]:
    """What `--set name=value` gives."""
    for word in given:
        if "=" not in word:
            parser().error(f"--set wants NAME=VALUE, not `{word}`")
    pairs = [word.partition("=") for word in given]
    return {name.strip(): value for name, _, value in pairs}


def kpi(line: str, cell: str | None = None) -> Any:
    """Defines KPIs, and computes them where there is data or a value.

        %%kpi [NAME] [--data FRAME] [--by DIMS] [--over PERIOD] [--set NAME=VALUE] [-o VARIABLE|FILE] …
        cac = spend / new_customers

    The definitions are kept as `NAME` (`kpis` where there is none), the result as the variable of `-o`, or in the file whose ending is
    .xlsx, .csv, .json or .md; both can be given. `%kpi` on a line by itself computes what `NAME` has already.
    """
    from IPython import get_ipython
    from IPython.display import display

    shell = get_ipython()
    asked = parser().parse_args(words(line))
    if not asked.name.isidentifier():
        parser().error(f"`{asked.name}` is no name of a variable")
    names = shell.user_ns
    try:
        if cell is None:
            definitions = names.get(asked.name)
            if not isinstance(definitions, tolok.Definitions):
                raise NameError(f"there are no definitions called `{asked.name}`: define them in a %%kpi cell first")
        else:
            definitions = tolok.parse(cell, name=f"{asked.name}.kpi", allow_outside=asked.allow_outside)
            names[asked.name] = definitions
            for warning in definitions.warnings:
                display(warning)  # type: ignore[no-untyped-call]
        answer = computed(definitions, asked, frames(asked.data, names))
    except tolok.Error as error:
        told(shell, error)
        raise
    except (TypeError, ValueError) as error:
        # An option that has a wrong value, and where it was found is of no use to anybody.
        parser().error(str(error))
    for variable in filter(str.isidentifier, asked.output):
        names[variable] = answer
    return answer


def told(shell: Any, error: tolok.Error) -> None:
    """Shows problems with their places underlined, and leaves out where in the notebook's machinery they came up."""
    from IPython.display import display

    if is_page := hasattr(shell, "kernel"):
        for problem in error.diagnostics:
            display(problem)  # type: ignore[no-untyped-call]
    # A page has the places already; whoever reads the failure alone finds the first words of each.
    lines = [problem.summary for problem in error.diagnostics] if is_page else str(error).split("\n")
    error._render_traceback_ = lambda: lines  # type: ignore[attr-defined]


def computed(definitions: tolok.Definitions, asked: argparse.Namespace, data: Any) -> Any:
    """The result over data, the values by hand, or the definitions alone."""
    given = {
        name: getattr(asked, name)
        for name in ("by", "over", "where", "period", "periods", "as_of", "report", "sort", "top", "across", "errors")
        if getattr(asked, name) is not None
    }
    files = [file for file in asked.output if not file.isidentifier()]
    if len(files) > 1:
        parser().error(f"-o takes one file, and these are several: {', '.join(files)}")
    if files:
        given["out"] = files[0]
    shown = {name: getattr(asked, name) for name in ("kpis", "lang", "locale") if getattr(asked, name) is not None}
    if data is None and not given and asked.set:
        return definitions.evaluate(values(asked.set), strict=asked.strict, **shown)
    if data is None and not given:
        return definitions
    flags: dict[str, Any] = {flag: True for flag in FLAGS if getattr(asked, flag)}
    return definitions.run(data, set=values(asked.set) or None, **given, **shown, **flags)


def complete(shell: Any, event: Any) -> list[str]:
    """Options, and after an option what it may be: data frames, names of the notebook's definitions, periods, languages."""
    before = event.line.split()
    previous = before[-1] if event.line.endswith(" ") else (before[-2] if len(before) > 1 else "")
    known = definitions_of(shell.user_ns)
    if previous == "--data":
        return list(frames_of(shell.user_ns))
    if previous in ("--kpis", "--sort", "--set"):
        return sorted({name for definitions in known.values() for name in definitions})
    if previous in ("--by", "--across"):
        dimensions = sorted({name for definitions in known.values() for name in definitions.dimensions})
        return dimensions if previous == "--by" else [*dimensions, "period"]
    if previous == "--errors":
        return ["error", "blank"]
    if previous == "--over":
        return ["day", "week", "month", "quarter", "year"]
    if previous in ("--lang", "--locale"):
        return ["en", "id", "pl"]
    return [*known, *OPTIONS] if previous.endswith("%kpi") else OPTIONS


def register(ipython: Any) -> None:
    """Gives a notebook its `%%kpi` cells."""
    ipython.register_magic_function(kpi, magic_kind="line_cell", magic_name="kpi")
    ipython.set_hook("complete_command", complete, re_key=r"%{1,2}kpi")
    register_names(ipython)
