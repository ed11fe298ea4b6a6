"""Makes `channels.xlsx`: `python make_channels.py`, with XlsxWriter installed.

Two years of a coffee roaster's marketing in twelve channels, as an agency would export them. The numbers are made up. They come
from a generator of its own, so the same program makes the same workbook everywhere.
"""

import datetime
import pathlib

import xlsxwriter

HERE = pathlib.Path(__file__).parent
MADE = datetime.datetime(2026, 1, 7, 9, 0)
MONTHS = [datetime.date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)]

# How strong each month is, in percent: presents in winter, little in summer.
SEASON = [88, 84, 96, 102, 98, 90, 78, 76, 104, 112, 138, 146]

# In a usual month: spend in dollars, its growth a month in per mille, impressions for a dollar, clicks per 10,000 impressions,
# visitors per 100 clicks, leads per 1,000 visitors, new customers per 100 leads, revenue of a customer in dollars, bounce rate in per mille
CHANNELS = {
    "Search Ads":     (42000, 9, 38, 410, 96, 62, 31, 171, 382),
    "Shopping Ads":   (18500, 14, 52, 240, 97, 71, 35, 118, 341),
    "Display":        (7200, -6, 310, 22, 88, 38, 22, 104, 668),
    "Facebook":       (9800, -9, 118, 96, 91, 41, 26, 128, 517),
    "Instagram":      (14200, 12, 104, 118, 92, 62, 28, 136, 489),
    "TikTok":         (5200, 31, 196, 84, 90, 29, 21, 92, 604),
    "YouTube":        (6400, 7, 84, 95, 90, 44, 24, 149, 533),
    "Affiliates":     (3100, 4, 46, 305, 95, 66, 36, 131, 402),
    "Influencers":    (4500, 10, 71, 131, 93, 57, 30, 122, 455),
    "Radio":          (8000, 0, 0, 0, 0, 0, 33, 154, 0),
    "Email":          (340, 11, 410, 395, 98, 88, 42, 96, 268),
    "Organic Search": (1200, 3, 980, 265, 97, 49, 33, 124, 356),
}

# Followers at the beginning, and new ones in a usual month
SOCIAL = {"Instagram": (18400, 620), "Facebook": (31200, -85), "TikTok": (0, 1150), "YouTube": (5200, 96)}

FEE = 0.08


