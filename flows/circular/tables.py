"""The tables of a circular: subjects against indicators, projects, and in the attachments all that the marts hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flows.bulletin.source import Row
from flows.circular import context, spoken
from flows.circular.facts import Facts, Subject, subject_of
from flows.circular.model import Cell, Table, marked, plain
from flows.circular.settings import Settings

NOTHING = "—"
MARKS = (
    f"注：“{NOTHING}”表示原文未载；{spoken.CONTESTED}同一文件给出两个数值，取先出现者；{spoken.DOUBTFUL}读取存疑，引用前请核对原文；"
    "↑↓→为与上季度相比；位次按可比主体计算，“2—5”表示因有界限数值（如“超过90%”）而未定，“报”为原文自报，存疑数值可不参与排位。"
)
MEASURES = {"level": "", "growth": "增速", "share": "占比", "completion": "完成率"}
_MET = {True: "是", False: "否", None: "未定"}


def main_table(facts: Facts, settings: Settings, title: str) -> Table | None:
    """Members against indicators: value, growth and rank, as many indicators as fit; None where nobody has a value."""
    chosen: list[tuple[str, list[str]]] = []
    room = settings.table_columns
    candidates = [indicator_id for indicator_id in settings.table if _holders(facts, indicator_id)]
    several = [indicator_id for indicator_id in candidates if _holders(facts, indicator_id) > 1]
    for indicator_id in several or candidates:
        columns = _columns(facts, indicator_id)
        if len(columns) <= room:
            chosen.append((indicator_id, columns))
            room -= len(columns)
    whole = Subject(facts.region.level, facts.region.name, facts.region.place_id)
    rows = [
        (plain(facts.region.whole if subject == whole else subject.name), *cells)
        for subject in [whole, *facts.members]
        if set(cells := _cells(facts, subject, chosen)) != {NOTHING}
    ]
    if not chosen or not rows:
        return None
    return Table(
        title,
        _head(facts, chosen),
        tuple(rows),
        (6, *[3 if "rank" in name else 4 for _, columns in chosen for name in columns]),
        (MARKS, *_panels(facts, [indicator_id for indicator_id, _ in chosen])),
    )


def _holders(facts: Facts, indicator_id: str) -> int:
    return sum(
        any((indicator_id, measure) in facts.of(subject) for measure in ("level", "growth"))
        for subject in facts.members
    )


def _columns(facts: Facts, indicator_id: str) -> list[str]:
    """Of level, growth and rank those that somebody has; the rank is that of the growth where growth is ranked."""
    rows = [
        row
        for subject in facts.members
        for measure in ("level", "growth")
        if (row := facts.of(subject).get((indicator_id, measure)))
    ]
    measures = {row["measure"] for row in rows}
    ranked = {row["measure"] for row in rows if spoken.place_in(row) != NOTHING}
    rank = "growth_rank" if "growth" in ranked else "level_rank" if "level" in ranked else None
    return [name for name in ("level", "growth") if name in measures] + ([rank] if rank else [])


def _head(facts: Facts, chosen: Sequence[tuple[str, list[str]]]) -> tuple[tuple[Cell, ...], ...]:
    first = [Cell("地区" if facts.member_level == "city" else "开发区", down=2)]
    second = []
    for indicator_id, columns in chosen:
        indicator = facts.indicator(indicator_id) or {}
        unit = indicator.get("canonical_unit")
        names = {
            "level": f"数值（{unit}）" if unit else "数值",
            "growth": "增速（%）",
            "growth_rank": "增速位次" if "level" in columns else "位次",
            "level_rank": "位次",
        }
        first.append(Cell(plain(indicator.get("name_zh", indicator_id)), across=len(columns)))
        second += [Cell(names[name]) for name in columns]
    return tuple(first), tuple(second)


def _cells(facts: Facts, subject: Subject, chosen: Iterable[tuple[str, list[str]]]) -> list[str]:
    held = facts.of(subject)
    made = []
    for indicator_id, columns in chosen:
        for name in columns:
            row = held.get((indicator_id, name.removesuffix("_rank")))
            made.append(spoken.place_in(row) if name.endswith("_rank") else spoken.cell(row))
    return made


def _panels(facts: Facts, indicator_ids: Iterable[str]) -> list[str]:
    """How many of the register's members have a value."""
    said = [
        f"{(facts.indicator(indicator_id) or {})['name_zh']}{row['reported_registered']}/{row['expected']}"
        for indicator_id in indicator_ids
        if (row := facts.panel(indicator_id)) and row["expected"]
    ]
    return [f"上报面（有数据者/名录内主体）：{'，'.join(said)}。"] if said else []


def projects_table(facts: Facts, title: str) -> Table | None:
    """三个一批: one row per member and batch; None where nobody has one."""
    rows = [
        cells
        for row in facts.pipeline
        if row["subject_level"] == facts.member_level and set((cells := _batch(facts, row))[2:]) != {NOTHING}
    ]
    if not rows:
        return None
    head = ("地区" if facts.member_level == "city" else "开发区", "时期（口径）", "签约（个）", "开工（个）", "投产（个）", "开工率（%）", "投产率（%）", "达效率（%）")  # fmt: skip
    remark = f"注：“算”为按项目数计算；{spoken.CONTESTED}本行有同一文件两个数值者；{spoken.DOUBTFUL}本行有读取存疑的数据。“开工率”等分别为签约项目开工率、开工项目投产率、投产项目达效率。"
    return Table(title, (tuple(map(Cell, head)),), tuple(rows), (6, 9, 4, 4, 4, 5, 5, 5), (remark,), 2)


