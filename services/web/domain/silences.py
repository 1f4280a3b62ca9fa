"""Turns a requested silence into its message, and refuses one that would silence nothing, or for ever."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from shared.contracts import Matcher, Silence, codec, ids
from shared.contracts.matchers import LABELS, BadMatcher, checked, possible

MAX_MATCHERS = 10
MAX_VALUE = 200
MAX_LENGTH = timedelta(days=90)


class BadSilence(ValueError):
    """The silence cannot be made; the text says why."""


class SilenceAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A client's request; `ends_at` or `hours` is needed."""

    matchers: tuple[Matcher, ...]
    ends_at: datetime | None = None
    hours: float | None = None
    starts_at: datetime | None = None
    comment: str = ""
    created_by: str = ""


def made(asked: SilenceAsked, now: datetime, negotiations: Mapping[str, str] | None = None) -> Silence:
    """The silence; raises BadSilence. `negotiations` are the known names by id."""
    if not 1 <= len(asked.matchers) <= MAX_MATCHERS:
        raise BadSilence(f"give 1 to {MAX_MATCHERS} matchers; a silence without one would silence everything")
    for matcher in asked.matchers:
        _check(matcher)
        _check_negotiation(matcher, negotiations or {})
    try:
        starts = _utc(asked.starts_at) or now
        ends = _ends(asked, starts)
    except OverflowError:
        raise BadSilence("its times are not possible ones") from None
    if not timedelta(0) < ends - starts <= MAX_LENGTH:
        raise BadSilence(f"it must end after it starts, within {MAX_LENGTH.days} days")
    if starts > now + MAX_LENGTH:
        raise BadSilence(f"it must start within {MAX_LENGTH.days} days from now")
    if ends <= now:
        raise BadSilence("it would be over already")
    if len(asked.comment) > 500 or len(asked.created_by) > 100:
        raise BadSilence("comment may have 500 characters, created_by 100")
    silence = Silence(
        id="",
        matchers=asked.matchers,
        starts_at=starts,
        ends_at=ends,
        comment=asked.comment,
        created_by=asked.created_by,
    )
    return msgspec.structs.replace(silence, id="si-" + ids.digest(codec.dumps(silence).decode()))


def _check(matcher: Matcher) -> None:
    if not matcher.value or len(matcher.value) > MAX_VALUE:
        raise BadSilence(f"the value of {matcher.label[:40]} must have 1 to {MAX_VALUE} characters")
    try:
        possible(checked(matcher, LABELS))
    except BadMatcher as error:
        raise BadSilence(str(error)) from None


def _check_negotiation(matcher: Matcher, known: Mapping[str, str]) -> None:
    """Refuse a name where an id belongs: pages show names, alerts have ids. An unwatched negotiation's id is made of
    its parties, also before it is known."""
    value = matcher.value
    if matcher.label != "negotiation" or matcher.op not in ("=", "!=") or value in known or "|" in value:
        return
    meant = next((id for id, name in known.items() if name.casefold() == value.casefold()), None)
    if meant is not None:
        raise BadSilence(f"{value[:60]!r} is a name; the id of this negotiation is {meant[:200]!r}")
    if known:
        raise BadSilence(
            f"there is no negotiation with the id {value[:60]!r}; its page has it in its address"
        )


def _ends(asked: SilenceAsked, starts: datetime) -> datetime:
    if (ends := _utc(asked.ends_at)) is not None:
        return ends
    if asked.hours is None:
        raise BadSilence("say when it ends: ends_at or hours")
    if not 0 < asked.hours <= MAX_LENGTH.days * 24:
        raise BadSilence(f"hours must be more than 0 and at most {MAX_LENGTH.days * 24}")
    return starts + timedelta(hours=asked.hours)


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise BadSilence("times need a zone, such as 2025-02-12T18:00:00Z")
    return moment.astimezone(UTC)
