"""Bad input, HTML of feeds and pages (18 cases; OWASP XSS): text only, under a second each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ingest.adapters.pages import MAX_PAGE_BYTES, article_text
from services.ingest.domain.markup import text_of
from tests.faults.bad_input import bounded

WORDS = (
    "The two delegations met in the capital on Tuesday and agreed to continue their consultations next week."
)
N = 1_000_000

CASES: dict[str, str] = {
    "script": f"<p>{WORDS}</p><script>steal()</script>",
    "script in capitals": f"<p>{WORDS}</p><ScRiPt src=x>steal()</sCrIpT >",
    "script without end": f"<p>{WORDS}</p><script>steal()",
    "style": f"<style>steal {{}}</style><p>{WORDS}</p>",
    "event handler": f'<p onclick="steal()">{WORDS}</p><img src=x onerror="steal()">',
    "link with a script": f'<p><a href="javascript:steal()">{WORDS}</a></p>',
    "svg": f"<svg onload=steal()><script>steal()</script><text>steal</text></svg><p>{WORDS}</p>",
    "frame with a document": f'<iframe srcdoc="<script>steal()</script>">steal</iframe><p>{WORDS}</p>',
    "template and noscript": f"<template>steal</template><noscript>steal</noscript><p>{WORDS}</p>",
    "comment": f"<!-- steal --><p>{WORDS}</p><!--[if IE]> steal <![endif]-->",
    "comment without end": f"<p>{WORDS}</p><!-- steal",
    "form": f"<form><textarea>steal</textarea><select><option>steal</select></form><p>{WORDS}</p>",
    "a million nested divisions": "<div>" * N + "</div>" * N + f"<p>{WORDS}</p>",
    "wrongly nested": "<b><i><p>" * 2_000 + WORDS + "</b></p></i>" * 2_000,
    "entity soup": "&" * 100_000 + "&amp" * 100_000 + f"&#0;&#x110000;&#55296;&bogus;<p>{WORDS}</p>",
    "a million attributes": f"<p {'a=b ' * N}>{WORDS}</p>",
    "brackets": "<" * N + f"<p>{WORDS}</p>",
    "NUL and controls": f"<p>{WORDS}\x00\x08\x1b[31m</p><scr\x00ipt>steal()</scr\x00ipt>",
}
# Parsers may read these as text, as a reader without scripts would; it is then what the page says.
LITERAL = {"NUL and controls", "template and noscript"}
# Nothing is lost where the source is damaged beyond what anybody could mend.
WORDS_LOST = {"a million nested divisions"}


def check(case: str, text: str) -> None:
    """Text that can be stored and shown, without anything that was not meant to be read."""
    if case not in LITERAL:
        assert "steal" not in text
    assert not any(ord(c) < 32 and c != "\n" for c in text)
    text.encode("utf-8")


@pytest.mark.parametrize("case", CASES)
def test_a_feeds_html_gives_text_only(case: str) -> None:
    """The words of the article come out whole."""
    with bounded(1, 150):
        text = text_of(CASES[case])
    check(case, text)
    assert WORDS in text or case in WORDS_LOST


@pytest.mark.parametrize("case", CASES)
def test_a_pages_html_gives_text_only(case: str) -> None:
    """Or nothing, where no article can be made out; the feed's teaser is used then."""
    page = f"<html><head><title>T</title></head><body><article><p>{WORDS}</p>{CASES[case]}<p>{WORDS}</p></article>"
    with bounded(3, 300):
        text = article_text(page.encode("utf-8", "replace"))
    check(case, text)


def test_pages_beyond_reason_are_not_read() -> None:
    """Ten megabytes are fetched, three are read."""
    with bounded(0.1):
        assert "" == article_text(b"<p>" + b"words " * (MAX_PAGE_BYTES // 5))


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{'<span>Novotny said he would go</span> ' * 1_100}</p>",
        f"<div>{'<p>Novotny said he would go</p>' * 11_000}</div>",
    ],
    ids=["tags of a paragraph", "tags of a page"],
)
def test_pages_of_too_many_tags_are_not_read(page: str) -> None:
    """Each tag of a paragraph costs as much as there are others in it."""
    with bounded(1):
        assert "" == article_text(f"<html><body>{page}".encode())


def test_the_tags_of_a_page_within_bounds_are_read_in_time() -> None:
    """The worst that is read at all."""
    paragraph = f"<p>{'<span>Novotny said he would go</span> ' * 900}</p>"
    with bounded(30):
        article_text(f"<html><body>{paragraph * 10}".encode())


def test_scripts_do_not_count() -> None:
    """Large sites carry megabytes of them; a script without end hides what is behind it, as in a browser."""
    script = f"<script>{'x' * MAX_PAGE_BYTES}</script>"
    words = "".join(f"<p>{WORDS}</p>" for _ in range(5))
    with bounded(3):
        assert WORDS in article_text(f"<html><body>{script}<article>{words}</article>".encode())
        article_text(b"<script>" * 200_000)


def test_a_page_in_any_encoding_gives_something_or_nothing() -> None:
    """A page that lies about its encoding does not stop anything."""
    for encoding in ("utf-8", "latin-1", "utf-16", "cp1251", "shift-jis"):
        page = f'<html><head><meta charset="{encoding}"></head><body><p>{WORDS}</p></body>'
        for used in ("utf-8", "utf-16", "cp037"):
            article_text(page.encode(used)).encode("utf-8")


@given(st.text(max_size=500) | st.text(alphabet="<>/!-&;#x=\"' abp\n\x00", max_size=500))
@settings(max_examples=400, deadline=None)
def test_any_html_gives_storable_text(html: str) -> None:
    """Lone surrogates and all."""
    text = text_of(html)
    text.encode("utf-8")
    assert "\x00" not in text


@given(st.binary(max_size=500))
@settings(max_examples=100, deadline=None)
def test_any_page_gives_storable_text(page: bytes) -> None:
    """Or nothing."""
    article_text(page).encode("utf-8")
