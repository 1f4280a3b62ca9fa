"""The words that a headline quotes begin with what the article says, not with where and by whom it was written."""

import pytest

from services.milestones.domain.quoting import opening, quoted, readable
from shared.contracts.common import Evidence
from shared.testing.builders import an_article_ref

SAID = "The two sides agreed to meet again"


@pytest.mark.parametrize(
    "dateline",
    [
        "RIYADH (Example Wire) - ",
        "RIYADH, Saudi Arabia (AP) — ",
        "WASHINGTON, Feb. 12 (Reuters) – ",
        "WASHINGTON, Feb 12 (Reuters) -",
        "NEW YORK, 3 March 2025 (Example Wire) -- ",
        "KYIV/MOSCOW, March 3 — ",
        "PORT-AU-PRINCE [AFP] - ",
        "SÃO ARLANDO (Example Wire) - ",
        "TEHRAN - ",
        "KYIV (Example Wire) - ",
        "BUENOS AIRES, Argentina — ",
        "Riyadh, 18 February (Example Wire) — ",
        "Port Arland, Feb. 18 (Example Wire) – ",
        "",
    ],
)
def test_a_dateline_is_no_part_of_the_quotation(dateline):
    """Town, day and agency go, up to the dash."""
    assert quoted([dateline + SAID]) == f" – “{SAID}”"
    assert quoted(["It was said.", dateline + SAID]) == f" – “It was said. … {SAID}”"


@pytest.mark.parametrize(
    "words",
    [
        "NATO – the alliance of 32 – agreed to meet again",
        "NATO - The Alliance - agreed to meet again",
        "OPEC – Saudi Arabia above all – agreed to meet again",
        "Arland (with its allies) agreed to meet – and did",
        "The Arland Office (AO) - which leads the talks - agreed",
        "On 18 February (a Tuesday) — they met",
        "U.S. officials met them on March 3 – a first",
    ],
)
def test_what_only_looks_like_a_dateline_stays(words):
    """An insertion with dashes is the article's own."""
    assert quoted([words]) == f" – “{words}”"


def test_long_words_are_cut():
    """At a space, with dots; nothing is quoted of nothing."""
    shown = quoted(["RIYADH (Example Wire) - " + "word " * 40])
    assert shown.startswith(" – “word word")
    assert shown.endswith("word…”")
    assert len(shown) < 120
    assert quoted([]) == quoted(["RIYADH (Example Wire) - "]) == ""


ARTICLE = (
    "Delegations of Arland and Borland talked in Senn. The talks took place at a hotel. She led one side. "
    "They said Quill would come. Ada Quill met them on Friday."
)


def evidence(*pieces):
    """These sentences of the article as evidence, the one that tells the step first."""
    spans = tuple((ARTICLE.index(each), ARTICLE.index(each) + len(each)) for each in pieces)
    return Evidence(article=an_article_ref("a"), spans=spans, words=pieces)


LED, TALKED, SAID_SO, MET, PLACE = (
    "She led one side.",
    "Delegations of Arland and Borland talked in Senn.",
    "They said Quill would come.",
    "Ada Quill met them on Friday.",
    "The talks took place at a hotel.",
)


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        ((PLACE, TALKED), (TALKED, PLACE)),
        ((MET, TALKED), (TALKED, MET)),
        ((TALKED, LED), (TALKED,)),
        ((TALKED, SAID_SO, MET), (TALKED, MET)),
        ((TALKED, LED, PLACE), (TALKED, PLACE, LED)),
        ((LED, TALKED), (TALKED, LED)),
        ((LED,), (LED,)),
    ],
)
def test_pieces_are_shown_in_the_order_of_the_article(pieces, shown):
    """One that begins with a pronoun is shown behind the sentence before it, or where it tells the step itself."""
    found = readable(evidence(*pieces))
    assert shown == found.words
    assert shown == tuple(ARTICLE[a:b] for a, b in found.spans)


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        ((MET, TALKED), (MET,)),
        ((TALKED, MET), (TALKED, MET)),
        ((PLACE, TALKED, MET), (TALKED, PLACE, MET)),
        ((LED, TALKED), (TALKED, LED)),
    ],
)
def test_a_headline_quotes_what_tells_the_step_first(pieces, shown):
    """What comes before it in the article is quoted only where that explains it."""
    assert shown == opening(evidence(*pieces))


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("But he rejected the demand.", False),
        ("“It’s a start,” Quill said.", False),
        ("Their talks went on.", False),
        ("Then they'd left.", False),
        ("“Such a talk is planned,” he said.", False),
        ("These talks went on.", False),
        ("This week Quill left.", True),
        ("Heather Quill left.", True),
        ("Italy left.", True),
        ("Both left, said Quill.", True),
    ],
)
def test_what_begins_with_a_pronoun(words, alone):
    """Names that begin like one do not; "both" tells how many."""
    found = Evidence(article=an_article_ref("a"), spans=((50, 60), (0, 20)), words=("Quill spoke.", words))
    assert alone == (words in readable(found).words)


def test_a_cut_at_a_splice_leaves_one_ellipsis():
    first, second = "They met for twelve hours. " * 3, "Delegationsfromeverywherecametogether there"
    assert quoted((first.strip()[: 110 - 4], second)).endswith("…”")
    assert "… …" not in quoted((first, second))
    assert "……" not in quoted((first, second))
