"""Types six channels into the worksheet of channel ROI, and compares the answers on its sheet of questions with those worked by hand.

usage: questions.py TOLOK FOLDER

The numbers are round, so that each answer can be worked out on paper: organic search brings 64 leads of 800 visitors, social media 18 of
600. Once everything is typed into one column, once it is spread over three months, and once the worksheet is filled: the answers are the same. The test of
two proportions is computed here with the error function of Python.
"""

import math
import pathlib
import subprocess
import sys

import openpyxl

HEADING = 4
# Cost, visitors, leads, MQL, SQL, quotes, sales, new customers, revenue, cost of sales: the order of the worksheet.
CHANNELS = {
    "Organic search": (400, 800, 64, 32, 16, 16, 12, 12, 6000, 3600),
    "Google Ads": (1000, 500, 50, 20, 10, 10, 6, 6, 3000, 1800),
    "Social media": (300, 600, 18, 6, 2, 2, 0, 0, 0, 0),
    "Email": (100, 200, 20, 12, 8, 8, 6, 5, 3300, 1980),
    "Yard / truck signs": (200, None, 8, 4, 4, 4, 3, 3, 1500, 900),
    "Referral": (0, None, 10, 8, 6, 6, 4, 4, 2000, 1200),
}
# Each question by the English words that it begins with: the answer, its value, what it is compared with, the value of that. A name is
# that of the channel above.
ANSWERS = {
    "How can website visitors": ("Organic search", 800, "Email", 200),
    "Does organic traffic": ("Organic search", 64 / 800, "Social media", 18 / 600),
    "What change would lift": ("Social media", 18 / 600, "Google Ads", 50 / 500),
    "How can the number of leads": ("Organic search", 64, "Yard / truck signs", 8),
    "How can the cost of a new": ("Google Ads", 1000 / 6, "Referral", 0),
    "Which investment": ("Email", (3300 - 1980 - 100) / 100, "Social media", -1),
    "How well do sales-qualified": ("Total", 30 / 46, "Organic search", 12 / 16),
    "Which channel brings the best": ("Referral", 8 / 10, "Social media", 6 / 18),
    "Which takes the largest": ("Google Ads", 1000 / 2000, "Referral", 0),
    "Where is it best: Cost per lead": ("Referral", 0, "Yard / truck signs", 200 / 8),
}
POOLED = (64 + 18) / (800 + 600)
SCORE = (64 / 800 - 18 / 600) / math.sqrt(POOLED * (1 - POOLED) * (1 / 800 + 1 / 600))
# More inputs are asked about than the table of all months has room for: whether the rates differ by chance cannot be said.
FIVE = """dimension channel { member "Organic search"
  member "Social media" }
time date: month
input visitors: count
input clicks: count
input leads: count
input mql: count
input spend: money
conversion_rate: percent = leads / clicks { better higher }
"""
CHANCE = math.erfc(SCORE / math.sqrt(2))
MONTHS = "2026-01..2026-03"


