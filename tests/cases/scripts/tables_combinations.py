"""Rules that meet: targets over members, time within members, members within time."""

from tables import *

FILE = "49-combinations"


@case(FILE, "A status at each level")
def _(data):
    def line(rows):
        cac = over(total(rows, "spend"), total(rows, "new_customers"))
        how = BLANK if cac is BLANK else "good" if cac <= 40 else "warn" if cac <= 60 else "bad"
        return [cac, how, 40, minus(Fraction(40), cac), over(Fraction(40), cac)]
    rows = [[c, *line(having(data.ads, channel=c))] for c in ("Email", "Search", "Fair", "Print")]
    return [["channel", "cac", "how", "aim", "off", "reached"], *rows, [TOTAL, *line(data.ads)]]


@case(FILE, "A plan that rolls up as the numbers do")
def _(data):
    def line(rows):
        leads, plan = total(rows, "leads"), total(rows, "plan_leads")
        return [leads, "good" if leads >= plan else "warn" if leads >= plan * Fraction(9, 10) else "bad", leads - plan]
    labels, channels = ("2026-01", "2026-02"), ("Email", "Search")
    rows = [[c, m, *line(during(having(data.plan, channel=c), m))] for c in channels for m in labels]
    rows += [[TOTAL, m, *line(during(data.plan, m))] for m in labels]
    return [["channel", "period", "reached", "how", "off"], *rows, [TOTAL, TOTAL, *line(data.plan)]]


@case(FILE, "A member that appears later")
def _(data):
    labels = ("2026-01", "2026-02", "2026-03")
    def lines(rows):
        for i, m in enumerate(labels):
            now, before = total(during(rows, m), "spend"), total(during(rows, labels[i - 1]), "spend") if i else BLANK
            window = total(between(rows, labels[i - 1], m), "spend") if i else BLANK
            yield [m, now, window, total(between(rows, labels[0], m), "spend"), before, minus(now, before)]
    rows = [[c, *line] for c in ("Search", "Email") for line in lines(having(data.ads, channel=c))]
    return [["channel", "period", "spend", "window", "so_far", "before", "delta"], *rows, *[[TOTAL, *line] for line in lines(data.ads)]]


@case(FILE, "Shares and ranks of what runs on")
def _(data):
    spend = lambda first, last, **cells: total(between(having(data.ads, **cells), first, last), "spend")
    labels, starts = ("2025-12", "2026-01", "2026-02"), ("2025-12", "2026-01", "2026-01")
    rows = []
    for channel, other in (("Email", "Search"), ("Search", "Email")):
        for i, m in enumerate(labels):
            year = over(spend(starts[i], m, channel=channel), spend(starts[i], m))
            if i == 0:
                rows.append([channel, m, year, BLANK, BLANK])
                continue
            trend = lambda c: growth(spend(m, m, channel=c), spend(labels[i - 1], labels[i - 1], channel=c))
            window = over(spend(labels[i - 1], m, channel=channel), spend(labels[i - 1], m))
            rows.append([channel, m, year, 1 + (trend(other) > trend(channel)), window])
    return [["channel", "period", "part_of_year", "fastest", "part_of_window"], *rows]


@case(FILE, "Conditions, ratios and windows in one formula")
def _(data):
    paid = [row for row in data.ads if row["channel"] in ("Search", "Social")]
    cpl = lambda rows: over(total(rows, "spend"), total(rows, "leads"))
    labels, rows = ("2026-01", "2026-02", "2026-03"), []
    for i, m in enumerate(labels):
        window = cpl(between(having(paid, country="ID"), labels[i - 1], m)) if i else BLANK
        part = over(total(between(paid, labels[0], m), "spend"), total(between(data.ads, labels[0], m), "spend"))
        rows.append([m, cpl(during(data.ads, m)), cpl(during(paid, m)), window, part])
    return [["period", "cpl", "paid_cpl", "paid_cpl_2m_id", "paid_part"], *rows]


@case(FILE, "A rate, a stock and a flow beside each other")
def _(data):
    def line(rows):
        rated = [row for row in rows if row["satisfaction"]]
        weighted = sum(number(row["satisfaction"]) * number(row["answers"]) for row in rated)
        satisfaction = over(exact(weighted), total(rated, "answers"))
        customers = sum(number(latest(having(rows, plan=p))["customers"]) for p in {row["plan"] for row in rows})
        per_customer = over(total(rows, "revenue"), customers)
        return [total(rows, "revenue"), customers, satisfaction, per_customer, times(satisfaction, per_customer)]
    rows = [[p, "2026-Q1", *line(having(data.base, plan=p))] for p in ("pro", "free")]
    head = ["plan", "period", "revenue", "customers", "satisfaction", "per_customer", "index"]
    return [head, *rows, [TOTAL, "2026-Q1", *line(data.base)], [TOTAL, TOTAL, *line(data.base)]]


@case(FILE, "Weeks, members and a total of each week")
def _(data):
    weeks = {"2025-W52": ("2025-12-22", "2025-12-28"), "2026-W01": ("2025-12-29", "2026-01-04"), "2026-W02": ("2026-01-05", "2026-01-11")}
    def lines(rows):
        before = BLANK
        for label, ends in weeks.items():
            found = between(rows, *ends)
            now = over(total(found, "orders"), total(found, "visits"))
            yield [label, total(found, "visits"), now, minus(now, before)]
            before = now
    rows = [[d, *line] for d in ("mobile", "desktop") for line in lines(having(data.web, device=d))]
    rows += [[TOTAL, *line] for line in lines(data.web)]
    whole = [total(data.web, "visits"), over(total(data.web, "orders"), total(data.web, "visits"))]
    return [["device", "period", "visits", "conversion", "change_of_conversion"], *rows, [TOTAL, TOTAL, *whole, NA]]
