"""Names the features of a verb with its object: which verb, in which form, and what stands before and after it."""

from __future__ import annotations

import re
from typing import Final

from services.extraction.domain.spans.governing import Governed

_POSSESSIVES: Final = frozenset({"his", "her", "its", "my", "our", "their", "whose", "your"})
_ARTICLES: Final = frozenset(
    {
        "a",
        "an",
        "another",
        "any",
        "each",
        "every",
        "no",
        "some",
        "such",
        "that",
        "the",
        "these",
        "this",
        "those",
    }
)
_SUBJECTS: Final = frozenset((
    "after", "and", "as", "because", "before", "but", "critics", "everyone", "how", "i", "if", "it", "many",
    "nobody", "or", "others", "since", "some", "someone", "than", "to", "we", "what", "when", "where", "whether",
    "which", "while", "who", "why", "you",
))  # fmt: skip
_PREPOSITIONS: Final = frozenset((
    "about", "against", "at", "between", "by", "during", "for", "from", "in", "into", "of", "on", "over",
    "through", "under", "with", "without",
))  # fmt: skip
_NOUNS: Final = frozenset({"<-", "article", "possessive", "preposition", "word"})


def features(text: str, each: Governed) -> list[str]:
    """The names of all features of the verb, for the weights of `governed`."""
    frame = each.frame.split(":")[0]
    before, helped = _standing(text, each), _helped(each)
    noun = before in _NOUNS
    return [
        f"verb={each.lemma}",
        f"verb={each.lemma} frame={each.frame}",
        f"verb={each.lemma} form={each.form}",
        f"verb={each.lemma} noun={noun}",
        f"frame={frame}",
        f"before={before}",
        f"before={before} form={each.form}",
        f"before={before} frame={frame}",
        f"helped={helped}",
        f"helped={helped} form={each.form}",
        f"before={before} helped={helped} form={each.form}",
    ]


def _standing(text: str, each: Governed) -> str:
    """What stands before the verb."""
    before = each.before
    if before in ("he", "she", "they"):
        return "pronoun"
    if before[0] in "^<":
        return f"{before} helped" if before == "^" and each.auxiliaries else before
    for name, words in (
        ("possessive", _POSSESSIVES), ("article", _ARTICLES), ("preposition", _PREPOSITIONS),
    ):  # fmt: skip
        if before in words and before not in _SUBJECTS:
            return name
    if before in _SUBJECTS or each.subject is None:
        return before
    word = text[slice(*each.subject)]
    if word.endswith(("'s", "’s", "s'", "s’")):
        return "possessive"
    if word[0].isupper():
        return "name"
    return "plural" if word.endswith("s") and not word.endswith("ss") else "word"


def _helped(each: Governed) -> str:
    """The auxiliaries' sense."""
    if not each.auxiliaries:
        return "none"
    joined = " ".join(each.auxiliaries).replace("’", "'")
    if each.form == "ing" and re.search(r"\b(?:was|were|is|are|be|been|being)\b", joined):
        return "going on"
    if re.search(r"\b(?:would|could|should|may|might|must)\b|'d", joined):
        return "modal"
    if re.search(r"\b(?:will|can)\b|'ll", joined):
        return "will"
    if "to" in each.auxiliaries:
        return "to"
    return "has" if re.search(r"\b(?:has|have|had)\b|'ve", joined) else "do"
