"""What a sentence tells of a side: only what it does itself, with how far that has gone."""

import re
from datetime import date

import pytest

from services.extraction.domain.deeds.doers import BOTH
from services.extraction.domain.deeds.names import Named
from services.extraction.domain.deeds.read import Said, read, tellings

DAY = date(2025, 3, 7)
"""A Friday."""
SIDES = {
    "Arland": "Arland",
    "Ann Ax": "Arland",
    "Borland": "Borland",
    "Bo Bix": "Borland",
    "Corland": "Corland",
}


def names(words: str) -> list[Named]:
    return [
        Named(m.start(), m.end(), SIDES[m.group()], " " in m.group())
        for m in re.finditer("|".join(SIDES), words)
    ]


def told(words: str, *, title: bool = False) -> list[tuple[tuple[str, ...], str]]:
    return [(each.sides, each.step) for each in tellings(words, names(words), DAY, title=title)]


@pytest.mark.parametrize(
    ("words", "side", "step"),
    [
        ("Arland imposed tariffs on Borland.", "Arland", "imposed"),
        ("Ann Ax said on Friday she would raise tariffs on wool.", "Arland", "planned"),
        ("Ann Ax announced on Friday that she would raise tariffs on wool.", "Arland", "announced"),
        ("Arland has agreed to hold off on imposing more tariffs.", "Arland", "put_off"),
        ("Arland agreed not to proceed with plans to impose a duty on wool.", "Arland", "forgone"),
        ("Arland unveiled a possible rise of tariffs on wool.", "Arland", "threatened"),
        ("Ann Ax said she would raise tariffs unless Borland paid.", "Arland", "threatened"),
        ("Ann Ax ordered her trade minister to impose tariffs on wool.", "Arland", "ordered"),
        ("Borland hit back with tariffs on wool, a day after Arland's rise.", "Borland", "announced"),
        ("Arland unveiled plans to impose tariffs on wool.", "Arland", "planned"),
        ("Borland countered by threatening tariffs on wool.", "Borland", "threatened"),
        ("Arland's trade ministry said new tariffs on some goods would be delayed.", "Arland", "put_off"),
        ("Arland's tariffs on wool took effect on Friday.", "Arland", "imposed"),
        ("Ann Ax, who has been in office for a year, lifted the tariffs on wool.", "Arland", "lifted"),
        ("Arland, once a kingdom, has lifted its tariffs on wool.", "Arland", "lifted"),
        ("Ann Ax signed an order on Friday, raising tariffs on wool.", "Arland", "announced"),
        ("Arland called off talks with Borland.", "Arland", "talks_broken"),
        ("The Borland leadership agreed on Friday to a temporary ceasefire.", "Borland", "truce_agreed"),
        ("Arland agreed in the early hours of Friday to extend the deadline.", "Arland", "extension_granted"),
        ("Ann Ax vowed never to ask for a delay.", "Arland", "extension_refused"),
        ("Arland will not withdraw from the pact.", "Arland", "pact_to_be_kept"),
        ("Arland removed the duties and is drafting a law.", "Arland", "lifted"),
    ],
)
def test_the_subject_does_it_and_its_mood_says_how_far_it_has_gone(words: str, side: str, step: str) -> None:
    assert ((side,), step) in told(words)


@pytest.mark.parametrize(
    "words",
    [
        "Arland could impose tariffs on wool.",
        "Arland is considering imposing tariffs on wool.",
        "Arland had imposed tariffs on wool.",
        "Borland said that Arland would impose tariffs.",
        "Borland wants Arland to lift the tariffs.",
        "Talks with Arland on lifting the tariffs go on.",
        "Arland's neighbours impose tariffs on wool.",
        "This would mean Arland would then start lifting its tariffs.",
        "A report on Arland raised tariffs as an example.",
        "According to a scholar, Arland ruled out talks.",
        "Arland will probably impose tariffs on wool.",
    ],
)
def test_what_is_possible_wished_for_or_told_of_another_is_no_deed(words: str) -> None:
    assert told(words) == []


def test_two_sides_that_agree_both_do_it() -> None:
    assert told("Arland and Borland reached a trade deal.") == [(("Arland", "Borland"), "deal_reached")]
    assert told("The two sides resumed talks on Friday.") == [((BOTH,), "talks_resumed")]


def test_what_one_of_two_says_that_both_agreed_is_its_own_word() -> None:
    assert told("Arland said Arland and Borland agreed to lift tariffs.") == [(("Arland",), "to_be_lifted")]


def test_a_title_tells_in_the_present() -> None:
    assert told("Arland delays tariffs on wool", title=True) == [(("Arland",), "put_off")]
    assert told("Arland to impose tariffs on wool", title=True) == [(("Arland",), "planned")]
    assert told("Arland delays tariffs on wool") == []


