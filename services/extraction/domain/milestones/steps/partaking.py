"""Decides who takes part in a step, correcting the rules by trees learnt from annotated steps.

The rules know what grammar makes plain. Who else is named in the sentence, around it and all over the article, and how,
says whether they left somebody out or took a bystander in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
import numpy as np

from services.extraction.domain import trees
from services.extraction.domain.encoder.labels import MILESTONES
from services.extraction.domain.milestones.parties import mediators, sides
from services.extraction.domain.milestones.parties.cast import Cast
from services.extraction.domain.milestones.parties.people import persons
from services.extraction.domain.milestones.parties.sides import Side
from services.extraction.domain.milestones.steps.article import (
    AGAINST,
    MEETINGS,
    ReadArticle,
    sides_in,
    tellers_at,
)
from services.extraction.domain.milestones.wording import deeds, modality
from shared.contracts.common import MilestoneType, Span

FILE: Final = "partaking.npz"
LABELS: Final = ("party", "mediator", "neither")
LIKELY: Final = 0.5
"""Chance from which somebody takes part, or mediates;"""
SECOND: Final = 0.15
"""where there are not two, the likeliest others do from this one on."""
_AROUND: Final = 4
"""So many of the parties the article is most about may take part though no sentence near names them."""
_FAR: Final = 9
"""Place in an order of who is not in it."""
_PREPOSITIONS: Final = (
    "with",
    "between",
    "by",
    "to",
    "from",
    "against",
    "on",
    "in",
    "at",
    "of",
    "for",
    "and",
    "over",
)
_BEFORE: Final = re.compile(r"([\w'’-]+)\W*(?:the\s|(?:[A-Z][\w.’'-]*\s){0,3})?$")
_ACTS: Final = re.compile(
    r"(?:['’]s)?\s+(?:[a-z]+ly\s)?(?:[a-z]+(?:ed|s)|will|would|has|have|had|met|is|are|was|were|said|told|says)\b"
)
_JOINED: Final = re.compile(r"(?:\s[A-Z]\w+)?,?\sand\s")
_KINDS: Final = ("country", "bloc", "group", "body", "person")
_TAKEN: Final[frozenset[str]] = frozenset(
    {"sanctions_imposed_or_eased", "proposal_rejected", "concession_announced", "proposal_made"}
)
"""Steps that one side takes towards another."""
_BETWEEN_OTHERS: Final[frozenset[str]] = MEETINGS | {
    "talks_suspended_or_collapsed",
    "proposal_rejected",
    "ceasefire_agreed_or_declared",
    "agreement_in_principle",
}
"""Steps of others that somebody hosts, or that follow what he proposed to both."""


class StepMention(msgspec.Struct, frozen=True):
    """A sentence (by its index) that reports a step; `deed` are the words of the rule that matched, `cast` is who takes
    part by the rules."""

    at: int
    type: MilestoneType
    deed: Span | None
    cast: Cast


@cache
def built_in() -> trees.Trees:
    """The trees that ship, read once."""
    return trees.parse(files(__package__ or "").joinpath(FILE).read_bytes())


def chosen(
    article: ReadArticle,
    step: StepMention,
    model: trees.Trees | None = None,
    known: Mapping[str, Mapping[str, float]] | None = None,
) -> Cast:
    """Who takes part, by the trees that ship if no others are given.

    The rules decide where grammar makes it plain, or where nobody is likely. `known` are the `numbers`, if already
    computed.
    """
    if step.cast.plain:
        return step.cast
    known = numbers(article, step) if known is None else known
    if not known:
        return step.cast
    model = model or built_in()
    rows = np.concatenate([trees.row(model, each) for each in known.values()])
    scores = trees.totals(model, rows)
    chances = np.exp(scores - np.logaddexp.reduce(scores, 1, keepdims=True))
    ranked = sorted(zip(chances[:, 0].tolist(), known, strict=True), key=lambda each: (-each[0], each[1]))
    # Whom the words make a go-between is no side, wherever else the sentence names him ("a U.S.-brokered truce, the
    # U.S. envoy said").
    ranked = [each for each in ranked if each[1] not in step.cast.mediators]
    taking = [name for chance, name in ranked if chance >= LIKELY]
    taking += [name for chance, name in ranked[len(taking) : 2] if chance >= SECOND]
    if not taking:
        return step.cast
    here = sides_in(article, article.sentences[step.at])
    hosts = None
    if step.type in _BETWEEN_OTHERS:
        main = article.background.plain
        taking, hosts = mediators.without_host(article.text, here, taking, main, article.about)
    mediating = [
        name
        for name, chance in zip(known, chances[:, 1].tolist(), strict=True)
        if name in step.cast.mediators or name == hosts or (chance >= LIKELY and name not in taking)
    ]
    people = persons(article.text, here, taking) if step.type in MEETINGS else ()
    named = len({side.name for side in here if side.weight >= sides.ACTS} & set(taking))
    return Cast(tuple(sorted(taking)), tuple(sorted(mediating)), people, named)


def numbers(article: ReadArticle, step: StepMention) -> Mapping[str, Mapping[str, float]]:
    """Features by name for each party who may take part, by its name; zeros are left out."""
    span = article.sentences[step.at]
    here = sides_in(article, span)
    before = (article.sentences[max(0, step.at - 2)][0], span[0])
    near = sides_in(article, before) if step.at else ()
    stamped = article.catalog.stamp(
        [s.mention.actor for s in here], article.text[slice(*span)], article.today
    )
    groups = [n for id in stamped if (n := article.catalog.negotiation(id)) is not None]
    common, tellers = _common(article, step, here, len(groups)), tellers_at(article, span)
    order = list(dict.fromkeys(side.name for side in here if side.weight >= sides.ACTS))
    around = [name for name, _ in article.background.weights]
    names = (
        [side.name for side in (*here, *near)] + around[:_AROUND] + [*step.cast.parties, *step.cast.mediators]
    )
    names += [party for group in groups for party in group.parties]
    out = {}
    for name in dict.fromkeys(names):
        mine = [side for side in here if side.name == name]
        values = common | _of_sentence(article, step, mine, here) if mine else dict(common)
        values |= {
            "by rules": float(name in step.cast.parties),
            "mediates by rules": float(name in step.cast.mediators),
            "order": float(order.index(name) if name in order else _FAR),
            "times near": float(sum(side.name == name for side in near)),
            "weight near": max((side.weight for side in near if side.name == name), default=-1.0),
            "share of article": article.background.share(name),
            "rank in article": float(around.index(name) if name in around else _FAR),
            "titled": float(name.lower() in article.title.lower()),
            "forum": float(name in sides.FORUMS),
            "party of negotiation": float(sum(name in group.parties for group in groups)),
            "mediator of negotiation": float(sum(name in group.mediators for group in groups)),
            "others of negotiation": max(
                (len(set(g.parties) & set(order)) / len(g.parties) for g in groups if name in g.parties),
                default=0.0,
            ),
            "tells": float(name in tellers),
        }
        out[name] = {key: value for key, value in values.items() if value}
    return out


def _common(article: ReadArticle, step: StepMention, here: Sequence[Side], groups: int) -> dict[str, float]:
    """What is the same of all."""
    start, end = article.sentences[step.at]
    return {
        "parties by rules": float(len(step.cast.parties)),
        "named by rules": float(step.cast.named),
        "named": float(len({side.name for side in here if side.weight >= sides.ACTS})),
        "negotiations": float(groups),
        "rule": float(step.deed is not None),
        "sentence": float(step.at),
        "length": float(end - start),
        "meeting": float(step.type in MEETINGS),
        "against": float(step.type in AGAINST or step.type in _TAKEN),
        "type": float(MILESTONES.index(step.type)),
    }


def _of_sentence(
    article: ReadArticle, step: StepMention, mine: Sequence[Side], here: Sequence[Side]
) -> dict[str, float]:
    """How the sentence names one who may take part."""
    text, span = article.text, article.sentences[step.at]
    deed = step.deed or span
    nearest = min(mine, key=lambda side: (-side.weight, _apart(side, deed)))
    start, end = nearest.mention.start, nearest.mention.end
    piece = deeds.piece(article.small, span, deed)
    clause = modality.clause(text, span, deed) if step.deed else span
    words = {
        found[1].lower()
        for side in mine
        if (found := _BEFORE.search(text[max(span[0], side.mention.start - 40) : side.mention.start]))
    }
    strangers = [
        other
        for other in here
        if other.name != nearest.name
        and other.weight >= sides.ACTS
        and (end <= other.mention.start < deed[0] or deed[1] <= other.mention.start < start)
    ]
    return {f"after {word}": 1.0 for word in _PREPOSITIONS if word in words} | {
        "here": 1.0,
        "times": float(len(mine)),
        "weight": max(side.weight for side in mine),
        "weights": sum(side.weight for side in mine),
        "before deed": float(max(0, deed[0] - end)),
        "behind deed": float(max(0, start - deed[1])),
        "in its time": float(any(piece[0] <= side.mention.start < piece[1] for side in mine)),
        "in its clause": float(any(clause[0] <= side.mention.start < clause[1] for side in mine)),
        "first at": float(mine[0].mention.start - span[0]),
        "person": float(any(side.mention.actor.kind == "person" for side in mine)),
        "kind": float(
            _KINDS.index(nearest.mention.actor.kind) + 1 if nearest.mention.actor.kind in _KINDS else 0
        ),
        "demonym": float(nearest.mention.via == "demonym"),
        "metonym": float(nearest.mention.via == "metonym"),
        "mediating": float(any(mediators.mediating(text, side) for side in mine)),
        "telling": float(any(sides.is_only_reporter(text, side) for side in mine)),
        "owner": float(any(text[s.mention.end : s.mention.end + 2] in ("'s", "’s") for s in mine)),
        "acts": float(any(_ACTS.match(text, s.mention.end) for s in mine)),
        "joined": float(any(_JOINED.match(text, s.mention.end) for s in mine)),
        "others between": float(len(strangers)),
    }


def _apart(side: Side, deed: Span) -> int:
    """Characters between a mention and the deed."""
    return max(0, deed[0] - side.mention.end, side.mention.start - deed[1])
