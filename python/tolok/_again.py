"""Reads definitions again where `pickle` brings them into another process."""

from __future__ import annotations

from . import _tolok


def load(name: str, allow_outside: bool) -> _tolok.Definitions:
    """Definitions that came from a file."""
    return _tolok.load(name, allow_outside=allow_outside)


def parse(text: str, name: str, allow_outside: bool) -> _tolok.Definitions:
    """Definitions that came from a text."""
    return _tolok.parse(text, name=name, allow_outside=allow_outside)
