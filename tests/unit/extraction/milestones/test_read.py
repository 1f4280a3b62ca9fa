"""Reading milestones: steps with type, status, parties, date and the words that state them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings, strategies

from services.extraction.domain.milestones import StatementView, read_milestones
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load
from tests.unit.extraction.milestones.asking import tellings

CATALOG = load()
MATCHER = Matcher(CATALOG)
NOON = datetime(2025, 2, 12, 12, tzinfo=UTC)


def read(text, title="", said=()):
    """What is read in an article of 12 February 2025, a Wednesday."""
    mentions, head = MATCHER.mentions(text, NOON.date()), MATCHER.mentions(title, NOON.date())
    return read_milestones(
        text, title, NOON, mentions, said, split(text), CATALOG, title_mentions=head, tellings=tellings(text)
    )


def steps(found):
    return {(each.type, each.status) for each in found if not each.background}


@pytest.mark.parametrize(
    ("text", "step", "parties", "day"),
    [
        (
            "US President Donald Trump spoke by phone with Russian President Vladimir Putin on Tuesday.",
            ("call_held", "happened"), ("Russia", "United States"), "2025-02-11",
        ),
        (
            "China imposed tariffs on $20 billion of US goods on Monday, retaliating against Washington.",
            ("sanctions_imposed_or_eased", "happened"), ("China", "United States"), "2025-02-10",
        ),
        (
            "Israel and Hamas agreed to a 72-hour ceasefire on Tuesday after talks brokered by Egypt.",
            ("ceasefire_agreed_or_declared", "happened"), ("Hamas", "Israel"), "2025-02-11",
        ),
    ],
)  # fmt: skip
def test_plain_steps(text, step, parties, day):
    """What is plainly told is read with its parties and its day."""
    found = {(each.type, each.status): each for each in read(text)}
    assert step in found
    assert (found[step].parties, found[step].date) == (parties, day)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "US President Barack Obama called his Russian counterpart Vladimir Putin on Tuesday to discuss the war.",
            {("call_held", "happened")},
        ),
        (
            "US President Donald Trump held off on imposing new tariffs on goods from China on Tuesday.",
            {("sanctions_imposed_or_eased", "happened")},
        ),
        (
            "The United States will impose tariffs on goods from China unless Beijing gives way, President Donald "
            "Trump said on Tuesday.",
            {("sanctions_imposed_or_eased", "threatened")},
        ),
        ("The United States and Iran are close to a nuclear deal, the minister said.", set()),
        ("On a call with reporters on Tuesday an aide spoke of China and the United States.", set()),
        (
            "US Secretary of State Marco Rubio arrived in Geneva a day before his meeting with Russian Foreign "
            "Minister Sergei Lavrov on Friday.",
            {("meeting_scheduled", "scheduled")},
        ),
    ],
)
def test_words_around_a_deed_settle_what_is_told(text, wanted):
    """A measure put off was taken, one on a condition is threatened, a deal that is only near is none."""
    assert steps(read(text)) == wanted


def test_what_is_only_recalled_is_background_unless_the_head_tells_it_as_news():
    """A measure in force is no news; one that the article begins with is, though it is recalled further on."""
    middle = " Markets were calm. Traders waited. Few were surprised."
    recalled = " China has already imposed retaliatory tariffs on billions of dollars of goods from the United States."
    news = "China imposed retaliatory tariffs on goods from the United States on Tuesday."
    other = "Farmers in the United States fear for their sales to China."
    measure = "sanctions_imposed_or_eased"
    assert (measure, "happened") not in steps(read(other + middle + recalled))
    assert (measure, "happened") in steps(read(news + middle + recalled))


def test_planned_meeting_is_scheduled():
    """A meeting to come is not one that was held, and lies ahead."""
    found = read(
        "US Secretary of State Marco Rubio will meet Russian Foreign Minister Sergei Lavrov in Riyadh on Tuesday."
    )
    assert ("meeting_held", "happened") not in steps(found)
    assert [(m.type, m.status, m.date) for m in found if m.type == "meeting_scheduled"] == [
        ("meeting_scheduled", "scheduled", "2025-02-18")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Russia denied that any talks with the United States had taken place in Geneva on Tuesday.",
        "The Kremlin denied that President Vladimir Putin spoke by phone with US President Donald Trump on Monday.",
    ],
)
def test_denied_is_not_happened(text):
    """What is denied is never read as having happened."""
    assert {status for _, status in steps(read(text))} <= {"denied"}


@pytest.mark.parametrize(
    "text",
    [
        "If Russia and the United States were to sign a treaty one day, prices could fall, economists said.",
        "Japanese shoppers in the United States bought more Chinese shoes.",
        "The weather in Germany was fine and France won the match.",
    ],
)
def test_nothing_is_read_where_nothing_is_told(text):
    """Suppositions and other news give no step that happened."""
    assert [m for m in read(text) if m.status == "happened" and not m.background] == []


def test_long_past_is_background():
    """An anniversary is no news."""
    found = read("Iran and the United States signed the nuclear agreement in July 2015.")
    assert [m for m in found if not m.background] == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Pakistan left Washington on Tuesday without signing the agreement with the US.", "agreement_signed"),
        ("India and Pakistan postponed the signing of the treaty on Tuesday.", "agreement_signed"),
        ("India has yet to sign the treaty with Pakistan.", "agreement_signed"),
        ("India hopes to sign a trade agreement with the United States.", "agreement_signed"),
        ("India's minister said he would sign the agreement with Pakistan at any time.", "agreement_signed"),
        ("India and Pakistan failed to reach an agreement on Tuesday.", "agreement_in_principle"),
        ("India's foreign minister and his Pakistani counterpart could meet in Geneva.", "meeting_held"),
        ("Qatar would be an ideal place for talks between India and Pakistan.", "talks_round_held"),
        ("India's and Pakistan's foreign ministers will hold talks in Doha on Thursday.", "talks_round_held"),
        ("India called for the release of prisoners held in Pakistan.", "prisoner_exchange_or_release"),
        ("India proposed exchanging prisoners with Pakistan.", "prisoner_exchange_or_release"),
        ("Iran demanded that the United States sanctions on its banks be lifted.", "sanctions_imposed_or_eased"),
    ],
)  # fmt: skip
def test_not_done_is_not_happened(text, type_):
    """What is refused, put off, wanted, possible or still to come has not happened, nor is it a threat."""
    assert not {(type_, "happened"), (type_, "claimed"), (type_, "threatened")} & steps(read(text))


def test_signing_to_come_is_scheduled():
    """Who comes to sign an agreement has not signed it."""
    text = "Japan's prime minister will come to Washington on Friday to sign a trade agreement with the United States."
    assert ("agreement_signed", "scheduled") in steps(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Iran said on Tuesday that the United States had never kept to the 2015 nuclear deal.",
        "Saudi Arabia may one day join the Abraham Accords with Israel.",
        "Israel and the Palestinian Authority have not met since the Oslo accords.",
    ],
)
def test_former_agreements_are_no_news(text):
    """An agreement of former years that is named in passing was not made today."""
    assert not {s for s in steps(read(text)) if s[0] in ("agreement_signed", "agreement_in_principle")}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "US President Donald Trump spoke by phone with Russian President Vladimir Putin on Tuesday about the "
            "war in Ukraine.",
            ("Russia", "United States"),
        ),
        (
            "Senior American and Russian officials met in the Saudi capital on Tuesday.",
            ("Russia", "United States"),
        ),
        (
            "Ukrainian President Volodymyr Zelensky put off his visit to Turkey on Tuesday after American and Russian "
            "officials had met in Riyadh without him.",
            ("Russia", "United States"),
        ),
    ],
)
def test_only_those_who_meet_are_parties(text, parties):
    """Whose capital it is, whom it is about and who was elsewhere is no party to a meeting or call."""
    found = [m for m in read(text) if m.type in ("call_held", "meeting_held") and m.status == "happened"]
    assert found
    assert {m.parties for m in found} == {parties}


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("in the Saudi capital on Tuesday", None),
        ("in the Saudi capital Riyadh on Tuesday", "Riyadh"),
        ("in Geneva on Tuesday to discuss the war in Yemen", "Geneva"),
        ("on Tuesday, the first time since their quarrel in Munich", None),
        ("in Geneva on Tuesday, hours after a summit in Munich", "Geneva"),
    ],
)
def test_an_adjective_is_no_place(words, where):
    """A place is named by its name; where a war is fought, or where they met before, is not where they meet."""
    text = f"US Secretary of State Marco Rubio met Russian Foreign Minister Sergei Lavrov {words}."
    assert {m.place for m in read(text) if m.type == "meeting_held"} == {where}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        (
            "The United States said that its envoys would meet those of Iran in Oman on Friday. "
            "Tehran denied that any such meeting was planned.",
            "meeting_scheduled",
        ),
        ("Iran said there was no such agreement with the United States.", "agreement_in_principle"),
        ("Iran's foreign ministry dismissed reports of a phone call with the United States.", "call_held"),
        (
            "The truce between Israel and Hezbollah began on Monday. Israel denied on Tuesday that it had shelled "
            "positions of Hezbollah.",
            "ceasefire_violated",
        ),
    ],
)
def test_a_denial_is_always_reported(text, type_):
    """What a party denies is read as denied, whether or not it was told before, and its parties are those meant."""
    (found,) = [m for m in read(text) if m.status == "denied"]
    assert found.type == type_
    assert not found.background
    assert found.confidence >= 0.3
    assert len(found.parties) == 2


def test_a_group_is_told_by_members_of_its_own_sentence_alone():
    """Who is named in the next sentence is not who met."""
    text = "The E3 met Iran for talks in Geneva on Tuesday. France, Germany and Britain want a new deal."
    found = [m for m in read(text) if m.type in ("talks_round_held", "meeting_held")]
    assert {m.parties for m in found} == {("E3", "Iran")}


def test_a_caption_tells_no_step():
    """What a video shows may be of another day; the article's own words count."""
    told = "President Donald Trump announced tariffs on $50 billion of goods from China on Friday."
    lead = "China and the United States fought on over tariffs."
    assert any(m.spans[0][0] == len(lead) + 1 for m in read(f"{lead} {told}"))
    assert not any(m.spans[0][0] == len(lead) + 1 for m in read(f"{lead} CLOSE {told}"))


