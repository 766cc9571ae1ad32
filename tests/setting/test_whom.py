"""Who an article is about, by the kinds of text that offices and papers print; and zones that no register names."""

import pytest


def home(reader, text, **context):
    """Level and name of whom a sentence without a subject is about, at the end of the text."""
    rows = reader.figures(text + "\n完成固定资产投资77.7亿元。", **context)
    row = next(r for r in rows if r["value"] == 77.7)
    return row["subject_level"], row["subject_name"]


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        # one zone named once, then 全区 and 该区
        (
            "# 赣州经开区2023年经济运行情况\n2023年，全区工业总产值增长8.1%。该区签约项目41个。",
            {},
            ("zone", "赣州经开区"),
        ),
        ("蚌埠高新区简报\n2023年，该区税收收入增长6%。全区新设企业820户。", {}, ("zone", "蚌埠高新区")),
        # only the kind, and the city that the clerk states
        (
            "# 高新区上半年运行平稳\n上半年，高新区工业投资增长9%。",
            {"city": "新余市", "published": "2023-07-20"},
            ("zone", "新余高新区"),
        ),
        # the city of the clerk where nothing is named at all
        (
            "2024年的主要目标是：规上工业增加值增长8%；签约项目60个。",
            {"city": "铜陵市", "published": "2024-02-20"},
            ("city", "铜陵市"),
        ),
        # all zones of a city, of a province
        (
            "# 全市开发区一季度情况\n一季度，全市开发区工业投资增长9%。",
            {"city": "遂宁市", "published": "2023-04-20"},
            ("city", "遂宁市"),
        ),
        ("# 江西省开发区2023年运行情况\n2023年，全省开发区营业收入增长5.2%。", {}, ("province", "江西省")),
        # the nation
        (
            "# 国家级经开区2022年发展情况\n2022年，全国230家国家级经开区地区生产总值增长8.7%，商务部有关负责人说。",
            {},
            ("other", "全国"),
        ),
        # papers of a county, a province; an office of a zone; a directly administered city; an autonomous region
        (
            "# 长兴县开发区一季度开门红\n长兴县融媒体中心 今年1-2月，全县开发区规上工业增加值增长9.8%。",
            {"published": "2024-03-12"},
            ("county", "长兴县"),
        ),
        (
            "# 我省开发区一季度主要指标出炉\n四川日报 一季度，全省开发区工业总产值增长7.5%。",
            {"published": "2024-04-18"},
            ("province", "四川省"),
        ),
        (
            "# 江阴高新区上半年主要指标好于预期\n江阴日报讯 上半年，全区规上工业产值增长6.8%。我区税收收入41亿元。",
            {"published": "2023-07-28"},
            ("zone", "江阴高新区"),
        ),
        (
            "# 丹阳经开区：工业经济稳中有进\n发布日期：2023-10-20 09:12 浏览次数：2041 来源：丹阳经开区管委会\n前三季度，全区规上工业增加值增长7.7%。",
            {},
            ("zone", "丹阳经开区"),
        ),
        (
            "# 天津市2023年开发区发展报告\n2023年，全市开发区签约项目1200个。天津港保税区税收收入210亿元。",
            {},
            ("province", "天津市"),
        ),
        (
            "# 内蒙古自治区2022年开发区发展情况\n2022年，全区开发区工业总产值增长14%。",
            {},
            ("province", "内蒙古自治区"),
        ),
        # a speech of January, and a city that tells of one of its zones
        (
            "# 在自贡高新区2024年工作会议上的讲话\n过去一年，全区规上工业增加值增长8.2%。今年，力争签约项目90个。",
            {"published": "2024-01-18"},
            ("zone", "自贡高新区"),
        ),
        (
            "# 2022年全市工业运行情况\n2022年，全市规上工业增加值增长8.4%。随州高新区增长10.2%，占全市的41%。全市固定资产投资增长16%。",
            {"city": "随州市", "published": "2023-02-10"},
            ("city", "随州市"),
        ),
        # several zones, none of them more than the others
        (
            "一季度，遂宁经开区、射洪经开区、蓬溪经开区工业投资分别增长9%、8%和7%。",
            {"city": "遂宁市", "published": "2023-04-20"},
            ("city", "遂宁市"),
        ),
        # kinds that no list knows; a firm, and zones of any kind, are nobody's report
        (
            "# 西安国际港务区2023年成绩单\n2023年，西安国际港务区进出口总额480亿元。港务区签约项目55个。",
            {},
            ("zone", "西安国际港务区"),
        ),
        ("# 鹤山工业城：产业集聚加速\n2023年，鹤山工业城工业总产值510亿元。", {}, ("zone", "鹤山工业城")),
        (
            "一季度，遂宁某某机械有限公司完成产值3亿元。",
            {"city": "遂宁市", "published": "2023-04-20"},
            ("city", "遂宁市"),
        ),
        (
            "一季度，推动高新区、经开区等平台建设，签约项目9个。",
            {"city": "遂宁市", "published": "2023-04-20"},
            ("city", "遂宁市"),
        ),
        # news of an event
        (
            "# 自贡高新区举行项目集中开工活动\n4月8日，自贡高新区集中开工项目12个。",
            {"published": "2024-04-09"},
            ("zone", "自贡高新区"),
        ),
    ],
)
def test_home(reader, text, context, expected):
    assert home(reader, text, **context) == expected


@pytest.mark.parametrize(
    ("text", "named"),
    [
        # in the title, and two behind a registered one
        (
            "# 临澜高新区2022年总结\n2022年，临澜高新区工业总产值180亿元。湘潭高新区工业总产值700亿元。白鹭洲经开区签约项目21个。",
            ["临澜高新区", "湘潭高新区", "白鹭洲经开区"],
        ),
        (
            "# 赣江源产业园2022年总结\n2022年，赣江源产业园税收收入1.2亿元。抚州高新区税收收入39亿元。东篱工业园工业投资6.6亿元。",
            ["赣江源产业园", "抚州高新区", "东篱工业园"],
        ),
    ],
)
def test_a_zone_that_nobody_knows_is_its_own(reader, text, named):
    frames = reader.frames(text)
    assert frames["figure"]["subject_name"].to_list() == named
    registered = {z["short_name_zh"]: z["registered"] for z in frames["zone"].to_dicts()}
    assert [registered[name] for name in named] == [False, True, False]


@pytest.mark.parametrize("park", ["云计算产业园", "大数据产业园", "电池产业园", "智能制造产业园"])
def test_a_registered_zone_far_away_is_not_taken_for_a_trades_park(reader, park):
    rows = reader.frames(
        f"2023年，宜春经开区工业总产值890亿元。{park}入驻企业128家，实现营业收入36亿元。",
        city="宜春市",
        published="2024-01-20",
    )
    figures = rows["figure"].to_dicts()
    zones = {z["zone_id"]: z for z in rows["zone"].to_dicts()}
    assert [f["subject_name"] for f in figures] == ["宜春经开区", park, park]
    assert zones[figures[-1]["zone_id"]]["registered"] is False
    assert zones[figures[-1]["zone_id"]]["city_id"] == "360900"


def test_by_its_full_name_a_zone_far_away_is_meant(reader):
    rows = reader.figures(
        "2023年，克拉玛依云计算产业园区营业收入36亿元。", city="宜春市", published="2024-01-20"
    )
    assert rows[0]["subject_name"] == "克拉玛依云计算产业园区"
