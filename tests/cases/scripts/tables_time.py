"""Functions of time: periods are listed by hand, and shifted by counting in the list."""

from datetime import date

from tables import *

FILE = "37-time-functions"


def months(first, last):
    """The months from one to another: `2026-01`."""
    year, month = map(int, first.split("-"))
    found = []
    while f"{year}-{month:02}" <= last:
        found.append(f"{year}-{month:02}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def quarter(row):
    return f"{row['date'][:4]}-Q{(int(row['date'][5:7]) + 2) // 3}"


def week(row):
    year, number, _ = date.fromisoformat(row["date"]).isocalendar()
    return f"{year}-W{number:02}"


def back(values, index, steps):
    return values[index - steps] if index >= steps else BLANK


def added(rows, column, labels, label):
    return [total([row for row in rows if label(row) == wanted], column) for wanted in labels]


def month(row):
    return row["date"][:7]


def window(values, index, length, partial=False):
    """The sum of the last values, blanks skipped."""
    if index + 1 < length and not partial:
        return BLANK
    values = [value for value in values[max(0, index + 1 - length):index + 1] if value is not BLANK]
    return sum(values) if values else BLANK


@case(FILE, "Spans over months")
def _(data):
    labels = months("2025-01", "2026-03")
    s = added(data.ads, "spend", labels, month)
    return [["period", "spend", "before", "quarter_ago", "two_ago", "delta", "yearly"],
            *[[m, s[i], back(s, i, 1), back(s, i, 3), back(s, i, 2), minus(s[i], back(s, i, 2)), growth(s[i], back(s, i, 12))]
              for i, m in enumerate(labels)]]


@case(FILE, "Spans over quarters")
def _(data):
    labels = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"]
    s = added(data.ads, "spend", labels, quarter)
    return [["period", "spend", "before", "year_ago", "half", "two", "month_ago", "four_months"],
            *[[q, s[i], back(s, i, 1), back(s, i, 4), window(s, i, 2), window(s, i, 2), NA, NA] for i, q in enumerate(labels)]]


@case(FILE, "Spans over years")
def _(data):
    labels = ["2023", "2024", "2025", "2026"]
    s = added(data.ads, "spend", labels, lambda row: row["date"][:4])
    return [["period", "spend", "before", "same", "same_too", "trend", "odd"],
            *[[y, s[i], *[back(s, i, 1)] * 3, growth(s[i], back(s, i, 1)), NA] for i, y in enumerate(labels)]]


@case(FILE, "Spans over weeks")
def _(data):
    labels = ["2026-W02", "2026-W03", "2026-W04", "2026-W05"]
    s = added(data.web, "visits", labels, week)
    return [["period", "visits", "before", "two_ago", "three", "ten_days", "month_ago", "yearly"],
            *[[w, s[i], back(s, i, 1), back(s, i, 2), window(s, i, 3), NA, NA, NA] for i, w in enumerate(labels)]]


@case(FILE, "Spans over days")
def _(data):
    labels = [f"2024-02-{day}" for day in range(26, 30)] + [f"2024-03-0{day}" for day in range(1, 6)]
    s = added(data.web, "visits", labels, lambda row: row["date"])
    return [["period", "visits", "week_ago", "yesterday", "three", "month_ago"],
            *[[d, s[i], back(s, i, 7), minus(s[i], back(s, i, 1)), window(s, i, 3), NA] for i, d in enumerate(labels)]]


@case(FILE, "Growth from nothing, from zero and from below zero")
def _(data):
    labels = months("2026-01", "2026-09")
    p = added(data.books, "profit", labels, month)
    return [["period", "profit", "trend", "delta"],
            *[[m, p[i], growth(p[i], back(p, i, 1)), minus(p[i], back(p, i, 1))] for i, m in enumerate(labels)]]


@case(FILE, "A window with a gap in it")
def _(data):
    labels = months("2026-01", "2026-06")
    s, n = (added(data.ads, column, labels, month) for column in ("spend", "leads"))
    return [["period", "cpl", "cpl_3m", "spend_2m", "spend_3m"],
            *[[m, over(s[i], n[i]), over(window(s, i, 3), window(n, i, 3)), window(s, i, 2), window(s, i, 3, partial=True)]
              for i, m in enumerate(labels)]]


@case(FILE, "People in a window")
def _(data):
    labels, rows = months("2026-01", "2026-03"), []
    people = lambda rows: len({row["person"] for row in rows})
    mean = lambda rows: over(total(rows, "amount"), len(rows))
    def middle(rows):
        values = sorted(numbers(rows, "amount"))
        half = len(values) // 2
        return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2
    for i, m in enumerate(labels):
        now, two = during(data.visits, m), between(data.visits, labels[i - 1], m) if i else None
        rows.append([m, people(now), people(two) if i else BLANK, people(between(data.visits, labels[0], m)), mean(now),
                     mean(two) if i else BLANK, middle(two) if i else BLANK])
    return [["period", "active", "active_2m", "ever", "mean_basket", "mean_basket_2m", "middle_2m"], *rows]


@case(FILE, "Running totals of a ratio")
def _(data):
    cac = lambda first, last: over(total(between(data.ads, first, last), "spend"), total(between(data.ads, first, last), "customers"))
    starts = {"2025-11": ("2025-01", "2025-10"), "2025-12": ("2025-01", "2025-10"), "2026-01": ("2026-01", "2026-01"),
              "2026-02": ("2026-01", "2026-01"), "2026-03": ("2026-01", "2026-01"), "2026-04": ("2026-01", "2026-04")}
    return [["period", "cac", "cac_so_far", "cac_this_year", "cac_this_quarter", "cac_this_month"],
            *[[m, cac(m, m), cac("2025-01", m), cac(year, m), cac(start, m), cac(m, m)] for m, (year, start) in starts.items()]]


@case(FILE, "From the start of the month, the quarter and the year, day by day")
def _(data):
    sales = lambda first, last: total(between(data.shop, first, last), "sales")
    rows = []
    for day in ("2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02", "2026-04-03"):
        start = "2026-01-01" if day < "2026-04-01" else "2026-04-01"
        rows.append([day, sales(day, day), sales(day[:7] + "-01", day), sales(start, day), sales("2026-01-01", day)])
    return [["period", "sales", "m", "q", "y"], *rows]


@case(FILE, "From the start of the year, over quarters")
def _(data):
    labels = ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    s = added(data.shop, "sales", labels, quarter)
    year = [window(s, i, 1 + (i if i < 2 else i - 2), partial=True) for i in range(6)]
    return [["period", "sales", "this_year", "this_quarter"], *[[q, s[i], year[i], s[i]] for i, q in enumerate(labels)]]


@case(FILE, "In a total over all periods")
def _(data):
    labels = ["2025-12", "2026-01", "2026-02"]
    def lines(rows):
        s = added(rows, "spend", labels, month)
        found = []
        for i, m in enumerate(labels):
            year = total(between(rows, "2026-01", m), "spend") if m > "2026" else s[i]
            before = back(s, i, 1)
            found.append([m, s[i], total(between(rows, "2025-12", m), "spend"), year, before, minus(s[i], before),
                          growth(s[i], before), window(s, i, 2)])
        return found + [[TOTAL, total(rows, "spend"), *found[-1][2:4], NA, NA, NA, NA]]
    email, search, everything = lines(having(data.ads, channel="Email")), lines(having(data.ads, channel="Search")), lines(data.ads)
    rows = [["Email", *line] for line in email[:3]] + [["Search", *line] for line in search[:3]]
    rows += [["Email", *email[3]], ["Search", *search[3]]] + [[TOTAL, *line] for line in everything]
    return [["channel", "period", "spend", "so_far", "this_year", "before", "delta", "trend", "window"], *rows]


@case(FILE, "Functions of time inside one another")
def _(data):
    labels = months("2026-01", "2026-04")
    s = added(data.ads, "spend", labels, month)
    smooth = [window(s, i, 2) for i in range(4)]
    change = [minus(s[i], back(s, i, 1)) for i in range(4)]
    trend = [growth(s[i], back(s, i, 1)) for i in range(4)]
    return [["period", "smooth", "smooth_growth", "second", "last_growth"],
            *[[m, smooth[i], growth(smooth[i], back(smooth, i, 1)), minus(change[i], back(change, i, 1)), back(trend, i, 1)]
              for i, m in enumerate(labels)]]


@case(FILE, "Each member has its own past")
def _(data):
    labels, rows = months("2026-01", "2026-03"), []
    everything = added(data.ads, "spend", labels, month)
    for channel in ("Email", "Search"):
        own = having(data.ads, channel=channel)
        s, n = (added(own, column, labels, month) for column in ("spend", "leads"))
        cpl = [over(a, b) for a, b in zip(s, n)]
        share = [over(a, b) for a, b in zip(s, everything)]
        rows += [[channel, m, cpl[i], growth(cpl[i], back(cpl, i, 1)), minus(share[i], back(share, i, 1))] for i, m in enumerate(labels)]
    return [["channel", "period", "cpl", "trend", "share_change"], *rows]


@case(FILE, "Opening and closing over several periods")
def _(data):
    at = lambda last: number(latest(between(data.base, "2025-01", last))["customers"])
    lost = lambda first, last: total(between(data.base, first, last), "lost")
    q1, q2 = (at("2025-12"), at("2026-03")), (at("2026-03"), at("2026-06"))
    return [["period", "at_start", "at_end", "churn"], ["2026-Q1", *q1, over(lost("2026-01", "2026-03"), q1[0])],
            ["2026-Q2", *q2, over(lost("2026-04", "2026-06"), q2[0])],
            [TOTAL, q1[0], q2[1], over(lost("2026-01", "2026-06"), q1[0])]]


# ── Calendars, and what is shown ──

CALENDARS = "38-windows-and-calendars"


@case(CALENDARS, "Weeks around New Year")
def _(data):
    labels = ["2020-W52", "2020-W53", "2021-W01"]
    v = added(data.web, "visits", labels, week)
    return [["period", "visits", "before", "trend"],
            *[[w, v[i], back(v, i, 1), growth(v[i], back(v, i, 1))] for i, w in enumerate(labels)]]


@case(CALENDARS, "One period, and its past")
def _(data):
    rows = []
    for channel in ("Email", "Search"):
        own = having(data.ads, channel=channel)
        now, before = total(during(own, "2026-02"), "spend"), total(during(own, "2026-01"), "spend")
        rows.append([channel, now, before, growth(now, before), total(between(own, "2025-12", "2026-02"), "spend"), now + before])
    return [["channel", "spend", "before", "trend", "so_far", "window"], *rows]


@case(CALENDARS, "Some periods, and a total of those")
def _(data):
    labels = months("2025-12", "2026-03")
    s, n = (added(data.ads, column, labels, month) for column in ("spend", "leads"))
    rows = [[labels[i], s[i], over(s[i], n[i]), s[i - 1], sum(s[:i + 1]), over(s[i - 1] + s[i], n[i - 1] + n[i])] for i in (1, 2, 3)]
    return [["period", "spend", "cpl", "before", "so_far", "window"], *rows,
            [TOTAL, sum(s[1:]), over(sum(s[1:]), sum(n[1:])), NA, sum(s), NA]]


# ── Rows without a date ──

PARTIAL = "39-partial-and-as-of"


@case(PARTIAL, "Rows without a date")
def _(data):
    line = lambda rows: [total(rows, "spend"), over(total(rows, "spend"), total(rows, "leads"))]
    labels, channels = ("2026-01", "2026-02"), ("Email", "Search")
    rows = [[c, m, *line(during(having(data.ads, channel=c), m))] for c in channels for m in labels]
    rows += [[c, TOTAL, *line(having(data.ads, channel=c))] for c in channels]
    rows += [[TOTAL, m, *line(during(data.ads, m))] for m in labels]
    return [["channel", "period", "spend", "cpl"], *rows, [TOTAL, TOTAL, *line(data.ads)]]
