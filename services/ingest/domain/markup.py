"""Turns HTML from feeds into text, one paragraph a line, without scripts, styles and menus.

The parser hands over tags and text one after the other and builds no tree, so depth costs no more than length.
"""

import re
from collections.abc import Mapping
from itertools import islice

from lxml import etree

from services.ingest.domain.boilerplate import LONGEST_BLOCK, is_block

_SILENT = frozenset(
    {
        "applet", "audio", "button", "canvas", "embed", "form", "head", "iframe", "math", "noscript", "object",
        "option", "script", "select", "style", "svg", "template", "textarea", "title", "video",
    }
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
        "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    }
)  # fmt: skip
MAX_TAGS = 300_000
"""Tags of one entry that are read; an article has some hundreds, and each costs time."""
_TAG = re.compile(r"</?[A-Za-z]")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_UNSEEN = (0xAD, 0x200B, 0x2060, 0xFEFF)
"""Soft hyphen, zero-width space, word joiner, byte order mark: they cut words in two for all but the eye."""
_CONTROLS = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(127, 133), *range(134, 160), 0xFFFE, 0xFFFF, *_UNSEEN)
)


class _Text:
    """Collects the text that readers see, without boilerplate blocks of plausible length."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._silent: list[str] = []
        self._block: list[str] = []
        self._begins = 0
        self._quotes = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._quotes += tag == "blockquote"
        if tag in _SILENT:
            self._silent.append(tag)
            return
        if self._block:
            self._block += [tag] if tag == self._block[0] else []
        elif is_block(tag, attributes) and not (
            tag == "footer" and self._quotes
        ):  # that says whose words they are
            self._block, self._begins = [tag], len(self.pieces)
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def end(self, tag: str) -> None:
        self._quotes -= tag == "blockquote"
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()
            return
        if self._block and self._block[0] == tag:
            self._block.pop()
            if not self._block:
                self._leave()
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)

    def comment(self, text: str) -> None:
        """Comments are not read."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Neither are processing instructions."""

    def close(self) -> str:
        if self._block:
            self._leave()
        return "".join(self.pieces)

    def _leave(self) -> None:
        """End a boilerplate block with a break, so that the words around it do not run together."""
        if sum(map(len, self.pieces[self._begins :])) <= LONGEST_BLOCK:
            self.pieces[self._begins :] = ["\n"]


def text_of(html: str) -> str:
    """The text a reader would see, entities resolved, spaces folded; never raises. Reads up to MAX_TAGS."""
    beyond = next(islice(_TAG.finditer(html), MAX_TAGS, None), None)
    if beyond is not None:
        html = html[: beyond.start()]
    if "<" not in html and "&" not in html:
        return tidy(html)
    parser = etree.HTMLParser(target=_Text(), recover=True, no_network=True, encoding="utf-8")
    try:
        # The source is wrapped, because a parser that meets nothing at all gives an error and not an empty text.
        found: str = etree.fromstring(b"<div>" + html.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, etree.ParserError, AssertionError):
        return ""
    return tidy(found)


def tidy(text: str) -> str:
    """Runs of blanks become one, runs of line ends one, control characters go."""
    text = text.replace("\r\n", "\n").translate(_CONTROLS).replace("\r", "\n").replace("\x85", "\n")
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
