"""The bulletin (季度通报): the published marts as a folder of web pages that opens from disk, without a network.

A section of the page is one module of `sections` (one query) and one part of `templates/parts`; all words that
the pages bear stand in `words.py`, in Chinese and English.
"""

from flows.bulletin.write import write_bulletin

__all__ = ["write_bulletin"]
