"""Figures: the words of the field, the grammar, and every number's disposition."""

from flows.figures.extract import extract
from flows.figures.lexicon import Lexicon

__all__ = ["Lexicon", "extract"]
