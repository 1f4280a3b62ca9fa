"""Furniture of pages: what falls away, and the sentences that must stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.domain.boilerplate import BLOCKS_XPATH, LONGEST_BLOCK, cleaned, is_block
from services.ingest.domain.markup import text_of

SAID = "Arland is ready for talks, Ada Quill said on Tuesday."


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement", "ADVERTISEMENT:", "Story continues below advertisement", "Article continues after the ad",
        "Continue reading the main story", "Read more: Borduria rejects demand, says Novotny",
        "ALSO READ: Quill threatens Borduria with strikes", "Related: Who is Ada Quill?",
        "Sign up for our daily newsletter. By signing up you agree to our terms.",
        "Sign up here to get the morning briefing", "Subscribe to our alerts now", "© 2025 Example News",
        "Copyright 2025 Example. All rights reserved.", "Our Standards: The Example Principles.",
        "The post Quill says no appeared first on Example.", "Follow us on X @example", "- Most Popular",
        "Click here to read the whole poll", "Related Coverage Novotny says Borduria will not sign",
        "FILE PHOTO: Ada Quill speaks to the press in Arport, May 3, 2025. REUTERS/Karl Berg/File Photo",
        "File photo: Ada Quill meets Jan Novotny in Arport, May 3, 2025. REUTERS/Pool",
    ],
)  # fmt: skip
def test_lines_of_boilerplate_fall_away(line: str) -> None:
    """As many blanks stand in their place, so that what is behind them keeps its offset."""
    expected = f"{SAID}\n{' ' * len(line)}\n{SAID}"
    assert expected == cleaned(f"{SAID}\n{line}\n{SAID}")


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement revenue fell, the ministry said.", "Related talks were held in Arport.",
        "Most popular ministers keep their word, Quill said.", "Read more books, Quill told pupils in Arport.",
        "Sign up for the army, Quill told the young men of Arland.", "Subscribe to the treaty, Novotny told Arland.",
        "Related by marriage, the two ministers met again.", "Trending now is a talk of peace, Quill said.",
        "Advertisement Standards Authority officials said no.", "Copyrights are what the talks are about, she said.",
        "“Read more,” Quill said.",
        "Copyright law must change, Quill said.", "Copyright 2025: Quill told all.",
        "Related: three of his aides. Novotny said no.", "Read more: the list. Quill told them to go.",
        "Click here to vote, the ministry told Arland.", "Arland keeps all rights reserved by treaty.",
        "The story continues below the border, Novotny said.",
        "It is one of the Most Popular songs of Arland.", "He paid for the Advertisement in Arport.",
    ],
)  # fmt: skip
def test_sentences_stay(line: str) -> None:
    """However much they sound like it."""
    text = f"{SAID}\n{line}\n{SAID}"
    assert text == cleaned(text)


@pytest.mark.parametrize(
    ("boilerplate", "after"),
    [
        ("Advertisement", "Novotny said no."),
        ("ADVERTISEMENT", "“No,” Novotny said."),
        ("Advertisement Supported by", "Novotny said no."),
        ("Related Coverage", "Novotny said on Monday that he would go."),
        ("Story continues below advertisement", "A deal is coming!"),
        ("CLICK HERE TO GET THE EXAMPLE NEWS APP", "A date was named, Novotny said."),
        ("SIGN UP TO GET THE MORNING NEWSLETTER", "Novotny said no."),
        ("Sign up for our free daily newsletter and read on", "Novotny said no."),
        ("Got a confidential news tip? We want to hear from you.", "Novotny said no."),
        ("© 2025 Example LLC. All Rights Reserved.", "Novotny said no."),
        ("FILE PHOTO: Jan Novotny said to be in Arport. REUTERS/Karl Berg/File Photo", "The palace said no."),
        ("FILE PHOTO:", "Novotny said no."),
    ],
)
def test_boilerplate_run_into_sentences_becomes_blanks(boilerplate: str, after: str) -> None:
    """The words before and behind it stay, in their places."""
    expected = f"{SAID} {' ' * len(boilerplate)} {after}"
    assert expected == cleaned(f"{SAID} {boilerplate} {after}")


def test_the_links_below_a_heading_go_with_it() -> None:
    """Short lines without an end, up to the first sentence."""
    links = ["Most Popular", "- Quill says war will end", "", "- Novotny to resign"]
    text = "\n".join((SAID, *links, SAID, "A heading of the article"))
    expected = "\n".join((SAID, *(" " * len(link) for link in links), SAID, "A heading of the article"))
    assert expected == cleaned(text)


def test_a_text_of_nothing_else_stays() -> None:
    """Somebody sent it; it is not ours to lose."""
    assert "Advertisement" == cleaned("Advertisement")


def test_soft_hyphens_are_no_part_of_words() -> None:
    """They cut names in two. In what is posted they stay: its offsets are those of the sender."""
    assert "No\u00advotny said" == cleaned("No\u00advotny said")
    assert "Novotny said" == text_of("No&shy;vot&#8203;ny said")


@given(st.text(alphabet="aA .\n:-©", max_size=200) | st.text(max_size=200))
def test_any_text_keeps_its_length_and_its_lines(text: str) -> None:
    """So that offsets into it stay true."""
    found = cleaned(text)
    assert [len(line) for line in text.split("\n")] == [len(line) for line in found.split("\n")]


@pytest.mark.parametrize(
    ("tag", "attributes", "expected"),
    [
        ("aside", {}, True), ("nav", {}, True), ("p", {}, False), ("div", {"class": "related"}, True),
        ("div", {"class": "x Related-Articles"}, True), ("div", {"id": "newsletter_box"}, True),
        ("div", {"class": "article--related"}, True), ("div", {"class": "story__share-tools"}, True),
        ("div", {"class": "has-related"}, False), ("div", {"class": "shareholders"}, False),
        ("div", {"class": "adoption advice"}, False), ("article", {"class": "related"}, False),
        ("div", {"class": "story-body"}, False), ("p", {"class": "captioned"}, False),
    ],
)  # fmt: skip
def test_blocks_are_known_by_kind_class_and_id(tag: str, attributes: dict[str, str], expected: bool) -> None:
    """In a feed's HTML as in the tree of a page."""
    from lxml import html

    assert expected == is_block(tag, attributes)
    tree = html.fromstring(f"<html><body><{tag} id='y'>x</{tag}></body></html>")
    element = next(tree.iter(tag))
    element.attrib.update(attributes)
    if tag not in ("aside", "nav"):  # the extractor of pages leaves these out by itself
        assert expected == bool(tree.xpath(BLOCKS_XPATH))


