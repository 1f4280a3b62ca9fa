"""What an act tells of where sides stand: only of the side that acts, and only which way its words go."""

from typing import Any

import pytest

from services.milestones.domain.positions import acts
from services.milestones.processor import build
from shared.catalog import Act, Actor, Catalog, Negotiation, Question
from shared.contracts import Evidence, MilestoneWithdrawn, PositionReported, PositionWithdrawn
from shared.contracts.milestones import MilestoneReport
from shared.contracts.topics import POSITIONS_REPORTED
from shared.runtime import settings
from shared.testing.bench import Bench
from shared.testing.builders import a_report, an_article_ref, at, reported

TALKS = Question(
    "q.talks", "Arland and Borland talk", (), ("talks",), (), (), ("Arland", "Borland"),
    (Act("talks_suspended_or_collapsed", "happened", None, "against"),),
)  # fmt: skip
TOLLS = Question(
    "q.tolls", "Arland lifts its tolls", (), ("tolls",), ("lift*",), ("impos*",), ("Arland", "Borland"),
    (Act("sanctions_imposed_or_eased", "happened", "Arland", "worded"),),
)  # fmt: skip
CATALOG = Catalog(
    actors=(
        Actor("arland", "Arland", "country", "Arland", demonyms=("Arlandian",)),
        Actor("borland", "Borland", "country", "Borland"),
        Actor("ann-ax", "Ann Ax", "person", "Arland"),
    ),
    negotiations=(Negotiation("q", "Q", ("Arland", "Borland"), (), (), (TALKS, TOLLS), ()),),
)


def positions_of(
    words: str, type: Any = "talks_suspended_or_collapsed", **other: Any
) -> list[tuple[str, str, str]]:
    report = MilestoneReport(
        id="r", type=type, status="happened", parties=("Arland", "Borland"), negotiation="q",
        evidence=Evidence(article=an_article_ref("a"), spans=((0, len(words)),), words=(words,)), **other,
    )  # fmt: skip
    return [(p.side, p.question, p.verdict) for p in acts(report, CATALOG)]


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Borland called off the talks with Arland", "Borland"),
        ("The talks were called off by Arland after a night in Borland", "Arland"),
        ("President Ann Ax walked out of talks with Borland", "Arland"),
    ],
)
def test_who_breaks_off_talks_has_moved_not_the_other(words: str, side: str) -> None:
    """One party leaves the table; the other still sits there."""
    assert [(side, "q.talks", "against")] == positions_of(words)


def test_talks_that_just_ended_move_nobody() -> None:
    """Nobody is named who broke them off."""
    assert [] == positions_of("the talks between the two countries stalled on Friday")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Arland lifted its tolls on grain", [("Arland", "q.tolls", "for")]),
        ("Arland imposed tolls on grain", [("Arland", "q.tolls", "against")]),
        ("Arland did not lift its tolls on grain", []),
        ("Arland changed its tolls on grain", []),
        ("Borland imposed tolls on grain", []),
    ],
)
def test_words_decide_whether_a_burden_was_laid_or_lifted(words: str, expected: list[Any]) -> None:
    """Imposing and easing are one type of step; what is negated or unclear tells nothing."""
    assert expected == positions_of(words, "sanctions_imposed_or_eased")


def test_copies_and_background_tell_nothing() -> None:
    """A step counts once, when it is news."""
    words = "Borland called off the talks with Arland"
    assert [] == positions_of(words, primary=False)
    assert [] == positions_of(words, background=True)


def test_a_step_told_of_under_its_pair_moves_sides_in_the_negotiation_of_the_catalog() -> None:
    """The copy there tells where they stand, no other does."""
    words = "Borland called off the talks with Arland"
    assert [("Borland", "q.talks", "against")] == positions_of(words, primary=False, catalogued="q")
    assert [] == positions_of(words, primary=False, catalogued="other")


def test_an_edited_step_withdraws_its_old_telling_alone() -> None:
    """Both reports stand in one sentence; what is taken back names the report that is gone."""

    def report(words: str, revision: int) -> MilestoneReport:
        evidence = Evidence(
            article=an_article_ref("a", revision=revision), spans=((0, len(words)),), words=(words,)
        )
        return a_report("talks_suspended_or_collapsed", "happened", parties=("Arland", "Borland"), negotiation="q",
                        date="2025-02-12", evidence=evidence)  # fmt: skip

    old = report("Borland called off teh talks with Arland", 1)
    new = report("Borland called off the talks with Arland", 2)
    gone = MilestoneWithdrawn(id=old.id, negotiation="q", article="a", revision=2, received_at=at(1))
    bench = Bench(build(CATALOG, settings.defaults()))
    for message in (reported(old), reported(new), gone):
        bench.send(message, at(1))
    told = [e.message for e in bench.events if e.topic is POSITIONS_REPORTED]
    assert [(PositionReported, old.id), (PositionReported, new.id), (PositionWithdrawn, old.id)] == [
        (type(each), each.origin_id) for each in told
    ]
    assert 1 == len({each.id for each in told})
