"""A small invented world, complete with articles, sayings, a stance that moves, a step that is denied, alerts and
deliveries: what a reader of the topics sees after some weeks. Nobody and nothing in it exists."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.catalog import Actor, Catalog, Negotiation, Question, Role
from shared.contracts import (
    Alert,
    Article,
    DeadLetter,
    Delivery,
    Evidence,
    Labels,
    LedgerRow,
    MilestoneAlert,
    NegotiationState,
    Occurrence,
    OccurrenceStep,
    Saying,
    StanceAlert,
    StanceEntry,
    Statement,
    StatementAlert,
    TrackedStatement,
    ids,
)
from shared.contracts.topics import (
    ALERTS_MILESTONES,
    ALERTS_STANCES,
    ALERTS_STATEMENTS,
    ARTICLES,
    DEAD_LETTERS,
    DELIVERIES,
    MILESTONES_CURRENT,
    SAYINGS_CURRENT,
    STANCES_CURRENT,
    STATEMENTS_TRACKED,
    Topic,
)
from shared.testing.builders import an_article, an_article_ref

START = datetime(2025, 2, 10, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
TALKS = "norland-estavia"
WITHDRAWAL = "norland-withdraws"
Published = tuple[Topic, Any]


def a_catalog() -> Catalog:
    """The invented world's catalog."""
    questions = (
        Question(WITHDRAWAL, "Norland withdraws from the Vell valley", ("territory",), ("vell",), (), (), ()),
        Question("monitors", "Foreign monitors watch the truce", ("ceasefire",), ("monitor*",), (), (), ()),
    )
    talks = Negotiation(
        id=TALKS,
        name="Norland–Estavia truce",
        parties=("Norland", "Estavia"),
        mediators=("Lakeland",),
        issues=("ceasefire", "territory"),
        questions=questions,
        words=("vell valley",),
    )
    fish = Negotiation("fisheries", "Lakeland fisheries treaty", ("Lakeland", "Norland"), (), (), (), ())
    country = [
        Actor(id=n.lower(), name=n, kind="country", side=n) for n in ("Estavia", "Lakeland", "Norland")
    ]
    minister = Actor(
        id="ana-brandt",
        name="Ana Brandt",
        kind="person",
        side="Norland",
        roles=(Role(title="Foreign Minister", of="Norland", rank=2),),
    )
    return Catalog(actors=(*country, minister), negotiations=(talks, fish))


class _Paper:
    """An article, and evidence found in it by its words."""

    def __init__(self, id: str, outlet: str, title: str, text: str, hours: float) -> None:
        when = START + hours * HOUR
        publisher = outlet.lower().replace(" ", "-")
        common: dict[str, Any] = {
            "outlet": outlet,
            "publisher": publisher,
            "title": title,
            "published_at": when,
        }
        url = f"https://{publisher}.example/{id}"
        self.article: Article = an_article(id, text, received_at=when, url=url, **common)
        self.ref = an_article_ref(id, received_at=when, url=url, **common)
        self.at = when

    def evidence(self, words: str) -> Evidence:
        """Those words where they stand in the text."""
        start = self.article.text.index(words)
        return Evidence(article=self.ref, spans=((start, start + len(words)),), words=(words,))


REFUSAL = "not one soldier will leave the Vell valley"
OPENING = "we can leave the valley in stages if monitors come first"
MEETING = "The two delegations will meet in Port Linden on 18 February"
DENIAL = "No meeting has been agreed for 18 February"
MONITORS = "Estavia welcomes monitors on both banks"

