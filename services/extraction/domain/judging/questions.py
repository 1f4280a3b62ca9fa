"""Decides which questions of the catalog a statement answers, how firmly and on what condition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from services.extraction.domain.judging import (
    attitudes,
    bearing,
    conditions,
    leanings,
    moods,
    phrases,
    usual,
    verdicts,
    weighing,
)
from services.extraction.domain.judging.around import StatementContext
from services.extraction.domain.judging.bearing import Said
from services.extraction.domain.judging.leanings import Case
from services.extraction.domain.judging.verdicts import Label
from shared.catalog import Catalog, Negotiation, Question
from shared.contracts import Answer

_OFFICIAL: Final = re.compile(
    r"\b(?:minist|government|department|office|embass|army|military|navy|parliament|congress|senate|commission|council|"
    r"administration|official|leader|negotiat|delegat|foreign|cabinet|palace|house|force|spokes|president|party|state)",
    re.IGNORECASE,
)
_PLAIN: Final = 0.4
"""How likely a stand that is not the usual one must be by the words alone, to be believed."""
_FLAT: Final = frozenset(("supports", "opposes", "demands", "rejects", "threatens"))
_NAME: Final = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*)*")
_DEED: Final = re.compile(
    r"^(?:[\w']+ ){0,4}(?:we|it|they|i|he|she)(?: (?:will|would|was|were|is|are|has|have|had)|'ll)"
    r"(?: \w+){0,2} (?:impos|increas|rais|levy|add|slap|hik|introduc|retaliat|respond|lift|suspend|exempt|waiv)\w*"
)


def answers(
    article: StatementContext,
    index: int,
    *,
    speaker_kind: str,
    type: str,
    position: str,
    issues: tuple[str, ...],
    negotiations: tuple[str, ...],
    catalog: Catalog,
) -> tuple[Answer, ...]:
    """The answers of one statement of the article, number `index`, to questions of its negotiations; empty if it
    answers none."""
    told = article.attributions[index]
    side = told.side
    if not _speaks_for_a_side(told.speaker, speaker_kind, side, catalog):
        return ()
    said = article.said(index, type, position, issues)
    found = []
    for question_id in catalog.questions_in(said.text):
        negotiation, question = catalog.questions[question_id]
        if negotiation.id not in negotiations or (question.sides and side not in question.sides):
            continue
        if _of_others(said.text, negotiation, side, catalog) or _own_deed(said, negotiation, question):
            continue
        label, chance = judge(negotiation, question, said, article, index)
        if label == "unrelated":
            continue
        found.append(
            Answer(
                question=question_id,
                negotiation=negotiation.id,
                verdict=label,
                strength=2 if label in ("for", "against") and flat(said) else 1,
                condition=conditions.condition(said.text) if label == "conditional" else None,
                confidence=round(chance, 3),
                rule="words",
            )
        )
    return tuple(found)


def case(
    negotiation: Negotiation, question: Question, said: Said, article: StatementContext, index: int
) -> Case:
    """Statement number `index` as it is judged for a question."""
    language = attitudes.built_in()
    told = bearing.features(question, subject(negotiation, question), said, language)
    features = {
        **told,
        **usual.features(question, said, article.sides_in(index), told),
        **moods.features(question, article.place(index), language),
        **article.around(index, negotiation)[question.id],
    }
    turns = phrases.phrases(question, negotiation.parties, said)
    return Case(features, leanings.words(said.text, said.cue), question.id, said.side, turns)


def judge(
    negotiation: Negotiation, question: Question, said: Said, article: StatementContext, index: int
) -> tuple[Label, float]:
    """The likeliest label for a statement and a question, and its probability."""
    chances = _chances(question, said, case(negotiation, question, said, article, index))
    label = max(verdicts.LABELS, key=lambda each: chances[each])
    if label != "unrelated":
        label = _weighed(label, question, said, chances)
    return label, chances[label]


def _chances(question: Question, said: Said, known: Case) -> Mapping[Label, float]:
    """How likely each label is. Plain words of a side about its own deed outweigh what it is known to want."""
    chances = verdicts.judged(verdicts.built_in(), known)
    sign = usual.contrary(question, said, known.features)
    if sign and not _hedged(said):
        plainly = _on_the_question(verdicts.judged(verdicts.built_in(), usual.blanked(known)))
        if plainly["for" if sign > 0 else "against"] >= _PLAIN:
            return plainly
    return chances


def _on_the_question(chances: Mapping[Label, float]) -> Mapping[Label, float]:
    """The chances where a statement is known to bear on the question."""
    whole = 1.0 - chances["unrelated"]
    return {label: 0.0 if label == "unrelated" else chance / whole for label, chance in chances.items()}


def _weighed(label: Label, question: Question, said: Said, chances: Mapping[Label, float]) -> Label:
    """The label that an "if" shows by itself; not "conditional" where the words set no condition at all."""
    leaning = weighing.leaning(question, attitudes.plain(said.text), attitudes.built_in())
    if leaning:
        return "for" if leaning > 0 else "against"
    if label != "conditional" or (leaning is None and not conditions.only_sounds(said.text)):
        return label
    return max((each for each in chances if each != "conditional"), key=lambda each: chances[each])


def flat(said: Said) -> bool:
    """Whether the speaker takes the stand without "may", "hope" or "would"."""
    return said.position in _FLAT and not _hedged(said)


def _hedged(said: Said) -> bool:
    text = attitudes.plain(said.text)
    return attitudes.built_in().hedges.search(text) is not None or "?" in text


@lru_cache(maxsize=1024)
def _first(text: str, names: tuple[str, ...]) -> str | None:
    places = sorted((text.find(name), name) for name in names if name in text)
    return places[0][1] if places else None


def subject(negotiation: Negotiation, question: Question) -> str | None:
    """The side that the question's sentence names first: the one that would have to act."""
    return _first(question.text, (*negotiation.parties, *negotiation.mediators, *question.sides))


def _of_others(text: str, negotiation: Negotiation, side: str, catalog: Catalog) -> bool:
    """Whether the words name a country that has no part in the negotiation, and no party but the speaker's own."""
    parties = {*negotiation.parties, *negotiation.mediators}
    named = {
        catalog.canonical_party(actor.name)
        for found in _NAME.findall(text)
        if (actor := catalog.actor(found.removesuffix("'s").removesuffix("’s")))
        and actor.kind in ("country", "bloc")
    }
    return bool(named - parties - {side}) and not named & parties - {side}


def _own_deed(said: Said, negotiation: Negotiation, question: Question) -> bool:
    """Whether the statement only announces what a side will do itself, which does not show what it thinks of the deed
    that the question expects of another."""
    actor = subject(negotiation, question)
    if actor is None or actor == said.side or said.side not in negotiation.parties:
        return False
    return bool(_DEED.search(attitudes.plain(said.text)))


def _speaks_for_a_side(speaker: str, kind: str, side: str, catalog: Catalog) -> bool:
    """A company or an unnamed source does not say where its country stands; offices that the catalog lacks may."""
    if kind == "person" or speaker == side or catalog.actor(speaker) is not None:
        return True
    return bool(_OFFICIAL.search(speaker))
