"""What becomes of doubtful figures for readers: what `dim_certainty_policy` says of each place."""

from __future__ import annotations

from typing import Literal

import duckdb

Treatment = Literal["take", "mark", "leave_out"]
_UNSAID: dict[str, Treatment] = {"elsewhere": "mark"}


def treatment(connection: duckdb.DuckDBPyConnection, place: str) -> Treatment:
    """What becomes of a doubtful figure in a place (`headline`, `elsewhere` …); what nobody says of a headline is left out.

    Args:
        connection: to the warehouse.
        place: as `dim_certainty_policy.used_in` names it.
    """
    # all rows, of which there is one at most: a result that is not read to its end keeps the connection
    found = connection.execute(
        "select treatment from dim_certainty_policy where used_in = ?", [place]
    ).fetchall()
    return found[0][0] if found else _UNSAID.get(place, "leave_out")
