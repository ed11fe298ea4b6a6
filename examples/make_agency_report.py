"""Makes `agency-report.xlsx`: `python make_agency_report.py`, with XlsxWriter installed.

A month of Harbour Coffee as its agency would send it: cards, charts, a table of channels, a year by months, notes. The values come from
`channels.xlsx`, by the definitions of `agency-report.kpi`. The same program makes the same workbook, so it can be compared after a change.
"""

import datetime
import io
import pathlib
import re
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

import xlsxwriter

HERE = pathlib.Path(__file__).parent
MADE = datetime.datetime(2026, 1, 7, 9, 0)

FONT = "Arial"
INK = "#1F2A37"
SOFT = "#6B7280"
LINE = "#D6DAD7"
PALE = "#F3F6F4"
GREEN = "#14532D"
LATTE = "#C9A26B"
TYPED = "#FFF8E7"
WHITE = "#FFFFFF"
GOOD, WARN, BAD = ("#166534", "#DCFCE7"), ("#92400E", "#FEF3C7"), ("#991B1B", "#FEE2E2")

CHANNELS = ["Search Ads", "Shopping Ads", "Display", "Facebook", "Instagram", "TikTok", "YouTube", "Affiliates", "Influencers", "Radio",
            "Email", "Organic Search"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]

# KPI, and what stands below its value
CARDS = [
    ("cac", "Target {{ target(cac) }} · {{ status(cac) }}"),
    ("roas", "Target {{ target(roas) }} · {{ status(roas) }}"),
    ("revenue", "{{ revenue_growth }} to the month before"),
    ("leads", "{{ leads_growth }} to the month before"),
]

# heading of the column, number format, what the row `Month before` asks for
COLUMNS = [
    ("Spend", "$#,##0", "spend"),
    ("Share of spend", "0.0%", None),
    ("Revenue", "$#,##0", "revenue"),
    ("Share of revenue", "0.0%", None),
    ("New customers", "#,##0", "new_customers"),
    ("Customer acquisition cost", "$#,##0.00", "cac"),
    ("Return on ad spend", "0.00", "roas"),
    ("Conversion rate", "0.0%", "conversion_rate"),
    ("Rank by CAC", "0", None),
]

# KPI, number format: each cell has the KPI's name in the workbook
PLAN = [
    ("cac", "$#,##0.00"),
    ("cac_of_quarter", "$#,##0.00"),
    ("budget_used", "0.0%"),
    ("plan_reached", "0.0%"),
    ("revenue_growth_of_year", "+0.0%;-0.0%;0.0%"),
]

# label, number format
TREND = [
    ("Spend", "$#,##0"),
    ("Revenue", "$#,##0"),
    ("New customers", "#,##0"),
    ("Customer acquisition cost", "$#,##0.00"),
    ("Return on ad spend", "0.00"),
    ("Conversion rate", "0.0%"),
]


def main():
    memory = io.BytesIO()
    workbook = xlsxwriter.Workbook(memory)
    workbook.set_properties({"title": "Monthly marketing report", "author": "Northlight Agency", "created": MADE})
    workbook.formats[0].set_font_name(FONT)
    workbook.formats[0].set_font_size(10)
    looks = Looks(workbook)
    report, trend, notes = [workbook.add_worksheet(name) for name in ("Report", "Trend", "Notes")]
    make_report(workbook, report, looks)
    make_trend(workbook, trend, looks)
    make_notes(workbook, notes, looks)
    workbook.close()
    (HERE / "agency-report.xlsx").write_bytes(with_cards(memory.getvalue()))


class Looks:
    """Cell formats by what they say, each of them once."""

    def __init__(self, workbook):
        self.workbook = workbook
        self.made = {}

    def __call__(self, **properties):
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            whole = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter", **properties}
            self.made[key] = self.workbook.add_format(whole)
        return self.made[key]


def band(sheet, looks, last_column, title, subtitle):
    """The dark band that heads each sheet and each printed page."""
    for row, height in enumerate([10, 38, 28]):
        sheet.set_row_pixels(row, height)
        for column in range(last_column + 1):
            sheet.write_blank(row, column, None, looks(bg_color=GREEN))
    sheet.write_string("B2", title, looks(bg_color=GREEN, font_color=WHITE, bold=True, font_size=20))
    sheet.write_string("B3", subtitle, looks(bg_color=GREEN, font_color="#CFE3D6", font_size=11, valign="top"))
    sheet.set_row_pixels(3, 14)
    sheet.hide_gridlines(2)


