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
        (
            "Kosovo's assembly threw out a border deal with Montenegro on Tuesday.",
            ("proposal_rejected", "happened"),
            ("Kosovo", "Montenegro"),
        ),
        (
            "Algeria and Morocco restored diplomatic relations on Monday.",
            ("implementation_or_renewal", "happened"),
            ("Algeria", "Morocco"),
        ),
        (
            "Morocco cut ties with Iran on Tuesday.",
            ("talks_suspended_or_collapsed", "happened"),
            ("Iran", "Morocco"),
        ),
        (
            "Indian and Pakistani military commanders held talks by hotline on Monday.",
            ("call_held", "happened"),
            ("India", "Pakistan"),
        ),
        (
            "Israel warned Hezbollah on Wednesday that it would strike Beirut if the rockets did not stop.",
            ("threat_or_ultimatum", "threatened"),
            ("Hezbollah", "Israel"),
        ),
        (
            "Honduras cut ties with Taiwan on Saturday in favor of China.",
            ("talks_suspended_or_collapsed", "happened"),
            ("Honduras", "Taiwan"),
        ),
        (
            "Syria and Israel agreed to a U.S.-brokered truce in Sweida, the U.S. envoy said.",
            ("ceasefire_agreed_or_declared", "happened"),
            ("Israel", "Syria"),
        ),
        (
            "Zelensky accepted an invitation from Trump to visit Washington.",
            ("meeting_scheduled", "scheduled"),
            ("Ukraine", "United States"),
        ),
        (
            "Georgia suspended accession talks with the European Union until the end of 2028.",
            ("talks_suspended_or_collapsed", "happened"),
            ("European Union", "Georgia"),
        ),
        (
            "Macron said so at a joint news conference in Paris with German Chancellor Friedrich Merz on Tuesday.",
            ("meeting_held", "happened"),
            ("France", "Germany"),
        ),
        (
            "The Kremlin said it had rejected a request from Erdogan to speak by phone with Putin.",
            ("meeting_refused_or_cancelled", "happened"),
            ("Russia", "Turkey"),
        ),
        (
            "Rubio postponed a trip to India on Tuesday, citing the storm.",
            ("meeting_refused_or_cancelled", "happened"),
            ("India", "United States"),
        ),
        (
            "Modi told Macron over the phone on Tuesday that India might buy more ships.",
            ("call_held", "happened"),
            ("France", "India"),
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


@pytest.mark.parametrize(
    ("text", "mediators"),
    [
        (
            "Kazakhstan is ready to host peace talks between Armenia and Azerbaijan, its president said.",
            ("Kazakhstan",),
        ),
        (
            "Italy's Prime Minister Giorgia Meloni said the Vatican was ready to host talks between Armenia and"
            " Azerbaijan.",
            ("Vatican",),
        ),
        ("China has offered to mediate between Armenia and Azerbaijan.", ("China",)),
        ("Turkey will host a third round of talks between Armenia and Azerbaijan on Sept. 17.", ("Turkey",)),
    ],
)
def test_who_hosts_others_is_none_of_the_parties(text, mediators):
    """Who offers to host or mediate goes between those who are named after it."""
    best = max(read(text), key=lambda each: each.confidence)
    assert (("Armenia", "Azerbaijan"), mediators) == (best.parties, best.mediators)


@pytest.mark.parametrize(
    "text",
    [
        "Germany beat France 2-1 in a friendly meeting in Berlin on Sunday.",
        "Spain and Portugal will host the World Cup with Morocco.",
        "The U.S. dollar met resistance against the Japanese yen on Monday.",
        "Israel's cabinet discussed the hostage deal with Hamas on Sunday.",
        "Qatar has also backed the lifting of sanctions on Syria.",
    ],
)
def test_what_only_sounds_like_a_step(text):
    """Sport, resistance that is met, and what is only discussed or backed are no steps."""
    assert [] == [each.type for each in read(text)]


def test_one_encounter_is_told_once():
    """A sentence that tells of talks where both met tells of the talks."""
    text = "U.S. and Chinese negotiators met in Stockholm on Monday for a third round of trade talks."
    assert ["talks_round_held"] == [each.type for each in read(text)]


def test_asking_for_more_time_is_no_extension():
    """Who asks for an extension has not got it."""
    text = "Britain asked the European Union on Tuesday for an extension of the Article 50 deadline until June 30."
    assert "implementation_or_renewal" not in {each.type for each in read(text)}
