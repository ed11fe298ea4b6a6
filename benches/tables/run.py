#!/usr/bin/env python3
"""Ten million rows of twelve columns to ten sums and ten ratios by channel over month with totals, in Tolok and in other engines.

usage: run.py [--rows N] [--times N] [--rounds N] [--dictionary] [--keep FOLDER] [--only ENGINE,...]

Needs numpy, pyarrow, polars, duckdb and pandas, and Rust. Every engine has the same Arrow file in its own memory before the clock
starts, and is a process of its own. Beside the time that passed stands that of all cores together, which says more on a busy machine. The
totals of the others are sums of the sums that they grouped, as anyone would write it.
"""
import argparse
import csv
import decimal
import itertools
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
CHANNELS = ["Search", "Email", "Social", "Display", "Video", "Affiliates", "Direct", "Organic search", "Referral", "Podcasts", "Print", "Partners"]
MONEY = ["spend", "revenue", "cost", "fees", "discounts"]
COUNTS = ["impressions", "clicks", "orders", "customers", "units"]
INPUTS = MONEY + COUNTS
RATIOS = {
    "ctr": "clicks / impressions",
    "cpc": "spend / clicks",
    "cpm": "spend / impressions * 1000",
    "roas": "revenue / spend",
    "cac": "spend / customers",
    "aov": "revenue / orders",
    "margin": "(revenue - cost - fees) / revenue",
    "discount_rate": "discounts / revenue",
    "units_per_order": "units / orders",
    "conversion": "orders / clicks",
}
ENGINES = ["tolok", "polars", "duckdb double", "duckdb double from arrow", "duckdb decimal", "duckdb cast to decimal", "pandas"]


def generate(path, rows, dictionary):
    import numpy as np
    import pyarrow as pa

    random = np.random.default_rng(7)
    first = np.datetime64("2023-01-01")
    days = int((np.datetime64("2026-01-01") - first).astype(int))
    size = 131_072
    top = {"spend": 50_000, "revenue": 200_000, "cost": 90_000, "fees": 2_000, "discounts": 9_000,
           "impressions": 100_000, "clicks": 5_000, "orders": 300, "customers": 250, "units": 900}
    writer = None
    for start in range(0, rows, size):
        count = min(size, rows - start)
        channel = random.integers(0, len(CHANNELS), count, dtype=np.int32)
        texts = pa.DictionaryArray.from_arrays(pa.array(channel), pa.array(CHANNELS))
        columns = {"channel": texts if dictionary else texts.cast(pa.string())}
        columns["date"] = pa.array((first + random.integers(0, days, count)).astype("datetime64[D]"))
        for name in MONEY:
            columns[name] = pa.array(np.round(random.integers(0, top[name] * 100, count) / 100.0, 2))
        for name in COUNTS:
            columns[name] = pa.array(random.integers(0, top[name], count).astype(np.float64))
        batch = pa.record_batch(columns)
        if writer is None:
            writer = pa.ipc.new_file(str(path), batch.schema)
        writer.write_batch(batch)
    writer.close()


def timed(times, run):
    seconds, result = [], None
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        result = run()
        seconds.append((time.perf_counter() - start, time.process_time() - busy))
    return seconds, result


def table(path):
    import pyarrow as pa

    # Read into memory rather than mapped, so that nothing is paged in while the clock runs.
    with pa.OSFile(str(path), "rb") as file:
        return pa.ipc.open_file(pa.py_buffer(file.read())).read_all()


def of_polars(path, times):
    import polars as pl

    frame = pl.from_arrow(table(path))
    ratios = {"margin": (pl.col("revenue") - pl.col("cost") - pl.col("fees")) / pl.col("revenue"),
              "cpm": pl.col("spend") / pl.col("impressions") * 1000}
    for name, formula in RATIOS.items():
        if name not in ratios:
            above, below = formula.split(" / ")
            ratios[name] = pl.col(above) / pl.col(below)
    ratios = [expression.alias(name) for name, expression in ratios.items()]
    sums = [pl.col(name).sum() for name in INPUTS]

    def run():
        month = pl.col("date").dt.month_start()
        groups = frame.lazy().group_by("channel", month.alias("month")).agg(sums).collect()
        months = groups.group_by("month").agg(sums).with_columns(channel=pl.lit(None, groups.schema["channel"]))
        all_of_it = groups.select(sums).with_columns(channel=pl.lit(None, groups.schema["channel"]), month=pl.lit(None, pl.Date))
        return pl.concat([groups, months, all_of_it], how="diagonal").with_columns(ratios)

    seconds, result = timed(times, run)
    return seconds, [dict(row) for row in result.iter_rows(named=True)]


def of_duckdb(path, times, kind):
    import duckdb

    arrow = table(path)
    database = duckdb.connect()
    database.register("arrow", arrow)
    columns, source = ", ".join(INPUTS), "rows"
    if kind == "double from arrow":
        source = "arrow"
    elif kind == "decimal":
        columns = ", ".join(f"{name}::DECIMAL(18,2) AS {name}" for name in INPUTS)
        database.execute(f"CREATE TABLE rows AS SELECT channel, date, {columns} FROM arrow")
    else:
        database.execute(f"CREATE TABLE rows AS SELECT channel, date, {columns} FROM arrow")
    if source == "rows":
        database.unregister("arrow")
        del arrow
    cast = "::DECIMAL(18,2)" if kind == "cast to decimal" else ""
    sums = ", ".join(f"sum({name}{cast}) AS {name}" for name in INPUTS)
    again = ", ".join(f"sum({name}) AS {name}" for name in INPUTS)
    ratios = ", ".join(f"{formula} AS {name}" for name, formula in RATIOS.items())
    query = f"""
        WITH groups AS (SELECT channel, date_trunc('month', date)::DATE AS month, {sums} FROM {source} GROUP BY ALL),
             months AS (SELECT NULL AS channel, month, {again} FROM groups GROUP BY month),
             everything AS (SELECT NULL AS channel, NULL AS month, {again} FROM groups)
        SELECT *, {ratios} FROM (FROM groups UNION ALL FROM months UNION ALL FROM everything)
    """

    def run():
        cursor = database.execute(query)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]

    return timed(times, run)


