"""Analyses a statement's words for comparing: stems, numbers, negations and character n-grams."""

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from shared.contracts import ids

STOPWORDS = frozenset(
    """
    a an the and or but if then than that this these those it its itself he him his she her hers
    they them their we us our you your i me my who whom whose which what when where why how is are
    was were be been being am do does did done doing have has had having will would shall should can
    could may might must of to in on at by for from with about into over after before between
    through during against under as so such too very just also there here not no nor only own same
    both each more most other some any all up down out off again further once because while until
    said says say saying told added s t re ve ll d m
    """.split()  # noqa: SIM905 - a list of words is read more easily as words
)
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|nor|neither|nobody|nothing|none|without|cannot|refus\w*|reject\w*|den(?:y|ies|ied)|"
    r"oppos\w*|rul(?:e|es|ed|ing) out|fail\w*|unwilling|unable|impossible)\b|n[’']t\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"(?:not|no|never|nor|neither|nobody|nothing|none|without|cannot|refus\w*|reject\w*|den(?:y|ies|ied)|oppos\w*|"
    r"fail\w*|unwilling|unable|impossible|\w+n't)$"
)
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th)\b)?|\w+(?:['’]\w+)?", re.UNICODE)
_NUMBER_WORDS = (
    ("two", "2"), ("three", "3"), ("four", "4"), ("five", "5"), ("six", "6"), ("seven", "7"), ("eight", "8"),
    ("nine", "9"), ("ten", "10"), ("eleven", "11"), ("twelve", "12"), ("thirteen", "13"), ("fourteen", "14"),
    ("fifteen", "15"), ("twenty", "20"), ("thirty", "30"), ("forty", "40"), ("fifty", "50"), ("first", "1"),
    ("second", "2"), ("third", "3"), ("fourth", "4"), ("fifth", "5"), ("sixth", "6"),
)  # fmt: skip
_COUNTS = dict(_NUMBER_WORDS)


class Text(msgspec.Struct, frozen=True):
    """A statement's words, ready for comparing."""

    folded: str
    tokens: tuple[str, ...]
    stems: frozenset[str]
    """Of the words that carry meaning; numbers among them."""
    numbers: frozenset[str]
    negations: int
    grams: frozenset[str]
    """Character n-grams of three and four letters within words."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without common English endings, so that "talks" and "talk" meet."""
    for ending, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


_ENDINGS = (
    ("isations", 3), ("izations", 3), ("isation", 3), ("ization", 3), ("ational", 4), ("fulness", 3), ("ations", 4),
    ("ation", 4), ("ments", 4), ("ities", 3), ("ingly", 4), ("ment", 5), ("ness", 4), ("ance", 5), ("ence", 5),
    ("ions", 4), ("ings", 4), ("edly", 4), ("ity", 4), ("ion", 4), ("ing", 3), ("ies", 2), ("ers", 4), ("ely", 4),
    ("ed", 3), ("es", 3), ("ly", 4), ("er", 4), ("y", 4), ("s", 3),
)  # fmt: skip


def tokens_of(text: str) -> list[str]:
    """Folded words and numbers, in order."""
    found = []
    for raw in _TOKEN.findall(text):
        word = raw.replace("’", "'").lower()
        word = word.removesuffix("'s").removesuffix("'")
        if word[:1].isdigit():
            word = word.replace(",", "").rstrip("stndrh")
        found.append(_COUNTS.get(word, word))
    return found


def negations(tokens: Iterable[str]) -> int:
    """How many of these folded words negate."""
    return sum(1 for token in tokens if _NEGATION.match(token))


@lru_cache(maxsize=20_000)
def analyse(words: tuple[str, ...]) -> Text:
    """The words of a statement, analysed."""
    joined = " ".join(words)
    folded = ids.normalise(words)
    tokens = tuple(tokens_of(joined))
    carrying = [t for t in tokens if t not in STOPWORDS and (len(t) > 1 or t.isdigit())]
    stems = frozenset(stem(t) for t in carrying)
    padded = [f" {t} " for t in carrying]
    grams = frozenset(w[i : i + n] for w in padded for n in (3, 4) for i in range(max(1, len(w) - n + 1)))
    return Text(
        folded=folded,
        tokens=tokens,
        stems=stems,
        numbers=frozenset(t for t in tokens if t[:1].isdigit()),
        negations=len(_NEGATIVE.findall(joined)),
        grams=grams,
    )
