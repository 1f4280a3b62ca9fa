"""That nobody was hurt is said after every incident: it tells nothing by itself."""

from __future__ import annotations

from functools import partial

import pytest

from services.statements.domain.unharmed import unharmed
from shared.testing.builders import at, observed
from shared.testing.newsroom import a_statement_in

a_report = partial(a_statement_in, newsworthiness=0.9, position="rejects")


@pytest.mark.parametrize(
    "words",
    [
        "No injuries were reported.",
        "there were no reports of injuries",
        "No injuries or damages were reported in the incident",
        "nobody was hurt",
        "There was no damage or casualties",
        "no one was injured in the attack",
        "that there were no casualties",
    ],
)
def test_nothing_but_that_nobody_was_hurt(words):
    """In whatever order, with or without the incident."""
    assert unharmed(a_statement_in(words, "A"))


@pytest.mark.parametrize(
    "words",
    [
        "no injuries were reported in the port of Arland",
        "nobody was hurt when the ferry was shot at",
        "no damage was done to the talks",
        "three sailors were injured",
        "no ceasefire was reported",
        "no casualties will be tolerated",
    ],
)
def test_what_tells_more(words):
    """Where, when, of whom, or something else."""
    assert not unharmed(a_statement_in(words, "A"))


def test_it_is_never_told(bench):
    """Neither first nor by the number of outlets, which may tell of different incidents."""
    words = ("No injuries were reported.", "there were no reports of injuries", "No injuries were reported")
    for hours, (said, outlet) in enumerate(zip(words, "ABC", strict=True)):
        bench.send(observed(a_report(said, outlet, hours)), at(hours))
    assert not bench.alerts()
