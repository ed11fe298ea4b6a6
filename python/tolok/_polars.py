"""Frames and series of polars, of which two types do not travel through Arrow."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def plain(table: Any) -> Any:
    """Columns of nothing as texts, which stay empty, and whole numbers of 128 bits as decimals, which hold nearly all of them."""
    import polars

    if isinstance(table, polars.DataFrame):
        others = [name for name, kind in table.schema.items() if kind == polars.Null or is_wide(kind)]
        return table.with_columns(plain(table[name]) for name in others) if others else table
    if not isinstance(table, polars.Series):
        return table
    if table.dtype == polars.Null:
        return table.cast(polars.String)
    if not is_wide(table.dtype):
        return table
    try:
        return table.cast(polars.Decimal(38, 0))
    except polars.exceptions.InvalidOperationError:
        # A type that stands for no value, which is refused where something needs the column.
        return polars.Series(table.name, [None] * len(table), dtype=polars.Duration)


def is_wide(kind: Any) -> bool:
    """True for whole numbers that Arrow has not."""
    return str(kind) in ("Int128", "UInt128")
