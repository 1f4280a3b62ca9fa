"""Builds the published ledger row from the turns of a side, with its strength and the voices that dissent."""

from collections.abc import Sequence
from datetime import timedelta

from services.stances.domain.evidence import Held
from services.stances.domain.independence import by_article, by_publisher
from services.stances.domain.index import Place
from services.stances.domain.ledger import turns
from services.stances.domain.turn import Rules, Turn, value_of, when
from shared.contracts import LedgerRow, StanceEntry, StanceReading, ids

MOST_HISTORY = 40
MOST_EVIDENCE = 6


def words_of(held: Held) -> str:
    """The words of a piece of evidence."""
    return " … ".join(held.position.evidence.words)


def entry(turn: Turn) -> StanceEntry:
    """One line of the history. Of much evidence the first piece is shown and the latest."""
    bearer = turn.bearer
    first, *later = turn.evidence
    return StanceEntry(
        position=turn.position,
        words=words_of(bearer),
        valid_from=turn.since,
        known_from=turn.known_from,
        evidence=tuple(h.position.evidence for h in (first, *later[1 - MOST_EVIDENCE :])),
        speaker=bearer.position.speaker,
        confidence=confidence(turn),
        condition=_condition(turn),
        rule=turn.rule,
        earlier=earlier(turn),
    )


def earlier(turn: Turn) -> tuple[StanceReading, ...]:
    """How the turn read while less of its evidence was known."""
    gained = {h.known_at for h in (*turn.evidence, *([turn.raised] if turn.raised else ()))}
    moments = [turn.known_from, *sorted(moment for moment in gained if moment > turn.known_from)]
    known = [turn.as_known(moment) for moment in moments]
    return tuple(
        StanceReading(
            position=then.position,
            words=words_of(then.bearer),
            speaker=then.bearer.position.speaker,
            known_until=until,
            condition=_condition(then),
        )
        for then, after, until in zip(known, known[1:], moments[1:], strict=False)
        if (then.position, then.bearer) != (after.position, after.bearer)
    )


def _condition(turn: Turn) -> str | None:
    return turn.bearer.position.condition if turn.verdict == "conditional" else None


def confidence(turn: Turn) -> float:
    """The confidence of the best piece, raised by every further publisher (0 to 1)."""
    doubt = 1.0
    for group in by_publisher(turn.evidence):
        doubt *= 1.0 - min(max(held.position.confidence for held in group), 0.95) * 0.9
    return round(1.0 - doubt, 2)


def ledger_row(
    place: Place, evidence: Sequence[Held], question_text: str, rules: Rules, person: str | None = None
) -> LedgerRow | None:
    """The row that this evidence makes (in event time); with `person`, that person's row."""
    if person is not None:
        evidence = [h for h in evidence if h.position.speaker == person]
    history = turns(evidence, rules)
    if not history:
        return None
    now = history[-1]
    side, negotiation, question = place
    return LedgerRow(
        id=ids.ledger_id(side, negotiation, question, person),
        side=side,
        negotiation=negotiation,
        question=question,
        question_text=question_text,
        position=now.position,
        strength=strength(evidence, now, rules),
        valid_from=now.since,
        known_from=now.known_from,
        history=tuple(entry(turn) for turn in history[-MOST_HISTORY:]),
        person=person,
        condition=entry(now).condition,
        dissent=() if person is not None else dissent(evidence, now, rules),
    )


def strength(evidence: Sequence[Held], now: Turn, rules: Rules) -> float:
    """Share of the articles of the last weeks that hold with the position, 0 to 1."""
    last = when(evidence[-1])
    recent = [h for h in evidence if when(h) >= max(now.since, last - timedelta(days=rules.dissent_days))]
    if not recent:
        return 1.0
    holding = [h for h in recent if h.position.verdict == now.verdict]
    return round(min(1.0, len(by_article(holding)) / len(by_article(recent))), 2)


def dissent(evidence: Sequence[Held], now: Turn, rules: Rules) -> tuple[StanceEntry, ...]:
    """Voices with an office who lately said, in their own words, the opposite on the question."""
    if now.position == 0:
        return ()
    last = when(evidence[-1])
    latest: dict[str, Held] = {}
    for held in evidence:
        if when(held) >= last - timedelta(days=rules.dissent_days) and held.position.rank <= 4:
            latest[held.position.speaker] = held
    found = []
    for speaker, held in sorted(latest.items()):
        value = value_of(held.position.verdict, held.position.strength)
        named = speaker not in (now.bearer.position.speaker, held.position.side)
        if named and held.position.direct and value * now.position < 0:
            turn = Turn(held.position.verdict, value, (held,), "stands elsewhere than the side")
            found.append(entry(turn))
    return tuple(found)