class Dice:
    """Numbers that look like chance and are always the same: a linear congruential generator."""

    def __init__(self, seed):
        self.state = seed

    def percent(self, around):
        """A whole number of percent, at most so many away from 100."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return 100 - around + (self.state >> 33) % (2 * around + 1)


def is_there(channel, place):
    """TikTok starts late, the radio is booked for spring and winter, an influencer takes two breaks."""
    month = MONTHS[place].month
    if channel == "TikTok":
        return place >= 8
    if channel == "Radio":
        return month in (3, 4, 5, 10, 11, 12)
    return not (channel == "Influencers" and place in (6, 7, 19))


def rows_of_ads():
    """Month, channel, spend, impressions, reach, clicks, visitors, leads, new customers, revenue, bounce rate."""
    dice = Dice(2024)
    for place, month in enumerate(MONTHS):
        for channel, (spend, growth, shown, clicked, came, asked, bought, basket, bounce) in CHANNELS.items():
            if not is_there(channel, place):
                continue
            cents = spend * (1000 + growth * place) * SEASON[month.month - 1] * dice.percent(9) // 100000
            impressions = cents * shown * dice.percent(8) // 10000
            reach = impressions * 10 // (24 + dice.percent(12) // 10)
            clicks = impressions * clicked * dice.percent(7) // 1000000
            visitors = clicks * came // 100
            leads = visitors * asked * dice.percent(10) // 100000
            if channel == "Radio":
                # People call. Nobody counts how many heard it.
                leads = cents * dice.percent(15) // 480000
            customers = leads * bought * dice.percent(11) // 10000
            if channel == "Display" and month == datetime.date(2025, 2, 1):
                customers = 0
            revenue = customers * basket * dice.percent(6)
            row = [month, channel, cents / 100, impressions, reach, clicks, visitors, leads, customers, revenue / 100]
            row.append(bounce * dice.percent(5) // 100 / 1000)
            if channel == "Radio":
                row[3:7] = [None] * 4
                row[10] = None
            yield row


def rows_of_social():
    """Date, channel, followers. TikTok is noted once a quarter, YouTube when somebody thinks of it."""
    dice = Dice(7)
    for channel, (followers, new) in SOCIAL.items():
        for place, month in enumerate(MONTHS):
            if channel == "TikTok" and place < 8:
                continue
            followers += new * SEASON[month.month - 1] * dice.percent(20) // 10000
            last = (month.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
            is_noted = {"TikTok": month.month % 3 == 0, "YouTube": place not in (1, 4, 5, 11, 14, 15, 16, 22)}.get(channel, True)
            if is_noted:
                yield [last, channel, followers]


def rows_of_budget():
    """Planned spend and planned new customers, a column for each month: whole hundreds, as they are agreed in December."""
    spend = [118000 * (1000 + 100 * (month.year - 2024)) * SEASON[month.month - 1] // 10000000 * 100 for month in MONTHS]
    return [["Planned spend (USD)", *spend], ["Planned new customers", *[value // 4200 * 100 for value in spend]]]


def main():
    workbook = xlsxwriter.Workbook(HERE / "channels.xlsx")
    workbook.set_properties({"title": "Channel performance 2024 and 2025", "author": "Tolok examples", "created": MADE})
    workbook.formats[0].set_font_name("Arial")
    workbook.formats[0].set_font_size(10)

    def style(**properties):
        return workbook.add_format({"font_name": "Arial", "font_size": 10, **properties})

    looks = {
        "title": style(bold=True, font_size=14),
        "note": style(font_color="#6B7280"),
        "head": style(bold=True, font_color="#FFFFFF", bg_color="#14532D", text_wrap=True, valign="vcenter", align="center"),
        "month": style(num_format="mmm yyyy", align="left"),
        "date": style(num_format="yyyy-mm-dd", align="left"),
        "money": style(num_format="#,##0.00"),
        "count": style(num_format="#,##0"),
        "percent": style(num_format="0.0%"),
        "text": style(),
    }
    totals = {name: style(bold=True, top=1, **{"num_format": number}) for name, number in
              [("money", "#,##0.00"), ("count", "#,##0"), ("percent", "0.0%"), ("text", "@")]}
    ads(workbook.add_worksheet("Ads"), looks, totals)
    social(workbook.add_worksheet("Social"), looks)
    budget(workbook.add_worksheet("Budget"), looks)
    workbook.close()


def ads(sheet, looks, totals):
    heads = ["Month", "Channel", "Spend (USD)", "Impressions", "Reach", "Clicks", "Website visitors", "Leads", "New customers",
             "Revenue (USD)", "Bounce rate", "Agency fee"]
    kinds = ["month", "text", "money", "count", "count", "count", "count", "count", "count", "money", "percent", "percent"]
    sheet.set_column("A:A", 11)
    sheet.set_column("B:B", 16)
    sheet.set_column("C:L", 12)
    sheet.write("A1", "Harbour Coffee: channel performance", looks["title"])
    sheet.write("A2", "January 2024 to December 2025, in US dollars without tax. Exported on 7 January 2026.", looks["note"])
    sheet.set_row(3, 30)
    for column, head in enumerate(heads):
        sheet.write(3, column, head, looks["head"])
    rows = [[*row, FEE] for row in rows_of_ads()]
    for line, row in enumerate(rows, start=4):
        for column, (value, kind) in enumerate(zip(row, kinds)):
            if value is not None:
                sheet.write(line, column, value, looks[kind])
    # The sums that people expect below such a table: formulas, with the values that a spreadsheet program last saw.
    last = 4 + len(rows)
    sheet.write(last, 0, None, totals["text"])
    sheet.write(last, 1, "Total", totals["text"])
    for column, kind in list(enumerate(kinds))[2:]:
        if heads[column] in ("Reach", "Bounce rate", "Agency fee"):
            sheet.write(last, column, None, totals[kind])
            continue
        values = [row[column] for row in rows if row[column] is not None]
        total = sum(round(value * 100) for value in values) / 100
        letter = "ABCDEFGHIJKL"[column]
        sheet.write_formula(last, column, f"=SUM({letter}5:{letter}{last})", totals[kind], total)
    sheet.freeze_panes(4, 2)


def social(sheet, looks):
    sheet.set_column("A:B", 14)
    sheet.set_column("C:C", 12)
    for column, head in enumerate(["Date", "Channel", "Followers"]):
        sheet.write(0, column, head, looks["head"])
    for line, row in enumerate(sorted(rows_of_social(), key=lambda row: row[0]), start=1):
        for column, (value, kind) in enumerate(zip(row, ["date", "text", "count"])):
            sheet.write(line, column, value, looks[kind])
    sheet.freeze_panes(1, 0)


def budget(sheet, looks):
    sheet.set_column("A:A", 24)
    sheet.set_column("B:Y", 10)
    sheet.write("A1", "Marketing budget", looks["title"])
    sheet.write(2, 0, "Plan", looks["head"])
    for column, month in enumerate(MONTHS, start=1):
        sheet.write(2, column, month, looks["month"])
    for line, (label, *values) in enumerate(rows_of_budget(), start=3):
        sheet.write(line, 0, label, looks["text"])
        for column, value in enumerate(values, start=1):
            sheet.write(line, column, value, looks["count"])
    sheet.freeze_panes(3, 1)


if __name__ == "__main__":
    main()
