"""Types into worksheets that `tolok worksheet` makes, and compares what they show with what is computed elsewhere.

usage: worksheets.py TOLOK FOLDER [RENDER]

For each report, language and shape, once with every cell typed and once with gaps: LibreOffice recalculates the worksheet's own formulas,
and each KPI has to be, to fifteen significant digits, what `tolok fill` reads back from the same cells, what `tolok run` gives for the
worksheet, and what it gives for the same numbers as CSV. The sheets are protected but for the cells to type into, two runs give the same
bytes, and no text or amount of rupiah is larger than its cell. Where cells were left empty, the totals that the worksheet underlines are
those that `tolok run` warns about. With RENDER the worksheets are printed as well: one page wide, and no number as `###`.
"""

import csv
import json
import pathlib
import random
import re
import subprocess
import sys
import zipfile

import openpyxl
from openpyxl.utils import get_column_letter

HEADING = 4
RESULTS = ("Results", "Hasil", "Wyniki")
LANGUAGES = ("en", "id", "pl")
# Few of those that are tried succeed.
SUCCESSES = ("Successes", "Keberhasilan", "Sukcesy")
CHANNEL = ("Channel", "Saluran", "Kanał")
# The members of a set whose definitions leave them open.
MEMBERS = {
    "A/B test": "test_element=Subject line,Send time,Colour of the button",
    "SEO content checklist": "page=/,/pricing,/blog/ten-ways",
}
# Their worksheets are lists, which `lists.py` types into.
LISTS = ("MQL/SQL scoring", "Customer transactions", "KPI review and diagnostics", "Metric register (metric or KPI)")
# Sets for those who look at them and for what a campaign is to reach.
ROLES = pathlib.Path(__file__).parents[2] / "crates/tolok-model/std/marketing/roles.kpi"
CHANNELS = "channel=Organic search,Google Ads,Social media,Email,Radio / TV,Referral / word of mouth"
OWN = """use std.marketing
currency USD
time date: month
report "By month" {
  kpis marketing_roi, customer_acquisition_cost, customer_retention_rate, follower_count, lead_conversion_rate
  by channel
  total
}
"""
PLAIN = """currency IDR
dimension channel
time date: month
input spend: money { label id "Belanja iklan" }
input leads: count
input revenue: money
input visitors: count
input followers: count, stock per channel
input score: number, rate weighted by leads
cac = spend / leads { target <= 40, warn <= 60, better lower }
web_rate: percent = leads / visitors where channel <> "Radio" { target >= 5% }
spend_share = share(spend, channel)
spend_growth: percent = growth(spend)
crowd = followers
quality = score { better higher }
net = revenue - coalesce(spend, 0)
depth = 100 / sqrt(leads - visitors)
loss = spend / leads > 1 and revenue < 20000 and visitors > 1000
busy = visitors > 4000 or spend / leads < 1 or followers > 4500
steps = if(leads > 2500, 1, 0) + if(visitors > 2500, 1, 0)
"""


def main():
    tolok, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    (folder / "own.kpi").write_text(OWN, encoding="utf-8")
    (folder / "plain.kpi").write_text(PLAIN, encoding="utf-8")
    cases = [Case(tolok, folder, *case) for case in all_cases(tolok, folder)]
    problems = []
    for case in cases:
        problems += case.make()
    recalculate(folder, [case.typed for case in cases] + [case.lines for case in cases if case.gaps])
    compared = underlined = 0
    for case in cases:
        try:
            found, count = case.compare()
            more, lines = case.compare_lines() if case.gaps else ([], 0)
        except RuntimeError as wrong:
            found, count, more, lines = [str(wrong)], 0, [], 0
        problems += found + more
        compared += count
        underlined += lines
    if len(sys.argv) > 3:
        problems += rendered(folder, cases)
    problems += finer_named(tolok, folder)
    print(f"{compared} cells of {len(cases)} worksheets compared, {underlined} totals underlined as `run` warns")
    print("\n".join(problems[:40]))
    sys.exit(1 if problems or compared < 2000 or underlined < 40 else 0)


def sets(tolok):
    """The titles of the library's reports, as it names them to whoever says none."""
    told = subprocess.run([tolok, "worksheet", "std.marketing", "-o", "unsaid.xlsx"], capture_output=True, text=True, encoding="utf-8").stderr
    return re.findall(r'"([^"]+)"', told.split("--report", 2)[2])


