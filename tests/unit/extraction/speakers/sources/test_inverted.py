"""Who says words in whose own sentence a name stands with a verb of saying."""

import bisect
from datetime import date

import pytest

from services.extraction.domain.speakers.names import people
from services.extraction.domain.speakers.sources.inverted import named_in_sentence
from services.extraction.domain.text.sentences import split
from shared.catalog import Matcher
from tests.unit.extraction.conftest import CATALOG


@pytest.mark.parametrize(
    ("sentence", "content", "who"),
    [
        ("Prices fell in May, the clerk Jan Novotny said.", "Prices fell in May", "Jan Novotny"),
        ("“Prices fell in May,” said clerk Jan Novotny.", "Prices fell in May", "Jan Novotny"),
        ("“Prices fell in May,” Ada Quill, the envoy, added.", "Prices fell in May", "Ada Quill"),
        ("Harbour chief Jan Novotny, 50, said: “Prices fell.”", "Prices fell", "Jan Novotny"),
        ("Prices fell in May, its trade minister said.", "Prices fell in May", "its trade minister"),
        ("Prices fell in May, a senior official said on Monday.", "Prices fell in May", "a senior official"),
        ("Prices fell in May, the clerk and others said.", "Prices fell in May", None),
        ("Prices fell in May, a guest from Arland, an envoy, said.", "Prices fell in May", None),
        ("It came from Jan Novotny said “Prices fell.”", "Prices fell", None),
        ("Prices fell in May and Jan Novotny said little.", "Prices fell in May", None),
    ],
)  # fmt: skip
def test_own_sentence(words, sentence: str, content: str, who: str | None) -> None:
    """It is who says the words, whatever source was taken from another sentence; not from the same one."""
    text = f"Rents rose, Eva Lindqvist said. {sentence}"
    begins = [a for a, _ in split(text)]
    assert 2 == bisect.bisect_right(begins, text.index(sentence))
    everybody = people.find(text, Matcher(CATALOG).mentions(text, date(2024, 1, 1)), words)
    at = text.index(content)
    other = (text.index("Eva"), text.index(" said"))
    found = named_in_sentence(text, begins, other, [(at, at + len(content))], everybody)
    if who is None:
        assert found is None
    else:
        assert found is not None
        assert text[found[0] : found[1]].endswith(who)
    assert (
        named_in_sentence(text, begins, (at, at + len(content)), [(at, at + len(content))], everybody) is None
    )


def test_a_described_sayer_is_in_the_sentence(reads) -> None:
    """ "…,” tweeted the mayor": no source of another sentence says it."""
    text = "“[c:Nothing has been promised to us],” complained the mayor of a village. It was late, [s:Novotny] knew."
    assert ["mayor of a village"] == [s.speaker for s in reads(text).statements]