def main():
    tolok, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    books, problems = [], []
    for language in ("en", "id", "pl"):
        for months in (1, 3):
            books.append((language, months, made(tolok, folder, f"{language}{months}", language, months, CHANNELS)))
    # What is filled has empty cells in place of formulas that show nothing.
    books.append(("en", 1, filled(tolok, folder, books[0][2])))
    # Both rates are 8 %, and none is worst of two that are alike; a test of ten visitors says nothing.
    alike = {name: (100, 100, 8, 4, 2, 2, 1, 1, 500, 300) for name in ("Organic search", "Social media")}
    few = {"Organic search": (1, 10, 3, None, None, None, None, None, None, None), "Social media": (1, 10, 1, "n/a", None, None, None, None, None, None)}
    same, small = made(tolok, folder, "alike", "en", 1, alike), made(tolok, folder, "few", "en", 1, few)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    five = many(tolok, folder)
    files = [book for *_, book in books] + [same, small, five]
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", folder / "recalculated", *files], check=True, capture_output=True)
    english = {}
    for language, months, book in books:
        rows = answers(folder, book)
        names = headings(folder, book)
        if language == "en":
            english[months] = [question for question, *_ in rows]
        found = 0
        for question, row in zip(english[months], rows):
            for begins, expected in ANSWERS.items():
                if question.startswith(begins):
                    found += 1
                    problems += wrong(f"{language}, {months} months: {question}", row[1:5], expected, names)
            if question.startswith("Is that more than chance"):
                found += 1
                yes = {"en": "Yes", "id": "Ya", "pl": "Tak"}[language]
                if row[1] != yes or not near(row[2], CHANCE) or not near(row[4], 0.05):
                    problems.append(f"{language}, {months} months: {row} is not {yes}, {CHANCE}, {0.05}")
        if found != len(ANSWERS) + 1 or len(rows) != len(english[months]):
            problems.append(f"{language}, {months} months: {found} answers of {len(rows)} rows")
    told = {row[0].split("\n")[0]: row[1:5] for row in answers(folder, same)}
    for question, expected in {
        "Does organic traffic convert better than social?": ("no difference", 0.08, None, 0.08),
        "Is that more than chance?": ("not proven", 1, "difference", 0),
        "How can the number of leads grow? Where do most come from?": ("Organic search (+1 equal)", 8, None, None),
    }.items():
        if [value or None for value in told[question]] != [value or None for value in expected]:
            problems.append(f"alike: {question} {told[question]}")
    told = {row[0].split("\n")[0]: row[1:5] for row in answers(folder, small)}
    if told["Is that more than chance?"][:2] != ["not enough data", None] or told["Which channel brings the best marketing-qualified leads?"][0] != "no numbers yet":
        problems.append(f"few: {told}")
    told = {row[0].split("\n")[0]: row[1:5] for row in answers(folder, five)}
    for question, expected in {
        "How can website visitors be raised? Where do most come from?": ["Organic search", 1800, "Social media", 20],
        "Which takes the largest share of the cost?": ["Organic search", 1800 / 1820, "Social media", 20 / 1820],
    }.items():
        found = told.get(question) or [None] * 4
        if found[::2] != expected[::2] or not all(map(near, found[1::2], expected[1::2])) or "Is that more than chance?" in told:
            problems.append(f"five inputs: {question} {told.get(question)}")
    print(f"{len(books) * (len(ANSWERS) + 1)} answers compared")
    print("\n".join(problems[:40]))
    sys.exit(1 if problems else 0)


def made(tolok, folder, name, language, months, channels):
    """The worksheet, typed into."""
    path = folder / f"questions-{name}.xlsx"
    options = ["--report", "Channel ROI", "--members", f"channel={','.join(channels)}", "--lang", language]
    periods = ["--periods", MONTHS] if months > 1 else []
    subprocess.run([tolok, "worksheet", "std.marketing", *options, *periods, "-o", path], check=True, capture_output=True)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    entries = [row for row in range(HEADING + 1, sheet.max_row + 1) if not sheet.cell(row, 2).protection.locked]
    inputs = len(entries) // months
    for column, values in enumerate(channels.values(), 2):
        for place, row in enumerate(entries):
            value, month = values[place % inputs], place // inputs
            if isinstance(value, int) and months > 1:
                part = value // months
                value = value - part * (months - 1) if month == months - 1 else part
            sheet.cell(row, column).value = value
    book.save(path)
    return path


def many(tolok, folder):
    """Organic search has 900 of everything in each of two months, social media 10."""
    definitions, path = folder / "five.kpi", folder / "questions-five.xlsx"
    definitions.write_text(FIVE, encoding="utf-8")
    subprocess.run([tolok, "worksheet", definitions, "--members", "channel", "--periods", "2026-01..2026-02", "-o", path], check=True, capture_output=True)
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_col=2, max_col=3):
        for cell in row:
            if not cell.protection.locked:
                cell.value = 900 if cell.column == 2 else 10
    book.save(path)
    return path


def filled(tolok, folder, typed):
    path = folder / "questions-filled.xlsx"
    subprocess.run([tolok, "fill", "std.marketing", typed, "--overwrite-formulas", "--errors", "blank", "-o", path], check=True, capture_output=True)
    return path


def shown(folder, path):
    return openpyxl.load_workbook(folder / "recalculated" / path.name, data_only=True)


def answers(folder, path):
    """The rows of the sheet of questions up to what stands below them."""
    rows = []
    for row in shown(folder, path).worksheets[-1].iter_rows(min_row=HEADING + 1, max_col=5, values_only=True):
        if row[0] is None:
            break
        rows.append(list(row))
    return rows


def headings(folder, path):
    """What each channel is called on the worksheet."""
    sheet = shown(folder, path).worksheets[0]
    called = [cell.value for cell in sheet[HEADING][1:] if cell.value]
    return dict(zip([*CHANNELS, "Total"], called))


def wrong(about, row, expected, names):
    answer, value, against, other = expected
    is_named = (row[0] or "").split(" (+")[0] == names[answer] and row[2] == names[against]
    if not is_named or not near(row[1], value) or not near(row[3], other):
        yield f"{about}: {row} is not {expected}"


def near(shown, expected):
    return isinstance(shown, (int, float)) and abs(shown - expected) <= 1e-12 * max(1, abs(expected))


if __name__ == "__main__":
    main()
