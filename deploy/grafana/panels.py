"""What the dashboards show: rows of panels with their queries, and a sentence on each for a newcomer."""

from typing import NamedTuple

RATE = "$__rate_interval"
"""Grafana puts a range here that always holds two scrapes."""


class Query(NamedTuple):
    """An expression and how its lines are called."""

    expr: str
    legend: str = ""


class Panel(NamedTuple):
    """What one panel shows. `alarm`: from this value on it is red. `number`: one figure in place of lines."""

    title: str
    says: str
    queries: tuple[Query, ...]
    unit: str = "short"
    number: bool = False
    stacked: bool = False
    alarm: float | None = None


class Row(NamedTuple):
    """A heading and the panels under it."""

    title: str
    panels: tuple[Panel, ...]


def quantile(part: float, metric: str, by: str) -> str:
    """A quantile of a histogram, by one label."""
    return f"histogram_quantile({part}, sum by ({by}, le) (rate({metric}_bucket[{RATE}])))"


NEWS = (
    Row(
        "Today",
        (
            Panel(
                "Articles",
                "Articles that came in within 24 hours, new ones and edited ones.",
                (Query('sum(increase(parley_articles_admitted_total{outcome=~"new|revised"}[24h]))'),),
                number=True,
            ),
            Panel(
                "Alerts",
                "Everything that was new, on any topic. Routes choose what of it becomes a message.",
                (Query("sum(increase(parley_alerts_raised_total[24h]))"),),
                number=True,
            ),
            Panel(
                "Messages delivered",
                "What Slack, webhooks and the outbox have taken.",
                (Query('sum(increase(parley_deliveries_total{state="delivered"}[24h]))'),),
                number=True,
            ),
            Panel(
                "Quotations not found",
                "Quotations that do not stand in their article where we say. Must be 0.",
                (Query("sum(parley_evidence_mismatches_total)"),),
                number=True,
                alarm=1,
            ),
        ),
    ),
    Row(
        "What is new",
        (
            Panel(
                "Alerts by type, per hour",
                "A busy negotiation shows as a hump. Reported, corroborated, denied … each has its own "
                "colour.",
                (Query("sum by (type) (increase(parley_alerts_raised_total[1h])) > 0", "{{type}}"),),
                stacked=True,
            ),
            Panel(
                "Steps of negotiations, per hour",
                "Alerts on milestones, by negotiation; other: those that are not in the catalog.",
                (
                    Query(
                        "sum by (negotiation) (increase(parley_milestone_alerts_total[1h])) > 0",
                        "{{negotiation}}",
                    ),
                ),
                stacked=True,
            ),
            Panel(
                "From article to alert",
                "Seconds from an article's arrival to the alert it raises: half are faster than p50, one in a "
                "hundred is slower than p99. Articles from archives do not count.",
                (
                    Query(quantile(0.5, "parley_alert_latency_seconds", "stage"), "{{stage}} p50"),
                    Query(quantile(0.99, "parley_alert_latency_seconds", "stage"), "{{stage}} p99"),
                ),
                unit="s",
                alarm=60,
            ),
            Panel(
                "What became of alerts at the routes",
                "matched: sent. not_matched: no route wanted it. late, silenced, already_told, quiet, "
                "digest: why it was not sent at once.",
                (Query(f"sum by (reason) (rate(parley_routing_decisions_total[{RATE}]))", "{{reason}}"),),
                unit="cps",
                stacked=True,
            ),
        ),
    ),
    Row(
        "What comes in",
        (
            Panel(
                "Articles by outcome, per hour",
                "same: known already. revised: edited since.",
                (Query("sum by (outcome) (increase(parley_articles_admitted_total[1h]))", "{{outcome}}"),),
                stacked=True,
            ),
            Panel(
                "Articles not read, per hour",
                "language: not English. no_actor: mentions nobody whom the catalog knows.",
                (Query("sum by (reason) (increase(parley_articles_passed_by_total[1h]))", "{{reason}}"),),
                stacked=True,
            ),
            Panel(
                "Feeds",
                "failing: three polls in a row or more went wrong; the log says which host and why.",
                (Query("sum by (state) (parley_feeds)", "{{state}}"),),
            ),
            Panel(
                "Polls of feeds",
                "unchanged is the usual answer, and costs the publisher next to nothing.",
                (Query(f"sum by (outcome) (rate(parley_feed_polls_total[{RATE}]))", "{{outcome}}"),),
                unit="cps",
            ),
        ),
    ),
)

