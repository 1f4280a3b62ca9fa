"""Collects the words for office, trade or kin that an article puts beside the names of persons.

"His uncle, Jan Novotny" and "Minister Ada Quill" let a later "the uncle" or "the minister" be resolved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.extraction.domain.speakers.names.naming import Naming
from services.extraction.domain.vocabulary import Vocabulary

_TITLE_BEFORE: Final = re.compile(r"(?:\b[a-z]+ ){1,3}$")
_POST_BEFORE: Final = re.compile(r"\b([\w-]+) (?:in|to) (?:the )?(?:[A-Z][\w.’'-]+ ){1,3}$")
"""Before the name of an envoy: "ambassador to Arland"."""
_TITLE_AFTER: Final = re.compile(r", (?:the |a |an |its |his |her )?(?:\w+ )?((?:[a-z]+ ?){1,3})")
_KIN_BEFORE: Final = re.compile(r"\b([a-z][a-z-]+),? $")
_KIN_AFTER: Final = re.compile(
    r", (?:\d\d, )?(?:(?!of|for|who|and|at|in)[\w’'.-]+ ){0,4}?([a-z-]+)(?=[,.;]| (?:of|for|at|from|in|to|with) )"
)


def titled(text: str, namings: Sequence[Naming], words: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Names of persons by the title, trade or kin that the article puts right before or after them; keys in lower
    case."""
    out: dict[str, list[str]] = {}
    for n in namings:
        if n.sort != "person":
            continue
        run = text[n.start : n.end].split(" ")
        before = _TITLE_BEFORE.search(text, max(0, n.start - 40), n.start)
        post = _POST_BEFORE.search(text, max(0, n.start - 60), n.start)
        titles = [w.strip(".,").lower() for w in run[:-1] if w.strip(".,").lower() in words.titles]
        if before and not titles:
            titles = [w for w in before.group().lower().split() if w in words.titles]
        if post and not titles and post.group(1).lower() in words.titles:
            titles = [post.group(1).lower()]
        after = _TITLE_AFTER.match(text, n.end)
        if after and not titles:
            titles = [w for w in after.group(1).lower().split() if w in words.titles]
        if not titles:
            titles = _role(text, n, words)
        if titles and "former" not in titles:
            whole = " ".join(titles)
            keys = {whole} if titles[0] in ("vice", "deputy", "prime") else {whole, titles[-1]}
            for key in keys:
                out.setdefault(key, []).append(n.name)
    return {key: tuple(dict.fromkeys(names)) for key, names in out.items()}


def _role(text: str, n: Naming, words: Vocabulary) -> list[str]:
    """The word for kin, trade or office beside a name: "his uncle, Jan Novotny", "Jan Novotny, an uncle of Quill"."""
    before = _KIN_BEFORE.search(text, max(0, n.start - 40), n.start)
    after = _KIN_AFTER.match(text, n.end, n.end + 80)
    for found in (before, after):
        word = found.group(1).lower() if found else ""
        if word in words.kin | words.persons | words.aides or word.startswith("spokes"):
            return [word]
    return []
