"""Totals at every level, and what inputs and aggregations add up to."""

from tables import *

FILE = "30-totals-and-levels"
COUNTRIES, CHANNELS, MONTHS = ("ID", "PL"), ("Email", "Search"), ("2026-01", "2026-02")


@case(FILE, "Two dimensions")
def _(data):
    line = lambda rows: [total(rows, "spend"), total(rows, "leads"), over(total(rows, "spend"), total(rows, "leads"))]
    rows = [[a, b, *line(having(data.ads, country=a, channel=b))] for a in COUNTRIES for b in CHANNELS]
    return [["country", "channel", "spend", "leads", "cpl"], *rows, [TOTAL, TOTAL, *line(data.ads)]]


@case(FILE, "Every partial roll-up")
def _(data):
    line = lambda rows: [total(rows, "spend"), total(rows, "leads"), over(total(rows, "spend"), total(rows, "leads"))]
    rows = [[a, b, *line(having(data.ads, country=a, channel=b))] for a in COUNTRIES for b in CHANNELS]
    rows += [[a, TOTAL, *line(having(data.ads, country=a))] for a in COUNTRIES]
    rows += [[TOTAL, b, *line(having(data.ads, channel=b))] for b in CHANNELS]
    return [["country", "channel", "spend", "leads", "cpl"], *rows, [TOTAL, TOTAL, *line(data.ads)]]


@case(FILE, "Members by month, and a total of each month")
def _(data):
    line = lambda rows: [total(rows, "clicks"), total(rows, "impressions"), over(total(rows, "clicks"), total(rows, "impressions"))]
    months = ("2026-01", "2026-02", "2026-03")
    rows = [[c, m, *line(during(having(data.ads, channel=c), m))] for c in ("Search", "Display") for m in months]
    rows += [[TOTAL, m, *line(during(data.ads, m))] for m in months]
    return [["channel", "period", "clicks", "impressions", "ctr"], *rows, [TOTAL, TOTAL, *line(data.ads)]]


@case(FILE, "Every level of two dimensions and a period")
def _(data):
    def line(rows):
        buyers, revenue = len({row["customer"] for row in rows}), total(rows, "amount")
        return [buyers, revenue, over(revenue, Fraction(buyers))]
    pairs = [("ID", "Email"), ("ID", "Search"), ("PL", "Email"), ("PL", "Search")]
    rows = [[a, b, m, *line(during(having(data.orders, country=a, channel=b), m))] for a, b in pairs for m in MONTHS]
    rows += [[a, b, TOTAL, *line(having(data.orders, country=a, channel=b))] for a, b in pairs]
    rows += [[a, TOTAL, m, *line(during(having(data.orders, country=a), m))] for a in COUNTRIES for m in MONTHS]
    rows += [[TOTAL, b, m, *line(during(having(data.orders, channel=b), m))] for b in CHANNELS for m in MONTHS]
    rows += [[a, TOTAL, TOTAL, *line(having(data.orders, country=a))] for a in COUNTRIES]
    rows += [[TOTAL, b, TOTAL, *line(having(data.orders, channel=b))] for b in CHANNELS]
    rows += [[TOTAL, TOTAL, m, *line(during(data.orders, m))] for m in MONTHS]
    rows += [[TOTAL, TOTAL, TOTAL, *line(data.orders)]]
    return [["country", "channel", "period", "buyers", "revenue", "per_buyer"], *rows]


@case(FILE, "Combinations, first seen first")
def _(data):
    pairs = [("PL", "Search"), ("ID", "Email"), ("PL", "Email"), ("ID", "Radio")]
    return [["country", "channel", "spend"], *[[a, b, total(having(data.ads, country=a, channel=b), "spend")] for a, b in pairs]]


@case(FILE, "A combination without data in a period is there, and blank")
def _(data):
    line = lambda rows: [total(rows, "spend"), over(total(rows, "spend"), total(rows, "leads"))]
    months = ("2026-01", "2026-02", "2026-03")
    rows = [[c, m, *line(during(having(data.ads, channel=c), m))] for c in ("Search", "Email") for m in months]
    return [["channel", "period", "spend", "cpl"], *rows]


@case(FILE, "However a member is written")
def _(data):
    pairs = [("Łódź", "E-mail"), ("Lodz", "E-mail"), ("Lodz", "Search")]
    rows = [[a, b, total(having(data.ads, city=a, channel=b), "spend")] for a, b in pairs]
    # What is shown is the first spelling of each member, whatever the combination.
    return [["city", "channel", "spend"], *rows, [TOTAL, TOTAL, total(data.ads, "spend")]]


@case(FILE, "An empty member has its own row")
def _(data):
    def line(rows):
        known = [row for row in rows if row["channel"].strip()]
        return [total(rows, "spend"), total(having(rows, channel=""), "spend"), total(known, "spend"),
                total([row for row in known if row["channel"] != "Email"], "spend")]
    rows = [[a, b or "(blank)", *line(having(data.ads, country=a, channel=b))]
            for a, b in (("ID", "Email"), ("ID", ""), ("PL", ""), ("PL", "Search"))]
    rows += [[a, TOTAL, *line(having(data.ads, country=a))] for a in COUNTRIES]
    rows += [[TOTAL, b or "(blank)", *line(having(data.ads, channel=b))] for b in ("Email", "", "Search")]
    return [["country", "channel", "spend", "unknown", "known", "not_email"], *rows, [TOTAL, TOTAL, *line(data.ads)]]


@case(FILE, "A step in a formula is a step at each level")
def _(data):
    def line(rows):
        revenue = total(rows, "revenue")
        return [revenue, times(Fraction("0.1") if revenue > 1000 else Fraction("0.05"), revenue)]
    rows = [[s, *line(having(data.deals, seller=s))] for s in ("Ann", "Budi", "Cela")]
    return [["seller", "revenue", "commission"], *rows, [TOTAL, *line(data.deals)]]


@case(FILE, "The larger of two totals")
def _(data):
    def line(rows):
        plan, actual = total(rows, "plan"), total(rows, "actual")
        gap = minus(actual, plan)
        return [max(value for value in (plan, actual) if value is not BLANK), gap, over(gap, plan)]
    rows = [[s, *line(having(data.shops, shop=s))] for s in ("North", "South", "East")]
    return [["shop", "larger", "gap", "missed"], *rows, [TOTAL, *line(data.shops)]]


@case(FILE, "A chain of ratios")
def _(data):
    def line(rows):
        revenue, cost, visits = (total(rows, column) for column in ("revenue", "cost", "visits"))
        margin, per_visit = over(minus(revenue, cost), revenue), over(revenue, visits)
        return [margin, per_visit, times(per_visit, margin)]
    rows = [[s, *line(having(data.shops, shop=s))] for s in ("North", "South", "East")]
    return [["shop", "margin", "per_visit", "kept_per_visit"], *rows, [TOTAL, *line(data.shops)]]


@case(FILE, "A total is the level above, not a sum of shown rows")
def _(data):
    line = lambda rows: [over(over(total(rows, "spend"), total(rows, "new_customers")), Fraction("12.5"))]
    rows = [[c, *line(having(data.ads, channel=c))] for c in ("Email", "Fair", "Search")]
    return [["channel", "payback"], *rows, [TOTAL, *line(data.ads)]]
