"""Makes the two workbooks of this folder: `python make_workbooks.py`, with XlsxWriter installed.

The same program makes the same workbooks, so they can be compared after a change.
"""

import datetime
import io
import pathlib
import struct
import zlib

import xlsxwriter

HERE = pathlib.Path(__file__).parent
MADE = datetime.datetime(2026, 8, 3, 9, 0)

INK = "#1F2A37"
SOFT = "#6B7280"
LINE = "#D1D5DB"
PALE = "#F3F6F4"
GREEN = "#14532D"
FONT = "Arial"

# label, value, number format
JULY = [
    ("Ad spend (USD)", 12480.5, "#,##0.00"),
    ("Impressions", 1284000, "#,##0"),
    ("Clicks", 25680, "#,##0"),
    ("Website visitors", 18400, "#,##0"),
    ("Leads", 920, "#,##0"),
    ("New customers", 276, "#,##0"),
    ("Revenue (USD)", 58650, "#,##0.00"),
    ("Newsletter subscribers", 4310, "#,##0"),
]

# KPI, number format of its row, the value of June
KPIS = [
    ("cac", "$#,##0.00", 41.9),
    ("cost_per_lead", "$#,##0.00", 14.2),
    ("cost_per_thousand", "$#,##0.00", 9.4),
    ("click_rate", "0.00%", 0.0231),
    ("conversion_rate", "0.0%", 0.046),
    ("customer_rate", "0.0%", 0.339),
    ("roas", "0.00", 4.31),
    ("contribution", "$#,##0", 21873),
]


def main():
    make_data(HERE / "july.xlsx")
    make_template(HERE / "monthly-report.xlsx")


def workbook_at(path, title):
    workbook = xlsxwriter.Workbook(path)
    workbook.set_properties({"title": title, "author": "Tolok examples", "created": MADE})
    workbook.formats[0].set_font_name(FONT)
    workbook.formats[0].set_font_size(10)
    return workbook


def make_data(path):
    """Two columns, label and value, as somebody types them from the ad accounts and the till."""
    workbook = workbook_at(path, "Numbers of July 2026")
    sheet = workbook.add_worksheet("July")
    bold = workbook.add_format({"font_name": FONT, "bold": True, "bottom": 1})
    sheet.set_column("A:A", 26)
    sheet.set_column("B:B", 14)
    sheet.write_row("A1", ["Figure", "July 2026"], bold)
    for row, (label, value, number_format) in enumerate(JULY, start=1):
        sheet.write(row, 0, label)
        sheet.write(row, 1, value, workbook.add_format({"font_name": FONT, "num_format": number_format}))
    workbook.close()