def paper(sheet, area):
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.repeat_rows(0, 3)
    sheet.print_area(area)
    sheet.set_header("&R&8&K6B7280Harbour Coffee, {{ month_name }}", {"margin": 0.25})
    sheet.set_footer("&L&8&K6B7280Northlight Agency&C&8&K6B7280Confidential&R&8&K6B7280Page &P of &N", {"margin": 0.25})


def make_report(workbook, sheet, looks):
    sheet.set_column_pixels("A:A", 16)
    sheet.set_column_pixels("B:B", 150)
    sheet.set_column_pixels("C:K", 84)
    sheet.set_column_pixels("L:L", 16)
    band(sheet, looks, 11, "Monthly marketing report", "Harbour Coffee · {{ month_name }}")
    sheet.insert_image("K2", "logo.png", {
        "image_data": io.BytesIO(logo_png()), "x_offset": 30, "y_offset": 2, "object_position": 3,
        "description": "Logo of Harbour Coffee: a cup with a sail of steam",
    })
    cards(sheet)
    sheet.merge_range(
        "B10:K10",
        "{{ month_name }}: we spent {{ spend }} and won {{ new_customers }} new customers at {{ cac }} each, "
        "{{ cac_growth }} to the month before. {{ budget_used }} of the budget is used.",
        looks(font_size=11, text_wrap=True),
    )
    sheet.set_row_pixels(8, 12)
    sheet.set_row_pixels(9, 40)
    sheet.set_row_pixels(10, 6)
    charts(workbook, sheet)
    table(sheet, looks)
    plan(workbook, sheet, looks)
    paper(sheet, "A1:L54")
    sheet.set_h_pagebreaks([27])
    sheet.freeze_panes(3, 0)


def cards(sheet):
    """Rounded boxes over the rows 5 to 8. Their texts are put in by `with_cards`."""
    for row in range(4, 8):
        sheet.set_row_pixels(row, 24)
    for place, (kpi, _) in enumerate(CARDS):
        left = place * 230
        sheet.insert_textbox(4, 1, f"card {kpi}", {
            "x_offset": left, "width": 216, "height": 96, "fill": {"color": PALE}, "line": {"none": True}, "object_position": 2,
            "description": f"Card: {kpi}",
        })
        sheet.insert_textbox(4, 1, "", {
            "x_offset": left + 10, "y_offset": 16, "width": 4, "height": 64, "fill": {"color": LATTE}, "line": {"none": True},
            "object_position": 2, "decorative": True,
        })


def charts(workbook, sheet):
    for row in range(11, 26):
        sheet.set_row_pixels(row, 26)
    text = {"name": FONT, "size": 8, "color": SOFT}
    title = {"name": FONT, "size": 11, "color": INK, "bold": True}

    channels = workbook.add_chart({"type": "column"})
    for column, colour in [("C", GREEN), ("E", LATTE)]:
        channels.add_series({
            "name": f"=Report!${column}$29",
            "categories": "=Report!$B$30:$B$41",
            "values": f"=Report!${column}$30:${column}$41",
            "fill": {"color": colour},
            "gap": 70,
            "overlap": -5,
        })
    channels.set_title({"name": "Spend and revenue by channel, {{ month_name }}", "name_font": title, "overlay": False})
    channels.set_x_axis({"num_font": text, "line": {"color": LINE}, "major_tick_mark": "none"})
    channels.set_y_axis({
        "num_font": text, "num_format": "$#,##0", "line": {"none": True}, "major_gridlines": {"visible": True, "line": {"color": "#E8ECE9"}},
        "name": "{{ unit(spend) }}", "name_font": {**text, "bold": False},
    })
    channels.set_legend({"position": "top", "font": text})
    channels.set_chartarea({"border": {"color": LINE}})
    channels.set_size({"width": 530, "height": 384})
    sheet.insert_chart("B12", channels, {"object_position": 1, "description": "Columns: spend and revenue of each channel"})

    months = workbook.add_chart({"type": "line"})
    months.add_series({
        "name": "=Trend!$B$9",
        "categories": "=Trend!$C$5:$N$5",
        "values": "=Trend!$C$9:$N$9",
        "line": {"color": GREEN, "width": 2.25},
        "marker": {"type": "circle", "size": 5, "fill": {"color": WHITE}, "border": {"color": GREEN}},
    })
    months.set_title({"name": "{{ label(cac) }} by month", "name_font": title, "overlay": False})
    months.set_x_axis({"num_font": {**text, "rotation": -45}, "line": {"color": LINE}, "major_tick_mark": "none"})
    months.set_y_axis({
        "num_font": text, "num_format": "$#,##0", "line": {"none": True}, "major_gridlines": {"visible": True, "line": {"color": "#E8ECE9"}},
    })
    months.set_legend({"none": True})
    months.set_chartarea({"border": {"color": LINE}})
    months.show_blanks_as("gap")
    months.set_size({"width": 362, "height": 384})
    sheet.insert_chart("B12", months, {"x_offset": 544, "object_position": 1, "description": "Line: what a new customer cost in each month"})


