"""Data frames of pandas as Arrow tables: numbers and moments share the frame's memory, whatever else is as pyarrow converts it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: Where the metadata of a column says why it cannot be read.
REFUSED = "tolok:refused"
#: What numpy writes for a moment that is missing.
NOT_A_TIME = -(2**63)


def table(frame: Any) -> Any:
    """The table of a frame; the frame itself where only pyarrow knows what it holds."""
    import pandas
    import pyarrow

    names = list(frame.columns)
    indexes = list(frame.index.names)
    is_plain = type(frame) is pandas.DataFrame and all(isinstance(name, str) for name in names) and len(set(names)) == len(names)
    if not is_plain or not set(names).isdisjoint(indexes):
        return frame
    columns, fields = [], []
    for name in names:
        column, refused = shared(pyarrow, frame[name]), None
        if column is None:
            column, refused = converted(pyarrow, frame[name])
        columns.append(column)
        fields.append(pyarrow.field(name, column.type, metadata={REFUSED: refused} if refused else None))
    if not isinstance(frame.index, pandas.RangeIndex):
        # It is a column where it counts more than rows.
        index = pyarrow.Table.from_pandas(frame.iloc[:, :0])
        columns, fields = columns + index.columns, fields + list(index.schema)
    return pyarrow.table(columns, schema=pyarrow.schema(fields)) if fields else frame


def shared(pyarrow: Any, series: Any) -> Any:
    """The array over the memory of a column; nothing where that is not how Arrow would hold it."""
    kind = series.dtype
    if not isinstance(getattr(kind, "kind", None), str) or kind.kind not in "fiuM" or not hasattr(kind, "isnative"):
        return None
    values = series.to_numpy()
    if not values.flags.c_contiguous or not kind.isnative or kind.itemsize > 8 or not len(values):
        return None
    if kind.kind == "M":
        values = values.view("int64")
        if values.min() == NOT_A_TIME:
            return None
    # What is NaN is found while rows are read: no look at all of them is needed before.
    return pyarrow.Array.from_buffers(pyarrow.from_numpy_dtype(kind), len(values), [None, pyarrow.py_buffer(values)])


def converted(pyarrow: Any, series: Any) -> tuple[Any, str | None]:
    """The array of a column that has another form in pandas; where there is none, nothing for each row, and the reason for it."""
    try:
        return pyarrow.array(plain(series), from_pandas=True), None
    except (pyarrow.ArrowInvalid, pyarrow.ArrowNotImplementedError, pyarrow.ArrowTypeError) as error:
        words = f"it is of type {series.dtype}, and pyarrow makes no column of it: {error}"
        # Whether that matters is known only when something needs it.
        return pyarrow.nulls(len(series), pyarrow.duration("s")), words


def plain(series: Any) -> Any:
    """Periods as pandas shows them, and moments of several zones as days on the calendar of each; Arrow would have neither."""
    import pandas

    if isinstance(series.dtype, pandas.PeriodDtype):
        return series.astype(str).where(series.notna(), None)
    if series.dtype == object and pandas.api.types.infer_dtype(series, skipna=True) == "datetime":
        return series.map(local_day, na_action="ignore")
    return series


def local_day(moment: Any) -> Any:
    """The day of a moment on the calendar of its own zone, or the moment where it has none."""
    return moment.date() if getattr(moment, "tzinfo", None) else moment


def period(value: Any) -> str:
    """A period of pandas as a person writes it; one that no calendar here has is as pandas writes it, and refused."""
    kind = value.freqstr.partition("-")[0]
    if kind == "Q" and value.end_time.month == value.quarter * 3:
        return f"{value.year}-Q{value.quarter}"
    if kind == "W" and value.freqstr in ("W", "W-SUN"):
        year, week, _ = value.end_time.isocalendar()
        return f"{year}-W{week:02}"
    return str(value)
