"""Tables: the grid they make, what their heads say, and the figures of their cells."""

from __future__ import annotations

from flows.figures.tables.read import TableReading, read_table

__all__ = ["TableReading", "read_table"]
