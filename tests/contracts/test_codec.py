"""Every message survives its record; whatever does not follow its contract is refused with a readable reason."""

import msgspec
import pytest

from shared.contracts import Alert, Labels, MilestoneAlert, RawArticle, Tick, codec
from shared.contracts.topics import (
    ALERTS_MILESTONES,
    ARTICLES,
    ARTICLES_INCOMING,
    STATEMENTS_OBSERVED,
    TOPICS,
)
from shared.testing.builders import a_statement, an_article, an_evidence, at, observed


def an_alert() -> Alert:
    return Alert(
        id="al-1",
        type="parley.milestone.reported",
        subject="oc-1",
        time=at(),
        data=MilestoneAlert(
            headline="Russia and the United States will meet in Riyadh",
            rule="milestone.first_report",
            evidence=(an_evidence(),),
            labels=Labels(kind="milestone", side="Russia", negotiation="ukraine"),
            known_at=at(),
            negotiation="ukraine",
            type="meeting_scheduled",
            status="scheduled",
            parties=("Russia", "United States"),
            occurrence="oc-1",
        ),
    )


@pytest.mark.parametrize(
    ("topic", "message"),
    [
        (ARTICLES_INCOMING, RawArticle(id="1", text="Words.")),
        (ARTICLES, an_article()),
        (ARTICLES, Tick(time=at(), source="ingest/0")),
        (STATEMENTS_OBSERVED, observed(a_statement())),
        (ALERTS_MILESTONES, an_alert()),
    ],
)
def test_a_message_survives_its_record(topic, message):
    """What is encoded is decoded to the same value."""
    assert message == codec.decode(topic, *codec.encode(message))


def test_the_labels_of_an_alert_are_written_in_full():
    """Whoever filters by them in another language need not know what a missing one would mean."""
    _, value = codec.encode(an_alert())
    labels = msgspec.json.decode(value)["labels"]
    assert set(Labels.__struct_fields__) == set(labels)
    assert ("notice", 1, False) == (labels["severity"], labels["publishers"], labels["late"])


def test_an_alert_is_a_cloudevent_in_binary_mode():
    """Attributes are headers, the value is the data alone, so that any CloudEvents library can read it."""
    headers, value = codec.encode(an_alert())
    assert dict(headers) == {
        "ce_specversion": b"1.0",
        "ce_id": b"al-1",
        "ce_source": b"/parley",
        "ce_type": b"parley.milestone.reported",
        "ce_subject": b"oc-1",
        "ce_time": b"2025-02-12T12:00:00Z",
        "content-type": b"application/json",
    }
    assert b'"negotiation":"ukraine"' in value
    assert b'"al-1"' not in value


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "is empty (null)"),
        (b"", "does not follow its contract"),
        (b"not json", "does not follow its contract"),
        (b"\xff\xfe", "does not follow its contract"),
        (b'{"text": 5}', "`$.text`"),
        (b'{"text": "x", "version": 2}', "`$.version`"),
        (b"[" * 100_000, "does not follow its contract"),
        (b'{"text": "' + b"x" * 1_000_001 + b'"}', "the limit is 1000000"),
    ],
)
def test_a_bad_record_is_refused_with_what_and_where(value, reason):
    """A person reading the dead letter learns what to mend."""
    with pytest.raises(codec.UndecodableRecord, match=r"articles\.incoming") as refusal:
        codec.decode(ARTICLES_INCOMING, (), value)
    assert reason in str(refusal.value)


def test_an_alert_without_its_headers_names_them():
    """A producer that forgot the CloudEvents headers is told which."""
    _, value = codec.encode(an_alert())
    with pytest.raises(codec.UndecodableRecord, match="ce_id, ce_source, ce_subject, ce_time, ce_type"):
        codec.decode(ALERTS_MILESTONES, (), value)


def test_other_keys_of_a_producer_are_ignored():
    """Producers may carry what they like."""
    assert RawArticle(id="1", text="x") == codec.decode(
        ARTICLES_INCOMING, (), b'{"id": "1", "text": "x", "statements": [1], "author": {}}'
    )


def test_every_topic_is_declared_whole():
    """Every topic says key, messages, writers and readers, and compacted ones have keys."""
    for topic in TOPICS.values():
        assert topic.messages
        assert topic.written_by
        assert topic.read_by
        assert topic.key_is
        assert topic.doc
