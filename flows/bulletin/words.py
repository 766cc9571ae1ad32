"""All words that the pages bear, Chinese and English side by side."""

from __future__ import annotations

from flows.formats.notes import KINDS

Words = dict[str, str]
"""One text by language, `zh` and `en`."""


BOUND_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈"}


def _pairs(**given: tuple[str, str]) -> dict[str, Words]:
    return {name: {"zh": zh, "en": en} for name, (zh, en) in given.items()}


PAGE = _pairs(
    title=("开发区季度通报", "Development zones: quarterly bulletin"),
    skip=("跳到正文", "Skip to the content"),
    quarter=("季度", "Quarter"),
    contents=("目录", "Contents"),
    search=("筛选", "Filter"),
    search_hint=("输入名称、城市或产业", "Type a name, city or industry"),
    language=("EN", "中文"),
    theme=("明暗", "Light or dark"),
    missing=("缺数据", "no data"),
    source_hint=("点任意数字，看它在原文中的位置。", "Click any number to see where it stands in the text."),
    made_from=(
        "数字均取自原文，未作补全；“—”表示原文没有给出。",
        "All numbers are read from the texts; nothing is filled in. “—” means that no text gives it.",
    ),
    run=(
        "kaifaqu {version}，{loaded}入库：文件 {documents} 份，数字 {numbers} 个全部交代去向，其中数据 {figures} 条（{unread} 个形似数据而未读）。",
        "kaifaqu {version}, loaded {loaded}: {documents} documents, all {numbers} numbers accounted for, {figures} figures read ({unread} numbers "
        "that look like data were not).",
    ),
    sample=(
        "随机抽取{numbers}个数据复核，{right}个读得完全正确（{share:.1%}）；全部数据的正确率约在{low:.0%}至{high:.0%}之间（95%置信）。",
        "Of {numbers} figures drawn at random and reviewed, {right} had been read rightly ({share:.1%}); of all figures, {low:.0%} to "
        "{high:.0%} are (95% confidence).",
    ),
    offline=("本页离线可用，不访问网络。", "This page works offline and asks no network for anything."),
    capped=(
        "只列前{shown}条，共{all}条；其余见数据表{table}。",
        "The first {shown} of {all}; the rest stands in {table}.",
    ),
    more=("此处列前{shown}项，共{all}项。", "The first {shown} of {all} stand here."),
    whole=("查看全部", "See all of them"),
    back=("返回", "Back"),
    best_covered=(
        "近四个季度中，这一季度的实际数据最全：{subjects}个主体，{figures}条数据。最近有数据的季度：",
        "Of the last four quarters this one is covered best: {subjects} subjects, {figures} figures. The latest with data:",
    ),
    since=(
        "与上一版相比：新增{new:,}条数据，变动{changed:,}条，不再有{gone:,}条（全部季度）。",
        "Since the version before: {new:,} figures are new, {changed:,} have changed, {gone:,} are gone (all quarters).",
    ),
    page_of=("各期数据见", "All periods:"),
    find=("搜索", "Search"),
    find_hint=("名称、拼音、指标、项目、文件", "Place, indicator, project, document"),
    found=("搜索结果", "Results"),
    compare=("对比", "Compare"),
    on_paper=(
        "打印件只列概览、排名、差距、预警中的前几项；其余的行、栏目和图见屏幕上的本页，各栏目“查看全部”的页面可整页打印。",
        "On paper stand the first of the overview, the rankings, the gaps and the warnings; further rows, sections and charts stand on the screen, "
        "and the page that “See all of them” leads to is printed whole.",
    ),
    printed=("原文", "printed"),
    doubtful=("存疑", "in doubt"),
    doubt_hint=(
        "数字后的“?”表示该数存疑，尚待核实。",
        "A “?” behind a number: it is in doubt until somebody has looked at it.",
    ),
)
SECTIONS = _pairs(
    overview=("概览", "Overview"),
    ranking=("排名", "Rankings"),
    gap=("差距", "Gaps"),
    pipeline=("三个一批", "Project pipeline"),
    reform=("改革进展", "Reform"),
    industry=("主导产业", "Leading industries"),
    promotion=("招商引资", "Investment promotion"),
    project=("项目台账", "Project register"),
    warning=("预警", "Warnings"),
    scorecard=("评分", "Scorecards"),
    reconciliation=("算术核对", "The texts' arithmetic"),
    coverage=("未覆盖", "What was not covered"),
)
LEADS = _pairs(
    overview=(
        "各主体近四个季度内最近一次公布的主要指标，及与目标的差距；不是本季度的，注明季度。",
        "Each subject's latest headline indicators of the last four quarters, and the gap to the target; what is not this quarter's says so.",
    ),
    ranking=(
        "计算名次只在同省可比主体（同口径、同时期、同单位）之间排定；原文名次照录，不作改动。有目标或平均值可比的，连同名次列在“差距”。",
        "Ranks are computed among comparable subjects of one province only (same scope, period and unit); reported ranks stand beside them, "
        "unchanged. What has a target or an average stands under “Gaps”, with its ranks.",
    ),
    gap=(
        "与目标、平均、领先者的距离。原文写明差距的，与计算结果并列。",
        "How far from target, average and leader. Where a text states the gap, it stands beside the computed one.",
    ),
    pipeline=(
        "签约、开工、投产三个环节的转化率与滞留项目。比率由项目数复算，原文所报并列。",
        "Conversion from signed to started to in production, and what is stuck on the way. Rates are computed anew beside the reported ones.",
    ),
    reform=(
        "承诺制、标准地、全代办、标准厂房与赋权。",
        "Commitment system, standard land, full agency, standard factories, delegated powers.",
    ),
    industry=(
        "第一、第二主导产业的企业、产值与占比。",
        "Enterprises, output and shares of the first and second leading industry.",
    ),
    promotion=(
        "外出招商、洽谈、签约及其转化。",
        "Trips, negotiations, signings and the conversion between them.",
    ),
    project=("截至本季度文本提到的具名项目。", "Named projects that the texts mention up to this quarter."),
    warning=(
        "按等级排列；规则与阈值见 data/reference/warning_rules.csv。",
        "By severity; rules and thresholds stand in data/reference/warning_rules.csv.",
    ),
    scorecard=(
        "缺数据的指标不计零分，而是降低覆盖率；覆盖率不足的不评等次。",
        "An indicator without data scores no zero but lowers the coverage; below the least coverage no grade is given.",
    ),
    reconciliation=(
        "原文写下的等式是否成立。不相符的在前；只指出，不改动。",
        "Whether the sums in the texts hold. Disagreements first; they are pointed out, and nothing is mended.",
    ),
    coverage=(
        "每个数字的去向、被拒收的行，以及本季度没有数据的指标。",
        "What became of every number, which rows were refused, and which indicators have no data this quarter.",
    ),
)
EMPTY = _pairs(
    overview=(
        "本季度及以前，没有文本给出主要指标的数值。",
        "No text gives a value of a headline indicator in this quarter or before it.",
    ),
    ranking=(
        "没有可排名的数据：需要至少两个可比主体的同一指标，或原文给出名次。",
        "Nothing to rank: that takes two comparable subjects with the same indicator, or a rank that a text reports.",
    ),
    gap=(
        "没有可比的差距：需要同一指标的目标、平均或领先者。",
        "No gap to show: that takes a target, an average or a leader of the same indicator.",
    ),
    pipeline=(
        "本季度的文本没有提到签约、开工、投产项目。",
        "No text of this quarter speaks of projects signed, started or in production.",
    ),
    reform=("本季度的文本没有提到改革事项的数据。", "No text of this quarter gives figures on reform."),
    industry=(
        "本季度的文本没有提到主导产业的数据。",
        "No text of this quarter gives figures on leading industries.",
    ),
    promotion=(
        "本季度的文本没有提到招商数据。",
        "No text of this quarter gives figures on investment promotion.",
    ),
    project=("截至本季度，没有文本提到具名项目。", "No text names a project up to this quarter."),
    warning=(
        "没有触发预警规则。没有数据的主体不会触发预警，请与“未覆盖”一并阅读。",
        "No rule was broken. A subject without data breaks none: read this with “What was not covered”.",
    ),
    scorecard=("没有主体有计分指标的数据。", "No subject has data on an indicator that is weighed."),
    reconciliation=(
        "本季度的文本没有可核对的等式。",
        "No text of this quarter holds a sum that can be checked.",
    ),
    coverage=("没有文件。", "There is no document."),
)
LEVELS = _pairs(
    province=("省", "Provinces"), city=("市", "Cities"), zone=("开发区", "Zones"), county=("县", "Counties"),
    enterprise=("企业", "Enterprises"), project=("项目", "Projects"), other=("其他", "Others"),
)  # fmt: skip
MEASURES = _pairs(
    level=("水平", "level"), growth=("增速", "growth"), share=("占比", "share"), rank=("位次", "rank"),
    gap=("差距", "gap"), pull=("拉动", "contribution to growth"), completion=("完成率", "completion"),
)  # fmt: skip
SCENARIOS = _pairs(actual=("实际", "actual"), target=("目标", "target"), plan=("计划", "plan"))
BENCHMARKS = _pairs(
    provincial_target=("省定目标", "Provincial target"), city_target=("市定目标", "City target"),
    own_target=("自定目标", "Own target"), provincial_average=("全省平均", "Provincial average"),
    city_total=("全市合计", "City total"), best_peer=("领先者", "Leader"), peer_median=("可比中位", "Peer median"),
    previous_quarter=("上季度", "Quarter before"), same_quarter_last_year=("上年同期", "A year before"),
    earlier_year_to_date=("上季度末累计", "Year to date a quarter before"), schedule=("序时进度", "Schedule"),
)  # fmt: skip
BASES = _pairs(reference=("参考目标", "reference target"), inherited=("沿用", "inherited from"))
SEVERITIES = _pairs(red=("红色预警", "Red"), orange=("橙色预警", "Orange"), yellow=("黄色预警", "Yellow"))
LIMITS = _pairs(
    short_at_most=("差距至多", "short by at most "), short_at_least=("差距至少", "short by at least "),
    ahead_at_least=("领先至少", "ahead by at least "), ahead_at_most=("领先至多", "ahead by at most "),
)  # fmt: skip
NATIONAL = {"zh": "国家级", "en": "National level"}
RULES = _pairs(
    warning=(
        "低于目标、平均或序时进度，比率或增速回落，在3个以上可比主体中居末位，或项目转化率低于阈值，即列入；"
        "各规则、阈值与等级见 data/reference/warning_rules.csv，可改可停用。",
        "Listed is who stays below target, average or schedule, whose rate or growth fell, who is last of three peers or more, "
        "or whose project rates are under a threshold; rules, thresholds and severities stand in data/reference/warning_rules.csv, to be changed or switched off.",
    ),
    scorecard=(
        "各指标按权重折算后相加，再除以有数据的权重；覆盖率不足的不评等次，有红色预警的不评优秀、良好。"
        "权重、等次与方阵的界限见 data/reference 的 score_weights.csv、score_grades.csv、score_tiers.csv。",
        "Points of each indicator times its weight, over the weights that have data; with little coverage there is no grade, with a red "
        "warning none of the best two. Weights, grades and tiers stand in score_weights.csv, score_grades.csv and score_tiers.csv of data/reference.",
    ),
)
TIERS = {"第一方阵": "first tier", "第二方阵": "second tier", "第三方阵": "third tier"}
GRADES = {"优秀": "excellent", "良好": "good", "合格": "fair", "待改进": "to improve"}
IDENTITIES = _pairs(
    gap=("差距", "gap"), share=("占比", "share"), rate=("比率", "rate"), whole_count=("整数个项目", "whole number of projects"),
    sum=("合计", "sum"), nested_period=("时期包含", "nested periods"), growth=("增速", "growth"), completion=("完成比例", "completion"),
    schedule=("序时进度", "schedule"),
)  # fmt: skip
DISPOSITIONS = _pairs(
    figure=("指标值", "Figure"), other_figure=("其他数量", "Other quantity"), date=("日期", "Date"),
    name=("名称", "Name"), reference=("引用", "Reference"),
)  # fmt: skip
COLUMNS = _pairs(
    subject=("主体", "Subject"), value=("数值", "Value"), rank=("计算名次", "Computed rank"),
    rank_reported=("原文名次", "Reported rank"), target=("目标", "Target"),
    average=("平均", "Average"), leader=("领先者", "Leader"),
    to_target=("距目标", "To target"), to_average=("距平均", "To average"), to_leader=("距领先者", "To leader"),
    period=("时期", "Period"), scope=("口径", "Scope"), signed=("签约", "Signed"), started=("开工", "Started"),
    in_production=("投产", "In production"), reported=("原文", "reported"), computed=("复算", "computed"),
    start_rate=("开工率", "Start rate"), production_rate=("投产率", "Production rate"),
    full_output_rate=("达效率", "Full-effect rate"), signed_not_started=("签而未落", "Signed, not started"),
    started_not_in_production=("落而未投", "Started, not in production"),
    in_production_not_full=("投未见效", "In production, not at full effect"),
    project=("项目", "Project"), city=("城市", "City"), stage=("阶段", "Stage"),
    investment=("总投资", "Investment"), capacity=("产能", "Capacity"), industry=("产业", "Industry"),
    first=("首次提及", "First mention"), latest=("最近提及", "Latest mention"),
    coverage=("覆盖率", "Coverage"), indicator=("指标", "Indicator"),
    weight=("权重", "Weight"), points=("折算分", "Points"), contribution=("贡献", "Contribution"),
    expression=("原文等式", "As the text has it"), stated=("原文值", "Stated"),
    expected=("应有值", "Expected"), difference=("差额", "Difference"), tolerance=("容差", "Tolerance"),
    document=("文件", "Document"), mentions=("数字", "Numbers"),
    accounted=("已交代", "Accounted for"), refused=("拒收", "Refused"), check=("未过校验", "Failed check"),
    message=("说明", "What is wrong"), table=("表", "Table"), industry_place=("位序", "Place"),
    stuck=("滞留", "Stuck"),
    unread=("看似数据而未读", "Looks like data, not read"), first_place=("首个位置", "First place"),
)  # fmt: skip
TEXTS = _pairs(
    headline_table=("各地最近公布的主要指标", "Latest headline indicators"),
    figures=("条数据", "figure|figures"), documents=("份文件", "document|documents"), numbers=("个数字（全部文件），均有交代", "numbers in all documents, each accounted for"),
    numbers_open=("个数字（全部文件）", "numbers in all documents"),
    disagreements=("处算术不符", "sum that doesn't hold|sums that don't hold"), warnings=("条预警", "warning|warnings"),
    bound=("界限值（超过、不足、约）", "only a bound (more than, less than, about)"),
    disagree=("不相符", "does not hold"),
    our_rule=("本项目默认规则，非官方考核", "This project's default rule, no official assessment"),
    leader_of=("{count}个可比主体中领先", "leads {count} peers"),
    too_old=("另有{count}个主体最近的数据早于四个季度，不列在此，见各自页面。", "{count} more subjects have only data older than four quarters; they stand on their own pages."),
    older_projects=("以下项目最近一次提及早于四个季度", "Last mentioned more than four quarters ago"),
    holding=("成立的等式", "Sums that hold"), none_disagree=("没有不相符的等式。", "All sums hold."),
    no_data=("本季度没有数据的指标", "Indicators without data this quarter"), of=("共", "of"),
    quarantine=("被拒收的行", "Refused rows"), none_refused=("没有被拒收的行。", "No row was refused."),
    unread=("看似数据而未读的数字", "Numbers that look like data and were not read"),
    unread_lead=("带单位或百分号、或在表格数字栏中，而未读作目录指标值；点数字看原句。", "They have a unit or a % sign, or stand in a column of numbers, and are no figure of the catalog. Click one to see its sentence."),
    none_unread=("没有。", "There is none."),
    in_part=("只读了一部分的文件", "Documents read in part"), none_in_part=("所有文件均已读全。", "All documents were read whole."),
    documents_table=("每个文件的数字去向", "What became of each document's numbers"),
    first_industry=("第一主导", "First"), second_industry=("第二主导", "Second"),

    not_graded=("未评等次", "not graded"),
    other_batches=("限定口径的批次", "Batches of a narrower scope"),
)  # fmt: skip
DOCUMENT = _pairs(
    legend=("按归类显示", "Shown by kind"), by_indicator=("按指标筛选", "Filter by indicator"),
    all_indicators=("全部指标", "All indicators"), text=("原文", "The text"), figures=("数据", "Figures"),
    not_figures=("不是数据的数字", "Numbers that are no figures"), why=("原因", "Why"), number=("数字", "Number"),
    place=("位置", "Place"), pick=("把指针移到数字上，或用 Tab 键选中它，这里显示它的读法。", "Point at a number, or reach it with the Tab key, and its reading is shown here."),
    reading=("读法", "Reading"), comparator=("比较对象", "Compared with"), measure=("计量方式", "Measure"),
    label=("原文说法", "Words in the text"),
    sentences_only=("仓库中没有这份文件的全文，只显示数据所在的句子。", "The warehouse does not hold this document's text; only the sentences of its figures are shown."),
    marked_in_part=(
        "这份文件有{numbers:,}个数字，本页只标注并列出其中{marked:,}个（数据优先）；全部数字见仓库的 fact_mention 表。",
        "This document has {numbers:,} numbers, of which this page marks and lists {marked:,}, figures first; all of them stand in the warehouse, in fact_mention.",
    ),
    colon=("：", ": "), stop=("。", ". "), notes=("未读的部分", "What was not read of the file"), characters=("字", "characters"), none=("没有。", "None."),
)  # fmt: skip
FEED = _pairs(
    title=("新版通报：{documents:,}份文件，{figures:,}条数据", "New version: {documents:,} documents, {figures:,} figures"),
    holds=("含{documents:,}份文件、{figures:,}条数据。", "It holds {documents:,} documents and {figures:,} figures."),
    link=("版本订阅（Atom）", "Feed of versions (Atom)"),
)  # fmt: skip
MAP = _pairs(
    drawing=("{province}各市方格图：{indicator}{measure}，{quarter}", "{province}, a square for each city: {indicator}, {measure}, {quarter}"),
    legend=("色阶", "Shades"), blank=("原文未载", "nothing printed"), unshaded=("存疑，不着色", "in doubt, not shaded"),
    table=("与方格图相同的数据：", "What the map shows:"), step=("色阶", "Shade"), title=("方格图", "Map"),
    lead=(
        "每市一格，大致按方位排列，不是边界。只比较同省、同口径、同时期、同单位的市，且至少三个；每项指标取最近一季。",
        "A square for each city, roughly where it lies; these are no borders. Compared are cities of one province, scope, period and unit, at "
        "least three; of each indicator the latest quarter.",
    ),
    how=("颜色越深数值越大（深色界面中越亮），不表示优劣；最低到最高等分五级。", "The stronger the shade the higher the value, which need not be better: five equal steps from lowest to highest."),
    bounded=("只给出界限的按界限着色。", "Of a bound its limit is shaded."),
)  # fmt: skip
PROFILE = _pairs(
    map=("方格图", "Map"),
    series=("历期数据", "All periods"), progress=("目标与进度", "Targets and progress"), ranks=("排名", "Ranks"),
    warnings=("预警", "Warnings"), projects=("项目", "Projects"), sentences=("原文", "In the texts"),
    latest=("最近一期", "Latest period"), each=("各期明细", "Each period"), trend=("走势", "Trend"), periods=("期数", "Periods"),
    to_date=("年初累计", "Year to date"), quarter_value=("单季", "Quarter"), growth=("累计增速 %", "Growth to date, %"),
    quarter_growth=("单季增速 %", "Quarter's growth, %"), unit=("单位", "Unit"), level=("层级", "Level"),
    of_quarter=("单季", "single quarters"), of_growth=("累计增速", "growth to date"), of_to_date=("年初累计或期末", "to date"),
    derived=("加减得出，原文未载", "a difference or a sum of printed values; no text prints it"),
    chained=("由上年数与增速推算，原文未载", "from last year's value and the growth; no text prints it"),
    derived_mark=("算", "calc."), chained_mark=("推", "chained"), based_on=("依据", "from"),
    doubtful=("存疑", "Doubtful"), falls=("累计低于上季度末，必有一误", "below the quarter before: one of the two is wrong"),
    contested=("各文所载不一", "texts disagree"),
    key=("带链接的为原文所载；“算”由原文数值加减得出，“推”由上年数与增速推算；“?”为存疑，指针停留可看原因。", "Linked values are printed; “calc.” is computed from printed ones, “chained” from last year's value and the growth; “?” is doubtful, point at it to see why."),
    key_line=("实心点为原文所载，空心点为推算，虚线跨过缺数据的季度。", "Full dots are printed, hollow ones computed; a dashed line bridges quarters without data."),
    done=("完成", "Done"), share=("完成比例", "Share done"), due=("应完成", "Due by now"), lead=("进度差", "Ahead or behind"),
    rest=("尚需", "Still needed"), pace=("所需倍速", "Pace needed"), until=("截至", "until"),
    inside=("下辖", "Places inside"), indicators=("个指标", "indicator|indicators"), figures=("条数据", "figure|figures"),
    subjects=("个主体", "subject|subjects"), none_series=("没有可排成序列的数据。", "No data that make a series."),
    none_progress=("没有目标数据。", "No targets."), none_ranks=("没有排名。", "No ranks."),
    none_warnings=("没有触发预警规则。", "No rule was broken."), none_projects=("没有具名项目。", "No named projects."),
    none_sentences=("没有文本提到。", "No text speaks of it."), csv=("下载 CSV", "CSV"), svg=("下载图形 SVG", "SVG"),
    cite=("引用", "Cite"), permalink=("永久链接", "Permanent link"), copy=("复制", "Copy"), copied=("已复制", "Copied"),
    close=("关闭", "Close"), citation=("引用格式", "Citation"), next=("下一页", "Next"), previous=("上一页", "Previous"),
    rows=("行", "rows"), all_rows=("全部", "All"), sort=("排序", "Sort"), compared=("两地对比", "Two places side by side"),
    first=("第一个", "First"), second=("第二个", "Second"), pick=("请选择", "Choose"), same_quarter=("同期", "Same quarter"),
    difference=("差（前减后）", "Difference (first − second)"), compare_lead=("左右两个主体，同一指标；有同期数据的用最近的共同季度，否则各用最近一期。", "Two subjects, the same indicators: the latest quarter that both have, else the latest of each."),
    compare_none=("选两个主体，即可对比。", "Choose two subjects to compare them."), nothing_found=("没有找到", "Nothing found"),
    swap=("左右对换", "Swap"), definition=("定义", "Definition"), direction=("方向", "Better is"),
    shared=("只看双方都有的指标", "Only what both have"),
    noscript=("对比需要浏览器运行本文件夹中的脚本。", "Comparing needs the scripts in this folder."),
    source=("出处", "Source"), said=("句", "sentence|sentences"),
)  # fmt: skip
SET_BY = _pairs(
    province=("省定", "set by the province"), city=("市定", "set by the city"), zone=("自定", "its own")
)
DIRECTIONS = _pairs(higher=("越高越好", "higher"), lower=("越低越好", "lower"), none=("无优劣", "neither"))
FOUND = _pairs(
    province=("省", "Province"), city=("市", "City"), zone=("开发区", "Zone"), county=("县区", "County"), indicator=("指标", "Indicator"),
    quarter=("季度", "Quarter"), project=("项目", "Project"), document=("文件", "Document"),
)  # fmt: skip
UNITS = {
    "亿元": "100 m yuan", "万元": "10,000 yuan", "个百分点": "pp", "个": "", "家": "", "项": "", "位": "", "宗": "parcels", "亩": "mu",
    "万平方米": "10,000 m²", "平方公里": "km²", "人": "people", "人次": "visits", "万人": "10,000 people", "批次": "", "件": "", "次": "", "户": "",
}  # fmt: skip


def note_words(code: str, found: str) -> dict[str, Words]:
    """What a note of a document says, and what to do about it.

    Args:
        code: of the kind of note; a KeyError where there is none.
        found: what exactly was not read.
    """
    kind = KINDS[code]
    return {
        "message": {"zh": kind.zh.format(found=found), "en": kind.en.format(found=found)},
        "remedy": {"zh": kind.remedy_zh, "en": kind.remedy_en},
    }
