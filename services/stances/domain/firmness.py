"""Tells whether a side can be held to a position, or whether it rests on a single weak remark."""

from collections.abc import Sequence

import msgspec

from services.stances.domain.evidence import Held
from services.stances.domain.independence import by_article, by_publisher
from services.stances.domain.position_changes import free
from services.stances.domain.turn import FIRST, Rules, Turn, turn_of, when
from services.stances.domain.voices import act, acted, counts, own_words


def told_widely(turn: Turn, rules: Rules) -> bool:
    """Whether several publishers report it independently."""
    return len(by_publisher(turn.evidence)) >= rules.publishers


def tellable(turn: Turn, rules: Rules) -> bool:
    """Whether people can be told that the side stands there: it acted so, or several articles of independent publishers
    say so. A single remark is misread too often."""
    said = [h for h in turn.evidence if not act(h)]
    done = [h for h in turn.evidence if act(h)]
    if acted(turn, rules) or len(by_publisher(done)) >= rules.publishers:
        return True
    return len(by_article(said)) >= rules.told_articles and len(by_publisher(said)) >= rules.told_publishers


def firm(turn: Turn, rules: Rules) -> bool:
    """Whether the side can be held to it: it moved there, or a principal said so, or two articles or, of an act, two
    publishers."""
    said = [h for h in turn.evidence if not act(h)]
    return (
        turn.rule != FIRST
        or acted(turn, rules)
        or any(own_words(h, rules) and h.position.confidence >= rules.sure for h in said)
        or len(by_article(said)) > 1
        or told_widely(turn, rules)
    )


def borne_out(own: Sequence[Held], held: Held, current: Turn | None, rules: Rules) -> Turn | None:
    """A first word that the side can be held to although it is read with doubt, because two publishers have a principal
    say so flatly. `own` is what principals said flatly of late, `current` the position that is not yet firm."""
    agreeing = tuple(v for v in own if v.position.verdict == held.position.verdict)
    if held not in agreeing or all(counts(v, rules) for v in agreeing):
        return None
    if len(by_publisher(agreeing)) < rules.publishers:
        return None
    if current is None:
        return turn_of(agreeing, FIRST)
    if current.verdict != held.position.verdict:
        return turn_of(agreeing, FIRST) if free(held, current, rules) else None
    added = (v for v in agreeing if v not in current.evidence and when(v) >= current.at)
    return msgspec.structs.replace(current, evidence=(*current.evidence, *added))
