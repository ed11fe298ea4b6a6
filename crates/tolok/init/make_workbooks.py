"""Makes the two workbooks of a new project: `python make_workbooks.py`, with XlsxWriter installed.

The same program makes the same workbooks, byte for byte.
"""

import datetime
import pathlib

import xlsxwriter

HERE = pathlib.Path(__file__).parent
MADE = datetime.datetime(2026, 11, 2, 9, 0)

INK = "#1F2A37"
SOFT = "#6B7280"
LINE = "#D1D5DB"
GREEN = "#14532D"
FONT = "Arial"

# label, value, number format
JULY = [
    ("Ad spend", 12480.5, "#,##0.00"),
    ("Website visitors", 18400, "#,##0"),
    ("Leads", 920, "#,##0"),
    ("New customers", 276, "#,##0"),
    ("Revenue", 58650, "#,##0.00"),
]

# KPI, number format of its row
KPIS = [("cac", "$#,##0.00"), ("conversion_rate", "0.0%"), ("roas", "0.00"), ("contribution", "$#,##0.00")]


def main():
    make_numbers(HERE / "numbers.xlsx")
    make_report(HERE / "report.xlsx")


def workbook_at(path, title):
    workbook = xlsxwriter.Workbook(path)
    workbook.set_properties({"title": title, "created": MADE})
    workbook.formats[0].set_font_name(FONT)
    workbook.formats[0].set_font_size(10)
    return workbook


def make_numbers(path):
    """Two columns, label and value."""
    workbook = workbook_at(path, "Numbers of July")
    sheet = workbook.add_worksheet("July")
    sheet.set_column("A:A", 24)
    sheet.set_column("B:B", 14)
    sheet.write_row("A1", ["Figure", "July"], workbook.add_format({"font_name": FONT, "bold": True, "bottom": 1}))
    for row, (label, value, number_format) in enumerate(JULY, start=1):
        sheet.write_string(row, 0, label)
        sheet.write_number(row, 1, value, workbook.add_format({"font_name": FONT, "num_format": number_format}))
    workbook.close()


def make_report(path):
    """A title, a sentence, a table with statuses in colour, a formula that depends on what is filled, a chart."""
    workbook = workbook_at(path, "Marketing report")

    def style(**properties):
        return workbook.add_format({"font_name": FONT, "font_color": INK, "valign": "vcenter", **properties})

    sheet = workbook.add_worksheet("Report")
    sheet.hide_gridlines(2)
    sheet.set_column("A:A", 2)
    sheet.set_column("B:B", 30)
    sheet.set_column("C:E", 14)
    sheet.set_row(1, 28)
    sheet.write_string("B2", "Marketing in July", style(bold=True, font_size=18))
    sentence = "We spent {{ spend }} and won {{ new_customers }} new customers at {{ cac }} each."
    sheet.merge_range("B3:E3", sentence, style(font_color=SOFT))

    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": GREEN}
    for column, text in zip("BCDE", ["KPI", "July", "Target", "Status"]):
        sheet.write_string(f"{column}5", text, style(**head, align="left" if column == "B" else "right"))
    for row, (kpi, number_format) in enumerate(KPIS, start=6):
        cell = {"bottom": 1, "bottom_color": LINE}
        sheet.write_string(f"B{row}", "{{ label(%s) }}" % kpi, style(**cell))
        sheet.write_string(f"C{row}", "{{ %s }}" % kpi, style(**cell, bold=True, num_format=number_format))
        sheet.write_string(f"D{row}", "{{ target(%s) }}" % kpi, style(**cell, num_format=number_format, font_color=SOFT))
        sheet.write_string(f"E{row}", "{{ status(%s) }}" % kpi, style(**cell, align="right"))
    last = 5 + len(KPIS)
    for word, font, fill in [("good", "#166534", "#DCFCE7"), ("warn", "#92400E", "#FEF3C7"), ("bad", "#991B1B", "#FEE2E2")]:
        look = workbook.add_format({"font_color": font, "bg_color": fill})
        sheet.conditional_format(f"E6:E{last}", {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look})

    # Numbers of the month beside a formula of the workbook's own: it is computed again when the file is opened.
    sheet.write_string(f"B{last + 2}", "Revenue", style())
    sheet.write_string(f"C{last + 2}", "{{ revenue }}", style(num_format="$#,##0.00"))
    sheet.write_string(f"B{last + 3}", "Ad spend", style())
    sheet.write_string(f"C{last + 3}", "{{ spend }}", style(num_format="$#,##0.00"))
    sheet.write_string(f"B{last + 4}", "Ad spend, part of revenue", style())
    sheet.write_formula(f"C{last + 4}", f"=C{last + 3}/C{last + 2}", style(num_format="0.0%"), "")

    chart = workbook.add_chart({"type": "bar"})
    chart.add_series({
        "name": "July",
        "categories": f"=Report!$B${last + 2}:$B${last + 3}",
        "values": f"=Report!$C${last + 2}:$C${last + 3}",
        "fill": {"color": GREEN},
        "gap": 60,
        "data_labels": {"value": True, "num_format": "$#,##0", "font": {"name": FONT, "size": 9, "color": SOFT}},
    })
    chart.set_title({"name": "Revenue and what it cost", "name_font": {"name": FONT, "size": 11, "color": INK}})
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True, "num_font": {"name": FONT, "size": 9}, "line": {"color": LINE}})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 520, "height": 190})
    sheet.insert_chart(f"B{last + 6}", chart, {"description": "Revenue and ad spend of the month"})

    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(f"A1:E{last + 16}")
    workbook.close()


if __name__ == "__main__":
    main()
