"""The words of the catalog that put statements to questions, against plain ways to say yes and no."""

from pathlib import Path

import msgspec
import pytest

from shared.catalog import load
from shared.catalog.words import WordIndex

CATALOG = load()
WORDINGS = msgspec.yaml.decode(
    Path(__file__).with_name("wordings.yaml").read_bytes(), type=dict[str, list[str]]
)
MAIN = ("ukraine-war", "gaza", "iran-nuclear", "us-china-trade")


@pytest.mark.parametrize("question", sorted(WORDINGS))
def test_three_plain_ways_to_say_yes_and_no_are_about_the_question(question):
    """None of them has to use the words of the catalog's own sentence."""
    assert 6 == len(WORDINGS[question])
    assert [] == [text for text in WORDINGS[question] if question not in CATALOG.questions_in(text)]


def test_every_question_of_the_main_negotiations_has_its_wordings():
    """A new one needs some, too."""
    asked = {id for id, (negotiation, _) in CATALOG.questions.items() if negotiation.id in MAIN}
    assert asked == set(WORDINGS)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Ukraine will send grain to Africa.", "ukraine-war.security-guarantees"),
        (
            "The soldiers stay at home, said the minister. To Ukraine he did not go.",
            "ukraine-war.security-guarantees",
        ),
        ("Putin opened a bridge.", "ukraine-war.leaders-meeting"),
        ("The war museum in Haifa is open.", "gaza.permanent-ceasefire"),
        ("They left the hall in Gaza.", "gaza.withdrawal"),
        ("Iran sold its oil tankers' crews new boots.", "iran-nuclear.sanctions-relief"),
        ("China built a hundred planes.", "us-china-trade.purchases"),
    ],
)
def test_other_things_are_not_about_it(text, question):
    """Single words of a wording are not enough."""
    assert question not in CATALOG.questions_in(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("they send two more ships to the island", ("send* .. ship*",)),
        ("they will be sending the U.S. ships", ("send* .. ship*",)),
        ("they send a word. The ships stay", ()),
        ("they send word that no other ships will come", ()),
        ("they sendd .. ship", ()),
        ("he pulled out on Monday", ("pull* out",)),
        ("he pulled the boat out", ()),
    ],
)
def test_a_gap_is_up_to_three_words_and_a_star_any_ending(text, found):
    """Within one sentence."""
    assert found == WordIndex([("a", ["send* .. ship*", "pull* out"])]).hits(text).get("a", ())
