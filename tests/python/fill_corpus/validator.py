"""The Open XML SDK's validator: which errors a workbook has that another one does not."""

import collections
import concurrent.futures
import json
import pathlib
import shutil
import subprocess


class Validator:
    def __init__(self, folder):
        program = pathlib.Path(folder) / "node_modules" / "@xarsh" / "ooxml-validator" / "dist" / "src" / "cli.js"
        node = shutil.which("node")
        self.command = [node, program] if node and program.exists() else None

    def errors(self, path):
        """The errors by kind and text; where they are may shift."""
        said = subprocess.run([*self.command, path], capture_output=True, text=True, timeout=120)
        try:
            errors = json.loads(said.stdout)["errors"]
        except (ValueError, KeyError):
            return collections.Counter({("the validator", "said", said.stderr[:200]): 1})
        return collections.Counter((error.get("errorType"), error.get("id"), error.get("description")) for error in errors)

    def all_errors(self, paths):
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            return dict(zip(paths, pool.map(self.errors, paths)))
