"""Says what people already know of a saying from the alerts raised in one episode of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.statements.domain.clusters import Alerted
from services.statements.domain.index import Statements
from services.statements.domain.policy import Policy
from shared.contracts import Statement


def alerts_on(saying: str, index: Statements) -> Mapping[str, Alerted]:
    """Every alert ever raised on the saying, by id."""
    return index.clusters[saying].alerts if saying in index.clusters else {}


def alert_window(here: Sequence[Statement], policy: Policy) -> tuple[datetime, datetime]:
    """The span of event time in which an alert belongs to the episode of these tellings."""
    return here[0].article.published_at - policy.window, here[-1].article.published_at + policy.window


def was_alerted(saying: str, here: Sequence[Statement], index: Statements, policy: Policy) -> bool:
    """Whether people know of it: from an alert on it, or from one on a statement of which it is a point."""
    low, high = alert_window(here, policy)
    if any(low <= each.at <= high for each in alerts_on(saying, index).values()):
        return True
    return any(
        low <= telling.statement.article.published_at <= high and index.told_whole(telling)
        for telling in index.tellings(saying)
    )


def publishers_told(
    saying: str, here: Sequence[Statement], index: Statements, policy: Policy
) -> tuple[int, str]:
    """How many publishers people know of in this episode (0 if none was told of), and a mark that separates alerts on a
    number from those of other episodes and from retracted ones (empty if there are none): what comes back is counted
    anew."""
    low, high = alert_window(here, policy)
    every = alerts_on(saying, index).values()
    here_told = [each for each in every if low <= each.at <= high]
    known = max((e.raised.threshold for e in here_told if e.raised.id not in index.lowered), default=0)
    counted = [each for each in every if each.raised.type == "parley.statement.corroborated"]
    now = [each for each in counted if low <= each.at <= high]
    fewer = sum(each.raised.id in index.lowered for each in now)
    again = here[0].id if len(now) < len(counted) or fewer else ""
    return known, f"{again}#{fewer}" if fewer else again
