"""Several who speak together, each with what says who they are."""

import pytest

from services.extraction.domain.speakers.unnamed.insiders import one_of

SAID = "[q:said] [c:the talks would go on next week]"
FIRST = f"[s:Two people close to the talks] {SAID}, as it rained on the harbour all the day."


def test_several_speak_together(reads) -> None:
    """Countries and persons named in one breath are one speaker, whose side are all of theirs."""
    found = reads(f"[s:Arland and Borduria] {SAID}.").statements[0]
    assert ("Arland and Borduria", "group", "Arland & Borduria") == (
        found.speaker,
        found.speaker_kind,
        found.side,
    )
    found = reads(f"[s:Arland, Ada Quill, and Borduria] {SAID}.").statements[0]
    assert "Arland, Ada Quill and Borduria" == found.speaker
    found = reads(f"[s:Ada\xa0Quill,\xa0Jan Novotny and\xa0Borduria] {SAID}.").statements[0]
    assert "Ada Quill, Jan Novotny and Borduria" == found.speaker


def test_several_with_an_office_speak_together(reads) -> None:
    """A title before a name, or between two, is part of the list."""
    found = reads(f"[s:Bordurian Foreign and European Affairs Minister Jan Novotny] {SAID}.").statements[0]
    assert "Jan Novotny" == found.speaker
    found = reads(f"[s:Ada Quill and the mayor Jan Novotny] {SAID}.").statements[0]
    assert "Ada Quill and Jan Novotny" == found.speaker


def test_list_after_its_leaders_is_no_name(reads) -> None:
    """ "Leaders of Arland and Borduria" are described, neither country speaks."""
    found = reads(f"[s:leaders of Arland and Borduria] {SAID}.").statements[0]
    assert "leaders of Arland and Borduria" == found.speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("[s:Ada Quill and other Fishists]", "Ada Quill and other Fishists"),
        ("[s:Ada Quill and others]", "Ada Quill and others"),
        ("[s:by Ada Quill and others]", "Ada Quill and others"),
        ("Ada Quill was there. [s:She and other envoys]", "Ada Quill and other envoys"),
        ("[s:Harbour workers and moderate Democrats]", "Harbour workers and moderate Democrats"),
        ("[s:Airlines, harbour boards and even mayors]", "Airlines, harbour boards and mayors"),
        ("[s:Countries including Arland and Borduria]", "Arland and Borduria"),
        ("[s:harbour towns, notably Arland, Borduria\xa0and Delta]", "Arland, Borduria and Delta"),
        ("[s:Foreign ministers of Arland, the Netherlands and Borduria]",
         "Foreign ministers of Arland, the Netherlands and Borduria"),
    ],
)  # fmt: skip
def test_several_of_whom_some_are_described(reads, text: str, speaker: str) -> None:
    """Each by name or by the words that tell who they are."""
    assert speaker == reads(f"{text} {SAID}.", kind="group").statements[0].speaker


@pytest.mark.parametrize(
    ("who", "speaker"),
    [
        ("Peter Novotny and Eva Lindqvist at Delta University", "Peter Novotny and Eva Lindqvist"),
        ("Delta University history professor Eva Berg and researcher Jan Novotny", "Eva Berg and Jan Novotny"),
        ("Peter Novotny and Arland's Eva Lindqvist", "Peter Novotny and Eva Lindqvist"),
        ("Peter Novotny and Fish Party founder Eva Lindqvist", "Peter Novotny and Eva Lindqvist"),
        ("Peter Novotny and Eva Lindqvist, the Delta court prosecutor,", "Peter Novotny and Eva Lindqvist"),
        ("Peter Novotny, the board's chief, and Eva Lindqvist, head of fishing", "Peter Novotny and Eva Lindqvist"),
        ("A group of senators — Peter Berg, Jan Novotny and Eva Hill —", "Peter Berg, Jan Novotny and Eva Hill"),
        ("Peter Novotny, a former envoy of Arland and Borduria", "Peter Novotny"),
        ("Work and Pensions Secretary Eva Lindqvist", "Eva Lindqvist"),
    ],
)  # fmt: skip
def test_two_with_what_they_are(reads, who: str, speaker: str) -> None:
    """What stands before or behind a name says who that is, and is nobody else who speaks."""
    assert speaker == reads(f"[s:{who}] {SAID}.").statements[-1].speaker


@pytest.mark.parametrize(
    ("who", "speaker"),
    [
        ("He and Foreign Minister Ada Quill", "Peter Novotny and Ada Quill"),
        ("He and his Arlandic counterpart, Ada Quill,", "Peter Novotny and Ada Quill"),
        ("He and others", "Peter Novotny and others"),
    ],
)
def test_a_pronoun_with_another(reads, who: str, speaker: str) -> None:
    """The pronoun means somebody else than the one named with it."""
    text = f"[s:Peter Novotny] {SAID}. [s:{who}] {SAID}."
    assert speaker == reads(text).statements[-1].speaker


@pytest.mark.parametrize(
    ("who", "speaker"),
    [
        ("Another Harbour Together activist, Jan Novotny,", "Jan Novotny"),
        ("The governor of Arland's Lower Zorda region, Jan Novotny,", "Jan Novotny"),
        ("The Arlandic foreign minister, Jan Novotny,", "Jan Novotny"),
        ("The Arlandic foreign minister, an old friend,", "Ada Quill"),
        ("A Fish Party MP", "Fish Party MP"),
        ("An author of a Harbour Board report", "author of a Harbour Board report"),
    ],
)
def test_head_is_whoever_speaks(reads, who: str, speaker: str) -> None:
    """A body or region that only says which activist or governor it is does not speak."""
    assert speaker == reads(f"[s:{who}] {SAID}.").statements[-1].speaker


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        ("The Delta County Sheriff's Office came. [s:The sheriff's office]", "body", "Delta County Sheriff's Office"),
        ("Arland met. [s:The sheriff's office]", "body", "sheriff's office"),
        ("The Harbour Board denied it, with [s:a spokesman]", "body", "Harbour Board"),
        (f"{FIRST} [s:The sources]", "anonymous",
         "Two people close to the talks"),
        ("[s:Quill's legal team]", "group", "Ada Quill's legal team"),
        ("[s:Quill's campaign]", "body", "Quill campaign"),
        ("[s:Quill's press secretary]", "person", "Ada Quill's press secretary"),
        ("[s:The Quill government]", "body", "Arlandic government"),
        ("Jan Novotny came. [s:The mother of the missing girl]", "person", "mother of the missing girl"),
        ("Jan Novotny came. [s:The author]", "person", "author"),
        ("The Harbour Board met. [s:federal data]", "body", "federal data"),
        (f"[s:Jan Novotny] {SAID}. [s:Mr. President], they", "person", "Jan Novotny"),
        ("The [s:Arlandic] side", "country", "Arland"),
    ],
)  # fmt: skip
def test_described(reads, text: str, kind: str, speaker: str) -> None:
    """Each is called by the name that the article gives it, and nobody is taken for one whom nothing shows to be
    meant; whoever is spoken to says nothing."""
    assert speaker == reads(f"{text} {SAID}.", kind=kind).statements[-1].speaker


def test_one_of_several() -> None:
    """One of the people is a person."""
    assert "person close to the talks" == one_of("Two people close to the talks", "people")
    assert "Arlandic official" == one_of("Two Arlandic officials", "officials")
