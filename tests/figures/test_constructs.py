"""The constructs of the register, each by itself. One line: a sentence, and what must be read from it.

A figure is written: value unit · indicator · measure · the attributes that matter here.
"""

import pytest

CITY = {"city": "晋城市", "published": "2024-04-20"}
Q1 = "2024年一季度，"
IVA, II, FAI = "规上工业增加值", "工业投资", "固定资产投资"

CASES = [
    # the head before the number
    ("全市开发区累计完成规上工业增加值108.78亿元，同比增长20.35%。", [(108.78, IVA, "level"), (20.35, IVA, "growth")]),
    ("工业投资下降4.2%，降幅收窄1.5个百分点。", [(-4.2, II, "growth"), (1.5, II, "gap")]),
    ("固定资产投资同比减少8%。", [(-8, FAI, "growth")]),
    ("规模以上工业增加值增速为7.9%。", [(7.9, IVA, "growth")]),
    ("累计引进企业、外资等，实际利用外资1200万美元。", [(1200, "实际利用外资", "level")]),
    # the head behind the number
    ("4个工业类开发区全部实现正增长。", [(4, "开发区数量", "level")]),
    ("一季度开工建设67万平方米标准厂房。", [(67, "标准厂房面积", "level")]),
    ("全市共洽谈49个项目。", [(49, "洽谈项目数", "level")]),
    ("30个项目开工建设。", [(30, "开工项目数", "level")]),
    # benchmarks in brackets and gaps
    (
        "工业投资增长55.99%，高于省定目标（16%）39.99个百分点，高于全省开发区平均增速（10.9%）45.09个百分点。",
        [(55.99, II, "growth"), (16, II, "growth"), (39.99, II, "gap"), (10.9, II, "growth"), (45.09, II, "gap")],
    ),
    ("规上工业增加值增长3%，低于全省平均2.1个百分点。", [(3, IVA, "growth"), (-2.1, IVA, "gap")]),
    ("工业投资增速同比提高2.3个百分点。", [(2.3, II, "gap")]),
    ("工业投资增速较一季度回落1.8个百分点。", [(-1.8, II, "gap")]),
    ("铺排项目269个，比上年多96个。", [(269, "铺排项目数", "level"), (96, "铺排项目数", "gap")]),
    # shares
    ("转型项目完成投资15.7亿元，占工业投资比重为92.81%。", [(15.7, "转型项目投资", "level"), (92.81, "转型项目投资", "share")]),
    ("转型项目投资15.7亿元，在工业投资中占比92.81%。", [(15.7, "转型项目投资", "level"), (92.81, "转型项目投资", "share")]),
    (
        "完成产值631.7亿元、占全市开发区工业总产值1174亿元的53.8%。",
        [(631.7, "工业总产值", "level"), (1174, "工业总产值", "level"), (53.8, "工业总产值", "share")],
    ),
    # ranks
    ("规上工业增加值增速排在全省第3位。", [(3, IVA, "rank")]),
    ("工业投资总量居全省首位，增速列第2位。", [(1, II, "rank"), (2, II, "rank")]),
    ("把营商环境摆在首位，保持第一方阵。", []),
    # 分别
    (
        "签约项目开工率（91.69%）、开工项目投产率（38.81%）分别排在全省第2和第3位。",
        [(91.69, "签约项目开工率", "level"), (38.81, "开工项目投产率", "level"),
         (2, "签约项目开工率", "rank"), (3, "开工项目投产率", "rank")],
    ),
    ("规上工业增加值、工业投资分别增长8.2%、10.1%。", [(8.2, IVA, "growth"), (10.1, II, "growth")]),
    (
        "签约项目52个，签约额221.23亿元，其中战新项目43个，签约额211.69亿元，占比分别为82.7%和95.7%。",
        [(52, "签约项目数", "level"), (221.23, "签约项目总投资", "level"), (43, "签约项目数", "level"),
         (211.69, "签约项目总投资", "level"), (82.7, "签约项目数", "share"), (95.7, "签约项目总投资", "share")],
    ),
    # batches: the last stage named owns the investment
    ("91个“签约一批”已开工84个，总投资320.03亿元。", [(91, "签约项目数", "level"), (84, "开工项目数", "level"), (320.03, "开工项目总投资", "level")]),
    ("签约开工率50.4%、开工投产率32.5%、投产达效率达100%。", [(50.4, "签约项目开工率", "level"), (32.5, "开工项目投产率", "level"), (100, "投产项目达效率", "level")]),
    # completion
    ("工业投资完成年度计划的50.1%。", [(50.1, II, "completion")]),
    # reform
    ("以“标准地”形式出让工业用地21宗、1074.9亩，为223个项目领办代办482件事项。",
     [(21, "标准地出让宗数", "level"), (1074.9, "标准地出让面积", "level"), (223, "领办代办项目数", "level"), (482, "代办事项数", "level")]),
    # a list whose unit stands on the last number, a sign that is printed
    ("规上工业增加值、工业投资、固定资产投资分别增长9.1%、-2.4%和7.7%。", [(9.1, IVA, "growth"), (-2.4, II, "growth"), (7.7, FAI, "growth")]),
    (
        "规上工业增加值增长8.4%，增速比全省（7.7%）和全国（7.0%）分别高0.7、1.4个百分点。",
        [(8.4, IVA, "growth"), (7.7, IVA, "growth"), (7.0, IVA, "growth"), (0.7, IVA, "gap"), (1.4, IVA, "gap")],
    ),
    # a turn: the value before it is of another period, the one behind it of this one
    ("工业投资由上半年的下降3.4%转为增长2.1%。", [(-3.4, II, "growth"), (2.1, II, "growth")]),
    # what was just counted
    ("规上工业企业412家，较年初净增9家，比上月末多2家。", [(412, "规上工业企业数", "level"), (9, "规上工业企业数", "gap"), (2, "规上工业企业数", "gap")]),
    ("科技型中小企业由98家增至143家。", [(98, "科技型中小企业数", "level"), (143, "科技型中小企业数", "level")]),
    # shares without 占, contributions
    ("工业投资增长59.8%，其中72.4%来自新开工项目。", [(59.8, II, "growth"), (72.4, II, "share")]),
    ("高新技术企业总数1120家，接近全市的五成。", [(1120, "高新技术企业数", "level"), (5, "高新技术企业数", "share")]),
    ("规上工业增加值增长8.1%，拉动全市规上工业增长5.9个百分点。", [(8.1, IVA, "growth"), (5.9, IVA, "pull")]),
    # a goal with its word, a year's plan
    ("标准厂房使用率76.4%，与省定80%的目标尚差3.6个百分点。",
     [(76.4, "标准厂房使用率", "level"), (80, "标准厂房使用率", "level"), (-3.6, "标准厂房使用率", "gap")]),
    ("项目年度计划投资6200亿元，已完成投资5084亿元，完成年度计划的82%。",
     [(6200, "项目已完成投资", "level"), (5084, "项目已完成投资", "level"), (82, "项目已完成投资", "completion")]),
    # what the catalog lacks keeps what follows to itself
    ("出口210.4亿元，增长15.1%；房地产投资135.2亿元，增长8.2%。", [(210.4, "出口总额", "level"), (15.1, "出口总额", "growth")]),
    (
        "出口210.4亿元，增长15.1%；进口135.2亿元，增长8.2%。",
        [(210.4, "出口总额", "level"), (15.1, "出口总额", "growth"), (135.2, "进口总额", "level"), (8.2, "进口总额", "growth")],
    ),
    ("瞪羚企业34家，占全市的25.5%。", []),
    (
        "出口额25.7亿美元，房地产投资13.8亿美元，贷款余额3.1亿美元，外商实际投资2.4亿美元，分别增长5.7%、6.1%、1.6%和4.8%。",
        [(25.7, "出口总额", "level"), (2.4, "实际利用外资", "level"), (5.7, "出口总额", "growth"), (4.8, "实际利用外资", "growth")],
    ),
    (
        "工业投资、出口值、房地产投资各项指标同比依次增长4.1%、3.9%和2.6%。",
        [(4.1, II, "growth"), (3.9, "出口总额", "growth")],
    ),
    (
        "8家开发区完成工业总产值90亿元、规上工业增加值21亿元，分别增长6.2%和5.1%。",
        [(8, "开发区数量", "level"), (90, "工业总产值", "level"), (21, IVA, "level"), (6.2, "工业总产值", "growth"), (5.1, IVA, "growth")],
    ),
    ("规上工业增加值和工业投资增幅分别高于其他12家开发区0.7和1.9个百分点。", [(12, "开发区数量", "level"), (0.7, IVA, "gap"), (1.9, II, "gap")]),
    ("规上工业增加值增长8.4%，粉煤灰综合利用率较上年提高3.8个百分点。", [(8.4, IVA, "growth")]),
    ("工业用电量6.4亿千瓦时，产销两旺的企业占规上工业企业的75.8%。",
     [(6.4, "工业用电量", "level"), (75.8, "规上工业企业数", "share")]),
    (
        "园区入园率、签约项目开工率和开工项目投产率分别达到68.2%、80%和36.7%。",
        [(80, "签约项目开工率", "level"), (36.7, "开工项目投产率", "level")],
    ),
    # the goal of the year, with how much of it is done
    (
        "工业总产值17.8亿元，完成全年任务75亿元的23.7%；签约项目30个，完成年任务100个的30%。",
        [(17.8, "工业总产值", "level"), (75, "工业总产值", "level"), (23.7, "工业总产值", "completion"),
         (30, "签约项目数", "level"), (100, "签约项目数", "level"), (30, "签约项目数", "completion")],
    ),
    # classes by size are no values
    ("超100亿元的开发区达6家。", [(6, "开发区数量", "level")]),
    # a duration counts nothing
    ("工业投资增长9%，已连续6个月居全市首位。", [(9, II, "growth"), (1, II, "rank")]),
    # doubled, times
    ("出口3.4亿元，同比翻番。", [(3.4, "出口总额", "level"), (100, "出口总额", "growth")]),
    # a rank that moved
    ("规上工业增加值增速排全省第5位，较上月前移2位。", [(5, IVA, "rank"), (2, IVA, "gap")]),
    (
        "工业投资增速居全省第4位，在21个城市中居第9位，分别较上月提升3个、2个位次。",
        [(4, II, "rank"), (9, II, "rank"), (3, II, "gap"), (2, II, "gap")],
    ),
    ("三次产业结构更优，工业投资增长3%。", [(3, II, "growth")]),
    # the same indicator by the other names that offices give it
    ("引进省外资金26.4亿元，增长11%。", [(26.4, "招商引资到位资金", "level"), (11, "招商引资到位资金", "growth")]),
    ("实际到位国内资金8.9亿元，实际到位外商直接投资2300万美元。", [(8.9, "招商引资到位资金", "level"), (2300, "实际利用外资", "level")]),
    ("全区经济总量达到152亿元，企业纳税9.6亿元。", [(152, "地区生产总值", "level"), (9.6, "税收收入", "level")]),
    ("规上工业企业完成产值77亿元，规上产值增长6%。", [(77, "规上工业总产值", "level"), (6, "规上工业总产值", "growth")]),
    ("限上消费品零售额3.6亿元，增长7%。", [(3.6, "社会消费品零售总额", "level"), (7, "社会消费品零售总额", "growth")]),
    ("已开复工46个项目，在建项目31个，现场签下5个项目。", [(46, "开工项目数", "level"), (31, "开工项目数", "level"), (5, "签约项目数", "level")]),
    ("重点项目60个，其中续建项目35个，新建项目25个。", [(60, "重点项目数", "level"), (35, "重点项目数", "level"), (25, "重点项目数", "level")]),
    ("为37个项目全程代办事项96件。", [(37, "领办代办项目数", "level"), (96, "代办事项数", "level")]),
    ("签约项目8个，合同引资44.7亿元；签约资金增长12%。", [(8, "签约项目数", "level"), (44.7, "签约项目总投资", "level"), (12, "签约项目总投资", "growth")]),
    ("一般公共预算收入完成年初预算的24.6%，快于时间进度1.3个百分点。", [(24.6, "一般公共预算收入", "completion"), (1.3, "一般公共预算收入", "gap")]),
    ("工业用地地均税收21.5万元/亩，产业园总面积38平方公里。", [(21.5, "亩均税收", "level"), (38, "规划面积", "level")]),
    # what zones print and official evaluations ask for
    ("企业营业收入610亿元，增长5.5%，净利润31亿元。", [(610, "营业收入", "level"), (5.5, "营业收入", "growth"), (31, "净利润", "level")]),
    ("研发经费投入强度3.1%，研发经费支出4.2亿元，省级以上研发机构26家。",
     [(3.1, "研发经费投入强度", "level"), (4.2, "研发经费支出", "level"), (26, "省级以上研发机构数", "level")]),
    ("单位工业增加值能耗0.42吨标准煤/万元，下降3.8%。", [(0.42, "单位工业增加值能耗", "level"), (-3.8, "单位工业增加值能耗", "growth")]),
    ("上市企业6家，有效发明专利1280件，技术合同成交额7.5亿元。",
     [(6, "上市企业数", "level"), (1280, "有效发明专利数", "level"), (7.5, "技术合同成交额", "level")]),
    ("第三产业增加值53亿元，占地区生产总值的41%。", [(53, "第三产业增加值", "level"), (41, "第三产业增加值", "share")]),
    ("土地建成率88.6%，投资强度430万元/亩，综合容积率1.1。",
     [(88.6, "土地建成率", "level"), (430, "投资强度", "level"), (1.1, "综合容积率", "level")]),
    ("出口交货值12亿元，财政总收入20.3亿元。", [(12, "出口交货值", "level"), (20.3, "财政总收入", "level")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[c[0][:18] for c in CASES])
def test_reads(reader, sentence, expected):
    rows = reader.figures(Q1 + sentence, **CITY)
    found = [(r["value"], r["indicator"], r["measure"]) for r in rows if r["disposition"] == "figure"]
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "rank_of"),
    [
        ("规上工业增加值同比增长8.4%，居全省第3位。", ["growth"]),
        ("规上工业增加值21亿元，居全省第3位。", ["level"]),
        ("规上工业增加值21亿元，同比增长8.4%，低于全省平均增速2.1个百分点，居全省第9位。", ["growth"]),
        ("规上工业增加值21亿元，同比增长8.4%，总量、增速分别居全省第9位和第3位。", ["level", "growth"]),
        ("工业投资同比增长8.4%，规模居全市第一。", ["level"]),
    ],
)
def test_what_a_rank_is_of(reader, sentence, rank_of):
    rows = reader.figures(Q1 + sentence, **CITY)
    assert [r["rank_of"] for r in rows if r["measure"] == "rank"] == rank_of