def test_a_group_named_with_its_members_is_told_by_these():
    """Who is "collectively known as the E3" is no further party."""
    text = (
        "Iran and three European countries, France, Germany and Britain, collectively known as the E3, held a round of "
        "talks in Istanbul on Tuesday. The E3 said the talks had been frank."
    )
    found = [m for m in read(text) if m.type in ("talks_round_held", "meeting_held")]
    assert {m.parties for m in found} == {("France", "Germany", "Iran", "United Kingdom")}


def test_what_is_denied_far_from_a_deed_denies_it_only_perhaps():
    """A sentence that denies something else and tells of a meeting further on is no sure denial of the meeting."""
    text = (
        "The United States denied having misled its allies over the plans of its navy, and its envoys are in Oman for "
        "a meeting with Iran."
    )
    assert all(m.confidence < 0.3 for m in read(text) if m.status == "denied")


def test_would_on_a_day_is_will_told_at_second_hand():
    """What was announced for a named day is scheduled for it; "would" without a day is only possible."""
    found = steps(
        read("India and Pakistan would exchange 20 prisoners on Friday, the ministry in Delhi announced.")
    )
    assert ("prisoner_exchange_or_release", "scheduled") in found
    assert ("prisoner_exchange_or_release", "happened") not in found


def test_call_to_come_is_scheduled():
    """A call that will be made has not been held, though its announcement has."""
    text = (
        "Russian President Vladimir Putin and US President Donald Trump will speak by telephone on Friday.\n"
        "The White House had announced the call on Monday."
    )
    assert {status for type_, status in steps(read(text)) if type_ == "call_held"} == {"scheduled"}


