"""Which actors a text names: exact offsets, and nobody who is not meant."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.catalog import Matcher, load

ON = date(2025, 5, 20)
SHIPPED = Matcher(load())


def found(matcher: Matcher, text: str, on: date = ON) -> list[tuple[str, str, str]]:
    return [(text[each.start : each.end], each.actor.name, each.via) for each in matcher.mentions(text, on)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kyiv’s allies met.", [("Kyiv", "Ukraine", "metonym")]),
        ("The US-led group", [("US", "United States", "alias")]),
        ("the U.S. and the U.K.", [("U.S.", "United States", "alias"), ("U.K.", "United Kingdom", "alias")]),
        ("He told us to wait.", []),
        ("DO NOT TELL US WHY NOW", []),
        ("it cost US$50", []),
        ("“Zelenskyy” said", [("Zelenskyy", "Volodymyr Zelensky", "surname")]),
        ("Recep Tayyip Erdoğan's aide", [("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", "name")]),
        ("Péter Szijjártó", [("Péter Szijjártó", "Péter Szijjártó", "name")]),
        ("Peter Szijjarto", [("Peter Szijjarto", "Péter Szijjártó", "name")]),
        ("HAMAS and Israelis", [("HAMAS", "Hamas", "name"), ("Israelis", "Israel", "demonym")]),
        ("a woman from Omantown", []),
        ("the Romanians", [("Romanians", "Romania", "demonym")]),
        ("North Koreans", [("North Koreans", "North Korea", "demonym")]),
        ("North and South Korea", [("North", "North Korea", "name"), ("South Korea", "South Korea", "name")]),
        (
            "Greek and Turkish Cypriots",
            [("Greek", "Cyprus", "demonym"), ("Turkish Cypriots", "Northern Cyprus", "demonym")],
        ),
        ("NORTH AND SOUTH AND KOREA", []),
        ("in the North, South Korea said", [("South Korea", "South Korea", "name")]),
        ("Sudan and South Sudan", [("Sudan", "Sudan", "name"), ("South Sudan", "South Sudan", "name")]),
        ("Michael Jordan and Jordan Smith", []),
        ("in Jordan, officials", [("Jordan", "Jordan", "name")]),
        ("Jordan's King Abdullah II", [("Jordan", "Jordan", "name"), ("King Abdullah II", "King Abdullah II", "name")]),
        ("The Georgia Bulldogs", []),
        ("Georgia votes; in Tbilisi", [("Georgia", "Georgia", "name"), ("Tbilisi", "Georgia", "metonym")]),
        ("George Washington slept", []),
        ("Washington said", [("Washington", "United States", "metonym")]),
        ("the Washington Post", [("Washington Post", "The Washington Post", "alias")]),
        ("New Mexico", []),
        ("Northern Ireland", [("Northern Ireland", "Northern Ireland", "name")]),
        ("Paris Hilton", []),
        ("Donald Trump Jr. wrote", []),
        ("Fano fighters in Amhara", [("Fano", "Fano", "name")]),
        ("a beach near Fano", []),
        ("The Quad, with India", [("Quad", "Quad", "name"), ("India", "India", "name")]),
        ("a Quad bike", []),
        ("Greek Cypriots voted", [("Greek Cypriots", "Cyprus", "demonym")]),
        ("Turkish Cypriots voted", [("Turkish Cypriots", "Northern Cyprus", "demonym")]),
        ("Bosnian Serbs voted", [("Bosnian Serbs", "Republika Srpska", "demonym")]),
        ("the Strait of Gibraltar", []),
        ("the NPA in the Philippines", [("NPA", "New People's Army", "alias"), ("Philippines", "Philippines", "name")]),
        ("the NPA has charged him", []),
        ("New Democracy won in Greece", [("New Democracy", "New Democracy", "name"), ("Greece", "Greece", "name")]),
        ("a New Democracy for all", []),
    ],
)  # fmt: skip
def test_names_in_their_context(matcher: Matcher, text: str, expected: list[tuple[str, str, str]]) -> None:
    """Case, possessives, quotation marks, diacritics; names of towns, clubs and other people do not count."""
    assert expected == found(matcher, text)


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("the US Secretary of State", "2014-03-01", "John Kerry"),
        ("the US secretary of state", "2025-05-20", "Marco Rubio"),
        ("Russia's top diplomat", "2025-05-20", "Sergey Lavrov"),
        ("the Kremlin spokesman", "2025-05-20", "Dmitry Peskov"),
        ("the Israeli prime minister", "2021-08-01", "Naftali Bennett"),
        ("the prime minister of Canada", "2016-01-01", "Justin Trudeau"),
        ("the EU's foreign policy chief", "2025-05-20", "Kaja Kallas"),
        ("Iran’s foreign minister", "2015-07-14", "Mohammad Javad Zarif"),
        ("British Foreign Secretary", "2017-01-01", "Boris Johnson"),
        ("Ukraine's president", "2015-01-01", "Petro Poroshenko"),
        ("Treasury Secretary", "2018-05-20", "Steven Mnuchin"),
        ("Trump's trade representative", "2018-05-20", "Robert Lighthizer"),
        ("The Chinese premier", "2025-05-20", "Li Qiang"),
        ("China's premier", "2015-05-20", "Li Keqiang"),
        ("the secretary of state for Northern Ireland", "2025-05-20", "Hilary Benn"),
        ("the Northern Ireland Secretary", "2013-05-20", "Theresa Villiers"),
        ("the secretary of state of the United States", "2025-05-20", "Marco Rubio"),
        ("He met the secretary of state for talks", "2025-05-20", "Marco Rubio"),
        ("He met the secretary of state for the first time", "2025-05-20", "Marco Rubio"),
    ],
)
def test_titles_by_the_day(matcher: Matcher, text: str, on: str, expected: str) -> None:
    """A title with its country is the person who held it that day."""
    persons = [each for each in matcher.mentions(text, date.fromisoformat(on)) if each.via == "title"]
    assert [expected] == [each.actor.name for each in persons]


@pytest.mark.parametrize(
    "text",
    [
        "the former US Secretary of State",
        "the Kenyan dog minister",
        "Russian Foreign Minister John Doe",
        "the foreign minister",
        "ex-Israeli prime minister",
        "the secretary of state for Wales",
        "the Secretary of State for Health Wes Streeting",
        "the secretary of state for defence",
        "the attorney general of Texas",
    ],
)
def test_titles_that_mean_nobody_we_know(matcher: Matcher, text: str) -> None:
    """Former holders, other names after the title and titles without a country stay open."""
    assert [] == [each.actor.name for each in matcher.mentions(text, ON) if each.via == "title"]


def test_bodies_that_every_country_has(matcher: Matcher) -> None:
    """A ministry is found by its country and the common word, in both orders."""
    assert [("China's Ministry of Commerce", "China's Commerce Ministry", "name")] == found(
        matcher, "China's Ministry of Commerce"
    )
    assert "Norway's Foreign Ministry" == found(matcher, "the Foreign Ministry of Norway")[0][1]
    assert "US government" == found(matcher, "the U.S. government")[0][1]


def test_surnames_need_a_full_name_or_an_office(matcher: Matcher) -> None:
    """The full name wherever it stands, else the only holder of an office about that day, else nobody."""
    may = date(2018, 5, 1)
    assert "Theresa May" == found(matcher, "Mrs May said so.", may)[0][1]
    assert [] == found(matcher, "In May 2018 and on 3 May it rained.", may)
    assert [] == found(matcher, "Theresa was late. May said so.", date(2023, 5, 1))
    text = "Yoon Park, a farmer, spoke. Park said it rained."
    assert [] == found(matcher, text, date(2015, 1, 1))
    wang = "Wang Yi arrived. Wang said he was glad."
    assert ["name", "surname"] == [via for _, _, via in found(matcher, wang)]
    assert [] == found(matcher, "Wang said he was glad.")


def test_two_of_one_surname(matcher: Matcher) -> None:
    """Of two persons named in full the one named so most often or else last before is meant; without full names, the
    one in office."""
    text = "Nawaz Sharif spoke. Sharif smiled. Shehbaz Sharif left. Sharif waved."
    assert ["Nawaz Sharif", "Nawaz Sharif", "Shehbaz Sharif", "Shehbaz Sharif"] == [
        name for _, name, _ in found(matcher, text)
    ]
    text = "Nawaz Sharif spoke. Nawaz Sharif left. His brother Shehbaz Sharif came. Sharif waved."
    assert "Nawaz Sharif" == found(matcher, text)[-1][1]  # whose brother keeps his first name
    assert ["Shehbaz Sharif"] == [name for _, name, _ in found(matcher, "Sharif waved.")]
    assert ["Nawaz Sharif"] == [name for _, name, _ in found(matcher, "Sharif waved.", date(2015, 1, 1))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Donald Trump came. His daughter Ivanka Trump came. Trump waved.", "Donald Trump"),
        (
            "Donald Trump’s daughter Ivanka Trump and Ivanka Trump’s husband came. Trump waved.",
            "Donald Trump",
        ),
        ("Ivanka Trump met her father, Donald Trump. Trump waved.", "Donald Trump"),
        ("Ivanka Trump spoke. Donald Trump spoke. Ivanka Trump left. Trump waved.", "Ivanka Trump"),
        ("Ivanka Trump opened a shop. Trump waved.", "Ivanka Trump"),
        ("Kim Jong Un came. His sister Kim Yo Jong came. Kim waved.", "Kim Jong Un"),
        ("Trump spoke. Eric Trump opened a shop. Trump waved.", "Donald Trump"),
        ("Trump spoke. Ivanka Trump opened a shop, said Ivanka Trump. Trump waved.", "Donald Trump"),
        ("Eric Trump opened a shop. Trump waved.", None),
    ],
)
def test_a_surname_is_the_principal_s(matcher: Matcher, text: str, name: str | None) -> None:
    """Who is told of as kin keeps the first name, and so does who is named beside one that needs no introduction; of
    equals the one in office is meant."""
    last = found(matcher, text)[-1:]
    assert ([] if name is None else [("Trump" if "Trump" in name else "Kim", name)]) == [
        each[:2] for each in last
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bill Clinton spoke in Ohio. Later Mrs. Clinton waved.", ["Bill Clinton"]),
        ("Hillary Clinton spoke in Ohio. Later Mr. Clinton waved.", ["Hillary Clinton"]),
        ("Bill Clinton came. Mrs. Clinton waved. Hillary Clinton left.",
         ["Bill Clinton", "Hillary Clinton", "Hillary Clinton"]),
        ("Bill Clinton came. Bill Clinton left. Then Hillary Clinton spoke. Mrs. Clinton waved.",
         ["Bill Clinton", "Bill Clinton", "Hillary Clinton", "Hillary Clinton"]),
        ("Bill Clinton spoke in Ohio. Later Mr. Clinton waved.", ["Bill Clinton", "Bill Clinton"]),
    ],
)  # fmt: skip
def test_an_honorific_rules_out(matcher: Matcher, text: str, names: list[str]) -> None:
    """Also where nobody else is named; whoever is left may be named later."""
    assert names == [name for _, name, _ in found(matcher, text) if "Clinton" in name]


def test_somebody_elses_surname(matcher: Matcher) -> None:
    """A first name that is not the actor's own says that a relative or a stranger is meant."""
    assert [] == found(matcher, "Lara Trump spoke.")
    assert "Donald Trump" == found(matcher, "But Trump spoke.")[0][1]
    assert "Donald Trump" == found(matcher, "US President Trump spoke.")[-1][1]
    assert [] == found(matcher, "Yesterday Graham Brady spoke. Bill Rubio-Smith left.")


