"""What a benchmark has to say, and how it is written down: tables, ratios with their limits, plots."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Ratio:
    """A ratio within one run; `most` or `least` is the limit that the guard holds it to, with a wide margin."""

    name: str
    value: float
    most: float | None = None
    least: float | None = None

    @property
    def far_off(self) -> bool:
        """Whether it is outside its limit."""
        return (self.most is not None and self.value > self.most) or (
            self.least is not None and self.value < self.least
        )

    def __str__(self) -> str:
        limits = [f"at most {self.most:g}"] if self.most is not None else []
        limits += [f"at least {self.least:g}"] if self.least is not None else []
        return f"{self.name}: {self.value:.2f}" + (f" ({', '.join(limits)})" if limits else "")


@dataclass
class Bars:
    """A plot of horizontal bars on a logarithmic axis."""

    name: str
    axis: str
    values: dict[str, float]


@dataclass
class Section:
    """A chapter of docs/performance.md."""

    title: str
    lines: list[str] = field(default_factory=list)
    ratios: list[Ratio] = field(default_factory=list)
    bars: Bars | None = None

    def say(self, text: str) -> None:
        """Add a paragraph."""
        self.lines += [text, ""]

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table."""
        self.lines += [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
        self.lines += [f"| {' | '.join(row)} |" for row in rows]
        self.lines.append("")

    def markdown(self, images: Path, beside: Path) -> str:
        """The chapter; its plot is drawn into `images`, and linked from a page in `beside`."""
        parts = [f"## {self.title}", "", *self.lines]
        if self.ratios:
            parts += [*(f"- {ratio}" for ratio in self.ratios), ""]
        if self.bars and draw(self.bars, images / f"{self.bars.name}.svg"):
            place = (images / f"{self.bars.name}.svg").relative_to(beside).as_posix()
            parts += [f"![{self.bars.axis}]({place})", ""]
        return "\n".join(parts)


def draw(bars: Bars, path: Path) -> bool:
    """Draw a plot as SVG; False where matplotlib is not installed (the extra `bench`)."""
    try:
        import matplotlib
    except ImportError:
        return False
    matplotlib.use("svg")
    # without these two, the same numbers would not give the same file
    matplotlib.rcParams["svg.hashsalt"] = "kaifaqu"
    matplotlib.rcParams["svg.fonttype"] = "none"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 0.5 + 0.38 * len(bars.values)), layout="constrained")
    labels = list(bars.values)[::-1]
    drawn = axes.barh(labels, [bars.values[label] for label in labels], color="#31688e")
    axes.bar_label(drawn, fmt="%.3g", padding=3)
    axes.set_xscale("log")
    axes.set_xlabel(bars.axis)
    axes.margins(x=0.15)
    axes.spines[["top", "right"]].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
    return True


def median_of_ratios(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of the ratios of what was measured side by side.

    Examples:
        >>> median_of_ratios([2, 9, 4], [1, 3, 2])
        2.0
    """
    return float(statistics.median(a / b for a, b in zip(above, below, strict=True)))
