"""The exports: every published table as Parquet, described by a data package; the marts as a workbook."""

from pathlib import Path

from flows.exports.datapackage import write_datapackage
from flows.exports.parquet import export_parquet
from flows.exports.workbook import write_workbook

__all__ = ["export", "export_parquet", "write_datapackage", "write_workbook"]


def export(database: Path, folder: Path) -> list[Path]:
    """Write the Parquet files and their datapackage.json, and return all files written.

    Args:
        database: the built warehouse.
        folder: where the files go; made where it is missing.
    """
    return [*export_parquet(database, folder), write_datapackage(database, folder)]