@pytest.mark.parametrize(
    "text",
    [
        "Keith Kellogg, the American envoy for Russia, met Ukrainian President Volodymyr Zelensky in Kyiv on Tuesday.",
        "If Russia did so, Ukraine and the United States said after they had met in Geneva, peace was near.",
    ],
)
def test_country_of_an_office_or_a_condition_is_no_party(text):
    """For which country an envoy is sent, and on whom something depends, says not who met."""
    assert all("Russia" not in m.parties for m in read(text) if m.type == "meeting_held")


def test_what_is_said_on_a_day_is_not_planned_for_it():
    """The day on which a plan is told is not the day it is for."""
    found = read("US President Donald Trump said on Wednesday that he will meet Vladimir Putin in Riyadh.")
    assert {m.date for m in found if m.status == "scheduled"} == {None}


def test_inside_a_statement_the_teller_is_kept():
    """A step told inside a statement carries the statement's index and side."""
    text = "Israel and Hamas agreed to a 72-hour ceasefire on Tuesday, Egypt's foreign ministry said."
    said = (StatementView(spans=((0, 57),), speaker="Egypt's Foreign Ministry", side="Egypt"),)
    found = [m for m in read(text, said=said) if m.type == "ceasefire_agreed_or_declared"]
    assert [(m.statement, m.teller) for m in found] == [(0, "Egypt")]


