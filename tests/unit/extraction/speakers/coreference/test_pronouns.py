"""Whom "he" and "she" mean, and what is no pronoun."""

SAID = "[q:said] [c:the talks would go on next week]"


def speakers(reading) -> list[str | None]:
    """The speakers in the order of the text."""
    return [s.speaker for s in reading.statements]


def test_pronoun_goes_on_with_who_spoke(reads) -> None:
    """Persons whom a speaker talks about, in a quotation or as an object, do not become the speaker."""
    text = (
        f"[s:Peter Novotny] {SAID}. He had met with Karl Lindqvist. "
        "“[c:Oscar Berg told us to wait here],” [s:he] [q:added]."
    )
    assert ["Peter Novotny", "Peter Novotny"] == speakers(reads(text))


def test_pronoun_follows_a_new_subject(reads) -> None:
    """Someone who opens the sentence before is meant rather than an earlier speaker."""
    text = f"[s:Peter Novotny] {SAID}. Nothing came of it. Weeks went by. Karl Lindqvist was late. [s:He] {SAID}."
    assert ["Peter Novotny", "Karl Lindqvist"] == speakers(reads(text))


def test_an_honorific_tells_of_the_pronoun(reads) -> None:
    """Who is called Ms. is not "he", whatever the first name."""
    text = f"Karl Berg met Ms. Ofra Nir. [s:Ofra Nir] {SAID}. “[c:It is over for us],” [s:he] [q:added]."
    assert ["Ofra Nir", "Karl Berg"] == speakers(reads(text))


def test_pronoun_of_one_who_is_only_described(reads) -> None:
    """A source without a name who spoke last is meant rather than somebody named before."""
    text = "Karl Lindqvist had left. [s:A tired dock worker] [q:said] [c:that nobody had come]. It was late by then. "
    text += "“[c:It is over for us],” [s:he] [q:added]."
    assert ["tired dock worker", "tired dock worker"] == speakers(reads(text))


def test_pronoun_of_somebodys_spokesman(reads) -> None:
    """The spokesman of a person is one too; "his" lawyer is not the spokesman's."""
    text = "Karl Lindqvist had left. [s:Peter Novotny's spokesman] [q:said] [c:that nobody had come]. It was late. "
    text += "“[c:It is over for us],” [s:he] [q:added]."
    assert ["Peter Novotny's spokesman"] * 2 == speakers(reads(text))


def test_country_in_capitals_is_no_pronoun(reads) -> None:
    """ "US" and "WHO" are names, "us" and "who" are pronouns."""
    assert ["US"] == speakers(reads(f"[s:US] {SAID}."))
    assert ["WHO"] == speakers(reads(f"Jan Novotny came. [s:WHO] {SAID}.", kind="body"))