def test_an_industry_narrows_what_is_said_of_its_output(reader):
    rows = reader.figures(
        Q1 + "规上工业增加值增长8%，其中高端化工、新材料、装备制造业增加值分别增长9.1%、7.4%和2.6%；锂电产业完成产值39亿元，增长5%，工业投资增长3%。",
        **CITY,
    )  # fmt: skip
    assert [(r["value"], r["indicator"], r["scope"]) for r in rows] == [
        (8, IVA, None),
        (9.1, IVA, "高端化工"),
        (7.4, IVA, "新材料"),
        (2.6, IVA, "装备制造业"),
        (39, "工业总产值", "锂电产业"),
        (5, "工业总产值", "锂电产业"),
        (3, II, None),
    ]


def test_growth_over_a_year_further_back_is_kept_apart(reader):
    rows = reader.figures(
        "2021年上半年，工业投资同比增长13.3%，比2019年同期增长13.5%；固定资产投资比2020年同期增长4%。",
        city="晋城市",
    )
    assert [(r["value"], r["measure"], r["scope"]) for r in rows] == [
        (13.3, "growth", None),
        (13.5, "growth", "比2019年"),
        (4, "growth", None),
    ]


@pytest.mark.parametrize("years", ["2021年至2023年，晋城开发区", "2021年、2022年、2023年，晋城开发区"])
def test_a_list_of_years_gives_each_number_its_own(reader, years):
    rows = reader.figures(years + "分别完成工业投资5亿元、6亿元和7亿元，分别增长1%、2%和3%。", **CITY)
    assert [(r["value"], r["period"]) for r in rows] == [
        (value, f"{year}-01..{year}-12")
        for values in ((5, 6, 7), (1, 2, 3))
        for year, value in zip((2021, 2022, 2023), values, strict=True)
    ]


