"""A notebook in the real JupyterLab, in a browser without a window: what a person sees are the table and the chart.

Wants jupyterlab, playwright, vl-convert-python and a Chromium; without them it is left out.
"""

from __future__ import annotations

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

import pytest

pytest.importorskip("jupyterlab")
pytest.importorskip("vl_convert")
browsers = pytest.importorskip("playwright.sync_api")

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
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
    asked = ["--no-browser", f"--port={port}", "--allow-root", "--IdentityProvider.token=secret", f"--ServerApp.root_dir={tmp_path}"]
    log = (tmp_path / "log").open("w")
    server = subprocess.Popen([sys.executable, "-m", "jupyterlab", *asked], env=os.environ | folders, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api?token=secret").close()
                break
            except urllib.error.URLError:
                time.sleep(0.5)
        yield f"{address}/lab/tree/examples/notebooks/channel-roi.ipynb?token=secret"
    finally:
        server.terminate()
        server.wait(30)
        log.close()


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
def test_a_notebook_in_jupyterlab(lab: str) -> None:
    with browsers.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
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
