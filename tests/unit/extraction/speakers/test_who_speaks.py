"""What is no name, several at once, possessors, who is taken up, and the subject of a verb that lacks a source."""

import pytest

from services.extraction.domain.speakers.names import capitalised

SAID = "[q:said] [c:the talks would go on next week]"
LATER = (
    "It was late by then, and all along the quay the lamps went out one by one while the last boats came in. "
)
ADDED = "[q:added] [c:that nothing at all was decided yet]"


def speakers(reading) -> list[str | None]:
    """The speakers in the order of the text."""
    return [s.speaker for s in reading.statements]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Sen. Jan Novotny (D-North) came.", ["Sen. Jan Novotny"]),
        ("Jan Novotny, R-Ky., came.", ["Jan Novotny"]),
        ("Quill-era rules were kept.", []),
        ("The Quill-era Harbour Board met.", ["Harbour Board"]),
        ("It rained. Thoroughly tired, they left.", []),
        ("Connolly said no.", ["Connolly"]),
        ("Prices for Arland Steel rose.", ["Arland Steel"]),
        ("The House Committee on Fish and Ships met.",
         ["House Committee on Fish and Ships", "House Committee on Fish", "Ships"]),
        ("The Center on Tides met.", ["Center on Tides"]),
    ],
)  # fmt: skip
def test_no_names(text: str, runs: list[str]) -> None:
    """Parties with states, eras, adverbs and the things of somebody are no names; a committee's field is part of
    one."""
    assert runs == [text[a:b] for a, b in capitalised.find(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:Sens. Jan Novotny (D-NB), Eva Lindqvist, R-Ky., and Oscar Berg (D-Ohio)] {SAID}.",
         "Jan Novotny, Eva Lindqvist and Oscar Berg"),
        (f"They told Karl Hill, Sens. Jan Novotny (D-NB), Eva Lindqvist (D-NB) and [s:Oscar Berg (D-Ohio)] {SAID}.",
         "Jan Novotny, Eva Lindqvist and Oscar Berg"),
        (f"King Karl Hill, Chancellor [s:Eva Lindqvist and Oscar Berg] {SAID}.",
         "Karl Hill, Eva Lindqvist and Oscar Berg"),
        (f"[s:Harbour Board attorneys Jan Novotny and Eva Lindqvist] {SAID}.", "Jan Novotny and Eva Lindqvist"),
        (f"[s:Mayor Jan Novotny and Governor Eva Lindqvist —] {SAID}.", "Jan Novotny and Eva Lindqvist"),
        (f"He met with Jan Novotny, and [s:Oscar Berg] {SAID}.", "Oscar Berg"),
        (f"[s:Quill and other ministers] {SAID}.", "Ada Quill and other ministers"),
        (f"[s:Quill and her senior advisers] {SAID}.", "Ada Quill and her senior advisers"),
        (f"[s:Commerce and Industry Minister Jan Novotny] {SAID}.", "Jan Novotny"),
        (f"[s:Union Rural Development and Housing Secretary Jan Novotny] {SAID}.", "Jan Novotny"),
        (f"[s:Fisheries, Animal Husbandry and Dairying Minister Jan Novotny] {SAID}.", "Jan Novotny"),
        (f"[s:Arland Steel and Jan Novotny] {SAID}.", "Arland Steel and Jan Novotny"),
        (f"[s:Borduria and Foreign Minister Jan Novotny] {SAID}.", "Borduria and Jan Novotny"),
        (f"[s:Eva Lindqvist and Trade Minister Jan Novotny] {SAID}.", "Eva Lindqvist and Jan Novotny"),
        (f"[s:Senate Water and Public Works Committee Chairman Jan Novotny, R-Okla.,] {SAID}.", "Jan Novotny"),
    ],
)  # fmt: skip
def test_several_are_one_speaker(reads, text: str, speaker: str) -> None:
    """Titles, tags of party and others of a sort do not break a list, which is found from its end too."""
    assert [speaker] == speakers(reads(text))


def test_they_are_the_subject_before(reads) -> None:
    """Two countries that act together in the sentence before are who "they" are, unless somebody spoke since."""
    text = f"Both Arland and Borduria have slammed the plan. [s:They] {SAID}."
    assert ["Arland and Borduria"] == speakers(reads(text, kind="group"))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:Foreign Minister Quill’]s former speechwriter Jan Novotny {SAID}.", "Jan Novotny"),
        (f"[s:Quill’s attorney,] Jan Novotny, {SAID}.", "Jan Novotny"),
        (f"Jan Berg had come. [s:The brother of Karl Berg,] Jan, {SAID}.", "Jan Berg"),
        (f"[s:Quill]’s claims that Jan Novotny {SAID}.", "Ada Quill"),
        (f"Eva Bordurian, who ran the fair, came. [s:Bordurian] {SAID}.", "Eva Bordurian"),
        (f"Jan Justice came from the mines. [s:Justice] {SAID}.", "Jan Justice"),
        (f"Eva O’Dell came. [s:O’Dell] {SAID}.", "Eva O'Dell"),
    ],
)  # fmt: skip
def test_who_of_them(reads, text: str, speaker: str) -> None:
    """Who has somebody is not who speaks; a surname can be a people's or a title."""
    assert [speaker] == speakers(reads(text))


