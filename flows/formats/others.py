"""Files that are not read, and what somebody who has one can do."""

from __future__ import annotations

_WORD = "Open it in Word or WPS and save it as .docx"
_SHEET = "Open it in Excel or WPS and save it as .xlsx"
_SLIDES = "Open it and export it as .pdf"
_SCAN = "Recognise its text with an OCR program and save that as .txt"
_PACKED = "Unpack it and put the files themselves there"
OTHERS = {
    ".doc": _WORD, ".wps": _WORD, ".rtf": _WORD, ".odt": _WORD, ".dot": _WORD, ".docm": _WORD, ".wpt": _WORD,
    ".xls": _SHEET, ".et": _SHEET, ".ods": _SHEET, ".xlsb": _SHEET, ".csv": _SHEET,
    ".ppt": _SLIDES, ".pptx": _SLIDES, ".dps": _SLIDES, ".ofd": _SLIDES, ".caj": _SLIDES, ".ceb": _SLIDES,
    ".mht": "Save the page as .html", ".mhtml": "Save the page as .html", ".xhtml": "Rename it to .html",
    ".jpg": _SCAN, ".jpeg": _SCAN, ".png": _SCAN, ".tif": _SCAN, ".tiff": _SCAN, ".bmp": _SCAN, ".gif": _SCAN,
    ".zip": _PACKED, ".rar": _PACKED, ".7z": _PACKED, ".gz": _PACKED, ".tar": _PACKED,
}  # fmt: skip
ANY = "Save the text as UTF-8 with the ending .txt"


def remedy_of(suffix: str) -> str:
    """What to do with a file of an ending that is not read.

    Examples:
        >>> remedy_of(".WPS"), remedy_of(".xyz")
        ('Open it in Word or WPS and save it as .docx', 'Save the text as UTF-8 with the ending .txt')
    """
    return OTHERS.get(suffix.lower(), ANY)
