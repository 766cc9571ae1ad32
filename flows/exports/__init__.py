"""The exports: every published table as Parquet, described by a data package."""

from pathlib import Path

from flows.exports.datapackage import write_datapackage
from flows.exports.parquet import export_parquet

__all__ = ["export", "export_parquet", "write_datapackage"]


def export(database: Path, folder: Path) -> list[Path]:
    """Write the Parquet files and their datapackage.json, and return all files written.

    Args:
        database: the built warehouse.
        folder: where the files go; made where it is missing.
    """
    return [*export_parquet(database, folder), write_datapackage(database, folder)]
