"""Members, groups, shares and ranks, and sources that meet."""

from tables import *

GROUPS = "40-members-and-groups"
GROUP_OF = {"email": "Owned", "organic": "Owned", "search ads": "Paid", "social ads": "Paid"}


def in_group(rows, group):
    return [row for row in rows if GROUP_OF.get(row["channel"].casefold(), "(blank)") == group]


@case(GROUPS, "Groups of channels")
def _(data):
    line = lambda rows: [total(rows, "spend"), over(total(rows, "spend"), total(rows, "new_customers"))]
    rows = [[g, *line(in_group(data.ads, g))] for g in ("Paid", "Owned", "(blank)")]
    return [["channel_group", "spend", "cac"], *rows, [TOTAL, *line(data.ads)]]


@case(GROUPS, "Groups and their members")
def _(data):
    everything = total(data.ads, "spend")
    rows = []
    for row in data.ads:
        group = GROUP_OF.get(row["channel"].casefold(), "(blank)")
        spend = number(row["spend"])
        rows.append([group, row["channel"], spend, over(spend, total(in_group(data.ads, group), "spend")), over(spend, everything)])
    for group in ("Paid", "Owned", "(blank)"):
        spend = total(in_group(data.ads, group), "spend")
        rows.append([group, TOTAL, spend, 1, over(spend, everything)])
    return [["channel_group", "channel", "spend", "share_of_group", "share_of_all"], *rows, [TOTAL, TOTAL, everything, 1, 1]]


@case(GROUPS, "A group over months")
def _(data):
    cities = {"Poland": ("kraków", "łódź"), "Indonesia": ("jakarta", "bandung")}
    rate = lambda rows: over(total(rows, "orders"), total(rows, "visits"))
    def lines(rows):
        january, february = rate(during(rows, "2026-01")), rate(during(rows, "2026-02"))
        return [["2026-01", january, BLANK], ["2026-02", february, growth(february, january)]]
    rows = [[c, *line] for c in cities for line in lines([row for row in data.shops if row["city"].casefold() in cities[c]])]
    return [["country", "period", "conversion", "trend"], *rows, *[[TOTAL, *line] for line in lines(data.shops)]]


# ── Shares and ranks ──

RANKS = "41-share-rank-total"


def place(value, values, lowest=False):
    """One more than the number of better ones."""
    if value is BLANK:
        return BLANK
    return 1 + sum(other < value if lowest else other > value for other in values if other is not BLANK)


@case(RANKS, "Ties share a rank, and the next one is left out")
def _(data):
    values, everything = [number(row["revenue"]) for row in data.sales], total(data.sales, "revenue")
    rows = [[row["channel"], value, place(value, values), over(value, everything), everything] for row, value in zip(data.sales, values)]
    return [["channel", "revenue", "place", "part", "everything"], *rows, [TOTAL, everything, NA, 1, everything]]


@case(RANKS, "Lower is better")
def _(data):
    cacs = [over(number(row["spend"]), number(row["new_customers"])) for row in data.ads]
    customers = [number(row["new_customers"]) for row in data.ads]
    all_cac = over(total(data.ads, "spend"), total(data.ads, "new_customers"))
    rows = [[row["channel"], cac, place(cac, cacs, lowest=True), place(n, customers), over(cac, all_cac)]
            for row, cac, n in zip(data.ads, cacs, customers)]
    return [["channel", "cac", "cac_rank", "customers_rank", "against_mean"], *rows, [TOTAL, all_cac, NA, NA, 1]]


@case(RANKS, "Within a country, and of everything")
def _(data):
    everything, channels = total(data.ads, "spend"), ("Email", "Search", "Social")
    sums = lambda **cells: total(having(data.ads, **cells), "spend")
    rows = []
    for row in data.ads:
        spend, a, b = number(row["spend"]), row["country"], row["channel"]
        rows.append([a, b, spend, over(spend, sums(country=a)), over(spend, sums(channel=b)), over(spend, everything),
                     place(spend, [sums(country=a, channel=c) for c in channels])])
    rows += [[a, TOTAL, sums(country=a), 1, *[over(sums(country=a), everything)] * 2, NA] for a in ("ID", "PL")]
    rows += [[TOTAL, b, sums(channel=b), over(sums(channel=b), everything), 1, over(sums(channel=b), everything),
              place(sums(channel=b), [sums(channel=c) for c in channels])] for b in channels]
    return [["country", "channel", "spend", "of_country", "of_channel", "of_all", "place"], *rows,
            [TOTAL, TOTAL, everything, 1, 1, 1, NA]]


@case(RANKS, "Month by month")
def _(data):
    rows, channels, labels = [], ("Email", "Search"), ("2026-01", "2026-02", "2026-03")
    spend = {(c, m): total(during(having(data.ads, channel=c), m), "spend") for c in channels for m in labels}
    for c, m in spend:
        own = spend[c, m]
        rows.append([c, m, own, over(own, total(during(data.ads, m), "spend")), place(own, [spend[d, m] for d in channels])])
    rows += [[TOTAL, m, total(during(data.ads, m), "spend"), 1, NA] for m in labels]
    return [["channel", "period", "spend", "part", "place"], *rows, [TOTAL, TOTAL, total(data.ads, "spend"), 1, NA]]


