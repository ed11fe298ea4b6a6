"""Makes `roi-kanal.xlsx`: `python make_roi_kanal.py`, with XlsxWriter installed.

An Indonesian coffee shop's return on marketing, typed by hand: labels on both sides, no placeholder anywhere. Two months by channel,
and a year by month. The same program makes the same workbook, so it can be compared after a change.
"""

import datetime
import pathlib

import xlsxwriter

HERE = pathlib.Path(__file__).parent
MADE = datetime.datetime(2026, 11, 2, 9, 0)

FONT = "Arial"
INK = "#2B2118"
SOFT = "#7A6F66"
LINE = "#DDD5CC"
BROWN = "#5B3A29"
SAND = "#F4EDE4"
TYPED = "#FFF8E1"
WHITE = "#FFFFFF"
GOOD, BAD = ("#166534", "#DCFCE7"), ("#991B1B", "#FEE2E2")

CHANNELS = ["Email", "Pencarian Organik", "Iklan Teks", "Iklan Display", "Instagram", "Rujukan", "Radio"]
MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"]

# label, number format, what was typed in September and in October: a number for each channel, None where nobody knows
INPUTS = [
    ("Biaya iklan (Rp)", "#,##0",
     [0, 0, 24_500_000, 11_200_000, 9_800_000, 0, 7_500_000],
     [0, 0, 27_300_000, 9_900_000, 12_400_000, 0, 7_500_000]),
    ("Biaya pemasaran (Rp)", "#,##0",
     [6_000_000, 13_800_000, 27_900_000, 13_100_000, 14_600_000, 5_100_000, 8_200_000],
     [6_200_000, 14_200_000, 30_800_000, 11_700_000, 17_500_000, 5_500_000, 8_200_000]),
    ("Pengunjung situs web", "#,##0",
     [3_860, 11_420, 9_740, 6_180, 7_930, 1_120, None],
     [4_120, 12_080, 10_610, 5_520, 9_470, 1_290, None]),
    ("Prospek (lead)", "#,##0",
     [412, 655, 731, 118, 466, 164, 42],
     [448, 702, 806, 97, 571, 187, 38]),
    ("Pelanggan baru", "#,##0",
     [148, 214, 226, 27, 121, 83, 15],
     [163, 229, 251, 21, 154, 95, 13]),
    ("Pendapatan (Rp)", "#,##0",
     [41_440_000, 57_780_000, 65_540_000, 7_290_000, 33_880_000, 25_730_000, 4_050_000],
     [46_455_000, 62_975_000, 74_045_000, 5_775_000, 43_890_000, 29_925_000, 3_640_000]),
    ("Laba kotor (Rp)", "#,##0",
     [25_280_000, 34_670_000, 38_670_000, 4_230_000, 19_310_000, 15_950_000, 2_350_000],
     [28_340_000, 37_785_000, 43_685_000, 3_350_000, 25_455_000, 18_555_000, 2_110_000]),
]

# label, number format
KPIS = [
    ("Biaya per prospek (Rp)", "#,##0"),
    ("Biaya akuisisi pelanggan (Rp)", "#,##0"),
    ("Tingkat konversi prospek (%)", "0.0%"),
    ("Tingkat konversi prospek menjadi pelanggan (%)", "0.0%"),
    ("Margin laba kotor (%)", "0.0%"),
    ("Porsi biaya pemasaran terhadap pendapatan (%)", "0.0%"),
    ("Kontribusi setelah biaya pemasaran (Rp)", "#,##0;[Red]-#,##0"),
    ("ROI pemasaran (berdasarkan laba kotor)", "0%;[Red]-0%"),
]

# The rows of the result and of the chart, counted from 0
ROI = 6 + len(INPUTS) + len(KPIS)
CHART = ROI + 4

# What was spent and what came of it in the months until August, against September, in per mille
SPENT = [861, 858, 902, 1043, 1118, 934, 955, 984]
BROUGHT = [803, 842, 931, 1124, 1069, 917, 948, 1006]


