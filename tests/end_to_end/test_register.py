"""The project register, the revisions and the Chinese views, from the texts to the published tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from flows.contracts import frame_of, validate
from flows.documents import discover, prepare, read
from flows.figures import extract
from flows.paths import reference_dir
from flows.reference import load_reference
from flows.warehouse import build

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "raw"
REPORT = """\
# 晋城市开发区2024年一季度工作情况

2024年一季度，晋城市开发区规上工业增加值完成{value}亿元，同比增长20.35%；工业投资完成16.92亿元。

（晋城市商务局供稿）
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, make_marts: Callable[..., Path]) -> Path:
    """The warehouse of the real reports."""
    if not REAL.is_dir():
        pytest.skip("the real reports are other people's texts and lie beside the repository, not in it")
    return make_marts(REAL, tmp_path_factory.mktemp("real") / "marts") / "kaifaqu.duckdb"


def ask(database: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize(
    ("name", "zone_id", "stage", "library", "investment", "industry"),
    [
        ("康佳智慧科技城项目", None, "签约", "储备库", 50, "新一代信息技术"),
        ("江苏国强智能光伏装备制造项目", None, "签约", "储备库", 30, "新能源"),
        ("智能光伏组件制造", "houma-jkq", "签约", "储备库", 20, "新能源"),
        ("明阳集团智能电气产品装配产业基地", "linfen-jkq", "签约", "储备库", 16.5, "高端装备制造"),
        ("年产10000吨废反光膜资源化综合利用建设项目", "jixian-nyq", "在建", "建设库", None, "节能环保"),
        ("太行世纪10GWh电池生产线", None, "在建", "建设库", None, "新能源"),
        # only named as the next to start, go into production and reach full effect
        ("20000吨/年石墨材料", "pingyao-jkq", "签约", "储备库", 16.5, "新材料"),
        # no word says how far it is
        ("玛钢衬氟项目", None, None, None, 30, "金属制品"),
    ],
)
def test_a_project_of_the_real_reports(
    real: Path, name, zone_id, stage, library, investment, industry
) -> None:
    assert ask(
        real,
        "select zone_id, stage, library, investment::double, industry from mart_project "
        f"where subject_name = '{name}'",
    ) == [(zone_id, stage, library, investment, industry)]


def test_projects_alike_stay_apart_in_the_real_reports(real: Path) -> None:
    found = ask(real, "select subject_name from mart_project where '8GW' in capacities order by investment")
    assert found == [("年产8GW太阳能电池",), ("年产8GW高效N型单晶太阳能电池项目",)]
    assert ask(
        real,
        "select (select count(distinct subject_name) from fact_figure where subject_level = 'project') "
        "- (select count(*) from mart_project)",
    ) == [(0,)]


def test_every_revision_of_the_real_reports_names_its_current_figure(real: Path) -> None:
    found = ask(
        real,
        "select count(*), count(*) filter (where current_figure_id = figure_ids[1] and versions > 1) "
        "from mart_revision",
    )[0]
    # two values in one document are no revision: they are contested
    assert found[0] == found[1]


def test_analysts_read_the_real_reports_in_chinese(real: Path) -> None:
    assert ask(real, 'select "总投资"::double from zh."项目" where "主体" = \'玛钢衬氟项目\'') == [(30.0,)]
    assert ask(
        real,
        "select gap::double, agrees from gap('规上工业增加值', '2024年第一季度') "
        "where subject_name = '晋城市' and benchmark = 'provincial_target'",
    ) == [(5.35, True)]


def test_two_runs_on_a_corrected_text_leave_both_values(tmp_path: Path) -> None:
    reference = load_reference(reference_dir())
    raw = tmp_path / "raw"
    raw.mkdir()
    previous = None
    for number, value in enumerate(("108.78", "110.5", "110.5"), start=1):
        (raw / "jincheng.txt").write_text(REPORT.format(value=value), encoding="utf-8")
        documents, _ = read(discover(raw).sources)
        prepared = [prepare(document) for document in documents]
        frames, quarantine = validate(
            {
                **extract(prepared, reference),
                "refusal": frame_of("refusal", []),
                "correction": frame_of("correction", []),
            },
            f"run-{number}",
        )
        database = tmp_path / str(number) / "kaifaqu.duckdb"
        build(
            {**frames, "quarantine": quarantine},
            reference.frames,
            database,
            loaded_at=datetime(2024, 4, number, tzinfo=UTC),
            previous=previous,
        )
        previous = database
    (first_sha,) = ask(tmp_path / "1" / "kaifaqu.duckdb", "select sha256 from dim_document")
    for run in ("2", "3"):
        assert ask(
            tmp_path / run / "kaifaqu.duckdb",
            "select reason, earlier_value::double, earlier_sha256, earlier_loaded_at, values_reported, "
            "difference::double from mart_revision",
        ) == [
            (
                "superseded by a corrected file",
                108.78,
                *first_sha,
                datetime(2024, 4, 1),
                ["110.5", "108.78"],
                1.72,
            )
        ]
