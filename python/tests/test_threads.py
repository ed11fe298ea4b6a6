"""Several threads on the same definitions, and long work that lets others go on and can be interrupted."""

from __future__ import annotations

import _thread
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy
import polars
import pytest

import tolok

KPIS = tolok.parse("dimension channel\ninput spend\ninput leads\ncpl = spend / leads")


def long_frame(rows: int) -> polars.DataFrame:
    channel = numpy.array(["Email", "Search", "Radio"])[numpy.arange(rows) % 3]
    return polars.DataFrame({"channel": channel, "spend": numpy.arange(rows) / 100, "leads": numpy.ones(rows, dtype="int64")})


def test_eight_threads_on_one_set_of_definitions() -> None:
    frame = long_frame(3_000)
    want = KPIS.run(frame, by="channel").to_dicts()

    def work(number: int) -> None:
        for turn in range(20):
            assert KPIS.run(frame, by="channel").to_dicts() == want
            assert KPIS.evaluate(spend=number, leads=turn + 1)["cpl"] == KPIS.evaluate(spend=number, leads=turn + 1)["cpl"]
            assert KPIS["cpl"].depends_on == ["spend", "leads"]
            with pytest.raises(tolok.DefinitionError):
                KPIS.evaluate(nothing=1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))


def test_threads_do_not_mix_their_values() -> None:
    def work(number: int) -> bool:
        return all(KPIS.evaluate(spend=number, leads=7)["spend"] == Decimal(number) for _ in range(200))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


def test_others_go_on_meanwhile() -> None:
    rows = 400_000
    ticks: list[float] = []
    done = threading.Event()

    def tick() -> None:
        while not done.wait(0.005):
            ticks.append(time.perf_counter())

    ticker = threading.Thread(target=tick)
    ticker.start()
    begun = ended = 0.0
    # Long enough that others would be missed, however quick the build.
    while ended - begun < 0.2:
        frame = long_frame(rows)
        begun = time.perf_counter()
        KPIS.run(frame, by="channel")
        ended = time.perf_counter()
        rows *= 4
    done.set()
    ticker.join()
    assert len([moment for moment in ticks if begun < moment < ended]) >= 5


def test_ctrl_c_ends_long_work() -> None:
    frame = long_frame(6_000_000)
    timer = threading.Timer(0.3, _thread.interrupt_main)
    begun = time.perf_counter()
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        KPIS.run(frame, by="channel")
        pytest.skip("this machine is too quick to be interrupted")
    assert time.perf_counter() - begun < 5
    # What was interrupted has left nothing behind that would be in the way.
    assert KPIS.evaluate(spend=1, leads=2)["cpl"] == Decimal("0.5")


def test_ctrl_c_leaves_no_worksheet(tmp_path: Path) -> None:
    out = tmp_path / "worksheet.xlsx"
    asked: dict[str, Any] = {"members": {"channel": [f"Channel {number}" for number in range(40)]}, "periods": "2026-01-01..2026-06-30"}
    begun = time.perf_counter()
    KPIS.worksheet(**asked)
    taken = time.perf_counter() - begun
    timer = threading.Timer(taken / 4, _thread.interrupt_main)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        KPIS.worksheet(out, **asked)
        pytest.skip("this machine is too quick to be interrupted")
    # The work goes on to the place where it would write, and ends there.
    time.sleep(taken * 2)
    assert list(tmp_path.iterdir()) == []
