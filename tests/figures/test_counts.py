"""What a number counts: classes and their thresholds, what is new of a stock, shares, ranks, rounds, parts of industry."""

import pytest

CHUZHOU = {"city": "滁州市", "published": "2024-07-10"}
ZONES = "开发区数量"


def read(rows):
    """(value, indicator, measure) of every figure, catalog or not."""
    return [(r["value"], r["indicator"], r["measure"]) for r in rows]


def scopes(rows):
    """(value, scope) of the figures of the catalog."""
    return [(r["value"], r["scope"]) for r in rows if r["indicator_id"]]


def test_classes_of_zones_are_counted_and_their_thresholds_are_not(reader):
    rows = reader.figures(
        "# 河南省开发区2023年运行情况\n2023年，全省开发区达184家，其中国家级19家、省级165家。"
        "营业收入超1000亿元的12家，超500亿元的31家。增速超20%的有9家。"
    )
    assert read(rows) == [
        (184, ZONES, "level"), (19, ZONES, "level"), (165, ZONES, "level"),
        (1000, None, "level"), (12, ZONES, "level"), (500, None, "level"), (31, ZONES, "level"),
        (20, None, "level"), (9, ZONES, "level"),
    ]  # fmt: skip
    assert scopes(rows)[1:3] == [(19, "国家级"), (165, "省级")]


def test_grades_of_an_assessment_count_zones(reader):
    rows = reader.figures(
        "# 河南省开发区2023年考核结果\n184家开发区参加考核，第一档20个，第二档60个。增速在15%以上的开发区有33个。"
    )
    assert read(rows) == [
        (184, ZONES, "level"), (20, ZONES, "level"), (60, ZONES, "level"), (15, None, "level"), (33, ZONES, "level"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        # firms and projects of a class are no zones
        "上半年，滁州经开区产值超10亿元的企业有21家。",
        "上半年，滁州经开区亿元以上项目42个。",
        # a bound said of a named one is its value's
    ],
)
def test_a_class_of_firms_is_nothing_of_the_catalog(reader, text):
    assert {r["indicator"] for r in reader.figures(text, **CHUZHOU)} == {None}


def test_a_bound_of_named_subjects_is_a_figure(reader):
    rows = reader.figures("上半年，滁州经开区工业投资增速超20%，新设企业超300户。", **CHUZHOU)
    assert [(r["value"], r["indicator"], r["bound"]) for r in rows] == [
        (20, "工业投资", "gt"),
        (300, "新注册企业数", "gt"),
    ]


def test_what_is_new_of_a_stock_is_not_the_stock_and_its_total_is(reader):
    rows = reader.figures(
        "上半年，滁州经开区新认定高新技术企业46家，总数达到310家；新增规上工业企业27家，累计达245家；新增从业人员3100人。",
        **CHUZHOU,
    )
    assert read(rows) == [
        (46, None, "level"),
        (310, "高新技术企业数", "level"),
        (27, "新增规上工业企业数", "level"),
        (245, "规上工业企业数", "level"),
        (3100, None, "level"),
    ]


@pytest.mark.parametrize(
    "text",
    ["新增工业总产值26亿元", "净增税收收入1.9亿元", "实际利用外资净增1200万美元", "新增工业投资约3亿元"],
)
def test_what_came_on_top_is_not_the_whole(reader, text):
    assert read(reader.figures(f"上半年，滁州经开区{text}。", **CHUZHOU))[0][1] is None


@pytest.mark.parametrize(
    ("text", "value", "indicator"),
    [("新增高新技术企业后，税收收入完成12亿元", 12, "税收收入"), ("新签约项目31个", 31, "签约项目数")],
)
def test_new_of_something_else_takes_nothing_away(reader, text, value, indicator):
    assert read(reader.figures(f"上半年，滁州经开区{text}。", **CHUZHOU)) == [(value, indicator, "level")]


@pytest.mark.parametrize(
    ("stage", "counted", "money"),
    [
        ("签约", "签约项目数", "签约项目总投资"),
        ("开工", "开工项目数", "开工项目总投资"),
        ("投产", "投产项目数", "投产项目总投资"),
    ],
)
def test_a_share_of_a_places_stages_is_no_rate(reader, stage, counted, money):
    rows = reader.figures(
        f"上半年，滁州经开区推动22个项目{stage}（占全市的11%），总投资88亿元（占全省的2%）。", **CHUZHOU
    )
    assert read(rows) == [
        (22, counted, "level"),
        (11, counted, "share"),
        (88, money, "level"),
        (2, money, "share"),
    ]
    assert [r["comparator"] for r in rows if r["measure"] == "share"] == ["全市", "全省"]


def test_a_rate_of_its_own_stages_is_a_rate(reader):
    rows = reader.figures("上半年，滁州经开区签约项目开工率76.5%，开工项目投产率达41%。", **CHUZHOU)
    assert read(rows) == [(76.5, "签约项目开工率", "level"), (41, "开工项目投产率", "level")]


def test_a_share_is_of_what_was_just_counted(reader):
    rows = reader.figures(
        "上半年，滁州经开区规上工业企业1320家，占全市的71%；高新技术企业460家，占比34.8%。", **CHUZHOU
    )
    assert [(r["value"], r["indicator"]) for r in rows if r["measure"] == "share"] == [
        (71, "规上工业企业数"),
        (34.8, "高新技术企业数"),
    ]


def test_key_projects_keep_their_rate_and_their_investment(reader):
    rows = reader.figures(
        "上半年，滁州经开区62个重点项目已开工48个，开工率77.4%，完成投资96亿元，占年度计划的58%。", **CHUZHOU
    )
    found = {r["value"]: (r["indicator"], r["measure"]) for r in rows}
    assert found[77.4] == ("重点项目开工率", "level")
    assert found[96][0] == found[58][0] == "重点项目完成投资"
    assert found[58][1] == "completion"


