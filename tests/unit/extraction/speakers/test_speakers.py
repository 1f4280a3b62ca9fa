"""Whom the words for a source mean: names, titles, bodies and papers taken up again, descriptions."""

import pytest

SAID = "[q:said] [c:the talks would go on next week]"


def speakers(reading) -> list[str | None]:
    """The speakers in the order of the text."""
    return [s.speaker for s in reading.statements]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:Harbour Works CEO Jan Novotny] {SAID}.", "Jan Novotny"),
        (f"[s:Secretary of State Jan Novotny] {SAID}.", "Jan Novotny"),
        (f"[s:Director of Communications Eva Lindqvist] {SAID}.", "Eva Lindqvist"),
        (f"[s:Lt. Gen. Jan P. Novotny] {SAID}.", "Jan P. Novotny"),
        (f"[s:Sen. Jan Novotny of North Bay] {SAID}.", "Jan Novotny"),
        (f"[s:Radio Delta's Eva Lindqvist] {SAID}.", "Eva Lindqvist"),
        (f"[s:Arlandic Ambassador to Borduria Jan Novotny] {SAID}.", "Jan Novotny"),
        (f"[s:Former Arlandic envoy to Delta Land Eva Lindqvist] {SAID}.", "Eva Lindqvist"),
        (f"[s:Ex-A.L. Special Envoy for Borduria Jan Novotny] {SAID}.", "Jan Novotny"),
        (f"[s:Arlandic Ambassador to DSA Ivo Mardel] {SAID}.", "Ivo Mardel"),
        (f"The [s:Bordurian Jan Novotny] {SAID}.", "Jan Novotny"),
        (f"Minister [s:Jan Novotny] {SAID}.", "Jan Novotny"),
        (f"The US [s:Secretary of State Jan\u00a0Novotny] {SAID}.", "Jan Novotny"),
        (f"[s:Umm Nasser al-Masri] came. [s:Masri] {SAID}.", "Umm Nasser al-Masri"),
        (f"Eva Lindqvist came. [s:Eva] {SAID}.", "Eva Lindqvist"),
        (f"[s:Hill & Sons] {SAID}.", "Hill & Sons"),
        (f"[s:Harbour Works Corp.] {SAID}.", "Harbour Works"),
        (f"[s:The F.H.A.] {SAID}.", "FHA"),
    ],
)  # fmt: skip
def test_full_name(reads, text: str, speaker: str) -> None:
    """Titles, offices, employers and countries before a name are no part of it; initials and particles are."""
    assert speaker == speakers(reads(text))[-1]


@pytest.mark.parametrize(
    ("who", "speaker"),
    [
        ("State Councilor and Foreign Minister Jan Novotny", "Jan Novotny"),
        ("Vice President and Defence Minister Jan Novotny", "Jan Novotny"),
        (
            "Secretary of State Eva Lindqvist and Foreign Minister Jan Novotny",
            "Eva Lindqvist and Jan Novotny",
        ),
        ("President Eva Lindqvist and Bordurian Prime Minister Olga May", "Eva Lindqvist and Olga May"),
    ],
)
def test_offices_of_one_and_names_of_two(reads, who: str, speaker: str) -> None:
    """An office before "and" is of who is named behind it; a name with its office is somebody else."""
    assert speaker == speakers(reads(f"[s:{who}] {SAID}."))[-1]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        (f"[s:The head of Arland's spy agency, Jan Novotny], {SAID}.", "Arland"),
        (f"[s:The former head of Arland's spy agency, Jan Novotny], {SAID}.", None),
        (f"[s:Presidential aide Jan Novotny] {SAID}.", None),
    ],
)
def test_who_heads_a_body_speaks_for_its_country(reads, text: str, whose: str | None) -> None:
    """Nobody speaks for an adjective."""
    assert whose == reads(text).statements[-1].affiliation


def test_whoever_is_new_in_office_holds_it(reads) -> None:
    """ "The new foreign minister" is the one whom the title means, whoever spoke before."""
    text = f"Ada Quill had come with Jan Novotny. [s:The new foreign minister] {SAID}."
    assert ["Ada Quill"] == speakers(reads(text))


