"""Says what people already know of a saying from the alerts raised in one episode of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from services.statements.domain.clusters import Alerted
from services.statements.domain.index import Statements
from services.statements.domain.policy import Policy
from services.statements.domain.rows import Raised
from shared.contracts import Statement


def alerts_on(saying: str, index: Statements) -> Mapping[str, Alerted]:
    """Every alert ever raised on the saying, by id."""
    return index.clusters[saying].alerts if saying in index.clusters else {}


def alert_window(here: Sequence[Statement], policy: Policy) -> tuple[datetime, datetime]:
    """The span of event time in which an alert belongs to the episode of these tellings."""
    return here[0].article.published_at - policy.window, here[-1].article.published_at + policy.window


def was_alerted(saying: str, here: Sequence[Statement], index: Statements, policy: Policy) -> bool:
    """Whether there is an alert on it in this episode, or one on a statement of which it is a point."""
    return any(True for _ in _raised_on(saying, here, index, policy))


def was_told(saying: str, here: Sequence[Statement], index: Statements, policy: Policy) -> bool:
    """Whether people know of it, from any of these alerts that is no aside."""
    return any(not raised.aside for raised in _raised_on(saying, here, index, policy))


def _raised_on(saying: str, here: Sequence[Statement], index: Statements, policy: Policy) -> Iterator[Raised]:
    low, high = alert_window(here, policy)
    yield from (each.raised for each in alerts_on(saying, index).values() if low <= each.at <= high)
    for telling in index.tellings(saying):
        if low <= telling.statement.article.published_at <= high:
            yield from index.told_whole(telling)


def publishers_told(
    saying: str, here: Sequence[Statement], index: Statements, policy: Policy
) -> tuple[int, str]:
    """How many publishers people know of in this episode (0 if none was told of), and a mark that separates alerts on a
    number from those of other episodes and from retracted ones (empty if there are none): what comes back is counted
    anew."""
    low, high = alert_window(here, policy)
    every = alerts_on(saying, index).values()
    counted = [each for each in every if each.raised.type == "parley.statement.corroborated"]
    now = [each for each in counted if low <= each.at <= high]
    known = max((e.raised.threshold for e in now if e.raised.id not in index.lowered), default=0)
    fewer = sum(each.raised.id in index.lowered for each in now)
    again = here[0].id if len(now) < len(counted) or fewer else ""
    return known, f"{again}#{fewer}" if fewer else again
