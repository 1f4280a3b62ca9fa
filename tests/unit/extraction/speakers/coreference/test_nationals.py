"""Who is "the Arlandic leader": nobody of another country."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"
FIRST = f"[s:Peter Novotny, the Bordurian envoy,] {SAID}. "


def speaker(reading) -> tuple[str | None, str]:
    """Who spoke last, and for whom."""
    last = reading.statements[-1]
    return last.speaker, last.side


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Quill had come late. [s:The Arlandic leader]", ("Ada Quill", "Arland")),
        ("Ada Quill had come late. [s:Arland's envoy]", ("Ada Quill", "Arland")),
        ("Arlandic officials had come late. [s:The Arlandic envoy]", ("Arlandic envoy", "Arland")),
        ("Ada Quill had come late. [s:The Bordurian envoy]", ("Peter Novotny", "Borduria")),
        ("Nobody else had come. [s:The Arland envoy]", ("Peter Novotny", "Borduria")),
        ("Nobody else had come. [s:The envoy to Arland]", ("Peter Novotny", "Borduria")),
    ],
)  # fmt: skip
def test_of_a_country(reads, text: str, found: tuple[str, str]) -> None:
    """Of those named who are not known to speak for another country, else nobody who is named; a country that tells
    where the work is rules nobody out."""
    assert found == speaker(reads(f"{FIRST}{text} {SAID}."))


def test_of_no_known_country(reads) -> None:
    """Of whom no country is told may be meant."""
    text = f"[s:Karl Lindqvist] {SAID}. [s:The Arlandic lawmaker] {SAID}."
    assert "Karl Lindqvist" == speaker(reads(text))[0]
