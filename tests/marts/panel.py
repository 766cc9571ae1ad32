"""An invented panel: three cities with two zones each, three provinces, six quarters; every right answer is known.

Other files load it with runpy. All numbers follow from the place's number (0, 1, 2) and the quarter's (0 to 5).
"""

from __future__ import annotations

from dataclasses import dataclass

QUARTERS = [(2023, 3), (2023, 6), (2023, 9), (2023, 12), (2024, 3), (2024, 6)]
WORDS = {3: "一季度", 6: "上半年", 9: "前三季度", 12: ""}
CITIES = ["晋城市", "大同市", "吕梁市"]
ZONES = [("高平经开区", "阳城经开区"), ("大同经开区", "左云经开区"), ("文水经开区", "孝义经开区")]
PROVINCES = ["山西省", "陕西省", "安徽省"]
# one population in three wordings: all zones of a city that have industry
SCOPES = ["6个工业类开发区", "", "省级以上开发区"]


@dataclass(frozen=True)
class Report:
    """What one city reports in one quarter."""

    place: int
    quarter: int

    @property
    def period(self) -> str:
        year, month = QUARTERS[self.quarter]
        return f"{year}-01..{year}-{month:02d}"

    @property
    def quarter_id(self) -> str:
        year, month = QUARTERS[self.quarter]
        return f"{year}-Q{month // 3}"

    @property
    def words(self) -> str:
        year, month = QUARTERS[self.quarter]
        return f"{year}年{WORDS[month]}"

    @property
    def zones(self) -> tuple[float, float]:
        """Industrial investment of the two zones, 亿元: it grows through the year, and from year to year as printed."""
        if self.quarter >= 4:
            before = Report(self.place, self.quarter - 4).zones
            one, whole = (
                round(value * (1 + self.growth / 100), 2) for value in (before[0], before[0] + before[1])
            )
            return one, round(whole - one, 2)
        part = QUARTERS[self.quarter][1] // 3
        return 10 * part + self.place, 6 * part + 2 * self.place

    @property
    def growth(self) -> float:
        """Of the city's industrial investment, %: 晋城 falls from 11.2 to 6.2 and so on; 吕梁 ends below zero."""
        return round([11.2, 13.2, 4.2][self.place] - self.quarter, 1)

    @property
    def target(self) -> int:
        return 9 if QUARTERS[self.quarter][0] == 2023 else 7

    @property
    def gap(self) -> float:
        return round(self.growth - self.target, 1)

    @property
    def signed(self) -> int:
        return [40, 25, 50][self.place]

    @property
    def started(self) -> int:
        return [30, 20, 40][self.place] + self.quarter

    @property
    def start_rate(self) -> str:
        """As printed, to two places."""
        return f"{100 * self.started / self.signed:.2f}".rstrip("0").rstrip(".")

    @property
    def completion(self) -> float:
        return round(8.0 * (self.quarter % 4 + 1) + self.place, 1)

    @property
    def ahead(self) -> float:
        """Completion less the share of the year that is over, as printed."""
        return round(self.completion - 100 * QUARTERS[self.quarter][1] / 12, 1)

    def source(self) -> tuple[dict[str, str], str]:
        """The report with labels, and their defaults."""
        city, (one, other), (a, b) = CITIES[self.place], ZONES[self.place], self.zones
        above, ahead = ("高于" if self.gap > 0 else "低于"), ("快于" if self.ahead > 0 else "慢于")
        scope, industry = SCOPES[self.place], "工业投资"
        wide = f";o={scope}" if scope else ""
        text = (
            f"{city}开发区{self.words}工作情况\n\n"
            f"{self.words}，{city}{scope}完成工业投资[[{round(a + b, 2)}|{industry};u=亿元{wide}]]亿元，"
            f"同比增长[[{self.growth}|{industry};m=growth;u=%{wide}]]%，"
            f"{above}省定目标（[[{self.target}|{industry};m=growth;u=%;sc=target;set=province{wide}]]%）"
            f"[[{abs(self.gap)}|{industry};m=gap;u=个百分点;v={self.gap};c=省定目标{wide}]]个百分点。\n"
            f"分开发区看，{one}完成工业投资[[{a}|{industry};u=亿元;s=zone:{one}]]亿元，"
            f"{other}完成工业投资[[{b}|{industry};u=亿元;s=zone:{other}]]亿元。\n"
            f"全市开发区签约项目[[{self.signed}|签约项目数;u=个]]个，其中已开工[[{self.started}|开工项目数;u=个]]个，"
            f"开工率[[{self.start_rate}|签约项目开工率;u=%]]%。\n"
            f"固定资产投资完成年度计划的[[{self.completion}|固定资产投资;m=completion;u=%;c=年度计划]]%，"
            f"{ahead}序时进度[[{abs(self.ahead)}|固定资产投资;m=gap;u=个百分点;v={self.ahead};c=序时进度]]个百分点。\n"
        )
        return {"s": f"city:{city}", "p": self.period}, text


REPORTS = [Report(place, quarter) for quarter in range(len(QUARTERS)) for place in range(3)]


def province_growth(place: int, quarter: int) -> float:
    """Of the province's industrial investment, %."""
    return round([8.5, 6.5, 10.5][place] - 0.5 * quarter, 1)


def sources() -> dict[str, tuple[dict[str, str], str]]:
    """All texts of the panel."""
    made = {f"city{r.place}_{r.quarter}": r.source() for r in REPORTS}
    for quarter in range(len(QUARTERS)):
        of = Report(0, quarter)
        for place, name in enumerate(PROVINCES):
            growth = province_growth(place, quarter)
            text = f"{of.words}，{name}开发区工业投资同比增长[[{growth}|工业投资;m=growth;u=%]]%。\n"
            made[f"province{place}_{quarter}"] = ({"s": f"province:{name}", "p": of.period}, text)
    return made
