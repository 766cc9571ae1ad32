"""How reading time grows on texts that are made to slow it down: unbalanced brackets, endless lists, shapes of numbers.

For each shape, a text and one four times as long are read in turn; linear growth gives a ratio of 4, a rule that
looks at the whole again for each number one of 16.

Usage: python benchmarks/growth.py [--size CHARACTERS] [--most RATIO]
"""

from __future__ import annotations

import argparse
import sys
import time

SHAPES = (
    "1", "（", "“", "“1", "1+", "1、", "1%、", "一", "年", "（5%", "，", "项目", "经开区、", "晋城、", "1-", "1.", "1 ", "一二三", "《",
    "分别增长1%、", "占", "总投资5亿元的", "1\n", "a1", "百", "有限公司", "投资", "|1|2|\n", "截至", "2024年", "高于全省（5%）", "）", "[", "［1", "《1", "“”", "1,", "1,1", "0.", "1:1", "1%", "亿", "分之", "百分之一", "第1、", "2024-", "a-1",
)  # fmt: skip


def main() -> int:
    """Measure, print, and return 1 where a shape grows faster than allowed."""
    parser = argparse.ArgumentParser(description="growth of reading time on hostile texts")
    parser.add_argument("--size", type=int, default=10_000, metavar="CHARACTERS", help="default: %(default)s")
    parser.add_argument("--most", type=float, default=7.0, metavar="RATIO", help="default: %(default)s")
    arguments = parser.parse_args()
    from flows import paths
    from flows.documents import Document, link, prepare
    from flows.figures import Lexicon, extract
    from flows.reference import load_reference

    reference = load_reference(paths.reference_dir())
    lexicon = Lexicon(reference)

    def seconds(text: str) -> float:  # of the processor: others on the machine do not count
        best = float("inf")
        for _ in range(3):
            began = time.process_time()
            prepared = prepare(Document("t", "t.txt", "0" * 64, "utf-8", len(text.encode()), text))
            link([prepared])
            extract([prepared], reference, lexicon=lexicon)
            best = min(best, time.process_time() - began)
        return best

    worst = 0.0
    floor = seconds("")  # frames and the like, whatever the text
    for shape in SHAPES:
        times = arguments.size // len(shape)
        short, long = seconds(shape * times) - floor, seconds(shape * times * 4) - floor
        # below 5 ms the clock tells nothing
        ratio = long / max(short, 0.005)
        worst = max(worst, ratio)
        print(f"{shape!r:24} {short:7.3f} s  {long:7.3f} s  ratio {ratio:5.1f}", flush=True)
    print(f"worst ratio: {worst:.1f} (linear: 4; at most {arguments.most})")
    return 1 if worst > arguments.most else 0


if __name__ == "__main__":
    sys.exit(main())