def all_cases(tolok, folder):
    """Every set in every language, and each once more with gaps."""
    titles = sets(tolok)
    if len(titles) < 33 or not {*MEMBERS, *LISTS} <= set(titles):
        raise SystemExit(f"the library names {len(titles)} sets: {titles}")
    titles = [title for title in titles if title not in LISTS]
    shapes = [("std.marketing", ["--report", title, *(["--members", MEMBERS[title]] if title in MEMBERS else [])]) for title in titles]
    shapes += [("std.marketing", ["--report", title, "--members", CHANNELS]) for title in ("Channel ROI", "Local service channels")]
    again = re.findall(r'^report "(.+?)"', ROLES.read_text(encoding="utf-8"), re.MULTILINE)
    own, plain, three = folder / "own.kpi", folder / "plain.kpi", "channel=Email,Radio,Shop"
    shapes += [
        (own, ["--report", "By month", "--members", "channel=Email,Radio", "--periods", "2026-01..2026-03"]),
        (own, ["--report", "Marketing automation", "--periods", "2026-01..2026-06"]),
        (own, ["--report", "B2B email", "--periods", "2025-11..2027-03"]),
    ]
    for number, (definitions, options) in enumerate(shapes):
        # Roles and goals look at KPIs that other sets have, so one language at a time is enough.
        languages = LANGUAGES if options[1] not in again else LANGUAGES[number % len(LANGUAGES) :][:1]
        for language in languages:
            yield definitions, options, language, 0.0
        if options[1] in again:
            continue
        yield definitions, options, LANGUAGES[number % len(LANGUAGES)], 0.15
    for options, language in (["--members", three], "en"), (["--members", three, "--periods", "2026-01..2026-04"], "id"), (["--periods", "2026-01..2026-04"], "pl"):
        yield plain, options, language, 0.0
        yield plain, options, language, 0.15


