"""A quotation behind a colon is the answer of whoever its own sentence tells."""

import pytest

FIRST = "[s:Peter Novotny] [q:said] [c:the talks would go on next week]. "
WORDS = "“[c:There is nothing to talk about until they leave.]”"


def speaker(reading) -> str | None:
    """Who spoke last."""
    return reading.statements[-1].speaker


@pytest.mark.parametrize(
    "text",
    [
        "Arport was [q:scathing]: ",
        "Arland remained far less [q:upbeat] than its guests: ",
        "The [q:reply] from Arport was swift: ",
        "A curt [q:message] from Arland: ",
        "From Arport came an angry [q:retort]: ",
        "But Arland’s [q:verdict] was clear: ",
        "Arport's first [q:reaction] came within hours: ",
    ],
)
def test_who_answers(reads, text: str) -> None:
    """The subject of its tone, the owner of the answer, or where it came from; a capital is its country."""
    assert "Arland" == speaker(reads(f"{FIRST}{text}{WORDS}"))


@pytest.mark.parametrize(
    "text",
    [
        "Arland was no [q:partner]: ",
        "Arport's [q:answer] was a mistake: ",
        "He had one [q:message] for Arland: ",
        "Asked about Arport, he was [q:blunt]: ",
        "Arland was clear and he was [q:blunt]: ",
        "There was no [q:answer] for Arland: ",
    ],
)
def test_who_is_only_talked_about(reads, text: str) -> None:
    """What is said of a country or its answer is nothing that it says."""
    assert "Peter Novotny" == speaker(reads(f"{FIRST}{text}{WORDS}"))