@pytest.mark.parametrize(
    ("sentence", "against"),
    [
        ("工业投资增长9%，高于全省、全市0.7和0.6个百分点。", ["全省", "全市"]),
        ("工业投资增长9%，增速较上半年和一季度分别回升0.9个、11.2个百分点。", ["上半年", "一季度"]),
        ("工业投资增长9%，比全省和全国分别高0.7、1.4个百分点。", ["全省", "全国"]),
    ],
)
def test_each_difference_of_a_list_is_against_its_own(reader, sentence, against):
    rows = reader.figures(Q1 + sentence, **CITY)
    assert [r["comparator"] for r in rows if r["measure"] == "gap"] == against


def test_a_goal_of_the_year_is_for_the_whole_year(reader):
    rows = reader.figures(Q1 + "工业总产值17.8亿元，完成全年任务75亿元的23.7%。", **CITY)
    assert [(r["scenario"], r["period"]) for r in rows] == [
        ("actual", "2024-01..2024-03"),
        ("target", "2024-01..2024-12"),
        ("actual", "2024-01..2024-03"),
    ]


def test_a_fall_of_what_the_catalog_lacks_is_negative(reader):
    rows = reader.figures(Q1 + "存款余额同比下降38.15%，瞪羚企业利税同比下降4%。", **CITY)
    assert [(r["value"], r["measure"], r["indicator"]) for r in rows] == [
        (-38.15, "growth", None),
        (-4, "growth", None),
    ]


