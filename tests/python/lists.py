"""Types into the lists that `tolok worksheet` makes, and compares what they show with what is computed elsewhere.

usage: lists.py TOLOK FOLDER [RENDER]

For each list and language rows are typed with openpyxl, some cells and whole rows left empty, names spelled in several ways. LibreOffice
recalculates the formulas of the list, and each KPI has to be, to fifteen significant digits, what `tolok run` gives for the list itself and for
the same rows as CSV: in each row, for each member, and for all rows together. Some of the numbers are computed here as well, with fractions.
`tolok fill` changes nothing that was typed. With RENDER the lists are printed: one page wide, and no number as `###`.
"""

import csv
import datetime
import fractions
import json
import pathlib
import random
import subprocess
import sys

import openpyxl

from worksheets import recalculate, too_large

LANGUAGES = ("en", "id", "pl")
TOTAL = ("Total", "Razem")
THRESHOLDS = "MQL/SQL scoring"
# The columns of each list, and what its rows and all of them together show.
LISTS = {
    THRESHOLDS: (
        "lead_id lead_date channel form_submissions quiz_completions contact_requests demo_requests sales_calls_scheduled fit_criteria lead_score mql_threshold sql_threshold",
        "",
        "form_submissions quiz_completions contact_requests demo_requests sales_calls_scheduled fit_criteria scored_leads average_score_per_lead mql_by_score sql_by_score lead_quality_by_score",
    ),
    "Customer transactions": (
        "customer order_date product channel order_value order_margin",
        "",
        "order_value order_margin customers_with_orders repeat_customers_of_orders repeat_purchase_rate_of_orders repeat_customer_revenue_of_orders clv_historic_of_orders",
    ),
    "KPI review and diagnostics": (
        "reviewed_kpi review_date target_value actual_value review_answer review_action responsible_person next_check", "target_attainment", "",
    ),
    "Metric register (metric or KPI)": ("registered_metric business_goal is_kpi responsible_person target_value deadline", "", ""),
    "Visits": (
        "visit day channel vip amount score weight customer pieces threshold",
        "per_piece",
        "amount scored reached weighted_score best people days returning returning_amount of_good_customers of_email amount_share elsewhere vips others largest middle least mean_amount pieces_sold worth per_piece nameless",
    ),
}
OWN = """currency USD
dimension visit
dimension customer
dimension channel {
  member "Email" label id "Surel" label pl "E-mail"
  member "Radio"
}
input day: date { label "Day" }
input score: number, rate weighted by weight
input weight: number
input amount: money
input pieces: count, fill 2
input vip: bool
input threshold: number, constant
scored = count(score)
reached = count(score where score >= threshold) { target >= 2, warn >= 1, better higher }
weighted_score = score
best = average(score where score >= threshold)
people = count_distinct(customer)
days = count_distinct(day)
returning = count_distinct(customer where (count(amount) per customer) > 1)
returning_amount = sum(amount where (count(amount) per customer) > 1)
of_good_customers = sum(amount where (sum(amount) per customer) >= 1000)
of_email = amount where channel = "Email"
amount_share = share(amount, channel)
elsewhere = sum(amount where not (channel = "Email" or customer = "ann"))
vips = count(visit where vip)
others = count(visit where not vip)
largest = max(amount where vip)
middle = median(amount where channel in ("Email", "Radio"))
least = min(amount)
mean_amount = average(amount)
pieces_sold = pieces
worth = sum(amount * pieces)
per_piece = amount / pieces { target >= 10, better higher }
nameless = count(amount where customer = blank)
first_amount = first(amount)
report "Visits" {
  kpis vip, amount, scored, reached, weighted_score, best, people, days, returning, returning_amount, of_good_customers, of_email, amount_share, elsewhere, vips, others, largest, middle, least, mean_amount, pieces_sold, worth, per_piece, nameless, first_amount
  by visit, day, channel
  total
}
"""


