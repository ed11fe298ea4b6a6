"""`python -m tolok` is the `tolok` command."""

from ._command import main

if __name__ == "__main__":
    main()
