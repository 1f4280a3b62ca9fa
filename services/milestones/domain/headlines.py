"""Writes the one-line headline of an occurrence, and its state in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final

import msgspec

from services.milestones.domain.days import is_day
from services.milestones.domain.quoting import opening, quoted
from services.milestones.domain.wordings import wording
from shared import rulefiles
from shared.contracts.alerts import AlertType
from shared.contracts.common import Evidence, MilestoneType
from shared.contracts.milestones import Occurrence
from shared.contracts.statuses import DOUBTED, OFF
from shared.language import english

_LEADS: Final[dict[str, str]] = {
    "parley.milestone.denied": "Denied",
    "parley.milestone.disputed": "Disputed",
    "parley.milestone.moved": "Other date",
    "parley.milestone.overdue": "Date passed, nothing heard",
    "parley.alert.corrected": "Corrected",
    "parley.alert.retracted": "Retracted",
    "parley.deadline.near": "Deadline near",
    "parley.deadline.passed": "Deadline passed",
}
_TELL_DOUBT: Final = frozenset({"parley.milestone.denied", "parley.milestone.disputed"})
"""Alerts whose lead says already that the step is in doubt."""
_ASKING: Final[frozenset[MilestoneType]] = frozenset({"demand_or_condition_stated", "threat_or_ultimatum"})
"""Steps that ask something of others, by a deadline; in others it is the day of a measure or of a reply."""
_DUE: Final = frozenset({"parley.deadline.near", "parley.deadline.passed"})
_ALONE: Final[frozenset[MilestoneType]] = frozenset(
    {"access_or_monitors_allowed", "meeting_held", "meeting_scheduled", "talks_round_held", "team_formed"}
)
"""What one side can do by itself: the ministers of a bloc meet. All else it does with others, whoever they are."""
_READS: Final[dict[str, str]] = {
    "proposed": "proposed",
    "threatened": "threatened",
    "scheduled": "scheduled",
    "moved": "scheduled",
    "expired": "scheduled",
}
"""The line of a status; of all others that of a deed."""
_AT: Final = re.compile(
    r"\b(?:Summit|Conference|Congress|Assembly|Forum|Council|Olympics|Offices?|Palace|House|Embassy|Consulate|Ministry"
    r"|Headquarters|Hotel|Pentagon|Kremlin|Vatican|United Nations)\b|\bGames$"
)
"""Events and buildings, at which one meets."""
_BARE: Final = re.compile(
    r"^(?:Camp David|Mar-a-Lago|(?:Blair|Carlton|Chatham|Lancaster) House|(?:Buckingham|Kensington) Palace)$"
)
"""Those that go without an article."""
_WITH_ARTICLE: Final = re.compile(
    r"^(?:United (?:States|Kingdom|Arab Emirates)|Netherlands|Philippines|Bahamas|Maldives|Gaza Strip|West Bank)$"
)
"""Countries and lands that have one."""


class Lines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Wordings for a completed, planned, proposed or threatened step; `cancelled` is for a plan called off, `said` for
    a step one side alone announces."""

    happened: str
    scheduled: str
    proposed: str
    threatened: str
    cancelled: str = ""
    said: dict[str, str] = {}


@cache
def templates() -> Mapping[MilestoneType, Lines]:
    """The wordings in headlines.yaml, read once."""
    return rulefiles.shipped(__package__, "headlines.yaml", dict[MilestoneType, Lines])


def headline(
    type_: AlertType,
    occurrence: Occurrence,
    publishers: int,
    evidence: Sequence[Evidence] = (),
    sides: Sequence[str] = (),
    *,
    met: bool = False,
) -> str:
    """The line: kind of news, who, what, where, when, and a short quotation from the evidence or, without any, from the
    last step. `sides` confirm or deny it. `met` says of a deadline that passed that its demand seems to have been
    met."""
    words = opening(evidence[0]) if evidence else [step.words for step in occurrence.history[-1:]]
    lead = "Apparently met by the deadline" if met else _LEADS.get(type_, "")
    told = line(occurrence, evidence[0].words[0] if evidence and evidence[0].words else "")
    lead = _lead(type_, lead, occurrence, publishers, sides)
    asks = occurrence.status == "threatened" or occurrence.type in _ASKING
    if asks and occurrence.deadline and day(occurrence.deadline) not in lead:
        told += f", deadline {day(occurrence.deadline)}"
    return lead + told + quoted(words)


def _lead(type_: AlertType, lead: str, occurrence: Occurrence, publishers: int, sides: Sequence[str]) -> str:
    if type_ == "parley.milestone.denied" and len(sides) == 1:
        lead = f"Denied by {sides[0]}"
    elif type_ == "parley.milestone.confirmed":
        lead = f"Confirmed by {_who(occurrence, sides) or f'{publishers} publishers'}"
    elif not lead and _on_again(occurrence):
        lead = "On again"
    elif type_ == "parley.milestone.moved" and occurrence.status not in ("scheduled", "moved"):
        lead = "Other deadline"
    if (type_ in _DUE or lead == "Other deadline") and occurrence.deadline:
        lead = f"{lead}, {day(occurrence.deadline)}"
    if occurrence.status in (*DOUBTED, "claimed") and type_ not in _TELL_DOUBT:
        lead = f"{lead} ({occurrence.status})" if lead else occurrence.status.capitalize()
    return f"{lead}: " if lead else ""