def main():
    tolok, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    (folder / "own.kpi").write_text(OWN, encoding="utf-8")
    cases = [Case(tolok, folder, definitions, title, language, seed)
             for definitions, titles in (("std.marketing", list(LISTS)[:4]), (folder / "own.kpi", ["Visits"]))
             for title in titles for language in LANGUAGES for seed in range(3 if title == THRESHOLDS else 2)]
    Case.cases = cases
    problems = []
    for case in cases:
        problems += case.make()
    recalculate(folder, [case.typed for case in cases])
    compared = 0
    for case in cases:
        try:
            found, count = case.compare()
        except RuntimeError as wrong:
            found, count = [str(wrong)], 0
        problems += found
        compared += count
    if len(sys.argv) > 3:
        problems += rendered(folder, cases)
    print(f"{compared} cells of {len(cases)} lists compared")
    print("\n".join(problems[:40]))
    sys.exit(1 if problems or compared < 3000 else 0)


class Case:
    def __init__(self, tolok, folder, definitions, title, language, seed):
        self.tolok, self.folder, self.definitions, self.title = tolok, folder, str(definitions), title
        self.language, self.seed = language, seed
        self.name = f"list-{len(list(folder.glob('list-*.empty.xlsx'))):02}"
        self.empty, self.typed = folder / f"{self.name}.empty.xlsx", folder / f"{self.name}.xlsx"
        self.csv = folder / f"{self.name}.csv"
        self.empty.touch()

    def has_once(self):
        """One of the lists has nothing in the cells that are typed once."""
        return self.seed < 2

    def __str__(self):
        return f"{self.name} {self.definitions} {self.title} --lang {self.language} {self.seed}"

    def run(self, *arguments):
        done = subprocess.run([self.tolok, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            raise RuntimeError(f"{self}: tolok {' '.join(map(str, arguments))}\n{done.stdout[:500]}{done.stderr[:2000]}")
        return done.stdout

    def make(self):
        made = []
        for _ in range(2):
            self.run("worksheet", self.definitions, "--report", self.title, "--rows", 40, "--lang", self.language, "-o", self.empty)
            made.append(self.empty.read_bytes())
        problems = [] if made[0] == made[1] else [f"{self}: two runs give different bytes"]
        return problems + self.type() + [f"{self}: {found}" for found in too_large(self.empty)]

    def type(self):
        book = openpyxl.load_workbook(self.empty)
        problems = [f"{self}: `{sheet.title}` is not protected" for sheet in book if not sheet.protection.sheet]
        sheet, chance = book.worksheets[0], random.Random(f"{self.title}{self.seed}")
        self.heading = next(row for row in range(3, 20) if sheet.cell(row, 3).value)
        once = {}
        for row in range(4, self.heading - 1 if self.has_once() else 4):
            sheet.cell(row, 2).value = once[sheet.cell(row, 1).value] = 50 + row
        choices = {}
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list":
                name, area = rule.formula1.rsplit("!", 1)
                cells = [cell.value for line in book[name.strip("'")][area.replace("$", "")] for cell in line]
                choices.update({cell: cells for part in rule.sqref for cell in part.cells})
        self.headings = [cell.value for cell in sheet[self.heading] if cell.value]
        self.columns, self.in_rows, self.in_total = (names.split() for names in LISTS[self.title])
        if len(self.headings) != len(self.columns) + len(self.in_rows):
            problems.append(f"{self}: the columns are {self.headings}")
        if self.in_total and sum(len([cell for cell in row if cell.value]) - 1 for row in book.worksheets[1].iter_rows(min_row=4) if row[0].value == self.headings[self.columns.index("channel")]) != len(self.in_total):
            problems.append(f"{self}: the summary shows other KPIs than {self.in_total}")
        self.channels = next((cells for cell, cells in choices.items() if cell[1] == 1 + self.columns.index("channel")), []) if "channel" in self.columns else []
        self.rows = []
        for row in range(self.heading + 1, self.heading + 31):
            # What is left empty in the middle does no harm.
            if row % 7 == 0:
                continue
            values = {}
            for column, heading in enumerate(self.headings, 1):
                cell = sheet.cell(row, column)
                if cell.protection.locked:
                    values[heading] = once.get(heading, "")
                    continue
                cell.value = values[heading] = self.value(cell, column, row, choices, chance)
            self.rows.append((row, values))
        with open(self.csv, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, self.headings)
            writer.writeheader()
            writer.writerows({key: value.isoformat() if isinstance(value, datetime.date) else "" if value is None else value for key, value in values.items()} for _, values in self.rows)
        book.save(self.typed)
        return problems

    def value(self, cell, column, row, choices, chance):
        if column > 1 and chance.random() < 0.12:
            return None
        if (row, column) in choices:
            return chance.choice(choices[row, column])
        if cell.number_format == "yyyy-mm-dd":
            return datetime.date(2026, 1, 1) + datetime.timedelta(days=chance.randrange(20))
        if cell.number_format == "@":
            # What names a row differs in each, and other names come again, spelled in several ways.
            if column == 1 and "customer" not in self.title.lower():
                return f"{chance.choice(('A', 'b', 'Łódź *'))} {row}"
            return chance.choice(("Ann", " ann", "ANN ", "Ben", "Citra *", "Citra", "a?", "ab", "007"))
        # Some people say that they do not know.
        if chance.random() < 0.05:
            return "n/a"
        if "%" in cell.number_format:
            return round(chance.random(), 3)
        if cell.number_format == "#,##0":
            return chance.randint(0, 9)
        return round(chance.uniform(1, 900), 2)

    def asked(self, data, by):
        options = [] if by is None else ["--by", by]
        answer = json.loads(self.run("run", self.definitions, "--data", data, "--report", self.title, "--format", "json", *options))
        return answer["rows"], answer.get("totals", [])

    def compare(self):
        typed = self.folder / "recalculated" / self.typed.name
        shown = openpyxl.load_workbook(typed, data_only=True)
        problems, count = [], 0
        for by in (None, "channel") if self.channels else (None,):
            of_list, of_rows = self.asked(typed, by), self.asked(self.csv, by)
            if of_list != of_rows:
                problems.append(f"{self}: run by {by} gives {of_rows} for the rows and {of_list} for the list"[:3000])
        problems += self.own(shown)
        # What `fill` writes is on the summary at most.
        copy = self.folder / f"{self.name}.filled.xlsx"
        before = typed.read_bytes()
        subprocess.run([self.tolok, "fill", self.definitions, typed, "--overwrite-formulas", "--by", "channel", "-o", copy], capture_output=True)
        if typed.read_bytes() != before:
            problems.append(f"{self}: fill changed the list itself")
        if copy.exists():
            one, other = (openpyxl.load_workbook(file).worksheets[0] for file in (typed, copy))
            for row in one.iter_rows(max_col=len(self.rows[0][1])):
                for cell in row:
                    if not cell.protection.locked and cell.value != other[cell.coordinate].value:
                        problems.append(f"{self}: fill changed {cell.coordinate}")
        # In each row.
        sheet = shown.worksheets[0]
        of_rows = self.asked(self.csv, None)[0]
        if len(of_rows) == len(self.rows):
            for column, name in enumerate(self.in_rows, len(self.columns) + 1):
                for (row, _), told in zip(self.rows, of_rows):
                    count += 1
                    problems += self.same(told["kpis"][name], sheet.cell(row, column), name)
        elif self.in_rows:
            problems.append(f"{self}: {len(self.rows)} rows are {len(of_rows)} for run")
        if not self.in_total:
            return problems, count
        # For each member, and for all.
        sheet = shown.worksheets[1]
        members, totals = self.asked(self.csv, "channel")
        english = next(case for case in self.cases if case.title == self.title and case.language == "en").channels
        labels = dict(zip(english, self.channels))
        told_of = {labels.get(row["channel"]): row["kpis"] for row in members}
        left, names = list(self.in_total), []
        for row in range(4, sheet.max_row + 1):
            label = sheet.cell(row, 1).value
            if label == self.headings[self.columns.index("channel")]:
                beside = sum(bool(cell.value) for cell in sheet[row]) - 1
                names, left = left[:beside], left[beside:]
            told = totals[-1]["kpis"] if label in TOTAL else told_of.get(label)
            if label not in (*self.channels, *TOTAL):
                continue
            for column, name in enumerate(names, 2):
                cell = sheet.cell(row, column)
                count += 1
                if told is None:
                    if cell.value not in ("", None, 0):
                        problems.append(f"{self}: {cell.coordinate} shows {cell.value!r} for a member without rows")
                else:
                    problems += self.same(told[name], cell, name)
        return problems, count

    def same(self, told, cell, name):
        value, shown = told["value"], cell.value
        if value is None:
            # A blank and an error are an empty text.
            return [] if shown in ("", None) else [f"{self}: {cell.parent.title}!{cell.coordinate} {name} shows {shown!r}, run says {told['error'] or 'nothing'}"]
        number = float(value)
        is_same = isinstance(shown, (int, float)) and not isinstance(shown, bool) and abs(number - shown) <= abs(number) * 6e-15
        return [] if is_same else [f"{self}: {cell.parent.title}!{cell.coordinate} {name} shows {shown!r}, run says {value}"]

    def own(self, shown):
        """Some numbers without any Tolok: Python's fractions over what was typed."""
        if self.title not in ("Customer transactions", THRESHOLDS):
            return []
        sheet = shown.worksheets[1]
        total = next(row for row in range(5, sheet.max_row + 1) if sheet.cell(row, 1).value in TOTAL)
        here = {name: sheet.cell(total, column).value for column, name in enumerate(self.in_total, 2)}
        keys = dict(zip(self.columns, self.headings))
        typed = [{name: None if value == "n/a" else value for name, value in values.items()} for _, values in self.rows]
        exact = lambda value: fractions.Fraction(str(value))
        expected = {}
        if self.title == "Customer transactions":
            customer, value, margin = (keys[name] for name in ("customer", "order_value", "order_margin"))
            name = lambda values: (values[customer] or "").strip().lower()
            orders = {}
            for values in typed:
                orders[name(values)] = orders.get(name(values), 0) + (values[value] is not None)
            people = {name(values) for values in typed} - {""}
            expected["customers_with_orders"] = len(people)
            expected["repeat_customers_of_orders"] = len({person for person in people if orders[person] > 1})
            expected["repeat_customer_revenue_of_orders"] = sum(exact(values[value]) for values in typed if values[value] is not None and orders[name(values)] > 1)
            products = [exact(values[value]) * exact(values[margin]) for values in typed if values[value] is not None and values[margin] is not None]
            expected["clv_historic_of_orders"] = sum(products) / len(people)
        else:
            scores = [exact(values[keys["lead_score"]]) for values in typed if values[keys["lead_score"]] is not None]
            expected["scored_leads"] = len(scores)
            expected["average_score_per_lead"] = sum(scores) / len(scores)
            for name in ("mql", "sql") if self.has_once() else ():
                threshold = next(values[keys[f"{name}_threshold"]] for values in typed)
                expected[f"{name}_by_score"] = sum(score >= threshold for score in scores)
        # Nobody knows how many reach a threshold that nobody typed.
        unknown = [] if self.has_once() else ["mql_by_score", "sql_by_score", "lead_quality_by_score"]
        told = [f"{self}: {name} shows {here[name]!r} without a threshold" for name in unknown if here[name] not in ("", None)]
        wrong = [name for name, number in expected.items() if abs(here[name] - float(number)) > abs(float(number)) * 6e-15]
        return told + [f"{self}: {name} shows {here[name]!r} and is {float(expected[name])!r}" for name in wrong]


def rendered(folder, cases):
    """One page wide: each page of the list shows its last heading."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = [folder / "recalculated" / case.typed.name for case in cases]
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder / "printed", *files], check=True, capture_output=True)
    for case, file in zip(cases, files):
        text = subprocess.run(["pdftotext", "-layout", folder / "printed" / f"{file.stem}.pdf", "-"], capture_output=True, text=True).stdout
        if "###" in text:
            yield f"{case}: a number is printed as ###"
        words = case.headings[-1].split()[0].rstrip(",")
        if not any(case.headings[0].split()[0] in page and words in page for page in text.split("\f")):
            yield f"{case}: a page is not as wide as the list"


if __name__ == "__main__":
    main()
