"""What a sentence tells plainly is read, with those whom it is about."""

import pytest

from tests.unit.extraction.milestones.test_not_done import read


@pytest.mark.parametrize(
    ("text", "step", "parties"),
    [
        (
            "Hamas has accepted a proposal by Egypt and Qatar for a 60-day truce with Israel.",
            ("agreement_in_principle", "happened"),
            ("Hamas", "Israel"),
        ),
        (
            "Hezbollah rejected a French plan for a truce with Israel.",
            ("proposal_rejected", "happened"),
            ("Hezbollah", "Israel"),
        ),
        (
            "Brazil's Lula accepted Putin's invitation to Moscow.",
            ("meeting_scheduled", "scheduled"),
            ("Brazil", "Russia"),
        ),
        (
            "The African Union named Togo's president, Faure Gnassingbe, as mediator between Congo and Rwanda.",
            ("mediation_offered_or_accepted", "happened"),
            ("Democratic Republic of the Congo", "Rwanda"),
        ),
        (
            "Germany and France warned Iran on Monday that U.N. sanctions would return in May unless talks resumed.",
            ("threat_or_ultimatum", "threatened"),
            ("France", "Germany", "Iran"),
        ),
        (
            "Russia is expected to release an American on Friday in a swap with the United States.",
            ("prisoner_exchange_or_release", "scheduled"),
            ("Russia", "United States"),
        ),
        (
            "Trump said on Monday he would lift sanctions on Turkey.",
            ("sanctions_imposed_or_eased", "scheduled"),
            ("Turkey", "United States"),
        ),
    ],
)
def test_what_is_told_plainly(text, step, parties):
    """It is the surest of what the sentence tells."""
    best = max(read(text), key=lambda each: each.confidence)
    assert (step, parties) == ((best.type, best.status), best.parties)


@pytest.mark.parametrize(
    "text",
    [
        "The United States would lift sanctions on Iran only if it dismantles its nuclear programme, Rubio said.",
        "Trump said he would lift sanctions on Turkey once the pastor is free.",
        "Trump said he might lift sanctions on Turkey.",
    ],
)
def test_measures_that_would_be_eased_on_a_condition_are_not(text):
    """Nor planned."""
    assert () == read(text)


@pytest.mark.parametrize(
    ("text", "parties", "people"),
    [
        (
            "Lavrov and Rubio met in Brasilia on Monday to prepare for a meeting between Putin and Trump.",
            ("Russia", "United States"),
            ("Marco Rubio", "Sergey Lavrov"),
        ),
        (
            "Trump and Starmer spoke by phone on Sunday and discussed Ukraine, Downing Street said.",
            ("United Kingdom", "United States"),
            ("Donald Trump", "Keir Starmer"),
        ),
        (
            "Leaders of the Gulf Cooperation Council met in Kuwait on Sunday and urged Iran to hold back.",
            ("Gulf Cooperation Council",),
            (),
        ),
    ],
)
def test_who_is_only_spoken_of_did_not_meet(text, parties, people):
    """Nor who is to meet another time."""
    step = max(read(text), key=lambda each: each.confidence)
    assert (parties, people) == (step.parties, step.people)


@pytest.mark.parametrize(
    "text",
    [
        "Real Madrid and Bayern Munich agreed a deal for a midfielder. The clubs will sign the contract on Friday.",
        "Spain beat France in the semi-final in Stuttgart on Sunday and will meet Portugal on Friday.",
    ],
)
def test_sport_is_no_negotiation(text):
    """Teams and clubs meet and sign otherwise."""
    assert () == read(text)


@pytest.mark.parametrize(
    ("text", "type_", "parties"),
    [
        (
            "Britain, France and Ukraine signed a declaration of intent in Paris on Tuesday.",
            "agreement_signed",
            ("France", "Ukraine", "United Kingdom"),
        ),
        (
            "Putin signed a law on Monday ending a plutonium agreement with the United States.",
            "talks_suspended_or_collapsed",
            ("Russia", "United States"),
        ),
        (
            "Zelensky signed a law ratifying a minerals agreement with the United States on Monday.",
            "implementation_or_renewal",
            ("Ukraine", "United States"),
        ),
    ],
)
def test_what_is_signed_and_by_whom(text, type_, parties):
    """All who are strung together sign; a law about a pact is none."""
    assert [(type_, parties)] == [(each.type, each.parties) for each in read(text)]
