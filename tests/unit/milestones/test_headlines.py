"""The line that a desk reads: what is only proposed, threatened, planned, claimed or denied never reads as done."""

import re
from typing import get_args

import pytest
from msgspec import structs

from services.milestones.domain.headlines import headline, line
from shared.contracts.common import MilestoneType
from shared.contracts.milestones import Occurrence, OccurrenceStatus, OccurrenceStep
from shared.testing.builders import an_evidence, at

TYPES = get_args(MilestoneType)
AHEAD = {
    "proposed": r"\b(?:proposed|suggested)\b",
    "scheduled": r"\b(?:are to|to be|to begin|to change|planned|expect)\b",
    "moved": r"\b(?:are to|to be|to begin|to change|planned|expect)\b",
    "expired": r"\b(?:are to|to be|to begin|to change|planned|expect)\b",
    "threatened": r"\b(?:[Tt]hreat|threatened)\b",
}


def an_occurrence(type="meeting_held", status="happened", steps=None, **other):
    """An occurrence between two sides; `steps` are the statuses of its history."""
    history = tuple(
        OccurrenceStep(at=at(), type=type, status=each, publishers=1, report="r", words="the words")
        for each in steps or (status,)
    )
    values = {"parties": ("Arland", "Borland"), "publishers": ("example-wire",), "evidence": ()} | other
    return Occurrence(
        id="oc-1", negotiation="n", occurrence="meeting", type=type, status=status, history=history,
        first_at=at(), last_at=at(), **values,
    )  # fmt: skip


@pytest.mark.parametrize("status", get_args(OccurrenceStatus))
@pytest.mark.parametrize("type", TYPES)
def test_only_what_is_done_reads_as_done(type, status):
    """Every type has a line for every status; only what happened, or is called off, goes without a word for it."""
    shown = headline("parley.milestone.reported", an_occurrence(type, status), 1)
    if status in AHEAD:
        assert re.search(AHEAD[status], shown), shown
    elif status in ("claimed", "denied", "disputed"):
        assert shown.startswith(f"{status.capitalize()}: ")


@pytest.mark.parametrize(
    ("type", "status", "shown"),
    [
        (
            "talks_suspended_or_collapsed",
            "threatened",
            "Threat to break off talks or an agreement between {}",
        ),
        ("agreement_signed", "proposed", "Agreement between {} proposed"),
        ("prisoner_exchange_or_release", "proposed", "Release or exchange of prisoners between {} proposed"),
        ("agreement_signed", "happened", "{} sign an agreement"),
    ],
)
def test_threats_and_proposals_are_told_as_such(type, status, shown):
    """What a desk reads of steps that may come."""
    assert line(an_occurrence(type, status)) == shown.format("Arland and Borland")


@pytest.mark.parametrize(
    ("alert", "status", "lead"),
    [
        ("parley.alert.corrected", "denied", "Corrected (denied): "),
        ("parley.alert.corrected", "claimed", "Corrected (claimed): "),
        ("parley.alert.corrected", "happened", "Corrected: "),
        ("parley.deadline.near", "disputed", "Deadline near (disputed): "),
        ("parley.milestone.confirmed", "claimed", "Confirmed by 2 publishers (claimed): "),
        ("parley.milestone.denied", "disputed", "Denied: "),
    ],
)
def test_a_correction_of_what_is_in_doubt_says_so(alert, status, lead):
    """The kind of alert does not hide what the step's status is."""
    assert headline(alert, an_occurrence(status=status), 2).startswith(f"{lead}Arland and Borland meet")


def test_a_plan_that_is_denied_is_told_as_a_plan():
    """Who denies that a call is planned does not deny one that was held."""
    planned = an_occurrence("call_held", "disputed", steps=("scheduled", "disputed"))
    assert headline("parley.milestone.denied", planned, 1).startswith(
        "Denied: Arland and Borland are to speak by phone"
    )
    held = an_occurrence("call_held", "disputed", steps=("happened", "disputed"))
    assert headline("parley.milestone.denied", held, 1).startswith(
        "Denied: Arland and Borland speak by phone"
    )


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("Riyadh", "in Riyadh"),
        ("Munich Security Conference", "at the Munich Security Conference"),
        ("UN General Assembly", "at the UN General Assembly"),
        ("White House", "at the White House"),
        ("Oval Office", "at the Oval Office"),
        ("Palace of Nations", "at the Palace of Nations"),
        ("the Harbour Summit", "at the Harbour Summit"),
        ("Arland Embassy", "at the Arland Embassy"),
        ("Blair House", "at Blair House"),
        ("Buckingham Palace", "at Buckingham Palace"),
        ("Camp David", "at Camp David"),
        ("Kremlin", "at the Kremlin"),
        ("United States", "in the United States"),
        ("The Hague", "in The Hague"),
        ("The White House", "at the White House"),
        ("the Negev", "in the Negev"),
        ("Houston", "in Houston"),
        ("Officeville", "in Officeville"),
        (None, ""),
    ],
)
def test_a_place_takes_its_preposition(place, shown):
    """Towns and countries are "in", events and buildings "at the"."""
    assert line(an_occurrence(place=place)) == f"Arland and Borland meet {shown}".rstrip()


