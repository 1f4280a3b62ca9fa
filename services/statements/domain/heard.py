"""A saying and its tellings of one episode come in; what people heard of it then, from alerts, goes out."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.statements.domain.clusters import Alerted
from services.statements.domain.index import Statements
from services.statements.domain.policy import Policy
from shared.contracts import Statement


def alerts_on(saying: str, index: Statements) -> Mapping[str, Alerted]:
    """Every alert that was ever raised on the saying, by id."""
    return index.clusters[saying].alerts if saying in index.clusters else {}


def around(here: Sequence[Statement], policy: Policy) -> tuple[datetime, datetime]:
    """From when to when an alert told of the episode of these tellings (in event time)."""
    return here[0].article.published_at - policy.window, here[-1].article.published_at + policy.window


def heard_of(saying: str, here: Sequence[Statement], index: Statements, policy: Policy) -> bool:
    """Whether people heard of it: from an alert on it, or as a point of a statement whose points one alert told."""
    low, high = around(here, policy)
    if any(low <= each.at <= high for each in alerts_on(saying, index).values()):
        return True
    return any(
        low <= telling.statement.article.published_at <= high and index.told_whole(telling)
        for telling in index.tellings(saying)
    )


def thresholds_heard(
    saying: str, here: Sequence[Statement], index: Statements, policy: Policy
) -> tuple[set[int], str]:
    """Numbers of publishers told of in this episode, and what tells its alerts from those on other episodes and from
    those of it that were taken back, if there are any: what comes back is counted anew."""
    told = [a for a in alerts_on(saying, index).values() if a.raised.type == "parley.statement.corroborated"]
    low, high = around(here, policy)
    now = [each for each in told if low <= each.at <= high]
    stands = {each.raised.threshold for each in now if each.raised.id not in index.lowered}
    fewer = sum(each.raised.id in index.lowered for each in now)
    again = here[0].id if len(now) < len(told) or fewer else ""
    return stands, f"{again}#{fewer}" if fewer else again
