"""Aggregations of rows, conditions on them, and groups inside a formula."""

from tables import *

FILE = "34-aggregates"


def median(values):
    ordered, half = sorted(values), len(values) // 2
    if not ordered:
        return BLANK
    return ordered[half] if len(ordered) % 2 else exact((ordered[half - 1] + ordered[half]) / 2)


def mean(values):
    return exact(sum(values, Fraction(0)) / len(values)) if values else BLANK


def added(values):
    return sum(values, Fraction(0)) if values else BLANK


def largest(values):
    return max(values) if values else BLANK


def smallest(values):
    return min(values) if values else BLANK


@case(FILE, "All of them at every level")
def _(data):
    def line(rows):
        values = numbers(rows, "amount")
        low, high = smallest(values), largest(values)
        return [len(values), len(set(values)), added(values), mean(values), median(values), low, high, minus(high, low)]
    rows = [[s, *line(having(data.orders, shop=s))] for s in ("North", "South", "East")]
    head = ["shop", "n", "different", "total_amount", "mean_amount", "middle", "smallest", "largest", "spread"]
    return [head, *rows, [TOTAL, *line(data.orders)]]


@case(FILE, "First and last go by time")
def _(data):
    def line(rows):
        rows = sorted([row for row in rows if row["price"]], key=lambda row: row["date"])
        first, last = number(rows[0]["price"]), number(rows[-1]["price"])
        return [first, last, over(minus(last, first), first)]
    months = ("2026-01", "2026-02")
    rows = [[p, m, *line(during(having(data.prices, product=p), m))] for p in ("Tea", "Coffee") for m in months]
    rows += [[TOTAL, m, *line(during(data.prices, m))] for m in months]
    return [["product", "period", "opening_price", "closing_price", "moved"], *rows, [TOTAL, TOTAL, *line(data.prices)]]


@case(FILE, "A product of columns, aggregated in each way")
def _(data):
    def line(rows):
        products = [number(r["price"]) * number(r["units"]) for r in rows if r["units"]]
        discounted = [number(r["price"]) * number(r["units"]) * (1 - number(r["discount"])) for r in rows if r["units"] and r["discount"]]
        return [added(products), mean(products), largest(products), median(products), len(products),
                over(added(products), total(rows, "units")), added(discounted)]
    rows = [[s, *line(having(data.sales, shop=s))] for s in "AB"]
    head = ["shop", "revenue", "mean_line", "largest_line", "middle_line", "lines", "mean_price", "net_revenue"]
    return [head, *rows, [TOTAL, *line(data.sales)]]


@case(FILE, "A metric inside an aggregation is taken row by row")
def _(data):
    def line(rows):
        margin = sum((number(r["price"]) - number(r["cost"])) * number(r["units"]) for r in rows)
        return [margin, over(margin, sum(number(r["price"]) * number(r["units"]) for r in rows))]
    rows = [[s, *line(having(data.sales, shop=s))] for s in "AB"]
    return [["shop", "margin", "margin_rate"], *rows, [TOTAL, *line(data.sales)]]


@case(FILE, "A choice made for each row")
def _(data):
    commission = lambda amount: amount / 10 if amount > 1000 else amount / 20
    line = lambda rows: [sum(commission(number(r["amount"])) for r in rows), commission(total(rows, "amount"))]
    rows = [[s, *line(having(data.deals, seller=s))] for s in ("Ann", "Budi")]
    return [["seller", "by_deal", "by_total"], *rows, [TOTAL, *line(data.deals)]]


@case(FILE, "Distinct people")
def _(data):
    def line(rows):
        people = [row["person"].strip().casefold() for row in rows if row["person"].strip()]
        return [len(set(people)), len(people), sum(bool(row["page"]) for row in rows), over(len(people), len(set(people)))]
    rows = [[c, *line(having(data.visits, channel=c))] for c in ("Email", "Search")]
    return [["channel", "people", "visits_n", "rows_of_pages", "each"], *rows, [TOTAL, *line(data.visits)]]


