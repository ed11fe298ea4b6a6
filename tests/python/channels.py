"""Computes KPIs of `examples/channels.xlsx` without Tolok, in fractions, and compares them with what `tolok run` says.

usage: channels.py TOLOK EXAMPLES

Every member, every month, every quarter and every total of what is compared. Prints what differs; exit status 1 if anything does.
"""

import collections
import json
import pathlib
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import openpyxl

# 28 significant digits, each operation rounded once: what is left of a chain of operations agrees to this.
CLOSE = Fraction(1, 10**24)
RADIO = "Radio"


def exact(cell):
    """What a person sees in the cell, as a fraction; a double knows no cents."""
    return None if cell is None else Fraction(Decimal(repr(cell)))


def rows_of(path, sheet, header):
    """The rows below a header, as dictionaries."""
    lines = list(openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True))
    heads = lines[header - 1]
    return [dict(zip(heads, line)) for line in lines[header:] if any(cell is not None for cell in line)]


def summed(rows, head):
    values = [exact(row[head]) for row in rows if row[head] is not None]
    return sum(values) if values else None


def over(above, below):
    return None if above is None or not below else above / below


def kpis(rows):
    """The KPIs of some rows of the sheet `Ads`."""
    spend, customers, revenue = summed(rows, "Spend (USD)"), summed(rows, "New customers"), summed(rows, "Revenue (USD)")
    cost = None if spend is None else spend * (1 + exact(rows[0]["Agency fee"]))
    web = [row for row in rows if row["Channel"] != RADIO]
    weighted = [exact(row["Bounce rate"]) * row["Website visitors"] for row in rows if row["Bounce rate"] is not None]
    return {
        "spend": spend,
        "new_customers": customers,
        "cost": cost,
        "cac": over(cost, customers),
        "roas": over(revenue, cost),
        "conversion_rate": over(summed(web, "Leads"), summed(web, "Website visitors")),
        "bounce_rate": over(sum(weighted) if weighted else None, summed(rows, "Website visitors")),
    }


def quarter(date):
    return f"{date.year}-Q{(date.month + 2) // 3}"


def month(date):
    return f"{date:%Y-%m}"


def expected(ads, social, period_of):
    """What stands in each row: a channel and a period, either of them rolled up as `None`."""
    rows = collections.defaultdict(list)
    for row in ads:
        period = period_of(row["Month"])
        for key in [(row["Channel"], period), (row["Channel"], None), (None, period), (None, None)]:
            rows[key].append(row)
    wanted = {key: kpis(members) for key, members in rows.items()}
    # The last note of each channel up to the end of the period.
    periods = sorted({period for _, period in rows if period})
    channels = {row["Channel"] for row in social}
    for end in [*periods, None]:
        known = {}
        for row in sorted(social, key=lambda row: row["Date"]):
            if end is None or period_of(row["Date"]) <= end:
                known[row["Channel"]] = exact(row["Followers"])
        for channel in channels:
            wanted.setdefault((channel, end), {})["followers"] = known.get(channel)
        wanted[(None, end)]["followers"] = sum(known.values())
    return wanted


def main():
    tolok, examples = sys.argv[1], pathlib.Path(sys.argv[2])
    workbook = examples / "channels.xlsx"
    ads = [row for row in rows_of(workbook, "Ads", 4) if row["Channel"] != "Total"]
    social = rows_of(workbook, "Social", 1)
    names = "spend,new_customers,cost,cac,roas,conversion_rate,bounce_rate,followers"
    compared, wrong = 0, []
    for grain, period_of in [("month", month), ("quarter", quarter)]:
        command = [tolok, "run", "channels.kpi", "--by", "channel", "--over", grain, "--subtotals", "--kpis", names, "--format", "json"]
        said = json.loads(subprocess.run(command, cwd=examples, capture_output=True, check=True).stdout)
        wanted = expected(ads, social, period_of)
        seen = set()
        for row in [*said["rows"], *said["totals"]]:
            key = (row["channel"], row["period"])
            seen.add(key)
            for name, value in wanted.get(key, {}).items():
                shown = row["kpis"][name]["value"]
                shown = None if shown is None else Fraction(Decimal(shown))
                compared += 1
                if (value is None) != (shown is None) or value is not None and abs(value - shown) > CLOSE * max(1, abs(value)):
                    wrong.append(f"{key} {name}: {shown} is not {value}")
        wrong.extend(f"{key} is missing" for key in wanted.keys() - seen)
    print(f"{compared} values compared")
    if wrong or compared < 3000:
        print("\n".join(wrong[:20] or ["too few"]))
        sys.exit(1)


if __name__ == "__main__":
    main()
