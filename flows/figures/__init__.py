"""Figures: the words of the field, the grammar, and every number's disposition."""

from flows.figures.extract import extract, read_figures
from flows.figures.frames import FRAMES, ORDER, in_order, with_zones
from flows.words.lexicon import Lexicon

__all__ = ["FRAMES", "ORDER", "Lexicon", "extract", "in_order", "read_figures", "with_zones"]