def of_pandas(path, times):
    import pandas as pd

    frame = table(path).to_pandas()
    frame["date"] = pd.to_datetime(frame["date"])

    def run():
        month = frame["date"].dt.year * 12 + frame["date"].dt.month - 1
        groups = frame[INPUTS].groupby([frame["channel"], month.rename("month")], sort=False, observed=True).sum().reset_index()
        months = groups.groupby("month")[INPUTS].sum().reset_index()
        everything = groups[INPUTS].sum().to_frame().T
        result = pd.concat([groups.astype({"channel": object}), months, everything], ignore_index=True)
        for name, formula in RATIOS.items():
            result[name] = result.eval(formula)
        return result

    seconds, result = timed(times, run)
    rows = []
    for row in result.to_dict("records"):
        month = row["month"]
        row["month"] = None if month != month else f"{int(month) // 12}-{int(month) % 12 + 1:02}-01"
        row["channel"] = row["channel"] if isinstance(row["channel"], str) else None
        rows.append(row)
    return seconds, rows


def of_peer(engine, path, times):
    match engine.split(" ", 1):
        case ["polars"]:
            return of_polars(path, times)
        case ["duckdb", kind]:
            return of_duckdb(path, times, kind)
        case _:
            return of_pandas(path, times)


def key(row):
    return (row["channel"] or "", str(row["month"] or "")[:7])


def check(name, rows, exact, is_exact):
    """Every sum and every ratio beside those of exact sums: to the digit, or within 1e-9."""
    assert len(rows) == len(exact), f"{name}: {len(rows)} rows, not {len(exact)}"
    for row in rows:
        other = exact[key(row)]
        for column in INPUTS:
            if is_exact:
                assert decimal.Decimal(row[column]) == other[column], f"{name} {key(row)} {column}: {row[column]}, not {other[column]}"
            else:
                assert abs(float(row[column]) - float(other[column])) <= 1e-9 * abs(float(other[column])), f"{name} {key(row)} {column}"
        for column, formula in RATIOS.items():
            with decimal.localcontext(prec=50):
                wanted = eval(formula, {"__builtins__": {}}, {name: other[name] for name in INPUTS})
            assert abs(float(row[column]) - float(wanted)) <= 1e-9 * abs(float(wanted)), f"{name} {key(row)} {column}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=1, help="how often every engine has its turn")
    parser.add_argument("--dictionary", action="store_true", help="channels as a dictionary instead of texts")
    parser.add_argument("--keep", help="a folder that keeps the data for the next run")
    parser.add_argument("--only", help="some of the engines, comma-separated")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer:
        seconds, rows = of_peer(arguments.peer, arguments.keep, arguments.times)
        rows = [{column: value if value is None else str(value) for column, value in row.items()} for row in rows]
        json.dump({"seconds": seconds, "rows": rows}, sys.stdout)
        return
    engines = [engine for engine in ENGINES if not arguments.only or engine in arguments.only.split(",")]
    if "tolok" in engines:
        subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=HERE, check=True)
    with tempfile.TemporaryDirectory(prefix="tables-") as folder:
        folder = pathlib.Path(arguments.keep or folder)
        path = folder / f"{arguments.rows}{'-dictionary' if arguments.dictionary else ''}.arrow"
        if not path.exists():
            generate(path, arguments.rows, arguments.dictionary)
        seconds, results = {}, {}
        for _, engine in itertools.product(range(arguments.rounds), engines):
            if engine == "tolok":
                target = os.environ.get("CARGO_TARGET_DIR", HERE / "target")
                result = folder / "tolok.csv"
                command = [pathlib.Path(target) / "release" / "tables", path, HERE / "tables.kpi", str(arguments.times), result]
                out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                found = [tuple(map(float, line.split())) for line in out.splitlines()]
                rows = list(csv.DictReader(open(result)))
            else:
                command = [sys.executable, __file__, "--peer", engine, "--keep", path, "--times", str(arguments.times)]
                out = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                found, rows = out["seconds"], out["rows"]
            seconds.setdefault(engine, []).extend(map(tuple, found))
            results[engine] = rows
        print(f"{arguments.rows:,} rows, {len(os.sched_getaffinity(0))} cores, {platform.machine()}, {time.strftime('%Y-%m-%d')}, "
              f"channels as {'a dictionary' if arguments.dictionary else 'texts'}")
        print(f"{'engine':26} {'least':>8} {'median':>8} {'processor':>10}")
        for engine, found in sorted(seconds.items(), key=lambda entry: min(entry[1])):
            median = sorted(found)[len(found) // 2][0]
            print(f"{engine:26} {min(found)[0]:7.3f}s {median:7.3f}s {min(busy for _, busy in found):9.3f}s")
        reference = results.get("duckdb decimal") or results.get("duckdb cast to decimal")
        if reference:
            exact = {key(row): {name: decimal.Decimal(row[name]) for name in INPUTS} for row in reference}
            for engine, rows in results.items():
                check(engine, rows, exact, engine == "tolok" or "decimal" in engine)
            print(f"{len(reference)} rows of results are equal: sums of decimals to the digit, doubles within 1e-9")


if __name__ == "__main__":
    main()
