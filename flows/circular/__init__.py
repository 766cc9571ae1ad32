"""The circular (通报) that an office sends: one region, one quarter, two to four pages and their sources, for Word, as a page or PDF.

Data walks through it one way: `facts` asks the marts, `context` and `wording` make sentences of them, `tables` tables;
`compose` puts both together, `notes` numbers the sources, and `word` or `page` writes the file. The web pages for screens
are another room's, `flows.bulletin`.
"""

from flows.circular.write import FORMATS, write_circular

__all__ = ["FORMATS", "write_circular"]
