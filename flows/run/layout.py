"""Names in the marts folder, for those who look at it before anything heavy is loaded; who publishes is flows/warehouse."""

from __future__ import annotations

DATABASE = "kaifaqu.duckdb"
PARQUET = "parquet"
WORKBOOK = "kaifaqu.xlsx"
BULLETIN = "bulletin"
CURRENT = "current"
VERSIONS = "versions"
CANDIDATE = ".candidate-"
# names that every version has, and those that one published by an older kaifaqu may lack
REQUIRED, OPTIONAL = (DATABASE, PARQUET), (WORKBOOK, BULLETIN)
LINKS = {name: f"{CURRENT}/{name}" for name in (*REQUIRED, *OPTIONAL)}

CACHE = "cache"
MANIFEST = "manifest.json"
FRESH = ".new-"
"""How a folder in the cache begins that is not yet whole."""
