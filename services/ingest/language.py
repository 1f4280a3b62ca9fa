"""In which language a text is written: its beginning in, an ISO 639-1 code out; py3langid, loaded at first use."""

from collections.abc import Callable

READ_CHARACTERS = 2000
LEAST_LETTERS = 40
"""Below this many letters the producer's word is better than a guess."""

Detect = Callable[[str, str | None], str]
"""Port: (text, the producer's declaration) -> code."""


def detect(text: str, declared: str | None = None) -> str:
    """The language of the text's beginning; what the producer declared where the text is too short to tell. Feeds
    declare a language for the whole site, which is often wrong for one article, so the text goes first."""
    start = text[:READ_CHARACTERS]
    said = _code(declared)
    if said and sum(map(str.isalpha, start)) < LEAST_LETTERS:
        return said
    import py3langid  # half a second and 30 MB: only where it is needed; it loads its model once

    return str(py3langid.classify(start)[0])


def _code(declared: str | None) -> str | None:
    code = (declared or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if len(code) in (2, 3) and code.isascii() and code.isalpha() else None