def test_combining_marks_and_offsets(matcher: Matcher) -> None:
    """A text in decomposed Unicode keeps its own offsets."""
    text = unicodedata.normalize("NFD", "Hier spricht Péter Szijjártó in Kraków über Ukraine.")
    spans = [text[each.start : each.end] for each in matcher.mentions(text, ON)]
    assert [unicodedata.normalize("NFD", "Péter Szijjártó"), "Ukraine"] == spans


def test_the_gate(matcher: Matcher) -> None:
    """An article without any actor is passed by; media and ambiguous words alone do not open the gate."""
    assert matcher.any("x " * 2000 + "Tehran")
    assert matcher.any("a Ukrainian town")
    assert not matcher.any("The match ended late, Reuters reported. May was cold; Jordan scored.")
    assert not matcher.any("")


WORDS = st.sampled_from(
    ["US", "U.S.", "Kyiv’s", "Péter", "Szijjártó", "Lavrov", "Sergei", "the", "Foreign", "minister", "Russian", "of",
     "Jordan", "May", "Xi", "Jinping", "—", "“", "”", "\n", "e\u0301", "Trump", "Jr.", "\u00a0", "Kremlin", "spokesman",
     "😀", "İstanbul", "Straße", "Hamas", "Israel", "Katz", "'s", "former"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=80))
