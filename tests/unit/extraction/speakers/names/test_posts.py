"""Names behind offices, trades and posts, and names that look like something else."""

import pytest

from services.extraction.domain.speakers.names import capitalised

SAID = "[q:said] [c:the talks would go on next week]"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("[s:Chairman of the State Harbour Committee of Arland Yury Novotny]", "Yury Novotny"),
        ("[s:Director General of Deltaexport Mary Anne Novotny]", "Mary Anne Novotny"),
        ("[s:Arlandic Ambassador to Zorda Ivo Mardel]", "Ivo Mardel"),
        ("[s:Ambassador to Zorda Krem Mardel]", "Krem Mardel"),
        ("Arlandic Ambassador to Zorda Ivo Mardel came. [s:The ambassador]", "Ivo Mardel"),
        ("[s:Rep. Bill Novotny of North Bay]", "Bill Novotny"),
        ("[s:Dean Novotny], the president of the Harbour Council,", "Dean Novotny"),
        ("[s:Will Novotny], a researcher,", "Will Novotny"),
        ("[s:Midfielder Dor Novotny]", "Dor Novotny"),
        ("Jan Singer came. [s:Mr. Singer]", "Jan Singer"),
        (
            "[s:The Special Inspector General for Harbour Works]",
            "Special Inspector General for Harbour Works",
        ),
        ("[s:Novotny's]", "Novotny's"),
        ("[s:Jan Novotny]'s aide", "Jan Novotny's aide"),
    ],
)
def test_name_without_what_stands_before(reads, text: str, speaker: str) -> None:
    """An office with its body, a trade and a post go; a first name that is also a title or a verb stays, and so does
    the end of a firm's name that looks like a possessive."""
    assert speaker == reads(f"{text} {SAID}.").statements[-1].speaker


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Will Novotny stay?", ["Novotny"]),
        ("Will Novotny said so", ["Will Novotny"]),
        ("so did Will Novotny yesterday", ["Will Novotny"]),
        ("Will the Harbour Board meet?", ["Harbour Board"]),
        ("Novotny's said it grew", ["Novotny's"]),
        ("Novotny's plan grew", ["Novotny"]),
    ],
)
def test_will_and_possessives(text: str, runs: list[str]) -> None:
    """ "Will" is a name where a verb in the past or a comma follows; "Novotny's said" names a firm."""
    assert runs == [text[a:b] for a, b in capitalised.find(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Olga Quill came. [s:Quill]", "Olga Quill"),
        ("Ada Quill came. Olga Quill came. [s:Quill]", "Ada Quill"),
        ("[s:Quill]", "Ada Quill"),
        ("Ada Quill came. [s:Ada Quill Jr.]", "Ada Quill Jr"),
    ],
)
def test_namesakes_of_the_catalog(reads, text: str, speaker: str) -> None:
    """Whom the article names in full before goes before the catalog's person of that surname, unless that one is named
    in full too; a junior is somebody else."""
    assert speaker == reads(f"{text} {SAID}.").statements[-1].speaker
