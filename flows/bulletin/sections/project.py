"""The register of named projects, as it was known by a quarter."""

from __future__ import annotations

from flows.bulletin.front import age
from flows.bulletin.source import Contents, Source

OLDEST = 4
"""How many quarters back a project may have been mentioned last, before the list says so."""
PROJECTS = """
select p.*, z.short_name_zh as zone_zh, c.name_zh as city_zh
from mart_project as p
left join dim_zone as z using (zone_id)
left join dim_city as c on c.city_id = p.city_id
order by p.quarter_id desc, p.investment desc nulls last, p.subject_name, p.project_id
"""


def read(source: Source) -> Contents:
    """Projects first mentioned by the quarter; those whose latest mention is nearest to it come first."""
    rows = source.rows(PROJECTS)
    source.look_up(rows)
    shown = [
        {
            "known_from": row["first_quarter_id"],
            "latest_quarter": row["quarter_id"],
            "name": row["subject_name"],
            "names": [name for name in row["names"] if name != row["subject_name"]],
            "zone": source.subject(row["zone_zh"]) if row["zone_zh"] else None,
            "city": source.subject(row["city_zh"]) if row["city_zh"] else None,
            "stage": row["stage"],
            "stage_href": source.address(row["stage_figure_id"]),
            "investment": source.number(
                row["investment"],
                row["investment_unit"],
                row["investment_figure_id"],
                row["investment_bound"],
            ),
            "capacity": source.number(
                row["capacity"], row["capacity_unit"], next(iter(row["capacity_figure_ids"] or []), None)
            ),
            "industry": row["industry"],
            "first": row["first_month"],
            "latest": row["latest_month"],
            "href": source.address(next(iter(row["figure_ids"]), None)),
        }
        for row in rows
    ]
    for quarter in source.quarter_ids:
        known = [row for row in shown if min(row["known_from"], row["latest_quarter"]) <= quarter]
        known.sort(key=lambda row: row["latest_quarter"] != quarter)
        if known:
            recent = [row for row in known if age(row["latest_quarter"], quarter) <= OLDEST]
            old = [row for row in known if age(row["latest_quarter"], quarter) > OLDEST]
            yield quarter, {"count": len(known), "rows": recent + old, "recent": len(recent)}
