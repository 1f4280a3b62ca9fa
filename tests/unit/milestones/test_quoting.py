"""The words that a headline quotes begin with what the article says, not with where and by whom it was written."""

import pytest

from services.milestones.domain.quoting import quoted

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
