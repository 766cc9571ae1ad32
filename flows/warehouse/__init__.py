"""The warehouse: frames into DuckDB by the files in sql/, published in one step."""

from flows.run.layout import BULLETIN, DATABASE, PARQUET, WORKBOOK
from flows.warehouse.build import build
from flows.warehouse.memory import frugal, reading
from flows.warehouse.publish import (
    candidate_folder,
    current_database,
    previous_database,
    publish,
    version_name,
)
from flows.warehouse.sql_runner import ordered_files, run_sql
from flows.warehouse.staging import load_previous, load_staging

__all__ = [
    "BULLETIN",
    "DATABASE",
    "PARQUET",
    "WORKBOOK",
    "build",
    "candidate_folder",
    "current_database",
    "frugal",
    "load_previous",
    "load_staging",
    "ordered_files",
    "previous_database",
    "publish",
    "reading",
    "run_sql",
    "version_name",
]
