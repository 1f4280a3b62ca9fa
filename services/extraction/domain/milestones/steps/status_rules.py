"""Settles the status of a candidate by its words, or drops it where they allow no step."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import msgspec

from services.extraction.domain.milestones.steps import dating, grouping
from services.extraction.domain.milestones.steps.grouping import Candidate
from services.extraction.domain.milestones.time import dates
from services.extraction.domain.milestones.time.choosing import nearest
from services.extraction.domain.milestones.wording import deeds, modality, settled
from shared.contracts.common import MilestoneType, Span

_HELD: Final[frozenset[MilestoneType]] = frozenset({"meeting_held", "talks_round_held"})
_ARRANGED: Final[frozenset[MilestoneType]] = frozenset({"meeting_scheduled", "meeting_proposed"})
_NAMED: Final[frozenset[MilestoneType]] = frozenset({"call_held", "agreement_signed"})
"""Types reported only by words that name the deed."""
_EASED: Final = re.compile(r"\b(?:lift|eas|remov|suspend|scrap|relie|waiv|drop|releas|unfreez)\w*\b")
_WOULD_EASE: Final = re.compile(
    r"\b(?:said|says|announced|pledged|promised|confirmed|declared) (?:(?:on |late |early )*\w+day )?(?:that )?"
    r"(?:he|she|it|they|(?:the )?(?:[\w.’'-]+ ){1,3}?)(?: now| also)? ?would (?:soon |also |now )?"
    r"(?:lift|eas|remov|suspend|scrap|waiv|drop|unfreez)"
)
_CONDITION: Final = re.compile(
    r"\b(?:if|unless|until|once|when|whenever|only|should|could|consider\w*|provided|in (?:exchange|return) for)\b"
)
_ASKED: Final = re.compile(
    r"\b(?:(?:ask|call|plead|demand|want|appeal)\w*|urg(?:es?|ed|ing)|(?:press|push)(?:es|ed|ing)?)\b"
)
_OFFERED: Final = re.compile(
    r"\boffer(?:s|ed|ing)? (?:(?:[\w.’'-]+ ){0,4}?to )?(?:also |temporarily |partly )?"
    r"(?:lift|eas|remov|suspend|scrap|relie|waiv|drop|releas|unfreez|exempt)"
)
_CALLED: Final = re.compile(
    r"\bcalled (?:his |her |their |the )?(?:[\w’'-]+ ){0,3}?(?:president|prime minister|premier|counterpart|chancellor"
    r"|foreign minister|secretary of state)\b(?![’'])"
)
"""A call without another word for it ("called the prime minister")."""
_DECISION: Final = re.compile(r"\b(?:decisions?|moves?)\b")
_ENCOUNTER: Final = re.compile(
    r"\b(?:talk(?:s|ed|ing)?|negotiat\w+|speak(?:s|ing)?|spoken?|discuss\w*|consult\w*|dialogue|rounds?|host\w*|receiv\w+"
    r"|welcom\w+|joint|together|counterparts?|gather\w*|arriv\w+|travel\w*|trips?|flew|flown|tour\w*|conferr?\w*|saw|seen"
    r"|greet\w*|met|meet\w*|calls?|delegat\w+|attend\w*|side ?lines|session\w*|forum"
    r"|hands|handshakes?|sat|sits?|sitting|din(?:e[ds]?|ing)|ceremony|chair(?:s|ed|ing)|alongside)\b"
)
"""Words without which no sentence reports a meeting."""
_WOULD: Final = re.compile(r"\bwould\b")
_IF: Final = re.compile(r"\b(?:if|unless|until)\b")


def ruled(small: str, candidate: Candidate, today: date) -> Candidate | None:
    """The candidate as its words allow, None where they allow none; `small` is the text in lower case, `today` the day
    of the article.

    If any word of the deed is plain, the learned status stands. Where all are taken back, the step is not reported, or
    is only planned or wanted; a denial is left to the rules for denials.
    """
    type_, span = candidate.type, candidate.seen.span
    if deeds.old(small, span, type_, today.year):
        return msgspec.structs.replace(candidate, former=True)
    if modality.modality_of(small, span).has("denied"):
        return candidate
    allowed = _by_deeds(small, candidate, today)
    entry = _settled(small, candidate, today) if allowed is not None else None
    if allowed is None or entry is None:
        return allowed
    return _made(_dated(small, allowed, entry, today), entry)


def worded(small: str, candidate: Candidate) -> bool:
    """Whether the sentence has words that can report such a step: no meeting is reported without a word for meeting."""
    if candidate.type != "meeting_held" or candidate.hit is not None:
        return True
    span = candidate.seen.span
    return deeds.named(small, span, candidate.type) is not None or _ENCOUNTER.search(small, *span) is not None


def _dated(small: str, candidate: Candidate, entry: settled.SettledRule, today: date) -> Candidate:
    """The candidate with the day that the entry asks for; what the entry tells as done is not of a day to come, where
    the sentence names another."""
    undone = candidate.when is None or candidate.when.first <= today
    if entry.day is None and (entry.makes != "happened" or undone):
        return candidate
    deed, days = grouping.deed_of(small, candidate), candidate.seen.days
    if entry.day == "decided":
        decided = [found.end() for found in _DECISION.finditer(small, candidate.seen.span[0], deed[1])]
        days = tuple(day for day in days if decided and day.span[0] >= decided[-1])
    if entry.day == "article":
        when: dates.DateMention | None = dates.on(today)
    elif entry.day == "latest":
        when = max((day for day in days if day.last <= today), key=lambda day: day.last, default=None)
    else:
        when = nearest(days, deed, False, today)
    return msgspec.structs.replace(candidate, when=when, age=(today - when.last).days if when else None)


def _made(candidate: Candidate, entry: settled.SettledRule) -> Candidate | None:
    if entry.makes == "none":
        return None
    if entry.makes == "former":
        return msgspec.structs.replace(candidate, former=True)
    return msgspec.structs.replace(
        candidate,
        type=entry.becomes or candidate.type,
        ruled=entry.makes,
        former=candidate.former or entry.former,
    )


def _settled(small: str, candidate: Candidate, today: date) -> settled.SettledRule | None:
    seen = candidate.seen
    holds: set[settled.Need] = set()
    if any(day.last > today for day in seen.days):
        holds.add("day ahead")
    if not any(0 <= (today - day.last).days <= dating.OLD_DAYS for day in seen.days):
        holds.add("no recent day")
    if seen.at >= dating.HEAD:
        holds.add("not at the head")
    marked = settled.marked(small, seen.span, grouping.deed_of(small, candidate))
    return settled.find(marked, candidate.type, frozenset(holds))


def _to_come(small: str, candidate: Candidate, today: date) -> bool:
    """Whether the part of the sentence that reports the deed names a day to come for it."""
    when = candidate.when
    if when is None or when.grain != "day" or when.first <= today:
        return False
    start, end = deeds.piece(small, candidate.seen.span, grouping.deed_of(small, candidate))
    return start <= when.span[0] < end


def _by_deeds(small: str, candidate: Candidate, today: date) -> Candidate | None:
    """The candidate as the factuality of the deed's own words allows; None where it allows no step."""
    type_, span = candidate.type, candidate.seen.span
    if type_ in _ARRANGED:
        held = deeds.factualities(small, span, "meeting_held")
        return None if held and set(held) == {"negated"} else candidate
    if type_ in _HELD and _to_come(small, candidate, today):
        # What takes place on a day to come is not held yet, whatever its words ("a day before their summit on Friday").
        return msgspec.structs.replace(candidate, type="meeting_scheduled", ruled="scheduled")
    found = deeds.factualities(small, span, type_)
    if not found:
        if type_ == "sanctions_imposed_or_eased" and modality.modality_of(small, span).has(
            "hypothetical", "hoped"
        ):
            # "If ... he would ask for new sanctions": none are imposed, and who asks does not threaten.
            asked = _ASKED.search(small, span[0], grouping.deed_of(small, candidate)[0])
            return None if candidate.hit is None or asked else candidate
        if type_ == "call_held" and _CALLED.search(small, *span):
            return candidate
        return None if type_ in _NAMED and not candidate.plainly else candidate
    if "plain" in found:
        return candidate
    if "planned" in found or _announced(small, candidate, today):
        if type_ in _HELD:
            return msgspec.structs.replace(candidate, type="meeting_scheduled", ruled="scheduled")
        return msgspec.structs.replace(candidate, ruled="scheduled")
    if type_ == "sanctions_imposed_or_eased":
        # To ask that sanctions be lifted is a demand; to say that some could be imposed is a threat.
        if "wanted" in found or "negated" in found:
            offered = _OFFERED.search(small, *span) is not None
            return msgspec.structs.replace(candidate, ruled="proposed") if offered else None
        if _EASED.search(small, *span):
            return msgspec.structs.replace(candidate, ruled="scheduled") if _resolved(small, span) else None
        return msgspec.structs.replace(candidate, ruled="threatened")
    if "wanted" in found:
        return None if type_ in _HELD else msgspec.structs.replace(candidate, ruled="proposed")
    return None


def _resolved(small: str, span: Span) -> bool:
    """Whether who says it says without a condition that he himself would ease measures."""
    return _WOULD_EASE.search(small, *span) is not None and _CONDITION.search(small, *span) is None


def _announced(small: str, candidate: Candidate, today: date) -> bool:
    """Whether a "would" is a "will" in reported speech: with a day to come that is named, and without a condition."""
    span = candidate.seen.span
    return (
        any(not day.uttered and dates.ahead(day, today).last >= today for day in candidate.seen.days)
        and _WOULD.search(small, *span) is not None
        and _IF.search(small, *span) is None
    )