@case(FILE, "Aggregations under a condition")
def _(data):
    def line(rows):
        paid = having(rows, status="paid")
        values = numbers(paid, "amount")
        return [added(values), len(values), mean(values), median(values), largest([v for v in values if v < 100]),
                len({row["customer"] for row in paid}), over(len(values), len(numbers(rows, "amount")))]
    rows = [[s, *line(having(data.orders, shop=s))] for s in ("North", "South")]
    head = ["shop", "paid", "paid_n", "paid_mean", "paid_middle", "paid_most", "paid_people", "paid_share"]
    return [head, *rows, [TOTAL, *line(data.orders)]]


@case(FILE, "Average order value, and what is not it")
def _(data):
    def line(rows):
        orders, values = len({row["order"] for row in rows}), numbers(rows, "amount")
        return [over(added(values), orders), mean(values), over(len(values), orders)]
    rows = [[c, *line(having(data.lines, country=c))] for c in ("ID", "PL")]
    return [["country", "aov", "mean_line", "lines_per_order"], *rows, [TOTAL, *line(data.lines)]]


# ── Conditions ──

WHERE = "35-conditions"


@case(WHERE, "Conditions inside one another")
def _(data):
    cac = lambda rows: over(total(rows, "spend"), total(rows, "new_customers"))
    return [["cac", "in_id", "email_in_id", "nobody"],
            [cac(data.ads), cac(having(data.ads, country="ID")), cac(having(data.ads, country="ID", channel="Email")), BLANK]]


@case(WHERE, "A condition under a level, and a run's own condition")
def _(data):
    kept = [row for row in data.ads if row["country"] != "DE" or row["channel"] == "Search"]
    def line(rows):
        spend, email = total(rows, "spend"), total(having(rows, channel="Email"), "spend")
        return [spend, email, over(email, spend), over(spend, total(rows, "leads"))]
    rows = [[c, *line(having(kept, country=c))] for c in ("ID", "PL", "DE")]
    return [["country", "spend", "email", "email_share", "cpl"], *rows, [TOTAL, *line(kept)]]


@case(WHERE, "Lists, and what is not in them")
def _(data):
    spend = lambda *channels: sum(number(row["spend"]) for row in data.ads if row["channel"] in channels)
    return [["paid", "unpaid", "either", "neither", "none"],
            [spend("Search", "Social"), spend("Email", "Radio"), spend("Search", "Email"), spend("Social", "Radio"), spend("")]]


@case(WHERE, "Conditions on dates")
def _(data):
    spend = lambda keep: sum(number(row["spend"]) for row in data.ads if keep(row["date"]))
    return [["since_february", "before", "one_day", "last_days", "second_quarter"],
            [spend(lambda d: d >= "2026-02-01"), spend(lambda d: d < "2026-02-01"), spend(lambda d: d == "2026-02-14"),
             spend(lambda d: int(d[8:]) > 28), spend(lambda d: d[5:7] in ("04", "05", "06"))]]


@case(WHERE, "A condition on the number of a row")
def _(data):
    def line(rows):
        amounts = numbers(rows, "amount")
        odd = [number(r["amount"]) for r in rows if r["amount"] and r["cost"] and number(r["amount"]) > 2 * number(r["cost"])]
        return [added([a for a in amounts if a >= 100]), sum(a < 100 for a in amounts), added(odd)]
    rows = [[s, *line(having(data.orders, shop=s))] for s in ("North", "South")]
    rows = [[s, large, Fraction(small), odd] for s, large, small, odd in rows]
    large, small, odd = line(data.orders)
    return [["shop", "large", "small_n", "odd"], *rows, [TOTAL, large, Fraction(small), odd]]


@case(WHERE, "A condition on a column that is no dimension")
def _(data):
    def line(rows):
        brand = total(having(rows, campaign="Brand"), "spend")
        return [brand, over(brand, total(rows, "spend"))]
    rows = [[c, *line(having(data.ads, channel=c))] for c in ("Search", "Social")]
    return [["channel", "brand", "brand_share"], *rows, [TOTAL, *line(data.ads)]]


