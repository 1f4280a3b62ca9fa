"""What "is said" and what "one could say" nobody says."""

import pytest

from services.extraction.domain.speakers.sources.unattributed import is_impersonal

SAID = "[c:the talks would go on next week]"


def spans(text: str, *words: str) -> list[tuple[int, int]]:
    """Where the words stand."""
    return [(text.index(word), text.index(word) + len(word)) for word in words]


@pytest.mark.parametrize(
    ("text", "source", "cue", "nobody"),
    [
        ("It has often been claimed that the ports are shut.", "It", "claimed", True),
        ("It was reported on Monday that the ports are shut.", "It", "reported", True),
        ("It is also being rumored in Arport that they are shut.", "It", "rumored", True),
        ("It can be argued that the ports are shut.", "It", "argued", True),
        ("One could argue that the ports are shut.", "could", "argue", True),
        ("One might even say the ports are shut.", "One", "say", True),
        ("Quill left. It is feared that the ports are shut.", "Quill", "feared", True),
        ("Quill wrote it was feared that the ports are shut.", "Quill", "feared", False),
        ("It was feared, Quill said, that the ports are shut.", "Quill", "said", False),
        ("It has said that the ports are shut.", "It", "said", False),
        ("It was told that the ports are shut.", "It", "told", False),
        ("It was expected to say that the ports are shut.", "It", "say", False),
        ("One of them said that the ports are shut.", "One of them", "said", False),
    ],
)
def test_impersonal(text: str, source: str, cue: str, nobody: bool) -> None:
    """Not what somebody says of it in the same sentence, nor a verb that "it" is the subject of."""
    where, verb = spans(text, source, cue)
    assert nobody == is_impersonal(text, where, verb)


def test_without_a_source() -> None:
    """Words alone tell it."""
    text = "It is widely believed that the ports are shut."
    assert is_impersonal(text, None, *spans(text, "believed"))
    assert not is_impersonal(text, None, None)


def test_nobody_who_spoke_before(reads) -> None:
    """ "It" is not who spoke last."""
    text = f"[s:The Harbour Board] [q:said] [c:that nothing was decided yet]. [s:It] is [q:said] that {SAID}."
    assert reads(text, kind="body").statements[-1].speaker is None
