"""What other programs read in the cells of a workbook, as numbers, texts, truths, errors or nothing."""

import datetime
import importlib.util
import warnings

import openpyxl

from sheet import Error

warnings.filterwarnings("ignore")

EPOCHS = {False: datetime.datetime(1899, 12, 30), True: datetime.datetime(1904, 1, 1)}


def has(module):
    return importlib.util.find_spec(module) is not None


def plain(value, from_1904):
    """A value as the file has it: dates as the numbers that stand for them, an empty text as nothing."""
    if isinstance(value, datetime.datetime):
        return (value - EPOCHS[from_1904]) / datetime.timedelta(days=1)
    if isinstance(value, datetime.date):
        return float((datetime.datetime.combine(value, datetime.time()) - EPOCHS[from_1904]).days)
    if isinstance(value, datetime.time):
        value = datetime.datetime.combine(datetime.date.min, value) - datetime.datetime.min
    if isinstance(value, datetime.timedelta):
        return value / datetime.timedelta(days=1)
    if value is None or value == "" or value != value:
        return None
    if isinstance(value, (bool, str)):
        return value
    return float(value)


def same(one, other):
    """Equal but for the last digits, and for how a program names an error."""
    if isinstance(one, Error) or isinstance(other, Error):
        return str(one).startswith("#") and str(other).startswith("#")
    if isinstance(one, (bool, float, int)) and isinstance(other, (bool, float, int)):
        return abs(one - other) <= 1e-9 * max(1e-3, abs(one), abs(other))
    return (one or None) == (other or None)


def openpyxl_values(path, from_1904):
    book = openpyxl.load_workbook(path, data_only=True, keep_vba=False)
    return {
        sheet.title: {(cell.row, cell.column): plain(cell.value, from_1904) for row in sheet.iter_rows() for cell in row if cell.value is not None}
        for sheet in book.worksheets
    }


def calamine_values(path, from_1904):
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    values = {}
    for name in book.sheet_names:
        try:
            lines = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except python_calamine.CalamineError:
            continue
        values[name] = by_place(lines, from_1904)
    return values


def pandas_values(engine):
    def read(path, from_1904):
        import pandas

        frames = pandas.read_excel(path, sheet_name=None, header=None, dtype=object, engine=engine)
        return {name: by_place(frame.itertuples(index=False), from_1904) for name, frame in frames.items()}

    return read


def by_place(lines, from_1904):
    found = {}
    for row, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            value = plain(value, from_1904)
            if value is not None:
                found[row, column] = value
    return found


def readers():
    """The programs that are there, by name, and the names of those that are not."""
    wanted = {
        "openpyxl": (["openpyxl"], openpyxl_values),
        "python-calamine": (["python_calamine"], calamine_values),
        "pandas (openpyxl)": (["pandas"], pandas_values("openpyxl")),
        "pandas (calamine)": (["pandas", "python_calamine"], pandas_values("calamine")),
    }
    found = {name: read for name, (modules, read) in wanted.items() if all(map(has, modules))}
    return found, [name for name in wanted if name not in found]


def read(reader, path, from_1904):
    """What a program reads, or nothing where it stops."""
    try:
        return reader(path, from_1904)
    except BaseException as problem:
        if isinstance(problem, KeyboardInterrupt):
            raise
        return None
