#!/usr/bin/env python3
"""What Python costs: ten million rows from polars and pandas beside the same rows in Rust, the import, ten KPIs by hand.

usage: run.py [--rows N] [--times N] [--rust BINARY] [--keep FOLDER]

Wants an optimised `tolok` (`pip install .`), numpy, pyarrow, polars and pandas; the rows are those of `benches/tables`, whose binary is the time of
Rust. Every run has its frame in memory before the clock starts, and parses the definitions while it runs, as Rust does.
"""

from __future__ import annotations

import argparse
import importlib.util
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

HERE = pathlib.Path(__file__).resolve().parent
TABLES = HERE.parent / "tables"
RATIOS = "\n".join(f"kpi_{number} = (spend + {number}) / leads" for number in range(10))


def rows_of_tables() -> Callable[[pathlib.Path, int, bool], None]:
    """What makes the rows of the other bench."""
    spec = importlib.util.spec_from_file_location("tables", TABLES / "run.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.generate


def shown(what: str, seconds: list[float], unit: float = 1.0, name: str = "s", busy: list[float] | None = None) -> None:
    """The least and the middle of several times, and the least that all cores were busy."""
    processor = f"  processor {min(busy) / unit:9.3f} {name}" if busy else ""
    print(f"{what:44} least {min(seconds) / unit:9.3f} {name}  median {statistics.median(seconds) / unit:9.3f} {name}{processor}", flush=True)


def timed(times: int, work: Callable[[], object]) -> list[float]:
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return seconds


def rust(binary: str | None, data: pathlib.Path) -> tuple[float, float]:
    """A run of the other bench: what it took, and what all cores were busy."""
    command = [binary] if binary else ["cargo", "run", "--release", "--quiet", "--manifest-path", str(TABLES / "Cargo.toml"), "--"]
    # The first run of a process finds its memory anew, which those of Python have done before.
    asked = [*command, str(data), str(TABLES / "tables.kpi"), "2", str(data.with_name("rust.csv"))]
    answer = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    seconds, busy = answer.splitlines()[-1].split()
    return float(seconds), float(busy)


def of_rows(binary: str | None, data: pathlib.Path, times: int) -> None:
    """Each by turns, so that whatever else the machine does is shared."""
    import polars
    import pyarrow as pa

    import tolok

    with pa.OSFile(str(data), "rb") as file:
        arrow = pa.ipc.open_file(pa.py_buffer(file.read())).read_all()
    text = (TABLES / "tables.kpi").read_text()
    frames = {"pyarrow": arrow, "polars": polars.from_arrow(arrow), "pandas": arrow.to_pandas(date_as_object=False)}
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in ("Rust, Arrow batches", *(f"Python, {name}" for name in frames))}
    first = None
    for turn in range(times + 1):
        for name, frame in frames.items():
            begun, busy = time.perf_counter(), time.process_time()
            result = tolok.parse(text).run(frame, by="channel", over="month", total=True)
            # The first turn only finds memory.
            if turn:
                took[f"Python, {name}"].append((time.perf_counter() - begun, time.process_time() - busy))
            digits = result.to_dicts(), result.totals.to_dicts()
            first = first or digits
            assert digits == first, f"{name} gives other digits"
        if turn:
            took["Rust, Arrow batches"].append(rust(binary, data))
    for name, runs in took.items():
        shown(name, [seconds for seconds, _ in runs], busy=[busy for _, busy in runs])


def of_import(times: int) -> None:
    for name in ("pass", "import tolok", "import polars", "import pandas"):
        seconds = timed(times, lambda name=name: subprocess.run([sys.executable, "-c", name], check=True))
        shown(f"python -c '{name}'", seconds, 1e-3, "ms")


def of_values(times: int) -> None:
    import tolok

    kpis = tolok.parse("input spend\ninput leads\n" + RATIOS)
    turns = 2_000

    def computed() -> None:
        for _ in range(turns):
            kpis.evaluate(spend=1000, leads=30)

    def taken() -> None:
        for _ in range(turns):
            dict(kpis.evaluate(spend=1000, leads=30))

    for what, work in (("ten KPIs by hand", computed), ("· and every value taken as a Decimal", taken)):
        runs = []
        for _ in range(times * 4):
            begun, busy = time.perf_counter(), time.process_time()
            work()
            runs.append(((time.perf_counter() - begun) / turns, (time.process_time() - busy) / turns))
        shown(what, [seconds for seconds, _ in runs], 1e-6, "µs", [busy for _, busy in runs])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--rust", help="the binary of benches/tables, where it is built already")
    options.add_argument("--keep", type=pathlib.Path, help="a folder for the rows, so that they are made once")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = (asked.keep or pathlib.Path(folder)) / f"rows-{asked.rows}.arrow"
        if not data.exists():
            rows_of_tables()(data, asked.rows, False)
        of_rows(asked.rust, data, asked.times)
    of_import(asked.times * 4)
    of_values(asked.times)


if __name__ == "__main__":
    main()
