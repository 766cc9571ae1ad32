"""The interval macros against fractions: whatever the printed digits may stand for lies inside, and nothing more."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from flows.warehouse import ordered_files

MACROS = [file.text for file in ordered_files() if file.name.startswith("interval_")]
BOUNDS = ("eq", "approx", "ge", "gt", "le", "lt")
INFINITY = float("inf")


def interval(value: Fraction, half: Fraction, bound: str) -> tuple[Fraction | float, Fraction | float]:
    """Return the least and the greatest that a printed number may stand for."""
    if bound in ("eq", "approx"):
        return value - half, value + half
    upwards = (bound in ("ge", "gt")) == (value >= 0)
    return (value, INFINITY) if upwards else (-INFINITY, value)


def ends(low: list, high: list) -> tuple[float, float]:
    return float(min(low)), float(max(high))


def quotient(numerator: Fraction | float, denominator: Fraction | float) -> Fraction | float:
    """Divide, with the limits at infinity; the denominator is above zero."""
    if numerator in (INFINITY, -INFINITY):
        return numerator
    return Fraction(0) if denominator == INFINITY else numerator / denominator


@pytest.fixture
def macros(connection):
    """A database that has the macros."""
    connection.execute("create schema staging")
    for text in MACROS:
        connection.execute(text)
    return connection


def printed(chance: random.Random) -> tuple[Fraction, Fraction, str]:
    """Return a number as a text may print it, half a unit in its last place, and its bound."""
    places = chance.randint(0, 2)
    value = Fraction(chance.randint(-3000, 9000), 10**places)
    half = Fraction(0) if places == 0 and chance.random() < 0.3 else Fraction(1, 2 * 10**places)
    return value, half, chance.choice(BOUNDS)


def test_sql_and_fractions_agree(macros) -> None:
    chance = random.Random(20240331)
    pairs = [(printed(chance), printed(chance)) for _ in range(3000)]
    macros.execute(
        "create table pair (place integer, a double, ah double, ab text, b double, bh double, bb text)"
    )
    macros.executemany(
        "insert into pair values (?, ?, ?, ?, ?, ?, ?)",
        [
            (place, float(a), float(ah), ab, float(b), float(bh), bb)
            for place, ((a, ah, ab), (b, bh, bb)) in enumerate(pairs)
        ],
    )
    found = macros.execute(
        "select x, y, staging.interval_difference(x, y), staging.interval_ratio(x, y) from ("
        "select place, staging.interval_of(a, ah, ab) as x, staging.interval_of(b, bh, bb) as y from pair"
        ") order by place"
    ).fetchall()
    ratios = 0
    for (a, b), (x, y, difference, ratio) in zip(pairs, found, strict=True):
        (a_low, a_high), (b_low, b_high) = interval(*a), interval(*b)
        assert (x["low"], x["high"]) == pytest.approx((float(a_low), float(a_high)))
        assert (y["low"], y["high"]) == pytest.approx((float(b_low), float(b_high)))
        assert (difference["low"], difference["high"]) == pytest.approx(
            (float(a_low - b_high), float(a_high - b_low))
        )
        if b_low <= 0:
            assert ratio is None
            continue
        ratios += 1
        corners = [100 * quotient(p, r) for p, r in product((a_low, a_high), (b_low, b_high))]
        assert (ratio["low"], ratio["high"]) == pytest.approx(ends(corners, corners))
    assert ratios > 500


def test_every_number_that_rounds_to_the_digits_lies_inside(macros) -> None:
    chance = random.Random(7)
    for _ in range(300):
        part, whole = Fraction(chance.randint(1, 5000), 100), Fraction(chance.randint(5001, 9000), 100)
        true = 100 * part / whole
        (ratio,) = macros.execute(
            "select staging.interval_ratio("
            "staging.interval_of(?, 0.05, 'eq'), staging.interval_of(?, 0.05, 'eq'))",
            [round(float(part), 1), round(float(whole), 1)],
        ).fetchone()
        assert ratio["low"] - 1e-9 <= float(true) <= ratio["high"] + 1e-9


def test_a_half_open_interval_divides_without_nan(macros) -> None:
    (ratio,) = macros.execute(
        "select staging.interval_ratio(staging.interval_of(90, 0.5, 'gt'), staging.interval_of(100, 0.5, 'ge'))"
    ).fetchone()
    assert ratio == {"low": 0.0, "high": INFINITY}
