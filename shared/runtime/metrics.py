"""Declares every metric once; the help text is its documentation. Labels hold closed vocabularies only."""

from collections.abc import Iterable
from typing import get_args

from prometheus_client import Counter, Gauge, Histogram

from shared.contracts.alerts import Alert, AlertType
from shared.contracts.topics import Topic
from shared.processing import PassedBy

articles_admitted = Counter(
    "parley_articles_admitted_total",
    "Articles admitted, by outcome (new, revised, same, withdrawn).",
    ["outcome"],
)
articles_passed_by = Counter(
    "parley_articles_passed_by_total", "Articles not read, by reason (language, no_actor).", ["reason"]
)
dates_not_understood = Counter(
    "parley_dates_not_understood_total",
    "Articles admitted whose date could not be read; the time of reception counts instead.",
)
texts_like_html = Counter(
    "parley_texts_like_html_total",
    "Articles admitted whose text looks like HTML; its tags and scripts are read as words.",
)
stage_seconds = Histogram(
    "parley_stage_seconds",
    "Seconds to process one message, by stage.",
    ["stage"],
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
events_published = Counter(
    "parley_events_published_total", "Messages published, by stage and topic.", ["stage", "topic"]
)
dead_letters = Counter("parley_dead_letters_total", "Records parked as dead letters, by stage.", ["stage"])
messages_passed_by = Counter(
    "parley_messages_passed_by_total",
    "Messages that led to less than they say, by stage and reason: too_late (older than all that is kept), clock_ahead "
    "(a tick more than a day later than the one before; time goes on by a day).",
    ["stage", "reason"],
)
processing_errors = Counter(
    "parley_processing_errors_total", "Messages parked because of a defect of ours, by stage.", ["stage"]
)
for beside_stages in ("feeds", "files", "notifier", "web"):
    # As of stages (see `announce`); these have no engine that would do it.
    dead_letters.labels(beside_stages)
processing_errors.labels("notifier")
alerts_raised = Counter("parley_alerts_raised_total", "Alerts raised, by type.", ["type"])
milestone_alerts = Counter(
    "parley_milestone_alerts_total",
    "Alerts on steps of negotiations, by negotiation of the catalog; `other` for all that are not in it.",
    ["negotiation"],
)
evidence_mismatches = Counter(
    "parley_evidence_mismatches_total", "Spans whose text is not the quoted words. Must stay 0."
)
deliveries = Counter("parley_deliveries_total", "Deliveries by receiver and state.", ["receiver", "state"])
delivery_seconds = Histogram(
    "parley_delivery_seconds", "Seconds of one delivery attempt, by receiver.", ["receiver"]
)
routing_decisions = Counter(
    "parley_routing_decisions_total",
    "What became of alerts at the routes, by reason (matched, late, silenced, already_told ...).",
    ["reason"],
)
delivery_queue = Gauge("parley_delivery_queue_messages", "Messages that wait for a receiver.", ["receiver"])
receiver_trouble = Gauge(
    "parley_receiver_trouble",
    "State of a receiver's circuit breaker: 0 closed, 1 open, 2 disabled (the address is gone).",
    ["receiver"],
)
route_reloads = Counter(
    "parley_route_reloads_total", "Changed routes files, by outcome (taken, refused).", ["outcome"]
)
silences_refused = Counter(
    "parley_silences_refused_total",
    "Silences on the topic that cannot be used (broken, or a pattern that RE2 does not run); they hold nothing back.",
)
feed_polls = Counter(
    "parley_feed_polls_total", "Polls of feeds, by outcome (new, unchanged, error).", ["outcome"]
)
feed_texts = Counter(
    "parley_feed_texts_total",
    "Fresh entries of feeds, by what became of them: sent with the text of the feed or of the page, with that of the "
    "feed because the page is another one (unrelated), as withdrawn, or held back because more was told before (held).",
    ["outcome"],
)
feeds = Gauge("parley_feeds", "Feeds by state: ok, or failing since several polls in a row.", ["state"])
service_up = Gauge(
    "parley_service_up",
    "1 for each service beside the stages that runs in this process (fetch, notifier, web); stages have "
    "parley_partitions_assigned.",
    ["service"],
)
stream_clients = Gauge("parley_stream_clients", "Browsers connected to the live stream.")
read_model_lag = Gauge(
    "parley_read_model_lag_records", "Records that the page's read model has not yet taken in."
)
page_ready = Gauge(
    "parley_page_ready",
    "1 while the page shows what is on the topics, 0 while its cache is away, refuses, or is being filled, by stage "
    "(`web`).",
    ["stage"],
)
"""With a label, so that processes without a page do not say 0."""

# How far the stages are, on every engine
LIVE_SECONDS = 86_400
"""Older records come from archives; their age tells nothing about speed."""

alert_latency_seconds = Histogram(
    "parley_alert_latency_seconds",
    "Seconds from an article's arrival on articles.incoming to its alert, by stage.",
    ["stage"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800),
)
consumer_lag = Gauge(
    "parley_consumer_lag_records", "Records a worker's partitions still have to process, by stage.", ["stage"]
)
commit_age_seconds = Gauge(
    "parley_commit_age_seconds",
    "Seconds since a worker with records waiting last moved its committed offset, by stage; 0 when none wait.",
    ["stage"],
)
watermark_seconds = Gauge(
    "parley_watermark_seconds",
    "Event time up to which all a worker's partitions have heard everything, seconds since 1970, by stage.",
    ["stage"],
)
partitions_assigned = Gauge(
    "parley_partitions_assigned", "Partitions that a worker works on, by stage.", ["stage"]
)
recovery_seconds = Gauge(
    "parley_recovery_seconds",
    "Seconds it took to build the state from rows at the last assignment, by stage.",
    ["stage"],
)
retries = Counter(
    "parley_retries_total",
    "Times a record was tried again because something outside was not ready, by stage.",
    ["stage"],
)


def announce(stage: str, outputs: Iterable[Topic]) -> None:
    """Let a stage's counters exist from its start: of a counter that appears with its first event, Prometheus never
    sees the increase from 0 to 1."""
    for counter in (dead_letters, processing_errors, retries):
        counter.labels(stage)
    stage_seconds.labels(stage)
    for reason in get_args(PassedBy):
        messages_passed_by.labels(stage, reason)
    for topic in outputs:
        events_published.labels(stage, topic.name)
        if topic.name.startswith("alerts."):
            alert_latency_seconds.labels(stage)
            for kind in get_args(AlertType):
                alerts_raised.labels(kind)


def announce_negotiations(ids: Iterable[str]) -> None:
    """Which negotiations have a series of their own; all others count as `other`."""
    for name in (*ids, "other"):
        milestone_alerts.labels(name)


def count_alert(stage: str, alert: Alert, age_seconds: float) -> None:
    """An alert was raised. `age_seconds`: since its article arrived; on archive time that would count years, and is
    not observed."""
    alerts_raised.labels(alert.type).inc()
    if stage == "milestones":
        announced = {
            sample.labels["negotiation"] for sample in next(iter(milestone_alerts.collect())).samples
        }
        negotiation = alert.data.labels.negotiation
        milestone_alerts.labels(negotiation if negotiation in announced else "other").inc()
    if 0 <= age_seconds < LIVE_SECONDS:
        alert_latency_seconds.labels(stage).observe(age_seconds)
