"""Whose government "the government" is: that of the country that acts before it."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"


def speaker(reading) -> str | None:
    """Who spoke last."""
    return reading.statements[-1].speaker


@pytest.mark.parametrize(
    "text",
    [
        "[c:Borduria lent two million crowns to farmers of Arland], [s:the government] [q:said].",
        f"Borduria closed its ports on Monday. Crews from Arland went home. [s:The government] {SAID}.",
        f"The Bordurian cabinet met at noon over the fish of Arland. [s:The government] {SAID}.",
        "Borduria closed its ports. “[c:Nobody from Arland will be let in],” [s:the government] [q:said].",
        "Borduria closed its ports. “Arland has lied to us. [c:We cannot wait],” [s:the regime] [q:said].",
        f"Borduria also sent boats to the coast of Arland. [s:The authorities] {SAID}.",
    ],
)
def test_the_country_that_acts(reads, text: str) -> None:
    """The subject of its own sentence or of one before; no country that is only named nearer, nor in a quotation."""
    assert "Borduria" == speaker(reads(text, kind="body"))


@pytest.mark.parametrize(
    "text",
    [
        f"Arland closed its ports. Talks with Borduria went on. [s:The government] {SAID}.",
        f"Arland closed its ports. “Borduria is to blame for it.” [s:The government] {SAID}.",
        f"Borduria closed its ports. Arland opened new ones. [s:The government] {SAID}.",
        f"Borduria closed its ports. [s:The Arlandic government] {SAID}.",
        f"Arland closed its ports, and crews of Borduria went home. [s:The government] {SAID}.",
    ],
)
def test_other_countries(reads, text: str) -> None:
    """Who acts last counts; a country beside the organ is its own; no object, nobody quoted."""
    assert "Arland" == speaker(reads(text, kind="body"))