def test_the_measure_is_read_from_the_words_of_the_deed() -> None:
    words = (
        "Arland announced on Friday a 25% tariff on another $50 billion of steel from 1 May, "
        "after Borland cut its $3 billion of duties."
    )
    deed = tellings(words, names(words), DAY)[0]
    assert (deed.measure.amounts, deed.measure.rate, deed.measure.things, deed.measure.further) == (
        (50.0,), "25%", ("steel",), True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "on", "named"),
    [
        ("Arland imposed tariffs on wool on Wednesday.", date(2025, 3, 5), True),
        ("Arland imposed tariffs on wool.", DAY, False),
        ("Arland agreed to hold off on tariffs for 90 days starting March 3.", date(2025, 3, 3), True),
        ("Arland announced tariffs on wool that are to begin on April 2.", DAY, False),
    ],
)
def test_the_day_is_that_of_the_deed(words: str, on: date, named: bool) -> None:
    deed = tellings(words, names(words), DAY)[0]
    assert (deed.dated.on, deed.dated.told) == (on, named)


def article(title: str, *sentences: str, said: tuple[Said, ...] = ()) -> list[tuple[str, str, bool]]:
    text, spans = "", []
    for sentence in sentences:
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + " "
    found = read(
        text=text,
        title=title,
        published=DAY,
        sentences=spans,
        named=names(text),
        title_named=names(title),
        said=said,
    )
    return [(each.sides[0], each.step, each.titled) for each in found]


FILLER = (
    "Markets in the region were calm, and traders said that they had expected as much for days and days." * 15
)


def test_what_an_article_recalls_is_no_news() -> None:
    """Further down and undated, or of another month."""
    assert article("Markets calm", FILLER, "Arland imposed tariffs on wool.") == []
    assert article("Markets calm", FILLER, "Arland imposed tariffs on wool on Thursday.") != []
    assert article("Markets calm", "Last year Arland imposed tariffs on wool.") == []
    assert article("Markets calm", "Prices rose since Arland imposed tariffs on wool.") == []


def test_the_title_says_which_deed_is_news() -> None:
    """Another one of its kind is told by the way, where it has no day."""
    before = (
        "Arland wool has been in short supply for many years now, as every trader in the two countries knows "
        "by heart, and more so."
    )
    assert article(
        "Arland delays tariffs on wool", before, before, "Arland went ahead with the tariffs."
    ) == [("Arland", "put_off", True)]


def test_we_are_the_side_that_speaks() -> None:
    words = "“We are putting the tariffs on hold,” the minister said."
    assert article("Markets calm", words, said=(Said(((1, 40),), "Arland", True),)) == [
        ("Arland", "put_off", False)
    ]
    assert article("Markets calm", words) == []


def test_what_a_speaker_says_of_another_side_is_its_account() -> None:
    words = "Borland imposed tariffs, he said."
    assert article("Markets calm", words, said=(Said(((0, 24),), "Arland", False),)) == []


def test_who_gives_way_on_a_condition_has_not_done_so() -> None:
    """A threat is one with a condition, too."""
    assert article("Markets calm", "Arland will agree to a ceasefire only if Borland pays.") == []
    assert article("Markets calm", "Arland said it would raise tariffs if Borland failed to pay.") != []


def test_what_another_side_does_in_the_same_breath_is_no_part_of_the_measure() -> None:
    words = "Arland announced tariffs on $50 billion of wool, Borland hit back with $3 billion on cars."
    deed = tellings(words, names(words), DAY)[0]
    assert (deed.measure.amounts, deed.measure.things) == ((50.0,), ())


@pytest.mark.parametrize(
    "words",
    [
        "Borland urges Arland to lift tariffs on wool",
        "Arland unlikely to impose tariffs on wool",
        "Arland denies it imposed tariffs on wool",
    ],
)
def test_a_title_that_asks_doubts_or_denies_tells_no_deed(words: str) -> None:
    assert told(words, title=True) == []


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("İsland rests, Arland imposed tariffs on wool.", "imposed"),
        ("Arland imposed tariffs on $1.500.000 million of goods.", "imposed"),
        ("Arland imposed tariffs on $1.5.5bn of goods on Tueſday.", "imposed"),
    ],
)
def test_odd_letters_and_figures_are_no_stumbling_block(words: str, step: str) -> None:
    assert told(words) == [(("Arland",), step)]


@pytest.mark.parametrize(
    "filler",
    [
        " House President" * 30,
        " council" * 60,
        " Ministry" * 60,
        " then raised tariffs on steel and" * 600,
        " a-" * 6000,
    ],
)
def test_remains_of_a_page_do_not_hold_the_reader_up(filler: str) -> None:
    """A row of offices was read in as many ways as it can be parted: that this test ends is what it asserts."""
    assert told(f"Arland{filler} imposed tariffs on wool.") in ([], [(("Arland",), "imposed")])


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("Arland quit the VFA on Friday.", "pact_left"),
        ("Arland said it would stay in the VFA.", "pact_to_be_kept"),
        ("Arland ends the Vell Fishing Convention.", "pact_left"),
        ("Arland withdrew from the Vell Protocol.", "pact_left"),
    ],
)
def test_a_pact_goes_by_its_shape_or_by_a_name_that_the_catalog_has(words: str, step: str) -> None:
    found = tellings(words, names(words), DAY, title=words.startswith("Arland ends"), pacts=("vfa",))
    assert [(each.sides, each.step) for each in found] == [(("Arland",), step)]


def test_who_rejects_terms_has_not_rejected_what_they_are_for() -> None:
    """Nor who rejects a claim about it."""
    assert told("Arland rejects Borland's terms for a truce", title=True) == []
    assert told("Arland rejected the claims of Borland on a truce.") == []
    assert told("Arland rejected a truce.") == [(("Arland",), "truce_refused")]