def test_surname_of_two_means_the_one_named_last(reads) -> None:
    """Of a couple the one whose full name stands nearer before, unless the other is named in full more often; an
    honorific rules one of them out."""
    both = "Peter Novotny met Anna Novotny. "
    assert ["Peter Novotny"] == speakers(reads(f"Peter Novotny came. {both}[s:Novotny] {SAID}."))
    assert ["Anna Novotny"] == speakers(reads(f"{both}[s:Novotny] {SAID}."))
    assert ["Peter Novotny"] == speakers(reads(f"{both}[s:Mr. Novotny] {SAID}."))
    kin = "Peter Novotny met them. His wife Anna Novotny was there. "
    assert ["Peter Novotny"] == speakers(reads(f"{kin}[s:Novotny] {SAID}."))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"The Harbour Board met. The [s:board] {SAID}.", "Harbour Board"),
        (f"The Union of Dock Workers met. The [s:union] {SAID}.", "Union of Dock Workers"),
        (f"The Dock Safety Agency (DSA) met. The [s:DSA] {SAID}.", "Dock Safety Agency"),
        (f"[s:A spokesman for the Harbour Board] {SAID}.", "Harbour Board"),
        (f"[s:Quill's office] {SAID}.", "Ada Quill's office"),
        (f"[s:Quill]'s lawyer {SAID}.", "Ada Quill's lawyer"),
        (f"Ada Quill met them. [s:Her lawyer] {SAID}.", "Ada Quill's lawyer"),
        (f"Eva Lindqvist met them. [s:The lawmaker] {SAID}.", "Eva Lindqvist"),
        (f"[s:The Harbour Board on] {SAID}.", "Harbour Board"),
        (f"[s:The Harbour Board in] a statement {SAID}.", "Harbour Board"),
    ],
)
def test_body_and_role_are_taken_up(reads, text: str, speaker: str) -> None:
    """A last word, a lead word, initials or a role point back to what the article names; a spokesperson speaks as
    the body."""
    assert speaker == speakers(reads(text))[-1]


def test_a_member_of_a_party_is_not_the_party(reads) -> None:
    """Who is introduced as one of a party speaks under the name that follows."""
    text = f"[s:The second Senate Democrat, North Bay Sen. Jan Novotny] {SAID}."
    assert ["Jan Novotny"] == speakers(reads(text))


def test_office_is_not_somebody_elses(reads) -> None:
    """Nobody known by another office is "the governor", and no minister of Arland is."""
    text = f"Ada Quill and Mayor Jan Novotny met. [s:The region's governor] {SAID}."
    assert ["region's governor"] == speakers(reads(text))


def test_some_of_a_people_are_not_the_country(reads) -> None:
    """Those who are only some of a people speak for themselves."""
    found = reads(f"[s:some Bordurians] {SAID}.", kind="group").statements[0]
    assert ("Bordurians", None) == (found.speaker, found.affiliation)


def test_country_after_a_byline(reads) -> None:
    """A country that the source names alone is meant, whatever name runs into it."""
    assert ["Arland"] == speakers(reads(f"By Peter Novotny [s:Arland] {SAID}.", kind="country"))


def test_ministry_is_that_of_the_minister(reads) -> None:
    """ "The Foreign Ministry" is that of the foreign minister whom the article names first."""
    text = f"Bordurian Foreign Minister Jan Novotny came to Arland. Arland is big. [s:The Foreign Ministry] {SAID}."
    assert ["Borduria's Foreign Ministry"] == speakers(reads(text, kind="body"))


def test_statement_of_what_is_described(reads) -> None:
    """ "The forum's statement" is of whatever "the forum" takes up; a source that lost its end is filled up."""
    text = "The Lakes Forum met Ada Quill. "
    assert ["Lakes Forum"] == speakers(reads(f"{text}[s:The forum's statement] {SAID}.", kind="body"))
    assert ["joint cyber-security notice"] == speakers(
        reads(f"The [s:joint cyber-]security notice {SAID}.", kind="body")
    )


def test_a_court_is_no_country(reads) -> None:
    """Whatever country was named before; only words for a state stand for one."""
    text = f"Arland came. According to [s:court] filings it {SAID}."
    assert ["court"] == speakers(reads(text, kind="body"))


def test_statement_is_of_whoever_spoke_last(reads) -> None:
    """ "The statement added" goes on with the speaker before."""
    text = f"Eva Lindqvist, Jan Novotny came. [s:Novotny] {SAID}. "
    text += "The [s:statement] [q:added] [c:that all was well so far]."
    assert ["Jan Novotny", "Jan Novotny"] == speakers(reads(text))


