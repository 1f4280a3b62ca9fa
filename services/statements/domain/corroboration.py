"""Raises the alert that enough independent publishers have a point, e.g. the third one.

Publishers are counted for words that an alert can show: the statement's own, or a similar telling's. So the threshold
is reached whichever telling comes last.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from heapq import nlargest
from typing import Final

import msgspec

from services.statements.domain.alert_history import alerts_on, publishers_told
from services.statements.domain.alerts import Cause, Subject, raise_alert
from services.statements.domain.bare_conditions import only_condition
from services.statements.domain.headline_text import shown
from services.statements.domain.importance import watched_of, weigh
from services.statements.domain.independence import independent
from services.statements.domain.index import Statements
from services.statements.domain.points import sentences
from services.statements.domain.policy import Policy
from services.statements.domain.repeat_suppression import borne_out_lately
from services.statements.domain.rows import Raised, StatementRow, ident_of, tellings_of
from services.statements.domain.supporting_tellings import (
    Agreeing,
    agreeing,
    nearest,
    publishers_of,
    supporting,
)
from services.statements.domain.unharmed import unharmed
from shared.contracts import Alert, Statement, ids, narrowed

MANY: Final = 3
"""Independent publishers who make it news, whatever its words promise."""
MOST_VOICES: Final = 12
"""Others whose words are tried, the weightiest."""
Episodes = Mapping[str, list[Statement]]
"""Of each saying that the statement tells, the tellings of this episode, its own among them."""


class Voice(msgspec.Struct, frozen=True):
    """Words that can be shown for a point, and the publishers that support them."""

    point: StatementRow
    whole: StatementRow
    words: Statement
    here: Sequence[Agreeing]
    publishers: int
    threshold: int
    again: str
    known: bool = False
    """Whether as much was told of the same words, or of much the same, under another saying."""

    @property
    def shows(self) -> str:
        """A digest of the words shown, whoever says them."""
        return ids.digest(ids.normalise(self.words.words))

    def worth(self, policy: Policy) -> float:
        """The newsworthiness of the best of those who tell the words shown, on what is watched: elsewhere it says
        nothing."""
        tellings = (each.statement for each in self.here)
        return max((one.newsworthiness for one in tellings if watched_of(one, policy)), default=0.0)


def reached_by(
    told: StatementRow, fresh: Sequence[StatementRow], episodes: Episodes, index: Statements, policy: Policy
) -> Voice | None:
    """Of these points the one with the most publishers, if a threshold is newly reached."""
    found = (_reached(told, point, episodes[point.saying], index, policy) for point in fresh)
    return max(filter(None, found), key=_rank, default=None)


def told_of_number(
    voice: Voice, last: Statement, aside: str, policy: Policy, now: datetime
) -> tuple[Alert, Raised]:
    """The alert that so many publishers have it, the `last` telling among them."""
    cause = Cause(
        type="parley.statement.corroborated",
        threshold=voice.threshold,
        again=voice.again,
        last=last,
        aside=aside,
    )
    return _alert(voice, cause, policy, now)


def told_first(
    voice: Voice, last: Statement, aside: str, policy: Policy, now: datetime
) -> tuple[Alert, Raised]:
    """The first alert on what so many publishers have, of whom none had words that made news alone."""
    return _alert(
        voice, Cause(type="parley.statement.new", last=last, after_others=True, aside=aside), policy, now
    )


def _alert(voice: Voice, cause: Cause, policy: Policy, now: datetime) -> tuple[Alert, Raised]:
    subject = Subject(
        statement=voice.words,
        saying=voice.point.saying,
        tellings=nearest(voice.here),
        publishers=voice.publishers,
    )
    alert = raise_alert(cause, subject, policy, now)
    return alert, Raised(
        id=alert.id,
        type=alert.type,
        threshold=voice.threshold,
        saying=subject.saying,
        shows=voice.shows,
        aside=bool(cause.aside),
    )


def _reached(
    told: StatementRow, point: StatementRow, whole: Sequence[Statement], index: Statements, policy: Policy
) -> Voice | None:
    """The words supported by the most publishers, above the last threshold alerted: the newest telling's or, where
    those are less supported, unimportant, unclear or off the watched subject, the most important of the others."""
    known, again = publishers_told(point.saying, whole, index, policy)
    most = len(independent(whole, policy.copy_similarity))
    open_ = [k for k in policy.thresholds if known < k <= most]
    if not open_:
        return None
    near = agreeing(point.statement, _of_one_voice(point.statement, whole), index, policy)
    own = _voice(point, told, near, open_, again, index, policy)
    if own is not None and own.threshold == open_[-1] and not own.known:
        return own
    voices, like = [own], {each.statement.id for each in near}
    others = [
        (telling, other)
        for telling in index.tellings(point.saying)
        if telling.statement.id in like and (other := index.live(ident_of(telling))) is not None
    ]
    for telling, other in nlargest(
        MOST_VOICES, others, key=lambda each: weigh(each[0].statement, most, policy)[0]
    ):
        here = agreeing(telling.statement, _of_one_voice(telling.statement, whole), index, policy)
        voices.append(_voice(telling, other, here, open_, again, index, policy))
    return max(filter(None, voices), key=_rank, default=None)


def _rank(voice: Voice) -> tuple[int, bool]:
    return voice.threshold, not voice.known


def _voice(
    point: StatementRow,
    whole: StatementRow,
    here: Sequence[Agreeing],
    open_: Sequence[int],
    again: str,
    index: Statements,
    policy: Policy,
) -> Voice | None:
    """The words to show for a point of a statement; None if no open threshold is reached."""
    words = in_sentences(whole, [point])
    here = supporting(words, here, index, policy)
    publishers = publishers_of(here, policy)
    reached = [k for k in open_ if k <= publishers]
    if not reached or not _speaks(words, publishers, policy):
        return None
    voice = Voice(point, whole, words, here, publishers, reached[-1], again)
    known = _shown_already(voice, index, policy) or borne_out_lately(
        point.statement, point.saying, voice.threshold, index, policy
    )
    return msgspec.structs.replace(voice, known=known)


def _shown_already(voice: Voice, index: Statements, policy: Policy) -> bool:
    """Whether the same words were shown within the window, with as many publishers, for another of their points."""
    at, sayings = voice.words.article.published_at, {point.saying for point in tellings_of(voice.whole)}
    return any(
        alerted.raised.shows == voice.shows and alerted.raised.threshold >= voice.threshold
        for saying in sayings - {voice.point.saying}
        for id, alerted in alerts_on(saying, index).items()
        if id not in index.lowered and id not in index.settled and abs(alerted.at - at) <= policy.window
    )


def _speaks(words: Statement, publishers: int, policy: Policy) -> bool:
    """Whether the words are on a watched negotiation, important enough and clear; clarity is waived from MANY
    publishers on."""
    if not watched_of(words, policy) or weigh(words, publishers, policy)[0] < policy.alert_importance:
        return False
    if unharmed(words):
        return False
    return publishers >= MANY or not is_obscure(words, policy)


def is_obscure(voice: Statement, policy: Policy) -> bool:
    """Whether a headline would not reveal what is meant, unless the words are outstanding enough to be shown anyhow. A
    condition alone never is, nor that nobody was hurt."""
    return (
        only_condition(voice)
        or unharmed(voice)
        or (voice.newsworthiness < policy.outstanding and not shown(voice).clear)
    )


def _of_one_voice(words: Statement, tellings: Sequence[Statement]) -> list[Statement]:
    """The tellings that can be one person's words: two people of a side who say alike do not confirm each other."""
    person = words.speaker_kind == "person"
    return [
        each
        for each in tellings
        if not (person and each.speaker_kind == "person") or each.speaker == words.speaker
    ]


def in_sentences(told: StatementRow, points: Sequence[StatementRow]) -> Statement:
    """The statement cut to the sentences that make these points: "a date is named" is not "a date is named, but …"."""
    statement = told.statement
    if not told.points:
        return statement
    wanted = [span for point in points for span in point.statement.spans]
    return narrowed(statement, sentences(statement.words, statement.spans, wanted) or wanted)
