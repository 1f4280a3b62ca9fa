"""Extraction, whatever comes twice, late or after a crash: the same rows, nothing that was not emitted before."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings, strategies

from services.extraction.processor import Reading, build_stage
from shared.contracts import (
    Article,
    ArticleWithdrawn,
    Evidence,
    PositionReported,
    PositionWithdrawn,
    StatementWithdrawn,
    Tick,
    ids,
)
from shared.contracts.topics import MILESTONES_REPORTED, POSITIONS_REPORTED, STATEMENTS_OBSERVED
from shared.testing.bench import Bench, check_idempotent, stored
from shared.testing.builders import a_report, a_statement, an_article, an_article_ref, an_evidence, at

LINES = (
    "says it will come",
    "says it will not come",
    "step they met",
    "step they will meet",
    "deed they left",
    "deed they stayed",
)


def read(article: Article) -> Reading:
    """A reader for tests: each line is a statement or, if it begins with "step", a milestone report."""
    place = {"revision": article.revision, "published_at": article.published_at}
    ref = an_article_ref(article.id, **place)
    statements, reports, deeds = [], [], []
    for line in article.text.splitlines():
        start = article.text.index(line)
        if line.startswith("step"):
            evidence = an_evidence(line, id=article.id, **place)
            # A report on two negotiations is sent once to each; only one copy is primary.
            reports += [
                a_report(evidence=evidence, negotiation=of, primary=of == "ukraine")
                for of in ("ukraine", "x")
            ]
        elif line.startswith("deed"):
            evidence = an_evidence(line, id=article.id, **place)
            deeds.append(a_deed(line, evidence))
        else:
            statements.append(a_statement(line, article=ref, spans=((start, start + len(line)),)))
    return Reading(tuple(statements), tuple(reports), tuple(deeds))


def a_deed(line: str, evidence: Evidence) -> PositionReported:
    """What a line tells somebody to have done, as evidence."""
    id = ids.deed_id(evidence.article.id, "Arland", "q", (line,), (), 0)
    return PositionReported(
        id=id,
        side="Arland",
        negotiation="n",
        question="q",
        verdict="for",
        evidence=evidence,
        speaker="Arland",
        rank=2,
        direct=False,
        origin="deed",
        origin_id=id,
    )


def test_a_revision_takes_back_what_it_no_longer_tells() -> None:
    """A deed that stays is not sent again."""
    bench = Bench(build_stage(read))
    for message in (
        an_article("a", "deed they left\ndeed they stayed", revision=1),
        an_article("a", "deed they stayed", revision=2),
        ArticleWithdrawn(id="a", revision=3, received_at=at(2)),
    ):
        bench.send(message, at(1))
    sent = [e.message for e in bench.events if e.topic is POSITIONS_REPORTED]
    left, stayed = (
        ids.deed_id("a", "Arland", "q", (line,), (), 0) for line in ("deed they left", "deed they stayed")
    )
    assert [left, stayed] == [m.id for m in sent if isinstance(m, PositionReported)]
    assert [(left, 2), (stayed, 3)] == [(m.id, m.revision) for m in sent if isinstance(m, PositionWithdrawn)]


STAGE = build_stage(read, lambda article: "gated" not in article.title)


@strategies.composite
def messages(draw: Any) -> list[Any]:
    """Articles, revisions, withdrawals and ticks, older revisions and other languages among them."""
    found: list[Any] = []
    for n in range(draw(strategies.integers(0, 12))):
        id, revision = draw(strategies.sampled_from("ab")), draw(strategies.integers(1, 4))
        kind = draw(strategies.sampled_from(("article", "article", "article", "withdrawn", "tick")))
        if kind == "article":
            lines = draw(strategies.lists(strategies.sampled_from(LINES), unique=True, max_size=3))
            message: Any = an_article(
                id,
                "\n".join(lines) or "nothing",
                revision=revision,
                title=draw(strategies.sampled_from(("A title", "A title", "gated"))),
                language=draw(strategies.sampled_from(("en", "en", "en", "de"))),
                published_at=at(n),
                received_at=at(n),
            )
        elif kind == "withdrawn":
            message = ArticleWithdrawn(id=id, revision=revision, received_at=at(n))
        else:
            message = Tick(time=at(n), source="ingest/0")
        found.append((message, at(n)))
    return found


@given(messages(), strategies.integers(0, 12), strategies.integers(0, 12))
@settings(max_examples=120, deadline=None)
def test_again_from_anywhere(sent: list[Any], cut: int, again: int) -> None:
    """After a crash that kept the rows of any prefix, any suffix again: the same rows, only known events."""
    check_idempotent(STAGE, sent, cut, again)


@given(messages(), strategies.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_state_is_a_function_of_the_set_of_rows(sent: list[Any], chance: Any) -> None:
    """Rows folded in any order answer the next revision alike."""
    bench = Bench(STAGE)
    for message, now in sent:
        bench.send(message, now)
    rows = list(bench.rows.values())
    chance.shuffle(rows)
    probe = an_article("a", "\n".join(LINES), revision=9, received_at=at(50))
    assert Bench(STAGE, list(bench.rows.values())).send(probe, at(50)) == Bench(STAGE, rows).send(
        probe, at(50)
    )


@given(messages())
@settings(max_examples=60, deadline=None)
def test_what_is_told_and_not_withdrawn_is_what_the_last_revision_says(sent: list[Any]) -> None:
    """However many revisions there were: consumers that follow both topics end with the words that stand."""
    bench = Bench(STAGE)
    standing: dict[tuple[str, str, str], bool] = {}
    latest: dict[str, Any] = {}
    for message, now in sent:
        if not isinstance(message, Tick):
            # The highest revision wins, also where a withdrawal overtakes its article.
            known = latest.get(message.id)
            if known is None or message.revision > known.revision:
                latest[message.id] = message
        for event in bench.send(message, now):
            told = event.message
            if isinstance(told, Tick):
                continue
            inner = getattr(told, "statement", None) or getattr(told, "report", None)
            key = (event.topic.name, (inner or told).id, event.topic.key(told))
            standing[key] = inner is not None
    expected = set()
    for article in latest.values():
        if isinstance(article, Article) and article.language == "en" and "gated" not in article.title:
            reading = read(article)
            expected |= {(STATEMENTS_OBSERVED.name, s.id, s.side) for s in reading.statements}
            expected |= {(MILESTONES_REPORTED.name, r.id, r.negotiation) for r in reading.reports}
    assert expected == {key for key, stands in standing.items() if stands}


def test_every_message_thrice_is_told_once() -> None:
    """Tripled input: the same events, the same rows."""
    sent = [an_article("a", "\n".join(LINES[: n + 1]), revision=n + 1, received_at=at(n)) for n in range(4)]
    once, thrice = Bench(STAGE), Bench(STAGE)
    for n, article in enumerate(sent):
        once.send(article, at(n))
        for _ in range(3):
            thrice.send(article, at(n))
    assert once.events == thrice.events
    assert stored(once.rows) == stored(thrice.rows)


def test_what_an_edit_says_is_told_before_what_it_no_longer_says() -> None:
    """A statement or step in new words corrects the old; withdrawn first, it would be retracted for a moment."""
    bench = Bench(STAGE)
    bench.send(an_article("a", f"{LINES[0]}\n{LINES[2]}", received_at=at()), at())
    events = bench.send(an_article("a", f"{LINES[1]}\n{LINES[3]}", revision=2, received_at=at(1)), at(1))
    for topic in (STATEMENTS_OBSERVED, MILESTONES_REPORTED):
        told = [hasattr(e.message, "reason") for e in events if e.topic is topic]
        assert sorted(told) == told
        assert {False, True} == set(told)


def test_words_given_to_another_side_are_withdrawn_with_its_name() -> None:
    """The article still says them; who follows the first side's statements is told where they are now."""

    def attributed(article: Article) -> Reading:
        ref = an_article_ref(article.id, revision=article.revision)
        return Reading((a_statement(LINES[0], side=article.title, speaker="Ada Quill", article=ref),))

    bench = Bench(build_stage(attributed))
    found = []
    for revision, side in enumerate(("Arland", "Borduria", "Borduria"), 1):
        found += bench.send(an_article("a", revision=revision, title=side), at(revision))
    found += bench.send(ArticleWithdrawn(id="a", revision=4, received_at=at(4)), at(4))
    gone = [e.message for e in found if isinstance(e.message, StatementWithdrawn)]
    assert [("Arland", "Borduria"), ("Borduria", None)] == [(g.side, g.side_now) for g in gone]


def test_articles_older_than_the_retention_are_forgotten_and_told_no_more() -> None:
    """What their last revision said is dropped when time has come so far; a later revision finds nothing to change."""
    month = build_stage(read, retention=timedelta(days=30))
    bench = Bench(month)
    for id, day in (("old", 0), ("young", 20)):
        bench.send(an_article(id, LINES[0], published_at=at(24 * day)), at(24 * day))
    bench.send(Tick(time=at(24 * 31), source="ingest/0"), at(24 * 31))
    assert [key for key in bench.rows if not key.startswith("tick:")] == ["young@1"]
    assert list(bench.state.index.latest) == ["young"]
    for id, day, told in (("old", 0, 0), ("young", 20, 2)):
        article = an_article(id, LINES[1], revision=2, published_at=at(24 * day), received_at=at(24 * 31))
        assert len(bench.send(article, at(24 * 31))) == told