def test_a_bracketed_target_is_the_provinces_and_an_average_is_of_the_province(reader):
    rows = reader.figures(
        Q1
        + "晋城市规上工业增加值增长20.35%，高于省定目标（15%）5.35个百分点，高于全省开发区平均增速（0.9%）19.45个百分点。",
        **CITY,
    )
    target, average = rows[1], rows[3]
    assert (target["scenario"], target["set_by"], target["subject_name"]) == ("target", "province", "晋城市")
    assert (average["scenario"], average["subject_name"]) == ("actual", "山西省")
    assert [r["comparator"] for r in rows if r["measure"] == "gap"] == ["省定目标", "全省开发区平均"]


@pytest.mark.parametrize(
    ("sentence", "value", "bound"),
    [
        ("确保出让标准地不少于1000亩。", 1000, "ge"),
        ("工业投资增速超过10%。", 10, "gt"),
        ("工业投资约9.4亿元。", 9.4, "approx"),
        ("工业投资达到80亿元以上。", 80, "ge"),
        ("工业投资突破300亿元。", 300, "gt"),
        ("外出招商百余批次。", 100, "gt"),
        ("工业投资不足3亿元。", 3, "lt"),
    ],
)
def test_bounds(reader, sentence, value, bound):
    (row,) = reader.figures(Q1 + sentence, **CITY)
    assert (row["value"], row["bound"]) == (value, bound)


