"""Makes any text safe to show, without characters that reorder, hide or flood (UTS 39, CVE-2021-42574)."""

import re

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u00ad\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_GONE = re.compile(f"[{_BIDI}{_INVISIBLE}{_CONTROLS}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Scripts that stack marks need up to three on one letter; a hundred are there to cover the neighbouring lines.
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_FLOOD = re.compile(f"({_MARKS}{{4}}){_MARKS}+")
_LINE = re.compile("\r\n|[\r\u2028\u2029]")


def printable(text: str) -> str:
    """`text` without bidirectional overrides, control and invisible characters, lone surrogates and stacks of marks.

    Offsets do not survive: cut a text at its spans first, then make each piece printable. Joiners (U+200C, U+200D)
    stay, because Persian and Hindi are written with them.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE.sub("\n", text)
    text = _SURROGATE.sub("\ufffd", text)
    return _FLOOD.sub(r"\1", _GONE.sub("", text))