def table(sheet, looks):
    """Labels on both sides, empty cells between them, formulas that wait for the cells."""
    head = {"bold": True, "font_color": WHITE, "bg_color": GREEN, "text_wrap": True}
    line = {"bottom": 1, "bottom_color": LINE}
    total = {"bold": True, "top": 1, "top_color": GREEN, "bottom": 1, "bottom_color": GREEN, "bg_color": PALE}
    sheet.set_row_pixels(26, 8)
    sheet.set_row_pixels(27, 28)
    sheet.write_string("B28", "Channels, {{ month_name }}", looks(bold=True, font_size=13))
    sheet.set_row_pixels(28, 48)
    sheet.write_string("B29", "Channel", looks(**head))
    for row, channel in enumerate([*CHANNELS, "Total"], start=29):
        sheet.set_row_pixels(row, 21)
        sheet.write_string(row, 1, channel, looks(**(total if channel == "Total" else line)))
    sheet.set_row_pixels(42, 21)
    sheet.set_row_pixels(43, 21)
    sheet.write_string("B43", "Month before", looks(font_color=SOFT))
    sheet.write_string("B44", "Change", looks(bold=True, **line))
    for column, (heading, number_format, before) in enumerate(COLUMNS, start=2):
        letter = "ABCDEFGHIJK"[column]
        sheet.write_string(28, column, heading, looks(**head, font_size=9, align="right"))
        for row in range(29, 42):
            look = looks(**(total if row == 41 else line), num_format=number_format, align="right")
            if heading == "Share of revenue":
                sheet.write_formula(row, column, f'=IFERROR(E{row + 1}/E$42,"")', look, "")
            elif heading == "Rank by CAC" and row == 41:
                sheet.write_string(row, column, "–", look)  # the total has no rank
            else:
                sheet.write_blank(row, column, None, look)
        change = looks(bold=True, **line, num_format="+0.0%;-0.0%;0.0%", align="right")
        if before:
            look = looks(num_format=number_format, align="right", font_color=SOFT, shrink=True)
            sheet.write_string(42, column, "{{ prev(%s) }}" % before, look)
            sheet.write_formula(43, column, f'=IFERROR({letter}42/{letter}43-1,"")', change, "")
        else:
            sheet.write_blank(43, column, None, change)

    # What is empty has no colour.
    borders = {"H": [("<=", 40, GOOD), ("<=", 60, WARN), (">", 60, BAD)], "J": [(">=", 0.05, GOOD), (">=", 0.04, WARN), ("<", 0.04, BAD)]}
    for column, rules in borders.items():
        area = f"{column}30:{column}42"
        sheet.conditional_format(area, {"type": "blanks", "stop_if_true": True, "format": None})
        for criteria, value, (ink, fill) in rules:
            colours = looks.workbook.add_format({"font_color": ink, "bg_color": fill})
            sheet.conditional_format(area, {"type": "cell", "criteria": criteria, "value": value, "format": colours, "stop_if_true": True})
    sheet.conditional_format("C30:C41", {
        "type": "data_bar", "bar_color": "#BFD8C8", "bar_solid": True, "data_bar_2010": True, "min_type": "num", "min_value": 0,
    })
    sheet.conditional_format("I30:I42", {
        "type": "icon_set", "icon_style": "3_traffic_lights",
        "icons": [{"criteria": ">=", "type": "number", "value": 4}, {"criteria": ">=", "type": "number", "value": 2.5}],
    })