def _who(occurrence: Occurrence, sides: Sequence[str]) -> str:
    """The sides that confirm the step; empty where publishers do."""
    if not sides:
        return ""
    return "both sides" if set(sides) == set(occurrence.parties) and len(sides) == 2 else joined(sides)


def _on_again(occurrence: Occurrence) -> bool:
    """Whether the last step revives a plan that had been called off or denied."""
    statuses = [step.status for step in occurrence.history]
    if len(statuses) < 2 or statuses[-1] != "scheduled":
        return False
    # A denial that came first denied what nobody had told.
    return statuses[-2] in OFF and statuses != ["denied", "scheduled"]


def line(occurrence: Occurrence, piece: str = "") -> str:
    """The occurrence in one clause; doubt is expressed elsewhere. `piece` is what an article says of it, by default
    what the last step was told by."""
    known = [step for step in occurrence.history if step.status not in DOUBTED]
    status = occurrence.status if occurrence.status not in DOUBTED or not known else known[-1].status
    # A denial says little of what it denies.
    if known and (occurrence.status in DOUBTED or not piece):
        piece = known[-1].words.split(" … ")[0]
    template = _template(occurrence, status, piece)
    sides = occurrence.parties
    if len(sides) == 1 and occurrence.type not in _ALONE:
        sides = (*sides, "others")
    return template.format(
        who=joined(occurrence.people if len(occurrence.people) > 1 else sides),
        parties=joined(sides),
        by=occurrence.by,
        to=joined([side for side in sides if side != occurrence.by]),
        where=_where(occurrence.place),
        when=_when(occurrence.date, occurrence.until, occurrence.dated, _meant(occurrence, status)),
    )


def _template(occurrence: Occurrence, status: str, piece: str) -> str:
    """The line of the status, as particular as the piece allows."""
    lines = templates()[occurrence.type]
    known_as = _READS.get(status, "happened")
    if occurrence.by is not None and known_as in lines.said:
        return lines.said[known_as]
    found = wording(occurrence.type, piece)
    cancelled = (found.cancelled if found else "") or lines.cancelled
    if status == "cancelled" and cancelled:
        return cancelled
    return (str(getattr(found, known_as)) if found else "") or str(getattr(lines, known_as))


def state(occurrence: Occurrence) -> str:
    """The state in words, for `before` and `after`."""
    parts = [occurrence.status, occurrence.type.replace("_", " "), joined(occurrence.parties)]
    if occurrence.people:
        parts.append(joined(occurrence.people))
    if occurrence.place:
        parts.append(occurrence.place)
    parts.append(_when(occurrence.date, occurrence.until, occurrence.dated).strip(", ") or "no date")
    if occurrence.deadline:
        parts.append(f"deadline {day(occurrence.deadline)}")
    return ", ".join(parts)


def joined(names: Sequence[str]) -> str:
    """Names as a list in words; a list of more than four is cut."""
    shown = list(names[:4]) + (["others"] if len(names) > 4 else [])
    return (
        shown[0]
        if len(shown) == 1
        else f"{', '.join(shown[:-1])} and {shown[-1]}"
        if shown
        else "unnamed parties"
    )


def day(iso: str) -> str:
    """A date as people write it: 3 June 2025, June 2025, 2025."""
    if len(iso) == 4:
        return iso
    month = english.MONTHS[int(iso[5:7]) - 1].capitalize()
    return f"{month} {iso[:4]}" if len(iso) == 7 else f"{date.fromisoformat(iso).day} {month} {iso[:4]}"


def _where(place: str | None) -> str:
    if not place:
        return ""
    name = place.removeprefix("the ").removeprefix("The ")
    if _BARE.search(name):
        return f" at {name}"
    if _AT.search(name):
        return f" at the {name}"
    return f" in the {name}" if _WITH_ARTICLE.search(name) else f" in {place}"


def _meant(occurrence: Occurrence, status: str) -> bool:
    """Whether the day is that of the subject rather than of the step: of the cancelled meeting, of the threatened
    tariffs."""
    ahead = (occurrence.date or "") > occurrence.last_at.date().isoformat()
    return status == "cancelled" or (ahead and status in ("threatened", "proposed"))


def _when(first: str | None, last: str | None, dated: bool, meant: bool = False) -> str:
    """The day; where no article names one, the day it was reported."""
    if first is None:
        return ""
    if not dated:
        return f", reported on {day(first)}"
    if last and last != first:
        return f" between {day(first)} and {day(last)}"
    if meant:
        return f" for {day(first)}"
    return f" on {day(first)}" if is_day(first) else f" in {day(first)}"