def test_goals_are_targets_and_reserves_are_plans(reader):
    rows = reader.figures(
        "2023年，阳泉市完成工业投资50.9亿元。\n【2024年工作计划】\n确保全年规上工业增加值增长15%以上，工业投资增速16%以上。"
        "目前，已谋划储备项目117个，总投资693.59亿元。",
        city="阳泉市",
    )
    assert [(r["value"], r["scenario"], r["period"]) for r in rows] == [
        (50.9, "actual", "2023-01..2023-12"),
        (15, "target", "2024-01..2024-12"),
        (16, "target", "2024-01..2024-12"),
        (117, "plan", "2023-12..2023-12"),
        (693.59, "plan", "2023-12..2023-12"),
    ]


def test_projects_are_named_with_their_investment_and_capacity(reader):
    rows = reader.figures(
        Q1 + "引入总投资50亿元的康佳智慧科技城项目和总投资30亿元的年产8GW高效太阳能电池项目等5个项目；"
        "重点建设太行世纪10GWh电池生产线；某某环保产业园投资约9.4亿元。", **CITY,
    )  # fmt: skip
    projects = [
        (r["subject_name"], r["indicator"], r["value"]) for r in rows if r["subject_level"] == "project"
    ]
    assert projects == [
        ("康佳智慧科技城项目", "项目总投资", 50),
        ("年产8GW高效太阳能电池项目", "项目总投资", 30),
        ("年产8GW高效太阳能电池项目", "项目产能", 8),
        ("太行世纪10GWh电池生产线", "项目产能", 10),
        ("某某环保产业园", "项目总投资", 9.4),
    ]