def make_template(path):
    """A report as an agency sends it: cards, a table, a chart, a logo, conditional formats, a print set-up."""
    workbook = workbook_at(path, "Monthly marketing report")

    def style(**properties):
        return workbook.add_format({"font_name": FONT, "font_color": INK, "valign": "vcenter", **properties})

    sheet = workbook.add_worksheet("Report")
    sheet.hide_gridlines(2)
    sheet.set_column("A:A", 2)
    sheet.set_column("B:B", 31)
    sheet.set_column("C:G", 13)
    sheet.set_column("H:H", 2)

    # Title and logo
    sheet.set_row(0, 12)
    sheet.set_row(1, 30)
    sheet.merge_range("B2:E2", "Monthly marketing report", style(bold=True, font_size=20))
    sheet.merge_range("B3:E3", "Harbour Coffee · July 2026", style(font_size=11, font_color=SOFT))
    logo = {"image_data": io.BytesIO(logo_png()), "x_offset": 2, "y_offset": 2, "object_position": 3}
    sheet.insert_image("G2", "logo.png", {**logo, "description": "Logo of the agency: three rising bars"})

    # Cards: a label, a number, a status
    cards = [("B", "cac", "$#,##0.00"), ("C:D", "conversion_rate", "0.0%"), ("E:G", "roas", "0.00")]
    sheet.set_row(4, 20)
    sheet.set_row(5, 36)
    sheet.set_row(6, 18)
    for columns, kpi, number_format in cards:
        box = {"bg_color": PALE, "align": "center"}
        rows = [
            (5, "{{ label(%s) }}" % kpi, style(**box, font_size=9, font_color=SOFT, top=2, top_color=GREEN)),
            (6, "{{ %s }}" % kpi, style(**box, bold=True, font_size=24, num_format=number_format)),
            (7, "{{ status(%s) }}" % kpi, style(**box, bold=True, font_size=10)),
        ]
        first, _, last = columns.partition(":")
        for row, text, cell_format in rows:
            if last:
                sheet.merge_range(f"{first}{row}:{last}{row}", text, cell_format)
            else:
                sheet.write_string(f"{first}{row}", text, cell_format)

    # A sentence: text around placeholders
    sheet.merge_range(
        "B9:G9",
        "We spent {{ spend }} and won {{ new_customers }} new customers at {{ cac }} each; "
        "{{ label(conversion_rate) }}: {{ conversion_rate }}.",
        style(text_wrap=True),
    )
    sheet.set_row(8, 30)

    # The table
    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": GREEN}
    sheet.write("B11", "KPI", style(**head))
    for column, text in zip("CDEFG", ["July", "Target", "Status", "June", "Change"]):
        sheet.write(f"{column}11", text, style(**head, align="right" if text != "Status" else "center"))
    for row, (kpi, number_format, june) in enumerate(KPIS, start=12):
        cell = {"bottom": 1, "bottom_color": LINE}
        sheet.write_string(f"B{row}", "{{ label(%s) }}" % kpi, style(**cell))
        sheet.write_string(f"C{row}", "{{ %s }}" % kpi, style(**cell, bold=True, num_format=number_format, align="right"))
        sheet.write_string(f"D{row}", "{{ target(%s) }}" % kpi, style(**cell, num_format=number_format, align="right", font_color=SOFT))
        sheet.write_string(f"E{row}", "{{ status(%s) }}" % kpi, style(**cell, align="center"))
        sheet.write_number(f"F{row}", june, style(**cell, num_format=number_format, font_color=SOFT))
        change = style(**cell, num_format="+0.0%;-0.0%;0.0%")
        sheet.write_formula(f"G{row}", f"=C{row}/F{row}-1", change, "")
    last = 11 + len(KPIS)

    # Status in colour
    for word, font, fill in [("good", "#166534", "#DCFCE7"), ("warn", "#92400E", "#FEF3C7"), ("bad", "#991B1B", "#FEE2E2")]:
        look = workbook.add_format({"font_color": font, "bg_color": fill})
        for area in ["B7:G7", f"E12:E{last}"]:
            sheet.conditional_format(area, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look})

    # What it costs, as a chart of the first three rows
    chart = workbook.add_chart({"type": "bar"})
    for column, colour in [("F", "#A7B8AE"), ("C", GREEN)]:
        chart.add_series({
            "name": f"=Report!${column}$11",
            "categories": "=Report!$B$12:$B$14",
            "values": f"=Report!${column}$12:${column}$14",
            "fill": {"color": colour},
            "gap": 60,
            "data_labels": {"value": True, "num_format": "$#,##0.00", "font": {"name": FONT, "size": 8, "color": SOFT}},
        })
    chart.set_title({"name": "What it costs", "name_font": {"name": FONT, "size": 11, "color": INK}})
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True, "num_font": {"name": FONT, "size": 9}, "line": {"color": LINE}})
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 9}})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 690, "height": 250})
    sheet.insert_chart(f"B{last + 2}", chart, {"object_position": 1, "description": "What a customer, a lead and a thousand impressions cost, June and July"})

    # Printing: one page, upright
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.print_area(f"A1:H{last + 15}")
    sheet.set_footer("&L&8Harbour Coffee&C&8Confidential&R&8Page &P of &N")
    sheet.freeze_panes(3, 0)
    workbook.close()


def logo_png():
    """Three rising bars on a dark square, 56 pixels wide. Stored without compression, so that its bytes are the same everywhere."""
    size, dark, light = 56, (0x14, 0x53, 0x2D), (0xF3, 0xF6, 0xF4)
    bars = [(10, 18, 32), (24, 32, 22), (38, 46, 12)]
    rows = []
    for y in range(size):
        row = [light if any(left <= x < right and top <= y < 46 for left, right, top in bars) else dark for x in range(size)]
        rows.append(b"\0" + b"".join(bytes(pixel) for pixel in row))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    picture = zlib.compress(b"".join(rows), 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", picture) + chunk(b"IEND", b"")


if __name__ == "__main__":
    main()
