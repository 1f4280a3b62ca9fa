"""Which questions of the catalog a statement bears on, for or against: words of the question decide."""

from shared.catalog import Catalog
from shared.catalog.words import WordIndex
from shared.contracts import Answer
from shared.contracts.common import Verdict

_AGAINST = ("rejects", "opposes")


def answers(
    *,
    words: tuple[str, ...],
    context: str,
    side: str,
    speaker: str,
    type: str,
    position: str,
    issues: tuple[str, ...],
    negotiations: tuple[str, ...],
    catalog: Catalog,
) -> tuple[Answer, ...]:
    """Answers of one statement, for questions of its negotiations only."""
    text = " ".join(words)
    found = []
    for question_id in catalog.questions_in(text):
        negotiation, question = catalog.questions[question_id]
        if negotiation.id not in negotiations or (question.sides and side not in question.sides):
            continue
        verdict = _verdict(text, context, position, question.for_words, question.against_words)
        if verdict is not None:
            found.append(
                Answer(question=question_id, negotiation=negotiation.id, verdict=verdict, rule="words")
            )
    return tuple(found)


def _verdict(
    text: str, context: str, position: str, for_words: tuple[str, ...], against_words: tuple[str, ...]
) -> Verdict | None:
    hits = WordIndex([("for", for_words), ("against", against_words)]).hits(f"{text} {context}")
    if ("for" in hits) == ("against" in hits):
        return None
    if position == "conditional":
        return "conditional"
    return "against" if ("against" in hits) != (position in _AGAINST and "for" in hits) else "for"