def test_offsets_are_exact_and_do_not_overlap(text: str) -> None:
    """Whatever the text: spans lie in it, in order, without overlap, and do not begin or end in a space."""
    last = 0
    for each in SHIPPED.mentions(text, ON):
        assert last <= each.start < each.end <= len(text)
        assert text[each.start : each.end].strip() == text[each.start : each.end]
        last = each.end


def test_a_country_between_two_titles_belongs_to_one() -> None:
    """Mentions do not overlap."""
    first, *others = SHIPPED.mentions("spokesman of Israel spokesman", ON)
    assert all(first.end <= each.start for each in others)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=40),
    st.sampled_from(["Vladimir Putin", "Hezbollah", "Ursula von der Leyen", "NATO"]),
    st.text(max_size=40),
)
def test_a_name_is_found_wherever_it_stands(before: str, name: str, after: str) -> None:
    """Between any words, a full name is found at its place, and the gate lets the text through."""
    text = f"{before} , {name} , {after}"
    start = len(before) + 3
    assert (start, start + len(name)) in {(each.start, each.end) for each in SHIPPED.mentions(text, ON)}
    assert SHIPPED.any(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Asia Pacific Economic Cooperation convened.", "APEC"),
        ("The Organization of Petroleum Exporting Countries meets.", "OPEC"),
        ("The Turkic States Organization meets.", "Organization of Turkic States"),
    ],
)
def test_bodies_are_known_however_their_names_are_written(text: str, name: str) -> None:
    """With or without the hyphen or article of the official name."""
    assert [actor for _, actor, _ in found(SHIPPED, text)] == [name]
