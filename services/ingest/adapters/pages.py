"""Extracts the article's text from a web page with trafilatura, without menus, comments and advertisements."""

import logging
import re

from services.ingest.domain.boilerplate import BLOCKS_XPATH
from services.ingest.domain.markup import tidy

MAX_PAGE_BYTES = 3_000_000
"""Larger pages, scripts and styles apart, hold pictures or data, and would keep the extractor busy for a long time."""
MAX_TAGS, MAX_TAGS_OF_A_BLOCK = 20_000, 2_000
"""Articles have some thousands, and in a paragraph some dozens; the extractor is quadratic in the latter."""
_SCRIPT = re.compile(rb"<(script|style)\b[^>]{0,2000}>", re.I)
_BLOCK = re.compile(
    rb"</?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre"
    rb"|section|table|tbody|td|th|tr|ul)\b",
    re.I,
)


def article_text(page: bytes, url: str | None = None) -> str:
    """The text; empty if the page holds no recognisable article. Never raises."""
    page = _without_scripts(page)
    if not page.strip() or len(page) > MAX_PAGE_BYTES or _is_overgrown(page):
        return ""
    import trafilatura  # a third of a second: only where pages are read

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it complains of every odd page
    try:
        found = trafilatura.extract(
            page,
            url=url,
            include_comments=False,
            include_tables=False,
            favor_precision=True,
            deduplicate=False,
            prune_xpath=BLOCKS_XPATH,
        )
    except Exception:
        # A library made for any page of the world may fail on one of them; that page has no text then.
        return ""
    return tidy(found or "")


def _without_scripts(page: bytes) -> bytes:
    """The page without scripts and styles, which are most of a large page's bytes; what they say of the article itself
    stays."""
    lowered, kept, at = page.lower(), [], 0
    while found := _SCRIPT.search(page, at):
        end = lowered.find(b"</" + found[1].lower(), found.end())
        if end < 0:
            break
        if b"ld+json" in found[0]:
            kept.append(page[at:end])
        else:
            kept.append(page[at : found.end()])
        at = end
    return b"".join((*kept, page[at:]))


def _is_overgrown(page: bytes) -> bool:
    if page.count(b"<") > MAX_TAGS:
        return True
    at = 0
    for block in _BLOCK.finditer(page):
        if page.count(b"<", at, block.start()) > MAX_TAGS_OF_A_BLOCK:
            return True
        at = block.start()
    return page.count(b"<", at) > MAX_TAGS_OF_A_BLOCK
