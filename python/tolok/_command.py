"""The `tolok` command, the same program as the one without Python."""

from __future__ import annotations

import sys

from ._tolok import command


def main() -> None:
    """Runs the command with the arguments of the process."""
    sys.exit(command(["tolok", *sys.argv[1:]]))
