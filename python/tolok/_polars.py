"""Frames and series of polars, of which one type does not travel through Arrow."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def plain(table: Any) -> Any:
    """Columns of nothing as texts, which stay empty."""
    import polars

    if isinstance(table, polars.DataFrame):
        return table.cast({polars.Null: polars.String}) if polars.Null in table.dtypes else table
    return table.cast(polars.String) if isinstance(table, polars.Series) and table.dtype == polars.Null else table