def main():
    workbook = xlsxwriter.Workbook(HERE / "roi-kanal.xlsx")
    workbook.set_properties({"title": "ROI pemasaran per kanal", "author": "Kopi Senja", "created": MADE})
    workbook.formats[0].set_font_name(FONT)
    workbook.formats[0].set_font_size(10)
    looks = {}

    def look(**properties):
        key = tuple(sorted(properties.items()))
        if key not in looks:
            looks[key] = workbook.add_format({"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter", **properties})
        return looks[key]

    october, september, year = [workbook.add_worksheet(name) for name in ("Oktober 2026", "September 2026", "Tahun 2026")]
    by_channel(october, look, [typed for *_, typed in INPUTS])
    by_channel(september, look, [typed for _, _, typed, _ in INPUTS])
    by_month(year, look)
    for sheet, count, kind in [(october, len(CHANNELS), "column"), (september, len(CHANNELS), "column"), (year, len(MONTHS), "line")]:
        sheet.insert_chart(CHART, 1, chart(workbook, sheet.name, count, kind), {"object_position": 1, "description": "ROI pemasaran"})
    workbook.close()


def by_channel(sheet, look, typed):
    frame(sheet, look, "ROI pemasaran per kanal", f"Kopi Senja · {sheet.name}", CHANNELS, 88)
    # Below zero is red, from twice the money on green; what is empty has no colour.
    last = len(CHANNELS)
    row = ROI
    area = (row, 2, row, 2 + last)
    sheet.conditional_format(*area, {"type": "blanks", "stop_if_true": True, "format": None})
    for criteria, value, (ink, fill) in [("<", 0, BAD), (">=", 1, GOOD)]:
        sheet.conditional_format(*area, {"type": "cell", "criteria": criteria, "value": value, "format": look(font_color=ink, bg_color=fill)})
    inputs(sheet, look, len(CHANNELS), typed)


