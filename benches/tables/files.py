#!/usr/bin/env python3
"""Files to KPIs, whole process: a workbook of 200,000 rows beside calamine and pandas, and a csv of two gigabytes with its peak memory.

usage: files.py [--rows N] [--gigabytes G] [--times N]

Needs numpy, pandas, python-calamine and openpyxl, GNU time as /usr/bin/time, and Rust. The files are made in a temporary folder.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CHANNELS = ["Search", "Email", "Social", "Display", "Video", "Affiliates", "Direct", "Organic search", "Referral", "Podcasts", "Print", "Partners"]
NAMES = ["spend", "revenue", "cost", "fees", "discounts", "impressions", "clicks", "orders", "customers", "units"]


def workbook(path, rows):
    import openpyxl
    import numpy as np

    random = np.random.default_rng(7)
    days = np.datetime64("2023-01-01") + random.integers(0, 1096, rows)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("ads")
    sheet.append(["channel", "date", *NAMES[:8]])
    for row in range(rows):
        cents = random.integers(0, 5_000_000, 5) / 100
        counts = random.integers(1, 5_000, 3)
        sheet.append([CHANNELS[random.integers(12)], days[row].astype(object), *cents.tolist(), *counts.tolist()])
    book.save(path)


def text(path, size):
    import numpy as np

    random = np.random.default_rng(7)
    rows = 200_000
    days = (np.datetime64("2023-01-01") + random.integers(0, 1096, rows)).astype(str)
    cents = random.integers(0, 5_000_000, (rows, 5))
    counts = random.integers(1, 5_000, (rows, 5))
    lines = []
    for row in range(rows):
        money = ",".join(f"{value // 100}.{value % 100:02}" for value in cents[row].tolist())
        lines.append(f"{CHANNELS[row * 7919 % 12]},{days[row]},{money},{','.join(map(str, counts[row].tolist()))}\n")
    block = "".join(lines).encode()
    with open(path, "wb") as file:
        file.write(f"channel,date,{','.join(NAMES)}\n".encode())
        while file.tell() < size:
            file.write(block)


def measured(command):
    """Seconds that passed, seconds of the processor, and the peak of memory in MiB."""
    out = subprocess.run(["/usr/bin/time", "-v", *command], capture_output=True, text=True)
    if out.returncode != 0:
        sys.exit(f"{command}: {out.stderr}")
    elapsed = re.search(r"Elapsed.*: (?:(\d+):)?(\d+):([\d.]+)", out.stderr)
    hours, minutes, seconds = elapsed.groups()
    busy = sum(float(re.search(rf"{what} time \(seconds\): ([\d.]+)", out.stderr)[1]) for what in ["User", "System"])
    peak = int(re.search(r"Maximum resident.*: (\d+)", out.stderr)[1]) / 1024
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds), busy, peak


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--gigabytes", type=float, default=2.0)
    parser.add_argument("--times", type=int, default=3)
    arguments = parser.parse_args()
    subprocess.run(["cargo", "build", "--release", "--quiet", "--bin", "tolok"], cwd=ROOT, check=True)
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=HERE, check=True)
    built = lambda folder, name: str(pathlib.Path(os.environ.get("CARGO_TARGET_DIR", folder / "target")) / "release" / name)
    tolok = built(ROOT, "tolok")
    with tempfile.TemporaryDirectory(prefix="tables-") as folder:
        folder = pathlib.Path(folder)
        book, csv, kpi = str(folder / "ads.xlsx"), str(folder / "ads.csv"), folder / "ads.kpi"
        kpi.write_text("dimension channel\ntime date: day\n" + "".join(f"input {name}\n" for name in NAMES[:8])
                       + "roas = revenue / spend\naov = revenue / orders\ncpc = spend / clicks\n")
        workbook(book, arguments.rows)
        text(csv, arguments.gigabytes * 1e9)
        run = lambda data: [tolok, "run", str(kpi), "--data", data, "--by", "channel", "--over", "month", "--total"]
        pandas = [sys.executable, "-c", f"import pandas; pandas.read_excel({book!r}, engine='ENGINE')"]
        commands = {
            f"tolok run, xlsx of {arguments.rows:,} x 10": run(book),
            "calamine in Rust, cells read only": [built(HERE, "cells"), book],
            "pandas.read_excel, calamine": [*pandas[:2], pandas[2].replace("ENGINE", "calamine")],
            "pandas.read_excel, openpyxl": [*pandas[:2], pandas[2].replace("ENGINE", "openpyxl")],
            f"tolok run, csv of {os.path.getsize(csv) / 1e9:.1f} GB x 12": run(csv),
        }
        print(f"{'what':40} {'least':>8} {'processor':>10} {'memory':>9}")
        for what, command in commands.items():
            times = 1 if "openpyxl" in what else arguments.times
            results = [measured(command) for _ in range(times)]
            print(f"{what:40} {min(r[0] for r in results):7.2f}s {min(r[1] for r in results):9.2f}s {max(r[2] for r in results):5.0f} MiB", flush=True)


main()