_REFUSED = _Paper(
    "wire-1",
    "Example Wire",
    "Norland rules out leaving the valley",
    "HARBOUR CITY - Norland's foreign minister ruled out a pull-back on Monday.\n\n"
    f"“For as long as I hold this office, {REFUSAL},” Ana Brandt told reporters after a cabinet meeting.\n\n"
    "Estavia has asked for a full withdrawal since the autumn.",
    0,
)
_REFUSED_COPY = _Paper(
    "gazette-1",
    "The Sample Gazette",
    "“Not one soldier”: Brandt on the Vell valley",
    f"Foreign Minister Ana Brandt said on Monday that {REFUSAL}. The remark drew criticism in Estavia.",
    3,
)
_PLANNED = _Paper(
    "wire-2",
    "Example Wire",
    "Delegations to meet in Port Linden, Lakeland says",
    f"PORT LINDEN - {MEETING}, the government of Lakeland announced on Wednesday.\n\n"
    f"A spokesman in Estavia's capital said that {MONITORS}, and called the date “a beginning”.",
    50,
)
_DENIED = _Paper(
    "post-1",
    "Placeholder Post",
    "Norland: no date yet",
    f"“{DENIAL},” the foreign ministry of Norland said in a note on Thursday, hours after Lakeland named a day.",
    70,
)
_MOVED = _Paper(
    "wire-3",
    "Example Wire",
    "Brandt opens door to a pull-back in stages",
    f"HARBOUR CITY - In a change of tone, Ana Brandt said on Friday: “{OPENING[0].upper()}{OPENING[1:]}.”\n\n"
    "It is the first time that Norland has spoken of leaving at all.",
    97,
)
PAPERS = (_REFUSED, _REFUSED_COPY, _PLANNED, _DENIED, _MOVED)


def _statement(paper: _Paper, words: str, speaker: str, side: str, **other: Any) -> Statement:
    evidence = paper.evidence(words)
    values: dict[str, Any] = {
        "id": ids.statement_id(paper.article.id, speaker, [words], 0),
        "article": paper.ref,
        "speaker": speaker,
        "speaker_kind": "person" if speaker != side else "country",
        "side": side,
        "type": "direct",
        "spans": evidence.spans,
        "words": evidence.words,
        "cue": "said",
        "issues": ("territory",),
        "negotiations": (TALKS,),
    }
    return Statement(**(values | other))


STATEMENTS = (
    _statement(_REFUSED, REFUSAL, "Ana Brandt", "Norland", cue="told", position="rejects"),
    _statement(_REFUSED_COPY, REFUSAL, "Ana Brandt", "Norland", type="indirect", position="rejects"),
    _statement(_PLANNED, MONITORS, "Estavia", "Estavia", type="indirect", issues=("ceasefire",)),
    _statement(_MOVED, OPENING[0].upper() + OPENING[1:], "Ana Brandt", "Norland", position="conditional"),
)


def _saying(words: str, *told: Statement, importance: int = 50) -> Saying:
    first = told[0]
    return Saying(
        id=ids.saying_id(first.id),
        side=first.side,
        speaker=first.speaker,
        words=words,
        issues=first.issues,
        position=first.position,
        negotiations=first.negotiations,
        first_said_at=first.article.published_at,
        last_said_at=told[-1].article.published_at,
        publishers=tuple(s.article.publisher for s in told),
        articles=len(told),
        statements=tuple(s.id for s in told),
        evidence=tuple(Evidence(article=s.article, spans=s.spans, words=s.words) for s in told),
        importance=importance,
    )


SAYINGS = (
    _saying(REFUSAL, STATEMENTS[0], STATEMENTS[1]),
    _saying(MONITORS, STATEMENTS[2]),
    _saying(OPENING, STATEMENTS[3], importance=80),
)