@case(WHERE, "A condition reaches into growth, windows and running totals")
def _(data):
    email, months = having(data.ads, channel="Email"), ("2026-01", "2026-02", "2026-03")
    cpl = lambda rows: over(total(rows, "spend"), total(rows, "leads"))
    rows = []
    for index, month in enumerate(months):
        before = during(email, months[index - 1]) if index else []
        trend = growth(cpl(during(email, month)), cpl(before))
        window = cpl(before + during(email, month)) if index else BLANK
        rows.append([month, trend, trend, window, total(between(email, months[0], month), "spend"), total(before, "spend")])
    return [["period", "email_growth", "growth_of_email", "email_2m", "email_so_far", "email_before"], *rows]


@case(WHERE, "A share of a conditioned metric")
def _(data):
    in_id = having(data.ads, country="ID")
    rows = [[c, over(total(having(in_id, channel=c), "spend"), total(in_id, "spend")),
             over(total(having(in_id, channel=c), "spend"), total(data.ads, "spend"))] for c in ("Email", "Search")]
    return [["channel", "id_share", "id_of_all"], *rows]


@case(WHERE, "The denominator is filtered too")
def _(data):
    rate = lambda leads, visits: over(total(leads, "leads"), total(visits, "visits"))
    mobile = having(data.web, device="mobile")
    return [["conversion", "mobile", "mobile_of_all"], [rate(data.web, data.web), rate(mobile, mobile), rate(mobile, data.web)]]


# ── Groups inside a formula ──

PER = "36-per"


def group(rows, row, *keys):
    """The rows that share the keys of a row."""
    return having(rows, **{key: row[key] for key in keys})


@case(PER, "Customers by how often they bought")
def _(data):
    times_bought = lambda row: len(group(data.orders, row, "customer"))
    people = lambda rows: len({row["customer"].casefold() for row in rows})
    regular = [row for row in data.orders if times_bought(row) >= 3]
    repeat = [row for row in data.orders if times_bought(row) > 1]
    return [["orders_n", "of_regulars", "of_single", "regulars", "repeat_rate"],
            [len(data.orders), total(regular, "amount"), total([r for r in data.orders if times_bought(r) == 1], "amount"),
             people(regular), over(people(repeat), people(data.orders))]]


@case(PER, "Customers by what they spent")
def _(data):
    large = [row for row in data.orders if total(group(data.orders, row, "customer"), "amount") > 50]
    return [["large", "of_large", "one_large_order"],
            [len({row["customer"] for row in large}), total(large, "amount"),
             len({row["customer"] for row in data.orders if number(row["amount"]) > 50})]]


@case(PER, "Two keys")
def _(data):
    again = lambda *keys: total([row for row in data.orders if len(group(data.orders, row, *keys)) > 1], "amount")
    return [["repurchased", "bought_twice"], [again("customer", "product"), again("customer")]]


@case(PER, "Rows against the mean of their group")
def _(data):
    above = [row for row in data.orders
             if number(row["amount"]) > mean(numbers(group(data.orders, row, "customer"), "amount"))]
    return [["above", "above_amount", "above_all"],
            [len(above), total(above, "amount"), len([row for row in data.orders if number(row["amount"]) > 30])]]


@case(PER, "First orders")
def _(data):
    first_day = lambda row: min(other["date"] for other in group(data.orders, row, "customer"))
    return [["new_revenue", "returning_revenue"],
            [total([row for row in data.orders if row["date"] == first_day(row)], "amount"),
             total([row for row in data.orders if row["date"] > first_day(row)], "amount")]]


@case(PER, "An outer condition reaches the groups")
def _(data):
    repeat = lambda rows: total([row for row in rows if len(group(rows, row, "customer")) > 1], "amount")
    return [["repeat_revenue", "in_poland"], [repeat(data.orders), repeat(having(data.orders, country="PL"))]]
