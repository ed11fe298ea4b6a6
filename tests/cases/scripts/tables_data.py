"""Numbers as text, currencies, reports and quick mode."""

from tables import *


@case("44-texts-in-data", "Sources in two languages")
def _(data):
    spend = {row["channel"]: Fraction(row["spend"].replace(".", "").replace(",", ".")) for row in data.ads}
    leads = {row["channel"]: Fraction(row["leads"].replace(",", "")) for row in data.crm}
    rows = [[c, spend[c], leads[c], over(spend[c], leads[c])] for c in spend]
    everything = sum(spend.values()), sum(leads.values())
    return [["channel", "spend", "leads", "cpl"], *rows, [TOTAL, *everything, over(*everything)]]


# ── Currencies ──

def dollars(row, column, currency, rates):
    """The row's amount at the latest rate on or before its date."""
    known = [rate for rate in rates if rate["from"] == currency and rate["to"] == "USD" and rate["date"] <= row["date"]]
    return Fraction(row[column]) * Fraction(latest(known)["rate"])


def in_dollars(rows, column, currency, rates):
    amounts = [dollars(row, column, currency, rates) for row in rows if row[column]]
    return exact(sum(amounts)) if amounts else BLANK


@case("45-currencies", "Each row at its own rate")
def _(data):
    def line(rows):
        usd = in_dollars(rows, "revenue", "EUR", data.fx)
        return [total(rows, "revenue"), usd, over(usd, total(rows, "visits"))]
    labels = ("2026-01", "2026-02")
    rows = [[s, m, *line(during(having(data.sales, shop=s), m))] for s in ("North", "South") for m in labels]
    rows += [[TOTAL, m, *line(during(data.sales, m))] for m in labels]
    return [["shop", "period", "revenue", "in_usd", "per_visit"], *rows, [TOTAL, TOTAL, *line(data.sales)]]


@case("45-currencies", "Two currencies, one total")
def _(data):
    def line(rows):
        sales = (in_dollars(rows, "sales_eur", "EUR", data.fx) or 0) + (in_dollars(rows, "sales_idr", "IDR", data.fx) or 0)
        return [sales, over(sales, total(rows, "spend"))]
    rows = [[c, *line(having(data.shops, country=c))] for c in ("DE", "ID")]
    return [["country", "sales", "roas"], *rows, [TOTAL, *line(data.shops)]]


# ── Reports and options ──

@case("46-reports-and-options", "A report that is asked for again and again")
def _(data):
    line = lambda rows: [total(rows, "spend"), over(total(rows, "spend"), total(rows, "leads")),
                         over(total(rows, "spend"), total(rows, "new_customers"))]
    quarters = {"2026-Q1": ("2026-01", "2026-03"), "2026-Q2": ("2026-04", "2026-06")}
    rows = [[c, q, *line(between(having(data.ads, channel=c), *ends))] for c in ("Email", "Search") for q, ends in quarters.items()]
    rows += [[TOTAL, q, *line(between(data.ads, *ends))] for q, ends in quarters.items()]
    return [["channel", "period", "spend", "cpl", "cac"], *rows, [TOTAL, TOTAL, *line(data.ads)]]


@case("46-reports-and-options", "The first of them, and a total of all")
def _(data):
    cpl = lambda rows: over(total(rows, "spend"), total(rows, "leads"))
    cheapest = sorted(([row["channel"], cpl([row])] for row in data.ads), key=lambda row: row[1])
    return [["channel", "cpl"], *cheapest[:1], [TOTAL, cpl(data.ads)]]


@case("48-quick-mode-over-tables", "One line of definitions")
def _(data):
    line = lambda rows: [total(rows, "spend"), total(rows, "new_customers"), over(total(rows, "spend"), total(rows, "new_customers"))]
    rows = [[c, *line(having(data.ads, channel=c))] for c in ("Email", "Search")]
    return [["channel", "spend", "new_customers", "cac"], *rows, [TOTAL, *line(data.ads)]]
