"""LibreOffice without a window: workbooks opened and saved again, with the results it shows or with all of them computed anew."""

import pathlib
import shutil
import subprocess

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{mode}</value></prop></item></oor:items>
"""
ALWAYS, NEVER = 0, 1
BATCH = 20


class Office:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.program = shutil.which("soffice") or shutil.which("libreoffice")

    def saved_again(self, paths, mode, folder=""):
        """Where LibreOffice saved each workbook as `.xlsx`; nothing for those that it does not open. Names must differ but for the ending."""
        target = self.folder / f"saved-{mode}{folder}"
        for start in range(0, len(paths), BATCH):
            batch = paths[start:start + BATCH]
            self.convert(batch, target, mode)
            # One workbook that stops it must not count against the others.
            for path in batch:
                if not (target / f"{path.stem}.xlsx").exists():
                    self.convert([path], target, mode)
        return {path: target / f"{path.stem}.xlsx" for path in paths if (target / f"{path.stem}.xlsx").exists()}

    def convert(self, paths, target, mode):
        profile = self.folder / f"profile-{mode}"
        settings = profile / "user" / "registrymodifications.xcu"
        if not settings.exists():
            settings.parent.mkdir(parents=True)
            settings.write_text(SETTINGS.format(mode=mode), encoding="utf-8")
        command = [self.program, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--norestore"]
        try:
            subprocess.run([*command, "--convert-to", "xlsx", "--outdir", target, *paths], capture_output=True, timeout=60 + 20 * len(paths))
        except subprocess.TimeoutExpired:
            pass
