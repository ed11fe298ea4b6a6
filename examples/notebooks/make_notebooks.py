"""Made the notebooks beside it; change it rather than them. They are kept without outputs: what they show is checked when they run."""

from __future__ import annotations

import json
from pathlib import Path

FIRST_STEPS = [
    ("markdown", "# First steps\n\nA KPI is defined once, as text. From then on it has the same digits everywhere."),
    ("code", "import tolok\n\nkpis = tolok.parse(\"\"\"\ncurrency USD\ninput spend: money\ninput new_customers: count\n## What one new customer costs.\ncac = spend / new_customers { better lower; target <= 40 }\n\"\"\")\nkpis"),
    ("markdown", "Values given by hand come back as exact decimals."),
    ("code", "evaluation = kpis.evaluate(spend=1000, new_customers=30)\nevaluation"),
    ("code", "evaluation[\"cac\"]"),
    ("markdown", "What has no value says why."),
    ("code", "kpis.evaluate(spend=1000, new_customers=0).errors[\"cac\"].cause"),
    ("markdown", "Every number can be explained."),
    ("code", "kpis.explain(\"cac\", set={\"spend\": 1000, \"new_customers\": 30})"),
    ("markdown", "With the extension, definitions are cells of their own. A mistake is underlined where it is."),
    ("code", "%load_ext tolok"),
    ("code", "%%kpi funnel --set visitors=2000 --set leads=130\ninput visitors: count\ninput leads: count\nconversion: percent = leads / visitors"),
    ("code", "tolok.check(text=\"conversion = leads / vistors +\")[0]"),
]

CHANNEL_ROI = [
    ("markdown", "# A month of channel ROI\n\nThe same definitions over tables of pandas and of polars. Channels are added up first; formulas come after, at every level."),
    ("code", "import pandas as pd\nimport polars as pl\nimport tolok\n\n%load_ext tolok"),
    ("code", "ads = pd.read_csv(\"../ads.csv\", parse_dates=[\"date\"])\nads.head()"),
    ("code", "%%kpi roi --data ads --by channel --over month --total --output result\ncurrency USD\ndimension channel\ntime date: month\ninput spend: money\ninput new_customers: count\n## What one new customer costs.\ncac = spend / new_customers { better lower; target <= 40, warn <= 60 }"),
    ("markdown", "A result is a data frame of whatever kind. Floats are for plots; decimals are exact."),
    ("code", "result.to_pandas().pivot(index=\"period\", columns=\"channel\", values=\"cac\").round(2)"),
    ("code", "result.to_polars(\"decimal\").filter(pl.col(\"channel\") == \"Email\")"),
    ("markdown", "The totals stand apart, so that nobody adds them to their parts."),
    ("code", "result.totals.to_polars()"),
    ("markdown", "What has no value is told with its cause, and so is what was noticed in the data."),
    ("code", "result.errors.to_pandas()"),
    ("code", "result.plot(\"cac\")"),
    ("markdown", "polars gives the very same digits."),
    ("code", "frame = pl.read_csv(\"../ads.csv\", try_parse_dates=True)\nassert roi.run(frame, by=\"channel\", over=\"month\").to_dicts() == result.to_dicts()\nroi.run(frame, by=\"channel\", sort=\"cac\", kpis=\"cac\")"),
    ("markdown", "Definitions may name their own workbooks."),
    ("code", "channels = tolok.load(\"../channels.kpi\")\nyear = channels.run(by=\"channel_group\", over=\"month\", periods=(\"2025-01\", \"2025-12\"), kpis=[\"cac\", \"roas\"])\nyear"),
    ("code", "year.plot(\"roas\", target=(4, 8))"),
]

FILL_A_WORKSHEET = [
    ("markdown", "# Filling a client's worksheet\n\nThe client's workbook has placeholders such as `{{ cac }}`. Everything else in it stays as it is, byte for byte."),
    ("code", "import tolok\n\nkpis = tolok.load(\"../marketing.kpi\")\nkpis"),
    ("markdown", "First without writing anything: what would be filled?"),
    ("code", "filled = kpis.fill(\"../monthly-report.xlsx\", \"../july.xlsx#July\")\nfilled.cells.to_dicts()[-1]"),
    ("markdown", "Then for real, into another file."),
    ("code", "kpis.fill(\"../monthly-report.xlsx\", \"../july.xlsx#July\", out=\"july-report.xlsx\")"),
    ("markdown", "The same in Polish: labels, numbers and dates."),
    ("code", "polish = kpis.fill(\"../monthly-report.xlsx\", \"../july.xlsx#July\", lang=\"pl\", out=\"raport-lipiec.xlsx\")\npolish.out, polish.on_open[:3]"),
    ("markdown", "What a client gets can be explained."),
    ("code", "kpis[\"cac\"].explain(\"../july.xlsx#July\")"),
]

NOTEBOOKS = {"first-steps": FIRST_STEPS, "channel-roi": CHANNEL_ROI, "fill-a-worksheet": FILL_A_WORKSHEET}


def notebook(cells: list[tuple[str, str]]) -> dict[str, object]:
    """A notebook in the format of Jupyter."""
    made = []
    for number, (kind, text) in enumerate(cells, 1):
        cell: dict[str, object] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": text.splitlines(keepends=True)}
        if kind == "code":
            cell |= {"execution_count": None, "outputs": []}
        made.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


if __name__ == "__main__":
    for name, cells in NOTEBOOKS.items():
        path = Path(__file__).with_name(f"{name}.ipynb")
        path.write_text(json.dumps(notebook(cells), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