def test_statement_without_a_maker_is_of_whoever_spoke_before(reads) -> None:
    """ "A readout of the calls added", of which nobody says whose it is."""
    text = f"Eva Lindqvist, Jan Novotny came. [s:Novotny] {SAID}. "
    text += "It was late by then, and all along the quay the lamps went out one by one while the last boats came in. "
    text += "Later [s:a readout of the calls] [q:added] [c:that all was well so far]."
    assert ["Jan Novotny", "Jan Novotny"] == speakers(reads(text))


def test_who_is_spoken_to_is_no_speaker(reads) -> None:
    """ "Arland has been warned that …": by whom is not told beside the verb."""
    found = reads(
        "[s:Arland] has already been [q:warned] that [c:all the ports must open at once]."
    ).statements[0]
    assert (None, "anonymous", None) == (found.speaker, found.side, found.source)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Quill called Jan Novotny, and [s:the two leaders]", "Ada Quill and Jan Novotny"),
        ("Arland met Ada Quill and Jan Novotny. In the end [s:both women]", "Ada Quill and Jan Novotny"),
        ("The Arland Democrats and the Fish Party talked, as [s:both sides]", "Arland Democrats and Fish Party"),
        ("Ada Quill and Jan Novotny have a bill; [s:the senators]", "Ada Quill and Jan Novotny"),
        ("Ada Quill spoke of Jan Novotny; [s:the senators]", "senators"),
        ("Arland met Borduria. It was a fine day. [s:The two countries]", "Arland and Borduria"),
    ],
)  # fmt: skip
def test_two_are_those_of_the_words_before(reads, text: str, speaker: str) -> None:
    """ "The two leaders" are whom their sentence names, or the one before; without a number, who are joined there."""
    assert [speaker] == speakers(reads(f"{text} {SAID}.", kind="group"))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Jan King was there. [s:Mr. King]", "Jan King"),
        ("Peter Novotny was there. [s:Sir Peter]", "Peter Novotny"),
        ("[s:The head of the busy Harbour Board, Jan Novotny]", "Jan Novotny"),
        ("[s:The editor of Arland's Harbour Council, Jan Novotny]", "Jan Novotny"),
        ("[s:The Arlandic foreign minister's spokesman, Jan Novotny]", "Jan Novotny"),
        ("[s:The Arlandic foreign minister]", "Ada Quill"),
        ("[s:The Harbour Board, led by Jan Novotny]", "Harbour Board"),
    ],
)  # fmt: skip
def test_person_behind_a_title_or_a_body(reads, text: str, speaker: str) -> None:
    """A surname that is a title too, a first name after "Sir", and the name in apposition."""
    assert [speaker] == speakers(reads(f"{text} {SAID}.", kind="body" if "led by" in text else "person"))


def test_number_takes_up_several(reads) -> None:
    """ "The two countries", with a word of what sort they are, are those that spoke together."""
    text = f"[s:Arland and Borduria] {SAID}. It was late by then, and all along the quay the lamps went out one by one "
    text += "while the last boats came in from the sea. "
    text += "[s:The two northern countries] [q:added] [c:that nothing was decided]."
    assert ["Arland and Borduria"] * 2 == speakers(reads(text))


def test_the_army_is_the_one_named_before(reads) -> None:
    """Whatever country was named since."""
    text = f"[s:The Arlandic Army] {SAID}. Ships of Borduria had come. [s:The army] [q:added] [c:that nobody was hurt]."
    assert ["Arlandic Army"] * 2 == speakers(reads(text, kind="body"))