def by_month(sheet, look):
    """What was typed until October; the rest of the year is still empty."""
    months = []
    for place, (label, _, september, october) in enumerate(INPUTS):
        sums = [sum(value for value in values if value is not None) for values in (september, october)]
        step = 10_000 if label.endswith("(Rp)") else 1
        # No two rows go quite the same way.
        parts = [part + (place * 37 + month * 53) % 41 - 20 for month, part in enumerate(SPENT if label.startswith("Biaya") else BROUGHT)]
        months.append([sums[0] * part // 1000 // step * step for part in parts] + sums + [None, None])
    frame(sheet, look, "ROI pemasaran per bulan", "Kopi Senja · 2026", MONTHS, 80)
    inputs(sheet, look, len(MONTHS), months)


def frame(sheet, look, title, subtitle, headings, width):
    """Title, headings, labels and the cells to fill, ready to print on one page."""
    last = 1 + len(headings)
    total = last + 1
    sheet.hide_gridlines(2)
    sheet.set_column_pixels(0, 0, 16)
    sheet.set_column_pixels(1, 1, 300)
    sheet.set_column_pixels(2, last, width)
    sheet.set_column_pixels(total, total, width + 10)
    sheet.set_column_pixels(total + 1, total + 1, 16)
    for row, height in enumerate([10, 36, 26]):
        sheet.set_row_pixels(row, height)
        for column in range(total + 2):
            sheet.write_blank(row, column, None, look(bg_color=BROWN))
    sheet.write_string(1, 1, title, look(bg_color=BROWN, font_color=WHITE, bold=True, font_size=18))
    sheet.write_string(2, 1, subtitle, look(bg_color=BROWN, font_color="#E7D8C9", font_size=11, valign="top"))
    sheet.set_row_pixels(3, 28)
    sheet.write_string(3, 1, "Sel berwarna krem diisi tangan. Sel putih dihitung oleh Tolok.", look(font_color=SOFT, font_size=9))

    head = {"bold": True, "font_color": BROWN, "bg_color": SAND, "bottom": 2, "bottom_color": BROWN}
    sheet.set_row_pixels(4, 40)
    sheet.write_string(4, 1, "Masukan dan KPI", look(**head))
    for column, heading in enumerate([*headings, "Total"], start=2):
        sheet.write_string(4, column, heading, look(**head, text_wrap=True, align="right", font_size=9))
    section(sheet, look, 5, "Masukan", total)
    section(sheet, look, 6 + len(INPUTS), "KPI", total)
    line = {"bottom": 1, "bottom_color": LINE}
    for place, (label, number_format) in enumerate(KPIS):
        row = 7 + len(INPUTS) + place
        is_last = place == len(KPIS) - 1
        sheet.set_row_pixels(row, 26 if is_last else 22)
        sheet.write_string(row, 1, label, look(**line, bold=is_last))
        for column in range(2, last + 1):
            sheet.write_blank(row, column, None, look(**line, font_size=9, bold=is_last, num_format=number_format, align="right"))
        sheet.write_blank(row, total, None, look(**line, font_size=9, bold=True, bg_color=SAND, num_format=number_format, align="right"))

    row = ROI + 2
    sheet.set_row_pixels(row - 1, 10)
    sheet.set_row_pixels(row, 34)
    sheet.merge_range(
        row, 1, row, total,
        "ROI pemasaran = (laba kotor − biaya pemasaran) ÷ biaya pemasaran. Kolom Total dihitung dari jumlah semua kanal atau bulan, "
        "bukan rata-rata. Nama dan arti setiap KPI berasal dari pustaka std.marketing.",
        look(font_color=SOFT, font_size=9, text_wrap=True),
    )
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.repeat_rows(0, 4)
    sheet.print_area(0, 0, CHART + 10, total + 1)
    sheet.set_footer("&L&8Kopi Senja&C&8&A&R&8Halaman &P dari &N", {"margin": 0.25})
    sheet.freeze_panes(5, 2)


def chart(workbook, name, count, kind):
    text = {"name": FONT, "size": 8, "color": SOFT}
    drawn = workbook.add_chart({"type": kind})
    drawn.add_series({
        "name": [name, ROI, 1],
        "categories": [name, 4, 2, 4, 1 + count],
        "values": [name, ROI, 2, ROI, 1 + count],
        "gap": 90,
        **({"fill": {"color": BROWN}, "invert_if_negative": True, "invert_if_negative_color": "#C0564B"} if kind == "column" else
           {"line": {"color": BROWN, "width": 2.25}, "marker": {"type": "circle", "size": 5, "fill": {"color": BROWN}, "border": {"color": BROWN}}}),
        "data_labels": {"value": True, "num_format": "0%", "font": text, **({"position": "above"} if kind == "line" else {})},
    })
    drawn.set_title({"name": "ROI pemasaran", "name_font": {"name": FONT, "size": 11, "color": INK, "bold": True}, "overlay": False})
    drawn.set_x_axis({"num_font": text, "line": {"color": LINE}, "major_tick_mark": "none", "label_position": "low"})
    drawn.set_y_axis({"num_font": text, "num_format": "0%", "line": {"none": True}, "major_gridlines": {"visible": True, "line": {"color": SAND}}})
    drawn.set_legend({"none": True})
    drawn.set_chartarea({"border": {"color": LINE}})
    drawn.set_size({"width": 300 + count * (88 if kind == "column" else 80) + (98 if kind == "column" else 90), "height": 208})
    return drawn


def section(sheet, look, row, title, total):
    sheet.set_row_pixels(row, 26)
    sheet.write_string(row, 1, title, look(bold=True, font_color=BROWN, valign="bottom"))
    for column in range(2, total + 1):
        sheet.write_blank(row, column, None, look())


def inputs(sheet, look, count, typed):
    line = {"border": 1, "border_color": LINE, "font_size": 9, "align": "right"}
    for place, ((label, number_format, *_), values) in enumerate(zip(INPUTS, typed)):
        row = 6 + place
        sheet.set_row_pixels(row, 22)
        sheet.write_string(row, 1, label, look(bottom=1, bottom_color=LINE))
        cell = look(**line, bg_color=TYPED, num_format=number_format)
        for column, value in enumerate(values, start=2):
            sheet.write(row, column, value, cell)
        first, last = xlsxwriter.utility.xl_rowcol_to_cell(row, 2), xlsxwriter.utility.xl_rowcol_to_cell(row, 1 + count)
        total = sum(value for value in values if value is not None)
        sheet.write_formula(row, 2 + count, f"=SUM({first}:{last})", look(**line, bold=True, bg_color=SAND, num_format=number_format), total)
        sheet.data_validation(row, 2, row, 1 + count, {
            "validate": "decimal", "criteria": ">=", "value": 0, "error_title": label, "error_message": "Isi dengan angka, nol atau lebih.",
        })


if __name__ == "__main__":
    main()
