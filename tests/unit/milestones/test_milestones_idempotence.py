"""Whatever comes, in whatever order, twice or after a crash: the same rows, no event that was not emitted before."""

import random

import msgspec
from hypothesis import given, settings, strategies

from services.milestones.processor import build
from shared.catalog import Act, Actor, Catalog, Negotiation, Question
from shared.contracts import Alert, MilestoneWithdrawn, Tick
from shared.runtime import settings as service_settings
from shared.testing.bench import Bench, check_idempotent, stored
from shared.testing.builders import a_report, an_evidence, at, reported

QUESTION = Question(
    id="q", text="The two sides meet", issues=("talks_process",), words=("meet*", "talks"), for_words=(),
    against_words=(), sides=(), acts=(Act("meeting_held", "happened", None, "for"),),
)  # fmt: skip
CATALOG = Catalog(
    actors=(Actor("russia", "Russia", "country", "Russia"), Actor("us", "United States", "country", "United States")),
    negotiations=(
        Negotiation(
            id="ukraine", name="Ukraine", parties=("Russia", "United States"), mediators=(), issues=(),
            questions=(QUESTION,), words=(),
        ),
    ),
)  # fmt: skip
STEPS = (
    ("meeting_proposed", "proposed"), ("meeting_scheduled", "scheduled"), ("meeting_held", "happened"),
    ("meeting_held", "denied"), ("meeting_held", "claimed"), ("meeting_refused_or_cancelled", "happened"),
    ("talks_round_held", "happened"), ("threat_or_ultimatum", "threatened"), ("agreement_signed", "happened"),
    ("talks_suspended_or_collapsed", "happened"),
)  # fmt: skip


@strategies.composite
def messages(draw):
    """Reports, revisions, withdrawals and ticks with their `now`, in order of arrival."""
    out = []
    hours = 0
    for _ in range(draw(strategies.integers(1, 14))):
        hours += draw(strategies.integers(0, 40))
        kind = draw(strategies.integers(0, 9))
        article = f"a-{draw(strategies.integers(0, 4))}"
        revision = draw(strategies.integers(1, 3))
        type_, status = draw(strategies.sampled_from(STEPS))
        evidence = an_evidence(
            f"they meet for talks, {type_}", id=article, outlet=f"Outlet {article}", revision=revision,
            published_at=at(hours), received_at=at(hours),
        )  # fmt: skip
        negotiation = draw(strategies.sampled_from(("ukraine", "Russia|United States")))
        report = a_report(
            type_, status, evidence=evidence, negotiation=negotiation, primary=negotiation == "ukraine",
            date=draw(strategies.sampled_from((None, "2025-02-12", "2025-02-14", "2025-02-20", "2025-02"))),
            teller=draw(strategies.sampled_from((None, "Russia", "United States"))),
            background=draw(strategies.integers(0, 5)) == 0,
            deadline="2025-02-16" if type_ == "threat_or_ultimatum" else None,
        )  # fmt: skip
        if kind < 7:
            out.append((reported(report), at(hours)))
        elif kind < 9:
            gone = MilestoneWithdrawn(
                id=report.id,
                negotiation=negotiation,
                article=article,
                revision=revision,
                received_at=at(hours),
            )
            out.append((gone, at(hours)))
        else:
            out.append((Tick(time=at(hours), source="extraction/0"), at(hours)))
    return out


@given(messages(), strategies.integers(0, 14), strategies.integers(0, 14))
@settings(max_examples=150, deadline=None)
def test_again_from_anywhere(sent, cut, again):
    """After a crash that kept a prefix of the rows, repeats give the same rows and nothing new."""
    check_idempotent(build(CATALOG, service_settings.defaults()), sent, cut, again)


@given(messages(), strategies.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_state_is_a_function_of_the_set_of_rows(sent, chance):
    """Rows added in any order give the same occurrences and the same stored rows."""
    processor = build(CATALOG, service_settings.defaults())
    bench = Bench(processor)
    for message, now in sent:
        bench.send(message, now)
    rows = list(bench.rows.values())
    chance.shuffle(rows)
    other = processor.fold(rows)
    assert bench.state.index.all() == other.index.all()


@given(messages())
@settings(max_examples=60, deadline=None)
def test_every_message_thrice_gives_the_same_alerts(sent):
    """Tripled input raises the same alert ids and keeps the same rows."""
    processor = build(CATALOG, service_settings.defaults())
    once, thrice = Bench(processor), Bench(processor)
    for message, now in sent:
        once.send(message, now)
        for _ in range(3):
            thrice.send(message, now)
    assert [a.id for a in once.alerts()] == [a.id for a in thrice.alerts()]
    assert stored(once.rows) == stored(thrice.rows)


def test_shuffled_input_loses_nothing():
    """In another order every report still stands in some occurrence, and steps told once are alerted once."""
    sent = []
    for number, (type_, status) in enumerate(STEPS):
        evidence = an_evidence(
            f"step {number}", id=f"b-{number}", outlet=f"Outlet {number}", published_at=at(900.0 * number),
            received_at=at(900.0 * number),
        )  # fmt: skip
        sent.append((reported(a_report(type_, status, evidence=evidence)), at(900.0 * number)))
    ordered, shuffled = (Bench(build(CATALOG, service_settings.defaults())) for _ in range(2))
    for message, now in sent:
        ordered.send(message, now)
    mixed = list(sent)
    random.Random(4).shuffle(mixed)
    for message, _ in mixed:
        shuffled.send(message, at(900.0 * len(STEPS)))
    assert len(ordered.state.index.all()) == len(shuffled.state.index.all())
    assert sorted(a.data.type for a in ordered.alerts()) == sorted(a.data.type for a in shuffled.alerts())


def test_alerts_carry_no_fingerprint():
    """Evidence in alerts is without the article's MinHash."""
    report = a_report()
    article = msgspec.structs.replace(report.evidence.article, fingerprint=(1, 2, 3))
    evidence = msgspec.structs.replace(report.evidence, article=article)
    bench = Bench(build(CATALOG, service_settings.defaults()))
    bench.send(reported(msgspec.structs.replace(report, evidence=evidence)), at())
    alert = next(e.message for e in bench.events if isinstance(e.message, Alert))
    assert [e.article.fingerprint for e in alert.data.evidence] == [()]