@pytest.mark.parametrize(
    ("text", "affiliation"),
    [
        (f"[s:Harbour Works CEO Jan Novotny] {SAID}.", "Harbour Works"),
        (f"[s:Radio Delta's Jan Novotny] {SAID}.", "Radio Delta"),
        (f"[s:Jan Novotny], director of the Harbour Board, {SAID}.", "Harbour Board"),
        (f"[s:Bordurian lawmaker Jan Novotny] {SAID}.", "Borduria"),
        (f"[s:Jan Novotny] {SAID}.", None),
        (f"[s:Borduria Harbour Works] {SAID}.", "Borduria Harbour Works"),
        (f"The [s:Bordurian Supreme Court] {SAID}.", "Borduria"),
        (f"[s:Bordurian analyst Jan Novotny] {SAID}.", None),
        (f"[s:Jan Novotny], an English teacher at the Harbour Institute, {SAID}.", "Harbour Institute"),
        (f"Former Harbour Board aide [s:Jan Novotny] {SAID}.", None),
        (f"[s:Experts] {SAID}.", None),
        (f"[s:Jan Novotny], an expert on Borduria at the Harbour Institute in Arport, {SAID}.", "Harbour Institute"),
        (f"[s:Jan Novotny], who teaches trade at the University of Delta, {SAID}.", "University of Delta"),
        (f"[s:Jan Novotny], mother of a prisoner of Borduria, {SAID}.", None),
        (f"[s:Jan Novotny], a former envoy of Borduria, {SAID}.", None),
        (f"[s:Jan Novotny], envoy of Borduria, {SAID}.", "Borduria"),
        (f"[s:Jan Novotny], the Bordurian envoy to Arland, {SAID}.", "Borduria"),
        (f"Borduria’s ambassador to the Arland, [s:Jan Novotny], {SAID}.", "Borduria"),
        (f"Borduria's ambassador in Arland, [s:Jan Novotny], {SAID}.", "Borduria"),
        (f"In a letter to the Arland [s:Jan Novotny] {SAID}.", None),
        (f"[s:Jan Novotny], head of Borduria's coast guard agency, {SAID}.", "Borduria"),
        (f"[s:Jan Novotny], an adviser to Quill, {SAID}.", "Arland"),
        (f"[s:Borduria Goose Chief Operating Officer Jan Novotny] {SAID}.", "Borduria Goose"),
        (f"Bordurian lake tourist [s:Jan Novotny] {SAID}.", None),
        (f"[s:Jan Novotny] said that a man, who is Bordurian, had left and {SAID}.", None),
        (f"[s:Bordurian analysts] {SAID}.", None),
        (f"[s:Otto Brandt] {SAID}.", None),
        (f"Arlandic envoy [s:Otto Brandt] {SAID}.", "Arland"),
        (f"[s:Otto Brandt], a member of the Arlandic delegation, {SAID}.", "Arland"),
        (f"[s:Otto Brandt], who met the Arlandic delegation, {SAID}.", None),
        (f"[s:Otto Brandt], Arland's chief negotiator, {SAID}.", "Arland"),
        (f"Former Arlandic Foreign Minister [s:Otto Brandt] {SAID}.", None),
        (f"[s:Otto Brandt], a former Arlandic foreign minister, {SAID}.", None),
        (f"[s:Otto Brandt], who was Arland's foreign minister until 2020, {SAID}.", None),
        (f"[s:Otto Brandt], an Arlandic businessman, {SAID}.", None),
    ],
)  # fmt: skip
def test_affiliation(reads, text: str, affiliation: str | None) -> None:
    """Employer before the title or in the apposition, country beside the name; companies speak for themselves, courts
    and ministries for their country."""
    assert affiliation == reads(text).statements[0].affiliation


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:Sen. Anna Justice] {SAID}.", "Anna Justice"),
        (f"[s:Rep. Otto B. King of North Bay] {SAID}.", "Otto B. King"),
        (f"[s:The Centre for Justice & Trade] {SAID}.", "Centre for Justice & Trade"),
        (f"[s:The Ministry of Farming, Forests and Fish] {SAID}.", "Ministry of Farming, Forests and Fish"),
        (f"[s:Arland-based Harbour Watch] {SAID}.", "Harbour Watch"),
        (f"[s:The Arland-backed Harbour Watch] {SAID}.", "Harbour Watch"),
        (f"[s:The Arland-based agency] {SAID}.", "Arland-based agency"),
        (f"Delta The [s:Harbour Board] {SAID}.", "Harbour Board"),
        (f"They met at Hill Mae. [s:Lindqvist Works] {SAID}.", "Lindqvist Works"),
        (f"[s:Borduria's Emergencies Ministry] {SAID}.", "Borduria's Emergencies Ministry"),
        (f"The North Harbour Board met. [s:The Harbour Board] {SAID}.", "North Harbour Board"),
        (f"[s:The North Delta-based Harbour Watch] {SAID}.", "Harbour Watch"),
        (f"[s:Harbour Works in a statement] {SAID}.", "Harbour Works"),
        (f"Zorda grew. Zorda paid. Zorda sold. Pale Zorda flew. [s:Zorda] {SAID}.", "Zorda"),
        (f"Zorda grew. Zorda paid. Zorda sold. They saw the Zorda EV. [s:Zorda] {SAID}.", "Zorda"),
    ],
)  # fmt: skip
def test_name_is_whole(reads, text: str, speaker: str) -> None:
    """A title may be a surname or part of a body's name; where a body is based is not; a short name is filled up."""
    assert speaker == speakers(reads(text))[-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"[s:A report by the Harbour Board] {SAID}.", "Harbour Board"),
        (f"[s:a memo from Jan Novotny to Eva Lindqvist] {SAID}.", "Jan Novotny"),
        (f"[s:A spokesman for Quill] {SAID}.", "spokesman for Ada Quill"),
        (f"[s:A Bordurian trade ministry spokesperson] {SAID}.", "Borduria's Trade Ministry"),
        (f"[s:A statement on the Harbour Board's website] {SAID}.", "Harbour Board"),
        (f"[s:A Harbour Board report for the mayor] {SAID}.", "Harbour Board"),
        (f"The Harbour Board met. It was late. According to [s:its website] it {SAID}.", "Harbour Board"),
        (f"Karl Lindqvist came. [s:His letter] {SAID}.", "Karl Lindqvist"),
        (f"[s:A legal opinion from the Harbour Board] {SAID}.", "Harbour Board"),
        (f"[s:A Harbour Board assessment] {SAID}.", "Harbour Board"),
        (f"The Harbour Board has closed the docks, [s:a statement] {SAID}.", "Harbour Board"),
        (f"[s:a report about Jan Novotny] {SAID}.", "report about Jan Novotny"),
        (
            f"A storm from Arland hit Borduria. [s:The President's Office] {SAID}.",
            "Borduria's President's Office",
        ),
        (f"It was late in Arland. [s:The President's Office] {SAID}.", "President's Office"),
    ],
)
def test_paper_speaks_for_whoever_made_it(reads, text: str, speaker: str) -> None:
    """ "By" and "from" tell who made a paper, "for" and "about" do not; a mouthpiece of a person stays one."""
    assert speaker == speakers(reads(text, kind="body"))[-1]


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        (f"Lindqvist Works paid. [s:The company] {SAID}.", "body", "Lindqvist Works"),
        (f"The Delta Herald came. The Harbour Board met. [s:The newspaper] {SAID}.", "media", "Delta Herald"),
        (f"The Harbour Board met. [s:The newspaper] {SAID}.", "media", "newspaper"),
        (
            f"Jan Novotny met his uncle, Karl Lindqvist. [s:The boy's uncle] {SAID}.",
            "person",
            "Karl Lindqvist",
        ),
        (f"Lindqvist Works grew in Southport. [s:The company] {SAID}.", "body", "Lindqvist Works"),
        (f"[s:A Google spokesperson] {SAID}.", "body", "Google"),
        (f"[s:Minister Ada Quill's government] {SAID}.", "body", "Arlandic government"),
        (f"[s:the government of then premier Karl Lindqvist] {SAID}.", "body", "Karl Lindqvist's government"),
        (f"[s:Deputy Minister Karl Lindqvist's department] {SAID}.", "body", "Karl Lindqvist's department"),
        (f"[s:Quill's administration] {SAID}.", "body", "Quill administration"),
        (f"[s:moderate Fishists] {SAID}.", "group", "moderate Fishists"),
        (f"[s:some Fishists] {SAID}.", "group", "some Fishists"),
        (f"[s:people familiar with the plan] {SAID}.", "anonymous", "people familiar with the plan"),
        (f"Quill came. [s:Her critics] {SAID}.", "group", "Ada Quill's critics"),
        (f"The Harbour Board met. [s:Harbour Board estimates] {SAID}.", "body", "Harbour Board"),
        (
            f"[s:The farmers of Arland, Borduria and Delta] {SAID}.",
            "group",
            "farmers of Arland, Borduria and Delta",
        ),
        (f"[s:12 percent of the dock workers] {SAID}.", "group", "dock workers"),
        (f"[s:Business groups] {SAID}.", "group", "Business groups"),
        (f"The Harbour Board met. [s:Media reports] {SAID}.", "media", "Media reports"),
        (
            f"Arland met Borduria. [s:Borduria] {SAID}. “[c:We won’t go],” [s:they’re] [q:saying].",
            "country",
            "Borduria",
        ),
        (f"The Delta Watch is made by Delta. Delta grew. [s:Delta] {SAID}.", "body", "Delta"),
    ],
)
def test_description(reads, text: str, kind: str, speaker: str) -> None:
    """A definite noun takes up what can be called so; which members of a party, and what a source knows, stay with
    the description."""
    assert speaker == speakers(reads(text, kind=kind))[-1]
