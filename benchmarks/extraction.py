"""Extraction on one core: against the peers, and against the floors that no extraction can go below."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from functools import partial

from compiled import Compiled
from corpus import reports
from peers import NAMES, Peers
from sections import Bars, Ratio, Section, median_of_ratios

NUMBER = re.compile(r"\d+(?:\.\d+)?")
# a peer that reads 20 kB in a second is given less, and its speed holds for that
SHARE_OF_CORPUS = {"recognizers": 0.05}
DIGITS, LEXICON, OURS = "digit scan", "lexicon scan", "kaifaqu, the whole job"
COMPILED = "kaifaqu, the whole job, compiled"


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of a call in this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def whole_job(files: list[bytes]) -> int:
    """Bytes to frames, as one job of a run does it: decode, clean, find articles, tie them, read every figure."""
    from flows.engine import Job

    return int(Job("all", _read, (files,))())


def _read(files: list[bytes]) -> int:
    from flows.documents import Document, decode, link, prepare
    from flows.figures import read_figures
    from flows.gathering.compiled import lexicon

    items = []
    for number, data in enumerate(files):
        text, encoding = decode(data)
        name = f"d{number:06}"
        items.append(prepare(Document(name, f"{name}.txt", "0" * 64, encoding, len(data), text)))
    link(items)
    return read_figures(items, lexicon())["mention"].height


def measure(megabytes: float, rounds: int, peers: Peers, compiled: Compiled) -> Section:
    """Read a corpus in turn with everything that can read it."""
    from flows.gathering.compiled import lexicon
    from flows.words.lexicon import Matcher

    made = [text for _, text in reports(megabytes)]
    files = [text.encode() for text in made]
    size = sum(map(len, files)) / 1e6
    words = lexicon()
    matchers = (Matcher(list(words.terms)), Matcher(sorted({*words.places.by_name, *words.places.by_short})))
    whole_job(files[:20])
    speed: dict[str, list[float]] = {}
    section = Section("Extraction, one core")
    missing: dict[str, str] = {}

    def digits() -> int:
        return sum(len(NUMBER.findall(text)) for text in made)

    def scan() -> int:
        return sum(len(matcher.find(text)) for text in made for matcher in matchers)

    for _ in range(rounds):
        for name, work in ((DIGITS, digits), (LEXICON, scan), (OURS, partial(whole_job, files))):
            speed.setdefault(name, []).append(size / cpu(work))
        reading = compiled.seconds(made)
        if isinstance(reading, str):
            missing[COMPILED] = reading
        else:
            speed.setdefault(COMPILED, []).append(size / reading)
        for key, name in NAMES.items():
            count = max(1, int(len(made) * SHARE_OF_CORPUS.get(key, 1)))
            lines = [line for text in made[:count] for line in text.splitlines() if line.strip()]
            found = peers.read(key, lines) if name not in missing else missing[name]
            if isinstance(found, str):
                missing[name] = found
                continue
            part = sum(map(len, files[:count])) / 1e6
            speed.setdefault(name, []).append(part / max(found.seconds, 1e-6))
    ours = speed[OURS]
    rows = []
    for name, per_second in speed.items():
        times = median_of_ratios(ours, per_second)
        rows.append([name, f"{statistics.median(per_second):.3g}", "1" if name == OURS else f"{times:.3g}"])
    section.say(
        f"A generated corpus of {size:.2f} MB ({len(made)} reports), in {rounds} rounds side by side; the medians. "
        "CPU seconds of a warm process: every process has read something before the clock starts. kaifaqu does its whole "
        "job, from bytes to frames: decoding, articles, places, periods, every number with its disposition. The peers get "
        "the text line by line and find amounts and dates; Recognizers-Text gets a twentieth of the corpus. Compiled is the "
        "same program from a wheel built with KAIFAQU_COMPILE=1 (docs/scale.md)."
    )
    section.table(["reader", "MB in a CPU second", "kaifaqu is so many times as fast"], rows)
    for name, reason in missing.items():
        section.say(f"{name}: could not be measured ({reason}).")
    # time of both scans over the text
    scans = [1 / (1 / d + 1 / s) for d, s in zip(speed[DIGITS], speed[LEXICON], strict=True)]
    for who, how in ((OURS, ""), (COMPILED, ", compiled")):
        if who not in speed:
            continue
        ratio = median_of_ratios(scans, speed[who])
        section.ratios.append(Ratio(f"cost of the whole job over both scans{how}", ratio, most=400))
        for key, least in (("jionlp", 0.3), ("recognizers", 5)):
            if NAMES[key] in speed:
                ratio = median_of_ratios(speed[who], speed[NAMES[key]])
                section.ratios.append(Ratio(f"speed over {NAMES[key]}{how}", ratio, least=least))
    section.bars = Bars(
        "extraction", "MB in a CPU second", {n: float(statistics.median(s)) for n, s in speed.items()}
    )
    return section
