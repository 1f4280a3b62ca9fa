"""What an act tells of where sides stand: only of the side that acts, and only which way its words go."""

from typing import Any

import msgspec
import pytest

from services.milestones.domain.doers import Names
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
    (Act("talks_suspended_or_collapsed", "happened", None, "against"), Act("talks", "resumed", None, "for")),
)  # fmt: skip
CATALOG = Catalog(
    actors=(
        Actor("arland", "Arland", "country", "Arland", demonyms=("Arlandian",)),
        Actor("borland", "Borland", "country", "Borland"),
        Actor("ann-ax", "Ann Ax", "person", "Arland"),
        Actor("corland", "Corland", "country", "Corland"),
    ),
    negotiations=(Negotiation("q", "Q", ("Arland", "Borland"), (), (), (TALKS,), ()),),
)


NAMES = Names(CATALOG)
TITLE = "Arland and Borland"


def told(
    words: str, type: Any = "talks_suspended_or_collapsed", title: str = TITLE, start: int = 0, **other: Any
) -> Any:
    article = msgspec.structs.replace(an_article_ref("a"), title=title)
    evidence = Evidence(article=article, spans=((start, start + len(words)),), words=(words,))
    values = {
        "id": "r",
        "type": type,
        "status": "happened",
        "parties": ("Arland", "Borland"),
        "negotiation": "q",
    }
    return acts(MilestoneReport(evidence=evidence, **(values | other)), NAMES)


def positions_of(words: str, **other: Any) -> list[tuple[str, str, str]]:
    return [(p.side, p.question, p.verdict) for p in told(words, **other)]


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


def test_what_an_article_recalls_is_no_news() -> None:
    """It is told as done before, or deep in the article."""
    words = "Arland called off the talks"
    sure = {
        "head": told(f"{words} on Monday"),
        "recalled": told(f"{words} two years ago"),
        "deep": told(words, start=5000),
    }
    confidence = {name: max((p.confidence for p in those), default=0.0) for name, those in sure.items()}
    assert {"head": 0.75, "recalled": 0.3, "deep": 0.3} == confidence


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
        article = msgspec.structs.replace(an_article_ref("a", revision=revision), title=TITLE)
        evidence = Evidence(article=article, spans=((0, len(words)),), words=(words,))
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
