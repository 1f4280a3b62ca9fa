"""Judges what a receiver's answer means: delivered, try again later, never, or the address is gone."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Literal

import msgspec

from services.notifier.domain.config import ReceiverKind
from shared.contracts import Delivery

LONGEST_WAIT = timedelta(hours=24)
"""A Retry-After beyond this is taken for a mistake and cut to it."""

Trouble = Literal["", "timeout", "connection", "dns", "tls", "refused", "too_large", "protocol"]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A receiver's answer: a status with the beginning of the body, or the trouble that prevented one."""

    status: int | None = None
    body: str = ""
    retry_after: str | None = None
    trouble: Trouble = ""
    detail: str = ""
    """For people; never holds an address or a header."""
    may_pass: bool = False
    """It was refused for what its host name resolves to, which may be otherwise in a minute."""


class Outcome(StrEnum):
    """What an answer means for the message and its receiver."""

    DELIVERED = "delivered"
    AGAIN = "again"
    """The receiver is in trouble: everything for it waits."""
    AGAIN_ALONE = "again_alone"
    """The receiver dislikes this message: it is tried again, the others go on."""
    REJECTED = "rejected"
    """This message will never be taken."""
    GONE = "gone"
    """The address no longer exists: disable the receiver."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The meaning of an answer, with a reason for people."""

    outcome: Outcome
    reason: str
    status_code: int | None = None
    retry_after: timedelta | None = None

    @property
    def delivered(self) -> bool:
        """Whether the receiver confirmed delivery."""
        return self.outcome is Outcome.DELIVERED


def judge(kind: ReceiverKind, answer: Answer, now: datetime) -> Verdict:
    """What the answer means. Slack's success is the text `ok`; a webhook's is any 2xx (Standard Webhooks 1.0). A
    redirect is never followed and counts as a failure."""
    status = answer.status
    if answer.trouble:
        if answer.trouble == "refused" and not answer.may_pass:
            return Verdict(outcome=Outcome.REJECTED, reason=f"refused: {answer.detail}", status_code=status)
        return Verdict(outcome=Outcome.AGAIN, reason=answer.detail or answer.trouble, status_code=status)
    if status is None:
        return Verdict(outcome=Outcome.AGAIN, reason="no answer")
    if 200 <= status < 300:
        if kind == "slack" and (status != 200 or answer.body.strip() != "ok"):
            return _verdict(Outcome.AGAIN, status, "but not Slack's `ok`; is this a Slack webhook?")
        return _verdict(Outcome.DELIVERED, status, "")
    wait = retry_after(answer.retry_after, now)
    if status in (404, 410):
        return _verdict(Outcome.GONE, status, "the address no longer exists")
    if 300 <= status < 400:
        return _verdict(
            Outcome.AGAIN, status, "a redirect, which is not followed; give the final address", wait
        )
    if not _alone(status):
        return _verdict(Outcome.AGAIN, status, _HINTS.get(status, ""), wait)
    if kind == "slack" and status in (400, 413, 422):
        return _verdict(Outcome.REJECTED, status, f"Slack does not take the message ({_word(answer.body)})")
    return _verdict(Outcome.AGAIN_ALONE, status, "", wait)


def stands_alone(delivery: Delivery) -> bool:
    """Whether the receiver rejects only this message, so that it waits by itself and holds up no other."""
    return delivery.status_code is not None and _alone(delivery.status_code)


def _alone(status: int) -> bool:
    """Whether a failure speaks against this one message, and not against everything for the receiver."""
    return 400 <= status < 500 and status not in (401, 403, 404, 407, 408, 410, 425, 429)


_HINTS = {
    401: "the receiver asks for other credentials",
    403: "the receiver forbids it",
    429: "too many messages",
}


def _verdict(outcome: Outcome, status: int, hint: str, wait: timedelta | None = None) -> Verdict:
    reason = f"HTTP {status}" + (f": {hint}" if hint else "")
    return Verdict(outcome=outcome, reason=reason, status_code=status, retry_after=wait)


def _word(body: str) -> str:
    """Slack's error code, if the body is one; any other body could hold anything and is not repeated."""
    word = body.strip()
    return word if word in _SLACK_CODES else "no reason given"


# https://api.slack.com/messaging/webhooks and the reference of chat.postMessage
_SLACK_CODES = frozenset(
    {
        "action_prohibited",
        "channel_is_archived",
        "channel_not_found",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_payload",
        "invalid_token",
        "missing_text_or_fallback_or_attachments",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_service",
        "no_text",
        "posting_to_general_channel_denied",
        "too_many_attachments",
        "user_not_found",
    }
)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """How long the receiver asks to wait (seconds or an HTTP date); None if it asks nothing readable. At most a day; a
    past date means no wait."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return LONGEST_WAIT if len(text) > 6 else min(timedelta(seconds=int(text)), LONGEST_WAIT)
    try:
        when = parsedate_to_datetime(text)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return min(max(when - now, timedelta(0)), LONGEST_WAIT)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
