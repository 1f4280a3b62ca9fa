"""Keeps the cache behind the page in step with the topics, which hold all truth: what the cache loses is read again."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

import structlog
from redis import Redis
from redis.exceptions import RedisError

from services.web.adapters.cache import explain, flush, server
from services.web.adapters.cache_writing import Filing, Item
from services.web.adapters.keys import Keys
from services.web.adapters.status import Status
from services.web.domain.evidence import standing
from services.web.domain.filing import entry
from shared.contracts import DeadLetter, Evidence, TrackedStatement, codec, topics
from shared.runtime import metrics
from shared.runtime.deadletters import dead_letter, later
from shared.runtime.machine import trouble
from shared.runtime.records import Consumer, Publisher, Record, whole

TOPICS = (
    topics.ARTICLES,
    topics.STATEMENTS_TRACKED,
    topics.SAYINGS_CURRENT,
    topics.MILESTONES_CURRENT,
    topics.STANCES_CURRENT,
    topics.ALERTS_STATEMENTS,
    topics.ALERTS_STANCES,
    topics.ALERTS_MILESTONES,
    topics.DELIVERIES,
    topics.SILENCES,
    topics.DEAD_LETTERS,
)
FORM = b"3"
"""Form of the cache; another one in the server means that it is filled again."""
FILLING = "The cache is being filled from the topics; pages are not yet complete."
BATCH = 200
BACK_OFF = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


class ReadModel:
    """Fills the cache; `run` belongs to one thread, and so do consumer and publisher."""

    def __init__(
        self,
        redis: Redis,
        *,
        status: Status | None = None,
        prefix: str = "parley:",
        publisher: Publisher | None = None,
        retention: timedelta = timedelta(days=400),
        kept: Mapping[str, int] | None = None,
    ) -> None:
        self._redis = redis
        self._keys = Keys(prefix)
        self._filing = Filing(redis, self._keys, retention, kept or {})
        self._publisher = publisher
        self._generation = b""
        self._pending: Sequence[Record] = ()
        self._live = False
        self.status = status or Status()

    def run(
        self,
        consumer: Consumer,
        stopped: Callable[[], bool],
        wait: Callable[[float], Any],
        lag: Callable[[], int] = lambda: 0,
    ) -> None:
        """Until `stopped`: poll, apply, commit. While the cache refuses, it waits with the records in hand."""
        failures = 0
        self._measure(lag)
        while not stopped():
            try:
                if not self._ready(consumer):
                    self._pending = ()
                self._pending = self._pending or consumer.poll(0.25, BATCH)
                self.apply(self._pending)
                if self._pending:
                    consumer.commit(self._pending)
                self._pending = ()
                self._note_progress(consumer)
                self._measure(lag)
                failures = 0
            except Exception as error:
                # Whatever it is, the page must go on showing what it has, and say so; nothing is committed.
                self.status.set("degraded", explain(error))
                self._measure(lag)
                if failures == 0:
                    log = structlog.get_logger("web")
                    log.warning(
                        "read model waits",
                        reason=explain(error),
                        exc_info=None if isinstance(error, RedisError) or trouble(error) else error,
                    )
                wait(BACK_OFF[min(failures, len(BACK_OFF) - 1)])
                failures += 1

    def _measure(self, lag: Callable[[], int]) -> None:
        metrics.page_ready.labels("web").set(self.status.now.state == "ok")
        # A broker that cannot say is no reason to stop; what was known stays.
        with suppress(Exception):
            metrics.read_model_lag.set(lag())

    def rebuild(self, consumer: Consumer) -> int:
        """Flush our part of the cache and read everything again, for the command line; returns the number of records.
        Raises TryLater if the topics do not deliver all."""
        flush(self._redis, self._keys.prefix)
        self._ready(consumer)
        done = 0
        for records in whole(consumer, 0.25, BATCH):
            self.apply(records)
            consumer.commit(records)
            done += len(records)
        self._complete()
        return done

    def apply(self, records: Sequence[Record]) -> None:
        """Apply records, all or nothing; applying them twice changes nothing."""
        if not records:
            return
        items: dict[tuple[str, str], Item] = {}
        # Of every message, also of those that a later one in these records replaces: how records fall into batches
        # must not show.
        heard: dict[str, float] = {}
        lifted: dict[str, None] = {}
        for record in records:
            if record.topic == topics.SILENCES.name and record.value is None:
                items.pop(("silence", record.key), None)
                lifted[record.key] = None
            message = self._decoded(record)
            filed = None if message is None else entry(message)
            if filed is not None:
                if isinstance(message, DeadLetter):
                    message = self._latest(message, items)
                items[filed.kind, filed.id] = (filed, message)
                heard |= {side: max(filed.score, heard.get(side, filed.score)) for side in filed.sides}
        offsets = {f"{r.topic}/{r.partition}": r.offset + 1 for r in records}
        self._filing.drop("silence", [id for id in lifted if ("silence", id) not in items])
        self._filing.write(list(items.values()), heard, offsets, live=self._live)
        self._check_evidence([message for _, message in items.values()])
        self._filing.trim({kind for kind, _ in items})

    def _latest(self, letter: DeadLetter, items: Mapping[tuple[str, str], Item]) -> DeadLetter:
        filed = items.get(("letter", letter.id))
        known = filed[1] if filed else self._filing.stored("letter", [letter.id]).get(letter.id)
        return later(known, letter)

    def _decoded(self, record: Record) -> Any | None:
        if record.value is None:
            return None
        try:
            return codec.decode(record.topic, record.headers, record.value)
        except codec.UndecodableRecord as error:
            metrics.dead_letters.labels("web").inc()
            structlog.get_logger("web").warning("message", origin=record.origin, dead_letter=str(error))
            if self._publisher is not None and topics.TOPICS[record.topic].dead_letter:
                letter = dead_letter(record, "web", str(error))
                self._publisher.publish(topics.DEAD_LETTERS, letter)
            return None

    def _ready(self, consumer: Consumer) -> bool:
        """Whether the cache is the one we have been filling; if not, start from the beginning and return False."""
        here = server(self._redis)
        found: Any = self._redis.hmget(self._keys.model, ["form", "generation", "server", "filling"])
        form, generation, filled_on, filling = found
        known = form == FORM and generation and filled_on == here
        if known and self._generation in (b"", generation):
            # A new process takes over a cache that its group has filled, or goes on filling.
            self._live = self._live or not (self._generation or filling)
            self._generation = generation
            return True
        self._live = False
        self.status.set("rebuilding", FILLING)
        # Before the cache is called ours: a broker that cannot do it yet is asked again in the next round.
        consumer.seek_to_beginning()
        if not known:
            generation = uuid4().hex.encode()
            if form not in (None, FORM):
                flush(self._redis, self._keys.prefix)
            fields: Any = {"form": FORM, "generation": generation, "server": here, "filling": "1"}
            self._redis.hset(self._keys.model, mapping=fields)
        self._generation = generation
        return False

    def _note_progress(self, consumer: Consumer) -> None:
        # How many records came says nothing: a poll brings what the client has at hand.
        if not self._live and not consumer.caught_up():
            self.status.set("rebuilding", FILLING)
            return
        if not self._live:
            self._complete()
        self.status.set("ok")

    def _complete(self) -> None:
        """Everything there was is applied; alerts are news from now on."""
        self._filing.announce_reload()
        self._redis.hdel(self._keys.model, "filling")
        self._live = True

    def _check_evidence(self, messages: Sequence[Any]) -> None:
        """Count statements whose words are not in their article; articles not there yet are not judged."""
        said = [m.statement for m in messages if isinstance(m, TrackedStatement) and not m.withdrawn]
        articles = self._filing.stored("article", sorted({s.article.id for s in said}))
        for s in said:
            evidence = Evidence(article=s.article, spans=s.spans, words=s.words)
            if standing(articles.get(s.article.id), evidence) == "mismatch":
                metrics.evidence_mismatches.inc()
                structlog.get_logger("web").error("evidence mismatch", statement=s.id, article=s.article.id)