def _batch(facts: Facts, row: Row) -> tuple[str, ...]:
    scope = f"（{plain(row['batch_scope'])}）" if row["batch_scope"] else ""
    facts.source.look_up([row])

    def found(column: str, indicator: str) -> str:
        value = row[column]
        if value is None:
            return NOTHING
        key = facts.source.match(row["figure_ids"], value, indicator, "level")
        return marked(spoken.amount(value, None, context.bound_of(row, column)), [key])

    def rate(name: str) -> str:
        computed = row[f"{name}_computed"]
        if row[f"{name}_reported"] is not None or computed is None:
            return found(f"{name}_reported", name)
        return marked(f"{spoken.amount(round(computed, 2), None)}算", row["figure_ids"])

    return (
        plain(row["subject_name"]) + spoken.signs(row),
        spoken.span(row["period_start"], row["period_end"]) + scope,
        *(found(column, indicator) for column, indicator in context.COUNTS.items()),
        *map(rate, context.RATES),
    )


def values_table(facts: Facts, title: str) -> Table:
    """All values: one row per subject, indicator and scope, with value, growth and rank."""
    together: dict[tuple[object, ...], dict[str, Row]] = {}
    for row in facts.values:
        measure = "level" if row["measure"] == "growth" else row["measure"]
        unit = None if row["measure"] in ("growth", "level") else row["unit"]
        key = (subject_of(row), row["indicator_id"], row["scope_key"], measure, unit)
        held = together.setdefault(key, {})
        # a level in two units that don't convert stands in two rows, and so do an amount and a growth of other periods
        if row["measure"] in held or any(_period(other) != _period(row) for other in held.values()):
            held = together.setdefault((*key, row["measure"], row["unit"]), {})
        held[row["measure"]] = row
    rows = tuple(_values(held) for held in together.values())
    head = ("主体", "指标（口径）", "时期", "数值", "同比（%）", "位次")
    return Table(title, (tuple(map(Cell, head)),), rows, (7, 10, 9, 8, 6, 5), (MARKS,), 3)


def _period(row: Row) -> tuple[object, object]:
    return row["period_start"], row["period_end"]


def _values(held: dict[str, Row]) -> tuple[str, ...]:
    growth = held.get("growth")
    value = next((row for measure, row in held.items() if measure != "growth"), None)
    first = value or growth
    assert first is not None
    measure = MEASURES[first["measure"]] if value else ""
    against = (
        f"比{first['comparator']}"
        if first["measure"] in ("share", "completion") and first["comparator"]
        else ""
    )
    narrowed = "，".join(plain(words) for words in (first["scope"], against) if words)
    scope = f"（{narrowed}）" if narrowed else ""
    own = spoken.place_in(value)
    of_growth = spoken.place_in(growth)
    places = (
        own if of_growth == NOTHING else f"增速{of_growth}" if own == NOTHING else f"{own}；增速{of_growth}"
    )
    return (
        plain(first["subject_name"]),
        f"{plain(first['indicator'])}{measure}{scope}",
        spoken.span(first["period_start"], first["period_end"]),
        _with_unit(value),
        spoken.cell({**growth, "usual": True}) if growth else NOTHING,
        places,
    )


def _with_unit(row: Row | None) -> str:
    if row is None:
        return NOTHING
    text = spoken.amount(row["value"], row["unit"], row["bound"], spoken.quote_of(row))
    return marked(text + spoken.signs(row) + spoken.arrow(row), [row["figure_id"]])


def gaps_table(facts: Facts, title: str) -> Table | None:
    """All values that are held against a target, an average or the city's: what it is, the distance, whether it is reached."""
    rows = []
    for gap in facts.gaps:
        if gap["benchmark_value"] is None:
            continue
        scope = f"（{plain(gap['scope'])}）" if gap["scope"] else ""
        rows.append(
            (
                plain(gap["subject_name"]),
                f"{plain(gap['indicator'])}{MEASURES[gap['measure']]}{scope}" if gap["measure"] in MEASURES else plain(gap["indicator"]),
                _with_unit({**gap, "before": None, "comparable": False}),
                spoken.benchmark_words(gap),
                spoken.amount(gap["gap"], "个百分点" if gap["unit"] == "%" else gap["unit"]) if gap["gap"] is not None else NOTHING,
                _MET[gap["met"]],
            )
        )  # fmt: skip
    head = ("主体", "指标（口径）", "数值", "对标基准", "差距", "是否达到")
    remark = "注：数值或基准存疑者标※；数值仅为界限时差距按界限值计，是否达到以“未定”表示不能判断。“沿用”为所在市、省的目标；“参考目标”取自参考数据。"
    return (
        Table(title, (tuple(map(Cell, head)),), tuple(rows), (7, 10, 7, 9, 7, 5), (remark,), 2)
        if rows
        else None
    )
