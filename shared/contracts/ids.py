"""Makes deterministic ids: the same thing gets the same id in every run, engine and order."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"\w+", re.UNICODE)


def digest(*parts: str) -> str:
    """A 20-character id of `parts`; parts are separated, so ("ab", "c") and ("a", "bc") differ."""
    joined = "\x1f".join(parts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def normalise(words: Iterable[str]) -> str:
    """Words folded for comparing and for ids: case, accents, punctuation and space do not count."""
    text = " ".join(words)
    if text.isascii():  # nothing to decompose
        return " ".join(_WORD.findall(text.casefold()))
    text = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(_WORD.findall("".join([c for c in text if not unicodedata.combining(c)])))


def article_id(url_or_producer_id: str) -> str:
    """Id of an article whose producer gave none: hash of its canonical URL."""
    return digest("article", url_or_producer_id)


def statement_id(article: str, speaker: str, words: Iterable[str], ordinal: int) -> str:
    """`ordinal` counts equal (speaker, words) within the article; offsets and revision do not enter."""
    return "st-" + digest(article, normalise([speaker]), normalise(words), str(ordinal))


def report_id(article: str, type_: str, words: Iterable[str], ordinal: int) -> str:
    """Id of a milestone report; `ordinal` counts equal (type, words) within the article."""
    return "mr-" + digest(article, type_, normalise(words), str(ordinal))


def saying_id(founding_statement: str) -> str:
    """A saying is named after the statement that founded it within its side, for life."""
    return "sa-" + digest(founding_statement)


def occurrence_id(negotiation: str, founding_report: str) -> str:
    """An occurrence is named after the report that founded it, within its negotiation."""
    return "oc-" + digest(negotiation, founding_report)


def position_id(article: str, sentence: int, side: str, question: str) -> str:
    """A statement and the report inside it are one piece of evidence: both stand in the same sentence."""
    return "po-" + digest(article, str(sentence), side, question)


def deed_id(
    article: str, side: str, question: str, words: Iterable[str], deed: Iterable[str], ordinal: int
) -> str:
    """Evidence that a deed is: its words and `deed`, which is what kind it is, how far it has gone, to what and when.
    `ordinal` counts equal ones within the article; offsets do not enter, so that an edit above changes nothing."""
    return "po-" + digest(article, side, question, normalise(words), *deed, str(ordinal))


def ledger_id(side: str, negotiation: str, question: str, person: str | None = None) -> str:
    """Id of a ledger row."""
    return "le-" + digest(side, negotiation, question, person or "")


def alert_id(type_: str, subject: str, *trigger: str) -> str:
    """`trigger` is what raised it: a threshold, the evidence's id, a revision."""
    return "al-" + digest(type_, subject, *trigger)
