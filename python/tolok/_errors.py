"""Exceptions that carry the same diagnostics as the command line prints."""

from __future__ import annotations

from ._tolok import Diagnostic


class Error(Exception):
    """Why nothing came out: every problem, errors and warnings.

    >>> import tolok
    >>> try:
    ...     tolok.parse("cac = spend /")
    ... except tolok.Error as error:
    ...     [(problem.code, problem.line, problem.column) for problem in error.diagnostics]
    [('E0101', 1, 13)]
    """

    diagnostics: tuple[Diagnostic, ...]

    def __init__(self, diagnostics: list[Diagnostic] | tuple[Diagnostic, ...]) -> None:
        """Collects problems; its text is all of them with their places underlined."""
        super().__init__("\n\n".join(str(diagnostic) for diagnostic in diagnostics))
        self.diagnostics = tuple(diagnostics)

    def __reduce__(self) -> tuple[type[Error], tuple[tuple[Diagnostic, ...]]]:
        """Lets problems travel between processes."""
        return type(self), (self.diagnostics,)

    def _repr_html_(self) -> str:
        from ._html import diagnostics

        return diagnostics(self.diagnostics)


class DefinitionError(Error):
    """Definitions that cannot be read, or that do not have what is asked for."""


class DataError(Error):
    """Values or tables that cannot be read."""


class TemplateError(Error):
    """A worksheet that cannot be filled."""


for _error in (Error, DefinitionError, DataError, TemplateError):
    # Tracebacks call them as people import them.
    _error.__module__ = "tolok"
