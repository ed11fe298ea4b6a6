"""The notebooks of the examples run from beginning to end, and what they show is what it should be; and `%%kpi` cells by themselves."""

from __future__ import annotations

import html.parser
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import nbformat
import polars
import pytest
from IPython.core.error import UsageError
from IPython.testing.globalipapp import start_ipython
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

import tolok

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))
ADS = {"channel": ["Email", "Search"], "spend": [100, 500], "new_customers": [4, 0]}

#: What each notebook must show somewhere.
SHOWN = {
    "first-steps": ["33.33333333333333333333333333", "$33.33", "`new_customers` is 0", "6.5%", "E0101"],
    "channel-roi": ["$20.00", "division by zero", "vega-lite", "Total", "$55.71"],
    "fill-a-worksheet": ["july-report.xlsx", "raport-lipiec.xlsx", "cac", "filled into"],
}


def outputs(notebook: Any) -> str:
    """All that is shown, as text."""
    found: list[str] = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            found += [output.get("text", ""), *map(str, output.get("data", {}).values()), *map(str, output.get("data", {}))]
    return "\n".join(found)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    folder = tmp_path / "examples" / "notebooks"
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    shown = outputs(notebook)
    assert [words for words in SHOWN[path.stem] if words not in shown] == []


def test_there_is_a_check_for_every_notebook() -> None:
    assert {path.stem for path in NOTEBOOKS} == set(SHOWN)


