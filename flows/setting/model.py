"""Whom figures are about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a figure is about."""

    level: str
    name: str
    province_id: str | None = None
    city_id: str | None = None
    zone_id: str | None = None


NATION = Subject("other", "全国")