def test_one_occurrence_told_twice_is_one():
    """Two sentences about one call give one step with both as evidence."""
    text = (
        "US President Donald Trump spoke by phone with Russian President Vladimir Putin on Tuesday.\n"
        "The phone call between Trump and Putin on Tuesday lasted two hours."
    )
    found = [m for m in read(text) if m.type == "call_held"]
    assert [len(m.spans) for m in found] == [2]


@given(strategies.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_and_spans_lie_within(text):
    """No text breaks the reader; spans lie within it."""
    text = f"China and the United States met on Monday. {text}"
    for step in read(text, title=text[:40]):
        assert all(0 <= a < b <= len(text) for a, b in step.spans)
        assert step.parties == tuple(sorted(set(step.parties)))


def test_a_threat_is_of_the_day_on_which_it_is_uttered():
    """Not of the day on which it would come true, nor of the same weekday a week later."""
    found = read(
        "China threatened on Monday to retaliate against the United States if it raises tariffs on Friday."
    )
    assert [(m.type, m.date) for m in found if m.type == "threat_or_ultimatum"] == [
        ("threat_or_ultimatum", "2025-02-10")
    ]


def test_nothing_was_done_on_a_day_to_come():
    """A deed that is told as done has no day that lies ahead."""
    found = read(
        "US President Donald Trump met Chinese President Xi Jinping in Beijing; tariffs rise on 1 March 2025."
    )
    held = [m for m in found if m.type == "meeting_held" and m.status == "happened"]
    assert [m for m in held if m.date is not None and m.date > "2025-02-12"] == []
    assert held


def test_a_call_told_again_is_no_other_call():
    """Where a later sentence names one side only, who else was on the call is known from before."""
    found = read(
        "Japan and Peru are at odds. Donald Trump spoke by phone with Recep Tayyip Erdogan on Tuesday. "
        "Japan spoke of fish.\n\nPeru, Japan and Canada sell fish. Donald Trump praised Japan on Tuesday. "
        "The phone call on Tuesday was good, Donald Trump said."
    )
    assert [m.parties for m in found if m.type == "call_held"] == [("Turkey", "United States")]


def test_what_is_called_off_is_not_told_as_planned():
    """ "Scrapped his planned meeting" tells of no meeting to come."""
    found = read("President Vladimir Putin scrapped his planned meeting with Donald Trump on Monday.")
    assert {m.type for m in found} == {"meeting_refused_or_cancelled"}


def test_a_deadline_is_what_others_must_meet():
    """The day on which a measure begins or ends asks nothing of anybody."""
    text = "President Trump threatened Iran with strikes on Tuesday if it does not hand over its uranium by 1 March."
    assert "2025-03-01" in {m.deadline for m in read(text) if m.type == "threat_or_ultimatum"}
    text = "The United States on Tuesday imposed tariffs of 25 percent on steel from Canada until 1 March."
    assert {m.deadline for m in read(text) if m.type == "sanctions_imposed_or_eased"} == {None}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Israel threatened to resume strikes on Gaza unless Hamas freed all hostages by Saturday.",
            "2025-02-15",
        ),
        ("Trump threatened Iran with strikes unless it signs a deal by the end of May.", "2025-05-31"),
        ("Israel threatened Hamas with strikes after it failed to free the hostages by Monday.", None),
    ],
)
def test_a_deadline_lies_ahead(text, day):
    """A bare weekday or month by which others must act is the next one, unless it has passed."""
    assert {day} == {m.deadline for m in read(text) if m.type == "threat_or_ultimatum"}