class Balanced(html.parser.HTMLParser):
    """Tags that are opened are closed, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in ("input", "path"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "path":
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def text_of(thing: Any) -> str:
    page = Balanced()
    page.feed(thing._repr_html_())
    assert page.open == []
    return page.text


def test_everything_has_a_page() -> None:
    kpis = tolok.parse("dimension channel\ninput spend: money[USD]\ninput new_customers: count\ncac = spend / new_customers { target <= 30 }")
    result = kpis.run(ADS, by="channel", total=True)
    assert "$25.00 ●" in text_of(result) and "Total" in text_of(result) and "#DIV/0!" in text_of(result)
    assert "spend / new_customers" in text_of(kpis) and "spend / new_customers" in text_of(kpis["cac"])
    assert "$25.00" in text_of(kpis.explain("cac", ADS, at={"channel": "Email"}))
    assert "#DIV/0!" in text_of(kpis.evaluate(spend=1, new_customers=0))
    assert "42.85714" not in text_of(result) and "600" in text_of(result.totals)
    with pytest.raises(tolok.Error) as caught:
        tolok.parse("a = b +")
    assert "^" in text_of(caught.value.diagnostics[0]) and "a = b +" in text_of(caught.value)


def test_pages_hold_no_foreign_tags() -> None:
    kpis = tolok.parse('dimension channel\ninput spend\n## <script>alert(1)</script>\ntwice = spend * 2 { label "<b>" }')
    result = kpis.run({"channel": ["<img src=x>"], "spend": [1]}, by="channel")
    for thing in (kpis, kpis["twice"], result, result.rows, result.errors, kpis.explain("twice", set={"spend": 1})):
        page = thing._repr_html_()
        assert "<img" not in page and "<script>alert" not in page and "<b></th>" not in page


def test_lines_are_drawn_where_there_are_periods() -> None:
    kpis = tolok.parse("dimension channel\ntime day: month\ninput spend")
    days = ["2026-01-01", "2026-02-01", "2026-04-01"]
    result = kpis.run({"channel": ["Email"] * 3, "day": days, "spend": [1, 2, 3]}, by="channel", over="month")
    assert result._repr_html_().count("<svg") == 1


@pytest.fixture(scope="module")
def shell() -> Any:
    started = start_ipython() or __import__("IPython").get_ipython()
    started.run_line_magic("load_ext", "tolok")
    return started


def test_a_cell_defines_and_runs(shell: Any) -> None:
    shell.user_ns["ads"] = polars.DataFrame(ADS)
    cell = "dimension channel\ncac = spend / new_customers\n"
    result = shell.run_cell_magic("kpi", "mine --data ads --by channel --kpis cac --total --output kept", cell)
    assert result.to_dicts() == [{"channel": "Email", "cac": Decimal(25)}, {"channel": "Search", "cac": None}]
    assert shell.user_ns["kept"] is result
    assert shell.user_ns["mine"].names == ["spend", "new_customers", "cac"]
    assert shell.run_line_magic("kpi", "mine --data ads --kpis cac").to_dicts() == [{"cac": Decimal(150)}]
    assert shell.run_cell_magic("kpi", "--set spend=5 --set new_customers=2", cell)["cac"] == Decimal("2.5")
    assert isinstance(shell.run_cell_magic("kpi", "", cell), tolok.Definitions)
    assert shell.user_ns["kpis"].names == ["spend", "new_customers", "cac"]


def test_a_cell_that_is_wrong_raises(shell: Any) -> None:
    with pytest.raises(tolok.DefinitionError):
        shell.run_cell_magic("kpi", "", "cac = spend /")
    with pytest.raises(UsageError, match="unrecognized arguments: --nonsense"):
        shell.run_cell_magic("kpi", "--nonsense", "a = 1")
    with pytest.raises(NameError, match="nowhere"):
        shell.run_line_magic("kpi", "nowhere")
    shell.user_ns["ads"] = polars.DataFrame(ADS)
    for options, words in (("--over fortnight", "`over` is day"), ("--across region", "add it to"), ("-o a.pdf", "says no format"), ("--top 0", "from 1 up")):
        with pytest.raises(UsageError, match=words):
            shell.run_cell_magic("kpi", f"--data ads {options}", "dimension channel\ncac = spend / new_customers")


def test_a_cell_shows_and_writes_as_the_command_does(shell: Any, tmp_path: Path) -> None:
    shell.user_ns["ads"] = polars.DataFrame({**ADS, "day": ["2026-01-01", "2026-02-01"]})
    cell = "dimension channel\ntime day: month\ncac = spend / new_customers"
    out = tmp_path / "made.csv"
    options = f"--data ads --by channel --over month --kpis cac --across period --errors n/a -o {out} -o kept"
    shown = repr(shell.run_cell_magic("kpi", options, cell))
    assert "2026-01   2026-02" in shown and "n/a" in shown
    assert out.read_text() == "channel,2026-01,2026-02\nEmail,25,n/a\nSearch,n/a,n/a\n"
    assert isinstance(shell.user_ns["kept"], tolok.Result) and shell.user_ns["kept"].kpis == ["cac"]
    with pytest.raises(UsageError, match="-o takes one file"):
        shell.run_cell_magic("kpi", f"--data ads -o {out} -o {tmp_path / 'other.csv'}", cell)
    with pytest.raises(tolok.DataError, match="is read for this"):
        shell.run_cell_magic("kpi", f"--data {out} --by channel -o {out}", "dimension channel\ninput `2026-01`")


def test_a_minus_belongs_to_the_option_before_it(shell: Any) -> None:
    shell.user_ns["orders"] = polars.DataFrame({"channel": ["a", "b"], "orders": [1, 2]})
    cell = "dimension channel\ninput orders"
    result = shell.run_cell_magic("kpi", "--data orders --by channel --sort -orders --total -o kept", cell)
    assert [row["channel"] for row in result.to_dicts()] == ["b", "a"]
    assert shell.user_ns["kept"] is result


def test_a_wrong_cell_fails_with_its_place_and_nothing_else(shell: Any, capsys: pytest.CaptureFixture[str]) -> None:
    came = shell.run_cell("%%kpi roi\ncac = spend /\n")
    assert not came.success and isinstance(came.error_in_exec, tolok.DefinitionError)
    printed = "".join(capsys.readouterr())
    assert "roi.kpi:1:13" in printed and "cac = spend /" in printed and "^" in printed
    assert "Traceback" not in printed and "_magic.py" not in printed and printed.count("E0101") == 1
    came = shell.run_cell("%%kpi roi --top 0 --data ads\ncac = spend\n")
    assert not came.success
    printed = "".join(capsys.readouterr())
    assert "from 1 up" in printed and "Traceback" not in printed and "_magic.py" not in printed


def test_a_wrong_cell_of_a_notebook_fails(tmp_path: Path) -> None:
    cells = [nbformat.v4.new_code_cell(text) for text in ("%load_ext tolok", "%%kpi roi\ncac = spend /")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    with pytest.raises(CellExecutionError, match="roi.kpi:1:13"):
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    page, failure = notebook.cells[1].outputs
    assert "^" in page["data"]["text/html"] and "cac = spend /" in page["data"]["text/html"]
    assert failure["output_type"] == "error" and failure["ename"] == "DefinitionError"
    (line,) = failure["traceback"]
    assert line.startswith("roi.kpi:1:13: error[E0101]")


def completed(shell: Any, cell: str) -> list[str]:
    """What a notebook offers where `|` stands."""
    from IPython.core.completer import provisionalcompleter

    with provisionalcompleter():
        return [found.text for found in shell.Completer.completions(cell.replace("|", ""), cell.index("|"))]


def test_names_are_completed_in_the_body(shell: Any) -> None:
    shell.run_cell_magic("kpi", "costs", "dimension channel\ncac = spend / new_customers")
    shell.user_ns["clicks"] = polars.DataFrame({"channel": ["Email"], "impressions": [1], "not a name": [2]})
    # What the cell itself says, the columns of its data, and what the notebook knows already.
    assert completed(shell, "%%kpi\nmargin = revenue - costs_of_goods\nshare = rev|") == ["revenue"]
    assert "impressions" in completed(shell, "%%kpi --data clicks --by channel\nctr = imp|")
    assert "impressions" in completed(shell, "%%kpi --data a=clicks\nctr = impressions_of / imp|")
    assert "impressions" not in completed(shell, "%%kpi\nctr = imp|")
    assert {"cac", "channel"} <= set(completed(shell, "%%kpi\nx = c|\ny = 1"))
    assert "dimension" in completed(shell, "%%kpi\ndim|")
    # A name that is being written is no name yet, and words of a description never are.
    assert "revenu" not in completed(shell, "%%kpi\nx = rev|enu")
    assert "spend" not in completed(shell, "%%kpi\n## what we spe|\ncosts = spend")
    assert "cac" not in completed(shell, "print(c|")
    # Loading the extension again asks once.
    shell.run_line_magic("reload_ext", "tolok")
    assert completed(shell, "%%kpi\nrevenue = 1\nshare = rev|").count("revenue") == 1


def test_names_are_completed(shell: Any) -> None:
    from types import SimpleNamespace

    from tolok._magic import complete

    shell.run_cell_magic("kpi", "costs", "dimension channel\ncac = spend / new_customers")
    shell.user_ns["ads"] = polars.DataFrame(ADS)
    assert "ads" in complete(shell, SimpleNamespace(line="%%kpi --data "))
    assert "cac" in complete(shell, SimpleNamespace(line="%%kpi --kpis "))
    assert "month" in complete(shell, SimpleNamespace(line="%%kpi --over "))
    assert complete(shell, SimpleNamespace(line="%%kpi --by ")) == ["channel"]
    assert complete(shell, SimpleNamespace(line="%kpi costs --lang ")) == ["en", "id", "pl"]
    assert "--by" in complete(shell, SimpleNamespace(line="%%kpi --"))
    assert {"costs", "--by"} <= set(complete(shell, SimpleNamespace(line="%kpi ")))
    # As IPython asks, whatever it makes of the line.
    _, found = shell.complete("", line="%kpi costs --by ", cursor_pos=len("%kpi costs --by "))
    assert "channel" in found
