"""Quarters as people write them."""

from __future__ import annotations

import re

from flows.errors import UsageError

_WRITTEN = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:[-_/ ]?[Qq]|年\s*第?)(?P<number>[1-4一二三四])(?P<end>季度?)?", re.ASCII
)
_DIGITS = dict(zip("一二三四", "1234", strict=True))


def parse_quarter(text: str) -> str:
    """The id of a quarter.

    Raises:
        UsageError: the text names no quarter.

    Examples:
        >>> parse_quarter("2023Q4"), parse_quarter("2023-q4"), parse_quarter("2023年第四季度")
        ('2023-Q4', '2023-Q4', '2023-Q4')
    """
    found = _WRITTEN.fullmatch("".join(text.split()))
    if found is None or ("年" in text) != bool(found["end"]):
        raise UsageError(
            f"{text!r} is no quarter", "--quarter", "Write it as 2023-Q4, 2023Q4 or 2023年第四季度"
        )
    return f"{found['year']}-Q{_DIGITS.get(found['number'], found['number'])}"


def quarter_of(month: str | None) -> str | None:
    """The quarter of a month.

    Examples:
        >>> quarter_of("2023-11"), quarter_of(None)
        ('2023-Q4', None)
    """
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}" if month else None
