"""How inputs add up: flows, stocks, rates, singles and constants."""

from tables import *

# ── Flows ──

FILE = "31-flows-and-fills"


@case(FILE, "Blank and zero are different")
def _(data):
    def line(rows):
        spend, leads = total(rows, "spend"), total(rows, "leads")
        return [spend, leads, over(spend, leads), len(numbers(rows, "spend"))]
    rows = [[c, *line(having(data.ads, channel=c))] for c in ("Referral", "Print", "Fair", "Email", "Search")]
    return [["channel", "spend", "leads", "cpl", "entered"], *rows, [TOTAL, *line(data.ads)]]


@case(FILE, "Refunds are negative")
def _(data):
    line = lambda rows: [total(rows, "revenue"), over(total(rows, "revenue"), total(rows, "orders"))]
    rows = [[s, *line(having(data.sales, shop=s))] for s in ("North", "South")]
    return [["shop", "revenue", "per_order"], *rows, [TOTAL, *line(data.sales)]]


@case(FILE, "Many small amounts add up exactly")
def _(data):
    rows = [[a, total(having(data.ledger, account=a), "amount")] for a in ("tenths", "cents")]
    return [["account", "amount"], *rows, [TOTAL, total(data.ledger, "amount")]]


@case(FILE, "Fill stands for each empty cell")
def _(data):
    line = lambda rows: [sum(number(row["units"]) if row["units"] else 1 for row in rows), total(rows, "packs")]
    rows = [[s, *line(having(data.sales, shop=s))] for s in ("North", "South")]
    return [["shop", "units", "packs"], *rows, [TOTAL, *line(data.sales)]]


@case(FILE, "Fill stands for periods without rows")
def _(data):
    leads = {m: total(during(data.ads, m), "leads") or Fraction(0) for m in ("2026-01", "2026-02", "2026-03")}
    spend = {m: total(during(data.ads, m), "spend") for m in leads}
    return [["period", "leads", "spend", "cpl"], *[[m, leads[m], spend[m], over(spend[m], leads[m])] for m in leads]]


@case(FILE, "A flow whose members share people")
def _(data):
    line = lambda rows: [total(rows, "visitors"), over(total(rows, "leads"), total(rows, "visitors"))]
    rows = [[c, *line(having(data.web, channel=c))] for c in ("Email", "Search")]
    return [["channel", "visitors", "conversion"], *rows, [TOTAL, *line(data.web)]]


@case(FILE, "A cell with an error spoils its own groups only")
def _(data):
    line = lambda rows: [total(rows, "spend"), total(rows, "leads"), over(total(rows, "spend"), total(rows, "leads"))]
    months = ("2026-01", "2026-02")
    rows = [[c, m, *line(during(having(data.ads, channel=c), m))] for c in ("Email", "Search") for m in months]
    rows += [[TOTAL, m, *line(during(data.ads, m))] for m in months]
    return [["channel", "period", "spend", "leads", "cpl"], *rows, [TOTAL, TOTAL, *line(data.ads)]]


@case(FILE, "A condition can leave the row with the error out")
def _(data):
    def line(rows):
        spend = total(rows, "spend")
        clean = total([row for row in rows if row["channel"] != "Search"], "spend")
        return [clean, Fraction(0) if isinstance(spend, str) else spend, isinstance(spend, str)]
    rows = [[c, *line(having(data.ads, channel=c))] for c in ("Email", "Search", "Radio")]
    return [["channel", "clean", "caught", "asked"], *rows, [TOTAL, *line(data.ads)]]


@case(FILE, "Every aggregation over an error is that error")
def _(data):
    error = total(data.orders, "amount")
    paid = total(having(data.orders, status="paid"), "amount")
    return [["total_amount", "mean_amount", "n", "middle", "largest", "ids", "paid"], [error] * 5 + [len(data.orders), paid]]


# ── Stocks ──

STOCKS = "32-stocks"


def last_reports(rows, column, *keys, up_to="9999"):
    """The sum over keys of each key's latest report up to the end of a month."""
    rows = [row for row in rows if row["date"][:len(up_to)] <= up_to and row[column].strip()]
    groups = {tuple(row[key] for key in keys) for row in rows}
    found = [[row for row in rows if tuple(row[key] for key in keys) == group] for group in groups]
    return sum((number(latest(group)[column]) for group in found), Fraction(0)) if found else BLANK


