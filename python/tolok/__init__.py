"""KPIs defined once, as text, with the same digits everywhere.

>>> import tolok
>>> kpis = tolok.parse("cac = spend / new_customers")
>>> kpis.evaluate(spend=1000, new_customers=30)["cac"]
Decimal('33.33333333333333333333333333')

Tables go in and out as whatever frame you like: pandas, polars, pyarrow, duckdb, or plain lists.

>>> kpis = tolok.parse("dimension channel\\ncac = spend / new_customers")
>>> ads = {"channel": ["Email", "Search"], "spend": [100, 500], "new_customers": [4, 10]}
>>> kpis.run(ads, by="channel").to_dicts()[0]["cac"]
Decimal('25')
"""

from abc import ABCMeta as _ABCMeta
from collections.abc import Mapping as _Mapping

from ._errors import DataError, DefinitionError, Error, TemplateError
from ._functions import check, docs, evaluate, explain, fill, run, worksheet
from ._tolok import (
    Definitions,
    Details,
    Diagnostic,
    Evaluation,
    Explanation,
    Filled,
    Kpi,
    Result,
    Table,
    Worksheet,
    __version__,
    format_source,
    load,
    parse,
)

# They are made in Rust, where no class can say whose child it is.
_ABCMeta.register(_Mapping, Evaluation)  # pyright: ignore[reportArgumentType]
_ABCMeta.register(_Mapping, Definitions)  # pyright: ignore[reportArgumentType]

__all__ = [
    "DataError",
    "DefinitionError",
    "Definitions",
    "Details",
    "Diagnostic",
    "Error",
    "Evaluation",
    "Explanation",
    "Filled",
    "Kpi",
    "Result",
    "Table",
    "TemplateError",
    "Worksheet",
    "__version__",
    "check",
    "docs",
    "evaluate",
    "explain",
    "fill",
    "format_source",
    "load",
    "load_ipython_extension",
    "parse",
    "run",
    "worksheet",
]


def load_ipython_extension(ipython: object) -> None:
    """`%load_ext tolok`: from then on there are `%%kpi` cells."""
    from ._magic import register

    register(ipython)
