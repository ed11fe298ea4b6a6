"""`python -m tolok` is the `tolok` command."""

from ._command import main

main()