def stock_table(rows, dimension, members, months, column, *keys):
    body = [[c, m, last_reports(having(rows, **{dimension: c}), column, *keys, up_to=m)] for c in members for m in months]
    body += [[TOTAL, m, last_reports(rows, column, *keys, up_to=m)] for m in months]
    return [[dimension, "period", column], *body, [TOTAL, TOTAL, last_reports(rows, column, *keys)]]


@case(STOCKS, "Reports in any order")
def _(data):
    return stock_table(data.social, "channel", "AB", ("2026-01", "2026-02"), "followers", "channel")


@case(STOCKS, "Without a key, every declared dimension of the source is one")
def _(data):
    return stock_table(data.base, "country", ("ID", "PL"), ("2026-01", "2026-02"), "customers", "country", "plan")


@case(STOCKS, "Two keys")
def _(data):
    return stock_table(data.shelves, "warehouse", ("North", "South"), ("2026-01", "2026-02"), "stock_value", "warehouse", "shelf")


@case(STOCKS, "A report that is missing is carried over, and named")
def _(data):
    return stock_table(data.bank, "account", ("Giro", "Savings"), ("2026-01", "2026-02", "2026-03"), "balance", "account")


@case(STOCKS, "Nothing is carried back")
def _(data):
    return stock_table(data.bank, "account", ("Giro", "Savings"), ("2026-01", "2026-02"), "balance", "account")


@case(STOCKS, "Only reports of the period itself")
def _(data):
    months = ("2026-01", "2026-02", "2026-03", "2026-04")
    rows = [[c, m, last_reports(during(having(data.social, channel=c), m), "followers", "channel")] for c in "AB" for m in months]
    rows += [[TOTAL, m, last_reports(during(data.social, m), "followers", "channel")] for m in months]
    return [["channel", "period", "followers"], *rows]


@case(STOCKS, "Balances at the start, quarter by quarter")
def _(data):
    def line(rows):
        firsts = [min(having(rows, plan=p), key=lambda row: row["date"]) for p in ("pro", "free")]
        start = sum(number(row["customers_at_start"]) for row in firsts)
        return [start, over(total(rows, "new_customers"), start)]
    return [["period", "customers_at_start", "gain"],
            ["2026-Q1", *line(between(data.base, "2026-01", "2026-03"))],
            ["2026-Q2", *line(between(data.base, "2026-04", "2026-06"))],
            [TOTAL, *line(data.base)]]


@case(STOCKS, "A stock over quarters and years is that of their last reports")
def _(data):
    def line(first, last):
        followers = last_reports(data.social, "followers", "channel", up_to=last)
        return [followers, over(total(between(data.social, first, last), "spend"), followers)]
    return [["period", "followers", "cost_per_follower"], ["2026-Q1", *line("2026-01", "2026-03")],
            ["2026-Q2", *line("2026-04", "2026-06")], [TOTAL, *line("2026-01", "2026-06")]]


@case(STOCKS, "A condition on a stock")
def _(data):
    def line(month):
        of = lambda channels: last_reports([r for r in data.social if r["channel"] in channels], "followers", "channel", up_to=month)
        return [of("A"), over(of("BC"), of("ABC"))]
    return [["period", "of_a", "others"], ["2026-01", *line("2026-01")], ["2026-02", *line("2026-02")], [TOTAL, *line("9999")]]


@case(STOCKS, "How a stock moves")
def _(data):
    months = ("2026-01", "2026-02", "2026-03")
    def lines(rows):
        ends = [last_reports(rows, "followers", "channel", up_to=m) for m in months]
        return [[m, minus(now, before), growth(now, before), before, now] for m, now, before in zip(months, ends, [BLANK, *ends])]
    rows = [[c, *line] for c in "AB" for line in lines(having(data.social, channel=c))] + [[TOTAL, *line] for line in lines(data.social)]
    return [["channel", "period", "gained", "rate_of_gain", "at_start", "at_end"], *rows,
            [TOTAL, TOTAL, NA, NA, BLANK, last_reports(data.social, "followers", "channel")]]