@case(RANKS, "Shares of nothing, of zero and of losses")
def _(data):
    return [["country", "branch", "profit", "part"],
            *[[row["country"], row["branch"], number(row["profit"]),
               over(number(row["profit"]), total(having(data.books, country=row["country"]), "profit"))] for row in data.books]]


@case(RANKS, "Above or below the mean")
def _(data):
    per_visit = lambda rows: over(total(rows, "revenue"), total(rows, "visits"))
    mean = per_visit(data.shops)
    rows = [[row["shop"], per_visit([row]), per_visit([row]) > mean, minus(per_visit([row]), mean)] for row in data.shops]
    return [["shop", "per_visit", "above", "lead"], *rows, [TOTAL, mean, False, 0]]


# ── Several sources ──

SOURCES = "42-several-sources"


@case(SOURCES, "Advertising and orders, by channel and month")
def _(data):
    def line(ads, orders):
        spend, revenue = total(ads, "spend"), total(orders, "amount")
        return [spend, len(orders), revenue, over(revenue, spend), over(spend, len(orders))]
    labels, channels = ("2026-01", "2026-02"), ("Email", "Search")
    of = lambda rows, channel, label: during(having(rows, channel=channel), label)
    rows = [[c, m, *line(of(data.ads, c, m), of(data.orders, c, m))] for c in channels for m in labels]
    rows += [[TOTAL, m, *line(during(data.ads, m), during(data.orders, m))] for m in labels]
    return [["channel", "period", "spend", "orders_n", "revenue", "roas", "cost_per_order"], *rows,
            [TOTAL, TOTAL, *line(data.ads, data.orders)]]


@case(SOURCES, "Members that only one of them has")
def _(data):
    def line(ads, leads):
        spend, won = total(ads, "spend"), having(leads, stage="won")
        return [spend, len(won), total(won, "value"), over(spend, len(won))]
    rows = [[c, *line(having(data.ads, channel=c), having(data.leads, channel=c))] for c in ("Search", "Print", "Referral")]
    return [["channel", "spend", "won", "value_won", "cost_per_win"], *rows, [TOTAL, *line(data.ads, data.leads)]]


@case(SOURCES, "A source that lacks the dimension")
def _(data):
    labels = ("2026-01", "2026-02")
    line = lambda ads, plan: [total(ads, "spend"), plan, over(total(ads, "spend"), plan)]
    rows = [[c, m, *line(during(having(data.ads, channel=c), m), NA)] for c in ("Email", "Search") for m in labels]
    rows += [[TOTAL, m, *line(during(data.ads, m), total(during(data.budget, m), "plan"))] for m in labels]
    return [["channel", "period", "spend", "plan", "used"], *rows, [TOTAL, TOTAL, *line(data.ads, total(data.budget, "plan"))]]


@case(SOURCES, "Columns of two sources by their full names")
def _(data):
    def line(ads, television):
        online, offline = total(ads, "spend"), total(television, "spend")
        everything = (online or 0) + (offline or 0)
        return [online, offline, everything, over(offline, everything)]
    rows = [[c, *line(having(data.ads, channel=c), having(data.television, channel=c))] for c in ("Email", "Search", "Radio", "Spot")]
    return [["channel", "online", "offline", "spend_all", "offline_share"], *rows, [TOTAL, *line(data.ads, data.television)]]


@case(SOURCES, "A stock of one source and a count of another")
def _(data):
    def lines(base, cancellations):
        # Nobody reports the stock in March: February's is carried on.
        stock = {"2026-01": total(during(base, "2026-01"), "customers"), "2026-02": total(during(base, "2026-02"), "customers")}
        opening = {"2026-01": BLANK, "2026-02": stock["2026-01"], "2026-03": stock["2026-02"]}
        stock["2026-03"] = stock["2026-02"]
        return [[m, stock[m], len(during(cancellations, m)), over(len(during(cancellations, m)), opening[m])] for m in opening]
    rows = [[p, *line] for p in ("pro", "free") for line in lines(having(data.base, plan=p), having(data.cancellations, plan=p))]
    return [["plan", "period", "customers", "cancelled", "churn"], *rows, *[[TOTAL, *line] for line in lines(data.base, data.cancellations)]]


# ── Total rows in the data ──

TOTALS = "43-total-rows-in-data"


@case(TOTALS, "Totals of each country, in the words of each")
def _(data):
    kept = [row for row in data.ads if row["channel"] in ("Email", "Search")]
    rows = [[row["country"], row["channel"], number(row["spend"]), number(row["leads"])] for row in kept]
    return [["country", "channel", "spend", "leads"], *rows, [TOTAL, TOTAL, total(kept, "spend"), total(kept, "leads")]]


@case(TOTALS, "Totals of each month")
def _(data):
    kept, labels = [row for row in data.ads if row["channel"] != "Total"], ("2026-01", "2026-02")
    rows = [[c, m, total(during(having(kept, channel=c), m), "spend")] for c in ("Email", "Search") for m in labels]
    rows += [[TOTAL, m, total(during(kept, m), "spend")] for m in labels]
    return [["channel", "period", "spend"], *rows, [TOTAL, TOTAL, total(kept, "spend")]]