class Case:
    def __init__(self, tolok, folder, definitions, options, language, gaps):
        self.tolok, self.folder, self.definitions, self.options = tolok, folder, str(definitions), options
        self.language, self.gaps = language, gaps
        self.name = f"{len(list(folder.glob('*.empty.xlsx'))):03}"
        self.empty, self.typed, self.lines = (folder / f"{self.name}.{what}" for what in ("empty.xlsx", "xlsx", "lines.xlsx"))
        self.empty.touch()
        self.report = options[1] if options[0] == "--report" else None
        # Tests of different things have no result together, and no more have different texts.
        self.has_total = self.report not in MEMBERS

    def __str__(self):
        return f"{self.name} {self.definitions} {' '.join(self.options)} --lang {self.language}{' with gaps' if self.gaps else ''}"

    def run(self, *arguments):
        done = subprocess.run([self.tolok, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            raise RuntimeError(f"{self}: tolok {' '.join(map(str, arguments))}\n{done.stdout[:500]}{done.stderr[:2000]}")
        return done.stdout

    def make(self):
        made = []
        for _ in range(2):
            self.run("worksheet", self.definitions, *self.options, "--lang", self.language, "-o", self.empty)
            made.append(self.empty.read_bytes())
        problems = [] if made[0] == made[1] else [f"{self}: two runs give different bytes"]
        return problems + self.type() + [f"{self}: {found}" for check in (too_large, too_narrow) for found in check(self.empty)]

    def type(self):
        """Types numbers, as a person would, and writes the same numbers as rows."""
        book = openpyxl.load_workbook(self.empty)
        problems = [f"{self}: `{sheet.title}` is not protected" for sheet in book if not sheet.protection.sheet]
        sheet, chance = book.worksheets[0], random.Random(self.name)
        checked = {cell for rule in sheet.data_validations.dataValidation for area in rule.sqref for cell in area.cells}
        rows = {}
        self.months = []
        for row in range(HEADING + 1, sheet.max_row + 1):
            label = sheet.cell(row, 1).value
            if label and all(sheet.cell(row, column).value is None and sheet.cell(row, column).protection.locked for column in range(2, sheet.max_column + 1)):
                if label[-4:].isdigit():
                    self.months.append(label)
                continue
            for column in range(2, sheet.max_column + 1):
                cell = sheet.cell(row, column)
                if cell.protection.locked:
                    continue
                if (row, column) not in checked:
                    problems.append(f"{self}: {cell.coordinate} takes anything")
                if chance.random() < self.gaps:
                    # Some people leave a cell empty, others say so.
                    cell.value = "n/a" if chance.random() < 0.3 else None
                    continue
                whole = cell.number_format == "#,##0"
                share = "%" in cell.number_format
                is_some_of = sheet.cell(row, 1).value.split(",")[0] in SUCCESSES
                least, most = (0, 2) if is_some_of else (1, 12 if cell.number_format == "General" else 9000)
                if self.language == "id" and ",##0.00" in cell.number_format:
                    least, most = 1_000_000_000, 50_000_000_000
                is_zero = self.gaps and chance.random() < 0.1
                cell.value = 0 if is_zero else chance.randint(1, 5000) if whole else round(chance.random(), 3) if share else round(chance.uniform(least, most), 2)
                heading, above = sheet.cell(row, 1).value, sheet.cell(HEADING, column).value
                months = self.months[-1] if self.months else None
                place, measure = (heading, above) if self.is_turned(sheet) else (above, heading)
                rows.setdefault((months, place), {})[measure] = cell.value
        self.has_blocks, self.places = bool(self.months), list(dict.fromkeys(place for _, place in rows))
        self.corner = sheet.cell(HEADING, 1).value
        if self.is_turned(sheet):
            headings = [sheet.cell(row, 1).value for row in range(HEADING + 1, sheet.max_row + 1)]
        else:
            headings = [sheet.cell(HEADING, column).value for column in range(2, sheet.max_column + 1)]
        self.known_months = {words: number for number, words in enumerate(self.months or headings)}
        members = [option.split("=")[0] for before, option in zip(self.options, self.options[1:]) if before == "--members"]
        self.has_members = bool(members) or self.corner in CHANNEL
        self.dimension = members[0] if members else "channel"
        self.has_periods = "--periods" in self.options
        self.write_rows(rows)
        book.save(self.typed)
        if self.gaps:
            self.write_lines(book)
        return problems

    def write_lines(self, book):
        """A copy that shows the conditions that underline totals, each in a cell of its own beside the total."""
        for sheet in book:
            beside = sheet.max_column + 2
            for area in sheet.conditional_formatting:
                for rule in area.rules:
                    if rule.dxf and rule.dxf.font and rule.dxf.font.u:
                        for cells in area.sqref.ranges:
                            # A total with a target has the condition with each of its colours as well.
                            line, condition = sheet.cell(cells.min_row, beside + cells.min_col), f"={rule.formula[0]}"
                            if line.value is None or len(condition) < len(line.value):
                                line.value = condition
        book.save(self.lines)

    def is_turned(self, sheet):
        """Members or periods as rows have their KPIs on a second sheet of results."""
        return len(sheet.parent.worksheets) > 1 and sheet.parent.worksheets[1].title in RESULTS

    def write_rows(self, rows):
        measures = list(dict.fromkeys(measure for values in rows.values() for measure in values))
        keys = (["date"] if self.has_periods else []) + ([self.corner] if self.has_members else [])
        with open(self.folder / f"{self.name}.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(keys + measures)
            for (month, place), values in rows.items():
                about = ([self.month(month or place)] if self.has_periods else []) + ([place] if self.has_members else [])
                writer.writerow(about + [values.get(measure, "") for measure in measures])

    def month(self, words):
        """The months of a case follow one another, so their order says which they are."""
        first = next(option for option in self.options if ".." in option).split("..")[0]
        year, month = map(int, first.split("-"))
        number = self.known_months[words] + month - 1
        return f"{year + number // 12}-{number % 12 + 1:02}-01"

    def asked(self, data):
        options = ["run", self.definitions, "--data", data, "--format", "json", *(["--total"] if self.has_total else [])]
        if self.report:
            options += ["--report", self.report]
        if self.has_members:
            options += ["--by", self.dimension]
        if self.has_periods:
            options += ["--over", "month", "--periods", next(option for option in self.options if ".." in option)]
        answer = json.loads(self.run(*options))
        values = {}
        self.warned = {re.search("`(.+?)`", told["message"]).group(1) for told in answer["diagnostics"] if told["code"] == "W0506"}
        for row in answer["rows"] + answer.get("totals", []):
            member, period = (row.get(self.dimension) if self.has_members else None), row.get("period")
            for kpi, told in row["kpis"].items():
                values[(member, period, kpi)] = told["value"]
        members = list(dict.fromkeys(row.get(self.dimension) for row in answer["rows"])) if self.has_members else [None]
        return values, members

    def compare(self):
        """Every KPI: as the worksheet shows it, as `fill` reads it back, as `run` computes it from the sheet and from the rows."""
        problems = []
        filled = json.loads(self.run(
            "fill", self.definitions, self.typed, "--overwrite-formulas", "--dry-run", "--format", "json", *(["--by", self.dimension] if self.has_members else [])
        ))["filled"]
        shown = openpyxl.load_workbook(self.folder / "recalculated" / self.typed.name, data_only=True)
        of_rows, members = self.asked(self.folder / f"{self.name}.csv")
        of_sheet, _ = self.asked(self.typed)
        if of_rows != of_sheet:
            wrong = [key for key in of_rows if of_rows[key] != of_sheet.get(key)]
            problems.append(f"{self}: run gives {of_rows[wrong[0]] if wrong else '?'} for the rows and {of_sheet.get(wrong[0]) if wrong else '?'} for the sheet at {wrong[:1]}")
        formulas = openpyxl.load_workbook(self.typed)
        numbers = [cell.value for row in formulas.worksheets[0].iter_rows() for cell in row if isinstance(cell.value, (int, float))]
        largest = sum(map(abs, numbers))
        count = 0
        seen = {}
        for cell in filled:
            own = formulas[cell["sheet"]][cell["cell"]].value
            if not (isinstance(own, str) and own.startswith("=")):
                continue
            value = shown[cell["sheet"]][cell["cell"]].value
            count += 1
            if not same(cell["value"], value, own, largest):
                problems.append(f"{self}: {cell['sheet']}!{cell['cell']} {cell['definition']} shows {value!r}, fill says {cell['value']}: {own}")
            seen.setdefault(cell["definition"], []).append(cell["value"])
        # What `fill` says of a KPI is what `run` says of it, place by place.
        for kpi in seen:
            expected = sorted(str(value) for key, value in of_rows.items() if key[2] == kpi)
            found = sorted(map(str, seen[kpi]))
            if len(found) == len(expected) and [value for value in found if value != "None"] != [value for value in expected if value != "None"]:
                problems.append(f"{self}: {kpi} is {expected} for run and {found} for fill")
        kpis = {cell["definition"] for cell in filled}
        # Over all periods the KPIs stand on a sheet of their own.
        together = formulas.worksheets[1] if self.has_blocks else None
        own = [cell for row in together.iter_rows() for cell in row if str(cell.value).startswith("=")] if together else []
        if len(own) != sum(cell["sheet"] == together.title for cell in filled if together):
            problems.append(f"{self}: `{together.title}` has {len(own)} formulas, and not all of them were read back")
        if count == 0 and not kpis <= {"follower_count"}:
            problems.append(f"{self}: no formula was read back")
        return problems, count


    def compare_lines(self):
        """Underlined are the totals of everything that `run` warns about."""
        book, shown = openpyxl.load_workbook(self.lines), openpyxl.load_workbook(self.folder / "recalculated" / self.lines.name, data_only=True)
        sheets = [sheet for sheet in book.worksheets if any(self.lines_of(sheet))]
        if not sheets:
            return [], 0
        # The totals of single periods stand on the sheet before.
        sheet = sheets[-1]
        filled = json.loads(self.run(
            "fill", self.definitions, self.typed, "--overwrite-formulas", "--dry-run", "--format", "json", *(["--by", self.dimension] if self.has_members else [])
        ))["filled"]
        named = {(cell["sheet"], cell["cell"]): cell["definition"] for cell in filled}
        problems, count = [], 0
        for cell, total in self.lines_of(sheet):
            kpi, line = named.get((sheet.title, total)), shown[sheet.title][cell].value
            if not isinstance(line, bool):
                problems.append(f"{self}: {sheet.title}!{total} is underlined by {line!r}")
            elif kpi and line != (kpi in self.warned) and not (line and self.warned):
                problems.append(f"{self}: {sheet.title}!{total} {kpi} is underlined: {line}, and run warns about {sorted(self.warned)}")
            count += bool(line)
        return problems, count

    def lines_of(self, sheet):
        """The cells of conditions, and the totals that they are about."""
        beside = openpyxl.load_workbook(self.typed)[sheet.title].max_column + 2
        for row in sheet.iter_rows(min_col=beside):
            for cell in row:
                if cell.value is not None:
                    yield cell.coordinate, f"{get_column_letter(cell.column - beside)}{cell.row}"


def same(told, shown, formula, largest):
    """Fifteen digits. A blank and an error of Tolok are an empty text in a worksheet.

    A spreadsheet takes a difference of doubles: it has the digits of what it is taken from, not of itself.
    """
    if told is None:
        return shown in (None, "") or (isinstance(shown, str) and shown.startswith("#"))
    if isinstance(shown, bool) or not isinstance(shown, (int, float)):
        return str(told) == str(shown)
    number = abs(float(told))
    digits_of = number if "-" not in formula.replace("'", "") else max(number, 1.0 if "/" in formula else largest)
    # Half a unit of the last digit, and what programs round differently at it.
    return abs(float(told) - shown) <= digits_of * 6e-15


def too_large(path):
    """Texts that need more room than their cells have."""
    for sheet in openpyxl.load_workbook(path):
        widths = {}
        for size in sheet.column_dimensions.values():
            widths.update({column: size.width for column in range(size.min, size.max + 1)})
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell.value, str) or cell.value.startswith("=") or cell.coordinate in sheet.merged_cells:
                    continue
                room = widths.get(cell.column, 8.43) - 1.5
                if cell.alignment.wrap_text:
                    lines, used = 1, 0
                    for word in cell.value.split():
                        if used and used + 1 + len(word) > room:
                            lines, used = lines + 1, 0
                        used += len(word) + (1 if used else 0)
                        if len(word) > room + 1:
                            yield f"{sheet.title}!{cell.coordinate} `{word}` is wider than its cell"
                    if sheet.row_dimensions[cell.row].height < lines * 14.4:
                        yield f"{sheet.title}!{cell.coordinate} `{cell.value}` needs {lines} lines"
                elif any(sheet.cell(cell.row, beside).value is not None for beside in range(cell.column + 1, sheet.max_column + 1)):
                    if len(cell.value) > room:
                        yield f"{sheet.title}!{cell.coordinate} `{cell.value}` is cut off at {get_column_letter(cell.column + 1)}"


def too_narrow(path):
    """Money of rupiah that its columns cannot show."""
    largest = f"{-999_999_999_999:,.2f}"
    for sheet in openpyxl.load_workbook(path):
        widths = {}
        for size in sheet.column_dimensions.values():
            widths.update({column: size.width for column in range(size.min, size.max + 1)})
        for column in sheet.iter_cols():
            # What is typed into some columns is no money, and their totals have two places.
            if {cell.number_format for cell in column if not cell.protection.locked} == {"General"}:
                continue
            for cell in column:
                if ",##0.00" in cell.number_format:
                    signs = "".join(re.findall(r'"([^"]*)"', cell.number_format))
                    if widths.get(cell.column, 8.43) < len(largest + signs):
                        yield f"{sheet.title}!{cell.coordinate} shows no `{largest}`"


def finer_named(tolok, folder):
    """Whoever types for paid ads and for text ads as well is told, on the heading."""
    path = folder / "finer.xlsx"
    for members, expected in ("Paid ads,Text (search) ads,Radio", {"Paid ads": "Text (search) ads"}), ("Paid ads,Radio", {}):
        subprocess.run([tolok, "worksheet", "std.marketing", "--kpis", "cac", "--members", f"channel={members}", "-o", path], check=True, capture_output=True)
        headings = [cell for cell in openpyxl.load_workbook(path).worksheets[0][HEADING] if cell.comment]
        told = {cell.value: cell.comment.text for cell in headings}
        if told.keys() != expected.keys() or any(finer not in told[member] for member, finer in expected.items()):
            yield f"the headings of {members} say {told}"


def recalculate(folder, files):
    (folder / "recalculated").mkdir(exist_ok=True)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    for start in range(0, len(files), 30):
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", folder / "recalculated", *files[start : start + 30]],
            check=True, capture_output=True,
        )


def rendered(folder, cases):
    """One page wide: each page that shows the heading of labels shows the heading of totals as well."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = [folder / "recalculated" / case.typed.name for case in cases]
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder / "printed", *files], check=True, capture_output=True)
    for case, file in zip(cases, files):
        text = subprocess.run(["pdftotext", "-layout", folder / "printed" / f"{file.stem}.pdf", "-"], capture_output=True, text=True).stdout
        if "###" in text:
            yield f"{case}: a number is printed as ###"
        last = ("Total", "Razem") if case.has_total else (case.places[-1].split()[0],)
        for page in text.split("\f"):
            if case.has_members and case.corner in page and not any(word in page for word in last) and "?" not in page and not case.is_turned(openpyxl.load_workbook(case.empty).worksheets[0]):
                yield f"{case}: a page is not as wide as the sheet"


if __name__ == "__main__":
    main()
