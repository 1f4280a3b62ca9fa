"""Deeds: whether words say that a step was done, planned, wanted, not done, or is one of former years."""

import re

import pytest

from services.extraction.domain.milestones.wording import deeds, denial_rules
from services.extraction.domain.text.letters import lowered

RULES = deeds.built_in()
_DEED = re.compile(r"\[([^\]]+)\]")


def _mood(case, form, type_="call_held"):
    """The mood of the deed that a case has in brackets, were it of this form."""
    found = _DEED.search(case)
    text = lowered(case.replace("[", "").replace("]", ""))
    return deeds.factuality_of(text, (0, len(text)), (found.start(), found.end() - 2), form, type_)


@pytest.mark.parametrize(("rule", "case"), [(r, c) for r in (*RULES.before, *RULES.after) for c in r.match])
def test_words_put_a_deed_in_their_mood(rule, case):
    """Every case that a rule must match gets its mood, in one of the rule's forms."""
    assert rule.mood in {_mood(case, form) for form in rule.forms}


@pytest.mark.parametrize(
    ("rule", "case"), [(r, c) for r in (*RULES.before, *RULES.after) for c in r.no_match]
)
def test_words_leave_other_deeds_alone(rule, case):
    """No case that a rule must not match gets its mood."""
    assert rule.mood not in {_mood(case, form) for form in rule.forms}


@pytest.mark.parametrize("rule", RULES.old, ids=lambda rule: rule.id)
def test_former_agreements(rule):
    """Agreements of former years are told from those of the day."""
    assert all(rule.pattern.search(lowered(case)) for case in rule.match)
    assert not any(rule.pattern.search(lowered(case)) for case in rule.no_match)


def test_this_years_agreement_is_not_old():
    """A year named is former only if it lies before the article's."""
    text = "the port seeks a new price under the 2015 deal."
    assert deeds.old(text, (0, len(text)), "agreement_in_principle", 2018)
    assert not deeds.old(text, (0, len(text)), "agreement_in_principle", 2015)


def test_a_new_agreement_beside_a_former_one_is_new():
    """What replaces a former agreement is told today."""
    text = "the ports struck a deal that replaces the 1994 trade agreement."
    assert not deeds.old(text, (0, len(text)), "agreement_in_principle", 2018)


def test_one_plain_word_is_enough():
    """A sentence that tells one deed and refuses another has both moods."""
    text = "after the envoys met in the port, the king refused to meet them."
    assert set(deeds.factualities(text, (0, len(text)), "meeting_held")) == {"plain", "negated"}


@pytest.mark.parametrize("rule", denial_rules.built_in().denials, ids=lambda rule: rule.id)
def test_words_of_denial(rule):
    """Each rule of denials.yaml holds to its cases."""
    assert all(rule.pattern.search(lowered(case)) for case in rule.match)
    assert not any(rule.pattern.search(lowered(case)) for case in rule.no_match)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("tehran denied that any talks with washington had taken place.", ("talks_round_held",)),
        ("kyiv denied that any such meeting was planned.", ("meeting_scheduled",)),
        ("there was no such call, the spokesman said.", ("call_held",)),
        ("the ministry dismissed reports that an agreement had been signed.", ("agreement_signed",)),
        (
            "the ministry denied that the talks with the guild had broken down.",
            ("talks_suspended_or_collapsed",),
        ),
        ("the envoy denied any contacts with the guild.", ("call_held",)),
        ("the guild denied that it had broken off the talks.", ("talks_suspended_or_collapsed",)),
        ("the queen denied having walked out of the negotiations.", ("talks_suspended_or_collapsed",)),
        (
            "the rebels denied that they had turned down the port's latest truce offer.",
            ("proposal_rejected",),
        ),
        ("the guild denied refusing to meet the envoys.", ("meeting_refused_or_cancelled",)),
        ("the queen denied that she had asked the port for talks.", ("meeting_proposed",)),
        ("the king denied that the summit had been postponed.", ("meeting_refused_or_cancelled",)),
        ("the league denied it had dropped its demand for a toll.", ("concession_announced",)),
        ("the port denied that it had raised duties on wool.", ("sanctions_imposed_or_eased",)),
        ("the port denied that it had agreed to lower duties on wool.", ("concession_announced",)),
        ("the islands denied that they had threatened the port.", ("threat_or_ultimatum",)),
        ("the islands denied having demanded a new harbour.", ("demand_or_condition_stated",)),
        ("the guild denied that it had offered to mediate.", ("mediation_offered_or_accepted",)),
        ("the queen denied that she had appointed an envoy for the talks.", ("team_formed",)),
        ("the palace denied that a date had been set for talks with the guild.", ("meeting_scheduled",)),
        ("the guild denied that it would meet the queen on friday.", ("meeting_scheduled",)),
        ("the islands denied that they had agreed to hold talks.", ("meeting_scheduled",)),
        ("the port denied a report that talks were set for may.", ("meeting_scheduled",)),
        ("the queen denied that she would have met him.", ("meeting_held",)),
        ("the queen has denied demands for talks with the rebels.", ()),
        ("the palace denied that spies had offered payments.", ()),
        ("the singer denied the charges.", ()),
        ("the aide neither confirmed nor denied a call.", ()),
    ],
)
def test_what_is_denied(text, types):
    """The step denied is the one that the words after the denial name."""
    assert tuple(sorted({each.type for each in denial_rules.find(text, (0, len(text)))})) == types


def test_a_conference_by_video_is_a_call():
    """Told as held, as much as a call by telephone."""
    text = "the envoys held a video conference on monday."
    assert deeds.factualities(text, (0, len(text)), "call_held") == ("plain",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the envoy had been in contact with the guild on monday.", ("plain",)),
        ("the port reached out to the islands on sunday.", ("plain",)),
        ("the port has not been in touch with the islands.", ("negated",)),
        ("the two reached a deal.", ()),
    ],
)
def test_contact_made_is_a_call(text, told):
    """Who reached out to somebody spoke with him."""
    assert deeds.factualities(text, (0, len(text)), "call_held") == told


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("the port denied that it had signed a pact, but freed two captives.", "that it had signed a pact"),
        ("the port denied it had met the guild after the truce began.", "it had met the guild"),
        ("the truce began, but the tale of a call is not true.", "the tale of a call"),
        ("the port signed the pact.", None),
    ],
)
def test_how_far_a_denial_reaches(text, part):
    """Not over what is told beside it as known."""
    found = [text[slice(*each)].strip() for each in denial_rules.covered(text, (0, len(text)))]
    assert found == ([part] if part else [])