_STEPS: tuple[tuple[_Paper, str, str, str], ...] = (
    (_PLANNED, "meeting_scheduled", "scheduled", MEETING),
    (_DENIED, "meeting_refused_or_cancelled", "disputed", DENIAL),
)
MEETING_OCCURRENCE = Occurrence(
    id=ids.occurrence_id(TALKS, "port-linden"),
    negotiation=TALKS,
    occurrence="meeting",
    type="meeting_scheduled",
    status="disputed",
    parties=("Estavia", "Norland"),
    mediators=("Lakeland",),
    date="2025-02-18",
    place="Port Linden",
    history=tuple(
        OccurrenceStep(at=p.at, type=t, status=s, publishers=1, report=f"mr-{p.article.id}", words=words)  # type: ignore[arg-type]
        for p, t, s, words in _STEPS
    ),
    publishers=("example-wire", "placeholder-post"),
    evidence=(_PLANNED.evidence(MEETING), _DENIED.evidence(DENIAL)),
    first_at=_PLANNED.at,
    last_at=_DENIED.at,
)
STATE = NegotiationState(
    id=TALKS,
    name="Norland–Estavia truce",
    parties=("Estavia", "Norland"),
    phase="contacts",
    why=(MEETING_OCCURRENCE.id,),
    since=_PLANNED.at,
    last_at=_DENIED.at,
)


def _entry(position: int, paper: _Paper, words: str, **other: Any) -> StanceEntry:
    return StanceEntry(
        position=position,
        words=words,
        valid_from=paper.at,
        known_from=paper.at,
        evidence=(paper.evidence(words),),
        speaker=other.pop("speaker", "Ana Brandt"),
        confidence=0.9,
        **other,
    )


def _row(side: str, question: str, text: str, *history: StanceEntry) -> LedgerRow:
    last = history[-1]
    return LedgerRow(
        id=ids.ledger_id(side, TALKS, question),
        side=side,
        negotiation=TALKS,
        question=question,
        question_text=text,
        position=last.position,
        strength=1.0,
        valid_from=last.valid_from,
        known_from=last.known_from,
        condition=last.condition,
        history=history,
    )


_CAME_ROUND = _entry(1, _MOVED, OPENING[0].upper() + OPENING[1:], condition="monitors come first")
ROWS = (
    _row(
        "Norland",
        WITHDRAWAL,
        "Norland withdraws from the Vell valley",
        _entry(-2, _REFUSED, REFUSAL),
        _CAME_ROUND,
    ),
    _row(
        "Estavia",
        "monitors",
        "Foreign monitors watch the truce",
        _entry(2, _PLANNED, MONITORS, speaker="Estavia"),
    ),
)


def a_scene_alert(number: int = 0) -> Alert:
    """One of the alerts of the scene, by its place."""
    return ALERTS[number][1]  # type: ignore[no-any-return]


def _labels(kind: Any, side: str, **other: Any) -> Labels:
    return Labels(kind=kind, side=side, negotiation=TALKS, **other)


def _said(
    saying: Saying, statement: Statement, type: Any, headline: str, publishers: int, **labels: Any
) -> Published:
    evidence = saying.evidence[:publishers]
    data = StatementAlert(
        headline=headline,
        rule="statement.first_said" if publishers == 1 else "statement.publishers_reached_2",
        evidence=evidence,
        labels=_labels("statement", saying.side, publishers=publishers, **labels),
        known_at=evidence[-1].article.published_at,
        saying=saying.id,
        statement=statement.id,
        speaker=saying.speaker,
        side=saying.side,
        words=saying.words,
        issues=saying.issues,
        position=saying.position,
        negotiations=(TALKS,),
        publishers=publishers,
        reasons=("a foreign minister speaks", "it bears on a question of the catalog"),
    )
    id = ids.alert_id(type, saying.id, str(publishers))
    at = evidence[-1].article.published_at
    return ALERTS_STATEMENTS, Alert(id=id, type=type, subject=saying.id, time=at, data=data)


def _stepped(type: Any, status: Any, paper: _Paper, headline: str, words: str, **other: Any) -> Published:
    labels = _labels("milestone", "Norland", status=status, severity=other.pop("severity"), importance=70)
    data = MilestoneAlert(
        headline=headline,
        rule="milestone.first_report" if status == "scheduled" else "milestone.denied_by_party",
        evidence=(paper.evidence(words),),
        labels=labels,
        known_at=paper.at,
        negotiation=TALKS,
        type="meeting_scheduled",
        status=status,
        parties=("Estavia", "Norland"),
        occurrence=MEETING_OCCURRENCE.id,
        date="2025-02-18",
        place="Port Linden",
        mediators=("Lakeland",),
        **other,
    )
    id = ids.alert_id(type, MEETING_OCCURRENCE.id, paper.article.id)
    return ALERTS_MILESTONES, Alert(id=id, type=type, subject=MEETING_OCCURRENCE.id, time=paper.at, data=data)