def plan(workbook, sheet, looks):
    """Cells that have a KPI's name in the workbook, a cell that a note binds, and the explanations."""
    line = {"bottom": 1, "bottom_color": LINE}
    sheet.set_row_pixels(44, 12)
    sheet.set_row_pixels(45, 26)
    sheet.write_string("B46", "Plan and year", looks(bold=True, font_size=13))
    sheet.write_string("D46", "Value", looks(font_color=SOFT, font_size=9, align="right"))
    sheet.write_string("E46", "Target", looks(font_color=SOFT, font_size=9, align="right"))
    for row, (kpi, number_format) in enumerate(PLAN, start=47):
        sheet.set_row_pixels(row - 1, 21)
        sheet.merge_range(f"B{row}:C{row}", "{{ label(%s) }}" % kpi, looks(**line))
        sheet.write_blank(f"D{row}", None, looks(**line, bold=True, num_format=number_format, align="right"))
        sheet.write_string(f"E{row}", "{{ target(%s) }}" % kpi, looks(**line, num_format=number_format, align="right", font_color=SOFT, shrink=True))
        workbook.define_name(kpi, f"=Report!$D${row}")

    sheet.write_string("G46", "Worth knowing", looks(bold=True, font_size=13))
    sheet.merge_range("G47:J47", "What a new customer costs in the social channels", looks(**line))
    sheet.write_number("K47", 80, looks(**line, bold=True, num_format="$#,##0.00", align="right"))
    sheet.write_comment("K47", 'kpi: cac where channel_group = "Social"', {"x_scale": 1.6, "y_scale": 0.4, "author": "Northlight Agency"})
    sheet.merge_range("G48:J48", "What a new customer costs with our retainer", looks(**line))
    sheet.write_formula("K48", '=IFERROR(H42+Notes!C14/G42,"")', looks(**line, bold=True, num_format="$#,##0.00", align="right"), "")
    sheet.merge_range(
        "G49:K50", "{{ label(cac) }}: {{ description(cac) }} {{ label(roas) }}: {{ description(roas) }}",
        looks(font_color=SOFT, font_size=9, text_wrap=True, valign="top"),
    )
    link = {"font_color": GREEN, "underline": 1, "font_size": 9}
    sheet.write_url("G51", "internal:'Notes'!B5", looks(**link), "How this report is made")
    address = "reports@northlight.example"
    sheet.write_url("J51", f"mailto:{address}?subject=Harbour%20Coffee", looks(**link), "Ask the agency", address)
    sheet.set_row_pixels(51, 10)
    sheet.set_row_pixels(52, 44)
    comment = looks(bg_color=PALE, text_wrap=True, indent=1)
    sheet.merge_range("B53:K53", "", comment)
    sheet.write_formula("B53", '=IF(Notes!C15="","",Notes!C15)', comment, "")
    sheet.set_row_pixels(53, 6)


def make_trend(workbook, sheet, looks):
    """Nothing but labels: KPIs below each other, the months of the year side by side."""
    sheet.set_column_pixels("A:A", 16)
    sheet.set_column_pixels("B:B", 178)
    sheet.set_column_pixels("C:O", 72)
    sheet.set_column_pixels("P:P", 16)
    band(sheet, looks, 15, "Month by month", "Harbour Coffee")
    head = {"bold": True, "font_color": WHITE, "bg_color": GREEN}
    line = {"bottom": 1, "bottom_color": LINE}
    sheet.set_row_pixels(4, 26)
    sheet.write_string("B5", "KPI", looks(**head))
    for column, month in enumerate(MONTHS, start=2):
        sheet.write_string(4, column, month, looks(**head, font_size=9, align="right"))
    sheet.write_string("O5", "Total", looks(**head, align="right"))
    for row, (label, number_format) in enumerate(TREND, start=5):
        sheet.set_row_pixels(row, 22)
        sheet.write_string(row, 1, label, looks(**line))
        for column in range(2, 14):
            sheet.write_blank(row, column, None, looks(**line, font_size=9, num_format=number_format, align="right"))
        sheet.write_blank(row, 14, None, looks(**line, bold=True, bg_color=PALE, font_size=9, num_format=number_format, align="right"))
    row = 5 + len(TREND)
    sheet.set_row_pixels(row, 22)
    sheet.write_string(row, 1, "CAC to the month before", looks(**line, font_color=SOFT))
    for column in range(3, 14):
        letter, before = "ABCDEFGHIJKLMN"[column], "ABCDEFGHIJKLMN"[column - 1]
        look = looks(**line, font_color=SOFT, font_size=9, num_format="+0.0%;-0.0%;0.0%", align="right")
        sheet.write_formula(row, column, f'=IFERROR({letter}9/{before}9-1,"")', look, "")
    for column in (2, 14):
        sheet.write_blank(row, column, None, looks(**line))
    sheet.conditional_format("C9:N9", {"type": "2_color_scale", "min_color": "#DCFCE7", "max_color": "#FEE2E2"})
    year(workbook, sheet)
    paper(sheet, "A1:P31")
    sheet.freeze_panes(5, 2)


