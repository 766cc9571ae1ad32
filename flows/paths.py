"""Where the project's SQL and reference data lie, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent


def in_checkout() -> bool:
    """Tell whether the package runs from a checkout (pyproject.toml stands beside it)."""
    return (CHECKOUT / "pyproject.toml").is_file()


def sql_dir() -> Path:
    """Return the folder with the SQL files: `sql/` of a checkout, `_share/sql` of a wheel."""
    return CHECKOUT / "sql" if in_checkout() else PACKAGE / "_share" / "sql"


def reference_dir() -> Path:
    """Return the folder with the reference CSV files: `data/reference/`, or `_share/reference` of a wheel."""
    return CHECKOUT / "data" / "reference" if in_checkout() else PACKAGE / "_share" / "reference"
