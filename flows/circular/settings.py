"""What an office sets: who sends the circular to whom, which indicators it shows, and in which words.

Each file of `bulletin/` in the reference data may be replaced by one of the same name in the office's own folder; what
it does not replace is taken from the reference data of kaifaqu.
"""

from __future__ import annotations

import tomllib
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from flows import paths
from flows.errors import ReferenceDataError, UsageError

FOLDER = "bulletin"
FILE = "settings.toml"
DOUBTFUL = ("omit", "mark")
_REMEDY = f"docs/circular.md describes {FILE}"


@dataclass(frozen=True)
class Fonts:
    """The typefaces of a circular; who lacks one sees what their system puts in its place."""

    title: str = "方正小标宋简体"
    body: str = "仿宋_GB2312"
    heading: str = "黑体"
    latin: str = "Times New Roman"


@dataclass(frozen=True)
class Settings:
    """The settings of a circular; an empty text is left out of it.

    Attributes:
        issuer: who sends it, in red at the top: 某某省开发区建设工作领导小组办公室.
        number: its number, such as 某开发区办〔2024〕3号.
        title: its title, a template; it may have line breaks.
        to: to whom it is sent, such as 各市人民政府.
        signed: the signature; date: the day below it, as it is to be printed; copies: who gets a copy.
        indicators: those that the first part speaks of, in their order.
        table: those that the table of the second part has room for, the first that have values.
        table_columns: how many columns of numbers that table may have.
        warnings: how many warnings the fourth part lists; the others stand in an attachment.
        doubtful: what becomes of doubtful figures in sentences: omit, or mark as tables do.
        fonts: the typefaces.
    """

    issuer: str = ""
    number: str = ""
    title: str = ""
    to: str = ""
    signed: str = ""
    date: str = ""
    copies: str = ""
    indicators: tuple[str, ...] = ()
    table: tuple[str, ...] = ()
    table_columns: int = 9
    warnings: int = 10
    doubtful: str = "omit"
    fonts: Fonts = field(default_factory=Fonts)


@dataclass(frozen=True)
class Office:
    """The files of an office: each its own where it has one, else that of kaifaqu."""

    own: Path | None = None

    def path(self, name: str) -> Path:
        """Where a file stands.

        Raises:
            UsageError: the office's own folder is none.
        """
        if self.own is not None:
            if not self.own.is_dir():
                raise UsageError(
                    "there is no such folder",
                    str(self.own),
                    "Name the folder of your reference data with --reference DIR",
                )
            if (self.own / FOLDER / name).is_file():
                return self.own / FOLDER / name
        return paths.reference_dir() / FOLDER / name

    def text(self, name: str) -> str:
        """The text of a file.

        Raises:
            ReferenceDataError: it is no UTF-8.
        """
        path = self.path(name)
        data = path.read_bytes().removeprefix(BOM_UTF8)
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise ReferenceDataError(
                "this is no UTF-8", f"{path}, line {line}", "Save the file as UTF-8"
            ) from error

    def settings(self, known: Mapping[str, object]) -> Settings:
        """The settings: the office's own, and those of kaifaqu for what they leave out.

        Args:
            known: the catalog by indicator_id.

        Raises:
            ReferenceDataError: a file is no TOML, or a setting is unknown or wrong.
        """
        given = _read(paths.reference_dir() / FOLDER / FILE)
        path = self.path(FILE)
        given |= _read(path)
        return _settings(given, path, known)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReferenceDataError(f"this is no TOML: {error}", str(path), _REMEDY) from error


def _settings(given: dict[str, Any], path: Path, known: Mapping[str, object]) -> Settings:
    kinds = {each.name: each.default for each in fields(Settings)}
    made: dict[str, Any] = {}
    for name, value in given.items():
        place = f"{path}, {name}"
        if name not in kinds:
            raise ReferenceDataError(
                "there is no such setting", place, f"There are: {', '.join(kinds)}. {_REMEDY}"
            )
        if name == "fonts":
            made[name] = _fonts(value, place)
        elif name in ("indicators", "table"):
            made[name] = _indicators(value, place, known)
        elif name == "doubtful":
            if value not in DOUBTFUL:
                raise ReferenceDataError(f"{value!r} is none of {', '.join(DOUBTFUL)}", place, _REMEDY)
            made[name] = value
        elif name in ("table_columns", "warnings"):
            if type(value) is not int or value < 0:
                raise ReferenceDataError(f"{value!r} is no whole number", place, _REMEDY)
            made[name] = value
        else:
            # 2024-04-30 without quotes is a day of TOML
            made[name] = value if isinstance(value, str) else _day(value, place)
    return Settings(**made)


def _day(value: object, place: str) -> str:
    if hasattr(value, "year") and hasattr(value, "day"):
        return f"{value.year}年{value.month}月{value.day}日"  # type: ignore[attr-defined]
    raise ReferenceDataError(f"{value!r} is no text", place, 'Write it in quotes: "…"')


def _fonts(value: object, place: str) -> Fonts:
    known = [each.name for each in fields(Fonts)]
    if not isinstance(value, dict) or not all(n in known and _font(v) for n, v in value.items()):
        raise ReferenceDataError(
            "these are no fonts", place, f"Name the fonts of {', '.join(known)} in quotes"
        )
    return Fonts(**value)


def _font(name: object) -> bool:
    # it goes into a style sheet
    return isinstance(name, str) and bool(name.strip()) and not set(name) & set("\"'<>{};\\")


def _indicators(value: object, place: str, known: Mapping[str, object]) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ReferenceDataError("this is no list of indicators", place, 'Write ["industrial_investment", …]')
    for each in value:
        if each not in known:
            raise ReferenceDataError(
                f"there is no indicator {each!r}", place, "docs/indicators.md lists the catalog"
            )
    return tuple(value)
