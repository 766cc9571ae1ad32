"""Corpora for the benchmarks: the sample reports with other names and other numbers, from a seed, up to a size.

Usage: python benchmarks/corpus.py FOLDER MEGABYTES [--seed N]

Every copy of the samples speaks of other cities of the register and has other decimals and counts; years, dates and
the words stay. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "raw"
# decimals, and counts before a classifier; not years, months and days
NUMBER = re.compile(r"(?P<decimal>\d+\.\d+)|(?<![\d.])(?P<count>\d{1,5})(?=[个家项宗亩件次人])")
COPIES = 700
"""Copies of the samples in one folder; each copy has a folder of its own in it, since page marks lead no further."""


def cities() -> list[str]:
    """Names of cities of two characters, without 市, in the order of the reference data."""
    from flows import paths
    from flows.reference import load_reference

    place = load_reference(paths.reference_dir()).frames["ref_place"]
    names = place.filter(level="city")["name_zh"].to_list()
    return [name[:2] for name in names if len(name) == 3 and name.endswith("市")]


def texts() -> list[tuple[str, str]]:
    """The sample reports by name, as text."""
    from flows.documents import decode

    return [(path.stem, decode(path.read_bytes())[0]) for path in sorted(SAMPLES.glob("*.txt"))]


def varied(text: str, chance: random.Random, names: dict[str, str]) -> str:
    """A text with other numbers, and with names replaced."""

    def number(match: re.Match[str]) -> str:
        if match["decimal"]:
            return f"{chance.uniform(1, 10 ** len(match['decimal'].partition('.')[0])):.2f}"
        return str(chance.randint(2, 10 ** len(match["count"])))

    text = NUMBER.sub(number, text)
    return re.sub("|".join(map(re.escape, names)), lambda match: names[match[0]], text) if names else text


def reports(megabytes: float, seed: int = 2024) -> Iterator[tuple[str, str]]:
    """Reports by name (folder/stem) until they have so many million bytes."""
    samples, known = texts(), cities()
    present = [name for name in known if any(name in text for _, text in samples)]
    written, number = 0, 0
    while written < megabytes * 1e6:
        copy, which = divmod(number, len(samples))
        chance = random.Random(f"{seed} {copy}")
        others = chance.sample([name for name in known if name not in present], len(present))
        name, text = samples[which]
        made = varied(text, random.Random(f"{seed} {number}"), dict(zip(present, others, strict=True)))
        yield f"{copy // COPIES:03}/{copy:06}/{name}", made
        written += len(made.encode())
        number += 1


def write_corpus(folder: Path, megabytes: float, seed: int = 2024) -> int:
    """Write a corpus as .txt files.

    Returns:
        its bytes.
    """
    total = 0
    for name, text in reports(megabytes, seed):
        path = folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        total += path.write_bytes(text.encode())
    return total


def main() -> None:
    """Write one."""
    parser = argparse.ArgumentParser(description="a corpus for benchmarks")
    parser.add_argument("folder", type=Path)
    parser.add_argument("megabytes", type=float)
    parser.add_argument("--seed", type=int, default=2024)
    arguments = parser.parse_args()
    print(f"{write_corpus(arguments.folder, arguments.megabytes, arguments.seed):,} bytes")


if __name__ == "__main__":
    main()
