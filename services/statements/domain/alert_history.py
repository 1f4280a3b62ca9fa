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


def thresholds_alerted(
    saying: str, here: Sequence[Statement], index: Statements, policy: Policy
) -> tuple[set[int], str]:
    """Publisher counts alerted in this episode, and a mark that separates its alerts from those of other episodes and
    from retracted ones (empty if there are none): what comes back is counted anew."""
    told = [a for a in alerts_on(saying, index).values() if a.raised.type == "parley.statement.corroborated"]
    low, high = alert_window(here, policy)
    now = [each for each in told if low <= each.at <= high]
    stands = {each.raised.threshold for each in now if each.raised.id not in index.lowered}
    fewer = sum(each.raised.id in index.lowered for each in now)
    again = here[0].id if len(now) < len(told) or fewer else ""
    return stands, f"{again}#{fewer}" if fewer else again
