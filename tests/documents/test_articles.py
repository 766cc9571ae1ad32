"""Where articles begin and end, their titles, bylines, sections, and the file they run on into."""

from flows.documents import Document, link, prepare


def prepared(document_id, text):
    return prepare(Document(document_id, f"{document_id}.txt", "0" * 64, "utf-8", len(text), text))


def test_two_cities_in_one_file_each_end_with_their_byline():
    p = prepared(
        "a",
        "今年以来，临汾市签约项目52个。\n供稿：临汾市商务局\n\n今年以来，运城市签约项目117个。\n供稿：运城市商务局\n",
    )
    assert [a.byline for a in p.articles] == ["供稿：临汾市商务局", "供稿：运城市商务局"]
    assert [a.article_id for a in p.articles] == ["a#1", "a#2"]


def test_a_byline_at_the_end_of_the_last_line_is_found():
    p = prepared("a", "全面提升开发区活力，建成厂房22万平方米。  供稿：临汾市商务局\n")
    assert p.articles[0].byline == "供稿：临汾市商务局"


def test_a_title_after_the_last_byline_belongs_to_the_article_before():
    p = prepared(
        "a", "## 【工作成绩】\n完成投资50.9亿元。\n供稿：阳泉市商务局\n\n# 全省开发区\n\n# 阳泉市开发区\n"
    )
    assert len(p.articles) == 1
    assert p.articles[0].title == "阳泉市开发区"


def test_sections_that_report_and_sections_that_plan():
    text = "【2023年工作成绩】\n完成投资50.9亿元。\n【2024年工作计划】\n力争增长15%。\n【首季主要举措】\n铺排项目50个。\n"
    (article,) = prepared("a", text).articles
    assert [(s.heading, s.kind) for s in article.sections] == [
        ("【2023年工作成绩】", "report"),
        ("【2024年工作计划】", "plan"),
        ("【首季主要举措】", "report"),
    ]


def test_a_paragraph_that_begins_with_the_next_step_plans():
    text = "一季度完成投资5亿元，签约项目8个。\n下一步，全市将签约项目20个以上。\n"
    (article,) = prepared("a", text).articles
    assert [s.kind for s in article.sections] == ["other", "plan"]


def test_an_article_that_runs_on_into_another_file():
    first = prepared("x_d9", "2024年一季度，晋城市完成投资16.92亿元。（下转 D10 版）\n")
    second = prepared("x_d10", "（上接 D9 版）今年出让标准地不少于1000亩。\n供稿：晋城市商务局\n")
    link([second, first])
    assert first.articles[0].continues_in == "x_d10"
    assert second.articles[0].continuation_of == "x_d9#1"
    assert first.articles[0].title is None


def test_marks_that_fit_two_files_tie_none():
    first = prepared("a", "完成投资16.92亿元。（下转 3 版）\n")
    others = [prepared(name, "（上接 2 版）签约项目8个。\n") for name in ("b", "c")]
    link([first, *others])
    assert first.articles[0].continues_in is None
