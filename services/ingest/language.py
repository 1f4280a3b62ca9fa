"""Detects the language of a text as an ISO 639-1 code, with py3langid, loaded at first use."""

from collections.abc import Callable
from math import inf

READ_CHARACTERS = 2000
LEAST_LETTERS = 40
"""Below this many letters the producer's word is better than a guess."""

NARROW = 15.0
"""Logarithm of how much more probable a guess must be than the language that is expected. English headlines full of
names are taken for Pidgin, Xhosa or Bikol by up to 11; those in other languages differ from English by 27 and more."""
_OTHER_LETTERS = frozenset(
    {
        "am", "ar", "ary", "arz", "as", "ba", "be", "bg", "bn", "dz", "el", "fa", "grc", "gu", "hbo", "he", "hi", "hy",
        "ja", "ka", "kk", "km", "kn", "ko", "ky", "lo", "mk", "ml", "mn", "mr", "my", "ne", "or", "pa", "ps", "ru",
        "sa", "sdh", "si", "ta", "te", "tg", "th", "tt", "ug", "uk", "ur", "uzs", "wuu", "yue", "zh",
    }
)  # fmt: skip
"""Languages that py3langid knows and that are not written in Latin letters."""

Detect = Callable[[str, str | None], str]
"""Port: (text, the producer's declaration) -> code."""


def detect(text: str, declared: str | None = None) -> str:
    """The language of the text's beginning. If that is too short or unclear, the declared one (nothing declared:
    English). The text goes first because feeds declare one language for the whole site, often wrongly for an
    article."""
    start = text[:READ_CHARACTERS]
    said = _code(declared)
    if said and sum(map(str.isalpha, start)) < LEAST_LETTERS:
        return said
    import py3langid  # half a second and 30 MB: only where it is needed; it loads its model once

    ranked = [(str(code), float(weight)) for code, weight in py3langid.rank(start)]
    if _is_latin(start):
        ranked = [(code, weight) for code, weight in ranked if code not in _OTHER_LETTERS]
    best, most = ranked[0]
    expected = said or "en"
    return expected if most - dict(ranked).get(expected, -inf) < NARROW else best


def _is_latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c < "\u0250" for c in letters) > 0.9 * len(letters)


def _code(declared: str | None) -> str | None:
    code = (declared or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if len(code) in (2, 3) and code.isascii() and code.isalpha() else None
