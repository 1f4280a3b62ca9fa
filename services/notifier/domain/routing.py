"""Decides who is alerted and who is not, with the reason; no state, and no clock but the time given."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

import msgspec

from services.notifier.domain.conditions import failing, holds, show
from services.notifier.domain.config import Config, Route
from services.notifier.domain.labels import labels_of
from services.notifier.domain.quiet_hours import awake, next_digest
from shared.contracts import Alert, Silence


class Reason(StrEnum):
    """Why something was or was not sent; logs, metrics, history and explanations use the same word."""

    MATCHED = "matched"
    NOT_MATCHED = "not_matched"
    EXCLUDED = "excluded"
    LATE = "late"
    ASIDE = "aside"
    TAKEN = "taken"
    """An earlier route took the alert and does not let it go on."""
    SILENCED = "silenced"
    ALREADY_TOLD = "already_told"
    NOTHING_TO_MEND = "nothing_to_mend"
    """A correction of something this receiver was never told."""
    REPEATED = "repeated"
    """The same alert once more, as happens after a restart."""
    QUIET = "quiet"
    DIGEST = "digest"
    GROUPED = "grouped"


class Decision(msgspec.Struct, frozen=True):
    """What one route does with one alert. `receivers` is empty unless `reason` is `matched`."""

    route: str
    reason: Reason
    detail: str = ""
    receivers: tuple[str, ...] = ()


def route(alert: Alert, config: Config) -> tuple[Decision, ...]:
    """One decision for each route, in order."""
    labels = labels_of(alert, config.corroboration)
    decisions: list[Decision] = []
    taken_by = ""
    for one in config.routes:
        decision = (
            Decision(one.name, Reason.TAKEN, f"route {taken_by} took it") if taken_by else _ask(one, labels)
        )
        decisions.append(decision)
        if decision.reason is Reason.MATCHED and not one.proceed:
            taken_by = one.name
    return tuple(decisions)


def _ask(one: Route, labels: Mapping[str, str]) -> Decision:
    matched = next((c for c in one.when if holds(c, labels)), None)
    if one.when and matched is None:
        misses = "; ".join(f"{show((m,))} fails" for c in one.when if (m := failing(c, labels)))
        return Decision(one.name, Reason.NOT_MATCHED, misses)
    if not one.late and labels.get("late") == "true":
        return Decision(
            one.name, Reason.LATE, "the event was more than a day old; `late: true` takes such alerts"
        )
    if not one.asides and labels.get("aside") == "true":
        return Decision(
            one.name,
            Reason.ASIDE,
            "people were told as much, or enough of it; `asides: true` takes such alerts",
        )
    excluded = next((c for c in one.unless if holds(c, labels)), None)
    if excluded is not None:
        return Decision(one.name, Reason.EXCLUDED, f"unless {show(excluded)}")
    return Decision(one.name, Reason.MATCHED, show(matched or ()) or "takes everything", one.receivers)


def silenced_by(
    alert: Alert, silences: Iterable[Silence], now: datetime, corroboration: int
) -> Silence | None:
    """The silence in force at `now` that covers the alert; of several the one with the smallest id."""
    labels = labels_of(alert, corroboration)
    covering = (
        s
        for s in silences
        if not s.expired and s.starts_at <= now < s.ends_at and s.matchers and holds(s.matchers, labels)
    )
    return min(covering, key=lambda s: s.id, default=None)


def explain_routing(
    alert: Alert, config: Config, *, now: datetime | None = None, silences: Iterable[Silence] = ()
) -> tuple[Decision, ...]:
    """Who would be alerted: one decision for each route and, for each match, what would hold it back at `now` (by
    default the alert's own time): a silence, quiet hours, a digest."""
    moment = now or alert.time
    silence = silenced_by(alert, silences, moment, config.corroboration)
    found: list[Decision] = []
    routes = {one.name: one for one in config.routes}
    for decision in route(alert, config):
        found.append(decision)
        if decision.reason is not Reason.MATCHED:
            continue
        if silence is not None:
            found.append(
                Decision(decision.route, Reason.SILENCED, f"silence {silence.id}: {silence.comment}")
            )
            continue
        one = routes[decision.route]
        if one.digest is not None:
            when = next_digest(moment, one.digest)
            found.append(
                Decision(one.name, Reason.DIGEST, f"goes out with the digest of {when:%Y-%m-%d %H:%M} UTC")
            )
        elif (until := awake(moment, one.quiet)) > moment:
            found.append(Decision(one.name, Reason.QUIET, f"held until {until:%Y-%m-%d %H:%M} UTC"))
    return tuple(found)
