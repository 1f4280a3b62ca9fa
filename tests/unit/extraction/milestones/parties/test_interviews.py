"""An interview is no meeting between the sides of a negotiation, whoever asks and however it is told."""

from datetime import UTC, datetime

import pytest

from services.extraction.domain.milestones import read_milestones
from services.extraction.domain.milestones.parties import interviews
from services.extraction.domain.milestones.steps.article import MEETINGS
from services.extraction.domain.text import letters
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher, load

CATALOG = load()
MATCHER = Matcher(CATALOG)
NOON = datetime(2025, 2, 12, 12, tzinfo=UTC)
WORDS = interviews.built_in()


def read(text):
    """The meetings in an article about Iran and the United States, each with its parties."""
    title = "Trump speaks of nuclear talks with Iran"
    mentions, head = MATCHER.mentions(text, NOON.date()), MATCHER.mentions(title, NOON.date())
    found = read_milestones(text, title, NOON, mentions, (), split(text), CATALOG, title_mentions=head)
    return [(each.type, each.parties) for each in found if each.type in MEETINGS]


def only(text):
    """Whether all encounters of a sentence are interviews."""
    small = letters.lowered(text)
    return interviews.only(small, (0, len(small)), None, MATCHER.mentions(text, NOON.date()))


def test_interview_cases():
    """The words find their own examples and leave their counter-examples alone."""
    assert [case for case in WORDS.match if not only(case)] == []
    assert [case for case in WORDS.no_match if only(case)] == []


@pytest.mark.parametrize(
    "text",
    [
        "President Donald Trump sat down with “Evening Report” anchors on Tuesday to discuss the talks with Iran.",
        "President Donald Trump sat down with Fox News on Tuesday to talk about the nuclear talks with Iran.",
        "President Donald Trump spoke by phone with a CNN reporter on Tuesday about the negotiations with Iran.",
        "On Tuesday President Donald Trump met with journalists in Washington to speak about talks with Iran.",
        "Iran's president met an American podcaster in Tehran on Tuesday.",
        "A BBC correspondent met Iranian Foreign Minister Abbas Araghchi in Tehran on Tuesday.",
        "Iran's president sat down for an interview on Tuesday and discussed the talks with the United States.",
        "President Donald Trump met the editorial board of The New York Times and discussed the talks with Iran.",
        "Abbas Araghchi will sit down with CBS on Thursday to discuss the next meeting with the United States.",
    ],
)  # fmt: skip
def test_an_interview_is_no_meeting_of_the_sides(text):
    """Who is asked by an outlet, a host or a reporter has met nobody else."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Steve Witkoff met Iranian Foreign Minister Abbas Araghchi in Muscat on Tuesday, CNN reported.",
            ("Iran", "United States"),
        ),
        (
            "Abbas Araghchi talked to reporters after meeting Marco Rubio in Muscat on Tuesday.",
            ("Iran", "United States"),
        ),
        (
            "In an interview with Fox News, Trump said he had met Iranian Foreign Minister Abbas Araghchi on Tuesday.",
            ("Iran", "United States"),
        ),
        (
            "Abbas Araghchi met US Defense Secretary Pete Hegseth, a former television host, in Muscat on Tuesday.",
            ("Iran", "United States"),
        ),
        (
            "The New York Times said that Iran and the United States had held talks in Muscat on Tuesday.",
            ("Iran", "United States"),
        ),
    ],
)
def test_a_meeting_that_the_press_tells_of_is_one(text, parties):
    """The press beside it changes nothing."""
    assert parties in [who for _, who in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The Iranian minister told a news conference at a trade fair in Washington on Tuesday that exports grew.",
        "The Iranian minister took part in a press conference in Washington on Tuesday.",
    ],
)
def test_what_the_press_is_told_is_no_meeting(text):
    """Whoever else is named in the sentence only stands for a place."""
    assert read(f"Iran and the United States trade little. {text}") == []


def test_a_meeting_needs_a_word_of_meeting():
    """Who praises the ties of two countries met nobody, however much it sounds like it."""
    text = (
        "The two sides, the United States and Iran, stressed on Tuesday the importance of their cooperation in "
        "shipping."
    )
    assert read(text) == []
