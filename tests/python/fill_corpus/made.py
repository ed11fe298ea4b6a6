"""A workbook with formulas of every kind, made here; LibreOffice computes its results."""

import openpyxl
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from office import ALWAYS

FORMULAS = [
    "=Data!B2*2",
    "=SUM(Data!B:B)",
    "=SUM(Data!$B$2:$B$5)/Data!B3",
    "=rate*100",
    "=SUM(Sales[Amount])",
    "=INDIRECT(\"Data!B\"&ROW(A3))",
    "=SUM(OFFSET(Data!A1,1,1,2,1))",
    "=VLOOKUP(\"c\",Data!A2:B5,2,FALSE)",
    "=INDEX(Data!B2:B5,MATCH(\"d\",Data!A2:A5,0))",
    "=SUM(Data:More!B2)",
    "=IF(A1>10,A2,A3)",
    "=A11+1",
    "=\"Total: \"&TEXT(A12,\"0.00\")",
    "=SUMIF(Data!A2:A5,\"a\",Data!B2:B5)",
    "=CHOOSE(2,Data!B4,Data!B5)",
    "=IFERROR(1/(Data!B2-Data!B2),Data!B2)",
    "=SUMPRODUCT(Data!B2:B5,More!B2:B5)",
    "=COUNT(Data!2:3)",
    "=MAX('Two words'!A1:A3)",
    "=LEN(Data!A2)",
    "=DATE(2026,Data!B2,1)",
    "=RAND()",
    "=SUBTOTAL(9,Data!B2:B5)",
    "=ROWS(Data!B2:B5)",
]


def made(folder, office):
    """Where the workbook is; nothing where LibreOffice does not save it."""
    book = openpyxl.Workbook()
    data = book.active
    data.title = "Data"
    data.append(["Name", "Amount"])
    for name, amount in zip("abcd", (3, 5, 7, 11)):
        data.append([name, amount])
    data.add_table(Table(displayName="Sales", ref="A1:B5"))
    more = book.create_sheet("More")
    for row in range(2, 6):
        more.cell(row, 2, row / 4)
    spaced = book.create_sheet("Two words")
    for row in range(1, 4):
        spaced.cell(row, 1, row * row)
    book.defined_names["rate"] = DefinedName("rate", attr_text="More!$B$3")
    report = book.create_sheet("Report")
    for row, formula in enumerate(FORMULAS, 1):
        report.cell(row, 1, formula)
    report["C1"] = ArrayFormula("C1:C4", "=Data!B2:B5*2")
    report["D1"] = "=SUM(C1:C4)"
    for row in range(1, 5):
        report.cell(row, 5, f"=Data!B{row + 1}+$D$1")
    source = folder / "made-source" / "made.xlsx"
    source.parent.mkdir(exist_ok=True)
    book.save(source)
    return office.saved_again([source], ALWAYS, "-made").get(source)
