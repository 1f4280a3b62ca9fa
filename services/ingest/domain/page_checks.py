"""Checks whether the page behind an entry's link is the article, and whether the article was withdrawn."""

import re
from typing import Final
from urllib.parse import urlsplit

SHARE_OF_WORDS: Final = 1 / 3
"""Of the words of an entry that the text of its page has at least; a wall or a home page has hardly any."""
FEWEST_WORDS: Final = 3
_STEM: Final = 5
"""Letters in which two forms of one word agree, in most languages."""
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
# Scripts without blanks between words, in which none can be told from another here.
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ELSEWHERE: Final = frozenset(
    {
        "account", "captcha", "challenge", "collectconsent", "consent", "cookies", "home", "index.html", "login",
        "paywall", "register", "signin", "sign-in", "subscribe", "subscription", "subscriptions",
    }
)  # fmt: skip
_LABEL: Final = re.compile(
    r"(?:WITHDRAWN|RETRACTED|RETRACTION|STORY REMOVED)\s*(?:[:–—|-]\s|$)|[\[(](?:withdrawn|retracted)[\])]",
    re.I,
)
_NOTICE: Final = re.compile(
    r"\b(?:withdrawn|retracted|retracts|withdraws|withdrew) (?:this|the|its|an?) (?:story|article|report|piece|post)\b"
    r"|\b(?:this|the) (?:story|article|report|piece|post)\b[^.\n]{0,60}?\b(?:has been|have been|was|is) "
    r"(?:withdrawn|retracted|deleted by the editors)\b",
    re.I,
)
_HEAD: Final = 300


def leads_elsewhere(asked: str, answered: str) -> bool:
    """Whether a link was redirected to the home page, a log-in, an offer or a question about cookies."""
    end, begin = _segments(answered), _segments(asked)
    return end != begin and (not end or not _ELSEWHERE.isdisjoint(end))


def belongs(entry: str, text: str) -> bool:
    """Whether a page's text matches what the feed says of it (title and teaser): a third of the longer words recur.
    True if the feed says too little to tell."""
    words = {word[:_STEM] for word in _WORD.findall(entry.casefold()) if not _UNSPACED.search(word)}
    if len(words) < FEWEST_WORDS:
        return True
    found = {word[:_STEM] for word in _WORD.findall(text.casefold())}
    return len(words & found) >= SHARE_OF_WORDS * len(words)


def is_labelled_withdrawn(title: str) -> bool:
    """Whether the outlet put a label before the title ("WITHDRAWN: …")."""
    found = _LABEL.match(title.strip())
    return found is not None and (title.strip()[0] in "[(" or found[0].rstrip(" :–—|-").isupper())


def tells_of_withdrawal(text: str) -> bool:
    """Whether a short text that replaces a long one begins by saying that it was withdrawn."""
    return _NOTICE.search(text[:_HEAD]) is not None


def _segments(url: str) -> tuple[str, ...]:
    return tuple(part for part in urlsplit(url).path.lower().split("/") if part)