# ── Rates, singles, constants ──

RATES = "33-rates-singles-constants"


def weighted(rows, rate, weight):
    """Each sum rounded once, then the division; over rows that have both."""
    value = lambda text: Fraction(text.rstrip("%")) / 100 if text.endswith("%") else Fraction(text)
    rated = [row for row in rows if row[rate]]
    full = [row for row in rated if row[weight]]
    if not rated:
        return BLANK
    return over(exact(sum(value(row[rate]) * value(row[weight]) for row in full)), exact(sum(value(row[weight]) for row in full)))


@case(RATES, "A weighted rate at every level")
def _(data):
    line = lambda rows: weighted(rows, "open_rate", "sent")
    lists, countries = ("News", "Offers"), ("ID", "PL")
    rows = [[a, b, line(having(data.mail, list=a, country=b))] for a in lists for b in countries]
    rows += [[a, TOTAL, line(having(data.mail, list=a))] for a in lists]
    rows += [[TOTAL, b, line(having(data.mail, country=b))] for b in countries]
    return [["list", "country", "open_rate"], *rows, [TOTAL, TOTAL, line(data.mail)]]


@case(RATES, "A weight of zero has no say")
def _(data):
    rows = [[p, weighted(having(data.web, page=p), "bounce", "visits")] for p in ("Home", "Old", "Blog")]
    return [["page", "bounce"], *rows, [TOTAL, weighted(data.web, "bounce", "visits")]]


@case(RATES, "A row counts with both its rate and its weight")
def _(data):
    rows = [[p, weighted(having(data.web, page=p), "bounce", "visits")] for p in ("Home", "New", "Old", "Blog")]
    return [["page", "bounce"], *rows, [TOTAL, weighted(data.web, "bounce", "visits")]]


@case(RATES, "Rates below zero, and refunds as weights")
def _(data):
    rows = [[f, weighted(having(data.funds, fund=f), "yield", "amount")] for f in ("Bonds", "Shares")]
    return [["fund", "yield"], *rows, [TOTAL, weighted(data.funds, "yield", "amount")]]


@case(RATES, "A rate over months, and in a condition")
def _(data):
    line = lambda rows: [weighted(rows, "position", "impressions"), weighted(having(rows, channel="Search"), "position", "impressions")]
    january, february = line(during(data.seo, "2026-01")), line(during(data.seo, "2026-02"))
    return [["period", "position", "search", "trend"], ["2026-01", *january, BLANK],
            ["2026-02", *february, minus(february[0], january[0])], [TOTAL, *line(data.seo), NA]]


@case(RATES, "A flow times a rate")
def _(data):
    def line(rows):
        rate = weighted(rows, "close_rate", "leads")
        return [rate, times(total(rows, "leads"), rate)]
    rows = [[c, *line(having(data.crm, channel=c))] for c in ("Email", "Search")]
    return [["channel", "close_rate", "expected_deals"], *rows, [TOTAL, *line(data.crm)]]


@case(RATES, "Single values where a level has one row, and where it has more")
def _(data):
    def line(rows):
        reach = number(rows[0]["reach"]) if len(rows) == 1 else NA
        rate = over(total(rows, "clicks"), reach)
        return [reach, rate, Fraction(-1) if isinstance(rate, str) else rate]
    months = ("2026-01", "2026-02")
    rows = [[c, m, *line(during(having(data.social, channel=c), m))] for c in "AB" for m in months]
    rows += [[TOTAL, m, *line(during(data.social, m))] for m in months]
    return [["channel", "period", "reach", "click_rate", "shown"], *rows, [TOTAL, TOTAL, *line(data.social)]]


@case(RATES, "A constant is not summed")
def _(data):
    january, february = total(during(data.ads, "2026-01"), "spend"), total(during(data.ads, "2026-02"), "spend")
    this_year = plus(january, february)
    return [["period", "budget", "spend", "used"], ["2026-01", 1000, january, over(january, 1000)],
            ["2026-02", 1000, february, over(this_year, 1000)], [TOTAL, 1000, this_year, over(this_year, 1000)]]
