"""Makes the pictures of this folder: `python make_pictures.py`, with LibreOffice, Poppler's `pdftoppm` and Pillow installed.

Fills the two worksheets that `worksheets-tour.md` walks through, prints them as LibreOffice does, and keeps what is on the paper. The
letters are those of Liberation Sans, which is as wide as the Arial that the worksheets ask for. `TOLOK` names another command than
`tolok`.
"""

import os
import pathlib
import subprocess
import tempfile

from PIL import Image, ImageChops

HERE = pathlib.Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
DOTS_PER_INCH = 110
WHITE = (255, 255, 255)

# workbook, what fills it, and its pages: the number, the name of the picture
PICTURES = [
    ("agency-report.xlsx", None, {1: "agency-report-before"}),
    ("agency-report.xlsx", ["agency-report.kpi", "--period", "2025-12", "--labels", "Report,Trend"], {
        1: "agency-report-after", 2: "agency-report-channels", 3: "agency-report-trend",
    }),
    ("roi-kanal.xlsx", None, {1: "roi-kanal-before"}),
    ("roi-kanal.xlsx", ["roi-kanal.kpi"], {1: "roi-kanal-after"}),
]


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name, options, pages in PICTURES:
            workbook = EXAMPLES / name
            if options:
                workbook = pathlib.Path(folder) / name
                definitions, *rest = options
                tolok = os.environ.get("TOLOK", "tolok")
                run(tolok, "fill", EXAMPLES / definitions, EXAMPLES / name, *rest, "-o", workbook)
            for page, picture in pages.items():
                photograph(workbook, page, HERE / f"{picture}.png", pathlib.Path(folder))


def photograph(workbook, page, picture, folder):
    run("soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", folder, workbook)
    printed = folder / f"{workbook.stem}.pdf"
    run("pdftoppm", "-png", "-r", str(DOTS_PER_INCH), "-f", str(page), "-l", str(page), "-singlefile", printed, folder / "page")
    with Image.open(folder / "page.png") as image:
        # A palette keeps the file small; the edges of letters need most of its colours.
        cropped(image.convert("RGB")).quantize(224, dither=Image.Dither.NONE).save(picture, optimize=True)


def cropped(image):
    """What is printed, with a narrow margin."""
    left, top, right, bottom = ImageChops.difference(image, Image.new("RGB", image.size, WHITE)).getbbox()
    return image.crop((max(left - 12, 0), max(top - 12, 0), min(right + 12, image.width), min(bottom + 12, image.height)))


def run(*command):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
