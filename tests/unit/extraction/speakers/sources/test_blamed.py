"""Who is blamed for saying something said it."""

import pytest

SAID = "[c:the talks would go on next week]"


def speaker(reading) -> str | None:
    """Who spoke last."""
    return reading.statements[-1].speaker


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"[s:Jan Novotny] wanted an apology from Eva Lindqvist for [q:saying] {SAID}.", "Eva Lindqvist"),
        (f"[s:Jan Novotny] sharply rebuked a tired pilot for [q:suggesting] that {SAID}.", "tired pilot"),
        (f"[s:Jan Novotny] has lambasted the Harbour Board for wrongly [q:claiming] that {SAID}.", "Harbour Board"),
        (f"[s:Jan Novotny] praised Mayor Eva Lindqvist of Arport for [q:saying] {SAID}.", "Eva Lindqvist"),
        (f"[s:Jan Novotny] hit out at Quill for [q:insisting] that {SAID}.", "Ada Quill"),
        (f"[s:Jan Novotny] is furious with Borduria [q:for saying] that {SAID}.", "Borduria"),
    ],
)  # fmt: skip
def test_who_is_blamed_said_it(reads, text: str, who: str) -> None:
    """A name or a description, the object of the verb or behind "from"."""
    assert who == speaker(reads(text))


@pytest.mark.parametrize(
    "text",
    [
        f"[s:Jan Novotny] apologised to Eva Lindqvist for [q:saying] {SAID}.",
        f"[s:Jan Novotny] was criticised by Eva Lindqvist for [q:saying] {SAID}.",
        f"[s:Jan Novotny] drew criticism from Eva Lindqvist for [q:claiming] that {SAID}.",
        f"[s:Jan Novotny] attacked Eva Lindqvist, [q:saying] that {SAID}.",
        f"[s:Jan Novotny] was furious at Eva Lindqvist for [q:refusing] to say that {SAID}.",
        f"[s:Jan Novotny] was attacked for [q:saying] {SAID}.",
        f"[s:Jan Novotny] demanded an apology from Eva Lindqvist and a vote, [q:saying] {SAID}.",
    ],
)
def test_who_blames_says_the_rest(reads, text: str) -> None:
    """Who is spoken of in the passive, who apologises, and who attacks with the words."""
    assert "Jan Novotny" == speaker(reads(text))
