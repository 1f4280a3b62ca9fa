"""Reads which deeds a report's words tell that answer a question: a tariff put off, talks broken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from services.milestones.domain.deeds import PAUSED, Taken, clauses, conditional, is_tariff, taken
from services.milestones.domain.freshness import TITLE_ALONE, freshness
from services.milestones.domain.telling import Telling, Told
from shared.catalog import Act, Question
from shared.contracts.common import Verdict

_DEAL: Final = re.compile(r"\b(?:deal|agreement|pact|accord)\b", re.IGNORECASE)
_CONTRARY: Final[dict[Verdict, Verdict]] = {"for": "against", "against": "for"}

Done = tuple[Taken, tuple[str, ...]]
"""A deed, and the sides that do it."""


def deeds(act: Act, question: Question, telling: Telling) -> Iterator[Told]:
    """What the report's words tell a side to do, whatever its type. Whom a sentence does not name the title may, and
    what no sentence tells it tells alone."""
    if not (
        telling.between_its_sides(act.type, question)
        and telling.headed(question)
        and _foremost(act, question, telling)
    ):
        return
    title = [done for done in _deeds_in(telling.title, act, telling) if _asked(done[0], question, telling)]
    ways = set()
    for at, words in sorted(enumerate(telling.words), key=lambda each: telling.starts[each[0]]):
        if not telling.about(question, words):
            continue
        for deed, named in _deeds_in(words, act, telling):
            if not _asked(deed, question, telling):
                continue
            ways.add(deed.way)
            heads = {side: head.planned for head, sides in title for side in sides if head.way == deed.way}
            for side in named or sorted(heads):
                yield from _told(act, question, telling, deed, side, at, heads.get(side))
    for deed, sides in title if telling.about(question, telling.title) else ():
        for side in () if deed.way in ways else sides:
            for at in _resting(deed, side, question, telling)[:1]:
                for told in _told(act, question, telling, deed, side, at, deed.planned):
                    yield msgspec.structs.replace(told, confidence=min(told.confidence, TITLE_ALONE))


def _told(
    act: Act, question: Question, telling: Telling, deed: Taken, side: str, at: int, headed: bool | None
) -> Iterator[Told]:
    """The deed, if it is of a side that is asked; `headed` says whether the title has it as planned, or is None."""
    if act.party not in (None, side) or side not in (*question.sides, act.party):
        return
    planned = deed.planned if headed is None else headed
    verdict = act.verdict if deed.way == act.status else _CONTRARY[act.verdict]
    yield Told(
        side=side,
        verdict="open" if deed.way == PAUSED else verdict,
        what=f"{deed.of}_{'to_be_' if planned and deed.way != PAUSED else ''}{deed.way}",
        at=at,
        strength=1 if planned else 2,
        confidence=freshness(
            telling.report,
            telling.starts[at],
            deed.clause,
            deed.clause[: deed.at],
            in_title=headed is not None,
        ),
    )


def _deeds_in(words: str, act: Act, telling: Telling) -> Iterator[Done]:
    """The deeds of a sentence, each with the sides that do it. What one party says that another does is that one's
    account of it."""
    tellers = telling.names.tellers(words, telling.day)
    for clause in clauses(words):
        deed = taken(clause, act.type)
        if deed is not None and not conditional(deed, words):
            yield deed, tuple(side for side in _doers(deed, telling) if not tellers or side in tellers)


def _doers(deed: Taken, telling: Telling) -> tuple[str, ...]:
    """Who does it. A tariff on the goods of one of two parties is the other's; which of them takes off what in a deal
    of both is not told otherwise."""
    doers = telling.doers(deed.clause, deed.at)
    if deed.of != "measure":
        return doers
    parties = telling.report.parties
    owners = telling.names.owners(deed.clause, deed.at, parties, telling.day)
    unclear = len(doers) != 1 or doers[0] in owners
    if len(owners) == 1 and len(parties) == 2 and unclear and not telling.stranger(deed.clause, deed.at):
        return tuple(party for party in parties if party not in owners)
    if len(doers) > 1 and _DEAL.search(deed.clause[: deed.at]):
        return ()
    return tuple(side for side in doers if side not in owners)


def _resting(deed: Taken, side: str, question: Question, telling: Telling) -> list[int]:
    """The sentences on which a deed of the title can rest, the best first: they name the side, or what it is about."""
    weight = {}
    for at, words in enumerate(telling.words):
        named, about = side in telling.named(words), telling.about(question, words)
        if named or about:
            alike = deed.tariff and is_tariff(words)
            weight[at] = (not (alike and about), not about, not named, telling.starts[at])
    return sorted(weight, key=weight.__getitem__)


def _asked(deed: Taken, question: Question, telling: Telling) -> bool:
    """Whether the question asks for such a deed: for a tariff if the measure is one, and not one of others."""
    if deed.of == "measure" and deed.tariff != is_tariff(question.text):
        return False
    negotiation = telling.negotiation(question)
    doing = telling.doers(deed.clause, deed.at)
    sides = [party for party in negotiation.parties if party not in doing]
    parties = (*negotiation.parties, *negotiation.mediators)
    return not telling.names.of_others(deed.clause, parties, sides, telling.day)


def _foremost(act: Act, question: Question, telling: Telling) -> bool:
    """Whether no other question of the negotiation about such a deed of the same party is meant more: tariffs on metal,
    not tariffs at large."""
    hits = telling.names.catalog.questions_in(
        " ".join((telling.report.evidence.article.title, *telling.words))
    )
    others = (q for q in telling.negotiation(question).questions if q.id != question.id)
    alike = [q for q in others if any((a.type, a.party) == (act.type, act.party) for a in q.acts)]
    return all(len(hits.get(q.id, ())) <= len(hits.get(question.id, ())) for q in alike)