def test_a_deadline_is_named():
    """The day of the demand is not the day by which it is to be met."""
    threat = structs.replace(an_occurrence("threat_or_ultimatum", "threatened"), deadline="2025-02-20")
    assert headline("parley.deadline.near", threat, 1).startswith("Deadline near, 20 February 2025: ")
    assert headline("parley.milestone.reported", threat, 1).startswith("Threat between")


def test_a_day_that_nobody_names_is_told_as_that_of_the_report():
    """What an article tells without a day was not surely done on the article's."""
    met = structs.replace(an_occurrence(), date="2025-02-18")
    assert "meet on 18 February 2025" in line(met)
    assert "meet, reported on 18 February 2025" in line(structs.replace(met, dated=False))


@pytest.mark.parametrize(
    ("type_", "shown"),
    [
        ("call_held", "Arland and others speak by phone"),
        ("agreement_signed", "Arland and others sign an agreement"),
        ("meeting_held", "Arland meet"),
    ],
)
def test_one_side_alone_deals_with_others(type_, shown):
    """Who the others are is not known; a bloc can meet by itself."""
    assert line(structs.replace(an_occurrence(type_), parties=("Arland",))) == shown


@pytest.mark.parametrize(
    ("type", "status", "shown"),
    [
        ("demand_or_condition_stated", "happened", "Borland makes demands of Arland"),
        ("demand_or_condition_stated", "proposed", "Demands proposed between Arland and Borland"),
        ("threat_or_ultimatum", "threatened", "Borland threatens Arland"),
        ("threat_or_ultimatum", "denied", "Borland threatens Arland"),
        ("proposal_rejected", "happened", "Borland rejects a proposal"),
        ("proposal_rejected", "claimed", "Borland rejects a proposal"),
    ],
)
def test_who_demands_and_threatens_is_told_where_it_is_plain(type, status, shown):
    """A line that names two sides in the order of the alphabet does not tell who demands what of whom."""
    assert shown == line(an_occurrence(type, status, by="Borland"))


def test_the_day_of_a_meeting_called_off_is_that_for_which_it_was_planned():
    off = an_occurrence(
        "meeting_refused_or_cancelled",
        "cancelled",
        steps=("scheduled", "cancelled"),
        date="2025-03-03",
        place="Riyadh",
    )
    assert headline("parley.milestone.cancelled", off, 1).startswith(
        "Meeting of Arland and Borland planned in Riyadh for 3 March 2025 called off"
    )


@pytest.mark.parametrize(
    ("date", "shown"), [("2999-06-01", "for 1 June 2999"), ("2001-06-01", "on 1 June 2001")]
)
def test_a_day_to_come_of_what_is_threatened_is_that_of_the_measure(date, shown):
    """The threat itself was made before."""
    assert line(an_occurrence("sanctions_imposed_or_eased", "threatened", date=date)).endswith(shown)


TALKS = "The islands suspended the harbour talks."
SANCTIONS, EXCHANGE = "sanctions_imposed_or_eased", "prisoner_exchange_or_release"


@pytest.mark.parametrize(
    ("type", "status", "words", "shown"),
    [
        (SANCTIONS, "happened", "The union lifted its sanctions.", "Sanctions between {} lifted or eased"),
        (SANCTIONS, "happened", "The union could lift its sanctions.", "Decision on sanctions between {}"),
        (SANCTIONS, "threatened", "New tariffs on wool could come.", "Tariffs threatened between {}"),
        (EXCHANGE, "happened", "They exchanged prisoners.", "{} exchange prisoners"),
        (EXCHANGE, "happened", "All is well.", "Prisoners released or exchanged between {}"),
        ("talks_suspended_or_collapsed", "happened", TALKS, "Talks between {} suspended"),
        ("talks_suspended_or_collapsed", "proposed", TALKS, "End to talks or an agreement between {} proposed"),
    ],
)  # fmt: skip
def test_a_line_says_what_its_article_says(type, status, words, shown):
    """ "Sanctions or tariffs", "released or exchanged" is told only where the words leave it open."""
    assert shown.format("Arland and Borland") == line(an_occurrence(type, status), words)


def test_a_denial_tells_what_is_denied_in_the_words_of_who_told_it():
    """The denial itself says little of it."""
    denied = an_occurrence("sanctions_imposed_or_eased", "disputed", steps=("happened", "disputed"))
    denied = structs.replace(
        denied,
        history=(
            structs.replace(denied.history[0], words="The union lifted its sanctions."),
            denied.history[1],
        ),
    )
    no = an_evidence("Borland denied that any tariff had fallen")
    shown = headline("parley.milestone.denied", denied, 1, [no], ["Borland"])
    assert shown.startswith("Denied by Borland: Sanctions between Arland and Borland lifted or eased")


def test_a_threat_is_told_with_its_deadline():
    """By when is what a desk asks first."""
    threat = an_occurrence("threat_or_ultimatum", "threatened", by="Borland", deadline="2025-02-20")
    assert headline("parley.milestone.reported", threat, 1).startswith(
        "Borland threatens Arland, deadline 20 February 2025"
    )
    near = headline("parley.deadline.near", threat, 1)
    assert near.startswith("Deadline near, 20 February 2025: Borland threatens Arland – ")


def test_a_measure_taken_is_told_without_a_deadline():
    """It asks nothing by then."""
    taken = an_occurrence("sanctions_imposed_or_eased", "happened", deadline="2025-06-30")
    assert "deadline" not in headline("parley.milestone.reported", taken, 1)