def year(workbook, sheet):
    """Columns and a line over two axes, below the table."""
    text = {"name": FONT, "size": 8, "color": SOFT}
    chart = workbook.add_chart({"type": "column"})
    for row, colour in [(6, GREEN), (7, LATTE)]:
        chart.add_series({
            "name": f"=Trend!$B${row}", "categories": "=Trend!$C$5:$N$5", "values": f"=Trend!$C${row}:$N${row}",
            "fill": {"color": colour}, "gap": 80, "overlap": -5,
        })
    line = workbook.add_chart({"type": "line"})
    line.add_series({
        "name": "=Trend!$B$10", "categories": "=Trend!$C$5:$N$5", "values": "=Trend!$C$10:$N$10", "y2_axis": True,
        "line": {"color": INK, "width": 1.5, "dash_type": "dash"}, "marker": {"type": "none"},
    })
    chart.combine(line)
    chart.set_title({
        "name": "What was spent, and what came in", "name_font": {"name": FONT, "size": 11, "color": INK, "bold": True}, "overlay": False,
    })
    chart.set_x_axis({"num_font": text, "line": {"color": LINE}, "major_tick_mark": "none"})
    chart.set_y_axis({
        "num_font": text, "num_format": "$#,##0", "line": {"none": True}, "major_gridlines": {"visible": True, "line": {"color": "#E8ECE9"}},
    })
    line.set_y2_axis({"num_font": text, "num_format": "0.0", "line": {"none": True}, "min": 0})
    chart.set_legend({"position": "top", "font": text})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 1114, "height": 350})
    sheet.insert_chart("B14", chart, {"object_position": 1, "description": "Columns: spend and revenue of each month; line: return on ad spend"})


def make_notes(workbook, sheet, looks):
    sheet.set_column_pixels("A:A", 16)
    sheet.set_column_pixels("B:B", 220)
    sheet.set_column_pixels("C:C", 420)
    sheet.set_column_pixels("D:D", 16)
    band(sheet, looks, 3, "Notes", "For the people who make the report")
    sheet.set_row_pixels(4, 28)
    sheet.write_string("B5", "How this report is made", looks(bold=True, font_size=13))
    steps = [
        "1. Type what is asked for below, in the cream-coloured cells.",
        "2. Let Tolok fill the report. It writes values into empty cells and keeps what is typed.",
        "3. Read it through, set the state to final, and print it or save it as PDF.",
    ]
    for row, step in enumerate(steps, start=6):
        sheet.set_row_pixels(row - 1, 22)
        sheet.merge_range(f"B{row}:C{row}", step, looks(text_wrap=True))
    sheet.set_row_pixels(9, 28)
    sheet.write_string("B10", "For this month", looks(bold=True, font_size=13, valign="bottom"))
    typed = {"bg_color": TYPED, "border": 1, "border_color": LINE}
    rows = [
        ("Prepared by", "Growth team", {}),
        ("State", "draft", {}),
        ("Next meeting", datetime.date(2026, 1, 14), {"num_format": "d mmmm yyyy"}),
        ("Our retainer (USD)", 9500, {"num_format": "$#,##0"}),
        ("Comment", "The presents of December were advertised a week earlier than last year.", {"text_wrap": True}),
    ]
    for row, (label, value, properties) in enumerate(rows, start=11):
        sheet.set_row_pixels(row - 1, 40 if label == "Comment" else 24)
        sheet.write_string(f"B{row}", label, looks())
        sheet.write(f"C{row}", value, looks(**typed, **properties, align="left"))
    sheet.data_validation("C11", {"validate": "list", "source": ["Growth team", "Search team", "Social team"]})
    sheet.data_validation("C12", {
        "validate": "list", "source": ["draft", "final"], "input_title": "State", "input_message": "final goes to the client",
    })
    sheet.data_validation("C13", {"validate": "date", "criteria": ">=", "value": datetime.date(2024, 1, 1)})
    sheet.data_validation("C14", {
        "validate": "decimal", "criteria": ">=", "value": 0, "error_title": "Retainer", "error_message": "An amount in dollars, without tax.",
    })
    sheet.data_validation("C15", {
        "validate": "length", "criteria": "<=", "value": 200, "error_title": "Comment", "error_message": "At most 200 characters.",
    })
    paper(sheet, "A1:D15")
    sheet.freeze_panes(3, 0)