def test_one_figure_for_each_subject_of_a_list(reader):
    rows = reader.figures(
        "截至3月底，全省开发区2024年承诺制项目占比93.41%。其中，大同、晋城等2市的开发区占比达100%，太原、吕梁两市的开发区占比逾90%。",
        published="2024-05-01",
    )
    found = [(r["value"], r["subject_name"], r["bound"]) for r in rows if r["disposition"] == "figure"]
    assert sorted(found) == sorted(
        [
            (93.41, "山西省", "eq"),
            (100, "大同市", "eq"),
            (100, "晋城市", "eq"),
            (90, "太原市", "gt"),
            (90, "吕梁市", "gt"),
        ]
    )
    ids = [r["figure_id"] for r in rows]
    assert len(set(ids)) == len(ids)


def test_what_is_no_figure_is_named(reader):
    text = (
        "晋开组〔2024〕1号文件印发《全市开发区2024年工作要点》，构建“1355”机制和“1+130”集群，4月12日在智创城7号召开会议，"
        "用3年时间建设汾酒2030技改和5G基站，完成工业投资16.92亿元。（下转D10版）"
    )
    assert reader.dispositions(text, **CITY) == [
        ("2024", "reference"), ("1", "reference"), ("2024", "name"), ("1355", "name"), ("1", "name"), ("130", "name"),
        ("4", "date"), ("12", "date"), ("7", "name"), ("3", "date"), ("2030", "name"), ("5", "name"),
        ("16.92", "figure"), ("10", "reference"),
    ]  # fmt: skip


def test_one_unit_one_list_one_subject_each(reader):
    rows = reader.figures(
        Q1 + "晋城开发区、高平开发区、沁水开发区规上工业增加值分别增长9.1%、8.4%和7.7%，分别高于全省平均水平2.3、1.6和0.9个百分点。", **CITY
    )  # fmt: skip
    zones = ["晋城经开区", "高平经开区", "沁水经开区"]
    assert [(r["subject_name"], r["value"], r["measure"]) for r in rows] == [
        *zip(zones, (9.1, 8.4, 7.7), ["growth"] * 3, strict=True),
        *zip(zones, (2.3, 1.6, 0.9), ["gap"] * 3, strict=True),
    ]


def test_a_subject_and_its_number_go_on_with_what_was_said(reader):
    rows = reader.figures(
        Q1 + "工业投资增速前三位的是晋城开发区87.5%，高平开发区56.6%，沁水开发区-2.1%。排名后两位的是陵川县3.1%。", **CITY
    )  # fmt: skip
    assert [(r["subject_name"], r["value"], r["indicator"], r["measure"]) for r in rows] == [
        ("晋城经开区", 87.5, II, "growth"),
        ("高平经开区", 56.6, II, "growth"),
        ("沁水经开区", -2.1, II, "growth"),
        ("陵川县", 3.1, II, "growth"),
    ]


def test_a_negotiated_project_is_a_plan_and_its_capacity_goes_with_it(reader):
    rows = reader.figures(
        Q1 + "总投资5.6亿元的富硒食品加工园项目正在洽谈；某某重型铸锻件提升项目总投资18.6亿元，达产后年产大型铸锻件4.5万吨。", **CITY
    )  # fmt: skip
    assert [(r["subject_name"], r["indicator"], r["value"], r["scenario"]) for r in rows] == [
        ("富硒食品加工园项目", "项目总投资", 5.6, "plan"),
        ("某某重型铸锻件提升项目", "项目总投资", 18.6, "actual"),
        ("某某重型铸锻件提升项目", "项目产能", 4.5, "actual"),
    ]


def test_a_turn_gives_each_value_its_own_period(reader):
    rows = reader.figures(
        "2024年前三季度，晋城市工业投资由上半年的下降3.4%转为增长2.1%，固定资产投资增长5%。", city="晋城市"
    )
    assert [(r["value"], r["period"]) for r in rows] == [
        (-3.4, "2024-01..2024-06"),
        (2.1, "2024-01..2024-09"),
        (5, "2024-01..2024-09"),
    ]


def test_a_headline_may_hold_figures(reader):
    rows = reader.figures(
        "一季度全市规上工业增加值增长7.1%\n\n2024年一季度，晋城市工业投资完成80亿元。工业运行平稳。\n",
        city="晋城市",
    )
    assert [(r["value"], r["indicator"]) for r in rows] == [(7.1, IVA), (80, II)]