def test_a_feeds_html_is_read_without_its_blocks() -> None:
    """Nested ones too; what is as long as an article is one, and whose words are quoted stays."""
    inner = "<div><div class=ad>x</div><p>Novotny said no.</p></div>"
    assert f"{SAID}\nMore." == text_of(f"<p>{SAID}</p><div class='related'>{inner}</div><p>More.</p>")
    assert f"{SAID}\nMore." == text_of(f"<p>{SAID}</p><br class=ad><img class=share>More.<aside>x")
    long = "Novotny said no. " * (LONGEST_BLOCK // 10)
    assert long.strip() == text_of(f"<div class='subscribe-content'>{long}</div>")
    assert "No.\n— Ada Quill" == text_of("<blockquote>No.<footer>— Ada Quill</footer></blockquote>")


def test_links_run_into_a_name_are_nobodys_words() -> None:
    """A name in full, headings of other pieces glued to it, and MORE at their end."""
    glued = " Ada (Addie) Jane QuillPoll: Most want talks Overnight: Borduria threatens war | Novotny resigns MORE"
    text = f"Minister Quill{glued} said on Tuesday that Arland was ready."
    assert cleaned(text) == f"Minister Quill{' ' * len(glued)} said on Tuesday that Arland was ready."
    plain = "Minister Quill met Ada Quill, and wanted MORE time."
    assert cleaned(plain) == plain