def with_cards(workbook):
    """The same workbook with rounded cards, each with a small label, a large value and a line below.

    XlsxWriter draws text boxes with one font and square corners.
    """
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            body = old.read(entry)
            if entry.filename == "xl/drawings/drawing1.xml":
                body = re.sub(r"<xdr:sp .*?</xdr:sp>", card, body.decode(), flags=re.DOTALL).encode()
            new.writestr(entry, body)
    return result.getvalue()


def card(shape):
    text = shape[0]
    for kpi, below in CARDS:
        if f"<a:t>card {kpi}</a:t>" in text:
            lines = [("{{ label(%s) }}" % kpi, 900, 0, SOFT), ("{{ %s }}" % kpi, 2200, 1, INK), (below, 900, 0, SOFT)]
            body = "".join(paragraph(*line) for line in lines)
            frame = '<a:bodyPr wrap="square" lIns="230000" tIns="36000" rIns="72000" bIns="36000" rtlCol="0" anchor="ctr"/><a:lstStyle/>'
            text = re.sub(r"<xdr:txBody>.*?</xdr:txBody>", lambda _: f"<xdr:txBody>{frame}{body}</xdr:txBody>", text, flags=re.DOTALL)
            round_corners = '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 9000"/></a:avLst></a:prstGeom>'
            text = re.sub(r'name="TextBox \d+"', f'name="Card {kpi}"', text)
            text = re.sub(r'<a:prstGeom prst="rect">.*?</a:prstGeom>', round_corners, text, flags=re.DOTALL)
    return text


def paragraph(text, size, bold, colour):
    fill = f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
    font = f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
    return f'<a:p><a:r><a:rPr lang="en-US" sz="{size}" b="{bold}">{fill}{font}</a:rPr><a:t>{escape(text)}</a:t></a:r></a:p>'


def logo_png():
    """A cup with a sail of steam, 56 pixels wide. Stored without compression, so that its bytes are the same everywhere."""
    size, back, cup, sail = 56, (0x14, 0x53, 0x2D), (0xFF, 0xFF, 0xFF), (0xC9, 0xA2, 0x6B)

    def colour(x, y):
        """Of a point, in pixels and parts of them."""
        inside_cup = 32 <= y <= 46 and 13 + max(0, y - 40) ** 1.4 * 0.8 <= x <= 39 - max(0, y - 40) ** 1.4 * 0.8
        distance = ((x - 39) ** 2 + (y - 37.5) ** 2) ** 0.5
        if inside_cup or (x >= 39 and 3 <= distance <= 6) or (48 <= y <= 50.5 and 9 <= x <= 43):
            return cup
        if 6 <= y <= 29 and 25 <= x <= 25 + (y - 6) * 0.62 or 11 <= y <= 29 and 23 - (y - 11) * 0.5 <= x <= 23:
            return sail
        return back

    rows = []
    for y in range(size):
        row = bytearray(b"\0")
        for x in range(size):
            # Sixteen points of each pixel make soft edges.
            points = [colour(x + (i + 0.5) / 4, y + (j + 0.5) / 4) for i in range(4) for j in range(4)]
            row += bytes(sum(point[part] for point in points) // 16 for part in range(3))
        rows.append(bytes(row))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    picture = zlib.compress(b"".join(rows), 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", picture) + chunk(b"IEND", b"")


if __name__ == "__main__":
    main()
