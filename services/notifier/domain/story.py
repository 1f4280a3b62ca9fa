"""Puts an alert into words for people, whatever the channel: headline, facts, quotation, sources."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

import msgspec

from services.notifier.domain.alert_kinds import KINDS, mark
from services.notifier.domain.correction_facts import changed
from services.notifier.domain.safe_text import clean, clip, day, moment, one_line, words
from shared.contracts import Alert, MilestoneAlert, StanceAlert, StatementAlert
from shared.contracts.alerts import AlertData

ROOM = 145
"""Characters of a title, so that it fits Slack's header with its mark."""
FACT = 400
"""Characters of a fact."""
_LEAST = 30
"""Characters of somebody's words below which a title is not cut to have them."""

_LINE: Final = re.compile(r": a (?:softer|harder) line on (?!.*: a (?:softer|harder) line on )")
"""What follows is the question's name."""


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One alert in words, cleaned but not escaped."""

    mark: str
    what: str
    headline: str
    title: str
    """The headline as it stands above a quotation: without the words of a step, and with the beginning of long words
    that somebody said."""
    negotiation: str
    facts: tuple[tuple[str, str], ...]
    quote: str
    """Words of an article, without marks of ours; empty where the headline tells them whole."""
    by: str
    """Whose words these are: the speaker's, or the outlet's where they are the article's."""
    verbatim: bool
    """Whether they may stand in quotation marks; an article's telling of what somebody said may not."""
    outlets: tuple[str, ...]
    publishers: int
    when: str
    replaces: str
    """Id of the alert that this one mends; empty if it mends none."""


def tell(alert: Alert, names: Mapping[str, str]) -> Story:
    """The story of an alert; `names` gives negotiations and issues their names."""
    data = alert.data
    ident = data.labels.negotiation
    headline = one_line(data.headline)
    said = clean(_quotation(data, headline))
    verbatim = not isinstance(data, StatementAlert) or bool(data.context) or _marked(said, headline)
    title = _title(data, headline, one_line(said)) if verbatim else headline
    told_whole = one_line(said) in (headline if not verbatim else one_line(_shown(data)))
    return Story(
        mark=mark(alert),
        what=KINDS[alert.type],
        headline=headline,
        title=title,
        negotiation=one_line(names.get(ident, ident.replace("|", " – "))) if ident else "",
        facts=tuple((label, clean(value)) for label, value in _facts(alert, names) if value),
        quote="" if told_whole else said,
        by=one_line(_by(data) if verbatim else _teller(data, said)),
        verbatim=verbatim,
        outlets=_outlets(alert),
        publishers=max(data.labels.publishers, 1),
        when=moment(alert.time),
        replaces=data.supersedes or "",
    )


def in_words(story: Story, longest: int) -> str:
    """The quotation, at most so many characters: in quotation marks, or introduced as an outlet's paraphrase."""
    words = clip(story.quote, longest)
    return f"“{words}”" if story.verbatim else f"In the words of {story.by or 'an article'}: {words}"


def shortest(story: Story, room: int = ROOM) -> Story:
    """The story without a quotation that its headline already carries whole."""
    words = story.quote.strip("“”\"' ")
    whole = story.by and story.by in story.headline and words in story.headline
    if not whole or len(story.headline) > room:
        return story
    return msgspec.structs.replace(story, title=story.headline, quote="")


def _facts(alert: Alert, names: Mapping[str, str]) -> list[tuple[str, str]]:
    data = alert.data
    change = [("Before", data.before or ""), ("After", data.after or "")]
    mended = changed(data.difference or "")
    match data:
        case StatementAlert():
            # The position is that of the whole saying; no issue is its object ("a truce without guarantees").
            stand = ("Position", data.position if data.position != "none" else "")
            on = [names.get(issue, words(issue)) for issue in data.issues if issue != "other"]
            issues = ("Issues" if len(on) > 1 else "Issue", ", ".join(on))
            return [stand, issues, *change, *mended]
        case StanceAlert():
            who = f"{data.person} ({data.side})" if data.person else data.side
            about = [("Who", who), ("Question", data.question_text), ("Direction", words(data.direction))]
            return [*about, *change, *mended]
        case MilestoneAlert():
            # Before and after of an occurrence are its whole state; unless it moved, its status says what changed.
            was = data.status_before
            status = f"{was} → {data.status}" if was is not None and was != data.status else data.status
            facts = [
                ("Step", words(data.type)),
                ("Status", words(status)),
                ("Parties", ", ".join(data.parties)),
                ("Mediated by", ", ".join(data.mediators)),
                ("Date", day(data.date) if data.date else ""),
                ("Place", data.place or ""),
                ("Deadline", day(data.deadline) if data.deadline else ""),
            ]
            return [*facts, *(change if alert.type == "parley.milestone.moved" else ()), *mended]


