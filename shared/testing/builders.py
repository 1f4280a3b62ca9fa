"""Builds a valid value of any contract in one line; override only what the test is about."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from shared.contracts import (
    Alert,
    Article,
    ArticleRef,
    Evidence,
    Labels,
    MilestoneAlert,
    MilestoneReport,
    MilestoneReported,
    StanceAlert,
    Statement,
    StatementAlert,
    StatementObserved,
    ids,
)

NOON = datetime(2025, 2, 12, 12, 0, tzinfo=UTC)


def at(hours: float = 0) -> datetime:
    """`hours` after noon of 12 February 2025 UTC."""
    return NOON + timedelta(hours=hours)


def an_article(id: str = "a-1", text: str = "Moscow said it would attend.", **other: Any) -> Article:
    """An admitted English article."""
    values: dict[str, Any] = {
        "id": id,
        "revision": 1,
        "outlet": "Example Wire",
        "publisher": "example-wire",
        "title": "A title",
        "text": text,
        "language": "en",
        "published_at": NOON,
        "received_at": NOON,
        "content_hash": ids.digest(text),
    }
    return Article(**(values | other))


def an_article_ref(id: str = "a-1", **other: Any) -> ArticleRef:
    """Which article evidence stands in; `publisher` defaults to the folded outlet."""
    values: dict[str, Any] = {
        "id": id,
        "revision": 1,
        "outlet": "Example Wire",
        "title": "A title",
        "published_at": NOON,
        "received_at": NOON,
    }
    values |= other
    values.setdefault("publisher", values["outlet"].lower().replace(" ", "-"))
    values["received_at"] = max(values["received_at"], values["published_at"])
    return ArticleRef(**values)


def an_evidence(words: str = "it would attend", **article: Any) -> Evidence:
    """Words and where they stand."""
    return Evidence(article=an_article_ref(**article), spans=((12, 12 + len(words)),), words=(words,))


def a_statement(words: str = "it would attend", side: str = "Russia", **other: Any) -> Statement:
    """A statement of a side; give `article=an_article_ref(...)` to place it."""
    article = other.pop("article", None) or an_article_ref()
    speaker = other.pop("speaker", side)
    values: dict[str, Any] = {
        "id": ids.statement_id(article.id, speaker, [words], 0),
        "article": article,
        "speaker": speaker,
        "speaker_kind": "country",
        "side": side,
        "affiliation": side,
        "type": "indirect",
        "spans": ((12, 12 + len(words)),),
        "words": (words,),
        "cue": "said",
        "issues": ("talks_process",),
        "negotiations": ("ukraine",),
        "rank": 2,
    }
    return Statement(**(values | other))


def observed(statement: Statement) -> StatementObserved:
    """The message that carries a statement."""
    return StatementObserved(statement=statement)


def a_report(type: str = "meeting_scheduled", status: str = "scheduled", **other: Any) -> MilestoneReport:
    """A report of a step between Russia and the United States."""
    evidence = other.pop("evidence", None) or an_evidence("the two sides will meet in Riyadh on Tuesday")
    values: dict[str, Any] = {
        "id": ids.report_id(evidence.article.id, type, evidence.words, 0),
        "type": type,
        "status": status,
        "parties": ("Russia", "United States"),
        "evidence": evidence,
        "negotiation": "ukraine",
    }
    return MilestoneReport(**(values | other))


def reported(report: MilestoneReport) -> MilestoneReported:
    """The message that carries a report."""
    return MilestoneReported(report=report)


def revised(value: Any, revision: int, **changes: Any) -> Any:
    """The same statement or article in a later revision."""
    if isinstance(value, Statement):
        article = msgspec.structs.replace(value.article, revision=revision)
        return msgspec.structs.replace(value, article=article, **changes)
    return msgspec.structs.replace(value, revision=revision, **changes)


def a_statement_alert(id: str = "al-1", type: str = "parley.statement.new", **other: Any) -> Alert:
    """An alert on a saying of Russia; `labels` overrides single labels."""
    values: dict[str, Any] = {
        "headline": "Russia: it would attend",
        "rule": "statement.first_said",
        "evidence": (an_evidence(),),
        "known_at": NOON,
        "saying": "sa-1",
        "statement": "st-1",
        "speaker": "Sergei Lavrov",
        "side": "Russia",
        "words": "it would attend",
        "issues": ("talks_process",),
        "position": "supports",
    }
    labels = {"kind": "statement", "side": "Russia", "negotiation": "ukraine"}
    return _alert(StatementAlert, {"id": id, "type": type, "subject": "sa-1"}, labels, values, other)


def a_milestone_alert(id: str = "al-m1", type: str = "parley.milestone.reported", **other: Any) -> Alert:
    """An alert on a meeting of Russia and the United States; `step` is the milestone's type, `labels` overrides single
    labels."""
    values: dict[str, Any] = {
        "headline": "Russia and the United States will meet in Riyadh",
        "rule": "milestone.first_report",
        "evidence": (an_evidence("the two sides will meet in Riyadh on Tuesday"),),
        "known_at": NOON,
        "negotiation": "ukraine",
        "type": other.pop("step", "meeting_scheduled"),
        "status": "scheduled",
        "parties": ("Russia", "United States"),
        "occurrence": "oc-1",
        "date": "2025-02-18",
        "place": "Riyadh",
    }
    labels = {
        "kind": "milestone",
        "side": "Russia",
        "negotiation": "ukraine",
        "importance": 60,
        "publishers": 2,
    }
    return _alert(MilestoneAlert, {"id": id, "type": type, "subject": "oc-1"}, labels, values, other)


def a_stance_alert(id: str = "al-s1", type: str = "parley.stance.changed", **other: Any) -> Alert:
    """An alert on a stance of Russia that softened; `labels` overrides single labels."""
    values: dict[str, Any] = {
        "headline": "Russia softens on talks",
        "rule": "stance.reversal",
        "evidence": (an_evidence(),),
        "known_at": NOON,
        "before": "it would not come",
        "after": "it would attend",
        "side": "Russia",
        "negotiation": "ukraine",
        "question": "talks-with-ukraine",
        "question_text": "Russia talks with Ukraine",
        "direction": "softened",
        "position_before": -2,
        "position_after": 1,
        "confidence": 0.8,
    }
    labels = {"kind": "stance", "side": "Russia", "negotiation": "ukraine", "importance": 70}
    return _alert(StanceAlert, {"id": id, "type": type, "subject": "le-1"}, labels, values, other)


def _alert(data: Any, outer: Any, labels: Any, values: Any, other: Any) -> Alert:
    attributes = {"time": NOON, **outer}
    attributes |= {key: other.pop(key) for key in ("time", "subject") if key in other}
    values["labels"] = Labels(**(labels | other.pop("labels", {})))
    return Alert(data=data(**(values | other)), **attributes)
