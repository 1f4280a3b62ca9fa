"""A small stage for tests of the engine: counts what each outlet has sent. `python -m tests.integration.kafka.small`.

Its order matters (the number given depends on what came before), so a lost, repeated or misordered record shows.
"""

import os
import signal
import sys
from datetime import datetime
from typing import Any

import msgspec

from shared.contracts import RawArticle
from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING
from shared.processing import NOTHING, Event, InvalidMessage, Outcome, Row, Stage
from shared.runtime.kafka.worker import check_topics_of, run
from shared.runtime.logging import configure
from shared.runtime.settings import load
from shared.testing.builders import an_article


class Counted(msgspec.Struct, frozen=True, tag="counted", tag_field="kind"):
    """The article `id` was the `number`th of its outlet."""

    id: str
    outlet: str
    number: int


class Counts:
    """How many articles each outlet has, from a set of rows."""

    def __init__(self) -> None:
        self.rows: dict[str, Counted] = {}
        self.counts: dict[str, int] = {}

    def add(self, row: Row) -> None:
        """Adding a row twice changes nothing."""
        value: Counted = row.value
        if value.id not in self.rows:
            self.rows[value.id] = value
            self.counts[value.outlet] = self.counts.get(value.outlet, 0) + 1


def decide(message: RawArticle, index: Counts, now: datetime) -> Outcome:
    """Number an article; some texts make trouble on purpose."""
    if message.text == "invalid":
        raise InvalidMessage("this one is never right")
    if message.text == "defect":
        raise ZeroDivisionError("secret article text")
    if not message.id or message.id in index.rows:
        return NOTHING
    outlet = message.outlet or ""
    number = index.counts.get(outlet, 0) + 1
    article = an_article(message.id, text=f"{outlet} {number}", received_at=now, published_at=now)
    return Outcome((Event(ARTICLES, article),), (Row(message.id, Counted(message.id, outlet, number), now),))


def build(settings: Any = None) -> Stage[Counts]:
    """The stage, under the name of the first one."""
    return Stage(
        name="admit", input=ARTICLES_INCOMING, outputs=(ARTICLES,), row_type=Counted, new_index=Counts,
        decide=decide, upstream=(), belongs_to=lambda message: message.id,
    )  # fmt: skip


def main() -> int:
    """A worker. `DIE_AT=published:7` kills it, as suddenly as can be, at the seventh time that step is reached."""
    step, _, count = os.environ.get("DIE_AT", ":").partition(":")
    left = int(count or 0)

    def on_step(reached: str) -> None:
        nonlocal left
        if reached == step:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    settings, stage = load(), build()
    configure(settings.log_level)
    check_topics_of(settings, stage)
    return run(settings, stage, on_step=on_step)


if __name__ == "__main__":
    sys.exit(main())