def _shown(data: AlertData) -> str:
    """The words that facts show: those on which a stance now rests, where they are shown whole."""
    shown = data.after or "" if isinstance(data, StanceAlert) else ""
    return shown if len(shown) <= FACT else ""


def _by(data: AlertData) -> str:
    if not isinstance(data, StatementAlert):
        return ""
    if data.context is None:
        return data.speaker
    return _teller(data, data.context)


def _teller(data: AlertData, text: str) -> str:
    """The outlet whose article has this text."""
    shown = one_line(text)
    return next(
        (e.article.outlet for e in data.evidence if e.words and one_line(e.words[0])[:40] in shown), ""
    )


def _marked(words: str, headline: str) -> bool:
    """Whether the headline has the words in quotation marks, as it does for words spoken verbatim."""
    return f"“{one_line(words)[:40]}" in headline


def _quotation(data: AlertData, headline: str) -> str:
    """The words a statement's headline shows, or those a headline quotes, or those of the first evidence that has
    any."""
    if isinstance(data, StatementAlert):
        return data.context or data.words
    told = [e.words for e in data.evidence if e.words]
    named = (words for words in told if any(one_line(piece)[:40] in headline for piece in words))
    return " … ".join(next(named, told[0] if told else ()))


def _title(data: AlertData, headline: str, quote: str) -> str:
    """The headline with as much of the quotation that begins as `quote`, or a piece of it, does as there is room for,
    of a step without it, of a change of stance without its question; unchanged if nothing else would remain."""
    if isinstance(data, StanceAlert) and (line := _LINE.search(headline)):
        # Question and direction stand among the facts.
        return headline[: line.start()]
    starts = [piece.strip("“”\"' ")[:40] for piece in quote.split(" … ")]
    found = [headline.find(start) for start in starts if len(start) >= 15 and start in headline]
    if not found:
        return headline
    at = min(found)
    _, dash, tail = headline[at:].rpartition(" – ")
    tail = f" – {tail}" if dash and tail.rstrip("…”\"' ") not in quote else ""
    if not isinstance(data, StatementAlert):
        head = headline[:at].rstrip(" –-:“\"'")
        return head + tail if head else headline
    # Who spoke is no news without what was said.
    words = headline[at : len(headline) - len(tail)]
    if len(headline) <= ROOM or len(headline) - len(words) + _LEAST > ROOM:
        return headline
    closing = words[-1] if words[-1] in '”"' else ""
    shown = clip(words.rstrip('”"'), ROOM - (len(headline) - len(words)) - len(closing))
    return headline[:at] + shown + closing + tail


def _outlets(alert: Alert) -> tuple[str, ...]:
    """Outlets in the order of the evidence, each publisher family once."""
    seen: dict[str, str] = {}
    for evidence in alert.data.evidence:
        seen.setdefault(
            evidence.article.publisher, one_line(evidence.article.outlet) or evidence.article.publisher
        )
    return tuple(seen.values())


def alert_link(public_url: str, id: str) -> str:
    """The page of one alert."""
    return f"{public_url.rstrip('/')}/alerts/{quote(id, safe='')}"


def plain(stories: tuple[Story, ...], link: str, public_url: str = "") -> str:
    """The message as plain text, for outbox, history and notifications; `link` is where to read on."""
    parts: list[str] = []
    for story in map(shortest, stories):
        lines = [f"{story.mark} {story.title}"]
        lines.append(" · ".join(x for x in (story.negotiation, story.what, story.when) if x))
        lines += [f"{label}: {value}" for label, value in story.facts]
        if story.quote:
            by = f" — {story.by}" if story.by and story.verbatim else ""
            lines.append(in_words(story, len(story.quote)) + by)
        lines.append(confirmed_by(story))
        if story.replaces and link:
            lines.append(f"Replaces {alert_link(public_url, story.replaces)}")
        parts.append("\n".join(line for line in lines if line))
    return "\n\n".join(parts) + (f"\n{link}" if link else "")


def confirmed_by(story: Story) -> str:
    """The outlets that report it, as one line."""
    if not story.outlets:
        return ""
    shown = ", ".join(story.outlets[:5])
    more = max(story.publishers, len(story.outlets)) - len(story.outlets[:5])
    return f"{shown} and {more} more" if more > 0 else shown
