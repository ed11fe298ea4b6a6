"""What was checked how often, and what was wrong."""

import collections
from xml.etree import ElementTree


class Tally:
    def __init__(self):
        self.checked = collections.Counter()
        self.wrong = collections.defaultdict(list)

    def add(self, check, name, problems):
        """Counts a check of a workbook, and notes its problems."""
        self.checked[check] += 1
        try:
            problems = list(problems)
        except (ElementTree.ParseError, ValueError, KeyError) as problem:
            problems = [f"cannot be read: {problem!r}"]
        if problems:
            more = f" and {len(problems) - 4} more" if len(problems) > 4 else ""
            self.wrong[check].append(f"{name}: {'; '.join(map(str, problems[:4]))}{more}")

    def print(self):
        for check, many in self.checked.items():
            print(f"{many - len(self.wrong[check]):6} of {many:6}  {check}")
        for check, lines in self.wrong.items():
            for line in lines:
                print(f"{check}: {line}")

    def is_good(self):
        return bool(self.checked) and not any(self.wrong.values())