@pytest.mark.parametrize("list_of", ["前5位：", "前3位的是", "前10名分别为"])
def test_how_long_a_list_is_is_no_rank(reader, list_of):
    rows = reader.figures(
        f"# 安徽省开发区2024年上半年\n上半年，规上工业增加值增速{list_of}滁州经开区（15.2%）、芜湖经开区（14.7%）。"
    )
    assert [(r["measure"], r["indicator"]) for r in rows] == [
        ("level", None),
        ("growth", "规上工业增加值"),
        ("growth", "规上工业增加值"),
    ]


def test_a_place_among_the_first_is_a_rank(reader):
    rows = reader.figures("上半年，滁州经开区工业投资增速居全省前5位。", **CHUZHOU)
    assert [(r["value"], r["measure"], r["bound"], r["comparator"]) for r in rows] == [
        (5, "rank", "le", "全省")
    ]


def test_places_in_assessments_are_of_nothing_in_the_catalog(reader):
    rows = reader.figures(
        "上半年，滁州经开区固定资产投资增长9%。在全省开发区综合考评中排第6位，工业总产值居全市第1位，位列国家级经开区综合排名第42位。",
        **CHUZHOU,
    )
    assert [(r["value"], r["indicator"], r["comparator"]) for r in rows if r["measure"] == "rank"] == [
        (6, None, "全省开发区"),
        (1, "工业总产值", "全市"),
        (42, None, "国家级经开区"),
    ]


def test_rounds_are_scopes(reader):
    rows = reader.figures(
        "截至6月底，滁州经开区五期“两拓一提”签约项目72个。第五次“三个一批”活动签约项目8个，前四次“三个一批”签约项目61个。",
        **CHUZHOU,
    )
    assert scopes(rows) == [(72, "五期“两拓一提”"), (8, "第五次“三个一批”"), (61, "前四次“三个一批”")]


def test_the_industry_said_of_holds_for_its_value_and_its_pull(reader):
    rows = reader.figures(
        "上半年，滁州经开区规上工业增加值增长8.6%。其中，电子信息产业增长14.3%，拉动全区规上工业增长5.1个百分点。"
        "四大主导产业产值增长11.7%。工业总产值增长9%，其中装备制造业增长16.8%，新材料产业增长21%。",
        **CHUZHOU,
    )
    assert scopes(rows) == [
        (8.6, None),
        (14.3, "电子信息产业"),
        (5.1, "电子信息产业"),
        (11.7, "四大主导产业"),
        (9, None),
        (16.8, "装备制造业"),
        (21, "新材料产业"),
    ]


def test_a_clause_that_names_an_industry_leads_those_behind_it(reader):
    rows = reader.figures(
        "上半年，滁州经开区智能家电产业势头良好，6月当月完成产值21亿元，增速翻番，同比增长103%；累计完成产值118亿元，增长45%。",
        **CHUZHOU,
    )
    rows += reader.figures(
        "上半年，滁州经开区运行平稳。光伏产业保持较快增长，实现产值64亿元，增长12%。固定资产投资增长8%。",
        **CHUZHOU,
    )
    assert scopes(rows) == [
        (21, "智能家电产业"),
        (103, "智能家电产业"),
        (118, "智能家电产业"),
        (45, "智能家电产业"),
        (64, "光伏产业"),
        (12, "光伏产业"),
        (8, None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "大力培育光伏产业，完成工业总产值64亿元",
        "光伏产业保持较快增长，全区工业总产值增长12%",
        "光伏产业保持较快增长，固定资产投资增长12%",
    ],
)
def test_an_industry_that_is_only_mentioned_narrows_nothing(reader, text):
    assert {scope for _, scope in scopes(reader.figures(f"上半年，{text}。", **CHUZHOU))} == {None}


@pytest.mark.parametrize("verb", ["拉动", "带动"])
def test_a_contribution_in_points_is_a_pull(reader, verb):
    rows = reader.figures(f"上半年，滁州经开区18个项目投产，{verb}全区工业总产值增长3.3个百分点。", **CHUZHOU)
    assert read(rows)[1] == (3.3, "工业总产值", "pull")


def test_a_share_said_without_the_word(reader):
    rows = reader.figures(
        "上半年，滁州经开区税收收入9亿元，撑起全市三成税收，贡献了全市42%的工业投资。", **CHUZHOU
    )
    assert read(rows)[1:] == [(3, "税收收入", "share"), (42, "工业投资", "share")]


def test_a_class_behind_a_threshold_in_words_is_no_difference(reader):
    rows = reader.figures("上半年，滁州经开区税收超千万元企业42家，规上工业企业318家。", **CHUZHOU)
    assert {r["measure"] for r in rows} == {"level"}
    assert read(rows)[-1] == (318, "规上工业企业数", "level")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("与年初相比，滁州经开区规上工业企业增加19家", 19),
        ("与2021年底相比，滁州经开区规上工业企业减少19家", -19),
    ],
)
def test_an_increase_since_then_is_a_gap(reader, text, value):
    row = reader.figures(f"{text}。", **CHUZHOU)[-1]
    assert (row["value"], row["indicator"], row["measure"]) == (value, "规上工业企业数", "gap")


def test_an_increase_since_nobody_knows_when_is_not_the_stock(reader):
    rows = reader.figures("上半年，滁州经开区规上工业企业增加19家，规上工业企业达318家。", **CHUZHOU)
    assert read(rows) == [(19, None, "level"), (318, "规上工业企业数", "level")]