@pytest.mark.parametrize(
    ("text", "kind", "last"),
    [
        (f"[s:A senior Quill adviser] {SAID}. {LATER}[s:The aide] {ADDED}.", "anonymous", "senior Quill adviser"),
        (f"It fell, people familiar with the matter told us. {LATER}[s:The people] {SAID}.",
         "anonymous", "people familiar with the matter"),
        (f"[s:A senior Delta official briefed on the plan] {SAID}.", "anonymous", "senior Delta official"),
        (f"[s:People briefed on the plan] {SAID}.", "anonymous", "People briefed on the plan"),
        (f"Jan Novotny, an aide to Ada Quill, left. Ilse Morn came. [s:The aide] {SAID}.", "person", "Jan Novotny"),
        (f"Arland sued Borduria. [s:Both sides] {SAID}.", "group", "Arland and Borduria"),
        (f"Arland is calm. [s:Police] {SAID}.", "body", "Arlandic police"),
        (f"[s:Police] {SAID}. {LATER} The Delta Police Force had come to Arland.", "body", "Delta Police Force"),
        (f"The Delta Police Force came to Arland. [s:The police] {SAID}.", "body", "Delta Police Force"),
    ],
)  # fmt: skip
def test_taken_up(reads, text: str, kind: str, last: str) -> None:
    """An aide is the adviser who spoke, the police are those of the place, both sides are the two countries."""
    assert last == speakers(reads(text, kind=kind))[-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Of all this nothing came. Jan Novotny now {SAID}.", "Jan Novotny"),
        ("It is the place where Mayor Jan Novotny [q:hopes] [c:to open a harbour next year].", "Jan Novotny"),
        (f"It was for the Harbour Board,” which {SAID}.", "Harbour Board"),
        (f"Jan Novotny (D-NB), who had voted against the bill, {SAID}.", "Jan Novotny"),
        ("Jan Novotny closed the ports, [q:warning] [c:that more would be done soon].", "Jan Novotny"),
        (f"It came from Jan Novotny {SAID}.", None),
        ("The board met with Jan Novotny, [q:warning] [c:that more would be done soon].", None),
    ],
)
def test_subject_of_the_verb(reads, text: str, speaker: str | None) -> None:
    """Where the model found no source, the name that is the subject of the verb is it."""
    assert [speaker] == speakers(reads(text))


def test_who_is_named_in_a_pointer_is_not_taken_up(reads) -> None:
    """A line to another article names nobody who speaks in this one."""
    text = f"[s:Peter Novotny] {SAID}. {LATER}\n\nSee also: Mayor Karl Lindqvist was late\n\n[s:He] {ADDED}."
    assert ["Peter Novotny", "Peter Novotny"] == speakers(reads(text))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Peter Novotny spoke in Arport. Later [s:Mrs. Novotny] {SAID}.", "Novotny"),
        (f"Otto Brandt spoke in Arport. Later [s:Mrs. Brandt] {SAID}.", "Brandt"),
        (f"Peter Novotny came. [s:Mrs. Novotny] {SAID}. Mary Novotny left.", "Mary Novotny"),
        (f"Peter Novotny spoke in Arport. Later [s:Mr. Novotny] {SAID}.", "Peter Novotny"),
        (f"Terry Novotny spoke in Arport. Later [s:Ms. Novotny] {SAID}.", "Terry Novotny"),
        (f"Andrea Novotny spoke in Arport. Later [s:Mr. Novotny] {SAID}.", "Andrea Novotny"),
    ],
)
def test_an_honorific_rules_out_the_other_of_a_family(reads, text: str, speaker: str) -> None:
    """Also where the article names nobody else of that surname in full."""
    assert [speaker] == [s.speaker for s in reads(text).statements]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Mr. Lindqvist went home. [s:The woman] {SAID}.", "woman"),
        (f"Otto Brandt went home. [s:The actress] {SAID}.", "actress"),
        (f"Peter Novotny went home. [s:The widow] {SAID}.", "widow"),
        (f"Mrs. Lindqvist went home. [s:The man] {SAID}.", "man"),
        (f"Mary Novotny and Mr. Lindqvist went home. [s:The woman] {SAID}.", "Mary Novotny"),
        (f"Mr. Lindqvist went home. [s:The man] {SAID}.", "Lindqvist"),
    ],
)
def test_a_description_does_not_contradict_its_speaker(reads, text: str, speaker: str) -> None:
    """Who is called Mr., is known by "he" or has a man's first name is no woman, and the other way round."""
    assert [speaker] == speakers(reads(text))


def test_a_man_is_no_woman_told_of_before(reads) -> None:
    """Who was only described is taken up by a whole word."""
    text = f"[s:A tired woman] {SAID}. {LATER}[s:The man] {ADDED}."
    assert ["tired woman", "man"] == speakers(reads(text, kind="anonymous"))