_MOVE = StanceAlert(
    headline="Norland softens on leaving the Vell valley: from firmly against to leaning for, on a condition",
    rule="stance.reversal_by_principal",
    evidence=(_REFUSED.evidence(REFUSAL), _MOVED.evidence(_CAME_ROUND.words)),
    labels=_labels("stance", "Norland", severity="critical", importance=85),
    known_at=_MOVED.at,
    before="“" + REFUSAL + "”",
    after="“" + OPENING + "”",
    side="Norland",
    negotiation=TALKS,
    question=WITHDRAWAL,
    question_text="Norland withdraws from the Vell valley",
    direction="reversed",
    position_before=-2,
    position_after=1,
    confidence=0.9,
    person="Ana Brandt",
    reasons=("a reversal in the minister's own words", "five days after a flat refusal"),
)
ALERTS: tuple[Published, ...] = (
    _said(SAYINGS[0], STATEMENTS[0], "parley.statement.new", f"Norland (Ana Brandt): “{REFUSAL}”", 1),
    _said(
        SAYINGS[0],
        STATEMENTS[0],
        "parley.statement.corroborated",
        "A second outlet carries Brandt's refusal to leave the Vell valley",
        2,
    ),
    _stepped(
        "parley.milestone.reported",
        "scheduled",
        _PLANNED,
        "Estavia and Norland to meet in Port Linden on 18 February",
        MEETING,
        severity="warning",
    ),
    _said(SAYINGS[1], STATEMENTS[2], "parley.statement.new", f"Estavia: “{MONITORS}”", 1, severity="info"),
    _stepped(
        "parley.milestone.disputed",
        "disputed",
        _DENIED,
        "Norland denies that a meeting on 18 February is agreed",
        DENIAL,
        severity="warning",
        before="scheduled",
        after="disputed",
    ),
    (
        ALERTS_STANCES,
        Alert(
            id=ids.alert_id("parley.stance.changed", ROWS[0].id, "wire-3"),
            type="parley.stance.changed",
            subject=ROWS[0].id,
            time=_MOVED.at,
            data=_MOVE,
        ),
    ),
)


def everything() -> Iterator[Published]:
    """All records, in an order in which they could have been written."""
    yield from ((ARTICLES, paper.article) for paper in PAPERS)
    for statement, saying in zip(STATEMENTS, (0, 0, 1, 2), strict=True):
        novelty: Any = "corroborating" if statement is STATEMENTS[1] else "new"
        yield (
            STATEMENTS_TRACKED,
            TrackedStatement(statement=statement, saying=SAYINGS[saying].id, novelty=novelty),
        )
    yield from ((SAYINGS_CURRENT, saying) for saying in SAYINGS)
    yield MILESTONES_CURRENT, MEETING_OCCURRENCE
    yield MILESTONES_CURRENT, STATE
    yield from ((STANCES_CURRENT, row) for row in ROWS)
    yield from ALERTS
    sent = ALERTS[-1][1]
    yield (
        DELIVERIES,
        Delivery(
            id="de-1",
            receiver="desk-slack",
            alerts=(sent.id,),
            state="delivered",
            reason="answered ok",
            at=sent.time + timedelta(seconds=2),
            status_code=200,
        ),
    )
    yield (
        DEAD_LETTERS,
        DeadLetter(
            id="articles.incoming/0/17",
            topic="articles.incoming",
            partition=0,
            offset=17,
            reason="the article has no text; send one under the key text",
            stage="admit",
            at=START,
        ),
    )