ENGINE = (
    Row(
        "Does it keep up",
        (
            Panel(
                "Records waiting",
                "Lag: records on a stage's input that are not processed yet. It should come back to 0 "
                "after every burst.",
                (Query("sum by (stage) (parley_consumer_lag_records)", "{{stage}}"),),
            ),
            Panel(
                "Age of the last commit",
                "Seconds since a stage with records waiting last moved on; 0 while nothing waits. A worker over "
                "120 s is ended by its watchdog and started anew.",
                (Query("max by (stage) (parley_commit_age_seconds)", "{{stage}}"),),
                unit="s",
                alarm=60,
            ),
            Panel(
                "Watermark",
                "Up to when each stage has heard everything. It climbs with every tick, each five minutes; on "
                "archives it shows their time.",
                (Query("min by (stage) (parley_watermark_seconds) * 1000", "{{stage}}"),),
                unit="dateTimeAsIso",
            ),
            Panel(
                "Partitions by stage",
                "Partitions somebody works on. Less than PARLEY_PARTITIONS means that some stand still "
                "(for a moment: a rebalance).",
                (Query("sum by (stage) (parley_partitions_assigned)", "{{stage}}"),),
            ),
        ),
    ),
    Row(
        "How fast",
        (
            Panel(
                "Messages per second",
                "What each stage takes in.",
                (Query(f"sum by (stage) (rate(parley_stage_seconds_count[{RATE}]))", "{{stage}}"),),
                unit="cps",
            ),
            Panel(
                "Seconds for one message",
                "Extraction reads whole articles and takes longest.",
                (
                    Query(quantile(0.5, "parley_stage_seconds", "stage"), "{{stage}} p50"),
                    Query(quantile(0.99, "parley_stage_seconds", "stage"), "{{stage}} p99"),
                ),
                unit="s",
            ),
            Panel(
                "Events published per second",
                "By topic. One article leads to some statements, these to positions and alerts.",
                (Query(f"sum by (topic) (rate(parley_events_published_total[{RATE}]))", "{{topic}}"),),
                unit="cps",
            ),
            Panel(
                "Building the state",
                "Seconds it took to fold a stage's state from its rows when partitions were assigned last.",
                (Query("max by (stage) (parley_recovery_seconds)", "{{stage}}"),),
                unit="s",
            ),
        ),
    ),
    Row(
        "What goes wrong",
        (
            Panel(
                "Dead letters, per hour",
                "Records that could not be processed; `parley dead-letters` shows them with the reason.",
                (Query("sum by (stage) (increase(parley_dead_letters_total[1h]))", "{{stage}}"),),
                alarm=1,
            ),
            Panel(
                "Defects, per hour",
                "Records parked because of an error of Parley's own. Please report it with the line of "
                "the log.",
                (Query("sum by (stage) (increase(parley_processing_errors_total[1h]))", "{{stage}}"),),
                alarm=1,
            ),
            Panel(
                "Tried again",
                "Times a stage waited for something outside.",
                (Query(f"sum by (stage) (rate(parley_retries_total[{RATE}]))", "{{stage}}"),),
                unit="cps",
            ),
        ),
    ),
    Row(
        "Processes",
        (
            Panel(
                "Memory",
                "Resident memory of each process.",
                (Query('process_resident_memory_bytes{job="parley"}', "{{instance}}"),),
                unit="bytes",
            ),
            Panel(
                "CPU",
                "Cores in use by each process.",
                (Query(f'rate(process_cpu_seconds_total{{job="parley"}}[{RATE}])', "{{instance}}"),),
            ),
            Panel(
                "Running for",
                "A saw-tooth means that a service starts again and again.",
                (Query('time() - process_start_time_seconds{job="parley"}', "{{instance}}"),),
                unit="s",
            ),
            Panel(
                "Reachable",
                "1: the service answers its scrapes.",
                (Query('up{job="parley"}', "{{instance}}"),),
            ),
        ),
    ),
)

DELIVERY = (
    Row(
        "Receivers",
        (
            Panel(
                "State of receivers",
                "0: takes messages. 1: in trouble, messages are kept and tried again. 2: disabled, its "
                "address is gone.",
                (Query("max by (receiver) (parley_receiver_trouble)", "{{receiver}}"),),
                number=True,
                alarm=1,
            ),
            Panel(
                "Messages waiting",
                "Messages that wait for a receiver, held back or being tried again.",
                (Query("sum by (receiver) (parley_delivery_queue_messages)", "{{receiver}}"),),
            ),
            Panel(
                "Deliveries, per hour",
                "delivered, failed for good, silenced, held for quiet hours, dropped.",
                (
                    Query(
                        "sum by (receiver, state) (increase(parley_deliveries_total[1h])) > 0",
                        "{{receiver}} {{state}}",
                    ),
                ),
                stacked=True,
            ),
            Panel(
                "Seconds of one try",
                "How long receivers take to answer.",
                (
                    Query(quantile(0.5, "parley_delivery_seconds", "receiver"), "{{receiver}} p50"),
                    Query(quantile(0.99, "parley_delivery_seconds", "receiver"), "{{receiver}} p99"),
                ),
                unit="s",
            ),
        ),
    ),
    Row(
        "Page and routes",
        (
            Panel(
                "Records the page has not taken in",
                "While it is high the page is behind; alerts and messages are not.",
                (Query("max(parley_read_model_lag_records)"),),
            ),
            Panel(
                "Page ready",
                "0 while the cache of the page is away, refuses or is being filled; the page says so.",
                (Query("parley_page_ready", "{{instance}}"),),
            ),
            Panel(
                "Browsers on the live stream",
                "Open pages that update by themselves.",
                (Query("sum(parley_stream_clients)"),),
            ),
            Panel(
                "Changed routes files",
                "refused: the new file was wrong, the old one stays in force; the log names every error.",
                (Query("sum by (outcome) (parley_route_reloads_total)", "{{outcome}}"),),
            ),
        ),
    ),
)

_STEPS = 'parley_milestone_alerts_total{negotiation!="other"}'
MILESTONES = f"sum by (negotiation) ({_STEPS} - {_STEPS} offset $__interval > 0 or increase({_STEPS}[$__interval]) > 0)"
"""A step of a watched negotiation since the point before. Grafana puts the distance of its points here, whatever it is;
an increase alone would miss what comes between the last scrape of one and the first of the next, the difference what
comes around a restart."""
