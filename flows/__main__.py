"""`python -m flows` is the command `kaifaqu`."""

import sys

from flows.cli import main

if __name__ == "__main__":
    code = main()
    # With -m, Python ends as if by Ctrl-C where that once came while a string was being evaluated (as dataclasses
    # and named tuples do), even if it was caught. Evaluating one more makes it forget.
    eval("0")
    sys.exit(code)
