"""Finds the candidates of an article: which types of steps each sentence may report, with parties and date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np

from services.extraction.domain.encoder.labels import MILESTONES, STATUSES
from services.extraction.domain.milestones.parties import (
    asides,
    cast,
    doers,
    domestic,
    interviews,
    several,
    sides,
)
from services.extraction.domain.milestones.scoring import blending, features, weights
from services.extraction.domain.milestones.steps import distinct, grouping, status_rules
from services.extraction.domain.milestones.steps.article import (
    MEETINGS,
    ReadArticle,
    cast_at,
    mentions_in,
    said_in,
    sides_in,
    statement_at,
    tellers_at,
)
from services.extraction.domain.milestones.time import counted, dates
from services.extraction.domain.milestones.time.choosing import beside, in_present, nearest, owned
from services.extraction.domain.milestones.wording import deeds, modality, plainly, triggers
from services.extraction.domain.text import letters
from shared.contracts.common import MilestoneType, Span

LEAST: Final = 0.03
"""Chance of a type above which a sentence is a candidate for it."""
AT_HOME: Final[frozenset[str]] = MEETINGS | {"agreement_in_principle", "agreement_signed"}
"""Types that also happen between people of one country."""
AHEAD: Final[frozenset[str]] = frozenset({"scheduled", "proposed", "threatened"})


def seen(article: ReadArticle, at: int) -> features.Seen:
    """What rules, dates and actors show of sentence number `at`."""
    span = article.sentences[at]
    here = sides_in(article, span)
    return features.Seen(
        at,
        span,
        tuple(
            hit
            for hit in triggers.hits(article.small, span, triggers.built_in(), article.masked)
            if not asides.within(hit.span, article.asides)
        ),
        counted.find(article.text, span, article.today),
        modality.modality_of(article.small, span),
        len({side.name for side in here if side.weight >= 0.5}),
        article.text[span[0]] in '“"' or statement_at(article, span) is not None,
        said_in(article, span),
        deeds.all_factualities(article.small, span),
    )


def words(article: ReadArticle, now: features.Seen, before: Sequence[triggers.Hit]) -> frozenset[str]:
    """The features of a sentence for the linear model."""
    tokens = features.tokens(article.text, now.span, mentions_in(article, now.span))
    return features.features(tokens, now, before, article.title_types, article.today)


def title_words(article: ReadArticle) -> frozenset[str]:
    """The features of the title, read as a sentence before the first."""
    span = (0, len(article.title))
    small = letters.lowered(article.title)
    now = features.Seen(
        0,
        span,
        tuple(article.title_hits),
        dates.find(article.title, span, article.today),
        modality.modality_of(small, span),
        len(
            {
                name
                for m in article.title_mentions
                if (name := sides.party_of(m, article.catalog, article.today))
            }
        ),
        False,
        deeds=deeds.all_factualities(small, span),
    )
    tokens = features.tokens(article.title, span, article.title_mentions)
    return features.features(tokens, now, (), article.title_types, article.today)


def find(article: ReadArticle, learned: weights.Weights) -> list[grouping.Candidate]:
    """Every pair of a sentence and a type that is worth a look, in the order of the text."""
    told = [seen(article, at) for at in range(len(article.sentences))]
    if not told:
        return []
    scores = []
    before: Sequence[triggers.Hit] = ()
    for now in told:
        scores.append(weights.word_scores(learned, words(article, now, before)))
        before = now.hits
    judged = weights.judgements(blending.blended(np.array(scores), article.tellings, learned.blend))
    title = weights.judgement(weights.word_scores(learned, title_words(article)))
    return [c for now, each in zip(told, judged, strict=True) for c in of_sentence(article, now, each, title)]


def of_sentence(
    article: ReadArticle, now: features.Seen, judged: weights.Judgement, title: weights.Judgement
) -> list[grouping.Candidate]:
    """The candidates of one judged sentence, each with parties and date."""
    before = article.sentences[max(0, now.at - 1)]
    if asides.covered(now.span, article.asides) or domestic.of_sport(article.small, (before[0], now.span[1])):
        return []
    out = []
    mixed = any(now.span[0] <= start < now.span[1] for start, _ in article.asides)
    named = mentions_in(article, now.span)
    told_plainly = {entry.type: entry for entry in plainly.find(article.small, now.span)}
    taken = {
        type_ for entry in told_plainly.values() if now.parties >= entry.sides for type_ in entry.instead_of
    }
    for number, (type_, chance) in enumerate(zip(MILESTONES, judged.types, strict=True)):
        told = told_plainly.get(type_)
        if (chance <= LEAST and told is None) or type_ in taken:
            continue
        hit = triggers.surest(now.hits, type_)
        if hit is None and told is None and mixed:
            # What is learnt of the sentence may be of the heading of another piece in it.
            continue
        around = hit.span if hit else now.span
        part = modality.clause(article.text, now.span, around) if hit else now.span
        if type_ in MEETINGS and interviews.only(article.small, now.span, hit.span if hit else None, named):
            continue
        who = cast_at(article, now.at, part, type_, hit.span if hit else None)
        if not who.parties or (who.named < 2 and _among_themselves(article, type_, part)):
            continue
        ahead = (
            type_ != "threat_or_ultimatum" and max(zip(judged.statuses, STATUSES, strict=True))[1] in AHEAD
        )
        ahead = ahead or (type_ in MEETINGS and hit is not None and in_present(article.small, hit.span))
        days = beside(article.small, now.span, now.days, hit.span) if hit else now.days
        days = owned(article.small, days, deeds.built_in().named.get(type_))
        when = nearest(days, around, ahead, article.today)
        age = (article.today - when.last).days if when else None
        central = set(who.parties) <= {name for name, _ in article.background.weights[:3]}
        if told is not None and who.named < told.sides:
            told = None
        if told is not None:
            chance = max(chance, plainly.LIKELY)
        one = grouping.Candidate(
            type_,
            chance,
            now,
            judged,
            who,
            when,
            age,
            hit.rule if hit else None,
            type_ in article.title_types,
            central,
            judged.kinds[number],
            title.types[number],
            ruled=told.status if told else None,
            plainly=told is not None,
            worth=distinct.worth(article.small, now.span, around) if type_ == doers.MEASURE else frozenset(),
            by=doers.doer(
                article.text,
                now.span,
                type_,
                hit.span if hit else None,
                sides_in(article, now.span),
                who.parties,
                tellers_at(article, now.span),
            ),
        )
        out += _apart(article, one, ahead) or [one]
    return out


def _apart(article: ReadArticle, told: grouping.Candidate, ahead: bool) -> list[grouping.Candidate]:
    """Each of the encounters of its type that a sentence reports; empty where it reports but one."""
    now, today = told.seen, article.today
    here = sides_in(article, now.span)
    found = several.apart(article.text, now.span, told.type, here, told.cast.parties)
    ends = sorted({each.deed[0] for each in found})
    out = []
    for each in found:
        deed = each.deed
        end = next((start for start in ends if start > deed[0]), now.span[1])
        days = tuple(d for d in now.days if deed[0] <= d.span[0] < end) or now.days
        to_come = each.ahead or (ahead and not each.done)
        when = nearest(beside(article.small, now.span, days, deed), deed, to_come, today)
        out.append(
            msgspec.structs.replace(
                told,
                cast=cast.of_meeting(article.text, each.parties, here),
                seen=msgspec.structs.replace(now, days=days),
                when=when,
                age=(today - when.last).days if when else None,
                deed=deed,
                ruled="scheduled" if each.ahead else told.ruled,
                chance=max(told.chance, plainly.LIKELY) if each.done else told.chance,
                plainly=told.plainly or each.done,
            )
        )
    return out


def _among_themselves(article: ReadArticle, type_: MilestoneType, part: Span) -> bool:
    """Whether what is reported there is a matter between one country and its own people, or about criminals."""
    if type_ == "sanctions_imposed_or_eased":
        return domestic.on_gang(article.small, part)
    return type_ in AT_HOME and domestic.within(article.small, part)


def allowed(article: ReadArticle, found: Sequence[grouping.Candidate]) -> list[grouping.Candidate]:
    """The candidates that their words allow, with the status these give."""
    today = article.today
    return [each for c in found if (each := status_rules.ruled(article.small, c, today)) is not None]
