"""A page's bytes in, the article's text out: trafilatura leaves out menus, comments and advertisements."""

import logging

from services.ingest.domain.furniture import BLOCKS_XPATH
from services.ingest.domain.markup import tidy

MAX_PAGE_BYTES = 3_000_000
"""Larger pages hold pictures or data, and would keep the extractor busy for a long time."""


def article_text(page: bytes, url: str | None = None) -> str:
    """Empty where the page holds no article that can be made out; never raises."""
    if not page.strip() or len(page) > MAX_PAGE_BYTES:
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