MET = "US Secretary of State Marco Rubio met Russian Foreign Minister Sergei Lavrov in Geneva"


@pytest.mark.parametrize(
    ("text", "day", "dated"),
    [
        (f"{MET} on Tuesday.", "2025-02-11", True),
        (f"{MET}.", "2025-02-12", False),
        (f"{MET}.\n\nIt was the first time. Rubio met Lavrov on Tuesday for an hour.", "2025-02-11", True),
    ],
)
def test_a_day_is_named_or_the_articles(text, day, dated):
    """Of two sentences on one meeting the one that names the day knows better."""
    assert {(m.date, m.dated) for m in read(text) if m.type == "meeting_held"} == {(day, dated)}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "The United States announced new tariffs on goods from China on Monday while seeking help from Japan in "
            "keeping pressure on Iran.",
            "happened",
        ),
        (
            "The United States plans to impose tariffs on goods from China, officials said on Monday.",
            "threatened",
        ),
    ],
)
def test_words_of_a_measure(text, status):
    """Pressure asks for nothing; a measure that is only planned is threatened."""
    assert ("sanctions_imposed_or_eased", status) in steps(read(text))


def test_what_somebody_denies_who_was_met_is_not_the_meeting():
    text = "President Trump spoke by phone with Vladimir Putin, who denied any role in the attack."
    assert ("call_held", "happened") in steps(read(text))


def test_what_both_sides_do_is_told_of_both():
    """Duties and the duties that answer them are two steps, and so are measures taken and measures threatened."""
    found = read(
        "The United States imposed tariffs on $20 billion of Chinese goods on Monday. "
        "China imposed duties on $15 billion of US goods on Tuesday in retaliation. "
        "US President Donald Trump threatened to impose tariffs on all Chinese goods."
    )
    told = sorted((each.by, each.status) for each in found if each.type == "sanctions_imposed_or_eased")
    assert told == [("China", "happened"), ("United States", "happened"), ("United States", "threatened")]


def test_calls_with_several_are_several():
    """Who speaks with one leader and with another has made two calls."""
    found = read(
        "US President Donald Trump spoke by phone on Tuesday with French President Emmanuel Macron and "
        "Canadian Prime Minister Justin Trudeau, according to the White House."
    )
    told = sorted((each.parties, each.date) for each in found if each.type == "call_held")
    assert told == [(("Canada", "United States"), "2025-02-11"), (("France", "United States"), "2025-02-11")]
