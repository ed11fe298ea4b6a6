"""A notebook in the real JupyterLab, in a browser without a window: what a person sees are the table and the chart.

Where JupyterLab, playwright, vl-convert-python or a Chromium is missing it is left out, but never in continuous integration.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


#: There nothing may be left out: `cargo xtask setup` installs what is wanted.
IN_CI = os.environ.get("CI", "") not in ("", "false", "0")


def wanted(module: str) -> Any:
    """A module that only this test needs."""
    return importlib.import_module(module) if IN_CI else pytest.importorskip(module)


jupyterlab = wanted("jupyterlab")
wanted("vl_convert")
browsers = wanted("playwright.sync_api")

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
if CHROMIUM is None and not IN_CI:
    pytest.skip("there is no Chromium", allow_module_level=True)
#: What JupyterLab shows lies beside its package, which need not be installed where this Python looks.
SHARE = Path(jupyterlab.__file__).parents[4] / "share" / "jupyter"
#: It looks for hosts elsewhere as soon as it starts, unless it is told not to.
QUIET = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
#: Charts are drawn in the notebook itself: the usual way fetches its scripts from elsewhere.
DRAWN_HERE = "import altair\naltair.renderers.enable('svg')"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """The address of a JupyterLab over a copy of the examples."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    path = tmp_path / "examples" / "notebooks" / "channel-roi.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = {"cell_type": "code", "id": "drawn-here", "metadata": {}, "source": DRAWN_HERE, "execution_count": None, "outputs": []}
    notebook["cells"].insert(0, cell)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folders = {f"JUPYTER_{kind}_DIR": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    folders |= {"JUPYTERLAB_DIR": str(SHARE / "lab"), "JUPYTER_PATH": str(SHARE)}
    asked = ["--no-browser", f"--port={port}", "--allow-root", "--IdentityProvider.token=secret", f"--ServerApp.root_dir={tmp_path}"]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", "jupyterlab", *asked], env=os.environ | folders, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        try:
            answers(f"{address}/api?token=secret", server)
            yield f"{address}/lab/tree/examples/notebooks/channel-roi.ipynb?token=secret"
        finally:
            server.terminate()
            server.wait(30)


def answers(address: str, server: subprocess.Popen[bytes]) -> None:
    """Waits until the server is there."""
    for _ in range(240):
        assert server.poll() is None, "JupyterLab has ended: see its log"
        try:
            urllib.request.urlopen(address).close()
            return
        except urllib.error.URLError:
            time.sleep(0.25)
    raise TimeoutError("JupyterLab does not answer")


def test_a_notebook_in_jupyterlab(lab: str) -> None:
    assert CHROMIUM is not None, "Chromium is missing: `cargo xtask setup` installs it"
    with browsers.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        page = browser.new_page(viewport={"width": 1400, "height": 2600})
        page.goto(lab)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        try:
            page.get_by_role("button", name="Select", exact=False).last.click(timeout=10_000)
        except browsers.TimeoutError:
            # It has found its kernel by itself.
            pass
        page.locator(".lm-MenuBar-itemLabel", has_text="Run").click()
        page.get_by_text("Run All Cells", exact=True).click()
        table = page.locator(".tolok table").first
        table.wait_for(timeout=90_000)
        words = table.inner_text()
        assert "Search Ads" in words and "$60.00 ▲" in words and "$20.00 ●" in words and "#DIV/0!" in words and "Total" in words
        assert table.locator("tr.total").count() == 4
        assert table.locator("svg path").first.get_attribute("d").startswith("M")
        chart = page.locator(".jp-RenderedSVG").first
        chart.wait_for(timeout=60_000)
        box = chart.bounding_box()
        assert box is not None and box["width"] > 100 and box["height"] > 100
        assert page.locator(".jp-mod-error, [data-mime-type='application/vnd.jupyter.stderr']").count() == 0
        browser.close()
