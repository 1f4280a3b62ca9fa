"""Notices when a side that often spoke on a question has gone quiet."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from services.stances.domain.alerts import silent
from services.stances.domain.evidence import Held
from services.stances.domain.index import Place
from services.stances.domain.ledger import turns
from services.stances.domain.policy import Policy
from services.stances.domain.turn import when
from services.stances.domain.voices import counts, speaks
from shared.contracts import Alert


def noticed_silence(place: Place, evidence: Sequence[Held], now: datetime, policy: Policy) -> Alert | None:
    """The notice, if one is due. Only evidence that can move the row counts as speaking, in days, since one remark
    fills many papers. Any word of the side's voices ends a silence, however unsure its reading."""
    rules = policy.rules
    days = sorted({when(h).date() for h in evidence if counts(h, rules)})
    history = turns(evidence, rules)
    if len(days) < rules.silence_days or not history:
        return None
    every = float(median((later - earlier).days for earlier, later in pairwise(days)))
    heard = [h for h in evidence if speaks(h, rules)][-1]
    quiet = now - when(heard)
    if quiet < timedelta(days=max(rules.silence_least_days, rules.silence_factor * every)):
        return None
    return silent(place, policy.asked(place[2]), history[-1], heard, quiet.days, every, now)
